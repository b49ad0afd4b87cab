"""The joint network: one encoder, span scores, and heads for triggers, roles and pairs.

Spans are scored as start-end products with rotary positions (after "GlobalPointer", Su 2022, arXiv:2208.03054); a trigger, a
role and a pair each read the sentence once more through attention conditioned on their own spans.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from detente import ontology
from detente.model.features import SHAPES
from training.bert import Bert
from training.examples import ROLES, SPAN_KINDS
from training.mpnet import Mpnet

HEAD_SIZE = 64
QUERIES = 4
HIDDEN = 256
WIDEST = 384
"""Width of the token states that the heads read."""
LAST_LAYER = 2.0
"""Where the mix of layers (Peters et al. 2018, arXiv:1802.05365) begins: half of it the last one."""


class SpanScorer(nn.Module):
    """Scores of every (start, end) for each kind of span, and the token scores that they are made of.

    A span's score is the start score of its first token, the end score of its last, the log-probability that no token
    between them lies outside, and a start-end product. The token scores have losses of their own: they learn from every
    token, the product from spans only.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.project = nn.Linear(width, 2 * len(SPAN_KINDS) * HEAD_SIZE)
        self.token = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 3 * len(SPAN_KINDS)))

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Spans (batch, kinds, tokens, tokens), impossible ones far below zero; tokens (batch, kinds, 3, tokens)."""
        batch, length, _ = states.shape
        projected = self.project(states).view(batch, length, len(SPAN_KINDS), 2, HEAD_SIZE)
        rotated = rotate(projected.float())
        product = torch.einsum("bmkh,bnkh->bkmn", rotated[:, :, :, 0], rotated[:, :, :, 1]) / HEAD_SIZE**0.5
        token = self.token(states).float().view(batch, length, len(SPAN_KINDS), 3).permute(0, 2, 3, 1)
        start, end, inside = token[:, :, 0], token[:, :, 1], token[:, :, 2]
        belongs = nn.functional.logsigmoid(inside)
        upto = belongs.cumsum(-1)
        before = upto - belongs
        places = torch.arange(length, device=states.device)
        broken = upto[:, :, None, :] - before[:, :, :, None]
        scores = product + start[:, :, :, None] + end[:, :, None, :] + broken
        possible = (places[None, :] >= places[:, None])[None, None] & mask.bool()[:, None, None, :]
        return scores.masked_fill(~possible, -1e4), token


def rotate(states: Tensor) -> Tensor:
    """Rotary positions on the last axis of (batch, tokens, kinds, 2, size)."""
    length, size = states.shape[1], states.shape[-1]
    step = torch.arange(0, size, 2, device=states.device, dtype=torch.float)
    angle = torch.arange(length, device=states.device, dtype=torch.float)[:, None] * 10000 ** (-step / size)
    twice = torch.stack([angle, angle], -1).reshape(length, size)  # repeat_interleave exports wrongly to ONNX
    sin, cos = (values[None, :, None, None] for values in (twice.sin(), twice.cos()))
    turned = torch.stack([-states[..., 1::2], states[..., ::2]], -1).reshape(states.shape)
    return states * cos + turned * sin


class Reader(nn.Module):
    """Attention over the sentence's tokens with several queries made from span vectors."""

    def __init__(self, asked: int, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(asked, QUERIES * HEAD_SIZE)
        self.key = nn.Linear(width, QUERIES * HEAD_SIZE)

    def forward(self, asked: Tensor, states: Tensor, mask: Tensor, rows: Tensor) -> Tensor:
        """(spans, asked) -> (spans, QUERIES * width), reading row `rows[i]` of the states."""
        length = states.shape[1]
        keys = self.key(states).view(states.shape[0], length, QUERIES, HEAD_SIZE)[rows]
        query = self.query(asked).view(-1, QUERIES, HEAD_SIZE)
        scores = torch.einsum("nqh,nlqh->nql", query, keys) / HEAD_SIZE**0.5
        weights = scores.masked_fill(mask[rows][:, None] == 0, -1e4).softmax(-1)
        return torch.einsum("nql,nlw->nqw", weights, states[rows]).flatten(1)


def span_vectors(states: Tensor, spans: Tensor) -> Tensor:
    """First and last token state and mean of each span (row, first, last): (spans, 3 * width)."""
    row, first, last = spans.unbind(-1)
    places = torch.arange(states.shape[1], device=states.device)[None]
    inside = ((places >= first[:, None]) & (places <= last[:, None])).to(states.dtype)
    mean = torch.einsum("nl,nlw->nw", inside, states[row]) / inside.sum(-1, keepdim=True)
    return torch.cat([states[row, first], states[row, last], mean], -1)


def head(width_in: int, width_out: int) -> nn.Sequential:
    """A two-layer classifier."""
    return nn.Sequential(nn.Linear(width_in, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, width_out))


def bucket(gap: Tensor) -> Tensor:
    """Row of the distance embedding for a number of tokens from one span to another."""
    return torch.sign(gap) * torch.log2(gap.abs().float() + 1).round().clamp(max=8).long() + 8


class Encoder(nn.Module):
    """Token states and span scores of padded sentences; a wider encoder's states are narrowed for the heads."""

    def __init__(self, bert: Bert | Mpnet) -> None:
        super().__init__()
        self.bert = bert
        width = min(bert.shape.hidden_size, WIDEST)
        self.narrow = nn.Identity() if width == bert.shape.hidden_size else nn.Linear(bert.shape.hidden_size, width)
        self.shape = nn.Embedding(len(SHAPES), bert.shape.hidden_size)
        nn.init.zeros_(self.shape.weight)
        self.mix = nn.Parameter(torch.tensor([0.0] * bert.shape.num_hidden_layers + [LAST_LAYER]))
        self.dropout = nn.Dropout(0.1)
        self.spans = SpanScorer(width)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, tokens) -> states (batch, tokens, width), span scores and token scores as SpanScorer gives them."""
        every = self.bert(ids, mask, self.shape(shapes))
        mixed = torch.stack([weight * layer for weight, layer in zip(self.mix.softmax(0), every, strict=True)]).sum(0)
        states = self.dropout(self.narrow(mixed))
        return states, *self.spans(states, mask)


class TriggerHead(nn.Module):
    """What a trigger reports: label (the last one: nothing, it is no trigger), auxiliary modes, symmetry, contexts."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.read = Reader(3 * width, width)
        asked = (3 + QUERIES) * width
        self.label = head(asked, labels)
        self.auxiliary = head(asked, len(ontology.AUXILIARY_MODES) + 1)
        self.context = head(asked, len(ontology.CONTEXTS))

    def forward(self, states: Tensor, mask: Tensor, triggers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits: labels, auxiliary modes with symmetry last, contexts."""
        vectors = span_vectors(states, triggers)
        seen = torch.cat([vectors, self.read(vectors, states, mask, triggers[:, 0])], -1)
        return self.label(seen), self.auxiliary(seen), self.context(seen)


class PairHead(nn.Module):
    """A classifier of two spans of one sentence and what stands around them."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.left = nn.Linear(3 * width, HIDDEN)
        self.right = nn.Linear(3 * width, HIDDEN)
        self.distance = nn.Embedding(2 * 8 + 1, 32)
        self.read = Reader(2 * HIDDEN, width)
        self.out = head(3 * HIDDEN + QUERIES * width + 32, outputs)

    def forward(self, states: Tensor, mask: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """(pairs, outputs) logits for spans (row, first, last) of the same rows."""
        one, other = self.left(span_vectors(states, left)), self.right(span_vectors(states, right))
        asked = torch.cat([one, other], -1)
        seen = self.read(asked, states, mask, left[:, 0])
        return self.out(torch.cat([asked, one * other, seen, self.distance(bucket(right[:, 1] - left[:, 1]))], -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of a batch."""

    spans: Tensor
    tokens: Tensor
    labels: Tensor
    auxiliary: Tensor
    contexts: Tensor
    roles: Tensor
    pairs: Tensor


class Network(nn.Module):
    """Encoder and heads together, as trained."""

    def __init__(self, bert: Bert | Mpnet, labels: int) -> None:
        super().__init__()
        width = min(bert.shape.hidden_size, WIDEST)
        self.encoder = Encoder(bert)
        self.trigger = TriggerHead(width, labels + 1)
        self.role = PairHead(width, len(ROLES))
        self.judge = PairHead(width, labels + 1)
