import dataclasses
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente import tables
from detente.records import Actor, Event, Place, Span, Story

words = st.text(max_size=12)
spans = st.builds(Span, start=st.integers(0, 1000), end=st.integers(0, 1000))
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
actors = st.builds(
    Actor,
    text=words,
    span=spans,
    name=words,
    country=st.none() | words,
    sector=st.none() | words,
    other_sectors=st.lists(words, max_size=2).map(tuple),
    entity_id=st.none() | words,
    wikidata_id=st.none() | words,
    role=st.none() | words,
)
places = st.builds(Place, text=words, span=spans, name=words, latitude=st.none() | st.floats(-90, 90))
events = st.builds(
    Event,
    actors=st.lists(actors, max_size=3).map(tuple),
    recipients=st.lists(actors, max_size=3).map(tuple),
    place=st.none() | places,
    attributed_to=st.none() | actors,
    date=st.none() | days,
    enddate=st.none() | days,
    contexts=st.lists(words, max_size=2).map(tuple),
    auxiliary=st.lists(words, max_size=2).map(tuple),
    sentence_span=spans,
    trigger_span=spans,
    score=st.floats(-10, 10),
    confidence=st.floats(0, 1),
    quad_code=st.integers(1, 4),
)


@given(st.lists(events, max_size=4))
def test_records_survive_arrow(records: list[Event]) -> None:
    assert list(tables.from_table(Event, tables.to_table(Event, records))) == records


@given(events)
def test_records_survive_json(event: Event) -> None:
    assert tables.from_dict(Event, tables.to_json(event)) == event


@given(events)
def test_flat_rows_have_exactly_the_columns(event: Event) -> None:
    assert list(tables.to_flat(event)) == tables.flat_columns(Event)


def test_schema_names_are_the_field_names() -> None:
    for record_type in (Event, Story):
        fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(record_type)
        assert tables.schema(record_type).names == [field.name for field in fields]
