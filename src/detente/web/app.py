"""The whole site on one screen: its rooms, its routes, its middleware."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from detente.web import actor, actor_asked, charts, dyad, dyad_asked, happening, paste, period, search, story
from detente.web.access import BusyError
from detente.web.desk import Desk
from detente.web.headers import Headers
from detente.web.hosts import Hosts
from detente.web.openapi import describe
from detente.web.rendering import Entry
from detente.web.review import routes as review_routes
from detente.web.rooms import BadQueryError, Room
from detente.web.site import Site

ROOMS: tuple[Room, ...] = (period.ROOM, dyad.ROOM, actor.ROOM, happening.ROOM, story.ROOM, search.ROOM)
NAVIGATION = (
    Entry(name="period", path="/", words="Period"),
    Entry(name="dyad", path="/dyad", words="Two parties"),
    Entry(name="search", path="/search", words="Search"),
    Entry(name="paste", path="/paste", words="Paste"),
)
REVIEW = Entry(name="review", path="/review", words="Review")
LEAST_ZIPPED = 1_000


def make_app(
    path: Path,
    *,
    review: bool = False,
    wait_s: float = 5.0,
    names: Sequence[str] = (),
    desk: Desk | None = None,
) -> Starlette:
    """The site of a ledger as an ASGI app. Raises BusyError if the ledger cannot be opened now.

    `names`: the host names that it answers to, beside IP addresses and localhost; `desk`: who codes what is pasted.
    """
    desk = desk or Desk()
    if review and path.is_dir():
        raise BusyError(f"{path}: a folder of Parquet can only be read; --review needs a ledger file")
    navigation = (*NAVIGATION, REVIEW) if review else NAVIGATION
    site = Site(path, navigation=navigation, is_review=review, wait_s=wait_s)
    with site.access.reading():
        pass
    routes: list[BaseRoute] = [
        *(route for room in ROOMS for route in site.routes(room)),
        *actor_asked.routes(site),
        *dyad_asked.routes(site),
        *paste.routes(site, desk),
        *(review_routes(site) if review else ()),
        Route("/event/{id}", site.to_event, name="event"),
        Route("/openapi.json", _openapi, name="openapi"),
        Route("/vega.js", _vega, name="vega"),
        Route(charts.WORLD_PATH, _world, name="world"),
        Mount("/static", StaticFiles(directory=str(files("detente.web") / "static")), name="static"),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # Bundling takes a second or two: done before the first chart is asked for.
        Thread(target=charts.browser_script, daemon=True).start()
        yield
        desk.close()
        site.access.close()

    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            Middleware(Headers),
            Middleware(Hosts, names=names),
            Middleware(GZipMiddleware, minimum_size=LEAST_ZIPPED),
        ],
        exception_handlers=dict.fromkeys((HTTPException, BadQueryError, BusyError, Exception), site.fault),
    )


def _openapi(_: Request) -> Response:
    return JSONResponse(describe(ROOMS, (paste.POST,)))


def _vega(_: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(charts.browser_script(), media_type="text/javascript", headers=headers)


def _world(_: Request) -> Response:
    return Response(charts.world(), media_type="application/json", headers={"Cache-Control": "public, max-age=86400"})
