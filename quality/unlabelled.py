"""Write the sentences of real news that nobody annotated, for a teacher to read: `python -m quality.unlabelled NEWSTEXT FILE`.

NEWSTEXT as for `quality.real`. Leaves out every sentence of the yardstick (`corpus/real`), and what is too short, too long or no
sentence. One sentence a line, each once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from quality.real import GOLD, digest, voa_sentences, wikinews_sentences

SHORTEST, LONGEST = 6, 60
"""Words."""


def yardstick() -> frozenset[str]:
    """Digests of the annotated sentences."""
    lines = (line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(json.loads(line)["sha256"] for line in lines)


def unlabelled(newstext: Path) -> Iterator[str]:
    """Each usable sentence once."""
    seen = set(yardstick())
    for text in (*voa_sentences(newstext), *wikinews_sentences(newstext)):
        words = text.split()
        is_sentence = SHORTEST <= len(words) <= LONGEST and text[-1] in ".\"'”" and any(c.islower() for c in text)
        if is_sentence and digest(text) not in seen:
            seen.add(digest(text))
            yield " ".join(words)


def main() -> int:
    """Write the file; the number of sentences on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newstext", type=Path)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    sentences = list(unlabelled(arguments.newstext))
    arguments.file.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(sentences)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
