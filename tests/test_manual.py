"""`detente help`: every topic is listed and printed, and what it tells to type exists."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli import main
from detente.cli.ledger import FORMATS
from detente.manual import page, topics

TYPED = re.compile(r"^ *detente (\w+)(?: (find|update|export))?([^|\n]*)", re.MULTILINE)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_topics_are_listed_with_what_they_are_about() -> None:
    listed = run("help").splitlines()
    assert [line.split()[0] for line in listed] == list(topics())
    assert len(listed) >= 7


@pytest.mark.parametrize("topic", topics())
def test_a_topic_is_printed_and_its_commands_exist(topic: str) -> None:
    text = run("help", topic)
    assert text == page(topic)
    assert max(map(len, text.splitlines())) <= 140
    for name, _, rest in TYPED.findall(text):
        command = main.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        if not isinstance(command, click.Group):
            assert set(re.findall(r"--[a-z-]+", rest)) <= known, name


def test_every_format_of_export_is_named() -> None:
    text = page("formats")
    assert all(re.search(rf"\b{name}\b", text) for name in FORMATS)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_help_of_a_command_is_that_of_the_command(name: str) -> None:
    assert run("help", name).splitlines()[0].startswith(f"Usage: detente {name}")


def test_an_unknown_topic_names_those_that_there_are() -> None:
    result = CliRunner().invoke(main, ["help", "nothing"])
    assert result.exit_code == 2
    assert "completion" in result.stderr


@pytest.mark.parametrize(("shell", "mark"), [("bash", "COMPREPLY"), ("zsh", "compdef"), ("fish", "complete ")])
def test_shells_get_their_completion(shell: str, mark: str) -> None:
    detente = Path(sys.executable).parent / "detente"
    environment = {**os.environ, "_DETENTE_COMPLETE": f"{shell}_source"}
    done = subprocess.run([str(detente)], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if shell == "bash" and "Bash" in done.stderr:
        pytest.skip("needs bash 4.4")
    assert mark in done.stdout
    assert f"{shell}_source" in page("completion")
