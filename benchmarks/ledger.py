"""The ledger's speed on made-up events: add rate, refresh, file size, queries, near-duplicate grouping at three sizes, kills.

python -m benchmarks.ledger --events 1000000
python -m benchmarks.ledger --events 0 --kills 20
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.ledger_world import EVENTS_PER_STORY, batches
from detente.ledger import Ledger
from detente.ledger.grouping import group_stories

QUERIES = {
    "relations RUS PRK": lambda ledger: ledger.relations("RUS", "PRK"),
    "relations RUS PRK as of 2020": lambda ledger: ledger.relations("RUS", "PRK", as_of=date(2020, 1, 1)),
    "latest happenings": lambda ledger: ledger.sql("from happenings order by last_reported desc limit 20").fetchall(),
    "all contradictions, counted": lambda ledger: ledger.sql(
        "select kind, count(*) from contradictions group by kind"
    ).fetchall(),
    "all contradictions, as Arrow": lambda ledger: ledger.sql("from contradictions").to_arrow_table(),
    "a dyad by month": lambda ledger: ledger.sql("from dyad_month where source = 'RUS' and target = 'PRK'").fetchall(),
    "a story's events": lambda ledger: ledger.sql(
        "select id, sentence from events where story_id = '0000000000000000'"
    ).fetchall(),
    "latest sanctions": lambda ledger: ledger.sql(
        "select id, sentence from events where event_type = 'SANCTION' order by date desc limit 50"
    ).fetchall(),
}
REPEATS = 5
PAGES = 3
FRESH = 10_000_000
"""Numbers of stories from which on none is in a ledger."""


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def fill(path: Path, events: int) -> None:
    """Make a ledger and print what adding and refreshing cost."""
    ready = list(batches(events))
    with Ledger(path) as ledger:
        took_s = seconds(lambda: [ledger.add_batch(batch) for batch in ready])
        print(f"add: {events / took_s:,.0f} events/s ({events:,} events, {took_s:.1f} s)")
        begun_s = time.process_time()
        took_s = seconds(ledger.refresh)
        print(f"refresh (origins, happenings, evidence): {took_s:.1f} s, {time.process_time() - begun_s:.1f} s of CPU")
        add_pages(ledger)
    print(f"file: {path.stat().st_size / 1e6:,.0f} MB")


def add_pages(ledger: Ledger) -> None:
    """Print what adding one page costs beside those that are there: a story of ten events, of a day within the ledger's ten years."""
    for seed in range(PAGES):
        (one,) = batches(EVENTS_PER_STORY, seed=100 + seed, first_story=FRESH + seed)
        added_s = seconds(lambda one=one: ledger.add_batch(one))  # type: ignore[misc]
        begun_s = time.process_time()
        took_s = seconds(ledger.refresh)
        cpu_s = time.process_time() - begun_s
        print(f"one page more: stored in {added_s:.2f} s, refreshed in {took_s:.2f} s, {cpu_s:.2f} s of CPU")


def ask(path: Path) -> None:
    """Print the best of some repeats of each query."""
    with Ledger(path, read_only=True) as ledger:
        for name, query in QUERIES.items():
            best = min(seconds(lambda query=query: query(ledger)) for _ in range(REPEATS))  # type: ignore[misc]
            print(f"{name}: {best * 1000:.0f} ms")


def group_origins(path: Path, stories: int) -> None:
    """Print how long near-duplicate grouping of so many stories takes."""
    with Ledger(path) as ledger:
        for batch in batches(stories * EVENTS_PER_STORY):
            ledger.add_batch(batch)
        connection = ledger.cursor()

        begun_s = time.process_time()
        took_s = seconds(lambda: group_stories(connection, 0))
        print(f"near-duplicates of {stories:,} stories: {took_s:.1f} s, {time.process_time() - begun_s:.1f} s of CPU")


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--stories", type=int, nargs="*", default=[], help="sizes for near-duplicate grouping")
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.events:
            fill(Path(folder) / "events.duckdb", options.events)
            ask(Path(folder) / "events.duckdb")
        for stories in options.stories:
            group_origins(Path(folder) / f"stories{stories}.duckdb", stories)
        if options.kills:
            from tests.ledger.test_kill import interrupted_equals_whole

            killed = interrupted_equals_whole(Path(folder), kills=options.kills, seed=20)
            print(f"kill -9: {killed} of {options.kills} adds killed on the way, all equal to the uninterrupted one")


if __name__ == "__main__":
    main()
