import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from detente import ontology, tables
from detente.cli import main
from detente.cli.ledger import FORMATS as OFFERED
from detente.export import DAY_NEEDED, FORMATS, UndatedDay, codes, export, gdelt
from detente.export.flat import LedgerEvent
from detente.export.formats import TABLES
from detente.export.rows import export_rows, party
from detente.ledger import Ledger
from detente.records import Event
from tests.ledger.made import actor, coded, event, undated

STRUCK = "Russian jets bombed the harbour at Odesa."
WIDTHS = {"polecat": 40, "icews": 20, "gdelt": 58, "gdelt2": 61, "mentions": 16, "phoenix": 26, "quadruples": 4}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "news.duckdb")
    ledger.add_coded(
        [
            coded(
                "a", event("2022-07-01 RUS,PRK 046 -"), event("2022-07-02 USA 163 PRK", "Washington's\tnew\nsanctions.")
            ),
            coded("b", event("2022-08-05 RUS 195 UKR", STRUCK, place="Odesa")),
            coded("c", event("2022-08-05 RUS 195 UKR", "Jets of Russia bombed the harbour of Odesa.", place="Odesa")),
            coded("d", event("2022-08-06 PRK 163 KOR", "Seoul may be sanctioned.", auxiliary=("future",))),
            coded("e", event("2022-09-01 ROU 173 -", "Romanian police made an arrest.")),
        ]
    )
    return ledger


def read(ledger: Ledger, output_format: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / output_format
    export(ledger, output_format=output_format, output=path)
    return parse(path, output_format)


def parse(path: Path, output_format: str) -> list[dict[str, str]]:
    table = TABLES[output_format]
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    if table.has_header:
        assert tuple(lines.pop(0).split("\t")) == table.columns
    assert {len(line.split("\t")) for line in lines} == {WIDTHS[output_format]}
    return [dict(zip(table.columns, line.split("\t"), strict=True)) for line in lines]


def test_every_table_has_its_width() -> None:
    assert {name: len(table.columns) for name, table in TABLES.items()} == WIDTHS
    assert all(len(set(table.columns)) == len(table.columns) for table in TABLES.values())
    assert OFFERED == FORMATS


def test_gdelt_2_has_adm2_after_each_adm1() -> None:
    assert [name for name in gdelt.COLUMNS_2 if name not in gdelt.COLUMNS] == [
        "Actor1Geo_ADM2Code",
        "Actor2Geo_ADM2Code",
        "ActionGeo_ADM2Code",
    ]
    for who in ("Actor1", "Actor2", "Action"):
        at = gdelt.COLUMNS_2.index(f"{who}Geo_ADM1Code")
        assert gdelt.COLUMNS_2[at + 1] == f"{who}Geo_ADM2Code"


@pytest.mark.parametrize("output_format", ["gdelt", "gdelt2"])
def test_gdelt_has_a_row_a_happening_and_pair(ledger: Ledger, tmp_path: Path, output_format: str) -> None:
    rows = read(ledger, output_format, tmp_path)
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows) == 5
    struck = next(row for row in rows if row["EventCode"] == "195")
    assert (struck["NumMentions"], struck["QuadClass"], struck["GoldsteinScale"]) == ("2", "4", "-10.0")
    assert (struck["Actor1Code"], struck["Actor2CountryCode"], struck["EventRootCode"]) == ("RUSGOV", "UKR", "19")
    assert struck["SQLDATE"] == "20220805"
    assert struck["DATEADDED"] == ("20220805000000" if output_format == "gdelt2" else "20220805")
    assert {row["Actor1CountryCode"] for row in rows} == {"RUS", "PRK", "USA", "ROM"}


def test_mentions_point_at_events(ledger: Ledger, tmp_path: Path) -> None:
    events = {row["GLOBALEVENTID"]: row for row in read(ledger, "gdelt2", tmp_path)}
    found = read(ledger, "mentions", tmp_path)
    assert {row["GLOBALEVENTID"] for row in found} == set(events)
    for key, row in events.items():
        assert int(row["NumMentions"]) == sum(mention["GLOBALEVENTID"] == key for mention in found)


