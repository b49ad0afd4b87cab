import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.places import GazetteerError, load_gazetteer, resolve_place, resolve_places
from detente.places.gazetteer import fold, read_rows
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


def test_the_names_of_areas_are_those_that_countries_and_provinces_bear() -> None:
    gazetteer = load_gazetteer()
    rows = [line.split("\t") for line in gazetteer.places.decode().splitlines()]
    areas = {str(int(row[0])) for row in rows if row[6] in {"1", "2"}}
    lines = [line.split("\t") for line in gazetteer.names.decode().splitlines()]
    borne = {name for name, ids in lines if not areas.isdisjoint(ids.split(" "))}
    assert {name for (name,) in read_rows("areas.tsv")} == borne


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


def together(text: str, *names: str, countries: tuple[str, ...] = ()) -> list[Place]:
    found = [(name, Span(start=text.index(name), end=text.index(name) + len(name))) for name in names]
    return resolve_places(found, text=text, gazetteer=load_gazetteer(), countries=countries)


def test_places_of_one_story_decide_about_each_other() -> None:
    text = "A fire in Paris burned three barns, the sheriff of Lamar County said. Crews came from Bonham."
    paris, county, _ = together(text, "Paris", "Lamar County", "Bonham")
    assert (paris.admin1, county.admin1, county.resolution) == ("Texas", "Texas", 3)
    (alone,) = together("A fire in Paris burned three barns.", "Paris")
    assert alone.country == "FRA"


def test_a_name_after_a_town_and_a_comma_is_the_province() -> None:
    _, state = together("The governor spoke in Albany, New York, on Monday.", "Albany", "New York")
    assert (state.name, state.resolution) == ("New York", 2)


def test_of_unsure_readings_only_the_country_stands() -> None:
    (place,) = together("The mayor of Springfield told the United States that he would not pay.", "Springfield")
    assert (place.country, place.resolution, place.name) == ("USA", 1, "United States")


def test_countries_of_the_parties_help() -> None:
    (place,) = together("Shells fell on Tripoli.", "Tripoli", countries=("LBN",))
    assert place.country == "LBN"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Shells fell near Kharkiv.", "Kharkiv", "near"),
        ("Rebels hold posts 30 km south of Goma.", "Goma", "30 km south of"),
        ("Fighting went on in eastern Ukraine.", "eastern Ukraine", "eastern"),
        ("A ship sank off the coast of Hodeidah.", "Hodeidah", "off the coast of"),
        ("Troops entered Kharkiv.", "Kharkiv", None),
        ("They were near when troops entered Kharkiv.", "Kharkiv", None),
        ("Talks opened in South Africa.", "South Africa", None),
        ("Talks opened in North Macedonia.", "North Macedonia", None),
    ],
)
def test_qualifiers_are_kept(text: str, name: str, expected: str | None) -> None:
    assert together(text, name)[0].qualifier == expected


def test_custom_places_win_and_keep_their_province(tmp_path: Path) -> None:
    file = tmp_path / "places.tsv"
    file.write_text(
        "name\tlatitude\tlongitude\tcountry\tadmin1\tother_names\nCamp Ash\t33.1\t44.2\tIRQ\tBaghdad\tParis\n"
    )
    gazetteer = load_gazetteer(custom=(file,))
    for words in ("Camp Ash", "near Paris"):
        place = resolve_place(words, span=Span(start=0, end=8), story_countries=[], gazetteer=gazetteer)
        assert (place.name, place.country, place.admin1, place.resolution) == ("Camp Ash", "IRQ", "Baghdad", 4)
    assert resolve("Camp Ash").country is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,latitude,longitude\nA,1,2\n", "line 1: column 'country' is missing"),
        ("name,latitude,longitude,country,colour\nA,1,2,IRQ,red\n", "line 1: column 'colour' is not known"),
        (
            "name,latitude,longitude,country\nA,1,2,IRQ\nB,north,2,IRQ\n",
            "line 3, field 'latitude': 'north' is no number",
        ),
        ("name,latitude,longitude,country\nA,1,200,IRQ\n", "line 2, field 'longitude': 200 lies outside"),
        ("name,latitude,longitude,country\nA,1,2,Iraq\n", "line 2, field 'country': 'Iraq' is no ISO"),
        ("name,latitude,longitude,country,level\nA,1,2,IRQ,9\n", "line 2, field 'level': '9'"),
        ("name,latitude,longitude,country\n,1,2,IRQ\n", "line 2, field 'name': is empty"),
    ],
)
def test_mistakes_in_custom_files_are_named(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(content)
    with pytest.raises(GazetteerError, match=re.escape(f"{file}, {message}")):
        load_gazetteer(custom=(file,))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Paris", "Texas", ", ", "near ", "Georgia", "the U.S.", "Goma", " and "]), max_size=8))
def test_stories_of_any_words_are_resolved(words: list[str]) -> None:
    text = "".join(words)
    spans = [(word, Span(start=text.index(word), end=text.index(word) + len(word))) for word in words if word.strip()]
    places = resolve_places(spans, text=text, gazetteer=load_gazetteer())
    assert [place.text for place in places] == [word for word, _ in spans]
