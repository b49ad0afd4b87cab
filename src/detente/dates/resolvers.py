"""One expression and what it is measured from -> its days: a function for each rule of the grammar.

A year that is not said is the one nearest to publication on the side that the sentence points to: past unless it speaks of what is to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from detente.dates.days import (
    DAY,
    Days,
    count_from,
    count_vaguely,
    month_after,
    month_days,
    month_number,
    move_day,
    number_of,
    one_day,
    ordinal_of,
    part_of,
    week_of,
    year_days,
)
from detente.dates.grammar import DECADES, WEEKDAYS, TimeExpression, read_table, reader

NEWS_DAYS = 200
"""Time words that nobody tied to an event date it only if they lie within this many days of publication."""
LAST_DAY_AFTER_WEEKEND = 2
"""Until Wednesday "this weekend" is the one just past, unless the sentence looks ahead."""
SATURDAY, SUNDAY = 5, 6
"""On a Sunday "last week" is the one that it ends: a Sunday paper looks back on the days since Monday."""
TIMEZONE_DAY = timedelta(days=1)
FAR, NEAR = timedelta(days=240), timedelta(days=120)
"""Newspapers leave out the year of a date that is near: one that would be so far off on the side that is likelier otherwise lies
on the other, if it is so near there ("the Sept. 9 meeting" in August)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a relative expression is measured from."""

    published: date | None
    is_ahead: bool = False
    """Whether the sentence speaks of what is to come."""
    is_open: bool = False
    """Whether no words settle on which side of publication a date without a year lies."""
    reference: Days | None = None
    """What "the next day" and "two weeks later" count from, if it is told: a day, or as much as is known of it."""
    year: int | None = None
    """The year of a date that names none, where a neighbour settles it."""
    around: date | None = None
    """A day of the story where nothing tells its publication: a date that names no year is the nearest to it."""
    context: str = ""
    """The sentence, for named days that depend on the country."""
    story: str = ""
    """The beginning of the story, where the sentence names no country."""


SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
TOLD_YEAR = re.compile(r"\b(?:that|same|following|previous)\s+year$", re.IGNORECASE)
TOLD_WEEKDAY = re.compile(
    r"(?:(?:early|late) (?:on )?)?the (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
"""The first such day after the one told before."""
TOLD_YEARS = {"that": 0, "same": 0, "following": 1, "previous": -1}
"""Years that count from what is told before."""
Resolver = Callable[["re.Match[str]", Anchor], Days | None]


def read_expression(expression: TimeExpression, anchor: Anchor) -> Days | None:
    """The days of an expression; None for durations, sets and what the anchor cannot settle."""
    resolver, match = RESOLVERS.get(expression.kind), reader(expression.kind).match(expression.text)
    if resolver is None or match is None:
        return None
    try:
        return resolver(match, anchor)
    except (ValueError, OverflowError):
        # 30 February, or years outside datetime's range: no such day, so no date.
        return None


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _pick_year(match: re.Match[str], anchor: Anchor, build: Callable[[int], Days]) -> Days | None:
    """The span in the year said, or in the year nearest to publication on the right side."""
    said, relative = _group(match, "year"), (_group(match, "rel") or "").lower()
    if said:
        return build(int(said))
    if anchor.year is not None:
        return build(anchor.year)
    if anchor.around and anchor.published is None and not relative:
        near = anchor.around
        options = [days for year in (near.year - 1, near.year, near.year + 1) if (days := _try(build, year))]
        return min(options, key=lambda days: abs((days.first - near).days), default=None)
    home = anchor.published
    if home is None:
        return None
    if anchor.reference and TOLD_YEAR.search(match[0]):
        return build(anchor.reference.first.year + TOLD_YEARS[relative.removeprefix("the").strip()])
    if relative in {"last", "past", "previous", "next", "following", "coming", "this"} and "year" in match[0].lower():
        return build(home.year + {"last": -1, "past": -1, "previous": -1, "this": 0}.get(relative, 1))
    options = [days for year in (home.year - 1, home.year, home.year + 1) if (days := _try(build, year))]
    if anchor.is_open and not relative and (nearest := _much_nearer(options, home, is_ahead=anchor.is_ahead)):
        return nearest
    if anchor.is_ahead or relative in {"next", "coming"}:
        later = [days for days in options if (days.first > home if relative == "next" else days.last >= home)]
        return min(later, key=lambda days: days.first, default=None)
    earlier = [
        days
        for days in options
        if (days.last < home if relative in {"last", "past"} else days.first <= home + TIMEZONE_DAY)
    ]
    return max(earlier, key=lambda days: days.first, default=None)


def _much_nearer(options: Sequence[Days], home: date, *, is_ahead: bool) -> Days | None:
    """The span on the unlikelier side of publication, where the other is far off and this one near."""
    past = max((days for days in options if days.first <= home), key=lambda days: days.first, default=None)
    to_come = min((days for days in options if days.first > home), key=lambda days: days.first, default=None)
    if past is None or to_come is None or past.last >= home:
        return None
    ago, ahead = home - past.last, to_come.first - home
    if is_ahead:
        return past if ahead > FAR and ago < NEAR else None
    return to_come if ago > FAR and ahead < NEAR else None


def _try(build: Callable[[int], Days], year: int) -> Days | None:
    try:
        return build(year)
    except ValueError:
        return None


def _iso(match: re.Match[str], _anchor: Anchor) -> Days:
    return one_day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _numeric(match: re.Match[str], _anchor: Anchor) -> Days | None:
    """Only where one of the two figures cannot be a month; otherwise the year is all that is sure."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first > 12) != (second > 12):
        return one_day(date(year, min(first, second) if first > 12 or second > 12 else first, max(first, second)))
    return year_days(year)


