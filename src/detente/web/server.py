"""An app -> uvicorn, on this machine only unless told otherwise."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from detente.web.app import make_app
from detente.web.desk import FETCHING, Desk
from detente.web.patience import PatientProtocol


class PortError(Exception):
    """An address that cannot be listened on; the message says why."""


MOST_CONNECTIONS = 512
"""More are answered 503 at once."""


def serve_ledger(
    path: Path,
    *,
    host: str,
    port: int,
    review: bool,
    wait_s: float,
    names: Sequence[str] = (),
    fetch: bool = True,
    log: Callable[[str], object] = print,
) -> None:
    """Serve the site of a ledger until stopped. Raises BusyError if the ledger cannot be opened, PortError if the port is taken."""
    if find_spec("vl_convert") is None:
        raise ModuleNotFoundError("No module named 'vl_convert'", name="vl-convert-python")
    desk = Desk(fetching=FETCHING if fetch else None)
    app = make_app(path, review=review, wait_s=wait_s, names=(*names, host), desk=desk)
    with listening(host, port) as door, suppress(KeyboardInterrupt):
        log(f"{path}: http://{host}:{port} (Ctrl-C stops)")
        uvicorn.Server(configured(app, host=host, port=port)).run(sockets=[door])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises PortError: before an address is told that nobody answers at."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program listens there; --port takes another" if taken else error.strerror or str(error)
        raise PortError(f"{host}:{port}: {why}") from error


def configured(
    app: ASGIApp, *, host: str, port: int, protocol: type[PatientProtocol] = PatientProtocol
) -> uvicorn.Config:
    """How uvicorn serves the site: quietly, with an end to its patience and to the number of connections."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        http=protocol,
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
    )
