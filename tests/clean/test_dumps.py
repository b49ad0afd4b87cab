"""Dumps of whole browser windows: the window's title, the day beside the headline, what stands above and below the story."""

from __future__ import annotations

from datetime import date

import pytest

from detente.clean import clean_page
from detente.clean.beside import day_beside
from detente.clean.dump import main_stretch
from detente.clean.furniture import rule_of
from detente.clean.window import read_window
from detente.records import Page, Story

HEADLINE = "Talks on the dam resume in Doha after a week"
STORY = (
    "Ministers of the three states met in Doha on Tuesday to talk about the dam on the river for the first time.",
    "The host's foreign minister said that the delegations had agreed to exchange their figures on the water before the next round.",
    "A spokesman for the upstream state rejected a proposal to stop the filling of the reservoir until all have signed an agreement.",
    "The downstream states have called on the mediators to send observers, and warned that they would go to the Security Council.",
)
TEASERS = (
    "Senate votes down the budget",
    "Rosa Lind",
    "Tuesday November 19, 2019",
    "The senate rejected the government's budget by two votes after a debate of nine hours.",
    "Rebels free forty hostages",
    "Karim Sand",
    "Monday November 18, 2019",
    "The rebels released forty hostages in exchange for a ransom that the province has paid.",
)


def story_of(*lines: str) -> Story:
    found = clean_page(Page(name="page", content="\n".join(lines), kind="text"))
    assert isinstance(found, Story)
    return found


def test_title_of_the_window_tells_headline_and_outlet() -> None:
    found = story_of(
        f"{HEADLINE} - Politics - Levant Courant", "", "Menu", "Five places to see this winter season", HEADLINE, *STORY
    )
    assert (found.title, found.publisher) == (HEADLINE, "Levant Courant")


@pytest.mark.parametrize(
    ("first", "headline", "outlet"),
    [
        (f"{HEADLINE} | Example", HEADLINE, "Example"),
        (f"{HEADLINE} – example.com", HEADLINE, "example.com"),
        (f"{HEADLINE} - News - The Example Post - Example, KS", HEADLINE, "The Example Post"),
        (f"{HEADLINE} | World news", HEADLINE, None),
        (HEADLINE, HEADLINE, None),
        ("Dam talks resume in Doha after a week | Example", HEADLINE, "Example"),
    ],
)
def test_ways_of_titles(first: str, headline: str, outlet: str | None) -> None:
    window = read_window([first, "Menu", HEADLINE, *STORY])
    assert window is not None
    assert (window.headline, window.outlet, window.again) == (headline, outlet, (2,))


def test_a_title_with_other_words_needs_its_outlet_named() -> None:
    first = "Dam: what the ministers agreed on - Levant Courant"
    named = read_window([first, "Menu", HEADLINE, *STORY, "About the Levant Courant"])
    assert named is not None
    assert (named.headline, named.outlet, named.again) == ("Dam: what the ministers agreed on", "Levant Courant", ())
    assert read_window([first, "Menu", HEADLINE, *STORY]) is None


def test_quotation_marks_differ_between_title_and_page() -> None:
    window = read_window(['Minister\'s "last offer" fails - Example', "Menu", "Minister’s ‘last offer’ fails"])
    assert window is not None
    assert window.headline == "Minister’s ‘last offer’ fails"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Nov. 20, 2019, 9:28 AM UTC", date(2019, 11, 20)),
        ("By Ana Diaz - 11/18/19 11:04 PM EST", date(2019, 11, 18)),
        ("By Ana Diaz and Tom Reed November 18, 2019, 07:47 PM EST", date(2019, 11, 18)),
        ("Published 11:26 pm EST, Tuesday, November 19, 2019", date(2019, 11, 19)),
        ("Updated: Nov. 20, 2019; Posted: Nov. 18, 2019", date(2019, 11, 18)),
        ("Posted: Oct 6, 2020 / 03:38 PM MDT / Updated: Oct 7, 2020 / 01:00 PM MDT", date(2020, 10, 6)),
        ("Nov. 20, 2019Updated: Nov. 21, 2019 1:35 a.m.", date(2019, 11, 20)),
        ("Nov 15, 20195:45 AM", date(2019, 11, 15)),
        (
            "[ 18 November 2019 ] Ana Diaz, Foreign Affairs, The Dam, Comments off on the talks of the week",
            date(2019, 11, 18),
        ),
        ("— Ana Diaz (@ana) November 18, 2019", None),
        ("The talks had been broken off on November 11, 2019.", None),
        ("By Ana Diaz 06/01/20", None),
        ("Offer expires November 30, 2019", None),
    ],
)
def test_day_beside_the_headline(stamp: str, day: date | None) -> None:
    lines = ["November 12, 2019", "Other news of the week in short", HEADLINE, "Share", STORY[0], stamp, *STORY[1:]]
    is_body = [line in STORY for line in lines]
    assert day_beside(lines, [2], is_body, None)[0] == day


