"""What a page of the site is: a record read from the ledger, shown by a template, served as JSON, drawn as charts.

A Room names all of that once; `room_routes` makes the routes of it: PATH (HTML), PATH.json (its twin) and, of each chart,
PATH/chart/NAME.json (Vega-Lite for the browser), .csv, .svg and .png.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import duckdb
from starlette.requests import Request

from detente.web.access import Access, Edition
from detente.web.charts import Chart

REMEMBERED = 500
"""Pages kept in memory, so that a page's charts and twin do not read again what the page has just read."""


SEATS = threading.Semaphore(max(2, os.cpu_count() or 2))
"""As many pages are read at once as there are processors; the others wait their turn, so that a long one is not made longer by all that
come after it."""


class BadQueryError(ValueError):
    """A query parameter that cannot be used: which and why, to be shown to who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query parameter of a page."""

    name: str
    about: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, as a page's reader sees it."""

    connection: duckdb.DuckDBPyConnection
    edition: Edition
    path: Mapping[str, str]
    query: Mapping[str, str]
    """Parameters that the room names, empty ones left out."""

    def text(self, name: str) -> str:
        """The value of a parameter, empty where there is none."""
        return self.query.get(name, "")

    def day(self, name: str) -> date | None:
        """A parameter that is a day; raises BadQueryError."""
        try:
            return date.fromisoformat(self.query[name]) if name in self.query else None
        except ValueError as error:
            raise BadQueryError(f"'{name}' must be a day like 2022-08-15, not '{self.query[name][:40]}'") from error

    def choice(self, parameter: Parameter) -> str:
        """A parameter that has a list of choices, the first by default; raises BadQueryError."""
        value = self.query.get(parameter.name, parameter.choices[0])
        if value not in parameter.choices:
            raise BadQueryError(
                f"'{parameter.name}' must be one of {', '.join(filter(None, parameter.choices))}, not '{value[:40]}'"
            )
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A kind of page."""

    name: str
    """Also that of its template."""
    path: str
    """Below which its twin and charts are; path parameters in braces."""
    about: str
    shown: type
    """The record that `read` gives."""
    read: Callable[[Visit], Any]
    """Gives the record, or None where there is nothing by that name; may raise BadQueryError."""
    title: Callable[[Any], str]
    query: tuple[Parameter, ...] = ()
    charts: Mapping[str, Callable[[Any], Chart]] = field(default_factory=dict)
    home: str | None = None
    """A second path of the page."""
    elsewhere: Callable[[Mapping[str, str]], str] | None = None
    """From the path's parameters where to send who asks for a page that is not there."""


class Remembered:
    """The records of the pages last read, by edition and address."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Any] = OrderedDict()

    def get(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What is kept under the key; made if there is nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


def read_room(room: Room, request: Request, access: Access, remembered: Remembered) -> tuple[Any, Edition]:
    """The record of a page and the edition that it was read from."""
    asked = {each.name: request.query_params.get(each.name, "").strip() for each in room.query}
    query = {name: value for name, value in asked.items() if value}
    path = {name: from_segment(value) for name, value in request.path_params.items() if name not in {"chart", "kind"}}
    with access.reading() as reading:
        edition = reading.edition
        visit = Visit(connection=reading.connection, edition=edition, path=path, query=query)
        key = (edition, room.name, *sorted(path.items()), *sorted(query.items()))
        return remembered.get(key, lambda: _read_in_turn(room, visit)), edition


def _read_in_turn(room: Room, visit: Visit) -> Any:  # noqa: ANN401 (a room's record)
    with SEATS:
        return room.read(visit)


def to_segment(name: str) -> str:
    """A name as one segment of a path. '/' and a '.' would part it, so '~' escapes them, as in JSON Pointer (RFC 6901).

    >>> to_segment("group:a/b v1.0")
    'group%3Aa~1b%20v1~20'
    """
    return quote(name.replace("~", "~0").replace("/", "~1").replace(".", "~2"), safe="")


def from_segment(segment: str) -> str:
    """The name that `to_segment` was given; the server has undone the percent signs."""
    return segment.replace("~2", ".").replace("~1", "/").replace("~0", "~")
