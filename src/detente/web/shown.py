"""Records that several pages show: happenings, and the arithmetic of periods."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

import duckdb

from detente.tables import UNTOLD
from detente.web.queries import one, rows

DOUBTFUL = 0.7
"""A day of publication that is less sure (`TRUST` of detente.clean.publication) is a guess, and so are the days that rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """What is told of a day."""

    published_confidence: float | None = field(default=None, metadata=UNTOLD)
    """How surely the day of publication is known, on which the event's rests; null if unknown."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the day rests on a day of publication that is a guess."""
        return self.published_confidence is not None and self.published_confidence < DOUBTFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(_Dated):
    """A real-world event as the ledger's view `happenings` has it."""

    happening_id: str
    date: date
    is_dated: bool
    """Whether the day is that of the happening; else that on which its commonest report became known."""
    event_type: str
    mode: str | None
    cameo: str
    quad_code: int
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    reports: int
    """Pages that report it."""
    origins: int
    """Independent texts among these."""
    denials: int
    is_contested: bool
    """Whether some report and others deny it."""
    is_expected: bool
    """Whether all that report it speak of something planned or hypothetical."""
    confidence: float
    evidence: str
    """The sentence of the best report."""
    enddate: datetime.date | None = field(default=None, metadata=UNTOLD)
    """Last day that it may be of, as the most exact report of its day says."""
    date_precision: str = field(default="day", metadata=UNTOLD)

    @property
    def is_within(self) -> bool:
        """Whether one party alone deals with itself: "within the United States"."""
        return self.actors == self.recipients and len(self.actors) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A stretch of days, both ends included."""

    since: date
    until: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> Days:
        """The stretch of the same length just before."""
        return Days(since=self.since - timedelta(days=self.length), until=self.since - timedelta(days=1))

    @property
    def after(self) -> Days:
        """The stretch of the same length just after."""
        return Days(since=self.until + timedelta(days=1), until=self.until + timedelta(days=self.length))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow(_Dated):
    """An event as the site lists it, with the sentence that it rests on."""

    event_id: str
    story_id: str
    coder: str
    date: date
    """Of the event; of its report where the event has none."""
    is_dated: bool
    date_precision: str
    event_type: str
    mode: str | None
    cameo: str
    quad_code: int
    score: float
    auxiliary: tuple[str, ...]
    actors: tuple[str, ...]
    """Country codes of states and their organs, entity ids of others, names where there is neither."""
    actor_names: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_names: tuple[str, ...]
    place: str | None
    according_to: str | None
    reported_by: str | None
    page: str
    sentence: str
    trigger: str
    in_response_to: str | None
    confidence: float
    enddate: datetime.date | None = field(default=None, metadata=UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningKey:
    """A happening and its day, by which it is found quickly."""

    happening_id: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """Events that no mean and no count of an actor's partners or a dyad's directions has, by the first reason that holds."""

    not_fact: int
    """Planned, hypothetical or denied."""
    history: int
    """Told as history."""
    private: int
    """What private people do, which is no act of their states."""
    alone: int
    """Without another party: within one, or with nobody named."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.not_fact + self.history + self.private + self.alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an event is stored."""

    spot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored(EventRow):
    spot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _HappeningDays:
    happening_id: str
    enddate: date | None
    date_precision: str
    published_confidence: float | None


def read_uncounted(connection: duckdb.DuckDBPyConnection, script: str, **parameters: str) -> Uncounted:
    """What a page's script does not count."""
    return one(connection, script, Uncounted, **parameters) or Uncounted(not_fact=0, history=0, private=0, alone=0)


def read_by_spot(connection: duckdb.DuckDBPyConnection, spots: Sequence[Spot]) -> dict[int, EventRow]:
    """The events of some spots."""
    if not spots:
        return {}
    names = [each.name for each in fields(EventRow)]
    stored = rows(connection, "events/by_spot", _Stored, spots=[each.spot for each in spots])
    return {event.spot: EventRow(**{name: getattr(event, name) for name in names}) for event in stored}


def read_events(connection: duckdb.DuckDBPyConnection, spots: Sequence[Spot]) -> tuple[EventRow, ...]:
    """The events of some spots, in their order; an event that several coders found comes once."""
    found = read_by_spot(connection, spots)
    return tuple({event.event_id: event for each in spots if (event := found.get(each.spot))}.values())


def read_happenings(
    connection: duckdb.DuckDBPyConnection, spots: Sequence[Spot], *, number: int
) -> tuple[Happening, ...]:
    """The happenings that some events report, latest first."""
    if not spots:
        return ()
    places = [each.spot for each in spots]
    keys = rows(connection, "events/happening_keys", HappeningKey, spots=places, number=number)
    ids, days = [key.happening_id for key in keys], sorted({key.date for key in keys})
    return with_days(connection, rows(connection, "events/happenings", Happening, ids=ids, days=days)) if keys else ()


def with_days(connection: duckdb.DuckDBPyConnection, happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """The happenings with how exactly their days are known."""
    dated = [each.happening_id for each in happenings if each.is_dated]
    found = rows(connection, "events/happening_days", _HappeningDays, ids=dated) if dated else ()
    told = {each.happening_id: each for each in found}
    return tuple(
        replace(
            each,
            enddate=days.enddate,
            date_precision=days.date_precision,
            published_confidence=days.published_confidence,
        )
        if (days := told.get(each.happening_id))
        else each
        for each in happenings
    )
