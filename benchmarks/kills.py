"""A long add that is killed again and again: `python -m benchmarks.kills FOLDER [--pages 100000] [--kills 12] [--workers 2]`.

Writes so many pages of 400 words into FOLDER (JSON Lines), adds them to a ledger with `detente add`, kills that process and its
workers without warning at random moments, and runs it again until it ends by itself. Then counts: every page must be there once,
and of a sample the events must be those that the page gives when it is coded by itself. Exits with 1 where they differ.

The pages are put together from the sentences of the corpus' natural-mix files with other numbers in each, so that they hold about as
much as news does, and no two are near-duplicates. The times are of a machine that does other things too, and no figures of speed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.bulk import paragraphs
from detente.bulk import code_pages
from detente.ledger import Ledger
from detente.read import read_pages
from detente.records import Page

ROOT = Path(__file__).parent.parent
MIXED = ("e*.jsonl", "f*.jsonl")
SAMPLE = 200
FIRST_DAY, DAYS = date(2005, 1, 1), 7000


def sentences() -> list[str]:
    """The sentences of the natural-mix files."""
    folder = ROOT / "corpus" / "sentences"
    paths = [path for pattern in MIXED for path in sorted(folder.glob(pattern))]
    return [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def pages(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Rows with the columns that `detente add` reads."""
    chance, known = random.Random(seed), sentences()  # noqa: S311 (no secrets)
    for number in range(count):
        yield {
            "url": f"https://made.example/{seed}/{number}",
            "title": f"Report {number}",
            "date": (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat(),
            "text": "\n\n".join(paragraphs(chance, known)),
        }


def write(path: Path, count: int, seed: int) -> None:
    """All pages as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in pages(count, seed))


def add(source: Path, ledger: Path, workers: int, log: Path, kill_after_s: float | None) -> int | None:
    """Run `detente add`; its exit status, or None where it was killed on the way."""
    command = [
        sys.executable,
        "-m",
        "detente.cli",
        "add",
        str(source),
        "--ledger",
        str(ledger),
        "--workers",
        str(workers),
    ]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
        try:
            return process.wait(timeout=kill_after_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None


def stored(ledger: Path) -> int:
    """How many stories the file has."""
    with Ledger(ledger) as opened:
        return int(opened.sql("select count(*) from store.stories").fetchall()[0][0])


def differences(source: Path, ledger: Path, count: int, seed: int) -> list[str]:
    """What is lost, doubled or otherwise than it should be."""
    chance = random.Random(seed)  # noqa: S311 (no secrets)
    wrong = []
    with Ledger(ledger) as opened:
        totals = opened.sql("select count(*), count(distinct url), count(distinct id) from store.stories").fetchall()[0]
        if totals != (count, count, count):
            wrong.append(f"{count} pages, but {totals} stories, URLs and ids")
        doubled = opened.sql("select count(*) - count(distinct id) from store.events").fetchall()[0][0]
        if doubled:
            wrong.append(f"{doubled} events twice")
        picked = set(chance.sample(range(count), min(SAMPLE, count)))
        sample = [page for number, page in enumerate(read_pages([str(source)])) if number in picked]
        for outcome in code_pages([page for page in sample if isinstance(page, Page)]):
            story = outcome.story.id if outcome.story else ""
            found = opened.cursor().execute("select id from store.events where story_id = ?", [story]).fetchall()
            if {event.id for event in outcome.events} != {row[0] for row in found}:
                wrong.append(f"{outcome.page}: {len(found)} events stored, {len(outcome.events)} coded")
        if len(sample) != len(picked):
            wrong.append(f"{len(sample)} of {len(picked)} sampled pages read")
    return wrong


def main() -> int:
    """Write, add and kill until done, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument(
        "--every", type=float, nargs=2, default=(60, 300), help="seconds from start to kill, least and most"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    source, ledger, log = (arguments.folder / name for name in ("pages.jsonl", "kills.duckdb", "kills.log"))
    if not source.exists():
        write(source, arguments.pages, arguments.seed)
    chance = random.Random(arguments.seed)  # noqa: S311 (no secrets)
    began, killed, status = time.monotonic(), 0, None
    while status is None:
        delay = chance.uniform(*arguments.every) if killed < arguments.kills else None
        status = add(source, ledger, arguments.workers, log, delay)
        killed += status is None
        print(f"{time.monotonic() - began:>7.0f} s: killed {killed} times, {stored(ledger)} stories stored", flush=True)
    wrong = differences(source, ledger, arguments.pages, arguments.seed)
    print(
        f"ended with status {status}; " + ("nothing lost, nothing doubled" if not wrong else "\n".join(wrong)),
        flush=True,
    )
    return int(bool(wrong) or status != 0)


if __name__ == "__main__":
    sys.exit(main())
