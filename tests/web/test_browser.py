"""The site in a browser: every page draws without a fault, asks for nothing outside, can be read by everybody; Paste and Review by hand.

Needs the dependency group `browser` and Chromium (Debian's package); skipped where there is none.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest

from detente.ledger import Ledger
from detente.web import make_app
from detente.web.rooms import to_segment
from tests.web.made import HOSTILE_NAME, make_ledger
from tests.web.serving import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("no browser: Debian's package is 'chromium'", allow_module_level=True)
if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
    pytest.skip("no Playwright: uv sync --group browser", allow_module_level=True)

from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE = {"serious", "critical"}
Theme = Literal["light", "dark"]


@dataclass(slots=True)
class Watched:
    """A tab, and what went wrong in it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Load a page and wait until its charts are drawn."""
        self.page.goto(self.base + path)
        self.page.evaluate("document.querySelectorAll('[data-chart]').forEach((place) => place.scrollIntoView())")
        for place in self.page.locator("[data-chart]").all():
            expect(place).to_have_attribute("data-drawn", "", timeout=60_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = make_ledger(tmp_path_factory.mktemp("browser") / "made.duckdb")
    with serving(make_app(path, review=True)) as base:
        yield base


@contextmanager
def tab(browser: Any, base: str, *, theme: Theme = "light", size: dict[str, int] = WIDE) -> Iterator[Watched]:  # noqa: ANN401
    context = browser.new_context(color_scheme=theme, viewport=size, accept_downloads=True)
    watched = Watched(page=context.new_page(), base=base)

    def asked(request: Any) -> None:  # noqa: ANN401
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != base:
            watched.faults.append(f"outside request: {request.url}")

    def said(message: Any) -> None:  # noqa: ANN401
        if message.type in {"error", "warning"}:
            watched.faults.append(message.text)

    def shown(dialog: Any) -> None:  # noqa: ANN401
        watched.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    watched.page.on("request", asked)
    watched.page.on("console", said)
    watched.page.on("pageerror", lambda error: watched.faults.append(str(error)))
    watched.page.on("dialog", shown)
    try:
        yield watched
    finally:
        context.close()
    assert watched.faults == []


@pytest.fixture
def desk(browser: Any, site: str) -> Iterator[Watched]:  # noqa: ANN401
    with tab(browser, site) as watched:
        yield watched


@pytest.fixture(scope="module")
def paths(ids: dict[str, str]) -> dict[str, str]:
    """Every kind of page."""
    hostile = next(name for name in ids if name.startswith('"><svg'))
    return {
        "period": "/",
        "score map": "/period?map=score",
        "dyad": "/dyad/UKR/PRK?with=LTU/BLR",
        "two parties": "/dyad",
        "actor": "/actor/RUS",
        "person": "/actor/person%3Avladimir-putin",
        "happening": f"/happening/{ids['Post-1 happening']}",
        "story": f"/story/{ids['Herald-1']}",
        "search": "/search?q=diplomats",
        "search form": "/search",
        "paste": "/paste?example",
        "review": "/review",
        "hostile story": f"/story/{ids[hostile]}",
        "hostile actor": f"/actor/{to_segment(HOSTILE_NAME)}",
        "hostile happening": f"/happening/{ids['hostile happening']}",
    }


KINDS = (
    "period", "score map", "dyad", "two parties", "actor", "person", "happening", "story", "search", "search form", "paste", "review",
    "hostile story", "hostile actor", "hostile happening",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_draws_without_a_fault(desk: Watched, paths: dict[str, str], kind: str) -> None:
    desk.open(paths[kind])
    expect(desk.page.locator("h1")).to_be_visible()
    assert desk.page.evaluate("window.alert.toString()") == "function alert() { [native code] }"
    assert desk.page.locator("main img[onerror], main script, main svg script").count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(browser: Any, site: str, paths: dict[str, str], kind: str) -> None:  # noqa: ANN401
    with tab(browser, site, size=PHONE) as watched:
        watched.open(paths[kind])
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def findings(page: Page) -> list[str]:
    """What axe finds serious or worse."""
    # Evaluated through the browser's debugger, so that the page's policy needs no exception for it.
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", list(RULES))
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for each in found["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_read_every_page(browser: Any, site: str, paths: dict[str, str], kind: str, theme: Theme) -> None:  # noqa: ANN401
    with tab(browser, site, theme=theme) as watched:
        watched.open(paths[kind])
        assert findings(watched.page) == []


def test_a_pasted_text_is_marked(desk: Watched) -> None:
    desk.open("/paste")
    desk.page.get_by_role("link", name="Try an example").click()
    desk.page.get_by_role("button", name="Find events").click()
    expect(desk.page.locator("mark").first).to_have_text("expelled", timeout=120_000)
    desk.page.locator("a.trigger").first.click()
    assert desk.page.url.endswith("#n1")
    expect(desk.page.locator("#n1")).to_be_in_viewport()
    desk.page.locator("summary", has_text="piece").first.click()
    expect(desk.page.locator(".furniture")).to_contain_text("Ten things to know")
    assert findings(desk.page) == []


def test_a_hostile_text_is_inert(desk: Watched) -> None:
    desk.open("/paste")
    hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)> Russia accused Ukraine of shelling Donetsk on Monday."
    desk.page.get_by_label("Text or address").fill(hostile)
    desk.page.get_by_role("button", name="Find events").click()
    expect(desk.page.locator("textarea")).to_have_value(hostile, timeout=120_000)
    assert desk.page.locator("main img, main script").count() == 0


def test_filters_stand_in_the_address(desk: Watched) -> None:
    desk.open("/search")
    desk.page.locator("main form input[name=q]").fill("diplomats")
    desk.page.locator("main form input[name=q]").press("Enter")
    desk.page.wait_for_url(re.compile(r"q=diplomats"))
    expect(desk.page.locator("main")).to_contain_text("expelled three")
    desk.page.locator("main form select[name=type]").select_option("SANCTION")
    desk.page.locator("main form button[type=submit], main form button:not([type])").first.click()
    desk.page.wait_for_url(re.compile(r"type=SANCTION"))
    expect(desk.page.locator("main")).to_contain_text("expelled three")
    desk.page.go_back()
    assert "SANCTION" not in desk.page.url


@pytest.mark.parametrize("kind", ["CSV", "PNG", "SVG"])
def test_charts_can_be_taken_away(desk: Watched, kind: str) -> None:
    desk.open("/dyad/RUS/UKR")
    link = desk.page.locator(".downloads").first.get_by_role("link", name=kind)
    answer = desk.page.request.get(desk.base + str(link.get_attribute("href")))
    start = {"CSV": b"", "PNG": b"\x89PNG", "SVG": b"<svg"}[kind]
    assert answer.ok
    assert answer.body().startswith(start)
    assert len(answer.body()) > 30


def test_the_theme_can_be_switched_and_is_remembered(desk: Watched) -> None:
    desk.open("/search")
    desk.page.locator("#theme").click()
    assert desk.page.locator("html").get_attribute("data-theme") == "dark"
    desk.open("/paste")
    assert desk.page.locator("html").get_attribute("data-theme") == "dark"


def test_a_page_can_be_used_by_keyboard(desk: Watched) -> None:
    desk.open("/search")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator("a.skip")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_be_focused()


def test_events_are_reviewed_by_keyboard(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    path = make_ledger(tmp_path / "reviewed.duckdb")
    with serving(make_app(path, review=True)) as base, tab(browser, base) as watched:
        page = watched.page
        watched.open("/review")
        waiting = waiting_of(page)
        first = address_of(page)
        press(page, "n")
        passed = address_of(page)
        assert passed != first
        press(page, "a")
        assert waiting_of(page) == waiting - 1
        press(page, "r")
        assert waiting_of(page) == waiting - 2
        expect(page.locator(".verdict").first).to_have_text("rejected")
        correct_by_keyboard(page)
        assert waiting_of(page) == waiting - 3
        press(page, "u")
        expect(page.locator("main .notice").first).to_contain_text("corrected")
        page.locator("#keys").uncheck()
        here = page.url
        page.keyboard.press("a")
        page.wait_for_timeout(300)
        assert page.url == here
    with Ledger(path, read_only=True) as ledger:
        said = ledger.corrections()
    assert [each.verdict for each in said] == ["accept", "reject", "correct"]
    assert (said[2].event_type, said[2].mode, said[2].reviewer) == ("CONSULT", "visit", "Ada")


def correct_by_keyboard(page: Page) -> None:
    """The act, then the name, then save."""
    page.keyboard.press("c")
    expect(page.locator("#act")).to_be_focused()
    page.locator("#act").select_option("CONSULT/visit")
    page.get_by_label("Your name").fill("Ada")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def waiting_of(page: Page) -> int:
    return int(str(page.locator(".page-head .byline").text_content()).split()[0])


def address_of(page: Page) -> str:
    return str(page.locator("#verdict").get_attribute("action"))


def test_an_event_is_reviewed_from_its_story(desk: Watched, ids: dict[str, str]) -> None:
    desk.open(f"/story/{ids['Gazette-1']}")
    desk.page.get_by_role("link", name="Accept, correct or reject").click()
    desk.page.get_by_role("button", name="Accept").click()
    desk.page.wait_for_url(re.compile(r"/story/"))
    expect(desk.page.locator(".entry .basis").first).to_contain_text("confidence 1.00")
