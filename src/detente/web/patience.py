"""How long the server waits for a client: to say what it wants, and to take the answer. Connections that stand still are closed.

A client that does neither holds a connection and nothing else: requests are read, and answers sent, without a thread.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 15.0
"""For all headers of a request."""
STALL_S = 30.0
"""For the next part of an answer to be taken."""


class _Patience:
    """A timer that breaks a connection off."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, transport: asyncio.Transport) -> None:
        """From now on, unless it has begun."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, transport.abort)

    def end(self) -> None:
        """The client did what was waited for."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class PatientProtocol(H11Protocol):
    """uvicorn's own, with an end to its patience."""

    head_s = HEAD_S
    stall_s = STALL_S

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (uvicorn's)
        super().__init__(*arguments, **named)
        self._heading = _Patience(self.head_s)
        self._stalling = _Patience(self.stall_s)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._heading.begin(transport)

    def data_received(self, data: bytes) -> None:
        """Stop waiting when the headers are there, begin when those of a further request have begun."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._heading.begin(self.transport)
        else:
            self._heading.end()

    def pause_writing(self) -> None:
        """The client takes nothing more just now."""
        super().pause_writing()
        self._stalling.begin(self.transport)

    def resume_writing(self) -> None:
        """The client goes on."""
        super().resume_writing()
        self._stalling.end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._heading.end()
        self._stalling.end()
        super().connection_lost(exc)
