import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.ledger import Ledger
from detente.ledger.topics import merge_by_average
from detente.records import Coded
from tests.ledger.made import coded

FLOOD = (
    "The river Sava broke its banks at Krsko and drowned the lower town in muddy water.",
    "Boats brought people out of Krsko after the Sava broke its banks and water filled the lower town.",
    "Muddy water of the Sava stands two metres deep in the lower town of Krsko.",
)
STRIKE = (
    "Engine drivers in Lombardy walked out over pay and no train left the station of Milan.",
    "A walkout of engine drivers over pay emptied the station of Milan, where no train ran.",
    "No train ran in Lombardy because engine drivers want better pay.",
)
LINKS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.floats(0.01, 1.0)), max_size=30)


def stories() -> list[Coded]:
    return [coded(f"page{at}", text=text, published="2022-03-01") for at, text in enumerate(FLOOD + STRIKE)]


def topics(path: Path, items: list[Coded]) -> dict[str, str]:
    with Ledger(path) as ledger:
        ledger.add_coded(items)
        table = ledger.topics()
        return dict(zip(table["story_id"].to_pylist(), table["topic_id"].to_pylist(), strict=True))


def test_stories_of_one_matter_are_one_topic_whatever_their_order(tmp_path: Path) -> None:
    items = stories()
    found = topics(tmp_path / "a.duckdb", items)
    groups = [{found[item.story.id] for item in part} for part in (items[:3], items[3:])]
    assert [len(group) for group in groups] == [1, 1]
    assert groups[0] != groups[1]
    random.Random(5).shuffle(items)  # noqa: S311 (no secret)
    assert topics(tmp_path / "b.duckdb", items) == found


def test_an_empty_ledger_has_no_topics(tmp_path: Path) -> None:
    assert topics(tmp_path / "x.duckdb", []) == {}


@given(LINKS)
def test_a_root_is_its_own_and_nothing_unlinked_is_merged(links: list[tuple[int, int, float]]) -> None:
    both: dict[int, dict[int, float]] = {}
    for one, other, value in links:
        if one != other:
            both.setdefault(one, {})[other] = value
            both.setdefault(other, {})[one] = value
    roots = merge_by_average(both, at_least=0.2)
    assert not set(roots) & set(roots.values())
    assert set(roots) | set(roots.values()) <= set(both)
    strict = merge_by_average(both, at_least=1.01)
    assert strict == {}
