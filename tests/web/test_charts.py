"""Axes of charts: few steps are shown among empty ones, few events among more."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from detente.web.charts import FEWEST_STEPS, days_shown, kinds_body, step_start, time_axis

STEPS = ("day", "week", "month", "year")
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1))


@dataclass(frozen=True)
class Row:
    period: date
    kind: str
    events: int


@pytest.mark.parametrize("step", STEPS)
@given(since=DAYS, length=st.integers(min_value=0, max_value=4000))
def test_an_axis_holds_whole_steps_and_never_few(step: str, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    first, end = days_shown(step, since, until)
    assert first <= since <= until < end
    assert (step_start(step, first), step_start(step, end)) == (first, end)
    steps = 0
    while step_start(step, first, further=steps) < end:
        steps += 1
    assert steps >= FEWEST_STEPS
    if step_start(step, since, further=FEWEST_STEPS) <= until:
        assert (first, end) == (step_start(step, since), step_start(step, until, further=1))


def test_one_week_stands_in_the_middle() -> None:
    monday = date(2022, 7, 11)
    assert days_shown("week", monday, monday) == (monday - timedelta(weeks=4), monday + timedelta(weeks=5))


def test_bars_reach_as_far_as_the_tallest_stack_and_at_least_two() -> None:
    day, later = date(2022, 7, 11), date(2022, 7, 18)

    def domain(*rows: Row) -> list[int]:
        found: list[int] = kinds_body("week", day, later, rows)["encoding"]["y"]["scale"]["domain"]
        return found

    assert domain(Row(day, "material conflict", 1)) == [-2, 2]
    assert domain() == [-2, 2]
    stacked = (
        Row(day, "verbal cooperation", 3),
        Row(day, "material cooperation", 2),
        Row(later, "verbal cooperation", 4),
    )
    assert domain(*stacked, Row(later, "verbal conflict", 3)) == [-3, 5]


def test_labels_at_the_ends_of_an_axis_of_days_are_turned_inwards() -> None:
    """At the width of a phone the last one was cut."""
    spec = {
        "width": 290,
        "data": {"values": [{"period": "2026-05-04"}]},
        "mark": "circle",
        "encoding": {"x": time_axis("week", date(2026, 5, 4), date(2026, 8, 16))},
    }
    svg = vl_convert.vegalite_to_svg(spec)
    labels = re.findall(r'<text text-anchor="(\w+)" transform="translate\(([\d.]+),', svg)
    half_a_label = 20
    assert labels
    for anchor, place in labels:
        assert float(place) <= 290 - half_a_label or anchor == "end"
        assert float(place) >= half_a_label or anchor == "start"
