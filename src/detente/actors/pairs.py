"""Descriptions of several parties at once: "the two countries", "both presidents", "troops of the two allies", "each side".

Takes an earlier pair where the sentence or the one before has coordinated one, else the story's main states; persons where people are
meant. Gives nothing where the story has no such pair.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from detente.actors.blocs import BLOCS, members
from detente.actors.borders import sides_of_border
from detente.actors.bystanders import acting_pair, involved, is_commenting, is_one_side
from detente.actors.description import Description, office_holder, person_entity, state_entity
from detente.actors.memory import Memory, Spoken
from detente.actors.names import word_set
from detente.actors.opponents import COMMANDERS, commanders, opponents, quarrelling
from detente.actors.pair_words import (
    BARE,
    COUNTS,
    FIELDS,
    FILLERS,
    HEADS,
    HEADS_OF,
    NOUN_SECTORS,
    OF_COUNCIL,
    OFFICES,
    PEOPLE,
    PERSONS,
    PRIVATE,
    SIDES,
    STATES,
)
from detente.actors.phrases import Phrase
from detente.actors.senses import Scene
from detente.actors.summaries import headed_states, states_in
from detente.records import Entity, Mention

SENTENCE = attrgetter("sentence")
BARE_WORDS = 4
RECENT = 1
"""A coordinated pair is taken up from the same sentence or this many sentences before."""
CIVIL_LEAD = 4
"""A state named this many times as often as the next is at war with itself, as far as "both sides" go."""
LINKS = frozenset({"and", "with", ",", "and with", "or"})
LIST_LINKS = frozenset({", and", ", or"})
REPORTING = word_set(
    "said say says told agreed announced hoped hope believe promised pledged insisted warned stressed added"
)
CLAUSE_WORDS = word_set("and but or who that which when after before while as if because where")
TWICE = 2
"""A state that the story names but once is none of "the two countries"."""
HOME_LEAD = 3
"""A story is about the parties of one state where it names it so many times as often as the next."""
FACTIONS_REACH = 4
"""Two parties of a parliament are "both sides" so many sentences on."""
URGES = re.compile(
    r"\b(?:urg(?:ed|es)|ask(?:ed|s)|call(?:ed|s) (?:on|upon)|told|press(?:ed|es)|appeal(?:ed|s) to|implor(?:ed|es)|exhorted) $"
)
"""What a mediator does to the parties."""
GOVERNED = 6
"""A pair and its own verb are this many words away at most from another pair that the verb is directed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which parties are asked for, and what the story has said before."""

    mention: Mention
    spoken: Sequence[Spoken]
    scene: Scene
    text: str
    count: int
    noun: str | None
    among: frozenset[str] | None
    """The states of the region that the words name, where they do."""
    headed: tuple[str, ...] = ()
    """The states of the headline, where the words stand in the summary below it."""
    titled: tuple[str, ...] = ()
    faced: str | None = None
    """The state whose own deed is done to the parties, so that it is none of them."""


def parties_of(
    mention: Mention, description: Description, memory: Memory, scene: Scene, text: str, *, heading: str
) -> tuple[Entity, ...]:
    """The parties that a description of several stands for; empty when it is none or the story has no such pair."""
    phrase = description.phrase
    tokens = phrase.head.tokens if _is_alike(phrase) else phrase.tokens
    keys = HEADS_OF.sub("leaders", OF_COUNCIL.sub("", " ".join(token.key for token in tokens))).split()
    if "koreas" in keys:
        return tuple(state_entity(code, scene) for code in ("PRK", "KOR"))
    at = _tail(keys)
    if (
        at is None
        or (description.country and at == 0 and not _is_alike(phrase) and members(keys) is None)
        or any(k.entry.kind == "country" for k in description.phrase.names if k.name.spelling.lower() not in BLOCS)
    ):
        return ()
    count, noun = _count_and_noun(keys[at:])
    if count is None:
        return ()
    asked = _Asked(
        mention=mention,
        spoken=[*memory.recent(mention)][::-1],
        scene=scene,
        text=text,
        count=count,
        noun=noun if at == 0 else noun or "countries",
        among=members(keys),
        headed=headed_states(mention, heading, scene, text),
        titled=states_in(heading, scene),
    )
    if noun in COMMANDERS:
        return commanders(asked.spoken) if count == COUNTS["two"] else ()
    found = _parties(replace(asked, count=_joined_last(asked) or count) if _is_bare(noun, keys) else asked)
    if at == 0 and noun in NOUN_SECTORS:
        return tuple(Entity(name=f"{e.name}: {noun}", country=e.country, sector=NOUN_SECTORS[noun]) for e in found)
    if at == 0 or not found:
        return found
    sector = description.sector
    role = sector.head or "people"
    return tuple(
        held
        if (held := office_holder(sector, entity.country or "", scene)) and not keys[0].startswith("deputy")
        else Entity(name=f"{entity.name}: {role}", country=entity.country, sector=sector.primary or "GOV")
        for entity in found
    )


def _is_alike(phrase: Phrase) -> bool:
    """As in "The two neighbours, both members of the EU": an apposition that says of both what they are."""
    beside = phrase.parts[1] if len(phrase.parts) > 1 else None
    return beside is not None and beside.link == "apposition" and beside.tokens[0].key in ("both", "all", "each")


def _tail(keys: Sequence[str]) -> int | None:
    """Where the words for several parties begin: at the start, or after "of" ("troops of the two countries")."""
    for at in range(len(keys)):
        is_led = at == 0 or keys[at - 1] in ("of", "from") or keys[at - 1 : at + 2] == ["on", "both", "sides"]
        if is_led and _count_and_noun(keys[at:])[0] is not None:
            return at
    return None


def _count_and_noun(keys: Sequence[str]) -> tuple[int | None, str | None]:
    """How many parties and which noun; None when the words mean no pair."""
    rest = [key for key in keys if key not in FILLERS or (key == "other" and len(keys) == 2)]
    number = next((COUNTS[key] for key in rest if key in COUNTS), None)
    nouns = [key for key in rest if key not in COUNTS]
    if len(nouns) > 1 or (nouns and nouns[0] not in STATES | SIDES | PEOPLE):
        return None, None
    noun = nouns[0] if nouns else None
    if keys[0] in COUNTS and keys[0] not in ("both", "each", "neither", "either") and len(keys) > 1:
        return None, None
    if number is None:
        return (2 if _is_bare(noun, keys) else None), noun
    if noun in ("country", "nation", "state", "government", "side", "capital") and keys[0] not in (
        "each",
        "both",
        "neither",
        "either",
    ):
        return None, None
    if noun is None and keys[0] not in ("the", "both", "each", "neither", "either") and keys[-1] != "both":
        return None, None
    return number, noun


def _is_bare(noun: str | None, keys: Sequence[str]) -> bool:
    """Whether "the" and the noun alone mean several, however many they are ("the neighbours")."""
    return noun in BARE and keys[0] in ("the", "all") and len(keys) < BARE_WORDS and COUNTS.keys().isdisjoint(keys)


def _joined_last(asked: _Asked) -> int | None:
    """How many states the text has put together last, where they are more than two and it was just before."""
    known = asked.scene.knowledge.countries
    for run in reversed(runs(asked.spoken, asked.text)):
        codes = {code for each in run for code in each.countries}
        if len(codes) > 1 and codes <= known.keys() and not _stands_by(asked, run):
            is_near = len(run) == 1 or asked.mention.sentence_index - run[-1].sentence <= RECENT + 1
            return len(codes) if is_near and len(codes) > COUNTS["two"] else None
    return None


def _parties(asked: _Asked) -> tuple[Entity, ...]:
    """The parties; where one of them would be told by a leader of its own what to do, the two that quarrel without it."""
    found = _told_parties(asked)
    speaker = _urging(asked) if found and asked.count == COUNTS["two"] and asked.noun in STATES | SIDES else None
    if speaker is None or speaker not in {entity.country for entity in found}:
        return found
    quarrel = quarrelling(asked.spoken, asked.text, asked.scene.knowledge.countries)
    return found if not quarrel or speaker in quarrel else tuple(state_entity(code, asked.scene) for code in quarrel)


def _urging(asked: _Asked) -> str | None:
    """As in "Mr Quill urged both countries to talk": the state of whoever asks the parties for something."""
    own = _own_sentence(asked)
    codes = set(own[-1].countries) if own else set()
    between = asked.text[own[-1].mention.span.end : asked.mention.span.start] if own else ""
    return codes.pop() if len(codes) == 1 and URGES.search(between) else None


def _told_parties(asked: _Asked) -> tuple[Entity, ...]:
    scene, count, noun = asked.scene, asked.count, asked.noun
    if asked.among is not None and len(asked.among) == count and noun in STATES:
        return tuple(state_entity(code, scene) for code in sorted(asked.among))
    if noun in SIDES | {"delegations"} and count == COUNTS["two"] and (two := _two_sides(asked)):
        return two
    if noun in PERSONS or (noun is None and count == COUNTS["two"]):
        if noun is None and (joined := _coordinated(replace(asked, spoken=_own_sentence(asked)))):
            return joined
        persons = () if _is_between(asked) else _persons(asked, same_country=True)
        if persons or noun in PERSONS - {"ambassadors"}:
            return persons
    asked = replace(asked, faced=_faced_by(asked))
    coordinated = _in_summary(asked) or _coordinated(asked) or _joined_with(asked) or _earlier_pair(asked)
    if not coordinated and noun in SIDES and (at_home := _at_home(asked)):
        return (state_entity(at_home, scene),)
    if _is_all(asked) and (all_of := involved(scene)):
        return tuple(state_entity(code, scene) for code in all_of if code != asked.faced)
    main = _main_states(asked)
    if noun in OFFICES:
        return _office_holders(asked, coordinated or main)
    if coordinated:
        codes = [e.country or "" for e in coordinated]
        is_state = all(code in scene.knowledge.countries for code in codes) and noun is not None
        return tuple(state_entity(code, scene) for code in codes) if is_state else coordinated
    return tuple(state_entity(code, scene) for code in main) if len(main) == count else ()


def _two_sides(asked: _Asked) -> tuple[Entity, ...]:
    """The two of a border, or those within one state."""
    if states := sides_of_border(asked.mention, asked.text, asked.spoken, asked.scene):
        return tuple(state_entity(code, asked.scene) for code in states)
    return () if _is_open(asked) else _domestic_sides(asked)


def _is_open(asked: _Asked) -> bool:
    """Whether "all" leaves open how many are meant."""
    return asked.mention.text.lower().startswith("all ")


def _is_all(asked: _Asked) -> bool:
    """As in "all parties", where the story has not spoken of "both sides" before."""
    named = (s for s in asked.spoken if len(s.entities) > 1)
    is_first = not any(s.mention.text.lower().split()[-1] in SIDES for s in named)
    return asked.noun in SIDES and _is_open(asked) and is_first


def _domestic_sides(asked: _Asked) -> tuple[Entity, ...]:
    """Opponents within the one state that the story is about, else within that of the sentences before."""
    counts = asked.scene.countries
    ranked = sorted((n for n in counts.values() if n), reverse=True)
    if factions := _factions(asked):
        return factions
    if not ranked or (len(ranked) > 1 and ranked[0] < CIVIL_LEAD * ranked[1]):
        return _near_sides(asked)
    return opponents(asked.spoken, asked.text, max(counts, key=lambda code: counts[code])) or _near_sides(asked)


def _factions(asked: _Asked) -> tuple[Entity, ...]:
    """As in "Republicans blocked the Democrats. … both sides": the last two parties by name, of one state and of nobody in arms."""
    near = [
        s for s in asked.spoken if asked.mention.sentence_index - s.sentence <= FACTIONS_REACH and len(s.entities) == 1
    ]
    parties = {s.entities[0].entity_id: s.entities[0] for s in near if s.entities[0].sector in ("PTY", "OPP")}
    named = [entity for key, entity in parties.items() if (key or "").startswith("group:")]
    is_armed = any(s.entities[0].sector in ("REB", "PRM") for s in near)
    return tuple(named) if len(named) == asked.count and len({e.country for e in named}) == 1 and not is_armed else ()


def _near_sides(asked: _Asked) -> tuple[Entity, ...]:
    """The last two parties of the sentences just before, where these speak of one state and of those who fight it."""
    faced = _faced_by(asked)
    near = [s for s in asked.spoken if asked.mention.sentence_index - s.sentence <= RECENT + 1 and s.countries]
    near = [s for s in near if faced is None or s.countries != [faced]]
    codes = {code for s in near for code in s.countries if code in asked.scene.knowledge.countries}
    found: dict[str, Entity] = {}
    for each in reversed(near):
        if len(each.entities) == 1 and each.countries[0] in codes and each.number != "person":
            found.setdefault(each.entities[0].sector or "", each.entities[0])
    is_at_war = bool(found.keys() & {"REB", "PRM"}) and bool(found.keys() & {"GOV", "MIL"})
    return tuple(found.values())[: asked.count] if len(codes) == 1 and is_at_war else ()


def _persons(asked: _Asked, *, same_country: bool) -> tuple[Entity, ...]:
    """The last persons, of one or of several states: those of a mention of several, or those named one after the other."""
    found: dict[str, Entity] = {}
    for each in reversed(_without_its_subject(asked)):
        if asked.mention.sentence_index - each.sentence > RECENT + 1:
            break
        if each.number == "people" and (
            len(each.entities) == asked.count or "two" in each.mention.text.lower().split()
        ):
            return each.entities
        if each.number == "person":
            found.setdefault(each.entities[0].name, each.entities[0])
        if len(found) == asked.count:
            persons = tuple(reversed(found.values()))
            return persons if same_country or len({p.country for p in persons}) == asked.count else ()
    return ()


def _without_its_subject(asked: _Asked) -> list[Spoken]:
    """Earlier mentions without the one person whose deed is done to the two ("Mr Peters brought the two men together")."""
    own = [s for s in asked.spoken if s.sentence == asked.mention.sentence_index]
    persons = {s.entities[0].name for s in own if s.number == "person"}
    if len(persons) != 1:
        return list(asked.spoken)
    between = asked.text[own[-1].mention.span.end : asked.mention.span.start]
    return list(asked.spoken) if " and " in f"{between} " else [s for s in asked.spoken if s not in own]


def _in_summary(asked: _Asked) -> tuple[Entity, ...]:
    """As in a list of points below "Chad and Niger reopen border": each point stands for itself, so that a pair is the headline's.

    Not where the point has joined a pair of its own, or speaks of the states of a region.
    """
    if asked.among is not None or len(asked.headed) != asked.count:
        return ()
    return _coordinated(replace(asked, spoken=_own_sentence(asked))) or tuple(
        state_entity(code, asked.scene) for code in asked.headed
    )


def _of_title(asked: _Asked) -> tuple[Entity, ...]:
    """The states of the title, where these are as many as are asked for, and the story speaks of none more."""
    titled = asked.titled if asked.noun in STATES | SIDES | OFFICES else ()
    is_fit = len(titled) == asked.count and asked.faced not in titled and set(titled) == set(_main_states(asked))
    found = tuple(state_entity(code, asked.scene) for code in titled) if is_fit else ()
    return found if _is_among(asked, found) else ()


def _coordinated(asked: _Asked) -> tuple[Entity, ...]:
    """A pair that the text has joined just before: "Chad and Niger", or one mention of both."""
    near = [s for s in asked.spoken if asked.mention.sentence_index - s.sentence <= RECENT]
    for run in reversed(runs(near, asked.text)):
        if _stands_by(asked, run):
            continue
        if acting := acting_pair(run, _of_sentence(asked, run[0].sentence), count=asked.count):
            return acting.entities
        entities = tuple(dict.fromkeys(e for each in run for e in each.entities))
        for several in (entities, *(each.entities for each in reversed(run))):
            is_pair = len({e.country for e in several}) == asked.count == len(several) and all(
                e.country for e in several
            )
            if (
                is_pair
                and not _is_private(asked, several)
                and not _is_of_bodies(asked, several)
                and _is_among(asked, several)
                and not _acts_on(asked, run[-1])
            ):
                return several
    return ()


def _is_private(asked: _Asked, several: Sequence[Entity]) -> bool:
    """Whether people are taken for states or sides: "Thirty Italians and Hungarians were hurt. The two governments"."""
    if asked.noun in SIDES and all(entity.sector in PRIVATE for entity in several):
        return True
    return asked.noun in STATES and all(entity.sector == "CVL" for entity in several)


def _is_of_bodies(asked: _Asked, several: Sequence[Entity]) -> bool:
    """Whether "countries" are asked for and there are bodies among those joined: "the United States, the UN and the EU watched"."""
    is_of_states = asked.noun in ("countries", "nations", "states", "capitals", "neighbours", "neighbors")
    return is_of_states and any(entity.country not in asked.scene.knowledge.countries for entity in several)


def runs(spoken: Sequence[Spoken], text: str) -> list[list[Spoken]]:
    """Mentions that the text joins by "and" and commas alone, each run in order."""
    found: list[list[Spoken]] = []
    for each in spoken:
        last = found[-1][-1] if found else None
        if last is not None and last.sentence == each.sentence and _is_joined(last, each, text, of=len(found[-1])):
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _is_between(asked: _Asked) -> bool:
    """As in "Angola mediated between the two": states stand between states."""
    own = _own_sentence(asked)
    is_led = asked.text.endswith("between ", 0, asked.mention.span.start)
    return asked.noun is None and is_led and bool(own) and own[-1].number == "state"


def _own_sentence(asked: _Asked) -> list[Spoken]:
    return _of_sentence(asked, asked.mention.sentence_index)


def _of_sentence(asked: _Asked, index: int) -> list[Spoken]:
    """They stand in the order of their sentences."""
    first, last = bisect_left(asked.spoken, index, key=SENTENCE), bisect_right(asked.spoken, index, key=SENTENCE)
    return list(asked.spoken[first:last])


def _stands_by(asked: _Asked, run: Sequence[Spoken]) -> bool:
    """Whether a run is of those who only comment, where somebody addresses the parties, or of one side, where sides are asked for."""
    if asked.noun in SIDES and is_one_side(run, asked.text):
        return True
    is_addressed = run[0].sentence != asked.mention.sentence_index and bool(_own_sentence(asked))
    is_several = sum(len(each.entities) for each in run) > 1
    return is_several and is_addressed and is_commenting(run, asked.text)


def _joined_with(asked: _Asked) -> tuple[Entity, ...]:
    """As in "Brazil also closed ranks with Bogota. The two countries …": the only two states of the sentence before."""
    near = [s for s in asked.spoken if s.sentence == asked.mention.sentence_index - 1 and s.countries]
    if asked.count != COUNTS["two"] or len(near) != asked.count or {s.number for s in near} != {"state"}:
        return ()
    several = tuple(e for s in near for e in s.entities)
    is_pair = len(several) == len({e.country for e in several}) == asked.count
    return (
        several
        if is_pair and _between(near[0], near[1], asked.text).endswith(" with ") and _is_among(asked, several)
        else ()
    )


def _between(left: Spoken, right: Spoken, text: str) -> str:
    return text[left.mention.span.end : right.mention.span.start]


def _is_joined(left: Spoken, right: Spoken, text: str, *, of: int) -> bool:
    """Whether "and" or a comma alone parts two mentions; ", and" begins a new clause but after an apposition or in a list."""
    between = _between(left, right, text).strip()
    return between in LINKS or (between in LIST_LINKS and (of > 1 or "," in left.mention.text))


def _acts_on(asked: _Asked, last: Spoken) -> bool:
    """Whether a pair is the subject of the verb that is directed at the parties asked for, so that these are others."""
    if last.sentence != asked.mention.sentence_index:
        return False
    between = asked.text[last.mention.span.end : asked.mention.span.start]
    words = between.replace(",", " ").split()
    if words[-1:] == ["by"]:
        return True
    is_plain = not CLAUSE_WORDS.intersection(words) or words[:1] == ["attended"]
    return (
        0 < len(words) <= GOVERNED
        and is_plain
        and not REPORTING.intersection(words)
        and not {",", ";"}.intersection(between)
    )


def _faced_by(asked: _Asked) -> str | None:
    """As in "Ankara wants good relations with both": the only state before the parties, its clause's subject."""
    own = [s for s in asked.spoken if s.sentence == asked.mention.sentence_index]
    codes = {code for each in own for code in each.countries}
    if len(own) != 1 or len(codes) != 1 or own[0].number != "state":
        return None
    return codes.pop() if _acts_on(asked, own[0]) else None


