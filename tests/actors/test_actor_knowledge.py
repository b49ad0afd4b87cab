from datetime import date, timedelta
from pathlib import Path

import pytest

from detente import ontology
from detente.actors import Knowledge, KnowledgeError, find_actors, is_news_source, load_knowledge
from detente.actors.rows import COLUMNS, parse_day, read_bundled
from detente.records import Entity

TABLES = tuple(sorted((Path(__file__).parents[1] / "cases" / "actors" / "tables").glob("*.tsv")))
LEADERS = ("actors/leaders_west.tsv", "actors/leaders_east_south.tsv")
GROUPS = "name\taliases\tiso3\tsector\tfrom\tuntil\twikidata\n"


def small_knowledge() -> Knowledge:
    return load_knowledge(custom=TABLES)


def write(path: Path, text: str) -> tuple[Path]:
    path.write_text(text, encoding="utf-8")
    return (path,)


def test_custom_rows_come_before_bundled_ones(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.tsv", GROUPS + "Blue Brigade\tBB;Hamas\tCHE\tREB\t1999\t\t\n")
    knowledge = load_knowledge(custom=table)
    assert find_actors("Blue Brigade", knowledge=knowledge)[0].entity.entity_id == "group:blue-brigade"
    assert find_actors("Hamas", knowledge=knowledge)[0].entity.name == "Blue Brigade"
    assert find_actors("Hamas", knowledge=load_knowledge())[0].entity.name != "Blue Brigade"


def test_custom_country_of_the_day(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.tsv", GROUPS + "Blue Brigade\t\tCHE\tREB\t1999\t2001-05\t\n")
    knowledge = load_knowledge(custom=table)
    (then,) = find_actors("Blue Brigade", knowledge=knowledge, on=date(2001, 5, 31))
    assert "did not exist" not in then.reason
    later = find_actors("Blue Brigade", knowledge=knowledge, on=date(2001, 6, 1))[0]
    assert "did not exist" in later.reason


@pytest.mark.parametrize(
    ("rows", "line", "field"),
    [
        ("Blue\t\tCHE\tREX\t1999\t\t\n", 2, "sector"),
        ("Blue\t\tche\tREB\t1999\t\t\n", 2, "iso3"),
        ("# a comment\nBlue\t\tCHE\tREB\t99\t\t\n", 3, "from"),
        ("Blue\t\tCHE\tREB\t1999\t2001-13\t\n", 2, "until"),
        ("\t\tCHE\tREB\t1999\t\t\n", 2, "name"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, rows: str, line: int, field: str) -> None:
    table = write(tmp_path / "mine.tsv", GROUPS + rows)
    with pytest.raises(KnowledgeError, match=rf"mine\.tsv:{line}: field '{field}'"):
        load_knowledge(custom=table)


def test_a_row_of_wrong_length_and_an_unknown_table_are_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"short\.tsv:2: 2 fields where the header has 7"):
        load_knowledge(custom=write(tmp_path / "short.tsv", GROUPS + "Blue\tBB\n"))
    with pytest.raises(KnowledgeError, match=r"odd\.tsv: column 'iso3' is missing: a table of groups needs"):
        load_knowledge(custom=write(tmp_path / "odd.tsv", "name\tcolour\nBlue\tblue\n"))
    with pytest.raises(KnowledgeError, match=r"absent\.tsv: cannot be read"):
        load_knowledge(custom=(tmp_path / "absent.tsv",))


@pytest.mark.parametrize("table", COLUMNS)
def test_bundled_tables_have_their_columns(table: str) -> None:
    for row in read_bundled(table):
        assert set(row.fields) == set(COLUMNS[table])


def test_days_of_partial_dates() -> None:
    assert parse_day("2001", is_end=True) == date(2001, 12, 31)
    assert parse_day("2000-02", is_end=True) == date(2000, 2, 29)
    assert parse_day("2000-02", is_end=False) == date(2000, 2, 1)


def test_every_state_has_a_successor_that_exists() -> None:
    knowledge = load_knowledge()
    for old, new in knowledge.successors.items():
        assert new in knowledge.countries, old
    assert knowledge.state("RUS", date(1985, 1, 1)) == "SUN"
    assert knowledge.state("SUN", date(1995, 1, 1)) == "RUS"
    assert knowledge.state("YUG", date(2010, 1, 1)) == "SRB"
    assert knowledge.state("DEU", date(1975, 1, 1)) == "DEU"
    assert knowledge.state("DDR", date(1995, 1, 1)) == "DEU"


def test_one_holder_per_office_and_day() -> None:
    knowledge = small_knowledge()
    held = knowledge.holder("RUS", ("hos",), date(2010, 1, 1))
    assert held is not None
    assert held[0].name == "Dmitry Medvedev"
    assert knowledge.holder("RUS", ("nothing",), date(2010, 1, 1)) is None


def test_find_by_country_and_day() -> None:
    knowledge = small_knowledge()
    names = [c.entity.name for c in find_actors("Kim", knowledge=knowledge, on=date(2001, 5, 1), country="KOR")]
    assert names[0] == "Kim Dae-jung"
    assert all(c.entity.country == "PRK" for c in find_actors("Kim", knowledge=knowledge, country="PRK"))
    assert find_actors("Zorbax Quill", knowledge=knowledge) == ()
    georgia = {c.entity.country for c in find_actors("Georgia", knowledge=knowledge)}
    assert georgia == {"GEO", "USA"}


def test_reasons_are_words() -> None:
    (candidate, *_) = find_actors("the Russian president", knowledge=small_knowledge(), on=date(2022, 8, 15))
    assert candidate.entity.name == "Vladimir Putin"
    assert "'Russian' is adjective of Russia" in candidate.reason


def test_news_sources() -> None:
    knowledge: Knowledge = small_knowledge()
    (agency, *_) = find_actors("KCNA", knowledge=knowledge)
    assert is_news_source(agency.entity)
    assert not is_news_source(Entity(name="Russia", entity_id="country:RUS", country="RUS"))
    assert not is_news_source(Entity(name="a paper", sector="JRN"))


def test_which_states_have_ended() -> None:
    knowledge = load_knowledge()
    assert knowledge.has_ended("CSK", date(2013, 10, 9))
    assert not knowledge.has_ended("CSK", date(1992, 6, 1))
    assert not knowledge.has_ended("CSK", None)
    assert not knowledge.has_ended("NOR", date(2013, 10, 9))


CHANGED_ITSELF = {
    "Cambodian People's Party 1998-11-30": "its prime minister alone in office",
    "Communist Party of the Soviet Union 1991-08-24": "left by its leader",
    "Ethiopian People's Revolutionary Democratic Front 2019-12-01": "dissolved",
    "Prosperity Party 2019-12-01": "founded",
    "Fidesz 2026-04-12": "an election, after which nothing is known here",
    "Jubilee Party 2016-09-08": "founded",
    "Likud 2005-11-21": "left by its leader",
    "Kadima 2005-11-24": "founded",
    "New Azerbaijan Party 1993-10-10": "elected; its leader was acting before",
    "Nuevas Ideas 2021-05-01": "in parliament",
    "Nur Otan 1999-02-12": "founded",
    "People's Front for Democracy and Justice 1994-02-16": "founded",
    "United Russia 2003-12-24": "in parliament",
    "United Socialist Party of Venezuela 2007-03-24": "founded",
    "Workers' Party of Brazil 2016-05-12": "its president suspended",
    "Bhumjaithai 2019-06-09": "a partner that joined",
    "Democratic Alliance of South Africa 2024-06-30": "a partner that joined",
    "FUNCINPEC 1993-09-24": "shared power",
    "FUNCINPEC 2008-09-25": "shared power",
    "Free Democratic Party of Germany 2009-10-28": "a partner that joined",
    "Free Democratic Party of Germany 2013-12-17": "a partner that left",
    "Free Democratic Party of Germany 2024-11-07": "a partner that left",
    "Freedom Party of Austria 2005-04-17": "left by its leader",
    "Inkatha Freedom Party 2004-04-27": "a partner that left",
    "Inkatha Freedom Party 2024-06-30": "a partner that joined",
    "Irish Labour Party 1993-01-12": "a partner that joined",
    "Irish Labour Party 2016-05-06": "a partner that left",
    "Komeito 1999-10-05": "a partner that joined",
    "Komeito 2025-10-10": "a partner that left",
    "Liberal Democrats 2015-05-08": "a partner that left",
    "Movement for Democratic Change 2013-09-11": "a partner that left",
    "New Zealand First 2020-11-06": "a partner that left",
    "Palang Pracharath 2019-06-09": "a partner that joined",
    "Podemos 2020-01-13": "a partner that joined",
    "Podemos 2023-11-21": "a partner that left",
    "Progress Party of Norway 2020-01-24": "a partner that left",
    "Social Democratic Party of Germany 2009-10-28": "a partner that left",
    "Social Democratic Party of Germany 2013-12-17": "a partner that joined",
    "Sumar 2023-11-21": "a partner that joined",
    "Serb List 2022-11-05": "a partner that left",
}
"""Days since 1990 on which a party began or ceased to govern while the state's heads stayed."""


def test_parties_govern_from_and_until_days_on_which_the_leaders_change() -> None:
    countries = {row["name"]: row["iso3"] for row in ontology.read_table("actors/groups.tsv")}
    terms = [
        row for table in LEADERS for row in ontology.read_table(table) if row["office"] in ("hos", "hog", "leader")
    ]
    turns = {(row["iso3"], row[end][:10]) for row in terms for end in ("from", "until") if row[end]}
    found = set()
    for row in ontology.read_table("actors/governing.tsv"):
        assert row["name"] in countries, row
        assert not row["until"] or row["from"] < row["until"], row
        for day in filter(None, (row["from"], row["until"])):
            near = (date.fromisoformat(day) + timedelta(days=shift) for shift in (-1, 0, 1))
            if day >= "1990" and all((countries[row["name"]], each.isoformat()) not in turns for each in near):
                found.add(f"{row['name']} {day}")
    assert found == CHANGED_ITSELF.keys()
