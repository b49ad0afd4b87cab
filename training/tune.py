"""Thresholds and confidence on the dev split: `python -m training.tune [--weights FOLDER]`.

First the confidence of an event is fitted: the share of possible triggers that are right, type included, as a logistic function of
the scores of trigger and type (Platt 1999, with two scores). Then the thresholds are set one after the other, where their measure is
best on dev. Needs no torch.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from corpus.newstext import to_learn
from detente import model, ontology
from detente.evaluate import Scores, evaluate, read_gold
from training.options import parser_of

Item = dict[str, Any]
SPAN_STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
EVENT_STEPS = tuple(step / 50 for step in range(20, 33))
BESIDE_STEPS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
LEAST_CHANCE = 1e-4
SHARE_STEPS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LEAST_GAIN = 0.004
"""Less is chance: dev has some 1,000 events."""
NO_EVENT_WEIGHT = 0.35
"""How much the rate of false events in sentences without any counts against a point of F1. Newspapers, which are not tuned on, want it
high: trigger and type on press dev 0.678 with a threshold of 0.44, 0.694 with 0.52, 0.705 with 0.60."""


class KeepingNetwork(model.Network):
    """Encodes each text once: thresholds do not change what the encoder says."""

    def encode(self, text: str) -> Any:  # noqa: ANN401 (the base class's Encoded, kept)
        """The kept encoding of a text."""
        kept = self.__dict__.setdefault("kept", {})
        if text not in kept:
            kept[text] = super().encode(text)
        return kept[text]


def _event_measure(scores: Scores) -> float:
    return scores.stages["trigger and type"].f1 - NO_EVENT_WEIGHT * scores.false_event_rate


def _stage(name: str) -> Callable[[Scores], float]:
    return lambda scores: scores.stages[name].f1


def _mention_measure(scores: Scores) -> float:
    return scores.stages["actor"].f1 + scores.stages["recipient"].f1


MEASURES: tuple[tuple[str, str, Callable[[Scores], float]], ...] = (
    ("span", "mention", _mention_measure),
    ("role", "actor", _mention_measure),
    ("role", "recipient", _mention_measure),
    ("role", "speaker", _stage("speaker")),
    ("role", "time", _stage("time")),
    ("role", "place", _stage("place")),
    ("span", "time", _stage("time")),
    ("span", "place", _stage("place")),
    *(("auxiliary", mode, _stage(mode)) for mode in ontology.AUXILIARY_MODES),
    ("auxiliary", "symmetric", _mention_measure),
)


def tune(network: model.Network, items: Sequence[Item]) -> None:
    """Set the manifest's thresholds in place, printing each; a step away from the default must gain LEAST_GAIN."""
    limits = network.manifest["thresholds"]
    tune_events(network, items)
    for group, name, measure in MEASURES:
        held = limits[group]
        default = held[name]
        gains: dict[float, float] = {}
        for step in sorted({default, *(SPAN_STEPS if group == "span" else SHARE_STEPS)}):
            held[name] = step
            gains[step] = measure(_scores(network, items))
        best = max(gains, key=lambda step: (gains[step], -abs(step - default)))
        held[name] = best if gains[best] - gains[default] >= LEAST_GAIN else default
        sys.stderr.write(f"{group} {name} {held[name]} ({gains[held[name]]:.4f}; at {default}: {gains[default]:.4f})\n")


def tune_events(network: model.Network, items: Sequence[Item]) -> None:
    """Set the confidence of the surest trigger from which a sentence has events, and that from which others stand beside it."""
    limits = network.manifest["thresholds"]
    gains: dict[tuple[float, float], float] = {}
    for limits["event"], below in product(EVENT_STEPS, BESIDE_STEPS):
        limits["beside"] = round(limits["event"] - below, 2)
        gains[limits["event"], limits["beside"]] = _event_measure(_scores(network, items))
    limits["event"], limits["beside"] = best = max(gains, key=lambda step: gains[step])
    sys.stderr.write(f"event, beside {best} ({gains[best]:.4f}; at 0.5: {gains[0.5, 0.5]:.4f})\n")


def _scores(network: model.Network, items: Sequence[Item]) -> Scores:
    return evaluate(items, read_sentence=partial(model.read_sentence, network))


def fit_confidence(network: model.Network, items: Sequence[Item]) -> None:
    """Set how the manifest's confidence weighs the scores of trigger and type: logistic regression on every possible trigger."""
    network.manifest["thresholds"] |= {"event": 0.0, "beside": 0.0}
    columns, right = [], np.empty(0)
    for alone in ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]):
        network.manifest["confidence"] = alone
        answers: list[tuple[float, bool]] = []
        evaluate(items, read_sentence=partial(model.read_sentence, network), answers=answers)
        chance = np.clip([confidence for confidence, _ in answers], LEAST_CHANCE, 1 - LEAST_CHANCE)
        columns.append(np.log(chance / (1 - chance)))
        right = np.asarray([is_right for _, is_right in answers], dtype=float)
    weights = _logistic(np.stack([*columns, np.ones_like(right)], 1), right)
    network.manifest["confidence"] = [round(float(value), 4) for value in weights]
    sys.stderr.write(
        f"confidence: {network.manifest['confidence']} on {len(right)} triggers, {right.mean():.3f} right\n"
    )


def _logistic(design: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of the columns, by Newton's method."""
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, design.T @ (right - p))
    return weights


def tune_folder(weights: Path, corpus: Path, newstext: Path | None = None) -> None:
    """Tune the weights of a folder on the dev split of the corpus and of the real sentences, and write its manifest."""
    loaded = model.load_network(weights, threads=2)
    network = KeepingNetwork(folder=loaded.folder, manifest=loaded.manifest, threads=2)
    items = [dict(item) for item in read_gold(corpus, split="dev")] + to_learn(newstext, "dev")
    fit_confidence(network, items)
    tune(network, items)
    (weights / "manifest.json").write_text(json.dumps(network.manifest, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Read options and tune."""
    parser = parser_of("python -m training.tune", __doc__)
    parser.add_argument("--weights", type=Path, default=Path("src/detente/model/weights"))
    arguments = parser.parse_args()
    tune_folder(arguments.weights, arguments.corpus, arguments.newstext)
    return 0


if __name__ == "__main__":
    sys.exit(main())
