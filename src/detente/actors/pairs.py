"""Descriptions of several parties at once: "the two countries", "both presidents", "troops of the two allies", "each side".

Takes an earlier pair where the sentence or the one before has coordinated one, else the story's main states; persons where people are
meant. Gives nothing where the story has no such pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from detente.actors.description import Description, office_holder, person_entity, state_entity
from detente.actors.memory import Memory, Spoken
from detente.actors.names import word_set
from detente.actors.senses import Scene
from detente.records import Entity, Mention

NOUN_SECTORS = {"armies": "MIL", "militaries": "MIL", "parliaments": "LEG", "peoples": "CVL"}
COUNTS = {"two": 2, "both": 2, "pair": 2, "each": 2, "other": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
STATES = word_set(
    "countries country nations nation states state governments government neighbours neighbors capitals capital allies powers republics "
    "economies armies militaries superpowers peoples partners parliaments members koreas"
)
SIDES = word_set("sides side parties rivals foes enemies adversaries camps belligerents factions groups movements")
OFFICES = word_set("leaders presidents premiers statesmen counterparts ministers")
PEOPLE = OFFICES | word_set("men women officials diplomats envoys negotiators delegations ambassadors pair generals")
BARE = word_set(
    "neighbours neighbors sides rivals parties leaders foes allies belligerents presidents enemies ministers delegations negotiators"
)
"""Nouns that mean a pair with "the" alone."""
FILLERS = word_set(
    "the of all other neighbouring neighboring rival warring asian african arab allied communist nuclear armed baltic nordic foreign prime "
    "their our erstwhile former european yugoslav nato western eastern latin american gulf young old small latter these those"
)
RECENT = 1
"""A coordinated pair is taken up from the same sentence or this many sentences before."""
CIVIL_LEAD = 4
"""A state named this many times as often as the next is at war with itself, as far as "both sides" go."""
LINKS = frozenset({"and", "with", ",", "and with", "or"})


def parties_of(
    mention: Mention, description: Description, memory: Memory, scene: Scene, text: str
) -> tuple[Entity, ...]:
    """The parties that a description of several stands for; empty when it is none or the story has no such pair."""
    keys = [token.key for token in description.phrase.tokens]
    if "koreas" in keys:
        return tuple(state_entity(code, scene) for code in ("PRK", "KOR"))
    at = _tail(keys)
    if (
        at is None
        or (description.country and at == 0)
        or any(k.entry.kind == "country" for k in description.phrase.names)
    ):
        return ()
    count, noun = _count_and_noun(keys[at:])
    if count is None:
        return ()
    found = _parties(mention, memory, scene, text, count=count, noun=noun if at == 0 else noun or "countries")
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


def _tail(keys: Sequence[str]) -> int | None:
    """Where the words for several parties begin: at the start, or after "of" ("troops of the two countries")."""
    for at in range(len(keys)):
        if (at == 0 or keys[at - 1] == "of") and _count_and_noun(keys[at:])[0] is not None:
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
    if keys[0] in COUNTS and keys[0] not in ("both", "each") and len(keys) > 1:
        return None, None
    if number is None:
        is_bare = noun in BARE and keys[0] in ("the", "all") and len(keys) < 4
        return (2 if is_bare else None), noun
    if noun in ("country", "nation", "state", "government", "side", "capital") and keys[0] not in ("each", "both"):
        return None, None
    if noun is None and keys[0] not in ("the", "both", "each") and keys[-1] != "both":
        return None, None
    return number, noun


def _parties(
    mention: Mention, memory: Memory, scene: Scene, text: str, *, count: int, noun: str | None
) -> tuple[Entity, ...]:
    spoken = [s for s in memory.spoken if s.mention.span.end <= mention.span.start]
    if noun in SIDES and (civil := _domestic_sides(spoken, scene, count)):
        return civil
    if noun in ("men", "women", "pair", "ambassadors") or (noun is None and count == 2):
        persons = _persons(mention, spoken, count, same_country=True)
        if persons:
            return persons
    coordinated = _coordinated(mention, spoken, text, count) or _earlier_pair(spoken, scene, count)
    main = _main_states(spoken, scene, count)
    if noun in OFFICES:
        return _office_holders(mention, spoken, scene, coordinated or main, noun=noun, count=count)
    if coordinated:
        codes = [e.country or "" for e in coordinated]
        is_state = all(code in scene.knowledge.countries for code in codes) and noun is not None
        return tuple(state_entity(code, scene) for code in codes) if is_state else coordinated
    return tuple(state_entity(code, scene) for code in main) if len(main) == count else ()


def _domestic_sides(spoken: Sequence[Spoken], scene: Scene, count: int) -> tuple[Entity, ...]:
    """The last two parties within the one state that the story is about."""
    ranked = sorted((n for n in scene.countries.values() if n), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0] < CIVIL_LEAD * ranked[1]):
        return ()
    code = max(scene.countries, key=lambda code: scene.countries[code])
    found: dict[str, Entity] = {}
    for each in reversed(spoken):
        if len(each.entities) == 1 and each.countries == [code] and each.number != "person":
            found.setdefault(each.entities[0].name, each.entities[0])
        if len(found) == count:
            return tuple(reversed(found.values()))
    return ()


def _persons(mention: Mention, spoken: Sequence[Spoken], count: int, *, same_country: bool) -> tuple[Entity, ...]:
    """The last persons, of one or of several states: those of a mention of several, or those named one after the other."""
    found: dict[str, Entity] = {}
    for each in reversed(spoken):
        if mention.sentence_index - each.sentence > RECENT + 1:
            break
        if each.number == "people" and (len(each.entities) == count or "two" in each.mention.text.lower().split()):
            return each.entities
        if each.number == "person":
            found.setdefault(each.entities[0].name, each.entities[0])
        if len(found) == count:
            persons = tuple(reversed(found.values()))
            return persons if same_country or len({p.country for p in persons}) == count else ()
    return ()


def _coordinated(mention: Mention, spoken: Sequence[Spoken], text: str, count: int) -> tuple[Entity, ...]:
    """A pair that the text has joined just before: "Chad and Niger", or one mention of both."""
    near = [s for s in spoken if mention.sentence_index - s.sentence <= RECENT]
    for left, right in reversed([*pairwise(near), *((s, s) for s in near[-1:])]):
        for one in (right, left):
            if len({e.country for e in one.entities}) == count == len(one.entities) and all(one.countries):
                return one.entities
        between = text[left.mention.span.end : right.mention.span.start].strip()
        pair = (*left.entities, *right.entities)
        if left is not right and between in LINKS and len({e.country for e in pair}) == count == len(pair):
            return pair if all(e.country for e in pair) else ()
    return ()


def _earlier_pair(spoken: Sequence[Spoken], scene: Scene, count: int) -> tuple[Entity, ...]:
    """The last mention that was of so many states."""
    for each in reversed(spoken):
        codes = set(each.countries)
        if len(each.entities) == count == len(codes) and all(code in scene.knowledge.countries for code in codes):
            return each.entities
    return ()


def _main_states(spoken: Sequence[Spoken], scene: Scene, count: int) -> list[str]:
    """The states that the story speaks of most, in the order in which it came to them."""
    known = scene.knowledge.countries
    counts: Counter[str] = Counter({code: n for code, n in scene.countries.items() if n and code in known})
    for each in spoken:
        counts.update(code for code in dict.fromkeys(each.countries) if code in known)
    chosen = [code for code, _ in counts.most_common(count)]
    return chosen if len(chosen) == count else []


def _office_holders(
    mention: Mention, spoken: Sequence[Spoken], scene: Scene, states: Iterable[Entity | str], *, noun: str, count: int
) -> tuple[Entity, ...]:
    """The persons named last that belong to the states in question, else who holds that office there, else the states."""
    codes = [state if isinstance(state, str) else state.country or "" for state in states]
    found: dict[str, Entity] = {}
    for each in reversed(spoken):
        if each.number == "person" and each.entities[0].country in codes:
            found.setdefault(each.entities[0].country or "", each.entities[0])
    if len(found) == count:
        return tuple(found[code] for code in codes if code in found)
    recent = _persons(mention, spoken, count, same_country=False)
    if recent and len(codes) != count:
        return recent
    offices = scene.knowledge.offices.get({"presidents": "president", "premiers": "prime minister"}.get(noun, noun), ())
    named = [scene.knowledge.holder(code, offices, scene.day) for code in codes]
    entities = [
        found.get(code) or (person_entity(held[0], scene) if held else state_entity(code, scene))
        for code, held in zip(codes, named, strict=True)
    ]
    return tuple(entities) if len(entities) == count else ()
