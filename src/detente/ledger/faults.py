"""What DuckDB raises when a disk is full, a file damaged or not to be written -> a LedgerError in one line that says what to do.

Mistakes in a caller's SQL stay DuckDB's own errors. A batch is one transaction: whatever is told here, all batches before are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

FULL = re.compile(r"no space left|file too large|disk quota|not enough space|out of disk", re.IGNORECASE)
DAMAGED = re.compile(r"corrupt|checksum|could not read enough bytes|deserializ|wal file|invalid magic", re.IGNORECASE)
FORBIDDEN = re.compile(r"read-only file system|permission denied|operation not permitted", re.IGNORECASE)
FAULTS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
    duckdb.SerializationException,
    duckdb.TransactionException,
)


class LedgerError(Exception):
    """A ledger that cannot be opened, read or written: which file, why, and what to do."""


def is_fault(error: BaseException | None) -> bool:
    """Whether an error is one of the file or the machine, not of a query."""
    return isinstance(error, FAULTS) or (isinstance(error, duckdb.Error) and bool(DAMAGED.search(str(error))))


def explained(path: Path, error: duckdb.Error, otherwise: str = "cannot be used") -> LedgerError:
    """The error in one line: the file, what is wrong, what to do."""
    words = first_line(error)
    if FULL.search(words):
        advice = "make room and run the command again; what was stored before is kept"
        return LedgerError(f"{path}: the disk is full, or a limit on file sizes is reached ({words}); {advice}")
    if FORBIDDEN.search(words):
        return LedgerError(f"{path}: cannot be written ({words}); copy it to where you may write, or open it read-only")
    if DAMAGED.search(words):
        return LedgerError(f"{path}: the file is damaged ({words}); take your last copy of it, and add what came since")
    return LedgerError(f"{path}: {otherwise} ({words})")


@contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Faults of the file within the context are raised as LedgerError."""
    try:
        yield
    except duckdb.Error as error:
        if not is_fault(error):
            raise
        raise explained(path, error) from error


def first_line(error: Exception) -> str:
    """DuckDB's message without its stack trace."""
    return (str(error).splitlines() or [type(error).__name__])[0]
