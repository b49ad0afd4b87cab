"""Pages and addresses that visitors paste -> coded stories: one coder in one thread, a short queue, guarded fetching.

Who comes when the queue is full, or waits too long, is told so (CrowdedError); nobody waits without end.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from detente.clean import clean_page
from detente.read.answers import FetchError, HostError, PrivateError, StoppedError
from detente.read.options import MEGABYTE
from detente.records import Coded, Page, Refusal
from detente.watch.articles import article
from detente.watch.options import WatchOptions
from detente.watch.visits import Visitor

if TYPE_CHECKING:
    from detente.pipeline import Coder

Found = TypeVar("Found")

MAX_TEXT = 60_000
"""Characters of a story that is coded: twice a long report, some seconds on one core."""
QUEUE = 4
"""Texts that may be with the coder, the one that it reads included."""
WAIT_S = 30.0
FETCH_S = 20.0
FETCHERS = 4
FETCHING = WatchOptions(delay_s=0.0, timeout_s=8.0, deadline_s=15.0, max_bytes=2 * MEGABYTE, ports=frozenset({80, 443}))
UNREACHED = "No public server answers at this address."
"""Also where the address is one of the server's own network: which names there are in it is nobody's business."""


def load_coder() -> Coder:
    """The bundled coder; its packages are imported only now."""
    from detente.pipeline import load

    return load()


class CrowdedError(Exception):
    """The coder is busy: try again later."""


class PasteError(Exception):
    """What was pasted cannot be coded: why, and what to do."""


class Desk:
    """The site's coder, loaded when it is asked for the first time; its methods are called from the event loop."""

    def __init__(
        self,
        load: Callable[[], Coder] = load_coder,
        *,
        fetching: WatchOptions | None = FETCHING,
        queue: int = QUEUE,
        wait_s: float = WAIT_S,
        fetch_s: float = FETCH_S,
    ) -> None:
        """`fetching` is None where addresses are not fetched."""
        self._load = load
        self._fetching = fetching
        self._queue = queue
        self._wait_s = wait_s
        self._fetch_s = fetch_s
        self._coding = ThreadPoolExecutor(1, "coder")
        self._fetchers = ThreadPoolExecutor(FETCHERS, "fetch")
        self._lock = threading.Lock()
        self._there = {self._coding: 0, self._fetchers: 0}
        self.coder = ""
        """Name of the coder, when it has read something."""

    @property
    def can_fetch(self) -> bool:
        """Whether addresses are fetched."""
        return self._fetching is not None

    async def code(self, page: Page, *, published: date | None) -> Coded:
        """The events of a page. Raises CrowdedError and PasteError."""
        if published is not None:
            page = replace(page, published=published, published_from="given")
        return await self._in_turn(self._coding, lambda: self._code(page), self._queue, self._wait_s)

    async def fetch(self, url: str) -> Page:
        """The page at an address. Raises CrowdedError and PasteError."""
        options, stop = self._fetching, threading.Event()
        if options is None:
            raise PasteError("This site does not fetch addresses; paste the text.")
        try:
            return await self._in_turn(self._fetchers, lambda: _fetch(url, options, stop), FETCHERS, self._fetch_s)
        except CrowdedError as error:
            raise CrowdedError("The page could not be fetched in time; try again, or paste its text.") from error
        finally:
            stop.set()

    def close(self) -> None:
        """Take no more; what is being coded is finished."""
        for each in (self._coding, self._fetchers):
            each.shutdown(wait=False, cancel_futures=True)

    async def _in_turn(self, pool: ThreadPoolExecutor, work: Callable[[], Found], places: int, wait_s: float) -> Found:
        with self._lock:
            if self._there[pool] >= places:
                raise CrowdedError("The coder is busy with other texts; try again in a minute.")
            self._there[pool] += 1
            future = pool.submit(work)
        future.add_done_callback(lambda done: self._leave(pool, done))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), wait_s)
        except TimeoutError as error:
            raise CrowdedError("The text could not be coded in time; try again in a minute, or less of it.") from error

    def _leave(self, pool: ThreadPoolExecutor, _: Future[Found]) -> None:
        with self._lock:
            self._there[pool] -= 1

    def _code(self, page: Page) -> Coded:
        story = clean_page(page)
        if isinstance(story, Refusal):
            raise PasteError(f"This cannot be coded: {story.reason}.")
        if len(story.text) > MAX_TEXT:
            raise PasteError(f"The story has {len(story.text):,} characters; at most {MAX_TEXT:,} are coded here.")
        coder = self._load()
        self.coder = coder.name
        return coder.code_story(story)


def _fetch(url: str, options: WatchOptions, stop: threading.Event) -> Page:
    known = Page(name=url, content="", kind="html", url=url, crawled=datetime.now(UTC).date())
    try:
        return article(Visitor(options, stop).get(url), known=known)
    except (HostError, PrivateError, StoppedError) as error:
        raise PasteError(f"{UNREACHED} You can paste the text instead.") from error
    except FetchError as error:
        raise PasteError(f"The page cannot be fetched: {error}. You can paste the text instead.") from error
