"""A DuckDB file -> an open ledger of the current schema version, or a LedgerError that says what is wrong and what to do.

One process may have the file open for writing, or any number for reading only; DuckDB's rule, not ours.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from detente import ontology, tables
from detente.datasets.rows import SCHEMA as DATA_SCHEMA
from detente.ledger import signs, words
from detente.ledger.corrections import Correction
from detente.ledger.faults import LedgerError, explained, first_line
from detente.ledger.scripts import statements
from detente.records import Event, Story

SCHEMA_VERSION = 10
RETRY_S = 0.05
CHECKPOINT = "256MB"
"""How much may wait in the write-ahead log: a bulk load with DuckDB's 16 MB spends a third of its time on checkpoints."""
UNOPENED = "not a ledger that can be opened"
MAGIC_AT, MAGIC = 8, b"DUCK"
"""What every DuckDB file has after its checksum."""
_HOLDER = re.compile(r"\(PID (\d+)\)")


def open_file(path: Path, *, read_only: bool, wait_s: float) -> duckdb.DuckDBPyConnection:
    """A connection to a ledger of the current schema version; waits up to `wait_s` seconds for another process to let go."""
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: its folder does not exist; create {path.parent} first")
    if read_only and not path.exists():
        raise LedgerError(f"{path}: no such file; 'detente add' makes one")
    if path.is_file() and not _is_duckdb(path):
        raise LedgerError(
            f"{path}: not a ledger, nor any other DuckDB file; give the file that 'detente add' made, or a new name to add to"
        )
    connection = _connect(path, read_only=read_only, until=time.monotonic() + wait_s)
    try:
        _prepare(connection, path, read_only=read_only)
    except duckdb.Error as error:
        connection.close()
        raise explained(path, error, UNOPENED) from error
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def kept_if_filled(path: Path) -> Iterator[None]:
    """A ledger that is made within the context and gets nothing in it leaves no file behind, however the context ends."""
    was_there = path.exists()
    try:
        yield
    finally:
        if not was_there and path.exists() and _is_empty(path):
            path.unlink()
            path.with_name(path.name + ".wal").unlink(missing_ok=True)


def _is_empty(path: Path) -> bool:
    """Whether a ledger has no batch; False where another process has it open, or it cannot be told."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            batches = "select (select count(*) from store.batches) + (select count(*) from imported.batches)"
            return connection.execute(batches).fetchall() == [(0,)]
    except duckdb.Error:
        return False


def _is_duckdb(path: Path) -> bool:
    """Whether a file begins as DuckDB's do; True where it may not be read, which DuckDB then tells.

    DuckDB itself opens a CSV, JSON or Parquet file as a database in memory: what is added there is lost when it is closed.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAGIC_AT + len(MAGIC))[MAGIC_AT:] == MAGIC
    except OSError:
        return True


def _connect(path: Path, *, read_only: bool, until: float) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config={"checkpoint_threshold": CHECKPOINT})
        except duckdb.IOException as error:
            if "set lock" not in first_line(error):
                raise explained(path, error, UNOPENED) from error
            if time.monotonic() >= until:
                raise LedgerError(_held(path, error)) from error
            time.sleep(RETRY_S)
        except duckdb.Error as error:
            raise explained(path, error, UNOPENED) from error


def _held(path: Path, error: Exception) -> str:
    holder = _HOLDER.search(str(error))
    process = f"process {holder[1]}" if holder else "another process"
    return (
        f"{path}: {process} has it open; a ledger has one writing process, or any number of read-only ones. "
        f"Wait for it to end, or give wait_s (--wait on the command line)"
    )


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    version = schema_version(connection)
    if version is None and (read_only or _has_tables(connection)):
        raise LedgerError(f"{path}: a DuckDB file, but no ledger of Detente's")
    if version is not None and version > SCHEMA_VERSION:
        raise LedgerError(
            f"{path}: written by a newer Detente (schema {version}, this one knows {SCHEMA_VERSION}); update Detente"
        )
    if read_only:
        if version != SCHEMA_VERSION:
            raise LedgerError(
                f"{path}: schema {version}, this Detente needs {SCHEMA_VERSION}; open it once for writing to migrate it"
            )
        return
    if version != SCHEMA_VERSION or not _is_current(connection):
        migrate(connection, version or 0)


