"""ICEWS' 20 columns: tab separated, header. One row a report and pair, meetings twice (mirrored), intensity is Goldstein's.

Planned, hypothetical and denied events are left out: ICEWS has no field for them. So are those whose day nobody told.
As in ICEWS, the key is Event ID with Event Date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.export import codes
from detente.export.left_out import NOT_FACT, UNDATED, Tally, kept
from detente.export.rows import ExportRow, Pair, pairs
from detente.records import Actor

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country",
    "Latitude", "Longitude",
)  # fmt: skip
CITY = 4
SECTOR_NAMES = {
    "AGR": "Agricultural", "BUS": "Business", "COP": "Police", "CRM": "Criminals / Gangs", "CVL": "Civilian", "EDU": "Education",
    "ELI": "Elite", "GOV": "Government", "IGO": "International Government Organization", "JRN": "Media", "JUD": "Judicial",
    "LAB": "Labor", "LEG": "Legislative / Parliamentary", "MED": "Medical / Health", "MIL": "Military",
    "NGO": "Nongovernmental Organization",
    "OPP": "Opposition", "PRE": "Separatist", "PTY": "Parties", "REB": "Rebel", "REF": "Refugees", "REL": "Religious", "SOC": "Social",
    "SPY": "Intelligence", "UAF": "Unidentified Forces",
}  # fmt: skip


def events(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """Rows of the event table."""
    for row in kept(rows, tally, NOT_FACT, UNDATED):
        for pair in pairs(row):
            yield _event(pair)


def _event(pair: Pair) -> dict[str, str]:
    row, event, place = pair.row, pair.row.event, pair.row.event.place
    is_city = place is not None and (place.resolution or 0) >= CITY
    return {
        "Event ID": pair.number(event.id),
        "Event Date": row.day.isoformat(),
        "Source Name": pair.actor.name if pair.actor else "",
        "Source Sectors": _sectors(pair.actor),
        "Source Country": codes.country_name(pair.actor.country) if pair.actor else "",
        "Event Text": codes.meaning(event.cameo),
        "CAMEO Code": event.cameo,
        "Intensity": str(codes.goldstein(event.cameo)),
        "Target Name": pair.recipient.name if pair.recipient else "",
        "Target Sectors": _sectors(pair.recipient),
        "Target Country": codes.country_name(pair.recipient.country) if pair.recipient else "",
        "Story ID": str(int(event.story_id[:12], 16)),
        "Sentence Number": str(row.sentence_number),
        "Publisher": row.publisher or "",
        "City": place.name if place and is_city else "",
        "District": "",
        "Province": (place.admin1 or "") if place else "",
        "Country": codes.country_name(place.country) if place else "",
        "Latitude": "" if place is None or place.latitude is None else str(place.latitude),
        "Longitude": "" if place is None or place.longitude is None else str(place.longitude),
    }


def _sectors(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return ",".join(SECTOR_NAMES[s] for s in dict.fromkeys((actor.sector, *actor.other_sectors)) if s in SECTOR_NAMES)
