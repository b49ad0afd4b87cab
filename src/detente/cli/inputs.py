"""What a user names -> pages; what a user adds to the coder -> coder; outcomes -> events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.faults import Fault
from detente.wording import counted

if TYPE_CHECKING:
    from detente.pipeline import Coder
    from detente.records import Outcome, Page, Refusal

NAMED = 20
"""Pages that a line on stderr names."""


def pages_of(inputs: tuple[str, ...], published: date | None, columns: dict[str, Any]) -> Iterator[Page | Refusal]:
    """The pages of all inputs, with progress on a terminal; `columns` are fields of ReadOptions.

    Values of a date column that are no day are told at the end, on stderr.
    """
    from detente.progress import with_progress
    from detente.read import ReadOptions, read_pages

    day = date(published.year, published.month, published.day) if published else None
    dayless = Listed()
    options = ReadOptions(published=day, on_no_day=dayless.add, **columns)
    yield from with_progress(lambda on_read: read_pages(inputs, options=options, on_read=on_read), inputs)
    if dayless.count:
        click.echo(f"no day in {counted(dayless.count, 'value')} of the date column: {dayless}", err=True)


class Listed:
    """Pages that share something: how many, and the first of them by name; an archive may have millions."""

    def __init__(self) -> None:
        self.count = 0
        self.names: list[str] = []

    def add(self, name: str) -> None:
        """One more."""
        self.count += 1
        if len(self.names) < NAMED:
            self.names.append(name)

    def __str__(self) -> str:
        more = self.count - len(self.names)
        return ", ".join(self.names) + (f" and {more} more" if more else "")


class Counted:
    """How many pages were coded and events found, and what a user must know of pages that were not refused."""

    def __init__(self, least_confidence: float = 0.0) -> None:
        self.least_confidence = least_confidence
        self.pages = 0
        self.events = 0
        self.unsure = 0
        self.undated_events = 0
        self.eventless = Listed()
        self.undated = Listed()
        self.otherwise_dated = Listed()

    def __call__(self, outcome: Outcome) -> None:
        """One more page, unless it was refused."""
        from detente.bulk import sure_only

        self.pages += outcome.refusal is None
        events = sure_only(outcome, self.least_confidence).events
        self.events += len(events)
        self.unsure += len(outcome.events) - len(events)
        story = outcome.story
        if story is None or outcome.is_known:
            return
        if not outcome.events:
            self.eventless.add(f"{story.source} ({counted(len(story.text.split()), 'word')})")
        dateless = sum(event.date is None for event in events)
        if story.published is None and dateless:
            self.undated.add(story.source)
            self.undated_events += dateless
        if story.published_from == "given" and story.published_evidence:
            self.otherwise_dated.add(f"{story.source} ({story.published_evidence})")

    def tell(self) -> None:
        """On stderr: which pages gave no event, which tell no day of publication, or another than the one given."""
        of_pages = f"of {counted(self.pages, 'page')}"
        if self.unsure:
            click.echo(f"left out: {self.unsure} with a confidence below {self.least_confidence:g}", err=True)
        if self.eventless.count:
            click.echo(f"no events in {self.eventless.count} {of_pages}: {self.eventless}", err=True)
        if self.undated_events:
            lost = f"{counted(self.undated_events, 'event')} without a date; --published DAY or, in a table, --date-column gives one"
            click.echo(f"no day of publication in {self.undated.count} {of_pages} ({lost}): {self.undated}", err=True)
        if self.otherwise_dated.count:
            words = f"warning: the day of publication given is not that of {self.otherwise_dated.count} {of_pages}"
            click.echo(f"{words}: {self.otherwise_dated}", err=True)


def told(
    outcomes: Iterable[Outcome], on_refusal: Callable[[Refusal], object], on_page: Callable[[Outcome], object]
) -> Iterator[Outcome]:
    """The same outcomes, refusals and pages handed on."""
    for outcome in outcomes:
        if outcome.refusal is not None:
            on_refusal(outcome.refusal)
        on_page(outcome)
        yield outcome


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