def _figure(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _day_of_month(match: re.Match[str], anchor: Anchor) -> Days | None:
    month, day = month_number(match["month"]), _figure(match["day"])
    named = match["weekday"]
    if named and not match["year"] and anchor.published and anchor.year is None:
        weekday, home = WEEKDAYS.index(named[:3].lower()), anchor.published
        fitting = [
            days
            for year in range(home.year - 5, home.year + 2)
            if (days := _try(lambda y: one_day(date(y, month, day)), year)) and days.first.weekday() == weekday
        ]
        near = min(fitting, key=lambda days: abs((days.first - home).days), default=None)
        if near and abs((near.first - home).days) <= NEWS_DAYS:
            return near
    return _pick_year(match, anchor, lambda year: one_day(date(year, month, day)))


def _day_range(match: re.Match[str], anchor: Anchor) -> Days | None:
    month, first, last = month_number(match["month"]), _figure(match["day"]), _figure(match["day2"])
    if first >= last:
        return None
    return _pick_year(match, anchor, lambda year: Days(date(year, month, first), date(year, month, last), "period"))


def _month(match: re.Match[str], anchor: Anchor) -> Days | None:
    month = month_number(match["month"])
    days = _pick_year(match, anchor, lambda year: month_days(year, month))
    return part_of(days, match["mod"]) if days else None


def _season(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Northern seasons as news uses them: winter runs into the next year and takes the year it begins in. "In winter" is every year's."""
    if match[0].lower() in SEASONS and not anchor.is_ahead:
        return None
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"].lower()]

    def build(year: int) -> Days:
        return Days(date(year, first, 1), month_after(date(year, first, 1), 2).last, "period")

    days = _pick_year(match, anchor, build)
    return part_of(days, match["mod"] or match["mod2"]) if days else None


def _decade(match: re.Match[str], _anchor: Anchor) -> Days:
    year = int(match["year"])
    span = 100 if year % 100 == 0 and year < 2000 else 10
    return part_of(Days(date(year, 1, 1), date(year + span - 1, 12, 31), "period"), match["mod"])


def _short_decade(match: re.Match[str], anchor: Anchor) -> Days | None:
    tens = int(match["tens"]) if match["tens"] else DECADES[match["word"].lower()]
    if anchor.published is None:
        return None
    century = anchor.published.year // 100 * 100
    year = century + tens if century + tens <= anchor.published.year else century - 100 + tens
    return part_of(Days(date(year, 1, 1), date(year + 9, 12, 31), "period"), match["mod"])


def _century(match: re.Match[str], _anchor: Anchor) -> Days | None:
    number = ordinal_of(match["ordinal"])
    if number is None or match["bc"] or "millennium" in match[0].lower() or not 1 <= number <= 30:
        return None
    return part_of(Days(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), "period"), match["mod"])


def _years(match: re.Match[str], _anchor: Anchor) -> Days | None:
    first, tail = int(match["year"]), match["year2"]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    return Days(date(first, 1, 1), date(last, 12, 31), "period") if first < last else None


def _year(match: re.Match[str], _anchor: Anchor) -> Days:
    return part_of(year_days(int(match["year"])), match["mod"])


def _ago(match: re.Match[str], anchor: Anchor) -> Days | None:
    way, unit, number = match["way"].lower(), match["unit"].lower(), number_of(match["number"])
    is_from_now = way == "ago" or way.startswith(("from", "hence"))
    home = _today(anchor) if is_from_now else anchor.reference
    if home is None:
        return None
    sign = 1 if re.match(r"later|after|hence|from|following|on", way) else -1
    if number is None:
        return count_vaguely(home, unit, sign)
    return count_from(home, unit, sign * number)


def _today(anchor: Anchor) -> Days | None:
    return one_day(anchor.published) if anchor.published else None


def _eve(_match: re.Match[str], anchor: Anchor) -> Days | None:
    return count_from(anchor.reference, "day", -1) if anchor.reference else None


def _beside(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the day before" from the day told."""
    shift = 1 if match["way"].lower() in {"after", "later"} else -1
    return count_from(anchor.reference, "day", shift) if anchor.reference else None


BACK = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "the previous": -1}
FORTH = {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "the following": 1, "the next": 1}

TO_COME = frozenset({"coming", "upcoming"})
"""Days that count from when they are told of, not from the day told before: "will speak in the coming days"."""


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
    is_from_told = is_told and (unit in {"day", "night"} or relative not in {"last", "past"})
    home = anchor.reference if is_from_told else _today(anchor)
    if home is None and relative in TO_COME:
        home = _today(anchor)
    if home is None:
        return None
    if unit == "decade" and relative in {"last", "past"}:
        return Days(home.first.replace(year=home.first.year - 10, day=1), home.last, "period")
    if match["many"]:
        is_vague = relative in {"recent", "last", "past", "coming", "next"}
        return count_vaguely(home, unit, FORTH.get(relative, -1)) if is_vague else None
    if "before last" in match[0].lower():
        return count_from(home, unit, -2)
    is_sunday = unit == "week" and relative == "last" and home.first.weekday() == SUNDAY
    return count_from(home, unit, 0 if is_sunday else BACK.get(relative, FORTH.get(relative, 0)))


def _this(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, unit = match["rel"].lower(), match["unit"].lower()
    home = _today(anchor) if relative in {"this", "these"} else anchor.reference
    if home is None or relative in {"these", "those"}:
        return None
    if unit in {"summer", "winter"}:
        first = date(home.first.year, 6 if unit == "summer" else 12, 1)
        return Days(first, month_after(first, 2).last, "period")
    return _nearest_weekend(home.first, anchor) if unit == "weekend" else count_from(home, unit, 0)


def _weekend(_: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "over the weekend"."""
    if anchor.published is None:
        return None
    is_today = anchor.published.weekday() >= SATURDAY
    return move_day(anchor.published, "weekend", 0 if anchor.is_ahead or is_today else -1)


def _nearest_weekend(home: date, anchor: Anchor) -> Days | None:
    is_past = not anchor.is_ahead and home.weekday() <= LAST_DAY_AFTER_WEEKEND
    return move_day(home, "weekend", -1 if is_past else 0)


def _earlier(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, edge = match["rel"].lower(), match["edge"].lower()
    is_from_now = relative in {"this", "last", "next", "in the"}
    home = _today(anchor) if is_from_now else anchor.reference
    days = count_from(home, match["unit"].lower(), BACK.get(relative, FORTH.get(relative, 0))) if home else None
    if days is None or home is None:
        return None
    if days.first <= home.first <= days.last and edge in {"earlier", "later"}:
        return (
            Days(days.first, home.last, days.precision)
            if edge == "earlier"
            else Days(home.first, days.last, days.precision)
        )
    return part_of(days, edge)


def _edge(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative, home = match["rel"].lower(), _today(anchor)
    days = count_from(home, match["unit"].lower(), BACK.get(relative, FORTH.get(relative, 0))) if home else None
    return part_of(days, match["edge"]) if days and match["edge"] not in {"rest", "remainder", "turn"} else None


def _shift(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the past two weeks": the stretch that ends, or begins, with the publication."""
    number, home, relative = number_of(match["number"]), anchor.published, match["rel"].lower()
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
        return one_day(week_of(home).first + timedelta(days=wanted + shift))
    back, forth = (home.weekday() - wanted) % 7, (wanted - home.weekday()) % 7
    if match["the"] and not relative and anchor.reference and anchor.reference.precision == "day":
        told = anchor.reference.first
        return one_day(told + timedelta(days=(wanted - told.weekday()) % 7 or 7))
    if relative in BACK:
        is_yesterday = back == 1 and relative == "last"
        return one_day(home - timedelta(days=8 if is_yesterday else back or 7))
    if relative in FORTH:
        is_tomorrow = forth == 1 and relative == "next"
        return one_day(home + timedelta(days=8 if is_tomorrow else forth or 7))
    return one_day(home + timedelta(days=forth)) if anchor.is_ahead else one_day(home - timedelta(days=back))


def _day_word(match: re.Match[str], anchor: Anchor) -> Days | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower().replace("-", ""), 0)
    return one_day(anchor.published + shift * DAY) if anchor.published else None


def _beside_day(match: re.Match[str], anchor: Anchor) -> Days | None:
    return one_day(anchor.published + (-2 if match["before"] else 2) * DAY) if anchor.published else None


def _daypart(match: re.Match[str], anchor: Anchor) -> Days | None:
    relative = match["rel"].lower()
    if relative in {"this", "last"}:
        is_last_night = relative == "last" and anchor.published
        return one_day(anchor.published - (DAY if is_last_night else 0 * DAY)) if anchor.published else None
    is_told = anchor.reference is not None and (anchor.reference.precision == "day" or relative == "the same")
    if anchor.reference is None or not is_told or relative in {"by", "at", "around", "early", "late"}:
        return None
    shift = {"the next": 1, "the following": 1, "the previous": -1}.get(relative, 0)
    return count_from(anchor.reference, "day", {"before": -1, "after": 1}.get((match["way"] or "").lower(), shift))


def _day_number(match: re.Match[str], anchor: Anchor) -> Days | None:
    """Read "the 14th": of the publication's month or the one beside it."""
    home = anchor.published
    if home is None:
        return None
    day = _figure(match["day"])
    if anchor.is_ahead:
        month = home if day >= home.day else month_after(home, 1).first
    else:
        month = home if day <= home.day else month_after(home, -1).first
    return one_day(month.replace(day=day))


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
    number = ordinal_of(match["ordinal"]) if match["ordinal"] else None
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
    rows = [row for row in read_table("named_days.tsv") if named in row[3].split(";")]
    for said in (anchor.context, anchor.story):
        days = {day for day, _, countries, _ in rows if countries == "-" or _is_said(countries, said)}
        if days:
            break
    if len(days) != 1:
        return None
    month, day = map(int, days.pop().split("-"))
    return _pick_year(match, anchor, lambda year: one_day(date(year, month, day)))


@lru_cache(maxsize=1024)
def _is_said(alternatives: str, text: str) -> bool:
    return bool(_any_of(alternatives).search(text))


@cache
def _any_of(alternatives: str) -> re.Pattern[str]:
    """The words of a table's cell: compiled once, since `re` remembers fewer patterns than the tables have."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, alternatives.split(';')))})\b", re.IGNORECASE)


def _in_year(days: set[str], year: int) -> Days | None:
    if len(days) != 1:
        return None
    month, day = map(int, days.pop().split("-"))
    return one_day(date(year, month, day))


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
