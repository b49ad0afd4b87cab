"""A time expression and a publication date -> days: first, last, and how exact.

`resolve_date` chooses among the expressions of a sentence; `resolve_expression` reads one. A year that is not said
is the one nearest to publication on the side that the sentence points to: past unless it speaks of what is to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.dates.clauses import is_apart, relative_clauses
from detente.dates.grammar import (
    DECADES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    WEEKDAYS,
    TimeExpression,
    find_times,
    read_table,
    reader,
)
from detente.records import DatePrecision, EventDate

UNDATED = frozenset({"historical", "future"})
"""Auxiliary modes of events that did not happen on the publication date: without time words their date is unknown."""
NEWS_DAYS = 200
"""Time words that nobody tied to an event date it only if they lie within this many days of publication."""
HISTORY_DAYS = 30
"""Time words that nobody tied to a historical event date it only if they lie at least this long before publication."""
MOST_PERIOD_DAYS = 62
LAST_DAY_AFTER_WEEKEND = 2
"""Until Wednesday "this weekend" is the one just past, unless the sentence looks ahead."""
TIMEZONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
COUNTED = frozenset({"ago", "unit", "daypart", "this", "eve", "beside"})
"""Kinds of expressions that may count from a day told elsewhere."""
BESIDE = re.compile(r"\s+(?:the\s+|its\s+|their\s+|\w+['’]s\s+)?")
"""Between "two days after" and the day that it counts from."""
LATEST_OPENING = len("Earlier in ")
NEXT_CLAUSE = re.compile(r"[;:\"“]|, (?:and|but|while|as|when)\b|\b(?:said|told|says|that)\b")
TO_COME = frozenset({"future", "hypothetical"})
"""Auxiliary modes of events that may lie after publication: what is told as a fact does not."""
UNKNOWN = EventDate(date=None, enddate=None, precision="unknown", text=None)

AHEAD = re.compile(
    r"\b(?:will|shall|won['’]t|scheduled|due|slated|set to|plans? to|planned|expected to|upcoming|"
    r"to be held|is to|are to|going to|tomorrow|coming|would|"
    r"to (?:meet|visit|hold|discuss|attend|travel|sign|begin|start|take))\b",
    re.IGNORECASE,
)
LED_AHEAD = re.compile(r"\b(?:ahead of|until|till|by|before|as soon as|as early as)\s+(?:the\s+)?$", re.IGNORECASE)
LED_FOR = re.compile(r"\bfor\s+(?:the\s+)?$", re.IGNORECASE)
LASTING = re.compile(
    r"\b(?:lasted|jailed|sentenced|waited|held|fought|talked|met|fighting)\s(?:[\w-]+\s){0,3}for\s+$", re.IGNORECASE
)
HAD = re.compile(r"\b(?:had|was|were)\b", re.IGNORECASE)
"""After "by Friday": the deadline is past."""
BEHIND = re.compile(r"\b(?:said|told|announced|met|was|were|had|held|signed|killed|reported|on|last)\b", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from|starting(?: in)?|beginning(?: in)?)\s+(?:the\s+|as early as\s+)?$", re.IGNORECASE)
JOINING = re.compile(
    r"(?:[-–—]|\s+[-–]\s+|\s+(?:to|and|through|until|till)\s+)(?:the\s+)?(?:on\s+|in\s+)?", re.IGNORECASE
)
RANGE_LEAD = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a relative expression is measured from."""

    published: date | None
    is_ahead: bool = False
    """Whether the sentence speaks of what is to come."""
    reference: date | None = None
    """The day that "the next day" and "two weeks later" count from, if one is known."""
    year: int | None = None
    """The year of a date that names none, where a neighbour settles it."""
    context: str = ""
    """The sentence, for named days that depend on the country."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, and how exact that is."""

    first: date
    last: date
    precision: DatePrecision


Resolver = Callable[["re.Match[str]", Anchor], Days | None]


