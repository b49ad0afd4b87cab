"""What a user calls a party -> the party of the ledger: a code, an id, a party's own name, or a name that `actors find` knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente import ontology

if TYPE_CHECKING:
    from detente.actors import Candidate
    from detente.actors.knowledge import Knowledge

OWN_KINDS = ("group:", "org:", "partial:")
"""Ids of those who can be parties beside states."""
OFFERED = 6
"""Parties that the refusal of an ambiguous name lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party, and whom the tables of actors call so; no name where the text was the party itself."""

    party: str
    name: str | None = None
    is_part: bool = False
    """Whether the one so called is no party of its own: the ledger counts what it does as the party's."""


class UnnamedError(ValueError):
    """A name that no party has, or several: which those are."""

    def __init__(self, words: str, offered: Sequence[Named] = ()) -> None:
        super().__init__(words)
        self.offered = tuple(offered)


def party_named(text: str, *, has_party: Callable[[str], bool], knowledge: Knowledge, on: date | None) -> Named:
    """The party that the text means on the day; raises UnnamedError. `has_party`: whether the ledger has a party of that very name."""
    from detente.actors import find_actors

    if text.upper() in _codes():
        return Named(party=text.upper())
    if ":" in text or has_party(text):
        return Named(party=text)
    found = by_party(find_actors(text, knowledge=knowledge, on=on), has_party=has_party)
    if not found:
        raise UnnamedError(
            f"'{text}' is no code of a state (UKR), no id (org:nato), no party of this ledger, and nobody known by that name"
        )
    meant = [party for party, candidate in found.items() if is_itself(party, candidate)] or list(found)
    offered = [
        Named(party=party, name=found[party].entity.name, is_part=not is_itself(party, found[party])) for party in meant
    ]
    if len(offered) > 1:
        raise UnnamedError(f"'{text}' can be {_listed(offered)}: give the code or id", offered)
    return offered[0]


def by_party(candidates: Iterable[Candidate], *, has_party: Callable[[str], bool]) -> Mapping[str, Candidate]:
    """The first candidate of each party; those that did not exist on the day only where there are no others."""
    listed = list(candidates)
    there = [each for each in listed if each.existed] or listed
    found: dict[str, Candidate] = {}
    for each in there:
        found.setdefault(_party_of(each, has_party), each)
    return found


def _party_of(candidate: Candidate, has_party: Callable[[str], bool]) -> str:
    """The group or body itself where the ledger has it as a party, on whatever day it fought for itself; else whom it stands for."""
    from detente.export.rows import party

    own = candidate.entity.entity_id or ""
    return own if own.startswith(OWN_KINDS) and has_party(own) else party(candidate.entity)


def is_itself(party: str, candidate: Candidate) -> bool:
    """Whether the candidate is the party, and not somebody or something of it; a person is somebody of a state or body."""
    entity_id = candidate.entity.entity_id or ""
    return entity_id in (party, f"country:{party}") and not entity_id.startswith("person:")


def _listed(offered: Sequence[Named]) -> str:
    words = [f"{each.party} ({each.name})" for each in offered[:OFFERED]]
    rest = f" and {len(offered) - OFFERED} more" if len(offered) > OFFERED else ""
    return (" or ".join(words) if not rest else ", ".join(words)) + rest


def _codes() -> set[str]:
    return {row["iso3"] for row in ontology.read_table("actors/countries.tsv")}
