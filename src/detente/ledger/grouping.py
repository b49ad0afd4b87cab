"""An open ledger -> which stories are reprints of which, and which events report one happening. All set work is SQL."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from detente.ledger.opening import run

WINDOW_DAYS = 2
"""Datelines and time zones move a report's day by one, a follow-up the next day by another."""
RARE_TOKENS = 5
NEIGHBOURS = 6
"""A report looks for its like in the blocks of its rarest tokens, at so many reports before it: the work is n log n."""
SIMILARITY = 0.42
SAME_STORY_SIMILARITY = 0.6
"""Within a story two sentences of one kind are more often two happenings than one."""


def is_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether origins and happenings cover all that is stored, worked out by this DuckDB (whose hashes may differ in another)."""
    state = connection.execute("select batch, engine from derived.state").fetchall()
    ((last,),) = connection.execute("select coalesce(max(batch), 0) from store.batches").fetchall()
    return last == 0 or state == [(last, duckdb.__version__)]


def group(connection: duckdb.DuckDBPyConnection) -> None:
    """Work out origins and happenings for the whole store.

    Only the last step is a transaction: DuckDB plans badly around temporary tables that are not committed yet.
    """
    # Another version of DuckDB may hash otherwise.
    engines = connection.execute("select engine from derived.state").fetchall()
    if engines != [(duckdb.__version__,)]:
        connection.execute("delete from derived.sketches")
    run(connection, "origins")
    to_roots(connection)
    run(connection, "origins_end")
    run(
        connection,
        "happenings",
        window_days=WINDOW_DAYS,
        rare_tokens=RARE_TOKENS,
        neighbours=NEIGHBOURS,
        similarity=SIMILARITY,
        same_story_similarity=SAME_STORY_SIMILARITY,
    )
    to_roots(connection)
    run(connection, "happenings_end", window_days=WINDOW_DAYS)
    _find_evidence(connection)
    connection.execute("begin")
    run(connection, "derived", engine=duckdb.__version__, now=datetime.now(UTC))
    run(connection, "contradictions")
    connection.execute("commit")


def _find_evidence(connection: duckdb.DuckDBPyConnection) -> None:
    """Evidence of standing facts among the events that came since the last refresh; all of them if the rules have changed."""
    ((since,),) = connection.execute("select coalesce(max(batch), 0) from derived.state").fetchall()
    if not since:
        connection.execute("delete from derived.evidence")
    connection.execute("create or replace temp table new_evidence as select * from derived.evidence limit 0")
    answer = connection.execute("select * from derived.standing_rules")
    names = [column[0] for column in answer.description or ()]
    for rule in answer.fetchall():
        run(connection, "standing", since=since, **dict(zip(names, rule, strict=True)))


def to_roots(connection: duckdb.DuckDBPyConnection) -> None:
    """Follow the temporary table `forest` until every parent is a root."""
    moved = True
    while moved:
        run(connection, "jump")
        moved = connection.execute("select moved > 0 from forest_moved").fetchall() == [(True,)]
