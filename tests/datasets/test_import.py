import gzip
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import main
from detente.cli.ledger import IMPORTED
from detente.datasets import FORMATS, DataRow, DataSetError, read_rows
from detente.export import export
from detente.export.formats import TABLES
from detente.ledger import Ledger, LedgerError
from detente.records import Coded, Event, Place, Refusal, Span
from tests.ledger.made import actor, coded, event, undated

ODESA = Place(
    text="Odesa",
    span=Span(start=0, end=0),
    name="Odesa",
    geonames_id=698740,
    latitude=46.47747,
    longitude=30.73262,
    admin1="Odesa Oblast",
    country="UKR",
    feature_class="P",
    resolution=4,
)
PRESIDENT = replace(
    actor("RUS"),
    name="Vladimir Putin",
    text="Putin",
    entity_id="person:vladimir-putin",
    wikidata_id="Q7747",
    role="president",
    other_sectors=("GOV", "MIL"),
)
UN = replace(actor("USA"), name="United Nations", text="the UN", country="UNO", sector="IGO", entity_id="org:un")
WHERE = (
    ODESA,
    None,
    replace(ODESA, name="Ukraine", resolution=1, admin1=None, feature_class="A", geonames_id=690791),
    replace(ODESA, name="Odesa Oblast", resolution=2, feature_class="A", geonames_id=698738),
    replace(ODESA, name="Austin", admin1="Texas", country="USA"),
)


def stories() -> list[Coded]:
    struck = event("2022-08-05 RUS 195 UKR", "Russian jets bombed the harbour at Odesa.")
    found: list[Event] = [
        replace(
            struck, place=place, actors=doers, recipients=others, sentence=f"{struck.sentence[:-1]}, by plane {at}."
        )
        for at, place, doers, others in zip(
            range(5),
            WHERE,
            [(PRESIDENT,), (actor("ROU"), actor("KOS")), (actor("group:g"),), (UN,), ()],
            [(actor("UKR"),), (actor("PRK"),), (actor("partial:dpr/UKR"),), (PRESIDENT, UN), (actor("USA"),)],
            strict=True,
        )
    ]
    found.append(event("2022-07-01 RUS,PRK 046 -"))
    found.append(event("2022-07-02 USA 163 PRK", auxiliary=("future",)))
    answered = replace(event("2022-07-02 PRK 111 USA"), attributed_to=actor("RUS"), in_response_to="abc")
    return [coded(f"paper{at}", one) for at, one in enumerate([*found, answered])]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "news.duckdb")
    ledger.add_coded(stories())
    return ledger


def write(ledger: Ledger, data_format: str, path: Path, data_set: str | None = None) -> str:
    export(ledger, output_format=data_format, output=path, data_set=data_set)
    return path.read_text(encoding="utf-8")


def refused(path: Path, data_format: str) -> list[Refusal]:
    return [row for row in read_rows(path, data_format=data_format) if isinstance(row, Refusal)]


@pytest.mark.parametrize("data_format", IMPORTED)
def test_what_is_exported_imported_and_exported_again_is_the_same(
    ledger: Ledger, tmp_path: Path, data_format: str
) -> None:
    first = write(ledger, data_format, tmp_path / "first")
    added = ledger.add_rows(
        read_rows(tmp_path / "first", data_format=data_format), dataset="again", data_format=data_format
    )
    assert added.refusals == ()
    assert added.events >= 6
    assert write(ledger, data_format, tmp_path / "second", "again") == first


@pytest.mark.parametrize("data_format", ["gdelt", "icews", "phoenix", "polecat"])
def test_a_data_set_can_be_written_in_another_format(ledger: Ledger, tmp_path: Path, data_format: str) -> None:
    write(ledger, "gdelt2", tmp_path / "x.csv")
    ledger.add_rows(read_rows(tmp_path / "x.csv", data_format="gdelt2"), dataset="g", data_format="gdelt2")
    rows = write(ledger, data_format, tmp_path / "y", "g").splitlines()
    assert len(rows) == TABLES[data_format].has_header + len((tmp_path / "x.csv").read_text().splitlines())
    assert any("UKR" in row or "Ukraine" in row for row in rows)


