"""An open ledger -> which stories are reprints of which, and which events report one happening. All set work is SQL."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from detente.ledger.opening import run

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

AKIN = 0.5
"""What a word of the same family ("diplomat", "envoy") counts for beside the same word."""

# What two reports have in common, in points: of a grid the highest F1 on tests/cases/happenings/rewritten.txt (0.94) among those that leave
# 95 % of its one-report happenings alone. With LEAST 2.4 or 2.8 F1 there is 0.94 and 0.91.
WORDS = 8.0
SAME_CODE = 1.5
LIKE_CODE = 1.0
SAME_DAY = 1.0
LATER = 0.75
SAME_PLACE = 0.75
CROWDED = 0.2
LEAST = 2.6
SAME_STORY_LEAST = 4.5
"""Within a story two sentences of one kind are more often two happenings than one."""


def is_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether origins and happenings cover all that is stored, worked out by this DuckDB (whose hashes may differ in another)."""
    state = connection.execute("select batch, engine from derived.state").fetchall()
    ((last,),) = connection.execute("select coalesce(max(batch), 0) from store.batches").fetchall()
    return last == 0 or state == [(last, duckdb.__version__)]


def group(connection: duckdb.DuckDBPyConnection) -> None:
    """Work out origins and happenings around what was added since the last time; around everything the first time.

    The result is that of working out everything. Only the last step is a transaction: DuckDB plans badly around temporary
    tables that are not committed yet.
    """
    since = _since(connection)
    group_stories(connection, since)
    _group_events(connection, since)
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


def _group_events(connection: duckdb.DuckDBPyConnection, since: int) -> None:
    """Happenings, into the temporary tables `new_happening_events`, `gone` and `touched_happenings`."""
    run(
        connection,
        "happenings",
        since=since,
        window_days=WINDOW_DAYS,
        span_days=SPAN_DAYS,
        rare_words=RARE_WORDS,
        akin=AKIN,
        neighbours=NEIGHBOURS,
        town=TOWN,
        words=WORDS,
        same_code=SAME_CODE,
        like_code=LIKE_CODE,
        same_day=SAME_DAY,
        later=LATER,
        same_place=SAME_PLACE,
        crowded=CROWDED,
        least=LEAST,
        same_story_least=SAME_STORY_LEAST,
    )
    to_roots(connection)
    run(connection, "happenings_cut", spell_days=SPELL_DAYS)
    to_roots(connection)
    run(connection, "happenings_end", since=since, spell_days=SPELL_DAYS)


def _find_evidence(connection: duckdb.DuckDBPyConnection, since: int) -> None:
    """Evidence of standing facts among the events that came since the last refresh; all of them if the rules have changed."""
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
