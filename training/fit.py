"""Fit the network to examples: losses, optimiser, epochs. Prints progress; gives the trained network."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.checkpoint import save
from training.examples import IGNORE, Batch, Example, LabelSet, collate
from training.network import Network, Scores
from training.taught import Lesson, Taught, lessons

LABEL_SMOOTHING = 0.05
MASK_TOKEN = 103
"""[MASK] of the base encoder's vocabulary."""
SPECIAL = 999
"""The last id of the vocabulary's special and unused places."""
AVERAGE_DECAY = 0.995


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a training run depends on beside corpus and base encoder."""

    epochs: int = 8
    batch_size: int = 24
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.08
    seed: int = 7
    masked: float = 0.0
    """Share of the word pieces that the network does not get to see, other ones in each step."""


@dataclass(frozen=True, slots=True)
class Average:
    """Moving average of a network's weights (Polyak and Juditsky 1992): what is kept in the end."""

    state: dict[str, Tensor]
    steps: list[int]

    @classmethod
    def of(cls, network: Network) -> Average:
        """Start from the network as it is."""
        return cls({name: tensor.detach().clone() for name, tensor in network.state_dict().items()}, [0])

    def update(self, network: Network) -> None:
        """Move towards the network after a step (the word embeddings are frozen)."""
        self.steps[0] += 1
        share = 1 - min(AVERAGE_DECAY, (1 + self.steps[0]) / (10 + self.steps[0]))
        moving = {
            name: tensor
            for name, tensor in network.state_dict().items()
            if tensor.is_floating_point() and "word_embeddings" not in name
        }
        with torch.no_grad():
            torch._foreach_lerp_([self.state[name] for name in moving], list(moving.values()), share)


def score_batch(network: Network, batch: Batch) -> Scores:
    """One forward pass with the gold spans."""
    states, spans, tokens = network.encoder(batch.ids, batch.mask, batch.shapes)
    asked = torch.cat([batch.triggers, batch.decoys])
    labels, auxiliary, contexts = network.trigger(states, batch.mask, asked)
    auxiliary, contexts = auxiliary[: len(batch.triggers)], contexts[: len(batch.triggers)]
    trigger, argument = batch.role_pairs.unbind(-1)
    roles = network.role(states, batch.mask, batch.triggers[trigger], batch.arguments[argument])
    pairs = network.judge(states, batch.mask, batch.judge_spans[:, 0], batch.judge_spans[:, 1])
    return Scores(
        spans=spans,
        tokens=tokens,
        labels=labels.float(),
        auxiliary=auxiliary.float(),
        contexts=contexts.float(),
        roles=roles.float(),
        pairs=pairs.float(),
    )


