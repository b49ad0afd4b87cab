"""How a command ends: exit statuses, faults in one line, refusals counted, a long run stopped politely."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from detente.records import Refusal

EXIT_REFUSED = 1
EXIT_STOPPED = 130


class Fault(click.ClickException):
    """A ledger or another file that cannot be used: said in one line, exit status 2."""

    exit_code = 2


class Told(click.Group):
    """Commands whose faults of files and disks (no such folder, not allowed, full) are told in one line."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's interface)
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click's: whoever read our output has enough
            name = f"{error.filename}: " if error.filename else ""
            raise Fault(f"{name}{error.strerror or error}") from error


class Reported:
    """Refusals go to stderr and are counted, not kept: an archive may have millions."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, refusal: Refusal) -> None:
        """One more."""
        self.count += report(refusal)


@contextmanager
def stoppable(advice: str) -> Iterator[None]:
    """Ctrl-C and a polite kill end a long run with one line that says what to do next."""
    from detente.bulk import BulkError

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"stopped; {advice}", err=True)
        sys.exit(EXIT_STOPPED)
    except BulkError as error:
        raise click.ClickException(f"{error}; {advice}") from error
    finally:
        signal.signal(signal.SIGTERM, before)


def log(message: str) -> None:
    """A line with its time on stderr."""
    click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {message}", err=True)


def report(refusal: Refusal) -> int:
    """A refusal on stderr; gives 1, to be counted."""
    click.echo(f"refused: {refusal.source}: {refusal.reason}", err=True)
    return 1
