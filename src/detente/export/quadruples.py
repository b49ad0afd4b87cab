"""Quadruples for temporal knowledge graphs: subject, relation, object, day; tab separated, no header, each once.

Subjects and objects are states or entities, relations are PLOVER's type and mode. Planned, hypothetical and denied events are left out, and
those whose day nobody told: the day is what such a graph is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.export.left_out import NO_PAIR, NO_TYPE, NOT_FACT, REPEATED, UNDATED, Tally, kept
from detente.export.rows import ExportRow, pairs, party

COLUMNS = ("subject", "relation", "object", "time")


def events(rows: Iterable[ExportRow], tally: Tally | None = None) -> Iterator[dict[str, str]]:
    """The quadruples, by day."""
    tally = tally or Tally()
    seen: set[tuple[str, ...]] = set()
    day = None
    for row in kept(rows, tally, NOT_FACT, NO_TYPE, UNDATED, NO_PAIR):
        if row.day != day:
            seen, day = set(), row.day
        new = [each for each in dict.fromkeys(_quadruples(row)) if each not in seen]
        tally.left_out[REPEATED] += not new
        seen.update(new)
        yield from (dict(zip(COLUMNS, values, strict=True)) for values in new)


def _quadruples(row: ExportRow) -> Iterator[tuple[str, ...]]:
    relation = row.event.event_type + (f"/{row.event.mode}" if row.event.mode else "")
    for pair in pairs(row):
        if pair.actor is not None and pair.recipient is not None:
            yield party(pair.actor), relation, party(pair.recipient), row.day.isoformat()
