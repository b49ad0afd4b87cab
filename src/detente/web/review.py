"""Review: accept, correct or reject events, least sure first, by keyboard. Only in a site that was started with --review.

What a reviewer says is added to the ledger's corrections through a connection of its own; the coder's events stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, unquote, urlencode

import duckdb
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from detente import tables
from detente.ledger import LedgerError
from detente.records import Event
from detente.tables import to_json
from detente.web.access import BusyError, Edition
from detente.web.forms import Form, read_form
from detente.web.marking import Paragraph, mark_text
from detente.web.queries import one, rows, statement
from detente.web.review_form import (
    MOST_NAME,
    UNNAMED,
    Fields,
    MistakeError,
    acts,
    correction_of,
    fields_of,
    fields_sent,
)
from detente.web.site import Site
from detente.web.tokens import COOKIE, FIELD, Tokens, keep

REVIEWER = "detente-reviewer"
LATEST = 8
TO_STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A correction as the list of the latest shows it."""

    event_id: str
    verdict: str
    event_type: str
    mode: str | None
    reviewer: str
    reviewed_at: datetime
    sentence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How far the review has come."""

    waiting: int
    reviewed: int
    """Events on which somebody has said something."""
    latest: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """An event under review, with the text around it."""

    event: Event
    title: str | None
    publisher: str | None
    paragraphs: tuple[Paragraph, ...]
    """Those of the story in which words of the event stand."""
    said: tuple[Said, ...]
    """What was said of it, latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    waiting: int
    reviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Next:
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    title: str | None
    publisher: str | None
    text: str


def routes(site: Site) -> list[Route]:
    """The queue, its twin, and an event under review."""
    review = _Review(site)
    return [
        Route("/review.json", review.twin, name="review twin"),
        Route("/review", review.queue, name="review"),
        Route("/review/{id}", review.event, methods=["GET"], name="review event"),
        Route("/review/{id}", review.verdict, methods=["POST"], name="review verdict"),
    ]


class _Review:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._tokens = Tokens()

    def twin(self, _: Request) -> Response:
        with self._site.access.reading() as reading:
            return JSONResponse(to_json(_queue(reading.connection)), headers={"Cache-Control": "no-store"})

    def queue(self, request: Request) -> Response:
        """The event that is least sure, of those after the one that was passed over last."""
        after = request.query_params.get("after") or None
        with self._site.access.reading() as reading:
            found = one(reading.connection, "review/next", _Next, after=after)
            shown = _reviewed(reading.connection, found.id) if found else None
            return self._page(request, shown, _queue(reading.connection), reading.edition)

    def event(self, request: Request) -> Response:
        with self._site.access.reading() as reading:
            shown = _reviewed(reading.connection, request.path_params["id"])
            if shown is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            return self._page(request, shown, _queue(reading.connection), reading.edition)

    async def verdict(self, request: Request) -> Response:
        form = await read_form(request)
        self._tokens.check(request, form.text(FIELD))
        return await run_in_threadpool(self._store, request, form)

    def _store(self, request: Request, form: Form) -> Response:
        with self._site.access.reading() as reading:
            shown = _reviewed(reading.connection, request.path_params["id"])
            queue, edition = _queue(reading.connection), reading.edition
        if shown is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        fields = fields_sent(form)
        try:
            correction = correction_of(shown.event, form.text("verdict"), fields, at=datetime.now(UTC))
        except MistakeError as error:
            return self._page(request, shown, queue, edition, fields=fields, problem=str(error))
        try:
            with self._site.access.writing() as ledger:
                ledger.correct(correction)
        except LedgerError as error:
            raise BusyError(str(error)) from error
        response = RedirectResponse(_onward(shown.event, form), status_code=HTTPStatus.SEE_OTHER)
        if fields.reviewer != UNNAMED:
            keep(response, request, REVIEWER, quote(fields.reviewer))
        return response

    def _page(
        self,
        request: Request,
        shown: Reviewed | None,
        queue: Queue,
        edition: Edition,
        *,
        fields: Fields | None = None,
        problem: str = "",
    ) -> Response:
        cookie = self._tokens.cookie(request)
        reviewer = unquote(request.cookies.get(REVIEWER, ""))[:MOST_NAME]
        template = self._site.environment.get_template("review.html")
        page = template.render(
            frame=self._site.frame(request, None, edition),
            title="Review",
            here="review",
            shown=shown,
            queue=queue,
            fields=fields or (fields_of(shown.event, reviewer=reviewer) if shown else None),
            acts=acts(),
            problem=problem,
            token=self._tokens.mark(cookie),
            after=request.query_params.get("after", ""),
            then=request.query_params.get("then", ""),
        )
        status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
        response = HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})
        keep(response, request, COOKIE, cookie)
        return response


def _onward(event: Event, form: Form) -> str:
    """Where a reviewer is sent after a verdict: to the story if that is where they came from, else to what is next."""
    if form.text("then") == TO_STORY:
        return f"/story/{quote(event.story_id)}#e{quote(event.id)}"
    after = form.text("after")
    return f"/review?{urlencode({'after': after})}" if after else "/review"


def _queue(connection: duckdb.DuckDBPyConnection) -> Queue:
    (count,) = rows(connection, "review/counts", _Count)
    return Queue(waiting=count.waiting, reviewed=count.reviewed, latest=_said(connection, None))


def _said(connection: duckdb.DuckDBPyConnection, id_: str | None) -> tuple[Said, ...]:
    latest = rows(connection, "review/said", Said, id=id_, number=LATEST)
    return tuple(replace(each, reviewed_at=each.reviewed_at.replace(tzinfo=UTC)) for each in latest)


def _reviewed(connection: duckdb.DuckDBPyConnection, id_: str) -> Reviewed | None:
    answer = connection.sql(statement("review/event"), params={"id": id_})
    event = next(tables.from_table(Event, answer.to_arrow_table()), None)
    if event is None:
        return None
    (story,) = rows(connection, "review/text", _Text, id=event.story_id)
    marked = mark_text(story.text, [event])
    return Reviewed(
        event=event,
        title=story.title,
        publisher=story.publisher,
        paragraphs=tuple(each for each in marked if any(run.kind != "plain" for run in each.runs)),
        said=_said(connection, id_),
    )
