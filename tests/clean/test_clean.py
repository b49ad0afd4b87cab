from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import clean_page
from detente.clean.dateline import part_sections, place_of_line, take_dateline
from detente.clean.furniture import rule_of
from detente.clean.masthead import copyright_holder, outlet_of
from detente.clean.stamps import day_before, find_crawl, find_day
from detente.records import Page, Refusal, Story

CASES = Path(__file__).parent.parent / "cases" / "clean" / "dumps.txt"


def clean(content: str, **fields: object) -> Story:
    story = clean_page(Page(name="page", content=content, kind="text", **fields))  # type: ignore[arg-type]
    assert isinstance(story, Story), story
    return story


def load_cases() -> list[tuple[str, str, dict[str, str], list[str]]]:
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("====\n"):
        lines = [line for line in block.splitlines() if not line.startswith("# ")]
        title, body = lines[0], "\n".join(lines[1:])
        page, _, expected = body.partition("\n--\n")
        wanted = expected.splitlines()
        fields = dict(line[1:].split("=", 1) for line in wanted if line.startswith("@"))
        cases.append((title, page, fields, [line for line in wanted if line and not line.startswith("@")]))
    return cases


@pytest.mark.parametrize(("title", "page", "fields", "paragraphs"), load_cases(), ids=lambda value: str(value)[:40])
def test_case(title: str, page: str, fields: dict[str, str], paragraphs: list[str]) -> None:
    story = clean(page)
    assert story.text.split("\n\n") == paragraphs, title
    for name, value in fields.items():
        assert str(getattr(story, name)) == value, name


def test_what_is_removed_is_kept_beside_the_story() -> None:
    story = clean(
        "Advertisement\n\nPeru expelled two envoys on Monday, a minister in Lima said.\n\nShare this: X | Facebook"
    )
    assert {piece.text for piece in story.furniture} == {"Advertisement", "Share this: X | Facebook"}


def test_html_gives_title_date_publisher_and_no_script() -> None:
    source = (
        "<html><head><title>Envoys expelled | Wire</title><meta property='article:published_time' content='2022-08-15'>"
        "<meta property='og:site_name' content='Wire'></head><body><nav>Home</nav><article><h1>Envoys expelled</h1>"
        "<p>Peru expelled two envoys on Monday, a minister in Lima said.</p><script>alert(1)</script>"
        "<p>Chile called the expulsion a mistake and summoned the Peruvian ambassador.</p></article></body></html>"
    )
    story = clean_page(Page(name="page", content=source, kind="html"))
    assert isinstance(story, Story)
    assert (story.title, story.publisher, story.published) == ("Envoys expelled", "Wire", date(2022, 8, 15))
    assert story.published_from == "metadata"
    assert "alert" not in story.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Advertisement\nHome | News | Sport\n© 2024 Wire", "no story"),
        (
            "Der Minister hat am Montag den Botschafter einbestellt. Die Regierung wies die Vorwürfe zurück. " * 3,
            "only English",
        ),
    ],
)
def test_pages_without_an_english_story_are_refused(content: str, reason: str) -> None:
    refused = clean_page(Page(name="page", content=content, kind="text"))
    assert isinstance(refused, Refusal)
    assert (refused.source, refused.stage) == ("page", "clean")
    assert reason in refused.reason


def test_a_given_date_wins_over_what_the_page_says() -> None:
    text = "Published: 17 September 2024\n\nPeru expelled two envoys on Monday, a minister in Lima said."
    assert clean(text).published == date(2024, 9, 17)
    given_date = clean(text, published=date(2024, 9, 1), published_from="given")
    assert (given_date.published, given_date.published_from) == (date(2024, 9, 1), "given")


def test_a_date_whose_day_and_month_could_be_swapped_is_none() -> None:
    assert find_day("Updated 04/05/2024") is None
    assert day_before("LIMA, Dec 30", date(2025, 1, 2)) == date(2024, 12, 30)


@given(st.text(max_size=400))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    story = clean_page(Page(name="page", content=text, kind="text"))
    if isinstance(story, Story):
        again = clean_page(Page(name="page", content=story.text, kind="text", title=story.title))
        assert isinstance(again, Refusal) or again.text == story.text


