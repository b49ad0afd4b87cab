"""GDELT's columns: 1.0 events (58), 2.0 events (61) and 2.0 mentions (16); tab separated, no header.

One event row a happening and pair, NumMentions counting its reports; planned, hypothetical and denied events are left out, since
GDELT has no field for them, and those whose day nobody told.
Geography is FIPS 10-4. No tone is measured: AvgTone and MentionDocTone are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from detente.export import codes
from detente.export.left_out import MERGED, NOT_FACT, UNDATED, UNTOLD, Tally, kept
from detente.export.rows import ExportRow, Pair, pair_number, pairs
from detente.records import Actor, Place

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(geo: tuple[str, ...]) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor1{name}" for name in ACTOR), *(f"Actor2{name}" for name in ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
        "NumArticles", "AvgTone",
        *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in geo), "DATEADDED", "SOURCEURL",
    )  # fmt: skip


COLUMNS = _columns(GEO)
COLUMNS_2 = _columns(GEO_2)
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB = "1"
CITATION_ONLY = "2"
"""MentionType: a source on the web, or one that has no URL."""
CITY = 4


def events(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the 1.0 event table."""
    return _events(kept(rows, tally, NOT_FACT, MERGED, UNDATED), GEO, time="")


def events_2(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the 2.0 event table."""
    return _events(kept(rows, tally, NOT_FACT, MERGED, UNDATED), GEO_2, time="000000")


def mentions(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the 2.0 mentions table: every report of the happenings that the event table has."""
    for row in kept(rows, tally, NOT_FACT, UNTOLD):
        pair = next(pairs(row))
        for index in range(row.happening_pairs):
            yield _mention(pair, index)


def _events(rows: Iterable[ExportRow], geo: tuple[str, ...], time: str) -> Iterator[dict[str, str]]:
    for row in rows:
        for pair in pairs(row):
            yield _event(pair, geo, time)


def _event(pair: Pair, geo: tuple[str, ...], time: str) -> dict[str, str]:
    row, event = pair.row, pair.row.event
    return {
        "GLOBALEVENTID": pair.number(row.happening_id),
        "SQLDATE": f"{row.day:%Y%m%d}",
        "MonthYear": f"{row.day:%Y%m}",
        "Year": f"{row.day:%Y}",
        "FractionDate": f"{fraction_date(row.day):.4f}",
        **_actor("Actor1", pair.actor),
        **_actor("Actor2", pair.recipient),
        "IsRootEvent": "1" if row.sentence_number == 1 else "0",
        "EventCode": event.cameo,
        "EventBaseCode": event.cameo[:3],
        "EventRootCode": event.cameo[:2],
        "QuadClass": str(codes.gdelt_quad(event.cameo)),
        "GoldsteinScale": str(codes.goldstein(event.cameo)),
        "NumMentions": str(row.reports),
        "NumSources": str(row.publishers),
        "NumArticles": str(row.reports),
        "AvgTone": "",
        **dict.fromkeys((f"{who}Geo_{name}" for who in ("Actor1", "Actor2") for name in geo), ""),
        **_geo(event.place, geo),
        "DATEADDED": f"{row.published:%Y%m%d}{time}",
        "SOURCEURL": row.page,
    }


def fraction_date(day: date) -> float:
    """GDELT's year with its fraction, months taken as thirty days.

    >>> round(fraction_date(date(2014, 2, 18)), 4)
    2014.1315
    """
    return day.year + ((day.month - 1) * 30 + day.day) / 365


def _actor(who: str, actor: Actor | None) -> dict[str, str]:
    roles = (*codes.cameo_roles(actor), "", "", "")
    country = codes.cameo_entity(actor) if actor and actor.country not in codes.CAMEO_INTERNATIONAL else ""
    return {
        f"{who}Code": codes.cameo_actor(actor),
        f"{who}Name": actor.name.upper() if actor else "",
        f"{who}CountryCode": country,
        f"{who}KnownGroupCode": codes.cameo_group(actor),
        **dict.fromkeys((f"{who}{name}" for name in ACTOR[4:7]), ""),
        **{f"{who}Type{n}Code": roles[n - 1] for n in (1, 2, 3)},
    }


def _geo(place: Place | None, geo: tuple[str, ...]) -> dict[str, str]:
    values = dict.fromkeys((f"ActionGeo_{name}" for name in geo), "")
    values["ActionGeo_Type"] = "0"
    if place is None:
        return values
    parts = [place.name, place.admin1, codes.country_name(place.country)]
    country = codes.fips(place.country)
    values |= {
        "ActionGeo_Type": _geo_type(place),
        "ActionGeo_FullName": ", ".join(dict.fromkeys(part for part in parts if part)),
        "ActionGeo_CountryCode": country,
        "ActionGeo_ADM1Code": country,
        "ActionGeo_Lat": "" if place.latitude is None else str(place.latitude),
        "ActionGeo_Long": "" if place.longitude is None else str(place.longitude),
        "ActionGeo_FeatureID": country if place.resolution == 1 else "",
    }
    return values


def _geo_type(place: Place) -> str:
    """1 country, 2 US state, 3 US city, 4 city of the world, 5 its province."""
    if place.resolution == 1:
        return "1"
    is_city = (place.resolution or 0) >= CITY
    return ("3" if is_city else "2") if place.country == "USA" else ("4" if is_city else "5")


def _mention(pair: Pair, index: int) -> dict[str, str]:
    row, event = pair.row, pair.row.event
    is_web = row.page.startswith(("http://", "https://"))
    return {
        "GLOBALEVENTID": row.given_id or str(pair_number(row.happening_id, index)),
        "EventTimeDate": f"{event.date or row.happening_date or row.day:%Y%m%d}000000",
        "MentionTimeDate": f"{row.published:%Y%m%d}000000",
        "MentionType": WEB if is_web else CITATION_ONLY,
        "MentionSourceName": row.publisher or "",
        "MentionIdentifier": row.page,
        "SentenceID": str(row.sentence_number),
        "Actor1CharOffset": str(pair.actor.span.start) if pair.actor else "-1",
        "Actor2CharOffset": str(pair.recipient.span.start) if pair.recipient else "-1",
        "ActionCharOffset": str(event.trigger_span.start),
        "InRawText": "1",
        "Confidence": str(max(10, round(event.confidence * 10) * 10)),
        "MentionDocLen": str(row.story_length),
        "MentionDocTone": "",
        "MentionDocTranslationInfo": "",
        "Extras": "",
    }
