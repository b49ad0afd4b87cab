"""The teacher's encoder: MPNet (Song et al. 2020, arXiv:2004.09297), reading the ids of the student's tokenizer.

Both vocabularies are the lower-cased word pieces of BERT in another order: `load_teacher_base` brings the rows of the word
embeddings into the student's order, so that one tokenizer serves both. Never exported: it only teaches.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.bert import Residual, Shape

FIRST_PLACE = 2
"""Position of the first token: 0 and 1 are taken by the vocabulary's special places."""
BUCKETS = 32
FARTHEST = 128
SAME_TOKEN = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


class RelativeAttention(nn.Module):
    """Self-attention with a bias for the distance of two tokens, shared by all layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.num_attention_heads
        self.q = nn.Linear(shape.hidden_size, shape.hidden_size)
        self.k = nn.Linear(shape.hidden_size, shape.hidden_size)
        self.v = nn.Linear(shape.hidden_size, shape.hidden_size)
        self.o = nn.Linear(shape.hidden_size, shape.hidden_size)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Attend; `bias` (batch, heads, tokens, tokens) has the distances and is far below zero at padding."""
        batch, length, width = states.shape
        query, key, value = (
            project(states).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for project in (self.q, self.k, self.v)
        )
        attended = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        return self.o(attended.transpose(1, 2).reshape(batch, length, width))


class MpnetLayer(nn.Module):
    """Attention and feed-forward with residuals, named as in the published checkpoint."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = nn.ModuleDict(
            {"attn": RelativeAttention(shape), "LayerNorm": nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)}
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(shape.hidden_size, shape.intermediate_size)})
        self.output = Residual(shape.intermediate_size, shape)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """(batch, tokens, hidden) -> the same shape."""
        inner = self.dropout(self.attention["attn"](states, bias))
        attended = self.attention["LayerNorm"](inner + states)
        return self.output(nn.functional.gelu(self.intermediate["dense"](attended)), attended)


class MpnetEmbeddings(nn.Module):
    """Word and position embeddings, summed and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.position_embeddings = nn.Embedding(shape.max_position_embeddings, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, extra: Tensor) -> Tensor:
        """(batch, tokens) and an extra embedding to add -> (batch, tokens, hidden)."""
        places = torch.arange(FIRST_PLACE, ids.shape[1] + FIRST_PLACE, device=ids.device)
        return self.dropout(self.LayerNorm(self.word_embeddings(ids) + extra + self.position_embeddings(places)[None]))


class Mpnet(nn.Module):
    """The encoder, called as `training.bert.Bert` is."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = MpnetEmbeddings(shape)
        self.encoder = nn.ModuleDict(
            {
                "layer": nn.ModuleList(MpnetLayer(shape) for _ in range(shape.num_hidden_layers)),
                "relative_attention_bias": nn.Embedding(BUCKETS, shape.num_attention_heads),
            }
        )

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor) -> list[Tensor]:
        """(batch, tokens) -> (batch, tokens, hidden) of the embeddings and of each layer."""
        states = self.embeddings(ids, extra)
        every = [states]
        places = torch.arange(ids.shape[1], device=ids.device)
        distances = self.encoder["relative_attention_bias"](distance_bucket(places[None, :] - places[:, None]))
        bias = distances.permute(2, 0, 1)[None] + (1.0 - mask[:, None, None].to(states.dtype)) * -1e4
        for layer in self.encoder["layer"]:
            states = layer(states, bias)
            every.append(states)
        return every


def distance_bucket(distance: Tensor) -> Tensor:
    """Row of the relative bias: exact for near tokens, logarithmic for far ones, apart for before and after (as T5)."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    near = distance.abs()
    scale = math.log(FARTHEST / exact)
    far = exact + (torch.log(near.clamp(min=1).float() / exact) / scale * (half - exact)).long()
    return torch.where(near < exact, near, far.clamp(max=half - 1)) + half * (distance > 0).long()


def load_teacher_base(folder: Path, tokenizer: Tokenizer) -> Mpnet:
    """The pretrained encoder of a folder with config.json, model.safetensors and vocab.txt, for the tokenizer's ids."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    shape = Shape(**{name: config[name] for name in Shape.__slots__} | {"vocab_size": tokenizer.get_vocab_size()})
    saved = {name.removeprefix("mpnet."): tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    theirs = {word: row for row, word in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    ours = tokenizer.get_vocab(with_added_tokens=True)
    rows = torch.zeros(shape.vocab_size, dtype=torch.long)
    for word, row in ours.items():
        rows[row] = theirs.get(SAME_TOKEN.get(word, word), theirs["[UNK]"])
    saved["embeddings.word_embeddings.weight"] = saved["embeddings.word_embeddings.weight"][rows]
    mpnet = Mpnet(shape)
    mpnet.load_state_dict({name: saved[name] for name in mpnet.state_dict()})
    return mpnet
