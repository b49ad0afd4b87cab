"""Records as Arrow, JSON and flat rows, all derived from the records' annotations: one definition, no second list of columns."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import pyarrow as pa

Record = TypeVar("Record")

UNTOLD: Mapping[str, bool] = {"is_untold": True}
"""Metadata of a field that only screens and pages show: it is in no JSON, no Arrow schema and no flat row, and has a default."""
JOINT = "; "
"""Between the parts of a list in a flat row, as POLECAT has it."""

_SIMPLE: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


@cache
def _hints(record_type: Hashable) -> dict[str, Any]:
    told = {field.name for field in told_fields(record_type)}
    return {name: hint for name, hint in get_type_hints(record_type).items() if name in told}


def told_fields(record: Any) -> list[dataclasses.Field[Any]]:  # noqa: ANN401 (a record or its type)
    """The fields of a record that leave the program: all but those of UNTOLD."""
    return [field for field in dataclasses.fields(record) if not field.metadata.get("is_untold")]


def _without_none(hint: Any) -> Any:  # noqa: ANN401 (a type annotation is any object)
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(hint) if part is not types.NoneType)
        return inner
    return hint


def arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401
    """The Arrow type of an annotation: records are structs, tuples lists, literals strings."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return pa.string()
    if dataclasses.is_dataclass(hint):
        return pa.struct([pa.field(name, arrow_type(inner)) for name, inner in _hints(cast("type", hint)).items()])
    return _SIMPLE[hint]


@cache
def schema(record_type: Hashable) -> pa.Schema:
    """The Arrow schema of a record type."""
    return pa.schema([pa.field(name, arrow_type(hint)) for name, hint in _hints(record_type).items()])


def to_dict(record: Any) -> dict[str, Any]:  # noqa: ANN401
    """A record as nested dicts and lists; dates stay dates."""
    return {field.name: _plain(getattr(record, field.name)) for field in told_fields(record)}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if dataclasses.is_dataclass(value):
        return to_dict(value)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def to_json(record: Any) -> dict[str, Any]:  # noqa: ANN401
    """A record as JSON-ready dicts and lists; dates as ISO strings."""
    return cast("dict[str, Any]", _iso(to_dict(record)))


def _iso(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _iso(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_iso(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def from_dict(record_type: type[Record], values: Mapping[str, Any]) -> Record:
    """The record that `to_dict` or `to_json` was made from."""
    return record_type(
        **{name: _record_value(hint, values[name]) for name, hint in _hints(cast("Hashable", record_type)).items()}
    )


def _record_value(hint: Any, value: Any) -> Any:  # noqa: ANN401
    hint = _without_none(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_record_value(get_args(hint)[0], part) for part in value)
    if dataclasses.is_dataclass(hint):
        return from_dict(cast("type", hint), value)
    return date.fromisoformat(value) if hint is date and isinstance(value, str) else value


def to_table(record_type: type[Record], records: Iterable[Record]) -> pa.Table:
    """Records as an Arrow table, one row each."""
    rows = [to_dict(record) for record in records]
    return pa.Table.from_pylist(rows, schema=schema(cast("Hashable", record_type)))


def from_table(record_type: type[Record], table: pa.Table) -> Iterator[Record]:
    """The records of an Arrow table made by `to_table`."""
    for row in table.to_pylist():
        yield from_dict(record_type, row)


def flat_columns(record_type: type, prefix: str = "") -> list[str]:
    """Column names of `to_flat`: a record within a record is spread over columns with its field's name in front."""
    names = []
    for name, hint in _hints(record_type).items():
        inner = _without_none(hint)
        inner = get_args(inner)[0] if get_origin(inner) is tuple else inner
        if dataclasses.is_dataclass(inner):
            names += flat_columns(cast("type", inner), f"{prefix}{name}_")
        else:
            names.append(f"{prefix}{name}")
    return names


def to_flat(record: Any) -> dict[str, str]:  # noqa: ANN401
    """A record as one row of strings under `flat_columns`; the parts of a list are joined by '; ', missing is empty."""
    row = dict.fromkeys(flat_columns(type(record)), "")
    row.update({name: value for name, value in _flatten(to_json(record), "").items() if name in row})
    return row


def _flatten(values: Mapping[str, Any], prefix: str) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in values.items():
        column = f"{prefix}{name}"
        if isinstance(value, dict):
            row |= _flatten(value, f"{column}_")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            parts = [_flatten(part, f"{column}_") for part in value]
            row |= {key: JOINT.join(part.get(key, "") for part in parts) for key in parts[0]}
        elif isinstance(value, list):
            row[column] = JOINT.join(str(part) for part in value)
        else:
            row[column] = "" if value is None else str(value)
    return row
