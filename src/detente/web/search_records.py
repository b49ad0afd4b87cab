"""What the page of a search shows, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.web.shown import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStory:
    """A story that has the words, and the text around the first of them."""

    story_id: str
    title: str | None
    publisher: str
    known_on: date
    is_published: bool
    """Whether the day of publication is known; else `known_on` is that of the crawl or the add."""
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A page that the words name by themselves: an actor or a dyad."""

    words: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked for and what was found."""

    is_asked: bool
    """Whether there was anything to look for."""
    among: str
    total: int
    events: tuple[EventRow, ...]
    stories: tuple[FoundStory, ...]
    next_key: str | None
    """The parameter `after` of the next page."""
    jumps: tuple[Jump, ...]
