"""The day on which a story was written, by its dateline: newspapers print a report of the day before, and its "today" is that day.

Takes the words of a dateline and the day of publication; gives the day from which the story's times count.
"""

from __future__ import annotations

from datetime import date, timedelta

from detente.clean.stamps import day_before

MOST_DAYS_BEFORE = 3
"""A report that waited longer is no news of the day of its dateline; a weekend and a night lie within."""


def written_on(dateline: str | None, published: date | None) -> date | None:
    """The day of a dateline where it lies a few days before publication at most, else that of publication.

    >>> written_on("CAIRO, June 4 (Wire)", date(1967, 6, 5))
    datetime.date(1967, 6, 4)
    """
    if not dateline or published is None:
        return published
    day = day_before(dateline, published)
    return day if day and published - day <= timedelta(days=MOST_DAYS_BEFORE) else published
