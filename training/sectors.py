"""The corpus' described mentions -> the points of src/detente/data/actors/hints.tsv, and what they right and wrong on unseen sentences.

python -m training.sectors

A logistic regression (L2, AdaGrad) of the gold sector on the features of detente.actors.hints, for the mentions of the training split whose
sector only their own words and sentence tell. Features seen less than LEAST times and small points are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.actors import CORPUS, items
from detente.actors import Knowledge, load_knowledge
from detente.actors.hints import NOTHING, TABLE, Hints
from detente.actors.story import reading
from detente.records import Mention, Sentence, Span, Story

LEAST = 10
SMALLEST = 0.2
PENALTY = 3e-4
RATE = 0.25
EPOCHS = 8
BATCH = 256
HEADER = """# What the words of a description and of its sentence hint at: points of each sector (natural logarithms of odds), by
# place in the list of sectors. Features: = always, s sector by head noun (and stance), h head, w word of the mention, b and a words right
# before and after, t word of the sentence. Learnt from the corpus by `python -m training.sectors`. For Detente; Apache-2.0.
"""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Case:
    """A described mention: its features, the sector that the rules give it, and gold."""

    features: tuple[str, ...]
    own: str
    gold: str


def cases(split: str, knowledge: Knowledge) -> list[Case]:
    """The described mentions of a split."""
    found = []
    for item in items(CORPUS, split, ""):
        text = item["text"]
        story = Story(id=item["id"], source="corpus", title=None, text=text)
        sentence = Sentence(index=0, start=0, end=len(text), text=text)
        gold = {
            Mention(text=m["text"], span=Span(start=m["start"], end=m["end"]), sentence_index=0): m["sector"]
            for m in item["mentions"]
        }
        told = reading(story, [sentence], list(gold), knowledge=knowledge)
        for mention, features in told.described_anew.items():
            if gold.get(mention):
                own = next(feature[2:] for feature in features if feature.startswith("s "))
                found.append(Case(features, own, gold[mention]))
    return found


def fit(train: list[Case], seed: int) -> Hints:
    """The points that best tell the sectors of the cases."""
    counts = Counter(feature for case in train for feature in case.features)
    names = [feature for feature, count in counts.items() if count >= LEAST]
    places = {feature: at for at, feature in enumerate(names)}
    sectors = sorted({sector for case in train for sector in (case.gold, case.own)})
    golds = np.array([sectors.index(case.gold) for case in train])
    rows = [np.array([places[f] for f in case.features if f in places]) for case in train]
    weights = np.zeros((len(names), len(sectors)), dtype=np.float32)
    seen = np.full((len(names), 1), 1e-6, dtype=np.float32)
    rng = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        order = rng.permutation(len(train))
        for start in range(0, len(order), BATCH):
            step(weights, seen, [rows[at] for at in order[start : start + BATCH]], golds[order[start : start + BATCH]])
    points = {
        name: tuple((at, round(float(w), 2)) for at, w in enumerate(weights[place]) if abs(w) >= SMALLEST)
        for name, place in places.items()
    }
    return Hints(sectors=tuple(sectors), points={name: told for name, told in points.items() if told})


def step(weights: Floats, seen: Floats, rows: list[NDArray[np.int64]], golds: NDArray[np.int64]) -> None:
    """One AdaGrad step on a batch, in place."""
    lengths = np.array([len(row) for row in rows])
    flat, owner = np.concatenate(rows), np.repeat(np.arange(len(rows)), lengths)
    sums = np.zeros((len(rows), weights.shape[1]), dtype=np.float32)
    np.add.at(sums, owner, weights[flat])
    chances = np.exp(sums - sums.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(rows)), golds] -= 1
    touched, back = np.unique(flat, return_inverse=True)
    slopes = np.zeros((len(touched), weights.shape[1]), dtype=np.float32)
    np.add.at(slopes, back, chances[owner])
    slopes = slopes / len(rows) + PENALTY * weights[touched]
    seen[touched] += (slopes**2).sum(axis=1, keepdims=True)
    weights[touched] -= RATE * slopes / np.sqrt(seen[touched])


def table(hints: Hints) -> str:
    """The hints as the bundled table."""
    lines = [HEADER + "feature\t" + " ".join(hints.sectors)]
    lines += [f"{name}\t" + " ".join(f"{at}:{w:g}" for at, w in told) for name, told in sorted(hints.points.items())]
    return "\n".join(lines) + "\n"


def report(hints: Hints, unseen: list[Case]) -> str:
    """Shares of right sectors by rule and by hint."""
    by_rule = sum(case.own == case.gold for case in unseen)
    told = [hints.best(case.features, None if case.own == NOTHING else case.own) or NOTHING for case in unseen]
    by_hint = sum(sector == case.gold for sector, case in zip(told, unseen, strict=True))
    return f"{len(unseen)} described mentions: sector by rule {by_rule / len(unseen):.3f}, with hints {by_hint / len(unseen):.3f}"


def main() -> None:
    """Learn, report on the dev split and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path(str(files("detente") / "data" / "actors" / TABLE)))
    options = parser.parse_args()
    knowledge = load_knowledge()
    hints = fit(cases("train", knowledge), options.seed)
    sys.stdout.write(report(hints, cases("dev", knowledge)) + "\n")
    options.output.write_text(table(hints), encoding="utf-8")


if __name__ == "__main__":
    main()
