"""Connections to public addresses only: the address is looked up once, and the connection goes to what was checked.

So a name cannot change its meaning in between, and neither a feed, a redirection nor a slip makes Detente ask what only this
machine can reach (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from detente.read.answers import FetchOptions, HostError, PrivateError, StoppedError

SLICE_S = 0.5
"""How long a read may block before it is seen that the work is to end."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's, also within IPv6 forms that carry an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class Guard(httpcore.NetworkBackend):
    """Connections to public addresses only, all of one fetch within one deadline."""

    def __init__(self, options: FetchOptions, stop: threading.Event) -> None:
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
        """A connection to the first public address of the host that answers. Raises PrivateError and HostError."""
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
    """A stream whose reads end at the deadline, and soon after the work is to end."""

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
