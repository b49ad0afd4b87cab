"""Sentences told of other states: spans still cut what they claim, and nothing but the states' words changes."""

import json
import random
from pathlib import Path

from training.augment import swap_states

CORPUS = Path(__file__).parents[2] / "corpus" / "sentences" / "e03.jsonl"


def test_a_sentence_of_another_state_keeps_its_spans() -> None:
    text = "An Egyptian envoy met a Sudanese minister in Egypt."
    item = {
        "text": text,
        "mentions": [
            {"id": "a", "start": 0, "end": 17, "text": text[:17]},
            {"id": "b", "start": 22, "end": 41, "text": text[22:41]},
        ],
        "spans": [],
        "events": [{"trigger": {"start": 18, "end": 21, "text": "met"}}],
    }
    changed = swap_states(item, random.Random(1))  # noqa: S311 (augmentation, not secrets)
    envoy, minister = (mention["text"] for mention in changed["mentions"])
    assert envoy.endswith(" envoy")
    assert minister.endswith(" minister")
    assert not {"Egyptian", "Sudanese", "Egypt"} & set(changed["text"].replace(".", "").split())
    assert changed["text"][slice(*(changed["events"][0]["trigger"][side] for side in ("start", "end")))] == "met"


def test_spans_of_the_corpus_cut_what_they_claim_after_a_swap() -> None:
    rng = random.Random(5)  # noqa: S311 (augmentation, not secrets)
    items = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    swapped = [swap_states(item, rng) for item in items]
    assert sum(one is not other for one, other in zip(items, swapped, strict=True)) > len(items) / 3
    for item in swapped:
        spans = [*item["mentions"], *item["spans"], *(event["trigger"] for event in item["events"])]
        assert all(item["text"][span["start"] : span["end"]] == span["text"] != "" for span in spans)
