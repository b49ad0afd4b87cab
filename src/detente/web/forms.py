"""The body of a POST -> its fields: from a page of this site only, form-encoded, bounded in bytes and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from detente.web.openapi import FORM_TYPE

MAX_BODY = 1_000_000
"""Bytes: the longest text that Paste takes, each character encoded in the longest way (%F0%9F%99%82), and room for the other fields."""
BODY_S = 20.0
MAX_FIELDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form; of a field that comes twice the last."""

    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field without the white space around it, empty where there is none."""
        return self.fields.get(name, "").strip()

    def flags(self, prefix: str) -> tuple[str, ...]:
        """What stands after the prefix in the names of the boxes that were ticked."""
        return tuple(name.removeprefix(prefix) for name in self.fields if name.startswith(prefix))


def check_origin(request: Request) -> None:
    """Refuse what the page of another site has sent (403). Programs that are no browsers say nothing of where they come from."""
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin")
    is_from_here = origin is None or _host_of(origin) == request.headers.get("host")
    is_ours = site in {"same-origin", "none"} or (not site and is_from_here)
    if not is_ours:
        raise HTTPException(HTTPStatus.FORBIDDEN, "The form was sent from the page of another site.")


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


async def read_form(request: Request) -> Form:
    """The fields of the request's body. Raises HTTPException: 400, 403, 408, 413 or 415."""
    check_origin(request)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != FORM_TYPE:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"The body must be {FORM_TYPE}.")
    try:
        async with asyncio.timeout(BODY_S):
            body = await _body(request)
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except TimeoutError as error:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, f"The form took longer than {BODY_S:g} s to arrive.") from error
    except ClientDisconnect as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The form did not arrive whole.") from error
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"The form has more than {MAX_FIELDS} fields.") from error
    return Form(fields=dict(pairs))


async def _body(request: Request) -> bytes:
    said = request.headers.get("content-length", "")
    body = bytearray()
    if not (said.isdecimal() and len(said) < 12 and int(said) > MAX_BODY):
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                break
        else:
            return bytes(body)
    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The form has more than {MAX_BODY:,} bytes.")
