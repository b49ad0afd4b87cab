"""Compare what the model reads in sentences with a gold corpus: precision, recall and F1 per stage and per event type.

Gold items have the corpus' schema (docs/corpus.md). A trigger counts when it overlaps the gold trigger; an actor or
recipient when its words overlap those of the gold mention by at least half (intersection over union).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente import ontology
from detente.model import Reading, TriggerReading

CharSpan = tuple[int, int]
Item = Mapping[str, Any]

OVERLAP = 0.5
ITEM_KEYS = frozenset({"text", "mentions", "events"})
"""What a sentence must have to be counted; docs/corpus.md has the rest."""


@dataclass(slots=True)
class Tally:
    """Counts of one measure."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 if nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 if there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, right: int, found: int, gold: int) -> None:
        """Count some more."""
        self.right += right
        self.found += found
        self.gold += gold


@dataclass(slots=True)
class Scores:
    """All measures of one run."""

    stages: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    no_event_sentences: int = 0
    false_event_sentences: int = 0

    @property
    def false_event_rate(self) -> float:
        """Share of the sentences without an event in which one was found."""
        return self.false_event_sentences / self.no_event_sentences if self.no_event_sentences else 0.0

    def to_json(self) -> dict[str, Any]:
        """Figures rounded to four digits, as JSON-ready dicts."""
        return {
            "stages": {name: _figures(tally) for name, tally in self.stages.items()},
            "types": {name: _figures(self.types[name]) for name in sorted(self.types)},
            "false_event_rate": round(self.false_event_rate, 4),
            "no_event_sentences": self.no_event_sentences,
        }


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "gold": tally.gold,
    }


class GoldError(Exception):
    """A line or an item that is none of the corpus; the message names it."""


