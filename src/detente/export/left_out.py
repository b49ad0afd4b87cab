"""Export rows -> those that a format has a place for; what is left out is counted with its reason, so that an export can say it.

Every format's module names its rules; the first that applies to an event is the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from detente.export.rows import ExportRow, pairs
from detente.records import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an event is left out; the words follow a number of events."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Reason):
    """A reason that an event's row shows, and of which rows it is true."""

    applies: Callable[[ExportRow], bool]


NOT_FACT = Rule(
    key="not_fact",
    words="planned, hypothetical or denied, for which the format has no field",
    applies=lambda row: not row.is_fact,
)
NO_TYPE = Rule(
    key="no_type",
    words="without a PLOVER type (CAMEO 01 and 02 of an imported set)",
    applies=lambda row: not row.event.event_type,
)
MERGED = Rule(
    key="merged",
    words="of a happening that has its row by another report",
    applies=lambda row: not row.is_first,
)
NO_PAIR = Rule(
    key="no_pair",
    words="without two parties",
    applies=lambda row: all(pair.actor is None or pair.recipient is None for pair in pairs(row)),
)
UNDATED = Rule(key="undated", words="whose day nobody told", applies=lambda row: not row.has_day)
"""Of all formats that have no way to say that the day is unknown."""
UNTOLD = Rule(
    key="undated",
    words="of a happening whose day nobody told",
    applies=lambda row: not row.has_day and row.happening_date is None,
)
"""Of mentions, which are dated as their happening."""
LEAST_PRECISIONS = ("day", "week", "month", "year", "period")
"""How exactly a day may be known, the most exact first; a period is any other stretch of days."""


def imprecise(least: DatePrecision, *, by_happening: bool) -> Rule:
    """Leaves out what is known less exactly; what has no day at all is for other rules."""
    coarser = LEAST_PRECISIONS[LEAST_PRECISIONS.index(least) + 1 :]

    def applies(row: ExportRow) -> bool:
        return (_precision(row) if by_happening else row.event.date_precision) in coarser

    return Rule(key="imprecise", words=f"whose day is known less exactly than to the {least}", applies=applies)


def unsure(least: float, *, by_happening: bool) -> Rule:
    """Leaves out what is less sure; of happenings the surest report counts."""

    def applies(row: ExportRow) -> bool:
        own = row.event.confidence
        return (row.happening_confidence or own if by_happening else own) < least

    return Rule(key="unsure", words=f"with a confidence below {least:g}", applies=applies)


def history(*, by_happening: bool) -> Rule:
    """Leaves out what is told as history; a happening that one report tells as news stays."""

    def applies(row: ExportRow) -> bool:
        own = row.is_historical
        return own if row.is_happening_historical is None or not by_happening else row.is_happening_historical

    return Rule(key="history", words="told as history", applies=applies)


def _precision(row: ExportRow) -> DatePrecision:
    """How exactly the day that stands for the happening is known."""
    return row.happening_precision or row.event.date_precision


REPEATED = Reason(key="repeated", words="saying what another event of the day says")
"""No row shows it: the format counts it, which knows what it has written."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What an export has read, written and left out so far."""

    rules: tuple[Rule, ...] = ()
    """Of this export, beside those of its format."""
    events: int = 0
    rows: int = 0
    undated: int = 0
    unpublished: int = 0
    imprecise: int = 0
    historical: int = 0
    left_out: Counter[Reason] = field(default_factory=Counter)


def kept(rows: Iterable[ExportRow], tally: Tally | None, *rules: Rule) -> Iterator[ExportRow]:
    """The rows to which no rule applies; the others are counted."""
    tally = tally or Tally()
    for row in rows:
        tally.events += 1
        reason = next((rule for rule in (*tally.rules, *rules) if rule.applies(row)), None)
        if reason is not None:
            tally.left_out[reason] += 1
            continue
        if row.event.date is None:
            tally.undated += 1
            tally.unpublished += not row.is_published
        tally.imprecise += row.event.date is not None and row.event.date_precision != "day"
        tally.historical += row.is_historical
        yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many events are in no row, and why."""

    reason: str
    """not_fact, no_type, merged, no_pair, undated, imprecise, unsure, history or repeated."""
    words: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote and what it left out."""

    output_format: str
    events: int
    """Events read."""
    rows: int
    """Rows written."""
    left_out: tuple[LeftOut, ...]
    undated: int
    """Events written whose day nobody told: with an empty date, or (a PLOVER comment says so) that of publication, or the day asked for."""
    unpublished: int
    """Those among the undated whose day of publication is not known either."""
    imprecise: int
    """Events written whose day is known only to a week, month, year or period: most formats have its first day, and no field to say so."""
    historical: int
    """Events written that are told as history: only plover, parquet and csv have a field for it."""


def exported(output_format: str, tally: Tally) -> Exported:
    """The report of an export that has ended."""
    counted = sorted((+tally.left_out).items(), key=lambda item: (-item[1], item[0].key))
    return Exported(
        output_format=output_format,
        events=tally.events,
        rows=tally.rows,
        left_out=tuple(LeftOut(reason=rule.key, words=rule.words, events=count) for rule, count in counted),
        undated=tally.undated,
        unpublished=tally.unpublished,
        imprecise=tally.imprecise,
        historical=tally.historical,
    )
