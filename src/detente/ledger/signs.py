"""The bundled table of signs -> what two reports' signs weigh when the ledger decides whether they report one happening."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from detente import ontology

TABLE = "happening_signs.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Points of each sign (natural logarithms of odds), and the codes and types that three of them are about."""

    base: float
    meaning: float
    words: float
    length: float
    number: float
    same_town: float
    other_deed: float
    later: float
    within_state: float
    lasting: float
    recurring: float
    one_party: float
    same_story: float
    closer_rival: float
    other_town: float
    lasting_codes: tuple[str, ...]
    recurring_types: tuple[str, ...]

    def parameters(self) -> dict[str, float | list[str]]:
        """By name, as the SQL has them."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


@cache
def read_signs() -> Signs:
    """The table."""
    rows = {row["sign"]: row for row in ontology.read_table(TABLE)}
    return Signs(
        **{name: float(row["points"]) for name, row in rows.items()},
        lasting_codes=tuple(rows["lasting"]["of"].split()),
        recurring_types=tuple(rows["recurring"]["of"].split()),
    )


def digest() -> str:
    """What tells one version of the table from another."""
    return hashlib.sha256((files("detente") / "data" / TABLE).read_bytes()).hexdigest()
