"""Frames with resolved actors, dates and places -> events: sources kept apart from actors, repeats dropped, reactions linked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente import ontology
from detente.records import Actor, Entity, Event, EventDate, Frame, Mention, Place, Sentence, Span, Story

Entities = Mapping[Mention, tuple[Entity, ...]]

REACTION_CUE = re.compile(
    r"\b(?:in (?:retaliation|response|reply|reaction|return|answer|protest)|retaliat\w+|(?:responded|reacted|replied|"
    r"answered) (?:by|with|to)|tit-for-tat|in kind)\b",
    re.IGNORECASE,
)
MATERIAL_CONFLICT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a story's frames are resolved with: lookups made beforehand, one entry per mention or frame."""

    entities: Entities
    dates: Sequence[EventDate]
    places: Sequence[Place | None]
    is_news_source: Callable[[Entity], bool]
    coder: str


def build_events(
    story: Story, sentences: Sequence[Sentence], frames: Sequence[Frame], *, context: Context
) -> tuple[Event, ...]:
    """The story's events in text order; `context.dates` and `context.places` run beside `frames`."""
    by_index = {sentence.index: sentence for sentence in sentences}
    events = [
        (by_index[frame.sentence_index], event)
        for row, frame in enumerate(frames)
        if (event := _event(story, by_index[frame.sentence_index], frame, row, context)) is not None
    ]
    return tuple(link_reactions(drop_repeats(events)))


def _event(story: Story, sentence: Sentence, frame: Frame, row: int, context: Context) -> Event | None:
    actors = _actors(frame.actors, context.entities)
    recipients = _actors(frame.recipients, context.entities)
    speaker = next(iter(_actors([frame.speaker] if frame.speaker else [], context.entities)), None)
    reporting = [a for a in actors if _is_source(a, frame, context)]
    actors = tuple(a for a in actors if a not in reporting)
    if ontology.quad_code(frame.event_type) != MATERIAL_CONFLICT:
        recipients = tuple(r for r in recipients if not _is_source(r, frame, context))
    recipients = tuple(r for r in recipients if _identity(r) not in {_identity(a) for a in actors})
    if not actors and not recipients:
        return None
    when, where = context.dates[row], context.places[row]
    return Event(
        id=event_id(story, frame.trigger),
        story_id=story.id,
        source=story.source,
        reported_by=story.publisher,
        event_type=frame.event_type,
        mode=frame.mode,
        contexts=frame.contexts,
        cameo=frame.cameo,
        quad_code=ontology.quad_code(frame.event_type),
        score=ontology.score(frame.event_type, frame.mode),
        auxiliary=frame.auxiliary,
        actors=actors,
        recipients=recipients,
        date=when.date,
        enddate=when.enddate,
        date_precision=when.precision,
        date_text=when.text,
        place=where,
        attributed_to=speaker or next(iter(reporting), None),
        in_response_to=None,
        sentence=sentence.text,
        sentence_span=Span(start=sentence.start, end=sentence.end),
        trigger=story.text[frame.trigger.start : frame.trigger.end],
        trigger_span=frame.trigger,
        confidence=frame.confidence,
        coder=context.coder,
    )


def event_id(story: Story, trigger: Span) -> str:
    """Sixteen hex digits from the story's id and the trigger's place in it."""
    return hashlib.sha256(f"{story.id}:{trigger.start}:{trigger.end}".encode()).hexdigest()[:16]


def _actors(mentions: Sequence[Mention], entities: Entities) -> tuple[Actor, ...]:
    """One actor per entity that the mentions stand for, each entity once."""
    found: dict[tuple[str, str | None], Actor] = {}
    for mention in mentions:
        for entity in entities.get(mention, ()) or (Entity(name=mention.text),):
            actor = _actor(mention, entity)
            found.setdefault(_identity(actor), actor)
    return tuple(found.values())


def _actor(mention: Mention, entity: Entity) -> Actor:
    return Actor(
        text=mention.text,
        span=mention.span,
        name=entity.name,
        country=entity.country,
        sector=entity.sector,
        other_sectors=entity.other_sectors,
        entity_id=entity.entity_id,
        wikidata_id=entity.wikidata_id,
        role=entity.role,
    )


def _identity(actor: Actor) -> tuple[str, str | None]:
    return actor.entity_id or actor.name, actor.country


def _is_source(actor: Actor, frame: Frame, context: Context) -> bool:
    """Whether an actor is an outlet that reports; it stays an actor where force is used or it speaks for nobody else."""
    mention = next((m for m in (*frame.actors, *frame.recipients) if m.span == actor.span), None)
    entities = context.entities.get(mention, ()) if mention else ()
    return any(context.is_news_source(entity) for entity in entities if entity.name == actor.name)


def drop_repeats(events: Sequence[tuple[Sentence, Event]]) -> list[Event]:
    """Leave out what a summary bullet says again: same type and an actor and recipient shared with an event of the body."""
    body = [event for sentence, event in events if sentence.kind == "body"]
    return [
        event
        for sentence, event in events
        if sentence.kind == "body" or not any(_repeats(event, other) for other in body)
    ]


def _repeats(bullet: Event, other: Event) -> bool:
    if bullet.event_type != other.event_type:
        return False
    return all(
        not mine or not theirs or {_party(a) for a in mine} & {_party(a) for a in theirs}
        for mine, theirs in ((bullet.actors, other.actors), (bullet.recipients, other.recipients))
    )


def _party(actor: Actor) -> str:
    return actor.country or actor.name


def link_reactions(events: Sequence[Event]) -> list[Event]:
    """Set `in_response_to` where the words say so: the answered event has this one's actor at its receiving end.

    Looked for in the same sentence first, then backwards in the story; without such an event nothing is linked.
    """
    linked = []
    for at, event in enumerate(events):
        if not REACTION_CUE.search(event.sentence):
            linked.append(event)
            continue
        beside = [other for other in events if other.sentence_span == event.sentence_span and other.id != event.id]
        before = [other for other in reversed(events[:at]) if other.sentence_span != event.sentence_span]
        answered = next((other for other in beside + before if _answers(event, other)), None)
        linked.append(replace(event, in_response_to=answered.id) if answered else event)
    return linked


def _answers(event: Event, other: Event) -> bool:
    """Whether `event` comes from whom `other` was done to, and goes to who did it."""
    mine, theirs = {_party(a) for a in event.actors}, {_party(a) for a in event.recipients}
    did, suffered = {_party(a) for a in other.actors}, {_party(a) for a in other.recipients}
    return bool(mine & suffered) and (not theirs or bool(theirs & did))
