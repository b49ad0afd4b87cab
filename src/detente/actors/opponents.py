"""Whom "both sides" and "the two generals" mean within one state: those whom the story sets against each other or brings together.

Takes the mentions before and the text. Two are opponents where one holds power and the other is against it, else where the words between
them say so ("the planters accused the shippers"). Who only suffers, helps or looks on is no side.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from detente.actors.memory import Spoken
from detente.actors.names import word_set
from detente.records import Entity

COMMANDERS = word_set("generals commanders warlords strongmen")
AGAINST = re.compile(
    r"\b(?:accus|ambush|attack|battl|blam|bomb|charg|clash|condemn|confront|denounc|fight|fought|fir(?:e|ed|ing)\b|negotiat|oppos|reject|shell|su(?:e|ed|ing)\b"
    r"|threaten)\w*|\b(?:against|agreement with|ceasefire with|cease-fire with|deal with|met|talks with|truce with|war on)\b"
)
"""Between two parties of one clause."""
ACCUSES = re.compile(
    r" (?:(?:on [A-Z]\w+|yesterday|today|has|had|again|also) )*"
    r"(?:accus|blam|attack|bomb|shell|condemn|denounc|threaten|su(?:e|es|ed)\b|invad|clash\w* with|fir(?:e|ed) on|protested to)\w*"
    r"(?: on [A-Z]\w+)? "
)
"""All the words between a state and the one that it turns against."""
BETWEEN = re.compile(
    r"\b(?:battles?|clash(?:es)?|conflict|dispute|fighting|standoff|talks|truce|cease-?fire|war) between (?:the )?$"
)
"""Before two that "and" joins."""
OTHER_CLAUSE = re.compile(r"[;:.“”\"]|\b(?:but|while|when|which|who|whose|after|before|since)\b")
MOST_BETWEEN = 60
"""Letters between two parties of one clause."""
IN_POWER = frozenset({"COP", "GOV", "LEG", "MIL"})
RULERS = frozenset({"GOV", "MIL"})
REBELS = frozenset({"REB", "UAF"})
IN_ARMS = frozenset({"MIL", "PRM", "REB", "UAF"})
CHALLENGERS = frozenset({"LAB", "OPP", "PRE", "PRM", "PTY", "REB", "UAF"})
PARTIES = IN_POWER | CHALLENGERS | {"BUS", "SOC"}
CROWD = word_set("demonstrators marchers mob picket pickets protesters rioters strikers supporters")
"""Private people who are a side for all that."""
SOME = word_set("any few many most none others several some")
"""How those begin who are only part of a side."""
PAIR = 2


def opponents(spoken: Sequence[Spoken], text: str, code: str) -> tuple[Entity, ...]:
    """Power and who challenges it in a state, else the last two parties there that the words set against each other."""
    able = [each for each in spoken if _is_party(each) and each.countries == [code]]
    if sides := _power_and_challenger(able):
        return sides
    for left, right in _neighbours(able):
        if _is_against(left, right, spoken, text):
            return left.entities + right.entities
    return ()


def quarrelling(spoken: Sequence[Spoken], text: str, known: Container[str]) -> tuple[str, ...]:
    """The codes of the two states of which the one was last told to turn against the other: "Chad accused Niger of spying"."""
    states = [each for each in spoken if len(each.countries) == 1 and each.countries[0] in known]
    for left, right in _neighbours(states):
        between = text[left.mention.span.end : right.mention.span.start]
        if left.countries != right.countries and ACCUSES.fullmatch(between):
            return (left.countries[0], right.countries[0])
    return ()


def commanders(spoken: Sequence[Spoken]) -> tuple[Entity, ...]:
    """The last two with a rank or of armed forces, the one of the army and the other against it: "Both generals promised a truce"."""
    ranked = [s for s in spoken if len(s.entities) == 1 and s.number == "person" and _is_ranked(s.entities[0])]
    persons = tuple(dict.fromkeys(s.entities[0] for s in reversed(ranked)))[:PAIR][::-1]
    if len(persons) == PAIR:
        return persons
    forces = [s.entities[0] for s in reversed(spoken) if len(s.entities) == 1 and len(s.countries) == 1]
    army, other = _last_of(forces, frozenset({"MIL"})), _last_of(forces, REBELS) or _last_of(forces, IN_ARMS - RULERS)
    return (army, other) if army and other and army.country == other.country else ()


def _is_ranked(entity: Entity) -> bool:
    return entity.sector in IN_ARMS or any(word in (entity.role or "") for word in ("general", "commander", "warlord"))


def _is_party(each: Spoken) -> bool:
    """Whether a mention can be one of two sides."""
    if len(each.entities) != 1 or len(each.countries) != 1:
        return False
    sector, words = each.entities[0].sector, each.mention.text.lower().split()
    if sector == "CVL":
        return not CROWD.isdisjoint(words)
    return sector in PARTIES and words[0] not in SOME


def _neighbours(able: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Two parties of one sentence, the last ones first."""
    for right in range(len(able) - 1, 0, -1):
        for left in range(right - 1, -1, -1):
            if able[left].sentence != able[right].sentence:
                break
            yield able[left], able[right]


def _is_against(left: Spoken, right: Spoken, spoken: Sequence[Spoken], text: str) -> bool:
    """Whether one clause tells what one does to the other, or names both as those between whom something is."""
    start, end = left.mention.span.end, right.mention.span.start
    if left.entities == right.entities or not 0 < end - start <= MOST_BETWEEN:
        return False
    if any(start <= each.mention.span.start < end for each in spoken):
        return False
    between = text[start:end]
    if between.strip() in ("and", "and the"):
        return (
            BETWEEN.search(text[max(0, left.mention.span.start - MOST_BETWEEN) : left.mention.span.start]) is not None
        )
    return AGAINST.search(between) is not None and OTHER_CLAUSE.search(between) is None


def _power_and_challenger(able: Sequence[Spoken]) -> tuple[Entity, ...]:
    """The last of those in power that is no single person, and the last of those who challenge it, in arms where there are such."""
    groups = [each.entities[0] for each in reversed(able) if each.number != "person"]
    power = _last_of(groups, RULERS) or _last_of(groups, IN_POWER)
    challenger = _last_of(groups, REBELS) or _last_of(groups, CHALLENGERS | {"CVL"})
    return (power, challenger) if power and challenger else ()


def _last_of(groups: Sequence[Entity], sectors: frozenset[str]) -> Entity | None:
    return next((entity for entity in groups if entity.sector in sectors), None)
