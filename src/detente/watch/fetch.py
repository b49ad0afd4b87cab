"""One request, one answer: bounded in time and in bytes, unpacked, and never to an address of one's own network.

The address is looked up once and the connection goes to what was checked, so that a name cannot change its meaning in between.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from typing import Any

import httpcore

from detente.read.options import UnreadableError
from detente.read.packed import BodyDecoder
from detente.watch.options import MEGABYTE, Answer, FetchError, HostError, PrivateError, StoppedError, WatchOptions

SLICE_S = 0.5
"""How long a read may block before it is seen that the watch is to end."""
MAX_AFTER_S = 86_400.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 500, 502, 504})
BUSY = frozenset({429, 503})
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def fetch(url: str, *, conditions: Mapping[str, str], options: WatchOptions, stop: threading.Event) -> Answer:
    """The answer to a GET: 200, 304, or a redirection that is not followed. Raises FetchError for others, and StoppedError."""
    backend = _Guard(options, stop)
    headers = {
        "User-Agent": f"detente/{version('detente')} (political event coder)",
        "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **conditions,
    }
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), options.timeout_s)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, max_connections=1) as pool,
            pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeouts}) as response,
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
    return httpcore.default_ssl_context()


def _answer(url: str, response: httpcore.Response, options: WatchOptions) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    status = response.status
    if status in REDIRECTS or status == 304:
        return Answer(url=url, status=status, headers=headers, body=b"")
    if status != 200:
        after = retry_after(headers.get("retry-after"))
        if status in BUSY:
            raise HostError(f"the server answered {status}", after_s=after)
        raise FetchError(f"the server answered {status}", is_passing=status in PASSING, after_s=after)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > options.max_bytes:
        raise _too_large(options)
    try:
        return Answer(url=url, status=status, headers=headers, body=_body(response, headers, options))
    except UnreadableError as error:
        raise FetchError(str(error), is_passing=False) from error


def _body(response: httpcore.Response, headers: Mapping[str, str], options: WatchOptions) -> bytes:
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


def _too_large(options: WatchOptions) -> FetchError:
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


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's, also within IPv6 forms that carry an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class _Guard(httpcore.NetworkBackend):
    """Connections to public addresses only, all of one fetch within one deadline."""

    def __init__(self, options: WatchOptions, stop: threading.Event) -> None:
        self._options = options
        self._stop = stop
        self._until = time.monotonic() + options.deadline_s

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if self._options.ports is not None and port not in self._options.ports:
            raise PrivateError(f"port {port} may not be asked", is_passing=False)
        stream = None
        for address in self._addresses(host, port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, timeout, local_address, socket_options)
                break
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        if stream is None:
            raise failure
        return _Timed(stream, self._until, self._stop)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise HostError(f"the host {host} is not found ({error})") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if self._options.allow_private:
            return addresses
        public = [text for text in addresses if is_public(ipaddress.ip_address(text.partition("%")[0]))]
        if not public:
            raise PrivateError(
                f"{host} is an address of one's own network; --allow-private allows it", is_passing=False
            )
        return public


class _Timed(httpcore.NetworkStream):
    """A stream whose reads end at the deadline, and soon after the watch is to end."""

    def __init__(self, inner: httpcore.NetworkStream, until: float, stop: threading.Event) -> None:
        self._inner = inner
        self._until = until
        self._stop = stop

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = min(self._until, time.monotonic() + (timeout or SLICE_S))
        while True:
            if self._stop.is_set():
                raise StoppedError
            left = until - time.monotonic()
            if left <= 0:
                raise httpcore.ReadTimeout
            try:
                return self._inner.read(max_bytes, min(SLICE_S, left))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, timeout), self._until, self._stop)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (httpcore's interface)
        return self._inner.get_extra_info(info)
