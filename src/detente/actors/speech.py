"""Who says "we" and "I" in a quotation: the speaker of the sentence, else of the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.actors.names import fold, word_set
from detente.records import Entity, Mention, Sentence

FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
REACH = 2


def is_first_person(mention: Mention) -> bool:
    """Whether the speaker means himself or his side."""
    return fold(mention.text) in FIRST_PERSON


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
