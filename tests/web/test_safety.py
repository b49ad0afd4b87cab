"""Nothing in a page is executed or rendered unescaped, and every answer tells the browser so."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from detente.ledger import Ledger
from detente.web import make_app
from detente.web.rendering import make_environment, web_address
from detente.web.rooms import from_segment, to_segment
from tests.ledger.made import coded, event
from tests.web.conftest import BASE
from tests.web.made import HOSTILE, HOSTILE_NAME

SCRIPTS = {"/static/theme.js", "/static/site.js"}


class Parsed(HTMLParser):
    """What a browser finds in a page: elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def scripts(self) -> list[str | None]:
        return [attributes.get("src") for tag, attributes in self.elements if tag == "script"]

    def handlers(self) -> list[str]:
        return [name for _, attributes in self.elements for name in attributes if name.startswith("on")]


def hostile_paths(ids: dict[str, str]) -> list[str]:
    source = next(name for name in ids if name.startswith('"><svg'))
    name = to_segment(HOSTILE_NAME)
    return [
        "/",
        f"/story/{ids[source]}",
        f"/happening/{ids['hostile happening']}",
        f"/actor/{name}",
        f"/dyad/{name}/UKR",
        "/search?q=denounced",
        "/search?in=stories&q=denounced",
        "/search?q=%3Cscript%3Ealert(9)%3C/script%3E&actor=%22%3E%3Cimg+src=x+onerror=alert(9)%3E",
        "/actor/%3Cscript%3Ealert(9)%3C%2Fscript%3E",
    ]


def test_hostile_words_are_inert(client: TestClient, ids: dict[str, str]) -> None:
    for path in hostile_paths(ids):
        text = client.get(path).text
        parsed = Parsed(text)
        assert set(parsed.scripts()) == SCRIPTS, path
        assert parsed.handlers() == [], path
        assert not any(tag in {"svg", "iframe", "object", "embed", "b"} for tag, _ in parsed.elements), path
        assert all((attributes.get("src") or "/").startswith("/") for _, attributes in parsed.elements), path
        assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in parsed.elements), (
            path
        )
        assert "49" not in re.findall(r"Blue.{0,120}", text), path


def test_hostile_words_are_shown(client: TestClient, ids: dict[str, str]) -> None:
    source = next(name for name in ids if name.startswith('"><svg') and not name.endswith(("event", "happening")))
    text = client.get(f"/story/{ids[source]}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; on Sunday" in text
    assert "<code>javascript:alert(3)</code>" in text
    assert client.get(f"/story/{ids[source]}.json").json()["story"]["title"] == HOSTILE * 3


def test_a_title_of_five_megabytes_is_cut(tmp_path: Path) -> None:
    title = HOSTILE * 200_000
    story = coded("Long-1", event("2022-07-13 UKR 161 PRK"))
    with Ledger(tmp_path / "long.duckdb") as ledger:
        ledger.add_coded([replace(story, story=replace(story.story, title=title, publisher=title))])
    with TestClient(make_app(tmp_path / "long.duckdb"), base_url=BASE) as client:
        for path in ("/", f"/story/{story.story.id}", "/search?q=on&in=stories", "/dyad/UKR/PRK", "/actor/UKR"):
            text = client.get(path).text
            assert len(text) < 100_000, path
            assert set(Parsed(text).scripts()) == SCRIPTS, path
        assert client.get(f"/story/{story.story.id}.json").json()["story"]["title"] == title


def test_a_hostile_name_has_its_page(client: TestClient) -> None:
    page = client.get(f"/actor/{to_segment(HOSTILE_NAME)}.json")
    assert page.status_code == 200
    assert page.json()["name"] == HOSTILE_NAME
    assert client.get(f"/dyad/{to_segment(HOSTILE_NAME)}/UKR.json").status_code == 200


def test_a_formula_in_a_table_is_text(client: TestClient) -> None:
    rows = client.get("/period/chart/map.csv").text
    assert not re.search(r"(^|,)[=+@]", rows, re.MULTILINE)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/period.json",
        "/search?type=X",
        "/nothing",
        "/static/site.css",
        "/vega.js",
        "/world.json",
        "/period/chart/map.svg",
    ],
)
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_nothing_that_the_policy_forbids(client: TestClient, ids: dict[str, str]) -> None:
    for path in (
        "/",
        "/dyad/UKR/PRK",
        "/actor/RUS",
        "/search",
        f"/story/{ids['Wire-1']}",
        f"/happening/{ids['Post-1 happening']}",
    ):
        text = client.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        outside = [
            each for each in re.findall(r'(?:src|href|action)="([^"]*)"', text) if each.startswith(("http", "//"))
        ]
        assert outside == []


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_address("https://example.org/a") == "https://example.org/a"
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https:",
        "http://[",
        None,
        "",
    ):
        assert web_address(address) is None


def test_templates_escape_by_default() -> None:
    template = make_environment(()).from_string("{{ words }}")
    assert template.render(words="<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"


@given(st.text())
def test_a_name_survives_the_path(name: str) -> None:
    from urllib.parse import unquote

    segment = to_segment(name)
    assert "/" not in segment
    assert "." not in segment
    assert from_segment(unquote(segment)) == name.encode("utf-8", "replace").decode() if name.isprintable() else True
