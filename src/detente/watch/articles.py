"""A server's answer -> the page that it holds, if it is text that a person reads."""

from __future__ import annotations

from dataclasses import replace

from detente.read.answers import Answer, FetchError
from detente.read.decoding import decode
from detente.read.options import UnreadableError
from detente.read.tables import looks_like_html
from detente.records import Page

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "")


def answer_text(answer: Answer) -> str:
    """The body as text. Raises UnreadableError."""
    return decode(answer.body, charset=answer.charset)


def article(answer: Answer, *, known: Page) -> Page:
    """The page with the answer's text in place of what was `known` of it. Raises FetchError for what is no page."""
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in PAGE_TYPES:
        raise FetchError(f"is no page but {media[:60]}", is_passing=False)
    try:
        text = answer_text(answer)
    except UnreadableError as error:
        raise FetchError(str(error), is_passing=False) from error
    return replace(known, content=text, kind="html" if looks_like_html(text) else "text")
