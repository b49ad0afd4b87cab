"""PLOVER's record as JSON Lines: the fields and objects of the manual (chapter Data Fields), all events.

Auxiliary modes stand beside the mode in `mode` (PLOVER names them modes); who says so is in `comment`. A record needs a date: that of an
event whose day nobody told is the day of its report, and `comment` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente.export.left_out import NO_TYPE, Tally, kept
from detente.export.rows import ExportRow
from detente.records import Actor, Place

DATE_UNKNOWN = "date unknown"
OF_THE_REPORT = ", that of the report"
"""What `comment` begins with where nobody told the day: `date` is that of publication, and left out where that is not known either."""


def records(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, Any]]:
    """JSON-ready records; empty fields are left out."""
    for row in kept(rows, tally, NO_TYPE):
        yield _filled(_record(row))


def _record(row: ExportRow) -> dict[str, Any]:
    event = row.event
    day = event.date or (row.published if row.is_published else None)
    return {
        "id": event.id,
        "date": day.isoformat() if day else None,
        "enddate": event.enddate.isoformat() if event.enddate and event.enddate != event.date else None,
        "actor": [_entity(actor) for actor in event.actors],
        "recipient": [_entity(actor) for actor in event.recipients],
        "event": event.event_type,
        "mode": [*filter(None, (event.mode,)), *event.auxiliary],
        "context": list(event.contexts),
        "quad_code": event.quad_code,
        "event_scale": event.score,
        "event_loc": _location(event.place) if event.place else None,
        "event_text": event.trigger,
        "link": event.in_response_to,
        "text": event.sentence,
        "text_info": {
            "sequence": row.sentence_number,
            "start": event.sentence_span.start,
            "end": event.sentence_span.end,
        },
        "cite_info": {
            "citation": event.story_id,
            "url": row.page,
            "title": row.title,
            "language": row.language,
            "publication": row.publisher,
            "coder": event.coder,
        },
        "coder": event.coder,
        "coded_date": row.coded.isoformat(),
        "comment": _comment(row),
    }


def _comment(row: ExportRow) -> str | None:
    source = row.event.attributed_to
    told = OF_THE_REPORT if row.is_published else ""
    remarks = (DATE_UNKNOWN + told if row.event.date is None else "", f"according to {source.name}" if source else "")
    return "; ".join(filter(None, remarks)) or None


def _entity(actor: Actor) -> dict[str, Any]:
    return _filled(
        {
            "code": actor.country,
            "sector": [*filter(None, (actor.sector,)), *actor.other_sectors],
            "entity_text": actor.text,
            "identifier_id": actor.wikidata_id or actor.entity_id,
            "identifier_text": actor.name,
            "office": actor.role,
        }
    )


def _location(place: Place) -> dict[str, Any]:
    return _filled(
        {
            "extracted_place": place.text,
            "resolved_place": place.name,
            "geonameid": place.geonames_id,
            "lat": place.latitude,
            "lon": place.longitude,
            "province": place.admin1,
            "country_code": place.country,
            "feature_class": place.feature_class,
            "resolution": place.resolution,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != []}
