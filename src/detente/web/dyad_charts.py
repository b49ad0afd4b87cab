"""The charts of a dyad: its score with the change points, events by kind in both or one direction, events by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from detente import ontology
from detente.web.charts import (
    QUADS,
    Chart,
    Spec,
    dot_size,
    further_axis,
    kinds_body,
    quad_colour,
    step_transform,
    time_axis,
    undated_note,
    zoomed,
)
from detente.web.dyad_records import Dyad, ScoreRow, SeriesRow
from detente.web.names import party_name

HEIGHT = 260
TYPE_ROW_HEIGHT = 20
ROOM_FOR_AXIS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Events of one kind in one step."""

    source: str
    target: str
    period: date
    kind: str
    events: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """Events of one type in one step, both directions together."""

    period: date
    event_type: str
    events: int
    undated: int
    mean_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadScore:
    """A dyad's score in one step, under its name."""

    dyad: str
    period: date
    events: int
    undated: int
    mean_score: float


def _pair(first: str, second: str) -> str:
    return f"{party_name(first)} – {party_name(second)}"


def _days(page: Dyad) -> str:
    return f"{page.since} to {page.until}"


def draw_score(page: Dyad) -> Chart:
    """The mean score by step, and where the dyad changed."""
    rows = [_scored(row) for row in page.scores]
    return Chart(
        title=f"{_pair(page.first, page.second)}: mean score by {page.step}, {_days(page)}",
        caption=f"Mean PLOVER score by {page.step}, −10 conflict to 10 cooperation, plain events of both directions; larger dots, more "
        "events. Dashed rules: weeks from which on the two dealt differently."
        + undated_note(sum(row.undated for row in rows)),
        rows=rows,
        row_type=DyadScore,
        body=_score_body(
            page, sorted({row.dyad for row in rows}, key=lambda name: name != _pair(page.first, page.second))
        ),
        height=HEIGHT,
    )


def _scored(row: ScoreRow) -> DyadScore:
    return DyadScore(
        dyad=_pair(row.first, row.second),
        period=row.period,
        events=row.events,
        undated=row.undated,
        mean_score=round(row.mean_score, 3),
    )


def _score_body(page: Dyad, dyads: list[str]) -> Spec:
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": "{quiet}", "strokeWidth": 1},
        "encoding": {"y": {"datum": 0, "type": "quantitative"}},
    }
    return {
        "transform": step_transform(page.step, "period"),
        "layer": [zero, _score_lines(page, dyads), _score_dots(page, dyads), _change_rules(page)],
    }


def _score_lines(page: Dyad, dyads: list[str]) -> Spec:
    dash: Spec = {
        "condition": {"test": {"field": "dyad", "equal": dyads[-1] if dyads else ""}, "value": [5, 3]},
        "value": [1, 0],
    }
    return {
        "params": zoomed(),
        "mark": {"type": "line", "interpolate": "linear", "strokeWidth": 1.5, "opacity": 0.8, "clip": True},
        "encoding": {
            "x": time_axis(page.step, page.since, page.until, field="period_middle"),
            "y": _score_axis(),
            "color": _dyad_colour(dyads),
            **({"strokeDash": dash} if len(dyads) > 1 else {}),
        },
    }


def _score_dots(page: Dyad, dyads: list[str]) -> Spec:
    return {
        "mark": {"type": "circle", "opacity": 1, "clip": True},
        "encoding": {
            "x": further_axis("period_middle"),
            "y": _score_axis(),
            "color": _dyad_colour(dyads),
            "size": dot_size(18, 180),
            "tooltip": [
                {"field": "dyad", "title": "Dyad"},
                {"field": "period_words", "title": page.step.capitalize()},
                {"field": "mean_score", "title": "Mean score", "format": "+.1f"},
                {"field": "events", "title": "Events"},
            ],
        },
    }


def _change_rules(page: Dyad) -> Spec:
    changes = [{"week": each.week.isoformat(), "words": _change_words(page, each.week)} for each in page.change_points]
    return {
        "data": {"values": changes},
        "mark": {"type": "rule", "color": "{ink}", "strokeDash": [3, 3], "strokeWidth": 1.5, "clip": True},
        "encoding": {
            "x": further_axis("week"),
            "tooltip": [{"field": "words", "title": "Change"}],
        },
    }


def _score_axis() -> Spec:
    return {
        "field": "mean_score",
        "type": "quantitative",
        "scale": {"domain": [-10, 10]},
        "title": "mean score",
        "axis": {"values": [-10, -5, 0, 5, 10]},
    }


