"""Laws of cleaning HTML: no source breaks it, no markup or script comes through."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.clean import clean_page
from detente.records import Page, Refusal, Story

WORDS = (
    "Peru expelled two envoys on Monday, a minister in Lima said.",
    "Chile summoned the ambassador.",
    "2022-08-15",
    "&amp;",
    "&#0;",
    "\x00",
)
TAGS = (
    "<p>", "</p>", "<div class='date'>", "</div>", "<script>alert(1)</script>", "<style>", "</style>", "<!--", "-->", "<h1>", "</h1>",
    "<article>", "</article>", "<table><tr><td>", "</table>", "<a href='javascript:x'>", "</a>", "<time datetime='2022-13-45'>", "<br/>",
    "<meta property='article:published_time' content='2022-08-15'>", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE html>", "<",
    "<script type='application/ld+json'>{\"articleBody\": \"", '"}</script>', "<blockquote class='twitter-tweet'>", "<title>", "</title>",
)  # fmt: skip
SOURCES = st.lists(st.sampled_from(WORDS + TAGS) | st.text(max_size=12), max_size=40).map("".join)


def cleaned(source: str) -> Story | Refusal:
    return clean_page(Page(name="page", content=source, kind="html"))


@settings(max_examples=150)
@given(SOURCES)
def test_no_source_breaks_the_cleaner_and_the_same_gives_the_same(source: str) -> None:
    story = cleaned(source)
    assert cleaned(source) == story
    if isinstance(story, Story):
        assert story.text.strip()
        assert story.text.encode()


@settings(max_examples=100)
@given(SOURCES)
def test_scripts_never_come_through(source: str) -> None:
    page = f"<html><body><article><p>{WORDS[0]}</p><script>stolen()</script>{source.replace('<script', '<p')}</article></body></html>"
    story = cleaned(page)
    assert isinstance(story, Refusal) or "stolen()" not in story.text or "<!--" in source or "<style>" in source
