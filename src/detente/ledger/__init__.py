"""The ledger: stories and events in one DuckDB file, append-only, with what follows from them across stories."""

from detente.ledger.faults import LedgerError
from detente.ledger.opening import SCHEMA_VERSION
from detente.ledger.relation import ChangePoint, Direction, Evidence, Relation, StandingFact
from detente.ledger.rows import Batch, to_batch
from detente.ledger.store import Added, Ledger

__all__ = [
    "SCHEMA_VERSION",
    "Added",
    "Batch",
    "ChangePoint",
    "Direction",
    "Evidence",
    "Ledger",
    "LedgerError",
    "Relation",
    "StandingFact",
    "to_batch",
]
