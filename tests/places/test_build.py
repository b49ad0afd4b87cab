"""The gazetteer's builder on a small world: what it writes, the gazetteer finds."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente.places.build import Sources, build
from detente.places.gazetteer import Gazetteer

COUNTRIES = {
    "MT": {"geonameid": 2562770, "iso3": "MLT", "name": "Malta", "capital": "Valletta", "population": 480000},
    "XK": {"geonameid": 831053, "iso3": "XKX", "name": "Kosovo", "capital": "Pristina", "population": 1800000},
    "US": {"geonameid": 6252001, "iso3": "USA", "name": "United States", "capital": "Washington", "population": 327000000},
    "AQ": {"geonameid": 6697173, "iso3": "ATA", "name": "Antarctica", "capital": "", "population": 0},
}  # fmt: skip
ADMIN1 = "MT.60\tValletta\tValletta\t2562306\nUS.IA\tIowa\tIowa\t4862182\nXK.01\tPejë District\tPeje District\t831001\n"
ADMIN2 = (
    "US.IA.153\tPolk County\tPolk County\t4870380\nUS.IA.001\tAdair County\tAdair County\t4846834\n"
    "MT.60.01\tSmall\tSmall\t2560001\nXK.01.02\tPeć\tPeje\t831002\n"
)
TOWNS = (
    "lat,lon,name,admin1,admin2,cc\n41.60054,-93.60911,Des Moines,Iowa,Polk County,US\n35.90,14.51,Valletta,Valletta,Small,MT\n"
    "42.65913,20.28829,Pejë,Peje District,Peje,XK\n42.7,20.3,Hamlet,Peje District,Peje,XK\n50,50,Nowhere,,,ZZ\n"
)


def town(number: int, name: str, place: tuple[float, float], area: str, people: int, *others: str) -> dict[str, Any]:
    country, _, admin1 = area.partition(".")
    return {
        "geonameid": number, "name": name, "latitude": place[0], "longitude": place[1], "countrycode": country,
        "admin1code": admin1, "population": people, "alternatenames": list(others),
    }  # fmt: skip


CITIES = (
    town(2562305, "Valletta", (35.9, 14.51), "MT.60", 6800, "La Valette"),
    town(2562700, "Birkirkara", (35.89, 14.46), "MT.60", 22000, "Birchircara", "birkirkara", "BKR", "Биркиркара"),
    town(4853828, "Des Moines", (41.60054, -93.60911), "US.IA", 210000, "Demoin"),
    town(3, "Valletta", (41.0, -93.0), "US.IA", 9000),
    town(786712, "Pejë", (42.65913, 20.28829), "XK.01", 81000),
    town(5, "Farm", (41.0, -93.1), "US.IA", 499, "Ferma"),
    town(6, "Rahal", (41.1, -93.1), "US.IA", 500, "Ir-Rahal"),
    town(7, "Imdina", (41.2, -93.2), "US.IA", 0, "Mdina"),
    town(8, "Liuxiang", (30.0, 114.0), "CN.12", 0),
    town(9, "Dayr ash Shām", (41.3, -93.2), "SY.12", 700),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    sources = Sources(geonames=folder, admin1=folder / "a1.txt", admin2=folder / "a2.txt", towns=folder / "towns.csv")
    (folder / "countries.json").write_text(json.dumps(COUNTRIES), encoding="utf-8")
    (folder / "cities500.json").write_text(
        json.dumps({str(each["geonameid"]): each for each in CITIES}), encoding="utf-8"
    )
    sources.admin1.write_text(ADMIN1, encoding="utf-8")
    sources.admin2.write_text(ADMIN2, encoding="utf-8")
    sources.towns.write_text(TOWNS, encoding="utf-8")
    build(sources, folder)
    written = [folder / name for name in ("places.tsv", "names.tsv", "areas.tsv")]
    once = [path.read_bytes() for path in written]
    build(sources, folder)
    assert once == [path.read_bytes() for path in written]
    return folder


@pytest.fixture(scope="module")
def gazetteer(built: Path) -> Gazetteer:
    names, places = (built / "names.tsv").read_bytes(), (built / "places.tsv").read_bytes()
    return Gazetteer(names=names, places=places, regions={})


def test_places_of_one_name_come_with_most_people_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Valletta")
    assert [(each.id, each.level) for each in found] == [(2562306, 2), (3, 4), (2562305, 4)]
    assert [each.id for each in found if each.is_capital] == [2562305]


def test_towns_are_known_by_other_names_that_an_english_text_may_have(gazetteer: Gazetteer) -> None:
    (found,) = gazetteer.find("Birchircara")
    assert (found.name, found.by_other_name) == ("Birkirkara", True)
    assert not gazetteer.find("Birkirkara")[0].by_other_name
    for name in ("BKR", "Биркиркара", "Ir-Rahal", "Farm"):
        assert gazetteer.find(name) == [], name  # too short, not Latin, of a small town; and a place of 499 people
    assert [each.name for each in gazetteer.find("Rahal")] == ["Rahal"]


def test_seats_of_districts_count_though_their_people_were_not_counted(gazetteer: Gazetteer) -> None:
    assert [(each.name, each.by_other_name) for each in gazetteer.find("Mdina")] == [("Imdina", True)]
    assert gazetteer.find("Liuxiang") == []  # of China every township is listed


def test_arabic_names_are_known_as_news_spells_them(gazetteer: Gazetteer) -> None:
    assert [each.name for each in gazetteer.find("Deir al-Sham")] == ["Dayr ash Shām"]


def test_a_province_lies_between_its_towns_and_goes_by_its_bare_name(gazetteer: Gazetteer) -> None:
    malta = next(each for each in gazetteer.find("Valletta") if each.level == 2)
    assert (malta.latitude, malta.longitude, malta.population) == (35.895, 14.485, 28800)
    (peja,) = (each for each in gazetteer.find("Peje") if each.level == 2)
    assert peja.id == 831001


def test_districts_are_those_with_people_and_all_of_the_united_states(gazetteer: Gazetteer) -> None:
    assert [(each.id, each.level, each.population) for each in gazetteer.find("Polk County")] == [(4870380, 3, 210000)]
    assert gazetteer.find("Adair County") == []  # no town is known to lie in it
    assert gazetteer.find("Small") == []
    (district,) = gazetteer.find("Peć")
    assert (district.level, district.population) == (3, 82000)


def test_countries_have_their_own_point_their_names_and_plovers_code(gazetteer: Gazetteer) -> None:
    states = gazetteer.country("USA")
    assert states is not None
    assert (states.latitude, states.longitude) != (41.6, -93.609)
    assert [each.id for each in gazetteer.find("U.S.")] == [6252001]
    kosovo = gazetteer.country("KOS")
    assert kosovo is not None
    assert (kosovo.name, kosovo.level) == ("Kosovo", 1)
    assert gazetteer.country("ATA") is None  # no towns, no point
