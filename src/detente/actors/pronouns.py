"""Pronouns and descriptions that lean on the story: "he", "the two countries", "his counterpart", "the group", "the ministry".

Each rule looks at earlier mentions, the subject of a sentence before its other actors; none applies where nothing fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.actors.blocs import is_sort
from detente.actors.description import POSTED, Description, name_of, office_holder, person_entity, state_entity
from detente.actors.memory import PLURAL_NOUNS, Memory, Spoken, countries_in
from detente.actors.names import word_set
from detente.actors.pairs import parties_of, runs
from detente.actors.senses import Scene
from detente.records import Entity, Mention

CLAUSE_WORDS = word_set("and but or who that which when after before while as if")
VERB_WORDS = 3
CLAUSE_REACH = 9
"""So far from its subject a sentence's first clause may have its object: "Sir Julius has refused so far to sit down with him"."""
RELATIVE = re.compile(r"^,? (?:who|which|that)(?= )")
"""A relative clause's subject is whoever stands before it: "the president, who told him"."""
OBJECTS = word_set("him them themselves")
"""Such a pronoun is hardly the subject of its own clause: the nearest mention comes first."""
MALE, FEMALE = word_set("he him his himself"), word_set("she her hers herself")
NEUTER, PLURAL = word_set("it its itself"), word_set("they them their theirs themselves")
POSSESSIVES = word_set("his her its their")
NEIGHBOURS = word_set(
    "neighbour neighbor neighbours neighbors allies ally rival foe enemy partner host adversary overlord"
)
OWNED_NOUNS = word_set(
    "leader president head chief chairman chairwoman chair director secretary spokesman spokeswoman spokesperson member members founder "
    "deputy representative official coordinator executive office men wing branch general-secretary treasurer organiser delegate aide"
)
FELLOWS = word_set("colleague colleagues comrade comrades fellows peers men supporters")
UNDERGROUND = frozenset({"REB", "PRM", "CRM"})
"""Whose commanders and fighters are no state's soldiers."""
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
    "court": ("JUD", "IGO"),
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
    "station": ("JRN",),
    "network": ("JRN",),
    "outlet": ("JRN",),
    "council": ("REB", "GOV", "LEG", "IGO"),
    "charity": ("SOC", "NGO"),
    "watchdog": ("SOC", "NGO", "IGO"),
    "militia": ("PRM", "REB"),
}


STATE_SORTS = frozenset(
    {
        "country",
        "nation",
        "republic",
        "kingdom",
        "island",
        "island nation",
        "island state",
        "archipelago",
        "sultanate",
        "emirate",
    }
) | {"principality"}
SORT_REACH = 99
HALVES = ({"north": "PRK", "south": "KOR"}, {"north": "SDN", "south": "SSD"})
"""Divided countries whose halves news calls by the point of the compass."""
BODIES = word_set("body bloc alliance organisation organization union court")
DEFINITE = word_set("the this that these those his her its their")
SENDS = re.compile(
    r"^,? (?:(?:has|have|had|will|would|is|are|was|were|also|later|then|to|today|already|agreed|offered|plans|promised) )*"
    r"(?:send|sends|sent|sending|dispatch\w*|deploy\w*|appoint\w*|named|assign\w*) (?:in |out |also )?(?:about |some |up to )?$"
)
"""What stands between whoever sends somebody and whom."""
QUANTIFIERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve others rest some many most several few "
    "another half none both remaining"
)
KIND_WORDS = word_set("armed militant rebel islamist regional global banned")
MOST_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One mention to be referred back, and what there is to refer it to."""

    mention: Mention
    description: Description
    memory: Memory
    scene: Scene
    default: str | None
    text: str

    @property
    def start(self) -> int:
        """Where the mention's sentence begins, as far as mentions tell: at its first one."""
        own = [s.mention.span.start for s in self.memory.spoken if s.sentence == self.mention.sentence_index]
        return min(own, default=self.mention.span.start)

    @property
    def keys(self) -> list[str]:
        """The mention's folded words."""
        return [token.key for token in self.description.phrase.tokens]