@given(st.text(max_size=200))
def test_no_line_breaks_the_rules(line: str) -> None:
    assert rule_of(line) is None or isinstance(rule_of(line), str)


ARTICLE = (
    "<p>Peru expelled two envoys on Monday, a minister in Lima said.</p><p>What Chile says</p>"
    "<p>Chile called the expulsion a mistake and summoned the Peruvian ambassador to its foreign ministry.</p>"
)


def clean_html(body: str, head: str = "", **fields: object) -> Story:
    source = f"<html><head><title>Envoys expelled</title>{head}</head><body><article>{body}</article></body></html>"
    story = clean_page(Page(name="page", content=source, kind="html", **fields))  # type: ignore[arg-type]
    assert isinstance(story, Story), story
    return story


def test_headings_between_the_paragraphs_of_html_stay() -> None:
    assert "What Chile says" in clean_html(ARTICLE).text.split("\n\n")


ROUND_UP = [
    "The sea rose.",
    "LIMA, Peru — Peru shut its ports.",
    "Ships wait.",
    'QUITO " Ecuador opened two of its own.',
]


def test_a_round_up_has_its_datelines_on_lines_of_their_own() -> None:
    parted = [
        "The sea rose.",
        "LIMA, Peru —",
        "Peru shut its ports.",
        "Ships wait.",
        "QUITO —",
        "Ecuador opened two of its own.",
    ]
    assert part_sections(ROUND_UP) == parted
    assert part_sections(parted) == parted


@pytest.mark.parametrize(
    "others",
    [
        ["QUITO: Ecuador opened two of its own."],
        ["QUITO is the seat of the court — and of the bank."],
        ["LIMA, Peru — Peru opened two of its own."],
        [],
    ],
)
def test_one_place_or_a_name_that_comes_again_parts_nothing(others: list[str]) -> None:
    paragraphs = [*ROUND_UP[:3], *others]
    assert part_sections(paragraphs) == paragraphs


@pytest.mark.parametrize("place", ["PRAIA, Cape Verde, Feb. 8 (Wire)", "Praia, Cape Verde, Feb. 8 (Wire)"])
def test_a_dateline_of_an_old_wire_has_an_underscore(place: str) -> None:
    paragraphs = [f"{place} _ The minister of the islands opened a school on Monday."]
    dateline = take_dateline(paragraphs)
    assert dateline is not None
    assert (dateline.words, dateline.agency) == (place, "Wire")
    assert paragraphs[0].startswith("The minister")


def test_a_dateline_whose_dash_is_lost() -> None:
    paragraphs = ['PRAIA, Cape Verde (Wire) " The minister opened the port.']
    dateline = take_dateline(paragraphs)
    assert dateline is not None
    assert (dateline.words, dateline.agency) == ("PRAIA, Cape Verde (Wire)", "Wire")
    assert paragraphs == ["The minister opened the port."]


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("PRAIA, 9 November 2021.", None),
        ("PRAIA, Cape Verde, November 9, 2021:", None),
        ("PRAIA, 9 November 2021 (Wire).", "Wire"),
        ("PRAIA, 9 November 2021, Wire -", "Wire"),
        ("PORTO NOVO, 09.11.2021.", None),
        ("Praia, 09.11.2021 -", None),
        ("TAIPEI, November 9, Minguo 110 (2021) (Wire) --", "Wire"),
        ("9 November 2021, Praia.", None),
        ("9 November 2021, PRAIA.", None),
    ],
)
def test_a_dateline_with_its_year(opening: str, agency: str | None) -> None:
    paragraphs = [f"{opening} The minister opened the port."]
    dateline = take_dateline(paragraphs)
    assert dateline is not None
    assert (dateline.agency, dateline.day) == (agency, date(2021, 11, 9))
    assert paragraphs == ["The minister opened the port."]


@pytest.mark.parametrize(
    "paragraph",
    [
        "November 9, 2021, was the day on which the minister opened the port.",
        "In PRAIA, 9 November 2021. The minister opened the port.",
        "Updated, 9 November 2021. The minister opened the port.",
        "PRAIA, 11/09/2021. The minister opened the port.",
        "PRAIA, 9 November. The minister opened the port.",
    ],
)
def test_what_opens_with_a_day_or_place_is_no_dateline(paragraph: str) -> None:
    paragraphs = [paragraph]
    assert take_dateline(paragraphs) is None
    assert paragraphs == [paragraph]


