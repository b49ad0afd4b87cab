"""What the page of an actor shows, as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from detente.tables import UNTOLD
from detente.web.shown import EventRow, Uncounted

Kind = Literal["state", "party", "entity"]
Step = Literal["week", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another party and what passed between it and the actor: the events that the page of the two counts (`both` of its directions)."""

    partner: str
    events: int
    done: int
    """By the actor to the partner."""
    received: int
    mutual: int
    mean_score: float
    origins: int
    """Independent texts behind the score."""
    conflict: int
    last_day: date
    is_last_dated: bool
    is_thin: bool
    """Whether the score rests on too few events or texts: THIN_EVENTS, THIN_ORIGINS of detente.ledger.relation."""
    last_enddate: date | None = field(default=None, metadata=UNTOLD)
    last_precision: str = field(default="day", metadata=UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadRow:
    """Events of one quad in one step."""

    period: date
    quad_code: int
    events: int
    sum_score: float
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCount:
    """Events of one type, all of them."""

    event_type: str
    quad_code: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Associate:
    """A person, group or office that appears for a state in its latest events."""

    key: str
    name: str
    role: str | None
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A fact that stands between the actor and another party."""

    partner: str
    fact: str
    is_mutual: bool
    is_by_actor: bool
    """Whether it goes from the actor to the partner, where it is not mutual."""
    since: date | None
    is_since_dated: bool | None
    """False where no words give the day: `since` is that of the report."""
    last_evidence: date
    reports: int
    origins: int
    confidence: float
    evidence: str
    event_id: str
    since_enddate: date | None = field(default=None, metadata=UNTOLD)
    since_precision: str = field(default="day", metadata=UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor: a state with its organs, a body or group, or a person."""

    key: str
    kind: Kind
    name: str
    country: str | None
    sector: str | None
    roles: tuple[str, ...]
    wikidata_id: str | None
    events: int
    """All that it takes part in: those counted with a partner and the uncounted; `types` adds up to it."""
    since: date
    until: date
    step: Step
    facts: tuple[Standing, ...]
    partners: tuple[Partner, ...]
    uncounted: Uncounted
    """Events of the actor that are counted with no partner."""
    series: tuple[QuadRow, ...]
    types: tuple[TypeCount, ...]
    associates: tuple[Associate, ...]
    latest: tuple[EventRow, ...]
