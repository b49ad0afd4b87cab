"""Export rows -> events with the two days that a ledger knows beside their own: what `csv` and `parquet` hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.export.left_out import Tally, kept
from detente.export.rows import ExportRow
from detente.records import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent(Event):
    """An event as a ledger has it. `date` is empty where no words give the day: no other day stands in for it."""

    published: date | None
    """Day of publication of its story; null if unknown."""
    known_on: date
    """Day on which it became known: of publication, else of the crawl, else of the add."""


def events(rows: Iterable[ExportRow], tally: Tally) -> Iterator[LedgerEvent]:
    """All events, one a row."""
    for row in kept(rows, tally):
        tally.rows += 1
        yield LedgerEvent(
            **{name: getattr(row.event, name) for name in Event.__dataclass_fields__},
            published=row.published if row.is_published else None,
            known_on=row.known_on,
        )
