"""The command line: each command is one library call. Results go to stdout, everything else to stderr.

Exit status: 0 done, 1 some inputs refused (each named with its reason), 2 wrong usage.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from detente.actors import Candidate
    from detente.bulk import Work
    from detente.pipeline import Coder
    from detente.records import Event, Outcome, Page, Refusal, Story

Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_REFUSED = 1
COUNTRY_CODE = 3
EXIT_STOPPED = 130
LEDGER = click.Path(dir_okay=False, path_type=Path)
READABLE_LEDGER = click.Path(path_type=Path)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that code; the result is the same.",
)

READ_EXAMPLES = """
\b
Examples:
  detente read examples/                     every page of a folder
  detente read https://example.org/story     one page from the web
  detente read news.csv --text-column body   a table, one page a row
  detente read crawl.warc.gz --language en   the HTML pages of an archive
"""
ACTORS_EXAMPLES = """
\b
Examples:
  detente actors find "the Russian president" --on 2022-08-15
  detente actors find Kim --country KOR --on 2001-05-01
  detente actors find "Blue Brigade" --actors groups.tsv --format json
  detente actors update --output leaders.tsv
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
"""
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
  detente relations RUS PRK --ledger news.duckdb --as-of 2022-07-31 --format json
"""
EXPORT_EXAMPLES = """
\b
Examples:
  detente export --ledger news.duckdb --format gdelt2 --output news.export.CSV
  detente export --ledger news.duckdb --format plover > events.jsonl
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
WATCH_EXAMPLES = """
\b
Examples:
  detente watch feeds.opml --ledger news.duckdb              poll until Ctrl-C
  detente watch https://example.org/rss --ledger news.duckdb --once
"""
SERVE_EXAMPLES = """
\b
Examples:
  detente serve --ledger news.duckdb                 http://127.0.0.1:8000
  detente serve --ledger news.duckdb --port 9000
  detente serve --ledger news.duckdb --review        visitors may correct events
  detente serve --ledger news.duckdb --name news.example.org --no-fetch
"""
EVAL_EXAMPLES = """
\b
Example:
  detente eval corpus/sentences --split test
"""
CORPUS_EXAMPLES = """
\b
Example:
  detente corpus export --ledger news.duckdb --output mine/reviewed.jsonl
  detente train --corpus mine --output my-weights
"""
HELP_EXAMPLES = """
\b
Examples:
  detente help               the topics
  detente help completion    completion of commands in your shell
  detente help code          as detente code --help
"""
TRAIN_EXAMPLES = """
\b
Example:
  detente train --epochs 8 --output my-weights
\b
Options:
  --corpus FOLDER      JSON Lines files (default corpus/sentences)
  --base FOLDER        another BERT-shaped base encoder
  --output FOLDER      weights (default: those of the package)
  --checkpoint FILE    keep the network after each epoch
  --epochs N, --seed N
  --limit N            train on N items only, for learning curves
  --card FILE          model card
