"""What the words of a description and of its sentence hint at: the sector of "men" who are arrested, "prisoners" called political.

A logistic regression on the described mentions of the corpus' training sentences (`python -m training.sectors`), whose points lie in
data/actors/hints.tsv. It may change the sector that the head noun gave, where it is sure enough; names of the tables keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.actors.description import Description
from detente.actors.names import tokenise, word_set
from detente.records import Mention, Sentence

TABLE = "hints.tsv"
NOTHING = "-"
AROUND = 3
SURE = 1.5
"""A sector replaces the head noun's from so many points more on (natural logarithm of the odds)."""
SMALL = word_set(
    "the a an of in on at to for and or by with from as is was were are be been has had have that this it its his her their"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Points of each sector, in the order of `sectors`, for each feature."""

    sectors: tuple[str, ...]
    points: Mapping[str, tuple[tuple[int, float], ...]]

    def best(self, features: Iterable[str], own: str | None) -> str | None:
        """The sector that the features speak for, where it is clearly more than the own one; else the own one."""
        kept = own or NOTHING
        if kept not in self.sectors:
            return own
        sums, points = [0.0] * len(self.sectors), self.points
        for feature in features:
            told = points.get(feature)
            if told:
                for at, value in told:
                    sums[at] += value
        best = max(range(len(sums)), key=sums.__getitem__)
        if sums[best] - sums[self.sectors.index(kept)] < SURE:
            return own
        return None if self.sectors[best] == NOTHING else self.sectors[best]


@cache
def read_hints() -> Hints:
    """The bundled table."""
    lines = (files("detente") / "data" / "actors" / TABLE).read_text(encoding="utf-8").splitlines()
    body = [line.split("\t") for line in lines if line and not line.startswith("#")]
    sectors = tuple(body[0][1].split())
    points = {
        feature: tuple((int(at), float(value)) for at, _, value in (each.partition(":") for each in told.split()))
        for feature, told in body[1:]
    }
    return Hints(sectors=sectors, points=points)


def features_of(mention: Mention, description: Description, own: str | None, sentence: Sentence) -> list[str]:
    """What is looked at: the sector by head noun, the head, all words, those beside the mention and those of the sentence.

    Always in one order, so that the sum of their points is the same number in every run.
    """
    head = _head(description)
    names = {at for known in description.phrase.names for at in range(known.start, known.end)}
    inside = {token.key for at, token in enumerate(description.phrase.tokens) if at not in names}
    start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
    tokens = tokenise(sentence.text)
    before = [token.key for token in tokens if token.end <= start]
    after = [token.key for token in tokens if token.start >= end]
    return [
        "=",
        f"s {own or NOTHING}",
        f"h {head}",
        f"sh {own or NOTHING} {head}",
        *["w " + key for key in sorted(inside)],
        *["b " + key for key in sorted(set(before[: -AROUND - 1 : -1]))],
        *["a " + key for key in sorted(set(after[:AROUND]))],
        *["t " + key for key in sorted({*before, *after} - SMALL)],
    ]


def _head(description: Description) -> str:
    tokens = description.phrase.head.tokens
    return description.sector.head or (tokens[-1].key if tokens else "")
