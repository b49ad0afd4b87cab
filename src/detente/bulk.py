"""Pages by the million: worker processes around `pipeline.code_batches`, results in the order of the pages, memory bounded.

The result is the same bytes for any number of workers: a page's events depend on nothing but the page. Not more than
BATCHES_AHEAD batches a worker are read ahead, so memory does not grow with the input. The ledger (DuckDB) is imported by what
stores, since coding alone would wait for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from detente import tables
from detente.pipeline import code_batches, code_page, load
from detente.read import ReadOptions, read_pages
from detente.records import Coded, Outcome, Page, Refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.ledger import Added, Ledger

PAGES_PER_BATCH = 16
"""About a second of coding: small enough to end quickly, large enough that handing over costs nothing that shows."""
CHARS_PER_BATCH = 2_000_000
BATCHES_AHEAD = 3
STORIES_PER_TRANSACTION = 64
Chunk = list[Page | Refusal]


class BulkError(Exception):
    """A worker process that died; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What workers need beside the pages: files of places and actors of one's own, and a file of the stories that are known."""

    gazetteer: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    known: Path | None = None


def code_pages(pages: Iterable[Page | Refusal], *, workers: int = 1, work: Work | None = None) -> Iterator[Outcome]:
    """What becomes of each page, in order; refusals among the pages are passed on. Raises BulkError.

    With more than one worker the calling script needs `if __name__ == "__main__":`, as for all of Python's worker processes.
    """
    work = work or Work()
    if workers > 1:
        yield from _code_in_processes(iter(pages), workers, work)
        return
    coder, is_known = load(gazetteer=work.gazetteer, actors=work.actors), partial(_is_known, known=work.known)
    for page in pages:
        yield Outcome(refusal=page) if isinstance(page, Refusal) else code_page(page, coder, is_known=is_known)


def sure_only(outcome: Outcome, least_confidence: float) -> Outcome:
    """The outcome without the events of which the coder is less sure."""
    if not least_confidence:
        return outcome
    return replace(outcome, events=tuple(each for each in outcome.events if each.confidence >= least_confidence))


def outcome_batches(inputs: Sequence[str], *, options: ReadOptions | None = None) -> Iterator[pa.RecordBatch]:
    """What becomes of each page of some inputs, as record batches of Outcome."""
    outcomes = code_pages(read_pages(inputs, options=options))
    while chunk := list(islice(outcomes, STORIES_PER_TRANSACTION)):
        yield from tables.to_table(Outcome, chunk).combine_chunks().to_batches()


