from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import clean_page, find_publication, publication
from detente.clean.masthead import site_name
from detente.records import Page, Story

LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
BODY = (
    "<article><p>Peru expelled two envoys on Monday, a minister in Lima said.</p><p>Chile called the expulsion a mistake and "
    "summoned the Peruvian ambassador to its foreign ministry on the same day.</p></article>"
)


def html(head: str = "", body: str = BODY) -> str:
    return f"<html><head><title>Envoys expelled</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("source", "url", "day", "where"),
    [
        (html(LD.format("2022-08-15T10:00:00Z")), None, date(2022, 8, 15), "metadata"),
        (html(META.format("2022-08-15")), None, date(2022, 8, 15), "metadata"),
        (html('<meta content="2022-08-15" name="pubdate">'), None, date(2022, 8, 15), "metadata"),
        (html(), "https://example.org/2022/08/15/envoys", date(2022, 8, 15), "url"),
        (html(body='<time itemprop="datePublished" datetime="2022-08-15">Monday</time>' + BODY), None,
         date(2022, 8, 15), "metadata"),
        # A stamp in UTC of the small hours, and an address of the day before: that day in the Americas.
        (html(LD.format("2022-08-16T02:10:00Z")), "https://example.org/2022/08/15/envoys", date(2022, 8, 15), "url"),
        (html(LD.format("2022-08-16T02:10:00+02:00")), "https://example.org/2022/08/15/envoys", date(2022, 8, 16), "metadata"),
    ],
)  # fmt: skip
def test_where_days_are_found(source: str, url: str | None, day: date, where: str) -> None:
    found = find_publication(source, url=url)
    assert found is not None
    assert (found.day, found.where) == (day, where)


def test_sources_that_agree_are_trusted_more() -> None:
    alone = find_publication(html(LD.format("2022-08-15")))
    both = find_publication(html(LD.format("2022-08-15") + META.format("2022-08-15")))
    assert alone is not None
    assert both is not None
    assert alone.confidence < both.confidence
    assert "2022-08-15" in alone.evidence


HEADLINE = "<nav>Monday, May 1, 2023</nav><h1>Envoys expelled</h1>"


@pytest.mark.parametrize(
    ("between", "day"),
    [
        ("<div>A photo of the Chilean embassy, Lima, 2 July 2020</div><p>August 16, 2022</p>", date(2022, 8, 16)),
        ("<ul><li><a>16 Aug 2022 18:29</a></li><li>1479</li></ul>", date(2022, 8, 16)),
        ("<dl><dt>Joined:</dt><dd>May 11, 2017</dd></dl>", None),
        ("<p>会談の写真 2017/7/31 撮影された</p>", None),
        ("<p>" + "Chile protested. " * 400 + "</p><p>August 16, 2022</p>", None),
    ],
)
def test_a_date_alone_behind_the_headline_is_the_stamp(between: str, day: date | None) -> None:
    claims = [
        claim
        for claim in publication.page_claims(html(body=HEADLINE + between + BODY), None)
        if claim.source == "stamp"
    ]
    assert [claim.day for claim in claims] == ([day] if day else [])


def test_a_day_after_the_crawl_is_refused() -> None:
    source = html(LD.format("2023-01-01") + META.format("2022-08-15"))
    found = find_publication(source, latest=date(2022, 9, 1))
    assert found is not None
    assert found.day == date(2022, 8, 15)
    assert find_publication(html(LD.format("2023-01-01")), latest=date(2022, 9, 1)) is None


def test_a_video_of_another_day_is_no_publication() -> None:
    source = html(LD.format("2022-08-15").replace("datePublished", "uploadDate") + META.format("2022-08-16"))
    found = find_publication(source)
    assert found is not None
    assert found.day == date(2022, 8, 16)


@pytest.mark.parametrize("line", ["Crawled: 2022-09-01", "Retrieved on 1 September 2022", "Snapshot 2022-09-01"])
def test_the_crawl_date_of_a_dump_is_never_publication(line: str) -> None:
    content = f"{line}\n\nPeru expelled two envoys on Monday, a minister in Lima said.\n\nChile called it a mistake."
    story = clean_page(Page(name="dump", content=content, kind="text"))
    assert isinstance(story, Story)
    assert (story.crawled, story.published, story.published_from) == (date(2022, 9, 1), None, "none")


