"""Actors of the corpus: country and sector of each mention, its sentence taken as a story of one sentence.

    python -m benchmarks.actors [FOLDER] [--split dev] [--misses 40] [--files c]

Accuracy is over the mentions where gold knows the value; resolved is the share of these with any value at all. Items have no date.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.actors import Knowledge, load_knowledge, resolve_mentions
from detente.records import Entity, Mention, Sentence, Span, Story

CORPUS = Path(__file__).parents[1] / "corpus" / "sentences"


def items(folder: Path, split: str | None, prefix: str) -> Iterator[dict[str, Any]]:
    """Corpus items of a split (all but test when None)."""
    for path in sorted(folder.glob(f"{prefix}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item["split"] == split or (split is None and item["split"] != "test"):
                yield item


def resolve(item: dict[str, Any], knowledge: Knowledge) -> list[tuple[dict[str, Any], Entity]]:
    """Gold mention and first entity, for each mention."""
    text = item["text"]
    story = Story(id=item["id"], source="corpus", title=None, text=text)
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    mentions = [
        Mention(text=m["text"], span=Span(start=m["start"], end=m["end"]), sentence_index=0) for m in item["mentions"]
    ]
    found = resolve_mentions(story, [sentence], mentions, knowledge=knowledge)
    return [(gold, found[mention][0]) for gold, mention in zip(item["mentions"], mentions, strict=True)]


def main() -> None:
    """Print the figures and the commonest misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--split", help="train, dev or test; without it train and dev")
    parser.add_argument("--files", default="c", help="only files whose name begins so")
    parser.add_argument("--misses", type=int, default=0, help="how many misses of each field to show")
    options = parser.parse_args()
    knowledge = load_knowledge()
    tally: Counter[str] = Counter()
    misses: dict[str, Counter[str]] = {"country": Counter(), "sector": Counter()}
    begin = time.perf_counter()
    for item in items(options.folder, options.split, options.files):
        for gold, entity in resolve(item, knowledge):
            for field, value in (("country", entity.country), ("sector", entity.sector)):
                score(tally, misses, gold, field, value)
    for field in ("country", "sector"):
        known = tally[field]
        print(
            f"{field}: {tally[field + ' right'] / known:.3f} of {known} right, {tally[field + ' said'] / known:.3f} resolved, "
            f"{tally[field + ' right'] / max(1, tally[field + ' said']):.3f} of these right"
        )
        for words, count in misses[field].most_common(options.misses):
            print(f"   {count:>3} {words}")
    print(f"{tally['country'] / (time.perf_counter() - begin):,.0f} mentions/s")


def score(
    tally: Counter[str], misses: dict[str, Counter[str]], gold: dict[str, Any], field: str, value: str | None
) -> None:
    """Count one field of one mention."""
    if gold[field] is None:
        return
    tally[field] += 1
    tally[field + " said"] += value is not None
    tally[field + " right"] += value == gold[field]
    if value != gold[field]:
        misses[field][f"{gold['text']} | gold {gold[field]} | {value}"] += 1


if __name__ == "__main__":
    main()
