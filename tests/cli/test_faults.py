"""What cannot be done is told in one line with exit status 2: files, tables and options that are wrong."""

import errno
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import main
from detente.cli.faults import Fault, Told, stoppable
from detente.ledger import Ledger
from tests.ledger.made import coded, event

DEED = "Lithuania expelled three Belarusian diplomats on Thursday."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def told(*arguments: object) -> str:
    """The one line of a command that cannot be done."""
    result = run(*arguments)
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()[-1]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(DEED, encoding="utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    with Ledger(path) as made:
        made.add_coded([coded("a", event("2022-07-13 UKR 161 PRK", DEED))])
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "odd.tsv"
    path.write_text("colour\tsize\nred\t2\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("output_format", ["table", "jsonl", "csv", "parquet"])
def test_a_folder_that_is_not_there_is_named(page: Path, tmp_path: Path, output_format: str) -> None:
    missing = tmp_path / "none" / "events"
    assert f"{missing}: No such file or directory" in told("code", page, "--format", output_format, "--output", missing)


@pytest.mark.parametrize("output_format", ["plover", "polecat", "gdelt2", "quadruples", "parquet", "csv"])
def test_an_export_into_a_folder_that_is_not_there(ledger: Path, tmp_path: Path, output_format: str) -> None:
    missing = tmp_path / "none" / "events"
    line = told("export", "--ledger", ledger, "--format", output_format, "--output", missing)
    assert f"{missing}: No such file or directory" in line


def test_the_corpus_into_a_folder_that_is_not_there(ledger: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "reviewed.jsonl"
    assert f"{missing}: No such" in told("corpus", "export", "--ledger", ledger, "--output", missing)


def test_a_reader_who_has_enough_is_no_fault() -> None:
    @main.command(name="head")
    def head() -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    try:
        assert isinstance(main, Told)
        assert run("head").exit_code == 1
        assert "Error" not in run("head").stderr
    finally:
        del main.commands["head"]


def test_tables_of_ones_own_that_are_wrong_are_named(page: Path, table: Path) -> None:
    assert "odd.tsv: columns colour size belong to no table" in told("code", page, "--actors", table)
    assert "odd.tsv: columns colour size belong to no table" in told("actors", "find", "Kim", "--actors", table)
    assert "odd.tsv, line 1: column 'name' is missing" in told("code", page, "--gazetteer", table)


def test_what_resume_needs_and_leaves_alone(page: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text("mine\n", encoding="utf-8")
    for arguments in (["--format", "csv", "--output", mine], ["--format", "jsonl"]):
        assert "--resume needs --format jsonl and --output FILE" in told("code", page, "--resume", *arguments)
    assert "has no journal" in told("code", page, "--resume", "--format", "jsonl", "--output", mine)
    assert mine.read_text(encoding="utf-8") == "mine\n"


def test_a_resumed_run_counts_what_it_refused(page: Path, tmp_path: Path) -> None:
    empty, output = tmp_path / "empty.txt", tmp_path / "events.jsonl"
    empty.write_bytes(b"")
    arguments = ["code", page, "--format", "jsonl", "--output", output, "--resume"]
    assert run(*arguments).exit_code == 0
    once = output.read_bytes()
    assert json.loads(once)["source"] == str(page)
    assert run(*arguments).exit_code == 0
    assert output.read_bytes() == once
    assert run("code", empty, "--format", "jsonl", "--output", tmp_path / "other.jsonl", "--resume").exit_code == 1


def test_ledgers_that_are_none(page: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    for arguments in (["relations", "UKR", "PRK"], ["export", "--format", "csv"], ["corpus", "export"]):
        assert "none.duckdb: no such file" in told(*arguments, "--ledger", missing)
        assert "page.txt: not a ledger" in told(*arguments, "--ledger", page)
    assert "page.txt: not a ledger" in told("import", page, "--format", "plover", "--ledger", page)
    assert "page.txt: not a ledger" in told("watch", "https://wire.example/rss", "--once", "--ledger", page)


def test_a_whole_ledger_is_exported_into_a_folder(ledger: Path, tmp_path: Path) -> None:
    whole = ["export", "--ledger", ledger, "--format", "ledger-parquet"]
    for arguments in (
        [],
        ["--output", tmp_path / "x", "--as-of", "2022-08-01"],
        ["--output", tmp_path / "x", "--data-set", "a"],
    ):
        assert "ledger-parquet is the whole ledger" in told(*whole, *arguments)
    assert not (tmp_path / "x").exists()


def test_gold_that_is_no_corpus_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    for line, complaint in (
        ("not json", "gold.jsonl:2: no JSON"),
        ("[1]", "gold.jsonl:2: no item of the corpus"),
        (
            '{"id": "x-1", "text": "Peru recalled its envoy."}',
            "item 'x-1' is none of the corpus: without events, mentions",
        ),
    ):
        gold.write_text(f"\n{line}\n", encoding="utf-8")
        assert complaint in told("eval", gold)


def test_nobody_of_that_name_is_no_fault() -> None:
    result = run("actors", "find", "Nobody Whoever")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nobody is known as 'Nobody Whoever'\n")


def test_a_stopped_run_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped, stoppable("the same command goes on from here"):
        raise KeyboardInterrupt
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "stopped; the same command goes on from here\n"


def test_a_dead_worker_is_told_with_what_to_do_next() -> None:
    from detente.bulk import BulkError

    with pytest.raises(Exception, match="a worker died; run it again") as caught, stoppable("run it again"):
        raise BulkError("a worker died")
    assert not isinstance(caught.value, Fault)
