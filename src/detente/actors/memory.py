"""What a story has said so far: who was named, by which names, nouns and pronouns they can be called again."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Literal

from detente.actors.description import Description
from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, word_set
from detente.actors.surnames import short_names
from detente.records import Entity, Mention

Number = Literal["person", "group", "state", "people"]
REMEMBERED = 400
"""A noun or pronoun takes up one of so many mentions before it, which keeps a page of many mentions from asking each for all others; names
are known however far back they stand. The longest of the corpus' stories and of 73 news pages has 147 mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A mention that has been resolved."""

    mention: Mention
    entities: tuple[Entity, ...]
    number: Number
    gender: str | None
    nouns: frozenset[str]
    """Role nouns by which it can be called again ("the minister")."""
    is_named: bool = False
    """Whether its words hold a personal name."""
    organ: str | None = None
    """The kind of state's organ that its own words give a state ("Chilean police", "a court in Lima")."""

    @property
    def sentence(self) -> int:
        """Index of its sentence."""
        return self.mention.sentence_index

    @property
    def countries(self) -> list[str]:
        """Countries of its entities."""
        return [entity.country for entity in self.entities if entity.country]


@dataclass(slots=True, kw_only=True)
class Memory:
    """The story so far: mentions in text order, and names with whom they stand for."""

    spoken: list[Spoken] = field(default_factory=list)
    called: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    """Entities by folded name, surname or abbreviation."""
    in_part: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    """People whom no table has by the other words of their names: the given name, the first of two surnames."""
    genders: dict[str, str] = field(default_factory=dict)
    """Gender of an entity (by name) once a title or pronoun has shown it."""
    named: set[Entity] = field(default_factory=set)
    """Whom the story first described without a name and has named since."""
    culprit: Entity | None = None
    """The one whom the story identifies as the doer of its deed."""
    kinds: dict[str, set[str]] = field(default_factory=dict)
    """States that mentions anywhere in the story give people of a sector ("the Syrian rebels")."""
    quoted: tuple[tuple[int, int], ...] = ()
    """Start and end of the story's quotations."""
    senders: dict[str, str | None] = field(default_factory=dict, init=False)
    """The state whose envoys the title or the text speaks of, once it has been looked for."""
    bearers: dict[str, int] = field(default_factory=dict, init=False)
    """How many given names the text has before a surname, once it has been asked."""
    often: Counter[tuple[Entity, ...]] = field(default_factory=Counter, init=False)
    """How often each was spoken of."""
    located: set[str] = field(default_factory=set, init=False)
    """Role nouns of all who have a country."""
    _numbers: dict[tuple[Entity, ...], Number] = field(default_factory=dict, init=False)
    _by_sentence: dict[int, list[Spoken]] = field(default_factory=dict, init=False)
    _sentences: list[int] = field(default_factory=list, init=False)
    """The numbers of all sentences with a mention, in order."""
    _quoted_to: list[int] = field(default_factory=list, init=False)
    """Up to where the quotations reach, each with those before it."""

    def __post_init__(self) -> None:
        """Where quotations end, so that the one around a place is found without asking all."""
        self._quoted_to = list(accumulate((end for _, end in self.quoted), max))

    def quotation_at(self, at: int) -> tuple[int, int] | None:
        """The first quotation around a place of the text."""
        first = bisect_right(self._quoted_to, at)
        return self.quoted[first] if first < len(self.quoted) and self.quoted[first][0] <= at else None

    def add(self, mention: Mention, entities: tuple[Entity, ...], description: Description) -> None:
        """Remember a resolved mention, unless it is anyone at all."""
        if mention.text.lower() in ANYONE and not any(entity.country for entity in entities):
            return
        personal = description.personal
        gender = personal.gender if personal else None
        if len(entities) == 1 and gender:
            self.genders.setdefault(entities[0].name, gender)
        spoken = Spoken(
            mention=mention,
            entities=entities,
            number=self._number(entities, description),
            gender=self.genders.get(entities[0].name) if len(entities) == 1 else None,
            nouns=nouns_of(description, entities),
            is_named=personal is not None,
            organ=organ_of(description) if description.country else None,
        )
        self._keep(spoken)
        if len(entities) == 1 and personal is not None:
            self.learn(entities[0], " ".join(personal.keys))
            if len(personal.keys) > 1 and COURTESY.intersection(token.key for token in description.phrase.tokens):
                self.called.setdefault(personal.keys[0], entities)

    def _keep(self, spoken: Spoken) -> None:
        if spoken.sentence not in self._by_sentence:
            insort(self._sentences, spoken.sentence)
        self.spoken.append(spoken)
        self._by_sentence.setdefault(spoken.sentence, []).append(spoken)
        self._numbers[spoken.entities] = spoken.number
        self.often[spoken.entities] += 1
        if spoken.countries:
            self.located |= spoken.nouns

    def _number(self, entities: tuple[Entity, ...], description: Description) -> Number:
        """What kind of pronoun can stand for the entities; a pronoun stands for what its antecedent was."""
        if description.sector.head is None and description.personal is None and not description.phrase.names:
            taken_up = self._numbers.get(entities)
            if taken_up is not None:
                return taken_up
        return number_of(entities, description)

    def learn(self, entity: Entity, name: str) -> None:
        """An entity can be called by this name from now on, and by its short forms; a first bearer keeps a short form."""
        self.called[key_of(name)] = (entity,)
        words = name.split()
        endings = [key_of(" ".join(words[at:])) for at in range(len(words) - 1, 0, -1)]
        for key in (*short_names(name, entity.country), *endings):
            if key not in self.called or self._is_better(entity, key):
                self.called[key] = (entity,)
        if len(words) > 1:
            for word in words[: len(words) - 1]:
                self.in_part.setdefault(key_of(word), (entity,))

    def _is_better(self, entity: Entity, key: str) -> bool:
        """Whether the same person was called so before the story had told the country or what the person is."""
        held = self.called[key]
        if len(held) != 1 or held[0].name != entity.name:
            return False
        return (not held[0].country and bool(entity.country)) or is_more_told(entity, held[0])

    def state_of_kind(self, sector: str | None, knowledge: Knowledge) -> str | None:
        """The state of whoever of a sector the story spoke of last ("The 400 Mawozo gang … Gangs"), else the only one that it tells of."""
        before = (entity for spoken in self.latest() for entity in spoken.entities if entity.sector == sector)
        code = next((entity.country for entity in before if entity.country in knowledge.countries), None)
        told = self.kinds.get(sector or "", set())
        return code or (next(iter(told)) if len(told) == 1 else None)

    def before(self, mention: Mention, *, reach: int = 4) -> Iterator[Spoken]:
        """Antecedents in order of likelihood: the sentence's own from its subject on, then earlier sentences, subject first."""
        for index in range(mention.sentence_index, mention.sentence_index - reach - 1, -1):
            yield from (s for s in self.of_sentence(index) if s.mention.span.end <= mention.span.start)

    def of_sentence(self, index: int) -> Sequence[Spoken]:
        """The mentions of one sentence, in the order in which they were resolved."""
        return self._by_sentence.get(index, ())

    def latest(self) -> Iterator[Spoken]:
        """The mentions that were resolved last, the last of them first."""
        return islice(reversed(self.spoken), REMEMBERED)

    def recent(self, mention: Mention) -> Iterator[Spoken]:
        """The earlier mentions that are remembered, nearest first."""
        return islice(self._earlier(mention), REMEMBERED)

    def recent_of(self, mention: Mention, index: int) -> list[Spoken]:
        """The earlier mentions of one sentence, nearest first."""
        return [s for s in reversed(self.of_sentence(index)) if s.mention.span.end <= mention.span.start]

    def _earlier(self, mention: Mention) -> Iterator[Spoken]:
        for at in range(bisect_right(self._sentences, mention.sentence_index) - 1, -1, -1):
            yield from self.recent_of(mention, self._sentences[at])


