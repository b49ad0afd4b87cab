"""The gazetteer: two sorted tables searched in place by bisection, so that loading costs a file read and no parsing.

`names.tsv` leads from a folded name to GeoNames ids, `places.tsv` from an id to the place. Some 150,000 towns of 1,000
people and more, provinces and countries; regions and seas from a small table of our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "places"

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


def fold(name: str) -> str:
    """The name as the table is sorted: lower case, no accents, hyphens as spaces, no apostrophes, "st" for "saint"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
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
    """1 country, 2 province, 4 town; None for regions and seas."""
    feature_class: str
    is_capital: bool = False
    by_other_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All places by name; frozen bytes, so that processes share them and copies are cheap."""

    names: bytes
    places: bytes
    regions: dict[str, Known]
    iso3: dict[str, str]
    """ISO alpha-2 -> alpha-3."""

    def find(self, name: str) -> list[Known]:
        """Places of this name, most people first; empty when unknown."""
        key = fold(name)
        if not key or key.startswith("#"):
            return []
        found = [self.regions[key]] if key in self.regions else []
        line = _line(self.names, key.encode())
        for place in line.split(" ") if line else ():
            known = self.get(int(place.removeprefix("~")), by_other_name=place.startswith("~"))
            if known:
                found.append(known)
        return found

    def get(self, place_id: int, *, by_other_name: bool = False) -> Known | None:
        """The place with this GeoNames id."""
        line = _line(self.places, b"%08d" % place_id)
        if line is None:
            return None
        name, latitude, longitude, area, population, level, *mark = line.split("\t")
        return Known(
            id=place_id,
            name=name,
            latitude=float(latitude),
            longitude=float(longitude),
            country=self.iso3.get(area.partition(".")[0]),
            area=area,
            population=int(population),
            level=int(level),
            feature_class="P" if level == "4" else "A",
            is_capital=mark == ["C"],
            by_other_name=by_other_name,
        )

    def province(self, area: str) -> str | None:
        """Name of the province with this code ("UA.05" -> "Donetsk")."""
        return _province_names(self.places).get(area)


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
def _province_names(places: bytes) -> dict[str, str]:
    pattern = re.compile(rb"^[0-9]+\t([^\t\n]+)\t[^\t\n]+\t[^\t\n]+\t([A-Z]{2}\.[^\t\n]+)\t[0-9]+\t2$", re.MULTILINE)
    return {match[2].decode(): match[1].decode() for match in pattern.finditer(places)}


def _without_comments(table: bytes) -> bytes:
    start = 0
    while table.startswith(b"#", start):
        start = table.find(b"\n", start) + 1
    return table[start:]


def _regions() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for name, latitude, longitude, country, kind, others in read_rows("regions.tsv"):
        known = Known(
            id=None,
            name=name,
            latitude=float(latitude),
            longitude=float(longitude),
            country=None if country == "-" else country,
            area="",
            population=0,
            level=2 if kind == "A" else None,
            feature_class=kind,
        )
        found |= {fold(each): known for each in (name, *others.split(";")) if each}
    return found


@cache
def load_gazetteer() -> Gazetteer:
    """The bundled gazetteer, read once per process."""
    places = _without_comments((DATA / "places.tsv").read_bytes())
    countries = re.finditer(rb"\t([A-Z]{2})\t[0-9]+\t1\t([A-Z]{3})$", places, re.MULTILINE)
    return Gazetteer(
        names=_without_comments((DATA / "names.tsv").read_bytes()),
        places=places,
        regions=_regions(),
        iso3={match[1].decode(): match[2].decode() for match in countries},
    )
