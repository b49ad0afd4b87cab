"""Polite visits: one request to a host at a time, a pause in between, its robots.txt obeyed, its wish to be left alone respected."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from detente.read.answers import Answer, FetchError, HostError, StoppedError
from detente.read.decoding import decode
from detente.read.fetch import MAX_REDIRECTS, REDIRECTS, fetch, follow, target
from detente.read.options import UnreadableError
from detente.watch.options import WatchOptions
from detente.watch.robots import Robots, parse_robots

ROBOTS_S = 86_400.0
PATIENCE_S = 90.0
"""Longer waits are not sat out: the visit is put off."""


@dataclass(slots=True, kw_only=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    robots: Robots | None = None
    robots_until: float = 0.0


class Visitor:
    """Fetches for all threads of a watch."""

    def __init__(self, options: WatchOptions, stop: threading.Event) -> None:
        self._options = options
        self._stop = stop
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(self, url: str, *, conditions: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET after redirections: 200 or 304. Raises FetchError and StoppedError."""
        return follow(url, lambda at: self._visit(at, conditions or {}))

    def _visit(self, url: str, conditions: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            host = self._hosts.setdefault(origin, _Host())
        with host.lock:
            robots = self._robots(host, origin)
            if not robots.allows(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"):
                raise FetchError("robots.txt forbids it", is_passing=False)
            return self._request(host, url, conditions)

    def _robots(self, host: _Host, origin: str) -> Robots:
        """The host's rules; everything is allowed where there are none, nothing while they cannot be had (RFC 9309)."""
        if host.robots is not None and time.monotonic() < host.robots_until:
            return host.robots
        url, hops = f"{origin}/robots.txt", 0
        try:
            while (answer := self._request(host, url, {})).status in REDIRECTS and hops < MAX_REDIRECTS:
                url, hops = target(url, answer), hops + 1
            host.robots = parse_robots(decode(answer.body)) if answer.status == 200 else Robots()
        except UnreadableError:
            host.robots = Robots()
        except FetchError as error:
            if error.is_passing:
                raise HostError(f"{error} (robots.txt)", after_s=error.after_s) from error
            host.robots = Robots()
        host.robots_until = time.monotonic() + ROBOTS_S
        return host.robots

    def _request(self, host: _Host, url: str, conditions: Mapping[str, str]) -> Answer:
        wait_s = host.next_at - time.monotonic()
        if wait_s > PATIENCE_S:
            raise HostError("the host asks to wait", after_s=wait_s)
        if self._stop.wait(max(wait_s, 0.0)):
            raise StoppedError
        delay_s = max(self._options.delay_s, host.robots.delay_s if host.robots else 0.0)
        try:
            return fetch(url, headers=conditions, options=self._options, stop=self._stop)
        except FetchError as error:
            delay_s = max(delay_s, error.after_s)
            raise
        finally:
            host.next_at = time.monotonic() + delay_s