"""


def _party(text: str) -> str:
    return text.upper() if len(text) == COUNTRY_CODE else text


class LedgerFault(click.ClickException):
    """A ledger that cannot be used: said in one line, exit status 2."""

    exit_code = 2


def _actors_option(command: Command) -> Command:
    option = click.option(
        "--actors",
        "--custom",
        "custom_actors",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A table of actors of your own: TSV, CSV or TOML (columns: docs/actors.md); may be repeated.",
    )
    return option(command)


def _input_options(command: Command) -> Command:
    for option in reversed(
        (
            click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-..."),
            click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of all inputs."),
            click.option("--text-column", help="Column or key with the text, in tables and JSON Lines."),
            click.option("--title-column", help="Column or key with the title."),
            click.option("--date-column", help="Column or key with the publication date."),
            click.option("--url-column", help="Column or key with the URL."),
            click.option("--language", help="Pass over archived pages that declare another language (ISO 639-1: en)."),
            click.option("--min-bytes", "min_page_bytes", default=0, help="Pass over archived pages that are smaller."),
            click.option(
                "--max-bytes", "max_page_bytes", default=20_000_000, show_default=True, help="Refuse larger pages."
            ),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="detente")
def main() -> None:
    """Read the news and keep the ledger of who did what to whom."""


@main.command(epilog=READ_EXAMPLES)
@_input_options
def read(inputs: tuple[str, ...], published: date | None, **columns: Any) -> None:  # noqa: ANN401 (fields of ReadOptions)
    """Clean stories as JSON lines: title, text, published (and where that was found), crawled, language, publisher."""
    import json

    from detente.clean import clean_page
    from detente.records import Refusal
    from detente.tables import to_json

    refused = 0
    for page in _pages(inputs, published, columns):
        story: Story | Refusal = page if isinstance(page, Refusal) else clean_page(page)
        if isinstance(story, Refusal):
            refused += _report(story)
        else:
            click.echo(json.dumps(to_json(story), ensure_ascii=False))
    sys.exit(EXIT_REFUSED if refused else 0)


@main.command(epilog=CODE_EXAMPLES)
@_input_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "jsonl", "csv", "parquet"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option(
    "--gazetteer",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of places of your own (columns: docs/dates-places.md); may be repeated.",
)
@_actors_option
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
    workers: int,
    resume: bool,
    **columns: Any,  # noqa: ANN401
) -> None:
    """Coded events of all inputs: who did what to whom, when, where, according to whom."""
    from detente.bulk import Work, code_pages
    from detente.write import write_events

    if resume and (output is None or output_format != "jsonl"):
        raise click.UsageError("--resume needs --format jsonl and --output FILE")
    if output_format == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is binary: give --output FILE or redirect stdout")
    _coder(gazetteer=gazetteer, actors=custom_actors)
    pages, work, reported = (
        _pages(inputs, published, columns),
        Work(gazetteer=gazetteer, actors=custom_actors),
        _Reported(),
    )
    if resume and output is not None:
        sys.exit(EXIT_REFUSED if _code_resumably(pages, output, workers, work) else 0)
    with _stoppable("nothing was kept; with --resume a run goes on where it was stopped"):
        events = _events(code_pages(pages, workers=workers, work=work), reported)
        write_events(events, output_format=output_format, output=output)
    sys.exit(EXIT_REFUSED if reported.count else 0)


def _code_resumably(pages: Iterator[Page | Refusal], output: Path, workers: int, work: Work) -> int:
    from detente.resume import ResumeError, code_resumably

    try:
        with _stoppable("the same command goes on from here"):
            return code_resumably(pages, output, workers=workers, work=work, on_refusal=_report)
    except ResumeError as error:
        raise click.UsageError(str(error)) from error


@main.command(epilog=ADD_EXAMPLES)
@_input_options
@click.option("--ledger", "path", required=True, type=LEDGER, help="The ledger file; made if there is none.")
@click.option(
    "--wait", default=10.0, show_default=True, help="Seconds to wait while another process has the file open."
)
@_actors_option
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
    from detente.ledger import Ledger, LedgerError

    _coder(actors=custom_actors)
    pages, work, reported = _pages(inputs, published, columns), Work(actors=custom_actors), _Reported()
    try:
        with Ledger(path, wait_s=wait) as ledger, _stoppable("the same command goes on from here"):
            added = add_pages(ledger, pages, workers=workers, work=work, on_refusal=reported)
    except LedgerError as error:
        raise LedgerFault(str(error)) from error
    click.echo(f"{added.stories} stories and {added.events} events added, {added.known} pages known before", err=True)
    sys.exit(EXIT_REFUSED if reported.count else 0)


@main.command(epilog=RELATIONS_EXAMPLES)
@click.argument("first")
@click.argument("second")
@click.option("--ledger", "path", required=True, type=READABLE_LEDGER, help="The ledger: a file or a folder.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As known from what was published by this day.")
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--wait", default=10.0, show_default=True, help="Seconds to wait while another process writes.")
def relations(first: str, second: str, path: Path, as_of: datetime | None, output_format: str, wait: float) -> None:
    """How FIRST and SECOND stand: what holds between them, since when, the trend, and on what evidence."""
    import json

    from detente.ledger import Ledger, LedgerError
    from detente.screen import write_relation
    from detente.tables import to_json

    try:
        with Ledger(path, read_only=True, wait_s=wait) as ledger:
            relation = ledger.relations(_party(first), _party(second), as_of=as_of.date() if as_of else None)
    except LedgerError as error:
        raise LedgerFault(str(error)) from error
    if not relation.latest:
        click.echo(
            f"nothing between '{first}' and '{second}': parties are ISO 3166-1 alpha-3 codes or entity ids", err=True
        )
    if output_format == "json":
        click.echo(json.dumps(to_json(relation), ensure_ascii=False))
    else:
        write_relation(relation, sys.stdout.buffer)


@main.command(name="import", epilog=IMPORT_EXAMPLES)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ledger", "path", required=True, type=LEDGER, help="The ledger file; made if there is none.")
@click.option("--format", "data_format", type=click.Choice(IMPORTED), required=True, help="What the files are.")
@click.option("--name", help="What to call the data set; by default as its format.")
@click.option("--mix", is_flag=True, help="Also count its rows as reports in happenings and relations.")
@click.option(
    "--wait", default=10.0, show_default=True, help="Seconds to wait while another process has the file open."
)
def import_files(
    files: tuple[Path, ...], path: Path, data_format: str, name: str | None, mix: bool, wait: float
) -> None:
    """Put the rows of another data set into a ledger, beside its own events; bad rows are refused, the others go on."""
    from detente.datasets import DataSetError, read_rows
    from detente.ledger import Ledger, LedgerError

    reported, failed, dataset = _Reported(), 0, name or data_format
    try:
        with Ledger(path, wait_s=wait) as ledger, _stoppable("the same command goes on from here"):
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
                click.echo(f"{file}: {added.events} rows added to '{dataset}', {added.known} known before", err=True)
    except LedgerError as error:
        raise LedgerFault(str(error)) from error
    sys.exit(EXIT_REFUSED if reported.count or failed else 0)


@main.command(name="export", epilog=EXPORT_EXAMPLES)
@click.option("--ledger", "path", required=True, type=READABLE_LEDGER, help="The ledger: a file or a folder.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As known from what was published by this day.")
@click.option("--data-set", help="The rows of this imported data set instead of the ledger's own events.")
@click.option("--wait", default=10.0, show_default=True, help="Seconds to wait while another process writes.")
def export_ledger(
    path: Path, output_format: str, output: Path | None, as_of: datetime | None, data_set: str | None, wait: float
) -> None:
    """The ledger's events in the exact columns of a format that others read."""
    from detente.export import export
    from detente.ledger import Ledger, LedgerError

    if output_format == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is binary: give --output FILE or redirect stdout")
    if output_format == "ledger-parquet" and (output is None or as_of or data_set):
        raise click.UsageError("ledger-parquet is the whole ledger: give --output FOLDER, no --as-of and no --data-set")
    try:
        with Ledger(path, read_only=True, wait_s=wait) as ledger:
            day = as_of.date() if as_of else None
            export(ledger, output_format=output_format, output=output, as_of=day, data_set=data_set)
    except LedgerError as error:
        raise LedgerFault(str(error)) from error


