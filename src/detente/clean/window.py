"""The title of a browser's window on top of a dump: the headline, behind a mark the outlet ("Talks resume in Doha - Levant Observer").

It is known by its headline, which stands again, alone, above the text, or by its outlet, which other lines of the page name. Where it is
known, so is where the story begins: right below the headline's last line above the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.clean import furniture, stamps
from detente.clean.masthead import GENERIC, as_name, outlet_of

FIRST_LINES = 3
"""Among so many a window's title stands, below a day of the crawl or an address."""
LEAST_WORDS = 4
"""Of a headline: shorter lines are those of menus."""
MARK = re.compile(r"\s+(?:[|–—»·•:-]|--|::)\s+|\s*\|\s*")
BAR = re.compile(r"\s*[|•·]\s*")
CRUMBS = re.compile(r"\s*(?:you are here\b|home\s*[»›>/|:])", re.IGNORECASE)
LEAST_LABELS = 4
TOWN = re.compile(r"[A-Z][\w.' -]{1,30}, [A-Z]{2}")
"""A local paper's last part: "Hutchinson, KS"."""
ALIKE = 0.5
"""Share of the words of two headlines that both have."""
NEARLY = 0.75
"""The same where the whole title stands again."""
LIKE_WORDS = range(LEAST_WORDS, 31)
OUTLET_WORDS = range(1, 7)


@dataclass(frozen=True, slots=True)
class Window:
    """What a window's title says, and on which lines its headline stands again."""

    headline: str
    outlet: str | None
    at: int
    """The line of the title."""
    again: tuple[int, ...]


def read_window(lines: Sequence[str]) -> Window | None:
    """The window's title among the first lines; None where no other line bears it out.

    >>> read_window(["Talks resume in Doha - Levant Observer", "Menu", "Talks resume in Doha"])
    Window(headline='Talks resume in Doha', outlet='Levant Observer', at=0, again=(2,))
    """
    firsts = [at for at, line in enumerate(lines[:FIRST_LINES]) if _may_be_title(line)]
    if not firsts or _is_row(lines[firsts[0]]):
        return None
    at = firsts[0]
    below: dict[str, list[int]] = {}
    for nth, line in enumerate(lines[at + 1 :], start=at + 1):
        below.setdefault(_key(line), []).append(nth)
    partings = list(_partings(lines[at]))
    for head, tail in partings:
        if len(furniture.words(head)) >= LEAST_WORDS and (again := below.get(_key(head))):
            return Window(lines[again[0]].strip(), _outlet(tail), at, tuple(again))
    whole = below.pop(_key(lines[at]), None)
    as_whole = Window(lines[at].strip(), None, at, tuple(whole)) if whole else None
    if as_whole and not partings:
        return as_whole
    return _alike(lines, at, below, NEARLY if whole else ALIKE) or as_whole or _by_outlet(lines, at, partings)


def _alike(lines: Sequence[str], at: int, below: Mapping[str, list[int]], least: float) -> Window | None:
    """The line below that has most of the title's words: sites shorten headlines for their windows."""
    found, best = None, least
    heads = [(set(_key(head).split()), tail) for head, tail in (*_partings(lines[at]), (lines[at], []))]
    for key, again in below.items():
        said, line = set(key.split()), lines[again[0]].strip()
        if len(key.split()) not in LIKE_WORDS or line.endswith("."):
            continue
        for told, tail in heads:
            share = len(said & told) / len(said | told)
            if len(said & told) >= LEAST_WORDS and share > best:
                found, best = Window(line, _outlet(tail), at, tuple(again)), share
    return found


def _by_outlet(lines: Sequence[str], at: int, partings: Sequence[tuple[str, list[str]]]) -> Window | None:
    """The title as it is, where other lines of the page name the outlet behind it."""
    for head, tail in reversed(partings):
        outlet = _outlet(tail)
        is_parted = all(part == outlet or _says_little(part) for part in tail)
        if outlet is None or not is_parted or len(furniture.words(head)) < LEAST_WORDS:
            continue
        name = re.compile(rf"(?<!\w){re.escape(outlet)}(?!\w)")
        if any(name.search(line) for line in lines[at + 1 :]):
            return Window(head.strip(), outlet, at, ())
    return None


def _says_little(part: str) -> bool:
    """Whether a part of a title is a section or a town."""
    return GENERIC.issuperset(re.findall(r"\w+", part.lower())) or TOWN.fullmatch(part) is not None


def _may_be_title(line: str) -> bool:
    is_fetch = stamps.find_crawl(line) is not None or stamps.is_bare_date(line) is not None
    return not is_fetch and len(furniture.words(line)) >= LEAST_WORDS and outlet_of(line) is None


def _is_row(line: str) -> bool:
    """Whether a line is labels in a row: the same one again ("Google Ads | Google Ads"), many short ones, or a path ("Home » Fiji")."""
    parts = [part.strip().casefold() for part in BAR.split(line) if part.strip()]
    return (
        CRUMBS.match(line) is not None
        or len(set(parts)) < len(parts)
        or (len(parts) >= LEAST_LABELS and all(len(part.split()) < LEAST_WORDS for part in parts))
    )


def _partings(title: str) -> Iterator[tuple[str, list[str]]]:
    """The ways to part a title in headline and rest, the longest headline first."""
    for mark in reversed(list(MARK.finditer(title))):
        yield title[: mark.start()], [part for part in MARK.split(title[mark.end() :]) if part.strip()]


def _key(words: str) -> str:
    """The letters of a headline: a title and its page write quotation marks and apostrophes in different ways."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _outlet(parts: Sequence[str]) -> str | None:
    """The last part that is no section and no town."""
    for part in reversed(parts):
        is_name = len(part.split()) in OUTLET_WORDS and not _says_little(part)
        if is_name and (part[0].isupper() or "." in part or part[0].isdigit()):
            return as_name(part.strip())
    return None
