"""Which town of a name a story means: London in Kentucky, Edmonton south of Cairns; and signs of the state that a local page is of.

Takes the texts of a story; gives towns that lie elsewhere than the tables have them, as their own words say ("LONDON, Ky.", "Paris,
Texas", "Edmonton, south of Cairns"), and how often an abbreviated state or province stands for its country. Forms: Associated Press
stylebook (states), Canadian Press stylebook (provinces), Australian government style manual.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, word_set

STATES = {
    "USA": r"Ala|Ariz|Calif|Colo|Conn|Fla|Ky|Mich|Minn|Mont|Neb|Nev|Okla|Tenn|Wis|Wyo|W\.\s?Va|N\.C|N\.D|N\.H|N\.J|N\.M|N\.Y|S\.C|S\.D",
    "CAN": r"Alta|(?<!\d )B\.C|Ont|P\.E\.I|Que|Sask",
}
"""Written with a full stop they say the country by themselves."""
AFTER_TOWN = {
    "USA": STATES["USA"] + r"|Ark|Del|Ga|Ill|Ind|Kan|La|Md|Mass|Miss|Mo|Ore|Pa|R\.I|Tex|Vt|Va|Wash|D\.C",
    "CAN": STATES["CAN"] + r"|Man|N\.B|N\.L|N\.S",
    "AUS": r"Qld|NSW|N\.S\.W|Vic|Tas",
}
"""These say it after a town and a comma, with or without the full stop."""
ALONE = {code: re.compile(rf"(?<![\w.])(?:{forms})\.(?!\w)") for code, forms in STATES.items()} | {
    "AUS": re.compile(r"\b(?:Qld|NSW)\b")
}
TOWN = r"\b([A-Z][\w'’.-]*(?: [A-Z][\w'’-]*){0,2})"
BEHIND_COMMA = {code: rf", (?:{forms})(?:\.|\b)(?!\w)" for code, forms in AFTER_TOWN.items()}
ABBREVIATED = {code: (re.compile(behind), re.compile(TOWN + behind)) for code, behind in BEHIND_COMMA.items()}
"""What stands behind a town, which is quickly looked for and seldom there, and both."""
IN_FULL = re.compile(rf"{TOWN}, ([A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}})(?=[.)]|,? [a-z(-]|, \d|$)(?! and\b)")
BESIDE = re.compile(
    rf"{TOWN},? (?:\d+ ?(?:km|kilomet\w+|miles) |just |about )?(?:north|south|east|west)(?:-?(?:east|west))? of {TOWN}"
)
DIRECTIONS = ("north of ", "south of ", "east of ", "west of ")
COUNTY = re.compile(r"\b[A-Z][a-z]+ (?:County(?! of)|Township)\b")
WITH_NAMESAKES = frozenset({"USA", "CAN", "AUS", "GBR"})
"""Whose states and counties, written in full after a town, say where it lies."""
NAMESAKES = word_set(
    "london paris edmonton athens rome moscow dublin berlin cambridge oxford manchester birmingham newcastle richmond hamilton "
    "kingston perth aberdeen vienna naples venice florence milan warsaw cairo madrid lima toledo cordoba dover boston enfield "
    "lancaster lincoln windsor wellington stamford bristol plymouth worcester victoria stockholm geneva"
)
"""Towns whose name local news of other states also has for a town of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """What the words say of the towns of a story."""

    towns: Mapping[str, str]
    """Folded name -> state, for towns that lie elsewhere than the tables have them."""
    signs: Mapping[str, int]
    """State -> how often an abbreviation of a state or province stands for it."""
    has_county: bool
    """Whether a county is named in the American way ("Adair County")."""


def locality_of(texts: Iterable[str], knowledge: Knowledge) -> Locality:
    """The towns and signs of all texts of a story."""
    towns: dict[str, str] = {}
    signs: Counter[str] = Counter()
    has_county = False
    for text in texts:
        for code, pattern in ALONE.items():
            signs[code] += len(pattern.findall(text))
        for code, (behind, pattern) in ABBREVIATED.items():
            found = [key_of(town) for town in pattern.findall(text)] if behind.search(text) else []
            towns.update((key, code) for key in found)
            signs[code] += bool(found)
        beside = BESIDE.findall(text) if any(words in text for words in DIRECTIONS) else []
        for town, around in (*IN_FULL.findall(text), *beside):
            state = _state_of(around, knowledge)
            if state:
                towns[key_of(town)] = state
        has_county = has_county or COUNTY.search(text) is not None
    elsewhere = {key: code for key, code in towns.items() if _lies_elsewhere(key, code, knowledge)}
    return Locality(towns=elsewhere, signs={code: n for code, n in signs.items() if n}, has_county=has_county)


def _state_of(name: str, knowledge: Knowledge) -> str | None:
    """The state of a region or town that only one state has."""
    entries = [each.entry for each in knowledge.names.values.get(key_of(name), ()) if each.form == "name"]
    codes = {entry.country for entry in entries}
    is_below = all(entry.kind in ("region", "place") for entry in entries)
    return codes.pop() if len(codes) == 1 and is_below and codes <= WITH_NAMESAKES else None


def _lies_elsewhere(key: str, code: str, knowledge: Knowledge) -> bool:
    names = knowledge.names.values.get(key, ())
    return bool(names) and all(name.entry.country != code for name in names)
