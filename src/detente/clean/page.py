"""The room's one verb: a page, HTML or text dump, becomes a story or a refusal that says why."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import ftfy

from detente.clean import stamps
from detente.clean.address import own_address
from detente.clean.breaks import MARK, mark_breaks, settle_breaks
from detente.clean.broken import mend
from detente.clean.cleaned import Cleaned
from detente.clean.dateline import Dateline, part_sections, take_dateline
from detente.clean.dump import clean_dump, clean_extract, drop_repeats
from detente.clean.headline import plain_headline
from detente.clean.language import foreign_language
from detente.clean.masthead import outlet_of_title, site_name, spelled_out, without_section
from detente.clean.publication import TIMEZONE, Claim, Publication, find_publication, is_possible, weigh
from detente.clean.stamps import day_of_url
from detente.records import Page, Refusal, Story

MIN_WORDS = 3
MIN_LETTERS = 100
"""In scripts that write without spaces."""
LONGEST_TEXT = 1_000_000
"""Characters of a story: thirty times the longest news story, and a minute of coding."""
LONGEST_SOURCE = 5_000_000
"""Characters of a page's HTML: news sites' pages with all their scripts are under 3 million."""
MOST_TAGS = 100_000
"""A long list of Wikipedia's has 50,000; the extractor takes some 50 us for each."""
PLAIN = re.compile(r"[\t -%'-~]*")
"""A line in which nothing can have been spoiled: ASCII without references ("&amp;") and control characters."""
FIX = ftfy.TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=True, unescape_html=True, normalization="NFC")
FULLER = 1.25
"""How much longer the JSON-LD text of a page must be than the extracted one to take its place."""
MUCH_FULLER = 2.0
"""The same for all paragraphs of the page together."""
LEAST_HALF = 2000
"""Below this the paragraphs around a story may outweigh it."""
PARAGRAPH = 250
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no HTML may have, and lxml refuses."""
JSON_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')
WINDOW_TITLE = re.compile(r"<title[^>]{0,100}>([^<]{1,400})</title>", re.IGNORECASE)

SHOWN_ON_HOVER = (
    "rollover-block",
    "rollover-people-block",
    "tooltiptext",
    "tooltip-content",
    "tooltip-inner",
    "popover-body",
    "popover-content",
    "hovercard",
    "hover-card",
    "sr-only",
    "visually-hidden",
    "screen-reader-text",
)
"""Words in the class of what a reader does not see: cards about a person beside the name, notes for screen readers."""
PRUNED = [f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in SHOWN_ON_HOVER]

NO_DATE = ""
"""Trafilatura seeks the page's date too, and gives up at once on a format that is none; ours is `find_publication`."""


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
    if excess := _excess(page):
        return Refusal(source=page.name, stage="clean", reason=excess)
    found = _read_html(page) if page.kind == "html" else _read_text(repair(page.content), page.title)
    cleaned = found.cleaned
    dateline = take_dateline(cleaned.paragraphs) or (Dateline(words=cleaned.place) if cleaned.place else None)
    if dateline:  # without it the first paragraph may be what another says again
        drop_repeats(cleaned, is_extract=page.kind == "html")
    text = "\n\n".join(part_sections(cleaned.paragraphs))
    if len(text.split()) < MIN_WORDS and len(text) < MIN_LETTERS:
        return Refusal(source=page.name, stage="clean", reason="no story found: there is no running text on the page")
    if len(text) > LONGEST_TEXT:
        return Refusal(
            source=page.name, stage="clean", reason=_too_much(f"{len(text)} characters of text", LONGEST_TEXT)
        )
    crawled = page.crawled or cleaned.crawled or (cleaned.clock if page.kind == "text" else None)
    published = _publication(page, cleaned, dateline)
    agency = (
        spelled_out(dateline.agency, [piece.text for piece in cleaned.removed])
        if dateline and dateline.agency
        else None
    )
    own = own_address(page.content) if page.kind == "html" and not page.url else None
    return Story(
        id=hashlib.sha256(f"{found.title or ''}\n{text}".encode()).hexdigest()[:16],
        source=page.name,
        title=found.title,
        text=text,
        url=page.url or own,
        url_from="given" if page.url else "page" if own else None,
        published=page.published or (published.day if published else None),
        published_from=page.published_from if page.published else published.where if published else "none",
        published_evidence=_evidence(page, published),
        published_confidence=1.0 if page.published else published.confidence if published else None,
        crawled=crawled,
        publisher=_publisher(page, found) or agency or cleaned.named or cleaned.copyright_holder,
        dateline=dateline.words if dateline else None,
        furniture=tuple(cleaned.removed),
    )


def _evidence(page: Page, found: Publication | None) -> str | None:
    """What the page says of its publication; where a day was given from outside, only what speaks against it."""
    if found is None or not page.published:
        return found.evidence if found else None
    if page.published_from != "given" or abs(page.published - found.day) <= TIMEZONE:
        return None
    return f"the page says {found.day.isoformat()}: {found.evidence}"


def _excess(page: Page) -> str | None:
    """Why a page is more than one page can be; None if it is not."""
    size, longest = len(page.content), LONGEST_SOURCE if page.kind == "html" else LONGEST_TEXT
    if size > longest:
        return _too_much(f"{size} characters", longest)
    tags = page.content.count("<") if page.kind == "html" else 0
    return _too_much(f"{tags} tags", MOST_TAGS) if tags > MOST_TAGS else None


