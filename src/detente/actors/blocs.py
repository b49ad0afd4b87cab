"""States that news calls by their region or form: "the two Nordic countries", "the kingdom", "the former colonial power".

From data/actors/blocs.tsv; used to choose among the states of a story, never to add one, but where a group has just as many members as are
counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from detente import ontology


def _of_kind(kind: str) -> Mapping[str, frozenset[str]]:
    """The codes of each name of a kind; the longer names first ("west african" before "african")."""
    rows = [row for row in ontology.read_table("actors/blocs.tsv") if row["kind"] == kind]
    rows.sort(key=lambda row: -len(row["name"].split()))
    return {row["name"]: frozenset(row["codes"].split()) for row in rows}


BLOCS = _of_kind("region")
SORTS = _of_kind("sort")
"""States that a noun alone can mean."""
NOT_REPUBLICS = _of_kind("republic")["none"]
"""States that "the republic" hardly means today."""
CHAMBERS = _of_kind("chamber")
"""States whose parliament or one of its houses is called so."""
LACKING = _of_kind("lacking")
"""States that have no such office."""
LED = _of_kind("led")
"""Monarchies with a prime minister and parliamentary republics, by the year since which the head of government is "the leader"."""
EMPIRES = _of_kind("colonial")["power"]
"""States that had colonies: "the former colonial power", and not "the former colony"."""


def members(keys: list[str]) -> frozenset[str] | None:
    """The members of the region that folded words name; None where they name none.

    >>> sorted(members(["the", "three", "baltic", "states"]))
    ['EST', 'LTU', 'LVA']
    """
    words = f" {' '.join(keys)} "
    return next((codes for name, codes in BLOCS.items() if f" {name} " in words), None)


def is_sort(noun: str, code: str) -> bool:
    """Whether a noun can mean a state ("kingdom": Jordan, not France)."""
    if noun == "republic":
        return code not in NOT_REPUBLICS
    return code in SORTS.get(noun, frozenset({code}))


def is_led_by_government(code: str, day: date | None) -> bool:
    """Whether a state's leader is its head of government, not a monarch or a president who only represents it.

    >>> is_led_by_government("JPN", None), is_led_by_government("ESP", date(1970, 1, 1)), is_led_by_government("FRA", None)
    (True, False, False)
    """
    return any(code in codes and (day is None or day.year >= int(year)) for year, codes in LED.items())
