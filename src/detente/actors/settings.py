"""What a word of two trades means where the story is about one of them: a sheriff's deputies, a school board's superintendent.

Takes the sector that the mention's words show and the story's settings; gives the sector in view of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.names import word_set
from detente.actors.phrases import Phrase
from detente.actors.sectors import Sector

SIGNS = {
    "sheriff": re.compile(r"\b(?:sheriff|sheriff['’]s)\b", re.IGNORECASE),
    "chamber": re.compile(r"\b(?:parliament|assembly|duma|congress|rada|cortes)\b", re.IGNORECASE),
    "tribe": re.compile(r"\b(?:trib(?:e|es|al|esm[ae]n)|clans?)\b", re.IGNORECASE),
    "police": re.compile(
        r"\b(?:[Pp]olice (?:[Dd]epartment|[Ff]orce|[Ss]ervice|officers?|chief)|[A-Z]\w+ [Pp]olice|"
        r"[Ss]heriff['’]s [Oo]ffice|[Cc]onstabulary)\b"
    ),
    "army": re.compile(
        r"\b(?:army|armies|soldiers?|troops|military|navy|naval|marines?|air force|battalion|regiment|brigade|warship|coast guard|pentagon|"
        r"national guard|junta|coup|fire (?:department|district|service|crews?)|firefighters?)\b",
        re.IGNORECASE,
    ),
    "school": re.compile(r"\bschool (?:board|district|trustees?|superintendent)\b", re.IGNORECASE),
}
DEPUTIES = word_set("deputy deputies")
SHEIKHS = word_set("sheikh sheikhs sheik sheiks")
"""Without a name, where the story has tribes: their chiefs."""
OF_SCHOOLS = word_set("board trustee trustees superintendent district")
RANKS = word_set("lt lieutenant sgt sergeant capt captain cpl corporal maj major")
"""Ranks of the police too, of a person in a story on police and no soldiers."""
OPENINGS = word_set("president chair chairman chairwoman member members")
"""Behind "board": the board's own."""


def settings_of(text: str) -> frozenset[str]:
    """What the story is about, as far as it decides the sense of a word."""
    return frozenset(name for name, sign in SIGNS.items() if sign.search(text))


def in_setting(sector: Sector, phrase: Phrase, settings: frozenset[str]) -> Sector:
    """As in "deputies" where the story has a sheriff and no parliament, "the board" where it has a school board."""
    if not settings or not phrase.head.tokens:
        return sector
    keys = [token.key for token in phrase.head.tokens if token.key not in ("the", "a", "four", "three", "two", "five")]
    if (
        sector.primary == "LEG"
        and {"sheriff"} == settings & {"sheriff", "chamber"}
        and keys[:1]
        and keys[0] in DEPUTIES
    ):
        return replace(sector, primary="COP", others=())
    if "tribe" in settings and sector.primary == "REL" and keys[-1:] and keys[-1] in SHEIKHS:
        return replace(sector, primary="SOC", others=())
    if sector.primary == "MIL" and keys[:1] and keys[0] in RANKS and {"police"} == settings & {"police", "army"}:
        return replace(sector, primary="COP", others=())
    is_board = (
        bool(keys) and keys[0] in OF_SCHOOLS and not (keys[1:] and keys[0] == "board" and keys[1] not in OPENINGS)
    )
    if "school" in settings and is_board and sector.primary in (None, "GOV", "COP", "CVL", "BUS"):
        return replace(sector, primary="EDU", others=())
    return sector