def test_icews_mirrors_meetings(ledger: Ledger, tmp_path: Path) -> None:
    rows = read(ledger, "icews", tmp_path)
    meetings = [(row["Source Country"], row["Target Country"]) for row in rows if row["CAMEO Code"] == "046"]
    assert sorted(meetings) == [("North Korea", "Russia"), ("Russia", "North Korea")]
    assert len({(row["Event ID"], row["Event Date"]) for row in rows}) == len(rows) == 6
    assert {row["Source Sectors"] for row in rows} == {"Government"}
    assert "Odesa" in {row["City"] for row in rows}


def test_polecat_says_none_and_joins_lists(ledger: Ledger, tmp_path: Path) -> None:
    rows = read(ledger, "polecat", tmp_path)
    assert len(rows) == 5
    meeting = next(row for row in rows if row["Event Type"] == "CONSULT")
    assert (meeting["Actor Name"], meeting["Recipient Name"], meeting["Actor COW"]) == ("RUS; PRK", "None", "365; 731")
    assert meeting["Quad Code"] == "VERBAL COOPERATION"
    assert all(value for row in rows for value in row.values())
    assert rows[0]["Event ID"].split("_")[1:] == ["CONSULT", "None"]


def test_phoenix_and_gdelt_cut_the_quads_otherwise(ledger: Ledger, tmp_path: Path) -> None:
    by_code = {row["EventCode"]: row["QuadClass"] for row in read(ledger, "phoenix", tmp_path)}
    assert by_code == {"046": "1", "163": "3", "195": "4", "173": "4"}
    assert [codes.gdelt_quad(code) for code in ("02", "090", "145", "163")] == [1, 2, 3, 4]
    assert [codes.phoenix_quad(code) for code in ("02", "090", "145", "163")] == [0, 3, 4, 3]