def span_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Multi-label cross-entropy with the threshold at 0 (Su 2022, arXiv:2208.02955), per sentence and kind."""
    scores, targets = scores.flatten(2), targets.flatten(2)
    flipped = (1 - 2 * targets) * scores
    zero = torch.zeros_like(flipped[..., :1])
    negative = torch.cat([flipped.masked_fill(targets > 0, -1e4), zero], -1).logsumexp(-1)
    positive = torch.cat([flipped.masked_fill(targets == 0, -1e4), zero], -1).logsumexp(-1)
    return (negative + positive).mean()


def token_loss(scores: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
    """Binary cross-entropy of the start, end and inside scores (batch, kinds, 3, tokens), from the gold spans."""
    start, end = targets.amax(3), targets.amax(2)
    opened = inside_tokens(targets)
    gold = torch.stack([start, end, opened], 2)
    weight = mask[:, None, None, :].to(gold.dtype).expand_as(gold)
    losses = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none") * weight
    return losses.sum() / weight.sum().clamp(min=1)


def inside_tokens(targets: Tensor) -> Tensor:
    """(batch, kinds, tokens) 1 where a token lies in a gold span: spans begun up to it less those ended before it."""
    begun, ended = targets.sum(3).cumsum(-1), targets.sum(2)
    return (begun - (ended.cumsum(-1) - ended)).clamp(max=1)


def label_loss(logits: Tensor, labels: Tensor, types: Tensor, membership: Tensor) -> Tensor:
    """Cross-entropy of labels where known, plus that of the PLOVER types that they add up to."""
    if not len(labels):
        return logits.sum() * 0
    log_probability = logits.log_softmax(-1)
    of_type = (log_probability[:, :, None] + membership.clamp(min=1e-9).log()[None]).logsumexp(1)
    loss = functional.nll_loss(of_type, types)
    if (labels != IGNORE).any():
        loss = loss + functional.cross_entropy(logits, labels, ignore_index=IGNORE, label_smoothing=LABEL_SMOOTHING)
    return loss


def masked_bce(logits: Tensor, targets: Tensor, known: Tensor) -> Tensor:
    """Binary cross-entropy over the known targets."""
    losses = functional.binary_cross_entropy_with_logits(logits, targets, reduction="none") * known
    return losses.sum() / known.sum().clamp(min=1)


def total_loss(scores: Scores, batch: Batch, membership: Tensor) -> Tensor:
    """The sum of the heads' losses; `membership` as `with_none` gives it."""
    none_label, none_type = (size - 1 for size in membership.shape)
    judge_labels = batch.judge_labels.clone()
    judge_labels[batch.judge_types == none_type] = none_label
    labels = functional.pad(batch.labels, (0, len(batch.decoys)), value=none_label)
    types = functional.pad(batch.types, (0, len(batch.decoys)), value=none_type)
    auxiliary = torch.cat([batch.auxiliary, batch.symmetric[:, None]], -1)
    context_known = batch.contexts_known[:, None].expand_as(batch.contexts)
    return (
        span_loss(scores.spans, batch.span_targets)
        + token_loss(scores.tokens, batch.span_targets, batch.mask) * 10
        + label_loss(scores.labels, labels, types, membership)
        + masked_bce(scores.auxiliary, auxiliary, torch.ones_like(auxiliary)) * 4
        + masked_bce(scores.contexts, batch.contexts, context_known)
        + masked_bce(scores.roles, batch.role_targets, batch.role_known) * 8
        + label_loss(scores.pairs, judge_labels, batch.judge_types, membership)
    )


def soft_label_loss(logits: Tensor, wanted: Tensor, membership: Tensor) -> Tensor:
    """Cross-entropy with the teacher's probabilities of the labels, plus that of the types that they add up to."""
    if not len(logits):
        return logits.sum() * 0
    log_probability = logits.log_softmax(-1)
    of_type = (log_probability[:, :, None] + membership.clamp(min=1e-9).log()[None]).logsumexp(1)
    return -((wanted * log_probability).sum(-1) + (wanted @ membership * of_type).sum(-1)).mean()


def lesson_loss(network: Network, lesson: Lesson, membership: Tensor) -> Tensor:
    """How far the network is from what the teacher says, each head weighted as in `total_loss`."""
    states, spans, tokens = network.encoder(lesson.ids, lesson.mask, lesson.shapes)
    labels, auxiliary, contexts = network.trigger(states, lesson.mask, lesson.triggers)
    roles = network.role(states, lesson.mask, lesson.role_triggers, lesson.role_arguments)
    pairs = network.judge(states, lesson.mask, lesson.left, lesson.right)
    row, kind, first, last = lesson.candidates.unbind(-1)
    likely = functional.binary_cross_entropy_with_logits(
        spans[row, kind, first, last].float(), lesson.candidate_scores.sigmoid(), reduction="none"
    )
    known = lesson.mask[:, None, None, :].to(tokens.dtype).expand_as(tokens)
    return (
        span_loss(spans.masked_fill(lesson.open, -1e4), lesson.wanted)
        + likely.mean()
        + masked_bce(tokens, lesson.tokens, known) * 10
        + soft_label_loss(labels.float(), lesson.labels, membership)
        + masked_bce(auxiliary.float(), lesson.auxiliary, torch.ones_like(lesson.auxiliary)) * 4
        + masked_bce(contexts.float(), lesson.contexts, torch.ones_like(lesson.contexts))
        + masked_bce(roles.float(), lesson.roles, lesson.applies) * 8
        + soft_label_loss(pairs.float(), lesson.pairs, membership)
    )


