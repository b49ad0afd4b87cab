"""A file in one of the formats -> its rows, bad ones as refusals that name file, line and field; the others go on.

A file that is not of the format at all (missing columns in its head, another number of columns in every row) is a DataSetError. Plain,
gzip and zip; UTF-8, single lines in Windows-1252 (POLECAT mixes both).
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from detente.datasets import gdelt, icews, phoenix, plover, polecat
from detente.datasets.fields import FieldError
from detente.datasets.rows import DataRow, located
from detente.export.formats import TABLES
from detente.records import Refusal

LONGEST_LINE = 10_000_000
DAMAGE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError)
"""What the unpackers raise; RuntimeError is an encrypted member, or (NotImplementedError) a packing that is not read."""
OPTIONAL = frozenset({"SOURCEURL"})
"""GDELT 1.0 has it since April 2013."""
_NAME = re.compile(r"[^a-z0-9]+")


class DataSetError(Exception):
    """A file that is not of the format: which file, which line, which columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How to read one format."""

    columns: tuple[str, ...]
    has_header: bool
    parse: Callable[[Mapping[str, Any]], DataRow]
    other_names: Mapping[str, str] = field(default_factory=dict)


def _format(
    name: str, parse: Callable[[Mapping[str, Any]], DataRow], other_names: Mapping[str, str] | None = None
) -> Format:
    table = TABLES[name]
    return Format(columns=table.columns, has_header=table.has_header, parse=parse, other_names=other_names or {})


FORMATS: Mapping[str, Format] = {
    "icews": _format("icews", icews.parse),
    "polecat": _format("polecat", polecat.parse, {"Event Intensity": "Intensity"}),
    "gdelt": _format("gdelt", gdelt.parse),
    "gdelt2": _format("gdelt2", gdelt.parse),
    "phoenix": _format("phoenix", phoenix.parse),
    "plover": Format(columns=(), has_header=False, parse=plover.parse),
}


def read_rows(path: Path, *, data_format: str) -> Iterator[DataRow | Refusal]:
    """The rows of a file in order, a bad one as a refusal; raises DataSetError if the file is none of this format."""
    form = FORMATS[data_format]
    with _opened(path) as stream:
        lines = _lines(stream)
        try:
            if data_format == "plover":
                yield from _objects(lines, path, form)
            else:
                yield from _table(lines, path, form, data_format)
        except DAMAGE as error:
            raise DataSetError(f"{path}: cannot be read to its end ({error})") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise DataSetError(f"{path}: holds {len(names)} files, one expected; unpack it and import each")
                with archive.open(names[0]) as stream:
                    yield stream
            return
        with path.open("rb") as stream:
            is_gzip = stream.read(2) == b"\x1f\x8b"
        with gzip.open(path) if is_gzip else path.open("rb") as stream:
            yield cast("IO[bytes]", stream)
    except OSError as error:
        raise DataSetError(f"{path}: {error.strerror or error}") from error
    except DAMAGE as error:
        raise DataSetError(f"{path}: cannot be unpacked ({error})") from error


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        text = text.rstrip("\r\n")
        if number == 1:
            text = text.removeprefix("\ufeff")
        if text:
            yield number, text


def _table(lines: Iterator[tuple[int, str]], path: Path, form: Format, data_format: str) -> Iterator[DataRow | Refusal]:
    columns: tuple[str, ...] = form.columns
    if form.has_header:
        columns = _headed(next(lines, (1, ""))[1], path, form)
    good = False
    for number, line in lines:
        cells = line.split("\t")
        names = columns[: len(cells)] if OPTIONAL.issuperset(columns[len(cells) :]) else columns
        if len(cells) != len(names):
            if not good and not form.has_header:
                raise DataSetError(f"{path}:{number}: {len(cells)} columns, {_expected(data_format, len(cells))}")
            yield _refusal(path, number, f"{len(cells)} columns, {len(columns)} expected")
            continue
        values = dict(zip(names, cells, strict=True))
        row = _parsed(form, values, path, number, line)
        good = good or isinstance(row, DataRow)
        yield row


def _headed(line: str, path: Path, form: Format) -> tuple[str, ...]:
    """The columns in the file's order under our names; R packages write them in small letters with underscores."""
    ours = {_bare(name): name for name in form.columns} | {_bare(a): b for a, b in form.other_names.items()}
    found = tuple(ours.get(_bare(cell), cell) for cell in line.split("\t"))
    missing = [name for name in form.columns if name not in found]
    if missing:
        raise DataSetError(f"{path}:1: columns missing: {', '.join(missing)}")
    doubled = sorted({name for name in found if found.count(name) > 1})
    if doubled:
        raise DataSetError(f"{path}:1: columns twice: {', '.join(doubled)}")
    return found


def _bare(name: str) -> str:
    return _NAME.sub("", name.casefold())


def _expected(data_format: str, width: int) -> str:
    expected = f"{len(FORMATS[data_format].columns)} expected of {data_format}"
    fits = [name for name, form in FORMATS.items() if len(form.columns) == width and name != data_format]
    return f"{expected}; {fits[0]} has {width}" if fits else expected


def _objects(lines: Iterator[tuple[int, str]], path: Path, form: Format) -> Iterator[DataRow | Refusal]:
    good = False
    for number, line in lines:
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            record = None
            reason = f"no JSON ({error.msg} at character {error.pos + 1})"
        except (ValueError, RecursionError) as error:
            record = None
            reason = f"no JSON that is read ({str(error).partition(';')[0]})"
        else:
            reason = "no JSON object"
        if isinstance(record, dict):
            row = _parsed(form, record, path, number, line)
            good = good or isinstance(row, DataRow)
            yield row
        elif good:
            yield _refusal(path, number, reason)
        else:
            raise DataSetError(f"{path}:{number}: {reason}; plover is one JSON object a line")


def _parsed(form: Format, values: Mapping[str, Any], path: Path, number: int, line: str) -> DataRow | Refusal:
    try:
        row = form.parse(values)
    except FieldError as fault:
        return _refusal(path, number, str(fault))
    raw = line if not form.columns else json.dumps(values, ensure_ascii=False)
    return located(row, file=str(path), line=number, words=line, raw=raw)


def _refusal(path: Path, number: int, reason: str) -> Refusal:
    return Refusal(source=f"{path}:{number}", stage="read", reason=reason)
