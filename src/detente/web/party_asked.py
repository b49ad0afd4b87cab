"""A text as it was typed for a party -> whom it means, or why nobody can be told, with whom it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus

import duckdb
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from detente.actors import load_knowledge
from detente.ledger.named import OFFERED, Named, UnnamedError, party_named
from detente.tables import to_json
from detente.web.access import Edition
from detente.web.names import party_name, state_names
from detente.web.queries import one, rows
from detente.web.site import Site

MAX_NAME = 200
LIKE = 0.75
"""Share of letters in order from which a name is offered for one that nobody has ("Rusia")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What was asked for on one side, and what it is."""

    text: str
    party: str | None = None
    """Null where nobody, or more than one, is called so."""
    name: str | None = None
    in_ledger: bool = False
    problem: str | None = None
    offered: tuple[Named, ...] = ()
    """Whom the text can mean."""


def side_of(text: str, connection: duckdb.DuckDBPyConnection, edition: Edition) -> Side:
    """Whom a text means on the day of the ledger's latest report, or what is wrong with it."""

    def has_party(party: str) -> bool:
        return one(connection, "dyad/has_party", _There, party=party) is not None

    if not text:
        return Side(text=text, problem="a second party is needed")
    try:
        found = party_named(text, has_party=has_party, knowledge=load_knowledge(), on=edition.last_day)
    except UnnamedError as error:
        return Side(text=text, problem=str(error), offered=error.offered[:OFFERED] or _alike(text, connection))
    return Side(
        text=text, party=found.party, name=found.name or party_name(found.party), in_ledger=has_party(found.party)
    )


def _alike(text: str, connection: duckdb.DuckDBPyConnection) -> tuple[Named, ...]:
    """States that are written nearly so, and parties of the ledger with these words in their names."""
    states = state_names()
    spelt = [states[name] for name in get_close_matches(text.lower(), states, n=OFFERED, cutoff=LIKE)]
    named = [Named(party=code, name=party_name(code)) for code in dict.fromkeys(spelt)]
    return (*named, *rows(connection, "dyad/like", Named, words=text, number=OFFERED))[:OFFERED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The page that asks for names, where they lead nowhere."""

    template: str
    title: str
    here: str | None = None
    """Its place in the navigation."""


def shown_page(
    site: Site, request: Request, found: object, edition: Edition, *, form: Form, is_wrong: bool
) -> Response:
    """Sends on to an address that was found; else the form, with what is wrong."""
    if isinstance(found, str):
        return RedirectResponse(found, status_code=HTTPStatus.SEE_OTHER)
    status = HTTPStatus.NOT_FOUND if is_wrong else HTTPStatus.OK
    frame = site.frame(request, None, edition)
    shown = site.environment.get_template(form.template).render(
        page=found, frame=frame, title=form.title, here=form.here
    )
    return HTMLResponse(shown, status_code=status, headers={"Cache-Control": "no-store"})


def shown_twin(found: object, *, reason: str | None) -> Response:
    """The same for machines."""
    if isinstance(found, str):
        path, _, query = found.partition("?")
        return RedirectResponse(f"{path}.json{'?' if query else ''}{query}", status_code=HTTPStatus.SEE_OTHER)
    body = {"error": HTTPStatus.NOT_FOUND.phrase, "reason": reason, **to_json(found)}
    return JSONResponse(body, status_code=HTTPStatus.NOT_FOUND)
