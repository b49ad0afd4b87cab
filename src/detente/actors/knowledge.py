"""The knowledge base: the actor tables as indexes by name, surname, office and role.

Read from `data/actors/*.tsv` and custom tables of the same columns; custom rows come before bundled ones. Nothing is
downloaded. Raises KnowledgeError (file, line, field) for a bad custom table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from detente.actors.custom import override_terms, read_custom
from detente.actors.entries import INTERNATIONAL, Entry, Kind, Name, Term
from detente.actors.names import ACRONYM_LETTERS, Index, build_index, is_acronym, key_of
from detente.actors.rows import COLUMNS, Row, read_bundled
from detente.actors.surnames import short_names

PLURALS = (
    (re.compile(r"(czech)$", re.IGNORECASE), r"\1s"),
    (re.compile(r"man$"), "men"),
    (re.compile(r"child$"), "children"),
    (re.compile(r"([^aeiou])y$"), r"\1ies"),
)
INITIALS = re.compile(r"^(?:[A-Z]\. ?){2,}")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
ENTRY_TABLES: Mapping[str, Kind] = {
    "organisations": "organisation",
    "groups": "group",
    "bodies": "body",
    "outlets": "outlet",
    "regions": "region",
}
PREFIX: Mapping[Kind, str] = {"organisation": "org"}
SAID_AS_WORDS: Mapping[Kind, int] = {"organisation": 4, "group": 4}
"""From so many letters on an acronym is also written as a word."""
ALSO_WORDS = frozenset({"alba", "arena", "cair", "elas", "irena", "mend", "milf", "olaf", "sadat", "sica", "simi"})
"""Acronyms that would then be words or names of persons."""


PARTS: Mapping[str, str] = {
    **dict.fromkeys(
        ["ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "TJK", "TKM", "UKR", "UZB"], "SUN"
    ),
    **dict.fromkeys(["BIH", "HRV", "MKD", "SVN"], "YUG"),
    "MNE": "SCG",
    "SRB": "SCG",
    "SSD": "SDN",
    "ERI": "ETH",
    "BGD": "PAK",
    "SVK": "CSK",
    "CZE": "CSK",
}
"""The state that a state was a part of before its first day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a role noun says: sectors (the first is the primary one), the singular, and whether the form is plural."""

    noun: str
    sectors: tuple[str, ...]
    is_plural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables, indexed."""

    names: Index[Name]
    short: Mapping[str, tuple[Entry, ...]]
    """Persons by family name."""
    roles: Index[Role]
    words: Mapping[str, str]
    """Sector that a word of a name or an adjective hints at, where no role noun decides."""
    offices: Mapping[str, tuple[str, ...]]
    """Offices that a title names, most likely first."""
    holders: Mapping[tuple[str, str], tuple[Entry, ...]]
    """Persons by country and office."""
    countries: Mapping[str, Entry]
    successors: Mapping[str, str]
    predecessors: Mapping[str, str]

    def state(self, code: str, day: date | None) -> str:
        """The state of the day for a country code: SUN for RUS in 1985, RUS for SUN today."""
        entry = self.countries.get(code)
        while entry is not None and day is not None:
            if entry.until and day > entry.until and code in self.successors:
                code = self.successors[code]
            elif entry.since and day < entry.since and code in self.predecessors:
                code = self.predecessors[code]
            else:
                break
            entry = self.countries.get(code)
        return code

    def has_ended(self, code: str, day: date | None) -> bool:
        """Whether a state was no more on a day; False of codes that are no former state's."""
        entry = self.countries.get(code)
        return bool(entry and code in self.successors and entry.until and day and day > entry.until)

    def holder(self, country: str, offices: Iterable[str], day: date | None) -> tuple[Entry, str] | None:
        """Who holds the first of the offices that has a holder on the day, and which office that is."""
        for office in offices:
            held = [
                (term.since or date.min, person.id, person)
                for person in self.holders.get((country, office), ())
                for term in person.terms
                if term.office == office and term.country == country and term.covers(day)
            ]
            if held:
                return max(held)[2], office
        return None

    def is_known_country(self, code: str | None) -> bool:
        """Whether the code is a state's (no international code)."""
        return code in self.countries


@cache
def load_knowledge(custom: tuple[Path, ...] = ()) -> Knowledge:
    """The bundled tables merged with custom ones of the same columns. Raises KnowledgeError."""
    tables = {table: [(row, False) for row in read_bundled(table)] for table in COLUMNS}
    for path in custom:
        for table, rows in read_custom(Path(path)).items():
            if table == "leaders":
                tables[table] = [(row, flag) for row, flag in tables[table] if flag] + [
                    (row, False) for row in override_terms(rows, [row for row, flag in tables[table] if not flag])
                ]
            tables[table] = [(row, True) for row in rows] + tables[table]
    names = list(_all_names(tables))
    persons = list(dict.fromkeys(name.entry for name in names if name.entry.kind == "person"))
    countries = {row["iso3"]: row for row, _ in tables["countries"]}
    successors = {code: row["successor"] for code, row in countries.items() if row["successor"]}
    return Knowledge(
        names=_index_names(names),
        short=_by_short_name(names),
        roles=_roles((row for row, _ in tables["roles"]), (row["title"] for row, _ in tables["offices"])),
        words={key_of(word): row["sector"] for row, _ in reversed(tables["words"]) for word in row.several("words")},
        offices={key_of(row["title"]): tuple(row["offices"].split()) for row, _ in reversed(tables["offices"])},
        holders=_by_office(persons),
        countries={
            name.entry.country: name.entry
            for name in reversed(names)
            if name.entry.kind == "country" and name.entry.country
        },
        successors=successors,
        predecessors={
            **{new: old for new, old in PARTS.items() if old in countries},
            **_predecessors(countries, successors),
        },
    )


