"""Government, opposition or neither: what the story says of parties, their leaders and protesters.

A party counts as opposition where its leader is no head of government or the story speaks of an opposition and does not call the party
ruling; protesters do where the story is about who rules. PLOVER keeps PTY for parties whose part is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise

from detente import ontology
from detente.actors.description import HIGHEST, Description, person_entity
from detente.actors.knowledge import slug
from detente.actors.names import key_of, word_set
from detente.actors.sectors import FORMER
from detente.actors.senses import Scene
from detente.records import Entity, Story

RULE = re.compile(
    r"\bopposition\b|\banti-government\b|\buprising\b|\bcoup\b|\bjunta\b|\bimpeach|\bmartial law\b|\b(?:his|her|their|'s) resignation\b"
    r"|\b(?:step down|regime|crackdown|unrest|nationwide protests|supreme leader|early elections?|toppled?|overthr[eo]w)\b"
    r"|\bagainst (?:the )?(?:government|president)\b",
    re.IGNORECASE,
)
JUNTA = re.compile(r"\bjunta\b|\bmilitary (?:rulers?|government|regime|council)\b", re.IGNORECASE)
COUP = re.compile(
    r"\b(?:seized|took) (?:power|control)\b|\bcoup\b|\bmutin|\bmartial law\b|\boverthr[eo]w", re.IGNORECASE
)
LATELY = timedelta(days=365)
"""A soldier who has ruled for longer after a coup is told of as the government."""
RANK = (
    r"\b(?:[Jj]unta (?:chief|leader|head|ruler|boss)|[Cc]oup leader|General|Gen\.?|Colonel|Col\.?|Commodore|Captain|Capt\.?|Marshal|Major"
    r"|Lt\.?)(?:[ -][A-Z][\w'’-]+){0,3}[ -]"
)
CITY_STATES = ("HKG", "MAC")
"""Their heads of government are called chief executives."""
BANNED = word_set("banned outlawed dissolved suspended")
RULING = word_set("ruling governing coalition government's")
LEADERS = word_set("leader chief head chairman chairwoman secretary candidate president founder boss")
BACKERS = word_set("supporter follower loyalist")
OUT_OF_POWER = word_set("former opposition ousted deposed jailed exiled candidate challenger")
PARTY_IDS = {"republican": "group:republican-party", "democratic": "group:democratic-party"}
"""By the adjective alone: "Republican leaders"."""
OF_MANY = frozenset(
    {
        "AUT",
        "BEL",
        "BIH",
        "CAN",
        "CHE",
        "DNK",
        "ESP",
        "FIN",
        "FRA",
        "GBR",
        "IDN",
        "IND",
        "IRQ",
        "ISR",
        "ITA",
        "KOS",
        "LBN",
        "MYS",
        "NLD",
        "NPL",
        "PNG",
    }
)
"""States of many parties, of coalitions and regions: one whose times in power the tables lack may govern somewhere all the same."""
UNDERGROUND = frozenset({"REB", "PRM", "CRM"})
UNIFORMED = ("COP", "MIL")
OFFICER_WORDS = 3
IN_POWER = frozenset({"GOV", "MIL"})
RULERS = word_set("government junta military army president regime king monarchy coup putsch")
"""Whoever supports these is no opposition: "supporters of the junta"."""
PROTESTERS = word_set("protester demonstrator marcher supporter rioter follower loyalist")


def is_about_rule(story: Story) -> bool:
    """Whether the story is about who rules."""
    return RULE.search(f"{story.title or ''}\n{story.text}") is not None


def is_soldier_in_power(entity: Entity, story: Story, scene: Scene) -> bool:
    """Whether the story calls the government a junta, or tells of its coup in the year after, and gives its leader a soldier's rank."""
    if entity.sector != "GOV" or not (entity.entity_id or "").startswith("person:"):
        return False
    if not _tells_of_junta(story.text) and not (_is_new(entity, scene) and COUP.search(story.text)):
        return False
    ranked, surname = _ranked(story.text), entity.name.split()[-1].split("-")[-1]
    if surname not in ranked:
        ranked[surname] = re.search(RANK + r"(?:al-|el-)?" + re.escape(surname) + r"\b", story.text) is not None
    return ranked[surname]


def _is_new(entity: Entity, scene: Scene) -> bool:
    """Whether somebody has come to the highest office in the year before."""
    names = scene.knowledge.names.values.get(key_of(entity.name), ())
    terms = [term for name in names if name.entry.id == entity.entity_id for term in name.entry.terms]
    held = [term for term in terms if term.office in HIGHEST and term.covers(scene.day) and term.since]
    return bool(scene.day and held) and all(
        scene.day - term.since <= LATELY for term in held if scene.day and term.since
    )


@lru_cache(maxsize=1)
def _ranked(_text: str) -> dict[str, bool]:
    """Whether a rank stands before a surname somewhere in the text, as far as it has been looked for."""
    return {}


@lru_cache(maxsize=1)
def _tells_of_junta(text: str) -> bool:
    """Asked for each ruler whom a story mentions."""
    return JUNTA.search(text) is not None


@cache
def _governing() -> Mapping[str, tuple[tuple[date, date], ...]]:
    """The days on which parties led their governments, by id."""
    found: dict[str, list[tuple[date, date]]] = {}
    for row in ontology.read_table("actors/governing.tsv"):
        since = date.fromisoformat(row["from"]) if row["from"] else date.min
        until = date.fromisoformat(row["until"]) if row["until"] else date.max
        found.setdefault(f"group:{slug(row['name'])}", []).append((since, until))
    return {party: tuple(times) for party, times in found.items()}