@main.command(epilog=WATCH_EXAMPLES)
@click.argument("feeds", nargs=-1, required=True, metavar="OPML|LIST|URL...")
@click.option("--ledger", "path", required=True, type=LEDGER, help="The ledger file; made if there is none.")
@click.option("--once", is_flag=True, help="Poll the feeds that are due, code what is new, and end.")
@click.option("--every", "minutes", default=15.0, show_default=True, help="Minutes between two polls of a feed.")
@click.option("--delay", "delay_s", default=2.0, show_default=True, help="Seconds between two requests to a host.")
@click.option("--allow-private", is_flag=True, help="Also ask addresses of this machine and its own network.")
def watch(feeds: tuple[str, ...], path: Path, once: bool, minutes: float, delay_s: float, allow_private: bool) -> None:
    """Poll RSS and Atom feeds, fetch their articles, code them into a ledger; stopped, it goes on where it was."""
    from detente.ledger import LedgerError
    from detente.watch import FeedListError, StateError, WatchOptions, read_feed_list, stopping
    from detente.watch import watch as watch_feeds

    options = WatchOptions(every_s=60 * minutes, delay_s=delay_s, allow_private=allow_private)
    try:
        with stopping() as stop:
            watched = watch_feeds(read_feed_list(feeds), path, options=options, once=once, stop=stop, log=_log)
    except FeedListError as error:
        raise click.UsageError(str(error)) from error
    except (LedgerError, StateError) as error:
        raise LedgerFault(str(error)) from error
    _log(
        f"{watched.polls} polls, {watched.stories} stories and {watched.events} events added, {watched.refused} refused"
    )
    sys.exit(EXIT_REFUSED if once and watched.failures else 0)