def test_a_data_set_stands_beside_ones_own_events(ledger: Ledger, tmp_path: Path) -> None:
    before = ledger.sql("select count(*), sum(reports) from happenings").fetchall()
    write(ledger, "icews", tmp_path / "x.tab")
    for _ in range(2):
        added = ledger.add_rows(read_rows(tmp_path / "x.tab", data_format="icews"), dataset="i", data_format="icews")
    assert added.events == 0
    ledger.refresh()
    assert ledger.sql("select count(*), sum(reports) from happenings").fetchall() == before
    ((name, data_format, rows),) = ledger.sql("select dataset, format, events from datasets").fetchall()
    assert (name, data_format, rows) == ("i", "icews", added.known)
    sides = ledger.sql("select dataset, events from compared where source = 'RUS' and target = 'UKR'").fetchall()
    assert sorted(sides) == [("i", 1), ("own", 1)]
    assert ledger.sql("select count(*) from imported_events", as_of=date(2022, 7, 31)).fetchall()[0][0] < rows
    assert ledger.sql("select raw->>'Intensity' from imported_events where cameo = '195'").fetchall()[0] == ("-10.0",)


def test_an_unknown_date_comes_back_from_plover_as_unknown(tmp_path: Path) -> None:
    vague = replace(undated(event("2022-07-01 RUS 071 PRK")), attributed_to=PRESIDENT)
    with Ledger(tmp_path / "late.duckdb") as ledger:
        ledger.add_coded([coded("a", vague, published="2022-08-01")])
        words = write(ledger, "plover", tmp_path / "x.jsonl")
        (row,) = read_rows(tmp_path / "x.jsonl", data_format="plover")
        assert isinstance(row, DataRow)
        assert (row.event.date, row.event.date_precision, row.published) == (None, "unknown", date(2022, 8, 1))
        assert row.event.attributed_to is not None
        assert row.event.attributed_to.name == "Vladimir Putin"
        ledger.add_rows([row], dataset="p", data_format="plover")
        assert ledger.sql("select date, is_dated from imported_dyads").fetchall() == [(date(2022, 8, 1), False)]
        assert write(ledger, "plover", tmp_path / "y.jsonl", "p") == words


def test_days_that_are_not_known_come_back_from_plover_and_polecat_as_such(tmp_path: Path) -> None:
    vague, told = undated(event("2022-07-01 RUS 071 PRK")), event("2022-07-01 FRA 160 MLI")
    bare = [
        replace(each, story=replace(each.story, published=None, crawled=date(2022, 9, 9)))
        for each in (coded("a", vague), coded("b", told))
    ]
    with Ledger(tmp_path / "late.duckdb") as ledger:
        ledger.add_coded(bare)
        for data_format, days in (("plover", {None, date(2022, 7, 1)}), ("polecat", {date(2022, 7, 1)})):
            words = write(ledger, data_format, tmp_path / "x")
            rows = [each for each in read_rows(tmp_path / "x", data_format=data_format) if isinstance(each, DataRow)]
            assert {row.event.date for row in rows} == days
            ledger.add_rows(rows, dataset=data_format, data_format=data_format)
            assert write(ledger, data_format, tmp_path / "y", data_format) == words


def test_a_plover_record_has_a_day_or_says_that_it_is_unknown(ledger: Ledger, tmp_path: Path) -> None:
    record = json.loads(write(ledger, "plover", tmp_path / "x.jsonl").splitlines()[0])
    del record["date"]
    (tmp_path / "y.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert [each.reason for each in refused(tmp_path / "y.jsonl", "plover")] == ["date is empty, a value expected"]


def test_mixing_is_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "plover", tmp_path / "x.jsonl")
    alone = ledger.sql("select sum(reports), count(*) from happenings").fetchall()[0]
    rows = list(read_rows(tmp_path / "x.jsonl", data_format="plover"))
    ledger.add_rows(rows, dataset="p", data_format="plover", mix=True)
    mixed = ledger.sql("select sum(reports), count(*) from happenings").fetchall()[0]
    assert mixed == (2 * alone[0], alone[1])
    assert ledger.sql("select distinct coder from events order by 1").fetchall() == [("made 1",), ("p",)]
    ledger.add_rows(rows, dataset="p", data_format="plover", mix=True)
    assert ledger.sql("select sum(reports), count(*) from happenings").fetchall()[0] == mixed


