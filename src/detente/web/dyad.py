"""Two parties: what holds between them, how they dealt with each other over time, what happened last, who answered whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from detente.ledger.relation import read_relation
from detente.web import dyad_charts
from detente.web.dyad_records import Compared, Dyad, Reaction, ScoreRow, SeriesRow, Step
from detente.web.names import is_state, party_name
from detente.web.queries import one, rows
from detente.web.rooms import BadQueryError, Parameter, Room, Visit, from_segment
from detente.web.shown import Happening, Spot, read_by_spot, read_happenings, read_uncounted

LATEST = 12
LATEST_EVENTS = 60
"""Among so many events the latest happenings are found."""
REACTIONS = 8
BY_WEEK_DAYS, BY_MONTH_DAYS = 731, 5_500
CODE_LENGTH = 3
MONTH_DAYS = 31
FIRST, SECOND = "a", "b"
"""Parameters of /dyad (dyad_asked.py), which takes names."""

STEP = Parameter(
    name="step",
    about="Step of the series; by default what suits the days.",
    choices=("", "week", "month", "year"),
)
SHOW = Parameter(
    name="show",
    about="The series: both directions together, from the first to the second, back, or both together by event type.",
    choices=("both", "forth", "back", "types"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    since: date | None
    until: date | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    answer_spot: int
    answered_spot: int


def read(visit: Visit) -> Dyad | None:
    """The dyad; None where the ledger has no event between the two."""
    first, second = party_of(visit.path["first"]), party_of(visit.path["second"])
    compared = _compared(visit)
    # Last, since it leaves the dyad's events in the temporary table `dyad_rows`, which the scripts of sql/dyad read.
    relation = read_relation(visit.connection, first, second, as_of=None)
    span = one(visit.connection, "dyad/span", _Span)
    if span is None or span.since is None or span.until is None:
        return None
    ends = [span.until, *([compared.until] if compared and compared.until else [])]
    starts = [span.since, *([compared.since] if compared and compared.since else [])]
    until = visit.day("to") or max(ends)
    since = visit.day("from") or first_shown(min(starts), until, visit.edition.first_day)
    if since > until:
        raise BadQueryError(f"'from' ({since}) must not be after 'to' ({until})")
    step = step_of(visit.choice(STEP), until - since)
    within = {"since": since, "until": until}
    series = rows(visit.connection, "dyad/series", SeriesRow, **within, step=step)
    latest, reactions = _latest(visit, since, until), _reactions(visit, since, until)
    scores = (*scores_of(series, first, second), *_other_scores(visit, compared, since, until, step))
    return Dyad(
        first=first,
        second=second,
        since=since,
        until=until,
        step=step,
        show=visit.choice(SHOW),
        trend=relation.trend,
        why_unknown=relation.why_unknown,
        recent_score=relation.recent_score,
        recent_events=relation.recent_events,
        is_recent_thin=relation.is_recent_thin,
        earlier_score=relation.earlier_score,
        earlier_events=relation.earlier_events,
        facts=relation.facts,
        directions=relation.directions,
        change_points=tuple(each for each in relation.change_points if since <= each.week <= until),
        series=series,
        scores=scores,
        latest=latest,
        reactions=reactions,
        compared=compared,
        uncounted=read_uncounted(visit.connection, "dyad/uncounted", first=first, second=second),
    )


def first_shown(since: date, until: date, first_report: date | None) -> date:
    """The first event's day, but not far before the first report: what is older is told as history."""
    reach = first_report - timedelta(days=MONTH_DAYS) if first_report else since
    return max(since, reach) if reach < until else since


def party_of(text: str) -> str:
    """A party as it was typed: codes of states in capitals."""
    return text.upper() if len(text) == CODE_LENGTH and is_state(text.upper()) else text


def scores_of(series: tuple[SeriesRow, ...], first: str, second: str) -> tuple[ScoreRow, ...]:
    """Mean scores by step from the counts by type, both directions together."""
    steps: dict[date, list[SeriesRow]] = {}
    for row in series:
        if row.source == "both":
            steps.setdefault(row.period, []).append(row)
    return tuple(_score_of(steps[period], first, second) for period in sorted(steps))


def _score_of(step: list[SeriesRow], first: str, second: str) -> ScoreRow:
    events = sum(row.events for row in step)
    return ScoreRow(
        first=first,
        second=second,
        period=step[0].period,
        events=events,
        mean_score=sum(row.sum_score for row in step) / events,
        undated=sum(row.undated for row in step),
    )


def step_of(chosen: str, length: timedelta) -> Step:
    """The step of a series: the chosen one, else what suits its length."""
    for step in ("week", "month", "year"):
        if chosen == step:
            return step
    return "week" if length.days <= BY_WEEK_DAYS else "month" if length.days <= BY_MONTH_DAYS else "year"


def _latest(visit: Visit, since: date, until: date) -> tuple[Happening, ...]:
    spots = rows(visit.connection, "dyad/latest", Spot, since=since, until=until, number=LATEST_EVENTS)
    return read_happenings(visit.connection, spots, number=LATEST)


def _reactions(visit: Visit, since: date, until: date) -> tuple[Reaction, ...]:
    links = rows(visit.connection, "dyad/chains", _Link, since=since, until=until, number=REACTIONS)
    spots = [Spot(spot=spot) for link in links for spot in (link.answered_spot, link.answer_spot)]
    events = read_by_spot(visit.connection, spots)
    return tuple(
        Reaction(answered=events[link.answered_spot], answer=events[link.answer_spot])
        for link in links
        if link.answered_spot in events and link.answer_spot in events
    )


def _compared(visit: Visit) -> Compared | None:
    given = visit.text("with")
    if not given:
        return None
    first, slash, second = given.partition("/")
    if not (first and slash and second):
        raise BadQueryError(f"'with' must name a dyad like USA/KOR, not '{given[:40]}'")
    first, second = party_of(from_segment(first)), party_of(from_segment(second))
    relation = read_relation(visit.connection, first, second, as_of=None)
    span = one(visit.connection, "dyad/span", _Span) or _Span(since=None, until=None, events=0)
    return Compared(
        first=first,
        second=second,
        events=span.events,
        since=span.since,
        until=span.until,
        directions=relation.directions,
        facts=relation.facts,
    )


def _other_scores(
    visit: Visit, compared: Compared | None, since: date, until: date, step: Step
) -> tuple[ScoreRow, ...]:
    if compared is None:
        return ()
    parties = {"first": compared.first, "second": compared.second}
    return rows(visit.connection, "dyad/scores", ScoreRow, **parties, since=since, until=until, step=step)


ROOM = Room(
    name="dyad",
    path="/dyad/{first}/{second}",
    about="How two parties stand and what passed between them. Parties are ISO 3166-1 alpha-3 codes of states or entity ids.",
    shown=Dyad,
    read=read,
    title=lambda page: f"{party_name(page.first)} – {party_name(page.second)}",
    query=(
        Parameter(name="from", about="First day of the series; by default that of the first event."),
        Parameter(name="to", about="Last day of the series."),
        STEP,
        SHOW,
        Parameter(name="with", about="Another dyad to compare with, like USA/KOR."),
    ),
    charts=dyad_charts.CHARTS,
    elsewhere=lambda path: f"/dyad?{urlencode({FIRST: path['first'], SECOND: path['second']})}",
)
