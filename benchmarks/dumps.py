"""Text dumps of real HTML pages: day, headline, outlet and body. `python -m benchmarks.dumps FOLDER [--misses]` (pages lie outside).

FOLDER holds `extraction` (as in `benchmarks/extraction.py`) and `pubdate` (as in `benchmarks/pubdate.py`). Each page is turned into text as
a program does that knows nothing of news: the window's title, a blank line, and all visible text with its menus, advertisements, links
and comments, block elements as lines. Half of the dumps, by a hash of the name, have the line "Tue, 21-Oct-2025", their crawl's, on top.

- Day: the gold of `pubdate`; of `extraction` the day in the page's address, else one of its metadata.
- Headline: right where its words are those of `og:title`, of an `<h1>` that has half of the words of the window's title, or of the window's
  title, without the outlet's name at the end.
- Outlet: right where its letters are those of `og:site_name`, or of the name of the address' host ("The", "www." and ".com" apart).
- Text (`extraction`): runs of four words. Kept: share of the gold's; furniture: share of the text's that the gold has not; lost: under half
  of the gold's kept.

Pages in other languages are left out, as the reader refuses them. Pages are divided by another hash: rules are made on `seen`, `held out`
is only scored and never printed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html

from benchmarks.extraction import shingles
from benchmarks.pubdate import pages as dated_pages
from detente.clean import read_story
from detente.clean.language import foreign_language
from detente.clean.publication import TIMEZONE, UTC_NIGHT, page_claims
from detente.clean.stamps import day_of_url
from detente.records import Page, Story

CRAWL_LINE = "Tue, 21-Oct-2025"
CRAWL = date(2025, 10, 21)
UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
        "label legend li main nav ol option p pre section table tbody td tfoot th thead title tr ul",
    )
)
SPACED = frozenset({"p", "h1", "h2", "h3", "blockquote"})
"""Blocks with a blank line around them."""
SOURCED = ("structured data", "metadata")
ENDS_IN_SITE = re.compile(r"\s+(?:[|–—»·:-]|::|>)\s+[^|–—»·]{2,60}$|\s*\|\s*[^|]{2,60}$")
LOST = 0.5
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Dump:
    """A page as text, with what is asked of it; None where nothing is known."""

    name: str
    text: str
    days: frozenset[str]
    is_day_known: bool
    """Whether no day means that the page has none."""
    headlines: frozenset[str]
    outlets: frozenset[str]
    body: str | None


def bits(name: str) -> tuple[bool, bool]:
    """Whether the dump of this name has the crawl's line, and whether it is one to look at."""
    first = hashlib.sha256(name.encode()).digest()[0]
    return bool(first & 1), bool(first & 2)