def test_plover_keeps_every_event_with_its_mode(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    export(ledger, output_format="plover", output=path)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(records) == 6
    assert all({"id", "date", "actor", "event"} <= set(record) for record in records)
    assert next(r["mode"] for r in records if r["date"] == "2022-08-06") == ["discontinue", "future"]


def test_quadruples_are_distinct_and_by_day(ledger: Ledger, tmp_path: Path) -> None:
    rows = read(ledger, "quadruples", tmp_path)
    assert [tuple(row.values()) for row in rows] == [
        *sorted([("RUS", "CONSULT", "PRK", "2022-07-01"), ("PRK", "CONSULT", "RUS", "2022-07-01")], reverse=True),
        ("USA", "SANCTION/discontinue", "PRK", "2022-07-02"),
        ("RUS", "ASSAULT/aerial", "UKR", "2022-08-05"),
    ]


def test_parquet_and_csv_hold_the_events(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, output_format="parquet", output=tmp_path / "x.parquet")
    events = list(tables.from_table(Event, pq.read_table(tmp_path / "x.parquet")))
    assert events == [row.event for row in export_rows(ledger)]
    export(ledger, output_format="csv", output=tmp_path / "x.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == [each.id for each in events]


def test_parties_are_those_of_the_dyads(ledger: Ledger) -> None:
    ledger.add_coded([coded("x", event("2022-07-13 PRK 054 partial:dpr/UKR"), event("2022-07-14 group:g 190 UKR"))])
    named = {party(a) for row in export_rows(ledger) for a in (*row.event.actors, *row.event.recipients)}
    stored = {name for (name,) in ledger.sql("select source from dyads union select target from dyads").fetchall()}
    assert stored <= named


def test_as_of_and_the_command(ledger: Ledger, tmp_path: Path) -> None:
    assert len(list(export_rows(ledger, as_of=date(2022, 7, 31)))) == 2
    ledger.close()
    done = CliRunner().invoke(
        main, ["export", "--ledger", str(ledger.path), "--format", "icews", "--as-of", "2022-07-31"]
    )
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 4)
    assert CliRunner().invoke(main, ["export", "--ledger", str(tmp_path / "none"), "--format", "csv"]).exit_code == 2


@pytest.mark.parametrize(
    ("code", "score"),
    [("01", 0.0), ("014", 0.0), ("018", 3.4), ("024", -0.3), ("042", 1.9), ("057", 8.0), ("0874", 10.0), ("130", -4.4), ("131", -5.8),
     ("165", -7.0), ("1823", -10.0), ("192", -9.5), ("1661", -8.0), ("195", -10.0)],
)  # fmt: skip
def test_goldstein_scores_are_those_of_the_published_table(code: str, score: float) -> None:
    assert codes.goldstein(code) == score


def test_codes_of_actors() -> None:
    assert codes.cameo_actor(actor("RUS")) == "RUSGOV"
    assert codes.cameo_actor(actor("partial:dpr/UKR")) == "UKRSEP"
    assert codes.cameo_actor(None) == ""
    assert (codes.fips("UKR"), codes.fips("SDN")) == ("UP", "SU")
    for code in ontology.cameo_codes():
        assert -10 <= codes.goldstein(code) <= 10


@pytest.fixture
def late(tmp_path: Path) -> Ledger:
    """One event of a known day; one told without, on a page of a known day; one told without, on a page of an unknown one."""
    ledger = Ledger(tmp_path / "late.duckdb")
    armed = coded(
        "a", undated(event("2022-07-01 RUS 071 PRK", "Moscow has been feeding Pyongyang.")), published="2022-08-01"
    )
    bare = coded("b", undated(event("2022-07-01 FRA 160 MLI", "Paris has cut its ties with Bamako.")))
    bare = replace(bare, story=replace(bare.story, published=None, crawled=date(2022, 9, 9)))
    ledger.add_coded([armed, bare, coded("c", event("2022-07-03 USA 163 PRK"))])
    return ledger


def test_what_is_left_out_is_counted_with_its_reason(ledger: Ledger, tmp_path: Path) -> None:
    found = {}
    for name in FORMATS[:-1]:
        done = export(ledger, output_format=name, output=tmp_path / name)
        found[name] = (done.events, done.rows, {each.reason: each.events for each in done.left_out})
    assert found == {
        "plover": (6, 6, {}),
        "polecat": (6, 5, {"not_fact": 1}),
        "icews": (6, 6, {"not_fact": 1}),
        "gdelt": (6, 5, {"not_fact": 1, "merged": 1}),
        "gdelt2": (6, 5, {"not_fact": 1, "merged": 1}),
        "mentions": (6, 6, {"not_fact": 1}),
        "phoenix": (6, 5, {"not_fact": 1, "merged": 1}),
        "quadruples": (6, 4, {"not_fact": 1, "no_pair": 1, "repeated": 1}),
        "parquet": (6, 6, {}),
        "csv": (6, 6, {}),
    }


def test_the_command_says_what_it_left_out(ledger: Ledger, tmp_path: Path) -> None:
    ledger.close()
    report = tmp_path / "report.json"
    arguments = ["export", "--ledger", str(ledger.path), "--format", "gdelt2", "--report", str(report)]
    done = CliRunner().invoke(main, arguments)
    assert done.stderr.splitlines() == [
        "5 rows of 6 events",
        "left out: 1 of a happening that has its row by another report",
        "left out: 1 planned, hypothetical or denied, for which the format has no field",
    ]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["events"], told["rows"], told["undated"]) == (6, 5, 0)
    assert [(each["reason"], each["events"]) for each in told["left_out"]] == [("merged", 1), ("not_fact", 1)]


@pytest.mark.parametrize("output_format", ["csv", "parquet"])
def test_no_day_stands_in_for_an_unknown_one(late: Ledger, tmp_path: Path, output_format: str) -> None:
    path = tmp_path / f"x.{output_format}"
    done = export(late, output_format=output_format, output=path)
    assert (done.rows, done.undated, done.unpublished) == (3, 2, 1)
    if output_format == "csv":
        rows = [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]
    else:
        rows = [tables.to_flat(each) for each in tables.from_table(LedgerEvent, pq.read_table(path))]
    assert [(row["date"], row["date_precision"], row["published"], row["known_on"]) for row in rows] == [
        ("2022-07-03", "day", "2022-07-03", "2022-07-03"),
        ("", "unknown", "2022-08-01", "2022-08-01"),
        ("", "unknown", "", "2022-09-09"),
    ]


