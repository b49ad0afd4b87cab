"""Pronouns and descriptions that lean on the story: "he", "the two countries", "his counterpart", "the group", "the ministry".

Each rule looks at earlier mentions, the subject of a sentence before its other actors; none applies where nothing fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.actors.description import Description, name_of, office_holder, person_entity, state_entity
from detente.actors.memory import PLURAL_NOUNS, Memory, Spoken, countries_in
from detente.actors.names import word_set
from detente.actors.senses import Scene
from detente.records import Entity, Mention

MALE, FEMALE = word_set("he him his himself"), word_set("she her hers herself")
NEUTER, PLURAL = word_set("it its itself"), word_set("they them their theirs themselves")
POSSESSIVES = word_set("his her its their")
COUNTS = {"two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
SIDES = word_set(
    "countries nations states sides governments neighbours neighbors capitals allies parties rivals powers foes enemies adversaries "
    "republics economies camps armies militaries koreas superpowers peoples belligerents warring administrations partners"
)
PEOPLE = word_set(
    "leaders presidents ministers men women statesmen premiers officials diplomats counterparts envoys negotiators delegations"
)
FILLERS = word_set(
    "the of all other neighbouring neighboring rival warring asian african arab allied communist nuclear armed "
    "baltic nordic foreign prime their erstwhile former european"
)
COUNTERPARTS = frozenset({"counterpart", "colleague", "opposite number"})
COUNTRY_NOUNS = word_set(
    "country nation republic kingdom island state homeland government administration authorities regime"
)
SECTORS_OF: dict[str, tuple[str, ...]] = {
    "group": ("REB", "PRM", "OPP", "PTY", "SOC", "CRM", "LAB", "NGO"),
    "movement": ("REB", "PTY", "OPP", "SOC", "PRM"),
    "militants": ("REB", "PRM"),
    "rebels": ("REB", "PRM"),
    "organisation": ("IGO", "NGO", "SOC", "REB", "PTY", "LAB"),
    "organization": ("IGO", "NGO", "SOC", "REB", "PTY", "LAB"),
    "agency": ("IGO", "GOV", "JRN", "SPY"),
    "body": ("IGO", "GOV", "SOC", "LAB"),
    "bloc": ("IGO", "PTY", "OPP"),
    "alliance": ("IGO", "PTY", "OPP", "MIL"),
    "union": ("LAB", "IGO"),
    "party": ("PTY", "OPP"),
    "company": ("BUS",),
    "firm": ("BUS",),
    "airline": ("BUS",),
    "bank": ("BUS", "IGO"),
    "newspaper": ("JRN",),
    "paper": ("JRN",),
    "broadcaster": ("JRN",),
    "channel": ("JRN",),
    "charity": ("SOC", "NGO"),
    "watchdog": ("SOC", "NGO", "IGO"),
    "militia": ("PRM", "REB"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One mention to be referred back, and what there is to refer it to."""

    mention: Mention
    description: Description
    memory: Memory
    scene: Scene
    default: str | None

    @property
    def keys(self) -> list[str]:
        """The mention's folded words."""
        return [token.key for token in self.description.phrase.tokens]


def refer(
    mention: Mention, description: Description, memory: Memory, scene: Scene, default: str | None
) -> tuple[Entity, ...]:
    """Whom the mention takes up from earlier in the story; empty when it names somebody itself or nothing fits."""
    look = Look(mention=mention, description=description, memory=memory, scene=scene, default=default)
    names_somebody = any((entity.entity_id or "").startswith("person:") for entity in description.entities)
    if not look.keys or (names_somebody and description.personal):
        return ()
    for rule in RULES:
        found = rule(look)
        if found:
            return found
    return ()


def _pronoun(look: Look) -> tuple[Entity, ...]:
    key = look.keys[-1] if len(look.keys) == 1 or look.keys[-2:-1] in (["of"], ["both"]) else ""
    if key in MALE | FEMALE:
        gender = "m" if key in MALE else "f"
        spoken = next(
            (
                s
                for s in look.memory.before(look.mention)
                if s.number == "person" and _gender(s, look) in (None, gender)
            ),
            None,
        )
        if spoken is not None and len(spoken.entities) == 1:
            look.memory.genders.setdefault(spoken.entities[0].name, gender)
        return spoken.entities if spoken else ()
    if key in NEUTER:
        return _first(look.memory.before(look.mention), lambda s: s.number in ("state", "group"))
    if key in PLURAL:
        return _first(look.memory.before(look.mention), lambda s: s.number == "people") or _first(
            look.memory.before(look.mention), lambda s: s.number == "group"
        )
    return ()


def _gender(spoken: Spoken, look: Look) -> str | None:
    return look.memory.genders.get(spoken.entities[0].name) or spoken.gender


def _first(spoken: Iterable[Spoken], fits: Callable[[Spoken], bool]) -> tuple[Entity, ...]:
    return next((s.entities for s in spoken if fits(s)), ())


