"""Ledger: the only place with state. Pages or coded stories in; views, relations, happenings and DuckDB relations out.

Append-only over one DuckDB file, a transaction a batch: whatever stops an `add`, all batches before are whole and running it
again does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb

from detente.datasets.rows import DataRow, to_table
from detente.ledger.corrections import (
    Correction,
    insert_correction,
    read_corrections,
    review_batch,
    unreviewed_stories,
)
from detente.ledger.faults import LedgerError, explained, faults_told, is_fault
from detente.ledger.folder import open_folder, write_folder
from detente.ledger.grouping import group, is_fresh
from detente.ledger.importing import OWN, ROWS_PER_BATCH, to_reports
from detente.ledger.opening import open_file, run
from detente.ledger.relation import Relation, read_relation
from detente.ledger.rows import Batch, to_batch
from detente.ledger.topics import find_topics
from detente.records import Coded, Page, Refusal, Story

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.pipeline import Coder

STORIES_PER_BATCH = 64
"""Coding this many stories takes some seconds on a laptop: what a kill can cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an `add` changed: new stories and events, pages that were known, inputs that were refused."""

    stories: int = 0
    events: int = 0
    known: int = 0
    refusals: tuple[Refusal, ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            stories=self.stories + other.stories,
            events=self.events + other.events,
            known=self.known + other.known,
            refusals=self.refusals + other.refusals,
        )


class Ledger:
    """A ledger file. Open it with `with`, or close it; `read_only` lets other processes read beside this one.

    A folder of Parquet that `write_folder` made can be opened too, read-only.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, wait_s: float = 0.0) -> None:
        """Open the file, or make it (unless `read_only`). Raises LedgerError; `wait_s`: how long to wait for another process."""
        self.path = Path(path)
        self.read_only = read_only
        self.wait_s = wait_s
        self._opened: duckdb.DuckDBPyConnection | None = self._open()

    def _open(self) -> duckdb.DuckDBPyConnection:
        if not self.path.is_dir():
            return open_file(self.path, read_only=self.read_only, wait_s=self.wait_s)
        if not self.read_only:
            raise LedgerError(f"{self.path}: a folder of Parquet can only be read; open it with read_only")
        return open_folder(self.path)

    @property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        finally:
            if isinstance(error, duckdb.Error) and is_fault(error):
                raise explained(self.path, error) from error

    def close(self) -> None:
        """Give the file free for other processes; relations made by `sql` end with it. The next use opens it again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def sql(
        self, text: str, *, as_of: date | None = None, recorded_as_of: datetime | None = None
    ) -> duckdb.DuckDBPyRelation:
        """The answer to an SQL query as a DuckDB relation (`.df()`, `.pl()`, `.arrow()`, `.fetchall()`).

        `as_of`: as known from what was published by that day; `recorded_as_of`: as this ledger stood at that moment.
        """
        return self.cursor(as_of=as_of, recorded_as_of=recorded_as_of).sql(text)

    def cursor(self, *, as_of: date | None = None, recorded_as_of: datetime | None = None) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the open file, for another thread or another day; it sees whole batches only."""
        cursor = self._connection.cursor()
        if as_of is not None:
            cursor.execute(f"set variable as_of = date '{as_of.isoformat()}'")
        if recorded_as_of is not None:
            cursor.execute(f"set variable recorded_as_of = timestamptz '{recorded_as_of.isoformat()}'")
        return cursor

    def topics(self, *, as_of: date | None = None) -> pa.Table:
        """Stories grouped by what they report, across outlets and words: columns story_id and topic_id. Worked out at each call."""
        return find_topics(self.cursor(as_of=as_of))

    def write_folder(self, folder: str | Path) -> None:
        """Write all tables as a new folder of Parquet, partitioned by month; raises LedgerError if the folder exists."""
        write_folder(self.cursor(), Path(folder))

    def relations(self, first: str, second: str, *, as_of: date | None = None) -> Relation:
        """How two parties stand: ISO 3166-1 alpha-3 codes of states, entity ids of others (`party` in docs/ledger.md)."""
        return read_relation(self.cursor(as_of=as_of), first, second, as_of=as_of)

    def has_party(self, party: str) -> bool:
        """Whether the ledger has an event between the party and another."""
        query = "select 1 from store.dyads where source = $party or target = $party limit 1"
        return bool(self.cursor().execute(query, {"party": party}).fetchall())

    def add(
        self,
        pages: Iterable[Page | Refusal | str],
        coder: Coder | None = None,
        *,
        batch: int = STORIES_PER_BATCH,
        on_refusal: Callable[[Refusal], object] = lambda _: None,
        refresh: bool = True,
        share: bool = False,
    ) -> Added:
        """Code and store pages, `batch` of them in one transaction; a page that the ledger has, coded by this coder, is not coded again.

        `coder`: the bundled one by default. Refusals among the pages are passed on to `on_refusal` and returned. `refresh` works
        out happenings and origins at the end. `share` closes the file while pages are coded, so that other processes can read it
        in between.
        """
        from detente.pipeline import load

        coder = coder or load()
        waiting = iter(pages)
        total = Added()
        while chunk := list(islice(waiting, batch)):
            total += self._add_chunk(chunk, coder, on_refusal=on_refusal, share=share)
        if refresh:
            self.refresh()
        return total

    def _add_chunk(
        self,
        pages: list[Page | Refusal | str],
        coder: Coder,
        *,
        on_refusal: Callable[[Refusal], object],
        share: bool,
    ) -> Added:
        stories, refusals = _clean(pages, on_refusal)
        known = self._known([story.id for story in stories], coder.name)
        fresh = {story.id: story for story in stories if story.id not in known}
        if share and fresh:
            self.close()
        coded = [coder.code_story(story) for story in fresh.values()]
        added = self.add_batch(to_batch(coded, seen=stories, coder=coder.name))
        return added + Added(known=len(stories) - len(fresh), refusals=refusals)

    def _known(self, story_ids: list[str], coder: str) -> set[str]:
        rows = self._connection.execute(
            "select story_id from store.codings where coder = $coder and story_id in (select unnest($ids::varchar[]))",
            {"coder": coder, "ids": story_ids},
        ).fetchall()
        return {story_id for (story_id,) in rows}

    def add_coded(
        self, coded: Iterable[Coded], *, coder: str | None = None, batch: int = STORIES_PER_BATCH, refresh: bool = True
    ) -> Added:
        """Store stories that are coded already; `coder` names who coded those without events (those with events say it)."""
        waiting = iter(coded)
        total = Added()
        while chunk := list(islice(waiting, batch)):
            total += self.add_batch(to_batch(chunk, coder=coder))
        if refresh:
            self.refresh()
        return total

    def add_batch(self, batch: Batch) -> Added:
        """Store Arrow tables in one transaction: the door for bulk work. Happenings follow with the next `refresh`."""
        self._writable()
        with self._transaction() as connection:
            before = _counts(connection)
            number = _insert(connection, batch)
            after = _counts(connection)
            for story_id in unreviewed_stories(connection, number):
                _insert(connection, review_batch(connection, story_id))
        return Added(stories=after[0] - before[0], events=after[1] - before[1])

    def correct(self, correction: Correction, *, refresh: bool = True) -> None:
        """Store a reviewer's word on an event: the views show the event corrected, or no more; what the coder read stays beside it."""
        self._writable()
        with self._transaction() as connection:
            insert_correction(connection, correction)
            _insert(connection, review_batch(connection, correction.story_id))
        if refresh:
            self.refresh()

    def corrections(self) -> list[Correction]:
        """All that reviewers said, in the order in which they did."""
        return read_corrections(self.cursor())

    def add_rows(
        self,
        rows: Iterable[DataRow | Refusal],
        *,
        dataset: str,
        data_format: str,
        mix: bool = False,
        on_refusal: Callable[[Refusal], object] = lambda _: None,
    ) -> Added:
        """Store rows of another data set under its name, beside the ledger's own events; rows that it has already add nothing.

        `mix`: also among the own events, as reports coded by the data set; happenings and relations then count them.
        """
        self._writable()
        if not dataset or dataset == OWN:
            raise LedgerError(f"{self.path}: a data set cannot be called '{dataset}'")
        total, waiting = Added(), iter(rows)
        while chunk := list(islice(waiting, ROWS_PER_BATCH)):
            refusals = tuple(row for row in chunk if isinstance(row, Refusal))
            for refusal in refusals:
                on_refusal(refusal)
            good = [row for row in chunk if not isinstance(row, Refusal)]
            new = self._import_batch(to_table(good), dataset, data_format)
            if mix:
                self.add_batch(to_reports([row for row in good if row.event.event_type], dataset))
            total += Added(events=new, known=len(good) - new, refusals=refusals)
        if mix:
            self.refresh()
        return total

    def _import_batch(self, rows: pa.Table, dataset: str, data_format: str) -> int:
        with self._transaction() as connection:
            ((number, before),) = connection.execute(
                "select coalesce((select max(batch) from imported.batches), 0) + 1, (select count(*) from imported.events)"
            ).fetchall()
            connection.register("new_rows", rows)
            facts = {"dataset": dataset, "format": data_format, "batch": number}
            run(connection, "import", now=_now(connection, "imported"), detente=version("detente"), **facts)
            ((after,),) = connection.execute("select count(*) from imported.events").fetchall()
            connection.unregister("new_rows")
        return int(after - before)

    def refresh(self) -> None:
        """Work out story origins and happenings for what was added since the last time."""
        self._writable()
        with faults_told(self.path):
            if not is_fresh(self._connection):
                group(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with faults_told(self.path):
            self._connection.execute("begin")
            try:
                yield self._connection
                self._connection.execute("commit")
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has ended the transaction, a fault the connection
                    self._connection.execute("rollback")
                raise

    def _writable(self) -> None:
        if self.read_only:
            raise LedgerError(f"{self.path}: opened read-only; open it without read_only to write")


def _clean(
    pages: Iterable[Page | Refusal | str], on_refusal: Callable[[Refusal], object]
) -> tuple[list[Story], tuple[Refusal, ...]]:
    from detente.clean import clean_page

    stories: list[Story] = []
    refusals: list[Refusal] = []
    for page in pages:
        given = Page(name="text", content=page, kind="text") if isinstance(page, str) else page
        story = given if isinstance(given, Refusal) else clean_page(given)
        if isinstance(story, Refusal):
            on_refusal(story)
            refusals.append(story)
        else:
            stories.append(story)
    return stories, tuple(refusals)


def _insert(connection: duckdb.DuckDBPyConnection, batch: Batch) -> int:
    """Store a batch within a transaction; its number."""
    now = _now(connection, "store")
    ((number,),) = connection.execute("select coalesce(max(batch), 0) + 1 from store.batches").fetchall()
    for name in ("stories", "versions", "codings", "events"):
        connection.register(f"new_{name}", getattr(batch, name))
    run(connection, "store", batch=number, now=now, today=now.date(), detente=version("detente"))
    for name in ("stories", "versions", "codings", "events"):
        connection.unregister(f"new_{name}")
    return int(number)


def _now(connection: duckdb.DuckDBPyConnection, schema: str) -> datetime:
    """The time; that of the last batch where the clock has gone back, so that batches stay in the order of their times."""
    ((last,),) = connection.execute(f"select max(added_at) from {schema}.batches").fetchall()  # noqa: S608 (our own names)
    return max(datetime.now(UTC), last or datetime.min.replace(tzinfo=UTC))


def _counts(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    ((stories,),) = connection.execute("select count(*) from store.stories").fetchall()
    ((events,),) = connection.execute("select count(*) from store.events").fetchall()
    return int(stories), int(events)
