"""Rows -> pages: CSV and TSV, JSON Lines, JSON arrays and Parquet, streamed; a bad row is refused and the others go on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from detente.read.decoding import find_encoding
from detente.read.options import ReadOptions, UnreadableError
from detente.read.sources import Source, too_large
from detente.records import Page, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

USUAL_NAMES: Mapping[str, Sequence[str]] = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "article_text",
        "story",
        "full_text",
        "fulltext",
        "maintext",
        "plain_text",
        "html",
    ),
    "title": ("title", "headline", "head", "heading"),
    "date": (
        "published",
        "publication_date",
        "date",
        "pubdate",
        "date_published",
        "published_at",
        "publish_date",
        "datetime",
    ),
    "url": ("url", "link", "source_url", "sourceurl", "uri", "href"),
}
PUBLISHERS = ("publisher", "outlet", "source", "sitename", "source_name", "newspaper")
FIELD_LIMIT = 20_000_000
PARQUET_BATCH = 256
LONGEST_ARRAY = 200_000_000
"""Characters of a JSON array, which is read whole."""
ELEMENT = re.compile(
    r"\s*</?(?:a|article|b|blockquote|br|center|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|section|small|span|strong|table|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag as bodies of stories have it."""
IN_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
DAY_OR_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1\d{4}(?!\d)")
IN_WORDS = re.compile(
    r"(?:[a-z]+,? )?(?:(\d{1,2}) ([a-z]{3,9})\.?,? (\d{4})|([a-z]{3,9})\.? (\d{1,2}),? (\d{4}))(?!\d)", re.IGNORECASE
)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
EMPTY = frozenset({"", "none", "null", "nan", "nat", "na", "n/a", "-"})
"""Values that say that there is none."""
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what."""

    text: str
    title: str | None
    date: str | None
    url: str | None
    publisher: str | None


def choose_columns(names: Sequence[str], options: ReadOptions) -> Columns:
    """The columns that the options name, or the usual names. Raises UnreadableError naming the columns that there are."""
    there = f"it has: {', '.join(names[:20])}" if names else "it has none"
    lowered = {name.strip().lower(): name for name in names}

    def find(what: str, given: str | None) -> str | None:
        if given is not None and given not in names:
            raise UnreadableError(f"no column '{given}'; {there}")
        return given or next((lowered[usual] for usual in USUAL_NAMES[what] if usual in lowered), None)

    text = find("text", options.text_column)
    if text is None:
        raise UnreadableError(f"no column looks like the text; name it with --text-column; {there}")
    return Columns(
        text=text,
        title=find("title", options.title_column),
        date=find("date", options.date_column),
        url=find("url", options.url_column),
        publisher=next((lowered[name] for name in PUBLISHERS if name in lowered), None),
    )


def read_csv(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per row of a CSV or TSV file with a header. Raises UnreadableError."""
    csv.field_size_limit(FIELD_LIMIT)
    text = _text_of(source)
    first = source.head.decode(text.encoding, errors="replace").split("\n", 1)[0]
    rows = csv.DictReader(_lines(text, options), delimiter=max(",\t;|", key=first.count))
    try:
        columns = choose_columns(rows.fieldnames or [], options)
        for number, row in enumerate(rows, 2):
            yield _page(row, columns, f"{source.name}:{number}", options)
    except csv.Error as error:
        raise UnreadableError(f"row {rows.line_num} is no CSV ({error})") from error


def _lines(text: TextIO, options: ReadOptions) -> Iterator[str]:
    """The lines of a table. Raises UnreadableError for one that is longer than a page may be."""
    while line := text.readline(options.max_page_bytes):
        if len(line) == options.max_page_bytes and not line.endswith("\n"):
            raise too_large(options)
        yield line


