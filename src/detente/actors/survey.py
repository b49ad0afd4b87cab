"""What a story speaks of: how often it names each state, by weighted texts (title, dateline, body).

Firms, outlets, towns where conferences sit and names that any state could have do not count; nor do people who are only "nationals" of a
state or have come from it, for a page is of the place where things happen. A town is that of the state which the words beside it give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from detente.actors.entries import Name
from detente.actors.explained import aged_names
from detente.actors.knowledge import Knowledge
from detente.actors.locality import NAMESAKES, locality_of
from detente.actors.names import Match, Token, key_of, tokenise, word_set
from detente.actors.senses import (
    HOST_CITIES,
    NEWS_STYLE_STATE,
    NOT_GIVEN,
    RANKS,
    SUBNATIONAL_CUES,
    Scene,
    choose,
    is_ambiguous,
    is_generic,
)
from detente.actors.towns import dateline_towns, state_meant, told_towns

GIVEN_NAMES = word_set("georgia victoria sofia charlotte austin madison florence")
"""States and towns that are given names too: somebody called so in full is meant where the bare name follows."""
NATIONALS = word_set("national nationals citizen citizens tourist tourists passport expatriate expatriates born")
CAME = word_set("travelled traveled came arrived returned flew emigrated immigrated migrated moved fled back")
"""Words before "from" that say whence somebody has come."""

CLEAR_LEAD = 2
"""A story's main country is named at least this many times as often as the next."""
NOBODY_HOME = ""
"""The state of a name that is a person's."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One text of a story, how much a name in it counts, and the names that it may hold."""

    text: str
    weight: int
    names: tuple[Match[tuple[Name, ...]], ...]


def weighed(text: str, weight: int, knowledge: Knowledge) -> Weighed:
    """A text with its names looked up, once for all that ask."""
    return Weighed(text, weight, tuple(knowledge.names.find(tokenise(text))))


