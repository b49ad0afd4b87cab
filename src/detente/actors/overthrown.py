"""Rulers at the time that a sentence tells of: "the junta that overthrew President Quill" was not told of a former president.

Takes somebody whom the day finds out of office and the words before the mention; gives the office back where these say that it was taken
from him, or where the sentence names a year in which he held it beside his title. Changes nobody else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from detente.actors.description import Description
from detente.actors.entries import OFFICE_SECTORS, Entry
from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of
from detente.records import Entity, Mention, Sentence

TAKEN = re.compile(
    r"\b(?:overthr(?:ew|own?|ows)|oust(?:ed|ing|s)|toppl(?:ed?|es|ing)|depos(?:ed|es|ing)|unseat(?:ed|s)|removed|brought down|"
    r"(?:assassinat|murder)(?:ed|ion of|s)|murder of|killing of|ouster of|overthrow of|removal of|coup against|"
    r"(?:took|taken|taking|held|holding) hostage)"
    r"(?: (?:the|then|his|elected|civilian|long-time|President|Prime|Minister|Mr\.?|Gen\.?|General))*,? $"
)
"""A deed to whoever holds an office, right before the mention."""
YEAR = re.compile(
    r"\b[Ii]n (?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?((?:19|20)\d\d)\b"
)
LAST_TITLE = ("president", "prime minister", "chancellor", "premier", "king", "queen", "emperor", "minister")


def as_of_then(
    entity: Entity, mention: Mention, description: Description, sentence: Sentence | None, knowledge: Knowledge
) -> Entity:
    """The entity as of the time that the sentence tells of, where that is its time in office."""
    if entity.sector != "ELI" or description.sector.is_former or sentence is None:
        return entity
    entry = _entry(entity, knowledge)
    if entry is None:
        return entity
    before = sentence.text[: mention.span.start - sentence.start]
    is_taken = TAKEN.search(before) is not None
    is_titled = description.sector.title in LAST_TITLE and _held_in(entry, YEAR.findall(sentence.text))
    return replace(entity, sector="GOV", other_sectors=("ELI",)) if is_taken or is_titled else entity


def _entry(entity: Entity, knowledge: Knowledge) -> Entry | None:
    """The person of the tables behind an entity, where an office of a government was held."""
    found = (
        knowledge.names.values.get(key_of(entity.name), ()) if (entity.entity_id or "").startswith("person:") else ()
    )
    entry = next((name.entry for name in found if name.entry.id == entity.entity_id), None)
    return entry if entry and any(OFFICE_SECTORS.get(term.office, "GOV") == "GOV" for term in entry.terms) else None


def _held_in(entry: Entry, years: list[str]) -> bool:
    """Whether an office was held in one of the years."""
    return any(term.covers(date(int(year), month, 1)) for year in years for month in (2, 6, 11) for term in entry.terms)
