"""Trained weights in torch's form, with the labels that their heads choose from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.examples import LabelSet
from training.network import Network

CHOOSERS = ("trigger.label.3", "judge.out.3")
"""The last layers that have a row for each label, and one for "no event" at the end."""


def save(path: Path, state: Mapping[str, Tensor], labels: LabelSet) -> None:
    """Write weights and labels."""
    torch.save({"labels": [list(label) for label in labels.labels], "state": dict(state)}, path)


def load_into(network: Network, path: Path, labels: LabelSet) -> None:
    """Fill a network made for `labels` with the weights of a file, whose labels may be others.

    A label that the file does not know begins as the mean of those it knows.
    """
    saved = torch.load(path, weights_only=True)
    theirs = {(code, event_type, mode): row for row, (code, event_type, mode) in enumerate(saved["labels"])}
    rows = [theirs.get(label) for label in labels.labels] + [len(theirs)]
    state = dict(saved["state"])
    for name in (f"{layer}.{part}" for layer in CHOOSERS for part in ("weight", "bias")):
        values = state[name]
        mean = values[:-1].mean(0)
        state[name] = torch.stack([mean if row is None else values[row] for row in rows])
    network.load_state_dict(state)
