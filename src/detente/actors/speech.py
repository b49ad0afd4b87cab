"""Who says "we" and "I" in a quotation: the speaker of the sentence, else of the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.actors.memory import Memory
from detente.actors.names import fold, word_set
from detente.records import Entity, Mention, Sentence

FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
REACH = 2
OPENING = 20
"""A pronoun that opens a quotation takes up somebody outside it."""


def is_first_person(mention: Mention) -> bool:
    """Whether the speaker means himself or his side."""
    return fold(mention.text) in FIRST_PERSON


def is_speakers_own(mention: Mention) -> bool:
    """Whether the mention is what the speaker calls his own: "our army", "my country"."""
    words = fold(mention.text).split()
    return len(words) > 1 and words[0] in ("our", "my")


def is_others(mention: Mention, sentences: Mapping[int, Sentence]) -> bool:
    """Whether a speaker says "they" of somebody outside the quotation."""
    sentence = sentences.get(mention.sentence_index)
    if sentence is None or fold(mention.text) not in ("they", "them") or not _is_quoted(mention, sentence):
        return False
    begin = next(start for start, end in _quotes(sentence) if start <= mention.span.start < end)
    return mention.span.start - begin <= OPENING


def other_side(mention: Mention, speaker: tuple[Entity, ...], memory: Memory) -> tuple[Entity, ...]:
    """The last actor of another state than the speaker's, a sentence's subject first; empty where all are of one state."""
    code = speaker[0].country if len(speaker) == 1 else None
    if code is None:
        return ()
    before = memory.before(mention, reach=REACH)
    others = [s for s in before if s.countries and code not in s.countries and s.number != "person"]
    return others[0].entities if others else ()


def speaker_of(
    mention: Mention, sentences: Mapping[int, Sentence], found: Mapping[Mention, tuple[Entity, ...]]
) -> tuple[Entity, ...]:
    """The nearest mention outside the quotation: of the sentence itself, then of those before, then of those after."""
    others = [other for other in found if not is_first_person(other)]
    steps = [0, *(step for reach in range(1, REACH + 1) for step in (-reach, reach))]
    for step in steps:
        sentence = sentences.get(mention.sentence_index + step)
        if sentence is None:
            continue
        near = [m for m in others if m.sentence_index == sentence.index and not _is_quoted(m, sentence)]
        near = [m for m in near if step or _is_around(m, mention, sentence)] or near
        if near:
            return found[_speaker(near, mention, step)]
    return ()


def _speaker(near: Sequence[Mention], mention: Mention, step: int) -> Mention:
    """In its own sentence the nearest mention, in another its subject."""
    if step:
        return min(near, key=lambda m: m.span.start)
    return min(near, key=lambda m: min(abs(m.span.start - mention.span.end), abs(mention.span.start - m.span.end)))


def _quotes(sentence: Sentence) -> list[tuple[int, int]]:
    return [(m.start() + sentence.start, m.end() + sentence.start) for m in QUOTED.finditer(sentence.text)]


def _is_quoted(mention: Mention, sentence: Sentence) -> bool:
    return any(start <= mention.span.start < end for start, end in _quotes(sentence))


def _is_around(other: Mention, mention: Mention, sentence: Sentence) -> bool:
    """Whether the other stands right before or after the quotation, so that it is the one who is quoted."""
    for start, end in _quotes(sentence):
        if start <= mention.span.start < end:
            after = sentence.text[end - sentence.start : other.span.start - sentence.start]
            before = sentence.text[max(0, other.span.end - sentence.start) : start - sentence.start]
            if other.span.start >= end:
                return len(after) < 40
            return bool(re.search(r"\b(sa(?:id|ys)|told|tweeted|wrote|called|added|warned|declared)\b", before))
    return False
