"""How to watch: intervals, and the bounds of each fetch."""

from __future__ import annotations

from dataclasses import dataclass

from detente.read.answers import FetchOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions(FetchOptions):
    """Intervals in seconds and bounds of one watch."""

    every_s: float = 900.0
    """Between two polls of a feed."""
    delay_s: float = 2.0
    """Between two requests to a host; more where its robots.txt asks for more."""
    retry_s: float = 60.0
    """Before the first retry; each further one waits four times as long."""
    fetchers: int = 8
    """Hosts that are asked at a time."""
