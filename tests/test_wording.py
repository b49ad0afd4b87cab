from datetime import date
from importlib.resources import files

import pytest

from detente.wording import counted, days_in_figures, days_in_words, noun_for


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "event", "0 events"),
        (1, "story", "1 story"),
        (2, "story", "2 stories"),
        (11, "day", "11 days"),
        (1, "more sentence", "1 more sentence"),
        (3, "more sentence", "3 more sentences"),
    ],
)
def test_things_are_counted_in_their_own_number(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words
    assert noun_for(number, noun) == words.split(" ", 1)[1]


def test_no_template_makes_plurals_of_its_own() -> None:
    templates = [each for each in (files("detente.web") / "templates").iterdir() if each.name.endswith(".html")]
    assert len(templates) > 10
    assert [each.name for each in templates if '{{ "s" if' in each.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("first", "last", "precision", "figures", "words"),
    [
        ("2016-03-03", "2016-03-03", "day", "2016-03-03", "3 March 2016"),
        ("2016-03-03", None, "unknown", "2016-03-03", "3 March 2016"),
        ("2016-03-01", "2016-03-31", "month", "2016-03", "March 2016"),
        ("1967-01-01", "1967-12-31", "year", "1967", "1967"),
        ("1967-01-01", "1967-04-30", "year", "1967", "1967"),
        ("2016-03-01", "2016-05-31", "period", "2016-03-01 to 2016-05-31", "1 March 2016 to 31 May 2016"),
        ("2022-07-04", "2022-07-10", "week", "2022-07-04 to 2022-07-10", "4 July 2022 to 10 July 2022"),
        ("2016-01-01", "2022-07-10", "period", "2016 to 2022", "2016 to 2022"),
        ("0987-01-01", "0987-12-31", "year", "0987", "987"),
    ],
)
def test_days_are_said_no_more_exactly_than_they_are_known(
    first: str, last: str | None, precision: str, figures: str, words: str
) -> None:
    days = (date.fromisoformat(first), date.fromisoformat(last) if last else None)
    assert days_in_figures(*days, precision) == figures
    assert days_in_words(*days, precision) == words
