"""The room's one verb: what inputs hold, told apart by content, as a stream of pages and refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.read.decoding import decode
from detente.read.feeds import looks_like_feed, read_feed
from detente.read.options import ReadOptions, UnreadableError
from detente.read.sources import Source, expand, open_source
from detente.read.tables import looks_like_html, read_csv, read_json_lines, read_parquet
from detente.records import Page, Refusal

PARQUET_MARK = b"PAR1"
JSON_START = re.compile(r"\s*(?:\[\s*)?\{\s*\"")


def read_pages(inputs: Sequence[str], *, options: ReadOptions | None = None) -> Iterator[Page | Refusal]:
    """Pages of all inputs in order, each read when it is asked for; what cannot be read is a Refusal that names it."""
    options = options or ReadOptions()
    for given in inputs:
        name = given
        try:
            for name in expand(given):
                yield from _read_input(name, options)
        except UnreadableError as error:
            yield Refusal(source=name, stage="read", reason=str(error))


def _read_input(name: str, options: ReadOptions) -> Iterator[Page | Refusal]:
    try:
        source = open_source(name, options)
        yield from _pages_of(source, options)
    except UnreadableError as error:
        yield Refusal(source=name, stage="read", reason=str(error))


def _pages_of(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    if source.data.startswith(PARQUET_MARK):
        yield from read_parquet(source, options)
        return
    text = decode(_whole_characters(source.data), charset=source.charset)
    suffix = source.path.suffix.lower() if source.path else ""
    if suffix in (".csv", ".tsv") or (not suffix and _looks_like_csv(text, options)):
        yield from read_csv(source, options)
    elif JSON_START.match(text):
        yield from read_json_lines(source, options)
    elif looks_like_feed(text):
        yield from read_feed(_all_of(source, text), source.name, options)
    else:
        yield _single_page(source, _all_of(source, text), options)


def _whole_characters(data: bytes) -> bytes:
    """The bytes without a UTF-8 character that was cut at the end of a table's head."""
    for cut in range(1, 4):
        if len(data) > cut and data[-cut] >= 0xC0:
            return data[:-cut]
    return data


def _all_of(source: Source, head: str) -> str:
    """The whole text of a file that has a table's name but is none."""
    if source.path is None or source.path.stat().st_size == len(source.data):
        return head
    return decode(source.path.read_bytes(), charset=source.charset)


def _looks_like_csv(text: str, options: ReadOptions) -> bool:
    header = text.split("\n", 1)[0].strip().lower().split(",")
    return len(header) > 1 and (options.text_column or "text") in header and "\n" in text


def _single_page(source: Source, text: str, options: ReadOptions) -> Page:
    return Page(
        name=source.name,
        content=text,
        kind="html" if looks_like_html(text) else "text",
        url=source.url,
        published=options.published,
        published_from="given" if options.published else "none",
    )
