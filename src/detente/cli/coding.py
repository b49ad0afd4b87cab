"""Pages -> clean stories (`read`) and events (`code`), without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.faults import EXIT_REFUSED, Reported, report, stoppable
from detente.cli.inputs import Counted, coder, pages_of, told
from detente.cli.options import LEAST_CONFIDENCE, OUTPUT, WORKERS, actors_option, input_options
from detente.wording import counted

if TYPE_CHECKING:
    from detente.bulk import Work
    from detente.records import Outcome, Page, Refusal, Story

READ_EXAMPLES = """
\b
Examples:
  detente read examples/                     every page of a folder
  detente read https://example.org/story     one page from the web
  detente read news.csv --text-column body   a table, one page a row
  detente read crawl.warc.gz --language en   the HTML pages of an archive
"""
CODE_EXAMPLES = """
\b
Examples:
  detente code page.txt                                  a table with the evidence
  detente code pages/ --format jsonl > events.jsonl      one event a line
  detente code pages/ --format parquet --output ev.parquet
  detente code news.warc.gz --workers 2 --format jsonl --output events.jsonl --resume
  cat page.html | detente code - --published 2022-08-15
  detente code pages/ --actors groups.tsv --actors leaders.toml
  detente code pages/ --least-confidence 0.6 --format csv
"""


@click.command(epilog=READ_EXAMPLES)
@input_options
def read(inputs: tuple[str, ...], published: date | None, **columns: Any) -> None:  # noqa: ANN401 (fields of ReadOptions)
    """Clean stories as JSON lines: title, text, published (and where that was found), crawled, language, publisher."""
    import json

    from detente.clean import clean_page
    from detente.records import Refusal
    from detente.tables import to_json

    refused = 0
    for page in pages_of(inputs, published, columns):
        story: Story | Refusal = page if isinstance(page, Refusal) else clean_page(page)
        if isinstance(story, Refusal):
            refused += report(story)
        else:
            click.echo(json.dumps(to_json(story), ensure_ascii=False))
    sys.exit(EXIT_REFUSED if refused else 0)


@click.command(epilog=CODE_EXAMPLES)
@input_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "jsonl", "json", "csv", "parquet"]),
    default="table",
    show_default=True,
    callback=lambda _, __, name: "jsonl" if name == "json" else name,
    help="json and jsonl are the same: one event a line.",
)
@OUTPUT
@click.option(
    "--gazetteer",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of places of your own (columns: docs/dates-places.md); may be repeated.",
)
@actors_option
@LEAST_CONFIDENCE
@WORKERS
@click.option(
    "--resume", is_flag=True, help="Go on with FILE where a run was stopped (jsonl); pages in it are passed over."
)
def code(
    inputs: tuple[str, ...],
    published: date | None,
    output_format: str,
    output: Path | None,
    gazetteer: tuple[Path, ...],
    custom_actors: tuple[Path, ...],
    least_confidence: float,
    workers: int,
    resume: bool,
    **columns: Any,  # noqa: ANN401
) -> None:
    """Coded events of all inputs: who did what to whom, when, where, according to whom."""
    from detente.bulk import Work, code_pages, sure_only

    if resume and (output is None or output_format != "jsonl"):
        raise click.UsageError("--resume needs --format jsonl and --output FILE")
    if output_format == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is binary: give --output FILE or redirect stdout")
    coder(gazetteer=gazetteer, actors=custom_actors)
    pages, work, reported, written = (
        pages_of(inputs, published, columns),
        Work(gazetteer=gazetteer, actors=custom_actors),
        Reported(),
        Counted(least_confidence),
    )
    if resume and output is not None:
        refused = _code_resumably(pages, output, workers, work, written)
    else:
        with stoppable("nothing was kept; with --resume a run goes on where it was stopped"):
            outcomes = told(code_pages(pages, workers=workers, work=work), reported, written)
            _write((sure_only(each, least_confidence) for each in outcomes), output_format, output)
        refused = reported.count
    written.tell()
    if output is not None:
        further = f", {refused} refused" if refused else ""
        events_of_pages = f"{counted(written.events, 'event')} of {counted(written.pages, 'page')}"
        click.echo(f"{output}: {events_of_pages}{further}", err=True)
    sys.exit(EXIT_REFUSED if refused else 0)


def _write(outcomes: Iterator[Outcome], output_format: str, output: Path | None) -> None:
    """The table names each page; the other formats hold events and nothing else."""
    from detente.write import write_events, write_table

    if output_format == "table":
        write_table(outcomes, output=output)
    else:
        write_events((event for each in outcomes for event in each.events), output_format=output_format, output=output)


def _code_resumably(pages: Iterator[Page | Refusal], output: Path, workers: int, work: Work, written: Counted) -> int:
    from detente.resume import ResumeError, code_resumably

    try:
        with stoppable("the same command goes on from here"):
            return code_resumably(
                pages,
                output,
                workers=workers,
                work=work,
                least_confidence=written.least_confidence,
                on_refusal=report,
                on_written=written,
            )
    except ResumeError as error:
        raise click.UsageError(str(error)) from error
