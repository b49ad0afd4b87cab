"""The map's shapes and dots, built from a small topology."""

import json
from pathlib import Path
from typing import Any

from detente.web.world_build import main

SHAPES: list[dict[str, Any]] = [
    {"type": "Polygon", "arcs": [[0]], "id": "124", "properties": {"name": "Canada"}},
    {"type": "Polygon", "arcs": [[1]], "id": "010", "properties": {"name": "Antarctica"}},
    {"type": "Polygon", "arcs": [[2]], "properties": {"name": "Kosovo"}},
    {"type": "Polygon", "arcs": [[3]], "id": "004", "properties": {"name": "Afghanistan"}},
]


def test_shapes_get_their_codes_and_states_without_a_shape_a_dot(tmp_path: Path) -> None:
    source = tmp_path / "countries-110m.json"
    objects = {
        "countries": {"type": "GeometryCollection", "geometries": SHAPES},
        "land": {"type": "GeometryCollection"},
    }
    source.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": [[], [], [], []]}), encoding="utf-8")
    main(source, tmp_path / "world")
    written = json.loads((tmp_path / "world" / "countries.json").read_text(encoding="utf-8"))
    assert list(written["objects"]) == ["countries"]
    shapes = written["objects"]["countries"]["geometries"]
    assert [(each["id"], each["arcs"]) for each in shapes] == [("CAN", [[0]]), ("KOS", [[2]]), ("AFG", [[3]])]
    comment, head, *rows = (tmp_path / "world" / "points.tsv").read_text(encoding="utf-8").splitlines()
    assert comment.startswith("#")
    assert head.split("\t") == ["iso3", "latitude", "longitude"]
    points = {
        code: (float(latitude), float(longitude)) for code, latitude, longitude in (row.split("\t") for row in rows)
    }
    assert not {"CAN", "KOS", "AFG", "SUN"} & points.keys()
    assert [round(degree) for degree in points["MLT"]] == [36, 15]
    assert list(points) == sorted(points)
