"""Whoever stands on the other side: "accused the other", "summoned the ambassador", "urged its allies", "expelled its diplomats".

Each rule takes one of two parties that the text has set against each other, never the one whose deed it is; gives nothing where there is
no such pair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.actors.description import POSTED, name_of, state_entity
from detente.actors.look import POSSESSIVES, Look, other_state
from detente.actors.memory import Spoken
from detente.actors.names import word_set
from detente.actors.pairs import runs
from detente.records import Entity

ALLIES = word_set("allies neighbours neighbors partners rivals foes enemies adversaries")
OTHERS = frozenset({"", "side", "party", "country", "state", "government", "nation", "capital", "army", "camp"})
PAIR = 2
NEAR = 2
"""Allies are whoever was named together within so many sentences."""
SUMMONS = re.compile(
    r"\b(?:summon|call(?:ed|s)? in|expel|lecture|receive|hand(?:ed|s)? .{0,40}\bto|protest(?:ed|s)? to|complain(?:ed|s)? to)\w* $"
)
CALLED_TO = re.compile(r"\b(?:summoned|called(?: in| back)?|hauled(?: in)?|invited|brought)(?: in)? (?:in)?to $")
SENDS_HOME = re.compile(
    r"\b(?:expel\w*|gave|giv(?:e|es|en|ing)|order\w*|threw out|kick\w* out|evict\w*|declar\w*|told|tell\w*)(?: \w+ of| all| most of)? $"
)
DIPLOMATS = POSTED | word_set("diplomat attache attaché staff")


def last_several(spoken: Sequence[Spoken], text: str, known: Mapping[str, object]) -> tuple[Spoken, tuple[Entity, ...]]:
    """The states, or who is of them, that one mention or "and" put together last; raises LookupError where none were."""
    for run in reversed(runs(spoken, text)):
        entities = tuple(dict.fromkeys(e for each in run for e in each.entities))
        for several in (entities, *(each.entities for each in reversed(run))):
            codes = {entity.country for entity in several}
            if len(several) > 1 and len(codes) == len(several) and codes <= known.keys():
                return run[-1], several
    raise LookupError


def the_other(look: Look) -> tuple[Entity, ...]:
    """As in "Dushanbe accused the other side": of the two that the text has put together, not the subject's."""
    keys = look.keys
    if keys[:2] != ["the", "other"] or " ".join(keys[2:]) not in OTHERS:
        return ()
    subject = _subject(look)
    if subject is None or len(subject.countries) != 1:
        return ()
    before = [s for s in look.memory.recent(look.mention) if s.sentence < look.mention.sentence_index][::-1]
    try:
        _, pair = last_several(before, look.text, look.scene.knowledge.countries)
    except LookupError:
        return ()
    others = [entity for entity in pair if entity.country not in subject.countries]
    return tuple(others) if len(pair) == PAIR and len(others) == 1 else ()


def summoned(look: Look) -> tuple[Entity, ...]:
    """As in "The ministry in Manila summoned the ambassador": of the other state than the one that summons."""
    description, subject = look.description, _subject(look)
    if description.sector.head not in POSTED or description.country or description.personal or subject is None:
        return ()
    if look.keys[0] != "the" or len(set(subject.countries)) != 1 or not SUMMONS.search(_before(look)):
        return ()
    said = [s for s in look.memory.recent(look.mention) if description.sector.head in s.nouns]
    if said and said[0].countries and said[0].countries != subject.countries:
        return said[0].entities
    code = other_state(look, subject.countries[0])
    return _of(look, code)


def summoned_to(look: Look) -> tuple[Entity, ...]:
    """As in "Chile's ambassador was called in to the ministry": of the state that summons, never of the envoy's own."""
    description, subject = look.description, _subject(look)
    head = description.sector.head or ""
    if not head.endswith("ministry") or description.country or description.entities or subject is None:
        return ()
    if not subject.nouns & POSTED or len(set(subject.countries)) != 1 or not CALLED_TO.search(_before(look)):
        return ()
    return _of(look, other_state(look, subject.countries[0]))


def sent_home(look: Look) -> tuple[Entity, ...]:
    """As in "Venezuela broke with Colombia and gave its diplomats a day to leave": of the one that is not the subject."""
    subject = _subject(look)
    nouns = {key.removesuffix("s") for key in look.keys[-1:]}
    if look.keys[0] not in POSSESSIVES or nouns.isdisjoint(DIPLOMATS) or subject is None or look.description.personal:
        return ()
    if len(set(subject.countries)) != 1 or not SENDS_HOME.search(_before(look)):
        return ()
    own = [s for s in look.memory.of_sentence(look.mention.sentence_index) if s.countries]
    named = [s for s in own if s.countries != subject.countries and s.number == "state"]
    code = named[-1].countries[0] if named else other_state(look, subject.countries[0])
    return _of(look, code)


def allies_of(look: Look) -> tuple[Entity, ...]:
    """As in "Moscow urged its allies": the states that the text has just put together, where the owner is none of them."""
    subject = _subject(look)
    if look.keys[0] not in ("its", "their") or look.keys[1:] not in ([noun] for noun in ALLIES) or subject is None:
        return ()
    try:
        last, several = last_several([*look.memory.latest()][::-1], look.text, look.scene.knowledge.countries)
    except LookupError:
        return ()
    is_near = look.mention.sentence_index - last.sentence <= NEAR
    if not is_near or any(entity.country in subject.countries for entity in several):
        return ()
    return tuple(state_entity(entity.country or "", look.scene) for entity in several)


def _subject(look: Look) -> Spoken | None:
    """The first mention of the sentence."""
    own = look.memory.of_sentence(look.mention.sentence_index)
    return next((s for s in own if s.mention.span.end <= look.mention.span.start), None)


def _before(look: Look) -> str:
    """The text between the sentence's last mention and this one."""
    own = look.memory.of_sentence(look.mention.sentence_index)
    ends = [s.mention.span.end for s in own if s.mention.span.end <= look.mention.span.start]
    return look.text[max(ends) : look.mention.span.start] if ends else ""


def _of(look: Look, code: str | None) -> tuple[Entity, ...]:
    sector = look.description.sector
    name = name_of(look.mention.text)
    return (Entity(name=name, country=code, sector=sector.primary or "GOV", role=sector.title),) if code else ()
