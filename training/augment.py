"""Other countries in the same sentence: an item -> the same item with each state's names changed to those of another.

What happens does not depend on who does it: this keeps the network from learning that some states always do one thing.
Names, adjectives and seats are those of today's states in the actors' tables; persons and organisations stay as they are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.actors.rows import read_bundled

Item = dict[str, Any]
FORMS = ("name", "adjectives", "seats")
VOWELS = "AEIOU"


@dataclass(frozen=True, slots=True)
class Form:
    """A word for a state: which state, and whether it is its name, its adjective or its seat of government."""

    state: str
    kind: str


@cache
def _forms() -> tuple[Mapping[str, Form], Mapping[str, Mapping[str, str]]]:
    """Every word with its state, and every state's words by kind; states without all three, and plural names, are left out."""
    of_word: dict[str, Form] = {}
    of_state: dict[str, dict[str, str]] = {}
    for row in read_bundled("countries"):
        words = {kind: row[kind].split(";")[0] for kind in FORMS}
        if (
            row["until"]
            or not all(words.values())
            or words["name"].startswith(("United", "The "))
            or words["name"].endswith("s")
        ):
            continue
        of_state[row["iso3"]] = words
        of_word |= {word: Form(row["iso3"], kind) for kind, word in words.items()}
    return of_word, of_state


@cache
def _words() -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(_forms()[0], key=len, reverse=True))
    return re.compile(rf"\b(an? )?({alternatives})\b(?!-[A-Z])")


def swap_states(item: Item, rng: random.Random) -> Item:
    """The item about other states; the item itself where it names none that can be changed."""
    of_word, of_state = _forms()
    found = list(_words().finditer(item["text"]))
    states = sorted({of_word[match[2]].state for match in found})
    if not states:
        return item
    others = dict(zip(states, rng.sample(sorted(set(of_state) - set(states)), len(states)), strict=True))
    changes = []
    for match in found:
        form = of_word[match[2]]
        word = of_state[others[form.state]][form.kind]
        article = "" if match[1] is None else "an " if word[0] in VOWELS else "a "
        changes.append((match.start(), match.end(), article + word))
    return _rewrite(item, changes)


def _rewrite(item: Item, changes: Sequence[tuple[int, int, str]]) -> Item:
    text, at, pieces = item["text"], 0, []
    for start, end, words in changes:
        pieces += [text[at:start], words]
        at = end
    changed = "".join([*pieces, text[at:]])

    def moved(place: int) -> int:
        """Where a place stands after the changes; within one, at the word behind its article."""
        shift = 0
        for start, end, words in changes:
            if place >= end:
                shift += len(words) - (end - start)
            elif place > start:
                return start + shift + len(words) - len(words.removeprefix("an ").removeprefix("a "))
        return place + shift

    def of(span: Item) -> Item:
        start, end = moved(span["start"]), moved(span["end"])
        return {**span, "start": start, "end": end, "text": changed[start:end]}

    return {
        **item,
        "text": changed,
        "mentions": [of(span) for span in item["mentions"]],
        "spans": [of(span) for span in item["spans"]],
        "events": [{**event, "trigger": of(event["trigger"])} for event in item["events"]],
    }
