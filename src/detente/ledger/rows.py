"""Coded stories -> the Arrow tables of one batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from detente import tables
from detente.records import Coded, Event, Story

VERSION_SCHEMA = pa.schema(
    [
        pa.field("page", pa.string()),
        pa.field("story_id", pa.string()),
        *(tables.schema(Story).field(name) for name in ("source", "url", "publisher", "published", "crawled")),
    ]
)
CODING_SCHEMA = pa.schema([pa.field("story_id", pa.string()), pa.field("coder", pa.string())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What goes into the ledger in one transaction: Arrow tables with the columns of Story, Event and the two schemas here."""

    stories: pa.Table
    versions: pa.Table
    codings: pa.Table
    events: pa.Table


def to_batch(coded: Sequence[Coded], *, seen: Sequence[Story] = (), coder: str | None = None) -> Batch:
    """The tables of some coded stories, and of stories `seen` whose coding is in the ledger already.

    `coder` names the coder of stories without events; those with events carry its name. A story twice by one coder counts once.
    """
    once: dict[tuple[str, str], Coded] = {}
    for item in coded:
        once.setdefault((item.story.id, item.events[0].coder if item.events else coder or "unknown"), item)
    return Batch(
        stories=tables.to_table(Story, [item.story for item in once.values()]),
        versions=versions_of(tables.to_table(Story, [*(item.story for item in coded), *seen])),
        codings=codings_of(once),
        events=tables.to_table(Event, [event for item in once.values() for event in item.events]),
    )


def codings_of(codings: Iterable[tuple[str, str]]) -> pa.Table:
    """The rows of the codings table: a story and who coded it."""
    return pa.Table.from_pylist([{"story_id": id_, "coder": name} for id_, name in codings], schema=CODING_SCHEMA)


def versions_of(stories: pa.Table) -> pa.Table:
    """The rows of the versions table for a table of stories: a page is its URL, or the input that it was read from.

    An address that a page gives itself is none of these: a page that gives another's would take that one's place.
    """
    import pyarrow.compute as pc

    is_own = pc.fill_null(pc.equal(stories["url_from"], "page"), False)
    columns = {
        "page": pc.if_else(is_own, stories["source"], pc.coalesce(stories["url"], stories["source"])),
        "story_id": stories["id"],
        **{name: stories[name] for name in VERSION_SCHEMA.names[2:]},
    }
    return pa.table(columns, schema=VERSION_SCHEMA)
