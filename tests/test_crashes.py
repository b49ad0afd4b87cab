"""What the fuzzer once broke stays mended: each file of tests/cases/crashes/TARGET/ goes through its target again."""

from pathlib import Path

import pytest

from fuzz import NAMES
from fuzz.__main__ import mutated, run_plain
from fuzz.targets import TARGETS

CRASHES = sorted((Path(__file__).parent / "cases" / "crashes").glob("*/*"))


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_raised_does_no_more(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


def test_the_names_are_those_of_the_targets() -> None:
    assert tuple(TARGETS) == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("model", "pages")])
def test_a_short_run_of_each_target_finds_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run_plain(name, runs=20, seed=7, found=tmp_path)
    assert ended.value.code == 0
    assert list(tmp_path.iterdir()) == []


def test_mutations_are_the_same_for_the_same_seed() -> None:
    import random

    first, second = ([mutated([b"abc", b"defg"], random.Random(3)) for _ in range(5)] for _ in range(2))  # noqa: S311
    assert first == second
