"""What a story has told of its times so far, and the events without time words that it tells in a row with dated ones.

Takes the dates that the events' own words gave; an event without any has the day of the news that the story last told, or the older
date of the sentence before where it goes on about it. All figures are of the corpus' dev stories.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.dates.asked import Asked
from detente.dates.days import Days
from detente.dates.grammar import find_times
from detente.dates.history import HALF_YEAR_DAYS
from detente.dates.own import MOST_TIMES, is_present
from detente.dates.resolution import MOST_DAYS_AGO, UNKNOWN, is_counted, resolve_date
from detente.records import EventDate

UNTOLD_KINDS = frozenset({"present", "clock", "set", "age", "duration", "vague_duration"})
FRESH = timedelta(days=1)
"""So old a day is news; the best of 0 to 3 days."""
CARRIED_SENTENCES = 6
"""So far deeds carry on the day of the news; 4 to 12 are as good, 3 and 30 worse."""
LEAD = 1
"""A story's first two sentences tell its news."""
LEAD_SENTENCES = 2
"""So far what is said carries on the day of the lead: reactions further down are of the day of publication. 1 is as good, 3 worse."""
BACKGROUND_SENTENCES = 2
"""So far the date of background reaches."""
HAD = re.compile(r"\bhad\s(?:\w+\s){0,2}$")
HAD_REACH = 24
BACK_THEN = re.compile(
    r"\bat (?:the|that) time\b|(?<!since )(?<!until )(?<!by )\bthen\b(?!,)|\bin turn\b"
    r"|\b(?:over|after|in) (?:the|that) (?:affair|scandal|incident|episode|coup|massacre|war|uprising|revolt)\b",
    re.IGNORECASE,
)
"""Words that set a sentence in the time that the one before it told."""
SINCE_THEN = re.compile(
    r"\b(?:has|have|had) since\b|\bsince(?=[.,]| and\b)|\bhours? (?:earlier|later|before|after)\b", re.IGNORECASE
)
"""What has happened since then, or hours from the news, has the day of the news."""
GOING_ON = re.compile(
    r"[\"“]|(?:They|He|She|It|These|Those|Some|Many|Most|Others|Both|All|Several|Dozens|Hundreds|(?:Nearly|Some|At least) \d+)\b"
    r"|The \w+(?:s|men|women)\b|\w+ (?:then|also)\b"
)
"""How a sentence begins that goes on about those of whom the one before told."""


