"""Which share of the pipeline's time each stage takes: `python benchmarks/timeshare.py [PATH...]` (default: examples/*.*).

One process, one thread, pages read beforehand; loading and a first round are not counted. Shares, not seconds: they hold on
a busy machine too.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from detente import model, pipeline
from detente.read import ReadOptions, read_pages
from detente.records import Page

Result = TypeVar("Result")
ROUNDS = 5
STAGES = {
    "clean": "clean_page",
    "sentences": "split_sentences",
    "model": "read_frames",
    "actors": "resolve_mentions",
    "dates": "resolve_dates",
    "places": "resolve_places",
    "events": "build_events",
}

READ = "read_sentences"
"""Of `detente.model`, which the pipeline calls by name: part of the model's share."""


def timed(name: str, stage: Callable[..., Result], seconds: dict[str, float]) -> Callable[..., Result]:
    """The stage, with its time added up under its name."""

    def run(*args: object, **options: object) -> Result:
        begin = time.perf_counter()
        result = stage(*args, **options)
        seconds[name] += time.perf_counter() - begin
        return result

    return run


def all_readings(stage: Callable[..., Iterator[Result]]) -> Callable[..., list[Result]]:
    """The stage that gives one reading after another, with all of them at once: what is not yet read has no time."""
    return lambda *args: list(stage(*args))


def main(paths: list[str]) -> None:
    """Print the share of each stage, and of dates and places together."""
    pages = [page for page in read_pages(tuple(paths), options=ReadOptions()) if isinstance(page, Page)]
    coder = pipeline.load()
    for page in pages:
        coder.code(page)
    seconds: dict[str, float] = defaultdict(float)
    for name, function in STAGES.items():
        setattr(pipeline, function, timed(name, getattr(pipeline, function), seconds))
    setattr(model, READ, timed("model", all_readings(getattr(model, READ)), seconds))
    begin = time.perf_counter()
    for _ in range(ROUNDS):
        for page in pages:
            coder.code(page)
    total = time.perf_counter() - begin
    print(f"{len(pages)} pages, {ROUNDS} rounds, {1000 * total / ROUNDS / len(pages):.0f} ms a page")
    for name in STAGES:
        print(f"{name:<10}{100 * seconds[name] / total:6.1f} %")
    print(f"{'dates and places':<16}{100 * (seconds['dates'] + seconds['places']) / total:.1f} %")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(path) for path in sorted((Path(__file__).parent.parent / "examples").glob("*.*"))])
