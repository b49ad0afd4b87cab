from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.places import Deed, load_gazetteer, named_areas, resolve_places, scene_of
from detente.places.areas import find_areas
from detente.places.gazetteer import fold, read_rows
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
            towns = gazetteer.landmarks(name)
            assert {town.level for town in towns if town.country == code} == {4}, name


def test_seats_lie_in_towns_that_the_gazetteer_has() -> None:
    gazetteer = load_gazetteer()
    for code, provinces, town in read_rows("seats.tsv"):
        for province in provinces.split(";"):
            assert code in {seat.country for seat in gazetteer.seats(province)}, (province, town)


def test_spots_are_towns_of_their_countries() -> None:
    gazetteer = load_gazetteer()
    rows = read_rows("spots.tsv")
    names = [name for row in rows for name in (row[0], *row[5].split(";")) if name]
    assert len(names) == len({fold(name) for name in names})
    for name, latitude, longitude, code, kind, _ in rows:
        assert kind == "P"
        assert -90 < float(latitude) < 90
        assert -180 < float(longitude) < 180
        assert gazetteer.country(code), name
        assert (gazetteer.find(name)[0].country, gazetteer.find(name)[0].level) == (code, 4)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["the capital", "city hall", "Qwxyzzy", "the sea"]), st.text(max_size=20))
def test_any_story_gives_a_place_and_only_of_a_country_that_it_names(text: str, words: str, dateline: str) -> None:
    text = text.replace("[", "")
    place = resolve(f"{text}. [{words}].", countries=("PER", "IGO"), dateline=dateline)
    assert place.text == words
    named = {area.country for area in named_areas(text, gazetteer=load_gazetteer())}
    assert place.country in ({None} if words == "the sea" else {None, "PER", *named})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nelson Mandela met Vladimir Putin. New Zealand's Federal Police watched.", ["NZL"]),
        ("At noon Texas Governor Ann Doe spoke.", ["USA"]),
        ("Somalia's Gedo and the South Korean president.", ["SOM", "SOM", "KOR"]),
        ("The Solomon Islands and the Gulf of Aden.", ["SLB"]),
        ("Mong Kok and Causeway Bay.", []),
    ],
)
def test_parts_of_longer_names_are_no_provinces(text: str, codes: list[str]) -> None:
    assert [area.country for _, _, area in find_areas(text, load_gazetteer())] == codes


@given(
    st.lists(st.sampled_from(["Texas", "New", "Zealand", "in", "Governor", "Peru's", "Gaza", "The", "."]), max_size=9)
)
def test_areas_cut_names_in_order(words: list[str]) -> None:
    text = " ".join(words)
    ends = 0
    for start, end, _ in find_areas(text, load_gazetteer()):
        assert ends <= start < end <= len(text)
        ends = end


@pytest.mark.parametrize(
    ("deeds", "scene"),
    [
        ([("1411", ["MNE"], ["SRB"])], "MNE"),
        ([("173", ["MNE"], ["SRB"]), ("036", ["SRB"], [])], "MNE"),
        ([("173", [], ["SRB"])], "SRB"),
        ([("173", ["MNE"], []), ("1411", ["SRB"], [])], None),
        ([("1411", ["MNE", "SRB"], [])], None),
        ([("190", ["MNE"], ["MNE"])], None),
        ([("176", ["MNE"], [])], None),
    ],
)
def test_people_protest_and_are_seized_at_home(
    deeds: list[tuple[str, list[str], list[str]]], scene: str | None
) -> None:
    assert scene_of(Deed(cameo=kind, actors=by, recipients=to) for kind, by, to in deeds) == scene


@pytest.mark.parametrize(("scene", "country"), [("ECU", "ECU"), (None, "PER"), ("UNO", "PER"), ("PER", "PER")])
def test_the_country_of_what_happens_at_an_unknown_place_counts(scene: str | None, country: str) -> None:
    text = "Peru recalled its envoy to Ecuador. Thousands marched through Qwxyzzy."
    span = Span(start=text.index("Qwxyzzy"), end=text.index("Qwxyzzy") + len("Qwxyzzy"))
    (place,) = resolve_places(
        [("Qwxyzzy", span)],
        text=text,
        gazetteer=load_gazetteer(),
        countries=("PER", "ECU"),
        dateline="Lima",
        scenes=[scene],
    )
    assert place.country == country


@pytest.mark.parametrize(
    ("day", "expected"), [("1998-05-01", "Yangon"), ("2021-05-01", "Nay Pyi Taw"), (None, "Nay Pyi Taw")]
)
def test_the_capital_is_that_of_the_day(day: str | None, expected: str) -> None:
    (place,) = resolve_places(
        [("the capital", Span(start=12, end=23))],
        text="Soldiers in the capital. Myanmar said so.",
        gazetteer=load_gazetteer(),
        countries=("MMR",),
        day=date.fromisoformat(day) if day else None,
    )
    assert place.name == expected


def test_an_unnamed_square_is_in_the_town_of_the_headline() -> None:
    text = "Miners of Kazakhstan camped on the main square. A court in Aktau ruled; in Aktau some cheered."
    start = text.index("the main square")
    (place,) = resolve_places(
        [("the main square", Span(start=start, end=start + 15))],
        text=text,
        gazetteer=load_gazetteer(),
        countries=("KAZ",),
        title="Shots in Zhanaozen",
    )
    assert place.name == "Zhanaozen"


def test_capitals_and_short_regions_are_in_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for code, letters, town, last in read_rows("capitals.tsv"):
        day = None if last == "-" else date.fromisoformat(last)
        for letter in letters:
            assert gazetteer.seat(code, letter, day), (code, town)
    for _, codes, name in read_rows("short_regions.tsv"):
        assert gazetteer.find(name), (codes, name)
