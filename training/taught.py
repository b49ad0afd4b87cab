"""What a teacher says of sentences that nobody annotated, and the loss that has a student say the same.

The teacher's spans are taken as they stand where it is sure; its probabilities of tokens, labels, auxiliary modes, contexts,
roles and pairs are learned as they are, doubts included (Hinton et al. 2015, arXiv:1503.02531).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from detente.model.decode import find_spans
from detente.model.features import word_shapes
from detente.model.runtime import Encoded
from training.examples import ROLES, SPAN_KINDS
from training.network import Network

SURE = 1.0
"""A span whose score lies nearer to the threshold than this is neither asked for nor forbidden."""
CANDIDATE = -2.5
"""Score from which the teacher is asked what a span would be as a trigger or as an argument."""
APPLIES = {"mention": ("actor", "recipient", "speaker"), "time": ("time",), "place": ("place",)}
MOST_ARGUMENTS = 10
"""Of each kind."""
MOST_PAIRS = 8
READ_AT_ONCE = 32

Halves = NDArray[np.float16]
Spans = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One sentence and the teacher's opinion of it; spans are (first token, last token)."""

    ids: list[int]
    shapes: list[int]
    spans: tuple[tuple[int, int, int, float], ...]
    """(kind, first, last, score) of every candidate."""
    tokens: Halves
    """(kinds, 3, tokens) probabilities"""
    triggers: Spans
    arguments: Spans
    labels: Halves
    """(triggers, labels and none)"""
    auxiliary: Halves
    contexts: Halves
    roles: Halves
    """(triggers, arguments, roles)"""
    applies: Halves
    """The same shape, 1 for roles that an argument of its kind can have"""
    left: Spans
    right: Spans
    pairs: Halves
    """(pairs, labels and none)"""


def read_aloud(teacher: Network, tokenizer: Tokenizer, sentences: Sequence[str]) -> Iterator[Taught]:
    """The teacher's opinion of each sentence that has at least one possible trigger or mention, shortest first."""
    order = sorted(sentences, key=len)
    for at in range(0, len(order), READ_AT_ONCE):
        yield from _read_batch(teacher, tokenizer, order[at : at + READ_AT_ONCE])


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows of numbers side by side, and where they are."""
    longest = max(map(len, rows))
    values, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest, dtype=torch.long)
    for row, numbers in enumerate(rows):
        values[row, : len(numbers)] = torch.tensor(numbers)
        mask[row, : len(numbers)] = 1
    return values, mask


@torch.no_grad()
def _read_batch(teacher: Network, tokenizer: Tokenizer, texts: Sequence[str]) -> Iterator[Taught]:
    encodings = [tokenizer.encode(text) for text in texts]
    shapes = [word_shapes(text, encoding.offsets) for text, encoding in zip(texts, encodings, strict=True)]
    ids, mask = padded([encoding.ids for encoding in encodings])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, spans, tokens = teacher.encoder(ids, mask, padded(shapes)[0])
    states = states.float()
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        found = candidates(encoding, spans[row, :, :length, :length].float().numpy())
        triggers = _of(found, "trigger")
        arguments = {kind: _of(found, kind)[:MOST_ARGUMENTS] for kind in APPLIES}
        if len(triggers) and len(arguments["mention"]):
            opinion = _opinion(teacher, states[row : row + 1, :length], triggers, arguments)
            probabilities = torch.sigmoid(tokens[row, :, :, :length]).half().numpy()
            yield Taught(
                ids=encoding.ids, shapes=shapes[row], spans=found, tokens=probabilities, triggers=triggers, **opinion
            )


def candidates(encoding: Encoding, scores: NDArray[np.float32]) -> tuple[tuple[int, int, int, float], ...]:
    """(kind, first, last, score) of the spans of whole words that a kind could have."""
    encoded = Encoded(
        states=np.empty(0, dtype=np.float32),
        mask=np.empty(0, dtype=np.int64),
        span_scores=scores,
        offsets=tuple(encoding.offsets),
        continues=tuple(token.startswith("##") for token in encoding.tokens),
    )
    return tuple(
        (kind, *span, float(scores[kind][span]))
        for kind, name in enumerate(SPAN_KINDS)
        for span, _ in find_spans(encoded, scores[kind], CANDIDATE, nested=name == "mention")
    )


def _of(found: Sequence[tuple[int, int, int, float]], kind: str) -> Spans:
    number = SPAN_KINDS.index(kind)
    return np.asarray([span[1:3] for span in found if span[0] == number], dtype=np.int64).reshape(-1, 2)


def with_row(spans: Spans, row: int) -> Tensor:
    """(n, 2) spans -> (n, 3) with the sentence's row first."""
    return torch.from_numpy(np.concatenate([np.full((len(spans), 1), row), spans], 1))


