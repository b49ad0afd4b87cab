"""The SQL of the ledger: one file a task in `sql/`, statements apart by semicolons at a line's end."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

END = re.compile(r";[ \t]*(?:\n|$)")
COMMENT = re.compile(r"^\s*--.*\n", re.MULTILINE)


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of `sql/NAME.sql`, in order."""
    text = (files("detente.ledger") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return tuple(part.strip() for part in END.split(COMMENT.sub("", text)) if part.strip())
