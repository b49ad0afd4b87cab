"""What fills a ledger (`add`, `import`) and what answers from it (`relations`, `export`, `corpus export`)."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.faults import EXIT_REFUSED, Fault, Reported, stoppable
from detente.cli.inputs import Counted, coder, pages_of
from detente.cli.options import (
    AS_OF,
    LEAST_CONFIDENCE,
    OUTPUT,
    READ_LEDGER,
    TABLE_OR_JSON,
    WAIT_TO_READ,
    WAIT_TO_WRITE,
    WORKERS,
    WRITTEN_LEDGER,
    actors_option,
    input_options,
)
from detente.cli.parties import party_named
from detente.wording import counted

if TYPE_CHECKING:
    from detente.export import Exported, UndatedDay
    from detente.records import DatePrecision

ADD_EXAMPLES = """
\b
Examples:
  detente add pages/ --ledger news.duckdb                 code and store; again adds nothing
  detente add news.csv --text-column body --ledger news.duckdb
  detente add news.warc.gz --language en --workers 2 --ledger news.duckdb
"""
RELATIONS_EXAMPLES = """
\b
Examples:
  detente relations UKR PRK --ledger news.duckdb
  detente relations Germany "the Polisario Front" --ledger news.duckdb
  detente relations RUS PRK --ledger news.duckdb --as-of 2022-07-31 --format json
"""
EXPORT_EXAMPLES = """
\b
Examples:
  detente export --ledger news.duckdb --format gdelt2 --output news.export.CSV
  detente export --ledger news.duckdb --format plover > events.jsonl
  detente export --ledger news.duckdb --format icews --output events.tab --report left_out.json
  detente export --ledger news.duckdb --format icews --undated-day published --output events.tab
  detente export --ledger news.duckdb --format gdelt2 --least-precision day --no-history --output news.export.CSV
  detente export --ledger news.duckdb --data-set polecat --format icews
  detente export --ledger news.duckdb --format ledger-parquet --output news.ledger
"""
IMPORT_EXAMPLES = """
\b
Examples:
  detente import 20220801.export.CSV.zip --format gdelt2 --ledger news.duckdb
  detente import Events.2018.tab --format icews --name "ICEWS 2018" --ledger news.duckdb
"""
IMPORTED = ("icews", "polecat", "gdelt", "gdelt2", "phoenix", "plover")
FORMATS = (
    "plover",
    "polecat",
    "icews",
    "gdelt",
    "gdelt2",
    "mentions",
    "phoenix",
    "quadruples",
    "parquet",
    "csv",
    "ledger-parquet",
)
LEAST_PRECISIONS = ("day", "week", "month", "year", "period")
UNDATED_WORDS = {
    **dict.fromkeys(("parquet", "csv", "ledger-parquet"), "with an empty date (known_on says when each became known)"),
    "plover": "as the comment says: date is that of publication, or left out ({unpublished}) where that is not known either",
}
"""What stands for a day that nobody told in the formats that can say so."""
CORPUS_EXAMPLES = """
\b
Example:
  detente corpus export --ledger news.duckdb --output mine/reviewed.jsonl
  detente train --corpus mine --output my-weights
