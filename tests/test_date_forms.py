"""Forms of time expressions that the cases file has none of, each with the days that a calendar gives."""

from datetime import date

import pytest

from detente.dates import resolve_date

PUBLISHED = date(2022, 8, 17)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2022-07-03", "2022-07-03", "2022-07-03"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the nineties", "1990-01-01", "1999-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("last decade", "2012-08-01", "2022-08-17"),
        ("last quarter", "2022-04-01", "2022-06-30"),
        ("the past two weeks", "2022-08-03", "2022-08-17"),
        ("the past three days", "2022-08-14", "2022-08-17"),
        ("Monday last week", "2022-08-08", "2022-08-08"),
        ("the day before yesterday", "2022-08-15", "2022-08-15"),
        ("spring 2021", "2021-03-01", "2021-05-31"),
        ("last week", "2022-08-08", "2022-08-14"),
        ("last month", "2022-07-01", "2022-07-31"),
    ],
)
def test_a_form_is_read(words: str, first: str, last: str) -> None:
    when = resolve_date(words, published=PUBLISHED, sentence=f"Rebels shelled the town {words}.")
    assert (str(when.date), str(when.enddate), when.text) == (first, last, words)


@pytest.mark.parametrize("words", ["31 June 2022", "the 40th century", "in the 5th millennium", "30 February"])
def test_days_that_no_calendar_has_are_none_of_the_events(words: str) -> None:
    when = resolve_date(words, published=PUBLISHED, sentence=f"Rebels shelled the town on {words}.")
    assert when.date in (None, PUBLISHED, date(2022, 1, 1), date(2022, 6, 1), date(2022, 2, 1))
