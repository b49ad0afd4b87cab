"""Who says "we" and "I" in a quotation: the speaker of the sentence, else of the sentences around it.

A quotation may run over several sentences; straight marks open before a word and close after one. A mark that nothing closes within
a few sentences ends with its own sentence. A post is one too, from the paragraph's start to the line below it that names its author.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.actors.memory import Memory
from detente.actors.names import fold, word_set
from detente.records import Entity, Frame, Mention, Sentence, Span

FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")
OPENS = re.compile(r"“|(?:^|(?<=[\s(\[—–]))\"(?=\S)")
CLOSES = re.compile(r"”|(?<=[\w.,;:!?…%)’'-])\"")
MARKS = frozenset('"“”')
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
_SAYS = r"(?:sa(?:id|ys)|told|tweeted|wrote|added|warned|declared|stated|explained|asked|replied|continued)"
_ASIDE = r"(?:,[^,\n]{1,80},)?"
TAG_LETTERS = 120
SAID = re.compile(rf"\W*{_SAYS} ")
SAYING = re.compile(rf"{_ASIDE} {_SAYS}\b")
SAYING_ON = re.compile(rf"{_ASIDE} {_SAYS}\b[^.!?\n]{{0,60}}[:,]\s*")
SAID_LEFT = re.compile(rf"{_ASIDE} {_SAYS}\b[^.!?\n]{{0,60}}\.\s*")
CLOSERS = ('"', "”")
SAID_BEFORE = re.compile(rf"\b{_SAYS} $")
LEFT_TAG = re.compile(r"(?:,[^.!?\n]{1,100})?\.\s*")
WANTED = re.compile(r"(?:must|should|ought to|needs?(?: to)?|ha(?:s|ve) to)(?: not)?(?: \w+)?", re.IGNORECASE)
SINGLE = frozenset({"he", "she"})
PRONOUNS = word_set("he she they it we who")
GOES_ON = re.compile(r" (?:also )?(?:added|continued|went on to say)\b")
LAST_LETTERS = 200
"""A quotation that ends farther back is not the one that is gone on with."""
POSTED_BY = re.compile(r"\(@\w{1,30}\)")
BETWEEN_POSTS = "\n—–-• "
TAG = re.compile(r"\b(?:wrote|said|added|tweeted|says) (?:the )?$")
"""A verb of saying right before the speaker: "wrote Ada Quill on Monday, …"."""


def is_first_person(mention: Mention) -> bool:
    """Whether the speaker means himself or his side; capitals ("US", "U.S.") are a name."""
    words = mention.text
    return fold(words) in FIRST_PERSON and (len(words) == 1 or not words.isupper())


def is_speakers_own(mention: Mention) -> bool:
    """Whether the mention is what the speaker calls his own: "our army", "my country"."""
    words = fold(mention.text).split()
    return len(words) > 1 and words[0] in ("our", "my")


def quotations(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """Start and end of each quotation of a story, in order."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None
    for number, sentence in enumerate(sentences):
        if MARKS.isdisjoint(sentence.text):
            continue
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
        self.starts = [start for start, _ in self.spans]
        self.posts = _posts([sentences[index] for index in sorted(sentences)], text)
        self._post_starts = [start for start, _, _ in self.posts]

    def around(self, mention: Mention) -> tuple[int, int] | None:
        """The quotation in which a mention stands."""
        return self.at(mention.span)

    def at(self, span: Span) -> tuple[int, int] | None:
        """The quotation in which a stretch of the text begins."""
        last = bisect_right(self.starts, span.start) - 1
        return self.spans[last] if last >= 0 and span.start < self.spans[last][1] else None

    def before(self, mention: Mention) -> tuple[int, int] | None:
        """The quotation that ends not far before a mention."""
        last = bisect_left(self.starts, mention.span.start) - 1
        is_near = last >= 0 and mention.span.start - LAST_LETTERS < self.spans[last][1] <= mention.span.start
        return self.spans[last] if is_near else None

    def signed_in(self, span: Span) -> int | None:
        """Number of the sentence that names who wrote the post in which a stretch of the text begins: the line below it."""
        last = bisect_right(self._post_starts, span.start) - 1
        return self.posts[last][2] if last >= 0 and span.start < self.posts[last][1] else None

    def teller(self, quoted: tuple[int, int], mentions: Sequence[Mention]) -> Mention | None:
        """Who says a quotation, by a verb of saying right before or behind it; the mentions in text order."""
        first = bisect_left(mentions, quoted[0] - 2 * TAG_LETTERS, key=_start)
        last = bisect_right(mentions, quoted[1] + TAG_LETTERS, key=_start)
        tags = [m for m in mentions[first:last] if not is_first_person(m) and self._is_tag(m, quoted)]
        return min(tags, key=lambda tag: abs(tag.span.start - quoted[1]), default=None)

    def _is_tag(self, other: Mention, quoted: tuple[int, int]) -> bool:
        """Whether the words between are those of a tag: `" X said`, `" said X`, `X said: "`, `said X, her lawyer. "`."""
        if self.around(other) is not None:
            return False
        if other.span.start >= quoted[1]:
            between = self.text[quoted[1] : other.span.start]
            behind = self.text[other.span.end : other.span.end + TAG_LETTERS]
            return SAID.fullmatch(between) is not None or (not between.strip(" ,") and SAYING.match(behind) is not None)
        start = other.span.start
        before, between = self.text[max(0, start - VERB_LETTERS) : start], self.text[other.span.end : quoted[0]]
        if SAYING_ON.fullmatch(between) is not None:
            return True
        is_behind_verb = SAID_BEFORE.search(before) is not None and LEFT_TAG.fullmatch(between) is not None
        return is_behind_verb or (before.rstrip()[-1:] in CLOSERS and SAID_LEFT.fullmatch(between) is not None)

    def is_others(self, mention: Mention) -> bool:
        """Whether a speaker says "they" of somebody outside the quotation."""
        if fold(mention.text) not in ("they", "them"):
            return False
        span = self.around(mention)
        return span is not None and mention.span.start - span[0] <= OPENING


