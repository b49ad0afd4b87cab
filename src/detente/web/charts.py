"""Rows of a page -> a chart as a Vega-Lite specification, drawn in the browser, or here as SVG and PNG; the rows as CSV.

Specifications hold their data and load nothing. On paper (SVG, PNG) a chart carries its title, caption and source; on the page
these stand in the HTML around it.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Protocol

from detente.tables import to_json

Theme = Literal["light", "dark"]
Spec = dict[str, Any]
"""A Vega-Lite specification: JSON by nature, so a dict."""

VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WORLD_PATH = "/world.json"
FONT = "Liberation Sans, Helvetica, Arial, sans-serif"
PAPER_WIDTH = 760
PNG_SCALE = 2.0
COOPERATION = ("verbal cooperation", "material cooperation")
QUADS = (*COOPERATION, "verbal conflict", "material conflict")
QUAD_COLOURS = ("#7fb2d9", "#2166ac", "#f4a582", "#b2182b")
"""Blue to red from ColorBrewer's RdBu, told apart by readers who see no red or green."""
FEWEST_STEPS = 9
"""So many steps at least has a time axis: a week alone would be a bar as wide as the page over labels of hours."""
LEAST_REACH = 2
"""Events to which the bars' axis reaches at least on both sides, so that one event is no block."""
DAY_FORMS = {"year": "%Y", "quarter": "%b", "month": "%b", "week": "%-d %b", "date": "%-d %b"}
"""How a tick is labelled, by the largest unit that begins at it; by default days are "Mon 13"."""
FLUSH = 30
"""Pixels from an end of the axis within which a label is turned inwards, where it is not cut."""
DAYS_AXIS = {
    "grid": False,
    "format": DAY_FORMS,
    "tickCount": 10,
    "labelOverlap": "greedy",
    "labelSeparation": 10,
    "labelFlush": FLUSH,
}
WHOLE_NUMBERS = {"labelExpr": "datum.value % 1 ? '' : format(abs(datum.value), 'd')", "tickMinStep": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme."""

    ink: str
    quiet: str
    grid: str
    ground: str
    """Of a country without data."""
    edge: str
    accent: str
    weak: str
    """The weak end of the sequence that ends in `accent`."""
    middle: str
    """Neither warm nor cold."""
    warm: str
    cold: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        ink="#1c2733",
        quiet="#5a6875",
        grid="#e3e7eb",
        ground="#e9ecef",
        edge="#ffffff",
        accent="#175e8c",
        weak="#cfe1ee",
        middle="#f3f0ea",
        warm="#2166ac",
        cold="#b2182b",
    ),
    "dark": Palette(
        ink="#e6ebf0",
        quiet="#a3b0bd",
        grid="#2e3945",
        ground="#2b3540",
        edge="#151c23",
        accent="#8cc4ea",
        weak="#25455c",
        middle="#4a5058",
        warm="#6db1e8",
        cold="#e8705f",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of a page: what it says in words, its rows, and how to draw them."""

    title: str
    caption: str
    """What is counted and how, for who reads the chart without the page."""
    rows: Sequence[Any]
    row_type: type
    """The record that the rows are: its fields are the columns of the CSV."""
    body: Spec
    """Marks and encodings, without title and theme. `{rows}` stands for the rows, `{world}` for the shapes of countries, `{ink}` and the
    like for a colour of the palette."""
    height: int = 240

    @property
    def values(self) -> list[dict[str, Any]]:
        """The rows as JSON."""
        return [to_json(row) for row in self.rows]


def browser_spec(chart: Chart, theme: Theme) -> Spec:
    """The chart for the page: as wide as its place, no title, colours of the theme."""
    filled = _filled(chart, theme, {"url": WORLD_PATH})
    return {**filled, "width": "container", "height": chart.height, "background": "transparent"}


def paper_spec(chart: Chart, source: str) -> Spec:
    """The chart for print: its title, caption and source on it, dark on white."""
    title = {
        "text": chart.title,
        "subtitle": [*_lines(chart.caption), source],
        "anchor": "start",
        "offset": 14,
        "fontSize": 15,
        "subtitleFontSize": 11,
        "subtitlePadding": 6,
        "subtitleColor": PALETTES["light"].quiet,
    }
    filled = _without_links(_filled(chart, "light", {"values": json.loads(world())}))
    return {
        **filled,
        "width": PAPER_WIDTH,
        "height": chart.height,
        "background": "white",
        "title": title,
        "padding": 16,
    }


def to_svg(chart: Chart, source: str) -> str:
    """The chart as SVG, for print."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(paper_spec(chart, source), vl_version=VEGA_LITE, allowed_base_urls=[]))


def to_png(chart: Chart, source: str) -> bytes:
    """The chart as PNG, for print."""
    import vl_convert

    spec = paper_spec(chart, source)
    return bytes(vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=PNG_SCALE, allowed_base_urls=[]))


def undated_note(undated: int) -> str:
    """What a caption says of rows that stand by the day of their report; nothing where there are none.

    >>> undated_note(2)
    ' 2 of them undated, each on the day of its report.'
    """
    return f" {undated} of them undated, each on the day of its report." if undated else ""


def to_csv(chart: Chart) -> str:
    """The rows as CSV, columns named as the record's fields."""
    text = io.StringIO()
    names = [each.name for each in dataclasses.fields(chart.row_type)]
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in chart.rows)
    return text.getvalue()


