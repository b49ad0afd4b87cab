"""The recipe on one screen: page -> story -> sentences -> frames -> resolved actors, dates and places -> events.

`load()` gives a Coder; `Coder.code` takes text or a page and gives a Coded or a Refusal. `code_batches` is the one door for
bulk work: Arrow record batches of pages in, Arrow record batches of events out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import cast

import pyarrow as pa

from detente import model, ontology, tables
from detente.actors import Knowledge, is_news_source, load_knowledge, resolve_mentions, with_last_speakers, with_tellers
from detente.clean import clean_page
from detente.dates import HALF_YEAR_DAYS, Asked, find_history, is_filed_on, resolve_dates, written_on
from detente.events import Context, build_events, late_events
from detente.frames import read_frames
from detente.places import Deed, Gazetteer, load_gazetteer, resolve_places, scene_of
from detente.records import (
    Coded,
    Entity,
    Event,
    EventDate,
    Frame,
    Mention,
    Outcome,
    Page,
    Place,
    Refusal,
    Sentence,
    Span,
    Story,
)
from detente.sentences import Section, split_sections, split_sentences

CharSpan = tuple[int, int]
IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Everything that coding needs, loaded once: weights, knowledge base, gazetteer."""

    network: model.Network
    knowledge: Knowledge
    gazetteer: Gazetteer
    custom: str = ""
    """Hash of the actor files of the user's own, which make it another coder."""

    @property
    def name(self) -> str:
        """Version of Detente and hash of the weights (and of actor files of one's own), as every event carries it."""
        return f"detente {_version()} {self.network.version} {self.custom}".rstrip()

    def code(self, page: Page | str, *, published: date | str | None = None) -> Coded | Refusal:
        """All events of a page or a text; `published` overrides what the page says of its date.

        Raises ValueError when `published` is no ISO date (YYYY-MM-DD).
        """
        if isinstance(page, str):
            page = Page(name="text", content=page, kind="text")
        if published is not None:
            day = date.fromisoformat(published) if isinstance(published, str) else published
            page = replace(page, published=day, published_from="given")
        story = clean_page(page)
        return story if isinstance(story, Refusal) else self.code_story(story)

    def code_story(self, story: Story) -> Coded:
        """All events of a story that is clean already."""
        sentences = split_sentences(story)
        texts = [sentence.text for sentence in sentences]
        readings = dict(zip(texts, model.read_sentences(self.network, texts), strict=True))
        mentions, frames = read_frames(sentences, read_sentence=readings.__getitem__)
        frames = with_tellers(frames, sentences, mentions, story.text)
        sections = split_sections(story, sentences)
        entities = {
            mention: found
            for section in sections
            for mention, found in resolve_mentions(
                section.story,
                sentences[section.first : section.last],
                [m for m in mentions if section.first <= m.sentence_index < section.last],
                knowledge=self.knowledge,
            ).items()
        }
        entities = with_last_speakers(entities, sentences, story.text)
        is_past = [self._is_past(frame, entities, story) for frame in frames]
        frames, dates = _dates(story, sentences, frames, is_past)
        context = Context(
            entities=entities,
            dates=dates,
            places=_places(sections, frames, entities, self.gazetteer),
            is_news_source=is_news_source,
            coder=self.name,
        )
        events = build_events(story, sentences, frames, context=context)
        warnings = late_events(story, events)
        return Coded(story=story, sentences=sentences, mentions=mentions, events=events, warnings=warnings)

    def _is_past(self, frame: Frame, entities: Mapping[Mention, tuple[Entity, ...]], story: Story) -> bool:
        """Whether a frame is the deed of a state that had ended so long before the story's day that it can be no news."""
        states = [entity.country for mention in frame.actors for entity in entities.get(mention, ())]
        day = story.published and story.published - timedelta(days=HALF_YEAR_DAYS)
        return bool(states) and all(code is not None and self.knowledge.has_ended(code, day) for code in states)

    def judge(self, pairs: Sequence[tuple[str, CharSpan, CharSpan]]) -> list[model.Judgement]:
        """What each sentence reports from its first span to its second, with all scores; spans are (start, end).

        Raises ValueError for a span that is empty or outside its text.
        """
        asked: dict[str, list[int]] = {}
        for row, (text, _, _) in enumerate(pairs):
            asked.setdefault(text, []).append(row)
        answers: dict[int, model.Judgement] = {}
        for text, rows in asked.items():
            spans = [pairs[row][1:] for row in rows]
            answers.update(zip(rows, model.judge_pairs(self.network, text, spans), strict=True))
        return [answers[row] for row in range(len(pairs))]


@cache
def _version() -> str:
    """Looked for once: a millisecond."""
    return version("detente")


def _dates(
    story: Story, sentences: Sequence[Sentence], frames: Sequence[Frame], is_past: Sequence[bool]
) -> tuple[tuple[Frame, ...], list[EventDate]]:
    """Dates of all frames, resolved together, and the frames with what the dates say of which are history."""
    asked = [
        Asked(
            sentence_index=frame.sentence_index,
            words=story.text[frame.time.start : frame.time.end] if frame.time else None,
            auxiliary=_told_as(frame, is_history=True).auxiliary if is_over else frame.auxiliary,
            trigger=frame.trigger.start - sentences[frame.sentence_index].start,
            is_deed=ontology.is_material(frame.event_type),
            is_past=is_over,
        )
        for frame, is_over in zip(frames, is_past, strict=True)
    ]
    texts = [sentence.text for sentence in sentences]
    written = written_on(story.dateline, story.published)
    is_filed = is_filed_on(story.dateline, story.published)
    dates = resolve_dates(asked, sentences=texts, published=written, crawled=story.crawled, is_filed=is_filed)
    history = find_history(asked, dates, sentences=texts, published=written)
    return tuple(
        _told_as(frame, is_history=is_history) for frame, is_history in zip(frames, history, strict=True)
    ), dates


