"""Phoenix' 26 columns: tab separated, no header. One row a happening and pair; Phoenix' own quad class.

Planned, hypothetical and denied events are left out: Phoenix has no field for them. So are those whose day nobody told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from detente.export import codes
from detente.export.left_out import MERGED, NOT_FACT, UNDATED, Tally, kept
from detente.export.rows import ExportRow, Pair, pairs
from detente.records import Actor

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass",
    "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryName", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def events(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the event table."""
    for row in kept(rows, tally, NOT_FACT, MERGED, UNDATED):
        for pair in pairs(row):
            yield _event(pair)


def _event(pair: Pair) -> dict[str, str]:
    row, event, place = pair.row, pair.row.event, pair.row.event.place
    return {
        "EventID": row.given_id or f"{pair.number(row.happening_id)}_{version('detente')}",
        "Date": f"{row.day:%Y%m%d}",
        "Year": f"{row.day:%Y}",
        "Month": f"{row.day:%m}",
        "Day": f"{row.day:%d}",
        **_actor("Source", pair.actor),
        **_actor("Target", pair.recipient),
        "EventCode": event.cameo,
        "EventRootCode": event.cameo[:2],
        "QuadClass": str(codes.phoenix_quad(event.cameo)),
        "GoldsteinScore": str(codes.goldstein(event.cameo)),
        "Issues": ";".join(f"{context},1" for context in event.contexts),
        "Lat": "" if place is None or place.latitude is None else str(place.latitude),
        "Lon": "" if place is None or place.longitude is None else str(place.longitude),
        "LocationName": place.name if place else "",
        "StateName": (place.admin1 or "") if place else "",
        "CountryName": (place.country or "") if place else "",
        "SentenceID": f"{event.story_id}_{row.sentence_number}",
        "URLs": row.page,
        "NewsSources": row.publisher or "",
    }


def _actor(who: str, actor: Actor | None) -> dict[str, str]:
    roles = codes.cameo_roles(actor)
    return {
        f"{who}ActorFull": codes.cameo_actor(actor),
        f"{who}ActorEntity": codes.cameo_entity(actor),
        f"{who}ActorRole": next(iter(roles), ""),
        f"{who}ActorAttribute": codes.cameo_group(actor) or ";".join(roles[1:]),
    }
