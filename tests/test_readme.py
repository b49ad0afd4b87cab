"""The README's promises: its commands run, its Python prints what it says."""

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    detente (\w+)", README, re.MULTILINE)


def test_its_python_prints_what_it_says() -> None:
    parser = doctest.DocTestParser()
    runner = doctest.DocTestRunner()
    runner.run(parser.get_doctest(README, {}, "README.md", "README.md", 0))
    assert runner.summarize().attempted >= 5
    assert runner.summarize().failed == 0


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_its_commands_exist(command: str) -> None:
    detente = shutil.which("detente", path=str(Path(sys.executable).parent))
    assert detente
    subprocess.run([detente, command, "--help"], check=True, capture_output=True)  # noqa: S603 (our own command)


def test_the_examples_are_coded() -> None:
    detente = shutil.which("detente", path=str(Path(sys.executable).parent))
    assert detente
    done = subprocess.run(  # noqa: S603 (our own command)
        [detente, "code", *map(str, sorted((ROOT / "examples").glob("*.*"))), "--format", "jsonl"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 20
