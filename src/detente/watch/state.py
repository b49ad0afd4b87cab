"""What a watch has seen and has still to do, in a small SQLite file beside the ledger: feeds with their validators, pages with their fate.

A page is written down before it is fetched and struck off after the ledger has it: whatever stops a watch, nothing is lost; and the
ledger takes a page twice without a difference.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from detente.read.feeds import FeedEntry
from detente.read.fetch import is_address
from detente.watch.feeds import canonical

KEEP_S = 90 * 86_400.0
"""How long a page that is done is remembered after its feed last named it."""
PER_HOST = 8
SCHEMA = """
create table if not exists feeds (
    url text primary key, etag text, modified text, next_at real not null default 0, failures integer not null default 0
);
create table if not exists pages (
    url text primary key, host text not null, feed text not null, title text, summary text, published text, publisher text,
    state text not null default 'waiting', tries integer not null default 0, next_at real not null default 0, reason text,
    seen_at real not null
);
create index if not exists waiting on pages (state, next_at);
"""


class StateError(Exception):
    """A state file that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is to be polled."""

    url: str
    etag: str | None
    modified: str | None
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page that is to be coded: what its feed said of it, and how often it was tried."""

    url: str
    host: str
    entry: FeedEntry
    tries: int


class State:
    """An open state file; one watch has it at a time."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError."""
        try:
            self._database = sqlite3.connect(path, timeout=1.0, isolation_level=None)
            self._database.execute("pragma locking_mode = exclusive")
            self._database.execute("begin exclusive")
            self._database.execute("commit")
            self._database.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise StateError(f"{path}: cannot be used ({error}); is another watch running on this ledger?") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def due_feeds(self, urls: Sequence[str]) -> list[Feed]:
        """Those of some feeds whose time has come; new ones are written down."""
        with self._database:
            self._database.executemany("insert or ignore into feeds (url) values (?)", [(url,) for url in urls])
        rows = self._database.execute(
            "select url, etag, modified, failures from feeds where next_at <= ? order by next_at", (time.time(),)
        ).fetchall()
        wanted = set(urls)
        return [Feed(url=u, etag=e, modified=m, failures=f) for u, e, m, f in rows if u in wanted]

    def polled(
        self, feed: Feed, entries: Iterable[FeedEntry], *, etag: str | None, modified: str | None, after_s: float
    ) -> int:
        """Write down what a poll gave, in one transaction; the number of pages that are new."""
        now = time.time()
        known = [entry for entry in entries if entry.url and is_address(entry.url)]
        self._database.execute("begin")
        before = self._count()
        for entry in known:
            url = canonical(entry.url or "")
            day = entry.published.isoformat() if entry.published else None
            self._database.execute(
                "insert into pages (url, host, feed, title, summary, published, publisher, seen_at) values (?,?,?,?,?,?,?,?) "
                "on conflict do update set seen_at = excluded.seen_at",
                (url, urlsplit(url).netloc, feed.url, entry.title, entry.text, day, entry.publisher, now),
            )
        self._database.execute(
            "update feeds set etag = ?, modified = ?, next_at = ?, failures = 0 where url = ?",
            (etag, modified, now + after_s, feed.url),
        )
        new = self._count() - before
        self._database.execute("delete from pages where state <> 'waiting' and seen_at < ?", (now - KEEP_S,))
        self._database.execute("commit")
        return new

    def _count(self) -> int:
        ((count,),) = self._database.execute("select count(*) from pages").fetchall()
        return int(count)

    def failed(self, feed: Feed, *, after_s: float) -> None:
        """Put a feed off."""
        self._database.execute(
            "update feeds set failures = failures + 1, next_at = ? where url = ?", (time.time() + after_s, feed.url)
        )

    def due_pages(self, limit: int) -> list[Waiting]:
        """Pages whose time has come, of many hosts before many of one."""
        rows = self._database.execute(
            "select url, host, title, summary, published, publisher, tries from ("
            " select *, row_number() over (partition by host order by seen_at, rowid) as place from pages"
            " where state = 'waiting' and next_at <= ?) where place <= ? order by place, host limit ?",
            (time.time(), PER_HOST, limit),
        ).fetchall()
        return [
            Waiting(
                url=url,
                host=host,
                tries=tries,
                entry=FeedEntry(
                    title=title,
                    url=url,
                    text=summary,
                    published=date.fromisoformat(published) if published else None,
                    publisher=publisher,
                ),
            )
            for url, host, title, summary, published, publisher, tries in rows
        ]

    def put_off(self, page: Waiting, *, after_s: float, reason: str, is_try: bool) -> None:
        """Try a page again later."""
        self._database.execute(
            "update pages set tries = tries + ?, next_at = ?, reason = ? where url = ?",
            (int(is_try), time.time() + after_s, reason, page.url),
        )

    def settled(self, urls: Iterable[str], *, state: str = "done", reason: str | None = None) -> None:
        """Strike pages off as done or refused; their summaries are no longer needed."""
        with self._database:
            self._database.executemany(
                "update pages set state = ?, reason = ?, summary = null where url = ?",
                [(state, reason, url) for url in urls],
            )

    def next_at(self, urls: Sequence[str]) -> float:
        """When the next thing is due, in seconds since the epoch; now where nothing is known."""
        feeds = self._database.execute("select url, next_at from feeds").fetchall()
        ((page,),) = self._database.execute("select min(next_at) from pages where state = 'waiting'").fetchall()
        wanted = set(urls)
        times = [at for url, at in feeds if url in wanted] + ([page] if page is not None else [])
        return min(times, default=time.time())
