"""Which events are told as history, by the words of their own clause and by what the story told before."""

from datetime import date

import pytest

from detente.dates import Asked, find_history, resolve_dates

PUBLISHED = date(2022, 8, 17)


def told(
    *sentences: str, trigger: str, words: str | None = None, is_marked: bool = False
) -> tuple[str, str | None, bool]:
    """First day, words and history of the last sentence's event, which the extractor called historical or not."""
    asked = [
        Asked(
            sentence_index=len(sentences) - 1,
            words=words,
            auxiliary=("historical",) if is_marked else (),
            trigger=sentences[-1].index(trigger),
            is_deed=False,
        )
    ]
    (when,) = resolve_dates(asked, sentences=sentences, published=PUBLISHED)
    (is_history,) = find_history(asked, [when], sentences=sentences, published=PUBLISHED)
    return str(when.date), when.text, is_history


@pytest.mark.parametrize(
    ("sentence", "trigger", "words"),
    [
        ("Oslo forgave half of a 1975 loan.", "forgave", "1975"),
        ("Oslo released two men accused of robbing a bank in 1975.", "accused", "1975"),
        ("The court jailed a guard for having beaten monks in 1975.", "jailed", "1975"),
    ],
)
@pytest.mark.parametrize("is_marked", [True, False])
def test_a_year_of_something_else_makes_no_history(sentence: str, trigger: str, words: str, is_marked: bool) -> None:
    day, text, is_history = told(sentence, trigger=trigger, words=words, is_marked=is_marked)
    assert text != "1975"
    assert day != "1975-01-01"
    assert not is_history


@pytest.mark.parametrize(
    ("sentence", "trigger", "words"),
    [
        ("Oslo forgave the loan in 1975.", "forgave", "1975"),
        ("The 1975 treaty ended the feud.", "treaty", "1975"),
        ("Lima signed a memorandum of understanding in 1975.", "signed", "1975"),
        ("In the 1975 war Oslo shelled the port.", "shelled", "1975"),
        ("Oslo shelled the port during the long 1975 war.", "shelled", "1975"),
        ("The court jailed a guard in 1975 for having beaten monks.", "jailed", "1975"),
    ],
)
def test_a_year_of_its_own_makes_history(sentence: str, trigger: str, words: str) -> None:
    assert told(sentence, trigger=trigger, words=words) == ("1975-01-01", "1975", True)


def test_who_has_been_jailed_since_was_jailed_then() -> None:
    jailed = told("She met her husband, jailed since 2015.", trigger="jailed", words="2015")
    assert jailed == ("2015-01-01", "2015", True)
    assert not told("Miners have struck since 2015.", trigger="struck", words="2015")[2]


def test_clock_times_are_no_years() -> None:
    assert told("Guns fired at 1300 near Oran.", trigger="fired", words="1300") == ("2022-08-17", None, False)


def test_would_looks_ahead_from_the_trigger_itself() -> None:
    assert (
        told("Athens would no longer veto it at a summit in December.", trigger="would no longer", words="December")[0]
        != "2021-12-01"
    )


def test_what_comes_is_not_dated_by_when_it_was_said() -> None:
    sentence = "The plan deserves and will meet a firm rejection, he told reporters on Saturday."
    assert told(sentence, trigger="will meet", words="Saturday")[0] == "2022-08-13"


def test_a_remark_on_an_old_war_dates_nothing_of_another_matter() -> None:
    remark, talks = "A nurse who had lived through World War II sold bread there.", "Oslo offered cod."
    between = (talks, "Rain fell.", "Ministers dined late.")
    deed = "Trawlers had been seized off Vardo."
    assert told(remark, *between, deed, trigger="seized", is_marked=True) == ("None", None, True)
    shared = "In World War II trawlers brought coal to the quay."
    assert told(shared, *between, deed, trigger="seized", is_marked=True) == ("1939-09-01", None, True)


def test_a_remark_on_an_old_war_dates_no_unmarked_event_of_another_matter() -> None:
    remark, between = "A nurse who had lived through World War II sold bread there.", ("Rain fell.", "Gulls cried.")
    assert told(remark, *between, "The harbour firm had sued two skippers.", trigger="sued")[0] != "1939-09-01"


def test_a_deed_of_a_state_that_has_ended_is_history_whatever_its_words() -> None:
    sentence = "Czechoslovakia has recalled its envoy."
    for is_past in (True, False):
        auxiliary = ("historical",)
        one = Asked(sentence_index=0, words=None, auxiliary=auxiliary, trigger=19, is_past=is_past)
        when = resolve_dates([one], sentences=[sentence], published=PUBLISHED)
        assert find_history([one], when, sentences=[sentence], published=PUBLISHED) == [is_past]
        assert (when[0].date is None) == is_past