def test_a_change_is_no_publication() -> None:
    lines = [HEADLINE, "Updated 3:27 am PST, Wednesday, November 20, 2019", *STORY]
    assert day_beside(lines, [0], [line in STORY for line in lines], None) == (None, date(2019, 11, 20))


@pytest.mark.parametrize(
    ("above", "day"), [("November 18, 2019 9:22 am", date(2019, 11, 18)), ("November 18, 2019", None)]
)
def test_a_day_above_the_headline_needs_its_time(above: str, day: date | None) -> None:
    lines = [above, HEADLINE, *STORY]
    assert day_beside(lines, [1], [line in STORY for line in lines], None)[0] == day


def test_days_of_teasers_are_not_the_storys() -> None:
    found = story_of(
        f"{HEADLINE} - Example",
        "",
        *TEASERS,
        HEADLINE,
        "November 12, 2019 13:42",
        *STORY,
        "More from Example",
        *TEASERS,
    )
    assert found.published == date(2019, 11, 12)
    assert found.text.split("\n\n") == list(STORY)


def test_sentences_below_a_story_with_teasers_around_are_none_of_it() -> None:
    found = story_of(HEADLINE, *STORY, "More Example stories", *TEASERS, *TEASERS[::-1])
    assert found.text.split("\n\n") == list(STORY)
    assert "after the story" in {piece.rule for piece in found.furniture}


def test_a_list_or_an_advertisement_does_not_end_a_story() -> None:
    between = ("Advertisement", "Read more: The dam in figures", "Photo: Example/Handout", "Advertisement") * 3
    assert story_of(HEADLINE, *STORY[:2], *between, *STORY[2:]).text.split("\n\n") == list(STORY)


def test_a_short_text_leaves_its_end_open() -> None:
    lines = ["Peru expelled two envoys from Lima.", "Menu", "Photos", "Chile called it a mistake."]
    assert main_stretch(lines, [True, False, False, True]) == (0, len(lines))


def test_comments_stand_below_the_headline() -> None:
    pop_up = (
        "Join the Conversation",
        "Our comments have moved to a new place on the web.",
        "Be kind to each other, please.",
    )
    found = story_of(
        f"{HEADLINE} - Example", "", *pop_up, "Comments", HEADLINE, *STORY, "Comments", "I do not believe a word."
    )
    assert found.text.split("\n\n") == list(STORY)


def test_a_button_is_no_heading_of_comments() -> None:
    found = story_of("Example", STORY[0], HEADLINE, STORY[1], "Tweet", "Share", "Comment", "A view of Doha", *STORY[2:])
    assert found.text.split("\n\n")[-2:] == list(STORY[2:])


