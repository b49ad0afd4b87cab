import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import read_story
from detente.read import ReadOptions, read_pages
from detente.read.decoding import decode
from detente.read.options import UnreadableError
from detente.read.tables import parse_day
from detente.records import Page, Refusal, Story

TEXT = "Peru recalled its ambassador from Lima's neighbour on Monday, the foreign ministry said."


def pages(*inputs: object, **options: object) -> list[Page | Refusal]:
    return list(read_pages([str(name) for name in inputs], options=ReadOptions(**options)))  # type: ignore[arg-type]


def refusal(*inputs: object, **options: object) -> str:
    (found,) = pages(*inputs, **options)
    assert isinstance(found, Refusal)
    return found.reason


def page(*inputs: object, **options: object) -> Page:
    (found,) = pages(*inputs, **options)
    assert isinstance(found, Page)
    return found


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"PK\x03\x04....", "no readable ZIP archive"),
        (b"text\x00with a hole", "binary data"),
        (b"<rss><channel><title>T</title></channel></rss>", "no entries"),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss><item><title>&a;</title></item></rss>", "document type or entities"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refusal(written(tmp_path / "input", content))


def test_missing_and_too_large_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.txt") == "no such file or folder"
    assert refusal(tmp_path) == "the folder has no files"
    reason = refusal(written(tmp_path / "big.txt", "word " * 500_000), max_page_bytes=2_000_000)
    assert "more than one page may have (2 MB)" in reason


def test_an_unknown_column_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    reason = refusal(written(tmp_path / "t.csv", "id,body\n1,hello\n"), text_column="story")
    assert "story" in reason
    assert "id, body" in reason


def test_html_and_dumps_are_told_apart_by_content(tmp_path: Path) -> None:
    assert page(written(tmp_path / "a.txt", f"<!doctype html><html><body><p>{TEXT}</p></body></html>")).kind == "html"
    assert page(written(tmp_path / "b.html", TEXT)).kind == "text"


def test_a_folder_gives_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        written(tmp_path / name, TEXT)
    assert [Path(found.name).name for found in pages(tmp_path) if isinstance(found, Page)] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("21.08.2017", date(2017, 8, 21)),
        ("3.4.2017", date(2017, 4, 3)),
        ("08/21/2017", date(2017, 8, 21)),
        ("21-08-2017 10:00", date(2017, 8, 21)),
        ("3/3/2017", date(2017, 3, 3)),
        ("15 August 2022", date(2022, 8, 15)),
        ("Monday, Aug. 15, 2022", date(2022, 8, 15)),
        ("Sept 5, 2022", date(2022, 9, 5)),
        ("3/4/2017", None),
        ("31/11/2022", None),
        ("31.11.2022", None),
        ("40 Foo 2022", None),
        ("yesterday", None),
    ],
)
def test_dates_of_tables_are_read_where_they_mean_one_day(value: str, day: date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_tables_give_a_page_a_row_and_keep_their_date(tmp_path: Path, suffix: str) -> None:
    rows = [{"headline": "One", "body": TEXT, "date": "2022-08-15"}, {"headline": "Two", "body": TEXT, "date": ""}]
    path = tmp_path / f"rows{suffix}"
    if suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif suffix == ".csv":
        written(path, "headline,body,date\n" + "\n".join(f'{r["headline"]},"{r["body"]}",{r["date"]}' for r in rows))
    else:
        written(path, "\n".join(map(json.dumps, rows)))
    first, second = pages(path)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.title, first.published, first.published_from) == ("One", date(2022, 8, 15), "given")
    assert (second.title, second.published) == ("Two", None)
    assert first.name != second.name


def test_a_bad_line_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = written(tmp_path / "rows.jsonl", f'{{"text": "{TEXT}"}}\n{{"text": broken\n{{"text": "{TEXT}"}}\n')
    found = pages(path)
    assert [type(item) for item in found] == [Page, Refusal, Page]
    assert found[1].source.endswith(":2")  # type: ignore[union-attr]


def test_a_feed_entry_has_title_date_and_link(tmp_path: Path) -> None:
    feed = (
        "<?xml version='1.0'?><rss><channel><title>Wire</title><item><title>Envoy recalled</title>"
        "<link>https://wire.example/1</link><pubDate>Mon, 15 Aug 2022 10:00:00 GMT</pubDate>"
        f"<description>{TEXT}</description></item></channel></rss>"
    )
    entry = page(written(tmp_path / "entry.xml", feed))
    assert (entry.title, entry.url, entry.publisher) == ("Envoy recalled", "https://wire.example/1", "Wire")
    assert (entry.published, entry.published_from) == (date(2022, 8, 15), "metadata")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>BOGOTA: {}</p>",
        "BOGOTA: {}<br/>",
        "<img src='x.jpg'/>BOGOTA: {}",
        "<P class='lead'>BOGOTA: {}",
        "BOGOTA: {} <a href='https://wire.example/1'>More</a>",
    ],
)
def test_markup_of_a_feed_is_cleaned_however_little(tmp_path: Path, markup: str) -> None:
    body = f"<![CDATA[{markup.format(TEXT)}]]>"
    entry = page(
        written(
            tmp_path / "e.xml",
            f"<rss><item><title>Envoy recalled</title><description>{body}</description></item></rss>",
        )
    )
    story = read_story(entry)
    assert isinstance(story, Story)
    assert story.text.startswith(TEXT[:40]), story.text
    assert "<" not in story.text


def test_prose_with_angles_is_no_html(tmp_path: Path) -> None:
    entry = page(
        written(
            tmp_path / "e.xml", f"<rss><item><description>Of x &lt; 3 and p &gt; 2. {TEXT}</description></item></rss>"
        )
    )
    assert entry.kind == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    words = "Le président “Méndez” a quitté São Tomé — dit-on. " * 4
    assert decode(words.encode(encoding), charset="iso-8859-1" if encoding == "cp1252" else None).startswith(words[:40])


@given(st.binary(max_size=400))
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    with suppress(UnreadableError):
        assert isinstance(decode(data), str)
