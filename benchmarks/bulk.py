"""How much a day of news costs: `python -m benchmarks.bulk [STORIES]` (run by `make bench`; default 400).

Stories of about 400 words are put together from the sentences of examples/*.* with other numbers in each, so that no cache knows them,
half as text and half as HTML with menus and footers. From page to events, reading files left out. CPU seconds of the process and of
its workers; wall time beside them means little where other programs run. Memory is what the operating system counts as resident.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.bulk import code_pages
from detente.clean import clean_page
from detente.pipeline import load
from detente.read import read_pages
from detente.records import Outcome, Page, Story
from detente.sentences import split_sentences

ROOT = Path(__file__).parent.parent
WORDS = 400
STORIES = 400
PER_PARAGRAPH = 3
FURNITURE = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30)) + "</ul></nav>"
SAMPLE_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One round: what it took and what it gave."""

    stories: int
    wall_s: float
    cpu_s: float
    events: int
    peak_mb: tuple[float, ...]
    """Resident memory of each coding process, largest of the samples of each tenth of the run."""


def sentences() -> list[str]:
    """The sentences of all examples, without the archive."""
    names = [str(path) for path in sorted((ROOT / "examples").glob("*.*"))]
    pages = [page for page in read_pages(names) if isinstance(page, Page)]
    stories = [story for story in map(clean_page, pages) if isinstance(story, Story)]
    return [sentence.text for story in stories for sentence in split_sentences(story)]


def paragraphs(chance: random.Random, known: list[str], words: int = WORDS) -> list[str]:
    """So many words of known sentences with other numbers in them."""
    chosen: list[str] = []
    while sum(len(sentence.split()) for sentence in chosen) < words:
        chosen.append(re.sub(r"\d+", lambda _: str(chance.randrange(2, 28)), chance.choice(known)))
    return [" ".join(chosen[at : at + PER_PARAGRAPH]) for at in range(0, len(chosen), PER_PARAGRAPH)]


def made(count: int, *, seed: int, words: int = WORDS) -> Iterator[Page]:
    """Pages of so many words; no two have the same sentences in a row."""
    chance, known = random.Random(seed), sentences()  # noqa: S311 (no secrets)
    for number in range(count):
        blocks = paragraphs(chance, known, words)
        html = f"<!doctype html><html><head><title>Report {number}</title></head><body>{FURNITURE}<article>"
        html += (
            "".join(f"<p>{block}</p>" for block in blocks)
            + "</article><footer>All rights reserved.</footer></body></html>"
        )
        content = html if number % 2 else f"Report {number}\n\n" + "\n\n".join(blocks)
        yield Page(name=f"made {seed}:{number}", content=content, kind="html" if number % 2 else "text")


def run(count: int, *, workers: int, seed: int) -> Run:
    """Code `count` new stories."""
    pages = list(made(count, seed=seed))
    began, cpu, used = time.perf_counter(), cpu_s(), 0.0
    events, samples = 0, [0.0] * 10
    for number, outcome in enumerate(code_pages(pages, workers=workers)):
        events += len(_coded(outcome).events)
        used = max(used, cpu_s() - cpu)
        if number % SAMPLE_EVERY == 0:
            samples[10 * number // count] = max(samples[10 * number // count], _resident_mb(workers))
    return Run(
        stories=count,
        wall_s=time.perf_counter() - began,
        cpu_s=used,
        events=events,
        peak_mb=tuple(samples),
    )


def _coded(outcome: Outcome) -> Outcome:
    assert outcome.story is not None, outcome.refusal  # noqa: S101 (the made stories are stories)
    return outcome


def cpu_s() -> float:
    """CPU seconds so far of this process and of its living workers."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    ticks = 0
    for child in multiprocessing.active_children():
        status = Path(f"/proc/{child.pid}/stat")
        fields = status.read_text().rpartition(")")[2].split() if status.exists() else []
        ticks += sum(map(int, fields[11:13]))
    return own.ru_utime + own.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def own_mb(workers: int) -> float:
    """Megabytes that the largest coding process shares with no other; 0 where the system does not tell."""
    return max(_megabytes(workers, "smaps_rollup", r"^Private_Dirty:\s+(\d+)"), default=0.0)


def _resident_mb(workers: int) -> float:
    """Resident megabytes of the largest coding process, shared pages too; 0 where the system does not tell."""
    return max(_megabytes(workers, "status", r"VmRSS:\s+(\d+)"), default=0.0)


def _megabytes(workers: int, file: str, pattern: str) -> list[float]:
    ids = [child.pid for child in multiprocessing.active_children()] if workers > 1 else ["self"]
    paths = [Path(f"/proc/{pid}/{file}") for pid in ids]
    sizes = [re.search(pattern, path.read_text(), re.MULTILINE) for path in paths if path.exists()]
    return [int(size[1]) / 1000 for size in sizes if size]


def slope(runs: list[Run]) -> float:
    """Exponent of CPU time over size: 1 is linear."""
    return statistics.linear_regression([math.log(r.stories) for r in runs], [math.log(r.cpu_s) for r in runs]).slope


def report(name: str, each: Run) -> None:
    """One line of figures."""
    print(
        f"{name:<22}{each.stories:>7} stories{each.stories / each.cpu_s:>7.1f} a CPU second{each.stories / each.wall_s:>7.1f} a second"
        f"{each.events / each.stories:>6.1f} events a story{max(each.peak_mb[:5]):>6.0f} MB, then{max(each.peak_mb[5:]):>5.0f} MB"
    )


def main(count: int) -> None:
    """All figures."""
    load()
    run(20, workers=1, seed=0)
    sizes = [run(max(count * part // 4, 8), workers=1, seed=part) for part in (1, 2, 4)]
    for each in sizes:
        report("1 process", each)
    print(f"{'time over size':<22}exponent {slope(sizes):.2f}")
    start = run(2, workers=2, seed=8)
    two = run(count, workers=2, seed=9)
    report("2 workers", two)
    one, cost = sizes[-1], (two.cpu_s - start.cpu_s) / two.stories
    print(f"{'starting 2 workers':<22}{start.cpu_s:.1f} CPU seconds")
    faster, dearer = one.wall_s / (two.wall_s - start.wall_s), cost / (one.cpu_s / one.stories)
    print(f"{'2 workers to 1':<22}{faster:.2f} times as fast, {dearer:.2f} times the CPU seconds a story")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
