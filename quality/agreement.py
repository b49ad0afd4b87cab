"""Agreement of two annotations of the same sentences: `python -m quality.agreement ONE.jsonl OTHER.jsonl`.

Events are aligned by overlapping triggers, as in evaluation. A unit is an aligned pair or an event that only one annotator has;
its labels are PLOVER types or "none". Kappa is Cohen's (1960) over units for types and over sentences for having an event.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.evaluate import OVERLAP, iou

Item = Mapping[str, Any]
NONE = "none"


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of label pairs; 1 where both always give one label."""
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(left[label] * right[label] for label in left) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def aligned(one: Item, other: Item) -> list[tuple[Item | None, Item | None]]:
    """Pairs of events whose triggers overlap, and those of one side alone."""
    free = list(other["events"])
    pairs: list[tuple[Item | None, Item | None]] = []
    for event in one["events"]:
        span = event["trigger"]
        partner = next(
            (e for e in free if e["trigger"]["start"] < span["end"] and span["start"] < e["trigger"]["end"]), None
        )
        if partner is not None:
            free.remove(partner)
        pairs.append((event, partner))
    return pairs + [(None, event) for event in free]


def _spans(item: Item, event: Item, role: str) -> list[tuple[int, int]]:
    mentions = {m["id"]: (m["start"], m["end"]) for m in item["mentions"]}
    return [mentions[name] for name in event[role]]


def _same_parties(one: tuple[Item, Item], other: tuple[Item, Item]) -> bool:
    for role in ("actor", "recipient"):
        left, right = _spans(*one, role), _spans(*other, role)
        if len(left) != len(right) or not all(any(iou(a, b) >= OVERLAP for b in right) for a in left):
            return False
    return True


def agreement(ones: Sequence[Item], others: Sequence[Item]) -> dict[str, Any]:
    """All figures for the sentences that both have."""
    by_id = {item["id"]: item for item in others}
    both = [(item, by_id[item["id"]]) for item in ones if item["id"] in by_id]
    labels: list[tuple[str, str]] = []
    typed = parties = modes = 0
    for item, twin in both:
        for event, partner in aligned(item, twin):
            labels.append((event["type"] if event else NONE, partner["type"] if partner else NONE))
            if event and partner and event["type"] == partner["type"]:
                typed += 1
                parties += _same_parties((item, event), (twin, partner))
                modes += set(event["auxiliary"]) == set(partner["auxiliary"])
    per_type = {
        name: round(
            2 * sum(a == b == name for a, b in labels) / max(1, sum((a == name) + (b == name) for a, b in labels)), 3
        )
        for name in sorted({label for pair in labels for label in pair} - {NONE})
    }
    total = sum(len(a["events"]) + len(b["events"]) for a, b in both)
    matched = sum(NONE not in pair for pair in labels)
    return {
        "sentences": len(both),
        "events": [sum(len(a["events"]) for a, _ in both), sum(len(b["events"]) for _, b in both)],
        "event or none, kappa over sentences": round(
            kappa([(str(bool(a["events"])), str(bool(b["events"]))) for a, b in both]), 3
        ),
        "trigger F1": round(2 * matched / max(1, total), 3),
        "trigger and type F1": round(2 * typed / max(1, total), 3),
        "type, kappa over units": round(kappa(labels), 3),
        "type, kappa over shared triggers": round(kappa([pair for pair in labels if NONE not in pair]), 3),
        "same parties where the type agrees": round(parties / max(1, typed), 3),
        "same auxiliary modes where the type agrees": round(modes / max(1, typed), 3),
        "F1 per type": per_type,
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    arguments = parser.parse_args()
    read = [
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (arguments.one, arguments.other)
    ]
    print(json.dumps(agreement(*read), indent=1))


if __name__ == "__main__":
    main()