def quad_colour() -> Spec:
    """The colours of the four kinds, with their legend."""
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(QUADS), "range": list(QUAD_COLOURS)},
        "legend": {"title": None, "orient": "bottom", "columns": 2, "symbolType": "square"},
    }


def dot_size(smallest: int, largest: int) -> Spec:
    """Dots whose area grows with the square root of `events`, between these sizes in square pixels."""
    return {
        "field": "events",
        "type": "quantitative",
        "scale": {"type": "sqrt", "range": [smallest, largest]},
        "legend": None,
    }


def step_transform(step: str, name: str) -> list[Spec]:
    """Where the step that begins at the day `name` ends, its middle, and its words for a tooltip; days are days in every time zone."""
    words = {"month": "%B %Y", "year": "%Y"}.get(step, "%-d %B %Y")
    return [
        {"calculate": f"utcOffset('{step}', toDate(datum.{name}), 1)", "as": f"{name}_end"},
        {"calculate": f"(time(toDate(datum.{name})) + time(datum.{name}_end)) / 2", "as": f"{name}_middle"},
        {"calculate": f"utcFormat(toDate(datum.{name}), '{words}')", "as": f"{name}_words"},
    ]


def zoomed() -> list[Spec]:
    """Parameters that let a reader move along time: drag; Shift and the wheel, so that the page still scrolls; a double click resets."""
    select = {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.shiftKey]"}
    return [{"name": "zoom", "select": select, "bind": "scales"}]


def time_axis(step: str, since: date, until: date, *, field: str = "period") -> Spec:
    """The axis of a field, over the whole steps that these days touch, with empty ones around few."""
    return {**further_axis(field), "scale": time_scale(*days_shown(step, since, until))}


