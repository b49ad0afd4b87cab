from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.ledger import Ledger
from detente.web import make_app
from tests.web.made import make_ledger

BASE = "http://127.0.0.1:8000"
"""The site answers to addresses and to the names that it knows."""


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("site") / "made.duckdb")


@pytest.fixture(scope="session")
def client(ledger_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(ledger_path), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def ids(ledger_path: Path) -> dict[str, str]:
    """Ids by the name of a story: `Wire-1` the story's, `Wire-1 event` its first event's, `Wire-1 happening` that one's happening's."""
    with Ledger(ledger_path, read_only=True) as ledger:
        found: dict[str, str] = dict(ledger.sql("select source, id from stories").fetchall())
        members = (
            "select e.source, e.id, h.happening_id from events e join derived.happening_events h on h.event_id = e.id"
        )
        for source, id_, happening in ledger.sql(f"{members} order by e.sentence").fetchall():
            found.setdefault(f"{source} event", id_)
            found.setdefault(f"{source} happening", happening)
    return found
