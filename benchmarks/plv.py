"""Score the shipped weights on a PLV file (Zero-Shot-PLOVER): `python -m benchmarks.plv PATH/PLV_train.tsv`.

Given pair: the judge on the marked spans, roots of the 2018 PLOVER (YIELD = CONCEDE + RETREAT) reached through CAMEO codes.
End to end: the pair in the right direction with the right root among the events that the coder finds by itself.
No PLV sentence is in the corpus; these are zero-shot figures.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from detente import model

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3,
    "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
ROOTS_2018 = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
EXCEPTIONS = {"163": "COERCE", "175": "ASSAULT", "1712": "ASSAULT", "055": "YIELD"}
"""Where the 2018 manual parts from the CAMEO root: economic sanctions coerce, violent repression is assault, apology yields."""
OVERLAPS = {"end_to_end": 0.0, "end_to_end_close": 0.4}
"""How much of the marked phrase an actor must cover: PLV marks "the ministry's decision" where events have "the ministry"."""
MARK = re.compile(r"</?[st]>")


def root_2018(cameo: str) -> str:
    """The 2018 PLOVER root of a label."""
    return EXCEPTIONS.get(cameo, ROOTS_2018[cameo[:2]])


def root_of(judgement: model.Judgement) -> str:
    """The 2018 root whose labels have the most probability together."""
    roots: dict[str, float] = {}
    for cameo, *_, score in judgement.label_scores:
        root = root_2018(cameo)
        roots[root] = roots.get(root, 0.0) + score
    return max(roots, key=lambda root: roots[root])


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A marked sentence as plain text and the spans of s and t; where one is not marked, the other stands for both."""
    text, spans, starts = "", {}, {}
    at = 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        tag = match.group()
        if tag.startswith("</"):
            spans[tag[2]] = (starts[tag[2]], len(text))
        else:
            starts[tag[1]] = len(text)
        at = match.end()
    return text + marked[at:], {"s": spans.get("s") or spans["t"], "t": spans.get("t") or spans["s"]}


def macro_f1(gold: Sequence[object], found: Sequence[object]) -> float:
    """Mean F1 over the gold's classes."""
    values = []
    for name in sorted(set(gold), key=str):
        right = sum(g == f == name for g, f in zip(gold, found, strict=True))
        total = sum(g == name for g in gold) + sum(f == name for f in found)
        values.append(2 * right / total if total else 0.0)
    return sum(values) / len(values)


def _overlaps(one: tuple[int, int], other: tuple[int, int], least: float) -> bool:
    """Whether two spans share words, and at least so much of what they cover together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared / (one[1] - one[0] + other[1] - other[0] - shared) >= least


def found_itself(
    triggers: Sequence[model.TriggerReading], spans: dict[str, tuple[int, int]], root: str, least: float
) -> bool:
    """Whether one of the events goes from s to t and has the root."""
    one_sided = spans["s"] == spans["t"]
    for event in triggers:
        targets = event.recipients or event.actors
        directed = any(
            _overlaps(a, spans["s"], least) and (one_sided or (a != b and _overlaps(b, spans["t"], least)))
            for a in event.actors
            for b in targets
        )
        if directed and root_2018(event.cameo) == root:
            return True
    return False


def main() -> None:
    """Print root and quad macro-F1, accuracy, the largest confusions, and the end-to-end rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--weights", type=Path, default=None)
    parser.add_argument("--end-to-end", action="store_true")
    arguments = parser.parse_args()
    network = model.load_network(arguments.weights)
    rows = list(csv.DictReader(arguments.path.open(encoding="utf-8"), delimiter="\t"))
    gold, found = [], []
    itself = dict.fromkeys(OVERLAPS, 0)
    for row in rows:
        text, spans = unmark(row["marked_sentence"])
        (judgement,) = model.judge_pairs(network, text, [(spans["s"], spans["t"])])
        found.append(root_of(judgement))
        gold.append(row["gold_root"])
        if arguments.end_to_end:
            triggers = model.read_sentence(network, text).triggers
            for name, least in OVERLAPS.items():
                itself[name] += found_itself(triggers, spans, row["gold_root"], least)
    figures = {
        "pairs": len(rows),
        "root_macro_f1": round(macro_f1(gold, found), 4),
        "root_accuracy": round(sum(g == f for g, f in zip(gold, found, strict=True)) / len(rows), 4),
        "quad_macro_f1": round(macro_f1([QUAD[g] for g in gold], [QUAD[f] for f in found]), 4),
    }
    if arguments.end_to_end:
        figures |= {name: round(count / len(rows), 4) for name, count in itself.items()}
    print(json.dumps(figures, indent=1))
    wrong = Counter((g, f) for g, f in zip(gold, found, strict=True) if g != f)
    print("largest confusions (gold, found):", wrong.most_common(12))


if __name__ == "__main__":
    main()
