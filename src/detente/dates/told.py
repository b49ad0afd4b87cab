"""What a story tells of its times, and which of them the events without time words have.

Takes the dates that the events' own words gave. Of the day of publication, the day of the news (mostly the day before), the time between
the two on a late page, the older date told last and none at all, an event without any has the one for which most speaks
(`dates/signs.py`); a historical one that of the history told just before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from detente.dates.asked import Asked
from detente.dates.background import is_background
from detente.dates.chronology import heads_of_days
from detente.dates.days import Days
from detente.dates.grammar import find_times
from detente.dates.history import HALF_YEAR_DAYS, HISTORICAL
from detente.dates.narrative import QUOTATION, narrated
from detente.dates.own import MOST_TIMES, is_present, time_of_when
from detente.dates.resolution import SINCE, UNKNOWN, is_counted, is_from_told, resolve_date
from detente.dates.signs import LEAD, SIGNS, Kind, Look, Place, Told, read_points, read_signs
from detente.records import EventDate

DAY_KINDS = frozenset({"month_day", "day_month", "weekday", "iso"})
UNTOLD_KINDS = frozenset({"present", "clock", "set", "age", "duration", "vague_duration"})
NO_SIGNS = (0.0,) * len(SIGNS)
MOST_DAYS_LATE = 6
"""A page may be so many days late with its news; weeklies are, and Wikinews by two or three. On real dev stories 3 to 9 are as good."""
FRESH = re.compile(r"[^,;:\"“]*?\b(?:has|have)\s(?!been\b)")
"""How a lead begins that tells what is so now, whatever day it names beside: "Oran has closed its port after a raid on May 2"."""
YESTERDAY = re.compile(r"\byesterday\b|\blast (?:night|evening)\b", re.IGNORECASE)
TODAY = re.compile(r"\bto-?(?:day|night)\b|\bthis (?:morning|afternoon|evening)\b", re.IGNORECASE)
BY_THE_CLOCK = re.compile(r"\W{0,2}(?:[01]?\d|2[0-3])(?:[.:h][0-5]\d\b|\s?[ap]\.?m\b)", re.IGNORECASE)
"""How the sections of a live page begin: "22.51 That's all for tonight"."""
LIVE_TIMES = 3
MOST_LETTERS_OF_HEADING = 60
HAS = re.compile(r"\b(?:has|have)\s(?:[\w’'-]+\s){0,4}$")
HAS_SINCE = re.compile(
    r"\b(?:has|have)\s(?:\w+\s)?since\s(?:\w+\s){0,3}$|^(?:[Ee]ver )?[Ss]ince (?:then|that \w+),?\s[^,;:]*$"
)
SINCE_BEHIND = re.compile(r"\w+(?:\s[\w’'-]+){0,4}\s(?:ever\s)?since\b(?=[.,;]|\sto\b|$)")
"""What has happened, by the words before or from its trigger, since something told before."""
DATELINE = (-1, 0)
"""The place of what is told above the first sentence."""
SOON_SENTENCES = 2
BACKGROUND_SENTENCES = 2
"""So far the date of background reaches."""
TOPIC_WORD = re.compile(r"[A-Z][^\W\d_]{2,}|[a-z]{5,}")
"""Words that can tie two sentences to one matter: names, and words of some length."""
SAME_WORD = 6
"""Letters in which two forms of a word agree ("soldier", "soldiers")."""
TAKES_UP = re.compile(r"[\W]*(?:They|He|She|It|His|Her|Their)\b")
"""So begins a sentence whose subject was named before: it goes on with the story's matter."""
NO_TOPIC = re.compile(
    r"the|and|but|for|his|her|its|their|this|that|they|them|those|these|about|after|again|against|among|around|because|before|"
    r"between|could|during|former|from|later|other|since|still|there|under|until|where|which|while|would|years|first|many|most|"
    r"more|said|also|when|what|with|have|been|were|into|over|some|such|than|then|only|even|just"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A date that an event may have, and a number for each of SIGNS."""

    when: EventDate
    kind: Kind | Literal["today"]
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllTold:
    """What a story tells of the day of publication, of the day of its news and of older dates, each in its order."""

    today: Sequence[Told]
    news: Sequence[Told]
    """The day before publication; in a page that is late with its news, the day that its lead tells."""
    older: Sequence[Told]
    days_since_news: int
    is_overtaken: bool
    """Whether the story tells a day between that of the news and publication."""

    is_morning: bool
    """Whether the story says "yesterday" in its own words, as morning papers do."""
    is_parted: bool
    """Whether it is told by the clock or has a heading of yesterday: then what it says of that day tells nothing of what stands above."""
    each: Sequence[Told]
    """All three, in their order."""

    @property
    def is_of_today(self) -> bool:
        """Whether the first sentence told the day of publication."""
        return any(each.place[0] == 0 for each in self.today)

    def is_news_next(self, place: Place) -> bool:
        """Whether of what the sentences behind a place tell the day of the news is the next, soon."""
        following = self.each[bisect_left(self.each, (place[0] + 1, 0), key=lambda each: each.place) :]
        if not following or not self.news or following[0].place[0] - place[0] > SOON_SENTENCES:
            return False
        when = following[0].when
        return when.precision == "day" and when.date == self.news[0].when.date

    def is_news_of_lead(self, place: Place) -> bool:
        """Whether the lead told the day of the news first, and the day of publication was not told ahead of a place."""
        first = next(iter(self.news), None)
        return first is not None and first.place[0] <= LEAD and not _is_told(self.today, max(place, first.place))

    def is_news_told(self, place: Place) -> bool:
        """Whether one of the two days was told ahead of a place."""
        return _is_told(self.today, place) or _is_told(self.news, place)


def told_days(sentence: str, published: date | None) -> Days | None:
    """The day of a sentence that tells exactly one, else the one month, year or period that it tells."""
    found: dict[Days, None] = {}
    for time in find_times(sentence)[:MOST_TIMES]:
        if is_counted(time) or time.kind in UNTOLD_KINDS:
            continue
        when = resolve_date(time.text, published=published, sentence=sentence)
        if when.text and when.date and when.enddate:
            is_since = when.precision == "period" and SINCE.search(sentence[: time.start]) and time.kind in DAY_KINDS
            found[Days(when.date, when.date, "day") if is_since else Days(when.date, when.enddate, when.precision)] = (
                None
            )
    told = [days for days in found if days.precision == "day"] or list(found)
    return told[0] if len(told) == 1 else None


def carry_on(
    asked: Sequence[Asked],
    dates: Sequence[EventDate],
    *,
    sentences: Sequence[str],
    published: date,
    is_filed: bool = False,
) -> list[EventDate]:
    """The dates with those of events without time words that the story tells in a row with dated ones."""
    told = list_told(asked, dates, sentences=sentences, published=published, is_filed=is_filed)
    heads = heads_of_days(sentences, published)
    pasts = _narrated(asked, dates, told, sentences=sentences, published=published)
    carried: list[EventDate] = []
    for one, when in zip(asked, dates, strict=True):
        if is_open(when, published) and (head := heads[one.sentence_index]):
            carried.append(head)
        elif is_open(when, published) and (past := pasts[one.sentence_index]) and _goes_on_with(one, past, sentences):
            carried.append(past.when)
        elif is_open(when, published):
            since = _since(one, told, sentences=sentences, published=published)
            carried.append(since or _choose(one, told, sentences=sentences, published=published))
        elif HISTORICAL in one.auxiliary and when.date is None and (when.text is None or is_from_told(when.text)):
            background = _background(one, told.older, published) or _only_history(
                one, told.older, sentences=sentences, published=published
            )
            carried.append(_count_from(background, one, sentences, published) if background else when)
        else:
            carried.append(when)
    return carried


def _narrated(
    asked: Sequence[Asked], dates: Sequence[EventDate], told: AllTold, *, sentences: Sequence[str], published: date
) -> list[Told | None]:
    """For each sentence the old date whose story it goes on with; none on a page that tells its own day or that of its news."""
    if told.today or told.news:
        return [None] * len(sentences)
    history = {each.place[0]: each for each in told.older if _days_ago(each, published) >= HALF_YEAR_DAYS}
    others = {each.place[0] for each in told.each if _days_ago(each, published) < HALF_YEAR_DAYS}
    is_undated = (one.sentence_index for one, when in zip(asked, dates, strict=True) if is_open(when, published))
    return narrated(sentences, history, others=others, first_open=next(is_undated, None))


def _goes_on_with(one: Asked, told: Told, sentences: Sequence[str]) -> bool:
    """Whether an event is told behind an old date, in the past."""
    return (one.sentence_index, one.trigger) > told.place and not is_present(sentences[one.sentence_index], one.trigger)


def is_open(when: EventDate, published: date) -> bool:
    """Whether a date is that of publication for want of time words."""
    return when.text is None and when.date == published


def list_told(
    asked: Sequence[Asked],
    dates: Sequence[EventDate],
    *,
    sentences: Sequence[str],
    published: date,
    is_filed: bool = False,
) -> AllTold:
    """What the dateline, events' words and sentences without events between them tell; what lies ahead or goes on is not told."""
    with_events = {one.sentence_index for one in asked}
    told = [
        Told(when=when, place=(one.sentence_index, one.trigger))
        for one, when in zip(asked, dates, strict=True)
        if when.text is not None and when.date is not None and not _is_aside(one, sentences[one.sentence_index])
    ]
    for index in range(max(with_events, default=0)):
        if index not in with_events and (days := told_days(sentences[index], published)):
            when = EventDate(date=days.first, enddate=days.last, precision=days.precision, text=None)
            told.append(Told(when=when, place=(index, 0)))
    told.sort(key=lambda each: each.place)
    exact = [each for each in told if each.when.precision == "day"]
    today = [each for each in exact if _days_ago(each, published) == 0]
    days_ago = _days_since_news(exact, sentences, published)
    if is_filed and days_ago == 1:
        when = EventDate(date=published, enddate=published, precision="day", text=None)
        today.insert(0, Told(when=when, place=DATELINE))
    news = [each for each in exact if _days_ago(each, published) == days_ago]
    older = [each for each in told if _is_older(each, published, news_days_ago=days_ago)]
    return AllTold(
        today=today,
        news=news,
        older=older,
        each=sorted([*today, *news, *older], key=lambda each: each.place),
        days_since_news=days_ago,
        is_overtaken=any(0 < _days_ago(each, published) < days_ago for each in exact),
        is_morning=_is_morning(sentences),
        is_parted=_is_live(sentences) or _has_heading_of_yesterday(sentences),
    )


def _is_aside(one: Asked, sentence: str) -> bool:
    """Whether an event only tells since when something is so ("held since May 2, when she fled"): the story does not go on from there."""
    is_behind = " when " in sentence[: one.trigger]
    return is_behind and time_of_when(sentence, find_times(sentence), one.trigger) is not None


def _days_since_news(exact: Sequence[Told], sentences: Sequence[str], published: date) -> int:
    """How long before publication the news was: a day, unless the page tells neither that day nor its own, and its lead an earlier one."""
    in_lead = [_days_ago(each, published) for each in exact if each.place[0] <= LEAD]
    days_ago = next((days for days in in_lead if 1 < days <= MOST_DAYS_LATE), 1)
    if days_ago == 1 or any(_days_ago(each, published) in (0, 1) for each in exact):
        return 1
    return 1 if _is_fresh(sentences[: LEAD + 1], published) else days_ago


def _is_morning(sentences: Sequence[str]) -> bool:
    """Whether a story is told by the morning paper: what it calls yesterday is its news, and its lead tells nothing of today.

    A heading ("What happened yesterday") tells of its section alone, and a page that is told by the clock is of its day.
    """
    if _is_live(sentences):
        return False
    own = [QUOTATION.sub("", sentence) for at, sentence in enumerate(sentences) if not _is_heading(sentence, at)]
    return not any(map(TODAY.search, own[: LEAD + 1])) and any(map(YESTERDAY.search, own))


def _is_live(sentences: Sequence[str]) -> bool:
    """Whether a page is told by the clock: several of its sentences begin with a time of day."""
    return sum(BY_THE_CLOCK.match(sentence) is not None for sentence in sentences) >= LIVE_TIMES


def _is_heading(sentence: str, at: int) -> bool:
    """Whether a sentence below the lead is a short line that no mark ends."""
    return at > LEAD and len(sentence) <= MOST_LETTERS_OF_HEADING and sentence[-1:].isalnum() and sentence[0] != "•"


def _has_heading_of_yesterday(sentences: Sequence[str]) -> bool:
    return any(_is_heading(sentence, at) and YESTERDAY.search(sentence) for at, sentence in enumerate(sentences))


def _is_fresh(lead: Sequence[str], published: date) -> bool:
    """Whether a lead tells what is so now, or the day of publication or the one before of anything ("…, he said on Monday")."""
    days = (
        resolve_date(time.text, published=published, sentence=sentence)
        for sentence in lead
        for time in find_times(sentence)[:MOST_TIMES]
        if time.kind not in UNTOLD_KINDS and not is_counted(time)
    )
    if FRESH.match(lead[0]):
        return True
    return any(
        when.precision == "day" and when.text and when.date and (published - when.date).days in (0, 1) for when in days
    )


def list_candidates(one: Asked, told: AllTold, *, sentences: Sequence[str], published: date) -> list[Candidate]:
    """The day of publication first, then none, the day of the news where the story tells it, the older date told last."""
    place = (one.sentence_index, one.trigger)

    def candidate(when: EventDate, each: Told | None, kind: Kind) -> Candidate:
        look = Look(
            one=one,
            sentences=sentences,
            told=each,
            is_of_lead=told.is_news_of_lead(place),
            is_news_told=told.is_news_told(place),
            is_late=told.days_since_news > 1,
            is_overtaken=told.is_overtaken,
            is_of_today=told.is_of_today,
            is_morning=told.is_morning,
            is_today_told=bool(told.today),
            is_first=not _is_told(told.each, place),
            is_news_next=told.is_news_next(place),
            days_ago=_days_ago(each, published) if each else 0,
        )
        return Candidate(when=when, kind=kind, signs=read_signs(look, kind))

    today = EventDate(date=published, enddate=published, precision="day", text=None)
    found = [Candidate(when=today, kind="today", signs=NO_SIGNS), candidate(UNKNOWN, None, "unknown")]
    if told.news and not (told.is_parted and not _is_told(told.news, place)):
        news = _last_before(told.news, place) or told.news[0]
        is_late = told.days_since_news > 1
        found.append(candidate(replace(news.when, text=None), news, "late" if is_late else "news"))
        if is_late:
            span = EventDate(date=news.when.date, enddate=published, precision="period", text=None)
            found.append(candidate(span, news, "span"))
    older = _last_before(told.older, place)
    is_old = older is not None and _days_ago(older, published) >= HALF_YEAR_DAYS
    if older and is_old and not _is_of_matter(one, older, sentences):
        older = None
    if older and not is_present(sentences[one.sentence_index], one.trigger):
        found.append(candidate(older.when, older, "older"))
    return found


def _since(one: Asked, told: AllTold, *, sentences: Sequence[str], published: date) -> EventDate | None:
    """The time from what the story told last to publication, of what has happened since."""
    sentence, place = sentences[one.sentence_index], (one.sentence_index, one.trigger)
    is_behind = HAS.search(sentence, 0, one.trigger) and SINCE_BEHIND.match(sentence, one.trigger)
    if not is_behind and HAS_SINCE.search(sentence[: one.trigger]) is None:
        return None
    last = _last_before(sorted([*told.older, *told.news], key=lambda each: each.place), place)
    if last is None or last.when.date is None:
        return None
    return EventDate(date=last.when.date, enddate=published, precision="period", text=None)


def _choose(one: Asked, told: AllTold, *, sentences: Sequence[str], published: date) -> EventDate:
    """The likeliest date; none of background that would have the day of publication."""
    when = _likeliest(list_candidates(one, told, sentences=sentences, published=published))
    if is_open(when, published) and is_background(sentences[one.sentence_index], one.trigger, one.sentence_index):
        return UNKNOWN
    return when


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


def _only_history(one: Asked, older: Sequence[Told], *, sentences: Sequence[str], published: date) -> EventDate | None:
    """The one date of history that the story tells, ahead of the event and of the same matter: what all of its history is about."""
    history = [told for told in older if _days_ago(told, published) >= HALF_YEAR_DAYS]
    dates = {(told.when.date, told.when.enddate) for told in history}
    if len(dates) != 1 or not _is_told(history, (one.sentence_index, one.trigger)):
        return None
    before = [told for told in history if told.place < (one.sentence_index, one.trigger)]
    return history[0].when if any(_is_of_matter(one, told, sentences) for told in before) else None


def _count_from(background: EventDate, one: Asked, sentences: Sequence[str], published: date) -> EventDate:
    """The date of the history, or the one that the event's words count from it."""
    if not one.words or background.date is None or background.precision != "day":
        return background
    counted = resolve_date(
        one.words,
        published=published,
        sentence=sentences[one.sentence_index],
        auxiliary=one.auxiliary,
        reference=Days(background.date, background.date, "day"),
        trigger=one.trigger,
    )
    return counted if counted.date else background


def _is_of_matter(one: Asked, told: Told, sentences: Sequence[str]) -> bool:
    """Whether a date was told near an event, or in a sentence that shares a name or a word with it beyond the time itself."""
    at, sentence = told.place[0], sentences[one.sentence_index]
    if one.sentence_index - at <= BACKGROUND_SENTENCES or TAKES_UP.match(sentence):
        return True
    return not _topic(sentences[at]).isdisjoint(_topic(sentence))


@lru_cache(maxsize=512)
def _topic(sentence: str) -> frozenset[str]:
    """The beginnings of the words that say what a sentence is about, its times left out; kept, since each event of a story asks again."""
    for time in find_times(sentence):
        sentence = sentence[: time.start] + " " * (time.end - time.start) + sentence[time.end :]
    found = (word.lower() for word in TOPIC_WORD.findall(sentence))
    return frozenset(word[:SAME_WORD] for word in found if not NO_TOPIC.fullmatch(word))


def _last_before(told: Sequence[Told], place: Place) -> Told | None:
    at = bisect_left(told, place, key=lambda each: each.place)
    return told[at - 1] if at else None


def _is_told(told: Sequence[Told], place: Place) -> bool:
    return bool(told) and told[0].place < place


def _is_older(told: Told, published: date, *, news_days_ago: int) -> bool:
    """Whether a date is over, and not on the day of the news."""
    is_over = told.when.enddate is not None and told.when.enddate < published
    return is_over and not (told.when.precision == "day" and _days_ago(told, published) == news_days_ago)


def _days_ago(told: Told, published: date) -> int:
    return (published - told.when.date).days if told.when.date else 0
