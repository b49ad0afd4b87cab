"""Coding into a JSON Lines file that a stopped run goes on with: a journal beside the file says which pages are in it.

The journal has a line for every write: how long the file was then, and a key for each page that was done by then (16 hex digits
of its name and content). What stands behind the last line is cut off before going on, so that nothing is lost or doubled.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from detente import tables
from detente.bulk import Work, code_pages, sure_only
from detente.pipeline import load
from detente.records import Outcome, Page, Refusal

PAGES_PER_WRITE = 32


class ResumeError(Exception):
    """A file that cannot be gone on with; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a file holds already."""

    path: Path
    bytes_done: int
    """How much of the output is whole."""
    bytes_read: int
    """How much of the journal is whole."""
    refused: int
    done: NDArray[np.uint64]

    def has(self, key: int) -> bool:
        """Whether a page is done."""
        at = int(np.searchsorted(self.done, np.uint64(key)))
        return at < len(self.done) and int(self.done[at]) == key


def journal_of(output: Path) -> Path:
    """Where the journal of a file is."""
    return output.with_name(f"{output.name}.journal")


def code_resumably(
    pages: Iterable[Page | Refusal],
    output: Path,
    *,
    workers: int = 1,
    work: Work | None = None,
    least_confidence: float = 0.0,
    on_refusal: Callable[[Refusal], object] = lambda _: None,
    on_written: Callable[[Outcome], object] = lambda _: None,
) -> int:
    """Append the events of all pages that the file does not have yet; the number of refused pages, earlier runs included.

    `on_written` is told of each page that this run adds, with all its events. Raises ResumeError and BulkError.
    """
    work = work or Work()
    coder = load(gazetteer=work.gazetteer, actors=work.actors).name
    journal = _read_journal(output, coder, least_confidence)
    keys: deque[int] = deque()
    outcomes = code_pages(_fresh(pages, journal, keys), workers=workers, work=work)
    refused = journal.refused
    with output.open("ab") as events, journal.path.open("ab") as log:
        events.truncate(journal.bytes_done)
        log.truncate(journal.bytes_read)
        if not journal.bytes_read:
            _log(log, {"coder": coder, "least_confidence": least_confidence})
        while chunk := list(islice(outcomes, PAGES_PER_WRITE)):
            refused += _write([sure_only(each, least_confidence) for each in chunk], events, on_refusal)
            for outcome in chunk:
                on_written(outcome)
            done = [f"{keys.popleft():016x}" for _ in chunk]
            _log(log, {"bytes": events.tell(), "refused": refused, "done": done})
    return refused


def _fresh(pages: Iterable[Page | Refusal], journal: Journal, keys: deque[int]) -> Iterator[Page | Refusal]:
    for page in pages:
        key = _key(page)
        if not journal.has(key):
            keys.append(key)
            yield page


def _key(page: Page | Refusal) -> int:
    words = (page.source, page.reason) if isinstance(page, Refusal) else (page.name, page.content)
    return int.from_bytes(hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:8], "big")


def _write(outcomes: list[Outcome], stream: BinaryIO, on_refusal: Callable[[Refusal], object]) -> int:
    refused = 0
    for outcome in outcomes:
        if outcome.refusal is not None:
            on_refusal(outcome.refusal)
            refused += 1
        for event in outcome.events:
            stream.write(json.dumps(tables.to_json(event), ensure_ascii=False).encode() + b"\n")
    stream.flush()
    os.fsync(stream.fileno())
    return refused


def _log(stream: BinaryIO, entry: dict[str, object]) -> None:
    stream.write(json.dumps(entry).encode() + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def _read_journal(output: Path, coder: str, least_confidence: float) -> Journal:
    path = journal_of(output)
    size = output.stat().st_size if output.exists() else 0
    if not path.exists():
        if size:
            raise ResumeError(f"{output}: exists and has no journal ({path.name}); move it away or choose another name")
        return Journal(path=path, bytes_done=0, bytes_read=0, refused=0, done=np.zeros(0, dtype=np.uint64))
    whole, refused, bytes_done = 0, 0, 0
    parts: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)]
    with path.open("rb") as lines:
        for line in lines:
            entry = _entry(line)
            if entry is None:
                break
            if entry.get("coder", coder) != coder:
                raise ResumeError(
                    f"{output}: was begun by {entry['coder']}, this is {coder}; delete {path.name} and it to begin anew"
                )
            least = entry.get("least_confidence", 0.0 if "coder" in entry else least_confidence)
            if least != least_confidence:
                raise ResumeError(
                    f"{output}: was begun with a least confidence of {least:g}, this is {least_confidence:g}; delete {path.name} and it "
                    "to begin anew"
                )
            bytes_done, refused = int(entry.get("bytes", bytes_done)), int(entry.get("refused", refused))
            parts.append(np.array([int(key, 16) for key in entry.get("done", ())], dtype=np.uint64))
            whole += len(line)
    if size < bytes_done:
        raise ResumeError(f"{output}: is shorter than its journal says; delete {path.name} and it to begin anew")
    return Journal(
        path=path, bytes_done=bytes_done, bytes_read=whole, refused=refused, done=np.unique(np.concatenate(parts))
    )


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line of the journal; None for one that was cut when its run was stopped."""
    try:
        entry = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
