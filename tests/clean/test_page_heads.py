"""Floors for what is read off the heads of text dumps (corpus/pages), a little under what was measured."""

import pytest

from benchmarks.page_heads import PAGES, count

FLOORS = {
    "p01": {"title": 49, "publisher": 40, "published": 46, "crawled": 44, "sentence": 100},
    "p02": {"title": 44, "publisher": 34, "published": 43, "crawled": 45, "sentence": 99},
}
MOST_WRONG_DAYS = {"p01": 0, "p02": 0}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_heads_of_pages(name: str) -> None:
    found = count(PAGES / f"{name}.txt")
    assert {field: min(found[field]["right"], floor) for field, floor in FLOORS[name].items()} == FLOORS[name]
    assert found["published"]["wrong"] + found["published"]["invented"] <= MOST_WRONG_DAYS[name]