def read_gold(path: Path, *, split: str | None = None) -> list[Item]:
    """Items of a JSON Lines file or of a folder of them, of one split if given. Raises GoldError."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    items = [item for file in files for item in _items(file)]
    return [item for item in items if split is None or item.get("split") == split]


def _items(file: Path) -> Iterator[Item]:
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{file}:{number}: no JSON ({error})") from error
        if not isinstance(item, dict):
            raise GoldError(f"{file}:{number}: no item of the corpus, which is a JSON object")
        yield item


def evaluate(
    items: Iterable[Item],
    *,
    read_sentence: Callable[[str], Reading],
    answers: list[tuple[float, bool]] | None = None,
) -> Scores:
    """Read every gold sentence and count; `answers` gets the confidence of each event and whether it is right. Raises GoldError."""
    scores = Scores()
    for item in items:
        if missing := ITEM_KEYS - item.keys():
            raise GoldError(f"item '{item.get('id', '')}' is none of the corpus: without {', '.join(sorted(missing))}")
        reading = read_sentence(item["text"])
        _count(item, reading, scores)
        if answers is not None:
            right = {id(t) for e, t in align(item["events"], reading.triggers) if e["type"] == t.event_type}
            answers += [(trigger.confidence, id(trigger) in right) for trigger in reading.triggers]
    return scores


def _count(item: Item, reading: Reading, scores: Scores) -> None:
    mentions = {m["id"]: (m["start"], m["end"]) for m in item["mentions"]}
    places = {s["id"]: (s["start"], s["end"]) for s in item["spans"]}
    gold_spans = list(mentions.values())
    scores.stages["mention"].add(_overlapping(gold_spans, reading.mentions), len(reading.mentions), len(gold_spans))
    if not item["events"]:
        scores.no_event_sentences += 1
        scores.false_event_sentences += bool(reading.triggers)
    aligned = align(item["events"], reading.triggers)
    found, gold = len(reading.triggers), len(item["events"])
    scores.stages["trigger"].add(len(aligned), found, gold)
    typed = [(e, t) for e, t in aligned if e["type"] == t.event_type]
    scores.stages["trigger and type"].add(len(typed), found, gold)
    for event_type in ontology.event_types():
        scores.types[event_type].add(
            sum(e["type"] == event_type for e, _ in typed),
            sum(t.event_type == event_type for t in reading.triggers),
            sum(e["type"] == event_type for e in item["events"]),
        )
    modes = [(e, t) for e, t in typed if e["cameo"]]
    scores.stages["mode"].add(sum(e["mode"] == t.mode for e, t in modes), len(modes), len(modes))
    scores.stages["cameo"].add(sum(e["cameo"] == t.cameo for e, t in modes), len(modes), len(modes))
    whole = sum(_all_right(e, t, mentions) for e, t in typed)
    scores.stages["event with all arguments"].add(whole, found, gold)
    _count_roles(item["events"], reading.triggers, aligned, mentions | places, scores)


def align(events: Sequence[Item], triggers: Sequence[TriggerReading]) -> list[tuple[Item, TriggerReading]]:
    """Pairs of gold events and readings whose triggers overlap, each used once, same type first."""
    candidates = [
        (e["type"] != t.event_type, -_shared((e["trigger"]["start"], e["trigger"]["end"]), t.trigger), i, j)
        for i, e in enumerate(events)
        for j, t in enumerate(triggers)
        if _shared((e["trigger"]["start"], e["trigger"]["end"]), t.trigger)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, i, j in sorted(candidates):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((events[i], triggers[j]))
    return pairs


def _count_roles(
    events: Sequence[Item],
    triggers: Sequence[TriggerReading],
    aligned: Sequence[tuple[Item, TriggerReading]],
    spans: Mapping[str, CharSpan],
    scores: Scores,
) -> None:
    """Roles of all events: those of a missed or invented event count as missed or invented."""
    for role in ("actor", "recipient", "speaker", "time", "place"):
        right = sum(_overlapping(_gold_role(e, role, spans), _found_role(t, role)) for e, t in aligned)
        scores.stages[role].add(
            right,
            sum(len(_found_role(t, role)) for t in triggers),
            sum(len(_gold_role(e, role, spans)) for e in events),
        )
    for mode in ontology.AUXILIARY_MODES:
        scores.stages[mode].add(
            sum(mode in e["auxiliary"] and mode in t.auxiliary for e, t in aligned),
            sum(mode in t.auxiliary for _, t in aligned),
            sum(mode in e["auxiliary"] for e, _ in aligned),
        )


def _gold_role(event: Item, role: str, spans: Mapping[str, CharSpan]) -> list[CharSpan]:
    value = event[role]
    names = value if isinstance(value, list) else [value] if value else []
    return [spans[name] for name in names]


def _found_role(trigger: TriggerReading, role: str) -> list[CharSpan]:
    value = {
        "actor": trigger.actors,
        "recipient": trigger.recipients,
        "speaker": trigger.speaker,
        "time": trigger.time,
        "place": trigger.place,
    }[role]
    if role in ("actor", "recipient"):
        return list(value)  # type: ignore[arg-type]
    return [value] if value else []  # type: ignore[list-item]


def _all_right(event: Item, trigger: TriggerReading, mentions: Mapping[str, CharSpan]) -> bool:
    for role in ("actor", "recipient"):
        gold, found = _gold_role(event, role, mentions), _found_role(trigger, role)
        if len(gold) != len(found) or _overlapping(gold, found) != len(gold):
            return False
    return True


def _shared(one: CharSpan, other: CharSpan) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _overlapping(gold: Sequence[CharSpan], found: Sequence[CharSpan]) -> int:
    """How many gold spans are matched, each found span used once."""
    free = list(found)
    matched = 0
    for span in gold:
        best = max(free, key=lambda other: iou(span, other), default=None)
        if best is not None and iou(span, best) >= OVERLAP:
            free.remove(best)
            matched += 1
    return matched


def iou(one: CharSpan, other: CharSpan) -> float:
    """Intersection over union of two spans."""
    shared = _shared(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)
