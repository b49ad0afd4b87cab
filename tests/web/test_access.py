"""The ledger is held open only while it is asked for; who cannot have it is told."""

import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from detente.cli import main
from detente.ledger import Ledger
from detente.web import BusyError, make_app
from detente.web.access import Access
from tests.ledger.made import coded, event
from tests.web.conftest import BASE
from tests.web.made import make_ledger
from tests.web.serving import status_of

HOLD = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def own_ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "own.duckdb")


def test_the_file_is_free_after_the_last_reader(own_ledger: Path) -> None:
    access = Access(own_ledger, release_s=0.05)
    with access.reading() as reading:
        assert reading.connection.execute("select count(*) from stories").fetchall() == [(11,)]
    deadline = time.monotonic() + 30
    while access.is_open and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not access.is_open
    with Ledger(own_ledger) as ledger:
        ledger.add_coded([coded("New-1", event("2022-08-01 RUS 040 UKR"))])
    with access.reading() as reading:
        assert reading.edition.stories == 12
    access.close()


def test_what_is_written_is_read_next(own_ledger: Path) -> None:
    access = Access(own_ledger)
    with access.reading() as reading:
        before = reading.edition
    with access.writing() as ledger:
        ledger.add_coded([coded("New-1", event("2022-08-01 RUS 040 UKR"))])
    with access.reading() as reading:
        assert reading.edition.stories == before.stories + 1
        assert reading.edition.version != before.version
        assert reading.connection.execute("select max(date) from dyads").fetchall() == [(date(2022, 8, 1),)]
    access.close()


def test_many_threads_read_at_once(own_ledger: Path) -> None:
    access, counts = Access(own_ledger, release_s=0.01), []

    def read() -> None:
        for _ in range(5):
            with access.reading() as reading:
                counts.append(reading.connection.execute("select count(*) from stories").fetchall()[0][0])
            time.sleep(0.01)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [11] * 40
    access.close()


def test_who_comes_while_another_process_writes_is_told(own_ledger: Path) -> None:
    app = make_app(own_ledger, wait_s=0)
    with TestClient(app, base_url=BASE) as client:
        assert client.get("/").status_code == 200
    # The app has given the file free.
    arguments = [sys.executable, "-c", HOLD, str(own_ledger)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        client = TestClient(app, base_url=BASE)
        page = client.get("/?from=2022-01-01")
        assert (page.status_code, page.headers["retry-after"]) == (503, "5")
        assert "cannot be read just now" in page.text
        assert client.get("/period.json?from=2022-01-01").json()["error"] == "Service Unavailable"
        holder.communicate("")
    assert TestClient(app, base_url=BASE).get("/").status_code == 200


def test_no_ledger_no_site(tmp_path: Path) -> None:
    with pytest.raises(BusyError, match="no such file"):
        make_app(tmp_path / "none.duckdb", wait_s=0)
    result = CliRunner().invoke(main, ["serve", "--ledger", str(tmp_path / "none.duckdb"), "--wait", "0"])
    assert result.exit_code == 2
    assert "none.duckdb: no such file" in result.stderr


def test_a_taken_port_is_told_before_an_address_is(own_ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--ledger", str(own_ledger), "--port", port])
    assert (result.exit_code, "http://" in result.stderr) == (2, False)
    assert f"127.0.0.1:{port}: another program listens there" in result.stderr


def test_ctrl_c_stops_the_site(own_ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "detente.cli", "serve", "--ledger", str(own_ledger), "--port", str(port)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as site:  # noqa: S603
        assert site.stderr is not None
        assert f"http://127.0.0.1:{port} (Ctrl-C stops)" in site.stderr.readline()
        assert status_of(f"http://127.0.0.1:{port}") == 200
        site.send_signal(signal.SIGINT)
        assert (site.wait(timeout=60), site.stderr.read()) == (0, "")


def test_an_empty_ledger_has_a_site(tmp_path: Path) -> None:
    Ledger(tmp_path / "empty.duckdb").close()
    with TestClient(make_app(tmp_path / "empty.duckdb"), base_url=BASE) as client:
        assert "No state took part" in client.get("/").text
        assert client.get("/period.json").json()["totals"]["stories"] == 0
        assert client.get("/search.json?q=x").json()["total"] == 0


def test_a_folder_of_parquet_has_a_site(own_ledger: Path, tmp_path: Path) -> None:
    with Ledger(own_ledger, read_only=True) as ledger:
        ledger.write_folder(tmp_path / "own.ledger")
    with TestClient(make_app(tmp_path / "own.ledger"), base_url=BASE) as client:
        for path in ("/", "/dyad/UKR/PRK", "/actor/RUS", "/search?q=diplomats"):
            assert client.get(path).status_code == 200, path


def test_nothing_of_the_site_is_loaded_for_the_command_line() -> None:
    code = "import sys, detente, detente.cli; print([m for m in ('starlette', 'jinja2', 'uvicorn', 'vl_convert') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(("module", "package"), [("starlette", "starlette"), ("vl_convert", "vl-convert-python")])
def test_what_is_not_installed_is_named(own_ledger: Path, module: str, package: str) -> None:
    code = f"import sys; sys.modules['{module}'] = None; from detente.cli import main; main()"
    arguments = [sys.executable, "-c", code, "serve", "--ledger", str(own_ledger)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert f"the site needs the package '{package}': pip install 'detente[site]'" in done.stderr


def test_a_writer_gets_its_turn_among_many_readers(own_ledger: Path) -> None:
    access, stop = Access(own_ledger, wait_s=30, release_s=5), threading.Event()

    def read() -> None:
        while not stop.is_set():
            with access.reading() as reading:
                reading.connection.execute("select count(*) from stories").fetchall()

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    try:
        with access.writing() as ledger:
            ledger.add_coded([coded("New-1", event("2022-08-01 RUS 040 UKR"))])
        with access.reading() as reading:
            assert reading.edition.stories == 12
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        access.close()


def test_a_writer_does_not_wait_for_a_reader_without_end(own_ledger: Path) -> None:
    access = Access(own_ledger, wait_s=0.05)
    with access.reading(), pytest.raises(BusyError, match="without end"), access.writing():
        pass
    with access.reading() as reading:
        assert reading.edition.stories == 11
    access.close()
