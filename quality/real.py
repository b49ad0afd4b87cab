"""Score the coder on real sentences, annotated as stand-off: `python -m quality.real NEWSTEXT [--part voa|wikinews]`.

NEWSTEXT holds `gmb_voa/ner_dataset.zip` (Groningen Meaning Bank, mostly Voice of America) and `wikinews/wikinews_{2019,2020}.csv`. The
project ships no text of theirs: `corpus/real/*.jsonl` has offsets and the SHA-256 of each sentence, which is looked for in the sources.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from detente import model
from detente.clean import clean_page
from detente.evaluate import evaluate
from detente.records import Page, Story
from detente.sentences import split_sentences

GOLD = Path(__file__).parent.parent / "corpus" / "real"
PARTS = ("voa", "wikinews")


def voa_sentences(folder: Path) -> Iterator[str]:
    """The sentences of the token table, words joined as in print."""
    with zipfile.ZipFile(folder / "gmb_voa" / "ner_dataset.zip") as archive:
        table = io.StringIO(archive.read("ner_dataset.csv").decode("latin-1"))
    words: list[str] = []
    for row in list(csv.reader(table))[1:]:
        if row[0].startswith("Sentence") and words:
            yield joined(words)
            words = []
        words.append(row[1])
    yield joined(words)


def joined(words: list[str]) -> str:
    """Tokens as running text.

    >>> joined(["Mr.", "Li", "does", "n't", "know", "(", "yet", ")", "."])
    "Mr. Li doesn't know (yet)."
    """
    text = " ".join(words)
    text = re.sub(r" ([.,;:?!%)'’])", r"\1", text)
    text = re.sub(r"([($]) ", r"\1", text)
    return re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", text)


def wikinews_sentences(folder: Path) -> Iterator[str]:
    """The sentences of all articles, cleaned and split as the pipeline does it."""
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with (folder / "wikinews" / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                story = clean_page(Page(name=row["url"], content=row["text"], kind="text", title=row["title"]))
                if isinstance(story, Story):
                    yield from (sentence.text for sentence in split_sentences(story))


def digest(text: str) -> str:
    """SHA-256 of a sentence."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_part(part: str, folder: Path) -> tuple[list[dict[str, Any]], int]:
    """Gold items of a part with their text put in, and how many were not found."""
    sentences = voa_sentences(folder) if part == "voa" else wikinews_sentences(folder)
    texts = {digest(text): text for text in sentences}
    found, missing = [], 0
    for path in sorted(GOLD.glob(f"{part}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            text = texts.get(item["sha256"])
            if text is None:
                missing += 1
                continue
            found.append({**item, "text": text})
    return found, missing


def main() -> int:
    """Print the figures of each part as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newstext", type=Path)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--weights", type=Path, default=None)
    arguments = parser.parse_args()
    network = model.load_network(arguments.weights)
    for part in [arguments.part] if arguments.part else PARTS:
        items, missing = read_part(part, arguments.newstext)
        scores = evaluate(items, read_sentence=partial(model.read_sentence, network))
        print(json.dumps({"part": part, "sentences": len(items), "not found": missing, **scores.to_json()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
