"""What a user names -> pages; what a user adds to the coder -> coder; outcomes -> events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.faults import Fault

if TYPE_CHECKING:
    from detente.pipeline import Coder
    from detente.records import Event, Outcome, Page, Refusal


def pages_of(inputs: tuple[str, ...], published: date | None, columns: dict[str, Any]) -> Iterator[Page | Refusal]:
    """The pages of all inputs, with progress on a terminal; `columns` are fields of ReadOptions."""
    from detente.progress import with_progress
    from detente.read import ReadOptions, read_pages

    day = date(published.year, published.month, published.day) if published else None
    options = ReadOptions(published=day, **columns)
    return with_progress(lambda on_read: read_pages(inputs, options=options, on_read=on_read), inputs)


class Counted:
    """How many pages were coded and events found, for the line that a run closes with."""

    def __init__(self) -> None:
        self.pages = 0
        self.events = 0

    def __call__(self, outcome: Outcome) -> None:
        """One more page, unless it was refused."""
        self.pages += outcome.refusal is None
        self.events += len(outcome.events)


def events_of(
    outcomes: Iterable[Outcome], on_refusal: Callable[[Refusal], object], on_page: Callable[[Outcome], object]
) -> Iterator[Event]:
    """The events of all outcomes, refusals handed on."""
    for outcome in outcomes:
        if outcome.refusal is not None:
            on_refusal(outcome.refusal)
        on_page(outcome)
        yield from outcome.events


def coder(*, gazetteer: tuple[Path, ...] = (), actors: tuple[Path, ...] = ()) -> Coder:
    """The bundled coder with the user's own places and actors. Raises what is told in one line."""
    from detente.actors import KnowledgeError
    from detente.model import WeightsError
    from detente.pipeline import load
    from detente.places import GazetteerError

    try:
        return load(gazetteer=gazetteer, actors=actors)
    except WeightsError as error:
        raise Fault(str(error)) from error
    except (GazetteerError, KnowledgeError) as error:
        raise click.UsageError(str(error)) from error