def _group_of_two(look: Look) -> tuple[Entity, ...]:
    """As in "The two countries", "both sides", "the two leaders", "the neighbours"."""
    keys = [key for key in look.keys if key not in FILLERS]
    if not keys or (look.description.country and "koreas" not in keys) or len(keys) > 2:
        return ()
    count = next((COUNTS[key] for key in keys if key in COUNTS), None)
    noun = next((key for key in keys if key not in COUNTS), None)
    if noun is not None and noun not in SIDES | PEOPLE:
        return ()
    if count is None and (
        noun not in ("neighbours", "neighbors", "sides", "rivals", "parties", "leaders", "foes", "allies")
        or look.keys[0] != "the"
    ):
        return ()
    if noun == "koreas":
        return tuple(state_entity(code, look.scene) for code in ("PRK", "KOR"))
    return _last_parties(look, count or 2, noun)


def _last_parties(look: Look, count: int, noun: str | None) -> tuple[Entity, ...]:
    """The last parties of different countries that were named, persons where people are meant."""
    is_people = noun in PEOPLE or noun is None
    spoken = [s for s in look.memory.recent(look.mention) if len(s.entities) == 1 or len(s.entities) == count]
    if is_people:
        persons = _distinct((s for s in spoken if s.number == "person"), count)
        if len(persons) == count:
            return persons
    is_state = noun in SIDES and noun not in ("sides", "parties", "rivals", "camps", "foes", "enemies")
    if not is_state and noun not in PEOPLE:
        parties = _distinct((s for s in spoken if s.number != "person" or s.countries), count)
        if len(parties) == count:
            return parties
    codes = countries_in(reversed(list(spoken)), look.scene.knowledge)
    recent = list(dict.fromkeys(c for s in spoken for c in s.countries if look.scene.knowledge.is_known_country(c)))
    chosen = recent[:count] if len(recent) >= count else _most_named(look, codes, count)
    return (
        tuple(state_entity(code, look.scene) for code in sorted(chosen, key=_order(codes)))
        if len(chosen) == count
        else ()
    )


def _order(codes: Sequence[str]) -> Callable[[str], int]:
    return lambda code: codes.index(code) if code in codes else len(codes)


def _most_named(look: Look, codes: Sequence[str], count: int) -> list[str]:
    """Countries named so far, filled up from those that the story names most."""
    ranked = sorted(look.scene.countries, key=lambda code: -look.scene.countries[code])
    return list(dict.fromkeys([*codes, *(code for code in ranked if look.scene.countries[code])]))[:count]


def _distinct(spoken: Iterable[Spoken], count: int) -> tuple[Entity, ...]:
    """The last `count` entities of different countries (or names), in text order."""
    found: dict[str, Entity] = {}
    for each in spoken:
        if len(each.entities) > 1 and not found:
            return tuple(each.entities)
        for entity in each.entities:
            found.setdefault(entity.name if each.number == "person" else entity.country or entity.name, entity)
        if len(found) >= count:
            break
    return tuple(reversed(list(found.values())[:count]))


def _counterpart(look: Look) -> tuple[Entity, ...]:
    """As in "His counterpart", "her Iraqi counterpart": the same office in the other country."""
    head = look.description.sector.head or ""
    if look.description.personal is not None:
        return ()
    if head not in COUNTERPARTS and look.keys[-1].removesuffix("s") not in COUNTERPARTS:
        return ()
    owner = next((s for s in look.memory.before(look.mention) if s.number == "person"), None)
    own = owner.entities[0] if owner else None
    codes = [k.code for k in look.description.phrase.names if k.code] or _other_country(look, own)
    if not codes:
        return ()
    return tuple(_colleague(look, own, code) for code in dict.fromkeys(codes))


def _other_country(look: Look, own: Entity | None) -> list[str]:
    codes = countries_in(look.memory.recent(look.mention), look.scene.knowledge)
    codes = codes if len(codes) > 1 else [c for c, n in look.scene.countries.items() if n]
    others = [code for code in codes if own is None or code != own.country]
    return others[:1] if len(others) == 1 or (others and len(codes) <= 2) else []


def _colleague(look: Look, own: Entity | None, code: str) -> Entity:
    role = (own.role or "").removeprefix("former ") if own else None
    offices = look.scene.knowledge.offices.get(role or "", ())
    if role == "head of government":
        offices = ("hog",)
    found = look.scene.knowledge.holder(code, offices, look.scene.day)
    if found is not None and not look.description.sector.is_plural:
        return person_entity(found[0], look.scene)
    sector = own.sector if own and own.sector not in ("ELI", None) else "GOV"
    return Entity(name=name_of(look.mention.text), country=code, sector=sector, role=role)


