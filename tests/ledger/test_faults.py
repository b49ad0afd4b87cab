"""Full disk, damaged or forbidden file, lock, clock gone back, power cut in a migration: told in one line, nothing lost."""

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from detente.cli import main
from detente.ledger import SCHEMA_VERSION, Ledger, LedgerError
from detente.ledger.opening import migrate, row_shapes, schema_version, take_steps
from detente.records import Coded
from tests.ledger.made import coded, event, undated

ROOT = Path(__file__).parent.parent.parent
OLD_VERSION = SCHEMA_VERSION - 1
STORED = ("batches", "stories", "versions", "events", "dyads", "codings", "recodings", "supersedings")


def story(number: int) -> Coded:
    day = f"2022-03-{number % 28 + 1:02}"
    meeting = event(f"{day} IND,PAK 046 -", f"Delegation {number} met about canal {number % 7}. " + "x" * 300)
    return coded(f"o{number}", meeting, event(f"{day} USA 163 IRN", f"Order {number} froze accounts."))


def count(path: Path) -> int:
    with Ledger(path, read_only=True) as ledger:
        ((number,),) = ledger.sql("select count(*) from events").fetchall()
    return int(number)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "news.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded(map(story, range(20)))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "news.duckdb"))


def fill(path: str, room: int) -> None:
    """What a process runs whose files may grow by `room` bytes: adds without end, until the fault is told."""
    limit = Path(path).stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        with Ledger(path) as ledger:
            ledger.add_coded(map(story, range(20, 20_000)), batch=100, refresh=False)
    except LedgerError as error:
        print(error)  # noqa: T201 (the parent reads it)
        sys.exit(2)


def test_a_full_disk_is_told_and_all_batches_before_are_kept(path: Path) -> None:
    script = "import sys; from tests.ledger.test_faults import fill; fill(sys.argv[1], 300_000)"
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    assert (done.returncode, done.stderr) == (2, "")
    assert "the disk is full" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    kept = count(path)
    assert kept >= 40
    assert (kept - 40) % 200 == 0
    with Ledger(path) as ledger:
        ledger.add_coded(map(story, range(300)), batch=100, refresh=False)
    assert count(path) == max(kept, 600)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or not mount or not unmount:
        pytest.skip("a disk of a few megabytes needs root")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], capture_output=True).returncode:  # noqa: S603
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run([unmount, "-l", str(folder)], check=True)  # noqa: S603


