"""Codes of the formats read back: CAMEO actors, FIPS countries, country names, and the CAMEO code that stands for a PLOVER type."""

from __future__ import annotations

from functools import cache

from detente import ontology
from detente.export import codes
from detente.records import Actor

INTERNATIONAL = {**{entity: plover for plover, (entity, _) in codes.CAMEO_INTERNATIONAL.items()}, "IGO": "IGO"}
GROUPS = {"UNO": "UNO", "EEC": "EUR"}
"""CAMEO known groups that PLOVER has a code for."""
OUR_COUNTRIES = {**{theirs: ours for ours, theirs in codes.CAMEO_COUNTRIES.items()}, "KSV": "KOS"}
ROLES = {role: sector for sector, role in codes.CAMEO_ROLES.items()}


@cache
def _countries() -> tuple[dict[str, str], ...]:
    return tuple(ontology.read_table("actors/countries.tsv"))


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for key in ("name", "aliases"):
        for row in _countries():
            for name in row[key].split(";"):
                names.setdefault(name.casefold(), row["iso3"])
    return names


@cache
def _by_fips() -> dict[str, str]:
    # The present state where two share a code.
    ordered = sorted(_countries(), key=lambda row: row["until"] != "")
    return {row["fips"]: row["iso3"] for row in reversed(ordered) if row["fips"]}


@cache
def _isos() -> frozenset[str]:
    return frozenset(row["iso3"] for row in _countries())


def country_of_name(name: str | None) -> str | None:
    """ISO 3166-1 alpha-3 (or PLOVER's international code) of a country's name or code; null if unknown."""
    if not name:
        return None
    return country_of_code(name) or _by_name().get(name.casefold())


def country_of_code(code: str | None) -> str | None:
    """ISO 3166-1 alpha-3 of a CAMEO or ISO code, PLOVER's international codes as they are; null if unknown."""
    ours = OUR_COUNTRIES.get(code or "", code)
    return ours if ours in _isos() or ours in ontology.INTERNATIONAL_CODES else None


def country_of_fips(code: str | None) -> str | None:
    """ISO 3166-1 alpha-3 of a FIPS 10-4 code; null if unknown."""
    return _by_fips().get(code or "")


def country_of_actor(code: str | None, *, country: str | None, group: str | None) -> str | None:
    """The country of a CAMEO actor, or the international code that its group or its whole code begins with."""
    if country:
        return None if country in codes.CAMEO_INTERNATIONAL else country_of_code(country)
    if group in GROUPS:
        return GROUPS[group or ""]
    return INTERNATIONAL.get((code or "")[:3])


def sectors_of_roles(roles: tuple[str | None, ...]) -> tuple[str, ...]:
    """PLOVER sectors of CAMEO roles; those that PLOVER lacks are left out."""
    return tuple(dict.fromkeys(ROLES[role] for role in roles if role in ROLES))


@cache
def cameo_of(event_type: str, mode: str | None) -> str:
    """The most general CAMEO code of a PLOVER type and mode.

    >>> cameo_of("SANCTION", "expel"), cameo_of("CONSULT", "visit")
    ('166', '042')
    """
    listed = ontology.cameo_codes().values()
    same = [code.code for code in listed if (code.event_type, code.mode) == (event_type, mode)]
    same = same or [code.code for code in listed if code.event_type == event_type]
    return min(same, key=lambda code: (len(code), code))


def name_of(actor: Actor) -> str:
    """What to call an actor of a format without names: its country, else its code."""
    return codes.country_name(actor.country) or codes.cameo_actor(actor)