DAY_COLUMNS = {
    "polecat": "Event Date",
    "icews": "Event Date",
    "gdelt": "SQLDATE",
    "gdelt2": "SQLDATE",
    "mentions": "EventTimeDate",
    "phoenix": "Date",
}


@pytest.mark.parametrize(
    ("undated_day", "days"),
    [
        (None, ["20220703"]),
        ("published", ["20220703", "20220801"]),
        (date(1999, 1, 1), ["20220703", "19990101", "19990101"]),
    ],
)
def test_formats_that_need_a_day_make_none_up(
    late: Ledger, tmp_path: Path, undated_day: UndatedDay | None, days: list[str]
) -> None:
    assert set(DAY_COLUMNS) == set(DAY_NEEDED)
    for name, column in DAY_COLUMNS.items():
        done = export(late, output_format=name, output=tmp_path / name, undated_day=undated_day)
        found = [row[column].replace("-", "")[:8] for row in parse(tmp_path / name, name)]
        assert found == days, name
        assert [each.events for each in done.left_out] == ([3 - len(days)] if len(days) < 3 else []), name
        assert done.undated == len(days) - 1, name
    assert [row["time"] for row in read(late, "quadruples", tmp_path)] == ["2022-07-03"]


def test_the_command_says_how_many_days_nobody_told(late: Ledger) -> None:
    late.close()
    arguments = ["export", "--ledger", str(late.path), "--format", "icews"]
    done = CliRunner().invoke(main, arguments)
    assert len(done.stdout.splitlines()) == 2
    assert "left out: 2 whose day nobody told (--undated-day gives them one)" in done.stderr
    assert "undated:" not in done.stderr
    published = CliRunner().invoke(main, [*arguments, "--undated-day", "published"])
    assert "left out: 1 whose day nobody told" in published.stderr
    assert "undated: 1 event, on the day of publication" in published.stderr
    given = CliRunner().invoke(main, [*arguments, "--undated-day", "1999-01-01"])
    assert "undated: 2 events, on 1999-01-01, as asked" in given.stderr


@pytest.mark.parametrize(
    "more",
    [
        ("icews", "--undated-day", "today"),
        ("icews", "--undated-day", "published", "--dated-only"),
        ("csv", "--undated-day", "1999-01-01"),
        ("quadruples", "--undated-day", "1999-01-01"),
    ],
)
def test_a_day_for_undated_events_is_refused_where_it_says_nothing(late: Ledger, more: tuple[str, ...]) -> None:
    late.close()
    assert CliRunner().invoke(main, ["export", "--ledger", str(late.path), "--format", *more]).exit_code == 2


def test_a_happening_is_dated_by_whoever_tells_its_day(tmp_path: Path) -> None:
    vague = replace(
        undated(event("2022-08-05 RUS 195 UKR", STRUCK, place="Odesa")),
        confidence=1.0,
    )
    told = event("2022-08-05 RUS 195 UKR", "Jets of Russia bombed the harbour of Odesa.", place="Odesa")
    with Ledger(tmp_path / "both.duckdb") as ledger:
        ledger.add_coded(
            [
                coded("a", vague, published="2022-08-06"),
                coded("b", replace(told, confidence=0.5), published="2022-08-06"),
            ]
        )
        ((happenings,),) = ledger.sql("select count(*) from happenings").fetchall()
        assert happenings == 1
        (row,) = read(ledger, "gdelt2", tmp_path)
        assert (row["SQLDATE"], row["NumMentions"]) == ("20220805", "2")
        mentioned = read(ledger, "mentions", tmp_path)
        assert [(each["GLOBALEVENTID"], each["EventTimeDate"]) for each in mentioned] == [
            (row["GLOBALEVENTID"], "20220805000000")
        ] * 2


