"""Score the whole pipeline on gold stories: `python -m quality.stories [FOLDER] [--split dev] [--newstext NEWSTEXT]`.

With NEWSTEXT (`corpus.newstext`) the real stories of `corpus/real/stories` instead, with the day of publication as their table has it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus.newstext import annotated_stories
from detente.evaluate import read_gold
from detente.evaluate_stories import evaluate_stories
from detente.pipeline import load


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=Path(__file__).parent.parent / "corpus" / "stories")
    parser.add_argument("--split", default="test")
    parser.add_argument("--newstext", type=Path, default=None)
    parser.add_argument("--part", choices=("wikinews", "press"), help="of the real stories; both if left out")
    parser.add_argument("--weights", type=Path, default=None)
    arguments = parser.parse_args()
    if arguments.newstext:
        stories = annotated_stories(arguments.newstext, arguments.split, arguments.part)
    else:
        stories = [dict(story) for story in read_gold(arguments.gold, split=arguments.split)]
    scores = evaluate_stories(stories, coder=load(arguments.weights))
    print(json.dumps({"stories": len(stories), **scores.to_json()}, indent=1))


if __name__ == "__main__":
    main()
