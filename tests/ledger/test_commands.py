import json
from dataclasses import replace
from datetime import date
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


def test_an_add_that_stores_nothing_leaves_no_file(tmp_path: Path) -> None:
    ledger = tmp_path / "news.duckdb"
    gone = run("add", str(tmp_path / "none.txt"), "--ledger", str(ledger))
    assert gone.exit_code == 1
    assert gone.stderr.splitlines()[-1] == (
        f"0 stories and 0 events added, 0 pages known before, 1 refused; {ledger} was not made"
    )
    assert list(tmp_path.iterdir()) == []
    bad = tmp_path / "bad.CSV"
    bad.write_text("no row of GDELT\n", encoding="utf-8")
    assert run("import", str(bad), "--format", "gdelt2", "--ledger", str(ledger)).exit_code == 1
    assert not ledger.exists()


def test_a_ledger_that_was_there_stays_however_empty(tmp_path: Path) -> None:
    ledger = tmp_path / "news.duckdb"
    Ledger(ledger).close()
    assert run("add", str(tmp_path / "none.txt"), "--ledger", str(ledger)).exit_code == 1
    with Ledger(ledger, read_only=True) as still:
        assert still.sql("select count(*) from events").fetchall() == [(0,)]


def test_an_empty_story_fills_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text(
        "Calm\n\nThe lake was calm and the boats stayed in the harbour.", encoding="utf-8"
    )
    ledger = tmp_path / "news.duckdb"
    done = run("add", str(tmp_path / "calm.txt"), "--ledger", str(ledger))
    assert done.stderr.splitlines() == [
        f"no events in 1 of 1 page: {tmp_path / 'calm.txt'} (11 words)",
        "1 story and 0 events added, 0 pages known before",
    ]
    assert ledger.exists()


def test_relations_on_one_screen(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    line = "Kyiv severed diplomatic relations with Pyongyang."
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-13 UKR 161 PRK", line.replace("severed", "<severed>")))])
    screen = run("relations", "ukr", "PRK", "--ledger", str(path))
    assert screen.exit_code == 0
    assert screen.stdout.count(line) == 2
    assert "diplomatic relations: ended by UKR" in screen.stdout
    assert "1 report of 1 origin\n" in screen.stdout
    assert len(screen.stdout.splitlines()) < 40
    told = json.loads(run("relations", "UKR", "PRK", "--ledger", str(path), "--format", "json").stdout)
    assert told["facts"][0]["until"] == "2022-07-13"
    before = run("relations", "UKR", "PRK", "--ledger", str(path), "--as-of", "2022-07-01")
    assert "nothing on record" in before.stdout
    assert "nothing between 'UKR' and 'PRK' known by 2022-07-01: the ledger has no event of the two" in before.stderr
    assert "twice" in run("relations", "UKR", "ukr", "--ledger", str(path)).stderr
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


@pytest.fixture
def named(tmp_path: Path) -> str:
    """A ledger with states, a body, an armed group and a party that no table knows."""
    path = tmp_path / "named.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded(
            [
                coded("a", event("2022-07-13 DEU 163 PRK"), event("2022-07-14 org:nato 040 GEO")),
                coded("b", event("2022-07-15 group:azure-brigade 190 SUN")),
            ]
        )
    return str(path)


@pytest.mark.parametrize(
    ("first", "second", "parties"),
    [
        ("Germany", "north korea", ("DEU", "PRK")),
        ("Kim Jong Un", "deu", ("PRK", "DEU")),
        ("NATO", "Georgia", ("org:nato", "GEO")),
        ("group:azure-brigade", "Soviet Union", ("group:azure-brigade", "SUN")),
    ],
)
def test_relations_take_names(named: str, first: str, second: str, parties: tuple[str, str]) -> None:
    done = run("relations", first, second, "--ledger", named, "--format", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["first"], told["second"]) == parties
    assert told["latest"]


def test_relations_say_what_a_name_was_taken_for(named: str) -> None:
    done = run("relations", "Germany", "PRK", "--ledger", named)
    assert done.stderr == "'Germany' is taken for DEU: Germany\n"


def test_a_name_of_somebody_who_acts_for_a_state_says_so(named: str) -> None:
    done = run("relations", "Kim Jong Un", "DEU", "--ledger", named)
    assert done.stderr == "'Kim Jong Un' is taken for PRK: Kim Jong-un, whose acts the ledger counts as those of PRK\n"


def test_a_group_that_turned_on_its_state_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "river.duckdb"
    table = tmp_path / "mine.tsv"
    table.write_text(
        "name\taliases\tiso3\tsector\tfrom\tuntil\twikidata\n"
        "River Guard\tthe Guard\tCHE\tPRM\t\t2021-12-31\t\nRiver Guard\tthe Guard\tCHE\tREB\t2022-01-01\t\t\n",
        encoding="utf-8",
    )
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-01 group:river-guard 190 CHE", "The Guard shelled Berne."))])
    for more in ((), ("--as-of", "2022-08-01")):
        done = run(
            "relations", "CHE", "River Guard", "--ledger", str(path), "--actors", str(table), "--format", "json", *more
        )
        assert json.loads(done.stdout)["second"] == "group:river-guard", more
        assert json.loads(done.stdout)["latest"]
    for on, code in ((), "REB"), (("--on", "2021-05-01"), "PRM"):
        done = run("actors", "find", "River Guard", "--actors", str(table), "--format", "json", *on)
        assert json.loads(done.stdout.splitlines()[0])["sector"] == code


