"""What the text says right behind a description: of which states those described are, or the name of the one described.

As in "Two hostages — an American and an Australian — were freed", "two climbers (a Dane and a Pole)", "a tourist, a Frenchman,", "the
man who struck her, Tom Abel, was held". Gives nothing where the words are as likely another party of the sentence.
"""

from __future__ import annotations

import re

from detente.actors.description import Description, describe, name_of
from detente.actors.explained import NAME
from detente.actors.names import word_set
from detente.actors.phrases import Phrase
from detente.actors.senses import Scene
from detente.records import Entity, Mention

COUNTED = {word: number for number, word in enumerate(("two", "three", "four", "five", "six"), 2)}
ONE = word_set("a an one another the")
NATION = r"(?:an?|one|two|three|four) (?:[a-z]+ )?[A-Z][\w-]+(?: [A-Z][\w-]+)?(?: [a-z]+(?: [a-z]+)?)?"
NATIONS = re.compile(
    rf"(?P<open> ?[—–] ?| - |, | \(|: )(?P<list>{NATION}(?:(?:, {NATION})*,? and {NATION})?)(?P<close> ?[—–]| -|[,;.)])(?= |$|\n)"
)
ALL_OF_ONE = re.compile(
    r"(?: ?[—–] ?| - |, | \()(?:both|all) (?P<nation>[A-Z][\w-]+)(?: (?:citizens|nationals))?(?= ?[—–,;.)]| -)"
)
PARTED = re.compile(r",? and |, ")
NUMBERS = {"a": 1, "an": 1, "one": 1, **COUNTED}
NAMED = re.compile(
    rf"(?: (?:who|whose|whom) [^,.;:\n]{{3,90}})?, ({NAME}), (?=(?:was|is|has|had|were|will|would|who|[a-z]+ed|said|told)\b)"
)
"""Behind "the man": a relative clause, if any, and his name."""
PERSONS = word_set(
    "man woman boy girl teenager student driver officer soldier policeman gunman suspect attacker shooter lawyer activist worker "
    "farmer teacher nurse doctor pilot captain journalist reporter priest pastor prisoner hostage victim pensioner employee"
)
LONGEST = 120
"""So many letters behind a description are looked at."""


def nations_beside(mention: Mention, description: Description, text: str, scene: Scene) -> tuple[Entity, ...]:
    """Those described, one for each state that the words behind tell: "Two hostages — an American and an Australian —"."""
    if description.country or description.personal or any(entity.entity_id for entity in description.entities):
        return ()
    keys = [token.key for token in description.phrase.tokens]
    count = (COUNTED.get(keys[0]) or (1 if keys[0] in ONE else None)) if keys else None
    if count is None:
        return ()
    after = text[mention.span.end : mention.span.end + LONGEST]
    if count > 1 and (same := ALL_OF_ONE.match(after)):
        code = _state_of(same["nation"], scene)
        return (_of_nation(description, code, name_of(mention.text)),) if code else ()
    listed = NATIONS.match(after)
    if listed is None:
        return ()
    nations = PARTED.split(listed["list"])
    if sum(NUMBERS.get(nation.split()[0], 0) for nation in nations) != count:
        return ()
    codes = [_state_of(nation, scene) for nation in nations]
    if not all(codes):
        return ()
    names = [name_of(nation) if count > 1 else name_of(mention.text) for nation in nations]
    return tuple(_of_nation(description, code, name) for code, name in zip(codes, names, strict=True))


def _state_of(nation: str, scene: Scene) -> str | None:
    """The state of "an American", "a Japanese woman", "Canadians"; none of a name or an office."""
    description = describe(nation, scene)
    is_nation = bool(description.phrase.names) and all(
        known.entry.kind == "country" and known.name.form in ("adjective", "people")
        for known in description.phrase.names
    )
    is_private = description.sector.primary in (None, "CVL") and description.personal is None
    return description.country if is_nation and is_private else None


def _of_nation(description: Description, code: str | None, name: str) -> Entity:
    sector = description.sector
    return Entity(
        name=name, country=code, sector=sector.primary or "CVL", other_sectors=sector.others, role=sector.title
    )


def name_behind(mention: Mention, description: Description, text: str) -> str | None:
    """The name that follows on a description of one person: "the man who struck her, Tom Abel, was held"."""
    if description.personal or not _is_one_person(description.phrase):
        return None
    named = NAMED.match(text, mention.span.end)
    return named[1] if named else None


def _is_one_person(phrase: Phrase) -> bool:
    keys = [token.key for token in phrase.head.tokens]
    return len(phrase.parts) == 1 and bool(keys) and keys[0] in ONE and keys[-1] in PERSONS
