"""What may be asked of a server, what it answered, and why there is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.read.decoding import declared_charset
from detente.read.options import MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Bounds of one answer, and which addresses may be asked."""

    timeout_s: float = 20.0
    """For the next byte of an answer."""
    deadline_s: float = 60.0
    """For a whole answer."""
    max_bytes: int = 10 * MEGABYTE
    """Of an answer, unpacked."""
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

    @property
    def charset(self) -> str | None:
        """The charset that the answer declares."""
        return declared_charset(self.headers.get("content-type", ""))


class FetchError(Exception):
    """No page: why, whether to try again, after how long at the earliest, and the server's status if it was that."""

    def __init__(self, reason: str, *, is_passing: bool, after_s: float = 0.0, status: int | None = None) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        self.after_s = after_s
        self.status = status


class PrivateError(FetchError):
    """No page: the address is one of this machine or of its own network, or a port that may not be asked."""


class HostError(FetchError):
    """No page because of the host, not of the page: its other pages need not be tried now."""

    def __init__(self, reason: str, *, after_s: float = 0.0, status: int | None = None) -> None:
        super().__init__(reason, is_passing=True, after_s=after_s, status=status)


class StoppedError(Exception):
    """The work is to end; what was under way is left for the next time."""