def test_a_stamp_after_the_crawl_is_refused_in_a_dump() -> None:
    content = "Published: 3 September 2022\n\nPeru expelled two envoys on Monday, a minister in Lima said."
    page = Page(name="dump", content=content, kind="text", crawled=date(2022, 9, 1))
    story = clean_page(page)
    assert isinstance(story, Story)
    assert story.published is None


def test_a_date_from_outside_wins() -> None:
    page = Page(
        name="p",
        content=html(META.format("2022-08-15")),
        kind="html",
        published=date(2020, 1, 2),
        published_from="given",
    )
    story = clean_page(page)
    assert isinstance(story, Story)
    assert (story.published, story.published_from, story.published_confidence) == (date(2020, 1, 2), "given", 1.0)


@given(st.text(max_size=60))
def test_any_words_in_a_date_field_are_read_or_ignored(words: str) -> None:
    find_publication("<html><body><p>Nothing.</p></body></html>" + META.format(words))


LEAD = "Peru expelled two envoys on Monday, a minister in Lima said.\n\nChile called the expulsion a mistake."


@pytest.mark.parametrize(
    ("top", "published", "crawled"),
    [
        ("Lima Post\n1 September 2022\n\nPeru expels two envoys\n\n15 August 2022", date(2022, 8, 15), date(2022, 9, 1)),
        ("Lima Post\n1 September 2022\n\nPeru expels two envoys", None, date(2022, 9, 1)),
        ("Lima Post\n\nPeru expels two envoys\n\n15 August 2022", date(2022, 8, 15), None),
        ("1 September 2022 | LIMA POST (archive)\n\nPeru expels two envoys\n\nLIMA, Aug 15, 2022 -", date(2022, 8, 15), date(2022, 9, 1)),
    ],
)  # fmt: skip
def test_a_date_above_the_headline_is_the_clock_of_the_crawl(
    top: str, published: date | None, crawled: date | None
) -> None:
    joined = f"{top} {LEAD}" if top.endswith("-") else f"{top}\n\n{LEAD}"
    story = clean_page(Page(name="dump", content=joined, kind="text"))
    assert isinstance(story, Story)
    assert (story.published, story.crawled) == (published, crawled)


def test_a_dateline_of_an_old_paper_is_a_publication_day() -> None:
    content = f"Kohl ends visit\n\nWARSAW, Nov. 14, 1989 - {LEAD}"
    story = clean_page(Page(name="scan", content=content, kind="text"))
    assert isinstance(story, Story)
    assert (story.published, story.published_from) == (date(1989, 11, 14), "dateline")


@pytest.mark.parametrize(
    ("name", "address", "publisher"),
    [
        ("Hosted", "https://hosted.example.org/lakeland/a", None),
        ("Journey", "https://www.jrnapp.example/blog/new-head", None),
        ("Wire", "https://127.0.0.1:8000/a", "Wire"),
        ("Wire", None, "Wire"),
        ("Gazette", "https://www.gazette.example/a", "Gazette"),
        ("Gazette", "https://lakelandgazette.co.uk/a", "Gazette"),
        ("Lakelander", "https://lakeland.blogs.example/a", "Lakelander"),
        ("Público Lima", "https://example.org/a", "Público Lima"),
        ("Telám", "https://www.telam.com.ar/a", "Telám"),
        ("Вестник", "https://vestnik.example/a", "Вестник"),
        ("Latest News", "https://lakeland.example/a", None),
        ("Home", None, None),
        ("World News", "https://worldnews.example/a", "World News"),
        ("Lakeland News", "https://example.org/a", "Lakeland News"),
        ("https://www.lakeland.example", None, None),
        ("lakeland.example", "https://lakeland.example/a", None),
        ("Copyright, 2011, 2012, 2013 Daily Lakeland, Inc.", None, "Daily Lakeland"),
        (None, None, None),
    ],
)
def test_a_site_s_name_is_that_of_an_outlet(name: str | None, address: str | None, publisher: str | None) -> None:
    assert site_name(name, address) == publisher


def test_a_host_s_word_leaves_the_publisher_to_the_dateline() -> None:
    head = '<meta property="og:site_name" content="Hosted"><link rel="canonical" href="https://hosted.example.org/a">'
    body = BODY.replace("<p>Peru", "<p>LIMA, March 4 (Reuters) - Peru")
    story = clean_page(Page(name="page", content=html(head, body), kind="html"))
    assert isinstance(story, Story)
    assert story.publisher == "Reuters"
