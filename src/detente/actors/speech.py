"""Who says "we" and "I" in a quotation: the speaker of the sentence, else of the sentences around it.

A quotation may run over several sentences; straight marks open before a word and close after one. A mark that nothing closes within
a few sentences ends with its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.actors.memory import Memory
from detente.actors.names import fold, word_set
from detente.records import Entity, Mention, Sentence

FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")
OPENS = re.compile(r"“|(?:^|(?<=[\s(\[—–]))\"(?=\S)")
CLOSES = re.compile(r"”|(?<=[\w.,;:!?…%)’'-])\"")
SAYS = re.compile(
    r"\b(?:sa(?:id|ys)|told|tweeted|wrote|called|added|warned|declared|according to|stated|explained|asked|replied)\b"
)
REACH = 2
LONGEST = 8
"""A quotation hardly runs over more sentences."""
OPENING = 20
"""A pronoun that opens a quotation takes up somebody outside it."""
NEAR_LETTERS = 40
VERB_LETTERS = 12
TAG = re.compile(r"\b(?:wrote|said|added|tweeted|says) (?:the )?$")
"""A verb of saying right before the speaker: "wrote Ada Quill on Monday, …"."""


def is_first_person(mention: Mention) -> bool:
    """Whether the speaker means himself or his side."""
    return fold(mention.text) in FIRST_PERSON


def is_speakers_own(mention: Mention) -> bool:
    """Whether the mention is what the speaker calls his own: "our army", "my country"."""
    words = fold(mention.text).split()
    return len(words) > 1 and words[0] in ("our", "my")


def quotations(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """Start and end of each quotation of a story, in order."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None
    for number, sentence in enumerate(sentences):
        marks = [(m.start(), True) for m in OPENS.finditer(sentence.text)]
        marks += [(m.end(), False) for m in CLOSES.finditer(sentence.text)]
        for at, is_opening in sorted(marks):
            if is_opening and opened is None:
                opened = sentence.start + at, number
            elif is_opening and opened is not None and at:
                found.append((opened[0], sentences[opened[1]].end))
                opened = sentence.start + at, number
            elif opened is not None and number - opened[1] <= LONGEST:
                found.append((opened[0], sentence.start + at))
                opened = None
            elif not is_opening and (not found or found[-1][1] <= sentence.start):
                found.append((sentence.start, sentence.start + at))
                opened = None
    if opened is not None:
        found.append((opened[0], sentences[opened[1]].end))
    return tuple(found)


class Speech:
    """The quotations of a story, and who speaks in them."""

    def __init__(self, sentences: Mapping[int, Sentence], text: str) -> None:
        self.sentences, self.text = sentences, text
        self.spans = quotations([sentences[index] for index in sorted(sentences)])

    def around(self, mention: Mention) -> tuple[int, int] | None:
        """The quotation in which a mention stands."""
        return next((span for span in self.spans if span[0] <= mention.span.start < span[1]), None)

    def is_others(self, mention: Mention) -> bool:
        """Whether a speaker says "they" of somebody outside the quotation."""
        if fold(mention.text) not in ("they", "them"):
            return False
        span = self.around(mention)
        return span is not None and mention.span.start - span[0] <= OPENING

    def speaker_of(self, mention: Mention, found: Mapping[Mention, tuple[Entity, ...]]) -> tuple[Entity, ...]:
        """The nearest mention outside the quotation: of the sentence itself, then of those before, then of those after."""
        others = [other for other in found if not is_first_person(other)]
        said = [other for other in others if self._is_saying(other, mention)]
        if said:
            return found[min(said, key=lambda other: _distance(other, mention))]
        steps = [0, *(step for reach in range(1, REACH + 1) for step in (-reach, reach))]
        for step in steps:
            near = [m for m in others if m.sentence_index == mention.sentence_index + step and self.around(m) is None]
            if near:
                return found[min(near, key=lambda m: m.span.start if step else _distance(m, mention))]
        return ()

    def _is_saying(self, other: Mention, mention: Mention) -> bool:
        """Whether the other stands right before or after the quotation, so that it is the one who is quoted."""
        span = self.around(mention)
        if span is None or self.around(other) is not None:
            return False
        if other.span.start >= span[1]:
            after = self.text[span[1] : other.span.start]
            return len(after) < NEAR_LETTERS and "\n" not in after
        before = self.text[other.span.end : span[0]]
        verb = self.text[max(0, other.span.start - VERB_LETTERS) : other.span.start]
        is_tag = len(before) < NEAR_LETTERS and TAG.search(verb) is not None
        return "\n" not in before and (is_tag or SAYS.search(before) is not None)


def other_side(mention: Mention, speaker: tuple[Entity, ...], memory: Memory) -> tuple[Entity, ...]:
    """The last actor of another state than the speaker's, a sentence's subject first; empty where all are of one state."""
    code = speaker[0].country if len(speaker) == 1 else None
    if code is None:
        return ()
    before = memory.before(mention, reach=REACH)
    others = [s for s in before if s.countries and code not in s.countries and s.number != "person"]
    return others[0].entities if others else ()


def _distance(other: Mention, mention: Mention) -> int:
    return min(abs(other.span.start - mention.span.end), abs(mention.span.start - other.span.end))
