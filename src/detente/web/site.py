"""Requests -> answers: the handlers that all rooms share (page, twin, charts), and the page that says what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from detente.tables import to_json
from detente.web import charts
from detente.web.access import Access, BusyError, Edition
from detente.web.charts import Chart
from detente.web.headers import HEADERS
from detente.web.queries import statement
from detente.web.rendering import Entry, Frame, make_environment, render, render_fault
from detente.web.rooms import BadQueryError, Remembered, Room, from_segment, read_room

KINDS = ("json", "csv", "svg", "png")
TYPES = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}
DRAWERS: dict[str, Callable[[Chart, str], str | bytes]] = {
    "csv": lambda chart, _: charts.to_csv(chart),
    "svg": charts.to_svg,
    "png": charts.to_png,
}
RETRY_AFTER_S = 5

Handler = Callable[[Request], Response]


class Site:
    """What all handlers share: the door to the ledger, the templates, the records of the pages last read."""

    def __init__(self, path: Path, *, navigation: Sequence[Entry], is_review: bool, wait_s: float) -> None:
        self.access = Access(path, wait_s=wait_s)
        self.environment = make_environment(navigation)
        self.remembered = Remembered()
        self.is_review = is_review

    def routes(self, room: Room) -> list[Route]:
        """The addresses of a room: charts first, since a twin's pattern would take them in."""
        page, twin, chart = self._page(room), self._twin(room), self._chart(room)
        return [
            Route(f"{room.path}/chart/{{chart}}.{{kind}}", chart, name=f"{room.name} chart"),
            Route(f"{room.path}.json", twin, name=f"{room.name} twin"),
            Route(room.path, page, name=room.name),
            *([Route(room.home, page, name=f"{room.name} home")] if room.home else []),
        ]

    def _page(self, room: Room) -> Handler:
        def page(request: Request) -> Response:
            shown, edition = read_room(room, request, self.access, self.remembered)
            if shown is None and room.elsewhere is not None:
                parameters = {name: from_segment(value) for name, value in request.path_params.items()}
                return RedirectResponse(room.elsewhere(parameters), status_code=HTTPStatus.SEE_OTHER)
            if shown is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            frame = self.frame(request, room, edition)
            return self._tagged(request, edition, lambda: HTMLResponse(render(self.environment, room, shown, frame)))

        return page

    def _twin(self, room: Room) -> Handler:
        def twin(request: Request) -> Response:
            shown, edition = self._read(room, request)
            return self._tagged(request, edition, lambda: JSONResponse({"edition": to_json(edition), **to_json(shown)}))

        return twin

    def _chart(self, room: Room) -> Handler:
        def chart(request: Request) -> Response:
            draw, kind = room.charts.get(request.path_params["chart"]), request.path_params["kind"]
            if draw is None or kind not in KINDS:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            shown, edition = self._read(room, request)
            drawn = draw(shown)
            name = f"detente-{room.name}-{request.path_params['chart']}.{kind}"
            return self._tagged(request, edition, lambda: _chart_answer(drawn, kind, name, request, edition))

        return chart

    def to_event(self, request: Request) -> Response:
        """Send on to the event's place in its story."""
        id_ = request.path_params["id"]
        with self.access.reading() as reading:
            found = reading.connection.execute(statement("story/of_event"), {"id": id_}).fetchall()
        if not found:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return RedirectResponse(f"/story/{quote(found[0][0])}#e{quote(id_)}", status_code=HTTPStatus.SEE_OTHER)

    def _read(self, room: Room, request: Request) -> tuple[Any, Edition]:
        shown, edition = read_room(room, request, self.access, self.remembered)
        if shown is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return shown, edition

    def frame(self, request: Request, room: Room | None, edition: Edition) -> Frame:
        """What stands around the page of a request."""
        path = quote(request.scope["path"], safe="/~")
        query = request.query_params
        return Frame(
            edition=edition,
            address=str(request.url),
            base=room.path if room is not None and path == room.home else path,
            query={each.name: query[each.name] for each in room.query if query.get(each.name)} if room else {},
            today=datetime.now(UTC).date(),
            is_review=self.is_review,
        )

    def _tagged(self, request: Request, edition: Edition, answer: Callable[[], Response]) -> Response:
        """The answer with a tag of edition and address; only 'not modified' to who has it."""
        tag = f'W/"{hashlib.sha256(repr((edition, str(request.url), self.is_review)).encode()).hexdigest()[:20]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
        response = answer()
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def fault(self, request: Request, error: Exception) -> Response:
        """The answer to a request that cannot be served: a page, or JSON where a twin was asked for."""
        status, words = _fault_words(error)
        headers = {"Retry-After": str(RETRY_AFTER_S)} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        title = HTTPStatus(status).phrase
        if request.url.path.endswith(".json"):
            return JSONResponse({"error": title, "reason": words}, status_code=status, headers=headers)
        page = render_fault(self.environment, self.frame_or_none(request), title=title, words=words)
        # Starlette answers an unforeseen error outside all middleware.
        return HTMLResponse(page, status_code=status, headers={**HEADERS, **(headers or {})})

    def frame_or_none(self, request: Request) -> Frame | None:
        """The frame of a page that is no room's; None while the ledger cannot be read."""
        try:
            with self.access.reading() as reading:
                return self.frame(request, None, reading.edition)
        except BusyError:
            return None


def source_line(edition: Edition) -> str:
    """Where a chart's figures come from, for the foot of the chart."""
    coders = ", ".join(edition.coders[:3]) or "no coder"
    return f"Source: Detente ledger {edition.ledger}, data version {edition.version}; coder {coders}."


def _chart_answer(chart: Chart, kind: str, name: str, request: Request, edition: Edition) -> Response:
    if kind == "json":
        theme: charts.Theme = "dark" if request.query_params.get("theme") == "dark" else "light"
        return JSONResponse(charts.browser_spec(chart, theme))
    content = DRAWERS[kind](chart, source_line(edition))
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type=TYPES[kind], headers=headers)


def _fault_words(error: Exception) -> tuple[int, str]:
    if isinstance(error, BadQueryError):
        return HTTPStatus.BAD_REQUEST, str(error)
    if isinstance(error, BusyError):
        return HTTPStatus.SERVICE_UNAVAILABLE, f"The ledger cannot be read just now. {error}"
    if isinstance(error, HTTPException):
        if error.status_code == HTTPStatus.NOT_FOUND:
            return HTTPStatus.NOT_FOUND, "The ledger has nothing by this address."
        return error.status_code, error.detail
    return HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; it was written to the log of the server."
