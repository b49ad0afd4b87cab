"""The room's one verb: a page, HTML or text dump, becomes a story or a refusal that says why."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from typing import Any

import ftfy

from detente.clean import stamps
from detente.clean.dump import Cleaned, clean_dump, clean_extract, without_site
from detente.clean.language import foreign_language
from detente.clean.publication import Claim, Publication, find_publication, is_possible, weigh
from detente.clean.stamps import day_of_url
from detente.records import Page, Refusal, Story

MIN_WORDS = 3
MIN_LETTERS = 100
"""In scripts that write without spaces."""
FIX = ftfy.TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=True, unescape_html=True, normalization="NFC")
FULLER = 1.25
"""How much longer the JSON-LD text of a page must be than the extracted one to take its place."""
MUCH_FULLER = 2.0
"""The same for all paragraphs of the page together."""
LEAST_HALF = 2000
"""Below this the paragraphs around a story may outweigh it."""
PARAGRAPH = 250
JSON_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')
AGENCY = r"[A-Z][\w.&' /-]{1,30}"
DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’-]+(?:[ -][A-Z][A-Z.'’-]*){0,4}(?:/[A-Z][A-Z .'’-]+)*(?:, [A-Z][\w. ]{1,25}){0,2}?)"
    r"(?:, (?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)))?"
    rf"(?: ?\((?P<agency>{AGENCY})\))?\s*(?:--?|[–—:])\s+(?=\S)"
)
AGENCY_LINE = re.compile(rf"^\((?P<agency>{AGENCY})\)\s*(?:--?|[–—])\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a page says of itself before its dates are weighed."""

    cleaned: Cleaned
    title: str | None
    publisher: str | None = None


def clean_page(page: Page) -> Story | Refusal:
    """The story of a page. Refused: pages without running text, and pages in another language than English."""
    story = read_story(page)
    if isinstance(story, Refusal):
        return story
    language = foreign_language(story.text)
    if language is not None:
        return Refusal(source=page.name, stage="clean", reason=f"the text is in {language}; only English is read")
    return replace(story, language="en")


def read_story(page: Page) -> Story | Refusal:
    """The story of a page in whatever language it is."""
    found = _read_html(page) if page.kind == "html" else _read_text(repair(page.content), page.title)
    cleaned = found.cleaned
    dateline, agency, dateline_day = _take_dateline(cleaned.paragraphs)
    text = "\n\n".join(cleaned.paragraphs)
    if len(text.split()) < MIN_WORDS and len(text) < MIN_LETTERS:
        return Refusal(source=page.name, stage="clean", reason="no story found: there is no running text on the page")
    crawled = page.crawled or cleaned.crawled
    dateline_day = dateline_day or stamps.day_before(dateline or "", crawled)
    published = _publication(page, cleaned, dateline=dateline, dateline_day=dateline_day)
    return Story(
        id=hashlib.sha256(f"{found.title or ''}\n{text}".encode()).hexdigest()[:16],
        source=page.name,
        title=found.title,
        text=text,
        url=page.url,
        published=page.published or (published.day if published else None),
        published_from=page.published_from if page.published else published.where if published else "none",
        published_evidence=None if page.published or not published else published.evidence,
        published_confidence=1.0 if page.published else published.confidence if published else None,
        crawled=crawled,
        publisher=page.publisher or found.publisher or agency or cleaned.copyright_holder,
        dateline=dateline,
        furniture=tuple(cleaned.removed),
    )


def repair(text: str) -> str:
    """Text with mojibake undone, line ends and spaces made uniform, control characters dropped."""
    text = ftfy.fix_text(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"), config=FIX)
    text = re.sub(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]", "", text)
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000]", " ", text))


def _read_text(text: str, title: str | None) -> _Found:
    cleaned = clean_dump(text, title=repair(title) if title else None)
    return _Found(cleaned=cleaned, title=cleaned.title)


def _read_html(page: Page) -> _Found:
    """Main text and metadata through trafilatura, then the same line rules as for dumps."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    options = Extractor(output_format="python", comments=False, tables=True, with_metadata=True, url=page.url)
    options.date_params = {**options.date_params, "extensive_search": False}
    document: Any = bare_extraction(page.content, options=options)
    if document is None or not document.text:
        return _read_text(repair(_tags_off(page.content)), page.title)
    title = without_site(repair(page.title or document.title)) if page.title or document.title else None
    cleaned = clean_extract(_fullest(repair(document.text), page.content), title=title)
    return _Found(cleaned=cleaned, title=cleaned.title, publisher=document.sitename or None)


def _fullest(text: str, source: str) -> str:
    """The extracted text, or one of the same story that is much longer: extraction sometimes stops halfway."""
    body = repair(_json_body(source))
    if len(body) > FULLER * len(text) and _shares(body, text):
        return body
    if len(text) < LEAST_HALF or source.count("</p>") * PARAGRAPH < len(text):
        return text
    from trafilatura import baseline

    paragraphs = repair(baseline(source)[1])
    return paragraphs if len(paragraphs) > MUCH_FULLER * len(text) and _shares(paragraphs, text) else text


def _json_body(source: str) -> str:
    """The longest article text that the page carries as JSON-LD, without tags; empty where it has none."""
    found = [match[1] for match in JSON_BODY.finditer(source)]
    try:
        body: str = json.loads(f'"{max(found, key=len, default="")}"', strict=False)
    except ValueError:
        return ""
    return re.sub(r"<[^<>]{1,300}>", "\n", unescape(body)) if "<" in body or "&" in body else body


def _shares(body: str, text: str) -> bool:
    """Whether the first words of the extracted text stand in the JSON-LD text too: both are of one story."""
    words, whole = re.findall(r"\w+", text), " ".join(re.findall(r"\w+", body))
    return " ".join(words[:8]) in whole or " ".join(words[20:28]) in whole


def _tags_off(source: str) -> str:
    """HTML fragments as lines of text, without scripts and styles."""
    from lxml import html
    from lxml.etree import ParserError

    try:
        tree = html.fromstring(source)
    except (ParserError, ValueError):
        return ""
    for node in tree.xpath("//script|//style|//noscript|//nav|//footer|//form"):
        node.drop_tree()
    return "\n\n".join(text.strip() for text in tree.itertext() if isinstance(text, str) and text.strip())


def _take_dateline(paragraphs: list[str]) -> tuple[str | None, str | None, date | None]:
    """Cut the dateline off the first paragraph of the body: its words, its agency, and its day if it has a year."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.startswith("• "):
            continue
        match = DATELINE.match(paragraph) or AGENCY_LINE.match(paragraph)
        if match is None or len(paragraph) - match.end() < 20:
            return None, None, None
        paragraphs[at] = paragraph[match.end() :]
        words = match.group().strip(" -–—:")
        day = stamps.find_day(words)
        return words, match["agency"], day[0] if day else None
    return None, None, None


def _publication(
    page: Page, cleaned: Cleaned, *, dateline: str | None, dateline_day: date | None
) -> Publication | None:
    """The publication date and what it rests on; neither the crawl date nor a day after it is ever one."""
    latest = page.crawled or cleaned.crawled
    seen = [Claim(cleaned.stamped, "stamp", cleaned.stamped.isoformat())] if cleaned.stamped else []
    seen += [Claim(dateline_day, "dateline", dateline or "")] if dateline_day else []
    if page.kind == "html":
        return find_publication(page.content, url=page.url, latest=latest, seen=seen)
    address = day_of_url(page.url)
    claims = [*([Claim(address, "URL", page.url or "")] if address else []), *seen]
    return weigh([claim for claim in claims if is_possible(claim.day, latest)])
