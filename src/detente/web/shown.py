"""Records that several pages show: happenings, and the arithmetic of periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from detente.web.queries import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A real-world event as the ledger's view `happenings` has it."""

    happening_id: str
    date: date
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
class EventRow:
    """An event as the site lists it, with the sentence that it rests on."""

    event_id: str
    story_id: str
    coder: str
    date: date
    """Of the event; of its report where the event has none."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKey:
    """Where an event is stored."""

    event_id: str
    batch: int


def read_events(connection: duckdb.DuckDBPyConnection, keys: Sequence[EventKey]) -> tuple[EventRow, ...]:
    """The events of some keys, in their order; an event that several coders found comes once."""
    if not keys:
        return ()
    wanted = {"ids": [key.event_id for key in keys], "batches": sorted({key.batch for key in keys})}
    found = {event.event_id: event for event in rows(connection, "events/by_id", EventRow, **wanted)}
    return tuple(found[key.event_id] for key in keys if key.event_id in found)


def read_happenings(
    connection: duckdb.DuckDBPyConnection, keys: Sequence[EventKey], *, number: int
) -> tuple[Happening, ...]:
    """The happenings that some events report, latest first."""
    if not keys:
        return ()
    ids = [key.event_id for key in keys]
    return rows(connection, "events/happenings_of", Happening, ids=ids, number=number)
