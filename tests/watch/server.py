"""A local web server that misbehaves as the ones out there do."""

import gzip
import http.server
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Handler = Callable[["Request"], None]


class Request(http.server.BaseHTTPRequestHandler):
    """One request; the site's handlers write the answer."""

    server: "Site"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked[path] += 1
        self.server.times.append((path, time.monotonic()))
        handler = self.server.handlers.get(path)
        if handler is None:
            self.answer(b"nothing here", status=404)
        else:
            handler(self)

    def answer(
        self, body: bytes | str, *headers: tuple[str, str], status: int = 200, media: str = "text/html; charset=utf-8"
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", media)
        if not any(name == "Content-Length" for name, _ in headers):
            self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Site(http.server.ThreadingHTTPServer):
    """The server, what it answers by path, and how often it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.handlers: dict[str, Handler] = {}
        self.asked: Counter[str] = Counter()
        self.times: list[tuple[str, float]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no news."""


@contextmanager
def serving() -> Iterator[Site]:
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield site
        site.shutdown()
        thread.join()


def rss(*items: tuple[str, str, str]) -> str:
    """A feed of (address, title, text)."""
    entries = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>Mon, 15 Aug 2022 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for url, title, text in items
    )
    return f"<?xml version='1.0'?><rss><channel><title>Wire</title>{entries}</channel></rss>"


def page(text: str) -> str:
    """An article page."""
    return f"<!doctype html><html><head><title>Wire</title></head><body><article><p>{text}</p></article></body></html>"


def says(
    body: bytes | str, *headers: tuple[str, str], status: int = 200, media: str = "text/html; charset=utf-8"
) -> Handler:
    """A handler that always answers the same."""
    return lambda request: request.answer(body, *headers, status=status, media=media)


def bomb() -> bytes:
    """A small answer that unpacks to 300 MB."""
    return gzip.compress(b"<html>" + b"0" * 300_000_000)