def resolve_date(
    words: str | None,
    *,
    published: date | None,
    sentence: str,
    auxiliary: Sequence[str] = (),
    reference: date | None = None,
    trigger: int | None = None,
) -> EventDate:
    """When the event of a sentence happened.

    `words` are the time words that the extractor tied to the event; without them the sentence is searched. A plain
    event without usable words has the publication date, one that is historical or to come an unknown date.
    `reference` is the day that "two days later" counts from, where the caller knows it; `trigger` is where the event's
    trigger begins in the sentence: of several times that nobody tied to the event, the nearest is taken.
    """
    is_future = "future" in auxiliary
    all_times = find_times(sentence)
    clauses = [] if trigger is None else relative_clauses(sentence)
    times = [time for time in all_times if not is_apart(trigger or 0, time.start, clauses)]
    marked = _marked(words, sentence, times)
    if not marked and trigger is not None and "future" not in auxiliary:
        marked = _opening(sentence, times, trigger)
    read = _Reader(sentence=sentence, times=all_times, published=published, reference=reference, is_future=is_future)
    for expression in marked:
        days = read.days(expression)
        is_later = trigger is not None and days and published and days.first > published
        if days and not (is_later and not TO_COME & set(auxiliary)):
            return _event_date(days, read.words(expression))
    if published and not UNDATED & set(auxiliary) and (near := next((e for e in marked if _is_near(e)), None)):
        return EventDate(date=published - WEEK, enddate=published, precision="week", text=near.text)
    dated = [(e, d) for e in times if not marked and (d := read.days(e))]
    if trigger is not None:
        dated.sort(key=lambda pair: min(abs(pair[0].start - trigger), abs(pair[0].end - trigger)))
    chosen = _choose(dated, published, auxiliary)
    if chosen is not None:
        return _event_date(chosen[1], read.words(chosen[0]))
    if published is None or UNDATED & set(auxiliary):
        return replace(UNKNOWN, text=words)
    return EventDate(date=published, enddate=published, precision="day", text=None)


def _opening(sentence: str, times: Sequence[TimeExpression], trigger: int) -> Sequence[TimeExpression]:
    """The expression that opens the sentence, where the trigger stands in its first clause ("Last year Georgia dropped its veto")."""
    first = next(iter(times), None)
    if first is None or first.start > LATEST_OPENING or trigger < first.end:
        return []
    if first.kind not in RESOLVERS or first.kind in COUNTED - {"unit", "this"}:
        return []
    between = sentence[first.end : trigger]
    return [] if NEXT_CLAUSE.search(between) or any(first.end <= t.start < trigger for t in times) else [first]


def _is_near(expression: TimeExpression) -> bool:
    """Whether the words count a few days from a day that nothing tells ("a day earlier")."""
    match = reader(expression.kind).match(expression.text)
    if expression.kind not in {"ago", "eve", "beside"} or match is None:
        return False
    return expression.kind != "ago" or match["unit"].lower() in {"day", "night", "hour"}


def resolve_expression(expression: TimeExpression, anchor: Anchor) -> EventDate:
    """The days of one expression; precision "unknown" for durations, sets and what the anchor cannot settle."""
    days = _resolve(expression, anchor)
    return replace(UNKNOWN, text=expression.text) if days is None else _event_date(days, expression.text)


def _event_date(days: Days, text: str) -> EventDate:
    return EventDate(date=days.first, enddate=days.last, precision=days.precision, text=text)


def _marked(words: str | None, sentence: str, times: Sequence[TimeExpression]) -> Sequence[TimeExpression]:
    """The expressions that the extractor's words touch, longest first."""
    if not words:
        return []
    start = sentence.find(words)
    if start >= 0:
        touched = [t for t in times if t.start < start + len(words) and t.end > start]
        if touched:
            return sorted(touched, key=lambda t: -(t.end - t.start))
    return find_times(words)


def _choose(
    dated: Sequence[tuple[TimeExpression, Days]], published: date | None, auxiliary: Sequence[str]
) -> tuple[TimeExpression, Days] | None:
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


