"""The charts of a period: the map, and volume by day."""

from __future__ import annotations

from dataclasses import dataclass

from detente.web.charts import (
    QUADS,
    WHOLE_NUMBERS,
    Chart,
    Spec,
    points,
    quad_colour,
    step_transform,
    time_axis,
    undated_note,
)
from detente.web.period_records import Period
from detente.web.rooms import to_segment

MAP_HEIGHT = 380
VOLUME_HEIGHT = 200
EDGE = {"stroke": "{edge}", "strokeWidth": 0.5}
MEASURES = {
    "volume": ("happenings", "Happenings", {"type": "symlog", "range": ["{weak}", "{accent}"]}, ",.0f"),
    "score": (
        "mean_score",
        "Mean score",
        {
            "domain": [-8, 8],
            "domainMid": 0,
            "range": ["{cold}", "{middle}", "{warm}"],
            "clamp": True,
            "interpolate": "rgb",
        },
        "+.1f",
    ),
    "conflict": (
        "conflict_share",
        "Share of conflict",
        {"domain": [0, 1], "range": ["{middle}", "{cold}"], "interpolate": "rgb"},
        ".0%",
    ),
}
CAPTIONS = {
    "volume": "Happenings (real-world events, reports merged) in which each state took part; planned ones left out.",
    "score": "Mean PLOVER score of the happenings in which each state took part, from −10 (conflict) to 10 (cooperation).",
    "conflict": "Share of conflict (verbal and material) among the happenings in which each state took part.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A state on the map; the point where it is too small for a shape."""

    party: str
    name: str
    happenings: int
    mean_score: float
    conflict: int
    conflict_share: float
    latitude: float | None
    longitude: float | None
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeRow:
    """Happenings of one kind in one step of a period."""

    day: str
    kind: str
    happenings: int


def draw_map(page: Period) -> Chart:
    """States by the measure that was asked for."""
    rows = []
    for row in page.countries:
        latitude, longitude = points().get(row.party, (None, None))
        rows.append(
            MapRow(
                party=row.party,
                name=row.name,
                happenings=row.happenings,
                mean_score=round(row.mean_score, 3),
                conflict=row.conflict,
                conflict_share=round(row.conflict_share, 3),
                latitude=latitude,
                longitude=longitude,
                page=f"/actor/{to_segment(row.party)}",
            )
        )
    return Chart(
        title=f"Who took part, {page.since} to {page.until}",
        caption=CAPTIONS[page.measure] + " Shapes: Natural Earth; they take no side in disputes over territory.",
        rows=rows,
        row_type=MapRow,
        body=_map_body(page.measure),
        height=MAP_HEIGHT,
    )


def _map_body(measure: str) -> Spec:
    name, title, scale, form = MEASURES[measure]
    fields = ("name", "happenings", "mean_score", "conflict_share", "page")
    colour = {
        "field": name,
        "type": "quantitative",
        "scale": scale,
        "legend": {"title": title, "orient": "bottom", "format": form, "gradientLength": 200, "gradientThickness": 10},
    }
    tooltip = [
        {"field": "name", "title": "State"},
        {"field": "happenings", "title": "Happenings", "format": ",.0f"},
        {"field": "mean_score", "title": "Mean score", "format": "+.1f"},
        {"field": "conflict_share", "title": "Conflict", "format": ".0%"},
    ]
    shown = {"color": colour, "tooltip": tooltip, "href": {"field": "page"}}
    lookup = {"lookup": "id", "from": {"data": "{rows}", "key": "party", "fields": list(fields)}}
    counted = [lookup, {"filter": f"isValid(datum.{name})"}]
    return {
        "projection": {"type": "equalEarth"},
        "layer": [
            {"data": "{world}", "mark": {"type": "geoshape", "fill": "{ground}", **EDGE}},
            {"data": "{world}", "transform": counted, "mark": {"type": "geoshape", **EDGE}, "encoding": shown},
            _small_states(shown),
        ],
    }


def _small_states(shown: Spec) -> Spec:
    """Dots where a state has no shape."""
    place = {name: {"field": name, "type": "quantitative"} for name in ("latitude", "longitude")}
    return {
        "transform": [{"filter": "isValid(datum.latitude)"}],
        "mark": {"type": "circle", "size": 60, "opacity": 1, **EDGE},
        "encoding": {**place, **shown},
    }


def draw_volume(page: Period) -> Chart:
    """Happenings by step and quad."""
    rows = [
        VolumeRow(day=step.day.isoformat(), kind=kind, happenings=count)
        for step in page.steps
        for kind, count in zip(
            QUADS,
            (step.verbal_cooperation, step.material_cooperation, step.verbal_conflict, step.material_conflict),
            strict=True,
        )
        if count
    ]
    return Chart(
        title=f"Happenings by {page.step}, {page.since} to {page.until}",
        caption=f"Happenings by {page.step} and kind; planned ones left out." + undated_note(page.totals.undated),
        rows=rows,
        row_type=VolumeRow,
        body=_volume_body(page),
        height=VOLUME_HEIGHT,
    )


def _volume_body(page: Period) -> Spec:
    return {
        "transform": step_transform(page.step, "day"),
        "mark": {"type": "bar", "orient": "vertical", "clip": True},
        "encoding": {
            "x": time_axis(page.step, page.since, page.until, field="day"),
            "x2": {"field": "day_end"},
            "y": {
                "field": "happenings",
                "type": "quantitative",
                "title": "happenings",
                "stack": "zero",
                "axis": {**WHOLE_NUMBERS, "tickCount": 4},
            },
            "color": quad_colour(),
            "tooltip": [
                {"field": "day_words", "title": page.step.capitalize()},
                {"field": "kind", "title": "Kind"},
                {"field": "happenings", "title": "Happenings"},
            ],
        },
    }


CHARTS = {"map": draw_map, "volume": draw_volume}
