"""Pronouns of marked stories -> the points of src/detente/data/actors/antecedents.tsv, and cross-validated figures against the rules.

python -m training.antecedents [FOLDER...]

A conditional logit (L2): of the mentions before a pronoun those are right whose country and sector in gold are the pronoun's. Learnt from
the corpus' train and dev stories, tests/cases/actors/whole but held_back, and folders of more stories (the bundled points: also the real
dev stories of corpus/real/stories with their text); each story is judged by points that have not seen it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.story_actors import STORIES, Item, Prepared, prepare, resolve, stories
from corpus import HELD_OUT
from detente.actors import Knowledge, load_knowledge
from detente.actors.antecedents import Choice, weighed
from detente.actors.story import reading
from detente.records import Entity

WHOLE = Path(__file__).parents[1] / "tests" / "cases" / "actors" / "whole"
LEARNT_ON = ("open", "second", "third", "fourth", "fifth")
TABLE = "antecedents.tsv"
PENALTY = 8.0
RATE = 0.3
STEPS = 150
FOLDS = 5
HEADER = """# Points (natural logarithms of odds) of an earlier mention as antecedent of a single pronoun: distance in sentences, kind and
# number of the mention by the pronoun's class (m f n p), gender, place in its sentence, quotations, names. Learnt from marked stories by
# `python -m training.antecedents` (train and dev stories, tests/cases/actors/whole, the real dev stories of corpus/real/stories).
# Written for Detente; Apache-2.0.
"""

Floats = NDArray[np.float64]
Gold = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun: its story, the antecedents that it could have, which are right, whom the rules choose, gold."""

    story: str
    options: tuple[Choice, ...]
    right: tuple[bool, ...]
    ruled: tuple[Entity, ...]
    gold: Gold


def cases(gold: Item, knowledge: Knowledge) -> Iterator[Case]:
    """The pronouns of a story that have antecedents."""
    prepared = prepare(gold)
    golds = {
        mention.span: (told["country"], told["sector"])
        for mention, (_, told) in zip(prepared.mentions, prepared.gold, strict=True)
    }
    by_rule = _by_rule(prepared, knowledge)
    read = reading(prepared.story, prepared.sentences, prepared.mentions, knowledge=knowledge)
    for mention, options in read.options.items():
        own = golds[mention.span]
        right = tuple(_agrees(c.entities, own) if c.is_joined else golds[c.spoken.mention.span] == own for c in options)
        if options and any(own):
            yield Case(gold["id"], options, right, by_rule[mention.span.start], own)


def _by_rule(prepared: Prepared, knowledge: Knowledge) -> dict[int, tuple[Entity, ...]]:
    return {
        mention.span.start: entities
        for mention, (_, _, entities) in zip(prepared.mentions, resolve(prepared, knowledge), strict=True)
    }


def _agrees(entities: tuple[Entity, ...], gold: Gold) -> bool:
    """Whether entities have the country and sector of gold."""
    return _has_country(entities, gold) and gold[1] in {entity.sector or "UNK" for entity in entities}


def _has_country(entities: tuple[Entity, ...], gold: Gold) -> bool:
    return {entity.country for entity in entities if entity.country} == set((gold[0] or "").split("+")) - {""}


def fit(learnt_on: list[Case]) -> dict[str, float]:
    """The points that make the right antecedents likeliest."""
    usable = [case for case in learnt_on if any(case.right) and not all(case.right)]
    names = sorted({name for case in usable for choice in case.options for name, _ in choice.features})
    at = {name: place for place, name in enumerate(names)}
    tables = [matrix(case, at) for case in usable]
    weights, seen = np.zeros(len(names)), np.full(len(names), 1e-6)
    for _ in range(STEPS):
        slope = PENALTY * weights
        for table, case in zip(tables, usable, strict=True):
            sums = table @ weights
            chances = np.exp(sums - sums.max())
            wanted = chances * np.array(case.right)
            slope -= table.T @ (wanted / wanted.sum() - chances / chances.sum())
        seen += slope**2
        weights -= RATE * slope / np.sqrt(seen)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def matrix(case: Case, at: dict[str, int]) -> Floats:
    """A row of features for each antecedent."""
    table = np.zeros((len(case.options), len(at)))
    for row, choice in enumerate(case.options):
        for name, value in choice.features:
            table[row, at[name]] += value
    return table


def figures(found: list[Case]) -> str:
    """Country and sector by rule and by points that have not seen the story."""
    names = sorted({case.story for case in found})
    folds = {name: place % FOLDS for place, name in enumerate(np.random.default_rng(3).permutation(names))}
    counts = np.zeros(4)
    for fold in range(FOLDS):
        points = fit([case for case in found if folds[case.story] != fold])
        for case in (case for case in found if folds[case.story] == fold):
            told = weighed(case.options, case.ruled, points)
            for place, entities in ((0, case.ruled), (2, told)):
                counts[place] += _has_country(entities, case.gold)
                counts[place + 1] += case.gold[1] in {entity.sector or "UNK" for entity in entities}
    shares = counts / len(found)
    return (
        f"{len(found)} pronouns: country by rule {shares[0]:.3f}, with points {shares[2]:.3f}; "
        f"sector {shares[1]:.3f}, {shares[3]:.3f}\n"
    )


def main() -> None:
    """Judge out of fold, learn from all stories and write the table; the rules are judged with a table that holds no points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="more stories, as the corpus has them")
    parser.add_argument("--output", type=Path, default=Path(str(files("detente") / "data" / "actors" / TABLE)))
    options = parser.parse_args()
    options.output.write_text(HEADER + "feature\tpoints\n", encoding="utf-8")
    knowledge = load_knowledge()
    sets = [
        stories(STORIES, "train"),
        stories(STORIES, "dev"),
        *(stories(WHOLE / f"{name}.txt", "") for name in LEARNT_ON),
    ]
    sets += [stories(folder, "dev") for folder in options.folders]
    learnt = (gold for each in sets for gold in each if not gold["id"].startswith(HELD_OUT))
    found = [case for gold in learnt for case in cases(gold, knowledge)]
    sys.stdout.write(figures(found))
    rows = [f"{name}\t{value:g}" for name, value in sorted(fit(found).items()) if value]
    options.output.write_text(HEADER + "\n".join(["feature\tpoints", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
