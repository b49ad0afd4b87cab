"""Rows of another data set -> a ledger: beside its own events, or (asked for) among them as reports of a story each."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from detente.datasets.rows import DataRow
from detente.ledger.rows import Batch, to_batch
from detente.records import Coded, Story

ROWS_PER_BATCH = 5_000
OWN = "own"
"""What the view `compared` calls the ledger's own events: no data set can have this name."""


def to_reports(rows: list[DataRow], dataset: str) -> Batch:
    """The rows as a batch of stories with one event each, coded by the data set.

    A story each, since rows of one page come in many files and a coded story is closed.
    """
    return to_batch([_coded(row, dataset) for row in rows], coder=dataset)


def _coded(row: DataRow, dataset: str) -> Coded:
    story_id = hashlib.sha256(f"{dataset}:{row.row_id}".encode()).hexdigest()[:16]
    page = f"{dataset}/{row.row_id}"
    event = replace(
        row.event, story_id=story_id, source=page, coder=dataset, reported_by=row.event.reported_by or dataset
    )
    story = Story(
        id=story_id,
        source=page,
        title=row.title,
        text=row.event.sentence,
        published=row.published,
        published_from="given",
        publisher=event.reported_by,
        language=row.language,
    )
    return Coded(story=story, sentences=(), mentions=(), events=(event,))