def test_a_small_disk_that_fills_and_one_that_is_read_only(small_disk: Path) -> None:
    path = small_disk / "news.duckdb"
    with pytest.raises(LedgerError, match="the disk is full"), Ledger(path) as ledger:
        ledger.add_coded(map(story, range(20_000)), batch=200, refresh=False)
    kept = count(path)
    assert kept > 0
    assert kept % 400 == 0
    subprocess.run([str(shutil.which("mount")), "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S603
    assert count(path) == kept
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger(path)
    result = CliRunner().invoke(main, ["add", str(ROOT / "README.md"), "--ledger", str(path)])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write any file")
def test_a_file_without_write_permission(path: Path) -> None:
    path.chmod(0o444)
    assert count(path) == 40
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger(path)


def use_all(path: Path) -> None:
    with Ledger(path) as ledger:
        for table in STORED:
            ledger.sql(f"select * from store.{table}").fetchall()  # noqa: S608 (our own names)
        ledger.sql("select * from happenings").fetchall()
        ledger.relations("USA", "IRN")
        ledger.add_coded(map(story, range(20, 23)), refresh=False)


@pytest.mark.parametrize("seed", range(12))
def test_damage_is_told_in_one_line_or_does_no_harm(path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 (no secret)
    data = bytearray(path.read_bytes())
    if seed % 3 == 0:
        data = data[: draw.randrange(1, len(data))]
    for _ in range(draw.choice((1, 20))):
        data[draw.randrange(len(data))] ^= 255
    path.write_bytes(bytes(data))
    told = ""
    try:
        use_all(path)
    except LedgerError as error:
        told = str(error)
    if told:
        assert str(path) in told
        assert len(told.splitlines()) == 1
    else:
        assert count(path) == 46
    result = CliRunner().invoke(main, ["relations", "USA", "IRN", "--ledger", str(path)])
    assert result.exit_code in (0, 2)
    assert result.exit_code == 0 or len(result.stderr.splitlines()) == 1


def test_a_damaged_file_is_called_so(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.write_bytes(bytes(data))
    with pytest.raises(LedgerError, match=r"damaged .*; take your last copy"):
        use_all(path)


def test_mistakes_in_sql_stay_duckdbs_own(path: Path) -> None:
    with Ledger(path) as ledger, pytest.raises(duckdb.ParserException):
        ledger.sql("selec 1")
    with pytest.raises(duckdb.CatalogException), Ledger(path) as ledger:
        ledger.sql("select * from nothing")


def test_a_lock_held_elsewhere_is_told_by_the_command_with_the_process(path: Path) -> None:
    script = "import sys; from detente.ledger import Ledger; held = Ledger(sys.argv[1]); print('ready', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin
    assert holder.stdout
    holder.stdout.readline()
    arguments = ["add", str(ROOT / "README.md"), "--ledger", str(path), "--wait", "0"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert f"process {holder.pid} has it open" in result.stderr
    holder.communicate()
    assert count(path) == 40


def test_a_clock_gone_back_keeps_the_batches_in_order(path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=400)
    with Ledger(path) as ledger:
        ledger.cursor().execute("update store.batches set added_at = ?", [ahead])
        ledger.add_coded([story(99)])
        times = ledger.sql("select added_at from store.batches order by batch").fetchall()
        assert times == sorted(times)
        before = ledger.sql("select count(*) from events", recorded_as_of=datetime.now(UTC)).fetchall()
        after = ledger.sql("select count(*) from events", recorded_as_of=ahead).fetchall()
    assert (before, after) == ([(0,)], [(42,)])


class Copying:
    """A connection that leaves a copy of the file, as a power cut would, before and after each statement of a migration."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, copies: Path) -> None:
        self._connection = connection
        self._path = path
        self._copies = copies
        self.taken = 0

    def execute(self, *arguments: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 (DuckDB's own)
        self._copy()
        answer = self._connection.execute(*arguments)
        self._copy()
        return answer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._connection, name)

    def _copy(self) -> None:
        target = self._copies / f"{self.taken}.duckdb"
        copy_of(self._path, target)
        self.taken += 1


def copy_of(path: Path, target: Path, *, log_bytes: int | None = None) -> Path:
    """The file and its log, the log cut after so many bytes."""
    shutil.copy(path, target)
    log = path.with_name(path.name + ".wal")
    if log.exists():
        target.with_name(target.name + ".wal").write_bytes(log.read_bytes()[:log_bytes])
    return target


@pytest.fixture
def old(path: Path, tmp_path: Path) -> Path:
    """A ledger of the schema before this one, with what the current one holds."""
    target = tmp_path / "old.duckdb"
    with duckdb.connect(str(target)) as connection:
        with row_shapes(connection):
            take_steps(connection, 0, OLD_VERSION)
        connection.execute(f"attach '{path}' as new (read_only)")
        for table in STORED:
            there = ", ".join(name for name, *_ in connection.execute(f"describe store.{table}").fetchall())
            connection.execute(f"insert into store.{table} by name select {there} from new.store.{table}")  # noqa: S608
    return target


def stored(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that was ever added, and what follows from it, in a ledger opened (and so migrated) once more."""
    with Ledger(path) as ledger:
        ledger.refresh()
        found = {
            table: sorted(ledger.sql(f"select * from store.{table}").fetchall(), key=repr)  # noqa: S608
            for table in STORED
        }
        found["happenings"] = sorted(ledger.sql("select * from happenings").fetchall(), key=repr)
        assert schema_version(ledger.cursor()) == SCHEMA_VERSION
    return found


def test_an_older_ledger_learns_which_days_are_known(tmp_path: Path) -> None:
    dated, late = event("2022-07-14 LTU 166 BLR"), undated(event("2022-07-20 RUS 163 UKR"))
    path = tmp_path / "news.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", dated), coded("b", late, published="2022-08-01")])
        days = ledger.sql("select date, is_dated from dyads order by date").fetchall()
        happened = ledger.sql("select date, is_dated from happenings order by date").fetchall()
        for table in ("store.dyads", "derived.evidence", "derived.happenings"):
            ledger.cursor().execute(f"alter table {table} drop column is_dated")
        ledger.cursor().execute("delete from migrations where version > 6")
    assert days == happened == [(date(2022, 7, 14), True), (date(2022, 8, 1), False)]
    with Ledger(path) as again:
        assert again.sql("select date, is_dated from dyads order by date").fetchall() == days
        assert again.sql("select date, is_dated from happenings order by date").fetchall() == happened
        assert again.relations("RUS", "UKR").facts[0].is_since_dated is False


def test_power_cut_at_any_statement_of_a_migration_loses_nothing(old: Path, path: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    whole = stored(path)
    connection = duckdb.connect(str(old))
    copying = Copying(connection, old, copies)
    migrate(copying, OLD_VERSION)  # type: ignore[arg-type]  # behaves as one
    connection.close()
    assert copying.taken > 20
    for copy in sorted(copies.glob("*.duckdb")):
        with duckdb.connect(str(copy)) as opened:
            assert schema_version(opened) in (OLD_VERSION, SCHEMA_VERSION)
    for number in (0, copying.taken // 2, copying.taken - 2, copying.taken - 1):
        assert stored(copies / f"{number}.duckdb") == whole
    assert stored(old) == whole


def test_power_cut_while_a_migration_is_written_down_loses_nothing(old: Path, path: Path, tmp_path: Path) -> None:
    whole = stored(path)
    connection = duckdb.connect(str(old))
    migrate(connection, OLD_VERSION)
    log = old.with_name(old.name + ".wal").stat().st_size
    draw = random.Random(5)  # noqa: S311 (no secret)
    cuts = [0, 1, log // 2, log - 1, *(draw.randrange(log) for _ in range(30))]
    copies = [copy_of(old, tmp_path / f"cut{cut}.duckdb", log_bytes=cut) for cut in cuts]
    connection.close()
    for copy in copies:
        with duckdb.connect(str(copy)) as opened:
            assert schema_version(opened) in (OLD_VERSION, SCHEMA_VERSION)
    for copy in copies[:5]:
        assert stored(copy) == whole
