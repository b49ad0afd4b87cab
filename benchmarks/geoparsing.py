"""Places with gold spans: accuracy within 161 km on LGL, TR-News and GeoVirus (files lie outside the repository).

    python benchmarks/geoparsing.py FOLDER

Each toponym is resolved from its words, the countries that the text names and the other toponyms of its story; the gold
coordinates are read only to score. Beside it the usual baseline, the most populous place of the name.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from detente.places import Gazetteer, load_gazetteer, resolve_places
from detente.places.resolution import distance_km
from detente.records import Place, Span

NEAR_KM = 161
FILES = {"LGL": "lgl.xml", "TR-News": "TR-News.xml", "GeoVirus": "GeoVirus.xml"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold place: the words and where they lie."""

    words: str
    start: int
    latitude: float
    longitude: float


def stories(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """Text and gold places of each article; places without coordinates are left out, as in the published figures."""
    for article in ElementTree.parse(path).getroot().iter("article"):  # noqa: S314  a local benchmark file
        text = article.findtext("text") or ""
        gold = []
        for tag in (*article.iter("toponym"), *article.iter("location")):
            words = tag.findtext("phrase") or tag.findtext("name") or ""
            lat, lon = next(tag.iter("lat"), None), next(tag.iter("lon"), None)
            if lat is not None and lon is not None and lat.text and lon.text:
                gold.append(Toponym(words, int(tag.findtext("start") or 0), float(lat.text), float(lon.text)))
        yield text, gold


def resolve_story(text: str, gold: list[Toponym], gazetteer: Gazetteer) -> list[Place]:
    """All toponyms of a story together, as the pipeline does it."""
    spans = [(t.words, Span(start=t.start, end=t.start + len(t.words))) for t in gold]
    return resolve_places(spans, text=text, gazetteer=gazetteer)


def score(name: str, path: Path, gazetteer: Gazetteer) -> None:
    """Print the accuracy over all gold places, found in the gazetteer or not."""
    total, right, base, unknown = 0, 0, 0, 0
    misses: Counter[str] = Counter()
    begin = time.perf_counter()
    for text, gold in stories(path):
        for toponym, place in zip(gold, resolve_story(text, gold, gazetteer), strict=True):
            total += 1
            unknown += place.latitude is None
            hit = is_near(place.latitude, place.longitude, toponym)
            right += hit
            if not hit:
                misses[f"{toponym.words} -> {place.name}/{place.admin1}/{place.country}"] += 1
            plain = gazetteer.find(toponym.words)
            best = max(plain, key=lambda known: known.population, default=None)
            base += best is not None and is_near(best.latitude, best.longitude, toponym)
    speed = total / (time.perf_counter() - begin)
    print(
        f"{name}: {total} places, Acc@{NEAR_KM}km {right / total:.3f}, baseline {base / total:.3f}, "
        f"not in gazetteer {unknown / total:.3f}, {speed:,.0f} places/s"
    )
    if "--misses" in sys.argv:
        print("   ", "; ".join(f"{words} {count}" for words, count in misses.most_common(60)))


def is_near(latitude: float | None, longitude: float | None, gold: Toponym) -> bool:
    """Whether the point lies within NEAR_KM of the gold point."""
    if latitude is None or longitude is None:
        return False
    return distance_km(latitude, longitude, gold.latitude, gold.longitude) <= NEAR_KM


if __name__ == "__main__":
    for title, file in FILES.items():
        score(title, Path(sys.argv[1]) / file, load_gazetteer())
