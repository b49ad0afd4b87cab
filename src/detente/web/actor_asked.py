"""A name, as /actor?name=Russian or /actor/Russia -> the page of the actor, or a page that says whom it can mean and what to do."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from detente.actors import find_actors, load_knowledge
from detente.web.access import Edition
from detente.web.actor import NAME, has_page
from detente.web.party_asked import MAX_NAME, Form, Side, shown_page, shown_twin, side_of
from detente.web.rendering import actor_path
from detente.web.rooms import BadQueryError
from detente.web.site import Site

FORM = Form(template="actor_asked.html", title="An actor")


def routes(site: Site) -> list[Route]:
    """The page that asks for a name, and its twin."""
    asked = _Asking(site)
    return [
        Route("/actor.json", asked.twin, name="actor asked twin"),
        Route("/actor", asked.page, name="actor asked"),
    ]


class _Asking:
    def __init__(self, site: Site) -> None:
        self._site = site

    def page(self, request: Request) -> Response:
        found, edition = self._find(request)
        is_wrong = isinstance(found, Side) and bool(found.text)
        return shown_page(self._site, request, found, edition, form=FORM, is_wrong=is_wrong)

    def twin(self, request: Request) -> Response:
        found, _ = self._find(request)
        return shown_twin(found, reason=found.problem if isinstance(found, Side) else None)

    def _find(self, request: Request) -> tuple[str | Side, Edition]:
        """The address of the actor that is meant, or what is wrong."""
        text = request.query_params.get(NAME, "").strip()
        if len(text) > MAX_NAME:
            raise BadQueryError(f"a name has at most {MAX_NAME} characters")
        rest = {name: value for name, value in request.query_params.items() if name != NAME}
        with self._site.access.reading() as reading:
            edition = reading.edition
            if not text:
                return Side(text="", problem="a name is needed"), edition
            side = side_of(text, reading.connection, edition)
            key = _key(side, reading.connection, edition)
        if key is not None:
            return actor_path(key) + (f"?{urlencode(rest)}" if rest else ""), edition
        if side.party and side.problem is None:
            side = replace(side, problem=f"this ledger has no event of {side.name}")
        return side, edition


def _key(side: Side, connection: duckdb.DuckDBPyConnection, edition: Edition) -> str | None:
    """Whose page it is: a person's own ("Putin") before that of the state for which the person acts; None where there is no page."""
    if side.party is None:
        return None
    if side.name:
        candidates = find_actors(side.text, knowledge=load_knowledge(), on=edition.last_day)
        own = next((each.entity.entity_id for each in candidates if each.entity.name == side.name), None)
        if own and not own.startswith("country:") and own != side.party and has_page(own, connection):
            return own
    return side.party if has_page(side.party, connection) else None
