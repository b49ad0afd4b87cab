from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.places import load_gazetteer, resolve_place
from detente.places.gazetteer import fold
from detente.places.resolution import distance_km
from detente.records import Place, Span

CASES = Path(__file__).parents[1] / "cases" / "places" / "places.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def resolve(words: str, countries: list[str] | None = None) -> Place:
    span = Span(start=0, end=len(words))
    return resolve_place(words, span=span, story_countries=countries or [], gazetteer=load_gazetteer())


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    words, countries, expected = (part.strip() for part in line.split(" | "))
    place = resolve(words, [] if countries == "-" else countries.split(","))
    assert f"{place.name}, {place.country or '-'}, {place.resolution or '-'}" == expected
    assert place.text == words


def test_known_town_has_all_that_the_gazetteer_knows() -> None:
    place = resolve("Kharkiv")
    assert place.geonames_id == 706483
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance_km(place.latitude, place.longitude, 49.98, 36.25) < 10
    assert (place.country, place.feature_class) == ("UKR", "P")


def test_neighbours_in_the_story_decide_between_namesakes() -> None:
    gazetteer = load_gazetteer()
    texas = [resolve("Dallas, Texas"), resolve("Fort Worth, Texas")]
    span = Span(start=0, end=5)
    place = resolve_place("Paris", span=span, story_countries=["USA"], gazetteer=gazetteer, story_places=texas)
    assert place.admin1 == "Texas"


def test_unknown_place_keeps_only_its_words() -> None:
    place = resolve("Qwxyzzy")
    assert place == Place(text="Qwxyzzy", span=Span(start=0, end=7), name="Qwxyzzy")


def test_tables_are_sorted_as_the_search_needs() -> None:
    gazetteer = load_gazetteer()
    for table in (gazetteer.names, gazetteer.places):
        keys = [line.split(b"\t", 1)[0] for line in table.splitlines()]
        assert keys == sorted(keys)
        assert len(keys) == len(set(keys))


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=40), st.sampled_from(["the ", "near the city of of", ",", "'s x", "#", "\t1", "St. "]))
)
def test_any_words_give_a_place(words: str) -> None:
    place = resolve(words)
    assert place.text == words
    assert (place.latitude is None) == (place.longitude is None)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
