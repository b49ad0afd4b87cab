"""Coded stories written down in a line, for tests of what happens across stories."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from functools import cache

from detente import ontology
from detente.records import Actor, Coded, Event, Place, Span, Story

CODER = "made 1"
NOBODY_SPAN = Span(start=0, end=0)


@cache
def _words() -> dict[str, list[str]]:
    rows = ontology.read_table("actors/countries.tsv")
    lists = ("name", "aliases", "adjectives", "seats")
    return {row["iso3"]: ";".join(filter(None, (row[each] for each in lists))).split(";") for row in rows}


def actor(code: str, sentence: str = "", sector: str | None = "GOV") -> Actor:
    """`RUS` is that state's government; `group:x` an armed group; `partial:x/UKR` a partially recognised entity within UKR."""
    entity, _, country = code.partition("/")
    is_state = ":" not in entity
    return Actor(
        text=max((w for w in _words().get(entity, []) if w in sentence), key=len, default=entity),
        span=NOBODY_SPAN,
        name=entity,
        country=entity if is_state else country or None,
        sector=sector if is_state else "PRE" if country else "REB",
        other_sectors=(),
        entity_id=f"country:{entity}" if is_state else entity,
        wikidata_id=None,
        role=None,
    )


def event(line: str, sentence: str = "", *, auxiliary: tuple[str, ...] = (), place: str | None = None) -> Event:
    """An event from `DAY ACTORS CAMEO RECIPIENTS`, for example `2022-07-13 PRK 054 partial:dpr/UKR`; `-` is nobody.

    The trigger stands in the sentence in angle brackets: "Kyiv <severed> relations"; else it is the first word.
    """
    day, actors, cameo, recipients = line.split()
    code = ontology.cameo_codes()[cameo]
    marked = re.fullmatch(r"([^<>]*)<([\w -]+)>([^<>]*)", sentence)
    before, trigger, after = marked.groups() if marked else (sentence, "", "")
    sentence = before + trigger + after
    when = date.fromisoformat(day)
    return Event(
        id="",
        story_id="",
        source="",
        reported_by=None,
        event_type=code.event_type,
        mode=code.mode,
        contexts=code.contexts,
        cameo=cameo,
        quad_code=ontology.quad_code(code.event_type),
        score=ontology.score(code.event_type, code.mode),
        auxiliary=auxiliary,
        actors=tuple(actor(part, sentence) for part in actors.split(",") if part != "-"),
        recipients=tuple(actor(part, sentence) for part in recipients.split(",") if part != "-"),
        date=when,
        enddate=when,
        date_precision="day",
        date_text=None,
        place=Place(text=place, span=NOBODY_SPAN, name=place, country=None, resolution=4) if place else None,
        attributed_to=None,
        in_response_to=None,
        sentence=sentence or f"On {day} {actors} {code.meaning} {recipients}.",
        sentence_span=NOBODY_SPAN,
        trigger=trigger or (sentence or code.meaning).split()[0],
        trigger_span=Span(start=len(before), end=len(before) + len(trigger)) if trigger else NOBODY_SPAN,
        confidence=0.8,
        coder=CODER,
    )


def undated(event: Event) -> Event:
    """The event, told without words that give a day."""
    return replace(event, date=None, enddate=None, date_precision="unknown")


def coded(name: str, *events: Event, text: str = "", published: str | None = None, coder: str = CODER) -> Coded:
    """A story that reports these events, in these words (by default its sentences), published on the last event's day."""
    text = text or " ".join([e.sentence for e in events]) or name
    days = [e.date for e in events if e.date]
    story = Story(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        source=name,
        title=name,
        text=text,
        published=date.fromisoformat(published) if published else max(days, default=date(2022, 1, 1)),
        published_from="given",
        publisher=name.split("-")[0],
        language="en",
    )
    finished = tuple(
        replace(
            each,
            id=hashlib.sha256(f"{story.id}:{at}".encode()).hexdigest()[:16],
            story_id=story.id,
            source=name,
            reported_by=story.publisher,
            coder=coder,
        )
        for at, each in enumerate(events)
    )
    return Coded(story=story, sentences=(), mentions=(), events=finished)
