"""A row of GDELT's event tables (1.0: 58 columns, 57 before April 2013; 2.0: 61) -> DataRow. Geography is that of the action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.datasets import codes, fields
from detente.datasets.rows import DataRow, cameo_event, made_actor, made_place, page_id
from detente.records import Actor, Place

RESOLUTIONS = {"1": 1, "2": 2, "3": 4, "4": 4, "5": 2}
"""GDELT's types of place: country, US state, US city, city of the world, its province."""
CODER = "GDELT"
REGION_PARTS = 2


def parse(values: Mapping[str, str]) -> DataRow:
    """The event of a row; raises FieldError."""
    given = fields.to_text(values, "GLOBALEVENTID")
    if not given or not given.isdigit():
        raise fields.FieldError("GLOBALEVENTID", given or "", "number")
    sides = (_actor(values, "Actor1"), _actor(values, "Actor2"))
    event = cameo_event(fields.to_cameo(values, "EventCode"), fields.to_day(values, "SQLDATE"), sides, coder=CODER)
    page = fields.to_text(values, "SOURCEURL") or ""
    added = fields.to_day(values, "DATEADDED")
    return DataRow(
        event=replace(event, story_id=page_id(page or given), place=_place(values)),
        given_id=given,
        page=page,
        published=added,
        coded=added,
        sentence_number=fields.to_whole(values, "IsRootEvent"),
        reports=fields.to_whole(values, "NumMentions", 1),
        publishers=fields.to_whole(values, "NumSources", 1),
    )


def _actor(values: Mapping[str, str], who: str) -> Actor | None:
    code, name = fields.to_text(values, f"{who}Code"), fields.to_text(values, f"{who}Name")
    if not code and not name:
        return None
    group = fields.to_text(values, f"{who}KnownGroupCode")
    country = codes.country_of_actor(code, country=fields.to_text(values, f"{who}CountryCode"), group=group)
    roles = tuple(fields.to_text(values, f"{who}Type{n}Code") for n in (1, 2, 3))
    return made_actor(name or code or "", country, codes.sectors_of_roles(roles))


def _place(values: Mapping[str, str]) -> Place | None:
    name = fields.to_text(values, "ActionGeo_FullName")
    latitude, longitude = (
        fields.to_degrees(values, "ActionGeo_Lat", 90),
        fields.to_degrees(values, "ActionGeo_Long", 180),
    )
    if not name:
        return None
    country = codes.country_of_fips(fields.to_text(values, "ActionGeo_CountryCode"))
    first, *others = name.split(", ")
    if country is None and others and codes.country_of_name(others[-1]):
        country = codes.country_of_name(others[-1])
    resolution = RESOLUTIONS.get(values["ActionGeo_Type"])
    is_within = len(others) >= REGION_PARTS or (bool(others) and codes.country_of_name(others[-1]) is None)
    region = others[:-1] if country and len(others) >= REGION_PARTS else others
    place = made_place(first, country=country, admin1=", ".join(region) if is_within else None, resolution=resolution)
    return replace(
        place,
        latitude=latitude,
        longitude=longitude,
    )
