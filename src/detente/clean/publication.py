"""When a page was published: what it says of itself, weighed by how far such words can be trusted.

Takes HTML source, a URL and the day of the crawl; gives a day with its evidence. Looks in structured data, metadata, the URL and
visible stamps, in this order, before it asks htmldate (Barbaresi 2020) to search the rest. Days after the crawl are refused,
and a day that the page prints as its own crawl is never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

from detente.clean import stamps
from detente.records import PublishedFrom

EARLIEST = date(1900, 1, 1)
"""Digitised newspapers are not older; an earlier day is a slip."""
TIMEZONE = timedelta(days=1)
TRUST = {
    "structured data": 0.9,
    "metadata": 0.92,
    "URL": 0.92,
    "time element": 0.8,
    "stamp": 0.8,
    "dateline": 0.8,
    "searched": 0.8,
    "counted back": 0.5,
}
"""Share of right days where this source stands alone, on 200 pages of Media Cloud 2020; stamps and datelines as time elements.
That of "two hours ago", counted back from the crawl, is not measured but set low: an archive fetches pages years later, and the words
may be another story's."""
AGREEING = 0.98
"""The same where another source says the same day."""

LD_OPEN = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>", re.IGNORECASE)
LD_CLOSE = re.compile(r"</script>", re.IGNORECASE)
LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
META = re.compile(r"<meta\s[^<>]{5,600}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
META_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate",
    "published_time", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "sailthru.date", "date", "displaydate", "article.published", "article.created", "article_date_original",
    "cxenseparse:recs:publishtime", "citation_publication_date", "date_published", "datecreated", "release_date",
    "rnews:datepublished", "ptime", "shareaholic:article_published_time", "originalpublicationdate", "video:release_date",
)  # fmt: skip
TIME_TAG = re.compile(r"<(?:time|abbr|span|meta|div|p|i)\b[^<>]{0,400}>", re.IGNORECASE)
TIME_DAY = re.compile(
    r"""(?:itemprop\s*=\s*["']?(?:datePublished|dateCreated)|\bpubdate\b|class\s*=\s*["'][^"']*(?:entry-date|published|post-date|"""
    r"""article[-_]date|pub[-_]?date))""",
    re.IGNORECASE,
)
HEADLINE = re.compile(r"</h1\s*>", re.IGNORECASE)
BESIDE_HEADLINE = 5_000
"""Letters of source behind a headline in which the story's own stamp stands: its line, a picture with its caption, buttons to share it."""
ELEMENT_TEXT = re.compile(r"(?:<dd\b[^<>]*)?>(?P<words>[^<>]{8,60})<", re.IGNORECASE)
UTC_NIGHT = re.compile(r"T0[0-8]:?\d\d:?\d\d(?:\.\d+)?(?:Z|\+00:?00)")
CANONICAL = re.compile(
    r"""<(?:link|meta)\b[^<>]{0,300}(?:rel=["']?canonical|property=["']og:url)[^<>]{0,400}>""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A day, the kind of place that it was found in, the words found there, and how far to trust it (0 to 1)."""

    day: date
    where: PublishedFrom
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A day that the page says, the kind of place where it says so (a key of TRUST), and the words."""

    day: date
    source: str
    words: str


WHERE: dict[str, PublishedFrom] = {
    "structured data": "metadata",
    "metadata": "metadata",
    "URL": "url",
    "time element": "metadata",
    "stamp": "text",
    "dateline": "dateline",
    "searched": "text",
    "counted back": "text",
}


def find_publication(
    source: str, *, url: str | None = None, latest: date | None = None, seen: Sequence[Claim] = ()
) -> Publication | None:
    """The likeliest publication day of HTML source; None when nothing on the page says it.

    `latest` is the day on which the page was fetched: later days are refused. `seen` are the page's visible stamps and
    dateline, where the caller has read them.
    """
    claims = [claim for claim in (*page_claims(source, url), *seen) if is_possible(claim.day, latest)]
    return weigh(claims or [claim for claim in _searched(source, url, latest) if is_possible(claim.day, latest)])


def weigh(claims: Sequence[Claim]) -> Publication | None:
    """The first claim, with what the others add to its confidence."""
    if not claims:
        return None
    best = _local(claims[0], claims)
    agreeing = {claim.source for claim in claims if claim.day == best.day}
    return Publication(
        day=best.day,
        where=WHERE[best.source],
        evidence=f"{best.source}: {best.words}",
        confidence=AGREEING if len(agreeing) > 1 else TRUST[best.source],
    )


def is_possible(day: date, latest: date | None) -> bool:
    """Whether a page of this crawl can have been published on the day."""
    return day >= EARLIEST and (latest is None or day <= latest)


def _local(first: Claim, claims: Sequence[Claim]) -> Claim:
    """The URL's day where the first claim is a stamp in UTC of the small hours: that was the day before in the Americas."""
    address = next((claim for claim in claims if claim.source == "URL"), None)
    is_evening = address is not None and address.day == first.day - TIMEZONE and UTC_NIGHT.search(first.words)
    return address if address and is_evening else first


def page_claims(source: str, url: str | None) -> Iterator[Claim]:
    """What the page says outright, most trusted first."""
    yield from _structured(source)
    yield from _metadata(source)
    yield from _addresses(source, url)
    yield from _elements(source)
    yield from _beside_headline(source)


def _structured(source: str) -> Iterator[Claim]:
    at = 0
    while (begin := LD_OPEN.search(source, at)) and (end := LD_CLOSE.search(source, begin.end())):
        found = LD_PUBLISHED.search(source, begin.end(), end.start())
        if found and (day := iso_day(found[1])):
            yield Claim(day, "structured data", found[0])
        at = end.end()


def _metadata(source: str) -> Iterator[Claim]:
    found: dict[str, Claim] = {}
    for tag in META.finditer(source):
        values = {name.lower(): (a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag[0])}
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        if name in META_NAMES and (day := iso_day(unescape(values.get("content", "")))):
            found.setdefault(name, Claim(day, "metadata", f"{name} {values['content'].strip()[:40]}"))
    yield from (found[name] for name in META_NAMES if name in found)


def _addresses(source: str, url: str | None) -> Iterator[Claim]:
    addresses = [url] if url else []
    for tag in CANONICAL.finditer(source):
        addresses += [a or b or c for name, a, b, c in ATTRIBUTE.findall(tag[0]) if name.lower() in {"href", "content"}]
    for address in addresses:
        if day := stamps.day_of_url(address):
            yield Claim(day, "URL", address[:200])
            return


def _elements(source: str) -> Iterator[Claim]:
    for tag in TIME_TAG.finditer(source):
        if not TIME_DAY.search(tag[0]):
            continue
        values = {name.lower(): (a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag[0])}
        words = values.get("datetime") or values.get("content") or source[tag.end() : tag.end() + 80].split("<")[0]
        if day := iso_day(unescape(words)):
            yield Claim(day, "time element", words.strip()[:60])


def _beside_headline(source: str) -> Iterator[Claim]:
    """The first element behind the last headline that holds a full date and nothing else ("<p>March 4, 2019</p>")."""
    headlines = [match.end() for match in HEADLINE.finditer(source)]
    if not headlines:
        return
    for text in ELEMENT_TEXT.finditer(source, headlines[-1], headlines[-1] + BESIDE_HEADLINE):
        words = unescape(text["words"]).strip()
        is_labelled = text[0].startswith("<")  # in a list of a person's or a page's properties: "Joined: May 11, 2017"
        if not is_labelled and (day := stamps.is_bare_date(words)):
            yield Claim(day, "stamp", words)
            return


def _searched(source: str, url: str | None, latest: date | None) -> Iterator[Claim]:
    from htmldate import find_date

    found = find_date(source, url=url, original_date=True, max_date=latest.isoformat() if latest else None)
    # A bare year comes back as its first day, and a page that was never dated shows the day on which it was fetched.
    if found and not found.endswith("-01-01") and (latest is None or found != latest.isoformat()):
        yield Claim(date.fromisoformat(found), "searched", found)


def iso_day(words: str) -> date | None:
    """The day of a time stamp as machines write it, or of a full date as people do.

    >>> iso_day("2022-08-15T23:10:00+02:00")
    datetime.date(2022, 8, 15)
    """
    match = re.match(r"\s*((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d{3})", words)
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    found = stamps.find_day(words)
    return found[0] if found else None
