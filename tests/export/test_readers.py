"""Exports read with what users read such files with. Skipped where the reader is not installed (docs/formats.md says what was checked)."""

import http.server
import importlib.util
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.export import export
from detente.export.gdelt import COLUMNS, COLUMNS_2, MENTION_COLUMNS
from detente.ledger import Ledger
from tests.ledger.made import coded, event

NAMES = ("gdelt", "gdelt2", "mentions", "icews", "polecat", "phoenix", "quadruples")


@pytest.fixture
def pandas() -> Any:  # noqa: ANN401 (a module without types)
    return pytest.importorskip("pandas", reason="pandas is not installed; formats are read with it")


@pytest.fixture
def gdelt_reader() -> ModuleType:
    """The module of the `gdelt` package that reads a downloaded file; the package itself loads tables from the network on import."""
    found = importlib.util.find_spec("gdelt")
    if found is None or not found.submodule_search_locations:
        pytest.skip("gdelt (gdeltPyR) is not installed")
    pytest.importorskip("pandas", reason="gdelt needs pandas")
    at = Path(found.submodule_search_locations[0]) / "parallel.py"
    spec = importlib.util.spec_from_file_location("gdelt_parallel", at)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One file a format, of a ledger with four happenings, one of them reported twice, and a sentence with quotes and tabs."""
    struck = 'Russian jets "bombed"\tthe harbour at Odesa.'
    with Ledger(tmp_path / "news.duckdb") as ledger:
        ledger.add_coded(
            [
                coded(
                    "a", event("2022-07-01 RUS,PRK 046 -"), event("2022-07-02 USA 163 PRK", 'The so-called "order 9".')
                ),
                coded("b", event("2022-08-05 RUS 195 UKR", struck, place="Odesa")),
                coded(
                    "c", event("2022-08-05 RUS 195 UKR", "Jets of Russia bombed the harbour of Odesa.", place="Odesa")
                ),
            ]
        )
        for name in NAMES:
            export(ledger, output_format=name, output=tmp_path / f"{name}.txt")
    return {name: tmp_path / f"{name}.txt" for name in NAMES}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a local port."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 (as the base class)
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("name", "table", "columns"),
    [("gdelt", "events", COLUMNS), ("gdelt2", "events", COLUMNS_2), ("mentions", "mentions", MENTION_COLUMNS)],
)
def test_gdelt_reads_every_row(
    files: dict[str, Path], tmp_path: Path, gdelt_reader: ModuleType, name: str, table: str, columns: tuple[str, ...]
) -> None:
    day = tmp_path / "20220805000000.zip"
    with zipfile.ZipFile(day, "w") as archive:
        archive.write(files[name], "20220805000000.CSV")
    with served(tmp_path) as address:
        frame = gdelt_reader._mp_worker(f"{address}/{day.name}", table=table)  # what its Search calls
    lines = files[name].read_text(encoding="utf-8").splitlines()
    assert frame.shape == (len(lines), len(columns))
    frame.columns = list(columns)
    if table == "events":
        assert {"046", "163", "195"} == set(frame["EventCode"])
        assert set(frame["EventRootCode"]) == {"04", "16", "19"}
        assert frame["SQLDATE"].between(20220701, 20220805).all()
        assert frame["GoldsteinScale"].between(-10, 10).all()
        assert frame["GLOBALEVENTID"].dtype.kind == "i"
    else:
        assert frame["Confidence"].between(0, 100).all()


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_every_row_and_field(files: dict[str, Path], pandas: Any, name: str) -> None:  # noqa: ANN401
    lines = files[name].read_text(encoding="utf-8").splitlines()
    header = 0 if name in {"icews", "polecat"} else None
    frame = pandas.read_csv(files[name], sep="\t", header=header, dtype=str, keep_default_na=False)
    assert len(frame) == len(lines) - (header is not None)
    assert [len(line.split("\t")) for line in lines] == [frame.shape[1]] * len(lines)
