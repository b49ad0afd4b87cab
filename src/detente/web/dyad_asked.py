"""Two names, as /dyad?a=Russia&b=Ukraine -> the page of the dyad, or a page that says what they can be and what the ledger has."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from detente.web.access import Edition
from detente.web.dyad import FIRST, SECOND
from detente.web.party_asked import MAX_NAME, Form, Side, shown_page, shown_twin, side_of
from detente.web.queries import one
from detente.web.rendering import dyad_path
from detente.web.rooms import BadQueryError
from detente.web.site import Site

FORM = Form(template="dyad_asked.html", title="Two parties", here="dyad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Two names that lead to no dyad, and why."""

    first: Side = field(default_factory=lambda: Side(text=""))
    second: Side = field(default_factory=lambda: Side(text=""))
    problem: str | None = None
    """What is wrong with the two together."""

    @property
    def reason(self) -> str:
        """All that is wrong, in one line."""
        return "; ".join(filter(None, (self.first.problem, self.second.problem, self.problem)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    there: bool


def routes(site: Site) -> list[Route]:
    """The page that asks for two names, and its twin."""
    asked = _Asking(site)
    return [
        Route("/dyad.json", asked.twin, name="dyad asked twin"),
        Route("/dyad", asked.page, name="dyad asked"),
    ]


class _Asking:
    def __init__(self, site: Site) -> None:
        self._site = site

    def page(self, request: Request) -> Response:
        found, edition = self._find(request)
        is_wrong = isinstance(found, Asked) and bool(found.reason)
        return shown_page(self._site, request, found, edition, form=FORM, is_wrong=is_wrong)

    def twin(self, request: Request) -> Response:
        found, _ = self._find(request)
        return shown_twin(found, reason=(isinstance(found, Asked) and found.reason) or "two names are needed")

    def _find(self, request: Request) -> tuple[str | Asked, Edition]:
        """The address of the dyad that is meant, or what is wrong."""
        texts = [request.query_params.get(name, "").strip() for name in (FIRST, SECOND)]
        if any(len(text) > MAX_NAME for text in texts):
            raise BadQueryError(f"a name has at most {MAX_NAME} characters")
        rest = {name: value for name, value in request.query_params.items() if name not in {FIRST, SECOND}}
        with self._site.access.reading() as reading:
            edition = reading.edition
            if not any(texts):
                return Asked(), edition
            first, second = (side_of(text, reading.connection, edition) for text in texts)
            problem = _problem(first, second, reading.connection)
        if problem is None and first.party and second.party:
            return dyad_path(first.party, second.party) + (f"?{urlencode(rest)}" if rest else ""), edition
        return Asked(first=first, second=second, problem=problem), edition


def has_events(first: str, second: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether two parties have a page: an event between them that is not of their private people alone."""
    found = one(connection, "dyad/has_pair", _There, first=first, second=second)
    return found is not None and found.there


def _problem(first: Side, second: Side, connection: duckdb.DuckDBPyConnection) -> str | None:
    if not first.party or not second.party:
        return None
    if first.party == second.party:
        return f"{first.name} twice: a dyad is of two parties"
    found = one(connection, "dyad/has_pair", _There, first=first.party, second=second.party)
    if found is None:
        return f"the ledger has no event between {first.name} and {second.name}"
    if not found.there:
        return f"the ledger has only events of private people between {first.name} and {second.name}"
    return None
