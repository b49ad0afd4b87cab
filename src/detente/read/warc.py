"""WARC archives (ISO 28500; CC-NEWS and other crawls) -> pages: successful HTTP answers with HTML, one record in memory at a time.

What is no HTML page (requests, images, redirects) is passed over; a bad record is refused and the next one is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from detente.read.decoding import declared_charset, decode
from detente.read.options import ReadOptions, UnreadableError
from detente.read.packed import BodyDecoder
from detente.read.sources import Source, too_large
from detente.read.tables import parse_day
from detente.records import Page, Refusal

MARK = b"WARC/"
LINE_BYTES = 16 * 1024
MAX_HEADERS = 200
HTTP_HEAD = 64 * 1024
SKIP_BYTES = 256 * 1024
LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
HTML_TYPES = ("text/html", "application/xhtml+xml")
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """An HTTP answer: its headers and its body as it was sent."""

    http: Headers
    body: bytes


@dataclass(slots=True, kw_only=True)
class _Record:
    """One record whose block is still in the stream: `left` of its bytes are not read."""

    headers: Headers
    left: int

    def take(self, stream: BinaryIO, count: int) -> bytes:
        """The next bytes of the block. Raises UnreadableError when the archive ends before."""
        data = stream.read(min(count, self.left))
        self.left -= len(data)
        if len(data) < count and self.left:
            self.left = 0
            raise UnreadableError("the record ends in the middle")
        return data

    def skip(self, stream: BinaryIO) -> None:
        """Pass over what is left of the block."""
        while self.left:
            self.take(stream, SKIP_BYTES)


class _BadPageError(Exception):
    """A page that cannot be read within a record that is whole: the next record follows."""


def read_warc(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per HTML record; pages and refusals are named by the record's number."""
    stream, number, is_lost = source.stream, 0, False
    while True:
        number += 1
        name = f"{source.name}:{number}"
        try:
            record = _next_record(stream, is_lost=is_lost)
            if record is None:
                return
            found = _found(record, stream, options)
            record.skip(stream)
            is_lost = False
            page = _page(found, record, name, options) if found else None
        except _BadPageError as error:
            yield Refusal(source=name, stage="read", reason=str(error))
        except UnreadableError as error:
            is_lost = True
            yield Refusal(source=name, stage="read", reason=str(error))
        else:
            if page is not None:
                yield page


def _next_record(stream: BinaryIO, *, is_lost: bool) -> _Record | None:
    """The next record's headers; None at the end. After damage (`is_lost`) lines are passed over until one begins a record."""
    line = stream.readline(LINE_BYTES)
    while line and not line.startswith(MARK):
        if line.strip() and not is_lost:
            raise UnreadableError("no WARC record begins where one should; the next one is looked for")
        line = stream.readline(LINE_BYTES)
    if not line:
        return None
    headers = _headers(stream)
    length = headers.get("content-length", "")
    if not length.isascii() or not length.isdecimal() or len(length) > 15:
        raise UnreadableError("the record does not say how long it is")
    return _Record(headers=headers, left=int(length))


def _headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line = stream.readline(LINE_BYTES)
        if not line.strip():
            return headers
        name, colon, value = line.decode("utf-8", errors="replace").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    raise UnreadableError("the record has too many headers")


def _found(record: _Record, stream: BinaryIO, options: ReadOptions) -> _Answer | None:
    """The HTML that a record holds, as it was sent; None if it holds none. Raises UnreadableError at damage."""
    kind, media = record.headers.get("warc-type"), record.headers.get("content-type", "").lower()
    if kind == "response" and media.startswith("application/http"):
        status, http, body = _http(record.take(stream, min(record.left, HTTP_HEAD)))
    elif kind == "resource":
        status, http, body = 200, {"content-type": media}, b""
    else:
        return None
    if status != 200 or not http.get("content-type", "").lower().startswith(HTML_TYPES):
        return None
    if not is_wanted(http.get("content-language"), options):
        return None
    if len(body) + record.left > options.max_page_bytes:
        record.skip(stream)
        raise _BadPageError(str(too_large(options)))
    return _Answer(http=http, body=body + record.take(stream, record.left))


def _page(answer: _Answer, record: _Record, name: str, options: ReadOptions) -> Page | None:
    """The page of an answer, None if it is not wanted. Raises _BadPageError."""
    try:
        text = _text(answer, options)
    except UnreadableError as error:
        raise _BadPageError(str(error)) from error
    language = LANGUAGE.search(text[:4096])
    if len(text) < options.min_page_bytes or (language and not is_wanted(language[1], options)):
        return None
    return Page(
        name=name,
        content=text,
        kind="html",
        url=record.headers.get("warc-target-uri", "").strip("<>") or None,
        published=options.published,
        published_from="given" if options.published else "none",
        crawled=parse_day(record.headers.get("warc-date")),
        language=language[1].lower() if language else None,
    )


def _text(answer: _Answer, options: ReadOptions) -> str:
    """The body as text: chunk lengths out, unpacked, decoded. Raises UnreadableError."""
    body = answer.body
    if "chunked" in answer.http.get("transfer-encoding", "").lower():
        body = dechunk(body)
    decoder = BodyDecoder(answer.http.get("content-encoding", ""), limit=options.max_page_bytes)
    return decode(decoder.feed(body), charset=declared_charset(answer.http.get("content-type", "")))


def _http(head: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and the beginning of the body of an HTTP answer; status 0 if it is none."""
    lines, end, body = head.partition(b"\r\n\r\n")
    if not end:
        lines, end, body = head.partition(b"\n\n")
    first, *others = lines.decode("latin-1").splitlines() or [""]
    status = first.split()[1:2] if first.startswith("HTTP/") else []
    headers: dict[str, str] = {}
    for line in others[:MAX_HEADERS]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return int(status[0]) if status and status[0].isascii() and status[0].isdecimal() else 0, headers, body


def dechunk(body: bytes) -> bytes:
    """A body without HTTP's chunk lengths; as it is where it has none (many archives keep the header only)."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        size = re.fullmatch(rb"([0-9A-Fa-f]{1,8})\s*(?:;[^\n]*)?\r?", body[at:end]) if end >= 0 else None
        if size is None:
            return b"".join(parts) if parts else body
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def is_wanted(declared: str | None, options: ReadOptions) -> bool:
    """Whether a declared language ("en-GB", "en, fr") is the wanted one; undeclared is wanted."""
    if options.language is None or not declared or not declared.strip():
        return True
    return any(part.strip().lower().split("-")[0] == options.language for part in declared.split(","))