def _governs(entity: Entity, description: Description, day: date | None) -> bool:
    """Whether the party, or the one that the words name, led its government on a day; never without one or where the words deny it."""
    tokens = description.phrase.tokens
    if day is None or any(token.key == "opposition" for token in tokens):
        return False
    named = [known.entry.id for known in description.phrase.names if known.entry.kind == "group"]
    if not named and entity.country == "USA":
        named = [PARTY_IDS[token.key] for token in tokens if token.is_capital and token.key in PARTY_IDS]
    times = [time for party in (entity.entity_id, *named) if party for time in _governing().get(party, ())]
    return any(since <= day <= until for since, until in times)


@cache
def _ruled() -> Mapping[str, tuple[tuple[date, date], ...]]:
    """The days on which the tables know a party that led the government of a state, by state."""
    found: dict[str, list[tuple[date, date]]] = {}
    for row in ontology.read_table("actors/groups.tsv"):
        found.setdefault(row["iso3"], []).extend(_governing().get(f"group:{slug(row['name'])}", ()))
    return {code: tuple(times) for code, times in found.items()}


def _is_out(entity: Entity, description: Description, day: date | None) -> bool:
    """Whether another party is known to lead the government of the party's state on the day."""
    named = [known.entry.id for known in description.phrase.names if known.entry.kind == "group"]
    if day is None or not named or entity.country == "USA":
        return False
    if entity.country in OF_MANY and _governing().keys().isdisjoint(named):
        return False
    return any(since <= day <= until for since, until in _ruled().get(entity.country or "", ()))


def with_stance(entity: Entity, description: Description, *, about_rule: bool, scene: Scene) -> Entity:
    """The entity as opposition, where words and story say so; a party that governs on the day is none."""
    if entity.sector == "PTY" and _governs(entity, description, scene.day):
        return entity
    keys = {token.key for token in description.phrase.tokens}
    head = (description.sector.head or "").split()
    if entity.country in CITY_STATES and head == ["chief", "executive"] and entity.sector == "BUS":
        return replace(entity, sector="GOV")
    if entity.sector == "PTY" and not keys & RULING:
        is_led = description.personal is not None and bool(head) and head[-1] in LEADERS
        is_out = _is_out(entity, description, scene.day)
        if (is_led or about_rule or is_out or keys & BANNED) and description.sector.primary in ("PTY", "OPP", None):
            return _opposed(entity)
    leads_party = bool(keys & LEADERS) and any(known.entry.kind == "group" for known in description.phrase.names)
    if entity.sector == "ELI" and leads_party and keys.isdisjoint(FORMER):
        return _opposed(entity)
    if entity.sector == "CVL" and head[-1:] and head[-1] in BACKERS and keys & OUT_OF_POWER:
        return _opposed(entity)
    is_protest = bool(head) and (head[-1] in PROTESTERS or (head[-1] in LEADERS and "protest" in keys))
    is_rulers = is_protest and (_is_against_abroad(entity, description, scene) or _backs_rulers(entity, description))
    if entity.sector == "CVL" and about_rule and is_protest and not is_rulers:
        return _opposed(entity)
    return entity


def _is_against_abroad(entity: Entity, description: Description, scene: Scene) -> bool:
    """As in "anti-Japan protesters": against another state than their own."""
    tokens, names = description.phrase.tokens, scene.knowledge.names.values
    against = [right.key for left, right in pairwise(tokens) if left.key == "anti" and left.is_joined]
    states = {name.entry.country for key in against for name in names.get(key, ()) if name.entry.kind == "country"}
    return bool(states) and entity.country not in states


def _backs_rulers(entity: Entity, description: Description) -> bool:
    """Whether supporters are those of whoever rules."""
    if (description.sector.head or "").split()[-1] not in BACKERS:
        return False
    of_rulers = any(
        part.link == "of"
        and RULERS & {token.key for token in part.tokens}
        and not OUT_OF_POWER & {token.key for token in part.tokens}
        for part in description.phrase.parts[1:]
    )
    return of_rulers or bool(IN_POWER & set(entity.other_sectors))


def of_rebels(entity: Entity, description: Description, scene: Scene) -> Entity:
    """As in "the forces of Ada Quill", "followers of Ada Quill", a rebel: they are what the one is whom they follow."""
    head = [token.key.removesuffix("s") for token in description.phrase.head.tokens]
    follows = entity.sector == "CVL" and not BACKERS.isdisjoint(head[-1:])
    if not (entity.sector == "MIL" or follows) or entity.entity_id or description.personal:
        return entity
    parts = (part for part in description.phrase.parts[1:] if part.link in ("of", "under"))
    led = {person_entity(k.entry, scene).sector for part in parts for k in part.names if k.entry.kind == "person"}
    return replace(entity, sector=led.pop()) if len(led) == 1 and led <= UNDERGROUND else entity


def of_officers(entity: Entity, description: Description, earlier: Iterable[Entity]) -> Entity:
    """Officers and guards of whom the words say no more: soldiers or police as the last of these in the story were."""
    head, tokens = description.sector.head, description.phrase.tokens
    if head not in ("officer", "guard") or len(description.phrase.roles) != 1 or entity.sector not in UNIFORMED:
        return entity
    if entity.entity_id or description.personal or len(tokens) > OFFICER_WORDS:
        return entity
    sector = next((other.sector for other in earlier if other.sector in UNIFORMED), entity.sector)
    return replace(entity, sector=sector)


def _opposed(entity: Entity) -> Entity:
    others = tuple(dict.fromkeys((entity.sector or "OPP", *entity.other_sectors)))
    return replace(entity, sector="OPP", other_sectors=tuple(s for s in others if s != "OPP"))