ANYONE = word_set("all any anybody anyone everybody everyone many most nobody none others some")
"""Whoever is called so alone is taken up by nothing: "support for all that leads to peace. They …"."""
ORGANS = {
    **dict.fromkeys(["court", "judge", "tribunal", "magistrate", "justice", "jury"], "court"),
    **dict.fromkeys(["police", "policeman", "policemen", "officer", "security force", "security forces"], "police"),
}
"""A state's organs by the last noun of their name: a story that has told whose they are goes on about the same."""
MARINES = word_set("marine marines")
"""As in "A Marine spokesman"."""


def organ_of(description: Description) -> str | None:
    """The kind of state's organ that a mention is, by its head noun."""
    head = description.sector.head or ""
    if any(token.key in MARINES and token.is_capital for token in description.phrase.head.tokens):
        return "marines"
    return ORGANS.get(head) or (ORGANS.get(head.split()[-1]) if head and description.sector.primary == "JUD" else None)


COURTESY = word_set("sir dame prince princess king queen don dona pope")
"""Titles that go with the given name alone: "Sir Julius"."""
PERSON_IDS = "person:"
STATE_IDS = ("country:", "partial:")
PLURAL_NOUNS = word_set(
    "forces troops police people men women children gunmen authorities media parties paramilitaries officials envoys lawyers "
    "mujahideen"
)
COLLECTIVE = word_set(
    "government administration cabinet ministry office department presidency authority regime leadership embassy consulate "
    "mission state republic country nation kingdom executive council municipality hall party coalition alliance bloc palace bank "
    "customs junta army military navy force guard staff battalion brigade regiment division battery artillery command garrison "
    "unit militia court tribunal jury judiciary prosecution parliament legislature senate congress assembly house diet committee "
    "intelligence service agency security opposition group insurgency front gang cartel mafia crowd mob family community tribe "
    "clan public population newspaper broadcaster television channel station radio press outlet daily weekly magazine website union "
    "federation company firm business corporation manufacturer airline consortium industry hospital university school church "
    "diocese charity society association foundation watchdog tank organisation organization commission delegation convoy crew "
    "factory mine mill plant refinery shop store hotel restaurant farm brewery trawler boat ferry village town city region province "
    "district island territory camp base prison site port airport pipeline mosque monastery temple synagogue club studio platform network "
    "forum league syndicate chamber board panel inquiry mission subsidiary "
    "watchdog ship vessel submarine tanker warship destroyer frigate carrier drone aircraft jet plane bomber helicopter"
)


