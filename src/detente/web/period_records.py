"""What the page of a period shows, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.web.shown import Days, Happening

Step = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What happened within a period, and how much was written."""

    happenings: int
    undated: int
    """Happenings among these whose own day is not known."""
    reports: int
    stories: int
    unpublished: int
    """Stories among these whose day of publication is not known: they stand on that of the crawl, else of the add."""
    publishers: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """A state's part in a period."""

    party: str
    name: str
    happenings: int
    mean_score: float
    is_thin: bool
    """Whether the mean rests on fewer happenings than THIN_EVENTS of detente.ledger.relation."""
    conflict: int
    conflict_share: float
    """Of its happenings, how many were conflict, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A pair of known parties whose mean score moved against the period before, with evidence enough in both."""

    first: str
    second: str
    happenings: int
    """Dated ones that are not told as history; both periods have as many as a mean needs (`is_thin`)."""
    happenings_before: int
    score: float
    """Mean of these."""
    score_before: float
    moved: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step (day, week …) of a period: stories by report day, happenings by their own day."""

    day: date
    stories: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    undated: int
    """Happenings among these that stand here by the day of their report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher, its stories and how many of them are texts of their own, not reprints."""

    publisher: str
    stories: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What the ledger has of a period."""

    since: date
    until: date
    measure: str
    step: Step
    totals: Totals
    totals_before: Totals
    countries: tuple[CountryRow, ...]
    warmed: tuple[Moved, ...]
    cooled: tuple[Moved, ...]
    latest: tuple[Happening, ...]
    steps: tuple[StepRow, ...]
    outlets: tuple[Outlet, ...]
    earlier: Days
    later: Days
    recent: Days
    """The thirty days that end with the latest report."""
    whole: Days
    """From the first report of the ledger to the latest, those whose day of publication is not known among them."""
    unpublished: int
    """Stories of the whole ledger whose day of publication is not known."""

    @property
    def is_whole(self) -> bool:
        """Whether it holds all reports of the ledger."""
        return self.since <= self.whole.since and self.until >= self.whole.until
