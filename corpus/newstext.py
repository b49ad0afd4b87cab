"""Real sentences annotated as stand-off: offsets and the SHA-256 of each sentence here, the text in the user's copy of its source.

NEWSTEXT, a folder, holds `gmb_voa/ner_dataset.zip` (Groningen Meaning Bank, mostly Voice of America) and
`wikinews/wikinews_{2019,2020}.csv`. Folders in it or beside it may hold more: `geoparsing/TR-News.xml` (118 articles of some 40
newspapers and broadcasters, Kamalloo and Rafiei 2018), `geoparsing/GeoVirus.xml` (229 articles of Wikinews, Gritta et al. 2018),
`re3d` (statements of governments, Dstl 2017) and `ecbplus/ecbplus.tar.gz` (982 short news texts of agencies and newspapers, ECB+,
Cybulska and Vossen 2014). The project ships no text of theirs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from detente.clean import clean_page
from detente.records import Page, Story
from detente.sentences import split_sentences

Item = dict[str, Any]

REAL = Path(__file__).parent / "real"
"""The yardstick: only scored, nothing is trained or tuned on it."""
TAUGHT = REAL / "train"
"""Other sentences of the same sources, to train and tune on."""
ENDS = ".?!\"'"
"""How a sentence ends."""
PUBLISHERS = (
    "Australian Department of Foreign Affairs",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
)
"""Folders of re3d whose texts are free to pass on."""
STORIES = REAL / "stories"
"""Whole articles of Wikinews and of the press: dev to look at, test only scored."""


def voa_sentences(folder: Path) -> Iterator[str]:
    """The sentences of the token table, words joined as in print."""
    with zipfile.ZipFile(folder / "gmb_voa" / "ner_dataset.zip") as archive:
        table = io.StringIO(archive.read("ner_dataset.csv").decode("latin-1"))
    words: list[str] = []
    for row in list(csv.reader(table))[1:]:
        if row[0].startswith("Sentence") and words:
            yield joined(words)
            words = []
        words.append(row[1])
    yield joined(words)


def joined(words: list[str]) -> str:
    """Tokens as running text.

    >>> joined(["Mr.", "Li", "does", "n't", "know", "(", "yet", ")", "."])
    "Mr. Li doesn't know (yet)."
    """
    text = " ".join(words)
    text = re.sub(r" ([.,;:?!%)'’])", r"\1", text)
    text = re.sub(r"([($]) ", r"\1", text)
    return re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)


def joined_quotes(text: str) -> str:
    r"""Quotation marks of the Penn Treebank as in print.

    >>> joined_quotes("`` We won't go,'' he said.")
    '"We won\'t go," he said.'
    """
    return re.sub(r"\s*''", '"', re.sub(r"``\s*", '"', text))


def wikinews_pages(folder: Path) -> Iterator[Page]:
    """All articles, as the table has them."""
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with (folder / "wikinews" / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
                yield Page(name=row["url"], content=row["text"], kind="text", title=row["title"], published=day)


def sentences_of(page: Page) -> list[str]:
    """Its sentences, cleaned and split as the pipeline does it."""
    story = clean_page(page)
    return [sentence.text for sentence in split_sentences(story)] if isinstance(story, Story) else []


def wikinews_sentences(folder: Path) -> Iterator[str]:
    """The sentences of all articles."""
    for page in wikinews_pages(folder):
        yield from sentences_of(page)


def press_pages(folder: Path) -> Iterator[Page]:
    """The articles of TR-News, their lines as paragraphs; without dates, which the file has in many forms."""
    for article in _articles(folder, "TR-News.xml"):
        text = "\n\n".join(line.strip() for line in (article.findtext("text") or "").split("\n") if line.strip())
        title = (article.findtext("title") or "").strip()
        yield Page(name=f"press-{article.get('docid')}", content=text, kind="text", title=title)


def press_sentences(folder: Path) -> Iterator[str]:
    """The sentences of TR-News."""
    return _article_sentences(folder, "TR-News.xml")


def geovirus_sentences(folder: Path) -> Iterator[str]:
    """The sentences of GeoVirus."""
    return _article_sentences(folder, "GeoVirus.xml")


def official_sentences(folder: Path) -> Iterator[str]:
    """The sentences of what re3d has of governments."""
    for publisher in PUBLISHERS:
        for path in _beside(folder, "re3d", publisher, "documents.json"):
            for line in filter(str.strip, path.read_text(encoding="utf-8-sig").splitlines()):
                yield from _by_paragraph(json.loads(line)["text"])


def ecb_sentences(folder: Path) -> Iterator[str]:
    """The sentences of ECB+, each once, in the order of its articles; without addresses, headings and what has no end."""
    seen = set()
    for path in _beside(folder, "ecbplus", "ecbplus.tar.gz"):
        for _, sentences in ecb_articles(path):
            for text in (joined_quotes(joined(words)) for words in sentences):
                if text not in seen and text[-1] in ENDS:
                    seen.add(text)
                    yield text


def ecb_articles(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """File name ("1_10ecb.xml") and the words of each sentence of the articles of ECB+, in the order of their numbers."""
    with tarfile.open(path) as archive:
        for name in sorted(archive.getnames(), key=_by_numbers):
            stream = archive.extractfile(name) if name.endswith(".xml") else None
            if stream:
                yield Path(name).name, _sentences_of_tokens(stream.read())


def _by_numbers(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]


def _sentences_of_tokens(document: bytes) -> list[list[str]]:
    """The sentences of a document whose tokens say which sentence they are of."""
    words: dict[str, list[str]] = {}
    for token in ElementTree.fromstring(document).iter("token"):  # noqa: S314 (the user's own copy)
        words.setdefault(token.get("sentence", ""), []).append(token.text or "")
    return list(words.values())


def _articles(folder: Path, name: str) -> Iterator[ElementTree.Element]:
    for path in _beside(folder, "geoparsing", name):
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 (the user's own copy)
        yield from root.iter("article")


def _article_sentences(folder: Path, name: str) -> Iterator[str]:
    for article in _articles(folder, name):
        yield from _by_paragraph(article.findtext("text") or "")


def _beside(folder: Path, *names: str) -> list[Path]:
    """The file in the folder or beside it, if it is there."""
    paths = (parent.joinpath(*names) for parent in (folder, folder.parent))
    return [path for path in paths if path.exists()][:1]


def _by_paragraph(text: str) -> Iterator[str]:
    """The sentences of a text whose lines are paragraphs."""
    for line in text.split("\n"):
        yield from (s.text for s in split_sentences(Story(id="", source="", title=None, text=line.strip())))


def digest(text: str) -> str:
    """SHA-256 of a sentence."""
    return hashlib.sha256(text.encode()).hexdigest()


OPEN_SOURCES = {
    "voa": voa_sentences,
    "wikinews": wikinews_sentences,
    "geovirus": geovirus_sentences,
    "official": official_sentences,
    "ecb": ecb_sentences,
}
"""What may be trained on: free to pass on, or published with its annotation under CC BY 3.0 (ECB+)."""
SOURCES = {**OPEN_SOURCES, "press": press_sentences}
"""All that something is annotated of; the press is only scored, so that one source stays that no training has seen."""


def annotated(folder: Path, newstext: Path, part: str) -> tuple[list[Item], int]:
    """The items of a part (a key of SOURCES) in a folder with their words put in, and how many were not found in the source."""
    items = [
        json.loads(line)
        for path in sorted(folder.glob(f"{part}*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    texts = {digest(text): text for text in SOURCES[part](newstext)} if items else {}
    found = [_with_words(item, texts[item["sha256"]]) for item in items if item["sha256"] in texts]
    return found, len(items) - len(found)


def annotated_stories(newstext: Path, split: str, part: str | None = None) -> list[Item]:
    """The real stories of a split with their words put in, in the corpus' story schema; `page` is a `Page`.

    `part`: wikinews or press; both if None. Of a press article the page is what was annotated, its first twelve to twenty sentences.
    """
    paths = sorted(STORIES.glob(f"{part or '*'}.jsonl"))
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    gold = {story["url"]: story for line in lines if (story := json.loads(line))["split"] == split}
    pages = [page for page in (*wikinews_pages(newstext), *press_pages(newstext)) if page.name in gold]
    return [_with_page(gold[page.name], page) for page in pages]


def _with_page(story: Item, page: Page) -> Item:
    """A story with its page; the day of publication is that of the story where it says one."""
    is_press = "published" in story
    texts = {digest(text): text for text in (_by_paragraph(str(page.content)) if is_press else sentences_of(page))}
    items = [_with_words(item, texts[item["sha256"]]) for item in story["sentences"] if item["sha256"] in texts]
    if is_press:
        content, day = str(page.content), story["published"]
        end = max(content.find(item["text"]) + len(item["text"]) for item in items)
        page = replace(page, content=content[:end], published=date.fromisoformat(day) if day else None)
    day = page.published.isoformat() if page.published else None
    return {
        **story, "title": page.title, "published": day, "crawled": None, "publisher": None, "page": page, "sentences": items,
    }  # fmt: skip


def to_learn(newstext: Path | None, split: str) -> list[Item]:
    """The real sentences of TAUGHT of a split, of all sources; none without NEWSTEXT. Says on stderr how many the sources lack."""
    found: list[Item] = []
    if newstext is None:
        return found
    for part in SOURCES:
        items, missing = annotated(TAUGHT, newstext, part)
        if missing:
            sys.stderr.write(f"{missing} annotated sentences of {part} are not in {newstext}\n")
        found += [item for item in items if item["split"] == split]
    return found


def _with_words(item: Item, text: str) -> Item:
    """The item as those of the corpus are: with its text, and every span with its words."""

    def said(span: Item) -> Item:
        return {**span, "text": text[span["start"] : span["end"]]}

    return {
        **item,
        "text": text,
        "mentions": [said(span) for span in item["mentions"]],
        "spans": [said(span) for span in item["spans"]],
        "events": [{**event, "trigger": said(event["trigger"])} for event in item["events"]],
    }
