"""Which line above a dump's text is taken for its headline."""

import pytest

from detente.clean import clean_page
from detente.clean.headline import plain_headline
from detente.records import Page, Story

BODY = (
    "Peru closed two crossings to Bolivia and called its envoy home after a week of quarrels about a dam.\n\n"
    "Bolivia kept its own posts open and asked the neighbours for talks on the water of the lake."
)
HEADLINE = "Peru closes two crossings"


def title_of(head: str, body: str = BODY) -> str | None:
    story = clean_page(Page(name="page", content=f"{head}\n\n{body}", kind="text"))
    assert isinstance(story, Story)
    return story.title


@pytest.mark.parametrize(
    "head",
    [
        f"The Lake Herald\n\n{HEADLINE}\n\nEnvoy called home as ministers quarrel about a dam upstream of the lake",
        f"The Lake Herald\n\n{HEADLINE}\n\nBy Ana Soto and Luis Vega of the Herald staff\n\n2 May 2016, 10:15",
        f"The Lake Herald\n\n{HEADLINE}\n\nFILE - Lorries wait at the bridge near the lake this spring (LH Photo/Ana Soto)",
        f"The Lake Herald\nFront Page News Opinion Sports Letters Weather\n\nREGION\n\n{HEADLINE}\n\nBy Ana Soto",
        f"[FRONT PAGE] [NEWS] [OPINION] [BOOKS] [SEARCH THE ARCHIVE]\n\n{HEADLINE}",
        f"The Lake Herald\nThe newspaper of all three shores.\nHome | World | Sport\n\n{HEADLINE}",
        f"Text read by OCR. Tell us of its errors!\n\n{HEADLINE}",
        f"The Lake Herald\n\nUPDATE 2 - {HEADLINE}\n\nTranslated by Ana Soto of the news desk",
        f"Lake Herald\n\nHome\nWorld and Region\nAll the sections\nWorld and Region\n\n{HEADLINE}\n2 May 2016\n\nMore of our photo stories",
        f"The Lake Herald\n\n{HEADLINE}\n2 May 2016\n\n[A view of the bridge in the morning, seen from the lake]",
        f"» {HEADLINE}",
        f"## {HEADLINE}",
        f"Headline: {HEADLINE}",
        f"HD      {HEADLINE}\nBY      Ana Soto",
        f"Subject: [lake news] {HEADLINE}",
        f"[Region]  {HEADLINE}",
        f"From: Ana Soto of the desk <ana@lake.example>\nTo: all of our many readers\nSubject: {HEADLINE}",
        f"Lake Herald\nTides today: Puno 04:50 Juli 11:52 Copacabana 15:04\n\n{HEADLINE}",
        f"The Lake Herald\nthe eyes and ears of three shores of the lake\n\n{HEADLINE}",
        f"Lake Voices | News of the lake from all its shores\n\n{HEADLINE}",
        f"Lake Herald\nHome / Region / {HEADLINE} to Bolivia\n{HEADLINE} to Bolivia\nDesk | Updated: 15 Aug, 03:20",
        f"The Lake Herald\n\n{HEADLINE} to Bolivia over the dam\nMinistry says that its envoy comes home on the next plane",
        f"The Lake Herald\n\nHome / Region / {HEADLINE} to Bolivia\n\n{HEADLINE} to Bolivia\n\nEnvoy is called home as ministers quarrel",
        f"The Lake Herald\n\n{HEADLINE} to Bolivia\n{HEADLINE} to Bolivia - Region - Peru\n\nEnvoy comes home as ministers quarrel",
        f"The Lake Herald\n\n{HEADLINE} to Bolivia\n\nRegion and Lake\nMay 2, 2016, 10:15 PUNO\n\nEnvoy comes home as ministers quarrel",
        f"The Lake Herald\n\nWritten by Ana Soto of the desk\n\n{HEADLINE}",
        f"The Lake Herald\n\n{HEADLINE}\nOur Special Correspondent",
        f"The Lake Herald\n\n{HEADLINE}\n\nAna Soto in Puno and Luis Vega\n2 May 2016",
        f"Lake Herald - News in English\n\n[02] {HEADLINE}",
        f"The Lake Herald\nSubscribe for a dollar a week\n\n{HEADLINE}",
        f"The Lake Herald\nBreaking: bread up by a third again\n\n{HEADLINE}",
        f"The Lake Herald\nTIDES - FISH - OUR LAKE - e-PAPER\n\n{HEADLINE}",
        f"LNA - Lago News Agency\nServicio en español técnico\n\n{HEADLINE}",
        f"LAKE POST-COURIER\nMonday 2 May 2016\nThe voice of three shores\n\n{HEADLINE} to Bolivia\nEnvoy comes home as ministers quarrel",
        f"LAKE HERALD, Monday, May 2, 2016\nA lake of news in few words\n\n{HEADLINE} to Bolivia\nEnvoy comes home as ministers quarrel",
        f"2 May 2016\nLake | Region\n\nTOP NEWS\nBread: up a third\n\n{HEADLINE}",
    ],
)  # fmt: skip
def test_the_headline_is_found_among_what_stands_around_it(head: str) -> None:
    assert (title_of(head) or "").startswith(HEADLINE)


