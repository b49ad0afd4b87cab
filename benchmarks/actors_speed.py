"""Time that actors take: loading, and resolving stories with more and more custom names, as ratios to none.

    python -m benchmarks.actors_speed [--names 1000 10000 100000] [--rounds 5]

CPU time of this process, the best of several rounds that take turns, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import gc
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.story_actors import STORIES, Prepared, prepare, resolve, stories
from detente.actors import Knowledge, load_knowledge

SYLLABLES = (*"badokalimunepora", "hanmir", "talgor", "fendal", "wick", "sten", "zorb", "vel", "qui")
KINDS = ("Front", "Brigade", "Movement", "Union", "Party")
LOAD = "import time, detente.actors as a; t = time.process_time(); a.load_knowledge(); print(time.process_time() - t)"


def custom_table(count: int, folder: Path) -> Path:
    """A table of made-up groups of one to three words."""
    rng = random.Random(count)  # noqa: S311  made-up names
    lines = ["name\taliases\tiso3\tsector\tfrom\tuntil\twikidata"]
    for number in range(count):
        words = ["".join(rng.choices(SYLLABLES, k=3)).title() for _ in range(rng.randint(1, 2))]
        lines.append(f"{' '.join(words)} {rng.choice(KINDS)} {number % 97}\t\tCHE\tREB\t\t\t")
    path = folder / f"names{count}.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def seconds(gold: list[Prepared], knowledge: Knowledge) -> float:
    """CPU seconds to resolve all mentions of the stories."""
    start = time.process_time()
    for story in gold:
        list(resolve(story, knowledge))
    return time.process_time() - start


def main() -> None:
    """Print loading time and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    loads = [float(subprocess.check_output([sys.executable, "-c", LOAD])) for _ in range(options.rounds)]
    print(f"loading: {min(loads):.3f} s CPU")
    gold = [prepare(story) for story in stories(STORIES, "dev")]
    mentions = sum(len(story.mentions) for story in gold)
    with tempfile.TemporaryDirectory() as folder:
        bases = {count: load_knowledge((custom_table(count, Path(folder)),)) for count in options.names}
    bases = {0: load_knowledge(), **bases}
    best = dict.fromkeys(bases, float("inf"))
    gc.collect()
    gc.freeze()
    for _ in range(options.rounds):
        for count, knowledge in bases.items():
            best[count] = min(best[count], seconds(gold, knowledge))
    for count, spent in best.items():
        print(
            f"{count:>7} custom names: {mentions / spent:>7,.0f} mentions/s CPU, {spent / best[0]:.3f} of the time without"
        )


if __name__ == "__main__":
    main()
