"""POLECAT's 40 columns: tab separated, header. One row an event; lists joined by '; ', missing values are the word None.

Planned, hypothetical and denied events are left out, since POLECAT codes none, and those whose day nobody told.
Quad Code is text; Intensity is PLOVER's score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.export import codes
from detente.export.left_out import NO_TYPE, NOT_FACT, UNDATED, Tally, kept
from detente.export.rows import ExportRow
from detente.records import Actor, Place

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
NONE = "None"
BETWEEN = "; "
CITY = 4


def events(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the event table."""
    for number, row in enumerate(kept(rows, tally, NOT_FACT, NO_TYPE, UNDATED), start=1):
        yield {name: value or NONE for name, value in _event(row, number).items()}


def _event(row: ExportRow, number: int) -> dict[str, str]:
    event, everyone = row.event, (*row.event.actors, *row.event.recipients)
    return {
        "Event ID": row.given_id
        or f"{row.day:%Y%m%d}-{number}-{event.story_id}_{event.event_type}_{event.mode or NONE}",
        "Event Date": row.day.isoformat(),
        "Event Type": event.event_type,
        "Event Mode": event.mode or "",
        "Intensity": str(event.score),
        "Quad Code": QUADS[event.quad_code],
        "Contexts": BETWEEN.join(event.contexts),
        **_party("Actor", event.actors),
        **_party("Recipient", event.recipients),
        **_place(event.place),
        "Source": row.publisher or row.page,
        "Publication Date": row.published.isoformat() if row.is_published else "",
        "Story People": _names(everyone, "person:"),
        "Story Organizations": _names(everyone, "org:"),
        "Story Locations": event.place.name if event.place else "",
        "Language": row.language or "",
        "Version": event.coder,
    }


def _party(who: str, actors: Sequence[Actor]) -> dict[str, str]:
    return {
        f"{who} Name": _joined(a.name for a in actors),
        f"{who} Country": _joined(a.country for a in actors),
        f"{who} COW": _joined(codes.cow(a.country) for a in actors),
        f"Primary {who} Sector": _joined(a.sector for a in actors),
        f"{who} Sectors": _joined("|".join(filter(None, (a.sector, *a.other_sectors))) for a in actors),
        f"{who} Title": _joined(a.role for a in actors),
        f"{who} Name Raw": _joined(a.text for a in actors),
        f"Wikipedia {who} ID": _joined(a.wikidata_id for a in actors),
    }


def _joined(values: Iterable[str | None]) -> str:
    """The values beside one another, None in an empty place; empty if all are."""
    listed = list(values)
    return BETWEEN.join(value or NONE for value in listed) if any(listed) else ""


def _names(actors: Sequence[Actor], kind: str) -> str:
    return BETWEEN.join(dict.fromkeys(a.name for a in actors if (a.entity_id or "").startswith(kind)))


def _place(place: Place | None) -> dict[str, str]:
    names = (
        "Placename",
        "City",
        "District",
        "Province",
        "Country",
        "Latitude",
        "Longitude",
        "GeoNames ID",
        "Raw Placename",
        "Feature Type",
    )
    if place is None:
        return dict.fromkeys(names, "")
    values = (
        place.name,
        place.name if (place.resolution or 0) >= CITY else "",
        "",
        place.admin1 or "",
        place.country or "",
        "" if place.latitude is None else str(place.latitude),
        "" if place.longitude is None else str(place.longitude),
        "" if place.geonames_id is None else str(place.geonames_id),
        place.text,
        place.feature_class or "",
    )
    return dict(zip(names, values, strict=True))