def with_none(membership: Tensor) -> Tensor:
    """Membership of the labels and of the last one, "no event", in the types and in "no type"."""
    padded = functional.pad(membership, (0, 1, 0, 1))
    padded[-1, -1] = 1
    return padded


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Shuffled batches of sentences of similar length."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) + rng.uniform(-8, 8))
    chunks = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        yield collate([examples[i] for i in chunk], rng)


def to_device(batch: Batch | Lesson, device: torch.device) -> Batch | Lesson:
    """The same batch with all tensors on the device."""
    return type(batch)(**{name: getattr(batch, name).to(device) for name in type(batch).__slots__})


def best_device() -> torch.device:
    """A GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def with_masked(batch: Batch | Lesson, share: float) -> Batch | Lesson:
    """The batch with a share of its word pieces, drawn by chance, unreadable: what they are must be told by the others."""
    if not share:
        return batch
    hidden = (torch.rand(batch.ids.shape, device=batch.ids.device) < share) & (batch.ids > SPECIAL)
    return replace(batch, ids=batch.ids.masked_fill(hidden, MASK_TOKEN))


def mixed(
    examples: Sequence[Example], taught: Sequence[Taught], size: int, rng: random.Random
) -> Iterator[Batch | Lesson]:
    """The batches of one epoch: those of the examples, with the teacher's lessons strewn among them."""
    of_examples, of_teacher = batches(examples, size, rng), lessons(taught, size, rng)
    turns = [True] * math.ceil(len(examples) / size) + [False] * math.ceil(len(taught) / size)
    rng.shuffle(turns)
    for is_example in turns:
        yield next(of_examples if is_example else of_teacher)


def batch_loss(network: Network, batch: Batch | Lesson, membership: Tensor) -> Tensor:
    """The loss of one forward pass."""
    with torch.autocast(membership.device.type, dtype=torch.bfloat16):
        if isinstance(batch, Lesson):
            return lesson_loss(network, batch, membership)
        scores = score_batch(network, batch)
    return total_loss(scores, batch, membership)


def optimiser_of(network: Network, encoder_rate: float, head_rate: float, *others: nn.Module) -> torch.optim.Optimizer:
    """AdamW of the encoder at one rate, of the heads and of `others` at another; the word embeddings stay as they are."""
    network.encoder.bert.embeddings.word_embeddings.requires_grad_(requires_grad=False)
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.bert") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.bert")]
    heads += [p for other in others for p in other.parameters()]
    groups = [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def fit(
    network: Network,
    examples_of: Callable[[int], Sequence[Example]],
    labels: LabelSet,
    settings: Settings,
    *,
    taught: Sequence[Taught] = (),
    checkpoint: Path | None = None,
) -> None:
    """Train in place on `examples_of(epoch)`, as many in each epoch, and on all that a teacher says in each.

    A line of progress every 50 steps on stderr; the state is saved after each epoch if a path is given.
    """
    rng = random.Random(settings.seed)  # noqa: S311 (shuffling, not secrets)
    torch.manual_seed(settings.seed)
    device = best_device()
    network.to(device).train()
    optimiser = optimiser_of(network, settings.encoder_rate, settings.head_rate)
    steps = settings.epochs * sum(math.ceil(len(part) / settings.batch_size) for part in (examples_of(0), taught))
    warm = max(1, int(steps * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    membership = with_none(torch.from_numpy(np.asarray(labels.type_matrix()))).to(device)
    averaged = Average.of(network)
    began, step, running = time.monotonic(), 0, torch.zeros((), device=device)
    for epoch in range(settings.epochs):
        for batch in mixed(examples_of(epoch), taught, settings.batch_size, rng):
            shown = with_masked(to_device(batch, device), settings.masked)
            loss = batch_loss(network, shown, membership)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            averaged.update(network)
            running = loss.detach() if step == 1 else running.lerp(loss.detach(), 0.02)
            if step % 50 == 0:
                spent = time.monotonic() - began
                left = spent / step * (steps - step)
                sys.stderr.write(f"epoch {epoch + 1} step {step}/{steps} loss {running:.3f} {left / 60:.1f} min left\n")
                sys.stderr.flush()
        if checkpoint:
            save(checkpoint, averaged.state, labels)
    network.load_state_dict(averaged.state)
    network.to("cpu").eval()
