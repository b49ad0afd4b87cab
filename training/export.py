"""Write the trained network as the runtime's ONNX files: encoder (int8), heads and judge, tokenizer and labels."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from detente import ontology
from training.examples import ROLES, SPAN_KINDS, LabelSet
from training.network import Network

OPSET = 18
UNTUNED = {
    "span": dict.fromkeys(SPAN_KINDS, 0.0),
    "role": dict.fromkeys(ROLES, 0.5),
    "auxiliary": dict.fromkeys((*ontology.AUXILIARY_MODES, "symmetric"), 0.5),
    "event": 0.0,
    "context": 0.5,
}
"""Where scores count before `training.tune` has looked at the dev split."""


class _States(nn.Module):
    """The encoder without the token scores, which only training needs."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        states, spans, _ = self.encoder(ids, mask, shapes)
        return states, spans


class _Heads(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.trigger, self.role = network.trigger, network.role

    def forward(
        self, states: Tensor, mask: Tensor, triggers: Tensor, left: Tensor, right: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        labels, auxiliary, contexts = self.trigger(states, mask, triggers)
        return labels, auxiliary, contexts, self.role(states, mask, left, right)


def _save(module: nn.Module, inputs: dict[str, tuple[Tensor, Sequence[str]]], outputs: list[str], path: Path) -> None:
    axes = {name: dict(enumerate(names)) for name, (_, names) in inputs.items()}
    torch.onnx.export(
        module.eval(),
        tuple(tensor for tensor, _ in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes={k: {i: n for i, n in v.items() if n} for k, v in axes.items()},
        opset_version=OPSET,
        dynamo=False,
    )


def _quantize(full: Path, path: Path) -> None:
    """Matrix products with weights and the word embeddings to int8.

    Other look-ups stay: they are small, and index tensors fail. So do the span scores, which add up over many tokens.
    """
    graph = onnx.load(full).graph
    other = [n.name for n in graph.node if n.op_type == "Gather" and "word_embeddings" not in n.name]
    other += [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "/spans/" in n.name]
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=other,
        extra_options={"MatMulConstBOnly": True},
    )


def export(network: Network, tokenizer: Tokenizer, labels: LabelSet, folder: Path) -> None:
    """Write all files of the weights folder and a manifest with their SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.randint(1, 90, (2, 9))
    mask = torch.ones_like(ids)
    shapes = torch.ones_like(ids)
    states, *_ = network.encoder(ids, mask, shapes)
    spans = torch.tensor([[0, 1, 2], [1, 3, 3]])
    tokens = ("batch", "tokens")
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "encoder.onnx"
        _save(
            _States(network.encoder),
            {"ids": (ids, tokens), "mask": (mask, tokens), "shapes": (shapes, tokens)},
            ["states", "spans"],
            full,
        )
        _quantize(full, folder / "encoder.onnx")
        read = {"states": (states, (*tokens, "")), "mask": (mask, tokens)}
        full = Path(temporary) / "heads.onnx"
        _save(
            _Heads(network),
            {
                **read,
                "triggers": (spans, ("triggers", "")),
                "left": (spans, ("pairs", "")),
                "right": (spans, ("pairs", "")),
            },
            ["labels", "auxiliary", "contexts", "roles"],
            full,
        )
        _quantize(full, folder / "heads.onnx")
        full = Path(temporary) / "judge.onnx"
        _save(network.judge, {**read, "left": (spans, ("pairs", "")), "right": (spans, ("pairs", ""))}, ["pairs"], full)
        _quantize(full, folder / "judge.onnx")
    tokenizer.save(str(folder / "tokenizer.json"))
    manifest = {
        "labels": [list(label) for label in labels.labels],
        "span_kinds": SPAN_KINDS,
        "roles": ROLES,
        "auxiliary": [*ontology.AUXILIARY_MODES, "symmetric"],
        "contexts": ontology.CONTEXTS,
        "thresholds": UNTUNED,
        "confidence": [1.0, 0.0],
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("encoder.onnx", "heads.onnx", "judge.onnx", "tokenizer.json")
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