def _is_exact(pair: tuple[TimeExpression, Days]) -> bool:
    return pair[1].precision == "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the expressions of one sentence with what stands around them."""

    sentence: str
    times: Sequence[TimeExpression]
    published: date | None
    reference: date | None
    is_future: bool

    def days(self, expression: TimeExpression) -> Days | None:
        anchor = self._anchor(expression)
        if other := self._range_partner(expression):
            return self._range(*sorted((expression, other), key=lambda t: t.start), anchor=anchor)
        days = _resolve(expression, anchor)
        if days and SINCE.search(self.sentence[: expression.start][-24:]):
            last = self.published if self.published and self.published >= days.first else days.last
            return Days(days.first, last, "period")
        return days

    def words(self, expression: TimeExpression) -> str:
        """The words that the date rests on, the whole range where the expression is one end of it."""
        other = self._range_partner(expression) or self._counted_from(expression) or expression
        return self.sentence[min(expression.start, other.start) : max(expression.end, other.end)]

    def _anchor(self, expression: TimeExpression) -> Anchor:
        before = self.sentence[max(0, expression.start - 60) : expression.start]
        clues = [*AHEAD.finditer(before)]
        passed = [*BEHIND.finditer(before.rstrip().removesuffix(" on"))]
        is_ahead = bool(clues) and (not passed or passed[-1].start() < clues[-1].start())
        if LED_FOR.search(before) and not LASTING.search(before):
            is_ahead = True
        if LED_AHEAD.search(before) and self._range_partner(expression) is None:
            is_ahead = is_ahead or not HAD.search(self.sentence[expression.end :])
        if expression.start < 8 and AHEAD.search(self.sentence[expression.end : expression.end + 50]):
            is_ahead = True
        return Anchor(
            published=self.published,
            is_ahead=self.is_future or is_ahead,
            reference=self._earlier_day(expression) or self.reference,
            context=self.sentence,
        )

    def _earlier_day(self, expression: TimeExpression) -> date | None:
        """The exact day right after "two days after", or the last one named before the expression in the sentence."""
        if expression.kind not in COUNTED:
            return None
        anchor = Anchor(published=self.published, is_ahead=self.is_future, context=self.sentence)
        if following := self._counted_from(expression):
            days = _resolve(following, anchor)
            return days.first if days and days.precision == "day" else None
        for other in reversed([t for t in self.times if t.end <= expression.start]):
            days = _resolve(other, anchor)
            if days and days.precision == "day":
                return days.first
        return None

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
        is_led = RANGE_LEAD.search(self.sentence[: first.start][-16:])
        return between.strip() not in {"and", "to"} or bool(is_led)

    def _range(self, first: TimeExpression, second: TimeExpression, *, anchor: Anchor) -> Days | None:
        end = _resolve(second, anchor)
        if end is None:
            return _resolve(first, anchor)
        begin = _resolve(first, replace(anchor, year=end.last.year))
        if begin and begin.first > end.last and begin.first.year == end.last.year:
            begin = _resolve(first, replace(anchor, year=end.last.year - 1))
        if begin is None or begin.first >= end.last:
            return end
        return Days(begin.first, end.last, "period")


def _resolve(expression: TimeExpression, anchor: Anchor) -> Days | None:
    resolver, match = RESOLVERS.get(expression.kind), reader(expression.kind).match(expression.text)
    if resolver is None or match is None:
        return None
    try:
        return resolver(match, anchor)
    except (ValueError, OverflowError):
        # 30 February, or years outside datetime's range: no such day, so no date.
        return None


# Calendar


def _month_days(year: int, month: int) -> Days:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - DAY, "month")


