"""Run the encoder and its heads with onnxruntime: one sentence at a time, so that no batch changes another's result.

Dynamic int8 scales its activations per call; with one sentence a call, the same words give the same scores whatever stands
beside them. What that costs: docs/sizing.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente import ontology
from detente.model.features import MAX_TOKENS, word_shapes

FILES = ("encoder.onnx", "heads.onnx", "judge.onnx", "tokenizer.json")
SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""onnxruntime's fused layer norm takes 77 us for 37 tokens, sum and norm one after the other 17 us."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Label = tuple[str, str, str | None]

THRESHOLDS = ("span", "role", "auxiliary", "event", "beside", "context")
"""What the manifest must have for the decoder."""


class WeightsError(ValueError):
    """The weights folder is incomplete or its files are not those that the manifest names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """One sentence before the encoder: (1, tokens) ids and shapes, and where the tokens stand, as `Encoded` has it."""

    ids: Ints
    shapes: Ints
    offsets: tuple[tuple[int, int], ...]
    continues: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """One sentence after the encoder."""

    states: Floats
    """(1, tokens, width)"""
    span_scores: Floats
    """(kinds, tokens, tokens)"""
    offsets: tuple[tuple[int, int], ...]
    """Characters of each token."""
    continues: tuple[bool, ...]
    """Whether a token continues the word of the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerScores:
    """Probabilities of what the triggers of one sentence report."""

    labels: Floats
    """(triggers, labels) probabilities; what they lack to 1 says that it is no trigger"""
    auxiliary: Floats
    """(triggers, auxiliary modes and symmetry)"""
    contexts: Floats
    """(triggers, contexts)"""
    roles: Floats
    """(triggers, arguments, roles)"""


class _Session:
    """One ONNX file, loaded."""

    def __init__(self, path: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )

    def run(self, **inputs: Floats | Ints) -> list[Floats]:
        """All outputs."""
        outputs: list[Floats] = self._session.run(None, inputs)
        return outputs


@dataclass(frozen=True)
class Network:
    """The loaded weights: sessions, tokenizer and the inventories of their manifest."""

    folder: Path
    manifest: dict[str, Any]
    threads: int

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The encoder's tokenizer."""
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The (CAMEO code, event type, mode) triples that the heads choose from."""
        return tuple((code, event_type, mode) for code, event_type, mode in self.manifest["labels"])

    @cached_property
    def type_matrix(self) -> Floats:
        """(labels, 16) membership of each label in a PLOVER type."""
        types = ontology.event_types()
        matrix = np.zeros((len(self.labels), len(types)), dtype=np.float32)
        for row, (_, event_type, _) in enumerate(self.labels):
            matrix[row, types.index(event_type)] = 1
        return matrix

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with the weights' files, their labels and thresholds."""
        return hashlib.sha256(json.dumps(self.manifest, sort_keys=True).encode()).hexdigest()[:12]

    @cached_property
    def _encoder(self) -> _Session:
        return _Session(self.folder / "encoder.onnx", self.threads)

    @cached_property
    def _heads(self) -> _Session:
        return _Session(self.folder / "heads.onnx", self.threads)

    @cached_property
    def _judge(self) -> _Session:
        return _Session(self.folder / "judge.onnx", self.threads)

    def encode(self, text: str) -> Encoded:
        """Encode one sentence; what lies beyond MAX_TOKENS word pieces is not read."""
        return self.encode_each([text])[0]

    def encode_each(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode sentences, each by itself; all are cut into word pieces first, since the weights drive all else from the caches."""
        pieces = [self._cut(text) for text in texts]
        return [self._encode(each) for each in pieces]

    def _cut(self, text: str) -> _Pieces:
        encoding = self.tokenizer.encode(text)
        offsets = encoding.offsets
        return _Pieces(
            ids=np.asarray([encoding.ids], dtype=np.int64),
            shapes=np.asarray([word_shapes(text, offsets)], dtype=np.int64),
            offsets=tuple(offsets),
            continues=tuple([token.startswith("##") for token in encoding.tokens]),
        )

    def _encode(self, pieces: _Pieces) -> Encoded:
        states, spans = self._encoder.run(ids=pieces.ids, shapes=pieces.shapes)
        return Encoded(
            states=states,
            span_scores=spans[0],
            offsets=pieces.offsets,
            continues=pieces.continues,
        )

    def score_triggers(self, encoded: Encoded, triggers: Ints, arguments: Ints) -> TriggerScores:
        """Score triggers (n, 2) and arguments (m, 2), given as first and last token."""
        count, candidates = len(triggers), len(arguments)
        labels, auxiliary, contexts, roles = self._heads.run(
            states=encoded.states, trigger_spans=triggers, argument_spans=arguments
        )
        return TriggerScores(
            labels=_softmax(labels)[:, : len(self.labels)],
            auxiliary=_sigmoid(auxiliary),
            contexts=_sigmoid(contexts),
            roles=_sigmoid(roles).reshape(count, candidates, roles.shape[-1]),
        )

    def score_pairs(self, encoded: Encoded, left: Ints, right: Ints) -> Floats:
        """(pairs, labels + 1) probabilities of the labels, "no event" last, for spans (n, 2) of tokens."""
        mask = np.ones(encoded.states.shape[:2], dtype=np.int64)
        (pairs,) = self._judge.run(states=encoded.states, mask=mask, left=_with_row(left), right=_with_row(right))
        return _softmax(pairs)


def _with_row(spans: Ints) -> Ints:
    spans = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    return np.concatenate([np.zeros((len(spans), 1), dtype=np.int64), spans], axis=1)


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def load_network(folder: Path | None = None, *, threads: int = 1) -> Network:
    """The bundled weights, or those of another folder; every file is compared with the manifest's SHA-256 (39 ms).

    Raises WeightsError.
    """
    folder = folder or Path(__file__).parent / "weights"
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        digests: dict[str, str] = {name: manifest["sha256"][name] for name in FILES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{folder}: no readable manifest.json ({error}); reinstall detente") from error
    for name, digest in digests.items():
        _check(folder / name, digest)
    missing = [name for name in THRESHOLDS if name not in manifest.get("thresholds", {})]
    if missing:
        raise WeightsError(
            f"{folder}/manifest.json has no threshold '{missing[0]}': made by another version; train or tune again"
        )
    return Network(folder=folder, manifest=manifest, threads=threads)


def _check(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(f"{path} is missing ({error.strerror}); reinstall detente") from error
    if found != digest:
        raise WeightsError(f"{path} is not the file that the manifest names; reinstall detente")
