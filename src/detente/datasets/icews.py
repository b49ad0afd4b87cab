"""A row of ICEWS' 20 columns -> DataRow. Sectors and countries are names there; those that PLOVER lacks are left to the raw row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.datasets import codes, fields
from detente.datasets.rows import DataRow, cameo_event, made_actor, made_place
from detente.export.icews import SECTOR_NAMES
from detente.records import Actor, Place

SECTORS = {name.casefold(): sector for sector, name in SECTOR_NAMES.items()}
LARGEST_STORY = 16**12
CODER = "ICEWS"


def parse(values: Mapping[str, str]) -> DataRow:
    """The event of a row; raises FieldError."""
    given, day = fields.to_text(values, "Event ID"), fields.to_day(values, "Event Date")
    if not given:
        raise fields.FieldError("Event ID", "", "an id")
    sides = (_actor(values, "Source"), _actor(values, "Target"))
    event = cameo_event(fields.to_cameo(values, "CAMEO Code"), day, sides, coder=CODER)
    story = fields.to_whole(values, "Story ID")
    if not 0 <= story < LARGEST_STORY:
        raise fields.FieldError("Story ID", story, "story number")
    publisher = fields.to_text(values, "Publisher")
    return DataRow(
        event=replace(event, story_id=f"{story:012x}", place=_place(values), reported_by=publisher),
        given_id=given,
        page=f"icews:{story}",
        published=day,
        coded=day,
        sentence_number=fields.to_whole(values, "Sentence Number"),
    )


def _actor(values: Mapping[str, str], who: str) -> Actor | None:
    name, country = fields.to_text(values, f"{who} Name"), fields.to_text(values, f"{who} Country")
    if not name and not country:
        return None
    listed = (values.get(f"{who} Sectors") or "").strip('"').split(",")
    sectors = tuple(dict.fromkeys(SECTORS[s.strip().casefold()] for s in listed if s.strip().casefold() in SECTORS))
    return made_actor(name or country or "", codes.country_of_name(country), sectors)


def _place(values: Mapping[str, str]) -> Place | None:
    levels = (("City", 4), ("District", 3), ("Province", 2), ("Country", 1))
    found = [(name, level) for column, level in levels if (name := fields.to_text(values, column))]
    latitude, longitude = fields.to_degrees(values, "Latitude", 90), fields.to_degrees(values, "Longitude", 180)
    if not found and latitude is None:
        return None
    name, resolution = found[0] if found else ("", None)
    place = made_place(
        name,
        country=codes.country_of_name(fields.to_text(values, "Country")),
        admin1=fields.to_text(values, "Province"),
        resolution=resolution,
    )
    return replace(place, latitude=latitude, longitude=longitude)
