"""`read` and `code`: results to stdout and nothing else, refusals named, all formats alike."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from detente import tables
from detente.cli import main
from detente.cli.inputs import NAMED, Listed
from detente.records import Event

STORY = (
    "Relief in the capital\n\nKHARTOUM, Feb 11 (Reuters) - Sudanese authorities released four opposition leaders on Friday, their "
    "lawyers said.\n\nThe United States welcomed the release and urged the military to lift the state of emergency.\n"
)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_events_go_to_stdout_and_nothing_else(page: Path) -> None:
    result = run("code", str(page), "--format", "jsonl", "--published", "2022-02-12")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events
    for event in events:
        assert list(event) == tables.schema(Event).names
        assert event["source"] == str(page)


def test_a_file_is_closed_with_a_count(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    events = len(run("code", str(page), "--format", "jsonl").stdout.splitlines())
    for extra in ((), ("--resume",)):
        target = tmp_path / f"events{len(extra)}.jsonl"
        inputs = (str(page), str(tmp_path / "empty.txt"))
        done = run("code", *inputs, "--format", "jsonl", "--output", str(target), *extra)
        assert done.stderr.splitlines()[-1] == f"{target}: {events} events of 1 page, 1 refused"
        assert len(target.read_text(encoding="utf-8").splitlines()) == events
    again = run("code", *inputs, "--format", "jsonl", "--output", str(target), "--resume")
    assert again.stderr.splitlines()[-1] == f"{target}: 0 events of 0 pages, 1 refused"


def test_pages_that_give_no_event_are_named(page: Path, tmp_path: Path) -> None:
    dull = tmp_path / "recipe.txt"
    dull.write_text(
        "Beat the eggs with the sugar. Fold in the flour and bake the cake for an hour in a hot oven.", encoding="utf-8"
    )
    told = f"no events in 1 of 2 pages: {dull} (21 words)"
    target = tmp_path / "events.jsonl"
    for arguments in (
        ("code",),
        ("code", "--format", "jsonl"),
        ("code", "--workers", "2"),
        ("code", "--format", "jsonl", "--output", str(target), "--resume"),
        ("add", "--ledger", str(tmp_path / "news.duckdb")),
    ):
        done = run(*arguments, str(dull), str(page))
        assert (done.exit_code, told in done.stderr.splitlines()) == (0, True), (arguments, done.stderr)
    again = run("add", "--ledger", str(tmp_path / "news.duckdb"), str(dull), str(page))
    assert "no events" not in again.stderr


def test_the_table_tells_title_and_day_of_each_page(page: Path, tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text("Kyiv severed diplomatic relations with Pyongyang.\n", encoding="utf-8")
    lines = run("code", str(page), str(undated), "--published", "2022-02-12").stdout.splitlines()
    told = [lines[at + 1].strip() for at, line in enumerate(lines) if line.strip() in {str(page), str(undated)}]
    assert told == ["Relief in the capital | published 2022-02-12 (given)", "no title | published 2022-02-12 (given)"]
    assert "no title | no day of publication" in run("code", str(undated)).stdout


@pytest.mark.parametrize("more", [(), ("--resume",), ("--workers", "2")])
def test_the_least_confidence_leaves_out_and_counts(page: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    whole = [json.loads(line) for line in run("code", str(page), "--format", "jsonl").stdout.splitlines()]
    least = sorted(each["confidence"] for each in whole)[1]
    target = tmp_path / "sure.jsonl"
    arguments = ("code", str(page), "--format", "jsonl", "--output", str(target), "--least-confidence", str(least))
    done = run(*arguments, *more)
    kept = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert kept == [each for each in whole if each["confidence"] >= least]
    assert 0 < len(kept) < len(whole)
    assert f"left out: {len(whole) - len(kept)} with a confidence below {least:g}" in done.stderr.splitlines()
    assert done.stderr.splitlines()[-1].startswith(f"{target}: {len(kept)} event")


def test_a_run_goes_on_only_with_the_least_confidence_that_it_was_begun_with(page: Path, tmp_path: Path) -> None:
    arguments = ("code", str(page), "--format", "jsonl", "--output", str(tmp_path / "events.jsonl"), "--resume")
    assert run(*arguments, "--least-confidence", "0.5").exit_code == 0
    again = run(*arguments)
    assert again.exit_code == 2
    assert "was begun with a least confidence of 0.5, this is 0" in again.stderr
    assert run(*arguments, "--least-confidence", "0.5").exit_code == 0


def test_only_the_first_of_many_pages_are_named() -> None:
    listed = Listed()
    for number in range(NAMED + 2):
        listed.add(f"page-{number}")
    assert str(listed).endswith(f"page-{NAMED - 1} and 2 more")


def test_a_given_day_that_the_page_contradicts_is_told(tmp_path: Path) -> None:
    dated = tmp_path / "dated.html"
    dated.write_text(
        '<html><head><meta property="article:published_time" content="2019-03-04T08:00:00Z"></head><body><article>'
        f"<h1>Relief in the capital</h1><p>{STORY.splitlines()[2]}</p><p>{STORY.splitlines()[4]}</p></article></body></html>",
        encoding="utf-8",
    )
    told = run("code", str(dated), "--published", "2022-02-12").stderr
    assert (
        f"warning: the day of publication given is not that of 1 of 1 page: {dated} (the page says 2019-03-04" in told
    )
    for agreeing in ("2019-03-04", "2019-03-05"):
        assert "warning" not in run("code", str(dated), "--published", agreeing).stderr
    assert "warning" not in run("code", str(dated)).stderr


def test_a_day_to_come_is_told(page: Path) -> None:
    assert (
        "warning: --published 2099-01-01 lies in the future"
        in run("read", str(page), "--published", "2099-01-01").stderr
    )
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert run("read", str(page), "--published", today).stderr == ""


def test_the_same_input_gives_the_same_bytes(page: Path) -> None:
    first, second = (run("code", str(page), "--format", "jsonl").stdout_bytes for _ in range(2))
    assert first == second != b""


def test_all_formats_hold_the_same_events(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.parquet"
    assert run("code", str(page), "--format", "parquet", "--output", str(target)).exit_code == 0
    lines = run("code", str(page), "--format", "jsonl").stdout.splitlines()
    rows = list(csv.DictReader(io.StringIO(run("code", str(page), "--format", "csv").stdout)))
    ids = [json.loads(line)["id"] for line in lines]
    assert pq.read_table(target)["id"].to_pylist() == ids == [row["id"] for row in rows]
    assert "RETREAT" in run("code", str(page)).stdout


def test_json_has_two_names(page: Path, tmp_path: Path) -> None:
    assert run("code", str(page), "--format", "json").stdout == run("code", str(page), "--format", "jsonl").stdout != ""
    target = str(tmp_path / "events.jsonl")
    assert run("code", str(page), "--format", "json", "--output", target, "--resume").exit_code == 0


def test_an_address_of_another_kind_is_called_so() -> None:
    done = run("code", "ftp://example.org/page.html")
    assert done.exit_code == 1
    assert "refused: ftp://example.org/page.html: addresses that begin with ftp:// are not read" in done.stderr


def test_standard_input_is_a_page() -> None:
    result = run("code", "-", "--format", "jsonl", text=STORY)
    assert result.exit_code == 0
    assert json.loads(result.stdout.splitlines()[0])["source"] == "-"


def test_a_bad_input_is_named_and_the_others_go_on(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    result = run("code", str(tmp_path / "empty.txt"), str(tmp_path / "image.txt"), str(page), "--format", "jsonl")
    assert result.exit_code == 1
    assert result.stdout
    complaints = [line for line in result.stderr.splitlines() if line.startswith("refused")]
    assert len(complaints) == 2
    assert "empty.txt" in complaints[0]
    assert "image.txt" in complaints[1]


def test_pages_without_a_day_of_publication_are_named(tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text(
        "Peru expelled the Chilean ambassador. Chile recalled its envoy from Lima in response.", encoding="utf-8"
    )
    advice = "--published DAY or, in a table, --date-column gives one"
    told = f"no day of publication in 1 of 1 page (2 events without a date; {advice}): {undated}"
    for arguments in ("code",), ("code", "--format", "jsonl"), ("add", "--ledger", str(tmp_path / "news.duckdb")):
        assert told in run(*arguments, str(undated)).stderr.splitlines(), arguments
    assert "2 events, 2 without a date" in run("code", str(undated)).stdout
    dated = run("code", str(undated), "--published", "2022-02-12")
    assert "without a date" not in dated.stdout + dated.stderr


def test_values_of_a_date_column_that_are_no_day_are_named(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    days = ("21.08.2017", "3/4/2017", "31/11/2022", "yesterday", "")
    table.write_text(
        "day,content\n" + "".join(f"{day},Peru expelled the Chilean ambassador.\n" for day in days), encoding="utf-8"
    )
    told = run("code", str(table), "--date-column", "day").stderr.splitlines()
    named = (
        f"{table}:3 (day '3/4/2017'; day or month first?), {table}:4 (day '31/11/2022'), {table}:5 (day 'yesterday')"
    )
    assert f"no day in 3 values of the date column: {named}" in told
    assert "date column" not in run("code", str(table), "--date-column", "day", "--published", "2022-02-12").stderr


def test_wrong_usage_is_exit_2(page: Path) -> None:
    assert run("code").exit_code == 2
    assert run("code", str(page), "--format", "xml").exit_code == 2
    assert run("code", str(page), "--published", "yesterday").exit_code == 2
    assert "is no day of news" in run("code", str(page), "--published", "3019-11-19").stderr


def test_read_gives_clean_stories(page: Path) -> None:
    (line,) = run("read", str(page)).stdout.splitlines()
    story = json.loads(line)
    assert story["title"] == "Relief in the capital"
    assert story["text"].startswith("Sudanese authorities released")
