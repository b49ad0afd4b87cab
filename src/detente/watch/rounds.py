"""The watch: poll the feeds that are due, fetch the articles of new entries, code them into the ledger, wait, again.

Fetching goes on in threads, a host in one at a time; coding and all state are the calling thread's.
"""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from detente.ledger import Ledger, LedgerError
from detente.pipeline import Coder, load
from detente.read.answers import Answer, FetchError, HostError, StoppedError
from detente.read.feeds import FeedEntry, feed_entries
from detente.read.options import UnreadableError
from detente.records import Page, Refusal
from detente.watch.articles import answer_text, article
from detente.watch.options import WatchOptions
from detente.watch.state import Feed, State, Waiting
from detente.watch.visits import Visitor
from detente.wording import counted

PAGES_PER_BATCH = 32
MAX_TRIES = 5
MAX_AFTER_S = 86_400.0
LEDGER_WAIT_S = 60.0
SUMMARY_WORDS = 120
"""Entries with fewer words are summaries; agencies' shortest whole stories have about that many."""
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading)\W*$", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
Log = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a watch did."""

    polls: int = 0
    failures: int = 0
    stories: int = 0
    events: int = 0
    refused: int = 0

    def __add__(self, other: Watched) -> Watched:
        return Watched(
            polls=self.polls + other.polls,
            failures=self.failures + other.failures,
            stories=self.stories + other.stories,
            events=self.events + other.events,
            refused=self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visited:
    """What came of a page's turn; `is_try` is false where it was not asked for."""

    waiting: Waiting
    result: Page | FetchError
    is_try: bool = True


