"""Files of other event data sets -> rows that a ledger keeps beside its own events, each with all that its format says."""

from detente.datasets.formats import FORMATS, DataSetError, read_rows
from detente.datasets.rows import DataRow

__all__ = ["FORMATS", "DataRow", "DataSetError", "read_rows"]
