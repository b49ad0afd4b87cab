"""Paste: a text or an address in, coded events out, marked as on a story's page. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from detente.read.fetch import is_address
from detente.read.tables import looks_like_html
from detente.records import Event, Page, Story
from detente.tables import to_json
from detente.web.access import BusyError
from detente.web.desk import MAX_TEXT, CrowdedError, Desk, PasteError
from detente.web.forms import Form, read_form
from detente.web.marking import Paragraph, actor_key, mark_text, with_links
from detente.web.openapi import Post
from detente.web.queries import rows
from detente.web.rooms import Parameter
from detente.web.site import RETRY_AFTER_S, Site

MAX_ADDRESS = 2_000
EXAMPLE = """Sweden expels two Russian diplomats
By Ada Merten
Published 12 March 2024

KIRUNA, March 12 - Sweden expelled two Russian diplomats on Tuesday after accusing Moscow of spying on a satellite station, the foreign \
ministry said.

Russia rejected the accusation and threatened to close the Swedish consulate in Saint Petersburg. Finland's president offered to mediate \
and will meet both ambassadors in Helsinki on Friday.

Read more: Ten things to know about the north
"""
"""An invented story, with something to remove around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A text as it was read: the clean story, its events, what the coder warns of."""

    story: Story
    events: tuple[Event, ...]
    warnings: tuple[str, ...]
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastePage:
    """What the page shows: the form as it was sent, and what came of it."""

    text: str = ""
    published: str = ""
    problem: str = ""
    pasted: Pasted | None = None
    known: frozenset[str] = frozenset()
    """Parties of the events that have a page of their own."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text with the words of the events marked; only parties that have a page lead to it."""
        marked = mark_text(self.pasted.story.text, self.pasted.events) if self.pasted else ()
        return with_links(marked, self.known)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each event, by its id."""
        return {event.id: number for number, event in enumerate(self.pasted.events if self.pasted else (), start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    key: str


POST = Post(
    name="paste",
    path="/paste.json",
    about="The coded events of a text, or of the page at an address. Nothing is stored.",
    shown=Pasted,
    fields=(
        Parameter(name="text", about=f"The text, or an address and nothing else; at most {MAX_TEXT:,} characters."),
        Parameter(name="published", about="Its publication date, YYYY-MM-DD; otherwise looked for in the text."),
    ),
)


def routes(site: Site, desk: Desk) -> list[Route]:
    """The form, its answer, and the answer as JSON."""
    paste = _Paste(site, desk)
    return [
        Route("/paste.json", paste.to_json, methods=["POST"], name="paste twin"),
        Route("/paste", paste.form, methods=["GET"], name="paste"),
        Route("/paste", paste.answer, methods=["POST"], name="paste answer"),
    ]


class _Paste:
    def __init__(self, site: Site, desk: Desk) -> None:
        self._site = site
        self._desk = desk

    def form(self, request: Request) -> Response:
        page = PastePage(text=EXAMPLE) if "example" in request.query_params else PastePage()
        return self._render(request, page, HTTPStatus.OK)

    async def answer(self, request: Request) -> Response:
        form = await read_form(request)
        page = PastePage(text=form.text("text"), published=form.text("published"))
        status = HTTPStatus.OK
        try:
            page = replace(page, pasted=await self._code(form))
        except HTTPException as error:
            page, status = replace(page, problem=error.detail), HTTPStatus(error.status_code)
        return await run_in_threadpool(self._render, request, page, status)

    async def to_json(self, request: Request) -> Response:
        return JSONResponse(to_json(await self._code(await read_form(request))))

    async def _code(self, form: Form) -> Pasted:
        """Raises HTTPException where there is nothing to show."""
        text, published = form.text("text"), _day(form.text("published"))
        if not text:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "There is no text.")
        try:
            coded = await self._desk.code(await self._page(text), published=published)
        except CrowdedError as error:
            headers = {"Retry-After": str(RETRY_AFTER_S)}
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers) from error
        except PasteError as error:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
        return Pasted(story=coded.story, events=coded.events, warnings=coded.warnings, coder=self._desk.coder)

    async def _page(self, text: str) -> Page:
        if len(text) <= MAX_ADDRESS and not any(map(str.isspace, text)) and is_address(text):
            return await self._desk.fetch(text)
        if len(text) > MAX_TEXT:
            words = f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are coded here."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
        return Page(name="pasted text", content=text, kind="html" if looks_like_html(text) else "text")

    def _render(self, request: Request, page: PastePage, status: HTTPStatus) -> Response:
        frame = self._site.frame_or_none(request)
        page = replace(page, known=self._known(page.pasted.events)) if page.pasted else page
        template = self._site.environment.get_template("paste.html")
        shown = template.render(
            page=page, frame=frame, title="Paste", here="paste", can_fetch=self._desk.can_fetch, max_text=MAX_TEXT
        )
        headers = {"Cache-Control": "no-store"}
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = str(RETRY_AFTER_S)
        return HTMLResponse(shown, status_code=status, headers=headers)

    def _known(self, events: Sequence[Event]) -> frozenset[str]:
        """Those of the events' parties that the ledger has a page for; none while it cannot be read."""
        keys = {actor_key(actor) for event in events for actor in (*event.actors, *event.recipients)}
        try:
            with self._site.access.reading() as reading:
                found = rows(reading.connection, "paste/known", _Known, keys=sorted(keys))
        except BusyError:
            return frozenset()
        return frozenset(each.key for each in found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        words = f"The publication date must be a day like 2022-08-15, not '{text[:40]}'."
        raise HTTPException(HTTPStatus.BAD_REQUEST, words) from error
