"""Words -> all known actors that they can name on a day, each with the reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.description import describe, entity_of, person_entity
from detente.actors.entries import Entry, Form, Name
from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, spelt_as, tokenise
from detente.actors.senses import Scene
from detente.records import Entity

FORM_WORDS: dict[Form, str] = {
    "name": "name",
    "adjective": "adjective",
    "people": "people",
    "seat": "seat of government",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An actor that the words can name, and why."""

    entity: Entity
    reason: str


def is_news_source(entity: Entity) -> bool:
    """Whether an entity is an outlet or agency of outlets.tsv."""
    return (entity.entity_id or "").startswith("outlet:")


def find_actors(
    text: str, *, knowledge: Knowledge, on: date | None = None, country: str | None = None
) -> tuple[Candidate, ...]:
    """All actors that the words can name, best first: the whole as a name, then as a description, then as a surname."""
    scene = Scene(knowledge=knowledge, day=on, is_dated=on is not None, countries={country: 1} if country else {})
    found: dict[tuple[str, str | None], Candidate] = {}
    for candidate in (*_by_name(text, scene), *_by_description(text, scene), *_by_surname(text, scene)):
        entity = candidate.entity
        if country is None or entity.country == country:
            found.setdefault((entity.entity_id or entity.name, entity.country), candidate)
    return tuple(found.values())


def _by_name(text: str, scene: Scene) -> Iterator[Candidate]:
    tokens = tokenise(text)
    names = scene.knowledge.names.values.get(key_of(text)) or scene.knowledge.names.values.get(
        key_of(text.removeprefix("the ").removeprefix("The ")), ()
    )
    for name in sorted(names, key=lambda name: not name.entry.exists(scene.day)):
        if spelt_as(name.spelling, tokens) or text.islower():
            yield Candidate(entity=_entity(name.entry, scene), reason=_reason(name, scene))


def _entity(entry: Entry, scene: Scene) -> Entity:
    return person_entity(entry, scene) if entry.kind == "person" else entity_of(entry, entry.country)


def _reason(name: Name, scene: Scene) -> str:
    entry = name.entry
    words = f"{FORM_WORDS[name.form]} of {entry.kind} {entry.name}"
    if entry.kind == "person":
        term = entry.term(scene.day) or entry.last_term(scene.day)
        span = f"{term.since or '?'} to {term.until or 'today'}" if term else "no term by then"
        words += f", {term.office if term else 'office'} of {entry.country}: {span}"
    elif entry.since or entry.until:
        words += f", {entry.since or '?'} to {entry.until or 'today'}"
    if not entry.exists(scene.day):
        words += "; did not exist on that day"
    return words + ("; custom table" if entry.is_custom else "")


def _by_description(text: str, scene: Scene) -> Iterator[Candidate]:
    description = describe(text, scene)
    for entity in description.entities:
        parts = [
            f"'{k.name.spelling}' is {FORM_WORDS[k.name.form]} of {k.entry.name}" for k in description.phrase.names
        ]
        parts += [f"'{r.value.noun}' is {'/'.join(r.value.sectors)}" for r in description.phrase.roles]
        yield Candidate(entity=entity, reason="; ".join(parts) or "as described")


def _by_surname(text: str, scene: Scene) -> Iterator[Candidate]:
    description = describe(text, scene)
    key = " ".join(description.personal.keys) if description.personal else key_of(text)
    entries = scene.knowledge.short.get(key, ())
    for entry in sorted(entries, key=lambda entry: (entry.term(scene.day) is None, entry.name)):
        if entry.exists(scene.day):
            term = entry.term(scene.day)
            state = f"in office ({term.office})" if term else "formerly in office"
            yield Candidate(
                entity=person_entity(entry, scene), reason=f"family name of {entry.name}, {entry.country}, {state}"
            )
