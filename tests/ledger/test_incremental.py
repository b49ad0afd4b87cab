"""A refresh after each add gives what working out everything anew gives."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ledger import Ledger
from detente.records import Coded
from tests.ledger.made import coded, event
from tests.ledger.test_happenings import WIRE, cases

DERIVED = {
    "derived.origins": "*",
    "derived.happening_events": "*",
    "derived.happenings": "* replace (list_sort(denied_by) as denied_by)",
    "derived.contradictions": "* replace (list_sort(versions) as versions)",
    "derived.evidence": "*",
}
PLACES = ("Kharkiv", "Odesa", None)
DEEDS = (
    "Russian jets bombed a depot near the river and killed {} guards.",
    "Air raid of Russia on the depot by the river: {} guards dead.",
    "A school burned after {} shells fell on the town.",
    "Ministers spoke about grain for {} hours.",
)
STORIES: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    day=st.integers(0, 12),
    deed=st.integers(0, 3),
    number=st.integers(2, 4),
    code=st.sampled_from(["RUS 195 UKR", "RUS 190 UKR", "UKR 111 RUS", "RUS,UKR 046 -"]),
    place=st.sampled_from(PLACES),
    denied=st.booleans(),
    page=st.integers(0, 7),
    wire=st.integers(0, 3),
    coder=st.sampled_from(["made 1", "made 2"]),
    month=st.booleans(),
    answer=st.booleans(),
)
ORDER = "select * from (select {} from {}) order by all"


def derived(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {name: ledger.sql(ORDER.format(columns, name)).fetchall() for name, columns in DERIVED.items()}


def worked_out_anew(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    ledger.cursor().execute("delete from derived.state")
    ledger.refresh()
    return derived(ledger)


def story(
    *,
    day: int,
    deed: int,
    number: int,
    code: str,
    place: str | None,
    denied: bool,
    page: int,
    wire: int,
    coder: str,
    month: bool,
    answer: bool,
) -> Coded:
    when = date(2022, 6, 14) + timedelta(days=day)
    line = DEEDS[deed].format(number)
    said = event(f"{when} {code}", line, place=place, auxiliary=("negation",) if denied else ())
    if month:
        said = replace(said, enddate=when + timedelta(days=30), date_precision="month")
    words = WIRE.split(". ")
    events = [said, event(f"{when} RUS 120 UKR", "Moscow dismissed the charge.")] if answer else [said]
    item = coded(
        f"outlet-{page}", *events, text=". ".join([line, *words[: wire + 1]]), published=str(when), coder=coder
    )
    first, *others = item.events
    return replace(item, events=(first, *(replace(other, in_response_to=first.id) for other in others)))


@settings(max_examples=8)
@given(st.lists(STORIES, min_size=2, max_size=14), st.integers(1, 4))
def test_a_refresh_after_each_add_equals_one_of_everything(stories: list[dict[str, object]], step: int) -> None:
    items = [story(**each) for each in stories]  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "x.duckdb") as ledger:
        for first in range(0, len(items), step):
            ledger.add_coded(items[first : first + step])
        assert derived(ledger) == worked_out_anew(ledger)


def test_reports_in_equal_numbers_of_two_days_are_dated_alike_in_any_order(tmp_path: Path) -> None:
    said = "Ministers spoke about grain for 3 hours."
    items = [
        coded(f"o{n}", event(f"2022-06-{day} RUS,UKR 046 -", said, place=place), text=f"{n} {said}")
        for n, (day, place) in enumerate([("19", "Odesa"), ("18", "Odesa"), ("19", None), ("18", None)])
    ]
    found = []
    for name, order in (("a", items), ("b", items[::-1])):
        with Ledger(tmp_path / f"{name}.duckdb") as ledger:
            for item in order:
                ledger.add_coded([item])
            found.append(ledger.sql("select date, place, reports from happenings").fetchall())
            assert derived(ledger) == worked_out_anew(ledger)
    assert found[0] == found[1] == [(date(2022, 6, 18), "Odesa", 4)]


def test_an_event_id_of_two_coders_in_two_happenings_touches_each_alone(tmp_path: Path) -> None:
    said = "Russian jets bombed a depot near the river."
    one, other = (
        coded("o", event(f"2022-06-14 {line}", said), coder=f"made {n}")
        for n, line in enumerate(("RUS 195 UKR", "UKR 111 RUS"))
    )
    first, last = (coded(f"p{n}", event("2022-06-13 RUS 195 UKR", said), text=f"{n} {said}") for n in range(2))
    with Ledger(tmp_path / "x.duckdb") as ledger:
        for items in ([first], [one, other], [last]):
            ledger.add_coded(items)
        assert ledger.sql("select reports from happenings order by all").fetchall() == [(1,), (3,)]
        assert derived(ledger) == worked_out_anew(ledger)


def test_two_coders_readings_of_one_event_make_one_happening_in_any_order(tmp_path: Path) -> None:
    said = "A school burned after 4 shells fell on the town."
    readings = [
        coded("o", event(f"2022-06-14 {line}", said), coder=f"made {n}")
        for n, line in enumerate(("RUS 195 UKR", "RUS,UKR 046 -"))
    ]
    found = []
    for name, order in (("a", readings), ("b", readings[::-1])):
        with Ledger(tmp_path / f"{name}.duckdb") as ledger:
            ledger.add_coded(order)
            found.append(ledger.sql("select cameo, actors, recipients from happenings").fetchall())
    assert found[0] == found[1]


def test_reports_that_come_one_by_one_in_any_order_are_grouped_alike(tmp_path: Path) -> None:
    items = [item for _, item in cases()][::3]
    with Ledger(tmp_path / "x.duckdb") as ledger:
        for item in items[::-1]:
            ledger.add_coded([item])
        assert derived(ledger) == worked_out_anew(ledger)


def test_a_link_between_two_happenings_joins_them_and_a_recoding_parts_them(tmp_path: Path) -> None:
    lines = (
        "Russian jets bombed the ammunition depot.",
        "The ammunition depot bombed by Russian jets stood beside a grain terminal.",
        "Russian jets bombed a grain terminal.",
    )
    first, between, last = (
        coded(f"o{n}", event(f"2022-06-{14 + 2 * n} RUS 195 UKR", line)) for n, line in enumerate(lines)
    )
    with Ledger(tmp_path / "x.duckdb") as ledger:
        ledger.add_coded([first, last])
        assert ledger.sql("select reports from happenings order by all").fetchall() == [(1,), (1,)]
        ledger.add_coded([between])
        joined = ledger.sql("select max(reports) from happenings").fetchall()
        assert joined[0][0] >= 2
        assert derived(ledger) == worked_out_anew(ledger)
        ledger.add_coded([coded("o1", text=between.story.text, published="2022-06-16", coder="made 2")], coder="made 2")
        assert ledger.sql("select reports from happenings order by all").fetchall() == [(1,), (1,)]
        assert derived(ledger) == worked_out_anew(ledger)
