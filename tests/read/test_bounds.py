"""Inputs made to exhaust memory or time: each is refused with its reason, and what stands beside it is read."""

import gzip
import io
import json
import lzma
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.read import ReadOptions, read_pages
from detente.read.decoding import decode
from detente.read.feeds import MOST_NESTED, feed_entries
from detente.read.mail import BEGINS
from detente.read.options import MEGABYTE, UnreadableError
from detente.read.packed import FREE, MOST_TIMES, Meter
from detente.records import Page, Refusal
from tests.read.made import WORDS

SMALL = 2 * MEGABYTE


def items(path: Path, **options: object) -> list[Page | Refusal]:
    return list(read_pages([str(path)], options=ReadOptions(**options)))  # type: ignore[arg-type]


def reason(path: Path, **options: object) -> str:
    (found,) = items(path, **options)
    assert isinstance(found, Refusal)
    return found.reason


def test_a_zip_whose_members_overlap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", WORDS * 100)
        whole = archive.infolist()[0]
        for number in range(20):
            twin = zipfile.ZipInfo(f"b{number}.txt")
            twin.header_offset, twin.CRC = whole.header_offset, whole.CRC
            twin.compress_type, twin.compress_size, twin.file_size = zipfile.ZIP_DEFLATED, 10_000, whole.file_size
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    assert "overlap" in reason(path)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path, pack: object) -> None:
    info = tarfile.TarInfo("page.txt")
    info.size = 10 * 1024 * 1024
    member = info.tobuf() + b" " * info.size
    members = -(-FREE // info.size) + 3
    path = tmp_path / "bomb.tar.gz"
    path.write_bytes(pack(member * members))  # type: ignore[operator]
    assert members * info.size > MOST_TIMES * path.stat().st_size
    found = items(path, max_page_bytes=SMALL)
    assert len(found) <= members
    assert isinstance(found[-1], Refusal)
    assert "times its size" in found[-1].reason


def test_the_meter_lets_ordinary_archives_pass() -> None:
    meter = Meter(read=MEGABYTE)
    meter.count(FREE)
    meter.count(MOST_TIMES * MEGABYTE - FREE)
    with pytest.raises(UnreadableError, match="times its size"):
        meter.count(1)


def test_a_table_line_without_end_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(gzip.compress(b"text,title\n" + b"a" * 100 * MEGABYTE))
    tracemalloc.start()
    found = reason(path, max_page_bytes=SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than one page" in found
    assert peak < 30 * MEGABYTE


def test_a_value_that_stands_in_many_rows_of_parquet_is_in_memory_once(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), ["word " * MEGABYTE, WORDS])
    pq.write_table(pa.table({"text": text}), path)
    before = pa.total_allocated_bytes()
    found = items(path, max_page_bytes=SMALL)
    assert [type(item) for item in found] == [Refusal] * 200
    assert pa.total_allocated_bytes() - before < 100 * MEGABYTE


def test_deep_json_is_refused(tmp_path: Path) -> None:
    row = json.dumps({"text": WORDS})
    path = tmp_path / "rows.jsonl"
    path.write_text(row + "\n" + '{"text": ' + "[" * 100_000 + "\n" + row + "\n")
    assert [type(item) for item in items(path)] == [Page, Refusal, Page]
    path.write_text('[{"a": 1}, ' + '{"text":' * 100_000)
    assert "no JSON" in reason(path)


def test_halves_of_characters_in_json_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"text": "Peru \\ud83d recalled", "title": "\\udc00", "publisher": "W\\ud800", "url": "\\ud800"}\n'
    )
    (page,) = items(path)
    assert isinstance(page, Page)
    for words in (page.content, page.title, page.publisher, page.url):
        assert words is not None
        assert "\ufffd" in words
        words.encode()


def test_a_file_name_that_is_no_utf8_is_shown_with_marks(tmp_path: Path) -> None:
    path = Path(f"{tmp_path}/page\udcff.txt")
    path.write_text(WORDS)
    (page,) = items(path)
    assert isinstance(page, Page)
    assert page.name.endswith("page\ufffd.txt")
    missing = read_pages([f"{tmp_path}/none\udcff.txt"])
    assert next(missing).source.endswith("none\ufffd.txt")  # type: ignore[union-attr]


def test_nested_elements_of_a_feed_are_refused() -> None:
    deep = MOST_NESTED + 1
    with pytest.raises(UnreadableError, match="nested"):
        feed_entries("<rss>" + "<item>" * deep + "</item>" * deep + "</rss>")
    assert len(feed_entries("<rss>" + "<item><title>a</title></item>" * deep + "</rss>")) == deep


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE r [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!doctype r [<!entity % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
        '<!ENTITY l9 "ha">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(tmp_path: Path, declared: str, encoding: str) -> None:
    path = tmp_path / "feed.xml"
    xml = f"<?xml version='1.0'?>{declared}<rss><item><title>&l9;</title><description>x</description></item></rss>"
    path.write_bytes(xml.encode(encoding))
    assert "entities" in reason(path)


@pytest.mark.parametrize("codec", ["punycode", "idna", "zip", "unicode_escape", "rot13", "no-such"])
def test_codecs_that_are_no_charset_are_not_used(codec: str) -> None:
    data = "Le président a quitté Lima — dit-on. ".encode("cp1252") * 20
    assert decode(data, charset=codec) == data.decode("cp1252")


@pytest.mark.parametrize(
    "line", [b"From " + b"a" * 64_000, b"From " + b"a 12:12 " * 8_000, b"From " + b"12:12" * 12_000]
)
def test_a_line_made_to_cost_the_mail_reader_time_is_no_beginning(line: bytes) -> None:
    assert BEGINS.match(line) is None


def test_a_zip_of_zips_ends(tmp_path: Path) -> None:
    data = WORDS.encode()
    for level in range(7):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{level}.zip", data)
        data = buffer.getvalue()
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    assert "deep" in reason(path)