def schema_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The schema version of an open file; None where it is no ledger."""
    found = connection.execute("select 1 from duckdb_tables() where table_name = 'migrations'").fetchall()
    if not found:
        return None
    ((version,),) = connection.execute("select max(version) from migrations").fetchall()
    return int(version)


def _definitions() -> str:
    """A digest of all that the file's views and columns follow from."""
    columns = f"{tables.schema(Story)}{tables.schema(Event)}{DATA_SCHEMA}{tables.schema(Correction)}"
    return hashlib.sha256(
        f"{statements('counts')}{statements('views')}{columns}{_rules()}{words.digest()}{signs.digest()}".encode()
    ).hexdigest()


def _rules() -> list[dict[str, str]]:
    return ontology.read_table("standing_facts.tsv")


def _store_frequencies(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from derived.word_frequencies")
    connection.execute("insert into derived.word_frequencies by name select * from frequency_rows")


def _store_rules(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the rules of standing facts into the file; what followed from others is worked out again at the next refresh."""
    days = ("lapse_days", "again_days")
    rules = pa.Table.from_pylist(
        [{**rule, **{each: int(rule[each] or 0) or None for each in days}} for rule in _rules()]
    )
    connection.register("rule_rows", rules)
    connection.execute("delete from derived.standing_rules")
    connection.execute("insert into derived.standing_rules by name select * from rule_rows")
    connection.execute("delete from derived.state")
    connection.unregister("rule_rows")


def _is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("select comment from duckdb_views() where view_name = 'events'").fetchall()
    return found == [(_definitions(),)]


def _has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute("select 1 from duckdb_tables() limit 1").fetchall())


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a file from `version` (0: empty) to SCHEMA_VERSION and its views up to date, in one transaction."""
    connection.execute("begin")
    with row_shapes(connection):
        take_steps(connection, version, SCHEMA_VERSION)
        _add_new_columns(connection)
        run(connection, "counts")
        run(connection, "views")
        run(connection, "contradictions")
        _store_frequencies(connection)
        _store_rules(connection)
        connection.execute(f"comment on view events is '{_definitions()}'")
        connection.execute("commit")


@contextmanager
def row_shapes(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Empty tables of the records' columns, and the frequencies of words, under the names that the migrations use."""
    shapes = {
        "story_rows": tables.schema(Story).empty_table(),
        "event_rows": tables.schema(Event).empty_table(),
        "data_rows": DATA_SCHEMA.empty_table(),
        "correction_rows": tables.schema(Correction).empty_table(),
        "frequency_rows": words.word_rows(),
    }
    for name, shape in shapes.items():
        connection.register(name, shape)
    yield
    for name in shapes:
        connection.unregister(name)


def take_steps(connection: duckdb.DuckDBPyConnection, version: int, last: int) -> None:
    """Run the migrations after `version` up to `last`, in the caller's transaction and within `row_shapes`."""
    connection.execute("create table if not exists migrations (version bigint, applied_at timestamptz)")
    for step in range(version + 1, last + 1):
        run(connection, f"migration_{step}")
        connection.execute("insert into migrations values (?, ?)", [step, datetime.now(UTC)])


def _add_new_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """A field that the records have gained since the file was made becomes a column, empty for what is there already."""
    for table, source in (
        ("store.stories", "story_rows"),
        ("store.events", "event_rows"),
        ("imported.events", "data_rows"),
        ("store.corrections", "correction_rows"),
    ):
        there = {name for name, *_ in connection.execute(f"describe {table}").fetchall()}
        for name, kind, *_ in connection.execute(f"describe {source}").fetchall():
            if name not in there:
                connection.execute(f'alter table {table} add column "{name}" {kind}')


def run(connection: duckdb.DuckDBPyConnection, script: str, **parameters: Any) -> None:  # noqa: ANN401 (SQL values)
    """Run the statements of a script, each with the parameters that it names."""
    for statement in statements(script):
        used = {name: value for name, value in parameters.items() if re.search(rf"\${name}\b", statement)}
        connection.execute(statement, used) if used else connection.execute(statement)