"""


def _undated_day(_: click.Context, __: click.Parameter, text: str | None) -> UndatedDay | None:
    """The day of the option, or the word `published`."""
    if text is None or text == "published":
        return text  # type: ignore[return-value]
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' is neither a day (YYYY-MM-DD) nor 'published'") from error


def _nothing_between(first: str, second: str, as_of: datetime | None, left_out: int) -> str:
    """What may be the reason: the same party twice, or that the ledger has no event of the two, or only of their private people."""
    if first == second:
        return f"'{first}' twice: relations are those of two parties"
    known = f" known by {as_of:%Y-%m-%d}" if as_of else ""
    if left_out:
        return f"nothing between '{first}' and '{second}'{known} but what their private people do ({left_out} in the view dyads)"
    return f"nothing between '{first}' and '{second}'{known}: the ledger has no event of the two"


@click.command(epilog=ADD_EXAMPLES)
@input_options
@WRITTEN_LEDGER
@WAIT_TO_WRITE
@actors_option
@WORKERS
def add(
    inputs: tuple[str, ...],
    published: date | None,
    path: Path,
    wait: float,
    custom_actors: tuple[Path, ...],
    workers: int,
    **columns: Any,  # noqa: ANN401
) -> None:
    """Code all inputs and store them in a ledger; what it has already is passed over, so a stopped run can be run again."""
    from detente.bulk import Work, add_pages
    from detente.ledger import Ledger, LedgerError, kept_if_filled

    coder(actors=custom_actors)
    pages, work, reported = pages_of(inputs, published, columns), Work(actors=custom_actors), Reported()
    seen = Counted()
    try:
        with kept_if_filled(path), Ledger(path, wait_s=wait) as ledger, stoppable("the same command goes on from here"):
            added = add_pages(ledger, pages, workers=workers, work=work, on_refusal=reported, on_page=seen)
    except LedgerError as error:
        raise Fault(str(error)) from error
    seen.tell()
    refused = f", {reported.count} refused" if reported.count else ""
    unmade = "" if path.exists() else f"; {path} was not made"
    counts = f"{counted(added.stories, 'story')} and {counted(added.events, 'event')} added"
    click.echo(f"{counts}, {counted(added.known, 'page')} known before{refused}{unmade}", err=True)
    sys.exit(EXIT_REFUSED if reported.count else 0)


@click.command(epilog=RELATIONS_EXAMPLES)
@click.argument("first")
@click.argument("second")
@READ_LEDGER
@AS_OF
@actors_option
@TABLE_OR_JSON
@WAIT_TO_READ
def relations(
    first: str,
    second: str,
    path: Path,
    as_of: datetime | None,
    custom_actors: tuple[Path, ...],
    output_format: str,
    wait: float,
) -> None:
    """How FIRST and SECOND stand: what holds between them, since when, the trend, and on what evidence.

    Each is the ISO code of a state (UKR), an id (org:nato), or a name that 'detente actors find' knows.
    """
    import json

    from detente.actors import KnowledgeError, load_knowledge
    from detente.ledger import Ledger, LedgerError
    from detente.screen import write_relation
    from detente.tables import to_json

    day = as_of.date() if as_of else None
    try:
        knowledge = load_knowledge(custom_actors)
        with Ledger(path, read_only=True, wait_s=wait) as ledger:
            one, other = (party_named(each, ledger=ledger, knowledge=knowledge, on=day) for each in (first, second))
            relation = ledger.relations(one, other, as_of=day)
    except LedgerError as error:
        raise Fault(str(error)) from error
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    if one == other or not relation.latest:
        click.echo(_nothing_between(one, other, as_of, relation.left_out), err=True)
    if output_format == "json":
        click.echo(json.dumps(to_json(relation), ensure_ascii=False))
    else:
        write_relation(relation, sys.stdout.buffer)


@click.command(name="import", epilog=IMPORT_EXAMPLES)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@WRITTEN_LEDGER
@click.option("--format", "data_format", type=click.Choice(IMPORTED), required=True, help="What the files are.")
@click.option("--name", help="What to call the data set; by default as its format.")
@click.option("--mix", is_flag=True, help="Also count its rows as reports in happenings and relations.")
@WAIT_TO_WRITE
def import_files(
    files: tuple[Path, ...], path: Path, data_format: str, name: str | None, mix: bool, wait: float
) -> None:
    """Put the rows of another data set into a ledger, beside its own events; bad rows are refused, the others go on."""
    from detente.datasets import DataSetError, read_rows
    from detente.ledger import Ledger, LedgerError, kept_if_filled

    reported, failed, dataset = Reported(), 0, name or data_format
    try:
        with kept_if_filled(path), Ledger(path, wait_s=wait) as ledger, stoppable("the same command goes on from here"):
            for file in files:
                try:
                    rows = read_rows(file, data_format=data_format)
                    added = ledger.add_rows(
                        rows, dataset=dataset, data_format=data_format, mix=mix, on_refusal=reported
                    )
                except DataSetError as error:
                    click.echo(f"refused: {error}", err=True)
                    failed += 1
                    continue
                rows_added = counted(added.events, "row")
                click.echo(f"{file}: {rows_added} added to '{dataset}', {added.known} known before", err=True)
    except LedgerError as error:
        raise Fault(str(error)) from error
    sys.exit(EXIT_REFUSED if reported.count or failed else 0)


@click.command(name="export", epilog=EXPORT_EXAMPLES)
@READ_LEDGER
@click.option("--format", "output_format", type=click.Choice(FORMATS), required=True)
@OUTPUT
@AS_OF
@click.option("--data-set", help="The rows of this imported data set instead of the ledger's own events.")
@click.option(
    "--dated-only",
    is_flag=True,
    help="Leave out undated events (news without time words has the day of publication); formats that need a day do so anyway.",
)
@click.option(
    "--undated-day",
    callback=_undated_day,
    metavar="YYYY-MM-DD|published",
    help="In a format that needs a day, give undated events this one, or that of publication where it is known.",
)
@click.option(
    "--least-precision",
    type=click.Choice(LEAST_PRECISIONS),
    default="period",
    show_default=True,
    help="Leave out events whose day is known less exactly; by default those of a week, month, year or period are in.",
)
@click.option("--no-history", is_flag=True, help="Leave out events that are told as history.")
@LEAST_CONFIDENCE
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was read, written and left out here, as JSON.",
)
@WAIT_TO_READ
def export_ledger(
    path: Path,
    output_format: str,
    output: Path | None,
    as_of: datetime | None,
    data_set: str | None,
    dated_only: bool,
    undated_day: UndatedDay | None,
    least_precision: DatePrecision,
    no_history: bool,
    least_confidence: float,
    report: Path | None,
    wait: float,
) -> None:
    """The ledger's events in the exact columns of a format that others read; on stderr what was left out, and why."""
    from detente.export import DAY_NEEDED, export
    from detente.ledger import Ledger, LedgerError

    if output_format == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is binary: give --output FILE or redirect stdout")
    is_chosen = bool(as_of or data_set or dated_only or no_history or least_confidence or least_precision != "period")
    if output_format == "ledger-parquet" and (output is None or is_chosen):
        raise click.UsageError(
            "ledger-parquet is the whole ledger: give --output FOLDER, and nothing that chooses events"
        )
    if undated_day is not None and (dated_only or output_format not in DAY_NEEDED):
        raise click.UsageError(f"--undated-day is for {', '.join(DAY_NEEDED)}, and not with --dated-only")
    try:
        with Ledger(path, read_only=True, wait_s=wait) as ledger:
            day = as_of.date() if as_of else None
            done = export(
                ledger,
                output_format=output_format,
                output=output,
                as_of=day,
                data_set=data_set,
                dated_only=dated_only,
                undated_day=undated_day,
                least_precision=least_precision,
                least_confidence=least_confidence,
                with_history=not no_history,
            )
    except LedgerError as error:
        raise Fault(str(error)) from error
    _tell_exported(done, report, undated_day)


