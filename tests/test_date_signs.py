"""The signs by which an event without time words has a date that its story told: each is read where it stands, and the table weighs all."""

from dataclasses import replace
from datetime import date

import pytest

from detente import ontology
from detente.dates import Asked
from detente.dates.signs import SIGNS, TABLE, Look, Told, read_points, read_signs
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
)
"""A deed of which no sign speaks but that the sentence before told the date, and that one sentence stands above."""
ALWAYS = {"news", "news_sentences_above", "older"}


def look(sentence: str, trigger: str, *, is_deed: bool = True, auxiliary: tuple[str, ...] = ()) -> Look:
    """The look of an event of a second sentence."""
    one = Asked(sentence_index=1, words=None, auxiliary=auxiliary, trigger=sentence.index(trigger), is_deed=is_deed)
    return replace(UNTOLD, one=one, sentences=(*NEWS, sentence))


def seen(look: Look) -> set[str]:
    """The names of the signs that speak."""
    numbers = zip(SIGNS, read_signs(look, "news"), read_signs(look, "older"), strict=True)
    return {sign.name for sign, news, older in numbers if news or older} - ALWAYS


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
    ],
)
def test_a_sign_is_read_where_it_stands(looked: Look, signs: set[str]) -> None:
    assert seen(looked) == signs


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


def test_an_event_may_have_the_day_of_publication_the_day_before_and_the_older_date_told_last() -> None:
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
    assert [candidate.when.date for candidate in found] == [published, date(2022, 8, 16), date(2022, 6, 1)]
    first = replace(last, sentence_index=0, trigger=0)
    found = list_candidates(first, told, sentences=sentences, published=published)
    assert [candidate.when.date for candidate in found] == [published, date(2022, 8, 16)]
