"""Gazetteer files of the user's own -> places by name, which win over the bundled ones.

A file is a table with a header line: tab-separated, or comma-separated where its name ends in .csv. Columns: `name`,
`latitude`, `longitude` (degrees), `country` (ISO 3166-1 alpha-3); optional `level` (1 country, 2 province, 3 district, 4 town,
5 within a town; 4 if empty), `admin1` (name of the province) and `other_names` (';' between them).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from detente.places.gazetteer import Known, fold

NEEDED = ("name", "latitude", "longitude", "country")
OPTIONAL = ("level", "admin1", "other_names")
TOWN = 4


class GazetteerError(ValueError):
    """A mistake in a gazetteer file; the message names file, line, field and what is wrong."""


def read_custom(paths: Sequence[Path]) -> dict[str, tuple[Known, ...]]:
    """Places of the files by folded name, in the order of the files."""
    found: dict[str, list[Known]] = defaultdict(list)
    for path in paths:
        for names, known in _read(path):
            for key in dict.fromkeys(fold(name) for name in names):
                found[key].append(known)
    return {key: tuple(places) for key, places in found.items()}


def _read(path: Path) -> Iterator[tuple[list[str], Known]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    rows = csv.DictReader(lines, delimiter="," if path.suffix.lower() == ".csv" else "\t")
    columns = rows.fieldnames or []
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in NEEDED + OPTIONAL]
    if missing or unknown:
        wrong = f"column '{missing[0]}' is missing" if missing else f"column '{unknown[0]}' is not known"
        raise GazetteerError(f"{path}, line 1: {wrong}; columns are {', '.join(NEEDED + OPTIONAL)}")
    for row in rows:
        yield _place(row, f"{path}, line {rows.line_num}")


def _place(row: Mapping[str, str | None], where: str) -> tuple[list[str], Known]:
    values = {name: (row.get(name) or "").strip() for name in NEEDED + OPTIONAL}
    if not fold(values["name"]):
        raise GazetteerError(f"{where}, field 'name': is empty")
    if not re.fullmatch(r"[A-Z]{3}", values["country"]):
        raise GazetteerError(
            f"{where}, field 'country': '{values['country']}' is no ISO 3166-1 alpha-3 code (like UKR)"
        )
    if values["level"] not in {"", "1", "2", "3", "4", "5"}:
        raise GazetteerError(f"{where}, field 'level': '{values['level']}' is none of 1 to 5")
    level = int(values["level"] or TOWN)
    known = Known(
        id=None,
        name=values["name"],
        latitude=_degrees(values["latitude"], 90, f"{where}, field 'latitude'"),
        longitude=_degrees(values["longitude"], 180, f"{where}, field 'longitude'"),
        country=values["country"],
        area="",
        population=0,
        level=level,
        feature_class="P" if level >= TOWN else "A",
        is_custom=True,
        admin1=values["admin1"] or None,
    )
    return [values["name"], *(name.strip() for name in values["other_names"].split(";") if name.strip())], known


def _degrees(words: str, most: int, where: str) -> float:
    try:
        value = float(words)
    except ValueError:
        raise GazetteerError(f"{where}: '{words}' is no number of degrees") from None
    if not -most <= value <= most:
        raise GazetteerError(f"{where}: {words} lies outside -{most} to {most}")
    return value
