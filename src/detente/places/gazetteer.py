"""The gazetteer: two sorted tables searched in place by bisection, so that loading costs a file read and no parsing.

`names.tsv` leads from a folded name to GeoNames ids, `places.tsv` from an id to the place. Some 205,000 towns of 500
people and more, provinces and countries; regions and seas from a small table of our own. What is asked of all countries,
provinces or capitals is gathered from the lines that bear their mark: a search for bytes is ten times faster than a pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "places"

RIVAL_TOWN = 500000
"""A town of this size, or larger than the province itself, may be meant by the name of a province (New York, Gaza in Mozambique)."""
SPOT_PEOPLE = 20000
"""A spot that news names is as likely to be meant as a town of this size."""
FORMER_SEATS = {"DDR": "DEU", "YMD": "YEM"}
"""States of `capitals.tsv` that are no more, and in which country their capital lies now."""
LEVELS = {"A": 2, "P": 4}
"""By class, of the tables of our own."""
COMMON_NAMES = re.compile(
    "arroyo|balkan|bar|bay|capital|carolina|cent(?:er|re|ral)|cesar|delta|duarte|eastern|federal|free|gulf|islands|lakes|littoral|"
    "maritime|mary|meta|midlands|nelson|northern|paul|plateau|rivers|southern|store|tasman|union|unity|vladimir|western|zealand"
)
"""Names of provinces that are mostly words or persons where they stand without "State", "Province" or "Oblast"."""
ID, NAME, AREA, LEVEL, MARK = 0, 1, 4, 6, 7
"""Columns of `places.tsv`."""
NAMES_KEPT = 16384
"""Names and lines that are remembered: news names the same places again and again."""
PLACES_KEPT = 4096
"""Places that are remembered whole, countries and capitals in every story among them."""
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"}
)
_SILENT = re.compile(r"['’‘ʻʼ`´.]")
_GAP = re.compile(r"[\s\-–—_/,]+")
_SAINT = re.compile(r"\b(?:saint|sankt)(?= )")
_PROVINCE = re.compile(
    r"^(?:state of|province of|autonomous region of|republic of|departamento del?|provincia del?|region of|wilayat) |"
    r" (?:oblast|province|governorate|region|state|department|prefecture|district|county|territory|voivodeship|krai|"
    r"republic|autonomous region|division|parish|canton|city|capital region|metropolitan city)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=NAMES_KEPT)
def fold(name: str) -> str:
    """The name as the table is sorted: lower case, no accents, hyphens as spaces, no apostrophes, "st" for "saint"."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = name.lower()
    plain = _GAP.sub(" ", _SILENT.sub("", plain.translate(_LETTERS))).strip()
    return _SAINT.sub("st", plain)


def province_names(name: str) -> Iterator[str]:
    """A province's name without its kind: "Donetsk" for "Donetsk Oblast"."""
    bare = _PROVINCE.sub("", name)
    if bare and bare != name:
        yield bare


