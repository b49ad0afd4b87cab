"""The demo archive: what it promises (76 pages, 15 dyads, 20 years) and that the product reads all of it, with the right month."""

from collections import Counter
from pathlib import Path

import pytest

from detente.clean import clean_page
from detente.read import read_pages
from detente.records import Page, Story

ROOT = Path(__file__).parent.parent
ARCHIVE = ROOT / "examples" / "archive"
PAGES = 76
DATED = 71  # 5 pages have their date in a form that is not read yet, e.g. "Updated 1843 GMT (0243 HKT) July 24, 2018"


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    pages = [page for page in read_pages([str(path) for path in sorted(ARCHIVE.glob("2*"))]) if isinstance(page, Page)]
    return [story for story in map(clean_page, pages) if isinstance(story, Story)]


def test_no_page_is_refused(stories: list[Story]) -> None:
    assert len(stories) == PAGES


def test_publication_dates_are_those_of_the_file_names(stories: list[Story]) -> None:
    for story in stories:
        if story.published and ".jsonl" not in story.source:
            assert Path(story.source).name.startswith(story.published.strftime("%Y-%m-")), story.source
    assert sum(story.published is not None for story in stories) >= DATED


def test_twenty_years_and_fifteen_dyads() -> None:
    names = [path.stem.split("-", 2) for path in ARCHIVE.glob("2*.*") if path.suffix != ".jsonl"]
    years = {int(year) for year, *_ in names}
    dyads = Counter(rest.rstrip("-123") for *_, rest in names)
    assert max(years) - min(years) >= 20
    assert len(dyads) >= 15
    assert sum(count >= 4 for count in dyads.values()) >= 6
