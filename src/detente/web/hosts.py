"""By which names the site answers: IP addresses, localhost, and those that it was given.

A name that somebody else points at this machine (DNS rebinding) would let any page on the web read a ledger that is served for this
machine only; an IP address cannot be pointed elsewhere.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL = "localhost"


class Hosts:
    """ASGI middleware that answers 421 to requests for other hosts."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self.app = app
        self._names = frozenset(name.lower().rstrip(".") for name in (LOCAL, *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is for us."""
        if scope["type"] == "http" and not self.is_ours(Headers(scope=scope).getlist("host")):
            words = "This site does not answer to that name; 'detente serve --name NAME' makes it do so.\n"
            await PlainTextResponse(words, HTTPStatus.MISDIRECTED_REQUEST)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def is_ours(self, hosts: list[str]) -> bool:
        """Whether a request with these Host headers is for us; there must be one."""
        try:
            (host,) = hosts
            parts = urlsplit(f"//{host}")
            name = (parts.hostname or "").rstrip(".")
            is_plain = parts.netloc == host and "@" not in host and (parts.port is None or parts.port > 0)
        except ValueError:
            return False
        return is_plain and (name in self._names or name.endswith(f".{LOCAL}") or _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
