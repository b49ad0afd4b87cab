"""RSS and Atom entries saved as XML -> pages. Entities and document types are refused: a page is untrusted input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Literal

from detente.read.options import ReadOptions, UnreadableError
from detente.read.tables import ELEMENT, looks_like_html, parse_day
from detente.records import Page, Refusal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENTRY_TAGS = ("item", "entry")
TEXT_TAGS = ("encoded", "content", "description", "summary")
DATE_TAGS = ("pubDate", "published", "date", "updated")
MOST_NESTED = 100
"""Elements within elements; feeds have six. Entries within entries would each be read with all that is below them."""
DOCTYPE = re.compile(r"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def looks_like_feed(text: str) -> bool:
    """Whether XML holds feed entries."""
    head = text[:4096].lstrip()
    return head.startswith("<") and bool(re.search(r"<(?:rss|feed|rdf:RDF|item|entry|channel)[\s>]", head))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed, as far as it says."""

    title: str | None
    url: str | None
    text: str | None
    published: date | None
    publisher: str | None

    @property
    def kind(self) -> Literal["text", "html"]:
        """HTML where it has any tag: the texts of feeds are HTML, of which short ones have little."""
        text = self.text or ""
        return "html" if looks_like_html(text) or ELEMENT.search(text) else "text"


def feed_entries(text: str) -> tuple[FeedEntry, ...]:
    """The entries of a feed, in its order. Raises UnreadableError."""
    from xml.etree import ElementTree

    if DOCTYPE.search(text):
        raise UnreadableError("the feed declares a document type or entities; those are not read")
    try:
        root = ElementTree.fromstring(_body(text))  # noqa: S314 (no document type, no entities: checked above)
    except ElementTree.ParseError as error:
        raise UnreadableError(f"is no well-formed XML ({error})") from error
    _check_nesting(root)
    publisher = _channel_title(root)
    return tuple(_entry(node, publisher) for node in root.iter() if _tag(node) in ENTRY_TAGS)


def _check_nesting(root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MOST_NESTED:
            raise UnreadableError(f"the feed's elements are nested more than {MOST_NESTED} deep")
        level = [child for node in level for child in node]


def read_feed(text: str, name: str, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per entry. Raises UnreadableError."""
    entries = feed_entries(text)
    if not entries:
        raise UnreadableError("the feed has no entries")
    for number, entry in enumerate(entries, 1):
        yield _entry_page(entry, name if len(entries) == 1 else f"{name}:{number}", options)


def _body(text: str) -> bytes:
    """XML without its declaration, whose encoding no longer holds once the text is decoded."""
    return re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", text).encode("utf-8")


def _tag(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _first(entry: Element, names: tuple[str, ...]) -> str | None:
    for name in names:
        for node in entry.iter():
            if node is not entry and _tag(node) == name:
                text = "".join(node.itertext()).strip()
                if text:
                    return text
    return None


def _channel_title(root: Element) -> str | None:
    for node in root.iter():
        if _tag(node) in ("channel", "feed"):
            titles = [child.text for child in node if _tag(child) == "title" and child.text]
            return titles[0].strip() if titles else None
    return None


def _link(entry: Element) -> str | None:
    """The address of the entry's page: the link without a relation or with "alternate", not an enclosure or a reply."""
    for node in entry.iter():
        if _tag(node) == "link" and node.get("rel", "alternate") == "alternate":
            found = node.get("href") or (node.text or "").strip()
            if found:
                return found
    return None


def _entry(node: Element, publisher: str | None) -> FeedEntry:
    text = _first(node, TEXT_TAGS)
    if text is not None and "&lt;" in text and not looks_like_html(text):
        text = unescape(text)
    return FeedEntry(
        title=_first(node, ("title",)),
        url=_link(node),
        text=text,
        published=parse_day(_first(node, DATE_TAGS)),
        publisher=publisher,
    )


def _entry_page(entry: FeedEntry, name: str, options: ReadOptions) -> Page | Refusal:
    if entry.text is None:
        return Refusal(source=name, stage="read", reason="the feed entry has no text")
    given = options.published
    return Page(
        name=name,
        content=entry.text,
        kind=entry.kind,
        url=entry.url,
        title=entry.title,
        published=given or entry.published,
        published_from="given" if given else "metadata" if entry.published else "none",
        publisher=entry.publisher,
    )
