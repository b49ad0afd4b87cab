"""The countries and provinces that a text names, in its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.places.gazetteer import Gazetteer, Known

NAME = re.compile(r"\b[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,2}")
_RUN = re.compile(r"\b(?:St\.\s)?[A-Z](?:[\w’'-]|\.(?=\w))*(?:\s(?:of\s)?(?:St\.\s)?[A-Z](?:[\w’'-]|\.(?=\w))*){0,4}")
"""Capitalised words of one sentence."""
_WORD = re.compile(r"[^\s]+")
_OPENING = re.compile(
    r"a|across|all|and|around|as|at|but|by|for|from|in|inside|its|near|no|on|our|outside|since|some|that|the|their|these|this|to|when|"
    r"while|with",
    re.IGNORECASE,
)
"""Words whose capital at the head of a sentence is no part of the name behind them."""
_OFFICE = re.compile(
    r"(?:governor|gov|premier|senator|sen|representative|rep|congressman|attorney|police|state|senate|house|legislature|assembly|national|"
    r"supreme|high|democrats?|democratic|republicans?|province|region|oblast|county|rebels)\.?",
    re.IGNORECASE,
)
"""Behind a province's name: "Texas Governor Ann Doe"; elsewhere a word of a longer name is a province by chance ("Nelson Mandela")."""

SaidArea = tuple[int, int, Known]
"""Start and end of a name in its text, and the area."""


def bare_name(name: str) -> str:
    """A name without the mark or the possessive at its end."""
    return name.rstrip(".’'").removesuffix("'s").removesuffix("’s")


def find_areas(text: str, gazetteer: Gazetteer) -> Iterator[SaidArea]:
    """Each name that one country or province alone bears."""
    asked: dict[str, Known | None] = {}

    def area_of(name: str) -> Known | None:
        """Asked once a name: a story names its countries again and again."""
        if name not in asked:
            asked[name] = gazetteer.area(name)
        return asked[name]

    for match in _RUN.finditer(text):
        words = [word.span() for word in _WORD.finditer(match[0])]
        yield from _of_run(match[0], match.start(), words, area_of)


def _of_run(
    run: str, at: int, words: list[tuple[int, int]], area_of: Callable[[str], Known | None]
) -> Iterator[SaidArea]:
    """The areas of a run of capitalised words, each word in one of them at most."""
    first = 0
    while first < len(words):
        for last in range(len(words), first, -1):
            start, end = words[first][0], words[last - 1][1]
            name = bare_name(run[start:end])
            area = area_of(name)
            if area and (area.level == 1 or _is_apart(run, words, first, last)):
                yield at + start, at + start + len(name), area
                first = last
                break
        else:
            first += 1


def _is_apart(run: str, words: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether some words of a run are a name of their own, and not part of a longer one."""
    before = [run[start:end] for start, end in words[:first]]
    is_head = all(_OPENING.fullmatch(word) for word in before) or before[-1].endswith(("'s", "’s"))
    if not is_head:
        return False
    return last == len(words) or _OFFICE.fullmatch(run[words[last][0] : words[last][1]]) is not None
