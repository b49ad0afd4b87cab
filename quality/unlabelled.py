"""Write the sentences of real news that nobody annotated, for a teacher to read: `python -m quality.unlabelled NEWSTEXT FILE`.

NEWSTEXT as for `corpus.newstext`. Leaves out every sentence that is annotated (`corpus/real`), and what is too short, too long or no
sentence. One sentence a line, each once.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.newstext import OPEN_SOURCES, REAL, digest, to_learn
from detente.evaluate import read_gold

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
    return _with_events(to_learn(newstext, "train"))


def written(corpus: Path) -> list[str]:
    """The same of the written sentences to train on."""
    return _with_events(read_gold(corpus, split="train"))


def _with_events(items: Iterable[Mapping[str, Any]]) -> list[str]:
    texts = (item["text"].split() for item in items if item["events"])
    return [" ".join(words) for words in texts if len(words) <= LONGEST]


def main() -> int:
    """Write the file; the number of sentences on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newstext", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sentences", type=int, help="take N of them by chance; all if left out")
    parser.add_argument(
        "--annotated", type=int, default=0, help="and N of the annotated training sentences with an event"
    )
    parser.add_argument("--written", type=int, default=0, help="and N of the corpus' own, with an event")
    parser.add_argument("--corpus", type=Path, default=Path("corpus/sentences"), help="folder of JSON Lines files")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="another one draws other sentences (default: %(default)s)"
    )
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 (sampling, not secrets)
    sentences = list(unlabelled(arguments.newstext))
    if arguments.sentences:
        sentences = chance.sample(sentences, arguments.sentences)
    if arguments.annotated:
        sentences += chance.sample(learnt(arguments.newstext), arguments.annotated)
    if arguments.written:
        sentences += chance.sample(written(arguments.corpus), arguments.written)
    if arguments.annotated or arguments.written:
        chance.shuffle(sentences)
    arguments.file.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(sentences)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
