"""Spark in local mode and on a local cluster; run them with `pip install detente[spark]` and a Java runtime."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner

from detente import tables
from detente.bulk import add_outcomes, code_pages
from detente.ledger import Ledger
from detente.pipeline import code_batches
from detente.records import Event, Outcome, Page
from tests.read.made import WORDS, answer, warc_gz

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed (pip install detente[spark])")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java runtime (apt install default-jre-headless)", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("default")

from detente import spark as door  # noqa: E402 (after the skips)

PARTIES = ("Lithuania", "France", "Peru", "Kenya", "Japan", "Norway", "Sudan", "Mexico")
DEEDS = ("condemned {} on Friday over report {}.", "expelled two diplomats of {} on Monday, statement {} said.")
COUNT = int(os.environ.get("DETENTE_SPARK_STORIES", "200"))


def stories(count: int) -> list[Page]:
    return [
        Page(
            name=f"page {n}",
            content=f"{PARTIES[n % 8]} {DEEDS[n % 2].format(PARTIES[(n // 8 + n + 1) % 8], n)} The talks had failed.",
            kind="text",
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module", params=["local[2]", "local-cluster[2,1,1536]"])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    folder = tmp_path_factory.mktemp("spark")
    made = (
        SparkSession.builder.master(request.param)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.local.dir", str(folder))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()


def dataframe(session: Any, pages: list[Page]) -> Any:  # noqa: ANN401
    rows = [tuple(tables.to_dict(page).values()) for page in pages]
    return session.createDataFrame(rows, door.spark_schema(Page)).repartition(8)


def events_of(frame: Any) -> list[Event]:  # noqa: ANN401
    table = pa.Table.from_pylist([row.asDict(recursive=True) for row in frame.collect()], schema=tables.schema(Event))
    return sorted(tables.from_table(Event, table), key=lambda event: event.id)


def local_events(pages: list[Page]) -> list[Event]:
    return sorted((event for outcome in code_pages(pages) for event in outcome.events), key=lambda event: event.id)


def test_spark_gives_what_one_process_gives(session: Any) -> None:  # noqa: ANN401
    pages = stories(COUNT)
    assert events_of(door.code(dataframe(session, pages))) == local_events(pages)


def _fatal(batches: Iterator[pa.RecordBatch], *, marker: Path) -> Iterator[pa.RecordBatch]:
    """Code, but in one task kill the executor after the first batch, once."""
    for number, coded in enumerate(code_batches(batches)):
        yield coded
        if number == 0 and not marker.exists():
            marker.touch()
            os.kill(_executor_of(os.getpid()), signal.SIGKILL)


def _executor_of(pid: int) -> int:
    """The Java process above a Python worker."""
    while "java" not in Path(f"/proc/{pid}/comm").read_text(encoding="utf-8"):
        pid = int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    return pid


def test_a_killed_executor_loses_nothing(session: Any, tmp_path: Path) -> None:  # noqa: ANN401
    if not session.sparkContext.master.startswith("local-cluster") or not Path("/proc").is_dir():
        pytest.skip("in local mode the executor is the driver")
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 4)
    pages, marker = stories(COUNT), tmp_path / "killed"
    frame = dataframe(session, pages).mapInArrow(partial(_fatal, marker=marker), door.spark_schema(Event))
    assert events_of(frame) == local_events(pages)
    assert marker.exists()


def test_files_are_coded_where_they_are(session: Any, tmp_path: Path) -> None:  # noqa: ANN401
    (tmp_path / "a.warc.gz").write_bytes(warc_gz(answer(), answer("<html></html>")))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": WORDS}) + "\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.warc.gz", "b.jsonl", "none.txt")]
    rows = door.code_paths(session, paths).collect()
    assert len(rows) == 4
    assert sum(row.refusal is not None for row in rows) == 2


def test_the_script_writes_what_a_ledger_takes(session: Any, tmp_path: Path) -> None:  # noqa: ANN401
    if session.sparkContext.master != "local[2]":
        pytest.skip("once is enough")
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "rows.jsonl").write_text(
        "".join(json.dumps({"text": p.content}) + "\n" for p in stories(20)), encoding="utf-8"
    )
    (pages / "empty.txt").write_bytes(b"")
    result = CliRunner().invoke(door.main, [str(pages), "--output", str(tmp_path / "coded"), "--master", "local[1]"])
    assert result.exit_code == 1, result.output
    assert "20 stories" in result.stderr
    assert "1 refused" in result.stderr
    table = ds.dataset(tmp_path / "coded", format="parquet").to_table().cast(tables.schema(Outcome))
    assert table.num_rows == 21
    with Ledger(tmp_path / "news.duckdb") as ledger:
        assert add_outcomes(ledger, tmp_path / "coded").stories == 20
        assert add_outcomes(ledger, tmp_path / "coded").stories == 0
