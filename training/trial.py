"""Score trained torch weights before any export: `python -m training.trial --teacher FILE --teacher-base FOLDER [--newstext FOLDER]`.

Reads as the runtime does, in full precision and with the thresholds of a weights folder or of none; prints the figures as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from corpus.newstext import REAL, SOURCES, annotated
from detente import model, ontology
from detente.evaluate import evaluate, read_gold
from detente.model.features import word_shapes
from detente.model.runtime import Encoded, Floats, Ints, TriggerScores
from training.bert import default_base
from training.checkpoint import load_into
from training.epochs import TrainingSet
from training.examples import ROLES, SPAN_KINDS, LabelSet, load_tokenizer
from training.export import UNTUNED
from training.mpnet import load_teacher_base
from training.network import Network
from training.options import parser_of
from training.taught import with_row


@dataclass(frozen=True)
class TorchNetwork(model.Network):
    """The runtime's network, answered by torch."""

    network: Network

    def encode(self, text: str) -> Encoded:
        """Encode one sentence."""
        encoding = self.tokenizer.encode(text)
        ids = torch.tensor([encoding.ids])
        shapes = torch.tensor([word_shapes(text, encoding.offsets)])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states, spans, _ = self.network.encoder(ids, torch.ones_like(ids), shapes)
        return Encoded(
            states=states.float().numpy(),
            span_scores=spans[0].float().numpy(),
            offsets=tuple(encoding.offsets),
            continues=tuple(token.startswith("##") for token in encoding.tokens),
        )

    def score_triggers(self, encoded: Encoded, triggers: Ints, arguments: Ints) -> TriggerScores:
        """Score triggers (n, 2) and arguments (m, 2)."""
        states = torch.from_numpy(encoded.states)
        mask = torch.ones(states.shape[:2], dtype=torch.int64)
        asked, about = with_row(triggers, 0), with_row(arguments, 0)
        with torch.no_grad():
            labels, auxiliary, contexts = self.network.trigger(states, mask, asked)
            roles = self.network.role(states, mask, asked.repeat_interleave(len(about), 0), about.repeat(len(asked), 1))
        return TriggerScores(
            labels=_numpy(labels.softmax(-1))[:, :-1],
            auxiliary=_numpy(auxiliary.sigmoid()),
            contexts=_numpy(contexts.sigmoid()),
            roles=_numpy(roles.sigmoid()).reshape(len(asked), len(about), -1),
        )


def _numpy(tensor: Tensor) -> Floats:
    return tensor.numpy().astype(np.float32)


def as_runtime(network: Network, labels: LabelSet, thresholds: Mapping[str, Any]) -> TorchNetwork:
    """A torch network in the runtime's clothes."""
    manifest = {
        "labels": [list(label) for label in labels.labels],
        "span_kinds": list(SPAN_KINDS),
        "roles": list(ROLES),
        "auxiliary": [*ontology.AUXILIARY_MODES, "symmetric"],
        "contexts": list(ontology.CONTEXTS),
        "thresholds": thresholds,
        "confidence": [0.26, 0.54, -0.59],
    }
    return TorchNetwork(folder=default_base(), manifest=manifest, threads=1, network=network)


def main() -> int:
    """Score the dev split and, if given, the real sentences."""
    parser = parser_of("python -m training.trial", __doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--teacher-base", type=Path, required=True)
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    labels = TrainingSet.read(arguments.corpus, tokenizer, seed=0).labels
    network = Network(load_teacher_base(arguments.teacher_base, tokenizer), len(labels.labels))
    load_into(network, arguments.teacher, labels)
    read = partial(model.read_sentence, as_runtime(network.eval(), labels, UNTUNED))
    parts = {"dev": [dict(item) for item in read_gold(arguments.corpus, split="dev")]}
    if arguments.newstext:
        parts |= {part: annotated(REAL, arguments.newstext, part)[0] for part in SOURCES}
    for part, items in parts.items():
        sys.stdout.write(json.dumps({"part": part, **evaluate(items, read_sentence=read).to_json()}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