def test_mentions_are_those_of_the_events_on_whatever_day_these_are_put(tmp_path: Path) -> None:
    told = [
        coded(name, replace(undated(event("2022-08-05 RUS 195 UKR", words, place="Odesa")), confidence=sure))
        for name, words, sure in (("a", STRUCK, 0.9), ("b", "Jets of Russia bombed the harbour of Odesa.", 0.5))
    ]
    loose = replace(told[0], story=replace(told[0].story, published=None, crawled=date(2022, 1, 3)))
    with Ledger(tmp_path / "both.duckdb") as ledger:
        ledger.add_coded([loose, told[1]])
        assert ledger.sql("select reports from happenings").fetchall() == [(2,)]
        days: tuple[tuple[UndatedDay, str], ...] = (("published", "20220101"), (date(1999, 1, 1), "19990101"))
        for undated_day, day in days:
            for name in ("gdelt2", "mentions"):
                export(ledger, output_format=name, output=tmp_path / name, undated_day=undated_day)
            (row,) = parse(tmp_path / "gdelt2", "gdelt2")
            mentioned = parse(tmp_path / "mentions", "mentions")
            assert row["SQLDATE"] == day
            assert [(each["GLOBALEVENTID"], each["EventTimeDate"]) for each in mentioned] == [
                (row["GLOBALEVENTID"], f"{day}000000")
            ] * 2


def test_polecat_has_no_day_of_publication_where_none_is_known(tmp_path: Path) -> None:
    bare = coded("b", event("2022-07-01 FRA 160 MLI", "Paris cut its ties with Bamako on July 1, 2022."))
    with Ledger(tmp_path / "bare.duckdb") as ledger:
        ledger.add_coded([replace(bare, story=replace(bare.story, published=None, crawled=date(2022, 9, 9)))])
        (row,) = read(ledger, "polecat", tmp_path)
        assert (row["Event Date"], row["Publication Date"]) == ("2022-07-01", "None")


def test_plover_says_in_its_comment_that_a_date_is_unknown(late: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    export(late, output_format="plover", output=path)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(record.get("date"), record.get("comment")) for record in records] == [
        ("2022-07-03", None),
        ("2022-08-01", "date unknown, that of the report"),
        (None, "date unknown"),
    ]


def test_a_whole_ledger_says_how_many_days_are_unknown(late: Ledger, tmp_path: Path) -> None:
    done = export(late, output_format="ledger-parquet", output=tmp_path / "folder")
    assert (done.events, done.rows, done.left_out, done.undated, done.unpublished) == (3, 3, (), 2, 1)


@pytest.fixture
def vague(tmp_path: Path) -> Ledger:
    """A happening told to the month and, less surely, to the day; one of a month; one told as history; one of no day."""
    ledger = Ledger(tmp_path / "vague.duckdb")
    exact = event("2022-08-05 RUS 195 UKR", STRUCK, place="Odesa")
    other = event("2022-08-05 RUS 195 UKR", "Jets of Russia bombed the harbour of Odesa.", place="Odesa")
    sent = event("2022-08-09 FRA 071 MLI", "Paris sent grain to Bamako in August.")
    ledger.add_coded(
        [
            coded("a", replace(other, date=date(2022, 8, 5), enddate=date(2022, 8, 8), date_precision="period")),
            coded("b", replace(exact, confidence=0.5)),
            coded("c", replace(sent, date=date(2022, 8, 1), enddate=date(2022, 8, 31), date_precision="month")),
            coded("d", event("1997-03-02 USA 057 KOR", "Washington and Seoul had signed in 1997.", auxiliary=("historical",))),
            coded("e", undated(event("2022-07-01 ITA 111 LBY", "Rome has long accused Tripoli."))),
        ]
    )  # fmt: skip
    return ledger


WORDS = {
    "imprecise": "whose day is known less exactly than to the day",
    "unsure": "with a confidence below 0.6",
    "history": "told as history",
}


