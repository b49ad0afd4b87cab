"""How commands and the site say numbers of things, and days no more exactly than they are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

VOWELS = "aeiou"
FIGURES = {"year": "{0.year:04}", "month": "{0.year:04}-{0.month:02}", "day": "{0.year:04}-{0.month:02}-{0.day:02}"}
WORDS = {"year": "{0.year}", "month": "{0:%B} {0.year}", "day": "{0.day} {0:%B} {0.year}"}


def counted(number: int, noun: str) -> str:
    """A number and what it counts; the noun is given in the singular.

    >>> counted(1, "story"), counted(0, "story"), counted(2, "independent text"), counted(3, "day")
    ('1 story', '0 stories', '2 independent texts', '3 days')
    """
    return f"{number} {noun_for(number, noun)}"


def noun_for(number: int, noun: str) -> str:
    """The noun in the form that the number asks for."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in VOWELS else f"{noun}s"


def days_in_figures(first: date, last: date | None, precision: str) -> str:
    """When something happened, as exactly as is known, in figures.

    >>> days_in_figures(date(2016, 3, 3), None, "day"), days_in_figures(date(2016, 3, 1), date(2016, 3, 31), "month")
    ('2016-03-03', '2016-03')
    >>> days_in_figures(date(2016, 3, 1), date(2016, 5, 31), "period")
    '2016-03-01 to 2016-05-31'
    """
    return _from_to(first, last, precision, FIGURES)


def days_in_words(first: date, last: date | None, precision: str) -> str:
    """When something happened, as exactly as is known, in words.

    >>> days_in_words(date(2016, 3, 3), None, "day"), days_in_words(date(2016, 3, 1), date(2016, 3, 31), "month")
    ('3 March 2016', 'March 2016')
    """
    return _from_to(first, last, precision, WORDS)


def _from_to(first: date, last: date | None, precision: str, forms: Mapping[str, str]) -> str:
    """The first and the last day in the form of the unit that is known; once where both read the same."""
    last = last or first
    form = forms[_unit(first, last, precision)]
    return " to ".join(dict.fromkeys(form.format(day) for day in (first, last)))


def _unit(first: date, last: date, precision: str) -> str:
    """What the days are known to: a period from a New Year into a later year ("since 2016", "the 1960s") only to its years."""
    if precision in {"month", "year"}:
        return precision
    is_of_years = precision == "period" and (first.month, first.day) == (1, 1) and last.year > first.year
    return "year" if is_of_years else "day"
