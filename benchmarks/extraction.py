"""Text of news pages against gold text: shingle F1 on the article extraction benchmark (files lie outside the repository).

    python benchmarks/extraction.py FOLDER [--misses]

FOLDER holds `ground-truth.json` and `html/*.html.gz`. A page's score counts runs of four words, each as often as it occurs;
precision and recall are means over the pages, F1 is theirs, as the benchmark's own script has it. Beside it trafilatura alone.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from detente.clean import read_story
from detente.records import Page, Refusal

SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words and how often each occurs; a shorter text is one run."""
    words = re.findall(r"\w+", text.lower())
    if len(words) < SHINGLE:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def precision_recall(text: str, gold: str) -> tuple[float, float]:
    """Of the text's shingles the share that the gold has, and the other way round."""
    found, wanted = shingles(text), shingles(gold)
    shared = (found & wanted).total()
    return (shared / found.total() if found else 1.0 if not wanted else 0.0), (
        shared / wanted.total() if wanted else 1.0 if not found else 0.0
    )


def ours(source: str, url: str) -> str:
    """The text of our story in whatever language (`clean_page` refuses those that are not English); none where refused."""
    story = read_story(Page(name="page", content=source, kind="html", url=url or None))
    return "" if isinstance(story, Refusal) else story.text


def trafilatura_alone(source: str, url: str) -> str:
    """Trafilatura's text with its own defaults."""
    import trafilatura

    return trafilatura.extract(source, url=url or None, include_comments=False) or ""


def score(name: str, extract: Callable[[str, str], str], folder: Path) -> None:
    """Print precision, recall, F1 and speed, and on demand the weakest pages."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    rows: list[tuple[float, float, str]] = []
    seconds = 0.0
    for page, entry in gold.items():
        source = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()).decode("utf-8", "replace")
        begin = time.perf_counter()
        text = extract(source, entry.get("url", ""))
        seconds += time.perf_counter() - begin
        rows.append((*precision_recall(text, entry["articleBody"]), page))
    precision, recall = sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows) / len(rows)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{name}: {len(rows)} pages, shingle-4 precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, "
        f"{len(rows) / seconds:.1f} pages/s"
    )
    if "--misses" in sys.argv:
        for row in sorted(rows, key=lambda row: row[0] + row[1])[:40]:
            print(f"    {row[2]} precision {row[0]:.2f} recall {row[1]:.2f}")


if __name__ == "__main__":
    score("detente", ours, Path(sys.argv[1]))
    score("trafilatura", trafilatura_alone, Path(sys.argv[1]))
