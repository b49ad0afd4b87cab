"""The ledger's tables as a folder of Parquet: written from an open ledger, opened as a read-only one with the same views.

A table is a folder `SCHEMA.TABLE`; what has a date lies in `month=YYYY-MM` folders below it (the event's month, else that of the report),
which DuckDB, Spark and R arrow read as a partitioned data set. Tables without rows have no folder.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from detente.ledger.faults import LedgerError
from detente.ledger.opening import SCHEMA_VERSION, migrate

MONTHS = {
    "store.stories": "known_on",
    "store.versions": "known_on",
    "store.events": "coalesce(date, known_on)",
    "store.dyads": "date",
    "derived.happenings": "date",
    "derived.evidence": "date",
    "imported.events": "coalesce(date, known_on)",
}
"""What a table is partitioned by; the others are one file."""
ORDERS = {"store.dyads": "pair, date", "derived.evidence": "pair, date"}
"""Rows that are asked for together lie together, as in the file."""
VERSION = "main.migrations"
BEFORE = {"is_dated": "true"}
"""What a column has for the rows of folders that are older than it, where that is not null: days were taken as they stood."""


def write_folder(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write all tables; the folder appears only when it is complete. Raises LedgerError if there is one already."""
    if folder.exists():
        raise LedgerError(f"{folder}: exists already; remove it or write to another folder")
    if not folder.parent.is_dir():
        raise LedgerError(f"{folder}: its folder does not exist; create {folder.parent} first")
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    partial.mkdir()
    try:
        for name in _tables(connection):
            _write_table(connection, name, partial / name)
        partial.replace(folder)
    except duckdb.Error as error:
        raise LedgerError(f"{folder}: cannot be written ({str(error).splitlines()[0]})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("select schema_name, table_name from duckdb_tables() where not temporary order by all")
    return [f"{schema}.{table}" for schema, table in rows.fetchall()]


def _write_table(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    ((rows,),) = connection.execute(f"select count(*) from {name}").fetchall()  # noqa: S608 (names of our own tables)
    if not rows:
        return
    month = MONTHS.get(name)
    if month is None:
        folder.mkdir()
        target = _quoted(folder / "part-0.parquet")
        connection.execute(f"copy {name} to {target} (format parquet, compression zstd)")
        return
    select = f"select *, strftime({month}, '%Y-%m') as month from {name}"  # noqa: S608
    order = f" order by {ORDERS[name]}" if name in ORDERS else ""
    options = "format parquet, compression zstd, partition_by (month), filename_pattern 'part-{i}'"
    connection.execute(f"copy ({select}{order}) to {_quoted(folder)} ({options})")


def open_folder(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection whose tables are the folder's files, with the views of a ledger; raises LedgerError."""
    connection = duckdb.connect()
    try:
        migrate(connection, 0)
        for name in _tables(connection):
            _stand_in(connection, name, folder / name)
        _check_version(connection, folder)
    except duckdb.Error as error:
        connection.close()
        raise LedgerError(f"{folder}: not a ledger that can be opened ({str(error).splitlines()[0]})") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _stand_in(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Put a view of the files in the table's place; columns that an older folder lacks are null."""
    if not folder.is_dir():
        if name == VERSION:
            raise LedgerError(f"{folder.parent}: a folder, but no ledger of Detente's ('detente export' makes one)")
        return
    files = _quoted(folder / "**" / "*.parquet")
    source = f"read_parquet({files}, hive_partitioning = false, union_by_name = true)"
    there = {column: kind for column, kind, *_ in connection.execute(f"describe from {source}").fetchall()}
    # No cast where none is needed: DuckDB pushes no filter through one.
    columns = [
        f'"{column}"' if there.get(column) == kind else f'{_value(column, there)}::{kind} as "{column}"'
        for column, kind, *_ in connection.execute(f"describe {name}").fetchall()
    ]
    connection.execute(f"drop table {name}")
    connection.execute(f"create view {name} as select {', '.join(columns)} from {source}")  # noqa: S608


def _value(column: str, there: dict[str, str]) -> str:
    return f'"{column}"' if column in there else BEFORE.get(column, "null")


def _check_version(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    ((version,),) = connection.execute("select max(version) from migrations").fetchall()
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"{folder}: written by a newer Detente (schema {version}, this one knows {SCHEMA_VERSION}); update Detente"
        )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
