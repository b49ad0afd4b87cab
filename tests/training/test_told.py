"""Learning the points of told_signs.tsv: what always goes with the right date gets points, the table keeps its words."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.dates.signs import SIGNS
from training.told import (
    KINDS,
    PATH,
    Choices,
    choose,
    choose_among,
    choose_out_of_fold,
    fit,
    pick,
    read,
    wanted_of,
    write,
)

STORIES = 40
GOOD, BAD = 1, 2
"""A sign that stands only at right dates, and one that stands only at wrong ones."""


@pytest.fixture
def choices() -> Choices:
    """Of two candidates the second is right where the good sign stands."""
    signs = np.zeros((STORIES, 2, len(SIGNS)))
    is_second = np.arange(STORIES) % 2 == 0
    signs[:, 1, GOOD], signs[:, 1, BAD] = is_second, ~is_second
    return Choices(
        story=np.arange(STORIES),
        source=np.full(STORIES, "corpus"),
        is_late=np.zeros(STORIES, bool),
        signs=signs,
        is_there=np.ones((STORIES, 2), bool),
        is_right=np.stack([~is_second, is_second], axis=1),
        is_exact=np.zeros((STORIES, 2), bool),
    )


def test_points_speak_for_what_goes_with_the_right_date(choices: Choices) -> None:
    points = fit(choices)
    assert points[GOOD] > 0 > points[BAD]
    assert not points[BAD + 1 :].any()
    assert pick(choices.is_right, choose(choices, points)).all()


def test_a_fold_learns_nothing_from_its_own_stories(choices: Choices) -> None:
    assert pick(choices.is_right, choose_out_of_fold(choices, seed=0)).all()
    one_story = replace(choices, story=np.zeros(STORIES, np.int64))
    assert not choose_out_of_fold(one_story, seed=0).any(), "without other stories it is the day of publication"


def test_what_is_right_to_the_golds_precision_is_wanted_before_what_is_right_but_finer(choices: Choices) -> None:
    exact = replace(choices, is_exact=~choices.is_right)
    assert (wanted_of(exact) == exact.is_exact).all()
    assert (wanted_of(choices) == choices.is_right).all()


def test_every_story_has_choices_of_as_many_signs_as_there_are() -> None:
    found = choose_among([case for case in read(None) if case.source == "made"])
    assert found.signs.shape[1:] == (KINDS, len(SIGNS))
    assert found.is_there[:, 0].all(), "the day of publication may always be"
    assert not found.signs[:, 0].any(), "and is what points count against"
    assert not (found.is_right & ~found.is_there).any()


def test_the_table_keeps_what_it_says(tmp_path: Path) -> None:
    table = tmp_path / "signs.tsv"
    table.write_text(PATH.read_text(encoding="utf-8"), encoding="utf-8")
    write(np.arange(len(SIGNS), dtype=np.float64) + 0.5, table)
    before, after = PATH.read_text(encoding="utf-8").splitlines(), table.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line.startswith("#")] == [line for line in before if line.startswith("#")]
    rows = [line.split("\t") for line in after if not line.startswith("#")][1:]
    assert [float(row[1]) for row in rows] == [number + 0.5 for number in range(len(SIGNS))]
    assert [row[2] for row in rows] == [line.split("\t")[2] for line in before if not line.startswith("#")][1:]
