"""A ledger's events in the columns and conventions of the field's formats: one module a format, one row model for all."""

from detente.export.formats import DAY_NEEDED, FORMATS, UNMARKED, export
from detente.export.left_out import Exported, LeftOut
from detente.export.rows import UndatedDay

__all__ = ["DAY_NEEDED", "FORMATS", "UNMARKED", "Exported", "LeftOut", "UndatedDay", "export"]
