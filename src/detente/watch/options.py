"""How to watch: intervals, bounds, and what a fetch may come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """Intervals in seconds and bounds of one watch."""

    every_s: float = 900.0
    """Between two polls of a feed."""
    delay_s: float = 2.0
    """Between two requests to a host; more where its robots.txt asks for more."""
    retry_s: float = 60.0
    """Before the first retry; each further one waits four times as long."""
    timeout_s: float = 20.0
    """For the next byte of an answer."""
    deadline_s: float = 60.0
    """For a whole answer."""
    max_bytes: int = 10 * MEGABYTE
    """Of an answer, unpacked."""
    fetchers: int = 8
    """Hosts that are asked at a time."""
    allow_private: bool = False
    """Whether addresses of this machine and of its own network may be asked."""
    ports: frozenset[int] | None = None
    """The only ports that may be asked; None: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; the body is unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class FetchError(Exception):
    """No page: why, whether to try again, and after how long at the earliest."""

    def __init__(self, reason: str, *, is_passing: bool, after_s: float = 0.0) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        self.after_s = after_s


class PrivateError(FetchError):
    """No page: the address is one of this machine or of its own network, or a port that may not be asked."""


class HostError(FetchError):
    """No page because of the host, not of the page: its other pages need not be tried now."""

    def __init__(self, reason: str, *, after_s: float = 0.0) -> None:
        super().__init__(reason, is_passing=True, after_s=after_s)


class StoppedError(Exception):
    """The watch is to end; what was under way is left for the next time."""