def read_json_lines(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per line (or per element of one array). Raises UnreadableError."""
    text = _text_of(source)
    head = source.head.decode(text.encoding, errors="replace").lstrip("\ufeff")
    if head.lstrip().startswith("["):
        yield from _read_array(text, source, options)
    elif not _is_json(head.split("\n", 1)[0]):
        yield _json_page(text.read(options.max_page_bytes), source.name, options)
    else:
        yield from _read_lines(text, source, options)


def _read_lines(text: TextIO, source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    number = 0
    while line := text.readline(options.max_page_bytes):
        number += 1
        name = f"{source.name}:{number}"
        if len(line) == options.max_page_bytes and not line.endswith("\n"):
            while (rest := text.readline(options.max_page_bytes)) and not rest.endswith("\n"):
                pass
            yield Refusal(source=name, stage="read", reason=str(too_large(options)))
        elif line.strip():
            yield _json_page(line, name, options)


def _is_json(line: str) -> bool:
    """Whether the first line is a whole value; otherwise the file is one object over many lines (or its first line is bad)."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return not line.rstrip().endswith(("{", ",", "[", ":"))
    return True


def _read_array(stream: TextIO, source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    try:
        content = stream.read(LONGEST_ARRAY + 1)
        if len(content) > LONGEST_ARRAY:
            raise UnreadableError(f"a JSON array of more than {LONGEST_ARRAY} characters; save it as JSON Lines")
        rows = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no JSON ({error})") from error
    for number, row in enumerate(rows, 1):
        yield _row_page(row, f"{source.name}:{number}", options)


def _json_page(line: str, name: str, options: ReadOptions) -> Page | Refusal:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Refusal(source=name, stage="read", reason=f"is no JSON ({error})")
    return _row_page(row, name, options)


def _row_page(row: object, name: str, options: ReadOptions) -> Page | Refusal:
    if not isinstance(row, dict):
        return Refusal(source=name, stage="read", reason="is no JSON object")
    try:
        return _page(row, choose_columns([str(key) for key in row], options), name, options)
    except UnreadableError as error:
        return Refusal(source=name, stage="read", reason=str(error))


def read_parquet(source: Source, options: ReadOptions) -> Iterator[Page | Refusal]:
    """A page per row, in batches. Raises UnreadableError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        stream = source.stream if source.is_file else io.BytesIO(source.read_all(options))
        names = pq.read_schema(stream).names
        stream.seek(0)
        columns = choose_columns(names, options)
        wanted = [c for c in (columns.text, columns.title, columns.date, columns.url, columns.publisher) if c]
        # Text as a dictionary: a value that stands in a million rows is in memory once.
        file = pq.ParquetFile(stream, read_dictionary=[columns.text])
        number = 0
        for batch in file.iter_batches(batch_size=PARQUET_BATCH, columns=wanted):
            for at in range(batch.num_rows):
                number += 1
                yield _parquet_page(batch, at, columns, f"{source.name}:{number}", options)
    except pa.ArrowException as error:
        raise UnreadableError(f"is no readable Parquet ({error})") from error


def _parquet_page(batch: pa.RecordBatch, at: int, columns: Columns, name: str, options: ReadOptions) -> Page | Refusal:
    row = {column: batch[column][at].as_py() for column in batch.schema.names}
    return _page(row, columns, name, options)


def _text_of(source: Source) -> io.TextIOWrapper:
    """A text stream over a table, in the encoding of its head."""
    encoding = find_encoding(source.head, charset=source.charset, is_whole=False)
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    return io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="")


def _page(row: Mapping[str, Any], columns: Columns, name: str, options: ReadOptions) -> Page | Refusal:
    text = row.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        return Refusal(source=name, stage="read", reason=f"column '{columns.text}' has no text")
    if len(text) > options.max_page_bytes:
        return Refusal(source=name, stage="read", reason=str(too_large(options)))
    day = options.published or _day(row, columns.date, name, options)
    return Page(
        name=name,
        content=whole(text),
        kind="html" if looks_like_html(text) else "text",
        url=_string(row, columns.url),
        title=_string(row, columns.title),
        published=day,
        published_from="given" if day else "none",
        publisher=_string(row, columns.publisher),
    )


def _day(row: Mapping[str, Any], column: str | None, name: str, options: ReadOptions) -> date | None:
    """The day of the date column; a value that gives none is told."""
    value = row.get(column) if column else None
    day = parse_day(value)
    if day is None and options.on_no_day and str(value or "").strip().lower() not in EMPTY:
        either = "; day or month first?" if DAY_OR_MONTH.match(str(value).strip()) else ""
        options.on_no_day(f"{name} ({column} {str(value).strip()[:40]!r}{either})")
    return day


def _string(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    return whole(str(value)).strip() or None if value is not None else None


def whole(text: str) -> str:
    r"""The text with halves of characters replaced: JSON can write them (`"\ud83d"`), no file and no ledger can hold them."""
    return SURROGATE.sub("\ufffd", text)


def parse_day(value: object) -> date | None:
    """The day of a date, a datetime, an ISO or RFC 2822 string, eight digits, "21.8.2017", "8/21/2017", "15 August 2022" or "Aug 15, 2022".

    None for anything else, also for "3/4/2017", which is 3 April or 4 March.

    >>> parse_day("2022-08-15T10:00:00Z")
    datetime.date(2022, 8, 15)
    >>> parse_day("21/08/2017"), parse_day("3/4/2017")
    (datetime.date(2017, 8, 21), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip() if value is not None else ""
    for candidate in (text[:10].replace("/", "-"), text[:8] if text[:8].isdigit() else ""):
        try:
            return date.fromisoformat(candidate)
        except ValueError:
            continue
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return _day_of_figures(text) or _day_of_words(text)


def _day_of_figures(text: str) -> date | None:
    """As in "21.08.2017", where the day is first, and "08/21/2017", where only one of two orders is a day."""
    match = IN_FIGURES.match(text)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    orders = [(two, one)] if match[2] == "." else [(two, one), (one, two)]
    days = {day for month, of_month in orders if (day := _date_of(year, month, of_month))}
    return days.pop() if len(days) == 1 else None


def _date_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_words(text: str) -> date | None:
    """As in "15 August 2022", "Aug 15, 2022"."""
    match = IN_WORDS.match(text)
    if match is None:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    number = next((at for at, name in enumerate(MONTHS, 1) if len(month) > 2 and name.startswith(month.lower())), 0)
    return _date_of(int(year), number, int(day))


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML source rather than prose that mentions a tag."""
    head = text[:4096].lower()
    if any(mark in head for mark in ("<!doctype html", "<html", "<head", "<body")) or ELEMENT.match(head):
        return True
    return sum(head.count(tag) for tag in ("<p>", "<p ", "<div", "<a href", "<br", "</p>", "</div>")) >= 3
