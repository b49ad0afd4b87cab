"""mbox files of messages (newsletters, alerts) -> pages: the text of each message, else its HTML; streamed message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import BinaryIO

from detente.read.options import ReadOptions, UnreadableError
from detente.read.sources import Source, too_large
from detente.read.tables import looks_like_html, parse_day
from detente.records import Page, Refusal

MARK = b"From "
BEGINS = re.compile(rb"From \S{1,320} [^\n]{0,40}?\d\d:\d\d[^\n]{0,20}?\d{4}")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
LINE_BYTES = 64 * 1024


def looks_like_mbox(head: bytes) -> bool:
    """Whether the first lines are those of a message in an mbox file."""
    first, _, second = head.partition(b"\n")
    return bool(BEGINS.match(first)) and bool(re.match(rb"[\w-]+:|>From ", second))


def read_mbox(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per message."""
    for number, data in enumerate(_messages(source.stream, options.max_page_bytes), 1):
        name = f"{source.name}:{number}"
        try:
            if data is None:
                raise too_large(options)
            yield _page(data, name, options)
        except UnreadableError as error:
            yield Refusal(source=name, stage="read", reason=str(error))


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The bytes of each message, None for one that is larger than the limit."""
    lines: list[bytes] = []
    size, is_after_blank = 0, True
    stream.readline(LINE_BYTES)
    while line := stream.readline(LINE_BYTES):
        if is_after_blank and line.startswith(MARK) and BEGINS.match(line):
            yield b"".join(lines) if size <= limit else None
            lines, size = [], 0
            continue
        is_after_blank = not line.strip()
        size += len(line)
        if size <= limit:
            lines.append(line)
    yield b"".join(lines) if size <= limit else None


def _page(data: bytes, name: str, options: ReadOptions) -> Page:
    try:  # the parser of the standard library raises anything on bad messages
        message = message_from_bytes(QUOTED.sub(rb"\1", data), policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        text = body.get_content() if body is not None else ""
        title, sent = message["subject"], message["date"]
    except Exception as error:
        raise UnreadableError(f"the message cannot be read ({type(error).__name__}: {error})") from error
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError("the message has no text")
    day = options.published or parse_day(sent)
    return Page(
        name=name,
        content=text,
        kind="html" if looks_like_html(text) else "text",
        title=str(title).strip() or None if title else None,
        published=day,
        published_from="given" if options.published else "metadata" if day else "none",
    )