def _possessed(look: Look) -> tuple[Entity, ...]:
    """As in "His country", "its forces", "their lawyers": of the owner's country, of the noun's sector."""
    possessive = look.keys[0]
    if possessive not in POSSESSIVES or len(look.keys) < 2 or look.description.country:
        return ()
    owner = _owner(look, possessive)
    code = next((e.country for e in owner if e.country), None) or look.default
    if look.keys[-1] in COUNTRY_NOUNS and len(look.keys) == 2 and code and code in look.scene.knowledge.countries:
        return (state_entity(code, look.scene),)
    sector = look.description.sector
    if code is None:
        return ()
    personal = look.description.personal
    name = personal.text if personal else name_of(look.mention.text)
    return (Entity(name=name, country=code, sector=sector.primary, other_sectors=sector.others, role=sector.title),)


def _owner(look: Look, possessive: str) -> tuple[Entity, ...]:
    before = list(look.memory.before(look.mention))
    if possessive in ("his", "her"):
        return _first(before, lambda s: s.number == "person") or _first(before, lambda s: bool(s.countries))
    if possessive == "its":
        return _first(before, lambda s: s.number in ("state", "group")) or _first(before, lambda s: bool(s.countries))
    return _first(before, lambda s: s.number in ("people", "group")) or _first(before, lambda s: bool(s.countries))


def _same_noun(look: Look) -> tuple[Entity, ...]:
    """As in "The minister", "the ministry": whoever was called so last, of the same country where one is told."""
    description, head = look.description, look.description.sector.head
    if (
        not head
        or description.personal
        or any(e.entity_id and not e.entity_id.startswith("person:") for e in description.entities)
    ):
        return ()
    if look.keys[0] not in ("the", "that", "this") or len(look.keys) > len(head.split()) + 1 + bool(
        description.country
    ):
        return ()
    if head in COUNTRY_NOUNS and description.country:
        return ()
    for spoken in look.memory.recent(look.mention):
        is_same = head in spoken.nouns and len(spoken.entities) == 1 and _same_count(spoken, description)
        if is_same and description.country in (None, spoken.entities[0].country) and spoken.entities[0].country:
            return spoken.entities
    return ()


def _same_count(spoken: Spoken, description: Description) -> bool:
    is_plural = description.sector.is_plural or description.sector.head in PLURAL_NOUNS
    return (spoken.number == "people") == is_plural or spoken.number == "group"


def _kind_of_group(look: Look) -> tuple[Entity, ...]:
    """As in "The group", "the company", "the bloc": the last named actor of that kind."""
    noun = look.keys[-1]
    if (
        noun not in SECTORS_OF
        or len(look.keys) > 3
        or look.keys[0] not in ("the", "that", "this")
        or look.description.entities
    ):
        return ()
    if len(look.keys) == 3 and look.keys[1] not in (
        "armed",
        "militant",
        "rebel",
        "islamist",
        "regional",
        "global",
        "banned",
    ):
        return ()
    wanted = SECTORS_OF[noun]
    return _first(
        look.memory.recent(look.mention),
        lambda s: len(s.entities) == 1 and s.entities[0].sector in wanted and s.number in ("group", "people"),
    )


def _the_country(look: Look) -> tuple[Entity, ...]:
    """As in "The country", "the nation": the state that was named last, the sentence's subject first."""
    if look.keys not in (
        ["the", "country"],
        ["the", "nation"],
        ["the", "republic"],
        ["the", "kingdom"],
        ["the", "island"],
    ):
        return ()
    code = next(iter(countries_in(look.memory.before(look.mention), look.scene.knowledge)), None)
    default = code or look.default
    return (state_entity(default, look.scene),) if default and default in look.scene.knowledge.countries else ()


def _half(look: Look) -> tuple[Entity, ...]:
    """As in "The North" and "the South" of a divided country that the story speaks of."""
    halves = {"north": "PRK", "south": "KOR"}
    code = halves.get(look.keys[-1]) if len(look.keys) == 2 and look.keys[0] == "the" else None
    if (
        code
        and look.mention.text.split()[-1][0].isupper()
        and any(look.scene.countries.get(c) for c in halves.values())
    ):
        return (state_entity(code, look.scene),)
    return ()


def _domestic(look: Look) -> tuple[Entity, ...]:
    """As in "The government", "the president" of the story's main country."""
    sector, default = look.description.sector, look.default
    if look.description.country or look.description.entities or look.description.personal or default is None:
        return ()
    if len(look.keys) > len((sector.head or "").split()) + 1 or look.keys[0] not in ("the", sector.head):
        return ()
    if sector.head in COUNTRY_NOUNS and default in look.scene.knowledge.countries:
        return (state_entity(default, look.scene),)
    held = None if sector.is_plural else office_holder(sector, default, look.scene)
    return (held,) if held else ()


RULES: tuple[Callable[[Look], tuple[Entity, ...]], ...] = (
    _pronoun,
    _group_of_two,
    _counterpart,
    _possessed,
    _same_noun,
    _kind_of_group,
    _the_country,
    _half,
    _domestic,
)
