"""The site's SQL: a script of `sql/` and its parameters -> rows as records, by the names of their columns."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import duckdb

Row = TypeVar("Row")
_CONDITION = re.compile(r"^.*-- if (\w+)$\n?", re.MULTILINE)


@cache
def statement(script: str) -> str:
    """The one statement of `sql/SCRIPT.sql`."""
    return (files("detente.web") / "sql" / f"{script}.sql").read_text(encoding="utf-8").strip().removesuffix(";")


def statement_for(script: str, given: frozenset[str]) -> str:
    """A statement with those of its lines that end in `-- if NAME` for which a parameter of that name is given."""
    return _CONDITION.sub(lambda line: line[0] if line[1] in given else "", statement(script))


def rows(
    connection: duckdb.DuckDBPyConnection,
    script: str,
    record: type[Row],
    **parameters: Any,  # noqa: ANN401 (SQL values)
) -> tuple[Row, ...]:
    """All rows of a script's answer as records with those fields; lists become tuples."""
    answer = connection.execute(statement(script), parameters or None)
    names = [column[0] for column in answer.description or ()]
    return tuple(
        record(**{name: _frozen(value) for name, value in zip(names, row, strict=True)}) for row in answer.fetchall()
    )


def run(connection: duckdb.DuckDBPyConnection, script: str, **parameters: Any) -> None:  # noqa: ANN401
    """Run a script that makes or fills a temporary table."""
    connection.execute(statement(script), parameters or None)


def one(
    connection: duckdb.DuckDBPyConnection,
    script: str,
    record: type[Row],
    **parameters: Any,  # noqa: ANN401
) -> Row | None:
    """The first row, if there is one."""
    found = rows(connection, script, record, **parameters)
    return found[0] if found else None


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
