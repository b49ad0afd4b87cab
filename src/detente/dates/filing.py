"""The day on which a story was written, by its dateline: newspapers print a report of the day before, and its "today" is that day.

Takes the words of a dateline and the day of publication; gives the day from which the story's times count.
"""

from __future__ import annotations

from datetime import date

from detente.dates.grammar import find_times
from detente.dates.resolvers import Anchor, read_expression

MOST_DAYS_BEFORE = 3
"""A report that waited longer is no news of the day of its dateline; a weekend and a night lie within."""


def written_on(dateline: str | None, published: date | None) -> date | None:
    """The day of a dateline where it lies a few days before publication at most, else that of publication.

    >>> written_on("CAIRO, June 4 (Wire)", date(1967, 6, 5))
    datetime.date(1967, 6, 4)
    >>> written_on("CAIRO, Sunday", date(1967, 6, 5))
    datetime.date(1967, 6, 4)
    """
    return _day(dateline, published) or published


def is_filed_on(dateline: str | None, published: date | None) -> bool:
    """Whether a dateline tells the day of publication itself, as those of agencies do.

    >>> is_filed_on("CAIRO, June 5 (Wire)", date(1967, 6, 5))
    True
    >>> is_filed_on("CAIRO", date(1967, 6, 5))
    False
    """
    return published is not None and _day(dateline, published) == published


def _day(dateline: str | None, published: date | None) -> date | None:
    """The day that a dateline tells, where it is that of publication or a few days before."""
    if not dateline or published is None:
        return None
    times = [time for time in find_times(dateline) if time.kind in {"month_day", "day_month", "weekday"}]
    days = read_expression(times[0], Anchor(published=published)) if times else None
    is_near = days is not None and 0 <= (published - days.first).days <= MOST_DAYS_BEFORE
    return days.first if days and is_near else None
