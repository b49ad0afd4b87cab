"""The dates of one story, resolved together: "two days after the summit" counts from the day that the story gives the summit.

`resolve_dates` takes what is asked of each event; the day to count from is looked for after the words themselves, then in
sentences that tell of the same happening, then in the sentences just before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from detente.dates.asked import HAPPENING_AHEAD, Asked
from detente.dates.counted import count_clauses
from detente.dates.days import Days
from detente.dates.grammar import WEEKDAYS, TimeExpression, find_times, reader
from detente.dates.history import doubt_history
from detente.dates.resolution import is_counted, resolve_date
from detente.dates.resolvers import Anchor, read_expression
from detente.dates.told import carry_on, told_days
from detente.records import EventDate

BEGINNING = 4
"""Sentences that say what country a story is about."""
YEARS_BACK = 6
"""Then a day of the month comes back on its weekday, mostly."""
SENTENCES_BACK = 3
"""How far back "the next day" looks for its day."""
PLAIN_DAYPART = re.compile(r"the (?!same|next|following|previous)\w+", re.IGNORECASE)
"""Such words are of the day that the sentence before told, if any: "in the evening"."""


def resolve_dates(
    asked: Sequence[Asked],
    *,
    sentences: Sequence[str],
    published: date | None,
    crawled: date | None = None,
    is_filed: bool = False,
) -> list[EventDate]:
    """One date for each event, in order.

    `crawled` is when the page was fetched, `is_filed` whether its dateline tells the day of publication.
    """
    if published is None:
        return resolve_own(
            asked, sentences=sentences, published=None, crawled=crawled, around=_day_of(sentences, crawled)
        )
    asked = doubt_history(asked, sentences=sentences, published=published)
    dates = resolve_own(asked, sentences=sentences, published=published)
    return carry_on(asked, dates, sentences=sentences, published=published, is_filed=is_filed)


def resolve_own(
    asked: Sequence[Asked],
    *,
    sentences: Sequence[str],
    published: date | None,
    crawled: date | None = None,
    around: date | None = None,
) -> list[EventDate]:
    """The dates that the events' own words tell, in order; those of publication, or unknown, where they tell none."""
    beginning, happenings = " ".join(sentences[:BEGINNING]), _Happenings(sentences, published)
    dates: list[EventDate] = []
    for one in asked:
        dates.append(
            resolve_date(
                one.words,
                published=published,
                sentence=sentences[one.sentence_index],
                auxiliary=one.auxiliary,
                reference=_reference(one, happenings, asked, dates) or _last_dated(one, asked, dates),
                trigger=one.trigger,
                story=beginning,
                crawled=crawled,
                around=around,
            )
        )
    return count_clauses(asked, dates, sentences=sentences, published=published)


def _day_of(sentences: Sequence[str], crawled: date | None) -> date | None:
    """A day of a story that tells no day of publication: the last before it was fetched whose weekday fits it, else the latest with a year.

    >>> _day_of(["The strike began on Sunday, June 9."], date(2021, 3, 2))
    datetime.date(2019, 6, 9)
    >>> _day_of(["The mayor shut the port on May 3, 2020.", "He opened it on May 30."], None)
    datetime.date(2020, 5, 3)
    """
    times = [time for sentence in sentences for time in find_times(sentence) if time.kind in {"month_day", "day_month"}]
    named = [(time, WEEKDAYS.index(weekday[:3].lower())) for time in times if (weekday := _weekday_beside(time))]
    if crawled is not None and named:
        for year in range(crawled.year, crawled.year - YEARS_BACK, -1):
            anchor = Anchor(published=crawled, year=year)
            days = [(read_expression(time, anchor), weekday) for time, weekday in named]
            if all(day and day.first <= crawled and day.first.weekday() == weekday for day, weekday in days):
                return next(day.first for day, _ in days if day)
    told = [read_expression(time, Anchor(published=None)) for time in times]
    return max((days.first for days in told if days), default=None)


def _weekday_beside(time: TimeExpression) -> str | None:
    """The weekday of a day and month without a year."""
    match = reader(time.kind).match(time.text) if time.kind in {"month_day", "day_month"} else None
    return match["weekday"] if match and not match["year"] else None


def _reference(one: Asked, happenings: _Happenings, asked: Sequence[Asked], dates: Sequence[EventDate]) -> Days | None:
    """What the event's time words count from, where another sentence tells it."""
    sentences, published = happenings.sentences, happenings.published
    sentence = sentences[one.sentence_index]
    counted = next((time for time in find_times(sentence) if is_counted(time)), None)
    if counted is None:
        return None
    named = HAPPENING_AHEAD.match(sentence[counted.end :])
    is_beside = counted.kind == "eve" or counted.text.lower().endswith(("after", "before", "following", "prior to"))
    if named and is_beside:
        return happenings.day_of(named["what"], one.sentence_index)
    if is_beside:
        return None
    reach = 1 if PLAIN_DAYPART.fullmatch(counted.text) else SENTENCES_BACK
    before = range(one.sentence_index - 1, max(-1, one.sentence_index - 1 - reach), -1)
    for at in before:
        if days := _day_of_last(at, asked, dates) or told_days(sentences[at], published):
            return days
    return None


def _day_of_last(at: int, asked: Sequence[Asked], dates: Sequence[EventDate]) -> Days | None:
    """The day of the last event of a sentence, where words tell one."""
    for row in range(len(dates) - 1, -1, -1):
        when = dates[row]
        if asked[row].sentence_index < at:
            return None
        if asked[row].sentence_index == at and when.text and when.date:
            return Days(when.date, when.date, "day") if when.precision == "day" else None
    return None


def _last_dated(one: Asked, asked: Sequence[Asked], dates: Sequence[EventDate]) -> Days | None:
    """The date of the event before, where the story has just told it."""
    for row in range(len(dates) - 1, -1, -1):
        other, when = asked[row], dates[row]
        if other.sentence_index < one.sentence_index - SENTENCES_BACK:
            return None
        if other.sentence_index < one.sentence_index and when.text and when.date and when.enddate:
            return Days(when.date, when.enddate, when.precision)
    return None


class _Happenings:
    """The days that a story gives its happenings; each is looked for once in all sentences, however many events count from it."""

    def __init__(self, sentences: Sequence[str], published: date | None) -> None:
        self.sentences, self.published = sentences, published
        self._days: dict[str, dict[int, Days]] = {}
        self._often: dict[str, Counter[Days]] = {}

    def day_of(self, what: str, at: int) -> Days | None:
        """The one day that other sentences of the story give this happening."""
        what = what.lower()
        if what not in self._days:
            self._days[what] = dict(self._told(what))
            self._often[what] = Counter(self._days[what].values())
        often, own = self._often[what], self._days[what].get(at)
        is_only_here = own is not None and often[own] == 1
        if len(often) - is_only_here != 1:
            return None
        return next(days for days in often if not (is_only_here and days == own))

    def _told(self, what: str) -> Iterator[tuple[int, Days]]:
        word = re.compile(rf"\b{re.escape(what)}\b", re.IGNORECASE)
        for index, sentence in enumerate(self.sentences):
            days = told_days(sentence, self.published) if word.search(sentence) else None
            if days and days.precision == "day":
                yield index, days
