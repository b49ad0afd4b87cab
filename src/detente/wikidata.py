"""Heads of state and of government with their terms from Wikidata -> a custom actor file with QIDs.

Asks a SPARQL endpoint page by page, waits between pages, obeys Retry-After, and keeps each page in `FILE.part`, so that a stopped
run goes on where it was. Refuses with UpdateError when there is no network or the answer is no SPARQL result. Wikidata is CC0.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from detente.actors.rows import COLUMNS, parse_day
from detente.read.answers import Answer, FetchError, FetchOptions
from detente.read.fetch import fetch, follow
from detente.read.options import MEGABYTE

ENDPOINT = "https://query.wikidata.org/sparql"
PROPERTIES = {"hos": "P35", "hog": "P6"}
"""Wikidata's properties of a country: head of state, head of government."""
COUNTRIES_OF_OTHER_CODE = {"XKX": "KOS", "XKO": "KOS"}
QUERY = """SELECT ?person ?name ?iso3 ?start ?end (GROUP_CONCAT(DISTINCT ?alias; separator=";") AS ?aliases) WHERE {{
  ?country wdt:P298 ?iso3 ; p:{property} ?term .
  ?term ps:{property} ?person .
  OPTIONAL {{ ?term pq:P580 ?start }}
  OPTIONAL {{ ?term pq:P582 ?end }}
  ?person rdfs:label ?name . FILTER(LANG(?name) = "en")
  OPTIONAL {{ ?person skos:altLabel ?alias . FILTER(LANG(?alias) = "en") }}
}} GROUP BY ?person ?name ?iso3 ?start ?end ORDER BY ?iso3 ?person ?start LIMIT {limit} OFFSET {offset}"""
TRIES = 4
LONGEST_WAIT_S = 120.0
DEADLINE_S = 300.0
MAX_BYTES = 50 * MEGABYTE
"""500 rows with their aliases come to under 1 MB."""
MOST_ALIASES = 6
HEAD = (
    "# Heads of state and of government, from Wikidata (https://www.wikidata.org, CC0), asked by `detente actors update`.\n"
    "# office: hos head of state, hog head of government. An empty 'until': in office when this was asked.\n"
)


class UpdateError(RuntimeError):
    """Wikidata cannot be asked or answers something else; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """How to ask: where, how many rows a page, how long to wait between pages."""

    endpoint: str = ENDPOINT
    page_rows: int = 500
    wait_s: float = 2.0
    timeout_s: float = 90.0
    allow_private: bool = False
    """Whether the endpoint may be one of this machine or of its own network."""
    offices: Sequence[str] = tuple(PROPERTIES)
    sleep: Callable[[float], object] = field(default=time.sleep)


def update_leaders(output: Path, *, options: UpdateOptions | None = None) -> int:
    """Write the custom file; how many terms it has. Raises UpdateError; what was asked until then is kept for the next run."""
    options = options or UpdateOptions()
    part = output.with_name(output.name + ".part")
    done = _read_part(part)
    for office in options.offices:
        _ask_office(office, done, part, options)
    rows = sorted({row for page in done for row in _rows(page)})
    text = HEAD + "\t".join(COLUMNS["leaders"]) + "\n" + "".join("\t".join(row) + "\n" for row in rows)
    output.write_text(text, encoding="utf-8")
    part.unlink(missing_ok=True)
    return len(rows)


def _ask_office(office: str, done: list[dict[str, Any]], part: Path, options: UpdateOptions) -> None:
    """Ask the pages of one office that are not there yet, and keep each."""
    own = [page for page in done if page["office"] == office]
    offset = sum(page["limit"] for page in own)
    is_complete = bool(own) and len(own[-1]["bindings"]) < own[-1]["limit"]
    while not is_complete:
        query = QUERY.format(property=PROPERTIES[office], limit=options.page_rows, offset=offset)
        bindings = _ask(query, options)
        page = {"office": office, "limit": options.page_rows, "bindings": bindings}
        with part.open("a", encoding="utf-8") as file:
            file.write(json.dumps(page, ensure_ascii=False) + "\n")
        done.append(page)
        offset += options.page_rows
        is_complete = len(bindings) < options.page_rows
        if not is_complete or office != options.offices[-1]:
            options.sleep(options.wait_s)


def _read_part(part: Path) -> list[dict[str, Any]]:
    """Pages of a run that was stopped; a last line that was cut off is asked again."""
    if not part.exists():
        return []
    done: list[dict[str, Any]] = []
    for line in part.read_text(encoding="utf-8").splitlines():
        try:
            done.append(json.loads(line))
        except json.JSONDecodeError:
            break
    part.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in done), encoding="utf-8")
    return done


def _ask(query: str, options: UpdateOptions) -> list[dict[str, Any]]:
    """One page of the answer; a busy endpoint is asked again, as late as it says."""
    answer = _answer(f"{options.endpoint}?{urlencode({'query': query})}", options)
    try:
        bindings = json.loads(answer.body)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise UpdateError(f"{options.endpoint} gave no SPARQL result (JSON): is it a SPARQL endpoint?") from error
    return list(bindings)


def _answer(url: str, options: UpdateOptions) -> Answer:
    fetching = FetchOptions(
        timeout_s=options.timeout_s,
        deadline_s=DEADLINE_S,
        max_bytes=MAX_BYTES,
        allow_private=options.allow_private,
    )
    headers = {
        "User-Agent": f"detente/{version('detente')} (news event coder; `detente actors update`)",
        "Accept": "application/sparql-results+json",
    }
    for attempt in range(1, TRIES + 1):
        try:
            return follow(url, lambda at: fetch(at, options=fetching, headers=headers))
        except FetchError as error:
            if error.status is None:
                raise UpdateError(
                    f"{options.endpoint} cannot be asked ({error}): `actors update` needs a network; run it again to go on"
                ) from error
            if not error.is_passing or attempt == TRIES:
                raise UpdateError(f"{options.endpoint} answered {error.status}: run it again later to go on") from error
            options.sleep(min(error.after_s or 5.0 * 2**attempt, LONGEST_WAIT_S))
    raise AssertionError("every try ends in an answer or an error")


def _rows(page: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Rows of the leaders table from one page; terms without any date and persons without English name are left out."""
    for binding in page["bindings"]:
        value = {key: _plain(item.get("value", "")) for key, item in binding.items()}
        since, until = _day(value.get("start", "")), _day(value.get("end", ""))
        name = value.get("name", "")
        if not name or not (since or until) or not value.get("iso3"):
            continue
        aliases = [alias for alias in value.get("aliases", "").split(";") if " " in alias.strip() and alias != name]
        iso3 = COUNTRIES_OF_OTHER_CODE.get(value["iso3"], value["iso3"])
        item = value.get("person", "").rsplit("/", 1)[-1]
        yield name, ";".join(aliases[:MOST_ALIASES]), iso3, page["office"], since, until, item


def _plain(text: str) -> str:
    return " ".join(text.split())


def _day(stamp: str) -> str:
    """The day of a time stamp; empty for an unknown one ("_:t123", a year before Christ)."""
    day = stamp[: len("YYYY-MM-DD")]
    try:
        return parse_day(day, is_end=False).isoformat() if day else ""
    except ValueError:
        return ""
