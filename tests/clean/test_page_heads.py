"""Floors for what is read off the heads of text dumps (corpus/pages), a little under what was measured."""

import pytest

from benchmarks.page_heads import PAGES, count

FLOORS = {
    "p01": {"title": 48, "publisher": 40, "published": 46, "crawled": 44, "sentence": 100},
    "p02": {"title": 37, "publisher": 25, "published": 36, "crawled": 37, "sentence": 96},
}
MOST_WRONG_DAYS = {"p01": 0, "p02": 2}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_heads_of_pages(name: str) -> None:
    found = count(PAGES / f"{name}.txt")
    assert {field: min(found[field]["right"], floor) for field, floor in FLOORS[name].items()} == FLOORS[name]
    assert found["published"]["wrong"] + found["published"]["invented"] <= MOST_WRONG_DAYS[name]
