"""A text and the events read from it -> paragraphs of runs: plain words, mentions with their roles, triggers with their events.

Used wherever a text is shown with its codes. Runs do not overlap: a trigger goes before a mention, a longer mention before a shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from detente.records import Actor, Event, Place, Span

Role = Literal["actor", "recipient", "source", "place"]
LONGEST_TEXT = 300_000
"""Characters that are shown of a text: ten times a long report."""
BULLET = "• "
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with one marking, or none."""

    text: str
    kind: Literal["plain", "mention", "trigger"] = "plain"
    roles: tuple[Role, ...] = ()
    events: tuple[int, ...] = ()
    """Numbers of the events that it has a part in, from 1."""
    key: str | None = None
    """Whom a mention stands for: the address of an actor's page."""
    code: str = ""
    """The code that the words were given: country and sector of a mention, country of a place, CAMEO code of a trigger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a story; a summary bullet is one too."""

    is_bullet: bool
    runs: tuple[Run, ...]


@dataclass(slots=True, kw_only=True)
class _Mark:
    span: Span
    kind: Literal["mention", "trigger"]
    roles: list[Role]
    events: list[int]
    key: str | None
    code: str


def actor_key(actor: Actor) -> str:
    """What an actor's page is called: a state's code for it and its organs, else the entity's id, else the name."""
    if actor.entity_id and actor.entity_id.startswith("country:"):
        return actor.country or actor.entity_id
    return actor.entity_id or actor.name


def mark_text(text: str, events: Sequence[Event]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text with the words of its events marked; events are numbered as they come."""
    shown = text[:LONGEST_TEXT]
    marks = _without_overlaps(_marks(events), len(shown))
    paragraphs = []
    for found in _PARAGRAPH.finditer(shown):
        is_bullet = found.group().startswith(BULLET)
        start = found.start() + (len(BULLET) if is_bullet else 0)
        inside = [mark for mark in marks if start <= mark.span.start and mark.span.end <= found.end()]
        paragraphs.append(Paragraph(is_bullet=is_bullet, runs=tuple(_runs(shown, start, found.end(), inside))))
    return tuple(paragraphs)


def with_links(paragraphs: Sequence[Paragraph], known: Set[str]) -> tuple[Paragraph, ...]:
    """The paragraphs, their mentions leading to pages of known parties only."""
    return tuple(
        replace(each, runs=tuple(run if run.key in known else replace(run, key=None) for run in each.runs))
        for each in paragraphs
    )


def _marks(events: Sequence[Event]) -> list[_Mark]:
    marks: dict[tuple[int, int, str], _Mark] = {}
    for number, event in enumerate(events, start=1):
        _put(marks, event.trigger_span, number, kind="trigger", role=None, key=None, code=event.cameo)
        sides: tuple[tuple[Role, tuple[Actor, ...]], ...] = (
            ("actor", event.actors),
            ("recipient", event.recipients),
            ("source", (event.attributed_to,) if event.attributed_to else ()),
        )
        for role, actors in sides:
            for actor in actors:
                code = " ".join(filter(None, (actor.country, actor.sector)))
                _put(marks, actor.span, number, kind="mention", role=role, key=actor_key(actor), code=code)
        if event.place is not None:
            place: Place = event.place
            _put(marks, place.span, number, kind="mention", role="place", key=None, code=place.country or "")
    return list(marks.values())


def _put(
    marks: dict[tuple[int, int, str], _Mark],
    span: Span,
    number: int,
    *,
    kind: Literal["mention", "trigger"],
    role: Role | None,
    key: str | None,
    code: str,
) -> None:
    at = (span.start, span.end, kind)
    mark = marks.setdefault(at, _Mark(span=span, kind=kind, roles=[], events=[], key=key, code=code))
    mark.key = mark.key or key
    if role and role not in mark.roles:
        mark.roles.append(role)
    if number not in mark.events:
        mark.events.append(number)


def _without_overlaps(marks: list[_Mark], length: int) -> list[_Mark]:
    """The marks that can stand side by side, in the order of the text."""
    kept: list[_Mark] = []
    taken: set[int] = set()
    for mark in sorted(
        marks, key=lambda each: (each.kind == "mention", each.span.start - each.span.end, each.span.start)
    ):
        place = range(mark.span.start, mark.span.end)
        if 0 <= mark.span.start < mark.span.end <= length and taken.isdisjoint(place):
            kept.append(mark)
            taken.update(place)
    return sorted(kept, key=lambda each: each.span.start)


def _runs(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[Run]:
    at = start
    for mark in marks:
        if at < mark.span.start:
            yield Run(text=text[at : mark.span.start])
        yield Run(
            text=text[mark.span.start : mark.span.end],
            kind=mark.kind,
            roles=tuple(mark.roles),
            events=tuple(mark.events),
            key=mark.key,
            code=mark.code,
        )
        at = mark.span.end
    if at < end:
        yield Run(text=text[at:end])
