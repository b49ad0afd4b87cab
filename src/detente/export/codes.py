"""Codes of the formats: CAMEO actors, quad classes, Goldstein, country names, FIPS 10-4 and Correlates of War numbers.

The quad class is not the same thing in different files: GDELT, Phoenix and PLOVER each cut otherwise.
"""

from __future__ import annotations

from functools import cache

from detente import ontology
from detente.records import Actor

CAMEO_COUNTRIES = {"ROU": "ROM", "TLS": "TMP", "KOS": "KSV", "XKX": "KSV"}
"""Where CAMEO's country codes part from ISO 3166-1 alpha-3."""
CAMEO_INTERNATIONAL = {
    "UNO": ("IGO", "UNO"),
    "EUR": ("EUR", ""),
    "IGO": ("IGO", ""),
    "NGO": ("NGO", ""),
    "ISM": ("INT", ""),
    "IMG": ("IMG", ""),
    "MNC": ("MNC", ""),
}
CAMEO_ROLES = {
    **{
        code: code
        for code in ("AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JUD", "LAB", "LEG", "MIL", "OPP")
    },
    **{code: code for code in ("PTY", "REB", "REF", "SPY", "UAF")},
    "JRN": "MED",
    "MED": "HLH",
    "PRE": "SEP",
}
"""PLOVER sector -> CAMEO role; PLOVER's MED is health and CAMEO's media, sectors that CAMEO lacks are left out."""


def cameo_entity(actor: Actor | None) -> str:
    """The country or international block of a CAMEO actor code; empty if unknown."""
    if actor is None or actor.country is None:
        return ""
    if actor.country in CAMEO_INTERNATIONAL:
        return CAMEO_INTERNATIONAL[actor.country][0]
    return CAMEO_COUNTRIES.get(actor.country, actor.country)


def cameo_group(actor: Actor | None) -> str:
    """The known-group block (UNO); empty if none."""
    return CAMEO_INTERNATIONAL.get(actor.country or "", ("", ""))[1] if actor else ""


def cameo_roles(actor: Actor | None) -> tuple[str, ...]:
    """CAMEO role codes, the primary first."""
    if actor is None:
        return ()
    sectors = [actor.sector, *actor.other_sectors]
    return tuple(dict.fromkeys(CAMEO_ROLES[sector] for sector in sectors if sector in CAMEO_ROLES))


def cameo_actor(actor: Actor | None) -> str:
    """The whole CAMEO actor code, for example RUSGOV or IGOUNO."""
    return "".join((cameo_entity(actor), cameo_group(actor), *cameo_roles(actor)[:1]))


def gdelt_quad(cameo: str) -> int:
    """GDELT: 01-05 verbal cooperation, 06-09 material cooperation, 10-14 verbal conflict, 15-20 material conflict."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


def phoenix_quad(cameo: str) -> int:
    """Phoenix: 0 for 01-02, 1 for 03-05, 2 for 06-08, 3 for 09-13 and 16, 4 for 14, 15 and 17-20."""
    root = int(cameo[:2])
    if root <= 2:
        return 0
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 or root == 16 else 4


@cache
def _goldstein() -> dict[str, float]:
    return {row["code"]: float(row["score"]) for row in ontology.read_table("goldstein.tsv")}


@cache
def goldstein(cameo: str) -> float:
    """Goldstein's score of a CAMEO code, from -10 to 10.

    >>> goldstein("0874"), goldstein("1053")
    (10.0, -5.0)
    """
    return next(_goldstein()[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in _goldstein())


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in ontology.read_table("actors/countries.tsv")}


def country_name(iso3: str | None) -> str:
    """A country's English name; the code itself where there is none, empty for null."""
    return _countries().get(iso3 or "", {}).get("name") or iso3 or ""


def fips(iso3: str | None) -> str:
    """FIPS 10-4, which GDELT's geography uses; empty if unknown."""
    return _countries().get(iso3 or "", {}).get("fips", "")


def cow(iso3: str | None) -> str:
    """Correlates of War number; empty if unknown."""
    return _countries().get(iso3 or "", {}).get("cow", "")


def meaning(cameo: str) -> str:
    """What a CAMEO code means, in our words."""
    return ontology.cameo_codes()[cameo].meaning if cameo in ontology.cameo_codes() else ""
