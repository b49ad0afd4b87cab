from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.actors import KnowledgeError, find_actors, load_knowledge
from detente.cli import main

TOML = """
# mine
[[groups]]
name = "Blue Brigade"
aliases = ["BB", "Azure Brigade"]
iso3 = "CHE"
sector = "REB"
from = 1999-03-01
until = 2001

[[leaders]]
name = "Ada Quill"
iso3 = "CHE"
office = "fm"
from = "2031-02"
"""
CSV = 'name,aliases,iso3,sector,from,until,wikidata\n"Green, Legion",BB,CHE,REB,1999,,\n'


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_toml_holds_several_tables(tmp_path: Path) -> None:
    knowledge = load_knowledge((write(tmp_path / "mine.toml", TOML),))
    group = find_actors("Azure Brigade", knowledge=knowledge, on=date(2001, 12, 31))[0]
    assert (group.entity.name, group.entity.sector) == ("Blue Brigade", "REB")
    assert "did not exist" not in group.reason
    assert "did not exist" in find_actors("Azure Brigade", knowledge=knowledge, on=date(1999, 2, 28))[0].reason
    minister = find_actors("the Swiss foreign minister", knowledge=knowledge, on=date(2031, 2, 1))[0]
    assert minister.entity.name == "Ada Quill"


def test_csv_with_quoted_comma(tmp_path: Path) -> None:
    knowledge = load_knowledge((write(tmp_path / "mine.csv", CSV),))
    assert find_actors("BB", knowledge=knowledge)[0].entity.name == "Green, Legion"


def test_several_files(tmp_path: Path) -> None:
    files = (write(tmp_path / "a.toml", TOML), write(tmp_path / "b.csv", CSV))
    assert {c.entity.name for c in find_actors("BB", knowledge=load_knowledge(files))} >= {
        "Blue Brigade",
        "Green, Legion",
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.toml", '[[groups]]\nname = "B"\niso3 = "che"\nsector = "REB"\n', r"a\.toml:3: field 'iso3'"),
        ("b.toml", '[[groups]]\nname = "B"\n\n[[groups]]\nname = "C"\nsector = "REX"\n', r"b\.toml:6: field 'sector'"),
        ("c.toml", '[[groups]]\nname = "B"\ncolour = "blue"\n', r"c\.toml:3: field 'colour': is no column"),
        ("d.toml", "[[groups]]\nname = 1.5\n", r"d\.toml:2: field 'name': 1\.5 is neither"),
        ("e.toml", "[[colours]]\nname = 'B'\n", r"e\.toml: 'colours' is no table"),
        ("f.toml", "[[groups]\n", r"f\.toml: .*line 1"),
        ("g.csv", "name,aliases,iso3,sector\nB,,CHE,REX\n", r"g\.csv:2: field 'sector'"),
        ("h.csv", "name,aliases,iso3,sector\nB,CHE\n", r"h\.csv:2: 2 fields where the header has 4"),
        (
            "i.csv",
            "name,iso3,sector,colour,from\nB,CHE,REB,blue,\n",
            r"i\.csv: column 'colour' is none of groups: .* needs name iso3",
        ),
        (
            "k.csv",
            "name,aliases,iso3,from\nB,,CHE,\n",
            r"k\.csv: column 'sector' is missing: a table of groups needs name iso3 sector, and",
        ),
        (
            "groups.csv",
            "name,sector\nB,REB\n",
            r"groups\.csv: column 'iso3' is missing: a table of groups needs name iso3 sector, and",
        ),
        (
            "l.csv",
            "name,iso3,sector\nB,CHE,REB\n",
            r"l\.csv: columns name iso3 sector fit groups and bodies: call the file groups\.csv or",
        ),
        ("j.csv", 'name,aliases,iso3,sector\n"B"x,,CHE,COP\n', r"j\.csv:2: "),
    ],
)
def test_mistakes_name_file_line_and_field(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        load_knowledge((write(tmp_path / name, text),))


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("mine.csv", "name,iso3,sector,from"),
        ("groups.csv", "name,iso3,sector"),
        ("mine.csv", "sector,until,aliases,iso3,name"),
    ],
)
def test_columns_that_a_row_need_not_have_may_be_left_out(tmp_path: Path, name: str, header: str) -> None:
    row = {"name": "Blue Brigade", "iso3": "CHE", "sector": "REB"}
    fields = ",".join(row.get(column, "") for column in header.split(","))
    knowledge = load_knowledge((write(tmp_path / name, f"{header}\n{fields}\n"),))
    entity = find_actors("Blue Brigade", knowledge=knowledge)[0].entity
    assert (entity.entity_id, entity.country, entity.sector) == ("group:blue-brigade", "CHE", "REB")