def as_text(tree: lxml.html.HtmlElement) -> str:
    """All visible text of a page, blocks as lines."""
    pieces: list[str] = []

    def walk(node: lxml.html.HtmlElement) -> None:
        is_seen = isinstance(node.tag, str) and node.tag not in UNSEEN and not _is_hidden(node)
        if is_seen:
            ends = "\n\n" if node.tag in SPACED else "\n" if node.tag in BLOCKS else ""
            pieces.extend((ends, _on_one_line(node.text)))
            for child in node:
                walk(child)
            pieces.append(ends)
        pieces.append(_on_one_line(node.tail))

    body = tree.find(".//body")
    walk(tree if body is None else body)
    lines = [re.sub(r"\s+", " ", line).strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_hidden(node: lxml.html.HtmlElement) -> bool:
    return "hidden" in node.attrib or "display:none" in (node.get("style") or "").replace(" ", "")


def _on_one_line(words: str | None) -> str:
    return re.sub(r"\s+", " ", words or "")


def dumps(folder: Path) -> Iterator[Dump]:
    """The dumps of all pages in English that can be parsed."""
    gold = json.loads((folder / "extraction" / "ground-truth.json").read_text(encoding="utf-8"))
    for name, entry in gold.items():
        path = folder / "extraction" / "html" / f"{name}.html.gz"
        url = entry.get("url", "")
        source = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        yield from _dump(name, source, url, _days(source, url), entry["articleBody"])
    for url, source, published in dated_pages(folder / "pubdate"):
        yield from _dump(url, source, url, frozenset({published} if published else ()), None)


def _days(source: str, url: str) -> frozenset[str]:
    """The day in an address, else those in the metadata; a time in UTC of the small hours was the day before in the Americas."""
    claims = [claim for claim in page_claims(source, None) if claim.source in SOURCED]
    days = {day} if (day := day_of_url(url)) else {claim.day for claim in claims}
    nights = {claim.day for claim in claims if UTC_NIGHT.search(claim.words)}
    days |= {day - TIMEZONE for day in days & nights}
    return frozenset(day.isoformat() for day in days)


def _dump(name: str, source: str, url: str, days: frozenset[str], body: str | None) -> Iterator[Dump]:
    try:
        tree = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (ValueError, lxml.etree.ParserError):
        return
    window = _on_one_line(tree.findtext(".//title")).strip()
    above = f"{CRAWL_LINE}\n" if bits(name)[0] else ""
    site = _meta(tree, "og:site_name")
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    outlets = {_name(site), _name(labels[-2] if len(labels) > 1 else "")} if site else set()
    text = f"{above}{window}\n\n{as_text(tree)}\n"
    if foreign_language(text) is not None:
        return
    yield Dump(
        name=name,
        text=text,
        days=days,
        is_day_known=bool(days) or body is None,
        headlines=frozenset(_headlines(tree, window, site)),
        outlets=frozenset(outlets - {""}),
        body=body,
    )


def _headlines(tree: lxml.html.HtmlElement, window: str, site: str) -> Iterator[str]:
    told = set(_key(window).split())
    for node in tree.iter("h1"):
        words = _key(_on_one_line(node.text_content()))
        if words and len(told & set(words.split())) >= ALIKE * len(told):
            yield words
    for words in (_meta(tree, "og:title"), window):
        plain = words
        if (site and _name(words).endswith(_name(site))) or words == window:
            plain = ENDS_IN_SITE.sub("", words)
        yield from {_key(plain), _key(ENDS_IN_SITE.sub("", plain))} - {""} if words == window else {_key(plain)} - {""}


def _meta(tree: lxml.html.HtmlElement, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return _on_one_line(found[0]).strip() if found else ""


def _key(words: str | None) -> str:
    return " ".join(re.findall(r"\w+", (words or "").casefold()))


def _name(words: str | None) -> str:
    plain = re.sub(r"^(?:the|www\.)\s?|\.(?:com|org|net)$", "", (words or "").casefold().strip())
    return re.sub(r"[\W_]", "", plain)


def judge(dump: Dump) -> Iterator[tuple[str, str, object]]:
    """What is asked of a dump, the verdict, and what was got."""
    story = read_story(Page(name=dump.name, content=dump.text, kind="text"))
    found = story if isinstance(story, Story) else None
    day = found.published.isoformat() if found and found.published else None
    if dump.is_day_known and (dump.days or day):
        yield "day", _verdict(day, is_right=day in dump.days), (sorted(dump.days), day)
    if bits(dump.name)[0]:
        crawled = found.crawled if found else None
        yield "crawl", _verdict(crawled, is_right=crawled == CRAWL), crawled
    if dump.headlines:
        title = found.title if found else None
        yield "headline", _verdict(title, is_right=_key(title) in dump.headlines), title
    if dump.outlets:
        outlet = found.publisher if found else None
        yield "outlet", _verdict(outlet, is_right=_name(outlet) in dump.outlets), (sorted(dump.outlets), outlet)
    if dump.body is not None:
        text, wanted = shingles(found.text if found else ""), shingles(dump.body)
        shared = (text & wanted).total()
        kept, furniture = shared / max(wanted.total(), 1), 1 - shared / text.total() if text else 0.0
        yield "kept", "lost" if kept < LOST else "kept", kept
        yield "furniture", "share", furniture


def _verdict(got: object, *, is_right: bool) -> str:
    return "right" if is_right else "wrong" if got else "unknown"


def main() -> None:
    """Print the counts of each half, and on demand the misses of the half that is looked at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="of the half that is looked at: print them")
    options = parser.parse_args()
    counts: dict[str, dict[str, Counter[str]]] = {"seen": {}, "held out": {}}
    shares: dict[tuple[str, str], list[float]] = {}
    begin, total = time.perf_counter(), 0
    for dump in dumps(options.folder):
        total += 1
        half = "seen" if bits(dump.name)[1] else "held out"
        for field, verdict, got in judge(dump):
            counts[half].setdefault(field, Counter())[verdict] += 1
            if isinstance(got, float):
                shares.setdefault((half, field), []).append(got)
            if options.misses and half == "seen" and verdict not in ("right", "kept"):
                print(f"    {dump.name[:100]} {field} {verdict}: {got!r}")
    for half, fields in counts.items():
        for field, verdicts in fields.items():
            mean = shares.get((half, field))
            said = f", mean {sum(mean) / len(mean):.3f} of {len(mean)}" if mean else ""
            sys.stdout.write(f"{half} {field}: {dict(sorted(verdicts.items()))}{said}\n")
    sys.stdout.write(f"{total} dumps in {time.perf_counter() - begin:.0f} s\n")


if __name__ == "__main__":
    main()
