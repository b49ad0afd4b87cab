from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.places import load_gazetteer, named_areas, resolve_places
from detente.places.gazetteer import read_rows
from detente.records import Place, Span

CASES = Path(__file__).parents[1] / "cases" / "places" / "context.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def resolve(marked: str, *, countries: tuple[str, ...] = (), dateline: str | None = None) -> Place:
    before, _, rest = marked.partition("[")
    words, _, after = rest.partition("]")
    asked = [(words, Span(start=len(before), end=len(before) + len(words)))]
    (place,) = resolve_places(
        asked, text=before + words + after, gazetteer=load_gazetteer(), countries=countries, dateline=dateline
    )
    return place


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    dateline, parties, marked, expected = (part.strip() for part in line.split(" | "))
    place = resolve(
        marked,
        countries=() if parties == "-" else tuple(parties.split(",")),
        dateline=None if dateline == "-" else dateline,
    )
    assert f"{place.name}, {place.country or '-'}, {place.resolution or '-'}" == expected


def test_landmarks_lie_in_towns_that_the_gazetteer_has() -> None:
    gazetteer = load_gazetteer()
    for names, _, code in read_rows("landmarks.tsv"):
        for name in names.split(";"):
            town = gazetteer.landmark(name)
            assert town is not None, name
            assert (town.country, town.level) == (code, 4)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["the capital", "city hall", "Qwxyzzy", "the sea"]), st.text(max_size=20))
def test_any_story_gives_a_place_and_only_of_a_country_that_it_names(text: str, words: str, dateline: str) -> None:
    text = text.replace("[", "")
    place = resolve(f"{text}. [{words}].", countries=("PER", "IGO"), dateline=dateline)
    assert place.text == words
    named = {area.country for area in named_areas(text, gazetteer=load_gazetteer())}
    assert place.country in ({None} if words == "the sea" else {None, "PER", *named})
