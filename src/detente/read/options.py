"""What a caller may say about inputs, and the refusal that the room's functions raise among themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Column names for tables and JSON Lines (found by usual names otherwise), bounds, and the publication date of all inputs."""

    text_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    url_column: str | None = None
    published: date | None = None
    max_page_bytes: int = 20 * MEGABYTE
    """Largest single page, unpacked; tables, JSON Lines and archives are streamed and may be larger."""
    min_page_bytes: int = 0
    """Archived pages below this are passed over."""
    language: str | None = None
    """ISO 639-1 code: archived pages that declare another language are passed over; those that declare none are read."""
    timeout_s: float = 20.0
    """For the next byte of an answer from a server."""
    deadline_s: float = 300.0
    """For the whole answer."""
    allow_private: bool = False
    """Whether URLs may lead to addresses of this machine and of its own network."""
    on_no_day: Callable[[str], object] | None = None
    """Told of each value of a date column that gives no day: the page's name, the column and the value."""


class UnreadableError(Exception):
    """An input that cannot be read; the message is the refusal's reason."""