def watch(
    feeds: Sequence[str],
    ledger: Path,
    *,
    options: WatchOptions | None = None,
    once: bool = False,
    stop: threading.Event | None = None,
    log: Log = lambda _: None,
) -> Watched:
    """Poll feeds into a ledger until `stop` is set, or `once`. Raises StateError and LedgerError."""
    options, stop = options or WatchOptions(), stop or threading.Event()
    total = Watched()
    coder = load()
    Ledger(ledger, wait_s=LEDGER_WAIT_S).close()
    with (
        State(ledger.with_name(f"{ledger.name}.watch.sqlite")) as state,
        ThreadPoolExecutor(options.fetchers) as threads,
    ):
        watching = _Watching(
            feeds=feeds, ledger=ledger, options=options, stop=stop, log=log, state=state, threads=threads, coder=coder,
            visitor=Visitor(options, stop),
        )  # fmt: skip
        while not stop.is_set():
            total += watching.poll_feeds()
            total += watching.code_pages()
            if once:
                break
            stop.wait(max(state.next_at(feeds) - time.time(), 1.0))
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watching:
    """Everything that one watch works with."""

    feeds: Sequence[str]
    ledger: Path
    options: WatchOptions
    stop: threading.Event
    log: Log
    state: State
    threads: ThreadPoolExecutor
    visitor: Visitor
    coder: Coder

    def poll_feeds(self) -> Watched:
        """Ask the feeds that are due what is new, and write it down."""
        total = Watched()
        due = self.state.due_feeds(self.feeds)
        for feed, result in zip(due, self.threads.map(self._poll, due), strict=True):
            if isinstance(result, FetchError):
                total += self._failed(feed, result)
            elif result is not None:
                answer, entries = result
                validators = (
                    answer.headers if answer.status == 200 else {"etag": feed.etag, "last-modified": feed.modified}
                )
                new = self.state.polled(
                    feed,
                    entries,
                    etag=validators.get("etag"),
                    modified=validators.get("last-modified"),
                    after_s=self.options.every_s,
                )
                told = "not modified" if answer.status == 304 else f"{len(entries)} entries, {new} new"
                self.log(f"feed {feed.url}: {told}")
                total += Watched(polls=1)
        return total

    def _poll(self, feed: Feed) -> tuple[Answer, tuple[FeedEntry, ...]] | FetchError | None:
        conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        try:
            answer = self.visitor.get(feed.url, conditions={name: value for name, value in conditions.items() if value})
            return answer, () if answer.status == 304 else feed_entries(answer_text(answer))
        except UnreadableError as error:
            return FetchError(f"the feed {error}", is_passing=True)
        except FetchError as error:
            return error
        except StoppedError:
            return None

    def _failed(self, feed: Feed, error: FetchError) -> Watched:
        pause_s = self.options.every_s * 2**feed.failures if error.is_passing else MAX_AFTER_S
        after_s = max(min(pause_s, MAX_AFTER_S), error.after_s)
        self.state.failed(feed, after_s=after_s)
        self.log(f"feed {feed.url}: {error}; again in {_span(after_s)}")
        return Watched(polls=1, failures=1)

    def code_pages(self) -> Watched:
        """Fetch, code and store the pages that are due."""
        total = Watched()
        while not self.stop.is_set() and (due := self.state.due_pages(PAGES_PER_BATCH)):
            by_host = [list(group) for _, group in groupby(sorted(due, key=_host), key=_host)]
            visited = [each for visits in self.threads.map(self._visit_host, by_host) for each in visits]
            pages = [self._settled(each) for each in visited]
            total += self._store([page for page in pages if page is not None])
        if total.stories:
            with Ledger(self.ledger, wait_s=LEDGER_WAIT_S) as opened:
                opened.refresh()
        return total

    def _visit_host(self, waiting: list[Waiting]) -> list[_Visited]:
        """The pages of one host one after the other; when the host itself fails, the others are put off untried."""
        visited: list[_Visited] = []
        failure: FetchError | None = None
        for each in waiting:
            if is_whole(each.entry):
                visited.append(_Visited(waiting=each, result=_entry_page(each)))
            elif failure is not None:
                visited.append(_Visited(waiting=each, result=failure, is_try=False))
            else:
                try:
                    result: Page | FetchError = article(self.visitor.get(each.url), known=_entry_page(each))
                except FetchError as error:
                    result = error
                    failure = error if isinstance(error, HostError) else None
                except StoppedError:
                    break
                visited.append(_Visited(waiting=each, result=result))
        return visited

    def _settled(self, visited: _Visited) -> Page | None:
        """The page to code: the fetched one, or after the last try the summary; None if there is none yet."""
        waiting, result = visited.waiting, visited.result
        if isinstance(result, Page):
            return result
        if result.is_passing and (waiting.tries + 1 < MAX_TRIES or not visited.is_try):
            after_s = min(max(self.options.retry_s * 4**waiting.tries, result.after_s), MAX_AFTER_S)
            self.state.put_off(waiting, after_s=after_s, reason=str(result), is_try=visited.is_try)
            self.log(f"page {waiting.url}: {result}; again in {_span(after_s)}")
            return None
        if waiting.entry.text:
            self.log(f"page {waiting.url}: {result}; the feed's summary is coded")
            return _entry_page(waiting)
        self.state.settled([waiting.url], state="refused", reason=str(result))
        self.log(f"page {waiting.url}: {result}; given up")
        return None

    def _store(self, pages: list[Page]) -> Watched:
        if not pages:
            return Watched()
        refusals: list[Refusal] = []
        try:
            with Ledger(self.ledger, wait_s=LEDGER_WAIT_S) as opened:
                added = opened.add(pages, self.coder, on_refusal=refusals.append, refresh=False, share=True)
        except LedgerError as error:
            self.log(f"ledger {error}")
            self.stop.wait(self.options.retry_s)
            return Watched()
        for refusal in refusals:
            self.state.settled([refusal.source], state="refused", reason=refusal.reason)
            self.log(f"page {refusal.source}: {refusal.reason}")
        self.state.settled({page.name for page in pages} - {refusal.source for refusal in refusals})
        stories, events = counted(added.stories, "story"), counted(added.events, "event")
        self.log(f"{stories} and {events} added, {added.known} known before")
        return Watched(stories=added.stories, events=added.events, refused=len(refusals))


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; a second one interrupts at once."""
    stop = threading.Event()

    def ask(_: int, __: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def is_whole(entry: FeedEntry) -> bool:
    """Whether a feed's entry is the whole story rather than its summary."""
    words = TAG.sub(" ", entry.text or "").split()
    return len(words) >= SUMMARY_WORDS and not CUT.search(" ".join(words[-4:]))


def _host(waiting: Waiting) -> str:
    return waiting.host


def _entry_page(waiting: Waiting) -> Page:
    entry = waiting.entry
    return Page(
        name=waiting.url,
        content=entry.text or "",
        kind=entry.kind,
        url=waiting.url,
        title=entry.title,
        published=entry.published,
        published_from="metadata" if entry.published else "none",
        crawled=datetime.now(UTC).date(),
        publisher=entry.publisher,
    )


def _span(seconds: float) -> str:
    """Seconds as a person says them: 45 s, 12 min, 3 h."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
