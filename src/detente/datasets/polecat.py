"""A row of POLECAT's 40 columns -> DataRow. Lists stand beside one another; their CAMEO code is the general one of type and mode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from detente.datasets import codes, fields
from detente.datasets.rows import DataRow, made_actor, made_place, plover_event
from detente.export.polecat import BETWEEN, NONE
from detente.records import Actor, Place

LEVELS = (("City", 4), ("District", 3), ("Province", 2), ("Country", 1))
CODER = "POLECAT"


def parse(values: Mapping[str, str]) -> DataRow:
    """The event of a row; raises FieldError."""
    given, day = fields.to_text(values, "Event ID"), fields.to_day(values, "Event Date")
    if not given:
        raise fields.FieldError("Event ID", "", "an id")
    event_type, mode = fields.to_type(values, "Event Type", "Event Mode")
    known = {"person": _listed(values, "Story People"), "org": _listed(values, "Story Organizations")}
    published = fields.to_day(values, "Publication Date") if fields.to_text(values, "Publication Date") else day
    source = fields.to_text(values, "Source")
    event = plover_event(event_type, mode, codes.cameo_of(event_type, mode), day)
    return DataRow(
        event=replace(
            event,
            story_id=given.partition("_")[0].split("-")[-1],
            contexts=tuple(_listed(values, "Contexts")),
            actors=_party(values, "Actor", known),
            recipients=_party(values, "Recipient", known),
            place=_place(values),
            reported_by=source,
            coder=fields.to_text(values, "Version") or CODER,
        ),
        given_id=given,
        page=source or f"polecat:{given.partition('_')[0]}",
        published=published,
        coded=published,
        language=fields.to_text(values, "Language"),
    )


def _listed(values: Mapping[str, str], field: str) -> list[str]:
    return [part for part in values.get(field, "").split(BETWEEN) if part not in fields.MISSING]


def _party(values: Mapping[str, str], who: str, known: Mapping[str, list[str]]) -> tuple[Actor, ...]:
    columns = {
        name: values.get(column, "")
        for name, column in (
            ("name", f"{who} Name"),
            ("country", f"{who} Country"),
            ("sectors", f"{who} Sectors"),
            ("role", f"{who} Title"),
            ("text", f"{who} Name Raw"),
            ("wikidata", f"Wikipedia {who} ID"),
        )
    }
    lists = {name: value.split(BETWEEN) for name, value in columns.items() if value not in fields.MISSING}
    number = max(map(len, lists.values()), default=0)
    for name, parts in lists.items():
        if len(parts) != number:
            raise fields.FieldError(f"{who} {name}", columns[name], f"list of {number}, as its neighbours are")
    return tuple(
        _actor({name: parts[at] for name, parts in lists.items() if parts[at] != NONE}, known) for at in range(number)
    )


def _actor(values: Mapping[str, str], known: Mapping[str, list[str]]) -> Actor:
    sectors = tuple(filter(None, values.get("sectors", "").split("|")))
    name = values.get("name") or values.get("text") or ""
    country = codes.country_of_code(values.get("country"))
    entity = next((f"{kind}:{_slug(name)}" for kind, names in known.items() if name in names), None)
    return replace(
        made_actor(name, country, sectors),
        text=values.get("text", ""),
        role=values.get("role"),
        wikidata_id=values.get("wikidata"),
        entity_id=entity,
    )


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _place(values: Mapping[str, str]) -> Place | None:
    found = [(name, level) for column, level in LEVELS if (name := fields.to_text(values, column))]
    name = fields.to_text(values, "Placename") or (found[0][0] if found else None)
    latitude, longitude = fields.to_degrees(values, "Latitude", 90), fields.to_degrees(values, "Longitude", 180)
    if name is None:
        return None
    place = made_place(
        name,
        country=codes.country_of_name(fields.to_text(values, "Country")),
        admin1=fields.to_text(values, "Province"),
        resolution=found[0][1] if found else None,
    )
    return replace(
        place,
        text=fields.to_text(values, "Raw Placename") or name,
        latitude=latitude,
        longitude=longitude,
        geonames_id=fields.to_whole(values, "GeoNames ID") or None,
        feature_class=fields.to_text(values, "Feature Type"),
    )
