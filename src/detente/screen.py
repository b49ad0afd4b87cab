"""A relation -> one screen of text: standing facts, both directions, trend, change points, the latest evidence."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, BinaryIO

from detente.wording import counted, days_in_figures

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from detente.ledger import Evidence, Relation, StandingFact
    from detente.records import EventDate

WIDTH = 120
THIN = "*"
"""Beside a mean that one false row could turn."""
UNDATED = " (undated)"
"""Beside a day that is not the event's own: that on which it became known."""
LOOKED_BACK = 3
"""Change points shown, the latest ones."""


def write_relation(relation: Relation, stream: BinaryIO) -> None:
    """Write a relation for reading; 120 columns, or those of the terminal."""
    from rich.console import Console

    on_terminal = stream is sys.stdout.buffer and sys.stdout.isatty()
    text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
    console = Console(file=text, width=None if on_terminal else WIDTH, force_terminal=on_terminal, highlight=False)
    _head(console, relation)
    _facts(console, relation)
    _changes(console, relation)
    _latest(console, relation)
    _notes(console, relation)
    text.detach()


def _head(console: Console, relation: Relation) -> None:
    from rich.table import Table

    when = f" as of {relation.as_of}" if relation.as_of else ""
    console.print(
        f"[bold]{_safe(relation.first)} - {_safe(relation.second)}[/bold]{when}: {_trend(relation)}{_scores(relation)}"
    )
    table = Table(pad_edge=False, box=None)
    for name in (
        "",
        "events",
        "texts",
        "undated",
        "verbal coop",
        "material coop",
        "verbal conf",
        "material conf",
        "mean score",
        "from",
        "to",
    ):
        table.add_column(name, justify="left" if name in {"", "from", "to"} else "right")
    for way in relation.directions:
        quads = (way.verbal_cooperation, way.material_cooperation, way.verbal_conflict, way.material_conflict)
        name = "both" if way.source == "both" else f"{way.source} > {way.target}"
        days = (str(way.first_day or "-"), str(way.last_day or "-"))
        score = f"{way.mean_score:+.1f}{THIN if way.is_thin else ''}"
        counts = (way.events, way.origins, way.undated, *quads)
        table.add_row(_safe(name), *map(str, counts), score, *days)
    console.print(table)


def _trend(relation: Relation) -> str:
    return f"{relation.trend} ({relation.why_unknown})" if relation.why_unknown else relation.trend


def _scores(relation: Relation) -> str:
    """The recent score with the number of events that it rests on, and the earlier one."""
    from detente.ledger.relation import RECENT_DAYS

    if relation.recent_score is None and relation.earlier_score is None:
        return ""
    if relation.recent_score is None:
        return f", mean score before {relation.earlier_score:+.1f} of {counted(relation.earlier_events, 'event')}"
    thin = THIN if relation.is_recent_thin else ""
    events = counted(relation.recent_events, "event")
    score = f", mean score {relation.recent_score:+.1f}{thin} of {events} in the latest {RECENT_DAYS} days"
    if relation.earlier_score is None:
        return score
    return f"{score} (before: {relation.earlier_score:+.1f} of {counted(relation.earlier_events, 'event')})"


def _facts(console: Console, relation: Relation) -> None:
    console.print("\n[bold]State of affairs[/bold]")
    for fact in relation.facts:
        console.print(f"  {_safe(_fact_line(fact))}")
        _indented(console, fact.evidence)
        if fact.answered and fact.answered != fact.evidence:
            _indented(console, f"in response to: {fact.answered}")
    if not relation.facts:
        console.print("  nothing on record")


def _state(fact: StandingFact) -> str:
    """How a fact stands; of what was told long ago or is doubted since, the day."""
    by = f" by {fact.closed_by_party}" if fact.closed_by_party else ""
    if fact.state != "lapsed":
        return f"{fact.state}{by}"
    day = f"{fact.last_evidence}{_mark(fact.is_last_dated)}"
    return f"in doubt since {day}{by}" if by else f"last told {day}, nothing since"


def _fact_line(fact: StandingFact) -> str:
    since = f"{_day(fact.since, fact.since_told)}{_mark(fact.is_since_dated)}" if fact.since else "before the ledger"
    until = f"{_day(fact.until, fact.until_told)}{_mark(fact.is_until_dated)}" if fact.until else ""
    way = "" if fact.is_mutual else f" {fact.first_party} > {fact.second_party}"
    answer = ", in response" if fact.in_response_to else ""
    return (
        f"{fact.fact}{way}: {_state(fact)}{answer}  ({since} - {until})  confidence {fact.confidence:.2f}, "
        f"{counted(fact.reports, 'report')} of {counted(fact.origins, 'origin')}"
    )


def _changes(console: Console, relation: Relation) -> None:
    if not relation.change_points:
        return
    console.print("\n[bold]Changes[/bold] (events a week, before and after)")
    for change in relation.change_points[-LOOKED_BACK:]:
        console.print(
            f"  week of {change.week}: cooperation {change.cooperation_before:.1f} > {change.cooperation_after:.1f}, "
            f"conflict {change.conflict_before:.1f} > {change.conflict_after:.1f}"
        )
        for event in change.behind[:1]:
            _indented(console, _event_line(event))


def _latest(console: Console, relation: Relation) -> None:
    console.print("\n[bold]Latest evidence[/bold]")
    for event in relation.latest:
        _indented(console, _event_line(event), by=2)
    if not relation.latest:
        console.print(
            "  the ledger has no event between the two" + (", private people aside" if relation.left_out else "")
        )


def _event_line(event: Evidence) -> str:
    act = event.event_type + (f"/{event.mode}" if event.mode else "")
    kind = f" ({', '.join(event.auxiliary)})" if event.auxiliary else ""
    source = event.according_to or event.reported_by
    when = days_in_figures(event.date, event.enddate, event.date_precision)
    return f"{when}{_mark(event.is_dated)} {event.source} > {event.target} {act}{kind}: {event.sentence}" + (
        f" - {source}" if source else ""
    )


def _day(day: date, told: EventDate | None) -> str:
    return days_in_figures(day, told.enddate, told.precision) if told else str(day)


def _mark(is_dated: bool | None) -> str:
    return UNDATED if is_dated is False else ""


def _notes(console: Console, relation: Relation) -> None:
    """What the marks above mean, where there are any."""
    from detente.ledger.relation import THIN_EVENTS, THIN_ORIGINS

    ways, facts = relation.directions, relation.facts
    has_thin = any(way.is_thin for way in ways) or (relation.recent_score is not None and relation.is_recent_thin)
    has_undated = any(way.undated for way in ways) or not all(event.is_dated for event in relation.latest)
    if has_undated or any(False in (fact.is_since_dated, fact.is_until_dated) for fact in facts):
        console.print(
            "\n(undated): no words give the day; it is the day of the report, and no trend or change rests on it"
        )
    if relation.left_out:
        console.print(
            f"Left out: {counted(relation.left_out, 'event')} of private people of the two (in the view `dyads`)"
        )
    if has_thin:
        console.print(f"{THIN} thin evidence: fewer than {THIN_EVENTS} events or {THIN_ORIGINS} independent texts")


def _indented(console: Console, text: str, by: int = 6) -> None:
    from rich.padding import Padding

    console.print(Padding(_safe(text), (0, 0, 0, by), expand=False))


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)