def _code_in_processes(pages: Iterator[Page | Refusal], workers: int, work: Work) -> Iterator[Outcome]:
    executor = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start)
    waiting: deque[tuple[Chunk, Future[bytes]]] = deque()
    try:
        for chunk in _chunks(pages):
            batch = tables.to_table(Page, [page for page in chunk if isinstance(page, Page)])
            packed = _packed(batch)
            with _signals_held():
                waiting.append((chunk, executor.submit(_code, packed, work)))
            if len(waiting) >= BATCHES_AHEAD * workers:
                yield from _in_order(*waiting.popleft())
        while waiting:
            yield from _in_order(*waiting.popleft())
    except BrokenProcessPool as error:
        raise BulkError("a worker process died (out of memory?); try fewer workers") from error
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Interrupts come after the block: one in the middle of a submit can leave the pool's queue locked, and its end waits for ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    come: list[int] = []
    before = {
        number: signal.signal(number, lambda got, _: come.append(got)) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for got in come:
            signal.raise_signal(got)


def _context() -> BaseContext:
    """Workers forked from a process that has loaded the coder and nothing else; loaded by each where there is no fork server."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["detente.preloaded"])
    return context


def _chunks(pages: Iterator[Page | Refusal]) -> Iterator[Chunk]:
    chunk: Chunk = []
    chars = 0
    for page in pages:
        chunk.append(page)
        chars += len(page.content) if isinstance(page, Page) else 0
        if len(chunk) >= PAGES_PER_BATCH or chars >= CHARS_PER_BATCH:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk


def _in_order(chunk: Chunk, future: Future[bytes]) -> Iterator[Outcome]:
    coded = tables.from_table(Outcome, _unpacked(future.result()))
    for page in chunk:
        yield Outcome(refusal=page) if isinstance(page, Refusal) else next(coded)


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()


def _code(data: bytes, work: Work) -> bytes:
    """The task of a worker: one batch of pages through the pipeline's door."""
    batches = iter(_unpacked(data).combine_chunks().to_batches())
    is_known = partial(_is_known, known=work.known)
    coder = load(gazetteer=work.gazetteer, actors=work.actors)
    coded = list(code_batches(batches, coder=coder, rows=Outcome, is_known=is_known))
    return _packed(pa.Table.from_batches(coded, schema=tables.schema(Outcome)))


def _start() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@cache
def _known_ids(path: Path) -> NDArray[np.uint64]:
    """Sorted ids, mapped from the file: all workers share its pages in memory."""
    ids: NDArray[np.uint64] = np.load(path, mmap_mode="r")
    return ids


def _is_known(story_id: str, *, known: Path | None) -> bool:
    if known is None:
        return False
    ids, wanted = _known_ids(known), np.uint64(int(story_id, 16))
    at = int(np.searchsorted(ids, wanted))
    return at < len(ids) and bool(ids[at] == wanted)


def add_pages(
    ledger: Ledger,
    pages: Iterable[Page | Refusal],
    *,
    workers: int = 1,
    work: Work | None = None,
    on_refusal: Callable[[Refusal], object] = lambda _: None,
    on_page: Callable[[Outcome], object] = lambda _: None,
) -> Added:
    """Code pages and store them, a transaction every 64 stories; the file is closed in between, so that others can read it.

    Stories that the ledger has by this coder are not coded again. Refusals go to `on_refusal` and are not kept; `on_page` is told
    what became of each page once it is stored. Raises BulkError and LedgerError.
    """
    from detente.ledger import Added

    work = work or Work()
    coder = load(gazetteer=work.gazetteer, actors=work.actors).name
    total = Added()
    with TemporaryDirectory() as folder:
        known = Path(folder) / "known.npy"
        np.save(known, _stored_ids(ledger, coder))
        ledger.close()
        outcomes = code_pages(pages, workers=workers, work=replace(work, known=known))
        try:
            while chunk := list(islice(outcomes, STORIES_PER_TRANSACTION)):
                total += _add_outcomes(ledger, chunk, coder, on_refusal)
                for outcome in chunk:
                    on_page(outcome)
        finally:
            outcomes.close()  # type: ignore[attr-defined]  # a generator: its workers end here
            _known_ids.cache_clear()
    ledger.refresh()
    return total


def add_outcomes(
    ledger: Ledger, folder: str | Path, *, on_refusal: Callable[[Refusal], object] = lambda _: None
) -> Added:
    """Put the Parquet files that `detente-spark` wrote into a ledger. Raises LedgerError and pyarrow's errors."""
    from pyarrow import dataset

    from detente.ledger import Added

    total = Added()
    batches = dataset.dataset(folder, format="parquet").to_batches(batch_size=STORIES_PER_TRANSACTION)
    for batch in batches:
        table = pa.Table.from_batches([batch]).cast(tables.schema(Outcome))
        total += _add_outcomes(ledger, list(tables.from_table(Outcome, table)), load().name, on_refusal)
    ledger.refresh()
    return total


def _stored_ids(ledger: Ledger, coder: str) -> NDArray[np.uint64]:
    cursor = ledger.cursor()
    query = "select distinct ('0x' || story_id)::ubigint as id from store.codings where coder = $coder order by id"
    ids = cursor.execute(query, {"coder": coder}).fetchnumpy()["id"]
    return np.asarray(ids, dtype=np.uint64)


def _add_outcomes(
    ledger: Ledger, outcomes: list[Outcome], coder: str, on_refusal: Callable[[Refusal], object]
) -> Added:
    from detente.ledger import Added, to_batch

    for outcome in outcomes:
        if outcome.refusal is not None:
            on_refusal(outcome.refusal)
    stories = [outcome.story for outcome in outcomes if outcome.story is not None]
    coded = [
        Coded(story=outcome.story, sentences=(), mentions=(), events=outcome.events)
        for outcome in outcomes
        if outcome.story is not None and not outcome.is_known
    ]
    if not stories:
        return Added()
    added = ledger.add_batch(to_batch(coded, seen=stories, coder=coder))
    ledger.close()
    return added + Added(known=len(stories) - len(coded))
