"""What is fuzzed: for each target a function that takes any bytes and may refuse them but never raises, and its seeds."""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from detente import ontology, tables
from detente.bulk import code_pages
from detente.clean import clean_page
from detente.datasets import FORMATS, DataRow, DataSetError, read_rows
from detente.datasets.rows import to_table
from detente.dates import find_times, resolve_date
from detente.model import read_sentence
from detente.model.decode import find_spans
from detente.model.runtime import Encoded, Network, load_network
from detente.read import ReadOptions, read_pages
from detente.records import Page, Story
from detente.sentences import split_sentences
from detente.watch import FeedListError, read_feed_list

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
SEEDS_PER_FILE = 60
OPTIONS = ReadOptions(max_page_bytes=200_000)
PUBLISHED = date(2022, 8, 15)
Target = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A target, and the seeds that it begins from."""

    run: Target
    seeds: Callable[[], list[bytes]]


def clean(data: bytes) -> None:
    """A page as text or as HTML: a story that can be stored, whose sentences cut their words, or a refusal."""
    kind, text = ("html", _text(data[1:])) if data[:1] == b"<" else ("text", _text(data))
    story = clean_page(Page(name="page", content=text, kind=kind))  # type: ignore[arg-type]
    if isinstance(story, Story):
        sentences(story.text.encode())
        tables.to_table(Story, [story])


def sentences(data: bytes) -> None:
    """A story's text."""
    text, end = _text(data), 0
    for sentence in split_sentences(Story(id="0" * 16, source="x", title=None, text=text)):
        assert text[sentence.start : sentence.end] == sentence.text
        assert end <= sentence.start < sentence.end
        end = sentence.end


def dates(data: bytes) -> None:
    """A sentence, its time words and the day of publication."""
    text = _text(data)
    published = date(1900, 1, 1) + timedelta(days=int.from_bytes(data[:2], "big")) if data[:1] > b"@" else None
    head, _, words = text.partition("|")
    for expression in find_times(head):
        assert head[expression.start : expression.end] == expression.text
    when = resolve_date(words or None, published=published, sentence=head, trigger=len(head) // 2)
    assert when.date is None or when.enddate is None or when.date <= when.enddate


def readers(data: bytes) -> None:
    """An input of any kind, by its content; the first byte chooses the name's ending."""
    suffix = (".txt", ".csv", ".jsonl", ".xml", ".html", ".tsv", "", ".mbox")[data[0] % 8] if data else ""
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data[1:])
        file.flush()
        for item in read_pages([file.name], options=OPTIONS):
            (item.content if isinstance(item, Page) else item.reason).encode()


def feed_lists(data: bytes) -> None:
    """A list of feeds."""
    with tempfile.NamedTemporaryFile() as file, suppress(FeedListError):
        file.write(data)
        file.flush()
        read_feed_list([file.name])


def decoder(data: bytes) -> None:
    """Random scores of a sentence's tokens: the spans that stand are whole words between the first token and the last."""
    tokens = 2 + (data[0] % 12 if data else 0)
    scores = np.frombuffer(data[1:].ljust(2 * tokens * tokens, b"\0")[: 2 * tokens * tokens], dtype=np.float16)
    encoded = Encoded(
        states=np.zeros((1, tokens, 1), dtype=np.float32),
        span_scores=np.zeros((1, 1, 1), dtype=np.float32),
        offsets=tuple((i, i + 1) for i in range(tokens)),
        continues=tuple(byte % 3 == 0 for byte in data[:tokens].ljust(tokens, b"\1")),
    )
    is_span = np.triu(np.ones((tokens, tokens), dtype=bool))
    matrix = np.where(is_span, scores.astype(np.float32).reshape(tokens, tokens), np.float32(-9))
    for nested in (False, True):
        for (first, last), share in find_spans(encoded, matrix, 0.0, nested=nested):
            assert 0 < first <= last < tokens - 1
            assert 0 <= share <= 1


def model(data: bytes) -> None:
    """Any words through the encoder and its heads: spans lie within them."""
    text = _text(data)
    reading = read_sentence(_network(), text)
    for start, end in (*reading.mentions, *(trigger.trigger for trigger in reading.triggers)):
        assert 0 <= start < end <= len(text)


