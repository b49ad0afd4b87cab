"""A ledger -> a file in one of the formats, written whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from detente.export import flat, gdelt, icews, phoenix, plover, polecat, quadruples
from detente.export.left_out import UNDATED, Exported, Rule, Tally, exported, history, imprecise, unsure
from detente.export.rows import ExportRow, UndatedDay, data_set_rows, export_rows, with_days
from detente.records import DatePrecision
from detente.write import opened, write_columns

if TYPE_CHECKING:
    from detente.ledger import Ledger

_BREAKS = re.compile(r"[\t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A tab-separated format: its columns, whether they head the file, and what makes its rows."""

    columns: tuple[str, ...]
    has_header: bool
    rows: Callable[[Iterable[ExportRow], Tally | None], Iterator[dict[str, str]]]


TABLES = {
    "polecat": Table(columns=polecat.COLUMNS, has_header=True, rows=polecat.events),
    "icews": Table(columns=icews.COLUMNS, has_header=True, rows=icews.events),
    "gdelt": Table(columns=gdelt.COLUMNS, has_header=False, rows=gdelt.events),
    "gdelt2": Table(columns=gdelt.COLUMNS_2, has_header=False, rows=gdelt.events_2),
    "mentions": Table(columns=gdelt.MENTION_COLUMNS, has_header=False, rows=gdelt.mentions),
    "phoenix": Table(columns=phoenix.COLUMNS, has_header=False, rows=phoenix.events),
    "quadruples": Table(columns=quadruples.COLUMNS, has_header=False, rows=quadruples.events),
}
FAMILIES = dict.fromkeys(("gdelt", "gdelt2", "mentions"), ("gdelt", "gdelt2"))
"""Formats that number events alike."""
FOLDER = "ledger-parquet"
FORMATS = ("plover", *TABLES, "parquet", "csv", FOLDER)
HAPPENING_ROWS = ("gdelt", "gdelt2", "mentions", "phoenix")
"""Their rows are happenings, or reports of these."""
UNMARKED = tuple(TABLES)
"""They have no field for how exactly a day is known, nor for what is told as history."""
LOOSEST: DatePrecision = "period"
DAY_NEEDED = ("polecat", "icews", "gdelt", "gdelt2", "mentions", "phoenix")
"""They have no way to say that a day is unknown, and take one that is given. Quadruples take none: they are nothing without their day."""


def export(
    ledger: Ledger,
    *,
    output_format: str,
    output: Path | None = None,
    as_of: date | None = None,
    data_set: str | None = None,
    dated_only: bool = False,
    undated_day: UndatedDay | None = None,
    least_precision: DatePrecision = LOOSEST,
    least_confidence: float = 0.0,
    with_history: bool = True,
) -> Exported:
    """Write the ledger's events in one of FORMATS to a file, or to stdout; what was written and left out, with the reasons.

    `data_set`: those of an imported one instead. `dated_only`: without those whose day nobody told, which DAY_NEEDED leave out anyway
    unless `undated_day` gives them one: a day, or `published` for that of publication where it is known. `least_precision` leaves out
    those whose day is known less exactly (undated ones among them), `least_confidence` those less sure; formats with a row a happening
    ask for its most exact and its surest report. `ledger-parquet` writes all tables to a new folder instead, of all times and sets.
    """
    if undated_day is not None and (dated_only or output_format not in DAY_NEEDED):
        raise ValueError(f"undated_day is for {', '.join(DAY_NEEDED)}, and not with dated_only")
    if output_format == FOLDER:
        is_chosen = least_precision != LOOSEST or least_confidence > 0 or not with_history
        if output is None or as_of is not None or data_set is not None or dated_only or is_chosen:
            raise ValueError(f"{FOLDER} needs a folder as output and is whole: nothing can be left out")
        ledger.write_folder(output)
        return _whole(ledger)
    by_happening = output_format in HAPPENING_ROWS
    is_exact = least_precision != LOOSEST
    rules: tuple[tuple[Rule, bool], ...] = (
        (UNDATED, not by_happening and undated_day is None and (dated_only or is_exact)),
        (imprecise(least_precision, by_happening=by_happening), is_exact),
        (unsure(least_confidence, by_happening=by_happening), least_confidence > 0),
        (history(by_happening=by_happening), not with_history),
    )
    tally = Tally(rules=tuple(rule for rule, is_asked in rules if is_asked))
    if data_set is None:
        rows = export_rows(ledger, as_of=as_of)
    else:
        kin = FAMILIES.get(output_format, (output_format,))
        rows = data_set_rows(ledger, data_set, formats=kin, as_of=as_of)
    if undated_day is not None:
        rows = with_days(rows, undated_day=undated_day)
    if output_format in {"parquet", "csv"}:
        write_columns(flat.events(rows, tally), flat.LedgerEvent, output_format=output_format, output=output)
        return exported(output_format, tally)
    with opened(output) as stream:
        if output_format == "plover":
            for record in plover.records(rows, tally):
                stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
                tally.rows += 1
        else:
            _write_table(TABLES[output_format], rows, tally, stream)
    return exported(output_format, tally)


def _whole(ledger: Ledger) -> Exported:
    """The report of a folder, which leaves nothing out."""
    query = (
        "select count(*), count(*) filter (e.date is null), count(*) filter (e.date is null and s.published is null), "
        "count(*) filter (e.date is not null and e.date_precision <> 'day'), count(*) filter (list_contains(e.auxiliary, 'historical')) "
        "from events e join stories s on s.id = e.story_id"
    )
    ((events, undated, unpublished, coarse, historical),) = ledger.sql(query).fetchall()
    return Exported(
        output_format=FOLDER,
        events=events,
        rows=events,
        left_out=(),
        undated=undated,
        unpublished=unpublished,
        imprecise=coarse,
        historical=historical,
    )


def _write_table(table: Table, rows: Iterable[ExportRow], tally: Tally, stream: BinaryIO) -> None:
    """Tabs and line breaks within a value become spaces: the formats have no quoting."""
    if table.has_header:
        stream.write(("\t".join(table.columns) + "\n").encode())
    for row in table.rows(rows, tally):
        tally.rows += 1
        stream.write(("\t".join(_BREAKS.sub(" ", row[name]) for name in table.columns) + "\n").encode())
