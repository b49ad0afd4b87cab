"""Pages made to cost time: what is more than a page can be is refused, what is not comes to its end.

How the time grows with the length is measured by benchmarks/hostile.py.
"""

import pytest

from detente.clean import clean_page
from detente.clean.page import LONGEST_SOURCE, LONGEST_TEXT, MOST_TAGS
from detente.clean.publication import find_publication
from detente.records import Page, Refusal, Story

GOOD = "Peru expelled two envoys on Monday, a minister in Lima said.\n\nChile summoned the Peruvian ambassador.\n\n"
HTML = "<html><head><title>Envoys expelled</title></head><body><article><p>Peru expelled two envoys, Lima said.</p>"
SIZE = 20_000
LINES = (
    "comments\n", "12 March 2020\n", "Published 12 March 2020\n", "updated\n", "Most read\n", "• a b c d e f\n", "By A B\n",
    "1. a\n", "PORT-AU-PRINCE, ", "A.-", "[caption id=1]\n", "{{x}}\n", "home | news\n", "12/03/2020 ", "a\n", ". ", "((",
    "9", "A", "\u200b", "“", "cookies ", "©A", "share ", "read more: ", "x ",
)  # fmt: skip
TAGS = (
    "<script type=application/ld+json>", '<script type=application/ld+json>"datePublished": "', "<meta name=date ",
    "<link rel=canonical ", "<time ", '"articleBody": "', '"articleBody":"\\', "&#x1F600;", "<!--", "<![CDATA[", "<x:y>",
    "<blockquote class='twitter-tweet'>", "<title>", "<p class=", "<svg>", "</div>", "<div>", "<table><tr><td>", "<a href=",
)  # fmt: skip


def page(content: str, kind: str = "text") -> Story | Refusal:
    return clean_page(Page(name="page", content=content, kind=kind))  # type: ignore[arg-type]


def reason(content: str, kind: str = "text") -> str:
    refused = page(content, kind)
    assert isinstance(refused, Refusal)
    return refused.reason


@pytest.mark.parametrize("line", LINES)
def test_a_dump_of_one_line_again_and_again_comes_to_its_end(line: str) -> None:
    for begin in ("", GOOD):
        found = page(begin + line * (SIZE // len(line)))
        assert isinstance(found, Story | Refusal)


@pytest.mark.parametrize("tag", TAGS)
def test_html_of_one_tag_again_and_again_comes_to_its_end(tag: str) -> None:
    source = HTML + tag * (SIZE // len(tag))
    assert isinstance(page(source, "html"), Story | Refusal)
    assert find_publication(source) is None


def test_more_than_a_page_can_have_is_refused() -> None:
    assert f"({LONGEST_TEXT})" in reason("word " * (LONGEST_TEXT // 5 + 1))
    assert f"({LONGEST_SOURCE})" in reason(HTML + "x" * LONGEST_SOURCE, "html")
    assert f"({MOST_TAGS})" in reason(HTML + "<br>" * MOST_TAGS, "html")


def test_text_that_html_holds_beyond_the_bound_is_refused() -> None:
    body = GOOD.replace("\n", " ") + "Talks between both capitals go on. " * (LONGEST_TEXT // 30)
    data = f'<script type="application/ld+json">{{"articleBody": "{body}"}}</script>'
    source = HTML.replace("Peru expelled two envoys, Lima said.", GOOD) + data
    assert "characters of text" in reason(source, "html")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;">]>',
        '<?xml version="1.0"?><!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    ],
)
def test_entities_of_html_are_neither_expanded_nor_fetched(declared: str) -> None:
    story = page(f"{declared}{HTML}<p>Chile summoned &x; the Peruvian ambassador on Tuesday.</p></article>", "html")
    assert isinstance(story, Story)
    assert "root:" not in story.text
    assert "hahaha" not in story.text
    assert "Chile summoned" in story.text


def test_nothing_on_a_page_is_executed_or_kept_as_markup() -> None:
    bad = (
        "<script>alert(1)</script><img src=x onerror=alert(1)><iframe src='javascript:alert(1)'></iframe>"
        "<style>p{background:url(javascript:alert(1))}</style><object data='x'></object><svg onload=alert(1)></svg>"
    )
    story = page(
        f"{HTML}{bad}<p>Chile summoned the Peruvian ambassador on Tuesday.</p></article></body></html>", "html"
    )
    assert isinstance(story, Story)
    assert "alert" not in story.text
    assert "<" not in story.text
