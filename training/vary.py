"""Sentences that nobody wrote: annotated ones with other parties, places, times and deeds in them, cut short or run together.

They need make no sense and have no annotation: a teacher reads them, and the student learns what it says (`training.tutored`). After
TinyBERT's augmentation (Jiao et al. 2020, arXiv:1909.10351), which lets a small encoder learn from many more sentences than there are.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]

SWAPPED = {"mention": 0.5, "time": 0.3, "place": 0.3, "trigger": 0.2, "proper": 0.3, "word": 0.05}
"""Share of the spans of each kind that are changed: annotated ones, names that are none, other words with the same ending."""
CUT = 0.15
JOINED = 0.12
JOINTS = (", while ", ", and ", "; ", ", after ", ", as ", ", but ", " - ", ", a day after ", ": ")
LONGEST = 420
"""Characters of a sentence that another is joined to."""
ENDINGS = ("ing", "ed", "s")
PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
WORD = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a sentence that may be changed for others of the same class."""

    start: int
    end: int
    kind: str
    words: str

    @property
    def like(self) -> tuple[str, ...]:
        """What spans this one can stand for: kind, how it is written, a trigger's number of words and ending."""
        if self.kind == "trigger":
            first, *rest = self.words.split()
            return (self.kind, str(len(rest)), next((end for end in ENDINGS if first.endswith(end)), ""))
        if self.kind == "word":
            return (self.kind, self.words[-3:])
        if self.kind == "proper":
            return (self.kind, str(len(self.words.split())))
        if self.kind != "mention":
            return (self.kind, self.words.split()[0].lower() if self.kind == "time" else "")
        if len(self.words) < 5 and self.words.islower():
            return (self.kind, self.words)
        how = "name" if self.words[0].isupper() else "the" if self.words.startswith("the ") else "plain"
        return (self.kind, how, str("'s" in self.words[-3:]))


def spans_of(item: Item) -> list[Span]:
    """All spans of an item that may be changed: those that are annotated, names, and long words."""
    text = item["text"]
    parts = [
        ({"start": m.start(), "end": m.end()}, kind)
        for kind, form in (("word", WORD), ("proper", PROPER))
        for m in form.finditer(text)
    ]
    parts += [(m, m.get("kind", "mention")) for m in item["mentions"] + item["spans"]]
    parts += [(event["trigger"], "trigger") for event in item["events"]]
    found = {(p["start"], p["end"]): Span(p["start"], p["end"], kind, text[p["start"] : p["end"]]) for p, kind in parts}
    return [span for span in found.values() if span.words.strip()]


@dataclass(frozen=True, slots=True)
class Varier:
    """Makes sentences of annotated ones; `words` are those that may stand for each other."""

    items: Sequence[Item]
    words: Mapping[tuple[str, ...], Sequence[str]]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Varier:
        """With the words of all spans of the items."""
        words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for item in items:
            for span in spans_of(item):
                words[span.like].append(span.words)
        return cls(items, words)

    def sentences(self, rng: random.Random, *, changed: float) -> Iterator[str]:
        """Every item's sentence once, in an order of chance; a share of them changed."""
        for item in rng.sample(self.items, len(self.items)):
            yield self.change(item, rng) if rng.random() < changed else item["text"]

    def change(self, item: Item, rng: random.Random) -> str:
        """The sentence of an item with other words in it."""
        text = self._swapped(item, rng)
        if rng.random() < CUT:
            text = _cut(text, rng)
        if rng.random() < JOINED and len(text) < LONGEST:
            other = self.items[int(rng.random() * len(self.items))]["text"]
            if len(other) < LONGEST:
                text = text.rstrip(" .") + rng.choice(JOINTS) + other
        return text

    def _swapped(self, item: Item, rng: random.Random) -> str:
        text: str = item["text"]
        for span in sorted(self._apart(item, rng), key=lambda span: -span.start):
            others = self.words[span.like]
            text = text[: span.start] + others[int(rng.random() * len(others))] + text[span.end :]
        return text

    @staticmethod
    def _apart(item: Item, rng: random.Random) -> list[Span]:
        """Some of the item's spans, none of which overlaps another."""
        chosen: list[Span] = []
        for span in rng.sample(found := spans_of(item), len(found)):
            if rng.random() < SWAPPED[span.kind] and all(span.end <= o.start or o.end <= span.start for o in chosen):
                chosen.append(span)
        return chosen


def _cut(text: str, rng: random.Random) -> str:
    """The text without one of the parts between its commas."""
    parts = re.split(r"(?<=[,;:]) ", text)
    if len(parts) < 2:
        return text
    del parts[int(rng.random() * len(parts))]
    left = " ".join(parts)
    return left[:1].upper() + left[1:]
