import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import bulk, model, tables
from detente.bulk import add_pages, code_pages
from detente.ledger import Ledger
from detente.pipeline import code_batches, load
from detente.records import Event, Outcome, Page, Refusal
from detente.resume import ResumeError, code_resumably, journal_of

WEIGHTS = Path(model.__file__).parent / "weights"
DEEDS = (
    "Lithuania expelled three Belarusian diplomats on Thursday.",
    "France condemned Sudan on Friday.",
    "The United States imposed sanctions on Myanmar's military, the Treasury said.",
    "Der Bundestag hat am Donnerstag den Haushalt beschlossen, sagte ein Sprecher der Regierung in Berlin.",
)
TAILS = (
    "That is report number",
    "Die Opposition stimmte dagegen und nannte die Zahlen geschönt; das ist die Meldung mit der Nummer",
)


def made(count: int) -> list[Page | Refusal]:
    pages: list[Page | Refusal] = [
        Page(name=f"page {n}", content=f"{DEEDS[n % len(DEEDS)]} {TAILS[n % 4 == 3]} {n}.", kind="text")
        for n in range(count)
    ]
    return [*pages[:3], Refusal(source="bad", stage="read", reason="the file is empty"), *pages[3:]]


def test_the_result_is_the_same_for_any_number_of_workers() -> None:
    pages = made(50)
    alone = list(code_pages(pages))
    assert len(alone) == 51
    assert [o.refusal.source for o in alone if o.refusal and o.refusal.stage == "read"] == ["bad"]
    assert sum(o.refusal is not None for o in alone) > 10
    assert list(code_pages(pages, workers=2)) == alone


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux's /proc")
def test_workers_share_the_weights_in_memory() -> None:
    outcomes = code_pages(made(40), workers=2)
    next(outcomes)
    workers = multiprocessing.active_children()
    sizes = [Path(f"/proc/{worker.pid}/smaps_rollup").read_text() for worker in workers]
    outcomes.close()  # type: ignore[attr-defined]  # a generator
    shared = [int(line.split()[1]) for size in sizes for line in size.splitlines() if line.startswith("Shared_Dirty:")]
    assert len(shared) == 2
    assert min(shared) * 1000 > (WEIGHTS / "encoder.onnx").stat().st_size


@settings(max_examples=10)
@given(st.integers(1, 9))
def test_the_result_is_the_same_for_any_batch_size(size: int) -> None:
    coder, pages = load(), [page for page in made(9) if isinstance(page, Page)]
    batches = [tables.to_table(Page, pages[at : at + size]).to_batches()[0] for at in range(0, len(pages), size)]
    events = [e for b in code_batches(iter(batches)) for e in tables.from_table(Event, pa.Table.from_batches([b]))]
    outcomes = [
        outcome
        for batch in code_batches(iter(batches), rows=Outcome)
        for outcome in tables.from_table(Outcome, pa.Table.from_batches([batch]))
    ]
    assert outcomes == list(code_pages(pages))
    assert events == [event for outcome in outcomes for event in outcome.events]
    assert all(event.coder == coder.name for event in events)


def test_not_more_is_read_ahead_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PAGES_PER_BATCH", 2)
    taken = 0

    def pages() -> Iterator[Page | Refusal]:
        nonlocal taken
        for page in made(200):
            taken += 1
            yield page

    outcomes = code_pages(pages(), workers=2)
    for given_out in range(1, 20):
        next(outcomes)
        assert taken <= given_out + 2 * 2 * bulk.BATCHES_AHEAD
    outcomes.close()  # type: ignore[attr-defined]


def test_a_fault_within_the_coder_costs_one_page() -> None:
    broken = replace(load(), knowledge=None)  # type: ignore[arg-type]
    page = Page(name="page", content=DEEDS[0], kind="text")
    (batch,) = code_batches(iter(tables.to_table(Page, [page]).to_batches()), coder=broken, rows=Outcome)
    (outcome,) = tables.from_table(Outcome, pa.Table.from_batches([batch]))
    assert outcome.refusal is not None
    assert (outcome.refusal.source, outcome.refusal.stage) == ("page", "code")


def stored(path: Path) -> list[tuple[str, str]]:
    with Ledger(path, read_only=True) as ledger:
        return ledger.sql("select id, story_id from events order by all").fetchall()


