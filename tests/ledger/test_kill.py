"""An add that is killed at any moment and run again ends as one that ran through."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.ledger import Ledger
from tests.ledger.made import coded, event

SCRIPT = "import sys; from tests.ledger.test_kill import add; add(sys.argv[1])"
ROOT = Path(__file__).parent.parent.parent
STORIES = 60
TRIES = 5
"""Some adds end before they are killed: so many tries for each kill."""
TABLES = {
    "store.stories": "* exclude (batch)",
    "store.versions": "* exclude (batch)",
    "store.events": "* exclude (batch)",
    "store.dyads": "* exclude (batch)",
    "store.codings": "story_id, coder, events",
    "derived.happening_events": "*",
    "derived.origins": "*",
    "derived.evidence": "* exclude (batch)",
}


def add(path: str) -> None:
    """What the killed process runs: sixty stories, two in a transaction."""
    print("ready", flush=True)  # noqa: T201 (the parent waits for it)
    with Ledger(path) as ledger:
        ledger.add_coded((_story(n) for n in range(STORIES)), batch=2)


def _story(number: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    day = f"2022-03-{number % 28 + 1:02}"
    meeting = event(f"{day} IND,PAK 046 -", f"Delegation {number % 20} met about canal {number % 7}.")
    return coded(f"o{number}", meeting, event(f"{day} USA 163 IRN", f"Order {number} froze accounts."))


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a ledger holds, but for when and in which batch it came."""
    with Ledger(path) as ledger:
        ledger.refresh()
        return {
            table: sorted(ledger.sql(f"select {columns} from {table}").fetchall(), key=repr)  # noqa: S608
            for table, columns in TABLES.items()
        }


def kill_after(path: Path, delay_s: float) -> bool:
    """Run `add` in a process of its own and kill it after so long; whether that came before its end."""
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(path)], cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(timeout=delay_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def interrupted_equals_whole(folder: Path, kills: int, seed: int) -> int:
    """Check `kills` interrupted adds against one that ran through; how many were really killed on the way."""
    begun = time.monotonic()
    add(str(folder / "whole.duckdb"))
    took_s = time.monotonic() - begun
    whole = content(folder / "whole.duckdb")
    draw = random.Random(seed)  # noqa: S311 (no secret)
    killed = tried = 0
    while killed < kills and tried < kills * TRIES:
        path = folder / f"killed{tried}.duckdb"
        tried += 1
        if kill_after(path, draw.uniform(0, took_s)):
            killed += 1
            add(str(path))
            assert content(path) == whole
        path.unlink(missing_ok=True)
    return killed


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_add_resumes_to_the_same_ledger(tmp_path: Path) -> None:
    assert interrupted_equals_whole(tmp_path, kills=3, seed=11) == 3