def test_capitals_above_the_headline_say_the_beginning_of_it() -> None:
    assert (
        title_of("Lake Herald\n\nPERU CLOSES TWO CROSSINGS\nPeru closes two crossings to Bolivia")
        == f"{HEADLINE} to Bolivia"
    )


def test_two_lines_are_no_wrapped_one_where_the_text_is_not_wrapped() -> None:
    head = "Peru closes two of its crossings to Bolivia after a week\nEnvoy called home as ministers quarrel about dam"
    assert title_of(head, BODY.replace("\n\n", " ")) == head.split("\n")[0]


def test_a_question_may_be_the_headline() -> None:
    assert title_of("Who closed the crossings at the lake?") == "Who closed the crossings at the lake?"


def test_a_first_sentence_above_a_heading_stays_in_the_text() -> None:
    content = "The Lake Herald\n\nPeru closed a crossing on Monday.\n\nWhat Bolivia says now\n\n" + BODY
    story = clean_page(Page(name="page", content=content, kind="text"))
    assert isinstance(story, Story)
    assert story.text.startswith("Peru closed a crossing on Monday.")


def test_a_motto_is_no_part_of_the_story() -> None:
    content = f"The Lake Herald\nNews for everybody. Every Friday.\n\n{HEADLINE}\n\n{BODY}"
    story = clean_page(Page(name="page", content=content, kind="text"))
    assert isinstance(story, Story)
    assert story.text.startswith("Peru closed two")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("WRAPUP 1-Peru and Bolivia quarrel", "Peru and Bolivia quarrel"),
        ("UPDATE on the dam is promised", "UPDATE on the dam is promised"),
        ("Urgent talks - and a dam", "Urgent talks - and a dam"),
    ],
)
def test_the_mark_of_a_later_version_goes(line: str, title: str) -> None:
    assert plain_headline(line) == title


def test_notices_far_above_the_headline_are_no_text() -> None:
    notice = "We keep small files on your machine so that our pages are shown to you as you like them best."
    menu = "\n".join(f"{name} pages" for name in ("World", "Home", "Sport", "Sea", "Lake", "Town"))
    body = (
        BODY
        + "\n\nThe dam was begun a year ago, and nobody in the two capitals says who will pay for the rest of it now."
    )
    content = f"{notice}\n\n{menu}\n\n{HEADLINE}\n2 May 2016\n\n{body}"
    story = clean_page(Page(name="page", content=content, kind="text"))
    assert isinstance(story, Story)
    assert (story.title, str(story.published), story.text) == (HEADLINE, "2016-05-02", body)


@pytest.mark.parametrize(
    ("head", "foot", "publisher"),
    [
        ("Lake Herald Internet Edition", "", "Lake Herald"),
        ("Lake Online", "", "Lake Online"),
        ("Harbour Live\nTop | Port | Sport", "Thank you for giving to Harbour Live", "Harbour Live"),
        ("Harbour Live\nTop | Port | Sport", "Write to desk@harbourlive.example", "Harbour Live"),
        ("LAKE AND PORT\nTop | Port | Sport", "", None),
        ("Press Release\nNo. 12", "", None),
        ("HOME NEWS SPORTS BUSINESS OBITUARIES JOBS", "", None),
        ("Gazzetta del Lago - English", "", "Gazzetta del Lago"),
        ("[INLINE] THE LAKE CHRONICLE on the Web", "", "The Lake Chronicle"),
        ("Read The Daily Digest\nLake Herald", "", "Lake Herald"),
        ("Sunday, 01 May 2016\nLake Herald", "", "Lake Herald"),
        ("Lake Chronicle Archive", "", "Lake Chronicle"),
        ("Top | Port | Sport", "© 2015 Lake Chronicle Pvt Ltd", "Lake Chronicle"),
        ("Lake Info\nlake-info.example", "", "Lake Info"),
    ],
)
def test_the_outlet_is_named_by_its_page(head: str, foot: str, publisher: str | None) -> None:
    story = clean_page(Page(name="page", content=f"{head}\n\n{HEADLINE}\n\n{BODY}\n\n{foot}", kind="text"))
    assert isinstance(story, Story)
    assert story.publisher == publisher
