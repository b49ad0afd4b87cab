"""Story -> sentences, in order and without overlap, each cutting its own words out of `Story.text`.

Never refuses: a text without stops is one sentence per paragraph. A stop is judged by the word before it
(abbreviations, initials, enumeration) and the word after it (a lower-case word continues the sentence), in one pass
with linear regexes. Of the 17 cases in tests/cases/sentences it gets all; pysbd 13, syntok 11, blingfire 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.records import Sentence, SentenceKind, Story

BULLET = "• "
LONG_WORDS = 90
"""A longer sentence is split at ';': the encoder reads 256 word pieces, which is some 180 words at worst."""
SHORTEST_PART_WORDS = 5
MOST_WORDS = {"body": 14, "bullet": 7}
"""Of a heading; longer lines without a stop are sentences that lost it, and longer bullets demands and decisions."""
LEAST_STOPPED = 2
"""Paragraphs that end in a stop, from which on one without is a heading: a text that has none writes without stops."""
MOST_CHARS = 2000
"""What is longer is no sentence: the longest of the corpus' 19,785 has 388 characters, and the encoder reads about 900. The bound keeps
whatever looks at pairs of things within a sentence from taking minutes on a page without a single stop."""

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n\s*(?=• )")
CLOSERS = r"[\"'”’»)\]]*(?:\[[0-9]{1,3}\])*"
CANDIDATE = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>{CLOSERS})(?P<space>\s+|(?=[A-Z][a-z]+[ ,’'])|$)"
    rf"|(?P<wide>[。！？।؟]+{CLOSERS}\s*)"
)
MOST_SECTIONS = 60
LONG_CUT = re.compile(r";\s+")
ENDED = re.compile(rf"(?:[.!?…:;,。！？।؟]{CLOSERS}|[—–-])$")
POSTED_BY = re.compile(r"^(?:[—–-]+\s*)?[^()\n]{1,80}\s\(@\w{1,30}\)(?:\s[A-Z][a-z]+ \d{1,2}, \d{4})?$")
"""The line below a quoted post that names who wrote it: "Ada Quill (@adaquill) March 3, 2021"."""
OPENERS = "\"'“‘«([¿¡"
NEXT_WORD = re.compile(r"[\"'“‘«(\[¿¡—–-]*\s*([^\s,;:.!?)”’\"]*)")
ASKED_BY = re.compile(
    r"(?:[A-Z][\w.'’-]* ){1,4}(?:said|says|asked|asks|told|wrote|added|cried|shouted|replied|wondered|declared)\b"
)

_STOPS = (Path(__file__).parent / "data" / "stops.tsv").read_text(encoding="utf-8")


def _words(kind: str) -> frozenset[str]:
    rows = (line.split("\t") for line in _STOPS.splitlines() if not line.startswith("#"))
    return frozenset(word for word, its_kind in rows if its_kind == kind)


TITLES = _words("title")
BEFORE_NUMBER = _words("number")
EITHER = _words("either")
STARTERS = _words("starter")
CLOCK_NEXT = re.compile(
    r"(?-i:[A-Z]{2,5})\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[A-Z][a-z]+|local)(?: standard)? time\b",
    re.IGNORECASE,
)
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")


SECTION = re.compile(r"^([A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z .'’-]*)*(?:, [A-Z][\w. ]{1,25}){0,2}) —$")
"""The line that names the place of a section of a round-up: "LIMA, Peru —"."""
Paragraph = tuple[int, int, SentenceKind]
"""Start, end and kind."""


def split_sentences(story: Story) -> tuple[Sentence, ...]:
    """The story's sentences in text order; quotes that close after the stop belong to the sentence.

    A paragraph that begins with "• " gives sentences of kind "bullet", without the mark; a short one without a stop among others
    that have one is a heading, and so is the line that names who wrote the post above it.
    """
    found: list[Sentence] = []
    for start, end, kind in _with_headings(story.text, tuple(_paragraphs(story.text))):
        for first, last in _sentence_spans(story.text, start, end):
            text = story.text[first:last]
            found.append(Sentence(index=len(found), start=first, end=last, text=text, kind=kind))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a story that is told from one place."""

    story: Story
    """The whole story if it has one section; else with the section's dateline and the words of the others blanked out."""
    first: int
    last: int
    """Its sentences, `last` excluded."""


def split_sections(story: Story, sentences: Sequence[Sentence]) -> tuple[Section, ...]:
    """The sections of a round-up, which are resolved each for itself; one for any other story."""
    heads = [(s.index, match[1]) for s in sentences if s.kind == "heading" and (match := SECTION.match(s.text))]
    if not heads or len(heads) > MOST_SECTIONS:
        return (Section(story, 0, len(sentences)),)
    starts = [(0, story.dateline), *heads] if heads[0][0] else heads
    ends = [*(index for index, _ in starts[1:]), len(sentences)]
    found = []
    for (first, dateline), last in zip(starts, ends, strict=True):
        start, end = sentences[first].start, sentences[last - 1].end
        text = " " * start + story.text[start:end]
        title = None if first else story.title
        found.append(Section(replace(story, text=text, title=title, dateline=dateline), first, last))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    at = 0
    for gap in PARAGRAPH.finditer(text):
        yield _paragraph(text, at, gap.start())
        at = gap.end()
    yield _paragraph(text, at, len(text))


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    start, end = _trim(text, start, end)
    if text.startswith(BULLET.strip(), start, end) and text[start + 1 : start + 2].strip() == "":
        return *_trim(text, start + 1, end), "bullet"
    return start, end, "body"


