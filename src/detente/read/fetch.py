"""One request, one answer: bounded in time and in bytes, unpacked, and never to an address of one's own network.

Proxies of the environment are not used, because what is behind one cannot be checked.
"""

from __future__ import annotations

import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from detente.read.answers import Answer, FetchError, FetchOptions, HostError
from detente.read.guard import Guard
from detente.read.options import MEGABYTE, UnreadableError
from detente.read.packed import BodyDecoder

MAX_REDIRECTS = 5
HOST = re.compile(r"[\w.:%~-]+", re.ASCII)
KEPT = "%/:?#[]@!$&'()*+,;=~-._|"
"""Characters of an address that stay as they are: those with a meaning in it (RFC 3986), and what is encoded already."""
MAX_AFTER_S = 86_400.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 500, 502, 504})
BUSY = frozenset({429, 503})


def follow(url: str, ask: Callable[[str], Answer]) -> Answer:
    """The answer of `ask` at the end of all redirections, each checked like the first address. Raises FetchError."""
    seen: list[str] = []
    while True:
        if url in seen:
            raise FetchError("the redirections go in a circle", is_passing=False)
        if len(seen) > MAX_REDIRECTS:
            raise FetchError(f"more than {MAX_REDIRECTS} redirections", is_passing=False)
        if not is_address(url):
            raise _no_address(url)
        seen.append(url)
        answer = ask(url)
        if answer.status not in REDIRECTS:
            return answer
        url = target(url, answer)


def target(url: str, answer: Answer) -> str:
    """Where a redirection leads. Raises FetchError."""
    where = answer.headers.get("location", "")
    with suppress(UnicodeError):
        where = where.encode("latin-1").decode("utf-8")  # as servers mean letters beyond ASCII, and browsers take them
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise _no_address(where) from error


def is_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _no_address(text: str) -> FetchError:
    return FetchError(f"'{text[:80]}' is no http(s) address", is_passing=False)


def in_ascii(url: str) -> str:
    """The address as it goes over the wire: the host's name in IDNA, other letters as percent signs with UTF-8.

    >>> in_ascii("https://de.wikipedia.org/wiki/Köln?q=a b")
    'https://de.wikipedia.org/wiki/K%C3%B6ln?q=a%20b'
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise _no_address(url) from error
    if not HOST.fullmatch(name):
        raise _no_address(url)
    place = (f"[{name}]" if ":" in name else name) + ("" if port is None else f":{port}")
    path, query = (quote(part, safe=KEPT, errors="replace") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))


def fetch(
    url: str, *, options: FetchOptions, headers: Mapping[str, str] | None = None, stop: threading.Event | None = None
) -> Answer:
    """The answer to a GET: 200, 304, or a redirection that is not followed. Raises FetchError for others, and StoppedError."""
    backend, asked = Guard(options, stop or threading.Event()), in_ascii(url)
    sent = {
        "User-Agent": f"detente/{version('detente')} (political event coder)",
        "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **(headers or {}),
    }
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), options.timeout_s)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, max_connections=1) as pool,
            pool.stream("GET", asked, headers=list(sent.items()), extensions={"timeout": timeouts}) as response,
        ):
            return _answer(url, response, options)
    except httpcore.TimeoutException as error:
        raise HostError(f"no answer within {options.timeout_s:g} s") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise HostError(f"the connection failed ({error or type(error).__name__})") from error
    except (httpcore.UnsupportedProtocol, ValueError) as error:
        raise FetchError(f"is no address to be fetched ({error})", is_passing=False) from error


@cache
def _tls() -> ssl.SSLContext:
    context = httpcore.default_ssl_context()
    context.load_default_certs()  # also what SSL_CERT_FILE names, as a network with certificates of its own needs
    return context


def _answer(url: str, response: httpcore.Response, options: FetchOptions) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    status = response.status
    if status in REDIRECTS or status == 304:
        return Answer(url=url, status=status, headers=headers, body=b"")
    if status != 200:
        after = retry_after(headers.get("retry-after"))
        if status in BUSY:
            raise HostError(f"the server answered {status}", after_s=after, status=status)
        raise FetchError(f"the server answered {status}", is_passing=status in PASSING, after_s=after, status=status)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > options.max_bytes:
        raise _too_large(options)
    try:
        return Answer(url=url, status=status, headers=headers, body=_body(response, headers, options))
    except UnreadableError as error:
        raise FetchError(str(error), is_passing=False) from error


def _body(response: httpcore.Response, headers: Mapping[str, str], options: FetchOptions) -> bytes:
    decoder = BodyDecoder(headers.get("content-encoding", ""), limit=options.max_bytes)
    body, received = bytearray(), 0
    for chunk in response.iter_stream():
        received += len(chunk)
        if received > options.max_bytes:
            raise _too_large(options)
        body += decoder.feed(chunk)
    if not decoder.is_complete():
        raise FetchError("the compressed answer ends in the middle", is_passing=True)
    return bytes(body)


def _too_large(options: FetchOptions) -> FetchError:
    return FetchError(f"the answer is larger than {options.max_bytes / MEGABYTE:g} MB", is_passing=False)


def retry_after(value: str | None) -> float:
    """Seconds of a Retry-After header, which has seconds or a date; at most a day.

    >>> retry_after("120")
    120.0
    """
    if value is None:
        return 0.0
    if value.strip().isdecimal():
        return min(float(value[:9]), MAX_AFTER_S)
    try:
        at = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(at - time.time(), 0.0), MAX_AFTER_S)
