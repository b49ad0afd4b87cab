"""Counts of the corpus: `python -m corpus.facts`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from detente import ontology

HERE = Path(__file__).parent


def read(folder: Path) -> list[dict[str, Any]]:
    """All records of a folder."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def main() -> None:
    """Print sentences per split, events per type and auxiliary mode, and what is rare."""
    items, stories = read(HERE / "sentences"), read(HERE / "stories")
    events = [event for item in items for event in item["events"]]
    splits = Counter(item["split"] for item in items)
    lines = [f"{len(items)} sentences: " + ", ".join(f"{name} {count}" for name, count in splits.most_common())]
    lines.append(f"{sum(not item['events'] for item in items)} of them without event; {len(events)} events")
    lines.append(f"{sum(len(item['text'].split()) for item in items) / len(items):.1f} words a sentence")
    types = Counter(event["type"] for event in events)
    lines.append("types: " + ", ".join(f"{name} {types[name]}" for name in ontology.event_types()))
    auxiliary = Counter(name for event in events for name in event["auxiliary"])
    lines.append("auxiliary modes: " + ", ".join(f"{name} {count}" for name, count in auxiliary.most_common()))
    modes = Counter((event["type"], event["mode"]) for event in events)
    rare = [(t, m, modes[t, m]) for t in ontology.event_types() for m in ontology.modes(t) if modes[t, m] < 40]
    lines.append("modes under 40: " + (", ".join(f"{t}/{m} {count}" for t, m, count in rare) or "none"))
    codes = Counter(event["cameo"] for event in events)
    few = [f"{code} {codes[code]}" for code in ontology.cameo_codes() if codes[code] < 15]
    lines.append("CAMEO codes under 15: " + (", ".join(few) or "none"))
    told = sum(len(item["events"]) for story in stories for item in story["sentences"])
    lines.append(f"{len(stories)} stories: {sum(len(s['sentences']) for s in stories)} sentences, {told} events")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
