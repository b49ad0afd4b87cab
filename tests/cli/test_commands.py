"""All commands: found, documented, started at once, by either name."""

import re
import subprocess
import sys
from pathlib import Path

import click
from click.testing import CliRunner

from detente.cli import main

ROOT = Path(__file__).parents[2]
HEAVY = (
    "detente.pipeline",
    "detente.records",
    "duckdb",
    "httpx",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "rich",
    "starlette",
)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_command_shows_an_example_and_is_in_the_docs() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    for name, command in main.commands.items():
        help_text = run(name, "--help")
        assert re.search(rf"\bdetente {name} ", help_text), f"{name} --help shows no example"
        assert f"detente {name}" in pages, f"{name} is not in README or docs"
        assert all(
            option.help or option.name == "output_format"
            for option in command.params
            if isinstance(option, click.Option)
        )


def test_help_waits_for_nothing_heavy() -> None:
    code = f"import sys, detente.cli; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "[]"


def test_the_package_runs_as_the_command() -> None:
    found = subprocess.run([sys.executable, "-m", "detente.cli", "--help"], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("Usage: python -m detente.cli ")
    assert re.findall(r"^  ([a-z]+) ", found.stdout, re.MULTILINE) == sorted(main.commands)
