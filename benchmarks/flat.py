"""Whether workers grow: `python -m benchmarks.flat [STORIES]` (default 20,000 stories of 40 words, two workers).

Prints the memory of the largest worker that no other process shares, twenty times over the run.
"""

from __future__ import annotations

import sys

from benchmarks.bulk import made, own_mb
from detente.bulk import code_pages

STORIES = 20_000
WORDS = 40
WORKERS = 2
SAMPLES = 20


def main(count: int) -> None:
    """One line a sample."""
    events = 0
    for number, outcome in enumerate(code_pages(made(count, seed=7, words=WORDS), workers=WORKERS), 1):
        events += len(outcome.events)
        if number % max(count // SAMPLES, 1) == 0:
            print(f"{number:>7} stories{events:>8} events{own_mb(WORKERS):>6.0f} MB of its own", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
