"""Events told by their distance from another of the same sentence: "Kuwait left, two days after Riyadh had broken off relations".

Takes what is asked and the dates found without this; gives the dates, those of the counted clause set from the main event's day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.dates.asked import HAPPENING_AHEAD, Asked
from detente.dates.grammar import NUMBERS, TimeExpression, find_times, reader
from detente.dates.resolution import resolve_date
from detente.records import EventDate

WAYS = {"after": -1, "following": -1, "before": 1}
LENGTHS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14}
CLAUSE_END = re.compile(r"[,;:–—]|\s-\s")
OPENS = len("just ")
DAY_KINDS = frozenset({"month_day", "day_month", "iso"})
CAME = re.compile(r"\b(?:came|comes|follow(?:s|ed)|happened|took place)\s(?:just\s|only\s|barely\s|less than\s)?$")
"""Before the expression: what the sentence counts from was told before ("The order came a week after …")."""
SENTENCES_BACK = 2
"""So far back, as with other counted times (dates/story.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The words "two days after" with the clause that follows them: its stretch, and how far it lies from the main event."""

    expression: TimeExpression
    end: int
    days: int
    day: TimeExpression | None = None
    """What dates the clause itself: "two days after voters had approved it on December 3"."""

    def holds(self, trigger: int) -> bool:
        """Whether a trigger stands in the clause."""
        return self.expression.end <= trigger < self.end


def count_clauses(
    asked: Sequence[Asked], dates: Sequence[EventDate], *, sentences: Sequence[str], published: date | None
) -> list[EventDate]:
    """The dates with those of counted clauses."""
    found = list(dates)
    for index in dict.fromkeys(one.sentence_index for one in asked):
        counted = find_counted(sentences[index])
        if counted is None:
            continue
        rows = [row for row, one in enumerate(asked) if one.sentence_index == index]
        if counted.day is None and not any(counted.holds(asked[row].trigger) for row in rows):
            continue
        if counted.day is not None:
            found = _count_on(
                counted, counted.day, asked, found, rows=rows, sentence=sentences[index], published=published
            )
            continue
        main = _main_day(counted, [(asked[row], found[row]) for row in rows], sentences[index], published)
        if CAME.search(sentences[index], 0, counted.expression.start):
            main = _day_before(index, asked, found)
        if main is None:
            continue
        for row in rows:
            is_inside, is_said = counted.holds(asked[row].trigger), _is_said_by(asked[row], counted)
            if is_said or (is_inside and asked[row].words is None):
                found[row] = _on(main + timedelta(days=counted.days if is_inside else 0), counted)
    return found


def find_counted(sentence: str) -> Counted | None:
    """The first such words of the sentence that a clause follows, no date and no named happening."""
    times = find_times(sentence)
    for time in times:
        match = reader(time.kind).match(time.text) if time.kind == "ago" else None
        if match is None or match["way"].lower() not in WAYS or match["unit"].lower() not in LENGTHS:
            continue
        following = next((other for other in times if other.start >= time.end), None)
        is_day = following is not None and len(sentence[time.end : following.start].split()) <= 1
        number = _number(match["number"])
        if number is None or is_day:
            continue
        closed = CLAUSE_END.search(sentence, time.end)
        end = closed.start() if closed else len(sentence)
        opens = time.start <= OPENS and closed is not None
        day = following if opens and following and following.kind in DAY_KINDS and following.start < end else None
        if day is None and HAPPENING_AHEAD.match(sentence[time.end :]):
            continue
        shift = WAYS[match["way"].lower()] * number * LENGTHS[match["unit"].lower()]
        return Counted(expression=time, end=end, days=shift, day=day)
    return None


def _number(words: str | None) -> int | None:
    """How many; "hours after" needs no number, "several days" has none."""
    if words is None:
        return 0
    return int(words) if words.isdigit() else NUMBERS.get(words.lower())


def _count_on(
    counted: Counted,
    day: TimeExpression,
    asked: Sequence[Asked],
    dates: Sequence[EventDate],
    *,
    rows: Sequence[int],
    sentence: str,
    published: date | None,
) -> list[EventDate]:
    """The dates with those of the events outside a clause that is dated itself, counted from its day."""
    found = list(dates)
    told = resolve_date(day.text, published=published, sentence=sentence, trigger=counted.expression.end)
    if told.date is None or told.precision != "day":
        return found
    for row in rows:
        one = asked[row]
        if not counted.holds(one.trigger) and (one.words is None or _is_said_by(one, counted)):
            found[row] = _on(told.date - timedelta(days=counted.days), counted)
    return found


def _main_day(
    counted: Counted, events: Sequence[tuple[Asked, EventDate]], sentence: str, published: date | None
) -> date | None:
    """The day of the event that the clause is counted from, by its own words or the publication."""
    outside = [(one, when) for one, when in events if not counted.holds(one.trigger)]
    if counted.expression.start > OPENS:
        outside = [(one, when) for one, when in outside if one.trigger < counted.expression.start][-1:]
    if not outside:
        return None
    one, when = outside[0]
    if _is_said_by(one, counted):
        when = resolve_date(None, published=published, sentence=sentence, auxiliary=one.auxiliary, trigger=one.trigger)
    return when.date if when.precision == "day" else None


def _day_before(index: int, asked: Sequence[Asked], dates: Sequence[EventDate]) -> date | None:
    """The day of the event that the sentences just before dated last."""
    near = range(index - SENTENCES_BACK, index)
    told = [when for one, when in zip(asked, dates, strict=True) if one.sentence_index in near and when.text]
    return told[-1].date if told and told[-1].precision == "day" else None


def _is_said_by(one: Asked, counted: Counted) -> bool:
    """Whether an event's time words are the counting ones."""
    return one.words is not None and (one.words in counted.expression.text or counted.expression.text in one.words)


def _on(day: date, counted: Counted) -> EventDate:
    return EventDate(date=day, enddate=day, precision="day", text=counted.expression.text)
