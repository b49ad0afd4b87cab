"""What one mention of an unknown person tells holds for all others of that name, before it and after; who only is caught is private.

Takes all mentions of a story with their entities; gives these with countries and sectors filled in where other mentions have them. Never
changes what a mention has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from detente.actors.accused import tells_of_custody
from detente.actors.names import word_set
from detente.records import Entity, Mention

Found = Mapping[Mention, tuple[Entity, ...]]
TWO = word_set("two both")
OF_KIN = re.compile(
    r",? whose (?:\w+ ){0,2}?(?:son|sons|daughters?|husband|wife|father|mother|parents|brothers?|sisters?|cousin|nephew|niece|uncle|aunt|"
    r"grandson|granddaughter|fianc[eé]e?|children|child)\b"
)
"""Behind an unknown name: whoever is introduced by kin is a private person."""
BACK = 4
"""Two people are named within so many sentences of "two officers"."""


def carried(found: Found, text: str) -> dict[Mention, tuple[Entity, ...]]:
    """The entities of all mentions, with what others of the same name tell."""
    told, twos = _told(found), _twos(found)
    for left, right in _pairs(found, text):
        around = _two_before(twos, left)
        if around is not None:
            for entity in (found[left][0], found[right][0]):
                country = entity.country or around.country
                told.setdefault(entity.name, replace(entity, country=country, sector=around.sector))
    for mention, entities in found.items():
        if len(entities) == 1 and _is_person(entities[0]) and tells_of_custody(mention, text):
            told.setdefault(entities[0].name, replace(entities[0], sector="CVL"))
        if len(entities) == 1 and _is_person(entities[0]) and OF_KIN.match(text, mention.span.end):
            told.setdefault(entities[0].name, replace(entities[0], sector="CVL"))
    homes = _homes(found)
    return {
        mention: tuple(_at_home(_filled(entity, told), homes) for entity in entities)
        for mention, entities in found.items()
    }


def _homes(found: Found) -> dict[str, str]:
    """The one country that the mentions of each name tell of somebody whom other mentions leave without."""
    entities = [entity for several in found.values() for entity in several if entity.entity_id is None]
    unknown = {entity.name for entity in entities if entity.country is None and _is_full(entity.name)}
    told: dict[str, set[str]] = {}
    for entity in entities:
        if entity.name in unknown and entity.country:
            told.setdefault(entity.name, set()).add(entity.country)
    return {name: next(iter(codes)) for name, codes in told.items() if len(codes) == 1}


def _is_full(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _at_home(entity: Entity, homes: Mapping[str, str]) -> Entity:
    """As in "Tom Abel … Mr Abel of the Chilean party": a full name is from the start of the country that is told further down."""
    code = homes.get(entity.name) if entity.country is None and entity.entity_id is None else None
    return replace(entity, country=code) if code else entity


def _is_person(entity: Entity) -> bool:
    """Whether nothing but a name in full is known of somebody."""
    words = entity.name.split()
    return (
        entity.entity_id is None and len(words) > 1 and all(word[0].isupper() for word in words) and not entity.sector
    )


def _told(found: Found) -> dict[str, Entity]:
    """The first entity with a sector of each name whose other mentions lack one."""
    unknown = {entity.name for entities in found.values() for entity in entities if _is_person(entity)}
    told: dict[str, Entity] = {}
    for entities in found.values():
        for entity in entities:
            if entity.name in unknown and entity.sector and entity.entity_id is None:
                told.setdefault(entity.name, entity)
    return told


def _pairs(found: Found, text: str) -> Iterator[tuple[Mention, Mention]]:
    """Unknown persons whom "and" joins: "Ada Quill and Tom Abel"."""
    ordered: Sequence[Mention] = sorted(found, key=lambda mention: mention.span.start)
    for left, right in pairwise(ordered):
        if text[left.span.end : right.span.start] == " and " and all(
            len(found[each]) == 1 and _is_person(found[each][0]) for each in (left, right)
        ):
            yield left, right


def _twos(found: Found) -> dict[int, list[Entity]]:
    """Those of each sentence who are described as two, without a name."""
    twos: dict[int, list[Entity]] = {}
    for other, entities in found.items():
        is_two = not TWO.isdisjoint(other.text.lower().split()[:1]) and len(entities) == 1
        if is_two and entities[0].entity_id is None and entities[0].sector:
            twos.setdefault(other.sentence_index, []).append(entities[0])
    return twos


def _two_before(twos: Mapping[int, Sequence[Entity]], mention: Mention) -> Entity | None:
    """The two who were described without a name shortly before, where there is just one such description."""
    near = range(mention.sentence_index - BACK, mention.sentence_index)
    two = [entity for index in near for entity in twos.get(index, ())]
    return two[0] if len({entity.name for entity in two}) == 1 else None


def _filled(entity: Entity, told: Mapping[str, Entity]) -> Entity:
    other = told.get(entity.name)
    if other is None or entity.entity_id or entity.sector:
        return entity
    return replace(
        entity,
        country=entity.country or other.country,
        sector=other.sector,
        other_sectors=other.other_sectors,
        role=entity.role or other.role,
    )