BAD = {
    "icews": ("Event Date", "2022-13-01", "Event Date: '2022-13-01' is no day"),
    "polecat": ("Event Mode", "flying", "Event Mode: 'flying' is no mode of"),
    "gdelt": ("EventCode", "42", "EventCode: '42' is no CAMEO code (zeros in front are missing)"),
    "gdelt2": ("NumMentions", "many", "NumMentions: 'many' is no whole number"),
    "phoenix": ("Lat", "99", "Lat: '99' is no number of degrees between -90 and 90"),
}


@pytest.mark.parametrize("data_format", BAD)
def test_a_bad_row_is_refused_by_file_line_and_field(ledger: Ledger, tmp_path: Path, data_format: str) -> None:
    path = tmp_path / "x"
    lines = write(ledger, data_format, path).splitlines()
    column, value, reason = BAD[data_format]
    cells = lines[1].split("\t")
    cells[TABLES[data_format].columns.index(column)] = value
    lines[1] = "\t".join(cells)
    lines.append(lines[-1] + "\tone more")
    path.write_text("\n".join(lines), encoding="utf-8")
    bad = refused(path, data_format)
    assert [each.source for each in bad] == [f"{path}:2", f"{path}:{len(lines)}"]
    assert bad[0].reason.startswith(reason)
    assert "columns" in bad[1].reason
    assert len(list(read_rows(path, data_format=data_format))) == len(lines) - TABLES[data_format].has_header


def test_bad_records_of_plover_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.loads(write(ledger, "plover", path).splitlines()[0])
    bad = [
        {key: value for key, value in good.items() if key != "date"},
        {**good, "event": "STATEMENT"},
        {**good, "actor": "Russia"},
        {**good, "text_info": {"end": "x"}},
        {**good, "event_loc": {"lat": "north"}},
    ]
    path.write_text("\n".join([json.dumps(good), *map(json.dumps, bad), "[1]", "{"]), encoding="utf-8")
    reasons = [each.reason for each in refused(path, "plover")]
    starts = (
        "date is empty",
        "event: 'STATEMENT'",
        "actor: 'Russia'",
        "end: 'x'",
        "lat: 'north'",
        "no JSON object",
        "no JSON (",
    )
    assert all(reason.startswith(start) for reason, start in zip(reasons, starts, strict=True))


def test_a_file_of_another_format_is_named(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "gdelt", tmp_path / "x.CSV")
    with pytest.raises(DataSetError, match=r"x.CSV:1: 58 columns, 61 expected of gdelt2; gdelt has 58"):
        list(read_rows(tmp_path / "x.CSV", data_format="gdelt2"))
    with pytest.raises(DataSetError, match=r"x.CSV:1: columns missing: Event ID"):
        list(read_rows(tmp_path / "x.CSV", data_format="icews"))
    with pytest.raises(DataSetError, match=r"x.CSV:1: no JSON"):
        list(read_rows(tmp_path / "x.CSV", data_format="plover"))
    lines = write(ledger, "polecat", tmp_path / "p.txt").splitlines()
    (tmp_path / "p.txt").write_text("\n".join(["\t".join(line.split("\t")[:-2]) for line in lines]))
    with pytest.raises(DataSetError, match=r"p.txt:1: columns missing: Language, Version"):
        list(read_rows(tmp_path / "p.txt", data_format="polecat"))


