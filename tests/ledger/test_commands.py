import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import main
from detente.ledger import Ledger
from tests.ledger.made import coded, event, undated

STORY = "KHARTOUM, Feb 11 (Reuters) - Sudan released four opposition leaders on Friday.\n\nFrance condemned Sudan on Friday.\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("Relief\n\n" + STORY, encoding="utf-8")
    (folder / "b.txt").write_text("Lithuania expelled three Belarusian diplomats on Thursday.", encoding="utf-8")
    return folder


def test_add_stores_and_a_second_run_adds_nothing(pages: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "news.duckdb"
    first = run("add", str(pages), "--ledger", str(ledger), "--published", "2022-02-12")
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.startswith("2 stories and ")
    again = run("add", str(pages), "--ledger", str(ledger), "--published", "2022-02-12")
    assert again.stderr == "0 stories and 0 events added, 2 pages known before\n"
    with Ledger(ledger, read_only=True) as stored:
        assert len(stored.sql("select id from events").fetchall()) >= 3


def test_add_names_what_it_refuses(pages: Path, tmp_path: Path) -> None:
    (pages / "c.txt").write_bytes(b"")
    result = run("add", str(pages), "--ledger", str(tmp_path / "news.duckdb"))
    assert result.exit_code == 1
    assert "c.txt" in result.stderr


def test_a_file_that_is_no_ledger_is_named(pages: Path) -> None:
    result = run("add", str(pages), "--ledger", str(pages / "a.txt"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a.txt: not a ledger" in result.stderr
    assert run("add", str(pages)).exit_code == 2


def test_relations_on_one_screen(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    line = "Kyiv severed diplomatic relations with Pyongyang."
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-13 UKR 161 PRK", line))])
    screen = run("relations", "ukr", "PRK", "--ledger", str(path))
    assert screen.exit_code == 0
    assert screen.stdout.count(line) == 2
    assert "diplomatic relations: ended by UKR" in screen.stdout
    assert len(screen.stdout.splitlines()) < 40
    told = json.loads(run("relations", "UKR", "PRK", "--ledger", str(path), "--format", "json").stdout)
    assert told["facts"][0]["until"] == "2022-07-13"
    before = run("relations", "UKR", "PRK", "--ledger", str(path), "--as-of", "2022-07-01")
    assert "nothing on record" in before.stdout
    assert "nothing between 'UKR' and 'PRK' known by 2022-07-01: the ledger has no event of the two" in before.stderr
    assert "twice" in run("relations", "UKR", "ukr", "--ledger", str(path)).stderr
    named = run("relations", "UKR", "North Korea", "--ledger", str(path)).stderr
    assert "'North Korea' is no code of a state" in named
    assert "'UKR' is no code" not in named
    assert run("relations", "UKR", "PRK", "--ledger", str(tmp_path / "none")).exit_code == 2


def test_relations_mark_days_of_reports_and_thin_evidence(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    barred = undated(event("2022-07-13 USA 163 PRK", "Washington has barred goods from Pyongyang."))
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", barred, event("2022-07-01 USA 111 PRK"), published="2022-08-01")])
    screen = run("relations", "USA", "PRK", "--ledger", str(path)).stdout
    assert "2022-08-01 (undated) USA > PRK" in screen
    assert "(2022-08-01 (undated) - )" in screen
    assert "(undated): no words give the day" in screen
    assert "* thin evidence: fewer than 7 events or 2 independent texts" in screen
    told = json.loads(run("relations", "USA", "PRK", "--ledger", str(path), "--format", "json").stdout)
    assert [event["is_dated"] for event in told["latest"]] == [False, True]
    assert told["directions"][0] | {"events": 2, "origins": 1, "undated": 1, "is_thin": True} == told["directions"][0]
    assert (told["recent_events"], told["is_recent_thin"]) == (1, True)


def test_a_dated_relation_has_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-01 USA 111 PRK"))])
    assert "undated)" not in run("relations", "USA", "PRK", "--ledger", str(path)).stdout