def pages(data: bytes) -> None:
    """A page through the whole pipeline: an Outcome comes, and never the refusal that says that the fault is ours."""
    (outcome,) = code_pages([Page(name="x", content=_text(data), kind="text", published=PUBLISHED)])
    if outcome.refusal is not None:
        assert outcome.refusal.stage != "code", outcome.refusal.reason
    elif outcome.story is not None:
        text = outcome.story.text
        for event in outcome.events:
            assert text[event.trigger_span.start : event.trigger_span.end] == event.trigger


def importers(data: bytes) -> None:
    """A file of another data set; the first byte chooses the format."""
    name = list(FORMATS)[data[0] % len(FORMATS)] if data else "gdelt"
    with tempfile.NamedTemporaryFile() as file, suppress(DataSetError):
        file.write(data[1:])
        file.flush()
        to_table([row for row in read_rows(Path(file.name), data_format=name) if isinstance(row, DataRow)])


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


@cache
def _network() -> Network:
    return load_network()


def _blocks(folder: str) -> list[bytes]:
    files = sorted((CASES / folder).glob("*.txt"))
    blocks = [block for file in files for block in file.read_text(encoding="utf-8").split("====\n")]
    return [block.encode() for block in blocks[:SEEDS_PER_FILE]]


def _page_seeds() -> list[bytes]:
    files = sorted((ROOT / "examples").glob("*.*"))
    return [*_blocks("clean"), *(_marked(file.read_bytes()) for file in files if file.suffix in (".txt", ".html"))]


def _marked(data: bytes) -> bytes:
    return b"<" + data if data.lstrip().lower().startswith((b"<!doctype", b"<html")) else data


def _date_seeds() -> list[bytes]:
    lines = (CASES / "dates" / "dates.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ")[-2].encode() for line in lines if line.count(" | ") >= 3]


def _reader_seeds() -> list[bytes]:
    from tests.read.made import HTML, WORDS, answer, warc, warc_gz

    packed, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", WORDS)
        archive.writestr("b.html", HTML)
    with tarfile.open(fileobj=tarred, mode="w") as tar:
        info = tarfile.TarInfo("a.txt")
        info.size = len(WORDS)
        tar.addfile(info, io.BytesIO(WORDS.encode()))
    rss = (
        f"<rss><channel><title>W</title><item><title>A</title><description>{WORDS}</description></item></channel></rss>"
    )
    texts = [
        WORDS,
        HTML,
        rss,
        f"text,title\n{WORDS},A\n",
        f'{{"text": "{WORDS}", "title": "A"}}\n',
        f'[{{"text": "{WORDS}"}}]',
    ]
    mail = f"From a@b.example Mon Aug 15 10:00:00 2022\nSubject: A\nContent-Type: text/plain\n\n{WORDS}\n"
    whole = [packed.getvalue(), tarred.getvalue(), warc(answer(), answer()), warc_gz(answer(), answer())]
    return [bytes([at % 8]) + data for at, data in enumerate([*(text.encode() for text in [*texts, mail]), *whole])]


def _import_seeds() -> list[bytes]:
    from detente.export import export
    from detente.ledger import Ledger
    from tests.datasets.test_import import stories

    seeds = []
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "x.duckdb") as ledger:
        ledger.add_coded(stories(), refresh=False)
        for at, name in enumerate(FORMATS):
            path = Path(folder) / name
            export(ledger, output_format=name, output=path)
            lines = b"".join(path.read_bytes().splitlines(keepends=True)[:3])
            seeds += [bytes([at]) + lines, bytes([at]) + gzip.compress(lines, mtime=0)]
    return seeds


def _opml_seeds() -> list[bytes]:
    opml = '<?xml version="1.0"?><opml><body><outline text="a" xmlUrl="https://wire.example/rss"/></body></opml>'
    return [opml.encode(), b"# feeds\nhttps://wire.example/rss\n"]


def _word_seeds() -> list[bytes]:
    names = " ".join(code.meaning for code in ontology.cameo_codes().values())
    return [*_blocks("sentences"), names.encode()[:2000]]


TARGETS = {
    "clean": Fuzzed(clean, _page_seeds),
    "sentences": Fuzzed(sentences, _word_seeds),
    "dates": Fuzzed(dates, _date_seeds),
    "readers": Fuzzed(readers, _reader_seeds),
    "feeds": Fuzzed(feed_lists, _opml_seeds),
    "decoder": Fuzzed(decoder, lambda: [bytes(range(256)) * 2]),
    "model": Fuzzed(model, _word_seeds),
    "pages": Fuzzed(pages, _page_seeds),
    "importers": Fuzzed(importers, _import_seeds),
}
