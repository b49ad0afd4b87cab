"""The address that a page gives itself: taken where it names a page of the web, and never for more than a name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import clean_page
from detente.clean.address import LONGEST_ADDRESS, own_address
from detente.records import Page, Story

BODY = "<body><article><p>Ferries between both shores stopped on Monday, the port of Kigoma said.</p></article></body>"
GOOD = "https://lake-post.example/2024/ferries-stop"


def link(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def open_graph(address: str) -> str:
    return f'<meta property="og:url" content="{address}">'


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (link(GOOD), GOOD),
        (open_graph(GOOD), GOOD),
        (open_graph("https://lake-post.example/amp/1") + link(GOOD), GOOD),
        (link("/2024/ferries-stop") + open_graph(GOOD), GOOD),
        (link(GOOD) + link("https://lake-post.example/other"), GOOD),
        (f"<LINK HREF={GOOD} REL=Canonical />", GOOD),
        (f"<meta content='{GOOD}' name='og:url'>", GOOD),
        (link("https://lake-post.example/?id=4&amp;page=2"), "https://lake-post.example/?id=4&page=2"),
        (f"<!-- {link('https://old.example/a')} -->" + link(GOOD), GOOD),
        (f"<script>var tag = '{link('https://old.example/a')}';</script>" + link(GOOD), GOOD),
        ("<link rel='stylesheet' href='https://lake-post.example/style.css'>", None),
        ("", None),
    ],
)
def test_where_the_address_stands(head: str, address: str | None) -> None:
    assert own_address(f"<html><head>{head}</head>{BODY}</html>") == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<p>a",
        "file:///home/me/page.html",
        "ftp://lake-post.example/a",
        "//lake-post.example/a",
        "https://",
        "https://lake-post.example",
        "https://lake-post.example/",
        "https://lake-post.example/index.html",
        "https://reader:secret@lake-post.example/a",
        "https://bank.example@lake-post.example/a",
        "http://localhost/a",
        "http://printer.local/a",
        "http://192.168.1.1/a",
        "http://[fe80::1]/a",
        "http://0x7f.0.0.1/a",
        "https://lake-post.example:port/a",
        "https://lake..example/a",
        "https://lake-post.example/a b",
        "https://lake-post.example/a&#10;b",
        "https://lake-post.example/&quot;onclick=f()",
        "https://lake-post.example/&lt;script&gt;",
        "https://lake-post.example/‮fdp",
        "https://lake-post.example/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_what_names_no_page_of_the_web_is_refused(address: str) -> None:
    assert own_address(f"<head>{link(address)}</head>{BODY}") is None


def test_what_readers_write_below_the_story_is_no_address() -> None:
    assert own_address(f"<head></head>{BODY.replace('</body>', link(GOOD))}</body>") is None


@given(
    st.lists(
        st.sampled_from(
            ["<!--", "-->", "<head>", "<link ", "rel=canonical ", "href='", '"', ">", "</title>", GOOD, "<script>"]
        )
    )
)
def test_it_never_raises_and_is_of_the_web(parts: list[str]) -> None:
    found = own_address("".join(parts))
    assert found is None or found.startswith("https://")


def story(*, head: str, url: str | None = None, published: date | None = None) -> Story:
    content = f"<html><head><title>Ferries stop</title>{head}</head>{BODY}</html>"
    given_day = {"published": published, "published_from": "given"} if published else {}
    cleaned = clean_page(Page(name="saved/ferries (1).html", content=content, kind="html", url=url, **given_day))  # type: ignore[arg-type]
    assert isinstance(cleaned, Story)
    return cleaned


def test_a_saved_page_has_its_own_address_and_a_fetched_one_that_of_the_fetch() -> None:
    saved, fetched, bare = (
        story(head=link(GOOD)),
        story(head=link(GOOD), url="https://mirror.example/a"),
        story(head=""),
    )
    assert (saved.url, saved.url_from, saved.source) == (GOOD, "page", "saved/ferries (1).html")
    assert (fetched.url, fetched.url_from) == ("https://mirror.example/a", "given")
    assert (bare.url, bare.url_from) == (None, None)


def test_the_address_is_no_part_of_the_identity_and_yields_to_a_given_day() -> None:
    dated = link("https://lake-post.example/2024/05/06/ferries-stop")
    told, asked = story(head=dated), story(head=dated, published=date(2024, 6, 1))
    assert told.id == story(head="").id
    assert (told.published, told.published_from) == (date(2024, 5, 6), "url")
    assert (asked.published, asked.published_from, asked.url) == (date(2024, 6, 1), "given", told.url)
