"""What the cleaner of dumps notes on its way: where a line stands, the dates without a word on them, and all that it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from detente.records import Furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlabelled:
    """A date above the text without a word on what it is."""

    day: date
    is_below: bool
    """Whether it stands below the headline."""
    is_clock: bool
    """Whether it has the form of one that a program has set there: above the masthead, or as "14-Oct-2020"."""
    is_of_issue: bool
    """Whether it is said to be that of an issue ("No. 18, March 4, 2006", "week of …")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDate:
    """A date in figures above the text that can be read in more than one way."""

    line: str
    readings: tuple[date, ...]
    is_first: bool
    is_below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a line stands."""

    before_prose: bool
    inside: bool
    """Whether it is inside an extracted story, so that a short line is its heading or list item."""
    is_first: bool
    """Whether no masthead stands above it."""
    is_note: bool
    """Whether it is a sentence above the headline: a motto, a word on the archive."""
    is_above: bool
    """Whether it stands above the headline."""
    is_after: bool
    """Whether it stands below the text."""
    is_within: bool
    """Whether it stands between the headline and the end of the text, where that is known."""
    is_last: bool
    """Whether it is the page's last one."""
    beside: str
    """The lines above and below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where the story stands among the lines of its page."""

    first: int
    last: int
    headline_at: int | None = None
    """The last line of the headline above the text, where the window's title tells it."""
    published: date | None = None
    """The day that stands beside the headline."""
    changed: date | None = None


@dataclass(slots=True)
class Cleaned:
    """What a dump holds."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    removed: list[Furniture] = field(default_factory=list)
    crawled: date | None = None
    open_crawl: tuple[date, ...] = ()
    """The days that it can be."""
    clock: date | None = None
    """A day that the page prints without a word on what it is: most likely that on which it was fetched."""
    stamped: date | None = None
    updated: date | None = None
    """When the page says that it was changed: published then or before."""
    open_dates: list[OpenDate] = field(default_factory=list)
    weekday: int | None = None
    """Of the news, by the first paragraphs."""
    unlabelled: list[Unlabelled] = field(default_factory=list)
    latest: date | None = None
    """The latest of them."""
    copyright_holder: str | None = None
    window: str | None = None
    """The outlet's name in the title of the window."""
    masthead: str | None = None
    """The outlet's name above the headline."""
    named: str | None = None
    """The outlet's name by another line or an address that says it again."""
    names: frozenset[str] = frozenset()
    """What the first lines of the page may call its outlet."""
    days_ago: int | None = None
    """How many days before it was shown the page says that it was published."""
    yearless: str | None = None
    """A line below the headline that is a month and a day."""
    below: tuple[date, ...] = ()
    """What a date in brackets right below the text can mean."""
    foot: date | None = None
    """A day that is the page's last line: most likely that on which it was printed or saved."""
    signed: date | None = None
    """The day beside that name below the text."""
    place: str | None = None
    """The place of a dateline that stands on a line of its own."""
    has_headline: bool = False
    """Whether the title has come by among the lines."""
