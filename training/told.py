"""Stories with the dates of their events -> the points of src/detente/data/told_signs.tsv, written there, with cross-validated figures.

python -m training.told [--dry]

A multinomial logistic regression on the events without time words of the corpus' dev stories and of tests/cases/dates/stories.txt:
which of the dates that an event may have is the right one. Folds are of whole stories. The test stories are never read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.when import asked, is_right, stories
from detente.dates import Asked
from detente.dates.history import doubt_history
from detente.dates.signs import SIGNS, TABLE
from detente.dates.story import resolve_own
from detente.dates.told import is_open, list_candidates, list_told
from tests.test_date_stories import read_cases

PATH = Path("src/detente/data") / TABLE
L2 = 0.3
"""Holds the points back; of 0.1 to 3 the best out of fold, by little."""
FOLDS = 8
SEEDS = range(5)
STEPS = 25
CLOSED = -1e9

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A story, what is asked of its events, and the gold date of each (as benchmarks/when.py reads them)."""

    is_corpus: bool
    asked: list[Asked]
    gold: list[str | None]
    sentences: list[str]
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Per event without time words: its story, a row of signs for each candidate, which rows there are and which are right."""

    story: NDArray[np.int64]
    is_corpus: Marks
    signs: Floats
    is_there: Marks
    is_right: Marks

    def of(self, kept: Marks) -> Choices:
        """Those of some events."""
        return Choices(
            story=self.story[kept],
            is_corpus=self.is_corpus[kept],
            signs=self.signs[kept],
            is_there=self.is_there[kept],
            is_right=self.is_right[kept],
        )


def read() -> Iterator[Case]:
    """The dev stories with a day of publication, and the made ones."""
    for story in stories("dev"):
        if story["published"]:
            rows = list(asked(story))
            yield Case(
                is_corpus=True,
                asked=[one for one, _, _ in rows],
                gold=[gold for _, gold, _ in rows],
                sentences=[sentence["text"] for sentence in story["sentences"]],
                published=date.fromisoformat(story["published"]),
            )
    for made in read_cases():
        gold = [expected.lstrip("~ ").removesuffix(" H") for expected in made.expected]
        yield Case(is_corpus=False, asked=made.asked, gold=[*gold], sentences=made.sentences, published=made.published)


def choose_among(cases: Sequence[Case]) -> Choices:
    """The choices that the events of these stories leave."""
    kinds = 3
    story, is_corpus, signs, is_there, is_right_ = [], [], [], [], []
    for number, case in enumerate(cases):
        known = doubt_history(case.asked, sentences=case.sentences, published=case.published)
        dates = resolve_own(known, sentences=case.sentences, published=case.published)
        told = list_told(known, dates, sentences=case.sentences, published=case.published)
        for one, when, gold in zip(known, dates, case.gold, strict=True):
            if not is_open(when, case.published):
                continue
            found = list_candidates(one, told, sentences=case.sentences, published=case.published)
            blank = kinds - len(found)
            story.append(number)
            is_corpus.append(case.is_corpus)
            signs.append([each.signs for each in found] + [(0.0,) * len(SIGNS)] * blank)
            is_there.append([True] * len(found) + [False] * blank)
            is_right_.append([is_right(each.when, gold) for each in found] + [False] * blank)
    return Choices(
        story=np.array(story),
        is_corpus=np.array(is_corpus),
        signs=np.array(signs),
        is_there=np.array(is_there),
        is_right=np.array(is_right_),
    )


def chances(choices: Choices, points: Floats) -> Floats:
    """The chance of each candidate."""
    weights = np.where(choices.is_there, choices.signs @ points, CLOSED)
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    shares: Floats = weights / weights.sum(axis=1, keepdims=True)
    return shares


def fit(choices: Choices) -> Floats:
    """The points under which the right candidates are likeliest, by Newton's steps; several right ones share their event."""
    choices = choices.of(choices.is_right.any(axis=1) & (choices.is_there.sum(axis=1) > 1))
    wanted = choices.is_right / choices.is_right.sum(axis=1, keepdims=True)
    points, held = np.zeros(len(SIGNS)), L2 * np.eye(len(SIGNS))
    for _ in range(STEPS):
        chance = chances(choices, points)
        slope = held @ points + np.einsum("nks,nk->s", choices.signs, chance - wanted)
        mean = np.einsum("nks,nk->ns", choices.signs, chance)
        bend = held + np.einsum("nks,nkt,nk->st", choices.signs, choices.signs, chance) - mean.T @ mean
        points -= np.linalg.solve(bend, slope)
    return points


def hits(choices: Choices, points: Floats) -> Marks:
    """Of which events the likeliest candidate is right."""
    likeliest = chances(choices, points).argmax(axis=1)
    found: Marks = choices.is_right[np.arange(len(likeliest)), likeliest]
    return found


def hits_out_of_fold(choices: Choices, seed: int) -> Marks:
    """The same, each story with points from the stories of the other folds."""
    count = int(choices.story.max()) + 1
    fold = np.random.default_rng(seed).permutation(count)[choices.story] % FOLDS
    found = np.zeros(len(choices.story), bool)
    for number in range(FOLDS):
        held_out = fold == number
        found[held_out] = hits(choices.of(held_out), fit(choices.of(~held_out)))
    return found


def write(points: Floats, path: Path) -> None:
    """Set a table's points; what it says of the signs stays."""
    lines = path.read_text(encoding="utf-8").splitlines()
    learnt = {sign.name: f"{point:.2f}" for sign, point in zip(SIGNS, points, strict=True)}
    cells = [line.split("\t") for line in lines]
    lines = ["\t".join([row[0], learnt[row[0]], *row[2:]]) if row[0] in learnt else "\t".join(row) for row in cells]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(name: str, found: NDArray[np.generic] | np.generic, choices: Choices) -> None:
    """Print the right ones among the corpus' events and among those of the made stories."""
    right = np.asarray(found, np.float64)
    corpus, made = choices.is_corpus, ~choices.is_corpus
    sys.stdout.write(
        f"{name}: corpus {right[corpus].sum():.1f} of {corpus.sum()}, made stories {right[made].sum():.1f} of {made.sum()}\n"
    )


def main() -> None:
    """Learn, print the figures, and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m training.told", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dry", action="store_true", help="print the figures only")
    options = parser.parse_args()
    choices = choose_among(list(read()))
    points = fit(choices)
    folds = np.mean([hits_out_of_fold(choices, seed) for seed in SEEDS], axis=0)
    report("any candidate is right", choices.is_right.any(axis=1), choices)
    report("day of publication", choices.is_right[:, 0], choices)
    report("on themselves", hits(choices, points), choices)
    report(f"out of fold ({FOLDS} folds of stories, mean of {len(SEEDS)})", folds, choices)
    if not options.dry:
        write(points, PATH)


if __name__ == "__main__":
    main()
