"""What a teacher says of sentences that nobody annotated, and the loss that has a student say the same.

The teacher's spans are taken as they stand where it is sure; its probabilities of tokens, labels, auxiliary modes, contexts,
roles and pairs are learned as they are, doubts included (Hinton et al. 2015, arXiv:1503.02531).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
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
    device = teacher.encoder.mix.device
    encodings = [tokenizer.encode(text) for text in texts]
    shapes = [word_shapes(text, encoding.offsets) for text, encoding in zip(texts, encodings, strict=True)]
    ids, mask = padded([encoding.ids for encoding in encodings])
    with torch.autocast(device.type, dtype=torch.bfloat16):
        states, spans, tokens = teacher.encoder(ids.to(device), mask.to(device), padded(shapes)[0].to(device))
    scores, probabilities = spans.float().cpu().numpy(), torch.sigmoid(tokens.float()).half().cpu().numpy()
    asked = []
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        found = candidates(encoding, scores[row, :, :length, :length])
        question = Question.of(row, found)
        if len(question.triggers) and len(_of(found, "mention")):
            asked.append((question, found))
    opinions = _opinions(teacher, states.float(), mask.to(device), [question for question, _ in asked])
    for (question, found), opinion in zip(asked, opinions, strict=True):
        row = question.row
        length = len(encodings[row].ids)
        yield Taught(
            ids=encodings[row].ids,
            shapes=shapes[row],
            spans=found,
            tokens=probabilities[row, :, :, :length],
            triggers=question.triggers,
            arguments=question.arguments,
            applies=question.applies,
            left=question.left,
            right=question.right,
            **opinion,
        )


def candidates(encoding: Encoding, scores: NDArray[np.float32]) -> tuple[tuple[int, int, int, float], ...]:
    """(kind, first, last, score) of the spans of whole words that a kind could have."""
    encoded = Encoded(
        states=np.empty(0, dtype=np.float32),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a teacher is asked about one row of a batch: spans of possible triggers and arguments, and pairs of mentions."""

    row: int
    triggers: Spans
    arguments: Spans
    applies: Halves
    left: Spans
    right: Spans

    @classmethod
    def of(cls, row: int, found: Sequence[tuple[int, int, int, float]]) -> Question:
        """The questions that the candidates of a sentence raise."""
        triggers = _of(found, "trigger")
        of_kind = {kind: _of(found, kind)[:MOST_ARGUMENTS] for kind in APPLIES}
        arguments = np.concatenate(list(of_kind.values()))
        applies = [[role in APPLIES[kind] for role in ROLES] for kind, spans in of_kind.items() for _ in spans]
        chosen = neighbours(len(of_kind["mention"]))
        return cls(
            row=row,
            triggers=triggers,
            arguments=arguments,
            applies=np.asarray(applies, dtype=np.float16)[None].repeat(len(triggers), 0),
            left=arguments[chosen[:, 0]],
            right=arguments[chosen[:, 1]],
        )


def _opinions(teacher: Network, states: Tensor, mask: Tensor, asked: Sequence[Question]) -> Iterator[dict[str, Halves]]:
    """The teacher's answers, question by question; all are put to it at once."""
    if not asked:
        return

    def placed(of: Callable[[Question], Spans]) -> Tensor:
        return torch.cat([with_row(of(one), one.row) for one in asked]).to(states.device)

    triggers = placed(lambda one: one.triggers)
    labels, auxiliary, contexts = teacher.trigger(states, mask, triggers)
    roles = teacher.role(
        states,
        mask,
        placed(lambda one: one.triggers.repeat(len(one.arguments), 0)),
        placed(lambda one: np.tile(one.arguments, (len(one.triggers), 1))),
    )
    pairs = teacher.judge(states, mask, placed(lambda one: one.left), placed(lambda one: one.right))
    answers = {
        "labels": (labels.softmax(-1), [len(one.triggers) for one in asked]),
        "auxiliary": (auxiliary.sigmoid(), [len(one.triggers) for one in asked]),
        "contexts": (contexts.sigmoid(), [len(one.triggers) for one in asked]),
        "roles": (roles.sigmoid(), [len(one.triggers) * len(one.arguments) for one in asked]),
        "pairs": (pairs.softmax(-1), [len(one.left) for one in asked]),
    }
    parts = {name: values.half().cpu().split(sizes) for name, (values, sizes) in answers.items()}
    for number, one in enumerate(asked):
        answer = {name: part[number].numpy() for name, part in parts.items()}
        answer["roles"] = answer["roles"].reshape(len(one.triggers), len(one.arguments), -1)
        yield answer


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
