"""Events -> JSON Lines, CSV or Parquet, coded pages -> a table to read, on stdout or in a file.

A file appears only when it is complete: it is written beside its place and renamed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from detente import tables
from detente.records import Actor, Event, Outcome, Story
from detente.wording import counted, days_in_figures

ROWS_PER_GROUP = 10_000
Record = TypeVar("Record")


def write_events(events: Iterable[Event], *, output_format: str, output: Path | None = None) -> None:
    """Write events in one of the formats jsonl, csv, parquet."""
    if output_format in COLUMNS:
        write_columns(events, Event, output_format=output_format, output=output)
        return
    with opened(output) as stream:
        _write_jsonl(events, stream)


def write_columns(
    records: Iterable[Record], record_type: type[Record], *, output_format: str, output: Path | None = None
) -> None:
    """Write records of one type in one of COLUMNS."""
    with opened(output) as stream:
        COLUMNS[output_format](records, record_type, stream)


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """A stream to a file that appears only when all is written, or to stdout."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(f".{output.name}.{os.getpid()}.partial")
    try:
        stream = partial.open("wb")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from error  # by the name that the user gave
    try:
        with stream:
            yield stream
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def _write_jsonl(events: Iterable[Event], stream: BinaryIO) -> None:
    for event in events:
        stream.write(json.dumps(tables.to_json(event), ensure_ascii=False).encode() + b"\n")


def _write_csv(records: Iterable[Record], record_type: type[Record], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, fieldnames=tables.flat_columns(record_type), lineterminator="\n")
    writer.writeheader()
    writer.writerows(tables.to_flat(record) for record in records)
    text.detach()


def _write_parquet(records: Iterable[Record], record_type: type[Record], stream: BinaryIO) -> None:
    import pyarrow.parquet as pq

    schema = tables.schema(cast("Hashable", record_type))
    with pq.ParquetWriter(stream, schema) as writer:
        rows: list[Record] = []
        for record in records:
            rows.append(record)
            if len(rows) == ROWS_PER_GROUP:
                writer.write_table(tables.to_table(record_type, rows))
                rows = []
        writer.write_table(tables.to_table(record_type, rows))


COLUMNS = {"csv": _write_csv, "parquet": _write_parquet}


def write_table(outcomes: Iterable[Outcome], *, output: Path | None = None) -> None:
    """Write each page's events under its name, title and day of publication: date, actors, what, to whom, and the words."""
    with opened(output) as stream:
        _write_table(outcomes, stream)


def _write_table(outcomes: Iterable[Outcome], stream: BinaryIO) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    on_terminal = stream is sys.stdout.buffer and sys.stdout.isatty()
    text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
    console = Console(file=text, width=None if on_terminal else 120, force_terminal=on_terminal, highlight=False)
    total, undated = 0, 0
    for story, events in ((each.story, each.events) for each in outcomes):
        if story is None or not events:
            continue
        title = f"[bold]{escape(story.source)}[/bold]\n{escape(_headline(story))}"
        table = Table(title=title, title_justify="left", title_style="none", expand=True, pad_edge=False)
        for name, ratio in (("date", 10), ("who", 16), ("did", 14), ("to whom", 16), ("evidence", 44)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for event in events:
            table.add_row(*(escape(cell) for cell in _cells(event)))
            total += 1
            undated += event.date is None
        console.print(table)
    console.print(counted(total, "event") + (f", {undated} without a date" if undated else ""))
    text.detach()


def _headline(story: Story) -> str:
    """What the page was read as: its title and when it was published, and how the day is known."""
    title = " ".join((story.title or "").split()) or "no title"
    if story.published is None:
        return f"{title} | no day of publication"
    return f"{title} | published {story.published} ({story.published_evidence or story.published_from})"


def _cells(event: Event) -> tuple[str, str, str, str, str]:
    act = event.event_type + (f" / {event.mode}" if event.mode else "")
    if event.auxiliary:
        act += f"\n({', '.join(event.auxiliary)})"
    evidence = event.sentence
    if event.attributed_to:
        evidence += f"\n- according to {event.attributed_to.name}"
    return _day(event), _names(event.actors), act, _names(event.recipients), evidence


def _day(event: Event) -> str:
    if event.date is None:
        return "?"
    return days_in_figures(event.date, event.enddate, event.date_precision)


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(" ".join(filter(None, (a.name, f"({_code(a)})" if _code(a) else ""))) for a in actors)


def _code(actor: Actor) -> str:
    return " ".join(filter(None, (actor.country, actor.sector)))
