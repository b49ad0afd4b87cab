"""A ledger's reviewed sentences -> items of the corpus (docs/corpus.md), to train on: what reviewers accepted, corrected and rejected.

A sentence is an item only when somebody has looked at every event that the coder found in it. Events that the coder missed cannot be
known from a review, so an item says of other pairs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from detente import tables
from detente.ledger import Correction, Ledger
from detente.ledger.corrections import is_review
from detente.records import Actor, Event, Span

SPLIT = "train"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of the item's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMention(Words):
    """A political actor."""

    id: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpan(Words):
    """A time or a place."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEvent:
    """An event; its parties are ids of mentions."""

    cameo: str
    type: str
    mode: str | None
    trigger: Words
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    speaker: str | None
    auxiliary: tuple[str, ...]
    time: str | None
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence with its annotation."""

    id: str
    split: str
    text: str
    mentions: tuple[ItemMention, ...]
    spans: tuple[ItemSpan, ...]
    events: tuple[ItemEvent, ...]
    nones: tuple[tuple[str, str], ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A reviewed sentence that is no item, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    text: str
    start: int
    kept: tuple[Event, ...]
    rejected: tuple[Event, ...]
    unseen: int
    """Events that nobody has looked at."""


class _UnusableError(Exception):
    """A sentence that cannot be an item: why."""


def corpus_items(ledger: Ledger) -> Iterator[Item | LeftOut]:
    """The items of all reviewed sentences, in the order of their stories; a text comes once."""
    seen: set[str] = set()
    for sentence in _sentences(ledger):
        if sentence.text in seen:
            continue
        seen.add(sentence.text)
        try:
            yield _item(sentence)
        except _UnusableError as error:
            yield LeftOut(sentence=sentence.text, reason=str(error))


def _sentences(ledger: Ledger) -> Iterator[_Sentence]:
    latest = {each.event_id: each for each in ledger.corrections()}
    standing = _events(ledger, "events")
    known = {event.id: event for event in _events(ledger, "store.events") if not is_review(event.coder)}
    rejected = [known[id_] for id_, word in latest.items() if word.verdict == "reject" and id_ in known]
    groups: dict[tuple[str, int], list[Event]] = {}
    for event in (*standing, *rejected):
        groups.setdefault((event.story_id, event.sentence_span.start), []).append(event)
    for (_, start), events in sorted(groups.items()):
        if any(event.id in latest for event in events):
            yield _sentence(events, start, latest)


def _sentence(events: Sequence[Event], start: int, latest: dict[str, Correction]) -> _Sentence:
    def verdict(event: Event) -> str | None:
        return latest[event.id].verdict if event.id in latest else None

    return _Sentence(
        text=events[0].sentence,
        start=start,
        kept=tuple(event for event in events if verdict(event) in {"accept", "correct"}),
        rejected=tuple(event for event in events if verdict(event) == "reject"),
        unseen=sum(verdict(event) is None for event in events),
    )


def _events(ledger: Ledger, source: str) -> list[Event]:
    query = f"select * exclude (known_on, batch) from {source} semi join store.corrections using (story_id) order by batch, id"  # noqa: S608 (our own names)
    return list(tables.from_table(Event, ledger.sql(query).to_arrow_table()))


def _item(sentence: _Sentence) -> Item:
    if sentence.unseen:
        raise _UnusableError(f"{sentence.unseen} of its events not reviewed")
    both = (*sentence.kept, *sentence.rejected)
    mentions = _mentions(sentence, [actor for event in both for actor in _actors(event)])
    spans = _spans(sentence)
    events = tuple(_event(sentence, event, mentions, spans) for event in sentence.kept)
    return Item(
        id=f"review-{both[0].story_id}-{sentence.start}",
        split=SPLIT,
        text=sentence.text,
        mentions=tuple(mentions.values()),
        spans=tuple(spans.values()),
        events=events,
        nones=_nones(sentence, mentions, events),
        contexts=tuple(sorted({context for event in sentence.kept for context in event.contexts})),
    )


def _actors(event: Event) -> tuple[Actor, ...]:
    return (*event.actors, *event.recipients, *((event.attributed_to,) if event.attributed_to else ()))


def _words(sentence: _Sentence, span: Span, text: str) -> Words | None:
    """The words in the item's text; None where they stand elsewhere in the story."""
    start, end = span.start - sentence.start, span.end - sentence.start
    return Words(start=start, end=end, text=text) if text and start >= 0 and sentence.text[start:end] == text else None