def _predecessors(countries: Mapping[str, Row], successors: Mapping[str, str]) -> dict[str, str]:
    """A state's predecessor where it followed on the next day (Russia on the Soviet Union; not Germany on East Germany)."""
    found = {}
    for old, new in successors.items():
        until, since = countries[old].until(), countries[new].since() if new in countries else None
        if until and since and abs(since - until) <= timedelta(days=2):
            found[new] = old
    return found


def _all_names(tables: Mapping[str, list[tuple[Row, bool]]]) -> Iterator[Name]:
    for row, is_custom in tables["countries"]:
        yield from _state_names(row, "country", f"country:{row['iso3']}", is_custom=is_custom)
    for row, is_custom in tables["partial"]:
        yield from _state_names(row, "partial", f"partial:{slug(row['name'])}", is_custom=is_custom)
    for table, kind in ENTRY_TABLES.items():
        for row, is_custom in tables[table]:
            yield from _entry_names(row, kind, is_custom=is_custom)
    yield from _person_names(tables["leaders"])
    for row, is_custom in tables["cities"]:
        code = row.code("iso3")
        for city in row.several("names"):
            entry = Entry(
                kind="place", id=f"place:{code}:{city}", name=city, country=code, sector=None, is_custom=is_custom
            )
            yield Name(entry, "name", city)


def _state_names(row: Row, kind: Kind, entry_id: str, *, is_custom: bool) -> Iterator[Name]:
    entry = Entry(
        kind=kind,
        id=entry_id,
        name=row["name"],
        country=row.code("iso3"),
        sector="PRE" if kind == "partial" else "GOV",
        since=row.since(),
        until=row.until(),
        is_custom=is_custom,
    )
    yield from (Name(entry, "name", name) for name in row.names())
    yield from (Name(entry, "seat", seat) for seat in row.several("seats"))
    for adjective in row.several("adjectives"):
        yield Name(entry, "adjective", adjective)
        yield Name(entry, "people", plural(adjective))


def _entry_names(row: Row, kind: Kind, *, is_custom: bool) -> Iterator[Name]:
    has_time = "from" in row.fields
    entry = Entry(
        kind=kind,
        id=f"{PREFIX.get(kind, kind)}:{slug(row['name'])}",
        name=row["name"],
        country=row.code("country" if kind == "organisation" else "iso3"),
        sector="JRN" if kind == "outlet" else "GOV" if kind == "region" else row.sector(),
        since=row.since() if has_time else None,
        until=row.until() if has_time else None,
        wikidata=row.fields.get("wikidata") or None,
        is_custom=is_custom,
    )
    for name in row.names():
        yield Name(entry, "name", as_word(name, kind))
        if kind == "group" and " " not in name and not name.endswith("s") and not name.isupper():
            yield Name(entry, "people", plural(name))
    for adjective in row.several("adjectives") if kind == "region" else ():
        yield Name(entry, "adjective", adjective)
        yield Name(entry, "people", plural(adjective))


def as_word(name: str, kind: Kind) -> str:
    """An acronym that papers also write as a word ("Nato", "Asean", "Frelimo"); any other name as it is.

    >>> as_word("NATO", "organisation"), as_word("UN", "organisation"), as_word("ARENA", "group")
    ('Nato', 'UN', 'ARENA')
    """
    is_long = len(name) >= SAID_AS_WORDS.get(kind, ACRONYM_LETTERS + 1) and name.isalpha() and name.isupper()
    return name.title() if is_long and name.lower() not in ALSO_WORDS else name


def _person_names(rows: list[tuple[Row, bool]]) -> Iterator[Name]:
    """Persons: the rows of one Wikidata item or of one name and country are the terms of one person."""
    persons: dict[tuple[str, str], list[tuple[Row, bool]]] = defaultdict(list)
    items: dict[str, tuple[str, str]] = {}
    for row, is_custom in rows:
        named = key_of(row["name"]), row["iso3"]
        persons[items.setdefault(row["wikidata"] or " ".join(named), named)].append((row, is_custom))
    _join_internationals(persons)
    taken: set[str] = set()
    for terms in persons.values():
        first, is_custom = terms[0]
        entry_id = f"person:{slug(first['name'])}"
        entry_id = entry_id if entry_id not in taken else f"{entry_id}-{first['iso3'].lower()}"
        taken.add(entry_id)
        entry = Entry(
            kind="person",
            id=entry_id,
            name=first["name"],
            country=first.code("iso3"),
            sector="GOV",
            wikidata=first["wikidata"] or None,
            terms=tuple(Term(row.office(), row.code("iso3"), row.since(), row.until()) for row, _ in terms),
            is_custom=is_custom,
        )
        spellings = dict.fromkeys(each for row, _ in terms for name in row.names() for each in with_initials(name))
        yield from (Name(entry, "name", name) for name in spellings)