def _is_among(asked: _Asked, entities: Sequence[Entity]) -> bool:
    if asked.faced is not None and any(entity.country == asked.faced for entity in entities):
        return False
    return asked.among is None or all(entity.country in asked.among for entity in entities)


def _earlier_pair(asked: _Asked) -> tuple[Entity, ...]:
    """The last mention that was of so many states, else the last that the text has joined by "and"."""
    singles = [
        each.entities for each in reversed(asked.spoken) if not _acts_on(asked, each) and not _stands_by(asked, [each])
    ]
    joined = [
        tuple(e for each in run for e in each.entities)
        for run in reversed(runs(asked.spoken, asked.text))
        if len(run) > 1
        and not _stands_by(asked, run)
        and not _acts_on(asked, run[-1])
        and " and " in _between(run[-2], run[-1], asked.text)
    ]
    for entities in (*singles, _of_title(asked), *joined):
        codes = {entity.country for entity in entities}
        is_pair = len(entities) == asked.count == len(codes) and codes <= asked.scene.knowledge.countries.keys()
        if is_pair and not _is_private(asked, entities) and _is_among(asked, entities):
            return entities
    return ()


def _at_home(asked: _Asked) -> str | None:
    """The one state that the story is about, where it has joined no two: its sides are parties within it."""
    known = asked.scene.knowledge.countries
    ranked = sorted(((n, code) for code, n in asked.scene.countries.items() if n and code in known), reverse=True)
    is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][0] >= HOME_LEAD * ranked[1][0])
    return ranked[0][1] if is_clear else None


