"""DataRow: one row of a data set as an event with what its format says of the report; the Arrow schema that a ledger keeps of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from detente import ontology, tables
from detente.datasets.fields import quad_of
from detente.records import Actor, Event, Place, Span

NOWHERE = Span(start=0, end=0)
"""The formats have no offsets into a text that one could read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """An event of a data set, with the id that the set gives it and where and how often it says it was reported."""

    event: Event
    given_id: str
    page: str
    """URL, or what the format has instead: a publisher, a story's number."""
    published: date
    coded: date
    title: str | None = None
    language: str | None = None
    sentence_number: int = 0
    """0: the format does not say."""
    reports: int = 1
    publishers: int = 1
    row_id: str = ""
    """Of the words of the row: the same row twice is one."""
    line: int = 0
    raw: str = ""
    """The row as JSON, column by column: nothing that a format says is lost."""


SCHEMA = pa.schema(
    [
        *tables.schema(Event),
        *(tables.schema(DataRow).field(name) for name in DataRow.__dataclass_fields__ if name != "event"),
    ]
)


def to_table(rows: list[DataRow]) -> pa.Table:
    """Rows as an Arrow table: the columns of Event, then those of DataRow."""
    flat = []
    for row in rows:
        values = tables.to_dict(row)
        flat.append({**values.pop("event"), **values})
    return pa.Table.from_pylist(flat, schema=SCHEMA)


def located(row: DataRow, *, file: str, line: int, words: str, raw: str) -> DataRow:
    """The row with its place in the file; its event gets an id from its words where the format has given none."""
    row_id = hashlib.sha256(words.encode()).hexdigest()[:16]
    event = replace(row.event, id=row.event.id or row_id, source=f"{file}:{line}")
    return replace(row, event=event, row_id=row_id, line=line, raw=raw)


def cameo_event(cameo: str, day: date, sides: tuple[Actor | None, Actor | None], *, coder: str) -> Event:
    """An event from a CAMEO code and one or two actors; CAMEO 01 and 02 have no PLOVER type, theirs is empty."""
    code = ontology.cameo_codes().get(cameo)
    event = plover_event(code.event_type if code else "", code.mode if code else None, cameo, day)
    actor, recipient = sides
    return replace(
        event,
        contexts=code.contexts if code else (),
        actors=(actor,) if actor else (),
        recipients=(recipient,) if recipient else (),
        coder=coder,
    )


def plover_event(event_type: str, mode: str | None, cameo: str, day: date) -> Event:
    """An event of this kind on this day, nobody in it yet."""
    return Event(
        id="",
        story_id="",
        source="",
        reported_by=None,
        event_type=event_type,
        mode=mode,
        contexts=(),
        cameo=cameo,
        quad_code=quad_of(cameo, event_type),
        score=ontology.score(event_type, mode) if event_type else 0.0,
        auxiliary=(),
        actors=(),
        recipients=(),
        date=day,
        enddate=day,
        date_precision="day",
        date_text=None,
        place=None,
        attributed_to=None,
        in_response_to=None,
        sentence="",
        sentence_span=NOWHERE,
        trigger="",
        trigger_span=NOWHERE,
        confidence=1.0,
        coder="",
    )


def made_actor(name: str, country: str | None, sectors: tuple[str, ...]) -> Actor:
    """An actor whose name, country and sectors a data set gives."""
    return Actor(
        text=name,
        span=NOWHERE,
        name=name,
        country=country,
        sector=sectors[0] if sectors else None,
        other_sectors=sectors[1:],
        entity_id=None,
        wikidata_id=None,
        role=None,
    )


def made_place(name: str, *, country: str | None, admin1: str | None, resolution: int | None) -> Place:
    """A place whose name and region a data set gives."""
    return Place(text=name, span=NOWHERE, name=name, admin1=admin1, country=country, resolution=resolution)


def page_id(page: str) -> str:
    """A story id where a format has only a page."""
    return hashlib.sha256(page.encode()).hexdigest()[:16]