def _year_days(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def _day(day: date) -> Days:
    return Days(day, day, "day")


def _week(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + 6 * DAY, "week")


def _add_months(day: date, months: int) -> Days:
    count = day.year * 12 + day.month - 1 + months
    return _month_days(count // 12, count % 12 + 1)


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _number(words: str | None) -> int | None:
    """The number that words stand for; None for "several"."""
    if not words:
        return None
    word = words.lower().split("-")
    if words[0].isdigit():
        return int(float(words.replace(",", "")))
    if words.lower().startswith("a couple"):
        return 2
    if len(word) == 2 and word[0] in NUMBERS and word[1] in NUMBERS:
        return NUMBERS[word[0]] + NUMBERS[word[1]]
    return NUMBERS.get(words.lower(), {"a dozen": 12, "a hundred": 100}.get(words.lower()))


def _ordinal(words: str) -> int | None:
    figures = re.match(r"[0-9]+", words)
    if figures:
        return int(figures[0])
    tens = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
    head, _, tail = words.lower().partition("-")
    if head in ORDINALS and not tail:
        return ORDINALS[head]
    ten = next((value for stem, value in tens.items() if head.startswith(stem)), None)
    return ten + ORDINALS.get(tail, 0) if ten else None


def _part(days: Days, modifier: str | None) -> Days:
    """The early, middle or late third of a span (half where the words say so), at the span's own precision."""
    if not modifier:
        return days
    words, length = modifier.lower(), (days.last - days.first).days + 1
    share = 2 if "half" in words else 3
    third = timedelta(days=length // share)
    if re.search(r"early|begin|start|onset|dawn|first", words):
        return Days(days.first, days.first + third - DAY, days.precision)
    if re.search(r"late|end|close|second|latter", words):
        return Days(days.last - third + DAY, days.last, days.precision)
    return Days(days.first + third, days.last - third, days.precision)


# One resolver per rule


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _pick_year(match: re.Match[str], anchor: Anchor, build: Callable[[int], Days]) -> Days | None:
    """The span in the year said, or in the year nearest to publication on the right side."""
    said, relative = _group(match, "year"), (_group(match, "rel") or "").lower()
    if said:
        return build(int(said))
    if anchor.year is not None:
        return build(anchor.year)
    home = anchor.published
    if home is None:
        return None
    if relative in {"last", "past", "previous", "next", "following", "coming", "this"} and "year" in match[0].lower():
        return build(home.year + {"last": -1, "past": -1, "previous": -1, "this": 0}.get(relative, 1))
    options = [days for year in (home.year - 1, home.year, home.year + 1) if (days := _try(build, year))]
    if anchor.is_ahead or relative in {"next", "coming"}:
        later = [days for days in options if (days.first > home if relative == "next" else days.last >= home)]
        return min(later, key=lambda days: days.first, default=None)
    earlier = [
        days
        for days in options
        if (days.last < home if relative in {"last", "past"} else days.first <= home + TIMEZONE_DAY)
    ]
    return max(earlier, key=lambda days: days.first, default=None)


def _try(build: Callable[[int], Days], year: int) -> Days | None:
    try:
        return build(year)
    except ValueError:
        return None


def _iso(match: re.Match[str], _anchor: Anchor) -> Days:
    return _day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _numeric(match: re.Match[str], _anchor: Anchor) -> Days | None:
    """Only where one of the two figures cannot be a month; otherwise the year is all that is sure."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first > 12) != (second > 12):
        return _day(date(year, min(first, second) if first > 12 or second > 12 else first, max(first, second)))
    return _year_days(year)


def _figure(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _day_of_month(match: re.Match[str], anchor: Anchor) -> Days | None:
    month, day = _month_number(match["month"]), _figure(match["day"])
    named = match["weekday"]
    if named and not match["year"] and anchor.published and anchor.year is None:
        weekday, home = WEEKDAYS.index(named[:3].lower()), anchor.published
        fitting = [
            days
            for year in range(home.year - 5, home.year + 2)
            if (days := _try(lambda y: _day(date(y, month, day)), year)) and days.first.weekday() == weekday
        ]
        near = min(fitting, key=lambda days: abs((days.first - home).days), default=None)
        if near and abs((near.first - home).days) <= NEWS_DAYS:
            return near
    return _pick_year(match, anchor, lambda year: _day(date(year, month, day)))


def _day_range(match: re.Match[str], anchor: Anchor) -> Days | None:
    month, first, last = _month_number(match["month"]), _figure(match["day"]), _figure(match["day2"])
    if first >= last:
        return None
    return _pick_year(match, anchor, lambda year: Days(date(year, month, first), date(year, month, last), "period"))


def _month(match: re.Match[str], anchor: Anchor) -> Days | None:
    month = _month_number(match["month"])
    days = _pick_year(match, anchor, lambda year: _month_days(year, month))
    return _part(days, match["mod"]) if days else None


def _season(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Northern seasons as news uses them: winter runs into the next year and takes the year it begins in."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"].lower()]

    def build(year: int) -> Days:
        return Days(date(year, first, 1), _add_months(date(year, first, 1), 2).last, "period")

    days = _pick_year(match, anchor, build)
    return _part(days, match["mod"] or match["mod2"]) if days else None


def _decade(match: re.Match[str], _anchor: Anchor) -> Days:
    year = int(match["year"])
    span = 100 if year % 100 == 0 and year < 2000 else 10
    return _part(Days(date(year, 1, 1), date(year + span - 1, 12, 31), "period"), match["mod"])


def _short_decade(match: re.Match[str], anchor: Anchor) -> Days | None:
    tens = int(match["tens"]) if match["tens"] else DECADES[match["word"].lower()]
    if anchor.published is None:
        return None
    century = anchor.published.year // 100 * 100
    year = century + tens if century + tens <= anchor.published.year else century - 100 + tens
    return _part(Days(date(year, 1, 1), date(year + 9, 12, 31), "period"), match["mod"])


def _century(match: re.Match[str], _anchor: Anchor) -> Days | None:
    number = _ordinal(match["ordinal"])
    if number is None or match["bc"] or "millennium" in match[0].lower() or not 1 <= number <= 30:
        return None
    return _part(Days(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), "period"), match["mod"])


def _years(match: re.Match[str], _anchor: Anchor) -> Days | None:
    first, tail = int(match["year"]), match["year2"]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    return Days(date(first, 1, 1), date(last, 12, 31), "period") if first < last else None


def _year(match: re.Match[str], _anchor: Anchor) -> Days:
    return _part(_year_days(int(match["year"])), match["mod"])


def _ago(match: re.Match[str], anchor: Anchor) -> Days | None:
    way, unit, number = match["way"].lower(), match["unit"].lower(), _number(match["number"])
    is_from_now = way == "ago" or way.startswith(("from", "hence"))
    home = anchor.published if is_from_now else anchor.reference
    if home is None:
        return None
    sign = 1 if re.match(r"later|after|hence|from|following|on", way) else -1
    if number is None:
        return _vaguely(home, unit, sign)
    return _moved(home, unit, sign * number)


def _eve(_match: re.Match[str], anchor: Anchor) -> Days | None:
    return _day(anchor.reference - DAY) if anchor.reference else None


def _beside(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the day before" from the day told."""
    if anchor.reference is None:
        return None
    return _day(anchor.reference + (DAY if match["way"].lower() in {"after", "later"} else -DAY))


def _vaguely(home: date, unit: str, sign: int) -> Days | None:
    """A few days, weeks or months away; years and decades away are no date."""
    reach = {"minute": 0, "hour": 0, "day": 7, "week": 28, "month": 183}.get(unit)
    if reach is None:
        return None
    other = home + sign * timedelta(days=reach)
    return Days(min(home, other), max(home, other), "period" if reach else "day")


def _moved(home: date, unit: str, count: int) -> Days | None:
    """The day, week, month, year or decade that lies so many units away."""
    if unit in {"minute", "hour"}:
        return _day(home)
    if unit in {"day", "night"}:
        return _day(home + timedelta(days=count))
    if unit in {"week", "fortnight", "weekend"}:
        week = _week(home + timedelta(days=count * (14 if unit == "fortnight" else 7)))
        return Days(week.first + 5 * DAY, week.last, "period") if unit == "weekend" else week
    if unit == "month":
        return _add_months(home, count)
    if unit == "quarter":
        first = _add_months(home.replace(month=(home.month - 1) // 3 * 3 + 1, day=1), 3 * count).first
        return Days(first, _add_months(first, 2).last, "period")
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return None
    if unit == "year":
        return _year_days(home.year + count)
    first_year = (home.year + count * years) // years * years
    return Days(date(first_year, 1, 1), date(first_year + years - 1, 12, 31), "period")


BACK = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "the previous": -1}
FORTH = {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "the following": 1, "the next": 1}


def _unit(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "last month" from the publication; "the next day", "the same year" from the day told before."""
    relative, unit = match["rel"].lower(), match["unit"].lower()
    is_told = match[0].lower().startswith(("the ", "that ")) or relative in {
        "following",
        "previous",
        "preceding",
        "same",
        "very",
    }
    home = (
        anchor.reference
        if is_told and (unit in {"day", "night"} or relative not in {"last", "past"})
        else anchor.published
    )
    if home is None:
        return None
    if unit == "decade" and relative in {"last", "past"}:
        return Days(home.replace(year=home.year - 10, day=1), home, "period")
    if match["many"]:
        return (
            _vaguely(home, unit, FORTH.get(relative, -1))
            if relative in {"recent", "last", "past", "coming", "next"}
            else None
        )
    if "before last" in match[0].lower():
        return _moved(home, unit, -2)
    return _moved(home, unit, BACK.get(relative, FORTH.get(relative, 0)))


def _this(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, unit = match["rel"].lower(), match["unit"].lower()
    home = anchor.published if relative in {"this", "these"} else anchor.reference
    if home is None or relative in {"these", "those"}:
        return None
    if unit in {"summer", "winter"}:
        first = date(home.year, 6 if unit == "summer" else 12, 1)
        return Days(first, _add_months(first, 2).last, "period")
    return _nearest_weekend(home, anchor) if unit == "weekend" else _moved(home, unit, 0)


def _weekend(_: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "over the weekend"."""
    return _nearest_weekend(anchor.published, anchor) if anchor.published else None


def _nearest_weekend(home: date, anchor: Anchor) -> Days | None:
    is_past = not anchor.is_ahead and home.weekday() <= LAST_DAY_AFTER_WEEKEND
    return _moved(home, "weekend", -1 if is_past else 0)


def _earlier(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, edge, home = match["rel"].lower(), match["edge"].lower(), anchor.published
    if relative not in {"this", "last", "next", "in the"}:
        home = anchor.reference
    days = _moved(home, match["unit"].lower(), BACK.get(relative, FORTH.get(relative, 0))) if home else None
    if days is None or home is None:
        return None
    if days.first <= home <= days.last and edge in {"earlier", "later"}:
        return Days(days.first, home, days.precision) if edge == "earlier" else Days(home, days.last, days.precision)
    return _part(days, edge)


def _edge(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, home = match["rel"].lower(), anchor.published
    days = _moved(home, match["unit"].lower(), BACK.get(relative, FORTH.get(relative, 0))) if home else None
    return _part(days, match["edge"]) if days and match["edge"] not in {"rest", "remainder", "turn"} else None


def _shift(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the past two weeks": the stretch that ends, or begins, with the publication."""
    number, home, relative = _number(match["number"]), anchor.published, match["rel"].lower()
    length = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}.get(match["unit"].lower())
    if number is None or home is None or length is None:
        return None
    reach = timedelta(days=max(number * length, 1))
    return Days(home, home + reach, "period") if relative in FORTH else Days(home - reach, home, "period")


def _weekday(match: re.Match[str], anchor: Anchor) -> Days | None:
    home = anchor.published
    if home is None:
        return None
    wanted, relative = WEEKDAYS.index(match["weekday"][:3].lower()), (match["rel"] or "").lower()
    if match["week"]:
        shift = {"last": -7, "next": 7}.get(match["week"].lower(), 0)
        return _day(_week(home).first + timedelta(days=wanted + shift))
    back, forth = (home.weekday() - wanted) % 7, (wanted - home.weekday()) % 7
    if relative in BACK:
        return _day(home - timedelta(days=back or 7))
    if relative in FORTH:
        return _day(home + timedelta(days=forth or 7))
    return _day(home + timedelta(days=forth)) if anchor.is_ahead else _day(home - timedelta(days=back))


def _day_word(match: re.Match[str], anchor: Anchor) -> Days | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
    return _day(anchor.published + shift * DAY) if anchor.published else None


def _beside_day(match: re.Match[str], anchor: Anchor) -> Days | None:
    return _day(anchor.published + (-2 if match["before"] else 2) * DAY) if anchor.published else None


def _daypart(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative = match["rel"].lower()
    if relative in {"this", "last"}:
        is_last_night = relative == "last" and anchor.published
        return _day(anchor.published - (DAY if is_last_night else 0 * DAY)) if anchor.published else None
    if anchor.reference is None or relative in {"by", "at", "around", "early", "late"}:
        return None
    return _day(anchor.reference + {"the next": DAY, "the following": DAY, "the previous": -DAY}.get(relative, 0 * DAY))


def _day_number(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the 14th": of the publication's month or the one beside it."""
    home = anchor.published
    if home is None:
        return None
    day = _figure(match["day"])
    if anchor.is_ahead:
        month = home if day >= home.day else _add_months(home, 1).first
    else:
        month = home if day <= home.day else _add_months(home, -1).first
    return _day(month.replace(day=day))


def _era(match: re.Match[str], _anchor: Anchor) -> Days | None:
    words = " ".join(match["era"].lower().split())
    for names, first, last in read_table("periods.tsv"):
        if words in names.split(";"):
            start, end = date.fromisoformat(first), date.fromisoformat(last)
            if re.match(r"the\s+end\b", match[0], re.IGNORECASE):
                return Days(end, end, "day")
            if re.match(r"the\s+(?:start|beginning|outbreak)\b", match[0], re.IGNORECASE):
                return Days(start, start, "day")
            return Days(start, end, "day" if start == end else "period")
    return None


def _anniversary(match: re.Match[str], anchor: Anchor) -> Days | None:
    """The day in the story's year, when the table of named days knows what happened so many years before."""
    if anchor.published is None:
        return None
    number = _ordinal(match["ordinal"]) if match["ordinal"] else None
    origin = str(anchor.published.year - number) if number else None
    topic = match["topic"].lower()
    days = {
        day
        for day, year, countries, words in read_table("named_days.tsv")
        if (year == origin or (origin is None and _is_said(countries, anchor.context))) and _is_said(words, topic)
    }
    return _in_year(days, anchor.published.year)


def _named_day(match: re.Match[str], anchor: Anchor) -> Days | None:
    named = match["named"].lower()
    days = {
        day
        for day, _, countries, words in read_table("named_days.tsv")
        if named in words.split(";") and (countries == "-" or _is_said(countries, anchor.context))
    }
    if len(days) != 1:
        return None
    month, day = map(int, days.pop().split("-"))
    return _pick_year(match, anchor, lambda year: _day(date(year, month, day)))


def _is_said(alternatives: str, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in alternatives.split(";"))


def _in_year(days: set[str], year: int) -> Days | None:
    if len(days) != 1:
        return None
    month, day = map(int, days.pop().split("-"))
    return _day(date(year, month, day))


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "days": _day_range,
    "month_days": _day_range,
    "day_month": _day_of_month,
    "month_day": _day_of_month,
    "month_year": _month,
    "month": _month,
    "anniversary": _anniversary,
    "named_day": _named_day,
    "era": _era,
    "season": _season,
    "decade": _decade,
    "short_decade": _short_decade,
    "century": _century,
    "years": _years,
    "year": _year,
    "ago": _ago,
    "eve": _eve,
    "beside": _beside,
    "earlier": _earlier,
    "edge": _edge,
    "shift": _shift,
    "unit": _unit,
    "this": _this,
    "weekend": _weekend,
    "weekday": _weekday,
    "beside_day": _beside_day,
    "day_word": _day_word,
    "daypart": _daypart,
    "day_number": _day_number,
}
