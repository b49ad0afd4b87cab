"""Laws of the whole pipeline: any page comes to an outcome that is not a fault of ours, and events rest on words of their story."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import ontology
from detente.bulk import code_pages
from detente.pipeline import load
from detente.records import Actor, Coded, Event, Outcome, Page

PIECES = (
    "Lithuania expelled three Belarusian diplomats on Thursday. ", "France condemned Sudan, ", "and said it would ", "sent troops to ",
    "the U.S. ", "Mr. Kim ", "he ", "their ", "rebels ", "on Monday ", "in Goma. ", "\n\n", "• ", "“We will not”, ", "not ", "last year ",
    "KHARTOUM, Feb 11 (Wire) - ", "the president of ", "talks with ", "in response ", "after the attack ", "; ", "3,000 ",
    "\u202e", "İ", "ß",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=10), min_size=1, max_size=16).map("".join)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


def outcome_of(text: str, day: date | None) -> Outcome:
    page = Page(name="any", content=text, kind="text", published=day, published_from="given" if day else "none")
    (outcome,) = code_pages([page])
    return outcome


def parties(event: Event) -> list[Actor]:
    return [*event.actors, *event.recipients, *([event.attributed_to] if event.attributed_to else [])]


@settings(max_examples=60)
@given(TEXTS, DAYS)
def test_any_page_comes_to_an_outcome_and_events_rest_on_words(text: str, day: date | None) -> None:
    outcome = outcome_of(text, day)
    if outcome.refusal is not None:
        assert outcome.refusal.stage != "code", outcome.refusal.reason
        return
    assert outcome.story is not None
    words = outcome.story.text
    for event in outcome.events:
        assert words[event.trigger_span.start : event.trigger_span.end] == event.trigger
        assert words[event.sentence_span.start : event.sentence_span.end] == event.sentence
        assert event.sentence_span.start <= event.trigger_span.start < event.trigger_span.end <= event.sentence_span.end
        assert all(words[party.span.start : party.span.end] == party.text for party in parties(event))
        assert event.actors or event.recipients
        assert ontology.is_valid(event.event_type, event.mode)
        assert event.coder == load().name
        assert 0 <= event.confidence <= 1
        assert (event.date is None) == (event.date_precision == "unknown")
    assert len({event.id for event in outcome.events}) == len(outcome.events)
    answered = {event.in_response_to for event in outcome.events} - {None}
    assert answered <= {event.id for event in outcome.events}


@settings(max_examples=15)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_pages_beside_a_page_do_not_change_it(texts: list[str]) -> None:
    pages = [Page(name=f"p{n}", content=text, kind="text") for n, text in enumerate(texts)]
    assert list(code_pages(pages)) == [next(code_pages([page])) for page in pages]


@pytest.mark.parametrize(("day", "is_history"), [("2013-10-09", True), ("1993-02-01", False), ("1985-10-09", False)])
def test_a_deed_of_a_state_that_has_ended_is_history(day: str, *, is_history: bool) -> None:
    coded = load().code("Czechoslovakia condemned the raid on Tuesday. Norway condemned the raid too.", published=day)
    assert isinstance(coded, Coded)
    told = {actor.country: "historical" in event.auxiliary for event in coded.events for actor in event.actors}
    assert told == {"CSK": is_history, "NOR": False}
