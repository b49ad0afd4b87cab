"""Pages made to cost time: twice the sentences take about twice the steps, counted and never timed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import load_knowledge, resolve_mentions, with_last_speakers, with_tellers
from detente.actors.description import describe
from detente.actors.firms import MOST_NAMES, told_bodies
from detente.actors.memory import REMEMBERED, Memory
from detente.actors.scenes import scene_of
from detente.actors.speakers import STEPS, Speakers
from detente.actors.speech import NEAR_LETTERS, SAYS, TAG, VERB_LETTERS, Speech, is_first_person
from detente.dates import Asked, resolve_dates
from detente.records import Entity, Frame, Mention, Sentence, Span, Story
from detente.sentences import split_sentences

if TYPE_CHECKING:
    from _typeshed import TraceFunction

NAMES = re.compile(
    r"\b(?:[Tt]he )?(?:two countries|president|ambassador|envoys|officers|police|minister|court)\b|\bour army\b|\b[Ww]e\b|\b[Tt]hey\b|"
    r"\b[Hh]e\b|\bhis lawyers\b|\b(?:Ada|Tom) \w+\b|\bChile\b|\bPeru\b"
)
FEW, GROWTH = 250, 2.7
"""Twice so many lines take at most so many times the steps: until 400 mentions are remembered each new one may ask one more."""
LINES = {
    "quotations": '"We will not sign," said the minister of Chile.',
    "speakers": '"Our army stays, and they know it," Tom Q{} told Peru. "We met," he added.',
    "one line": 'Tom Q{} left. "We met."',
    "pairs": "Chile met Peru. The two countries met.",
    "pronouns": "The president met Peru. They met his lawyers.",
    "posts": "We met Chile.\n\n• Ada Quill (@adaquill) March 3, 2021\n\n",
    "offices": "The president met the ambassador in Peru.",
    "organs": "The court freed officers. Police met Chile.",
    "unclosed": '"We met Chile.',
    "surnames": "Ada Q{} met Tom Quill. The envoys met Tom Abel.",
}


def steps(job: Callable[[], object]) -> int:
    """How many lines of Python a job runs through."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        job()
    finally:
        sys.settrace(before)
    return count


def story_of(text: str) -> Story:
    return Story(id="0" * 16, source="test", title=None, text=text, published=date(2020, 3, 4))


def mentions_of(sentences: tuple[Sentence, ...]) -> list[Mention]:
    return [
        Mention(text=m[0], span=Span(start=s.start + m.start(), end=s.start + m.end()), sentence_index=s.index)
        for s in sentences
        for m in NAMES.finditer(s.text)
    ]


def frames_of(mentions: list[Mention]) -> Iterator[Frame]:
    for mention in mentions:
        yield Frame(
            sentence_index=mention.sentence_index,
            trigger=mention.span,
            cameo="040",
            event_type="CONSULT",
            mode=None,
            auxiliary=(),
            contexts=(),
            actors=(mention,),
            recipients=(),
            speaker=None,
            time=None,
            place=None,
            confidence=0.9,
        )


def resolve(line: str, times: int) -> None:
    story = story_of(" ".join(line.format("abcdefghij"[at % 10]) for at in range(times)))
    sentences = split_sentences(story)
    mentions = mentions_of(sentences)
    with_tellers(list(frames_of(mentions)), sentences, mentions, story.text)
    found = resolve_mentions(story, sentences, mentions, knowledge=load_knowledge())
    with_last_speakers(found, sentences, story.text)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_twice_the_sentences_take_twice_the_steps(line: str) -> None:
    resolve(line, 5)
    few, many = (steps(lambda times=times: resolve(line, times)) for times in (FEW, 2 * FEW))  # type: ignore[misc]
    assert many / few < GROWTH


def test_days_of_happenings_are_looked_for_once() -> None:
    sentences = ["Chile met Peru two days after the summit.", "The summit was on 3 March 2019."] * (2 * FEW)

    def date_all(number: int) -> None:
        asked = [
            Asked(sentence_index=at, words="two days after the summit", auxiliary=(), trigger=6, is_deed=True)
            for at in range(0, number, 2)
        ]
        resolve_dates(asked, sentences=sentences[:number], published=date(2019, 4, 1))

    date_all(4)
    few, many = (steps(lambda number=number: date_all(number)) for number in (FEW, 2 * FEW))  # type: ignore[misc]
    assert many / few < GROWTH


def test_so_many_mentions_are_remembered() -> None:
    memory, scene = Memory(), scene_of(story_of("Nobody came."), load_knowledge())
    mentions = [
        Mention(text=f"Q{at}", span=Span(start=9 * at, end=9 * at + 3), sentence_index=at // 2)
        for at in range(REMEMBERED + 9)
    ]
    for mention in mentions:
        memory.add(mention, (Entity(name=mention.text),), describe(mention.text, scene))
    assert [s.mention for s in memory.recent(mentions[-1])] == mentions[-2 : -2 - REMEMBERED : -1]
    assert [s.mention for s in memory.latest()] == mentions[: -1 - REMEMBERED : -1]
    assert [s.mention for s in memory.recent(mentions[5])] == mentions[4::-1]


def test_so_many_unknown_firms_are_looked_for() -> None:
    letters = "abcdefghijklmnopqrst"
    text = " ".join(f"Qv{one}{two}co's shares fell." for one in letters for two in letters)
    assert len(list(told_bodies(text, load_knowledge(), {}))) == MOST_NAMES < len(letters) ** 2


PIECES = st.lists(
    st.sampled_from(
        [
            '"We met',
            '," said ',
            "Tom Q",
            "Ada Quill",
            " told ",
            ".",
            ' "',
            '" ',
            ': "',
            "\n\n",
            " we ",
            " Chile ",
            " Peru",
            " they ",
        ]
    ),
    max_size=40,
).map("".join)


def asked_of_all(mention: Mention, speech: Speech, mentions: list[Mention]) -> Mention | None:
    """Who speaks, each mention of the story asked: those who stand at the quotation, then those of the sentences near."""
    text, quoted = speech.text, speech.around(mention)
    others = [other for other in mentions if not is_first_person(other) and speech.around(other) is None]

    def says(other: Mention) -> bool:
        if quoted is None:
            return False
        if other.span.start >= quoted[1]:
            after = text[quoted[1] : other.span.start]
            return len(after) < NEAR_LETTERS and "\n" not in after
        before = text[other.span.end : quoted[0]]
        verb = text[max(0, other.span.start - VERB_LETTERS) : other.span.start]
        return "\n" not in before and bool((len(before) < NEAR_LETTERS and TAG.search(verb)) or SAYS.search(before))

    def distance(other: Mention) -> int:
        return min(abs(other.span.start - mention.span.end), abs(mention.span.start - other.span.end))

    if saying := [other for other in others if says(other)]:
        return min(saying, key=distance)
    for step in STEPS:
        if near := [other for other in others if other.sentence_index == mention.sentence_index + step]:
            return min(near, key=lambda other: other.span.start if step else distance(other))
    return None


@given(PIECES)
def test_a_speaker_is_the_one_that_asking_all_finds(text: str) -> None:
    sentences = split_sentences(story_of(text))
    mentions = mentions_of(sentences)
    found = {mention: (Entity(name=str(at)),) for at, mention in enumerate(mentions)}
    speech = Speech({sentence.index: sentence for sentence in sentences}, text)
    speakers = Speakers(speech, mentions)
    for mention in mentions:
        other = asked_of_all(mention, speech, mentions)
        assert speakers.of(mention, found) == (found[other] if other else ())
