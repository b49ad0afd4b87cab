from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from detente import tables
from detente.cli import main
from detente.export import export
from detente.export.rows import export_rows
from detente.ledger import Ledger, LedgerError
from detente.records import Event
from tests.ledger.made import coded, event

VIEWS = (
    "stories",
    "events",
    "dyads",
    "dyad_month",
    "reports",
    "happenings",
    "contradictions",
    "relations",
    "imported_events",
    "compared",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "news.duckdb")
    ledger.add_coded(
        [
            coded("a", event("2022-07-01 RUS,PRK 046 -"), event("2022-07-02 USA 163 PRK")),
            coded("b", event("2022-08-05 RUS 195 UKR", "Russian jets bombed the harbour.", place="Odesa")),
            coded("c", event("2022-07-13 UKR 161 PRK", "Kyiv <severed> ties with Pyongyang.")),
            coded("d", event("2022-08-05 RUS 195 UKR", "No jets bombed the harbour.", auxiliary=("negation",))),
        ]
    )
    return ledger


@pytest.mark.parametrize("as_of", [None, date(2022, 7, 20)])
def test_every_view_is_the_same(ledger: Ledger, tmp_path: Path, as_of: date | None) -> None:
    ledger.write_folder(tmp_path / "folder")
    with Ledger(tmp_path / "folder", read_only=True) as folder:
        for view in VIEWS:
            query = f"select * from {view} order by all"  # noqa: S608 (our own words)
            assert folder.sql(query, as_of=as_of).fetchall() == ledger.sql(query, as_of=as_of).fetchall(), view
        assert folder.relations("UKR", "PRK", as_of=as_of) == ledger.relations("UKR", "PRK", as_of=as_of)
        assert [row.event for row in export_rows(folder)] == [row.event for row in export_rows(ledger)]
        folder.close()
        assert folder.sql("select count(*) from events").fetchall() == [(5,)]


def test_others_read_it_as_a_partitioned_data_set(ledger: Ledger, tmp_path: Path) -> None:
    ledger.write_folder(tmp_path / "it's a folder")
    events = tmp_path / "it's a folder" / "store.events"
    assert sorted(each.name for each in events.iterdir()) == ["month=2022-07", "month=2022-08"]
    table = pq.read_table(events)
    assert sorted({str(month) for month in table["month"].to_pylist()}) == ["2022-07", "2022-08"]
    columns = tables.schema(Event).names
    found = {one.id for one in tables.from_table(Event, table.select(columns).cast(tables.schema(Event)))}
    assert found == {row.event.id for row in export_rows(ledger)}
    Ledger(tmp_path / "it's a folder", read_only=True).close()


def test_a_folder_is_read_only_and_never_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    ledger.write_folder(tmp_path / "folder")
    with pytest.raises(LedgerError, match="exists already"):
        ledger.write_folder(tmp_path / "folder")
    with pytest.raises(LedgerError, match="can only be read"):
        Ledger(tmp_path / "folder")
    with Ledger(tmp_path / "folder", read_only=True) as folder, pytest.raises(LedgerError, match="opened read-only"):
        folder.refresh()
    (tmp_path / "other").mkdir()
    with pytest.raises(LedgerError, match="no ledger of Detente's"):
        Ledger(tmp_path / "other", read_only=True)
    with pytest.raises(LedgerError, match="folder does not exist"):
        ledger.write_folder(tmp_path / "none" / "folder")
    assert not list(tmp_path.glob(".*partial"))


def test_an_empty_ledger_and_a_newer_one(tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.duckdb") as empty:
        empty.write_folder(tmp_path / "folder")
    with Ledger(tmp_path / "folder", read_only=True) as folder:
        assert folder.sql("from events").fetchall() == []
    file = tmp_path / "folder" / "main.migrations" / "part-0.parquet"
    duckdb.sql(f"copy (select 99 as version, now() as applied_at) to '{file}' (format parquet)")
    with pytest.raises(LedgerError, match="newer Detente"):
        Ledger(tmp_path / "folder", read_only=True)


def test_the_command(ledger: Ledger, tmp_path: Path) -> None:
    ledger.close()
    folder = str(tmp_path / "folder")
    whole = ["export", "--ledger", str(ledger.path), "--format", "ledger-parquet"]
    assert CliRunner().invoke(main, whole).exit_code == 2
    assert CliRunner().invoke(main, [*whole, "--output", folder]).exit_code == 0
    told = [
        CliRunner().invoke(main, ["relations", "UKR", "PRK", "--ledger", each]) for each in (str(ledger.path), folder)
    ]
    assert told[0].stdout == told[1].stdout
    assert told[1].exit_code == 0
    with pytest.raises(ValueError, match="whole"):
        export(ledger, output_format="ledger-parquet", output=tmp_path / "y", as_of=date(2022, 7, 1))
