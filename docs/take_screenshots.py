"""The pictures of docs/screenshots, taken anew: `python -m docs.take_screenshots demo.duckdb`.

The ledger is that of `make demo-ledger`; a copy of it is served, since Review writes. Needs the dependency group `browser` and
Debian's Chromium, no network.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.ledger import Ledger
from detente.web import make_app
from tests.web.serving import serving

FOLDER = Path(__file__).parent / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 1500}, {"width": 500, "height": 1400}
FLAGS = ("--no-sandbox", "--disable-background-networking")
WAIT_MS = 120_000
MOST_TOLD = (
    "select happening_id from happenings order by is_contested desc, origins desc, reports desc, happening_id limit 1"
)
STORY = "select id from stories where source like '%2006-11-addis-ababa-asmara%'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file of docs/screenshots, the page that it shows, and what is done there first."""

    name: str
    path: str
    size: dict[str, int]
    theme: str = "light"
    before: Callable[[Any], None] = lambda _: None
    """Given Playwright's page."""


def pictures(path: Path) -> tuple[Picture, ...]:
    """All of them, of the ledger."""
    with Ledger(path, read_only=True) as ledger:
        ((happening,),), ((story,),) = (ledger.sql(query).fetchall() for query in (MOST_TOLD, STORY))
        ((first, last),) = ledger.sql("select min(published), max(published) from stories").fetchall()
    return (
        Picture(name="period", path=f"/period?from={first}&to={last}", size=WIDE),
        Picture(name="dyad", path="/dyad/IND/PAK", size=WIDE),
        Picture(name="happening", path=f"/happening/{happening}", size={**WIDE, "height": 1130}),
        Picture(name="story-phone", path=f"/story/{story}", size=PHONE, theme="dark"),
        Picture(name="paste", path="/paste?example", size={**WIDE, "height": 1180}, before=_find_events),
        Picture(name="review", path="/review", size={**WIDE, "height": 1240}, before=_accept_one),
    )


def _find_events(page: Any) -> None:  # noqa: ANN401 (Playwright's page)
    page.get_by_role("button", name="Find events").click()
    page.wait_for_selector("mark", timeout=WAIT_MS)


def _accept_one(page: Any) -> None:  # noqa: ANN401
    with page.expect_navigation(timeout=WAIT_MS):
        page.keyboard.press("a")


def take(browser: Any, base: str, picture: Picture) -> None:  # noqa: ANN401 (Playwright's browser)
    """Open the page, wait for its charts, and write the picture."""
    context = browser.new_context(viewport=picture.size, color_scheme=picture.theme, locale="en-GB")
    page = context.new_page()
    page.goto(base + picture.path)
    picture.before(page)
    drawn = (
        "() => [...document.querySelectorAll('[data-chart]')].filter(seen).every((place) => 'drawn' in place.dataset)"
    )
    in_view = "(place) => place.getBoundingClientRect().top < innerHeight"
    page.wait_for_function(drawn.replace("seen", in_view), timeout=WAIT_MS)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    ledger = parser.parse_args().ledger
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(shutil.copy(ledger, Path(folder) / ledger.name))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        with serving(make_app(copy, review=True)) as base:
            for picture in pictures(ledger):
                take(browser, base, picture)
        browser.close()


if __name__ == "__main__":
    main()
