"""Forms that change something -> proof that they were sent from our own page: a cookie that other sites' pages do not send, and its mark.

The mark in the form is the cookie's HMAC under a key of this process, so that a cookie planted from elsewhere proves nothing.
"""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "detente-review"
PATH = "/review"
FIELD = "token"


class Tokens:
    """The marks of one running site; after a restart forms must be loaded anew."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def cookie(self, request: Request) -> str:
        """The cookie that the visitor has, or a new one."""
        return request.cookies.get(COOKIE, "")[:100] or secrets.token_urlsafe(24)

    def mark(self, cookie: str) -> str:
        """What the form must carry beside the cookie."""
        return hmac.new(self._key, cookie.encode("utf-8", "replace"), "sha256").hexdigest()

    def check(self, request: Request, mark: str) -> None:
        """Raises HTTPException (403) unless the request has a cookie and its mark."""
        cookie = request.cookies.get(COOKIE, "")
        if not cookie or not hmac.compare_digest(self.mark(cookie).encode(), mark.encode("utf-8", "replace")):
            raise HTTPException(HTTPStatus.FORBIDDEN, "The form is too old or not ours: load its page again.")


def keep(response: Response, request: Request, name: str, value: str) -> None:
    """Set a cookie that no script reads and no other site's page sends."""
    is_secure = request.url.scheme == "https"
    response.set_cookie(name, value, path=PATH, httponly=True, samesite="strict", secure=is_secure)
