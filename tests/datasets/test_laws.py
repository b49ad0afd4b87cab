"""Laws of importing: no bytes break a format, and what is refused is named by its line."""

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.datasets import FORMATS, DataRow, DataSetError, read_rows
from detente.datasets.rows import to_table
from detente.export import export
from detente.ledger import Ledger
from detente.records import Refusal
from tests.datasets.test_import import stories

ODD = st.sampled_from(
    [
        "",
        "-1",
        "9" * 40,
        "1e400",
        "nan",
        "2022-02-30",
        "0000-00-00",
        "\ud800",
        "\x00",
        "[]",
        '{"a": 1}',
        "null",
        "1_0",
        "²",
        "٣",
    ]
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("exported")
    lines = {}
    with Ledger(folder / "x.duckdb") as ledger:
        ledger.add_coded(stories(), refresh=False)
        for name in FORMATS:
            export(ledger, output_format=name, output=folder / name)
            lines[name] = (folder / name).read_text(encoding="utf-8").splitlines()
    return lines


def rows_of(path: Path, name: str, content: bytes) -> list[DataRow | Refusal]:
    path.write_bytes(content)
    found: list[DataRow | Refusal] = []
    with suppress(DataSetError):
        found += read_rows(path, data_format=name)
    return found


@settings(max_examples=150)
@given(
    name=st.sampled_from(sorted(FORMATS)),
    content=st.binary(max_size=300),
    mark=st.sampled_from([b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"{"]),
)
def test_no_bytes_break_a_format(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes, mark: bytes
) -> None:
    rows_of(tmp_path_factory.getbasetemp() / "any", name, mark + content)


@settings(max_examples=200)
@given(name=st.sampled_from(sorted(FORMATS)), data=st.data())
def test_odd_values_are_rows_that_can_be_stored_or_refusals_by_line(
    exported: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    head = exported[name][: FORMATS[name].has_header]
    line = data.draw(st.sampled_from(exported[name][len(head) :]))
    mark = '"' if name == "plover" else "\t"
    cells = line.split(mark)
    for at in data.draw(st.lists(st.integers(0, len(cells) - 1), min_size=1, max_size=3)):
        cells[at] = data.draw(ODD | st.text(max_size=8).filter(lambda text: "\n" not in text and "\r" not in text))
    content = "\n".join([*head, mark.join(cells)]).encode("utf-8", "surrogatepass")
    found = rows_of(tmp_path_factory.getbasetemp() / "odd", name, content)
    table = to_table([row for row in found if isinstance(row, DataRow)])
    assert table.num_rows <= len(found)
    assert all(row.source.rpartition(":")[2].isdigit() for row in found if isinstance(row, Refusal))


def test_deep_and_large_json_is_refused_by_line(tmp_path: Path, exported: dict[str, list[str]]) -> None:
    good = exported["plover"][0]
    content = "\n".join([good, "[" * 100_000, '{"id": ' + "9" * 5000 + "}", good]).encode()
    assert [type(row) for row in rows_of(tmp_path / "x", "plover", content)] == [DataRow, Refusal, Refusal, DataRow]


@pytest.mark.parametrize("cut", [3, 30, -9])
def test_a_damaged_gzip_file_is_named(tmp_path: Path, cut: int, exported: dict[str, list[str]]) -> None:
    path = tmp_path / "x.gz"
    data = gzip.compress("\n".join(exported["gdelt"] * 50).encode())
    path.write_bytes(data[:cut] if cut != 30 else data[:60] + b"\xff" * 60 + data[120:])
    with pytest.raises(DataSetError, match=r"x\.gz"):
        list(read_rows(path, data_format="gdelt"))
