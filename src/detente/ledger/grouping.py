"""An open ledger -> which stories are reprints of which, and which events report one happening. All set work is SQL."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from detente import ontology
from detente.ledger.opening import run
from detente.ledger.signs import Signs, read_signs

WINDOW_DAYS = 2
"""Datelines and time zones move a report's day by one, a follow-up the next day by another."""
SPAN_DAYS = 31
"""An event that is dated to a month or longer reaches so far from its first day: what bounds how far a new event can matter."""
SPELL_DAYS = WINDOW_DAYS + 2
RARE_WORDS = 5
NEIGHBOURS = 6
"""A report looks for its like in the blocks of its rarest words and of its parties, at so many reports before it: the work is n log n."""
STORY_NEIGHBOURS = 4
TOWN = 4
"""PLOVER's resolution of places from which on two different ones are two happenings."""
MANY_WORDS = 8
"""Content words from which on a report is long (see `length` in data/happening_signs.tsv): most news sentences have more."""

GONE_SCHEMA = pa.schema([("code", pa.string()), ("until", pa.date32())])


def is_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether origins and happenings cover all that is stored, worked out by this DuckDB (whose hashes may differ in another)."""
    state = connection.execute("select batch, engine from derived.state").fetchall()
    ((last,),) = connection.execute("select coalesce(max(batch), 0) from store.batches").fetchall()
    return last == 0 or state == [(last, duckdb.__version__)]


def group(connection: duckdb.DuckDBPyConnection, signs: Signs | None = None) -> None:
    """Work out origins and happenings around what was added since the last time; around everything the first time.

    `signs`: the bundled ones by default. The result is that of working out everything. Only the last step is a transaction:
    DuckDB plans badly around temporary tables that are not committed yet.
    """
    since = _since(connection)
    group_stories(connection, since)
    _group_events(connection, since, signs or read_signs())
    _find_evidence(connection, since)
    connection.execute("begin")
    run(connection, "derived", since=since, engine=duckdb.__version__, now=datetime.now(UTC))
    connection.execute("commit")


def _since(connection: duckdb.DuckDBPyConnection) -> int:
    """The last batch that is grouped; 0 if everything must be. Another version of DuckDB may hash otherwise."""
    state = connection.execute("select batch, engine from derived.state").fetchall()
    if len(state) == 1 and state[0][1] == duckdb.__version__:
        return int(state[0][0])
    connection.execute("delete from derived.sketches")
    connection.execute("delete from derived.buckets")
    return 0


def group_stories(connection: duckdb.DuckDBPyConnection, since: int) -> None:
    """Near-duplicates, into the temporary tables `new_origins` and `moved_origins`."""
    run(connection, "sketches")
    connection.execute("begin")
    run(connection, "sketches_end")
    connection.execute("commit")
    run(connection, "origins", since=since, neighbours=STORY_NEIGHBOURS)
    to_roots(connection)
    run(connection, "origins_end", since=since)


def _group_events(connection: duckdb.DuckDBPyConnection, since: int, signs: Signs) -> None:
    """Happenings, into the temporary tables `new_happening_events`, `gone` and `touched_happenings`."""
    compare(connection, since, signs)
    to_roots(connection)
    run(connection, "happenings_cut", spell_days=SPELL_DAYS)
    to_roots(connection)
    run(connection, "happenings_end", since=since, spell_days=SPELL_DAYS)


def compare(connection: duckdb.DuckDBPyConnection, since: int, signs: Signs) -> None:
    """Which reports are alike and hang together, into the temporary tables `signs`, `likenesses`, `members` and `forest`."""
    run(
        connection,
        "happenings",
        since=since,
        window_days=WINDOW_DAYS,
        span_days=SPAN_DAYS,
        rare_words=RARE_WORDS,
        neighbours=NEIGHBOURS,
        town=TOWN,
        many_words=MANY_WORDS,
        **signs.parameters(),
    )


def _find_evidence(connection: duckdb.DuckDBPyConnection, since: int) -> None:
    """Evidence of standing facts among the events that came since the last refresh; all of them if the rules have changed."""
    if not since:
        connection.execute("delete from derived.evidence")
    connection.execute("create or replace temp table new_evidence as select * from derived.evidence limit 0")
    answer = connection.execute("select * from derived.standing_rules")
    names = [column[0] for column in answer.description or ()]
    rules = [dict(zip(names, rule, strict=True)) for rule in answer.fetchall()]
    connection.register("gone_states", pa.Table.from_pylist(ontology.gone_states(), schema=GONE_SCHEMA))
    run(connection, "acts", since=since, codes=ontology.state_codes())
    connection.unregister("gone_states")
    new = {kind for (kind,) in connection.execute("select distinct event_type from fact_acts").fetchall()}
    for rule in rules:
        if rule["event_type"] in new:
            run(connection, "standing", **rule)
    connection.execute("drop table fact_acts")


def to_roots(connection: duckdb.DuckDBPyConnection) -> None:
    """Follow the temporary table `forest` until every parent is a root."""
    moved = True
    while moved:
        run(connection, "jump")
        moved = connection.execute("select moved > 0 from forest_moved").fetchall() == [(True,)]
