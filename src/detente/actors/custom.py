"""Actor tables of one's own: tab-separated (.tsv), comma-separated (.csv) or TOML files with the columns of the bundled tables.

A TSV or CSV file holds one table, told by its header, which may lack columns that a row need not have, or by its name where the header
suits several; a TOML file holds any number, as `[[groups]]`, `[[leaders]]` and so on, where columns without value may be left out.
Mistakes are named with file, line and field.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.actors.names import key_of
from detente.actors.rows import COLUMNS, NEEDED, KnowledgeError, Row, read_file, read_text

OFFICES_OF_ONE = ("hos", "hog", "fm", "dm", "vp", "sg")
COLLEGIAL = frozenset({"AND", "BIH", "CHE", "SMR"})
"""States with several heads at a time."""
USUAL = (*dict.fromkeys(["groups", "leaders", "organisations", *COLUMNS]),)
"""Tables, those that users have most first."""
HEADING = re.compile(r"^\s*\[\[\s*([\w-]+)\s*\]\]")


def read_custom(path: Path) -> dict[str, list[Row]]:
    """Rows of a custom file by table. Raises KnowledgeError."""
    if path.suffix.lower() == ".toml":
        return _read_toml(path)
    header, rows = _read_csv(path) if path.suffix.lower() == ".csv" else read_file(path)
    table = _table_of(path, header)
    empty = dict.fromkeys(COLUMNS[table], "")
    return {table: [replace(row, fields={**empty, **row.fields}) for row in rows]}


def _table_of(path: Path, header: list[str]) -> str:
    """The table of a header: that with just these columns, else the only one or the one named like the file that they suffice for."""
    given = set(header)
    exact = next((name for name, columns in COLUMNS.items() if set(columns) == given), None)
    fitting = [name for name, columns in COLUMNS.items() if given <= set(columns) and given >= set(NEEDED[name])]
    named = next((name for name in COLUMNS if path.stem.lower().startswith(name)), None)
    table = exact or (named if named in fitting else fitting[0] if len(fitting) == 1 else None)
    if table is not None:
        return table
    if fitting:
        files = " or ".join(f"{name}{path.suffix}" for name in fitting)
        raise KnowledgeError(
            f"{path}: columns {' '.join(header)} fit {' and '.join(fitting)}: call the file {files}, or add the columns of one"
        )
    raise KnowledgeError(f"{path}: {_misfit(header, named)}")


def _misfit(header: list[str], named: str | None) -> str:
    """Why a header is that of no table: what the table that is most like it needs, or does not have."""
    given = set(header)
    table = named or max(USUAL, key=lambda name: len(given & set(COLUMNS[name])) - len(given - set(COLUMNS[name])))
    if not given & set(COLUMNS[table]):
        return f"columns {' '.join(header)} belong to no table: known are {' '.join(COLUMNS)}"
    missing = [column for column in NEEDED[table] if column not in given]
    optional = " ".join(column for column in COLUMNS[table] if column not in NEEDED[table])
    needs = f"a table of {table} needs {' '.join(NEEDED[table])}" + (f", and may have {optional}" if optional else "")
    if missing:
        return f"column '{missing[0]}' is missing: {needs}"
    return f"column '{next(column for column in header if column not in COLUMNS[table])}' is none of {table}: {needs}"


def _read_csv(path: Path) -> tuple[list[str], list[Row]]:
    reader = csv.reader(read_text(path).splitlines(keepends=True), strict=True)
    header: list[str] = []
    rows: list[Row] = []
    try:
        for fields in reader:
            if not any(field.strip() for field in fields) or fields[0].startswith("#"):
                continue
            if not header:
                header = [field.strip() for field in fields]
            elif len(fields) != len(header):
                raise KnowledgeError(
                    f"{path}:{reader.line_num}: {len(fields)} fields where the header has {len(header)}: {','.join(fields)[:60]!r}"
                )
            else:
                rows.append(Row(dict(zip(header, map(str.strip, fields), strict=True)), path, reader.line_num))
    except csv.Error as error:
        raise KnowledgeError(f"{path}:{reader.line_num}: {error}") from error
    return header, rows


def _read_toml(path: Path) -> dict[str, list[Row]]:
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    lines = text.splitlines()
    found: dict[str, list[Row]] = {}
    for table, items in data.items():
        starts = [number for number, line in enumerate(lines) if (m := HEADING.match(line)) and m[1] == table]
        if table not in COLUMNS or not isinstance(items, list) or len(starts) != len(items):
            raise KnowledgeError(
                f"{path}: '{table}' is no table: known are {' '.join(f'[[{name}]]' for name in COLUMNS)}"
            )
        found[table] = [_toml_row(path, table, item, lines, at) for item, at in zip(items, starts, strict=True)]
    return found


def _toml_row(path: Path, table: str, item: Mapping[str, Any], lines: list[str], at: int) -> Row:
    """One `[[table]]` as a row; each field keeps the line where it stands."""
    places: dict[str, int] = {}
    for number, line in enumerate(lines[at + 1 :], at + 2):
        if HEADING.match(line):
            break
        if match := re.match(r"\s*\"?([\w-]+)\"?\s*=", line):
            places.setdefault(match[1], number)
    row = Row(dict.fromkeys(COLUMNS[table], ""), path, at + 1, places)
    for key in item:
        if key not in COLUMNS[table]:
            raise row.error(key, f"is no column of {table}: {' '.join(COLUMNS[table])}")
    return Row({**row.fields, **{key: _as_text(value, key, row) for key, value in item.items()}}, path, at + 1, places)


def _as_text(value: object, key: str, row: Row) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise row.error(key, f"{value!r} is neither text, a list of texts, a year nor a date")
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def override_terms(custom: list[Row], bundled: list[Row]) -> list[Row]:
    """The bundled terms of office that custom ones leave: without the same person's at that time, and closed where a successor is told."""
    own: dict[tuple[str, str, str], list[Row]] = {}
    for row in custom:
        own.setdefault((key_of(row["name"]), row["iso3"], row["office"]), []).append(row)
    begun: dict[tuple[str, str], list[date]] = {}
    for row in custom:
        if row["office"] in OFFICES_OF_ONE and row["iso3"] not in COLLEGIAL and (since := row.since()):
            begun.setdefault((row["iso3"], row["office"]), []).append(since)
    kept = [
        row
        for row in bundled
        if not any(_overlap(row, other) for other in own.get((key_of(row["name"]), row["iso3"], row["office"]), ()))
    ]
    return [_closed(row, begun.get((row["iso3"], row["office"]), [])) for row in kept]


def _overlap(one: Row, other: Row) -> bool:
    """Whether two terms have a day in common."""
    return (one.since() or date.min) <= (other.until() or date.max) and (other.since() or date.min) <= (
        one.until() or date.max
    )


def _closed(row: Row, begun: list[date]) -> Row:
    """An open term, ended on the day before the first custom one that began after it."""
    since = row.since()
    later = [day for day in begun if since is None or day > since]
    if row["until"] or not later:
        return row
    return Row({**row.fields, "until": (min(later) - timedelta(days=1)).isoformat()}, row.path, row.line)
