"""Whether words give somebody an office that the tables have ended by the day: a coup's day, or words that speak of an earlier time."""

from __future__ import annotations

from datetime import timedelta

from detente.actors.entries import Entry, Term
from detente.actors.names import word_set
from detente.actors.sectors import Sector
from detente.actors.senses import Scene

PRESENT_TITLES = word_set(
    "minister secretary adviser advisor commissioner governor mayor ambassador envoy negotiator"
) | {
    *(
        f"{office} minister"
        for office in [
            "foreign",
            "defence",
            "defense",
            "finance",
            "interior",
            "justice",
            "health",
            "trade",
            "energy",
            "oil",
            "economy",
        ]
    ),
    "top diplomat",
    "chief diplomat",
    "foreign secretary",
    "special envoy",
    "national security adviser",
}
"""Somebody who is given such an office beside the full name holds it, whatever else the tables have of the past."""
LONG_PAST = timedelta(days=4 * 365)
"""A full name with an office that has ended for so long tells of its time."""
JUST_LEFT = timedelta(days=60)
"""News goes on calling somebody president for so long after a coup or a resignation."""


def was_then(sector: Sector | None, entry: Entry, scene: Scene) -> bool:
    """As in "the then prime minister, Ada Quill", who leads the opposition now: whether that office was held once."""
    if sector is None or not sector.is_then or sector.primary != "GOV":
        return False
    offices = scene.knowledge.offices.get(sector.title or "", ())
    return any(term.office in offices for term in entry.terms)


def says_in_office(sector: Sector | None, last: Term | None, scene: Scene, *, is_full: bool = False) -> bool:
    """Whether the words give somebody an office that the tables have ended: the day is a coup's, or the words speak of an earlier time.

    "President Salvador Allende" was president then; "President George Bush" a year after is a courtesy title.
    """
    if sector is None or last is None:
        return False
    if sector.is_then:
        return True
    if sector.is_former or sector.primary != "GOV":
        return False
    if not sector.title:
        return is_full and sector.head == "secretary"
    offices = scene.knowledge.offices.get(sector.title, ())
    held = last.office in offices
    is_lesser = held and not {"hos", "hog", "leader"} & set(offices)
    if is_full and sector.title in PRESENT_TITLES and (is_lesser or not held):
        return True
    if not held or last.until is None or scene.day is None:
        return False
    return scene.day - last.until <= JUST_LEFT or (is_full and scene.day - last.until >= LONG_PAST)