STANDFIRST = "The port opens again, three weeks after the flood."


@pytest.mark.parametrize(
    "opening", ["PRAIA, Nov 9 (Wire) -", "PRAIA, Cape Verde —", "PRAIA -", "Praia, 9 November 2021. ", "Praia (Wire) –"]
)
def test_a_dateline_may_stand_below_a_standfirst(opening: str) -> None:
    paragraphs = [STANDFIRST, f"{opening} The minister opened the port.", "Ships wait."]
    dateline = take_dateline(paragraphs)
    assert dateline is not None
    assert dateline.words.lower().startswith("praia")
    assert paragraphs == [STANDFIRST, "The minister opened the port.", "Ships wait."]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [STANDFIRST, "READ MORE: The minister opened the port."],
        [STANDFIRST, "Praia – The minister opened the port."],
        [STANDFIRST * 6, "PRAIA - The minister opened the port."],
        [STANDFIRST, "PRAIA — The minister opened the port.", "MINDELO — The mayor stayed away from it."],
        [STANDFIRST, "Ships wait.", "PRAIA - The minister opened the port."],
    ],
)
def test_other_openings_of_later_paragraphs_are_no_dateline(paragraphs: list[str]) -> None:
    assert take_dateline([*paragraphs]) is None


def test_headings_between_breaks_are_lines_of_their_own() -> None:
    long = "The two governments had agreed on talks about their border and will now put them off until the summer."
    body = f"<div>Peru expelled two envoys on Monday, a minister in Lima said. <br/><b>What Chile says</b><br/>{long}<br/>{long}</div>"
    assert "What Chile says" in clean_html(body).text.split("\n\n")


def test_the_fuller_text_of_json_ld_is_taken_where_extraction_stopped() -> None:
    rest = "The two governments had agreed on talks about their border and will now put them off until the summer. " * 6
    body = "Peru expelled two envoys on Monday, a minister in Lima said. " + rest
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    assert "will now put them off" in clean_html(ARTICLE, data).text


def test_json_ld_of_another_story_is_not_taken() -> None:
    other = "A film festival opened in the old port with a comedy about two sailors and their unlucky parrot. " * 8
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{other}"}}</script>'
    more = (
        "<p>The two neighbours have argued for years about fishing off their coast and about a strip of desert.</p>" * 3
    )
    assert "parrot" not in clean_html(ARTICLE + more, data).text


def test_short_lines_around_a_dump_go() -> None:
    story = clean(
        "Peru expelled two envoys on Monday, a minister in Lima said.\n\nWhat Chile says\n\n"
        "Chile called the expulsion a mistake.\n\nHome | World | Sport\n\nMore"
    )
    assert story.text.split("\n\n") == [
        "Peru expelled two envoys on Monday, a minister in Lima said.",
        "Chile called the expulsion a mistake.",
    ]


def test_html_takes_its_outlet_from_the_window_and_no_crawl_from_a_visible_stamp() -> None:
    source = (
        "<html><head><title>Envoys expelled - The Lakeland Herald</title><meta property='article:published_time' "
        "content='2022-08-15'></head><body><article><h1>Envoys expelled</h1><p>Monday 15 August 2022, 22.14. By Ada Quill.</p>"
        "<p>Peru expelled two envoys on Monday, a minister in Lima said, and closed the consulate in Arica.</p>"
        "<p>Chile called the expulsion a mistake and summoned the Peruvian ambassador.</p>"
        "</article></body></html>"
    )
    story = clean_page(Page(name="page", content=source, kind="html"))
    assert isinstance(story, Story)
    assert (story.publisher, story.published, story.crawled) == ("The Lakeland Herald", date(2022, 8, 15), None)