def test_what_such_files_are_like_in_the_wild(ledger: Ledger, tmp_path: Path) -> None:
    lines = write(ledger, "icews", tmp_path / "x.tab").splitlines()
    small = "\t".join(name.lower().replace(" ", "_") for name in lines[0].split("\t"))
    latin = lines[1].replace("UKR", "Curaçao").encode("cp1252")
    with gzip.open(tmp_path / "x.tab.gz", "wb") as stream:
        stream.write(b"\xef\xbb\xbf" + small.encode() + b"\r\n" + latin + b"\r\n\r\n" + lines[2].encode())
    rows = [row for row in read_rows(tmp_path / "x.tab.gz", data_format="icews") if isinstance(row, DataRow)]
    assert [row.line for row in rows] == [2, 4]
    polecat = write(ledger, "polecat", tmp_path / "p.txt").replace("Intensity", "Event Intensity", 1)
    (tmp_path / "p.txt").write_text(
        "\n".join(f"{line}\t{'Headline' if at == 0 else 'x'}" for at, line in enumerate(polecat.splitlines()))
    )
    assert refused(tmp_path / "p.txt", "polecat") == []
    gdelt = write(ledger, "gdelt", tmp_path / "x.CSV").splitlines()
    with zipfile.ZipFile(tmp_path / "x.CSV.zip", "w") as archive:
        archive.writestr("x.CSV", "\n".join(line.rpartition("\t")[0] for line in gdelt))
    assert len(list(read_rows(tmp_path / "x.CSV.zip", data_format="gdelt"))) == len(gdelt)
    comment = gdelt[0].split("\t")
    comment[26:29] = ["010", "010", "01"]
    (tmp_path / "c.CSV").write_text("\t".join(comment))
    (row,) = read_rows(tmp_path / "c.CSV", data_format="gdelt")
    assert isinstance(row, DataRow)
    assert (row.event.event_type, row.event.cameo, row.event.quad_code) == ("", "010", 1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_command(ledger: Ledger, tmp_path: Path) -> None:
    assert tuple(FORMATS) == IMPORTED
    path = tmp_path / "x.CSV"
    rows = write(ledger, "gdelt2", path).splitlines()
    path.write_text("\n".join([*rows, "1\t2"]))
    ledger.close()
    done = run("import", str(path), "--format", "gdelt2", "--ledger", str(ledger.path))
    assert done.exit_code == 1
    assert f"refused: {path}:{len(rows) + 1}: 2 columns, 61 expected" in done.stderr
    assert f"{path}: {len(rows)} rows added to 'gdelt2', 0 known before" in done.stderr
    out = run("export", "--ledger", str(ledger.path), "--format", "gdelt2", "--data-set", "gdelt2")
    assert out.stdout.splitlines() == rows
    wrong = run("export", "--ledger", str(ledger.path), "--format", "gdelt2", "--data-set", "x")
    assert (wrong.exit_code, wrong.stdout, "no data set called 'x'; it has gdelt2" in wrong.stderr) == (2, "", True)
    assert run("import", str(path), "--format", "icews", "--ledger", str(ledger.path)).exit_code == 1
    own = run("import", str(path), "--format", "gdelt2", "--name", "own", "--ledger", str(ledger.path))
    assert own.exit_code == 2


def test_an_older_ledger_is_migrated(ledger: Ledger) -> None:
    path = ledger.path
    happenings = "select happening_id, reports, origins from happenings order by all"
    before = ledger.sql(happenings).fetchall()
    for statement in (
        "drop view compared; drop view imported_dyads; drop view datasets; drop view imported_events",
        "drop view contradictions; drop schema imported cascade; drop table derived.contradictions",
        "drop table store.corrections; drop table derived.word_frequencies; drop table derived.buckets",
        "alter table derived.origins drop column parent",
        "alter table store.dyads drop column is_dated; alter table derived.evidence drop column is_dated",
        "alter table derived.happenings drop column is_dated",
        "alter table derived.happening_events drop column root; delete from derived.state; delete from migrations where version > 1",
    ):
        ledger.cursor().execute(statement)
    ledger.close()
    with pytest.raises(LedgerError, match="open it once for writing"):
        Ledger(path, read_only=True)
    with Ledger(path) as again:
        assert again.sql("select count(*) from imported_events").fetchall() == [(0,)]
        assert again.sql("select count(*) from contradictions").fetchall() == [(0,)]
        assert again.sql("select count(*) from events").fetchall() == [(len(stories()),)]
        again.refresh()
        assert again.sql(happenings).fetchall() == before != []