@main.command(epilog=SERVE_EXAMPLES)
@click.option("--ledger", "path", required=True, type=READABLE_LEDGER, help="The ledger: a file or a folder.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; this machine only by default."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--review", is_flag=True, help="Let visitors correct events; the ledger is then written to.")
@click.option("--no-fetch", is_flag=True, help="Paste takes texts only and fetches no address.")
@click.option(
    "--name", "names", multiple=True, help="A host name that the site answers to, behind a proxy; may be repeated."
)
@click.option("--wait", default=5.0, show_default=True, help="Seconds to wait while another process writes.")
def serve(path: Path, host: str, port: int, review: bool, no_fetch: bool, names: tuple[str, ...], wait: float) -> None:
    """The web site of a ledger, for looking rather than querying; Ctrl-C stops it."""
    try:
        from detente.web import BusyError, serve_ledger
    except ModuleNotFoundError as error:
        raise _site_fault(error) from error
    try:
        serve_ledger(path, host=host, port=port, review=review, wait_s=wait, names=names, fetch=not no_fetch, log=_log)
    except ModuleNotFoundError as error:
        raise _site_fault(error) from error
    except BusyError as error:
        raise LedgerFault(str(error)) from error


def _site_fault(error: ModuleNotFoundError) -> LedgerFault:
    package = (error.name or str(error)).partition(".")[0]
    return LedgerFault(f"the site needs the package '{package}': pip install 'detente[site]'")


@main.command(name="eval", epilog=EVAL_EXAMPLES)
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--split", type=click.Choice(["train", "dev", "test"]), help="Only the items of this split.")
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate_gold(gold: Path, split: str | None, output_format: str) -> None:
    """Precision, recall and F1 of the coder on GOLD, a corpus file or folder (JSON Lines), per stage and event type."""
    import json
    from functools import partial

    from detente import model
    from detente.evaluate import evaluate, read_gold

    items = read_gold(gold, split=split)
    if not items:
        raise click.UsageError(f"{gold}: no items" + (f" of split '{split}'" if split else ""))
    scores = evaluate(items, read_sentence=partial(model.read_sentence, model.load_network()))
    if output_format == "json":
        click.echo(json.dumps({"items": len(items), **scores.to_json()}, indent=1))
        return
    click.echo(f"{'':<26}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}")
    for name, tally in [*scores.stages.items(), *sorted(scores.types.items())]:
        click.echo(f"{name:<26}{tally.precision:>10.3f}{tally.recall:>10.3f}{tally.f1:>10.3f}{tally.gold:>8}")
    click.echo(f"false events in {scores.false_event_sentences} of {scores.no_event_sentences} sentences without event")


@main.command(name="help", epilog=HELP_EXAMPLES)
@click.argument("topic", required=False)
@click.pass_context
def help_on(context: click.Context, topic: str | None) -> None:
    """A page on TOPIC, or the help of a command; without TOPIC, the list of topics."""
    from detente.manual import page, topics

    found = topics()
    if topic is None:
        width = max(map(len, found))
        click.echo("\n".join(f"{name:<{width}}  {words}" for name, words in found.items()))
        return
    if topic in found:
        click.echo(page(topic), nl=False)
        return
    command = main.get_command(context, topic)
    if command is None:
        raise click.UsageError(f"no topic '{topic}'; topics: {', '.join(found)}; commands: {', '.join(main.commands)}")
    click.echo(command.get_help(click.Context(command, info_name=f"detente {topic}")))


@main.group(epilog=ACTORS_EXAMPLES)
def actors() -> None:
    """The knowledge base of actors: who is known by which words, as of a day."""


@actors.command(name="find", epilog=ACTORS_EXAMPLES)
@click.argument("text")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; without it, the latest known.")
@click.option(
    "--country", help="Only actors of this country (ISO 3166-1 alpha-3 or one of PLOVER's international codes)."
)
@_actors_option
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def find_actor(
    text: str, on: date | None, country: str | None, custom_actors: tuple[Path, ...], output_format: str
) -> None:
    """All actors that TEXT can name, best first, each with the reason."""
    import json

    from detente.actors import KnowledgeError, find_actors, load_knowledge
    from detente.tables import to_json

    day = date(on.year, on.month, on.day) if on else None
    try:
        knowledge = load_knowledge(custom_actors)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    found = find_actors(text, knowledge=knowledge, on=day, country=country.upper() if country else None)
    if not found:
        click.echo(f"nobody is known as '{text}'", err=True)
    for candidate in found:
        if output_format == "json":
            click.echo(json.dumps({**to_json(candidate.entity), "reason": candidate.reason}, ensure_ascii=False))
        else:
            click.echo(_actor_line(candidate))


@actors.command(name="update", epilog=ACTORS_EXAMPLES)
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write, for --actors."
)
@click.option("--endpoint", help="Another SPARQL endpoint with Wikidata's data.")
@click.option("--wait", default=2.0, show_default=True, help="Seconds to wait between pages.")
def update_actors(output: Path, endpoint: str | None, wait: float) -> None:
    """Heads of state and of government with their terms from Wikidata, as a file for --actors (needs a network).

    A run that was stopped goes on where it was.
    """
    from detente.actors.wikidata import ENDPOINT, UpdateError, UpdateOptions, update_leaders

    try:
        terms = update_leaders(output, options=UpdateOptions(endpoint=endpoint or ENDPOINT, wait_s=wait))
    except UpdateError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{terms} terms in {output}", err=True)