def test_a_list_ends_at_the_headline() -> None:
    found = story_of(
        f"{HEADLINE} - Example", "", "Most read", "Senate votes", HEADLINE, "Nov. 20, 2019, 9:28 AM UTC", *STORY
    )
    assert (found.title, found.published) == (HEADLINE, date(2019, 11, 20))


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM", date(2019, 11, 18)),
        ("November 18", date(2019, 11, 18)),
        ("November 17", None),
        ("The ministers had met on November 18 in Doha.", None),
    ],
)
def test_a_day_without_a_year_is_one_that_the_page_says_in_full(stamp: str, day: date | None) -> None:
    lines = [HEADLINE, stamp, *STORY, "— Ana Diaz (@ana) November 18, 2019"]
    assert day_beside(lines, [0], [line in STORY for line in lines], None)[0] == day


@pytest.mark.parametrize(("year", "day"), [(2019, None), (2025, date(2025, 10, 20))])
def test_a_page_of_another_year_does_not_count_from_the_crawl(year: int, day: date | None) -> None:
    found = story_of("Tue, 21-Oct-2025", HEADLINE, "1 day ago", *STORY, f"© {year} Example News")
    assert found.published == day


def test_a_credit_within_the_story_names_no_outlet() -> None:
    below = ("Menu", "Help", "© 2019 Example News", "Jobs")
    found = story_of(HEADLINE, STORY[0], "© Rosa Lind A view of Doha", *STORY[1:], *below)
    assert found.publisher == "Example News"


def test_cards_behind_names_go() -> None:
    glued = "Sen. Ana DiazAna Maria DiazSenate votes on the dam House waits for the talks MORE (D-Ohio) called on both sides to sign."
    found = story_of(HEADLINE, STORY[0], glued, *STORY[1:])
    assert found.text.split("\n\n")[1] == "Sen. Ana Diaz (D-Ohio) called on both sides to sign."


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("1of4The delegations of the three states arrive in Doha on Monday.", "credit"),
        ("In this Nov. 18, 2019 photo, the delegations of the three states arrive in Doha.", "credit"),
        ("1 of 4 delegates refused to sign the declaration.", None),
        ("In this image-conscious state the minister stands alone.", None),
        ("Senators call on the minister to explain what was said in Doha …", "cut off"),
        ("Senators call on the minister to explain...", "cut off"),
        ("The minister said that he “did not know what had been said in Doha…”", None),
    ],
)
def test_captions_and_teasers_cut_off(line: str, rule: str | None) -> None:
    assert rule_of(line) == rule


def test_a_pop_up_below_the_headline_is_no_heading_of_comments() -> None:
    pop_up = ("Our pages have a new place.", "Be kind to each other.", "Join the Conversation", "Comments")
    assert story_of(f"{HEADLINE} - Example", "", HEADLINE, *pop_up, *STORY).text.split("\n\n")[-4:] == list(STORY)
    answers = [line for text in STORY for line in ("Rosa Lind", text, "Reply")]
    found = story_of(
        HEADLINE, "The talks began in Doha.", "The senate waits for them.", "Join the Conversation", *answers
    )
    assert len(found.text.split("\n\n")) == 2


def test_a_row_of_labels_is_no_title_of_a_window() -> None:
    ads = "Google Ads | Google Ads | Google Ads"
    story = story_of(
        "Thu, 13-Jun-2024", ads, HEADLINE, "The Gulf", HEADLINE, *STORY[:2], "Google Ads | Google Ads", *STORY[2:]
    )
    assert story.title == HEADLINE
    assert [line for line in STORY if line not in story.text] == []
    assert read_window(["World | Sport | Money | Opinion | Letters", HEADLINE, "Menu", "World | Sport | Money"]) is None
    assert read_window(["You are here: Home » Pacific » Fiji", HEADLINE, "News of Fiji and Tonga"]) is None


def test_a_call_to_subscribe_within_a_story_does_not_end_it() -> None:
    story = story_of(
        HEADLINE, *STORY, "Click here to join our channel", "Sweets were handed out in the square as night fell."
    )
    assert "Sweets" in story.text


def test_a_headline_told_again_below_the_story_begins_none() -> None:
    story = story_of("Gulf", "Front page", HEADLINE, "Doha", *STORY, HEADLINE, "12 comments")
    assert story.title == HEADLINE
    assert [line for line in STORY if line not in story.text] == []
