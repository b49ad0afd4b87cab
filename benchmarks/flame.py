"""Draw where the time goes: `python -m benchmarks.flame STACKS PICTURE.svg`.

STACKS is what a sampling profiler writes, a line a stack and its count at the end, frames parted by semicolons:

    py-spy record -r 100 -f raw -o stacks.txt -- python -c "from benchmarks.flame import work; work(200)"

Shows what `code_pages` calls; frames are functions, as wide as the samples in which they were on the stack. The picture runs
nothing and loads nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from benchmarks.kills import pages
from detente.bulk import code_pages
from detente.records import Page

ROOT = "code_pages"
WIDTH, ROW, LETTER = 1200.0, 18, 6.6
LEAST = 0.004
"""Share of all samples below which a frame is left out."""
COLOURS = {
    "onnxruntime": "#8fb4d9",
    "tokenizers": "#b7c9a8",
    "actors": "#e3b27a",
    "dates": "#d9a5b5",
    "places": "#c3b1d9",
    "clean": "#d9d38f",
}
OTHER = "#d8d4cc"
FRAME = re.compile(r"(?P<name>[^;]+) \((?P<file>[^:)]*)(:\d+)?\)")


def work(count: int) -> None:
    """What is profiled: pages of 400 words that hold about as much as news does."""
    made = (Page(name=row["url"], content=row["text"], kind="text", title=row["title"]) for row in pages(count, 5))
    for _ in code_pages(made):
        pass


@dataclass(slots=True)
class Frame:
    """A function as called from those below it."""

    name: str
    file: str
    samples: int = 0
    calls: dict[tuple[str, str], Frame] = field(default_factory=dict)


def read(stacks: Path) -> Frame:
    """The tree of what ROOT calls; recursion and lines of one function are one frame."""
    root = Frame(ROOT, "")
    for line in stacks.read_text(encoding="utf-8").splitlines():
        stack, _, count = line.rpartition(" ")
        frames = [(match["name"], match["file"]) for match in FRAME.finditer(stack)]
        start = next((at for at, (name, _) in enumerate(frames) if name == ROOT), None)
        if start is None:
            continue
        root.samples += int(count)
        frame = root
        for key in frames[start + 1 :]:
            frame = frame.calls.setdefault(key, Frame(*key))
            frame.samples += int(count)
    return root


def boxes(frame: Frame, total: int, left: float, depth: int) -> Iterator[tuple[float, int, Frame]]:
    """Left edge (share), depth and frame of everything wide enough, callers first."""
    yield left, depth, frame
    for called in sorted(frame.calls.values(), key=lambda each: -each.samples):
        if called.samples >= LEAST * total:
            yield from boxes(called, total, left, depth + 1)
            left += called.samples / total


def drawn(root: Frame) -> str:
    """The picture."""
    placed = list(boxes(root, root.samples, 0, 0))
    height = (max(depth for _, depth, _ in placed) + 1) * ROW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height}" font-family="monospace" font-size="11">',
        f"<title>Where the time goes, from page to events ({root.samples} samples)</title>",
    ]
    for left, depth, frame in placed:
        share = frame.samples / root.samples
        x, width, y = left * WIDTH, share * WIDTH - 0.5, depth * ROW
        colour = next((colour for word, colour in COLOURS.items() if f"{word}/" in frame.file), OTHER)
        words = frame.name if len(frame.name) * LETTER < width - 6 else ""
        parts.append(
            f"<g><title>{escape(frame.name)} ({escape(frame.file)}) {share:.1%}</title>"
            f'<rect x="{x:.1f}" y="{y}" width="{max(width, 0.5):.1f}" height="{ROW - 1}" fill="{colour}"/>'
            f'<text x="{x + 3:.1f}" y="{y + 12}">{escape(words)}</text></g>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    """Read, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stacks", type=Path)
    parser.add_argument("picture", type=Path)
    arguments = parser.parse_args()
    root = read(arguments.stacks)
    if not root.samples:
        sys.stderr.write(f"{arguments.stacks}: no stack in it calls {ROOT}\n")
        return 1
    arguments.picture.write_text(drawn(root), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
