"""What the page of a dyad shows, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.ledger import ChangePoint, Direction, StandingFact
from detente.web.shown import EventRow, Happening, Uncounted

Step = Literal["week", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """Events of one type in one step; `both` to `both` counts an event that stands in both directions once."""

    source: str
    target: str
    period: date
    event_type: str
    quad_code: int
    events: int
    sum_score: float
    undated: int
    """Events among these that stand here by the day of their report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A dyad's mean score in one step, both directions together."""

    first: str
    second: str
    period: date
    events: int
    mean_score: float
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """An event and the one that it answers, as its story says."""

    answered: EventRow
    answer: EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Another dyad beside this one."""

    first: str
    second: str
    events: int
    since: date | None
    until: date | None
    directions: tuple[Direction, ...]
    facts: tuple[StandingFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """How two parties stand and what passed between them."""

    first: str
    second: str
    since: date
    until: date
    step: Step
    show: str
    trend: str
    why_unknown: str | None
    """In words what the trend lacks; null where there is one."""
    recent_score: float | None
    recent_events: int
    is_recent_thin: bool
    """Whether the recent score, and so the trend, rests on too few events or texts."""
    earlier_score: float | None
    earlier_events: int
    facts: tuple[StandingFact, ...]
    directions: tuple[Direction, ...]
    change_points: tuple[ChangePoint, ...]
    series: tuple[SeriesRow, ...]
    scores: tuple[ScoreRow, ...]
    """Of this dyad, and of the one that it is compared with."""
    latest: tuple[Happening, ...]
    reactions: tuple[Reaction, ...]
    compared: Compared | None
    uncounted: Uncounted
    """Events of the two that are in none of the directions."""