@dataclass(slots=True)
class _Counts:
    """What has been counted so far."""

    sure: Counter[str] = field(default_factory=Counter)
    doubtful: list[tuple[str, set[str], int]] = field(default_factory=list)
    """Names that several states have: the state chosen, all states, the weight."""
    origins: Counter[str] = field(default_factory=Counter)
    """How often people are only said to be of a state."""
    within: set[str] = field(default_factory=set)
    namesakes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How much of a state's count is a town's that others have too, by state and town."""


def survey(texts: Sequence[Weighed], knowledge: Knowledge, day: date | None) -> Scene:
    """The scene of the texts."""
    words = [each.text for each in texts]
    locality = locality_of(words, knowledge)
    people = dict.fromkeys(_people(words, knowledge), NOBODY_HOME)
    scene = Scene(knowledge=knowledge, day=day, towns={**people, **locality.towns})
    told = _count(texts, scene)
    home = _local_state(told, locality.signs, has_county=locality.has_county)
    if home:
        towns = {town: home for code, town in told.namesakes if _is_alone(code, told) and code != home}
        if towns:
            scene = replace(scene, towns={**towns, **scene.towns})
            told = _count(texts, scene)
    told.sure.update(locality.signs)
    if home and not any(told.sure.values()):
        told.sure[home] += 1
    if not any(told.sure.values()) and not told.doubtful:
        told.sure.update(told.origins)
    lesser = _lesser_towns(texts, told, scene)
    return replace(scene, countries=_settled(told), within=frozenset(told.within), lesser_towns=lesser)


def _lesser_towns(texts: Iterable[Weighed], told: _Counts, scene: Scene) -> Mapping[str, str]:
    """The state of each town that the tables lack, by name; each speaks once for its state, however often it is named."""
    found: dict[str, str] = {}
    weights: dict[str, int] = {}
    for each in texts:
        for town in (*told_towns(each.text, scene.knowledge), *dateline_towns(each.text, scene.knowledge)):
            code = state_meant(town, told.sure)
            if code and code in scene.knowledge.countries:
                found[town.key] = scene.knowledge.state(code, scene.day)
        weights |= {key: max(weights.get(key, 0), each.weight) for key in found if _has_word(each.text, key)}
    if not is_clear(_settled(told)):
        for key, code in found.items():
            told.sure[code] += weights.get(key, 1)
    return found


def _people(texts: Sequence[str], knowledge: Knowledge) -> set[str]:
    """Names of states and towns that the texts give a person first ("Georgia Quill … Georgia skates") or with an age ("Rory Amman, 20")."""
    first: dict[str, bool] = {}
    for text in texts:
        tokens = tokenise(text)
        for token, after in pairwise((*tokens, None)):
            if token and token.key in GIVEN_NAMES and token.is_capital:
                is_first = after is not None and after.start - token.end == 1 and after.is_capital
                first.setdefault(token.key, is_first and after is not None and not _is_office(after.key, knowledge))
    called = {key for key, is_person in first.items() if is_person}
    called |= {key_of(name.split()[-1]) for text in texts for name in aged_names(text)}
    return {key for key in called if key in knowledge.names.values}


def _is_office(key: str, knowledge: Knowledge) -> bool:
    """Whether a word after a place belongs to an office or institution of it."""
    return key in RANKS | NOT_GIVEN or key in knowledge.words or key in knowledge.roles.values


def _local_state(told: _Counts, signs: Mapping[str, int], *, has_county: bool) -> str | None:
    """The state of a page that tells it by its states, provinces or counties."""
    if signs:
        return max(signs, key=lambda code: (signs[code], code))
    own = {code for code, n in told.sure.items() if n and not _is_alone(code, told)}
    if not own:
        return "USA" if has_county else None
    return own.pop() if len(own) == 1 and own <= told.within else None


def _is_alone(code: str, told: _Counts) -> bool:
    """Whether nothing but towns that others have too speaks of a state."""
    count = sum(n for (state, _), n in told.namesakes.items() if state == code)
    return count > 0 and count >= told.sure[code]


def _count(texts: Iterable[Weighed], scene: Scene) -> _Counts:
    told, knowledge = _Counts(), scene.knowledge
    for each in texts:
        tokens, weight = tokenise(each.text), each.weight
        for match in each.names:
            known = choose(tokens, match, scene)
            if known is None or known.code is None or known.code not in knowledge.countries:
                continue
            key = " ".join(token.key for token in tokens[match.start : match.end])
            is_firm = known.entry.kind == "organisation" and known.entry.sector == "BUS"
            if key in HOST_CITIES or known.entry.kind == "outlet" or is_firm or is_generic(known.name, key, knowledge):
                continue
            if is_ambiguous(match.value) or key in NEWS_STYLE_STATE:
                others = {name.entry.country for name in match.value if name.entry.country}
                told.doubtful.append((known.code, others, weight))
                continue
            is_origin = _is_origin(match, tokens)
            told.sure[known.code] += 0 if is_origin else weight
            told.origins[known.code] += weight if is_origin else 0
            if key in NAMESAKES:
                told.namesakes[known.code, key] += weight
            if known.entry.kind in ("region", "place"):
                told.within.add(known.code)
        if not SUBNATIONAL_CUES.isdisjoint(token.key for token in tokens):
            told.within.add("USA")
            told.sure["USA"] += 0
    return told


def is_clear(counts: Mapping[str, int]) -> bool:
    """Whether one country is named at least twice as often as any other."""
    first, second, *_ = [*sorted(counts.values(), reverse=True), 0, 0]
    return first > 0 and first >= CLEAR_LEAD * second


def _has_word(text: str, key: str) -> bool:
    """Whether a text has the words of a folded name."""
    return f" {key} " in f" {' '.join(token.key for token in tokenise(text))} "


def _is_origin(match: Match[tuple[Name, ...]], tokens: Sequence[Token]) -> bool:
    """As in "a Danish national", "who flew in from Denmark"."""
    after = tokens[match.end].key if match.end < len(tokens) else ""
    before = [token.key for token in tokens[max(0, match.start - 3) : match.start]]
    return after in NATIONALS or (before[-1:] == ["from"] and not CAME.isdisjoint(before))


def _settled(told: _Counts) -> Counter[str]:
    """All counts, those of doubtful names with the state that is named otherwise."""
    counts, sure = Counter(told.sure), dict(told.sure)
    for code, others, weight in told.doubtful:
        if sure.get(code) or not (code == "GEO" and "USA" in told.within):
            other = next((other for other in sorted(others) if sure.get(other)), code)
            counts[code if sure.get(code) else other] += weight
    return counts
