import json
from pathlib import Path

from click.testing import CliRunner, Result

from detente.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["actors", "find", *arguments])


def test_table_and_json_hold_the_same_actors() -> None:
    lines = run("Georgia").stdout.splitlines()
    records = [json.loads(line) for line in run("Georgia", "--format", "json").stdout.splitlines()]
    assert [line.split()[0] for line in lines] == [record["name"].split()[0] for record in records]
    assert records[0]["country"] == "GEO"
    assert records[0]["reason"]


def test_day_and_country_narrow() -> None:
    assert (
        json.loads(run("Moscow", "--on", "1985-01-01", "--format", "json").stdout.splitlines()[0])["country"] == "SUN"
    )
    assert "USA" not in run("Georgia", "--country", "geo").stdout


def test_nobody_known_is_said_on_stderr() -> None:
    result = run("Zorbax Quill")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Zorbax Quill" in result.stderr


def test_a_bad_custom_table_is_wrong_usage(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("name\taliases\tiso3\tsector\nBlue\t\tCHE\tREX\n", encoding="utf-8")
    result = run("Blue", "--custom", str(table))
    assert result.exit_code == 2
    assert "mine.tsv:2: field 'sector'" in result.stderr
