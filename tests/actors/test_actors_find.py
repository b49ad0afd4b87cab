import json
from pathlib import Path

from click.testing import CliRunner, Result

from detente import ontology
from detente.actors import load_knowledge
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


def test_without_a_day_the_latest_known_comes_first() -> None:
    (force,) = found("Rapid Support Forces")
    assert (force["sector"], force["existed"]) == ("REB", True)
    (before,) = found("Rapid Support Forces", "--on", "2022-01-01")
    assert before["sector"] == "PRM"
    assert found("Moscow")[0]["country"] == "RUS"


def test_an_unknown_country_is_said() -> None:
    result = run("Kim", "--country", "Korea")
    assert result.exit_code == 2
    assert "'Korea' is no code of a country" in result.stderr
    assert "PRK (North Korea)" in result.stderr
    assert "KOR (South Korea)" in result.stderr
    assert run("Kim", "--country", "zz").exit_code == 2
    assert run("Moscow", "--country", "sun", "--on", "1985-01-01").stdout
    assert run("Secretary-General", "--country", "UNO").exit_code == 0
    assert "nobody of AUT is known as 'Kim Jong Un'" in run("Kim Jong Un", "--country", "aut").stderr


def test_a_state_of_ones_own_is_a_country(tmp_path: Path) -> None:
    table = tmp_path / "states.tsv"
    header = ["iso3", "name", "aliases", "adjectives", "seats", "from", "until", "successor", "cow", "fips"]
    row = ["ORU", "Orunia", "", "Orunian", "Orun City", "", "", "", "", ""]
    table.write_text("\t".join(header) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    assert run("Orunia", "--country", "oru").exit_code == 2
    result = run("Orunia", "--country", "oru", "--actors", str(table))
    assert (result.exit_code, "country:ORU" in result.stdout) == (0, True)


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


def test_json_has_two_names() -> None:
    assert run("Georgia", "--format", "jsonl").stdout == run("Georgia", "--format", "json").stdout != ""


def found(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments, "--format", "json").stdout.splitlines()]


def test_mister_names_no_woman_and_mistress_names_women_first() -> None:
    men = [each["name"] for each in found("Mr. Kim", "--on", "2022-08-15")]
    assert "Kim Jong-un" in men
    assert "Kim Yo-jong" not in men
    women = found("Ms. Kim", "--on", "2022-08-15")
    assert women[0]["name"] == "Kim Yo-jong"
    assert "not known" not in str(women[0]["reason"])
    assert all("not known to be a woman" in str(each["reason"]) for each in women[1:])
    assert {str(each["name"]) for each in found("Kim", "--on", "2022-08-15")} == {*men, "Kim Yo-jong"}
    assert found("Mr. Merkel") == []
    assert [each["name"] for each in found("Frau Merkel")] == ["Angela Merkel"]


def test_a_name_alone_or_an_office_restricts_to_no_sex() -> None:
    assert [each["name"] for each in found("Merkel")] == ["Angela Merkel"]
    assert found("Chairman Yellen")[0]["name"] == "Janet Yellen"


def test_who_left_office_last_comes_first_after_those_in_office() -> None:
    kims = found("Mr. Kim", "--on", "2012-06-01", "--country", "PRK")
    left = [each["left_office"] for each in kims]
    assert left[0] is None
    assert left == [*[day for day in left if day is None], *sorted((str(day) for day in left if day), reverse=True)]
    (father,) = [each for each in kims if each["name"] == "Kim Jong-il"]
    assert father["left_office"] == "2011-12-17"
    assert "formerly in office (leader until 2011-12-17)" in str(father["reason"])


def test_who_is_about_to_take_office_is_said_to_be() -> None:
    (obama,) = found("Obama", "--on", "2008-12-01")
    assert "about to take office (head of state from 2009-01-20)" in str(obama["reason"])


def test_what_did_not_exist_on_the_day_is_marked() -> None:
    assert [each["existed"] for each in found("Soviet Union", "--on", "2001-01-01")] == [False]


def test_every_woman_of_the_list_is_in_the_tables() -> None:
    persons = {name.entry.name for names in load_knowledge().names.values.values() for name in names}
    names = [row["name"] for row in ontology.read_table("actors/women.tsv")]
    assert len(names) == len(set(names)) > 300
    assert set(names) <= persons
