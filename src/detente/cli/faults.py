"""How a command ends: exit statuses, faults in one line, refusals counted, a long run stopped politely."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.records import Refusal

EXIT_REFUSED = 1
EXIT_STOPPED = 130


class LedgerFault(click.ClickException):
    """A ledger that cannot be used: said in one line, exit status 2."""

    exit_code = 2


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
