"""Today, or any period: where things happened, which dyads warmed and cooled, what happened last, who wrote how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente import ontology
from detente.ledger.relation import THIN_EVENTS, THIN_ORIGINS
from detente.web import names, period_charts
from detente.web.period_records import CountryRow, Moved, Outlet, Period, Step, StepRow, Totals
from detente.web.queries import one, rows
from detente.web.rooms import BadQueryError, Parameter, Room, Visit
from detente.web.shown import Days, Happening, with_days

MONTH_DAYS = 30
FEW_STORIES = 30
"""Where the latest thirty days have less than a story a day, a page of them is nearly empty and hides what the ledger has: in the demo
ledger they hold 3 of 83 stories, which are of twenty years."""
LATEST = 12
RANKED = 8
OUTLETS = 12
LONGEST_BY_DAY = 92
LONGEST_BY_WEEK = 731
LONGEST_BY_MONTH = 5_000
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)

MEASURE = Parameter(name="map", about="What the map's colours mean.", choices=("volume", "score", "conflict"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reports:
    day: date
    recent: int
    first: date
    last: date
    unpublished: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Country:
    party: str
    happenings: int
    mean_score: float
    conflict: int


def read(visit: Visit) -> Period:
    """The period asked for; by default the thirty days that end with the latest report, or all reports where these are few."""
    found = one(visit.connection, "period/default", _Reports, days=MONTH_DAYS)
    today = found.day if found else date(2000, 1, 1)
    recent = Days(since=today - timedelta(days=MONTH_DAYS - 1), until=today)
    whole = Days(since=min(found.first, today), until=max(found.last, today)) if found else recent
    is_recent_enough = found is None or found.recent >= FEW_STORIES or whole.since >= recent.since
    days = _days(visit, recent if is_recent_enough else whole)
    step = _step(days)
    moved = rows(
        visit.connection,
        "period/moved",
        Moved,
        before=days.before.since,
        since=days.since,
        until=days.until,
        thin_events=THIN_EVENTS,
        thin_origins=THIN_ORIGINS,
        codes=ontology.state_codes(),
        number=RANKED,
    )
    within = {"since": days.since, "until": days.until}
    return Period(
        since=days.since,
        until=days.until,
        measure=visit.choice(MEASURE),
        step=step,
        totals=_totals(visit, days),
        totals_before=_totals(visit, days.before),
        countries=tuple(_named(row) for row in rows(visit.connection, "period/countries", _Country, **within)),
        warmed=tuple(row for row in moved if row.moved > 0),
        cooled=tuple(row for row in moved if row.moved < 0),
        latest=with_days(visit.connection, rows(visit.connection, "period/latest", Happening, **within, number=LATEST)),
        steps=rows(visit.connection, "period/days", StepRow, **within, step=step),
        outlets=rows(visit.connection, "period/outlets", Outlet, **within, number=OUTLETS),
        earlier=days.before,
        later=days.after,
        recent=recent,
        whole=whole,
        unpublished=found.unpublished if found else 0,
    )


def _days(visit: Visit, default: Days) -> Days:
    """The days asked for; where only one end is, it is thirty days."""
    if visit.day("from") is None and visit.day("to") is None:
        return default
    until = visit.day("to") or default.until
    since = visit.day("from") or until - timedelta(days=MONTH_DAYS - 1)
    if since > until:
        raise BadQueryError(f"'from' ({since}) must not be after 'to' ({until})")
    if since < FIRST_DAY or until > LAST_DAY:
        raise BadQueryError(f"days must lie between {FIRST_DAY} and {LAST_DAY}")
    return Days(since=since, until=until)


def _step(days: Days) -> Step:
    if days.length <= LONGEST_BY_DAY:
        return "day"
    if days.length <= LONGEST_BY_WEEK:
        return "week"
    return "month" if days.length <= LONGEST_BY_MONTH else "year"


def _totals(visit: Visit, days: Days) -> Totals:
    found = one(visit.connection, "period/totals", Totals, since=days.since, until=days.until)
    return found or Totals(happenings=0, undated=0, reports=0, stories=0, unpublished=0, publishers=0, origins=0)


def _named(row: _Country) -> CountryRow:
    return CountryRow(
        party=row.party,
        name=names.party_name(row.party),
        happenings=row.happenings,
        mean_score=row.mean_score,
        is_thin=row.happenings < THIN_EVENTS,
        conflict=row.conflict,
        conflict_share=row.conflict / row.happenings,
    )


ROOM = Room(
    name="period",
    path="/period",
    home="/",
    about="What happened within a period, by default the thirty days that end with the latest report, or all reports where these are few.",
    shown=Period,
    read=read,
    title=lambda page: f"{page.since} to {page.until}",
    query=(
        Parameter(name="from", about="First day, like 2022-08-01."),
        Parameter(name="to", about="Last day."),
        MEASURE,
    ),
    charts=period_charts.CHARTS,
)
