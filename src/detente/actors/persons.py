"""Persons of the tables behind a name, where title, day and the states of the story leave just one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.description import THRONES, Description, describe, leans_on_countries
from detente.actors.entries import Entry
from detente.actors.personal import Personal
from detente.actors.senses import Scene
from detente.records import Mention


def with_persons(scene: Scene, mentions: Sequence[Mention]) -> Scene:
    """The scene with the countries of persons whom the mentions name by title or family name alone."""
    counts = dict(scene.countries)
    others = _surnames_of_others(mentions, scene)
    for mention in mentions:
        description = describe(mention.text, scene)
        if description.personal and description.personal.keys in others:
            continue
        entry = known_person(description.owner if description.country is None else None, description, scene)
        if entry is None and not description.entities:
            entry = known_person(description.personal, description, scene)
        if entry is not None and entry.country:
            counts[entry.country] = counts.get(entry.country, 0) + 1
    if counts == scene.countries:
        return scene
    told = replace(scene, countries=counts)
    told.described.update((text, each) for text, each in scene.described.items() if not leans_on_countries(each, scene))
    return told


def _surnames_of_others(mentions: Sequence[Mention], scene: Scene) -> set[tuple[str, ...]]:
    """The surnames, one by one, of those whom the story names in full and no table has."""
    personals = (describe(mention.text, scene).personal for mention in mentions)
    full = (personal for personal in personals if personal and len(personal.keys) > 1)
    unknown = (personal.keys for personal in full if " ".join(personal.keys) not in scene.knowledge.names.values)
    return {(key,) for keys in unknown for key in keys[1:]}


def known_person(personal: Personal | None, description: Description, scene: Scene) -> Entry | None:
    """The person of the knowledge base whom a name means here, if that is clear."""
    if personal is None:
        return None
    name = " ".join(personal.keys)
    full = [n.entry for n in scene.knowledge.names.values.get(name, ()) if n.entry.kind == "person"]
    bearers = [
        entry
        for entry in full or scene.knowledge.short.get(name, ())
        if entry.exists(scene.day) and (full or not entry.coming(scene.day) or scene.countries.get(entry.country or ""))
    ]
    return pick_person(bearers, personal, description, scene)


def pick_person(entries: Sequence[Entry], personal: Personal, description: Description, scene: Scene) -> Entry | None:
    """The one person whom title, date and the story's countries leave; None when several or none are left."""
    offices = scene.knowledge.offices.get(description.sector.title or "", ())
    told = description.country
    fitting = [
        e
        for e in entries
        if told is None or e.country == told or scene.knowledge.state(e.country or "", scene.day) == told
    ]
    if description.sector.primary not in (None, "GOV", "ELI") and not description.sector.is_transparent:
        fitting = [e for e in fitting if len(personal.keys) > 1 or personal is description.owner]
    thrones = THRONES.get(description.sector.title or "")
    if thrones:
        fitting = [e for e in fitting if e.country and e.country in thrones]
    if offices:
        fitting = [e for e in fitting if any(t.office in offices for t in e.terms)] or fitting
    for narrowed in (
        [e for e in fitting if e.country in scene.countries and e.term(scene.day)],
        [e for e in fitting if e.country in scene.countries],
        [e for e in fitting if e.term(scene.day)],
        fitting if offices or told or len(personal.keys) > 1 or not scene.is_dated else [],
    ):
        if len(narrowed) == 1:
            return narrowed[0]
        if len(narrowed) > 1:
            return _most_senior(narrowed, offices, scene)
    return None


def _most_senior(entries: Sequence[Entry], offices: Sequence[str], scene: Scene) -> Entry | None:
    """Among bearers of a name the one who holds the very office that the title names."""
    holding = [e for e in entries if (term := e.term(scene.day)) and term.office in offices]
    return holding[0] if len(holding) == 1 else None
