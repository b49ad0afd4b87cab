"""Score the coder on real sentences, annotated as stand-off: `python -m quality.real NEWSTEXT [--part voa|wikinews]`.

NEWSTEXT as for `corpus.newstext`. Scores the yardstick, `corpus/real/*.jsonl`; `--dev` scores the real sentences that thresholds are
tuned on instead.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from corpus.newstext import REAL, SOURCES, TAUGHT, annotated
from detente import model
from detente.evaluate import evaluate


def main() -> int:
    """Print the figures of each part as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newstext", type=Path)
    parser.add_argument("--part", choices=sorted(SOURCES))
    parser.add_argument("--dev", action="store_true", help="the sentences that thresholds are tuned on")
    parser.add_argument("--weights", type=Path, default=None)
    arguments = parser.parse_args()
    network = model.load_network(arguments.weights)
    for part in [arguments.part] if arguments.part else SOURCES:
        items, missing = annotated(TAUGHT if arguments.dev else REAL, arguments.newstext, part)
        items = [item for item in items if not arguments.dev or item["split"] == "dev"]
        scores = evaluate(items, read_sentence=partial(model.read_sentence, network))
        print(json.dumps({"part": part, "sentences": len(items), "not found": missing, **scores.to_json()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
