"""A story: its clean text with the words of its events marked, the events beside it, what was removed, where it was published."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date

import duckdb

from detente import tables
from detente.records import Event, Furniture, PublishedFrom, Story, UrlFrom
from detente.web.marking import LONGEST_TEXT, Paragraph, actor_key, mark_text, with_links
from detente.web.queries import one, rows, statement
from detente.web.rendering import short
from detente.web.rooms import Room, Visit
from detente.web.shown import DOUBTFUL

REPRINTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    source: str
    title: str | None
    text: str
    url: str | None
    url_from: UrlFrom | None
    published: date | None
    published_from: PublishedFrom
    published_evidence: str | None
    published_confidence: float | None
    crawled: date | None
    language: str | None
    publisher: str | None
    dateline: str | None
    furniture: str | None
    known_on: date
    origin_id: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reported:
    event_id: str
    happening_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """Another story with the same origin."""

    story_id: str
    title: str | None
    publisher: str | None
    source: str
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """An event of the story and the happening that it reports."""

    event: Event
    happening_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story with all that was read from it."""

    story: Story
    known_on: date
    origin_id: str
    """The first of its near-duplicates."""
    replaced_by: str | None
    """The story that a newer version of the page tells."""
    events: tuple[StoryEvent, ...]
    reprints: tuple[Reprint, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether the day of publication is a guess."""
        return self.story.published_confidence is not None and self.story.published_confidence < DOUBTFUL

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text with the words of the events marked."""
        return with_links(mark_text(self.story.text, [each.event for each in self.events]), self.known)

    @property
    def known(self) -> frozenset[str]:
        """Who has a page for certain: whoever takes part in its events, if these count; not who is only quoted."""
        if self.replaced_by:
            return frozenset()
        return frozenset(
            actor_key(actor) for each in self.events for actor in (*each.event.actors, *each.event.recipients)
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each event, by its id."""
        return {each.event.id: number for number, each in enumerate(self.events, start=1)}

    @property
    def is_cut(self) -> bool:
        """Whether the text is too long to be shown whole."""
        return len(self.story.text) > LONGEST_TEXT


def read(visit: Visit) -> StoryPage | None:
    """The story by its id."""
    row = one(visit.connection, "story/story", _Row, id=visit.path["id"])
    if row is None:
        return None
    events = read_story_events(visit.connection, row.id)
    reported = {
        each.event_id: each.happening_id for each in rows(visit.connection, "story/happenings", _Reported, id=row.id)
    }
    return StoryPage(
        story=_story(row),
        known_on=row.known_on,
        origin_id=row.origin_id,
        replaced_by=row.replaced_by,
        events=tuple(StoryEvent(event=event, happening_id=reported.get(event.id)) for event in events),
        reprints=rows(visit.connection, "story/reprints", Reprint, id=row.id, origin_id=row.origin_id, number=REPRINTS),
    )


def read_story_events(connection: duckdb.DuckDBPyConnection, story_id: str) -> list[Event]:
    """The events of a story in the order of its text."""
    answer = connection.sql(statement("story/events"), params={"id": story_id})
    return list(tables.from_table(Event, answer.to_arrow_table()))


def _story(row: _Row) -> Story:
    furniture = tuple(Furniture(**piece) for piece in json.loads(row.furniture or "[]") or ())
    names = {each.name for each in fields(Story)} - {"furniture"}
    return Story(**{name: getattr(row, name) for name in names}, furniture=furniture)


ROOM = Room(
    name="story",
    path="/story/{id}",
    about="A story: clean text, events with their spans, removed furniture.",
    shown=StoryPage,
    read=read,
    title=lambda page: short(page.story.title or page.story.text, 120),
)