def _too_much(what: str, limit: int) -> str:
    return f"it has {what}, more than a news page can have ({limit}); split it"


def repair(text: str) -> str:
    """Text with mojibake undone, lost marks put back, line ends and spaces made uniform, control characters dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = mend(
        "\n".join(line if PLAIN.fullmatch(line) else ftfy.fix_text(line, config=FIX) for line in text.split("\n"))
    )
    text = re.sub(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]", "", text)
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000]", " ", text))


def _read_text(text: str, title: str | None) -> _Found:
    cleaned = clean_dump(text, title=repair(title) if title else None)
    return _Found(cleaned=cleaned, title=cleaned.title)


def _read_html(page: Page) -> _Found:
    """Main text and metadata through trafilatura, then the same line rules as for dumps."""
    from trafilatura.settings import Extractor

    page = replace(page, content=UNFIT.sub(" ", page.content))
    options = Extractor(output_format="python", comments=False, tables=True, with_metadata=True, url=page.url)
    options.date_params = {**options.date_params, "outputformat": NO_DATE}
    document = _extracted(mark_breaks(page.content), options)
    if document is None or not document.text:
        return _read_text(repair(_tags_off(page.content)), page.title)
    heading = page.title or (document.title or "").replace(MARK, " ")
    title = plain_headline(repair(heading)) if heading else None
    cleaned = clean_extract(_fullest(repair(settle_breaks(document.text)), page.content), title=title)
    window = WINDOW_TITLE.search(page.content)
    outlet = outlet_of_title(repair(unescape(window[1]))) if window else None
    return _Found(
        cleaned=cleaned, title=cleaned.title, publisher=site_name(document.sitename, page.url or document.url) or outlet
    )


def _extracted(source: str, options: Any) -> Any:  # noqa: ANN401 (trafilatura's document)
    from trafilatura import bare_extraction

    try:
        return bare_extraction(source, options=options, prune_xpath=PRUNED)
    except ValueError:  # characters that XML cannot have, written as references
        return None


def _fullest(text: str, source: str) -> str:
    """The extracted text, or one of the same story that is much longer: extraction sometimes stops halfway."""
    body = repair(_json_body(source))
    if len(body) > FULLER * len(text) and _shares(body, text):
        return body
    if len(text) < LEAST_HALF or source.count("</p>") * PARAGRAPH < len(text):
        return text
    from trafilatura import baseline

    try:
        paragraphs = repair(baseline(source)[1])
    except ValueError:  # as in _extracted
        return text
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


def _publisher(page: Page, found: _Found) -> str | None:
    """The outlet by what is known of the page, its metadata, the title of its window or its masthead."""
    given = page.publisher or found.publisher
    if given:
        return without_section(given)
    return found.cleaned.window or found.cleaned.masthead


def _publication(page: Page, cleaned: Cleaned, dateline: Dateline | None) -> Publication | None:
    """The publication date and what it rests on; neither the crawl date nor a day after it is ever one."""
    latest = page.crawled or cleaned.crawled or cleaned.clock
    seen = [Claim(cleaned.stamped, "stamp", cleaned.stamped.isoformat())] if cleaned.stamped else []
    if dateline is not None:
        day = dateline.day or _day_of_dateline(dateline.words, page, cleaned, latest)
        seen += [Claim(day, "dateline", dateline.words)] if day else []
    if cleaned.updated:
        seen.append(Claim(cleaned.updated, "stamp", f"updated {cleaned.updated.isoformat()}"))
    if (
        cleaned.yearless
        and cleaned.weekday is not None
        and (day := _day_of_dateline(cleaned.yearless, page, cleaned, latest))
    ):
        seen.append(Claim(day, "stamp", cleaned.yearless))
    if cleaned.days_ago is not None and latest is not None and _is_shown_then(page, latest):
        day = latest - timedelta(days=cleaned.days_ago)
        seen.append(Claim(day, "counted back", f"{cleaned.days_ago} days before {latest.isoformat()}"))
    if page.kind == "html":
        return find_publication(page.content, url=page.url, latest=latest, seen=seen)
    address = day_of_url(page.url)
    claims = [*([Claim(address, "URL", page.url or "")] if address else []), *seen]
    return weigh([claim for claim in claims if is_possible(claim.day, latest)])


def _is_shown_then(page: Page, day: date) -> bool:
    """Whether a page's copyright lines leave it open that it was shown on a day: a page of 2019 says "2 days ago" of a day in 2019."""
    years = stamps.copyright_years(page.content)
    return not years or max(years) >= day.year


def _day_of_dateline(words: str, page: Page, cleaned: Cleaned, latest: date | None) -> date | None:
    """The day of a dateline without a year: in the year of the copyright, else the last one before the page was fetched or changed.

    The weekday of the news must bear it out; a copyright's year may be the crawl's, so it counts only with a weekday.
    """
    found = [stamps.day_in_year(words, year) for year in sorted(stamps.copyright_years(page.content))]
    found = found if cleaned.weekday is not None else []
    found.append(stamps.day_before(words, min((day for day in (latest, cleaned.updated) if day), default=None)))
    return next((day for day in found if day and stamps.is_borne_out(day, cleaned.weekday)), None)
