"""Words -> all known actors that they can name on a day, each with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from detente import ontology
from detente.actors.description import describe, entity_of, person_entity
from detente.actors.entries import OFFICE_WORDS, Entry, Form, Name, Term
from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, spelt_as, tokenise, word_set
from detente.actors.senses import Scene
from detente.records import Entity

FORM_WORDS: dict[Form, str] = {
    "name": "name",
    "adjective": "adjective",
    "people": "people",
    "seat": "seat of government",
}
WOMENS_TITLES = word_set("mrs ms miss lady dame madam madame frau señora signora queen princess")
MENS_TITLES = word_set("mr sir lord monsieur herr señor signor king prince")
"""Forms of address, which say the sex; names of offices ("chairman") do not always."""
NOT_KNOWN_A_WOMAN = "; not known to be a woman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An actor that the words can name, and why."""

    entity: Entity
    reason: str
    existed: bool = True
    """Whether it existed on the day; a person: had held an office by then, or was about to."""
    left_office: date | None = None
    """Of a person known by family name: the last day of the last office; null while in office."""


def is_news_source(entity: Entity) -> bool:
    """Whether an entity is an outlet or agency of outlets.tsv."""
    return (entity.entity_id or "").startswith("outlet:")


def find_actors(
    text: str, *, knowledge: Knowledge, on: date | None = None, country: str | None = None
) -> tuple[Candidate, ...]:
    """All actors that the words can name, best first: the whole as a name, then as a description, then as a surname."""
    scene = Scene(knowledge=knowledge, day=on, is_dated=on is not None, countries={country: 1} if country else {})
    found: dict[tuple[str, str | None], Candidate] = {}
    named = (*_by_name(text, scene), *_by_description(text, scene), *_by_surname(text, scene))
    for candidate in _as_addressed(named, {token.key for token in tokenise(text)}):
        entity = candidate.entity
        if country is None or entity.country == country:
            found.setdefault((entity.entity_id or entity.name, entity.country), candidate)
    return tuple(found.values())


def _as_addressed(candidates: Iterable[Candidate], words: set[str]) -> list[Candidate]:
    """Without women where the words address a man; where they address a woman those first who are known to be one."""
    listed = list(candidates)
    if words & MENS_TITLES:
        return [each for each in listed if each.entity.name not in _women()]
    if not words & WOMENS_TITLES:
        return listed
    women = [each for each in listed if each.entity.name in _women()]
    others = [each for each in listed if each.entity.name not in _women()]
    return women + [replace(each, reason=each.reason + _doubt(each)) for each in others]


def _doubt(candidate: Candidate) -> str:
    return NOT_KNOWN_A_WOMAN if (candidate.entity.entity_id or "").startswith("person:") else ""


@cache
def _women() -> frozenset[str]:
    """The women of the leaders tables; who is not among them is a man, or it is not known."""
    return frozenset(row["name"] for row in ontology.read_table("actors/women.tsv"))


def _by_name(text: str, scene: Scene) -> Iterator[Candidate]:
    tokens = tokenise(text)
    names = scene.knowledge.names.values.get(key_of(text)) or scene.knowledge.names.values.get(
        key_of(text.removeprefix("the ").removeprefix("The ")), ()
    )
    for name in sorted(names, key=lambda name: _pastness(name.entry, scene.day)):
        if spelt_as(name.spelling, tokens) or text.islower():
            yield Candidate(
                entity=_entity(name.entry, scene), reason=_reason(name, scene), existed=name.entry.exists(scene.day)
            )


def _pastness(entry: Entry, day: date | None) -> tuple[bool, int]:
    """What existed on the day comes first; without a day what still does, then what ended last."""
    ended = entry.until.toordinal() if entry.until and day is None else 0
    return not entry.exists(day) or ended > 0, -ended


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
    """Bearers of a family name: those in office, those about to be, then the others, who left last first."""
    description = describe(text, scene)
    key = " ".join(description.personal.keys) if description.personal else key_of(text)
    entries = [entry for entry in scene.knowledge.short.get(key, ()) if entry.exists(scene.day)]
    for entry in sorted(entries, key=lambda entry: _farness(entry, scene.day)):
        last = None if entry.term(scene.day) else entry.last_term(scene.day)
        yield Candidate(
            entity=person_entity(entry, scene),
            reason=f"family name of {entry.name}, {entry.country}, {_standing(entry, last, scene.day)}",
            left_office=last.until if last else None,
        )


def _farness(entry: Entry, day: date | None) -> tuple[int, int, str]:
    """How far from office somebody is on the day: what the order of bearers of a name follows."""
    if entry.term(day):
        return 0, 0, entry.name
    last = entry.last_term(day)
    if last is None:
        return 1, 0, entry.name
    return 2, -(last.until or date.max).toordinal(), entry.name


def _standing(entry: Entry, last: Term | None, day: date | None) -> str:
    term, coming = entry.term(day), entry.coming(day)
    if term:
        return f"in office ({OFFICE_WORDS[term.office]})"
    if coming:
        return f"about to take office ({OFFICE_WORDS[coming.office]} from {coming.since})"
    return f"formerly in office ({OFFICE_WORDS[last.office]} until {last.until})" if last else "formerly in office"