def _start(mention: Mention) -> int:
    return mention.span.start


def by_sentence(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """The mentions of each sentence, in their order."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence_index, []).append(mention)
    return found


def _posts(sentences: Sequence[Sentence], text: str) -> list[tuple[int, int, int]]:
    """Start and end of each quoted post, with the number of the sentence that names its author."""
    found: list[tuple[int, int, int]] = []
    for sentence in sentences:
        if sentence.kind == "heading" and POSTED_BY.search(sentence.text):
            end = sentence.start
            while end and text[end - 1] in BETWEEN_POSTS:
                end -= 1
            found.append((text.rfind("\n", 0, end) + 1, end, sentence.index))
    return found


def with_tellers(
    frames: Sequence[Frame], sentences: Sequence[Sentence], mentions: Sequence[Mention], text: str
) -> tuple[Frame, ...]:
    """The frames, those without a speaker given the one whose quotation or post they stand in, if he is named in another sentence.

    Of the sentence itself the model has said who speaks.
    """
    speech, mentions = Speech({sentence.index: sentence for sentence in sentences}, text), sorted(mentions, key=_start)
    named = by_sentence(mentions)
    tellers: dict[tuple[int, int], Mention | None] = {}
    for frame in frames:
        quoted = speech.at(frame.trigger)
        if quoted and frame.speaker and speech.around(frame.speaker) is None:
            tellers.setdefault(quoted, frame.speaker)
    found = []
    for frame in frames:
        quoted = speech.at(frame.trigger)
        if quoted and quoted not in tellers:
            tellers[quoted] = speech.teller(quoted, mentions)
        author = next(iter(named.get(speech.signed_in(frame.trigger) or -1, ())), None)
        teller = author or (tellers[quoted] if quoted else None)
        found.append(_told_by(frame, teller, text) if teller else frame)
    return tuple(found)


def _told_by(frame: Frame, teller: Mention, text: str) -> Frame:
    """The frame as told by somebody of another sentence, whose own demand it is where it says "must" and names no other."""
    if frame.speaker or teller in frame.actors or teller.sentence_index == frame.sentence_index:
        return frame
    is_demand = frame.event_type == "REQUEST" and WANTED.fullmatch(text[frame.trigger.start : frame.trigger.end])
    return replace(frame, actors=(teller,)) if is_demand and not frame.actors else replace(frame, speaker=teller)


def with_last_speakers(
    entities: Mapping[Mention, tuple[Entity, ...]], sentences: Sequence[Sentence], text: str
) -> dict[Mention, tuple[Entity, ...]]:
    """The entities, where "he added" is whoever spoke the quotation before it."""
    speech = Speech({sentence.index: sentence for sentence in sentences}, text)
    found, mentions = dict(entities), sorted(entities, key=_start)
    for mention in mentions:
        if fold(mention.text) not in SINGLE or not GOES_ON.match(text, mention.span.end):
            continue
        last = speech.before(mention)
        teller = speech.teller(last, mentions) if last else None
        if teller is not None and teller != mention and fold(teller.text) not in PRONOUNS:
            found[mention] = entities[teller]
    return found


def other_side(mention: Mention, speaker: tuple[Entity, ...], memory: Memory) -> tuple[Entity, ...]:
    """The last actor of another state than the speaker's, a sentence's subject first; empty where all are of one state."""
    code = speaker[0].country if len(speaker) == 1 else None
    if code is None:
        return ()
    before = memory.before(mention, reach=REACH)
    others = [s for s in before if s.countries and code not in s.countries and s.number != "person"]
    return others[0].entities if others else ()
