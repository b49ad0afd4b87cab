"""What several commands take: inputs, a ledger, actors of one's own, formats, and how long to wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

WORKERS = click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that code; the result is the same.",
)
WRITTEN_LEDGER = click.option(
    "--ledger",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger file; made if there is none.",
)
READ_LEDGER = click.option(
    "--ledger", "path", required=True, type=click.Path(path_type=Path), help="The ledger: a file or a folder."
)
WAIT_TO_WRITE = click.option(
    "--wait", default=10.0, show_default=True, help="Seconds to wait while another process has the file open."
)
WAIT_TO_READ = click.option(
    "--wait", default=10.0, show_default=True, help="Seconds to wait while another process writes."
)
AS_OF = click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As known from what was published by this day.")
OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout."
)
ALLOW_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Also ask addresses of this machine and its own network."
)
LEAST_CONFIDENCE = click.option(
    "--least-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out events of which the coder is less sure (0 to 1); how many is said on stderr.",
)
TABLE_OR_JSON = click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    callback=lambda _, __, name: "json" if name == "jsonl" else name,
    help="json and jsonl are the same: one object a line.",
)


YEARS = range(1800, 2101)
"""Of publication; by no clock, so that a run gives the same today and tomorrow."""
AHEAD = timedelta(days=1)
"""How far the day may be ahead of that of Greenwich in the east."""


def actors_option(command: Command) -> Command:
    """Adds `--actors`, by its other name `--custom`."""
    option = click.option(
        "--actors",
        "--custom",
        "custom_actors",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A table of actors of your own: TSV, CSV or TOML (columns: docs/actors.md); may be repeated.",
    )
    return option(command)


def _a_day_of_news(_: click.Context, __: click.Parameter, day: datetime | None) -> datetime | None:
    """The day, refused where no news can be of it."""
    if day is not None and day.year not in YEARS:
        raise click.BadParameter(f"{day:%Y-%m-%d} is no day of news: years are {YEARS.start} to {YEARS.stop - 1}")
    if day is not None and day.date() > datetime.now(UTC).date() + AHEAD:
        click.echo(f"warning: --published {day:%Y-%m-%d} lies in the future", err=True)
    return day


def input_options(command: Command) -> Command:
    """Adds the inputs and what may be said about them; all but `inputs` and `published` are fields of ReadOptions."""
    for option in reversed(
        (
            click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-..."),
            click.option(
                "--published",
                type=click.DateTime(["%Y-%m-%d"]),
                metavar="YYYY-MM-DD",
                callback=_a_day_of_news,
                help="Publication date of all inputs, in place of what the pages say.",
            ),
            click.option("--text-column", help="Column or key with the text, in tables and JSON Lines."),
            click.option("--title-column", help="Column or key with the title."),
            click.option("--date-column", help="Column or key with the publication date."),
            click.option("--url-column", help="Column or key with the URL."),
            click.option("--language", help="Pass over archived pages that declare another language (ISO 639-1: en)."),
            click.option("--min-bytes", "min_page_bytes", default=0, help="Pass over archived pages that are smaller."),
            click.option(
                "--max-bytes", "max_page_bytes", default=20_000_000, show_default=True, help="Refuse larger pages."
            ),
            ALLOW_PRIVATE,
        )
    ):
        command = option(command)
    return command