def _main_states(asked: _Asked) -> list[str]:
    """The states that the story speaks of most, in the order in which it came to them."""
    known = asked.scene.knowledge.countries
    counts: Counter[str] = Counter({code: n for code, n in asked.scene.countries.items() if n and code in known})
    for each in asked.spoken:
        counts.update(code for code in dict.fromkeys(each.countries) if code in known)
    counts.pop(asked.faced or "", None)
    if asked.among is not None:
        counts = Counter({code: n for code, n in counts.items() if code in asked.among})
    chosen = [code for code, n in counts.most_common(asked.count) if n >= TWICE or asked.count > TWICE]
    return chosen if len(chosen) == asked.count else []


def _may_be(person: Entity, asked: _Asked, holders: Sequence[Entity]) -> bool:
    """Whether somebody can be one of "both presidents", "the economy ministers": whoever holds an office, and that one where it is told."""
    role, noun = person.role or "", asked.noun or ""
    if person.sector in PRIVATE or person.entity_id in {held.entity_id for held in holders}:
        return person.sector not in PRIVATE
    field = next((word for word in asked.mention.text.lower().split() if word in FIELDS), None)
    wanted = (field,) if field and noun == "ministers" else HEADS.get(noun)
    if wanted is None or not role:
        return wanted is None or person.sector == "GOV"
    return not role.startswith("former ") and any(word in role for word in wanted)


def _office_holders(asked: _Asked, states: Iterable[Entity | str]) -> tuple[Entity, ...]:
    """The persons named last that belong to the states in question, else who holds that office there, else the states."""
    scene, noun, count = asked.scene, asked.noun or "", asked.count
    codes = [state if isinstance(state, str) else state.country or "" for state in states]
    offices = scene.knowledge.offices.get({"presidents": "president", "premiers": "prime minister"}.get(noun, noun), ())
    named = [scene.holder(code, offices) for code in codes]
    holders = [person_entity(held[0], scene) for held in named if held]
    found: dict[str, Entity] = {}
    for each in reversed(asked.spoken):
        if each.number == "person" and each.entities[0].country in codes and _may_be(each.entities[0], asked, holders):
            found.setdefault(each.entities[0].country or "", each.entities[0])
    if len(found) == count:
        return tuple(found[code] for code in codes if code in found)
    recent = _persons(asked, same_country=False)
    if recent and len(codes) != count:
        return recent
    entities = [
        found.get(code) or (person_entity(held[0], scene) if held else state_entity(code, scene))
        for code, held in zip(codes, named, strict=True)
    ]
    return tuple(entities) if len(entities) == count else ()