def refer(
    mention: Mention, description: Description, memory: Memory, *, scene: Scene, default: str | None, text: str
) -> tuple[Entity, ...]:
    """Whom the mention takes up from earlier in the story; empty when it names somebody itself or nothing fits."""
    look = Look(mention=mention, description=description, memory=memory, scene=scene, default=default, text=text)
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
            (s for s in _antecedents(look, key) if s.number == "person" and _gender(s, look) in (None, gender)),
            None,
        )
        if spoken is not None and len(spoken.entities) == 1:
            look.memory.genders.setdefault(spoken.entities[0].name, gender)
        return spoken.entities if spoken else ()
    if key in NEUTER:
        return _first(look.memory.before(look.mention), lambda s: s.number in ("state", "group"))
    if key in PLURAL:
        before = _antecedents(look, key)
        return _joined_or_people(look, before) or _first(
            look.memory.before(look.mention), lambda s: s.number == "group"
        )
    return ()


def _joined_or_people(look: Look, before: Sequence[Spoken]) -> tuple[Entity, ...]:
    """Several people, or states that "and" joins ("Sweden and Finland … They"), whatever comes first."""
    joined = {
        id(each): tuple(dict.fromkeys(e for one in run for e in one.entities))
        for run in runs(sorted(before, key=lambda s: s.mention.span.start), look.text)
        if len(run) > 1
        for each in run
    }
    return next((joined.get(id(s), s.entities) for s in before if s.number == "people" or id(s) in joined), ())


def _antecedents(look: Look, key: str) -> list[Spoken]:
    """Earlier mentions in the order in which the pronoun takes them up."""
    before = list(look.memory.before(look.mention))
    own = [s for s in before if s.sentence == look.mention.sentence_index]
    if key == "her" and own and _is_subject(own[-1], look):
        return [s for s in before if s.entities != own[-1].entities]
    if key not in OBJECTS:
        return before
    if len(before) > 1 and own and _is_subject(own[-1], look):
        subject = own[-1].entities
        before, own = [s for s in before if s.entities != subject], [s for s in own if s.entities != subject]
    earlier = [s for s in before if s.sentence != look.mention.sentence_index]
    return [*reversed(own), *_objects_first(earlier)]


def _objects_first(earlier: Sequence[Spoken]) -> Iterator[Spoken]:
    """Mentions of earlier sentences, the nearest sentence first, and in each the last first."""
    for _, group in groupby(earlier, key=lambda spoken: spoken.sentence):
        yield from reversed(list(group))


def _is_subject(spoken: Spoken, look: Look) -> bool:
    """Whether only a verb stands between a mention and the pronoun, so that the pronoun is another ("officers arrested them")."""
    between = RELATIVE.sub("", look.text[spoken.mention.span.end : look.mention.span.start])
    words = between.split()
    reach = CLAUSE_REACH if spoken.mention.span.start == look.start else VERB_WORDS
    return len(words) <= reach and "," not in between and not CLAUSE_WORDS.intersection(words)


def _gender(spoken: Spoken, look: Look) -> str | None:
    return look.memory.genders.get(spoken.entities[0].name) or spoken.gender


def _first(spoken: Iterable[Spoken], fits: Callable[[Spoken], bool]) -> tuple[Entity, ...]:
    return next((s.entities for s in spoken if fits(s)), ())


def _several(look: Look) -> tuple[Entity, ...]:
    return parties_of(look.mention, look.description, look.memory, look.scene, look.text)


def _counterpart(look: Look) -> tuple[Entity, ...]:
    """As in "His counterpart", "her Iraqi counterpart": the same office in the other country."""
    words = [token.key.removesuffix("s") for token in look.description.phrase.head.tokens[-2:]]
    if COUNTERPARTS.isdisjoint((words[-1], " ".join(words))) or (
        look.description.personal and look.keys[0] not in POSSESSIVES
    ):
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
    if len(others) == 1 or (others and len(codes) <= 2):
        return others[:1]
    other = _other_state(look, own.country if own else None)
    return [other] if other and own else []


def _colleague(look: Look, own: Entity | None, code: str) -> Entity:
    role = (own.role or "").removeprefix("former ") if own else None
    offices = look.scene.knowledge.offices.get(role or "", ())
    if role == "head of government":
        offices = ("hog",)
    found = look.scene.knowledge.holder(code, offices, look.scene.day)
    if found is not None and not look.description.sector.is_plural and not look.description.personal:
        return person_entity(found[0], look.scene)
    sector = own.sector if own and own.sector not in ("ELI", None) else "GOV"
    personal = look.description.personal
    return Entity(
        name=personal.text if personal else name_of(look.mention.text), country=code, sector=sector, role=role
    )


