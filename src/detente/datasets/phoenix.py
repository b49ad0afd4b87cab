"""A row of Phoenix' 26 columns -> DataRow. Its actors have codes but no names; a state's is its country's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.datasets import codes, fields
from detente.datasets.rows import DataRow, cameo_event, made_actor, made_place
from detente.ontology import CONTEXTS
from detente.records import Actor, Place

CODER = "Phoenix"
CITY = 4


def parse(values: Mapping[str, str]) -> DataRow:
    """The event of a row; raises FieldError."""
    given, day = fields.to_text(values, "EventID"), fields.to_day(values, "Date")
    if not given:
        raise fields.FieldError("EventID", "", "an id")
    sides = (_actor(values, "Source"), _actor(values, "Target"))
    event = cameo_event(fields.to_cameo(values, "EventCode"), day, sides, coder=CODER)
    issues = [part.partition(",")[0] for part in values["Issues"].split(";")]
    story, _, number = values["SentenceID"].partition(";")[0].rpartition("_")
    return DataRow(
        event=replace(
            event,
            story_id=story,
            place=_place(values),
            contexts=tuple(issue for issue in issues if issue in CONTEXTS),
            reported_by=fields.to_text(values, "NewsSources"),
        ),
        given_id=given,
        page=fields.to_text(values, "URLs") or f"phoenix:{story}",
        published=day,
        coded=day,
        sentence_number=fields.to_whole({"SentenceID": number}, "SentenceID"),
    )


def _actor(values: Mapping[str, str], who: str) -> Actor | None:
    code = fields.to_text(values, f"{who}ActorFull")
    if not code:
        return None
    entity, attribute = fields.to_text(values, f"{who}ActorEntity"), fields.to_text(values, f"{who}ActorAttribute")
    group = attribute if attribute in codes.GROUPS else None
    country = codes.country_of_actor(code, country=None if entity in codes.INTERNATIONAL else entity, group=group)
    others = () if group else tuple((attribute or "").split(";"))
    sectors = codes.sectors_of_roles((fields.to_text(values, f"{who}ActorRole"), *others))
    actor = made_actor(code, country, sectors)
    name = codes.name_of(actor) or code
    return replace(actor, name=name, text=name)


def _place(values: Mapping[str, str]) -> Place | None:
    name, country = fields.to_text(values, "LocationName"), fields.to_text(values, "CountryName")
    latitude, longitude = fields.to_degrees(values, "Lat", 90), fields.to_degrees(values, "Lon", 180)
    if not name and not country and latitude is None:
        return None
    place = made_place(
        name or "",
        country=codes.country_of_name(country),
        admin1=fields.to_text(values, "StateName"),
        resolution=CITY if name else None,
    )
    return replace(place, latitude=latitude, longitude=longitude)