def test_a_feed_s_section_is_no_part_of_its_publisher() -> None:
    text = "Peru expelled two envoys on Monday, a minister in Lima said."
    assert clean(text, publisher="Monsoon Review | South Asia").publisher == "Monsoon Review"
    assert clean(text, publisher="Reuters").publisher == "Reuters"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("THE LAKELAND HERALD", "The Lakeland Herald"),
        ("BBC NEWS", "BBC News"),
        ("Tara Agency > Peru > Diplomacy", "Tara Agency"),
        ("Peru Press Service (state news agency)", "Peru Press Service"),
        ("tara-insider.example", "tara-insider.example"),
        ("12   |   The Lakeland Herald          TARA MONDAY", "The Lakeland Herald"),
        ("::: Lakeland Online ::: the region's portal", "Lakeland Online"),
        ("Tara Shimbun", "Tara Shimbun"),
        ("Tara Barta 24   English version", "Tara Barta 24"),
        ("24", None),
        ("\u25b6 Direct Radio", None),
        ("Staff Correspondent, Tara", None),
        ("Peru and Chile reopen their consulates", None),
        ("News", None),
    ],
)
def test_mastheads(line: str, outlet: str | None) -> None:
    assert outlet_of(line) == outlet


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("(c) Copyright 2006. The Lakeland Herald. All rights reserved.", "The Lakeland Herald"),
        ("© 2018 Tara Global Service. A Tara Company. All Rights Reserved.", "Tara Global Service"),
        ("All rights reserved The Lake Gazette 2011", "The Lake Gazette"),
        ("Copyright (c) Tara Times. Unauthorized reproduction prohibited.", "Tara Times"),
        ("All rights reserved.", None),
    ],
)
def test_copyright_holders(line: str, holder: str | None) -> None:
    assert copyright_holder(line) == holder


@given(st.text(max_size=120))
def test_dates_and_mastheads_of_any_line(line: str) -> None:
    crawl = find_crawl(line)
    assert crawl is None or crawl[1] in line
    assert outlet_of(line) is None or outlet_of(line)
    assert (place_of_line(line) or "") in line


def test_cards_beside_names_and_notes_for_screen_readers_are_no_text() -> None:
    card = '<span class="rollover-people-block"><b>Ana Roa</b>Roa cuts school buses MORE</span>'
    words = "The governor of the coast province closed two of the five ports on Monday, and said that the others would follow in May. "
    body = f"<p>Gov. <a>Ana Roa</a>{card} closed two ports.<span class='x sr-only'>Open in a new window</span></p><p>{words * 3}</p>"
    source = f"<html><head><title>Ports close</title></head><body><article><h1>Ports close</h1>{body}</article></body></html>"
    story = clean_page(Page(name="page", content=source, kind="html"))
    assert isinstance(story, Story)
    assert "Gov. Ana Roa closed two ports." in story.text
    assert "school buses" not in story.text
    assert "new window" not in story.text


def test_the_days_of_a_chronology_stay_and_a_single_one_is_a_stamp() -> None:
    head = "THE HILL POST\n\nOne week on the border of two states\n\nTwo states quarrelled over a hill for a week.\n\n"
    days = "MONDAY, JULY 26\n\nPolicemen of the one took over a post of the other.\n\n"
    story = clean_page(
        Page(
            name="page",
            content=f"{head}{days}Wednesday, July 28\n\nThe secretaries agreed that both would go back.",
            kind="text",
        )
    )
    assert isinstance(story, Story)
    assert story.text.split("\n\n")[1::2] == ["MONDAY, JULY 26", "Wednesday, July 28"]
    single = clean_page(Page(name="page", content=head + days, kind="text"))
    assert isinstance(single, Story)
    assert "JULY" not in single.text


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Diaz and Omar Tazi of the Courier staff",
        "From our correspondents in Oran, Tunis and Cairo",
        "FILE - Sacks of wheat are unloaded in the port of Oran",
        "[FRONT PAGE] [NEWS] [OPINION] [BOOKS] [SEARCH THE ARCHIVE]",
        "main page : nation : valley : letters : other edition",
    ],
)
def test_what_is_no_headline(line: str) -> None:
    page = f"Two ports shut in a quarrel over fish\n\n{line}\n\nTwo states shut their ports to each other's boats on Monday."
    story = clean_page(Page(name="page", content=page, kind="text"))
    assert isinstance(story, Story)
    assert story.title == "Two ports shut in a quarrel over fish"
