"""A ledger's path -> connections to read it with, and which edition of the data they show.

The file is held open only while it is asked for: some seconds after the last request it is given free, so that `detente add` and
`detente watch` can write beside a running site. Whoever asks while they do waits, then gets Busy.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from detente.ledger import Ledger, LedgerError
from detente.web.queries import one

RELEASE_S = 3.0
"""Longer than a page and its charts take to arrive, shorter than the ten seconds that `detente add` waits."""


class BusyError(Exception):
    """The ledger cannot be opened now: who has it, or what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which data the site shows: what a citation must name."""

    ledger: str
    batch: int
    added_at: datetime | None
    coders: tuple[str, ...]
    """Version of Detente and hash of the weights, of all codings that stand."""
    stories: int
    events: int
    first_day: date | None
    last_day: date | None
    """Day of the latest report."""

    @property
    def version(self) -> str:
        """The version in words: number of the last batch and when it was added."""
        return f"{self.batch} of {self.added_at:%Y-%m-%d %H:%M} UTC" if self.added_at else "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An open ledger, for one request."""

    connection: duckdb.DuckDBPyConnection
    edition: Edition


class Access:
    """The one door to the ledger; may be used from many threads."""

    def __init__(self, path: Path, *, wait_s: float = 5.0, release_s: float = RELEASE_S) -> None:
        """`wait_s`: how long a request waits while another process writes; `release_s`: how long the file stays open unasked."""
        self.path = path
        self._wait_s = wait_s
        self._release_s = release_s
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None
        self._edition: Edition | None = None
        self._fingerprint: tuple[int, int] | None = None
        self._readers = 0
        self._timer: threading.Timer | None = None

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A connection of its own for the time of one request; raises BusyError."""
        with self._lock:
            ledger, edition = self._open()
            self._readers += 1
        try:
            cursor = ledger.cursor()
            try:
                yield Reading(connection=cursor, edition=edition)
            finally:
                cursor.close()
        finally:
            with self._lock:
                self._readers -= 1
                self._restart_timer()

    @property
    def is_open(self) -> bool:
        """Whether the file is held open."""
        return self._ledger is not None

    def close(self) -> None:
        """Give the file free now; the next request opens it again."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._release()

    def _open(self) -> tuple[Ledger, Edition]:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._ledger is None:
            try:
                self._ledger = Ledger(self.path, read_only=True, wait_s=self._wait_s)
            except LedgerError as error:
                raise BusyError(str(error)) from error
            fingerprint = _fingerprint(self.path)
            if self._edition is None or fingerprint != self._fingerprint:
                self._edition = _read_edition(self._ledger.cursor(), self.path)
                self._fingerprint = fingerprint
        if self._edition is None:
            raise BusyError(f"{self.path}: not open")
        return self._ledger, self._edition

    def _restart_timer(self) -> None:
        if self._readers:
            return
        self._timer = threading.Timer(self._release_s, self._release_if_unused)
        self._timer.daemon = True
        self._timer.start()

    def _release_if_unused(self) -> None:
        with self._lock:
            if not self._readers:
                self._release()

    def _release(self) -> None:
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


def _fingerprint(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _read_edition(connection: duckdb.DuckDBPyConnection, path: Path) -> Edition:
    found = one(connection, "edition", Edition, ledger=path.name)
    if found is None:
        raise BusyError(f"{path}: without an edition")
    return found
