"""Pages of all sorts and the day on which each was published: right or unknown, never wrong."""

from pathlib import Path

import pytest

from detente.clean import clean_page
from detente.records import Page, Story

CASES = Path(__file__).parents[1] / "cases" / "clean" / "published.txt"
OPEN = frozenset({"French order of a masthead"})
"""Pages whose day is not found."""


def pages() -> list[tuple[str, str, str]]:
    """Name, day ("-" for none) and content of each page."""
    _, *parts = CASES.read_text(encoding="utf-8").split("\n== ")
    found = []
    for part in parts:
        head, _, content = part.partition("\n")
        name, _, day = head.rpartition(" | ")
        found.append((name, day, content.strip()))
    return found


@pytest.mark.parametrize(("name", "day", "content"), pages())
def test_the_day_of_a_page(name: str, day: str, content: str) -> None:
    story = clean_page(Page(name=name, content=content, kind="html" if content.startswith("<") else "text"))
    assert isinstance(story, Story)
    assert str(story.published or "-") == ("-" if name in OPEN else day)


@pytest.mark.parametrize(
    "line",
    [
        "Accessed 30-09-2025",
        "Copyright Lake Herald 2025. Page saved 30 September 2025",
        "First saved to our archive on 30 Sept 2025.",
        "mirror copy stored 30.09.2025 by a reader",
        "Text of a scan, with the errors of the machine. Retrieved 30-09-2025.",
    ],
)
def test_the_day_of_the_crawl_below_the_links(line: str) -> None:
    content = (
        "Lake Herald\n\nIce closes the river\n\nIce closed the river to ships between the two dams, a month late.\n\n"
        f"Related\nFerry strike goes on\n\n{line}"
    )
    story = clean_page(Page(name="page", content=content, kind="text"))
    assert isinstance(story, Story)
    assert (str(story.crawled), story.published) == ("2025-09-30", None)
