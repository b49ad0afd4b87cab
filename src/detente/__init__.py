"""Detente reads the news and keeps the ledger of who did what to whom.

>>> import detente
>>> coded = detente.load().code("Russia condemned Ukraine on Tuesday, the Kremlin said.", published="2022-08-15")
>>> coded.events[0].event_type
'ACCUSE'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.ledger import Ledger
    from detente.model import Judgement
    from detente.pipeline import Coder, code_batches, load
    from detente.records import Coded, Event, Page, Refusal, Story

_HOMES = {
    "Coded": "detente.records",
    "Coder": "detente.pipeline",
    "Event": "detente.records",
    "Judgement": "detente.model",
    "Ledger": "detente.ledger",
    "Page": "detente.records",
    "Refusal": "detente.records",
    "Story": "detente.records",
    "code_batches": "detente.pipeline",
    "load": "detente.pipeline",
}

__all__ = ["Coded", "Coder", "Event", "Judgement", "Ledger", "Page", "Refusal", "Story", "code_batches", "load"]


def __getattr__(name: str) -> object:
    """Load a public name on first use, so that `import detente` and `detente --help` stay quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