KIN = word_set(
    "father mother brother sister brothers sisters son daughter sons daughters wife husband widow widower fiancee fiance uncle aunt "
    "nephew niece parents siblings"
)
COUNTS = word_set("two three four five six seven eight nine ten dozens hundreds thousands")


WIDER = {
    **dict.fromkeys(["ambassador", "envoy", "consul", "attache", "charge d'affaires", "consul general"], "diplomat"),
    **dict.fromkeys(["bishop", "archbishop", "priest", "imam", "ayatollah", "monk", "mullah", "pastor"], "cleric"),
    **dict.fromkeys(["senator", "deputy", "mp", "congressman", "congresswoman"], "lawmaker"),
    **dict.fromkeys(["colonel", "major", "captain", "lieutenant", "sergeant"], "officer"),
    **dict.fromkeys(["magistrate", "justice"], "judge"),
    **dict.fromkeys(["businessman", "businesswoman", "oligarch"], "tycoon"),
    **dict.fromkeys(["gunmen", "rebel", "insurgent", "guerrilla", "jihadist", "separatist"], "fighter"),
    **dict.fromkeys(["reporter", "correspondent", "editor"], "journalist"),
}
"""The wider noun by which news takes somebody up: "the ambassador … the diplomat"."""
DEPUTIES = word_set("vice deputy")
"""A vice president is never taken up as "the president"."""
BODY_NOUNS = word_set(
    "court tribunal council commission committee bank union party movement front army agency assembly mission"
)


def is_more_told(entity: Entity, held: Entity) -> bool:
    """Whether an entity has a part in public life that an earlier reading of the same person lacks."""
    return held.entity_id is None and held.sector in (None, "CVL") and entity.sector not in (None, "CVL")


def number_of(entities: Sequence[Entity], description: Description) -> Number:
    """What kind of pronoun can stand for the entities."""
    if len(entities) != 1:
        return "people"
    entity_id = entities[0].entity_id or ""
    if entity_id.startswith(PERSON_IDS) or description.personal is not None:
        return "person"
    if entity_id.startswith(STATE_IDS):
        names = description.phrase.names
        is_people = (
            bool(names) and names[0].name.form in ("people", "adjective") and description.phrase.tokens[0].key == "the"
        )
        return "people" if is_people else "state"
    if entity_id:
        return "group"
    head = (description.sector.head or "").split()
    tokens = description.phrase.head.tokens
    last = tokens[-1].key if tokens else ""
    if not head and last in KIN:
        return "people" if last.endswith("s") else "person"
    is_counted = (
        not head
        and bool(tokens)
        and len(description.phrase.parts) == 1
        and (tokens[0].key in COUNTS or tokens[0].key.isdigit())
    )
    if is_counted or description.sector.is_plural or (head and head[-1] in PLURAL_NOUNS):
        return "people"
    return "person" if head and head[-1] not in COLLECTIVE else "group"


def nouns_of(description: Description, entities: Sequence[Entity]) -> frozenset[str]:
    """Nouns that can stand for a mention later: its roles, and the last word of each."""
    parts = [part for part in description.phrase.parts if part.link in ("head", "apposition")]
    nouns = {part.last_role.value.noun for part in parts if part.last_role} | {description.sector.head or "-"}
    if len(entities) == 1 and (entities[0].entity_id or "").startswith(("org:", "body:", "group:")):
        nouns |= BODY_NOUNS.intersection(key_of(entities[0].name).split())
        nouns -= {"army"} if entities[0].sector in ("REB", "PRM") else frozenset()
    nouns |= {noun.split()[-1] for noun in nouns if DEPUTIES.isdisjoint(noun.split())}
    return frozenset(nouns | {WIDER[noun] for noun in nouns if noun in WIDER})


def countries_in(spoken: Iterable[Spoken], knowledge: Knowledge) -> list[str]:
    """Distinct states of mentions, in their order."""
    return list(dict.fromkeys(code for each in spoken for code in each.countries if knowledge.is_known_country(code)))
