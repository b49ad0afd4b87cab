"""Rows of the actor tables, bundled or custom: read, and each mistake named with file, line and field.

A table is tab separated: comment lines (`#`), a header, rows; `;` separates alternatives. detente.actors.custom reads other forms.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from detente import ontology
from detente.actors.entries import OFFICE_WORDS

DATA = Path(__file__).parents[1] / "data" / "actors"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "countries": ("iso3", "name", "aliases", "adjectives", "seats", "from", "until", "successor", "cow", "fips"),
    "partial": ("name", "aliases", "adjectives", "seats", "iso3", "from", "until"),
    "regions": ("name", "aliases", "adjectives", "iso3"),
    "cities": ("iso3", "names"),
    "leaders": ("name", "aliases", "iso3", "office", "from", "until", "wikidata"),
    "organisations": ("name", "aliases", "country", "sector", "from", "until", "wikidata"),
    "groups": ("name", "aliases", "iso3", "sector", "from", "until", "wikidata"),
    "bodies": ("name", "aliases", "iso3", "sector"),
    "outlets": ("name", "aliases", "iso3", "kind"),
    "offices": ("title", "offices"),
    "roles": ("sector", "nouns"),
    "words": ("sector", "words"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "countries": ("iso3", "name", "adjectives"),
    "partial": ("name", "adjectives", "iso3"),
    "regions": ("name", "adjectives", "iso3"),
    "cities": ("iso3", "names"),
    "leaders": ("name", "iso3", "office"),
    "organisations": ("name", "country", "sector"),
    "groups": ("name", "iso3", "sector"),
    "bodies": ("name", "iso3", "sector"),
    "outlets": ("name", "iso3", "kind"),
    "offices": ("title", "offices"),
    "roles": ("sector", "nouns"),
    "words": ("sector", "words"),
}
"""Columns without which a table of one's own says nothing; the others may be left out."""
OFFICES = tuple(OFFICE_WORDS)
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
FULL_DATE = len("YYYY-MM-DD")
CODE = re.compile(r"[A-Z]{3}")


class KnowledgeError(ValueError):
    """A mistake in an actor table; the message names file, line, field and what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fields by column, and where it stands."""

    fields: Mapping[str, str]
    path: Path
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where a field stands when it has a line of its own."""

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def error(self, column: str, reason: str) -> KnowledgeError:
        """The error to raise about a field of this row."""
        return KnowledgeError(f"{self.path}:{self.lines.get(column, self.line)}: field '{column}': {reason}")

    def names(self) -> list[str]:
        """Name and aliases, the name first."""
        name = self.fields["name"].strip()
        if not name:
            raise self.error("name", "is empty")
        return [name, *self.several("aliases")]

    def several(self, column: str) -> list[str]:
        """The alternatives of a field."""
        value = self.fields[column]
        return [part.strip() for part in value.split(";") if part.strip()] if value else []

    def code(self, column: str) -> str | None:
        """A country code or one of the international codes."""
        value = self.fields[column]
        if value in ("", "-"):
            return None
        if not CODE.fullmatch(value):
            raise self.error(column, f"'{value}' is not a code of three capitals")
        return value

    def sector(self) -> str | None:
        """A PLOVER sector."""
        value = self.fields["sector"]
        if value and value not in ontology.SECTORS:
            raise self.error("sector", f"'{value}' is not one of {' '.join(ontology.SECTORS)}")
        return value or None

    def office(self) -> str:
        """An office code."""
        if self.fields["office"] not in OFFICE_WORDS:
            raise self.error("office", f"'{self.fields['office']}' is not one of {' '.join(OFFICES)}")
        return self.fields["office"]

    def since(self) -> date | None:
        """First day of `from`."""
        return self._day("from", is_end=False)

    def until(self) -> date | None:
        """Last day of `until`."""
        return self._day("until", is_end=True)

    def _day(self, column: str, *, is_end: bool) -> date | None:
        value = self.fields[column]
        if not value:
            return None
        try:
            return parse_day(value, is_end=is_end)
        except ValueError as error:
            raise self.error(column, f"'{value}' is no date (YYYY, YYYY-MM or YYYY-MM-DD)") from error


def parse_day(text: str, *, is_end: bool) -> date:
    """First or last day of a year, month or day. Raises ValueError."""
    if len(text) == FULL_DATE and text[5] != "W":
        return date.fromisoformat(text)
    match = DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    year = year or 1
    month = month or (12 if is_end else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if is_end else 1))


def read_bundled(table: str) -> Iterator[Row]:
    """Rows of the table's files in the package (`leaders*.tsv` for leaders); none when there is no file."""
    for path in sorted(DATA.glob(f"{table}*.tsv")):
        header, rows = read_file(path)
        _check_columns(path, header, table)
        yield from rows


def read_text(path: Path) -> str:
    """A table's text. Raises KnowledgeError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}") from error


def read_file(path: Path) -> tuple[list[str], list[Row]]:
    """Header and rows of one file. Raises KnowledgeError when a row has too many or too few fields."""
    lines = read_text(path).split("\n")
    header: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.rstrip("\r").split("\t")
        if not header:
            header = [field.strip() for field in fields]
        elif len(fields) != len(header):
            raise KnowledgeError(
                f"{path}:{number}: {len(fields)} fields where the header has {len(header)}: {line[:60]!r}"
            )
        else:
            rows.append(Row(dict(zip(header, fields, strict=True)), path, number))
    return header, rows


def _check_columns(path: Path, header: list[str], table: str) -> None:
    if header and set(header) != set(COLUMNS[table]):
        raise KnowledgeError(f"{path}: columns {' '.join(header)}, expected {' '.join(COLUMNS[table])}")
