"""Whom the name of a body does not stand for itself: "Labour mayor Ada Quill", "Fox News host Tom Abel", "EU states".

Takes what the name alone stands for and the mention; gives the person with the body's country and its sector or that of an office held,
the states behind an international body, the lawmakers of a party.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.names import word_set
from detente.actors.personal import Personal
from detente.actors.phrases import Part, Phrase
from detente.actors.sectors import FULL_NAME_WORDS, Sector
from detente.actors.senses import Known
from detente.records import Entity

ARTICLES = word_set("the a an its their his her")
OF_CONGRESS = re.compile(r"(?:, | \()[DR][-–](?:[A-Z]\.(?:[A-Z]\.)?|[A-Z][a-z]+\.?)\)?")
"""Behind a name, a lawmaker's party and state: "Ada Quill (D-Ohio)", "Tom Abel, R-N.Y."."""
TITLES_OF_OFFICE = {"gov": "GOV", "sen": "LEG", "rep": "LEG", "mp": "LEG"}
"""Short titles before a name: "GOP Gov. Ada Quill"."""
OWN_OFFICES = ("GOV", "LEG")
"""Sectors of offices that a member of a party holds: "the Labour mayor"."""

STATES = word_set("states countries nations governments capitals")
"""Of an international body these are its members; its ministers in session are the body."""
HEADS = word_set(
    "head chief chair chairman chairwoman chairperson leader director commander president secretary-general"
)
HOUSES = word_set("house senate commons lords congress parliament assembly legislature chamber duma knesset")
"""Behind a party's members: "Democrats in the Wisconsin Senate"."""
CHAMBERS = word_set("house senate congressional commons")


def as_members(found: tuple[Entity, ...], phrase: Phrase) -> tuple[Entity, ...]:
    """As in "EU member states", "the governments of the EU": the body's members; "Senate Democrats": lawmakers."""
    if len(found) != 1 or not phrase.head.tokens or found[0].sector not in ("IGO", "GOV", "PTY"):
        return found
    last = phrase.head.start + len(phrase.head.tokens) - 1
    if found[0].sector == "PTY":
        before = {token.key for known in phrase.head.names for token in phrase.tokens[: known.start]}
        seated = {token.key for part in phrase.parts[1:] if part.link in ("in", "of") for token in part.tokens}
        is_seated = before & CHAMBERS or (seated & HOUSES and phrase.tokens[last].key.endswith("s"))
        return (replace(found[0], sector="LEG", other_sectors=("PTY",)),) if is_seated else found
    named = [known for part in phrase.parts[:2] if part.link in ("head", "of") for known in part.names]
    body = next((known for known in named if known.entry.kind == "organisation" and known.entry.sector == "IGO"), None)
    if body is None or phrase.tokens[last].key not in STATES or body.start <= last < body.end:
        return found
    entry = body.entry
    return (Entity(name=entry.name, entity_id=entry.id, country=body.code, sector="GOV", other_sectors=("IGO",)),)


def as_person(
    found: tuple[Entity, ...], phrase: Phrase, sector: Sector, personal: Personal | None
) -> tuple[Entity, ...]:
    """As in "Labour mayor Ada Quill": she herself, with the country of the body before her name and its sector or that of her office."""
    if personal is None or len(personal.keys) < FULL_NAME_WORDS or len(found) != 1 or not found[0].entity_id:
        return found
    title = next((TITLES_OF_OFFICE[token.key] for token in phrase.head.tokens if token.key in TITLES_OF_OFFICE), None)
    named = {at for known in phrase.head.names for at in range(known.start, known.end)}
    between = [t.key for at, t in enumerate(phrase.head.tokens, phrase.head.start) if at not in named]
    if len(phrase.parts) == 1 and set(between) <= {*personal.keys, *ARTICLES}:
        return found
    entity = replace(found[0], name=personal.text, entity_id=None, wikidata_id=None)
    is_office = bool(sector.title) and not sector.is_transparent and sector.primary in (*OWN_OFFICES, "ELI")
    if entity.sector != "PTY" or not (is_office or title):
        return (entity,)
    return (replace(entity, sector=sector.primary if is_office else title, other_sectors=("PTY",)),)


def as_lawmaker(sector: Sector) -> Sector:
    """The sector of whoever has a party and state behind the name, unless an office says more: "caucus chairman Tom Abel, R-N.Y."."""
    if not sector.is_transparent and sector.primary not in (None, "PTY"):
        return sector
    return replace(sector, primary="LEG", head=sector.head or "lawmaker", is_transparent=False)


def leads_body(known: Known, part: Part, sector: Sector) -> bool:
    """As in "the Dutch head of the monitoring mission": whoever leads a body of no state is the body's, whatever the nationality."""
    return part.link == "of" and known.entry.sector == "IGO" and sector.head in HEADS
