from pathlib import Path

from click.testing import CliRunner

from detente.cli import main


def test_a_mistake_in_a_gazetteer_file_is_wrong_usage_and_named(tmp_path: Path) -> None:
    table, page = tmp_path / "places.tsv", tmp_path / "page.txt"
    table.write_text("name\tlatitude\tlongitude\tcountry\nCamp Ash\tnorth\t44.2\tIRQ\n")
    page.write_text("Peru expelled two envoys on Monday, a minister in Lima said.")
    result = CliRunner().invoke(main, ["code", str(page), "--gazetteer", str(table)])
    assert result.exit_code == 2
    assert "line 2, field 'latitude'" in result.output
