"""An open ledger and two parties -> how they stand: standing facts, both directions, trend, change points, latest evidence.

Change points: binary segmentation of weekly counts of cooperation and conflict, a Poisson likelihood with a penalty of
PENALTY * ln(weeks) a cut (after Killick, Fearnhead and Eckley 2012 for the cost).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.ledger.opening import run
from detente.ledger.scripts import statements
from detente.records import EventDate
from detente.tables import UNTOLD
from detente.wording import counted

State = Literal["standing", "lapsed", "ended", "history"]
Trend = Literal["warming", "cooling", "steady", "unknown"]

PENALTY = 3.0
RECENT_DAYS = 90
FEW_EVENTS = 3
MOVED = 1.5
"""Points of PLOVER's scale (-10 to 10) that the mean must move for a trend."""
THIN_EVENTS = 7
"""With fewer events one false row moves their mean by more than MOVED: it is off by ten points where a blow is read for a handshake."""
THIN_ORIGINS = 2
"""With fewer independent texts all rests on one writer, however many events were read from it."""
FIRST_WEEKS = 4
"""Weeks from the first event that no change may cut off: a series begins where the archive has its first texts, busy by construction, and
two texts of one week are no state of affairs from which anything changed."""
LATEST = 6
BEHIND = 3
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFact:
    """Something that holds or held between two parties, with the words that say so."""

    fact: str
    first_party: str
    second_party: str
    is_mutual: bool
    """Whether it holds for both alike; else it goes from the first to the second."""
    state: State
    """`lapsed`: last told long ago, or in doubt since: then `until` is null and `closed_by_party` whoever did what speaks against it."""
    since: date | None
    """Null where the ledger has only the end."""
    is_since_dated: bool | None
    """False where no words give the day: `since` is that of the report, and it began by then."""
    until: date | None
    is_until_dated: bool | None
    last_evidence: date
    is_last_dated: bool
    reports: int
    origins: int
    confidence: float
    evidence: str
    event_id: str
    closed_by_party: str | None
    closed_in_response_to: str | None
    """Id of the event that the end answered."""
    in_response_to: str | None
    """Id of the event that the last change answered: the end, else the beginning."""
    answered: str | None
    """The sentence of that event."""
    since_told: EventDate | None = field(default=None, metadata=UNTOLD)
    """How exactly `since` is known: the days that the event of that day may be of."""
    until_told: EventDate | None = field(default=None, metadata=UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What one party did to the other, plain facts only; `both` to `both` counts an event that stands in both directions once."""

    source: str
    target: str
    events: int
    origins: int
    """Independent texts that these were read from."""
    is_thin: bool
    """Whether there are too few events or texts for the mean score to mean much: THIN_EVENTS, THIN_ORIGINS."""
    undated: int
    """Events among these whose day is not known."""
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    mean_score: float
    first_day: date | None
    """Of the dated events; null where there are none."""
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event between two parties and the sentence that reports it."""

    event_id: str
    source: str
    target: str
    date: date
    is_dated: bool
    """Whether the day is the event's own; else that on which it became known."""
    event_type: str
    mode: str | None
    cameo: str
    auxiliary: tuple[str, ...]
    score: float
    confidence: float
    sentence: str
    page: str
    reported_by: str | None
    according_to: str | None
    enddate: datetime.date | None = field(default=None, metadata=UNTOLD)
    date_precision: str = field(default="day", metadata=UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """A week from which on the two deal differently: events a week before and after, and the weightiest events behind it."""

    week: date
    cooperation_before: float
    cooperation_after: float
    conflict_before: float
    conflict_after: float
    behind: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two parties stand, as of a day."""

    first: str
    second: str
    as_of: date | None
    facts: tuple[StandingFact, ...]
    directions: tuple[Direction, ...]
    trend: Trend
    why_unknown: str | None
    """In words what the trend lacks; null where there is one."""
    recent_score: float | None
    """Mean PLOVER score of the ledger's last 90 days; dated events only, as for the trend and the change points."""
    recent_events: int
    is_recent_thin: bool
    """Whether the recent score, and so the trend, rests on too few events or texts."""
    earlier_score: float | None
    earlier_events: int
    change_points: tuple[ChangePoint, ...]
    latest: tuple[Evidence, ...]
    left_out: int
    """Plain events of the two that are none of theirs: what private people do, or what is said to them or done to them by law."""


def read_relation(connection: duckdb.DuckDBPyConnection, first: str, second: str, *, as_of: date | None) -> Relation:
    """How two parties stand; `connection` shows the ledger as of that day."""
    run(connection, "dyad_rows", first=first, second=second)
    directions = tuple(
        Direction(**row, is_thin=is_thin(row["events"], row["origins"])) for row in _rows(connection, "dyad")
    )
    weeks = _rows(connection, "dyad_weeks")
    last_day = _last_day(connection)
    recent, earlier = _recent_and_earlier(weeks, last_day)
    return Relation(
        first=first,
        second=second,
        as_of=as_of,
        facts=_facts(connection, first, second),
        directions=tuple(sorted(directions, key=lambda d: (d.source == "both", d.source != first))),
        trend=_trend(recent, earlier),
        why_unknown=why_unknown(recent, earlier, last_day),
        recent_score=recent.mean_score,
        recent_events=recent.events,
        is_recent_thin=_is_thin(recent),
        earlier_score=earlier.mean_score,
        earlier_events=earlier.events,
        change_points=tuple(_change_point(connection, cut) for cut in _cuts(weeks)),
        latest=_by_day(_events(connection, (FIRST_DAY, LAST_DAY), number=LATEST, weightiest=False)),
        left_out=_rows(connection, "dyad_private", first=first, second=second)[0]["events"],
    )


def _rows(connection: duckdb.DuckDBPyConnection, script: str, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    (statement,) = statements(script)
    answer = connection.execute(statement, parameters) if parameters else connection.execute(statement)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _facts(connection: duckdb.DuckDBPyConnection, first: str, second: str) -> tuple[StandingFact, ...]:
    """Standing facts of a dyad, each with the words of the event that its last change answered."""
    rows = _rows(connection, "dyad_facts", first=first, second=second)
    ids = sorted({row["in_response_to"] for row in rows if row["in_response_to"]})
    said = {row["id"]: row["sentence"] for row in _rows(connection, "answered_words", ids=ids)} if ids else {}
    told = {
        (each.pop("fact"), each.pop("first_party"), each.pop("is_opening"), each["date"]): EventDate(**each, text=None)
        for each in (_rows(connection, "dyad_fact_days", first=first, second=second) if rows else ())
    }
    return tuple(
        StandingFact(
            **row,
            answered=said.get(row["in_response_to"]),
            since_told=told.get((row["fact"], row["first_party"], True, row["since"])),
            until_told=told.get((row["fact"], row["first_party"], False, row["until"])),
        )
        for row in rows
    )


def _events(
    connection: duckdb.DuckDBPyConnection, days: tuple[date, date], *, number: int, weightiest: bool
) -> tuple[Evidence, ...]:
    """Events of the dyad within the days, latest or weightiest first, with their sentences."""
    since, until = days
    options = {"since": since, "until": until, "number": number, "weightiest": weightiest, "planned": not weightiest}
    rows = _rows(connection, "dyad_latest", **options)
    wanted = {"ids": [row["event_id"] for row in rows], "batches": [row["batch"] for row in rows]}
    words = {(row.pop("id"), row.pop("coder")): row for row in _rows(connection, "event_words", **wanted)}
    found = []
    for row in rows:
        del row["batch"]
        said = words[row["event_id"], row.pop("coder")]
        found.append(Evidence(**{**row, **said, "auxiliary": tuple(row["auxiliary"])}))
    return tuple(found)


def _by_day(events: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The events last reported, in the order of their own days, latest first."""
    return tuple(sorted(events, key=lambda event: event.date, reverse=True))


def is_thin(events: int, origins: int) -> bool:
    """Whether so many events of so many independent texts are too few for their mean score to mean much.

    >>> is_thin(6, 5), is_thin(12, 1), is_thin(7, 2)
    (True, True, False)
    """
    return events < THIN_EVENTS or origins < THIN_ORIGINS


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Dated events of some days, the texts behind them and their mean score."""

    events: int
    origins: int
    mean_score: float | None


def _last_day(connection: duckdb.DuckDBPyConnection) -> date:
    """The day up to which the ledger knows: that looked back to, else the latest day of publication."""
    ((day,),) = connection.execute("select ledger_day()").fetchall()
    return day or LAST_DAY


def _recent_and_earlier(weeks: list[dict[str, Any]], last_day: date) -> tuple[Stretch, Stretch]:
    """The RECENT_DAYS up to the ledger's last day, and all before."""
    turn = last_day - timedelta(days=RECENT_DAYS)
    return _stretch([w for w in weeks if w["period"] > turn]), _stretch([w for w in weeks if w["period"] <= turn])


def _stretch(weeks: list[dict[str, Any]]) -> Stretch:
    events = sum(w["cooperation"] + w["conflict"] for w in weeks)
    score = sum(w["mean_score"] * (w["cooperation"] + w["conflict"]) for w in weeks)
    origins = {origin for week in weeks for origin in week["origins"]}
    return Stretch(events=events, origins=len(origins), mean_score=score / events if events else None)


def _is_thin(stretch: Stretch) -> bool:
    return is_thin(stretch.events, stretch.origins)


def _trend(recent: Stretch, earlier: Stretch) -> Trend:
    """Recent against earlier; unknown where either mean is none, or too thin to mean much."""
    if recent.mean_score is None or earlier.mean_score is None or _is_thin(recent) or _is_thin(earlier):
        return "unknown"
    moved = recent.mean_score - earlier.mean_score
    return "warming" if moved >= MOVED else "cooling" if moved <= -MOVED else "steady"


def why_unknown(recent: Stretch, earlier: Stretch, last_day: date) -> str | None:
    """What a trend lacks, in words; None where it lacks nothing.

    >>> why_unknown(Stretch(events=0, origins=0, mean_score=None), Stretch(events=9, origins=4, mean_score=-2.0), date(2026, 8, 10))
    'no dated event in the 90 days to 2026-08-10'
    """
    if not recent.events and not earlier.events:
        return "no dated event"
    days = f"the {RECENT_DAYS} days to {last_day}"
    for stretch, where in ((recent, f"in {days}"), (earlier, f"before {days}")):
        if not stretch.events:
            return f"no dated event {where}"
        if _is_thin(stretch):
            return f"only {counted(stretch.events, 'dated event')} of {counted(stretch.origins, 'text')} {where}"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    week: date
    next_week: date
    before: NDArray[np.float64]
    after: NDArray[np.float64]


def _cuts(weeks: list[dict[str, Any]]) -> list[_Cut]:
    if len(weeks) < FEW_EVENTS:
        return []
    start = weeks[0]["period"]
    counts = np.zeros(((weeks[-1]["period"] - start).days // 7 + 1, 2))
    for week in weeks:
        counts[(week["period"] - start).days // 7] = (week["cooperation"], week["conflict"])
    cuts = [cut for cut in find_changes(counts) if cut >= FIRST_WEEKS]
    edges = [0, *cuts, len(counts)]
    return [
        _Cut(
            week=start + timedelta(weeks=cut),
            next_week=start + timedelta(weeks=edges[at + 2]),
            before=counts[edges[at] : cut].mean(axis=0),
            after=counts[cut : edges[at + 2]].mean(axis=0),
        )
        for at, cut in enumerate(cuts)
    ]


def find_changes(counts: NDArray[np.float64]) -> list[int]:
    """Rows of a table of counts (one row a week, one column a kind) at which the rates change, in order.

    >>> find_changes(np.array([[0.0]] * 20 + [[5.0]] * 20))
    [20]
    """
    sums = np.vstack([np.zeros(counts.shape[1]), np.cumsum(counts, axis=0)])
    penalty = PENALTY * np.log(max(len(counts), 2))
    found: list[int] = []
    waiting = [(0, len(counts))]
    while waiting:
        start, end = waiting.pop()
        cuts = np.arange(start + 1, end)
        if not len(cuts):
            continue
        gains = _fit(sums, start, cuts) + _fit(sums, cuts, end) - _fit(sums, start, np.array([end]))
        best = int(np.argmax(gains))
        if gains[best] > penalty:
            found.append(int(cuts[best]))
            waiting += [(start, int(cuts[best])), (int(cuts[best]), end)]
    return sorted(found)


def _fit(
    sums: NDArray[np.float64], start: int | NDArray[np.int64], end: int | NDArray[np.int64]
) -> NDArray[np.float64]:
    """Log likelihood of each stretch at its own rates, up to what does not depend on the cut."""
    total = sums[end] - sums[start]
    length = np.atleast_1d(np.asarray(end) - np.asarray(start))[:, None]
    logs = np.log(np.where(total > 0, total, 1.0) / length)
    return np.asarray(np.sum(np.where(total > 0, total * logs, 0.0), axis=1))


def _change_point(connection: duckdb.DuckDBPyConnection, cut: _Cut) -> ChangePoint:
    until = min(cut.next_week, cut.week + timedelta(weeks=4)) - timedelta(days=1)
    return ChangePoint(
        week=cut.week,
        cooperation_before=float(cut.before[0]),
        cooperation_after=float(cut.after[0]),
        conflict_before=float(cut.before[1]),
        conflict_after=float(cut.after[1]),
        behind=_events(connection, (cut.week, until), number=BEHIND, weightiest=True),
    )
