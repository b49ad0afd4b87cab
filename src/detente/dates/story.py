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
from detente.dates.grammar import find_times
from detente.dates.history import doubt_history
from detente.dates.resolution import is_counted, resolve_date
from detente.dates.told import carry_on, told_days
from detente.records import EventDate

BEGINNING = 4
"""Sentences that say what country a story is about."""
SENTENCES_BACK = 2
"""How far back "the next day" looks for its day."""


def resolve_dates(
    asked: Sequence[Asked], *, sentences: Sequence[str], published: date | None, crawled: date | None = None
) -> list[EventDate]:
    """One date for each event, in order; `crawled` is when the page was fetched."""
    if published is None:
        return resolve_own(asked, sentences=sentences, published=None, crawled=crawled)
    asked = doubt_history(asked, sentences=sentences, published=published)
    dates = resolve_own(asked, sentences=sentences, published=published)
    return carry_on(asked, dates, sentences=sentences, published=published)


def resolve_own(
    asked: Sequence[Asked], *, sentences: Sequence[str], published: date | None, crawled: date | None = None
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
                reference=_reference(one, happenings) or _last_dated(one, asked, dates),
                trigger=one.trigger,
                story=beginning,
                crawled=crawled,
            )
        )
    return count_clauses(asked, dates, sentences=sentences, published=published)


def _reference(one: Asked, happenings: _Happenings) -> Days | None:
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
    before = range(one.sentence_index - 1, max(-1, one.sentence_index - 1 - SENTENCES_BACK), -1)
    return next((days for at in before if (days := told_days(sentences[at], published))), None)


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
