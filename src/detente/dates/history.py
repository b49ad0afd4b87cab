"""Whether an event is history: over half a year or more before the story, by its date or by the words of its clause.

The extractor reads one sentence and marks what sounds like background; the dates of the story say it better where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.dates.asked import Asked
from detente.dates.clauses import relative_clauses
from detente.dates.grammar import find_times
from detente.dates.own import is_present, nearest, own_times
from detente.dates.resolution import LONG_AGO, is_anothers, is_from_told, resolve_date, tied_times
from detente.records import EventDate

HISTORICAL = "historical"
HALF_YEAR_DAYS = 200
"""From so many days before publication a fact is history. The codebook says half a year or more; of the corpus' dev events those of
six months before are news, those of seven both, those of eight and more history."""
TIMETABLED = re.compile(r"(?:begins|convenes|expires|reconvenes|reopens|resumes|withdraws)\b")
"""A trigger in the present that no time dates is no history; chronologies in the present have their times beside it."""
RECENT_DAYS = 150
"""What happened within so many days is none."""


def find_history(
    asked: Sequence[Asked], dates: Sequence[EventDate], *, sentences: Sequence[str], published: date | None
) -> list[bool]:
    """For each event whether it is history; without a publication date what the extractor said."""
    if published is None:
        return [HISTORICAL in one.auxiliary for one in asked]
    asked = doubt_history(asked, sentences=sentences, published=published)
    return [_is_history(one, when, published) for one, when in zip(asked, dates, strict=True)]


def _is_history(one: Asked, when: EventDate, published: date) -> bool:
    if one.is_past:
        return True
    if "future" in one.auxiliary:
        return HISTORICAL in one.auxiliary
    if when.date and when.enddate:
        age = _age(when, published)
        if age >= HALF_YEAR_DAYS or age <= RECENT_DAYS:
            return age >= HALF_YEAR_DAYS
    if when.date is None and when.text and LONG_AGO.fullmatch(when.text):
        return True
    return HISTORICAL in one.auxiliary


def _age(when: EventDate, published: date) -> int:
    """Days from the middle of the date to publication; none for what went on until then."""
    if when.date is None or when.enddate is None or when.enddate >= published:
        return 0
    return (published - when.date).days - (when.enddate - when.date).days // 2


def doubt_history(asked: Sequence[Asked], *, sentences: Sequence[str], published: date) -> list[Asked]:
    """The events without the mark of history where the words of their own clause speak against it."""
    return [
        replace(one, auxiliary=tuple(mode for mode in one.auxiliary if mode != HISTORICAL))
        if HISTORICAL in one.auxiliary
        and not one.is_past
        and _is_contradicted(one, sentences[one.sentence_index], published)
        else one
        for one in asked
    ]


def _is_contradicted(one: Asked, sentence: str, published: date) -> bool:
    words, times = one.words, find_times(sentence)
    if words and all(is_anothers(sentence, time, one.trigger) for time in tied_times(words, sentence, times)):
        words = None
    if words is None and (is_present(sentence, one.trigger) or TIMETABLED.match(sentence, one.trigger)):
        return True
    own = [
        time.text for time in own_times(sentence, times, one.trigger) if not is_anothers(sentence, time, one.trigger)
    ]
    ages = _ages([words] if words else own, sentence, published)
    if ages:
        return max(ages) <= RECENT_DAYS
    return words is None and _is_beside_history(one.trigger, sentence, published)


def _ages(texts: Sequence[str], sentence: str, published: date) -> list[int]:
    """How long before publication the expressions lie, where they say it."""
    whens = [resolve_date(text, published=published, sentence=sentence) for text in texts if not is_from_told(text)]
    return [_age(when, published) for when in whens if when.text and when.date]


def _is_beside_history(trigger: int, sentence: str, published: date) -> bool:
    """Whether the sentence's old dates are all another thing's or stand in relative clauses, and the trigger in none."""
    clauses = [clause for clause in relative_clauses(sentence) if clause.is_set_off]
    if any(clause.start <= trigger < clause.end for clause in clauses):
        return False
    old = [
        t
        for t in nearest(find_times(sentence), trigger)
        if any(age >= HALF_YEAR_DAYS for age in _ages([t.text], sentence, published))
    ]
    return bool(old) and all(
        is_anothers(sentence, t, trigger) or any(clause.start <= t.start < clause.end for clause in clauses)
        for t in old
    )