def _possessed(look: Look) -> tuple[Entity, ...]:
    """As in "His country", "its forces", "their lawyers": of the owner's country, of the noun's sector."""
    possessive = look.keys[0]
    head = look.description.phrase.head
    is_told = any(known.code and known.entry.kind != "person" for known in head.names)
    if possessive not in POSSESSIVES or len(look.keys) < 2 or is_told:
        return ()
    owners = _owner(look, possessive)
    codes: list[str | None] = list(dict.fromkeys(e.country for e in owners if e.country)) or [look.default]
    if (
        look.keys[0] == "its"
        and look.keys[-1] in ("neighbours", "neighbors")
        and codes[0] in look.scene.knowledge.countries
    ):
        return (Entity(name=name_of(look.mention.text), sector="GOV"),)
    if look.keys[-1] in NEIGHBOURS and not look.description.personal:
        other = _other_state(look, codes[0])
        return (state_entity(other, look.scene),) if other else ()
    if (
        look.keys[-1] in COUNTRY_NOUNS
        and len(look.keys) == 2
        and codes[0]
        and codes[0] in look.scene.knowledge.countries
    ):
        return (state_entity(codes[0], look.scene),)
    return tuple(_belonging(look, code, next(iter(owners), None)) for code in codes if code)


def _belonging(look: Look, code: str, owner: Entity | None) -> Entity:
    sector, personal = look.description.sector, look.description.personal
    name = personal.text if personal else name_of(look.mention.text)
    primary = sector.primary
    if (
        owner
        and owner.sector
        and (
            belongs_to_owner(look.description)
            or (look.keys[-1] in FELLOWS and not look.description.personal)
            or (owner.sector in UNDERGROUND and primary in ("MIL", "UAF", "GOV", None))
        )
    ):
        primary = owner.sector
    return Entity(name=name, country=code, sector=primary, other_sectors=sector.others, role=sector.title)


def belongs_to_owner(description: Description) -> bool:
    """Whether the noun says nothing of a sector itself, so that its owner's counts ("its leader", "the party's members")."""
    sector = description.sector
    is_vague = bool(sector.head) and (sector.head or "").split()[-1] in OWNED_NOUNS
    return is_vague and sector.primary in (None, "GOV", "CVL", "BUS", "LAB", "SOC", "LEG")


def _other_state(look: Look, own: str | None) -> str | None:
    """The state beside the owner's: the other one of those that the story speaks of most, the nearest first when they are equal."""
    codes = countries_in(look.memory.recent(look.mention), look.scene.knowledge)
    known = look.scene.knowledge.countries
    counts = {
        code: look.scene.countries.get(code, 0) + codes.count(code)
        for code in {*codes, *look.scene.countries}
        if code in known
    }
    others = [code for code in counts if code != own and counts[code]]
    return max(others, key=lambda code: (counts[code], code in codes, code), default=None)


def _owner(look: Look, possessive: str) -> tuple[Entity, ...]:
    before = list(look.memory.before(look.mention))
    if possessive in ("his", "her"):
        return _first(before, lambda s: s.number == "person") or _first(before, lambda s: bool(s.countries))
    if possessive == "its":
        return _first(before, lambda s: s.number in ("state", "group")) or _first(before, lambda s: bool(s.countries))
    own = [s for s in before if s.sentence == look.mention.sentence_index]
    return (
        _joined_or_people(look, own)
        or _first(before, lambda s: s.number in ("people", "group"))
        or _first(before, lambda s: bool(s.countries))
    )


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
    is_long = len(look.keys) > (MOST_WORDS if noun in BODIES else 2)
    if noun not in SECTORS_OF or look.keys[0] not in ("the", "that", "this") or look.description.entities:
        return ()
    if is_long and not (len(look.keys) == MOST_WORDS - 1 and look.keys[1] in KIND_WORDS):
        return ()
    wanted = SECTORS_OF[noun]
    return _first(
        look.memory.recent(look.mention),
        lambda s: len(s.entities) == 1 and s.entities[0].sector in wanted and s.number in ("group", "people"),
    )


