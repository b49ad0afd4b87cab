"""The trained encoder, rewritten for inference: the same function of one sentence in a third of the graph's nodes.

Takes a trained Encoder, gives a module that exports to onnxruntime's own operators: one attention operator a layer, which reads
queries, keys and values in one product, and one rotary operator. What does not depend on the sentence (scales, the mix of layers,
the order of columns) is worked into the weights. It reads sentences without padding, as the runtime does, and takes no mask.
Measured on 100 sentences of the dev split against the plain export: see docs/extractor.md.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from detente.model.features import MAX_TOKENS
from training.bert import Layer, SelfAttention
from training.examples import SPAN_KINDS
from training.network import HEAD_SIZE, Encoder, SpanScorer, rotate

CONTRIB = "com.microsoft"
"""onnxruntime's domain of operators beside the standard's."""
KINDS = len(SPAN_KINDS)


class _Attend(torch.autograd.Function):
    """Multi-head self-attention of states (batch, tokens, width) with the weights (width, 3 * width) of query, key and value."""

    @staticmethod
    def forward(_: Any, states: Tensor, weight: Tensor, bias: Tensor, heads: int) -> Tensor:  # noqa: ANN401 (torch's context)
        batch, length, width = states.shape
        query, key, value = (
            part.reshape(batch, length, heads, width // heads).transpose(1, 2)
            for part in (states @ weight + bias).chunk(3, -1)
        )
        weights = (query @ key.transpose(2, 3) / (width // heads) ** 0.5).softmax(-1)
        return (weights @ value).transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(graph: Any, states: Any, weight: Any, bias: Any, heads: int) -> Any:  # noqa: ANN401 (torch's graph)
        out = graph.op(f"{CONTRIB}::Attention", states, weight, bias, num_heads_i=heads)
        return out.setType(states.type())


class _Rotate(torch.autograd.Function):
    """Rotary positions of (batch, heads, tokens, size), pairs of neighbours turning together as in `network.rotate`."""

    @staticmethod
    def forward(_: Any, states: Tensor, places: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:  # noqa: ANN401, ARG004
        return rotate(states.permute(0, 2, 1, 3)[:, :, :, None])[:, :, :, 0].permute(0, 2, 1, 3)

    @staticmethod
    def symbolic(graph: Any, states: Any, places: Any, cosines: Any, sines: Any) -> Any:  # noqa: ANN401
        out = graph.op(f"{CONTRIB}::RotaryEmbedding", states, places, cosines, sines, interleaved_i=1)
        return out.setType(states.type())


class _Attention(nn.Module):
    """One layer's attention, its three projections side by side."""

    def __init__(self, attention: SelfAttention) -> None:
        super().__init__()
        projections = (attention.query, attention.key, attention.value)
        self.heads = attention.heads
        self.weight = nn.Parameter(torch.cat([part.weight for part in projections]).T.contiguous())
        self.bias = nn.Parameter(torch.cat([part.bias for part in projections]))

    def forward(self, states: Tensor) -> Tensor:
        return _Attend.apply(states, self.weight, self.bias, self.heads)


class _Layer(nn.Module):
    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.attend = _Attention(layer.attention["self"])
        self.attended, self.dense, self.output = layer.attention["output"], layer.intermediate["dense"], layer.output

    def forward(self, states: Tensor) -> Tensor:
        attended = self.attended(self.attend(states), states)
        return self.output(nn.functional.gelu(self.dense(attended)), attended)


def _columns(linear: nn.Linear, order: Tensor) -> nn.Linear:
    """The same projection with its outputs in another order."""
    moved = nn.Linear(linear.in_features, linear.out_features)
    moved.weight.data, moved.bias.data = linear.weight.data[order].clone(), linear.bias.data[order].clone()
    return moved


class _Spans(nn.Module):
    """SpanScorer for one sentence: starts and ends of all kinds come out side by side."""

    def __init__(self, spans: SpanScorer) -> None:
        super().__init__()
        columns = torch.arange(KINDS * 2 * HEAD_SIZE).view(KINDS, 2, HEAD_SIZE).transpose(0, 1).reshape(-1)
        self.project = _columns(spans.project, columns)
        with torch.no_grad():
            for values in (self.project.weight, self.project.bias):
                values[: KINDS * HEAD_SIZE] /= HEAD_SIZE**0.5
        hidden, gelu, last = spans.token
        self.token = nn.Sequential(hidden, gelu, _columns(last, torch.arange(3 * KINDS).view(KINDS, 3).T.reshape(-1)))
        angle = torch.arange(MAX_TOKENS)[:, None] * 10000 ** (-torch.arange(0, HEAD_SIZE, 2) / HEAD_SIZE)
        self.register_buffer("cosines", angle.cos())
        self.register_buffer("sines", angle.sin())
        self.register_buffer("places", torch.arange(MAX_TOKENS)[None])
        self.register_buffer("backwards", torch.full((MAX_TOKENS, MAX_TOKENS), -1e4).tril(-1))

    def forward(self, states: Tensor) -> Tensor:
        length = states.shape[1]
        projected = self.project(states).view(-1, length, 2 * KINDS, HEAD_SIZE).transpose(1, 2)
        first = torch.zeros(1, dtype=torch.long)  # positions count from it
        starts, ends = _Rotate.apply(projected, first, self.cosines, self.sines).split(KINDS, 1)
        begin, end, inside = self.token(states).transpose(1, 2).split(KINDS, 1)
        belongs = -nn.functional.softplus(-inside)  # logsigmoid becomes the log of a sigmoid, which underflows to -inf
        upto = belongs.cumsum(-1)
        edges = (begin + belongs - upto)[:, :, :, None] + (end + upto)[:, :, None, :]
        return starts @ ends.transpose(2, 3) + edges + self.backwards[:length, :length]


class FusedEncoder(nn.Module):
    """States (1, tokens, width) and span scores (1, kinds, tokens, tokens) of one sentence's ids and shapes (1, tokens)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        embeddings = encoder.bert.embeddings
        self.words, self.shape, self.norm = embeddings.word_embeddings, encoder.shape, embeddings.LayerNorm
        with torch.no_grad():
            places = embeddings.position_embeddings.weight[:MAX_TOKENS] + embeddings.token_type_embeddings.weight[0]
        self.register_buffer("places", places.clone())
        self.layers = nn.ModuleList(_Layer(layer) for layer in encoder.bert.encoder["layer"])
        self.mix: list[float] = encoder.mix.detach().softmax(0).tolist()
        self.spans = _Spans(encoder.spans)

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """States and span scores, impossible spans far below zero."""
        states = self.norm(self.words(ids) + self.shape(shapes) + self.places[: ids.shape[1]])
        mixed = states * self.mix[0]
        for layer, weight in zip(self.layers, self.mix[1:], strict=True):
            states = layer(states)
            mixed = mixed + states * weight
        return mixed, self.spans(mixed)
