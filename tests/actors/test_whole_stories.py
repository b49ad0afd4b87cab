"""Whole marked stories (tests/cases/actors/whole) against floors: what the rules were corrected on, and what was held back."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.story_actors import Tally, count, marked_stories, prepare, resolve
from detente.actors import load_knowledge

WHOLE = Path(__file__).parents[1] / "cases" / "actors" / "whole"
FLOORS = {
    "open.txt": (0.95, 0.86),
    "second.txt": (0.95, 0.84),
    "third.txt": (0.95, 0.84),
    "fourth.txt": (0.92, 0.86),
    "fifth.txt": (0.92, 0.84),
    "held_back.txt": (0.90, 0.80),
}
"""Lowest share of resolved mentions with the right country, and of mentions with the right sector."""


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_whole_stories_stay_above_their_floors(name: str) -> None:
    tally = Tally()
    knowledge = load_knowledge()
    for story in marked_stories(WHOLE / name):
        for _, mention, entities in resolve(prepare(story), knowledge):
            count(tally, mention, entities)
    counts: Counter[str] = tally.counts
    country, sector = FLOORS[name]
    assert counts["country"] > 150
    assert counts["resolved"] >= 0.92 * counts["country"]
    assert counts["right"] >= country * counts["resolved"]
    assert counts["sector right"] >= sector * counts["sector"]


def test_a_marked_story_has_its_text_and_page() -> None:
    story = next(marked_stories(WHOLE / "open.txt"))
    assert story["page"].startswith(f"{story['title']}\n\nMASERU - Teachers in Lesotho walked out")
    assert story["sentences"][0]["mentions"][0]["text"] == "Teachers in Lesotho"
