"""Score the shipped weights on the corpus' test split: `python -m quality.score [--split dev] [--floors]`.

With `--floors` every figure of floors.json must be reached; a floor is only ever lowered by hand, with its reason in the
commit message.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from detente import model
from detente.evaluate import evaluate, read_gold

HERE = Path(__file__).parent


def below_floors(figures: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Every figure that misses its floor, in words."""
    missed = []
    for name, floor in floors.items():
        if name == "false_event_rate":
            if figures[name] > floor:
                missed.append(f"{name} {figures[name]:.4f} is above {floor}")
        elif figures["stages"][name]["f1"] < floor:
            missed.append(f"{name} F1 {figures['stages'][name]['f1']:.4f} is below {floor}")
    return missed


def main() -> int:
    """Print the figures as JSON; exit 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=HERE.parent / "corpus" / "sentences")
    parser.add_argument("--split", default="test")
    parser.add_argument("--weights", type=Path, default=None)
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    network = model.load_network(arguments.weights)
    items = read_gold(arguments.gold, split=arguments.split)
    scores = evaluate(items, read_sentence=partial(model.read_sentence, network))
    figures = scores.to_json()
    print(json.dumps({"items": len(items), **figures}, indent=1))
    missed = below_floors(figures, json.loads((HERE / "floors.json").read_text())) if arguments.floors else []
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