DENIAL = re.compile(r"den(?:y|ies|ied)\b")
"""A deed denied is said, not done."""
KNOWN_PERSON = re.compile(r"[\"“]?(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?P<surname>[A-Z][a-zA-Z’'-]{2,})(?= [a-z])")
"""How a sentence begins that names a person for the second time."""
NO_GIVEN_NAMES = (
    "Mr|Mrs|Ms|Dr|The|In|On|At|Of|North|South|East|West|New|Northern|Southern|Eastern|Western|"
    "Saudi|San|El|United|Central|Great|Sri"
)
"""Capitals before a name that make it no surname."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date that a story told, and in which sentence."""

    when: EventDate = UNKNOWN
    index: int = -1
    is_lead: bool = False
    """Whether the sentence was the story's lead."""
    is_carried: bool = False
    """Whether that sentence has the date from the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """The day of the news and the older date that were told last."""

    news: Told
    older: Told


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
    carried: list[EventDate] = []
    so_far, at = SoFar(news=Told(), older=Told()), 0
    with_events = {one.sentence_index for one in asked}
    for one, when in zip(asked, dates, strict=True):
        for index in range(at, one.sentence_index):
            if index not in with_events:
                so_far = _heard(so_far, index, _told_alone(sentences[index], published), published)
        at = max(at, one.sentence_index)
        if when.text is None:
            when = _in_a_row(one, when, so_far, sentences, published)
            if when is so_far.older.when:
                so_far = replace(so_far, older=replace(so_far.older, index=one.sentence_index, is_carried=True))
        else:
            so_far = _heard(so_far, one.sentence_index, when, published)
        carried.append(when)
    return carried


def _told_alone(sentence: str, published: date) -> EventDate:
    """The date of a sentence without events."""
    days = told_days(sentence, published)
    return EventDate(date=days.first, enddate=days.last, precision=days.precision, text=None) if days else UNKNOWN


def _heard(so_far: SoFar, index: int, when: EventDate, published: date) -> SoFar:
    """What was told last, once a sentence has told a date; what lies ahead or goes on is neither news nor past."""
    if when.date is None or when.enddate is None or when.date > published:
        return so_far
    news = so_far.news
    if when.precision == "day" and published - when.date <= FRESH:
        is_first = news.when.date is None
        is_lead = index <= LEAD if is_first else news.is_lead and news.when.date == when.date
        return replace(so_far, news=Told(when=when, index=index, is_lead=is_lead))
    return replace(so_far, older=Told(when=when, index=index)) if when.enddate < published else so_far


def _in_a_row(one: Asked, when: EventDate, so_far: SoFar, sentences: Sequence[str], published: date) -> EventDate:
    """The date of an event without time words, from what the story told before it."""
    sentence, news, older = sentences[one.sentence_index], so_far.news, so_far.older
    since = one.sentence_index - older.index
    if "historical" in one.auxiliary:
        is_background = older.when.date and (published - older.when.date).days >= HALF_YEAR_DAYS
        return older.when if is_background and since <= BACKGROUND_SENTENCES else when
    if when.date != published or is_present(sentence, one.trigger):
        return when
    is_next = since == 1 or (since == 0 and older.is_carried)
    if is_next and older.index > news.index and _goes_on(one, sentence, older, published):
        return older.when
    is_deed = one.is_deed and not DENIAL.match(sentence, one.trigger)
    reach = CARRIED_SENTENCES if is_deed or _is_of_lead(one, news, sentences, published) else 0
    if news.when.date and one.sentence_index - news.index <= reach:
        return replace(when, date=news.when.date, enddate=news.when.date)
    return when


def _is_of_lead(one: Asked, news: Told, sentences: Sequence[str], published: date) -> bool:
    """Whether what is said stands right below the lead, or is said by someone of it, and the day of publication has not come by."""
    if not news.is_lead:
        return False
    at = one.sentence_index
    is_early = at - news.index <= LEAD_SENTENCES or _is_by_one_known(sentences[at], sentences[:at])
    return is_early and not any(_names(sentence, published) for sentence in sentences[: at + 1])


def _is_by_one_known(sentence: str, before: Sequence[str]) -> bool:
    """Whether a sentence begins with the mere surname of a person whom the story has named: "Mr Temer denied …"."""
    known = KNOWN_PERSON.match(sentence)
    if known is None:
        return False
    named = re.compile(rf"\b(?!(?:{NO_GIVEN_NAMES})\b)[A-Z][a-z’'-]+ {re.escape(known['surname'])}\b")
    return any(named.search(other) for other in before)


def _names(sentence: str, day: date) -> bool:
    """Whether a sentence names the day."""
    times = (time for time in find_times(sentence)[:MOST_TIMES] if time.kind in {"weekday", "day_word"})
    return any(resolve_date(time.text, published=day, sentence=sentence).date == day for time in times)


def _goes_on(one: Asked, sentence: str, older: Told, published: date) -> bool:
    """Whether a sentence goes on about what the one before told; from history only words lead on."""
    if older.when.date is None or SINCE_THEN.search(sentence):
        return False
    if HAD.search(sentence, max(0, one.trigger - HAD_REACH), one.trigger) or BACK_THEN.search(sentence):
        return True
    is_of_late = (published - older.when.date).days <= MOST_DAYS_AGO
    return one.is_deed and is_of_late and GOING_ON.match(sentence) is not None
