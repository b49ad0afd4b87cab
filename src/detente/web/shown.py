"""Records that several pages show: happenings, and the arithmetic of periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


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
