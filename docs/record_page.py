"""Write docs/event-record.md from the records' annotations and docstrings: `python -m docs.record_page`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "detente" / "records.py"
TARGET = HERE / "event-record.md"
SHOWN = ("Event", "Actor", "Place", "Span", "Story", "Furniture", "Refusal")

HEAD = """# The event record

Generated from `src/detente/records.py` by `python -m docs.record_page`; a test fails if it is out of date.
Python attribute, JSON key and table column have the same name. In CSV a record within a record is spread over columns with its
field's name in front (`actors_name`, `place_country`), and the parts of a list are joined by `; `.
Offsets count Unicode code points of `Story.text`, start included, end excluded.
"""


def fields(class_node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Name, annotation and docstring of each field."""
    for node, after in zip(class_node.body, [*class_node.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = after.value.value if _is_docstring(after) else ""  # type: ignore[union-attr]
            yield node.target.id, ast.unparse(node.annotation), " ".join(str(text).split())


def _is_docstring(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def render() -> str:
    """The whole page."""
    module = ast.parse(SOURCE.read_text(encoding="utf-8"))
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    parts = [HEAD]
    for name in SHOWN:
        node = classes[name]
        parts.append(f"\n## {name}\n\n{ast.get_docstring(node)}\n\n| field | type | meaning |\n|---|---|---|\n")
        parts += [f"| `{field}` | `{kind.replace('|', '&#124;')}` | {text} |\n" for field, kind, text in fields(node)]
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
