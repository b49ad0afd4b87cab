"""The pages of `detente help`: one text file a topic in data/help/, whose first line says what it is about."""

from __future__ import annotations

from importlib.resources import files


def topics() -> dict[str, str]:
    """Every topic and its first line."""
    folder = files("detente") / "data" / "help"
    names = sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return {name: page(name).splitlines()[0] for name in names}


def page(topic: str) -> str:
    """The text of a topic."""
    return (files("detente") / "data" / "help" / f"{topic}.txt").read_text(encoding="utf-8")