@cache
def read_rows(table: str) -> tuple[tuple[str, ...], ...]:
    """Rows of one of the small tables, without comments."""
    lines = (DATA / table).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A place of the gazetteer."""

    id: int | None
    name: str
    latitude: float
    longitude: float
    country: str | None
    """ISO 3166-1 alpha-3."""
    area: str
    """Country (alpha-2) and admin1 code, "UA.05"; the country alone for a country, empty for a region of ours."""
    population: int
    level: int | None
    """1 country, 2 province, 3 district, 4 town; None for regions and seas."""
    feature_class: str
    is_capital: bool = False
    is_custom: bool = False
    is_landmark: bool = False
    """Found by a name of `landmarks.tsv` or `spots.tsv`."""
    admin1: str | None = None
    """Name of the province, for places of a custom file."""
    by_other_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All places by name; frozen bytes, so that processes share them and copies are cheap."""

    names: bytes
    places: bytes
    regions: dict[str, Known]
    custom: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    """Places of the user's own files by folded name."""

    def find(self, name: str) -> list[Known]:
        """Places of this name, most people first; empty when unknown."""
        key = fold(name)
        if not key or key.startswith("#"):
            return []
        found = [*self.custom.get(key, ()), *([self.regions[key]] if key in self.regions else [])]
        line = _line(self.names, key.encode())
        for place in line.split(" ") if line else ():
            known = self.get(int(place.removeprefix("~")), by_other_name=place.startswith("~"))
            if known:
                found.append(known)
        return found

    def get(self, place_id: int, *, by_other_name: bool = False) -> Known | None:
        """The place with this GeoNames id."""
        return _place(self.places, place_id, by_other_name=by_other_name)

    def country(self, code: str) -> Known | None:
        """The country with this ISO alpha-3 code."""
        place_id = _country_ids(self.places).get(code)
        return self.get(place_id) if place_id else None

    def capital(self, code: str) -> Known | None:
        """The capital of the country with this ISO alpha-3 code, the largest where it has several."""
        ids = _capital_ids(self.places)
        lands = [alpha2 for alpha2, iso3 in _iso3(self.places).items() if iso3 == code]
        towns = [self.get(place_id) for alpha2 in lands for place_id in ids.get(alpha2, ())]
        return max((town for town in towns if town), key=lambda town: town.population, default=None)

    def seat(self, code: str, what: str, day: date | None = None) -> Known | None:
        """The town of a country's capital ("C"), parliament ("P"), ministries ("S") or embassies ("E") on a day, today where it is unknown.

        `code` may be that of a state that is no more: East Germany's ministries were in Berlin.
        """
        for letters, town, last in _capitals().get(code, ()):
            if what in letters and (last == "-" or (day is not None and day.isoformat() <= last)):
                lands = {code, FORMER_SEATS.get(code)}
                return next((known for known in self.find(town) if known.level == 4 and known.country in lands), None)
        return self.capital(code)

    def landmarks(self, name: str) -> list[Known]:
        """The towns of a palace, square or prison that news names alone (`landmarks.tsv`); several have an Independence Square."""
        towns = (
            next((known for known in self.find(town) if known.level == 4 and known.country == code), None)
            for town, code in _landmarks().get(fold(name), ())
        )
        return [replace(town, is_landmark=True) for town in towns if town]

    def seats(self, province: str) -> list[Known]:
        """The towns where the governments of provinces of this name sit (`seats.tsv`), as far as they have one of their own."""
        found = []
        for code, town in _seats().get(fold(province), ()):
            towns = [known for known in self.find(town) if known.level == 4 and known.country == code]
            areas = {known.area for known in self.find(province) if known.level == 2 and known.country == code}
            found += [known for known in towns if known.area in areas][:1] or towns[:1]
        return found

    def area(self, name: str) -> Known | None:
        """The country or province of this name, unless several countries or provinces have it (Georgia)."""
        key = fold(name)
        is_area = key in _area_names() and key not in self.regions and not COMMON_NAMES.fullmatch(key)
        found = self.find(name) if is_area else []
        areas = [known for known in found if known.level in {1, 2} and known.id and not known.by_other_name]
        if len(areas) != 1:
            return None
        (area,) = areas
        least = min(RIVAL_TOWN, area.population)
        rivals = [known for known in found if known.level == 4 and known.population > least]
        return area if area.level == 1 or not rivals else None

    def province_of(self, town: Known) -> Known | None:
        """The province that a town lies in."""
        found = self.find(self.province(town.area) or "")
        return next((known for known in found if known.level == 2 and known.area == town.area), None)

    def province(self, area: str) -> str | None:
        """Name of the province with this code ("UA.05" -> "Donetsk")."""
        return _province_names(self.places).get(area)


@lru_cache(maxsize=PLACES_KEPT)
def _place(places: bytes, place_id: int, *, by_other_name: bool) -> Known | None:
    """The place of a line, read once while it is remembered."""
    line = _line(places, b"%08d" % place_id)
    if line is None:
        return None
    name, latitude, longitude, area, population, level, *mark = line.split("\t")
    return Known(
        id=place_id,
        name=name,
        latitude=float(latitude),
        longitude=float(longitude),
        country=_iso3(places).get(area.partition(".")[0]),
        area=area,
        population=int(population),
        level=int(level),
        feature_class="P" if level == "4" else "A",
        is_capital=mark == ["C"],
        by_other_name=by_other_name,
    )


def _rows_with(places: bytes, mark: bytes) -> Iterator[list[str]]:
    """The rows of `places.tsv` that hold a mark."""
    at = places.find(mark)
    while at >= 0:
        start, end = places.rfind(b"\n", 0, at) + 1, places.find(b"\n", at + 1)
        yield places[start:end].decode().split("\t")
        at = places.find(mark, end)


