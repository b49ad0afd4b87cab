"""The command line: each command is one library call. Results go to stdout, everything else to stderr.

Exit status: 0 done, 1 some inputs refused (each named with its reason), 2 wrong usage. What a command needs is imported
when it runs, so that `detente --help` is there at once.
"""

from __future__ import annotations

import gc

import click

from detente.cli import actors, coding, ledger, topics, work
from detente.cli.faults import Told

__all__ = ["main"]

COLLECTED_AFTER = (10_000, 50, 100)
"""Of `gc.set_threshold`: tables and modules stay; with Python's own thresholds looking for rubbish among them takes 0.3 s of the start."""
COMMANDS = (
    coding.read,
    coding.code,
    ledger.add,
    ledger.relations,
    ledger.import_files,
    ledger.export_ledger,
    work.watch,
    work.serve,
    work.evaluate_gold,
    topics.help_on,
    actors.actors,
    work.train,
    ledger.corpus,
)


@click.group(cls=Told, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="detente")
def main() -> None:
    """Read the news and keep the ledger of who did what to whom."""
    gc.set_threshold(*COLLECTED_AFTER)
