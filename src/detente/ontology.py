"""PLOVER event types, modes and scores, CAMEO codes, and the table between them.

Everything here is read from `data/plover.tsv` and `data/cameo.tsv`. Source: the PLOVER manual (2024-02-04) and the
CAMEO manual (1.1b3). Where the two part, the manual wins; the overrides are listed in docs/codebook.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

AUXILIARY_MODES = ("historical", "future", "hypothetical", "negation")
SECTORS = (
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "NGO",
    "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
)  # fmt: skip
INTERNATIONAL_CODES = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One CAMEO code and what follows from it in PLOVER."""

    code: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    meaning: str


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a tab-separated table of `data/`, comments (`#`) left out, one dict per row."""
    lines = (files("detente") / "data" / name).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")]
    header = body[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in body[1:]]


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes that map to PLOVER, by code."""
    return {
        row["code"]: CameoCode(
            code=row["code"],
            event_type=row["event_type"],
            mode=row["mode"] or None,
            contexts=tuple(filter(None, row["contexts"].split(";"))),
            meaning=row["meaning"],
        )
        for row in read_table("cameo.tsv")
    }


@cache
def state_codes() -> tuple[str, ...]:
    """The codes of all states since 1945, and of the other entities that PLOVER gives one, as countries.tsv has them."""
    return tuple(row["iso3"] for row in read_table("actors/countries.tsv"))


@cache
def gone_states() -> list[dict[str, str | date]]:
    """States that are no more, each with its last day: `code`, `until`."""
    rows = read_table("actors/countries.tsv")
    return [{"code": row["iso3"], "until": date.fromisoformat(row["until"])} for row in rows if row["until"]]


@cache
def _plover_rows() -> dict[tuple[str, str | None], tuple[int, float]]:
    return {
        (row["event_type"], row["mode"] or None): (int(row["quad_code"]), float(row["score"]))
        for row in read_table("plover.tsv")
    }


@cache
def event_types() -> tuple[str, ...]:
    """The 16 PLOVER event types, in the manual's order."""
    return tuple(event_type for event_type, mode in _plover_rows() if mode is None)


@cache
def modes(event_type: str) -> tuple[str, ...]:
    """The modes that the manual gives an event type, in its order."""
    return tuple(mode for of_type, mode in _plover_rows() if of_type == event_type and mode)


def quad_code(event_type: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    >>> quad_code("SANCTION")
    4
    """
    return _plover_rows()[event_type, None][0]


SAYING_AHEAD = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT"})
"""Types that already say plan or condition: they take neither future nor hypothetical (codebook, auxiliary modes)."""


def is_material(event_type: str) -> bool:
    """Whether the type is something done (quads 2 and 4) rather than said."""
    return quad_code(event_type) % 2 == 0


def score(event_type: str, mode: str | None = None) -> float:
    """PLOVER's score of a type and mode, from -10 (conflict) to 10 (cooperation).

    >>> score("CONSULT", "visit")
    4.0
    """
    return _plover_rows()[event_type, mode][1]


def is_valid(event_type: str, mode: str | None) -> bool:
    """Whether PLOVER has this type with this mode (or without one)."""
    return (event_type, mode) in _plover_rows()