def with_initials(name: str) -> tuple[str, ...]:
    """A name, and with its initials written together, as papers do.

    >>> with_initials("P. W. Botha"), with_initials("Ada Quill")
    (('P. W. Botha', 'PW Botha'), ('Ada Quill',))
    """
    if "." not in name:
        return (name,)
    together = INITIALS.sub(lambda match: re.sub(r"[. ]", "", match[0]) + " ", name)
    return (name,) if together == name else (name, together)


def _join_internationals(persons: dict[tuple[str, str], list[tuple[Row, bool]]]) -> None:
    """Give the terms at an international body to the politician of the same name, where there is just one."""
    by_name: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for named, terms in persons.items():
        if terms[0][0]["office"] not in INTERNATIONAL:
            for key in _spellings(terms):
                by_name[key].add(named)
    for named in [key for key, terms in persons.items() if terms[0][0]["office"] in INTERNATIONAL]:
        others = set().union(*(by_name.get(key, ()) for key in _spellings(persons[named])))
        if len(others) == 1:
            persons[others.pop()] += persons.pop(named)


def _spellings(terms: Iterable[tuple[Row, bool]]) -> set[str]:
    """All names of a person, folded."""
    return {key_of(name) for row, _ in terms for name in row.names()}


def _index_names(names: Iterable[Name]) -> Index[Name]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        key = key_of(name.spelling)
        if key and key not in found:
            found[key].append(name)
            continue
        own = (at for at, n in enumerate(found[key]) if n.form == name.form and _is_same(n.entry, name.entry))
        held = next(own, None)
        if key and held is None:
            found[key].append(name)
        elif held is not None and is_acronym(found[key][held].spelling) and not is_acronym(name.spelling):
            found[key][held] = name
    for several in found.values():
        if len(several) > 1:
            several.sort(key=lambda name: not name.entry.is_custom)
    return build_index(found)


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether two entries are one; rows of one name with other dates are that actor at other times."""
    return one.id == other.id and one.since == other.since and one.until == other.until


def _by_short_name(names: Sequence[Name]) -> dict[str, tuple[Entry, ...]]:
    """Persons by the short forms of their names, in every spelling with the same given name ("Zelensky", "Zelenskyy")."""
    found: dict[str, dict[Entry, None]] = defaultdict(dict)
    others = {key_of(name.spelling) for name in names if name.entry.kind != "person"}
    for name in names:
        if name.entry.kind == "person" and name.spelling.split()[0] == name.entry.name.split()[0]:
            for key in short_names(name.spelling, name.entry.country):
                if name.spelling == name.entry.name or key not in others:
                    found[key][name.entry] = None
    return {key: tuple(several) for key, several in found.items()}


def _by_office(persons: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], dict[Entry, None]] = defaultdict(dict)
    for person in persons:
        for term in person.terms:
            found[term.country or "", term.office][person] = None
    return {key: tuple(several) for key, several in found.items()}


def _roles(rows: Iterable[Row], titles: Iterable[str]) -> Index[Role]:
    """Role nouns of the tables in singular and plural; a title of an office that is none of them is the government's."""
    nouns: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        for noun in row.several("nouns"):
            nouns[noun][row.sector() or ""] = None
    for title in titles:
        nouns[title] = nouns.get(title) or {"GOV": None}
    found: dict[str, list[Role]] = {}
    for noun, sectors in nouns.items():
        for is_plural, form in ((True, plural_role(noun)), (False, noun)):
            found[key_of(form)] = [Role(noun=key_of(noun), sectors=tuple(sectors), is_plural=is_plural)]
    return build_index(found)


def plural(noun: str) -> str:
    """The plural of a noun or of a noun phrase's last word.

    >>> [plural(word) for word in ("deputy", "gunman", "army chief", "church")]
    ['deputies', 'gunmen', 'army chiefs', 'churches']
    """
    for pattern, ending in PLURALS:
        if pattern.search(noun):
            return pattern.sub(ending, noun)
    return noun + ("es" if SIBILANT.search(noun) else "s")


def plural_role(noun: str) -> str:
    """The plural of a role: of its head, "heads of state"."""
    head, preposition, rest = noun.partition(" of ")
    return plural(head) + preposition + rest


def slug(name: str) -> str:
    """A name as part of an identifier.

    >>> slug("Côte d'Ivoire")
    'cote-divoire'
    """
    return key_of(name).replace(" ", "-")
