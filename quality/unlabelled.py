"""Write the sentences of real news that nobody annotated, for a teacher to read: `python -m quality.unlabelled NEWSTEXT FILE`.

NEWSTEXT as for `corpus.newstext`. Leaves out every sentence that is annotated (`corpus/real`), and what is too short, too long or no
sentence. One sentence a line, each once.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.newstext import OPEN_SOURCES, REAL, digest, to_learn

SHORTEST, LONGEST = 6, 60
"""Words."""
SEED = 3


def known() -> frozenset[str]:
    """Digests of the annotated sentences."""
    lines = (line for path in sorted(REAL.rglob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    rows = (json.loads(line) for line in lines)
    return frozenset(item["sha256"] for row in rows for item in row.get("sentences", [row]))


def unlabelled(newstext: Path) -> Iterator[str]:
    """Each usable sentence once."""
    seen = set(known())
    for text in (text for source in OPEN_SOURCES.values() for text in source(newstext)):
        words = text.split()
        is_sentence = SHORTEST <= len(words) <= LONGEST and text[-1] in ".\"'”" and any(c.islower() for c in text)
        if is_sentence and digest(text) not in seen:
            seen.add(digest(text))
            yield " ".join(words)


def learnt(newstext: Path) -> list[str]:
    """The annotated training sentences with an event: what a teacher says of them beside what their annotation says."""
    items = to_learn(newstext, "train")
    return [" ".join(item["text"].split()) for item in items if item["events"] and len(item["text"].split()) <= LONGEST]


def main() -> int:
    """Write the file; the number of sentences on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newstext", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sentences", type=int, help="take N of them by chance; all if left out")
    parser.add_argument(
        "--annotated", type=int, default=0, help="and N of the annotated training sentences with an event"
    )
    arguments = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 (sampling, not secrets)
    sentences = list(unlabelled(arguments.newstext))
    if arguments.sentences:
        sentences = chance.sample(sentences, arguments.sentences)
    if arguments.annotated:
        sentences += chance.sample(learnt(arguments.newstext), arguments.annotated)
        chance.shuffle(sentences)
    arguments.file.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(sentences)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