def neighbours(count: int) -> Spans:
    """(n, 2) ordered pairs of different arguments, those next to each other first."""
    pairs = [(i, j) for i in range(count) for j in range(count) if i != j]
    return np.asarray(sorted(pairs, key=lambda pair: abs(pair[0] - pair[1]))[:MOST_PAIRS], dtype=np.int64).reshape(
        -1, 2
    )


def _opinion(
    teacher: Network, states: Tensor, triggers: Spans, found: Mapping[str, Spans]
) -> dict[str, Halves | Spans]:
    arguments = np.concatenate(list(found.values()))
    applies = [[role in APPLIES[kind] for role in ROLES] for kind, spans in found.items() for _ in spans]
    mask = torch.ones(states.shape[:2], dtype=torch.long)
    asked, about = with_row(triggers, 0), with_row(arguments, 0)
    labels, auxiliary, contexts = teacher.trigger(states, mask, asked)
    rows, columns = (
        grid.flatten() for grid in torch.meshgrid(torch.arange(len(asked)), torch.arange(len(about)), indexing="ij")
    )
    roles = teacher.role(states, mask, asked[rows], about[columns])
    chosen = neighbours(len(found["mention"]))
    left, right = arguments[chosen[:, 0]], arguments[chosen[:, 1]]
    pairs = teacher.judge(states, mask, with_row(left, 0), with_row(right, 0))
    return {
        "arguments": arguments,
        "applies": np.asarray(applies, dtype=np.float16)[None].repeat(len(triggers), 0),
        "labels": labels.softmax(-1).half().numpy(),
        "auxiliary": auxiliary.sigmoid().half().numpy(),
        "contexts": contexts.sigmoid().half().numpy(),
        "roles": roles.sigmoid().half().numpy().reshape(len(triggers), len(arguments), -1),
        "left": left,
        "right": right,
        "pairs": pairs.softmax(-1).half().numpy(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Padded tensors of some taught sentences; index tensors have the sentence's row first."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    wanted: Tensor
    """(batch, kinds, tokens, tokens) 1 where the teacher is sure of a span"""
    open: Tensor
    """The same shape, true where it is not sure"""
    candidates: Tensor
    """(n, 4): row, kind, first, last"""
    candidate_scores: Tensor
    tokens: Tensor
    triggers: Tensor
    labels: Tensor
    auxiliary: Tensor
    contexts: Tensor
    role_triggers: Tensor
    role_arguments: Tensor
    roles: Tensor
    applies: Tensor
    left: Tensor
    right: Tensor
    pairs: Tensor


def lesson(taught: Sequence[Taught]) -> Lesson:
    """Pad and index some taught sentences."""
    ids, mask = padded([one.ids for one in taught])
    size, longest = ids.shape
    scores = torch.full((size, len(SPAN_KINDS), longest, longest), CANDIDATE)
    tokens = torch.zeros(size, len(SPAN_KINDS), 3, longest)
    spots = [(row, *span[:3]) for row, one in enumerate(taught) for span in one.spans]
    for row, one in enumerate(taught):
        tokens[row, :, :, : len(one.ids)] = torch.from_numpy(one.tokens).float()
        for kind, first, last, score in one.spans:
            scores[row, kind, first, last] = score
    spot = torch.tensor(spots)

    def joined(name: str) -> Tensor:
        return torch.cat([torch.from_numpy(getattr(one, name)).float().flatten(0, -2) for one in taught])

    def placed(name: str) -> Tensor:
        return torch.cat([with_row(getattr(one, name), row) for row, one in enumerate(taught)])

    role_triggers = [
        with_row(one.triggers, row).repeat_interleave(len(one.arguments), 0) for row, one in enumerate(taught)
    ]
    role_arguments = [with_row(one.arguments, row).repeat(len(one.triggers), 1) for row, one in enumerate(taught)]
    return Lesson(
        ids=ids,
        mask=mask,
        shapes=padded([one.shapes for one in taught])[0],
        wanted=(scores > SURE).float(),
        open=scores.abs() <= SURE,
        candidates=spot,
        candidate_scores=scores[spot[:, 0], spot[:, 1], spot[:, 2], spot[:, 3]],
        tokens=tokens,
        triggers=placed("triggers"),
        labels=joined("labels"),
        auxiliary=joined("auxiliary"),
        contexts=joined("contexts"),
        role_triggers=torch.cat(role_triggers),
        role_arguments=torch.cat(role_arguments),
        roles=joined("roles"),
        applies=joined("applies"),
        left=placed("left"),
        right=placed("right"),
        pairs=joined("pairs"),
    )


def lessons(taught: Sequence[Taught], size: int, rng: random.Random) -> Iterator[Lesson]:
    """Shuffled lessons of sentences of similar length."""
    order = sorted(range(len(taught)), key=lambda i: len(taught[i].ids) + rng.uniform(-8, 8))
    chunks = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        yield lesson([taught[i] for i in chunk])
