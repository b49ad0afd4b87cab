"""The room's one verb: what inputs hold, told apart by content, as a stream of pages and refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from detente.read.archives import looks_like_tar, looks_like_zip, tar_members, zip_members
from detente.read.decoding import decode, find_encoding
from detente.read.feeds import looks_like_feed, read_feed
from detente.read.mail import looks_like_mbox, read_mbox
from detente.read.options import ReadOptions, UnreadableError
from detente.read.packed import unpacked
from detente.read.sources import OnRead, Source, expand, open_source, printable, source_of, suffix_of
from detente.read.tables import looks_like_html, read_csv, read_json_lines, read_parquet
from detente.read.warc import MARK as WARC_MARK
from detente.read.warc import read_warc
from detente.records import Page, Refusal

PARQUET_MARK = b"PAR1"
JSON_START = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
MAX_DEPTH = 4
"""A WACZ has two: a zip of gzip files."""


def read_pages(
    inputs: Sequence[str], *, options: ReadOptions | None = None, on_read: OnRead | None = None
) -> Iterator[Page | Refusal]:
    """Pages of all inputs in order, each read when it is asked for; what cannot be read is a Refusal that names it.

    `on_read` is told how many bytes each reading of a file took.
    """
    options = options or ReadOptions()
    for given in inputs:
        try:
            for name in expand(given):
                yield from _read_input(name, options, on_read)
        except UnreadableError as error:
            yield Refusal(source=printable(given), stage="read", reason=str(error))


def _read_input(name: str, options: ReadOptions, on_read: OnRead | None) -> Iterator[Page | Refusal]:
    try:
        with open_source(name, options, on_read) as source:
            yield from _pages_of(source, options, depth=0)
    except UnreadableError as error:
        yield Refusal(source=printable(name), stage="read", reason=str(error))
    except OSError as error:
        yield Refusal(source=printable(name), stage="read", reason=f"cannot be read ({error.strerror or error})")


def _pages_of(source: Source, options: ReadOptions, *, depth: int) -> Iterator[Page | Refusal]:
    """What one source holds. Raises UnreadableError."""
    if depth > MAX_DEPTH:
        raise UnreadableError(f"archives within archives are read {MAX_DEPTH} deep")
    inner = unpacked(source.head, source.stream, source.meter)
    if inner is not None:
        suffix = suffix_of(PurePath(source.name).stem)
        opened = source_of(source.name, inner, meter=source.meter, suffix=suffix)
        yield from _pages_of(opened, options, depth=depth + 1)
    elif looks_like_zip(source.head):
        yield from _members(zip_members(source, options), options, depth)
    elif looks_like_tar(source.head):
        yield from _members(tar_members(source), options, depth)
    elif source.head.startswith(WARC_MARK):
        yield from read_warc(source, options)
    elif source.head.startswith(PARQUET_MARK):
        yield from read_parquet(source, options)
    elif looks_like_mbox(source.head):
        yield from read_mbox(source, options)
    else:
        yield from _text_pages(source, options)


def _members(members: Iterator[Source | Refusal], options: ReadOptions, depth: int) -> Iterator[Page | Refusal]:
    for member in members:
        if isinstance(member, Refusal):
            yield member
            continue
        try:
            yield from _pages_of(member, options, depth=depth + 1)
        except UnreadableError as error:
            yield Refusal(source=member.name, stage="read", reason=str(error))


def _text_pages(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    encoding = find_encoding(source.head, charset=source.charset, is_whole=False)
    head = source.head.decode(encoding, errors="ignore")
    if source.suffix in (".csv", ".tsv") or (not source.suffix and _looks_like_csv(head, options)):
        yield from read_csv(source, options)
    elif JSON_START.match(head):
        yield from read_json_lines(source, options)
    elif looks_like_feed(head):
        yield from read_feed(decode(source.read_all(options), charset=source.charset), source.name, options)
    else:
        yield _single_page(source, decode(source.read_all(options), charset=source.charset), options)


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
