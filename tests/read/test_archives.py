import bz2
import gzip
import io
import json
import lzma
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.read import ReadOptions, read_pages
from detente.read.warc import dechunk
from detente.records import Page, Refusal
from tests.read.made import HTML, WORDS, answer, record, warc, warc_gz

MEMBERS = {"a.html": HTML, "deep/b.txt": WORDS, "rows.jsonl": json.dumps({"text": WORDS}) + "\n", ".hidden.txt": WORDS}
TAR_MODES = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}


def found(path: Path, **options: object) -> list[Page | Refusal]:
    return list(read_pages([str(path)], options=ReadOptions(**options)))  # type: ignore[arg-type]


def pages(path: Path, **options: object) -> list[Page]:
    every = found(path, **options)
    assert all(isinstance(item, Page) for item in every), every
    return [item for item in every if isinstance(item, Page)]


def reasons(items: list[Page | Refusal]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refusal)]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def tar_of(path: Path, mode: str, members: dict[str, str]) -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return path


def zip_of(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("pack", [warc, warc_gz, lambda *records: gzip.compress(warc(*records))])
def test_a_warc_gives_its_html_answers(tmp_path: Path, pack: object) -> None:
    data = pack(  # type: ignore[operator]
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        answer(),
        answer("not here", status=404),
        answer(b"\x89PNG", media="image/png"),
        record(HTML.encode(), kind="resource", media="text/html"),
        record(b"", kind="revisit"),
    )
    first, second = pages(written(tmp_path / "news.warc.gz", data))
    assert (first.content, first.url, first.kind) == (HTML, "https://wire.example/1", "html")
    assert (str(first.crawled), first.language) == ("2022-08-15", "en")
    assert second.content == HTML
    assert first.name.endswith("news.warc.gz:3")


def test_bodies_are_dechunked_and_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(HTML.encode())
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    raw = zlib.compressobj(wbits=-15)
    data = warc_gz(
        answer(chunks, "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
        answer(zlib.compress(HTML.encode()), "Content-Encoding: deflate"),
        answer(raw.compress(HTML.encode()) + raw.flush(), "Content-Encoding: deflate"),
        answer(HTML, "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    )
    assert [page.content for page in pages(written(tmp_path / "a.warc.gz", data))] == [HTML] * 4


def test_a_bad_record_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    good = gzip.compress(answer())
    damaged = bytearray(gzip.compress(answer(WORDS * 50)))
    damaged[len(damaged) // 2] ^= 0xFF
    data = good + bytes(damaged) + good + b"garbage" + good
    items = found(written(tmp_path / "a.warc.gz", data))
    assert [type(item) for item in items] == [Page, Refusal, Page, Refusal, Page]
    assert "damaged" in reasons(items)[0]
    bad = answer().replace(b"Content-Length: ", b"Content-Length: x")
    items = found(written(tmp_path / "b.warc", answer() + bad + answer()))
    assert [type(item) for item in items] == [Page, Refusal, Page]


def test_an_archive_that_ends_in_the_middle_gives_what_came_before(tmp_path: Path) -> None:
    items = found(written(tmp_path / "a.warc.gz", warc_gz(answer(), answer())[:-40]))
    assert [type(item) for item in items] == [Page, Refusal]
    items = found(written(tmp_path / "b.warc", warc(answer(), answer())[:-40]))
    assert [type(item) for item in items] == [Page, Refusal]


def test_pages_that_are_too_large_or_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + b"0" * 5_000_000)
    data = warc_gz(answer(bomb, "Content-Encoding: gzip"), answer("x" * 2_000_000), answer())
    items = found(written(tmp_path / "a.warc.gz", data), max_page_bytes=1_000_000)
    assert [type(item) for item in items] == [Refusal, Refusal, Page]
    assert all("more than one page may have" in reason for reason in reasons(items))


def test_archived_pages_are_filtered_by_size_and_declared_language(tmp_path: Path) -> None:
    german = HTML.replace("'en'", "'de-AT'")
    undeclared = HTML.replace(" lang='en'", "")
    data = warc_gz(answer(), answer(german), answer(undeclared), answer(HTML, "Content-Language: fr"), answer("<html>"))
    path = written(tmp_path / "a.warc.gz", data)
    assert [page.content for page in pages(path, language="en", min_page_bytes=20)] == [HTML, undeclared]


def test_a_wacz_gives_the_pages_of_its_warc_files(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"text": "not this"}\n')
        archive.writestr("archive/data.warc.gz", warc_gz(answer(), answer()))
    assert [page.name.partition("!")[2] for page in pages(path)] == ["archive/data.warc.gz:2", "archive/data.warc.gz:3"]


@pytest.mark.parametrize("suffix", [".zip", *TAR_MODES])
def test_archives_of_pages(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages{suffix}"
    made = zip_of(path, MEMBERS) if suffix == ".zip" else tar_of(path, TAR_MODES[suffix], MEMBERS)
    inner = [(page.name.partition("!")[2], page.kind) for page in pages(made)]
    assert inner == [("a.html", "html"), ("deep/b.txt", "text"), ("rows.jsonl:1", "text")]


def test_names_inside_are_shown_and_never_trusted(tmp_path: Path) -> None:
    names = ["../../etc/passwd", "/abs.txt", "bell\x07.txt", "x" * 300 + ".txt"]
    for path in (
        zip_of(tmp_path / "a.zip", dict.fromkeys(names, WORDS)),
        tar_of(tmp_path / "a.tar", "w", dict.fromkeys(names, WORDS)),
    ):
        inner = [page.name.partition("!")[2] for page in pages(path)]
        assert inner == ["../../etc/passwd", "/abs.txt", "bell?.txt", "x" * 200]


def test_links_and_devices_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("x")
            info.type, info.linkname = kind, "y" * 200
            archive.addfile(info)
        info = tarfile.TarInfo("page.txt")
        info.size = len(WORDS)
        archive.addfile(info, io.BytesIO(WORDS.encode()))
    assert [page.content for page in pages(path)] == [WORDS]


def test_bad_members_are_refused_by_name(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": WORDS * 20, "b.txt": WORDS, "empty.txt": "", "c.txt": WORDS})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    items = found(written(path, bytes(data)))
    assert [type(item) for item in items] == [Refusal, Page, Refusal, Page]
    assert all("a.zip!" in item.source for item in items if isinstance(item, Refusal))
    whole = tar_of(tmp_path / "b.tar", "w", {"a.txt": WORDS, "b.txt": WORDS}).read_bytes()
    assert [type(item) for item in found(written(tmp_path / "c.tar", whole[:1200]))] == [Page, Refusal]


def test_office_documents_and_deep_nests_are_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.docx", {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
    assert "office document" in reasons(found(path))[0]
    data = WORDS.encode()
    for _ in range(6):
        data = gzip.compress(data)
    assert "deep" in reasons(found(written(tmp_path / "a.txt.gz", data)))[0]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_single_packed_files(tmp_path: Path, pack: object) -> None:
    rows = "text,title\n" + f'"{WORDS}",One\n' * 3
    packed = written(tmp_path / "rows.csv.gz", pack(rows.encode()))  # type: ignore[operator]
    assert [page.title for page in pages(packed)] == ["One"] * 3
    packed = written(tmp_path / "page.html.gz", pack(HTML.encode()))  # type: ignore[operator]
    assert [page.kind for page in pages(packed)] == ["html"]
    cut = written(tmp_path / "cut.html.gz", pack(HTML.encode())[:-9])  # type: ignore[operator]
    assert len(reasons(found(cut))) == 1


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 300_000_000))
    tracemalloc.start()
    (reason,) = reasons(found(path, max_page_bytes=2_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than one page" in reason
    assert peak < 12_000_000


def test_a_line_beyond_the_bound_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    row = json.dumps({"text": WORDS})
    path = written(tmp_path / "a.jsonl", f"{row}\n{json.dumps({'text': 'x' * 5000})}\n{row}\n".encode())
    assert [type(item) for item in found(path, max_page_bytes=2000)] == [Page, Refusal, Page]


def test_an_mbox_gives_its_messages(tmp_path: Path) -> None:
    message = (
        "From wire@example.org Mon Aug 15 10:00:00 2022\nFrom: wire@example.org\nSubject: =?utf-8?q?Envoy_recalled?=\n"
        f"Date: Mon, 15 Aug 2022 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{WORDS}\n>From the capital.\n\n"
    )
    bad = message.replace("charset=utf-8", "charset=no-such")
    items = found(written(tmp_path / "mail.mbox", (message + bad + message).encode()))
    assert [type(item) for item in items][0::2] == [Page, Page]
    first = items[0]
    assert isinstance(first, Page)
    assert (first.title, str(first.published), first.name[-7:]) == ("Envoy recalled", "2022-08-15", ".mbox:1")
    assert first.content.splitlines()[1] == "From the capital."


def test_bytes_read_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", warc_gz(*[answer()] * 50))
    counted: list[int] = []
    list(read_pages([str(path)], on_read=counted.append))
    assert sum(counted) == path.stat().st_size


@given(
    st.binary(max_size=300),
    st.sampled_from([b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9", b"From a 10:00 2022\n"]),
)
def test_no_bytes_break_the_readers(tmp_path_factory: pytest.TempPathFactory, data: bytes, mark: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp() / "any", mark + data)
    assert len(found(path)) >= 0


@settings(max_examples=40)
@given(st.data())
def test_no_flipped_byte_breaks_an_archive(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = {
        "w": warc_gz(answer(), answer()),
        "z": zip_of(folder / "z", {"a.txt": WORDS, "b.txt": WORDS}).read_bytes(),
        "t": tar_of(folder / "t", "w:gz", {"a.txt": WORDS, "b.txt": WORDS}).read_bytes(),
    }[data.draw(st.sampled_from("wzt"))]
    broken = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        broken[at] = data.draw(st.integers(0, 255))
    found(written(folder / "broken", bytes(broken)))


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5))
def test_dechunking_undoes_chunking(parts: list[bytes]) -> None:
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert dechunk(chunked) == b"".join(parts) if parts else True
