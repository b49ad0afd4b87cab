"""Persons of the tables behind a name, where title, day and the states of the story leave just one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from detente.actors.description import THRONES, Description, describe, leans_on_countries
from detente.actors.entries import Entry
from detente.actors.names import key_of, places_of, tokenise, word_set
from detente.actors.personal import HONORIFICS, NOT_NAMES, Personal
from detente.actors.senses import RANKS, Scene, is_given_name
from detente.records import Mention

COMMON = word_set(
    "smith johnson williams brown jones miller davis wilson anderson thomas taylor moore martin jackson thompson white harris clark "
    "lewis robinson walker young allen king wright scott hill green adams baker nelson carter mitchell roberts turner phillips campbell "
    "parker evans edwards collins stewart morris murphy cook rogers morgan cooper reed bailey bell kelly howard ward cox richardson wood "
    "watson brooks bennett gray james hughes price myers long foster sanders ross powell sullivan russell patterson simmons graham hall "
    "garcia martinez rodriguez hernandez lopez gonzalez perez sanchez ramirez torres flores rivera gomez diaz reyes cruz morales ortiz "
    "lee kim park chen wang li liu zhang yang wu khan singh ahmed ali hussain patel shah sharma kumar fernandes silva santos da costa"
)
"""Surnames of so many people that one alone is no far state's head, where the story does not name the state."""
HIGHEST = frozenset({"hos", "hog", "leader", "junta"})
PRIVATE_OFFICES = frozenset({"biz", "jrn", "rel", "crm", "io", "sg", "soc"})
OF_BODIES = frozenset({"io", "sg"})
FULL_NAMES = 2
"""A name of given name and surname."""
REMEMBERED = timedelta(days=25 * 365)
"""A surname alone and without a title is nobody's who left the last office so long ago."""


def with_persons(scene: Scene, mentions: Sequence[Mention], text: str) -> Scene:
    """The scene with the countries of persons whom the mentions name by title or family name alone."""
    counts = dict(scene.countries)
    others = _surnames_of_others(mentions, scene)
    for mention in mentions:
        description = describe(mention.text, scene)
        if description.personal and description.personal.keys in others:
            continue
        entry = owning_person(description.owner if description.country is None else None, description, scene)
        if entry is None and not description.entities:
            entry = told_person(description.personal, description, scene, text)
        if entry is not None and entry.country and not _is_private(entry, scene):
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


def _is_private(entry: Entry, scene: Scene) -> bool:
    """Whether somebody stands for no state: businessmen, journalists, clerics and criminals are often abroad.

    So is who serves a body of states on the day, whatever office he had or will have at home ("Secretary-General Waldheim").
    """
    term = entry.term(scene.day) if scene.is_dated else None
    if term is not None and term.office in OF_BODIES:
        return True
    return all(term.office in PRIVATE_OFFICES for term in entry.terms)


def told_person(personal: Personal | None, description: Description, scene: Scene, text: str) -> Entry | None:
    """The same, but a surname alone is nobody's of whom the story tells nothing else."""
    entry = known_person(personal, description, scene) or _holder_in_full(personal, description, scene)
    if entry is None or personal is None or len(personal.keys) > 1 or description.sector.title or description.country:
        return entry
    is_named = scene.countries.get(entry.country or "", 0) > 0
    if not is_named and personal.keys[0] in COMMON:
        return None
    if not scene.is_dated:
        return entry
    term = entry.term(scene.day)
    if term is not None and term.office in HIGHEST:
        return entry
    return None if _is_long_gone(entry, scene) or _is_of_another(personal, entry, text, scene) else entry


def _holder_in_full(personal: Personal | None, description: Description, scene: Scene) -> Entry | None:
    """As in "Prime Minister Datuk Seri Najib Tun Razak": who holds the office in a state of the story, by a longer name."""
    offices = scene.knowledge.offices.get(description.sector.title or "", ())
    if personal is None or len(personal.keys) < FULL_NAMES + 1 or not offices or description.entities:
        return None
    named = (code for code, n in scene.countries.items() if n and description.country in (None, code))
    holders = (held[0] for code in named if (held := scene.holder(code, offices)))
    own = (entry for entry in holders if len(key_of(entry.name).split()) >= FULL_NAMES)
    return next((entry for entry in own if set(key_of(entry.name).split()) <= set(personal.keys)), None)


def owning_person(owner: Personal | None, description: Description, scene: Scene) -> Entry | None:
    """Whose government or aides they are; a common surname or an everyday word that owns nothing is nobody ("Christian fighters")."""
    entry = known_person(owner, description, scene)
    if entry is None or owner is None or len(owner.keys) > 1 or scene.countries.get(entry.country or ""):
        return entry
    is_everyday = owner.keys[0] in COMMON or _is_word(owner.keys[0], scene)
    return None if is_everyday and not owner.text.endswith(("'s", "’s", "'", "’")) else entry


def _is_long_gone(entry: Entry, scene: Scene) -> bool:
    last = entry.last_term(scene.day)
    ended = last.until if last else None
    return bool(ended and scene.day and scene.day - ended > REMEMBERED)


def _is_of_another(personal: Personal, entry: Entry, text: str, scene: Scene) -> bool:
    """Whether the story has the surname behind other given names only ("Ambassador Liu Xiaoming … Liu")."""
    surname = personal.keys[0]
    if surname not in scene.given_beside:
        scene.given_beside[surname] = _given_beside(surname, text)
    given = {key for key in scene.given_beside[surname] if not _is_word(key, scene)}
    return bool(given) and given.isdisjoint(key_of(entry.name).split())


def _given_beside(surname: str, text: str) -> frozenset[str]:
    """The given names that stand right before or after a surname anywhere in the text."""
    tokens = tokenise(text)
    beside = [
        other
        for at in places_of(text).get(surname, ())
        if tokens[at].is_capital
        for other in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
        if abs(other.start - tokens[at].end) == 1 or abs(tokens[at].start - other.end) == 1
    ]
    return frozenset(token.key for token in beside if is_given_name(token))


def _is_word(key: str, scene: Scene) -> bool:
    knowledge = scene.knowledge
    return key in knowledge.roles.lengths or key in knowledge.words or key in RANKS | HONORIFICS | NOT_NAMES


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
        is_soldier = description.sector.primary == "MIL"
        fitting = [
            e
            for e in fitting
            if len(personal.keys) > 1 or personal is description.owner or (is_soldier and _rules_now(e, scene))
        ]
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


def _rules_now(entry: Entry, scene: Scene) -> bool:
    """As in "Colonel Gaddafi": whether somebody heads a state that the story names."""
    term = entry.term(scene.day) if scene.is_dated else None
    return term is not None and term.office in HIGHEST and scene.countries.get(term.country or "", 0) > 0


def _most_senior(entries: Sequence[Entry], offices: Sequence[str], scene: Scene) -> Entry | None:
    """Among bearers of a name the one who holds the very office that the title names; without a title the one who rules."""
    told = offices or (HIGHEST if scene.is_dated else ())
    holding = [e for e in entries if (term := e.term(scene.day)) and term.office in told]
    return holding[0] if len(holding) == 1 else None