def _the_country(look: Look) -> tuple[Entity, ...]:
    """As in "The country", "the nation": the state that was named last, the sentence's subject first."""
    noun = " ".join(look.keys[1:])
    if look.keys[0] != "the" or noun not in STATE_SORTS:
        return ()
    sort = noun.split()[0]
    named = countries_in(look.memory.before(look.mention, reach=SORT_REACH), look.scene.knowledge)
    near = countries_in(look.memory.before(look.mention), look.scene.knowledge)
    code = next((c for c in (near or named) if is_sort(sort, c)), None) or next(
        (c for c in named if is_sort(sort, c)), None
    )
    default = code or (look.default if is_sort(sort, look.default or "") else None)
    return (state_entity(default, look.scene),) if default and default in look.scene.knowledge.countries else ()


def _latter(look: Look) -> tuple[Entity, ...]:
    """As in "The latter", "the former": the last, or the first, of the actors of the nearest sentence that has several."""
    if look.keys not in (["the", "latter"], ["the", "former"]):
        return ()
    for _, group in groupby(look.memory.before(look.mention), key=lambda spoken: spoken.sentence):
        several = [s for s in group if len(s.entities) == 1]
        if len(several) > 1 or look.keys[1] == "latter":
            return several[-1 if look.keys[1] == "latter" else -2].entities if several else ()
    return ()


def _posted(look: Look) -> tuple[Entity, ...]:
    """As in "The embassy in Vienna": of the state whose envoys the story spoke of last, or of the other one that it speaks of."""
    description = look.description
    host = next((k.code for p in description.phrase.parts[1:] if p.link == "in" for k in p.names if k.code), None)
    if description.sector.head not in POSTED or host is None or description.country or description.personal:
        return ()
    spoken = [s for s in look.memory.recent(look.mention) if s.nouns & POSTED and host not in s.countries]
    code = next((c for s in spoken for c in s.countries), None) or _other_state(look, host)
    return (
        (Entity(name=name_of(look.mention.text), country=code, sector="GOV", role=description.sector.title),)
        if code
        else ()
    )


def _sent(look: Look) -> tuple[Entity, ...]:
    """As in "The Commission will send inspectors", "Trinidad has sent a mediator": of whoever sends them."""
    description = look.description
    if description.country or description.entities or description.personal or look.keys[0] in DEFINITE:
        return ()
    own = next((s for s in look.memory.recent(look.mention) if s.sentence == look.mention.sentence_index), None)
    between = look.text[own.mention.span.end : look.mention.span.start] if own else ""
    if own is None or len(own.entities) != 1 or not SENDS.match(between):
        return ()
    sender, sector = own.entities[0], description.sector
    primary = (
        "IGO" if sender.sector == "IGO" and sector.primary in (None, "GOV", "COP", "CVL", "SOC") else sector.primary
    )
    if primary in (None, "CVL") and sender.sector in ("GOV", "MIL", "COP"):
        primary = sender.sector
    name = name_of(look.mention.text)
    return (Entity(name=name, country=sender.country, sector=primary, role=sector.title),) if sender.country else ()


def _former_ruler(look: Look) -> tuple[Entity, ...]:
    """As in "The former colonial power": a state, the subject of the sentence before."""
    if "colonial" not in look.keys or look.keys[-1] not in ("power", "ruler", "master") or look.description.country:
        return ()
    code = next(iter(countries_in(look.memory.before(look.mention), look.scene.knowledge)), None)
    return (state_entity(code, look.scene),) if code else ()


def _some_of_them(look: Look) -> tuple[Entity, ...]:
    """As in "Two", "the others", "most": of the people who were spoken of last."""
    words = [key for key in look.keys if key not in ("the", "of", "them", "all", "at", "least")]
    if not words or not all(key in QUANTIFIERS or key.isdigit() for key in words):
        return ()
    return _first(look.memory.before(look.mention), lambda s: s.number == "people")


def _half(look: Look) -> tuple[Entity, ...]:
    """As in "The North" and "the South" of a divided country that the story speaks of: both its halves, or more of it than of others."""
    if len(look.keys) != 2 or look.keys[0] != "the" or not look.mention.text.split()[-1][0].isupper():
        return ()
    counts = look.scene.countries
    told = max(HALVES, key=lambda halves: sum(counts.get(code, 0) for code in halves.values()))
    code = told.get(look.keys[-1]) if any(counts.get(c) for c in told.values()) else None
    return (state_entity(code, look.scene),) if code else ()


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
    _several,
    _counterpart,
    _possessed,
    _same_noun,
    _kind_of_group,
    _the_country,
    _latter,
    _former_ruler,
    _posted,
    _sent,
    _some_of_them,
    _half,
    _domestic,
)