@cache
def _countries(places: bytes) -> list[tuple[int, str, str]]:
    """GeoNames id, ISO alpha-2 and alpha-3 of all countries."""
    rows = (row for row in _rows_with(places, b"\t1\t") if row[LEVEL] == "1")
    return [(int(row[ID]), row[AREA], row[MARK]) for row in rows]


@cache
def _iso3(places: bytes) -> dict[str, str]:
    """ISO alpha-2 -> alpha-3 of all countries."""
    return {alpha2: alpha3 for _, alpha2, alpha3 in _countries(places)}


@lru_cache(maxsize=NAMES_KEPT)
def _line(table: bytes, key: bytes) -> str | None:
    """The rest of the line that begins with key and a tab, by bisection over the sorted lines."""
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        start = max(start, low)
        end = table.find(b"\n", start)
        end = len(table) if end < 0 else end
        tab = table.find(b"\t", start, end)
        found = table[start : tab if tab >= 0 else end]
        if found == key:
            return table[tab + 1 : end].decode()
        if found < key:
            low = end + 1
        else:
            high = start
    return None


@cache
def _country_ids(places: bytes) -> dict[str, int]:
    return {alpha3: place_id for place_id, _, alpha3 in _countries(places)}


@cache
def _capital_ids(places: bytes) -> dict[str, list[int]]:
    """GeoNames ids of the capitals of each country, by its ISO alpha-2 code."""
    found: dict[str, list[int]] = {}
    for row in _rows_with(places, b"\tC\n"):
        found.setdefault(row[AREA].partition(".")[0], []).append(int(row[ID]))
    return found


@cache
def _capitals() -> dict[str, list[tuple[str, str, str]]]:
    """What sat where, and until which day, by ISO alpha-3 code (`capitals.tsv`)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for code, letters, town, last in read_rows("capitals.tsv"):
        found.setdefault(code, []).append((letters, town, last))
    return found


@cache
def _landmarks() -> dict[str, list[tuple[str, str]]]:
    """Towns and ISO alpha-3 codes of each landmark, by its folded name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for names, town, code in read_rows("landmarks.tsv"):
        for name in names.split(";"):
            found.setdefault(fold(name), []).append((town, code))
    return found


@cache
def _seats() -> dict[str, list[tuple[str, str]]]:
    """ISO alpha-3 codes and seats of the provinces of each folded name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, provinces, town in read_rows("seats.tsv"):
        for name in provinces.split(";"):
            found.setdefault(fold(name), []).append((code, town))
    return found


@cache
def _area_names() -> frozenset[str]:
    """Folded names that countries and provinces bear."""
    return frozenset(name for (name,) in read_rows("areas.tsv"))


@cache
def _province_names(places: bytes) -> dict[str, str]:
    return {row[AREA]: row[NAME] for row in _rows_with(places, b"\t2\n")}


def _without_comments(table: bytes) -> bytes:
    start = 0
    while table.startswith(b"#", start):
        start = table.find(b"\n", start) + 1
    return table[start:]


def _regions() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for name, latitude, longitude, country, kind, others in (*read_rows("regions.tsv"), *read_rows("spots.tsv")):
        is_spot = kind == "P"
        known = Known(
            id=None,
            name=name,
            latitude=float(latitude),
            longitude=float(longitude),
            country=None if country == "-" else country,
            area="",
            population=SPOT_PEOPLE if is_spot else 0,
            level=LEVELS.get(kind),
            feature_class=kind,
            is_landmark=is_spot,
        )
        found |= {fold(each): known for each in (name, *others.split(";")) if each}
    return found


def load_gazetteer(custom: Sequence[Path] = ()) -> Gazetteer:
    """The bundled gazetteer, read once per process, with the places of `custom` files (see `detente.places.custom`).

    Raises GazetteerError, which names file, line and field.
    """
    from detente.places.custom import read_custom

    return replace(_bundled(), custom=read_custom(custom)) if custom else _bundled()


@cache
def _bundled() -> Gazetteer:
    return Gazetteer(
        names=_without_comments((DATA / "names.tsv").read_bytes()),
        places=_without_comments((DATA / "places.tsv").read_bytes()),
        regions=_regions(),
    )
