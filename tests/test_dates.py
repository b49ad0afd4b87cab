import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dates import Asked, find_times, resolve_date, resolve_dates
from detente.records import EventDate

CASES = Path(__file__).parent / "cases" / "dates" / "dates.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def shown(when: EventDate) -> str:
    days = "none" if when.date is None else when.date.isoformat()
    if when.enddate != when.date:
        days += f"..{when.enddate}"
    return f"{days} {when.precision} " + ("-" if when.text is None else f"'{when.text}'")


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    published, auxiliary, words, sentence, expected = (part.strip() for part in line.split(" | "))
    when = resolve_date(
        None if words == "-" else words,
        published=None if published == "none" else date.fromisoformat(published),
        sentence=sentence,
        auxiliary=() if auxiliary == "-" else auxiliary.split(","),
    )
    assert shown(when) == expected


def test_reference_day_settles_what_is_counted_from_it() -> None:
    when = resolve_date(
        "two days after",
        published=date(2022, 8, 17),
        sentence="It struck two days after the summit.",
        reference=date(2022, 8, 1),
    )
    assert when.date == date(2022, 8, 3)


STORY = (
    "The leaders held a summit in Oran on 3 August.",
    "Two days after the summit rebels shelled the town.",
    "The army withdrew the next day.",
    "On the eve of the summit the envoy resigned.",
    "A day after the vote the court closed.",
)


@pytest.mark.parametrize(
    ("index", "words", "day"),
    [
        (1, "Two days after the summit", date(2022, 8, 5)),
        (2, "the next day", date(2022, 8, 4)),
        (3, "On the eve of the summit", date(2022, 8, 2)),
    ],
)
def test_days_are_counted_from_what_the_story_tells(index: int, words: str, day: date) -> None:
    asked = Asked(sentence_index=index, words=words, auxiliary=(), trigger=0)
    (when,) = resolve_dates([asked], sentences=STORY, published=date(2022, 8, 17))
    assert (when.date, when.precision) == (day, "day")


def test_a_happening_without_a_day_dates_nothing() -> None:
    asked = Asked(sentence_index=4, words="A day after the vote", auxiliary=(), trigger=0)
    (when,) = resolve_dates([asked], sentences=STORY, published=date(2022, 8, 17))
    assert when.precision == "week"


def test_deeds_without_time_words_keep_the_day_of_the_story() -> None:
    sentences = ["Rebels raided the port on Tuesday.", "They burned two ships.", "The mayor accused the navy."]
    asked = [
        Asked(sentence_index=0, words="Tuesday", auxiliary=(), trigger=7, is_deed=True),
        Asked(sentence_index=1, words=None, auxiliary=(), trigger=5, is_deed=True),
        Asked(sentence_index=2, words=None, auxiliary=(), trigger=10),
    ]
    dates = resolve_dates(asked, sentences=sentences, published=date(2022, 8, 17))
    assert [when.date for when in dates] == [date(2022, 8, 16), date(2022, 8, 16), date(2022, 8, 17)]


WORDS = st.sampled_from(
    [
        "Monday",
        "Feb.",
        "11",
        "2019",
        "30",
        "February",
        "31",
        "the",
        "next",
        "day",
        "last",
        "two",
        "weeks",
        "ago",
        "from",
        "to",
        "between",
        "and",
        "1990s",
        "early",
        "9999",
        "99th",
        "anniversary",
        "of",
        "liberation",
        "May",
        "march",
        "in",
        "on",
        "29",
        "Feb",
        "later",
        "overnight",
        "Christmas",
        "century",
        "0th",
        "2014-2016",
        "12/13/2020",
        "000",
        "since",
    ]
)
SENTENCES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())
MODES = st.lists(st.sampled_from(["historical", "future", "hypothetical", "negation"]), max_size=2, unique=True)


@settings(deadline=None)
@given(SENTENCES)
def test_expressions_cut_what_they_claim_in_order(text: str) -> None:
    end = 0
    for expression in find_times(text):
        assert text[expression.start : expression.end] == expression.text
        assert end <= expression.start < expression.end
        end = expression.end


@settings(deadline=None)
@given(SENTENCES, DAYS, MODES, st.one_of(st.none(), SENTENCES))
def test_any_words_give_ordered_days_or_none(text: str, day: date | None, modes: list[str], words: str | None) -> None:
    when = resolve_date(words, published=day, sentence=text, auxiliary=modes)
    assert (when.date is None) == (when.enddate is None) == (when.precision == "unknown")
    if when.date is not None and when.enddate is not None:
        assert when.date <= when.enddate
        assert when.precision != "day" or when.date == when.enddate
    assert when.text is None or when.text in (words, *re.findall(re.escape(when.text), f"{text}\n{words}"))