def test_a_group_of_the_ledger_is_itself_on_any_day(tmp_path: Path) -> None:
    path = tmp_path / "lake.duckdb"
    table = tmp_path / "mine.tsv"
    table.write_text(
        "name\taliases\tiso3\tsector\tfrom\tuntil\twikidata\nLake Guard\t\tCHE\tPRM\t\t\t\nLake Party\t\tCHE\tPTY\t\t\t\n",
        encoding="utf-8",
    )
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-01 group:lake-guard 190 AUT", "The Guard shelled Linz."))])
    for name, party in (("Lake Guard", "group:lake-guard"), ("Lake Party", "CHE")):
        done = run("relations", "AUT", name, "--ledger", str(path), "--actors", str(table), "--format", "json")
        assert json.loads(done.stdout)["second"] == party
        assert ("whose acts the ledger counts as those of CHE" in done.stderr) == (party == "CHE")


def test_one_party_twice_is_said_though_it_has_events_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "within.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", event("2022-07-01 CHE 111 CHE", "The Swiss parliament blamed the Swiss army."))])
    done = run("relations", "CHE", "Switzerland", "--ledger", str(path))
    assert "'CHE' twice: relations are those of two parties" in done.stderr


def test_a_name_of_the_day_is_meant(named: str) -> None:
    done = run("relations", "Moscow", "DEU", "--ledger", named, "--as-of", "1985-01-01", "--format", "json")
    assert json.loads(done.stdout)["first"] == "SUN"


def test_an_ambiguous_name_is_refused_with_what_it_can_be(named: str) -> None:
    done = run("relations", "Kim", "DEU", "--ledger", named)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'Kim' can be" in done.stderr
    assert "PRK (Kim Jong-un)" in done.stderr
    assert "KOR (Kim" in done.stderr
    congo = run("relations", "Congo", "DEU", "--ledger", named).stderr
    assert "COG (Congo) or COD (Democratic Republic of the Congo): give the code or id" in congo


def test_a_name_that_nobody_has_is_refused(named: str) -> None:
    done = run("relations", "Zorbax Quill", "DEU", "--ledger", named)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'Zorbax Quill' is no code of a state" in done.stderr


def test_relations_know_actors_of_ones_own(named: str, tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(
        "name\taliases\tiso3\tsector\tfrom\tuntil\twikidata\nAzure Brigade\tthe Azures\tCHE\tREB\t\t\t\n",
        encoding="utf-8",
    )
    arguments = ("relations", "the Azures", "SUN", "--ledger", named, "--format", "json")
    assert run(*arguments).exit_code == 2
    assert json.loads(run(*arguments, "--actors", str(table)).stdout)["latest"]


def test_relations_say_no_day_that_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "vague.duckdb"
    held = replace(
        event("2016-01-01 RUS 181 UKR", "Russia has held Ukrainian sailors since 2016."),
        enddate=date(2022, 7, 20),
        date_precision="period",
    )
    barred = replace(
        event("1967-01-01 RUS 163 UKR", "Moscow barred goods in 1967."),
        enddate=date(1967, 12, 31),
        date_precision="year",
    )
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", held, published="2022-07-20"), coded("b", barred, published="2022-07-20")])
    screen = run("relations", "RUS", "UKR", "--ledger", str(path)).stdout
    assert "  2016 to 2022 RUS > UKR ASSAULT" in screen
    assert "  1967 RUS > UKR SANCTION" in screen
    assert "(1967 - )" in screen
    told = json.loads(run("relations", "RUS", "UKR", "--ledger", str(path), "--format", "json").stdout)
    assert sorted(each["date"] for each in told["latest"]) == ["1967-01-01", "2016-01-01"]
    assert "enddate" not in told["latest"][0]
    assert "since_told" not in told["facts"][0]


def test_a_fact_without_news_is_last_told_and_a_closed_embassy_puts_relations_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    with Ledger(path) as ledger:
        barred = event("2012-11-27 UKR 163 PRK", "Ukraine <banned> all goods of North Korea.")
        restored = event("2020-07-13 UKR,PRK 054 -", "Ukraine and North Korea <restored> diplomatic relations.")
        held = event("2012-04-10 PRK 192 UKR", "North Korea has <seized> an islet of Ukraine's.")
        shut = event("2022-07-13 PRK 161 UKR", "Pyongyang <closed> its embassy in Kyiv.")
        ledger.add_coded([coded("a", barred, held), coded("b", restored), coded("c", shut)])
    screen = run("relations", "UKR", "PRK", "--ledger", str(path))
    assert "diplomatic relations: in doubt since 2022-07-13 by PRK  (2020-07-13 - )" in screen.stdout
    assert "sanctions UKR > PRK: in doubt since 2020-07-13 by UKR  (2012-11-27 - )" in screen.stdout
    assert "troops PRK > UKR: last told 2012-04-10, nothing since  (2012-04-10 - )" in screen.stdout
