"""Dates and history of whole stories' events, from text alone: each event of `cases/dates/stories.txt` that has no ~ is right."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dates import Asked, find_history, resolve_dates
from detente.records import EventDate

CASES = Path(__file__).parent / "cases" / "dates" / "stories.txt"
MARK = re.compile(r"\[([^\]]+)\]([DS])([hf]?)(?:\{([^}]*)\})?")
MODES = {"h": ("historical",), "f": ("future",), "": ()}
LEAST_RIGHT = 0.89
"""Share of all events, those with a ~ (what no rule finds yet) among them."""
MONTH_DAYS, YEAR_DAYS = 27, 364


@dataclass
class Case:
    """A story: its sentences, what is asked of its events, and what is expected of each."""

    name: str
    published: date
    sentences: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """A line of the file: a sentence with its triggers marked, and what is expected of each."""
        marked, _, expected = line.rpartition("|")
        text, at = "", 0
        for match in MARK.finditer(marked):
            text += marked[at : match.start()]
            one = Asked(
                sentence_index=len(self.sentences),
                words=match[4],
                auxiliary=MODES[match[3]],
                trigger=len(text),
                is_deed=match[2] == "D",
            )
            self.asked.append(one)
            text, at = text + match[1], match.end()
        self.sentences.append((text + marked[at:]).strip())
        self.expected += [each for part in expected.split(";") if (each := part.strip())]


def read_cases() -> list[Case]:
    """The stories of the file."""
    cases: list[Case] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name, _, day = line[3:].rpartition(", ")
            cases.append(Case(name=name, published=date.fromisoformat(day)))
        elif line and not line.startswith("#"):
            cases[-1].add(line)
    return cases


def shown(when: EventDate, *, is_history: bool) -> str:
    """A date as the file writes it."""
    history = " H" if is_history else ""
    if when.date is None or when.enddate is None:
        return f"-{history}"
    first, length = when.date.isoformat(), (when.enddate - when.date).days
    if when.precision == "day":
        return f"{first}{history}"
    if when.precision == "month" and length >= MONTH_DAYS:
        return f"{first[:7]}{history}"
    if when.precision == "year" and length >= YEAR_DAYS:
        return f"{first[:4]}{history}"
    return f"{first}..{when.enddate}{history}"


def found(case: Case) -> list[str]:
    """What is found for each event of a story."""
    dates = resolve_dates(case.asked, sentences=case.sentences, published=case.published)
    history = find_history(case.asked, dates, sentences=case.sentences, published=case.published)
    return [shown(when, is_history=is_history) for when, is_history in zip(dates, history, strict=True)]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_events_of_a_story(case: Case) -> None:
    assert len(case.asked) == len(case.expected)
    open_ones = [expected.startswith("~") for expected in case.expected]
    rows = zip(found(case), case.expected, open_ones, strict=True)
    assert [got if not is_open else wanted for got, wanted, is_open in rows] == case.expected


def test_most_events_are_right() -> None:
    pairs = [
        (got, wanted.lstrip("~ "))
        for case in read_cases()
        for got, wanted in zip(found(case), case.expected, strict=True)
    ]
    assert sum(got == wanted for got, wanted in pairs) / len(pairs) >= LEAST_RIGHT


def test_history_without_a_publication_date_is_what_the_extractor_says() -> None:
    asked = [
        Asked(sentence_index=0, words=None, auxiliary=modes, trigger=5, is_deed=True) for modes in ((), ("historical",))
    ]
    sentences = ["Peru seized the port in 1879."]
    dates = resolve_dates(asked, sentences=sentences, published=None)
    assert find_history(asked, dates, sentences=sentences, published=None) == [False, True]


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "Rebels",
                    "who",
                    "had",
                    "taken",
                    ",",
                    "the",
                    "port",
                    "in",
                    "May",
                    "after",
                    "Monday",
                    "that",
                    "day",
                    "1998",
                    "since",
                    "last",
                    "year",
                    "and",
                    "They",
                    "said",
                    "until",
                    "two",
                    "days",
                    "later",
                    "on",
                    "Friday",
                    "denied",
                    "the",
                    "same",
                    "month",
                    "Mr",
                    "Temer",
                    "years",
                    "ago",
                ]
            ),
            max_size=20,
        ).map(" ".join),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 60), st.booleans(), st.booleans()), max_size=8))
def test_any_story_has_a_date_or_none_for_each_event(
    sentences: list[str], drawn: list[tuple[int, int, bool, bool]]
) -> None:
    asked = sorted(
        (
            Asked(
                sentence_index=index % len(sentences),
                words=None,
                auxiliary=("historical",) if is_history else (),
                trigger=trigger,
                is_deed=is_deed,
            )
            for index, trigger, is_deed, is_history in drawn
        ),
        key=lambda one: (one.sentence_index, one.trigger),
    )
    published = date(2022, 8, 17)
    dates = resolve_dates(asked, sentences=sentences, published=published)
    history = find_history(asked, dates, sentences=sentences, published=published)
    assert len(dates) == len(history) == len(asked)
    for when, is_history in zip(dates, history, strict=True):
        assert when.date is None or when.enddate is None or when.date <= min(when.enddate, published)
        assert not is_history or when.date is None or when.date < published
