"""Stretches of days: a month, a week, a year, a part of one; and the numbers that words stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from detente.dates.grammar import MONTHS, NUMBERS, ORDINALS
from detente.records import DatePrecision

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, and how exact that is."""

    first: date
    last: date
    precision: DatePrecision


def month_days(year: int, month: int) -> Days:
    """The days of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - DAY, "month")


def year_days(year: int) -> Days:
    """The days of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day, "day")


def week_of(day: date) -> Days:
    """The week, from Monday, that the day lies in."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + 6 * DAY, "week")


def month_after(day: date, months: int) -> Days:
    """The month so many months after the day's (before, where negative)."""
    count = day.year * 12 + day.month - 1 + months
    return month_days(count // 12, count % 12 + 1)


def month_number(name: str) -> int:
    """The number of a month by its name."""
    return MONTHS.index(name[:3].lower()) + 1


def number_of(words: str | None) -> int | None:
    """The number that words stand for; None for "several"."""
    if not words:
        return None
    word = words.lower().split("-")
    if words[0].isdigit():
        return int(float(words.replace(",", "")))
    if words.lower().startswith("a couple"):
        return 2
    if len(word) == 2 and word[0] in NUMBERS and word[1] in NUMBERS:
        return NUMBERS[word[0]] + NUMBERS[word[1]]
    return NUMBERS.get(words.lower(), {"a dozen": 12, "a hundred": 100}.get(words.lower()))


def ordinal_of(words: str) -> int | None:
    """The number that an ordinal stands for, in figures or words."""
    figures = re.match(r"[0-9]+", words)
    if figures:
        return int(figures[0])
    tens = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
    head, _, tail = words.lower().partition("-")
    if head in ORDINALS and not tail:
        return ORDINALS[head]
    ten = next((value for stem, value in tens.items() if head.startswith(stem)), None)
    return ten + ORDINALS.get(tail, 0) if ten else None


def part_of(days: Days, modifier: str | None) -> Days:
    """The early, middle or late third of a span (half where the words say so), at the span's own precision."""
    if not modifier:
        return days
    words, length = modifier.lower(), (days.last - days.first).days + 1
    share = 2 if "half" in words else 3
    if length < share:
        return days
    third = timedelta(days=length // share)
    if re.search(r"early|begin|start|onset|dawn|first", words):
        return Days(days.first, days.first + third - DAY, days.precision)
    if re.search(r"late|end|close|second|latter|last|final", words):
        return Days(days.last - third + DAY, days.last, days.precision)
    return Days(days.first + third, days.last - third, days.precision)


def move_day(home: date, unit: str, count: int) -> Days | None:
    """The day, week, month, year or decade that lies so many units away."""
    if unit in {"minute", "hour"}:
        return one_day(home)
    if unit in {"day", "night", "morning", "afternoon", "evening"}:
        return one_day(home + timedelta(days=count))
    if unit in {"week", "fortnight", "weekend"}:
        week = week_of(home + timedelta(days=count * (14 if unit == "fortnight" else 7)))
        return Days(week.first + 5 * DAY, week.last, "period") if unit == "weekend" else week
    if unit == "month":
        return month_after(home, count)
    if unit == "quarter":
        first = month_after(home.replace(month=(home.month - 1) // 3 * 3 + 1, day=1), 3 * count).first
        return Days(first, month_after(first, 2).last, "period")
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return None
    if unit == "year":
        return year_days(home.year + count)
    first_year = (home.year + count * years) // years * years
    return Days(date(first_year, 1, 1), date(first_year + years - 1, 12, 31), "period")


UNIT_DAYS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "weekend": 2, "week": 7,
             "fortnight": 14, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525}  # fmt: skip
"""The most days that a unit has."""


def count_from(home: Days, unit: str, count: int) -> Days | None:
    """The day, week, month or year that lies so many units from what is told; None where too little is told for that.

    >>> count_from(month_days(2020, 6), "month", 16)
    Days(first=datetime.date(2021, 10, 1), last=datetime.date(2021, 10, 31), precision='month')
    """
    length = (home.last - home.first).days + 1
    if length <= max(UNIT_DAYS.get(unit, 0), 1):
        return move_day(home.first, unit, count)
    return None if count else home


def count_vaguely(home: Days, unit: str, sign: int) -> Days | None:
    """A few days, weeks or months from what is told, which itself is said where it is longer; years and decades are no date."""
    reach = {"minute": 0, "hour": 0, "day": 7, "week": 28, "month": 183}.get(unit)
    if reach is None:
        return None
    if home.precision != "day":
        return home if 0 < reach <= (home.last - home.first).days + 1 else None
    other = home.first + sign * timedelta(days=reach)
    return Days(min(home.first, other), max(home.first, other), "period" if reach else "day")
