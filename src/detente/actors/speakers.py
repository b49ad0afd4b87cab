"""Whom "we", "our army" and "they" inside a quotation point to: the speaker of the quotation, found in places kept in order.

Takes the quotations of a story and its mentions; gives the entities of whoever speaks where a mention stands, none where nobody is near.
However many quotations a page has, each is looked at once, and of the mentions only those beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from detente.actors.speech import NEAR_LETTERS, SAYS, TAG, VERB_LETTERS, Speech, by_sentence, is_first_person
from detente.records import Entity, Mention

REACH = 2
STEPS = (0, *(step for reach in range(1, REACH + 1) for step in (-reach, reach)))
Quotation = tuple[int, int]


class Speakers:
    """Whoever can speak in the quotations of one story: all mentions but "we", "I" and the like."""

    def __init__(self, speech: Speech, mentions: Iterable[Mention]) -> None:
        self.speech, self.text = speech, speech.text
        ordered = sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end))
        others = [mention for mention in ordered if not is_first_person(mention)]
        self._outside = [mention for mention in others if speech.around(mention) is None]
        self._starts = [mention.span.start for mention in self._outside]
        self._longest = max((mention.span.end - mention.span.start for mention in self._outside), default=0)
        self._by_end = sorted(self._outside, key=lambda mention: (mention.span.end, mention.span.start))
        self._ends = [mention.span.end for mention in self._by_end]
        self._outside_of = by_sentence(self._outside)
        self._all_of = by_sentence([*others, *(mention for mention in ordered if is_first_person(mention))])
        self._verbs = [match.span() for match in SAYS.finditer(self.text)]
        self._verb_ends = [end for _, end in self._verbs]
        self._saying: dict[Quotation, tuple[Mention, ...]] = {}

    def of(self, mention: Mention, found: Mapping[Mention, tuple[Entity, ...]]) -> tuple[Entity, ...]:
        """The nearest mention outside the quotation: of the sentence itself, then of those before, then of those after."""
        below = self.speech.signed_in(mention.span)
        author = next((other for other in self._all_of.get(below, ()) if other in found), None) if below else None
        if author is not None:
            return found[author]
        quoted = self.speech.around(mention)
        if quoted is not None and (said := self._said(quoted)):
            return found[min(said, key=lambda other: _distance(other, mention))]
        for step in STEPS:
            near = self._outside_of.get(mention.sentence_index + step)
            if near:
                return found[min(near, key=lambda m: m.span.start if step else _distance(m, mention))]
        return ()

    def _said(self, quoted: Quotation) -> tuple[Mention, ...]:
        """Those who stand right before or after a quotation, so that one of them is quoted; in text order."""
        if quoted not in self._saying:
            saying = {*self._behind(quoted), *self._before(quoted), *self._tagged(quoted)}
            self._saying[quoted] = tuple(sorted(saying, key=lambda other: (other.span.start, other.span.end)))
        return self._saying[quoted]

    def _behind(self, quoted: Quotation) -> Iterator[Mention]:
        """As in `" Quill said`: whoever begins a few letters behind the quotation."""
        first, last = (bisect_left(self._starts, quoted[1] + letters) for letters in (0, NEAR_LETTERS))
        return (m for m in self._outside[first:last] if "\n" not in self.text[quoted[1] : m.span.start])

    def _before(self, quoted: Quotation) -> tuple[Mention, ...]:
        """As in `Quill told Abel: "`: the last to stand before a verb of saying in the quotation's own line."""
        at = bisect_right(self._verb_ends, quoted[0]) - 1
        last = bisect_right(self._ends, self._verbs[at][0]) - 1 if at >= 0 else -1
        if last < 0 or self.text.find("\n", self._ends[last], quoted[0]) >= 0:
            return ()
        return (self._by_end[bisect_left(self._ends, self._ends[last])],)

    def _tagged(self, quoted: Quotation) -> Iterator[Mention]:
        """As in `wrote Quill: "`: whoever stands between a verb of saying and the quotation."""
        first = bisect_left(self._starts, quoted[0] - NEAR_LETTERS - self._longest)
        for other in self._outside[first : bisect_left(self._starts, quoted[1])]:
            between = self.text[other.span.end : quoted[0]]
            verb = self.text[max(0, other.span.start - VERB_LETTERS) : other.span.start]
            if quoted[0] - other.span.end < NEAR_LETTERS and "\n" not in between and TAG.search(verb):
                yield other


def _distance(other: Mention, mention: Mention) -> int:
    return min(abs(other.span.start - mention.span.end), abs(mention.span.start - other.span.end))