def _actor_line(candidate: Candidate) -> str:
    entity = candidate.entity
    name = f"{entity.name} ({entity.role})" if entity.role else entity.name
    code, sector, entity_id = entity.country or "-", entity.sector or "-", entity.entity_id or "-"
    return f"{name:<40} {code:<4} {sector:<4} {entity_id:<32} {candidate.reason}"


@main.command(context_settings={"ignore_unknown_options": True}, epilog=TRAIN_EXAMPLES)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def train(arguments: tuple[str, ...]) -> None:
    """From the corpus to weights and their model card (needs a checkout of the source and torch).

    Options go to `python -m training`.
    """
    try:
        from training.__main__ import main as run
    except ImportError as error:
        message = (
            f"{error}: training runs in a checkout of the source, with the dependency group 'train' (see `make train`)"
        )
        raise click.ClickException(message) from error
    sys.exit(run(arguments))


@main.group(epilog=CORPUS_EXAMPLES)
def corpus() -> None:
    """Sentences to train on."""


@corpus.command(name="export", epilog=CORPUS_EXAMPLES)
@click.option("--ledger", "path", required=True, type=READABLE_LEDGER, help="The ledger: a file or a folder.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--wait", default=10.0, show_default=True, help="Seconds to wait while another process writes.")
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
        raise LedgerFault(str(error)) from error
    items = [each for each in found if isinstance(each, Item)]
    for each in found:
        if not isinstance(each, Item):
            click.echo(f"left out: '{each.sentence[:80]}': {each.reason}", err=True)
    lines = "".join(json.dumps(to_json(item), ensure_ascii=False) + "\n" for item in items)
    if output is None:
        click.echo(lines, nl=False)
    else:
        output.write_text(lines, encoding="utf-8")
    click.echo(f"{len(items)} sentences written, {len(found) - len(items)} left out", err=True)


def _pages(inputs: tuple[str, ...], published: date | None, columns: dict[str, Any]) -> Iterator[Page | Refusal]:
    from detente.progress import with_progress
    from detente.read import ReadOptions, read_pages

    day = date(published.year, published.month, published.day) if published else None
    options = ReadOptions(published=day, **columns)
    return with_progress(lambda on_read: read_pages(inputs, options=options, on_read=on_read), inputs)


def _events(outcomes: Iterable[Outcome], on_refusal: Callable[[Refusal], object]) -> Iterator[Event]:
    for outcome in outcomes:
        if outcome.refusal is not None:
            on_refusal(outcome.refusal)
        yield from outcome.events


class _Reported:
    """Refusals go to stderr and are counted, not kept: an archive may have millions."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, refusal: Refusal) -> None:
        self.count += _report(refusal)


@contextmanager
def _stoppable(advice: str) -> Iterator[None]:
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


def _coder(*, gazetteer: tuple[Path, ...] = (), actors: tuple[Path, ...] = ()) -> Coder:
    from detente.actors import KnowledgeError
    from detente.model import WeightsError
    from detente.pipeline import load
    from detente.places import GazetteerError

    try:
        return load(gazetteer=gazetteer, actors=actors)
    except WeightsError as error:
        raise LedgerFault(str(error)) from error
    except (GazetteerError, KnowledgeError) as error:
        raise click.UsageError(str(error)) from error


def _log(message: str) -> None:
    click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {message}", err=True)


def _report(refusal: Refusal) -> int:
    click.echo(f"refused: {refusal.source}: {refusal.reason}", err=True)
    return 1


if __name__ == "__main__":
    main()
