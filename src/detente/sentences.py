"""Story -> sentences, in order and without overlap, each cutting its own words out of `Story.text`.

Never refuses: a text without stops is one sentence per paragraph. A stop is judged by the word before it (abbreviations,
initials, enumeration) and the word after it (a lower-case word continues the sentence), in one pass with linear regexes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.records import Sentence, SentenceKind, Story

BULLET = "• "
LONG_WORDS = 90
"""A longer sentence is split at ';': the encoder reads 256 word pieces, which is some 180 words at worst."""
SHORTEST_PART_WORDS = 5

PARAGRAPH = re.compile(r"\s*\n[^\S\n]*\n\s*|\s*\n\s*(?=• )")
CLOSERS = r"[\"'”’»)\]]*(?:\[[0-9]{1,3}\])*"
CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…]+)(?P<close>{CLOSERS})(?P<space>\s+|(?=[A-Z][a-z]+[ ,’'])|$)|(?P<wide>[。！？।؟]+{CLOSERS}\s*)"
)
OPENERS = "\"'“‘«([¿¡"
NEXT_WORD = re.compile(r"[\"'“‘«(\[¿¡—–-]*\s*([^\s,;:.!?)”’\"]*)")
ASKED_BY = re.compile(
    r"(?:[A-Z][\w.'’-]* ){1,4}(?:said|says|asked|asks|told|wrote|added|cried|shouted|replied|wondered|declared|tweeted)\b"
)

TITLES = frozenset(
    "adm amb asst atty bishop bp brig capt cdr cmdr col comdr cpl cpt dr drs esq fr gen gov hon insp lt ltc ltg maj mgr messrs "
    "mlle mme mr mrs ms msgr mt mx pfc prof pvt rear rep reps rev sen sens sgt sir sr sra srta spc ssgt st sta ste supt treas "
    "lt-gen lt-col maj-gen brig-gen vs v viz cf approx est al ft gens cols drs pres vice-adm dep".split()
)
"""Abbreviations that something always follows: the stop after them ends no sentence."""
BEFORE_NUMBER = frozenset(
    "no nos nr art arts sec secs vol vols ch chap fig figs para paras p pp par app res op ca c circa jan feb mar apr jun jul "
    "aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun tel ext".split()
)
"""Abbreviations only where a number follows; elsewhere ordinary words or sentence ends ("He said no.")."""
EITHER = frozenset(
    "inc ltd corp co cos bros llc plc jr sr etc dept univ assn ave blvd rd sq govt intl natl min max mil bn tn a.m p.m a.k.a "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa penn "
    "tenn tex va vt wash wis wyo mass ph.d m.d b.a m.a e.g i.e d.c".split()
)
"""Abbreviations that may end a sentence: they do when a word follows that opens sentences and belongs to no name."""
STARTERS = frozenset(
    "a about according after again all also although always among an and another any are as at because before both but by "
    "can could despite did do does during each earlier either even every few for from had has have he her here hers his how "
    "however i if in instead is it its just last later many may meanwhile more moreover most much my nevertheless no nobody "
    "none nor not nothing now of on once one only or other others our over perhaps she should since so some somebody soon "
    "still such than that the their them then there therefore these they this those though three through thus to today "
    "together too two under unlike until was we were what when where whether which while who why will with without would "
    "yesterday yet you your".split()
)
CLOCK_NEXT = re.compile(r"[A-Z]{2,5}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Eastern|Pacific|Central|Moscow|local)\b")
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")
INITIAL_AFTER = frozenset("plan vitamin group hepatitis class grade section type category appendix annex part world and".split())


def split_sentences(story: Story) -> tuple[Sentence, ...]:
    """The story's sentences in text order; quotes that close after the stop belong to the sentence.

    A paragraph that begins with "• " gives sentences of kind "bullet", without the mark.
    """
    found: list[Sentence] = []
    for start, end, kind in _paragraphs(story.text):
        for first, last in _sentence_spans(story.text, start, end):
            text = story.text[first:last]
            found.append(Sentence(index=len(found), start=first, end=last, text=text, kind=kind))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int, SentenceKind]]:
    at = 0
    for gap in PARAGRAPH.finditer(text):
        yield _paragraph(text, at, gap.start())
        at = gap.end()
    yield _paragraph(text, at, len(text))


def _paragraph(text: str, start: int, end: int) -> tuple[int, int, SentenceKind]:
    start, end = _trim(text, start, end)
    if text.startswith(BULLET, start, end):
        return *_trim(text, start + len(BULLET), end), "bullet"
    return start, end, "body"


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
        yield from _split_long(text, *_trim(text, first, candidate.end()))
        first = candidate.end()
    first, last = _trim(text, first, end)
    if first < last:
        yield from _split_long(text, first, last)


def _is_end(text: str, first: int, candidate: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at `first` ends with this stop."""
    if candidate["wide"]:
        return True
    after = text[candidate.end() : min(candidate.end() + 80, end)]
    if not _can_open(after):
        return False
    stop, before = candidate["stop"], _word_before(text, first, candidate.start())
    if not candidate["space"]:
        return before.islower() and len(before) > 1 and before.isalpha() and stop in {".", "!", "?"}
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
        return opener.lower() in STARTERS or after[:1] in "“\"‘«"
    return True


def _next_word(after: str) -> str:
    match = NEXT_WORD.match(after)
    return match[1] if match else ""


def _split_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or its parts at semicolons when it has more than LONG_WORDS words."""
    if end - start <= 2 * LONG_WORDS or text.count(" ", start, end) < LONG_WORDS:
        yield start, end
        return
    first = start
    for mark in re.finditer(r";\s+", text[start:end]):
        cut = start + mark.start() + 1
        rest = text.count(" ", cut, end)
        if text.count(" ", first, cut) >= SHORTEST_PART_WORDS and rest >= SHORTEST_PART_WORDS:
            yield first, cut
            first = start + mark.end()
    yield first, end