def _tell_exported(done: Exported, report: Path | None, undated_day: UndatedDay | None) -> None:
    """What an export wrote and left out: on stderr, and as JSON where that was asked for."""
    import json

    from detente.export import DAY_NEEDED, UNMARKED
    from detente.tables import to_json

    click.echo(f"{counted(done.rows, 'row')} of {counted(done.events, 'event')}", err=True)
    for each in done.left_out:
        hint = (
            " (--undated-day gives them one)" if each.reason == "undated" and done.output_format in DAY_NEEDED else ""
        )
        click.echo(f"left out: {each.events} {each.words}{hint}", err=True)
    if done.undated:
        given = "on the day of publication" if undated_day == "published" else f"on {undated_day}, as asked"
        where = UNDATED_WORDS.get(done.output_format, given).format(unpublished=done.unpublished)
        click.echo(f"undated: {counted(done.undated, 'event')}, {where}", err=True)
    if done.imprecise and done.output_format in UNMARKED:
        known = "known only to a week, month, year or period, on its first day (--least-precision day leaves them out)"
        click.echo(f"imprecise: {counted(done.imprecise, 'event')} {known}", err=True)
    if done.historical and done.output_format in UNMARKED:
        unmarked = "told as history, on the day told and not marked (--no-history leaves them out)"
        click.echo(f"historical: {counted(done.historical, 'event')} {unmarked}", err=True)
    if report is not None:
        report.write_text(json.dumps(to_json(done), ensure_ascii=False) + "\n", encoding="utf-8")


@click.group(epilog=CORPUS_EXAMPLES)
def corpus() -> None:
    """Sentences to train on."""


@corpus.command(name="export", epilog=CORPUS_EXAMPLES)
@READ_LEDGER
@OUTPUT
@WAIT_TO_READ
def export_corpus(path: Path, output: Path | None, wait: float) -> None:
    """The reviewed sentences of a ledger as items of the corpus (JSON Lines), for 'detente train'."""
    import json

    from detente.export.annotated import Item, corpus_items
    from detente.ledger import Ledger, LedgerError
    from detente.tables import to_json

    try:
        with Ledger(path, read_only=True, wait_s=wait) as ledger:
            found = list(corpus_items(ledger))
    except LedgerError as error:
        raise Fault(str(error)) from error
    items = [each for each in found if isinstance(each, Item)]
    for each in found:
        if not isinstance(each, Item):
            click.echo(f"left out: '{each.sentence[:80]}': {each.reason}", err=True)
    lines = "".join(json.dumps(to_json(item), ensure_ascii=False) + "\n" for item in items)
    if output is None:
        click.echo(lines, nl=False)
    else:
        output.write_text(lines, encoding="utf-8")
    click.echo(f"{counted(len(items), 'sentence')} written, {len(found) - len(items)} left out", err=True)
