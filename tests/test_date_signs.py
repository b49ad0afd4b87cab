"""The signs by which an event without time words has a date that its story told: each is read where it stands, and the table weighs all."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from detente import ontology
from detente.dates import Asked
from detente.dates.signs import SIGNS, TABLE, Kind, Look, Told, read_points, read_signs
from detente.dates.story import resolve_own
from detente.dates.told import list_candidates, list_told
from detente.records import EventDate

MONDAY = EventDate(date=date(2022, 8, 15), enddate=date(2022, 8, 15), precision="day", text="Monday")
NEWS = ("Rebels raided Oran on Monday, aide Omar Tazi said.",)
UNTOLD = Look(
    one=Asked(sentence_index=1, words=None, auxiliary=(), trigger=0, is_deed=True),
    sentences=(*NEWS, "Burned were two ships."),
    told=Told(when=MONDAY, place=(0, 7)),
    is_of_lead=False,
    is_news_told=False,
    is_late=False,
    is_overtaken=False,
    is_of_today=False,
    is_morning=False,
    is_today_told=True,
    is_first=False,
    is_news_next=False,
    days_ago=2,
)
"""A deed of which no sign speaks but that the sentence before told the date, and that one sentence stands above."""
ALWAYS = {
    sign.name for sign in SIGNS if sign.name == sign.kind or sign.name.endswith(("_sentences_above", "_next_deed"))
}


def look(sentence: str, trigger: str, *, is_deed: bool = True, auxiliary: tuple[str, ...] = ()) -> Look:
    """The look of an event of a second sentence."""
    one = Asked(sentence_index=1, words=None, auxiliary=auxiliary, trigger=sentence.index(trigger), is_deed=is_deed)
    return replace(UNTOLD, one=one, sentences=(*NEWS, sentence))


def seen(look: Look, kinds: tuple[str, ...] = ("news", "older")) -> set[str]:
    """The names of the signs of some kinds that speak."""
    read = [read_signs(look, kind) for kind in get_args(Kind) if kind in kinds]
    return {sign.name for sign, *numbers in zip(SIGNS, *read, strict=True) if any(numbers)} - ALWAYS


@pytest.mark.parametrize(
    ("looked", "signs"),
    [
        (UNTOLD, set()),
        (replace(UNTOLD, is_of_lead=True), {"news_of_lead"}),
        (replace(UNTOLD, is_news_told=True), {"older_beside_news"}),
        (replace(UNTOLD, told=Told(when=MONDAY, place=(2, 0))), {"news_later"}),
        (look("The mayor blamed the navy.", "blamed", is_deed=False), {"news_said", "older_said"}),
        (look("Police denied the raid.", "denied"), {"news_said", "older_said"}),
        (look("The mayor signed a truce.", "signed", is_deed=False), {"news_said", "older_said", "news_act"}),
        (look("No one burned ships.", "burned", auxiliary=("negation",)), {"news_negated"}),
        (look("The navy is burning ships.", "burning"), {"news_present"}),
        (look("The navy has burned ships.", "burned"), set()),
        (look('Hatred, "we burned ships", he said.', "burned"), {"news_quoted"}),
        (look("Tazi burned ships.", "burned"), {"news_known_person"}),
        (look("Oran burned ships.", "burned"), set()),
        (look("They burned ships.", "burned"), {"older_going_on"}),
        (look("Ships burned at the time.", "burned"), {"older_back_then"}),
        (look("Oran had burned ships.", "burned"), {"older_had"}),
        (replace(UNTOLD, is_morning=True), {"news_morning", "older_morning"}),
        (replace(UNTOLD, is_today_told=False), {"older_today_untold"}),
        (replace(UNTOLD, is_first=True), {"news_first"}),
        (replace(UNTOLD, is_news_next=True), {"news_next"}),
        (replace(UNTOLD, days_ago=200), set()),
        (
            replace(look("The mayor blamed the navy.", "blamed", is_deed=False), days_ago=200),
            {"news_said", "older_said", "older_said_long_ago"},
        ),
        (
            replace(look("The mayor then blamed the navy.", "blamed", is_deed=False), days_ago=200),
            {"news_said", "older_said", "older_back_then"},
        ),
        (
            replace(look("The mayor blamed the navy.", "blamed", is_deed=False), is_morning=True),
            {"news_said", "news_morning", "news_morning_said", "older_said", "older_morning"},
        ),
    ],
)
def test_a_sign_is_read_where_it_stands(looked: Look, signs: set[str]) -> None:
    assert seen(looked) == signs


@pytest.mark.parametrize(
    ("looked", "signs"),
    [
        (UNTOLD, set()),
        (replace(UNTOLD, is_late=True), {"unknown_late"}),
        (replace(UNTOLD, is_of_today=True), {"unknown_of_today"}),
        (replace(UNTOLD, is_news_told=True), {"unknown_beside_news"}),
        (look("Oran might burn ships.", "burn", auxiliary=("hypothetical",)), {"unknown_hypothetical"}),
        (look("The navy has burned ships.", "burned"), {"unknown_perfect"}),
        (look("Oran had burned ships.", "burned"), {"unknown_had"}),
        (look("The navy is burning ships.", "burning"), {"unknown_progressive"}),
        (look("Ships were burned.", "burned"), set()),
        (look("Oran often burned ships.", "burned"), {"unknown_habit"}),
        (look("Oran saw the raids.", "raids"), {"unknown_noun"}),
        (look('Hatred, "we burned ships", he said.', "burned"), {"unknown_quoted"}),
        (look("They burned ships.", "burned"), {"unknown_continues"}),
    ],
)
def test_a_sign_of_no_date_is_read_where_it_stands(looked: Look, signs: set[str]) -> None:
    assert seen(looked, ("unknown",)) == signs


def test_what_is_said_of_late_news_has_signs_of_its_own() -> None:
    signed = look("The mayor signed a truce.", "signed", is_deed=False)
    assert seen(signed, ("late", "span")) == {"late_said", "late_act", "span_said", "span_act"}
    quoted = replace(look('Hatred, "we burned ships", he said.', "burned"), is_overtaken=True)
    assert seen(quoted, ("late", "span")) == {"span_quoted", "span_overtaken"}


def test_a_remark_has_the_date_of_its_own_sentence() -> None:
    sentence = "In May Oran closed the port, a step that Tunis dismissed."
    aside = replace(look(sentence, "dismissed"), told=Told(when=MONDAY, place=(1, 12)))
    assert seen(aside) == {"older_aside"}


def test_what_was_told_three_sentences_back_is_far() -> None:
    far = replace(UNTOLD, one=replace(UNTOLD.one, sentence_index=3), sentences=(*NEWS, "One.", "Two.", "Three."))
    assert seen(far) == {"older_far"}


def test_the_table_weighs_every_sign_and_no_other() -> None:
    assert [row["sign"] for row in ontology.read_table(TABLE)] == [sign.name for sign in SIGNS]
    assert len(read_points()) == len(SIGNS)


def test_an_event_may_have_the_day_of_publication_none_the_day_before_and_the_older_date_told_last() -> None:
    sentences = (
        "Rebels raided Oran on Tuesday.",
        "Troops took Sfax in May.",
        "Troops took Gabes in June.",
        "They fled.",
    )
    asked = [
        Asked(sentence_index=index, words=words, auxiliary=(), trigger=7, is_deed=True)
        for index, words in enumerate(("Tuesday", "May", "June"))
    ]
    dates = [
        EventDate(date=date(2022, 8, 16), enddate=date(2022, 8, 16), precision="day", text="Tuesday"),
        EventDate(date=date(2022, 5, 1), enddate=date(2022, 5, 31), precision="month", text="May"),
        EventDate(date=date(2022, 6, 1), enddate=date(2022, 6, 30), precision="month", text="June"),
    ]
    published = date(2022, 8, 17)
    told = list_told(asked, dates, sentences=sentences, published=published)
    last = Asked(sentence_index=3, words=None, auxiliary=(), trigger=5, is_deed=True)
    found = list_candidates(last, told, sentences=sentences, published=published)
    assert [candidate.when.date for candidate in found] == [published, None, date(2022, 8, 16), date(2022, 6, 1)]
    first = replace(last, sentence_index=0, trigger=0)
    found = list_candidates(first, told, sentences=sentences, published=published)
    assert [candidate.when.date for candidate in found] == [published, None, date(2022, 8, 16)]


@pytest.mark.parametrize(
    ("lead", "kinds"),
    [
        ("Rebels raided Oran on Saturday.", ["today", "unknown", "late", "span"]),
        ("Rebels raided Oran on Saturday, the mayor said yesterday.", ["today", "unknown", "older"]),
        ("Oran has shut its port after rebels raided it on Saturday.", ["today", "unknown", "older"]),
        ("Rebels raided Oran on Tuesday.", ["today", "unknown", "news"]),
    ],
)
def test_a_page_is_late_whose_lead_tells_an_earlier_day_and_nothing_newer(lead: str, kinds: list[str]) -> None:
    published, sentences = date(2022, 8, 17), (lead, "They fled.")
    words = "Tuesday" if "Tuesday" in lead else "Saturday"
    asked = [
        Asked(sentence_index=0, words=words, auxiliary=(), trigger=lead.index("raided"), is_deed=True),
        Asked(sentence_index=1, words=None, auxiliary=(), trigger=5, is_deed=True),
    ]
    dates = resolve_own(asked, sentences=sentences, published=published)
    told = list_told(asked, dates, sentences=sentences, published=published)
    found = list_candidates(asked[1], told, sentences=sentences, published=published)
    assert [candidate.kind for candidate in found] == kinds
    if "span" in kinds:
        span = found[-1].when
        assert (span.date, span.enddate, span.precision) == (date(2022, 8, 13), published, "period")


@pytest.mark.parametrize(("day", "is_of_today"), [("Wednesday", True), ("Tuesday", False)])
def test_a_page_is_of_today_whose_first_sentence_tells_its_day(day: str, *, is_of_today: bool) -> None:
    published = date(2022, 8, 17)
    sentences = [f"Rebels raided Oran on {day}.", "The navy sank a boat on Wednesday."]
    asked = [
        Asked(sentence_index=0, words=day, auxiliary=(), trigger=7, is_deed=True),
        Asked(sentence_index=1, words="Wednesday", auxiliary=(), trigger=9, is_deed=True),
    ]
    dates = resolve_own(asked, sentences=sentences, published=published)
    assert list_told(asked, dates, sentences=sentences, published=published).is_of_today is is_of_today


@pytest.mark.parametrize(
    ("sentences", "is_morning"),
    [
        (("The mayor shut the port yesterday.", "Unions protested."), True),
        (("The mayor shut the port.", "Unions protested last night."), True),
        (("The mayor shut the port.", "Unions said: “We were told yesterday.”"), False),
        (("The mayor shut the port today.", "Unions were told yesterday."), False),
        (("The mayor shut the port on Monday.", "Unions protested."), False),
    ],
)
def test_a_morning_paper_calls_its_news_yesterday_in_its_own_words(
    sentences: tuple[str, ...], *, is_morning: bool
) -> None:
    assert list_told([], [], sentences=sentences, published=date(2022, 8, 16)).is_morning == is_morning
