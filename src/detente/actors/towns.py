"""Towns that the actor tables lack, from the gazetteer: behind "in" and the like they tell where a sentence is.

Takes a text; gives its towns with the states that have one of the name. Which state is meant the story says by the others that it
names; a name that several states have says nothing where it names none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, word_set
from detente.places.gazetteer import COMMON_NAMES, load_gazetteer

NAME = r"([A-Z][\w’'-]+(?: (?:(?:de|da|do|del|el|al|la) )?[A-Z][\w’'-]+){0,2})"
KIND = r"(?:town|village|city|port|district|province|hamlet|settlement|suburb|capital|resort|region)"
POINT = r"(?:north|south)?-?(?:east|west|north|south)"
NO_NATURE = r"(?! of [A-Z]| (?:[Rr]iver|[Ss]ea|[Ll]ake|[Vv]alley|[Mm]ountains?|[Gg]ulf|[Bb]ay|[Ss]trait|[Cc]anal|[Dd]esert)s?\b)"
LED = re.compile(
    r"\b(?:(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside) (?:the )?"
    rf"(?:(?:[a-z]+ern|north|south|east|west|[a-z]+-held|nearby) )?(?:{KIND} (?:of )?)?|{KIND} of |{POINT} of ){NAME}(?!\w){NO_NATURE}"
)
APPOSED = re.compile(rf"{NAME}(?=, (?:an?|the) (?:[\w-]+ ){{0,4}}{KIND}\b)")
"""As in "Lashio, the largest town of the north"."""
OWN = re.compile(
    r"\b(?:(?:[a-z-]+|[Mm]ayor|[Bb]ishop|[Aa]rchbishop|[Gg]overnor|[Pp]refect|[Ii]mam|[Ss]ultan|[Ee]mir|[Cc]hief) of|"
    r"from|in|at|near|outside) "
    rf"(?:the )?(?:{KIND} (?:of )?)?{NAME}(?!\w){NO_NATURE}"
)
"""Within a mention: "elders from Nyala", "the mayor of Techiman"."""
DATED = re.compile(r"\s*[,/(–—-]\s*")
"""What parts the towns of a dateline, and the towns from the day."""
WHOLE = re.compile(rf"^{NAME}$")
NO_TOWNS = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday christmas easter ramadan god parliament congress government"
)
"""Words behind "in" and "at" that towns somewhere bear too."""
LEAST = 2000
"""A smaller town's name is more often a word ("Quarter", "Branch") where the story does not name its state."""
TEXTS_KEPT = 1024
"""Texts whose towns are remembered: sentences and mentions are asked about again and again."""
LEVELS = frozenset({2, 3, 4, None})
"""Of the gazetteer: provinces, districts, towns, and places of the own tables."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name in a text, from its preposition to its end, and the states that have one of the name."""

    start: int
    end: int
    key: str
    states: tuple[str, ...]
    is_sure: bool = False
    """Whether the name is one town's own, so that it speaks for a state that the story does not name otherwise."""


def led_towns(text: str, knowledge: Knowledge) -> Iterator[Town]:
    """Towns where the words put something there: "in Nyala", "the village of Techiman"."""
    return _towns(LED, text, knowledge)


def told_towns(text: str, knowledge: Knowledge) -> Iterator[Town]:
    """All towns that a text tells to be such: those that lead somewhere and those that it calls towns."""
    yield from led_towns(text, knowledge)
    yield from _towns(APPOSED, text, knowledge)


def dateline_towns(dateline: str, knowledge: Knowledge) -> Iterator[Town]:
    """The towns of a dateline: "NYALA, 27 September"."""
    for part in DATED.split(dateline):
        if part.isupper() or part.istitle():
            yield from _towns(WHOLE, part, knowledge)


def own_towns(text: str, knowledge: Knowledge) -> Iterator[Town]:
    """Towns of whom a mention speaks: "traders from Nyala"."""
    return _towns(OWN, text, knowledge)


def _towns(pattern: re.Pattern[str], text: str, knowledge: Knowledge) -> Iterator[Town]:
    known = knowledge.names.values
    return (town for town in _all_towns(pattern, text) if town.key not in known and town.key.split()[0] not in known)


@lru_cache(maxsize=TEXTS_KEPT)
def _all_towns(pattern: re.Pattern[str], text: str) -> tuple[Town, ...]:
    """The towns of a text, once for all that ask."""
    found = []
    for match in pattern.finditer(text):
        name = match[1].removesuffix("'s").removesuffix("’s")
        key = key_of(name)
        is_word = key in NO_TOWNS or COMMON_NAMES.fullmatch(key)
        if not is_word and (states := states_of(name)):
            found.append(Town(match.start(), match.end(), key, states, is_sure=is_one_towns(name)))
    return tuple(found)


@lru_cache(maxsize=4096)
def states_of(name: str) -> tuple[str, ...]:
    """The states that have a town or province of this name, that of the largest first; news leaves out the Arabic article ("Faw")."""
    gazetteer = load_gazetteer()
    several = gazetteer.find(name) or gazetteer.find(f"al {name}")
    several = several or [*gazetteer.landmarks(name)]
    found = [known for known in several if known.level in LEVELS and known.country]
    found.sort(key=lambda known: -known.population)
    return tuple(dict.fromkeys(known.country or "" for known in found))


@lru_cache(maxsize=4096)
def is_one_towns(name: str) -> bool:
    """Whether one state alone has places of this name, and one of them bears it as its own."""
    found = load_gazetteer().find(name)
    is_own = any(not known.by_other_name and known.population >= LEAST for known in found)
    return len({known.country for known in found}) == 1 and is_own


def state_meant(town: Town, named: Mapping[str, int]) -> str | None:
    """Of the states with a town of the name the one that the story names most; the only one, where the name is its town's own."""
    code = max(town.states, key=lambda code: named.get(code, 0))
    return code if named.get(code, 0) or town.is_sure else None
