"""A time expression and a publication date -> days: first, last, and how exact.

`resolve_date` chooses among the expressions of a sentence, with what stands around them; `resolve_expression` reads one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.dates.clauses import is_apart, relative_clauses
from detente.dates.days import DAY, Days, number_of
from detente.dates.grammar import TimeExpression, find_times, reader
from detente.dates.own import (
    is_adjunct,
    is_of_noun,
    is_of_thing,
    is_perfect,
    is_present,
    nearest,
    own_times,
    time_behind_colon,
    time_of_when,
    times_above,
)
from detente.dates.resolvers import NEWS_DAYS, RESOLVERS, TOLD_WEEKDAY, TOLD_YEAR, Anchor, read_expression
from detente.dates.sides import (
    AHEAD_REACH,
    LATEST_OPENING,
    LED_AHEAD,
    NEXT_CLAUSE,
    is_of_announcement,
    is_of_other_verb,
    is_of_schedule,
    is_surely_ahead,
    is_to_come,
    timetabled_from,
)
from detente.records import EventDate

UNDATED = frozenset({"historical", "future"})
"""Auxiliary modes of events that did not happen on the publication date: without time words their date is unknown."""
HISTORY_DAYS = 30
"""Time words that nobody tied to a historical event date it only if they lie at least this long before publication."""
MOST_PERIOD_DAYS = 62
MOST_DAYS_AGO = 366
"""So far back the time words of its clause date an event that the extractor did not call historical; older ones are another thing's."""
LONG_AGO = re.compile(r"(?:(?:many|some|several)\s+)?(?:years|decades|centuries|generations)\s+ago", re.IGNORECASE)
SEIZED = re.compile(
    r"(?:detain|jail|imprison|arrest|incarcerat|interned|banned|outlawed|exiled|sanction)", re.IGNORECASE
)
"""Of such an event "since 2011" tells when it happened, though what it brought lasts."""
LED_WOULD = re.compile(r"(?:would|will)\b", re.IGNORECASE)
CLOCK = re.compile(r"\bat\s$")
"""Before "1300": no year."""
CHARGED = re.compile(
    r"(?:accus|blam|charg|convict|jail|imprison|sentenc|indict|suspect|prosecut|tried|try|acquit|wanted|face)",
    re.IGNORECASE,
)
IMPUTED = re.compile(r"\b(?:of|for|over|with)\s(?:\w+ly\s)?(?:having\s)?\w+ing\b", re.IGNORECASE)
"""Behind such a trigger, what the time behind it dates: "jailed for robbing a bank in 1975"."""
OCCASION = re.compile(
    r"\b(?:in|during|at|amid|throughout|following|after|since|before|by|from|on)\s(?:(?:the|an?|its|his|her|their)\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before "1975 war": what happened then has its year after all."""
OCCASION_REACH = 60
WEEK = timedelta(days=7)
LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
COUNTED = frozenset({"ago", "unit", "daypart", "this", "eve", "beside"})
"""Kinds of expressions that may count from a day told elsewhere."""
BESIDE = re.compile(r"\s+(?:the\s+|its\s+|their\s+|\w+['’]s\s+)?")
"""Between "two days after" and the day that it counts from."""
TO_COME = frozenset({"future", "hypothetical"})
"""Auxiliary modes of events that may lie after publication: what is told as a fact does not."""
LASTED = re.compile(
    r"(?:refus|work|fight|fought|negotiat|mediat|resist|oppos|campaign|protest|occup|besieg|patrol|talk|met\b|meet|block|guard|help)",
    re.IGNORECASE,
)
STRETCH = re.compile(r"the (?:past|last) (?:\w+ )?(?:years|decades?)", re.IGNORECASE)
OVER = re.compile(r"(?:[\w’'-]+\s){1,4}(?:over|in|during|for)\s")
"""From a trigger to the years in which it went on: "silenced its critics over the past decade"."""
BY_THEN = re.compile(r"\b(?:by|before|within)\s(?:the\s)?$")
PAST_PERFECT = re.compile(r"\bhad\s(?:\w+\s)?$")
COMING = re.compile(r"(?:the\s|over the\s|within the\s)?(?:up)?coming\s", re.IGNORECASE)
"""What counts from the day of publication, whatever day the sentence before told: "in the coming days"."""
FOR_SO_LONG = re.compile(r"(?:[\w’'-]+\s){1,4}for\s$")
"""From such a trigger to how long it lasted: "refused for nine months to sign"."""
Dated = tuple[TimeExpression, Days]
UNKNOWN = EventDate(date=None, enddate=None, precision="unknown", text=None)

AHEAD = re.compile(
    r"\b(?:will|shall|next \w+day|effective|(?-i:may)|might(?!\s(?:well\s)?have\b)|won['’]t|scheduled|due|slated|"
    r"set to|plans? to|planned|expected to|upcoming|to be held|is to|are to|going to|tomorrow|coming|would(?!\shave\b)|"
    r"to (?:meet|visit|hold|discuss|attend|travel|sign|begin|start|take))\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:would|will)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""Before a trigger."""
LED_FOR = re.compile(r"\bfor\s+(?:the\s+)?$", re.IGNORECASE)
LASTING = re.compile(
    r"\b(?:lasted|jailed|sentenced|waited|held|fought|talked|met|fighting)\s(?:[\w-]+\s){0,3}for\s+$", re.IGNORECASE
)
HAD = re.compile(r"\b(?:had|was|were)\b", re.IGNORECASE)
"""After "by Friday": the deadline is past."""
INVITED = re.compile(
    r"(?:invit(?:e[ds]?|ing)|appeal(?:s|ed|ing)? (?:to|for)|call(?:s|ed|ing) for|propos(?:e[ds]?|ing))\b"
    r"(?:(?!\b(?:on|when|after|who|said)\b)[^,;:]){0,80}?\b(?:to|for)\s[^,;:]{0,80}$"
)
"""From the trigger on, before a time."""
WHEN_BEHIND = re.compile(r",\s(?:the day\s)?when\b(?!\s(?:[\w'’-]+\s){1,4}(?:will|is|are)\b)")
PAST = re.compile(
    r"\w{2,}ed\b|(?:made|left|took|gave|said|told|shot|fell|went|won|lost|held|broke|struck|withdrew|began|met|put|sent)\b"
)
BEHIND = re.compile(r"\b(?:said|told|announced|met|was|were|had|held|signed|killed|reported|on|last)\b", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from|starting(?: in)?|beginning(?: in)?)\s+(?:the\s+|as early as\s+)?$", re.IGNORECASE)
SINCE_LEAD = re.compile(r"\bsince\s$", re.IGNORECASE)
SINCE_CLAUSE = re.compile(r"\bsince\s(?:[\w'’.-]+\s){1,9}$")
"""Before a time: "since the war began in April"."""
SINCE_REACH = 90
WHAT_HAS_GONE_ON = re.compile(r"(?:(?!\band\b)[^,])*?\b(?:has|have)\b")
"""From the trigger on: "protests have spread since"; what is in the perfect itself has it before."""
JOINING = re.compile(
    r"(?:[-–—]|\s+[-–]\s+|\s+(?:to|and|through|until|till)\s+)(?:the\s+)?(?:on\s+|in\s+)?", re.IGNORECASE
)
MONTH_PAIR = re.compile(
    "January February|February March|March April|April May|May June|June July|July August|August September|September October"
    "|October November|November December|December January"
)
"""Joined by "and" such months are one time: "in June and July"."""
RANGE_LEAD = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def resolve_date(
    words: str | None,
    *,
    published: date | None,
    sentence: str,
    auxiliary: Sequence[str] = (),
    reference: Days | None = None,
    trigger: int | None = None,
    story: str = "",
    crawled: date | None = None,
    around: date | None = None,
) -> EventDate:
    """When the event of a sentence happened.

    `words` are the time words that the extractor tied to the event; without them the sentence is searched. A plain
    event without usable words has the publication date, one that is historical or to come an unknown date.
    `reference` is what "two days later" counts from, where the caller knows it; `trigger` is where the event's trigger begins
    in the sentence: only the times of its own clause are taken. `story` is the story's beginning, which says in what country
    "Independence Day" is meant where the sentence does not; `crawled` is when a page was fetched, the latest end of what
    has gone on since a day where nothing tells the publication; `around` is then a day of the story, if one is known.
    """
    all_times = find_times(sentence)
    open_to = _open_to(words, sentence, all_times, trigger)
    times, marked = open_to.times, open_to.tied
    if trigger is not None and (of_when := time_of_when(sentence, all_times, trigger)) is not None:
        marked = [of_when]
    elif not marked and times and trigger is not None and "future" not in auxiliary:
        behind = time_behind_colon(sentence, times, trigger)
        marked = [behind] if behind else _opening(sentence, times, trigger)
    read = _Reader(
        sentence=sentence,
        times=all_times,
        published=published,
        reference=reference,
        is_future="future" in auxiliary,
        story=story,
        crawled=crawled,
        around=around,
        trigger=trigger or 0,
        ahead_from=_ahead_from(sentence, trigger),
    )
    if (told := _of_marked(read, marked, auxiliary, has_trigger=trigger is not None)) is not None:
        return told
    if not marked and (chosen := _untied(read, times, trigger, auxiliary)) is not None:
        return _event_date(chosen[1], read.words(chosen[0]))
    if trigger is not None and published is not None and (lasted := _lasted(sentence, times, trigger, published)):
        return lasted
    if "future" in auxiliary and (until := _until(read, trigger or 0)) is not None:
        return until
    if published is None or UNDATED & set(auxiliary) or open_to.is_under_others:
        return replace(UNKNOWN, text=words)
    if not marked and trigger is not None and (long_ago := _long_ago(sentence, all_times, trigger)):
        return replace(UNKNOWN, text=long_ago)
    return EventDate(date=published, enddate=published, precision="day", text=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenTo:
    """The times of a sentence that can date an event."""

    times: Sequence[TimeExpression]
    tied: Sequence[TimeExpression]
    """Those that the extractor's words touch, longest first."""
    is_under_others: bool
    """Whether the event stands in a relative clause under a clause with times of its own."""


def _open_to(words: str | None, sentence: str, all_times: Sequence[TimeExpression], trigger: int | None) -> _OpenTo:
    """The times without those of other clauses, things and deeds."""
    if trigger is None:
        return _OpenTo(times=all_times, tied=tied_times(words, sentence, all_times), is_under_others=False)
    clauses = relative_clauses(sentence) if all_times else []
    times = [time for time in all_times if not is_apart(trigger, time.start, clauses)]
    others = {time for time in times if is_anothers(sentence, time, trigger)}
    tied = [time for time in tied_times(words, sentence, times) if time not in others]
    times = [time for time in times if time not in others]
    above = set() if tied else {*times_above(sentence, times, trigger, clauses)}
    return _OpenTo(times=[time for time in times if time not in above], tied=tied, is_under_others=bool(above))


def _of_marked(
    read: _Reader, marked: Sequence[TimeExpression], auxiliary: Sequence[str], *, has_trigger: bool
) -> EventDate | None:
    """The date of the first of these expressions that tells one; the week before publication where one tells "recently"."""
    for expression in marked:
        days = read.days(expression)
        is_later = has_trigger and days and read.published and days.first > read.published
        is_later = is_later and not is_to_come(read.sentence, expression, read.trigger)
        is_others = (
            has_trigger and days and "historical" not in auxiliary and read.is_of_other_than_perfect(expression, days)
        )
        if days and not is_others and not (is_later and not TO_COME & set(auxiliary)):
            return _event_date(days, read.words(expression))
    near = next((time for time in marked if _is_near(time)), None)
    if near is None or read.published is None or UNDATED & set(auxiliary):
        return None
    return EventDate(date=read.published - WEEK, enddate=read.published, precision="week", text=near.text)


def _ahead_from(sentence: str, trigger: int | None) -> int | None:
    """The trigger, where "would" or "will" leads it or begins it."""
    if trigger is None:
        return None
    is_led = WOULD.search(sentence, max(0, trigger - AHEAD_REACH), trigger) or LED_WOULD.match(sentence, trigger)
    return trigger if is_led else None


def _untied(
    read: _Reader, times: Sequence[TimeExpression], trigger: int | None, auxiliary: Sequence[str]
) -> Dated | None:
    """The expression that dates an event to which none was tied: of its own clause, or the most exact where that is unknown."""
    if trigger is None or read.published is None:
        return _choose([(e, d) for e in times if (d := read.days(e))], read.published, auxiliary)
    if not UNDATED & set(auxiliary) and (lasting := _lasting(read, times)):
        return lasting
    own = [time for time in own_times(read.sentence, read.times, trigger) if time in times]
    tried = own
    if "historical" in auxiliary:
        tried = [*own, *nearest(times, trigger)]
    is_now = is_present(read.sentence, trigger)
    for time in tried:
        days = read.days(time)
        is_free = is_adjunct(read.sentence, time, trigger)
        is_stretch = (
            is_free and STRETCH.match(time.text) is not None and OVER.fullmatch(read.sentence, trigger, time.start)
        )
        if days and _fits(days, read.published, auxiliary, is_now=is_now, is_free=is_free, is_stretch=bool(is_stretch)):
            return time, days
        if days and days.last > read.published and is_to_come(read.sentence, time, trigger):
            return time, days
    if "historical" in auxiliary:
        return next(((time, days) for time in own if (days := read.days(time)) and days.first <= read.published), None)
    return None


def _lasting(read: _Reader, times: Sequence[TimeExpression]) -> Dated | None:
    """The time from a dated happening to publication, of what has gone on since."""
    dated = [(time, days) for time in times if read.is_since(time) and (days := read.days(time))]
    return next((pair for pair in dated if pair[1].precision == "period"), None)


def _until(read: _Reader, trigger: int) -> EventDate | None:
    """The time from publication to the deadline of what lies ahead ("will sue before the end of the year")."""
    for time in read.times:
        if time.start < trigger or BY_THEN.search(read.sentence, trigger, time.start) is None:
            continue
        if NEXT_CLAUSE.search(read.sentence, trigger, time.start) or "," in read.sentence[trigger : time.start]:
            return None
        days = read.days(time)
        if days and read.published and days.last > read.published:
            return EventDate(date=read.published, enddate=days.last, precision="period", text=time.text)
    return None


def _lasted(sentence: str, times: Sequence[TimeExpression], trigger: int, published: date) -> EventDate | None:
    """The time up to publication of what is said to have lasted so long, where nothing dates it ("refused for nine months to sign")."""
    if LASTED.match(sentence, trigger) is None or PAST_PERFECT.search(sentence, max(0, trigger - AHEAD_REACH), trigger):
        return None
    for time in times:
        match = reader(time.kind).match(time.text) if time.kind == "duration" else None
        length = LENGTHS.get(match["unit"].lower()) if match else None
        number = number_of(match["number"]) if match else None
        if length and number and FOR_SO_LONG.fullmatch(sentence, trigger, time.start):
            first = published - timedelta(days=length * number - (length == 1))
            return EventDate(date=first, enddate=published, precision="period", text=time.text)
    return None


def is_anothers(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether a time is that of a thing ("the bill passed by Congress in May", "a 1975 loan") or a year of a deed that it answers for."""
    if is_of_thing(sentence, time, trigger) or is_of_other_verb(sentence, time, trigger):
        return True
    if time.kind != "year":
        return False
    if trigger < time.start and CHARGED.match(sentence, trigger) and IMPUTED.search(sentence, trigger, time.start):
        return True
    return is_of_noun(sentence, time, trigger) and not OCCASION.search(
        sentence, max(0, time.start - OCCASION_REACH), time.start
    )


def _long_ago(sentence: str, times: Sequence[TimeExpression], trigger: int) -> str | None:
    """The words "decades ago" of the event's clause: no date, but no news either."""
    if not any(LONG_AGO.fullmatch(time.text) for time in times):
        return None
    own = own_times(sentence, times, trigger)
    return next((time.text for time in own if LONG_AGO.fullmatch(time.text)), None)


def _opening(sentence: str, times: Sequence[TimeExpression], trigger: int) -> Sequence[TimeExpression]:
    """The expression that opens the sentence, where the trigger stands in its first clause ("Last year Georgia dropped its veto")."""
    first = next(iter(times), None)
    if first is None or first.start > LATEST_OPENING or trigger < first.end:
        return []
    if first.kind not in RESOLVERS or first.kind in COUNTED - {"unit", "this"}:
        return []
    between = sentence[first.end : trigger]
    return [] if NEXT_CLAUSE.search(between) or any(first.end <= t.start < trigger for t in times) else [first]


def is_counted(expression: TimeExpression) -> bool:
    """Whether an expression may count from what is told elsewhere: "two days later", "the same month", "April that year"."""
    is_told = TOLD_YEAR.search(expression.text) or TOLD_WEEKDAY.match(expression.text)
    return expression.kind in COUNTED or is_told is not None


def is_from_told(words: str) -> bool:
    """Whether words count from a day that only the story can tell: "eight days before the vote", but not "two days ago"."""
    return any(is_counted(time) and not time.text.lower().endswith(("ago", "from now")) for time in find_times(words))


def _is_near(expression: TimeExpression) -> bool:
    """Whether the words count a few days from a day that nothing tells ("a day earlier")."""
    match = reader(expression.kind).match(expression.text)
    if expression.kind not in {"ago", "eve", "beside"} or match is None:
        return False
    return expression.kind != "ago" or match["unit"].lower() in {"day", "night", "hour"}


def resolve_expression(expression: TimeExpression, anchor: Anchor) -> EventDate:
    """The days of one expression; precision "unknown" for durations, sets and what the anchor cannot settle."""
    days = read_expression(expression, anchor)
    return replace(UNKNOWN, text=expression.text) if days is None else _event_date(days, expression.text)


def _event_date(days: Days, text: str) -> EventDate:
    return EventDate(date=days.first, enddate=days.last, precision=days.precision, text=text)


def tied_times(words: str | None, sentence: str, times: Sequence[TimeExpression]) -> Sequence[TimeExpression]:
    """The expressions that the extractor's words touch, longest first."""
    if not words:
        return []
    start = sentence.find(words)
    if start >= 0:
        touched = [t for t in times if t.start < start + len(words) and t.end > start]
        if touched:
            return sorted(touched, key=lambda t: -(t.end - t.start))
        if CLOCK.search(sentence, 0, start):
            return []
    return find_times(words)


def _choose(dated: Sequence[Dated], published: date | None, auxiliary: Sequence[str]) -> Dated | None:
    """The expression of a sentence that fits an event which none was tied to."""
    if published is None:
        return max(dated, key=_is_exact, default=None)
    if "historical" in auxiliary:
        dated = [pair for pair in dated if (published - pair[1].first).days >= HISTORY_DAYS]
        return max(dated, key=_is_exact, default=None)
    if "future" in auxiliary:
        dated = [pair for pair in dated if pair[1].last >= published]
    elif "hypothetical" not in auxiliary:
        dated = [pair for pair in dated if pair[1].first <= published]
    near = [
        (expression, days)
        for expression, days in dated
        if abs((days.first - published).days) <= NEWS_DAYS and (days.last - days.first).days <= MOST_PERIOD_DAYS
    ]
    return max(near, key=_is_exact, default=None)


def _fits(
    days: Days, published: date, auxiliary: Sequence[str], *, is_now: bool, is_free: bool, is_stretch: bool = False
) -> bool:
    """Whether days go with what is known of an event of whose clause they are; a stretch is "over the past decade" behind its verb."""
    if is_stretch and "future" not in auxiliary:
        return True
    if "historical" in auxiliary:
        return (published - days.first).days >= HISTORY_DAYS
    if "future" in auxiliary:
        return days.last >= published
    if is_now:
        return days.first <= published <= days.last + DAY
    if days.first > published:
        return "hypothetical" in auxiliary
    is_since = days.precision == "period" and days.last == published
    return (is_free and not is_since) or (published - days.first).days <= MOST_DAYS_AGO


def _is_exact(pair: Dated) -> bool:
    return pair[1].precision == "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the expressions of one sentence with what stands around them."""

    sentence: str
    times: Sequence[TimeExpression]
    published: date | None
    reference: Days | None
    is_future: bool
    story: str = ""
    crawled: date | None = None
    around: date | None = None
    ahead_from: int | None = None
    """Where the trigger stands that is said to come: times behind it lie ahead."""
    trigger: int = 0

    def days(self, expression: TimeExpression) -> Days | None:
        anchor = self._anchor(expression)
        if other := self._range_partner(expression):
            return self._range(*sorted((expression, other), key=lambda t: t.start), anchor=anchor)
        days = read_expression(expression, anchor)
        if days and (self._is_led_by_since(expression) or self.is_since(expression)):
            last = self.published or self.crawled
            if SEIZED.match(self.sentence, self.trigger) or last is None:
                return days
            if time_of_when(self.sentence, [expression], self.trigger) is not None:
                return days
            return Days(days.first, last if last >= days.first else days.last, "period")
        return days

    def _is_led_by_since(self, expression: TimeExpression) -> bool:
        """Whether "since" or the like stands before an expression; what started ten years ago need not go on."""
        before = self.sentence[: expression.start][-24:]
        return (SINCE_LEAD if expression.kind == "ago" else SINCE).search(before) is not None

    def is_since(self, expression: TimeExpression) -> bool:
        """Whether the event has gone on since what an expression dates: "have fled since the war began in April"."""
        before = self.sentence[max(0, expression.start - SINCE_REACH) : expression.start]
        led = SINCE_CLAUSE.search(before)
        since = expression.start - len(before) + led.start() if led else 0
        if self.trigger >= since or NEXT_CLAUSE.search(self.sentence, self.trigger, since):
            return False
        goes_on = WHAT_HAS_GONE_ON.match(self.sentence, self.trigger, since)
        had_gone_on = PAST_PERFECT.search(self.sentence, max(0, self.trigger - AHEAD_REACH), self.trigger)
        return bool(goes_on or had_gone_on) or is_present(self.sentence, self.trigger)

    def is_of_other_than_perfect(self, expression: TimeExpression, days: Days) -> bool:
        """Whether days over behind a trigger in the present perfect are another thing's ("has dropped a case opened in 2010")."""
        between = self.sentence[self.trigger : expression.start]
        if expression.start < self.trigger or "," in between or SINCE.search(between) or self.is_since(expression):
            return False
        home = self.published
        is_over = (home - days.last).days > HISTORY_DAYS if home else days.precision == "year"
        return is_over and is_perfect(self.sentence, self.trigger)

    def words(self, expression: TimeExpression) -> str:
        """The words that the date rests on, the whole range where the expression is one end of it."""
        other = self._range_partner(expression) or self._counted_from(expression) or expression
        return self.sentence[min(expression.start, other.start) : max(expression.end, other.end)]

    def _anchor(self, expression: TimeExpression) -> Anchor:
        before = self.sentence[max(0, expression.start - AHEAD_REACH) : expression.start]
        clues = [*AHEAD.finditer(before)]
        passed = [*BEHIND.finditer(before.rstrip().removesuffix(" on"))]
        is_ahead = bool(clues) and (not passed or passed[-1].start() < clues[-1].start())
        if LED_FOR.search(before) and not LASTING.search(before):
            is_ahead = True
        if LED_AHEAD.search(before) and self._range_partner(expression) is None:
            is_ahead = is_ahead or not (
                HAD.search(self.sentence[expression.end :]) or self._is_deadline_past(expression)
            )
        if expression.start < 8 and AHEAD.search(self.sentence[expression.end : expression.end + 50]):
            is_ahead = True
        is_timetabled = timetabled_from(self.sentence, expression) is not None
        is_ahead = (
            is_ahead
            or is_timetabled
            or self.is_future
            or self._is_behind_would(expression)
            or self._is_invited(expression)
        )
        return Anchor(
            published=self.published,
            is_ahead=is_ahead
            and not SINCE_LEAD.search(before)
            and not is_of_announcement(self.sentence, self.times, expression, self.trigger),
            is_open=not is_timetabled and not is_surely_ahead(self.sentence, expression)
            if is_ahead
            else is_of_schedule(self.sentence, expression),
            reference=self._earlier(expression) or (None if COMING.match(expression.text) else self.reference),
            around=self.around,
            context=self.sentence,
            story=self.story,
        )

    def _is_deadline_past(self, expression: TimeExpression) -> bool:
        """Whether what "until Friday" leads to is told as over: "until Friday, when they left", "Before Easter the mayor resigned"."""
        if WHEN_BEHIND.match(self.sentence, expression.end):
            return True
        is_opening = expression.start <= LATEST_OPENING and self.trigger >= expression.end
        return is_opening and PAST.match(self.sentence, self.trigger) is not None

    def _is_invited(self, expression: TimeExpression) -> bool:
        """Whether a time is that of what somebody is asked for or to: "invited all sides to talks in June"."""
        return INVITED.match(self.sentence, self.trigger, expression.start) is not None

    def _is_behind_would(self, expression: TimeExpression) -> bool:
        """Whether a time stands behind a trigger that is said to come, and not behind "…, he said"."""
        if self.ahead_from is None or expression.start <= self.ahead_from:
            return False
        return NEXT_CLAUSE.search(self.sentence, self.ahead_from, expression.start) is None

    def _earlier(self, expression: TimeExpression) -> Days | None:
        """The exact day right after "two days after", or what is named last before the expression in the sentence, a day first."""
        if not is_counted(expression):
            return None
        anchor = Anchor(
            published=self.published,
            is_ahead=self.is_future,
            around=self.around,
            context=self.sentence,
            story=self.story,
        )
        if following := self._counted_from(expression):
            days = read_expression(following, anchor)
            return days if days and days.precision == "day" else None
        before = [t for t in reversed(self.times) if t.end <= expression.start and not is_counted(t)]
        named = [days for time in before if (days := read_expression(time, anchor))]
        return next((days for days in named if days.precision == "day"), next(iter(named), None))

    def _counted_from(self, expression: TimeExpression) -> TimeExpression | None:
        """The expression that stands right after "two days after" or "on the eve of"."""
        following = next((other for other in self.times if other.start >= expression.end), None)
        if expression.kind not in COUNTED or following is None:
            return None
        return following if BESIDE.fullmatch(self.sentence[expression.end : following.start]) else None

    def _range_partner(self, expression: TimeExpression) -> TimeExpression | None:
        at = self.times.index(expression) if expression in self.times else -1
        if at < 0:
            return None
        for first, second in ((at, at + 1), (at - 1, at)):
            if first >= 0 and second < len(self.times) and self._is_range(self.times[first], self.times[second]):
                return self.times[second if first == at else first]
        return None

    def _is_range(self, first: TimeExpression, second: TimeExpression) -> bool:
        between = self.sentence[first.end : second.start]
        if not JOINING.fullmatch(between):
            return False
        if between.strip() not in {"and", "to"}:
            return True
        is_pair = MONTH_PAIR.fullmatch(f"{first.text} {second.text}") is not None
        return is_pair or RANGE_LEAD.search(self.sentence[: first.start][-16:]) is not None

    def _range(self, first: TimeExpression, second: TimeExpression, *, anchor: Anchor) -> Days | None:
        end = read_expression(second, anchor)
        if end is None:
            return read_expression(first, anchor)
        begin = read_expression(first, replace(anchor, year=end.last.year))
        if begin and begin.first > end.last and begin.first.year == end.last.year:
            begin = read_expression(first, replace(anchor, year=end.last.year - 1))
        if begin is None or begin.first >= end.last:
            return end
        return Days(begin.first, end.last, "period")
