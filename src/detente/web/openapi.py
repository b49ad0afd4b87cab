"""The rooms -> an OpenAPI description of their JSON twins and charts, all derived from the records' annotations and docstrings."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from detente.tables import told_fields
from detente.web.access import Edition
from detente.web.rooms import Parameter, Room

JSON = dict[str, Any]
FORM_TYPE = "application/x-www-form-urlencoded"
_SIMPLE: dict[type, JSON] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An address that takes a form and answers with a record."""

    name: str
    path: str
    about: str
    shown: type
    fields: tuple[Parameter, ...]
    """The first is required."""


def describe(rooms: Iterable[Room], posts: Iterable[Post] = ()) -> JSON:
    """The whole description, OpenAPI 3.1."""
    schemas: JSON = {}
    paths: JSON = {}
    for room in rooms:
        paths[f"{room.path}.json"] = {"get": _twin(room, schemas)}
        if room.charts:
            paths[f"{room.path}/chart/{{chart}}.{{kind}}"] = {"get": _chart(room)}
    paths |= {post.path: {"post": _post(post, schemas)} for post in posts}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Detente",
            "version": version("detente"),
            "description": "Every page of the site as JSON, every chart as data and picture. Read-only. In paths '~0', '~1' and '~2' "
            "stand for '~', '/' and '.' of a name.",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _twin(room: Room, schemas: JSON) -> JSON:
    shown = {
        "allOf": [
            {"type": "object", "properties": {"edition": _schema(Edition, schemas)}},
            _schema(room.shown, schemas),
        ]
    }
    return {
        "operationId": room.name,
        "summary": room.about,
        "parameters": [*_path_parameters(room.path), *(_query_parameter(each) for each in room.query)],
        "responses": {
            "200": {"description": "The page's data", "content": {"application/json": {"schema": shown}}},
            **_faults(),
        },
    }


def _chart(room: Room) -> JSON:
    chosen = [
        {"name": "chart", "in": "path", "required": True, "schema": {"type": "string", "enum": list(room.charts)}},
        {
            "name": "kind",
            "in": "path",
            "required": True,
            "description": "json: Vega-Lite specification with its data.",
            "schema": {"type": "string", "enum": ["json", "csv", "svg", "png"]},
        },
    ]
    return {
        "operationId": f"{room.name}_chart",
        "summary": f"A chart of the page: {', '.join(room.charts)}.",
        "parameters": [*_path_parameters(room.path), *chosen, *(_query_parameter(each) for each in room.query)],
        "responses": {
            "200": {
                "description": "The chart",
                "content": {each: {} for each in ("application/json", "text/csv", "image/svg+xml", "image/png")},
            },
            **_faults(),
        },
    }


def _post(post: Post, schemas: JSON) -> JSON:
    properties = {each.name: {"type": "string", "description": each.about} for each in post.fields}
    form = {"type": "object", "properties": properties, "required": [post.fields[0].name]}
    refused = {
        "400": "A field cannot be used; the reason says why",
        "403": "Sent from the page of another site",
        "408": "The form took too long to arrive",
        "413": "The form is too large",
        "415": f"The body is not {FORM_TYPE}",
        "422": "The text cannot be coded, or the address not fetched; the reason says why",
        "503": "Busy; try again in some seconds",
    }
    return {
        "operationId": post.name,
        "summary": post.about,
        "requestBody": {"required": True, "content": {FORM_TYPE: {"schema": form}}},
        "responses": {
            "200": {
                "description": "What was found",
                "content": {"application/json": {"schema": _schema(post.shown, schemas)}},
            },
            **{status: {"description": words} for status, words in refused.items()},
        },
    }


def _path_parameters(path: str) -> list[JSON]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", path)
    ]


def _query_parameter(parameter: Parameter) -> JSON:
    choices = [each for each in parameter.choices if each]
    schema = {"type": "string", **({"enum": choices} if choices else {})}
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}


def _faults() -> JSON:
    return {
        "400": {"description": "A parameter cannot be used; the reason says why"},
        "404": {"description": "The ledger has nothing by this address"},
        "503": {"description": "Another process writes to the ledger; try again in some seconds"},
    }


def _schema(hint: Any, schemas: JSON) -> JSON:  # noqa: ANN401 (a type annotation is any object)
    if get_origin(hint) in (Union, types.UnionType):
        inner = [each for each in get_args(hint) if each is not types.NoneType]
        return {"anyOf": [*(_schema(each, schemas) for each in inner), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], schemas)}
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(get_args(hint))}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, schemas)
    return _SIMPLE[hint]


def _record(record: type, schemas: JSON) -> JSON:
    name = record.__name__
    if name not in schemas:
        schemas[name] = {}
        hints = get_type_hints(record)
        schemas[name] = {
            "type": "object",
            "description": (record.__doc__ or "").strip(),
            "properties": {each.name: _schema(hints[each.name], schemas) for each in told_fields(record)},
            "required": [each.name for each in told_fields(record)],
        }
    return {"$ref": f"#/components/schemas/{name}"}
