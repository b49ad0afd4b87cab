"""What reviewers said of events -> a further coding of the story, in which the corrected events stand.

The coder's events are never touched: a reviewed story is read by one more coder ("CODER, review 2"), whose reading is the coder's with
the latest word on each event applied, so all views, happenings and relations follow as they do for any newer coder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

import duckdb

from detente import ontology, tables
from detente.ledger.rows import Batch, codings_of, versions_of
from detente.records import Actor, Event, Story

Verdict = Literal["accept", "correct", "reject"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
REVIEW = ", review "
"""Between the coder's name and the number of the review of a story."""
SURE = 1.0
"""Confidence of an event that a reviewer has accepted or corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A reviewer's word on one event; of a rejected event the fields are the coder's."""

    event_id: str
    story_id: str
    coder: str
    """Whose event it was."""
    verdict: Verdict
    event_type: str
    mode: str | None
    cameo: str
    auxiliary: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    reviewer: str
    reviewed_at: datetime


def is_review(coder: str) -> bool:
    """Whether a coding is a reviewed one."""
    return REVIEW in coder


def reviewed_coder(coder: str) -> str:
    """The coder whose reading a review stands on."""
    return coder.partition(REVIEW)[0]


def code_for(event_type: str, mode: str | None, *, now: str) -> str:
    """The CAMEO code of a type and mode: the one that the event has if it fits, else the most general that does.

    >>> code_for("SANCTION", "expel", now="166"), code_for("RETREAT", "resign", now="190")
    ('166', '080')
    """
    codes = ontology.cameo_codes()
    if now in codes and (codes[now].event_type, codes[now].mode) == (event_type, mode):
        return now
    of_type = [each for each in codes.values() if each.event_type == event_type]
    fitting = [each.code for each in of_type if each.mode == mode] or [each.code for each in of_type]
    return min(fitting, key=lambda code: (len(code), code))


def corrected(event: Event, correction: Correction, *, coder: str) -> Event:
    """The event as the reviewer has it; its id, words, date and place stay."""
    kind = (correction.event_type, correction.mode)
    known = ontology.cameo_codes().get(correction.cameo)
    is_same = kind == (event.event_type, event.mode)
    return replace(
        event,
        event_type=correction.event_type,
        mode=correction.mode,
        cameo=correction.cameo,
        contexts=event.contexts if is_same or known is None else known.contexts,
        quad_code=ontology.quad_code(correction.event_type),
        score=ontology.score(*kind),
        auxiliary=correction.auxiliary,
        actors=correction.actors,
        recipients=correction.recipients,
        confidence=SURE,
        coder=coder,
    )


def reviewed(events: Sequence[Event], corrections: Iterable[Correction], *, base: str, coder: str) -> list[Event]:
    """A story's events after review: those of the coder `base` with the latest word on each, and confirmed ones of earlier coders.

    `events` are all that the ledger has of the story, `corrections` in the order in which they were made.
    """
    latest = {each.event_id: each for each in corrections}
    own = {event.id: event for event in events if event.coder == base}
    earlier = {event.id: event for event in events if not is_review(event.coder)}
    kept: list[Event] = []
    for event in {**earlier, **own}.values():
        word = latest.get(event.id)
        if word is not None and word.verdict != "reject":
            kept.append(corrected(event, word, coder=coder))
        elif word is None and event.id in own:
            kept.append(replace(event, coder=coder))
    ids = {event.id for event in kept}
    return [event if event.in_response_to in ids else replace(event, in_response_to=None) for event in kept]


def read_corrections(connection: duckdb.DuckDBPyConnection, story_id: str | None = None) -> list[Correction]:
    """All corrections, or those of a story, in the order in which they were made."""
    answer = connection.sql(
        "select * from store.corrections where $id::varchar is null or story_id = $id order by reviewed_at",
        params={"id": story_id},
    )
    return list(tables.from_table(Correction, answer.to_arrow_table()))


def insert_correction(connection: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    """Add a correction to the table; later than all before it, also where the clock has gone back."""
    connection.register("new_corrections", tables.to_table(Correction, [correction]))
    connection.execute(
        "insert into store.corrections by name select * replace (greatest(reviewed_at, "
        "(select max(reviewed_at) + interval 1 microsecond from store.corrections)) as reviewed_at) from new_corrections"
    )
    connection.unregister("new_corrections")


def unreviewed_stories(connection: duckdb.DuckDBPyConnection, batch: int) -> list[str]:
    """Stories with corrections that a coder has read anew in this batch."""
    found = connection.execute(
        "select distinct story_id from store.codings c semi join store.corrections using (story_id) "
        "where batch = $batch and not contains(coder, $review)",
        {"batch": batch, "review": REVIEW},
    )
    return [story_id for (story_id,) in found.fetchall()]


def review_batch(connection: duckdb.DuckDBPyConnection, story_id: str) -> Batch:
    """The batch that holds the reviewed reading of a story: one coding and its events."""
    codings = [
        coder
        for (coder,) in connection.execute(
            "select coder from store.codings where story_id = $id order by batch, coded_at", {"id": story_id}
        ).fetchall()
    ]
    base = next(coder for coder in reversed(codings) if not is_review(coder))
    coder = f"{base}{REVIEW}{1 + sum(each.startswith(base + REVIEW) for each in codings)}"
    answer = connection.sql(
        "select * exclude (known_on, batch) from store.events where story_id = $id "
        "order by batch, sentence_span.start, trigger_span.start, id",
        params={"id": story_id},
    )
    events = list(tables.from_table(Event, answer.to_arrow_table()))
    kept = reviewed(events, read_corrections(connection, story_id), base=base, coder=coder)
    nothing = tables.to_table(Story, [])
    return Batch(
        stories=nothing,
        versions=versions_of(nothing),
        codings=codings_of([(story_id, coder)]),
        events=tables.to_table(Event, kept),
    )