def _told_as(frame: Frame, *, is_history: bool) -> Frame:
    """The frame with "historical" among its auxiliary modes, or without."""
    modes = {*frame.auxiliary, "historical"} if is_history else {*frame.auxiliary} - {"historical"}
    auxiliary = tuple(mode for mode in ontology.AUXILIARY_MODES if mode in modes)
    return frame if auxiliary == frame.auxiliary else replace(frame, auxiliary=auxiliary)


def _places(
    sections: Sequence[Section],
    frames: Sequence[Frame],
    entities: dict[Mention, tuple[Entity, ...]],
    gazetteer: Gazetteer,
) -> list[Place | None]:
    """Places of all frames, those of a section together."""
    found: list[Place | None] = []
    for section in sections:
        within = [frame for frame in frames if section.first <= frame.sentence_index < section.last]
        found += _section_places(section.story, within, entities, gazetteer)
    return found


def _section_places(
    story: Story, frames: Sequence[Frame], entities: dict[Mention, tuple[Entity, ...]], gazetteer: Gazetteer
) -> list[Place | None]:
    """Places of all frames, resolved together; without place words an event has none, never that of the dateline."""
    spans: dict[CharSpan, list[Deed]] = {}
    deeds = [_deed(frame, entities) for frame in frames]
    for frame, deed in zip(frames, deeds, strict=True):
        if frame.place:
            spans.setdefault((frame.place.start, frame.place.end), []).append(deed)
    parties = Counter(code for deed in deeds for code in (*deed.actors, *deed.recipients))
    places = resolve_places(
        [(story.text[start:end], Span(start=start, end=end)) for start, end in spans],
        text=story.text,
        gazetteer=gazetteer,
        countries=[country for country, _ in parties.most_common()],
        dateline=story.dateline,
        scenes=[scene_of(there) for there in spans.values()],
        title=story.title,
        day=story.published or story.crawled,
    )
    found = dict(zip(spans, places, strict=True))
    return [found[frame.place.start, frame.place.end] if frame.place else None for frame in frames]


def _deed(frame: Frame, entities: Mapping[Mention, tuple[Entity, ...]]) -> Deed:
    """A frame's code and the countries of its parties, one for each entity."""

    def countries(mentions: Sequence[Mention]) -> list[str]:
        found = [entity.country for mention in mentions for entity in entities.get(mention, ())]
        return [code for code in found if code]

    return Deed(cameo=frame.cameo, actors=countries(frame.actors), recipients=countries(frame.recipients))


@cache
def load(
    weights: Path | None = None, *, threads: int = 1, gazetteer: tuple[Path, ...] = (), actors: tuple[Path, ...] = ()
) -> Coder:
    """The coder with its bundled weights (or those of another folder); nothing is downloaded.

    `threads` is how many processor threads one sentence may use, `gazetteer` and `actors` are files of places and of actors of your
    own. Raises detente.model.WeightsError, detente.places.GazetteerError and detente.actors.KnowledgeError.
    """
    knowledge = load_knowledge(actors)
    return Coder(
        network=_network(weights, threads),
        knowledge=knowledge,
        gazetteer=load_gazetteer(gazetteer),
        custom=hashlib.sha256(b"\0".join(path.read_bytes() for path in actors)).hexdigest()[:8] if actors else "",
    )


@cache
def _network(weights: Path | None, threads: int) -> model.Network:
    """One for all coders of a process, whatever files of their own they have."""
    return model.load_network(weights, threads=threads)


def code_batches(
    batches: Iterator[pa.RecordBatch],
    *,
    coder: Coder | None = None,
    rows: type[Event | Outcome] = Event,
    is_known: IsKnown = lambda _: False,
) -> Iterator[pa.RecordBatch]:
    """Record batches of pages (columns of Page) -> record batches of events; refused pages give no rows.

    With `rows=Outcome` there is one row a page, which says what became of it. `is_known` says of a story's id whether to pass it over.
    """
    coder = coder or load()
    for batch in batches:
        pages = tables.from_table(Page, pa.Table.from_batches([batch]))
        outcomes = [code_page(page, coder, is_known=is_known) for page in pages]
        records = outcomes if rows is Outcome else [event for outcome in outcomes for event in outcome.events]
        yield from tables.to_table(rows, records).combine_chunks().to_batches() or [
            pa.RecordBatch.from_pylist([], schema=tables.schema(cast("Hashable", rows)))
        ]


def code_page(page: Page, coder: Coder, *, is_known: IsKnown = lambda _: False) -> Outcome:
    """What becomes of one page; it never raises, so that one page of a million cannot stop the others."""
    try:
        story = clean_page(page)
        if isinstance(story, Refusal):
            return Outcome(refusal=story)
        if is_known(story.id):
            return Outcome(story=story, is_known=True)
        return Outcome(story=story, events=coder.code_story(story).events)
    except Exception as error:  # noqa: BLE001 (a fault of ours: the page is named and the others go on)
        reason = f"could not be coded ({type(error).__name__}: {error}); please report it with the page"
        return Outcome(refusal=Refusal(source=page.name, stage="code", reason=reason))
