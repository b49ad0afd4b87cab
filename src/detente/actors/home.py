"""Which state a domestic actor without one is of: the story's main one, else that of the sentence it stands in or of the one before.

"riot police" in a story of two states are those of the state that the sentence speaks of. Gives None where nothing decides.
"""

from __future__ import annotations

from detente.actors.memory import Memory, Spoken
from detente.actors.names import tokenise
from detente.actors.senses import Scene, look_up
from detente.records import Mention, Sentence

CLEAR_LEAD = 2
"""A story's main country is named at least this many times as often as the next."""
REACH = 3
JOINER_LETTERS = len(" and ")


def main_country(scene: Scene) -> str | None:
    """The country that a story is mostly about, when that is clear."""
    ranked = sorted(((code, n) for code, n in scene.countries.items() if n), key=lambda item: -item[1])
    if not ranked:
        return None
    if len(ranked) == 1 or ranked[0][1] >= CLEAR_LEAD * ranked[1][1]:
        return ranked[0][0]
    return None


def local_country(mention: Mention, sentence: Sentence | None, memory: Memory, scene: Scene) -> str | None:
    """The state that the sentence speaks of before the mention, else the sentences before it, their subjects first."""
    known = scene.knowledge.countries
    if sentence is not None:
        place = _place_before(mention, sentence, scene)
        if place is not None:
            return place
    before = list(memory.before(mention, reach=REACH))
    for at, spoken in enumerate(before):
        codes = {code for code in spoken.countries if code in known}
        if len(codes) == 1:
            return None if _is_paired(spoken, before[at + 1 : at + 2]) else codes.pop()
    ranked = sorted(((n, code) for code, n in scene.countries.items() if n and code in known), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _is_paired(spoken: Spoken, following: list[Spoken]) -> bool:
    """Whether another state is joined to this one by little more than "and", so that neither is at home."""
    return any(
        other.countries
        and other.countries != spoken.countries
        and other.sentence == spoken.sentence
        and 0 <= other.mention.span.start - spoken.mention.span.end <= JOINER_LETTERS
        for other in following
    )


def _place_before(mention: Mention, sentence: Sentence, scene: Scene) -> str | None:
    """The state of a town that the sentence names before the mention ("In Delhi crowds …")."""
    tokens = tokenise(sentence.text[: max(0, mention.span.start - sentence.start)])
    for known in look_up(tokens, scene):
        is_located = known.start > 0 and tokens[known.start - 1].key in ("in", "at", "near", "outside", "across")
        if (
            is_located
            and known.code in scene.knowledge.countries
            and known.entry.kind in ("country", "place", "region")
        ):
            return known.code
    return None