def _mentions(sentence: _Sentence, actors: Iterable[Actor]) -> dict[tuple[int, int], ItemMention]:
    """By their place in the story; words that stand for several have no code of their own."""
    found: dict[tuple[int, int], ItemMention] = {}
    for actor in actors:
        words, at = _words(sentence, actor.span, actor.text), (actor.span.start, actor.span.end)
        if words is None:
            continue
        there = found.get(at)
        country, sector = actor.country, actor.sector
        if there is not None:
            country, sector = (
                there.country if there.country == country else None,
                there.sector if there.sector == sector else None,
            )
        id_ = there.id if there else f"m{len(found) + 1}"
        found[at] = ItemMention(
            id=id_, start=words.start, end=words.end, text=words.text, country=country, sector=sector
        )
    return found


def _spans(sentence: _Sentence) -> dict[tuple[str, int], ItemSpan]:
    """Times and places by kind and place in the text."""
    found: dict[tuple[str, int], ItemSpan] = {}
    for event in sentence.kept:
        for kind, words in (("time", _time(sentence, event)), ("place", _place(sentence, event))):
            if words is not None and (kind, words.start) not in found:
                id_ = f"{kind[0]}{len(found) + 1}"
                found[kind, words.start] = ItemSpan(
                    id=id_, kind=kind, start=words.start, end=words.end, text=words.text
                )
    return found


def _time(sentence: _Sentence, event: Event) -> Words | None:
    at = sentence.text.find(event.date_text) if event.date_text else -1
    return Words(start=at, end=at + len(event.date_text or ""), text=event.date_text or "") if at >= 0 else None


def _place(sentence: _Sentence, event: Event) -> Words | None:
    return _words(sentence, event.place.span, event.place.text) if event.place else None


def _event(
    sentence: _Sentence,
    event: Event,
    mentions: dict[tuple[int, int], ItemMention],
    spans: dict[tuple[str, int], ItemSpan],
) -> ItemEvent:
    trigger = _words(sentence, event.trigger_span, event.trigger)
    actors, recipients = _ids(event.actors, mentions), _ids(event.recipients, mentions)
    if trigger is None or (not actors and not recipients):
        raise _UnusableError("its trigger or its parties stand elsewhere in the story")
    if set(actors) & set(recipients):
        raise _UnusableError("the same words are actor and recipient")
    time, place = _time(sentence, event), _place(sentence, event)
    speaker = _ids((event.attributed_to,), mentions) if event.attributed_to else ()
    return ItemEvent(
        cameo=event.cameo,
        type=event.event_type,
        mode=event.mode,
        trigger=trigger,
        actor=actors,
        recipient=recipients,
        symmetric=len(actors) > 1 and not event.recipients,
        speaker=speaker[0] if speaker else None,
        auxiliary=event.auxiliary,
        time=spans["time", time.start].id if time else None,
        place=spans["place", place.start].id if place else None,
    )


def _ids(actors: Sequence[Actor], mentions: dict[tuple[int, int], ItemMention]) -> tuple[str, ...]:
    found = (mentions.get((actor.span.start, actor.span.end)) for actor in actors)
    return tuple(dict.fromkeys(mention.id for mention in found if mention is not None))


def _nones(
    sentence: _Sentence, mentions: dict[tuple[int, int], ItemMention], events: Sequence[ItemEvent]
) -> tuple[tuple[str, str], ...]:
    """From whom to whom a rejected event went, unless another event goes there."""
    gone = {
        pair
        for event in sentence.rejected
        for pair in product(_ids(event.actors, mentions), _ids(event.recipients, mentions))
    }
    there = {pair for event in events for pair in product(event.actor, event.recipient or event.actor)}
    return tuple(sorted((one, other) for one, other in gone - there if one != other))
