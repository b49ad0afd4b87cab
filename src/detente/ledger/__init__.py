"""The ledger: stories and events in one DuckDB file, append-only, with what follows from them across stories."""

from detente.ledger.corrections import VERDICTS, Correction, Verdict
from detente.ledger.faults import LedgerError
from detente.ledger.opening import SCHEMA_VERSION, kept_if_filled
from detente.ledger.relation import ChangePoint, Direction, Evidence, Relation, StandingFact
from detente.ledger.rows import Batch, to_batch
from detente.ledger.store import Added, Ledger

__all__ = [
    "SCHEMA_VERSION",
    "VERDICTS",
    "Added",
    "Batch",
    "ChangePoint",
    "Correction",
    "Direction",
    "Evidence",
    "Ledger",
    "LedgerError",
    "Relation",
    "StandingFact",
    "Verdict",
    "kept_if_filled",
    "to_batch",
]
