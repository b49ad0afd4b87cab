"""Progress shows on a terminal only, and changes nothing of what passes."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.progress import OnRead, with_progress

ITEMS = list(range(5))


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def reading(on_read: OnRead) -> Iterator[int]:
    for item in ITEMS:
        on_read(20)
        yield item


def test_nothing_is_written_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert list(with_progress(reading, ())) == ITEMS
    assert quiet.getvalue() == ""


@pytest.mark.parametrize("name", ["pages.txt", "-"])
def test_a_terminal_is_told_how_many_pages_there_were(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"x" * 100)
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    assert list(with_progress(reading, ("-" if name == "-" else str(path),))) == ITEMS
    assert "5 pages" in shown.getvalue()