@pytest.mark.parametrize("output_format", [*TABLES, "plover", "parquet", "csv"])
def test_what_is_known_to_a_month_or_told_as_history_is_counted_and_may_be_left_out(
    vague: Ledger, tmp_path: Path, output_format: str
) -> None:
    target = tmp_path / "out"
    whole = export(vague, output_format=output_format, output=target)
    assert whole.historical == 1
    assert whole.imprecise == (1 if output_format in {"gdelt", "gdelt2", "phoenix"} else 2)
    done = export(vague, output_format=output_format, output=target, least_precision="day", with_history=False)
    left_out = {each.reason: each.events for each in done.left_out}
    assert left_out["history"] == left_out["undated"] == 1
    # A happening with a row has the day of its most exact report.
    assert left_out["imprecise"] == (1 if output_format in {"gdelt", "gdelt2", "phoenix", "mentions"} else 2)
    assert (done.historical, done.imprecise) == (0, 1 if output_format == "mentions" else 0)
    month = export(vague, output_format=output_format, output=target, least_precision="month")
    assert {each.reason: each.events for each in month.left_out}.get("imprecise", 0) == (
        0 if output_format in {"gdelt", "gdelt2", "phoenix", "mentions"} else 1
    )


def test_the_least_confidence_asks_a_happening_for_its_surest_report(vague: Ledger, tmp_path: Path) -> None:
    found = {}
    for name in ("gdelt2", "mentions", "icews", "csv"):
        done = export(vague, output_format=name, output=tmp_path / name, least_confidence=0.6)
        found[name] = next((each.events for each in done.left_out if each.reason == "unsure"), 0)
    assert found == {"gdelt2": 0, "mentions": 0, "icews": 1, "csv": 1}
    ids = {name: {row["GLOBALEVENTID"] for row in parse(tmp_path / name, name)} for name in ("gdelt2", "mentions")}
    assert ids["gdelt2"] == ids["mentions"]


def test_the_row_of_a_happening_has_the_day_of_its_most_exact_report(vague: Ledger, tmp_path: Path) -> None:
    struck = next(row for row in read(vague, "gdelt2", tmp_path) if row["EventCode"] == "195")
    assert (struck["SQLDATE"], struck["NumMentions"]) == ("20220805", "2")
    sentence = next(row for row in export_rows(vague) if row.is_first and row.event.cameo == "195").event.sentence
    assert sentence == STRUCK


def test_the_command_says_how_many_are_imprecise_or_history(vague: Ledger, tmp_path: Path) -> None:
    vague.close()
    arguments = ["export", "--ledger", str(vague.path), "--format"]
    for name, imprecise in (("gdelt2", 1), ("icews", 2), ("quadruples", 2)):
        told = CliRunner().invoke(main, [*arguments, name]).stderr
        assert f"imprecise: {imprecise} event" in told, name
        assert "historical: 1 event told as history" in told, name
    for name in ("plover", "csv"):
        told = CliRunner().invoke(main, [*arguments, name]).stderr
        assert "imprecise" not in told
        assert "historical" not in told
    chosen = ("--least-precision", "day", "--no-history", "--least-confidence", "0.6")
    report = tmp_path / "report.json"
    done = CliRunner().invoke(main, [*arguments, "icews", *chosen, "--report", str(report)])
    left_out = [line for line in done.stderr.splitlines() if line.startswith("left out")]
    assert {line.split(" ", 3)[3] for line in left_out} >= set(WORDS.values())
    assert {each["reason"] for each in json.loads(report.read_text())["left_out"]} >= set(WORDS)


def test_a_whole_ledger_leaves_nothing_out(vague: Ledger, tmp_path: Path) -> None:
    for chosen in ({"least_precision": "day"}, {"least_confidence": 0.5}, {"with_history": False}):
        with pytest.raises(ValueError, match="whole"):
            export(vague, output_format="ledger-parquet", output=tmp_path / "x", **chosen)
    done = export(vague, output_format="ledger-parquet", output=tmp_path / "whole.ledger")
    assert (done.imprecise, done.historical) == (2, 1)
