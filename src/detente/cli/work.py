"""What goes on by itself or needs more than a ledger: `watch`, `serve`, `eval`, `train`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from detente.cli.faults import EXIT_REFUSED, Fault, log
from detente.cli.options import ALLOW_PRIVATE, READ_LEDGER, TABLE_OR_JSON, WRITTEN_LEDGER
from detente.wording import counted

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
  --swapped SHARE      of the sentences told of other states as well
  --limit N            train on N items only, for learning curves
  --card FILE          model card
"""


@click.command(epilog=WATCH_EXAMPLES)
@click.argument("feeds", nargs=-1, required=True, metavar="OPML|LIST|URL...")
@WRITTEN_LEDGER
@click.option("--once", is_flag=True, help="Poll the feeds that are due, code what is new, and end.")
@click.option("--every", "minutes", default=15.0, show_default=True, help="Minutes between two polls of a feed.")
@click.option("--delay", "delay_s", default=2.0, show_default=True, help="Seconds between two requests to a host.")
@ALLOW_PRIVATE
def watch(feeds: tuple[str, ...], path: Path, once: bool, minutes: float, delay_s: float, allow_private: bool) -> None:
    """Poll RSS and Atom feeds, fetch their articles, code them into a ledger; stopped, it goes on where it was."""
    from detente.ledger import LedgerError
    from detente.watch import FeedListError, StateError, WatchOptions, read_feed_list, stopping
    from detente.watch import watch as watch_feeds

    options = WatchOptions(every_s=60 * minutes, delay_s=delay_s, allow_private=allow_private)
    try:
        with stopping() as stop:
            watched = watch_feeds(read_feed_list(feeds), path, options=options, once=once, stop=stop, log=log)
    except FeedListError as error:
        raise click.UsageError(str(error)) from error
    except (LedgerError, StateError) as error:
        raise Fault(str(error)) from error
    added = f"{counted(watched.stories, 'story')} and {counted(watched.events, 'event')} added"
    log(f"{counted(watched.polls, 'poll')}, {added}, {watched.refused} refused")
    sys.exit(EXIT_REFUSED if once and watched.failures else 0)


@click.command(epilog=SERVE_EXAMPLES)
@READ_LEDGER
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
        from detente.web import BusyError, PortError, serve_ledger
    except ModuleNotFoundError as error:
        raise _site_fault(error) from error
    try:
        serve_ledger(path, host=host, port=port, review=review, wait_s=wait, names=names, fetch=not no_fetch, log=log)
    except ModuleNotFoundError as error:
        raise _site_fault(error) from error
    except (BusyError, PortError) as error:
        raise Fault(str(error)) from error


def _site_fault(error: ModuleNotFoundError) -> Fault:
    package = (error.name or str(error)).partition(".")[0]
    return Fault(f"the site needs the package '{package}': pip install 'detente[site]'")


@click.command(name="eval", epilog=EVAL_EXAMPLES)
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--split", type=click.Choice(["train", "dev", "test"]), help="Only the items of this split.")
@TABLE_OR_JSON
def evaluate_gold(gold: Path, split: str | None, output_format: str) -> None:
    """Precision, recall and F1 of the coder on GOLD, a corpus file or folder (JSON Lines), per stage and event type."""
    import json
    from functools import partial

    from detente import model
    from detente.evaluate import GoldError, evaluate, read_gold

    try:
        items = read_gold(gold, split=split)
        if not items:
            raise click.UsageError(f"{gold}: no items" + (f" of split '{split}'" if split else ""))
        scores = evaluate(items, read_sentence=partial(model.read_sentence, model.load_network()))
    except GoldError as error:
        raise click.UsageError(str(error)) from error
    if output_format == "json":
        click.echo(json.dumps({"items": len(items), **scores.to_json()}))
        return
    click.echo(f"{'':<26}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}")
    for name, tally in [*scores.stages.items(), *sorted(scores.types.items())]:
        click.echo(f"{name:<26}{tally.precision:>10.3f}{tally.recall:>10.3f}{tally.f1:>10.3f}{tally.gold:>8}")
    without = counted(scores.no_event_sentences, "sentence")
    click.echo(f"false events in {scores.false_event_sentences} of {without} without event")


@click.command(context_settings={"ignore_unknown_options": True}, epilog=TRAIN_EXAMPLES)
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
