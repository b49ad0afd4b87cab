"""A ledger's events in the columns and conventions of the field's formats: one module a format, one row model for all."""

from detente.export.formats import FORMATS, export
from detente.export.left_out import Exported, LeftOut

__all__ = ["FORMATS", "Exported", "LeftOut", "export"]