def _dyad_colour(dyads: list[str]) -> Spec:
    return {
        "field": "dyad",
        "type": "nominal",
        "scale": {"domain": dyads, "range": ["{accent}", "{cold}"]},
        "legend": {"title": None, "orient": "bottom"} if len(dyads) > 1 else None,
    }


def _change_words(page: Dyad, week: date) -> str:
    change = next(each for each in page.change_points if each.week == week)
    behind = f" “{change.behind[0].sentence[:200]}”" if change.behind else ""
    return (
        f"week of {week}: cooperation {change.cooperation_before:.1f} → {change.cooperation_after:.1f}, conflict "
        f"{change.conflict_before:.1f} → {change.conflict_after:.1f} events a week.{behind}"
    )


def _draw_kinds(source: Callable[[Dyad], str], target: Callable[[Dyad], str]) -> Callable[[Dyad], Chart]:
    def draw(page: Dyad) -> Chart:
        one, other = source(page), target(page)
        is_both = one == "both"
        rows = _kinds(row for row in page.series if (row.source, row.target) == (one, other))
        words = _pair(page.first, page.second) if is_both else f"{party_name(one)} → {party_name(other)}"
        return Chart(
            title=f"{words}: events by {page.step} and kind, {_days(page)}",
            caption=f"Plain events by {page.step}: cooperation upwards, conflict downwards, material ones next to the line."
            + (" An event that stands in both directions counts once." if is_both else "")
            + undated_note(sum(row.undated for row in rows)),
            rows=rows,
            row_type=KindRow,
            body=kinds_body(page.step, page.since, page.until, rows),
            height=HEIGHT,
        )

    return draw


def _kinds(series: Iterable[SeriesRow]) -> list[KindRow]:
    events: Counter[tuple[str, str, date, int]] = Counter()
    undated: Counter[tuple[str, str, date, int]] = Counter()
    for row in series:
        key = row.source, row.target, row.period, row.quad_code
        events[key] += row.events
        undated[key] += row.undated
    return [
        KindRow(
            source=key[0],
            target=key[1],
            period=key[2],
            kind=QUADS[key[3] - 1],
            events=events[key],
            undated=undated[key],
        )
        for key in sorted(events)
    ]


def draw_types(page: Dyad) -> Chart:
    """Events by type and step as a grid of dots."""
    both = sorted((row for row in page.series if row.source == "both"), key=lambda row: (row.period, row.event_type))
    rows = [
        TypeRow(
            period=row.period,
            event_type=row.event_type,
            events=row.events,
            undated=row.undated,
            mean_score=round(row.sum_score / row.events, 3),
        )
        for row in both
    ]
    types = [each for each in ontology.event_types() if any(row.event_type == each for row in rows)]
    return Chart(
        title=f"{_pair(page.first, page.second)}: events by {page.step} and type, {_days(page)}",
        caption=f"Plain events by {page.step} and PLOVER type, both directions together; larger dots, more events."
        + undated_note(sum(row.undated for row in rows)),
        rows=rows,
        row_type=TypeRow,
        body=_types_body(page, types),
        height=TYPE_ROW_HEIGHT * len(types) + ROOM_FOR_AXIS,
    )


def _types_body(page: Dyad, types: list[str]) -> Spec:
    kinds = [{"event_type": each, "kind": QUADS[ontology.quad_code(each) - 1]} for each in types]
    return {
        "transform": [
            *step_transform(page.step, "period"),
            {
                "lookup": "event_type",
                "from": {"data": {"values": kinds}, "key": "event_type", "fields": ["kind"]},
            },
        ],
        "params": zoomed(),
        "mark": {"type": "circle", "opacity": 0.9, "clip": True},
        "encoding": {
            "x": time_axis(page.step, page.since, page.until, field="period_middle"),
            "y": {"field": "event_type", "type": "nominal", "sort": types, "title": None, "axis": {"grid": True}},
            "size": dot_size(20, 260),
            "color": quad_colour(),
            "tooltip": [
                {"field": "period_words", "title": page.step.capitalize()},
                {"field": "event_type", "title": "Type"},
                {"field": "events", "title": "Events"},
                {"field": "mean_score", "title": "Mean score", "format": "+.1f"},
            ],
        },
    }


CHARTS = {
    "score": draw_score,
    "both": _draw_kinds(lambda _: "both", lambda _: "both"),
    "forth": _draw_kinds(lambda page: page.first, lambda page: page.second),
    "back": _draw_kinds(lambda page: page.second, lambda page: page.first),
    "types": draw_types,
}
