"""What a user calls a party -> the party of the ledger: a code, an id, a party's own name, or a name that `actors find` knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from detente import ontology

if TYPE_CHECKING:
    from detente.actors import Candidate
    from detente.actors.knowledge import Knowledge
    from detente.ledger import Ledger

OFFERED = 6
"""Parties that an error about an ambiguous name lists."""


def party_named(text: str, *, ledger: Ledger, knowledge: Knowledge, on: date | None) -> str:
    """The party that the text means on the day; says on stderr what a name was taken for. Raises click's usage error."""
    from detente.actors import find_actors

    if text.upper() in _codes():
        return text.upper()
    if ":" in text or ledger.has_party(text):
        return text
    found = by_party(find_actors(text, knowledge=knowledge, on=on))
    if not found:
        raise click.UsageError(
            f"'{text}' is no code of a state (UKR), no id (org:nato), no party of this ledger, and nobody known by that name"
        )
    meant = [party for party, candidate in found.items() if is_itself(party, candidate)] or list(found)
    if len(meant) > 1:
        raise click.UsageError(f"'{text}' can be {_offered(found, meant)}: give the code or id")
    (party,) = meant
    click.echo(f"'{text}' is taken for {party}: {found[party].entity.name}", err=True)
    return party


def by_party(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    """The first candidate of each party; those that did not exist on the day only where there are no others."""
    from detente.export.rows import party

    listed = list(candidates)
    there = [each for each in listed if each.existed] or listed
    found: dict[str, Candidate] = {}
    for each in there:
        found.setdefault(party(each.entity), each)
    return found


def is_itself(party: str, candidate: Candidate) -> bool:
    """Whether the candidate is the party, and not somebody or something of it; a person is somebody of a state or body."""
    entity_id = candidate.entity.entity_id or ""
    return entity_id in (party, f"country:{party}") and not entity_id.startswith("person:")


def _offered(found: dict[str, Candidate], meant: Sequence[str]) -> str:
    words = [f"{party} ({found[party].entity.name})" for party in meant[:OFFERED]]
    rest = f" and {len(meant) - OFFERED} more" if len(meant) > OFFERED else ""
    return (" or ".join(words) if not rest else ", ".join(words)) + rest


def _codes() -> set[str]:
    return {row["iso3"] for row in ontology.read_table("actors/countries.tsv")}
