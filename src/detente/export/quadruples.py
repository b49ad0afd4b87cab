"""Quadruples for temporal knowledge graphs: subject, relation, object, day; tab separated, no header, each once.

Subjects and objects are states or entities, relations are PLOVER's type and mode; planned, hypothetical and denied events are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.export.rows import ExportRow, pairs, party

COLUMNS = ("subject", "relation", "object", "time")


def events(rows: Iterable[ExportRow]) -> Iterator[dict[str, str]]:
    """The quadruples, by day."""
    seen: set[tuple[str, ...]] = set()
    day = None
    for row in rows:
        if row.day != day:
            seen, day = set(), row.day
        relation = row.event.event_type + (f"/{row.event.mode}" if row.event.mode else "")
        for pair in pairs(row):
            if not row.is_fact or not row.event.event_type or pair.actor is None or pair.recipient is None:
                continue
            values = (party(pair.actor), relation, party(pair.recipient), row.day.isoformat())
            if values not in seen:
                seen.add(values)
                yield dict(zip(COLUMNS, values, strict=True))
