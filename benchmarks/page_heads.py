"""Title, publisher, day of publication and day of the fetch of text dumps: `python -m benchmarks.page_heads [--misses]`.

Reads corpus/pages: 100 pages in the corpus' story format (`corpus.markup`), each with the first two sentences of its body. Rules have been
made on both files, p02 was held out until the first count. What gold leaves open (`-`) is right where nothing is said; titles and
publishers are compared without case.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.markup import parse_stories
from detente.clean import clean_page
from detente.records import Page, Story

PAGES = Path(__file__).parents[1] / "corpus" / "pages"
ASKED = ("title", "publisher", "published", "crawled")


def judge(path: Path) -> Iterator[tuple[str, str, str, str | None, str | None]]:
    """Of each page of a file and field its name, the field, the verdict (right, unknown, invented or wrong), gold and what was got."""
    pages, errors = parse_stories(path)
    if errors:
        raise ValueError(errors[0])
    for page in pages:
        story = clean_page(Page(name=page["id"], content=page["page"], kind="text"))
        for field in ASKED:
            gold, got = plain(page[field]), plain(getattr(story, field, None))
            right = "right" if gold == got else "unknown" if got is None else "invented" if gold is None else "wrong"
            yield page["id"], field, right, gold, got
        body = " ".join(story.text.split()) if isinstance(story, Story) else ""
        for sentence in page["sentences"]:
            kept = sentence["text"] in body
            yield page["id"], "sentence", "right" if kept else "lost", sentence["text"], None


def plain(value: object) -> str | None:
    """A field's value without case and doubled spaces; None for nothing."""
    return " ".join(str(value).lower().split()) if value else None


def count(path: Path) -> Mapping[str, Counter[str]]:
    """The verdicts of each field."""
    found: dict[str, Counter[str]] = {}
    for _, field, verdict, _, _ in judge(path):
        found.setdefault(field, Counter())[verdict] += 1
    return found


def main() -> None:
    """Print the counts of each file, and the misses where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print them too")
    options = parser.parse_args()
    for path in sorted(PAGES.glob("*.txt")):
        for field, verdicts in count(path).items():
            sys.stdout.write(f"{path.stem} {field}: {dict(verdicts)}\n")
        if options.misses:
            for name, field, verdict, gold, got in judge(path):
                if verdict != "right":
                    sys.stdout.write(f"    {name} {field} {verdict}: {gold!r}, got {got!r}\n")


if __name__ == "__main__":
    main()
