"""Axes of charts: few steps are shown among empty ones, few events among more."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.web.charts import FEWEST_STEPS, days_shown, kinds_body, step_start

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