@pytest.mark.parametrize(
    ("since", "until", "is_it"), [("2035", "", False), ("", "2001", False), ("2020", "2024", True)]
)
def test_a_group_of_ones_own_is_named_only_while_it_exists(tmp_path: Path, since: str, until: str, is_it: bool) -> None:
    table = write(tmp_path / "groups.csv", f"name,iso3,sector,from,until\nBlue Brigade,CHE,REB,{since},{until}\n")
    page = write(tmp_path / "page.txt", "The Blue Brigade shelled the Swiss army on Tuesday, officials said.")
    arguments = ["code", str(page), "--published", "2022-08-15", "--format", "jsonl", "--actors", str(table)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "Blue Brigade" in result.stdout
    assert ('"entity_id": "group:blue-brigade"' in result.stdout) == is_it


def test_a_custom_term_ends_the_open_term_before_it(tmp_path: Path) -> None:
    text = "name,aliases,iso3,office,from,until,wikidata\nAda Quill,,ITA,hog,2031-02-01,,Q1\n"
    knowledge = load_knowledge((write(tmp_path / "mine.csv", text),))
    before = knowledge.holder("ITA", ("hog",), date(2031, 1, 31))
    after = knowledge.holder("ITA", ("hog",), date(2031, 2, 1))
    assert before is not None
    assert after is not None
    assert before[0].name != "Ada Quill"
    assert after[0].name == "Ada Quill"
    assert after[0].wikidata == "Q1"
    assert before[0].term(date(2031, 2, 1)) is None


def test_a_custom_row_replaces_the_bundled_terms_of_that_person(tmp_path: Path) -> None:
    text = "name,aliases,iso3,office,from,until,wikidata\nAngela Merkel,,DEU,hog,2005-11-22,2021-12-09,Q567\n"
    knowledge = load_knowledge((write(tmp_path / "mine.csv", text),))
    (person,) = [n.entry for n in knowledge.names.values["angela merkel"]]
    assert [term.until for term in person.terms if term.office == "hog"] == [date(2021, 12, 9)]
    assert person.wikidata == "Q567"


def test_code_takes_actor_files(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.toml", TOML.replace("until = 2001", ""))
    page = write(tmp_path / "page.txt", "The Blue Brigade shelled the Swiss army on Tuesday, officials said.")
    arguments = ["code", str(page), "--published", "2022-08-15", "--format", "jsonl", "--actors", str(table)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert '"entity_id": "group:blue-brigade"' in result.stdout


def test_code_with_a_bad_actor_file_is_wrong_usage(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.csv", "name,aliases,iso3,sector\nB,,CHE,REX\n")
    result = CliRunner().invoke(main, ["code", str(table), "--actors", str(table)])
    assert result.exit_code == 2
    assert "mine.csv:2: field 'sector'" in result.stderr


def test_the_coder_of_own_actors_has_its_own_name(tmp_path: Path) -> None:
    from detente.pipeline import load

    table = write(tmp_path / "mine.toml", TOML)
    assert load(actors=(table,)).name.startswith(load().name + " ")
