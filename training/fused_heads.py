"""The trained trigger and role heads, rewritten for inference on one sentence: the same function, each span looked at once.

Takes a trained Network, gives a module that scores every trigger against every argument. Projections that follow each other
without a nonlinearity are multiplied out, and those that read the same vectors stand side by side in one product.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from detente.model.features import MAX_TOKENS
from training.network import HEAD_SIZE, HIDDEN, QUERIES, Network, PairHead, TriggerHead, bucket


def side_by_side(linears: list[nn.Linear]) -> nn.Linear:
    """One projection of the same input whose outputs are those of all, in order."""
    joined = nn.Linear(linears[0].in_features, sum(linear.out_features for linear in linears))
    joined.weight.data = torch.cat([linear.weight.data for linear in linears])
    joined.bias.data = torch.cat([linear.bias.data for linear in linears])
    return joined


def _block_diagonal(linears: list[nn.Linear]) -> nn.Linear:
    """One projection that gives each of the linears its own part of the input."""
    joined = nn.Linear(sum(linear.in_features for linear in linears), sum(linear.out_features for linear in linears))
    joined.weight.data = torch.block_diag(*(linear.weight.data for linear in linears))
    joined.bias.data = torch.cat([linear.bias.data for linear in linears])
    return joined


def _after(first: nn.Linear, weight: Tensor) -> nn.Linear:
    """`first` and then the product with `weight` (outputs, inputs), as one projection."""
    joined = nn.Linear(first.in_features, len(weight))
    joined.weight.data, joined.bias.data = weight @ first.weight.data, weight @ first.bias.data
    return joined


def _vectors(states: Tensor, spans: Tensor) -> Tensor:
    """`network.span_vectors` for states (tokens, width) and spans (n, 2)."""
    places = torch.arange(states.shape[0])[None]
    inside = ((places >= spans[:, :1]) & (places <= spans[:, 1:])).to(states.dtype)
    mean = inside @ states / inside.sum(-1, keepdim=True)
    return torch.cat([states[spans[:, 0]], states[spans[:, 1]], mean], -1)


def _read(query: Tensor, keys: Tensor, states: Tensor) -> Tensor:
    """`network.Reader` for one sentence: queries (n, all) and keys (tokens, all) -> (n, QUERIES * width)."""
    asked = query.view(-1, QUERIES, HEAD_SIZE).transpose(0, 1)
    weights = (asked @ keys.view(-1, QUERIES, HEAD_SIZE).permute(1, 2, 0) / HEAD_SIZE**0.5).softmax(-1)
    return (weights @ states).transpose(0, 1).flatten(1)


class _Triggers(nn.Module):
    """TriggerHead, its three classifiers in one."""

    def __init__(self, head: TriggerHead) -> None:
        super().__init__()
        classifiers = [head.label, head.auxiliary, head.context]
        self.query = head.read.query
        self.first = side_by_side([classifier[0] for classifier in classifiers])
        self.last = _block_diagonal([classifier[-1] for classifier in classifiers])
        self.sizes = [classifier[-1].out_features for classifier in classifiers]

    def forward(self, vectors: Tensor, keys: Tensor, states: Tensor) -> tuple[Tensor, ...]:
        """Logits of labels, auxiliary modes and contexts."""
        seen = torch.cat([vectors, _read(self.query(vectors), keys, states)], -1)
        return self.last(nn.functional.gelu(self.first(seen))).split(self.sizes, -1)


class _Roles(nn.Module):
    """PairHead for all pairs of triggers and arguments: what depends on one of them is worked out once."""

    def __init__(self, head: PairHead) -> None:
        super().__init__()
        first, query = head.out[0], head.read.query
        of_one, of_other, of_product, of_seen, of_distance = first.weight.data.split(
            [HIDDEN, HIDDEN, HIDDEN, first.in_features - 3 * HIDDEN - 32, 32], -1
        )
        ask_one, ask_other = query.weight.data.split(HIDDEN, -1)
        self.left = side_by_side([head.left, _after(head.left, ask_one), _after(head.left, of_one)])
        self.right = side_by_side([head.right, _after(head.right, ask_other), _after(head.right, of_other)])
        self.left.bias.data[HIDDEN:] += torch.cat([query.bias.data, first.bias.data])
        self.first = nn.Linear(of_product.shape[1] + of_seen.shape[1], HIDDEN, bias=False)
        self.first.weight.data = torch.cat([of_product, of_seen], -1)
        self.last = head.out[-1]
        gaps = torch.arange(-MAX_TOKENS, MAX_TOKENS + 1)
        self.register_buffer("buckets", bucket(gaps))
        self.register_buffer("distances", head.distance.weight.data @ of_distance.T)

    def forward(self, one: Tensor, other: Tensor, gaps: Tensor, keys: Tensor, states: Tensor) -> Tensor:
        """(triggers * arguments, roles) logits from the vectors of both and the tokens between them."""
        left, ask_left, out_left = self.left(one)[:, None].split([HIDDEN, QUERIES * HEAD_SIZE, HIDDEN], -1)
        right, ask_right, out_right = self.right(other)[None].split([HIDDEN, QUERIES * HEAD_SIZE, HIDDEN], -1)
        seen = _read((ask_left + ask_right).flatten(0, 1), keys, states)
        mixed = self.first(torch.cat([(left * right).flatten(0, 1), seen], -1))
        told = (out_left + out_right).flatten(0, 1) + self.distances[self.buckets[gaps.flatten() + MAX_TOKENS]]
        return self.last(nn.functional.gelu(mixed + told))


class FusedHeads(nn.Module):
    """Labels, auxiliary modes, contexts of triggers (n, 2), and roles of arguments (m, 2) in them: (n * m, roles)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.keys = side_by_side([network.trigger.read.key, network.role.read.key])
        self.trigger, self.role = _Triggers(network.trigger), _Roles(network.role)

    def forward(
        self, states: Tensor, trigger_spans: Tensor, argument_spans: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits, from the encoder's states (1, tokens, width); spans are first and last token."""
        states = states[0]
        of_triggers, of_roles = self.keys(states).split(QUERIES * HEAD_SIZE, -1)
        triggers, arguments = _vectors(states, trigger_spans), _vectors(states, argument_spans)
        labels, auxiliary, contexts = self.trigger(triggers, of_triggers, states)
        gaps = argument_spans[None, :, 0] - trigger_spans[:, None, 0]
        return labels, auxiliary, contexts, self.role(triggers, arguments, gaps, of_roles, states)
