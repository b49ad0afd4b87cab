"""The site in a thread of the test's own process, on a free port, as `detente serve` runs it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from detente.web.patience import PatientProtocol
from detente.web.server import configured


@contextmanager
def serving(app: ASGIApp, protocol: type[PatientProtocol] = PatientProtocol) -> Iterator[str]:
    """The address of the running site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(configured(app, host="127.0.0.1", port=port, protocol=protocol))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def status_of(base: str, path: Path | str = "/openapi.json", **headers: str) -> int:
    """The status of a GET."""
    host, _, port = base.removeprefix("http://").partition(":")
    connection = HTTPConnection(host, int(port), timeout=30)
    try:
        connection.request("GET", str(path), headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