@pytest.mark.parametrize("workers", [1, 2])
def test_adding_in_bulk_is_adding(tmp_path: Path, workers: int) -> None:
    pages, refused = made(30), list[Refusal]()
    with Ledger(tmp_path / "one.duckdb") as ledger:
        plain = ledger.add(pages)
    with Ledger(tmp_path / "bulk.duckdb") as ledger:
        added = add_pages(ledger, pages, workers=workers, on_refusal=refused.append)
        again = add_pages(ledger, [*pages, *made(32)[-2:]], workers=workers)
    assert (added.stories, added.events) == (plain.stories, plain.events)
    assert refused == list(plain.refusals)
    assert (again.known, again.stories) == (plain.stories, 1)
    assert set(stored(tmp_path / "one.duckdb")) <= set(stored(tmp_path / "bulk.duckdb"))


def test_a_stopped_file_is_gone_on_with(tmp_path: Path) -> None:
    pages, whole, stopped = made(100), tmp_path / "whole.jsonl", tmp_path / "stopped.jsonl"
    refused = code_resumably(pages, whole)
    with pytest.raises(KeyboardInterrupt):
        code_resumably(_interrupted(pages, after=70), stopped)
    before = stopped.stat().st_size
    assert 0 < before < whole.stat().st_size
    with stopped.open("ab") as stream:
        stream.write(b'{"id": "torn')
    with journal_of(stopped).open("ab") as stream:
        stream.write(b'{"bytes": 99, "do')
    seen: list[Refusal] = []
    assert code_resumably(pages, stopped, on_refusal=seen.append) == refused
    assert 0 < len(seen) < refused
    assert stopped.read_bytes() == whole.read_bytes()
    assert code_resumably(pages, stopped) == refused
    assert stopped.read_bytes() == whole.read_bytes()


def _interrupted(pages: list[Page | Refusal], *, after: int) -> Iterator[Page | Refusal]:
    yield from pages[:after]
    raise KeyboardInterrupt


def test_a_file_that_cannot_be_gone_on_with_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("mine\n", encoding="utf-8")
    with pytest.raises(ResumeError, match="has no journal"):
        code_resumably(made(4), path)
    journal_of(path).write_text('{"coder": "another"}\n', encoding="utf-8")
    with pytest.raises(ResumeError, match="begun by another"):
        code_resumably(made(4), path)
    journal_of(path).write_text('{"bytes": 99}\n', encoding="utf-8")
    with pytest.raises(ResumeError, match="shorter"):
        code_resumably(made(4), path)
    assert path.read_text(encoding="utf-8") == "mine\n"


def detente(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "detente.cli", *arguments]


def is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def folder_of(path: Path, count: int) -> Path:
    path.mkdir()
    rows = [json.dumps({"text": page.content}) for page in made(count) if isinstance(page, Page)]
    (path / "rows.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_cleanly_and_the_same_command_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    pages, output = folder_of(tmp_path / "pages", 720), tmp_path / "events.jsonl"
    command = detente("code", str(pages), "--format", "jsonl", "--workers", "2", "--output", str(output), "--resume")
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)  # noqa: S603
    while not journal_of(output).exists() or journal_of(output).read_bytes().count(b"\n") < 3:
        time.sleep(0.01)
        assert process.poll() is None
    if how == signal.SIGINT:
        os.killpg(process.pid, how)
    else:
        process.send_signal(how)
    assert process.stderr is not None
    stderr = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 130
    assert stderr.endswith("stopped; the same command goes on from here\n"), stderr
    assert "Traceback" not in stderr
    assert is_gone(process.pid)
    assert subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 1  # noqa: S603
    plain = detente("code", str(pages), "--format", "jsonl")
    assert subprocess.run(plain, capture_output=True, check=False).stdout == output.read_bytes()  # noqa: S603


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    pages, output = folder_of(tmp_path / "pages", 1000), tmp_path / "events.jsonl"
    command = detente("code", str(pages), "--format", "jsonl", "--workers", "2", "--output", str(output), "--resume")
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    while not journal_of(output).exists() or journal_of(output).read_bytes().count(b"\n") < 2:
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert is_gone(process.pid)


def test_an_interrupt_within_a_submit_comes_after_it() -> None:
    done = []

    def submit() -> None:
        with bulk._signals_held():
            signal.raise_signal(signal.SIGINT)
            done.append("the rest of the submit")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        submit()
    assert done == ["the rest of the submit"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)
