"""What a story tells of its times, and which of them the events without time words have.

Takes the dates that the events' own words gave. Of the day of publication, the day before it and the older date told last, an event without
any has the one for which most speaks (`dates/signs.py`); a historical one that of the history told just before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.dates.asked import Asked
from detente.dates.days import DAY, Days
from detente.dates.grammar import find_times
from detente.dates.history import HALF_YEAR_DAYS, HISTORICAL
from detente.dates.own import MOST_TIMES, is_present
from detente.dates.resolution import is_counted, resolve_date
from detente.dates.signs import LEAD, SIGNS, Kind, Look, Told, read_points, read_signs
from detente.records import EventDate

UNTOLD_KINDS = frozenset({"present", "clock", "set", "age", "duration", "vague_duration"})
NO_SIGNS = (0.0,) * len(SIGNS)
BACKGROUND_SENTENCES = 2
"""So far the date of background reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A date that an event may have, and a number for each of SIGNS."""

    when: EventDate
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllTold:
    """The days of publication and before that a story tells, and the older dates, each in its order."""

    news: Sequence[Told]
    older: Sequence[Told]


def told_days(sentence: str, published: date | None) -> Days | None:
    """The day of a sentence that tells exactly one, else the one month, year or period that it tells."""
    found: dict[Days, None] = {}
    for time in find_times(sentence)[:MOST_TIMES]:
        if is_counted(time) or time.kind in UNTOLD_KINDS:
            continue
        when = resolve_date(time.text, published=published, sentence=sentence)
        if when.text and when.date and when.enddate:
            found[Days(when.date, when.enddate, when.precision)] = None
    told = [days for days in found if days.precision == "day"] or list(found)
    return told[0] if len(told) == 1 else None


def carry_on(
    asked: Sequence[Asked], dates: Sequence[EventDate], *, sentences: Sequence[str], published: date
) -> list[EventDate]:
    """The dates with those of events without time words that the story tells in a row with dated ones."""
    told = list_told(asked, dates, sentences=sentences, published=published)
    carried: list[EventDate] = []
    for one, when in zip(asked, dates, strict=True):
        if is_open(when, published):
            carried.append(_likeliest(list_candidates(one, told, sentences=sentences, published=published)))
        elif when.text is None and HISTORICAL in one.auxiliary:
            carried.append(_background(one, told.older, published) or when)
        else:
            carried.append(when)
    return carried


def is_open(when: EventDate, published: date) -> bool:
    """Whether a date is that of publication for want of time words."""
    return when.text is None and when.date == published


def list_told(
    asked: Sequence[Asked], dates: Sequence[EventDate], *, sentences: Sequence[str], published: date
) -> AllTold:
    """What events' words and sentences without events between them tell; what lies ahead or goes on is not told."""
    with_events = {one.sentence_index for one in asked}
    told = [
        Told(when=when, place=(one.sentence_index, one.trigger))
        for one, when in zip(asked, dates, strict=True)
        if when.text is not None and when.date is not None
    ]
    for index in range(max(with_events, default=0)):
        if index not in with_events and (days := told_days(sentences[index], published)):
            when = EventDate(date=days.first, enddate=days.last, precision=days.precision, text=None)
            told.append(Told(when=when, place=(index, 0)))
    told.sort(key=lambda each: each.place)
    news = [each for each in told if each.when.precision == "day" and 0 <= _days_ago(each, published) <= 1]
    past = (each for each in told if each.when.enddate is not None and each.when.enddate < published)
    return AllTold(news=news, older=[each for each in past if each not in news])


def list_candidates(one: Asked, told: AllTold, *, sentences: Sequence[str], published: date) -> list[Candidate]:
    """The day of publication first, then the day before where the story tells it, then the older date told last."""
    place = (one.sentence_index, one.trigger)
    lead = next(iter(told.news), None)
    days_told = {each.when.date for each in told.news if each.place < place}
    is_early = lead is not None and lead.place[0] <= LEAD and published not in days_told

    def candidate(each: Told, kind: Kind) -> Candidate:
        look = Look(
            one=one,
            sentences=sentences,
            told=each,
            is_of_lead=is_early and lead is not None and each.when.date == lead.when.date,
            is_news_told=bool(days_told),
        )
        return Candidate(when=each.when, signs=read_signs(look, kind))

    found = [Candidate(when=_on(published), signs=NO_SIGNS)]
    if day_before := _nearest([each for each in told.news if each.when.date != published], place):
        found.append(candidate(replace(day_before, when=_on(published - DAY)), "news"))
    older = _last_before(told.older, place)
    if older and not is_present(sentences[one.sentence_index], one.trigger):
        found.append(candidate(older, "older"))
    return found


def _likeliest(candidates: Sequence[Candidate]) -> EventDate:
    """The date for which most speaks."""
    if len(candidates) == 1:
        return candidates[0].when
    points = read_points()

    def weigh(candidate: Candidate) -> float:
        return sum(number * point for number, point in zip(candidate.signs, points, strict=True))

    return max(candidates, key=weigh).when


def _background(one: Asked, older: Sequence[Told], published: date) -> EventDate | None:
    """The date of the history that the story told just before."""
    last = _last_before(older, (one.sentence_index, one.trigger))
    if last is None or one.sentence_index - last.place[0] > BACKGROUND_SENTENCES:
        return None
    return last.when if _days_ago(last, published) >= HALF_YEAR_DAYS else None


def _last_before(told: Sequence[Told], place: tuple[int, int]) -> Told | None:
    return next((each for each in reversed(told) if each.place < place), None)


def _nearest(told: Sequence[Told], place: tuple[int, int]) -> Told | None:
    """What was told last before a place, else first behind it."""
    return _last_before(told, place) or next(iter(told), None)


def _days_ago(told: Told, published: date) -> int:
    return (published - told.when.date).days if told.when.date else 0


def _on(day: date) -> EventDate:
    return EventDate(date=day, enddate=day, precision="day", text=None)
