"""A record of PLOVER's JSON Lines -> DataRow; its CAMEO code is the general one of type and mode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.datasets import codes, fields
from detente.datasets.rows import NOWHERE, DataRow, made_actor, plover_event
from detente.ontology import AUXILIARY_MODES
from detente.records import Actor, Event, Place, Span

CODER = "PLOVER"
REQUIRED = ("id", "event")
ACCORDING = "according to "
DATE_UNKNOWN = "date unknown"
OF_THE_REPORT = ", that of the report"
"""How Detente's own files say that nobody told the day: `date` is not the event's, or there is none (detente.export.plover)."""
_WIKIDATA = re.compile(r"Q\d+")


def parse(record: Mapping[str, Any]) -> DataRow:
    """The event of a record; raises FieldError."""
    for name in REQUIRED:
        if name not in record:
            raise fields.FieldError(name, "", "a value")
    if "date" not in record and not _is_undated(record):
        raise fields.FieldError("date", "", "a value")
    if "actor" not in record and "recipient" not in record:
        raise fields.FieldError("actor", "", "a list of objects")
    cited, place = _object(record, "cite_info"), _object(record, "event_loc")
    text = _object(record, "text_info")
    day = _day(record, "date" if "date" in record else "coded_date")
    publisher = _word(cited, "publication")
    event = replace(
        _event(record, day),
        story_id=_word(cited, "citation") or "",
        reported_by=publisher,
        place=_place(place) if place else None,
        sentence_span=Span(start=_whole(text, "start"), end=_whole(text, "end")) if "end" in text else NOWHERE,
    )
    coded = _day(record, "coded_date") if "coded_date" in record else day
    return DataRow(
        event=event,
        given_id=event.id,
        page=_word(cited, "url") or publisher or f"plover:{event.story_id}",
        published=min(day, coded) if event.date else day,
        coded=coded,
        title=_word(cited, "title"),
        language=_word(cited, "language"),
        sentence_number=_whole(text, "sequence"),
    )


def _event(record: Mapping[str, Any], day: date) -> Event:
    listed = _strings(record, "mode")
    modes = [mode for mode in listed if mode not in AUXILIARY_MODES]
    kind = {"event": str(record["event"]), "mode": modes[0] if modes else ""}
    event_type, mode = fields.to_type(kind, "event", "mode")
    says = str(record.get("comment", ""))
    is_dated = not _is_undated(record)
    says = says.removeprefix(DATE_UNKNOWN).removeprefix(OF_THE_REPORT).removeprefix("; ")
    source = says.removeprefix(ACCORDING) if says.startswith(ACCORDING) else None
    last = _day(record, "enddate") if "enddate" in record else day
    return replace(
        plover_event(event_type, mode, codes.cameo_of(event_type, mode), day),
        date=day if is_dated else None,
        id=str(record["id"]),
        contexts=_strings(record, "context"),
        auxiliary=tuple(mode for mode in listed if mode in AUXILIARY_MODES),
        actors=_party(record, "actor"),
        recipients=_party(record, "recipient"),
        enddate=last if is_dated else None,
        date_precision="unknown" if not is_dated else "day" if last == day else "period",
        attributed_to=made_actor(source, None, ()) if source else None,
        in_response_to=_word(record, "link"),
        sentence=str(record.get("text", "")),
        trigger=str(record.get("event_text", "")),
        coder=str(record.get("coder", CODER)),
    )


def _is_undated(record: Mapping[str, Any]) -> bool:
    return str(record.get("comment", "")).startswith(DATE_UNKNOWN)


def _object(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name, {})
    if not isinstance(value, dict):
        raise fields.FieldError(name, value, "object")
    return value


def _word(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is not None and not isinstance(value, str | int):
        raise fields.FieldError(name, value, "word")
    return None if value is None else str(value)


def _whole(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name, 0)
    if not isinstance(value, int) or value < 0:
        raise fields.FieldError(name, value, "whole number")
    return fields.bounded(name, value)


def _strings(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise fields.FieldError(name, value, "list of words")
    return tuple(filter(None, value))


def _day(record: Mapping[str, Any], name: str) -> date:
    return fields.to_day({name: str(record.get(name, ""))}, name)


def _party(record: Mapping[str, Any], name: str) -> tuple[Actor, ...]:
    value = record.get(name, [])
    value = [value] if isinstance(value, dict) else value
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise fields.FieldError(name, value, "list of objects")
    return tuple(_actor(entity) for entity in value)


def _actor(entity: Mapping[str, Any]) -> Actor:
    name = str(entity.get("identifier_text") or entity.get("entity_text") or entity.get("code") or "")
    identifier = _word(entity, "identifier_id")
    is_wikidata = bool(identifier and _WIKIDATA.fullmatch(identifier))
    return replace(
        made_actor(name, codes.country_of_code(_word(entity, "code")), _strings(entity, "sector")),
        text=str(entity.get("entity_text") or name),
        wikidata_id=identifier if is_wikidata else None,
        entity_id=None if is_wikidata else identifier,
        role=_word(entity, "office"),
    )


def _place(values: Mapping[str, Any]) -> Place:
    name = str(values.get("resolved_place") or values.get("extracted_place") or "")
    numbers = {key: str(values.get(key, "")) for key in ("lat", "lon", "geonameid")}
    return Place(
        text=str(values.get("extracted_place") or name),
        span=NOWHERE,
        name=name,
        geonames_id=fields.to_whole(numbers, "geonameid") or None,
        latitude=fields.to_degrees(numbers, "lat", 90),
        longitude=fields.to_degrees(numbers, "lon", 180),
        admin1=_word(values, "province"),
        country=codes.country_of_code(_word(values, "country_code")),
        feature_class=_word(values, "feature_class"),
        resolution=_whole(values, "resolution") or None,
    )