def _with_headings(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those named headings that are."""
    stopped = sum(kind == "body" and ENDED.search(text, start, end) is not None for start, end, kind in paragraphs)
    for at, (start, end, kind) in enumerate(paragraphs):
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        is_post = below is not None and POSTED_BY.match(text[below[0] : below[1]]) is not None
        is_heading = stopped >= LEAST_STOPPED and not is_post and _is_heading(text[start:end], MOST_WORDS[kind])
        is_named = POSTED_BY.match(text[start:end]) or SECTION.match(text[start:end])
        yield start, end, "heading" if is_heading or is_named else kind


def _is_heading(line: str, most_words: int) -> bool:
    return 0 < len(line.split()) <= most_words and ENDED.search(line) is None and CANDIDATE.search(line) is None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for candidate in CANDIDATE.finditer(text, start, end):
        if candidate.end() >= end or not _is_end(text, first, candidate, end):
            continue
        yield from _parts(text, *_trim(text, first, candidate.end()))
        first = candidate.end()
    first, last = _trim(text, first, end)
    if first < last:
        yield from _parts(text, first, last)


def _is_end(text: str, first: int, candidate: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at `first` ends with this stop."""
    if candidate["wide"]:
        return True
    after = text[candidate.end() : min(candidate.end() + 80, end)]
    if not _can_open(after):
        return False
    stop, before = candidate["stop"], _word_before(text, first, candidate.start())
    if not candidate["space"]:
        return len(before) > 2 and before.isalpha() and before[-1].islower() and before.lower() not in TITLES
    if stop != ".":
        return not ("?" in stop or "!" in stop) or not candidate["close"] or not ASKED_BY.match(after)
    if candidate["close"].strip(")]"):
        return True
    return _is_full_stop(before, after, at_start=_is_enumeration(text, first, candidate.start()))


def _can_open(after: str) -> bool:
    """Whether a sentence may begin with these words: capital, figure, or a script without capitals."""
    word = NEXT_WORD.match(after)
    head = word[1][:1] if word else ""
    if after[:1] in "—–-" and after[1:2].isspace():
        return False
    return bool(head) and not head.islower()


def _word_before(text: str, first: int, stop: int) -> str:
    """The word that the stop follows, at most 24 characters of it."""
    window = text[max(first, stop - 24) : stop]
    return window.split()[-1].lstrip(OPENERS) if window.split() else ""


def _is_enumeration(text: str, first: int, stop: int) -> bool:
    """Whether the stop follows a bare number or letter that opens the sentence ("2. The parties …")."""
    head = text[first:stop].strip(OPENERS) if stop - first < 8 else ""
    return head.isdigit() or (len(head) == 1 and head.isalpha())


def _is_full_stop(before: str, after: str, *, at_start: bool) -> bool:
    """Whether a single full stop between these words ends a sentence."""
    if at_start:
        return False
    word, opener = before.lower(), _next_word(after)
    if word in TITLES or word.rsplit("-", 1)[-1] in TITLES:
        return False
    if word in BEFORE_NUMBER:
        return not opener[:1].isdigit()
    if word in {"a.m", "p.m"}:
        return not CLOCK_NEXT.match(after) and not opener[:1].isdigit()
    if word in EITHER or DOTTED.match(before) or (len(before) == 1 and before.isupper()):
        return opener.lower() in STARTERS or after[:1] in '“"‘«'
    return True


def _next_word(after: str) -> str:
    match = NEXT_WORD.match(after)
    return match[1] if match else ""


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or what it is cut into where it is longer than a sentence can be."""
    for first, last in _split_long(text, start, end):
        while last - first > MOST_CHARS:
            space = text.rfind(" ", first + 1, first + MOST_CHARS)
            cut = space if space > 0 else first + MOST_CHARS
            yield _trim(text, first, cut)
            first, last = _trim(text, cut, last)
        yield first, last


def _split_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or its parts at semicolons when it has more than LONG_WORDS words."""
    words = text.count(" ", start, end)
    if words < LONG_WORDS:
        yield start, end
        return
    first = start
    for mark in LONG_CUT.finditer(text, start, end):
        cut = mark.start() + 1
        part = text.count(" ", first, mark.end())
        if part >= SHORTEST_PART_WORDS and words - part >= SHORTEST_PART_WORDS:
            yield first, cut
            first, words = mark.end(), words - part
    yield first, end
