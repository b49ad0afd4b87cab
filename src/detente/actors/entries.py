"""What the knowledge base holds: entries with their names, terms of office and time of existence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

Kind = Literal["country", "partial", "region", "place", "person", "organisation", "group", "body", "outlet"]
Form = Literal["name", "adjective", "people", "seat"]
RULING_SOLDIER = "junta"
"""Beside another office: whoever has it is told of as a soldier as long as it lasts, and as whatever else he was afterwards."""
OFFICE_WORDS = {
    RULING_SOLDIER: "military ruler",
    "hog": "head of government",
    "hos": "head of state",
    "leader": "leader",
    "sg": "secretary-general",
    "io": "international official",
    "vp": "vice president",
    "fm": "foreign minister",
    "dm": "defence minister",
    "env": "envoy",
    "gov": "official",
    "leg": "lawmaker",
    "jud": "prosecutor",
    "pre": "separatist leader",
    "mil": "officer",
    "opp": "opposition leader",
    "reb": "rebel leader",
    "prm": "militia leader",
    "crm": "gang leader",
    "lab": "union leader",
    "rel": "religious leader",
    "pty": "party leader",
    "biz": "businessman",
    "jrn": "publisher",
    "cop": "police chief",
    "spy": "intelligence chief",
    "soc": "campaigner",
}
"""Offices of the leaders tables, the highest first."""
OFFICE_RANK = {office: rank for rank, office in enumerate(OFFICE_WORDS)}
OFFICE_SECTORS = {
    RULING_SOLDIER: "MIL",
    "sg": "IGO",
    "io": "IGO",
    "mil": "MIL",
    "pre": "PRE",
    "opp": "OPP",
    "reb": "REB",
    "prm": "PRM",
    "crm": "CRM",
    "lab": "LAB",
    "rel": "REL",
    "leg": "LEG",
    "jud": "JUD",
    "pty": "PTY",
    "biz": "BUS",
    "jrn": "JRN",
    "cop": "COP",
    "spy": "SPY",
    "soc": "SOC",
}
"""Sectors of those who are not of a government; whoever left one of these but sg and io keeps the sector."""
COMING = timedelta(days=2 * 365)
"""News speaks of candidates and nominees by name for about so long before they take office."""
INTERNATIONAL = frozenset({"sg", "io"})


class Term(NamedTuple):
    """An office held, first and last day included."""

    office: str
    country: str | None
    since: date | None
    until: date | None

    def covers(self, day: date | None) -> bool:
        """Whether the office is held on the day; on the latest known day when that is None."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def begun(self, day: date | None) -> bool:
        """Whether the term has begun by the day."""
        return day is None or self.since is None or self.since <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One known actor."""

    kind: Kind
    id: str
    name: str
    country: str | None
    sector: str | None
    since: date | None = None
    until: date | None = None
    wikidata: str | None = None
    terms: tuple[Term, ...] = ()
    is_custom: bool = False

    def exists(self, day: date | None) -> bool:
        """Whether it exists on the day (a person: has held an office by then, or will soon)."""
        if self.terms:
            return any(term.begun(day) for term in self.terms) or self.coming(day) is not None
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))

    def term(self, day: date | None) -> Term | None:
        """The highest office held on the day."""
        current = [term for term in self.terms if term.covers(day)]
        return min(current, key=lambda term: OFFICE_RANK[term.office], default=None)

    def coming(self, day: date | None) -> Term | None:
        """The first office of somebody who has not held any, where it begins soon after the day."""
        if day is None or any(term.begun(day) for term in self.terms):
            return None
        first = min(self.terms, key=lambda term: term.since or date.max, default=None)
        return first if first and first.since and first.since - day <= COMING else None

    def last_term(self, day: date | None) -> Term | None:
        """The latest office whose term had begun by the day."""
        begun = [term for term in self.terms if term.begun(day) and term.office != RULING_SOLDIER]
        return max(begun, key=lambda term: (term.since or date.min, -OFFICE_RANK[term.office]), default=None)


class Name(NamedTuple):
    """A name of an entry: as spelt, and what it stands for."""

    entry: Entry
    form: Form
    spelling: str
