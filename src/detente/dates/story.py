"""The dates of one story, resolved together: "two days after the summit" counts from the day that the story gives the summit.

`resolve_dates` takes what is asked of each event; the day to count from is looked for after the words themselves, then in
sentences that tell of the same happening, then in the sentences just before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.dates.asked import HAPPENING_AHEAD, Asked
from detente.dates.counted import count_clauses
from detente.dates.grammar import find_times
from detente.dates.resolution import COUNTED, resolve_date
from detente.records import EventDate

SENTENCES_BACK = 2
"""How far back "the next day" looks for its day."""
CARRIED_SENTENCES = 6
FRESH = timedelta(days=1)
"""How far, and for how old a day, deeds without time words carry on the day told before: the best of 3, 6, 12, 30 sentences and
0 to 3 days on the corpus' dev stories (0.737 without, 0.753 with)."""


def resolve_dates(asked: Sequence[Asked], *, sentences: Sequence[str], published: date | None) -> list[EventDate]:
    """One date for each event, in order."""
    dates = [
        resolve_date(
            one.words,
            published=published,
            sentence=sentences[one.sentence_index],
            auxiliary=one.auxiliary,
            reference=_reference(one, sentences, published),
            trigger=one.trigger,
        )
        for one in asked
    ]
    dates = count_clauses(asked, dates, sentences=sentences, published=published)
    return _carry_on(asked, dates, published) if published else dates


def _carry_on(asked: Sequence[Asked], dates: Sequence[EventDate], published: date) -> list[EventDate]:
    """Deeds without time words have the day that the story last gave an event, if that is fresh; what is said has publication's."""
    carried: list[EventDate] = []
    day, told_at = published, 0
    for one, when in zip(asked, dates, strict=True):
        if (
            when.text is None
            and when.date == published
            and one.is_deed
            and one.sentence_index - told_at <= CARRIED_SENTENCES
        ):
            when = replace(when, date=day, enddate=day)
        elif when.text and when.date and when.precision == "day" and FRESH >= published - when.date >= timedelta(0):
            day, told_at = when.date, one.sentence_index
        carried.append(when)
    return carried


def _reference(one: Asked, sentences: Sequence[str], published: date | None) -> date | None:
    """The day that the event's time words count from, where another sentence tells it."""
    sentence = sentences[one.sentence_index]
    counted = next((time for time in find_times(sentence) if time.kind in COUNTED), None)
    if counted is None:
        return None
    named = HAPPENING_AHEAD.match(sentence[counted.end :])
    is_beside = counted.kind == "eve" or counted.text.lower().endswith(("after", "before", "following", "prior to"))
    if named and is_beside:
        return _day_of(named["what"], one.sentence_index, sentences, published)
    if is_beside:
        return None
    before = range(one.sentence_index - 1, max(-1, one.sentence_index - 1 - SENTENCES_BACK), -1)
    return next((day for at in before if (day := _exact_day(sentences[at], published))), None)


def _day_of(what: str, at: int, sentences: Sequence[str], published: date | None) -> date | None:
    """The one day that other sentences of the story give this happening."""
    word = re.compile(rf"\b{re.escape(what)}\b", re.IGNORECASE)
    found = {
        day
        for index, sentence in enumerate(sentences)
        if index != at and word.search(sentence) and (day := _exact_day(sentence, published))
    }
    return found.pop() if len(found) == 1 else None


def _exact_day(sentence: str, published: date | None) -> date | None:
    """The day of a sentence that tells exactly one."""
    days = set()
    for time in find_times(sentence):
        if time.kind in COUNTED or time.kind in {"present", "clock", "set", "age", "duration", "vague_duration"}:
            continue
        when = resolve_date(time.text, published=published, sentence=sentence)
        if when.precision == "day" and when.text and when.date:
            days.add(when.date)
    return days.pop() if len(days) == 1 else None
