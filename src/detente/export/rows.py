"""A ledger -> export rows: one model that every format takes, so that a format module only names columns and conventions.

An ExportRow is an event with its story and how often it was reported; a Pair is one actor and one recipient of it, which is what
the formats of dyads (GDELT, ICEWS, Phoenix, quadruples) hold. Symmetric events give a pair in either direction, as ICEWS has them; what
several do side by side gives a pair without a recipient for each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import permutations, product
from typing import TYPE_CHECKING, Any, Literal

from detente import tables
from detente.ontology import INTERNATIONAL_CODES
from detente.records import Actor, DatePrecision, Entity, Event

if TYPE_CHECKING:
    from detente.ledger import Ledger

ROWS_AT_A_TIME = 2_000
ARMED_OR_PARTIAL = frozenset({"PRE", "REB", "UAF"})
PUBLISHED: Literal["published"] = "published"
UndatedDay = date | Literal["published"]
"""What an event without a day is given: a day, or that of publication."""
NOT_FACT = frozenset({"future", "hypothetical", "negation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """An event, where it was read and how often the happening was reported."""

    event: Event
    happening_id: str
    page: str
    """URL or input."""
    title: str | None
    publisher: str | None
    language: str | None
    published: date
    """Day of publication, or the day on which the ledger first knew the story."""
    is_published: bool
    """Whether the day of publication is known."""
    known_on: date
    """The day on which the event became known."""
    coded: date
    story_length: int
    sentence_number: int
    """About: sentence ends before it in the story, plus one."""
    reports: int
    publishers: int
    origins: int
    is_first: bool
    """Whether this is the report that stands for its happening."""
    happening_pairs: int
    """How many pairs that report has."""
    is_mutual: bool = True
    """Whether what several do to nobody named is done by each to the other."""
    given_id: str | None = None
    """The id that the row had in the data set of this format that it was imported from."""
    happening_date: date | None = None
    """Of the report that stands for the happening: which reports without a day of their own share."""
    happening_published: date | None = None
    """Day of publication of that report; null if unknown."""
    happening_precision: DatePrecision | None = None
    """How exactly that day is known; null for a row that is no report of a happening."""
    happening_confidence: float | None = None
    """That of the happening's surest report."""
    is_happening_historical: bool | None = None
    """Whether all reports tell of the happening as history."""
    given_date: date | None = None
    """The day that the user gives to an undated event."""

    @property
    def is_fact(self) -> bool:
        """Whether the event is told as having happened, now or in the past."""
        return not NOT_FACT.intersection(self.event.auxiliary)

    @property
    def is_historical(self) -> bool:
        """Whether the event is told as history."""
        return "historical" in self.event.auxiliary

    @property
    def has_day(self) -> bool:
        """Whether it can stand in a format that needs a day."""
        return self.event.date is not None or self.given_date is not None

    @property
    def day(self) -> date:
        """The event's day, or the one given to it. Raises ValueError where it has neither: no format may make one up."""
        day = self.event.date or self.given_date
        if day is None:
            raise ValueError(f"nobody told the day of event {self.event.id}")
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One actor and one recipient of an event; either may be missing, not both."""

    row: ExportRow
    actor: Actor | None
    recipient: Actor | None

    index: int

    def number(self, of: str) -> str:
        """The number that an imported row came with, else a stable one below 2**53 from an id and the pair's place in its event."""
        return self.row.given_id or str(pair_number(of, self.index))


def pair_number(of: str, index: int) -> int:
    """The number of an event's pair, the same in the event and the mentions table."""
    return int(hashlib.sha256(f"{of}:{index}".encode()).hexdigest()[:13], 16)


def export_rows(ledger: Ledger, *, as_of: date | None = None) -> Iterator[ExportRow]:
    """All events of the ledger's view, by day and id."""
    facts_query, query = (files("detente.export") / "rows.sql").read_text(encoding="utf-8").split(";\n")
    cursor = ledger.cursor(as_of=as_of)
    cursor.execute(facts_query)
    for batch in cursor.sql(query).to_arrow_reader(ROWS_AT_A_TIME):
        for values in batch.to_pylist():
            yield _export_row(values)


def data_set_rows(
    ledger: Ledger, name: str, *, formats: Sequence[str] = (), as_of: date | None = None
) -> Iterator[ExportRow]:
    """The rows of an imported data set, in the order of its files; those of one of `formats` keep the ids that they came with.

    Raises LedgerError, before the first row is asked for, where there is no such set.
    """
    from detente.ledger import LedgerError

    query = (files("detente.export") / "data_set_rows.sql").read_text(encoding="utf-8")
    cursor = ledger.cursor(as_of=as_of)
    names = [
        known for (known,) in cursor.execute("select distinct dataset from imported.batches order by 1").fetchall()
    ]
    if name not in names:
        raise LedgerError(f"{ledger.path}: no data set called '{name}'; it has {', '.join(names) or 'none'}")
    answer = cursor.sql(query, params={"name": name, "formats": list(formats)})
    batches = answer.to_arrow_reader(ROWS_AT_A_TIME)
    return (_export_row(values) for batch in batches for values in batch.to_pylist())


def _export_row(values: dict[str, Any]) -> ExportRow:
    names = [name for name in ExportRow.__dataclass_fields__ if f"of_{name}" in values]
    return ExportRow(event=tables.from_dict(Event, values), **{name: values[f"of_{name}"] for name in names})


def with_days(rows: Iterable[ExportRow], *, undated_day: UndatedDay) -> Iterator[ExportRow]:
    """The rows, those without a day of their own on the given one, or on that of publication where it is known."""
    for row in rows:
        if row.event.date is not None:
            yield row
        elif undated_day == PUBLISHED:
            own = row.published if row.is_published else None
            yield replace(row, given_date=own, happening_date=row.happening_date or row.happening_published)
        else:
            yield replace(row, given_date=undated_day, happening_date=row.happening_date or undated_day)


def pairs(row: ExportRow) -> Iterator[Pair]:
    """The pairs of a row, each once."""
    event = row.event
    sides: Iterator[tuple[Actor | None, Actor | None]]
    if event.actors and event.recipients:
        sides = product(event.actors, event.recipients)
    elif len(event.actors) > 1 and not row.is_mutual:
        sides = iter([(actor, None) for actor in event.actors])
    elif len(event.actors) > 1:
        sides = permutations(event.actors, 2)
    else:
        sides = iter([(next(iter(event.actors), None), next(iter(event.recipients), None))])
    for index, (actor, recipient) in enumerate(sides):
        yield Pair(row=row, actor=actor, recipient=recipient, index=index)


def party(actor: Actor | Entity) -> str:
    """Whom an actor stands for, as the ledger's dyads have it: the state, or the entity itself."""
    if actor.sector in ARMED_OR_PARTIAL or actor.country in INTERNATIONAL_CODES:
        return actor.entity_id or actor.name
    return actor.country or actor.entity_id or actor.name
