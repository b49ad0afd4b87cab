"""Write the trained network, fused for the runtime, as ONNX files: encoder (int8), heads, judge, tokenizer and labels."""

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
from training.fused import FusedEncoder
from training.fused_heads import FusedHeads
from training.network import Network

OPSET = 18
POSSIBLE_TRIGGER = -3.5
"""Score of a span from which the heads are asked what it would be as a trigger."""
UNTUNED = {
    "span": dict.fromkeys(SPAN_KINDS, 0.0) | {"trigger": POSSIBLE_TRIGGER},
    "role": dict.fromkeys(ROLES, 0.5),
    "auxiliary": dict.fromkeys((*ontology.AUXILIARY_MODES, "symmetric"), 0.5),
    "event": 0.5,
    "beside": 0.5,
    "context": 0.5,
}
"""Where scores count before `training.tune` has looked at the dev split."""


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
    """Matrix products with weights, attention and the word embeddings to int8.

    Other look-ups stay: they are small, and index tensors fail. So do the span scores, which add up over many tokens.
    """
    graph = onnx.load(full).graph
    other = [n.name for n in graph.node if n.op_type == "Gather" and "/words/" not in n.name]
    other += [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "/spans/" in n.name]
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather", "Attention"],
        nodes_to_exclude=other,
        extra_options={"MatMulConstBOnly": True},
    )


def export(network: Network, tokenizer: Tokenizer, labels: LabelSet, folder: Path) -> None:
    """Write all files of the weights folder and a manifest with their SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.randint(1, 90, (1, 9))
    shapes = torch.ones_like(ids)
    encoder, heads = FusedEncoder(network.encoder).eval(), FusedHeads(network)
    states, _ = encoder(ids, shapes)
    tokens = ("", "tokens")
    read = {"states": (states, (*tokens, ""))}
    rows = torch.tensor([[0, 1, 2], [0, 3, 3]])
    spans = rows[:, 1:]
    sides = {"left": (rows, ("pairs", "")), "right": (rows, ("pairs", ""))}
    asked = {"trigger_spans": (spans, ("triggers", "")), "argument_spans": (spans, ("arguments", ""))}
    with tempfile.TemporaryDirectory() as temporary:
        for name, module, inputs, outputs in (
            ("encoder", encoder, {"ids": (ids, tokens), "shapes": (shapes, tokens)}, ["states", "spans"]),
            ("heads", heads, read | asked, ["labels", "auxiliary", "contexts", "roles"]),
            ("judge", network.judge, read | {"mask": (torch.ones_like(ids), tokens)} | sides, ["pairs"]),
        ):
            full = Path(temporary) / f"{name}.onnx"
            _save(module, inputs, outputs, full)
            _quantize(full, folder / f"{name}.onnx")
    tokenizer.save(str(folder / "tokenizer.json"))
    manifest = {
        "labels": [list(label) for label in labels.labels],
        "span_kinds": SPAN_KINDS,
        "roles": ROLES,
        "auxiliary": [*ontology.AUXILIARY_MODES, "symmetric"],
        "contexts": ontology.CONTEXTS,
        "thresholds": UNTUNED,
        "confidence": [1.0, 1.0, 0.0],
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("encoder.onnx", "heads.onnx", "judge.onnx", "tokenizer.json")
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
