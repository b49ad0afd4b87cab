"""The documentation: every page is in the site's navigation, every link leads somewhere, every command of the tutorials exists."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from detente.cli import main

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
LINK = re.compile(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)")
TYPED = re.compile(r"^ +detente (\w+)([^|\n]*)", re.MULTILINE)
CODE = re.compile(r"^    # (\w+\.py)[^\n]*\n((?:(?:    [^\n]*)?\n)+)", re.MULTILINE)


def listed(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    inner = entry.values() if isinstance(entry, dict) else entry
    return [page for each in inner for page in listed(each)]  # type: ignore[attr-defined]


def test_the_navigation_has_every_page_once() -> None:
    project = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(listed(project["nav"])) == [str(page.relative_to(DOCS)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted((DOCS / "tutorials").glob("*.md")), ids=lambda page: page.stem)
def test_the_commands_and_scripts_of_a_tutorial_stand(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name, rest in TYPED.findall(text):
        command = main.commands[name]
        options = {option for parameter in command.params for option in parameter.opts}
        if not isinstance(command, click.Group) and name != "train":
            assert set(re.findall(r"--[a-z-]+", rest)) <= options, name
    for name, body in CODE.findall(text):
        compile(re.sub(r"^    ", "", body, flags=re.MULTILINE), name, "exec")
