"""How far a long run is: pages, rate and, where the size of the inputs is known, the time that is left; on a terminal's stderr only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from detente.read import total_bytes
from detente.wording import counted

Item = TypeVar("Item")
OnRead = Callable[[int], object]


def with_progress(read: Callable[[OnRead], Iterator[Item]], inputs: tuple[str, ...]) -> Iterator[Item]:
    """The items of `read`, counted while they pass; it is given a function that is to be told of bytes read."""
    if not sys.stderr.isatty():
        yield from read(_ignore)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    layout = (
        SpinnerColumn(),
        TextColumn("{task.fields[pages]}, {task.fields[rate]:.1f} a second"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(elapsed_when_finished=False),
    )
    with Progress(*layout, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total_bytes(inputs), pages=counted(0, "page"), rate=0.0)
        began = time.monotonic()
        for number, item in enumerate(read(lambda count: progress.advance(task, count)), 1):
            yield item
            progress.update(task, pages=counted(number, "page"), rate=number / max(time.monotonic() - began, 0.001))


def _ignore(_: int) -> None:
    """Off a terminal nobody is told."""