def days_shown(step: str, since: date, until: date) -> tuple[date, date]:
    """The first day of an axis and the one after its last: the steps that these days touch, and so many around that there are FEWEST_STEPS.

    >>> days_shown("year", date(2020, 5, 1), date(2021, 5, 1))
    (datetime.date(2017, 1, 1), datetime.date(2026, 1, 1))
    """
    first, end = step_start(step, since), step_start(step, until, further=1)
    touched = next((n for n in range(1, FEWEST_STEPS) if step_start(step, first, further=n) >= end), FEWEST_STEPS)
    missing = FEWEST_STEPS - touched
    return step_start(step, first, further=-(missing // 2)), step_start(step, end, further=missing - missing // 2)


def step_start(step: str, day: date, *, further: int = 0) -> date:
    """The first day of the step (day, week from Monday, month, year) that a day lies in, or of one further on.

    >>> step_start("month", date(2022, 12, 31), further=1)
    datetime.date(2023, 1, 1)
    """
    if step in {"day", "week"}:
        first = day - timedelta(days=day.weekday() if step == "week" else 0)
        return first + timedelta(days=further * (7 if step == "week" else 1))
    months = (day.year * 12 + day.month - 1 + further) if step == "month" else (day.year + further) * 12
    return date(months // 12, months % 12 + 1, 1)


def time_scale(since: date, until: date) -> Spec:
    """A scale over these days. Not `domain`, which Vega-Lite mixes up with that of a second channel (x2)."""
    return {"type": "utc", "domainMin": since.isoformat(), "domainMax": until.isoformat()}


def further_axis(field: str = "period") -> Spec:
    """The same axis in further layers, which must not name its domain again."""
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": DAYS_AXIS}


class KindCount(Protocol):
    """Events of one kind in one step."""

    @property
    def period(self) -> date: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def events(self) -> int: ...  # noqa: D102


def kinds_body(step: str, since: date, until: date, rows: Iterable[KindCount]) -> Spec:
    """Rows with `period`, `kind` and `events` as bars: cooperation upwards, conflict downwards, material ones next to the line."""
    way = "indexof(['verbal cooperation', 'material cooperation'], datum.kind) >= 0 ? datum.events : -datum.events"
    rank = "indexof(['material cooperation', 'verbal cooperation', 'material conflict', 'verbal conflict'], datum.kind)"
    return {
        "transform": [
            *step_transform(step, "period"),
            {"calculate": way, "as": "signed"},
            {"calculate": rank, "as": "rank"},
        ],
        "params": zoomed(),
        "mark": {"type": "bar", "orient": "vertical", "clip": True},
        "encoding": {
            "x": time_axis(step, since, until),
            "x2": {"field": "period_end"},
            "y": _kinds_axis(rows),
            "order": {"field": "rank"},
            "color": quad_colour(),
            "tooltip": [
                {"field": "period_words", "title": step.capitalize()},
                {"field": "kind", "title": "Kind"},
                {"field": "events", "title": "Events"},
            ],
        },
    }


def _kinds_axis(rows: Iterable[KindCount]) -> Spec:
    reach: Counter[tuple[date, bool]] = Counter()
    for row in rows:
        reach[row.period, row.kind in COOPERATION] += row.events
    up, down = (
        max((count for (_, is_up), count in reach.items() if is_up is side), default=0) for side in (True, False)
    )
    return {
        "field": "signed",
        "type": "quantitative",
        "stack": "zero",
        "scale": {"domain": [-max(down, LEAST_REACH), max(up, LEAST_REACH)], "nice": True},
        "title": "conflict ← events → cooperation",
        "axis": {**WHOLE_NUMBERS, "tickCount": 5},
    }


@cache
def browser_script() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that sets `window.vegaEmbed`."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE))


@cache
def world() -> str:
    """The shapes of the world's countries as TopoJSON, by ISO 3166-1 alpha-3 code."""
    return (files("detente.web") / "world" / "countries.json").read_text(encoding="utf-8")


@cache
def points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the states that have no shape in `world`."""
    lines = (files("detente.web") / "world" / "points.tsv").read_text(encoding="utf-8").splitlines()[2:]
    rows = [line.split("\t") for line in lines]
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in rows}


def _filled(chart: Chart, theme: Theme, shapes: Spec) -> Spec:
    fillings: dict[str, Any] = {f"{{{name}}}": colour for name, colour in dataclasses.asdict(PALETTES[theme]).items()}
    fillings["{rows}"] = {"values": chart.values}
    fillings["{world}"] = {**shapes, "format": {"type": "topojson", "feature": "countries"}}
    return {"$schema": SCHEMA, "data": fillings["{rows}"], "config": _config(theme), **_fill(chart.body, fillings)}


def _fill(value: Any, fillings: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(value, dict):
        return {key: _fill(part, fillings) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_fill(part, fillings) for part in value]
    return fillings.get(value, value) if isinstance(value, str) else value


def _without_links(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """On paper nothing leads anywhere."""
    if isinstance(value, dict):
        return {key: _without_links(part) for key, part in value.items() if key != "href"}
    return [_without_links(part) for part in value] if isinstance(value, list) else value


def _config(theme: Theme) -> Spec:
    colours = PALETTES[theme]
    axis = {
        "labelColor": colours.quiet,
        "titleColor": colours.quiet,
        "gridColor": colours.grid,
        "domainColor": colours.grid,
        "tickColor": colours.grid,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
    }
    legend = {"labelColor": colours.ink, "titleColor": colours.quiet, "titleFontWeight": "normal", "labelFontSize": 12}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": legend,
        "title": {"color": colours.ink},
        "mark": {"color": colours.accent},
        "text": {"color": colours.ink},
    }


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # A spreadsheet would run a cell that begins like this as a formula.
    return f"'{text}" if text[:1] in {"=", "+", "@"} or (text[:1] == "-" and not _is_number(text)) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _lines(text: str, width: int = 120) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
