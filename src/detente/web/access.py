"""A ledger's path -> connections to read it with, and which edition of the data they show.

The ledger is attached, read-only, to a database in memory that holds what the site asks for most (sql/site.sql). The file is held
open only while it is asked for: some seconds after the last request it is given free, so that `detente add` and `detente watch` can
write beside a running site. Whoever asks while they do waits, then gets Busy.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from detente.ledger import Ledger, LedgerError
from detente.ledger.folder import open_folder
from detente.web.queries import one, statement_for

MEMORY, ATTACHED = "memory", "ledger"
"""Names of catalogues in DuckDB."""
THREADS = 1
"""Of DuckDB for one query: several clients keep all processors busy, and a query in one piece takes a fifth less of them (measured)."""
SENTENCES_IN_MEMORY = 2_000_000
"""Events whose sentences are kept for the search: 240 MB a million of them, and the search takes a third of the time (measured)."""
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
        self._is_unread = threading.Condition(self._lock)
        self._memory: duckdb.DuckDBPyConnection | None = None
        self._catalog = MEMORY if path.is_dir() else ATTACHED
        self._is_attached = False
        self._edition: Edition | None = None
        self._fingerprint: tuple[int, int] | None = None
        self._readers = 0
        self._writers = 0
        """Those that write and those that wait to: new readers come after them, so that they get their turn."""
        self._timer: threading.Timer | None = None

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A connection of its own for the time of one request; raises BusyError."""
        with self._lock:
            if not self._is_unread.wait_for(lambda: not self._writers, self._wait_s):
                raise BusyError(f"{self.path}: a reviewer's verdict waits to be written")
            memory, edition = self._open()
            cursor = memory.cursor()
            self._readers += 1
        try:
            try:
                cursor.execute(f"set search_path = '{MEMORY}.site,{self._catalog}.main'")
                yield Reading(connection=cursor, edition=edition)
            finally:
                cursor.close()
        finally:
            with self._lock:
                self._readers -= 1
                self._restart_timer()
                self._is_unread.notify_all()

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger opened for writing, once the requests that read it are done; others wait meanwhile. Raises BusyError."""
        with self._lock:
            self._writers += 1
            try:
                if not self._is_unread.wait_for(lambda: not self._readers, self._wait_s):
                    raise BusyError(f"{self.path}: others read it without end")
                self._stop_timer()
                self._release()
                with self._ledger() as ledger:
                    yield ledger
            finally:
                self._writers -= 1
                self._is_unread.notify_all()

    def _ledger(self) -> Ledger:
        try:
            return Ledger(self.path, wait_s=self._wait_s)
        except LedgerError as error:
            raise BusyError(str(error)) from error

    @property
    def is_open(self) -> bool:
        """Whether the file is held open."""
        return self._is_attached

    def close(self) -> None:
        """Give the file free now; the next request opens it again."""
        with self._lock:
            self._stop_timer()
            self._release()

    def _open(self) -> tuple[duckdb.DuckDBPyConnection, Edition]:
        self._stop_timer()
        if not self._is_attached:
            try:
                self._attach()
            except (LedgerError, duckdb.IOException) as error:
                raise BusyError(str(error).splitlines()[0]) from error
        if self._memory is None or self._edition is None:
            raise BusyError(f"{self.path}: not open")
        return self._memory, self._edition

    def _attach(self) -> None:
        if self._catalog == MEMORY:
            self._memory = self._memory or open_folder(self.path)
        else:
            # The ledger checks what the file is, and waits for it.
            Ledger(self.path, read_only=True, wait_s=self._wait_s).close()
            self._memory = self._memory or duckdb.connect(config={"threads": THREADS})
            quoted = str(self.path).replace("'", "''")
            self._memory.execute(f"attach '{quoted}' as {ATTACHED} (read_only)")
        self._is_attached = True
        fingerprint = _fingerprint(self.path)
        if self._edition is None or fingerprint != self._fingerprint:
            try:
                self._edition = _gather(self._memory, self._catalog, self.path.name)
            except BaseException:
                self._release()
                raise
            self._fingerprint = fingerprint

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

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
        if self._is_attached and self._memory is not None and self._catalog == ATTACHED:
            self._memory.execute(f"detach {ATTACHED}")
        self._is_attached = False


def _fingerprint(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _gather(memory: duckdb.DuckDBPyConnection, catalog: str, name: str) -> Edition:
    """Fill the tables in memory from the ledger, and read which edition it is."""
    cursor = memory.cursor()
    try:
        cursor.execute(f"set search_path = '{catalog}.main'")
        checks = {"dead": "store.dead_stories", "stale": "store.stale_codings"}
        given = {each for each, view in checks.items() if cursor.execute(f"from {view} limit 1").fetchall()}
        given.add("attached" if catalog == ATTACHED else "folder")
        ((events,),) = cursor.execute("select count(*) from store.events").fetchall()
        given.add("few" if events <= SENTENCES_IN_MEMORY else "many")
        cursor.execute(statement_for("site", frozenset(given)).replace(f"{ATTACHED}.", f"{catalog}."))
        cursor.execute(f"set search_path = '{MEMORY}.site,{catalog}.main'")
        found = one(cursor, "edition", Edition, ledger=name)
    finally:
        cursor.close()
    if found is None:
        raise BusyError(f"{name}: without an edition")
    return replace(found, added_at=found.added_at.replace(tzinfo=UTC)) if found.added_at else found
