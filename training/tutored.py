"""Train the student beside its teachers, who read every batch with it: `python -m training.tutored --help`.

Where `training.distil` has a teacher read a list of sentences once, here teachers (one or more, their opinions averaged) answer as
the student asks, so that it never sees the same sentence twice (`training.vary`). Beside the opinions of spans, labels and roles the
student learns the teachers' token states (after FitNets, Romero et al. 2015, arXiv:1412.6550). Only sensible on a GPU.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from detente.model.features import word_shapes
from training.bert import default_base, load_base
from training.checkpoint import load_into, save
from training.epochs import TrainingSet
from training.examples import ROLES, SPAN_KINDS, Batch, load_tokenizer
from training.export import export
from training.fit import (
    Average,
    batches,
    best_device,
    masked_bce,
    optimiser_of,
    score_batch,
    soft_label_loss,
    span_loss,
    to_device,
    total_loss,
    with_masked,
    with_none,
)
from training.mpnet import load_teacher_base
from training.network import HEAD_SIZE, QUERIES, Network, PairHead, Reader, Scores, bucket
from training.options import add_only, parser_of
from training.taught import CANDIDATE, SURE, padded
from training.tune import tune_folder
from training.vary import Varier

ASKED = {"mention": 9, "trigger": 5, "time": 2, "place": 2}
"""Spans of each kind that the teachers are asked about, the most likely of those that begin at different words."""
LEAST = -4.0
"""Score below which a span is not asked about."""
PAIRS = 6
CHUNK = 20
"""Batches that are made at once, so that each has sentences of similar length."""
STATES = 2.0
"""Weight of the token states."""
ANNOTATED = 0.4
"""Share of the steps that learn from annotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run depends on; `seconds` is how long it trains at most, the rates falling to zero by then or by the last step."""

    steps: int
    seconds: float
    batch_size: int = 128
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    masked: float = 0.08
    changed: float = 0.6
    annotated: float = ANNOTATED
    seed: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Padded sentences without annotation."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Scores):
    """What teachers or student say of the asked spans of a batch, and the token states that they say it from."""

    states: Sequence[Tensor]


class Stream(IterableDataset):
    """Batches without end, for a process of its own: plain ones of changed sentences, or annotated ones."""

    def __init__(self, corpus: TrainingSet, sentences: Varier, settings: Settings) -> None:
        super().__init__()
        self.corpus, self.sentences, self.settings = corpus, sentences, settings

    def __iter__(self) -> Iterator[Plain | Batch]:
        """Plain and annotated batches by turns of chance."""
        worker = get_worker_info()
        torch.set_num_threads(1)
        rng = random.Random(self.settings.seed * 1000 + (worker.id if worker else 0))  # noqa: S311 (sampling)
        plain, annotated = self._plain(rng), self._annotated(rng)
        while True:
            yield next(annotated) if rng.random() < self.settings.annotated else next(plain)

    def _plain(self, rng: random.Random) -> Iterator[Plain]:
        size, texts = self.settings.batch_size, list[str]()
        while True:
            for text in self.sentences.sentences(rng, changed=self.settings.changed):
                texts.append(text)
                if len(texts) == size * CHUNK:
                    yield from plain_batches(texts, self.corpus.tokenizer, size, rng)
                    texts = []

    def _annotated(self, rng: random.Random) -> Iterator[Batch]:
        size = self.settings.batch_size
        while True:
            order = rng.sample(self.corpus.items, len(self.corpus.items))
            for at in range(0, len(order), size * CHUNK):
                yield from batches(self.corpus.examples(order[at : at + size * CHUNK], rng), size, rng)


def plain_batches(texts: Sequence[str], tokenizer: Tokenizer, size: int, rng: random.Random) -> Iterator[Plain]:
    """Batches of sentences of similar length, in an order of chance."""
    encodings = sorted(
        (
            (encoding.ids, word_shapes(text, encoding.offsets))
            for text in texts
            for encoding in [tokenizer.encode(text)]
        ),
        key=lambda pair: len(pair[0]),
    )
    chunks = [encodings[at : at + size] for at in range(0, len(encodings), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        ids, mask = padded([ids for ids, _ in chunk])
        yield Plain(ids=ids, mask=mask, shapes=padded([shapes for _, shapes in chunk])[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Spans (batch, n) by first and last token that are asked about, with 1 where there is one, and what an argument can be."""

    triggers: Tensor
    trigger_there: Tensor
    arguments: Tensor
    argument_there: Tensor
    applies: Tensor
    """(arguments, roles)"""
    left: Tensor
    right: Tensor
    pair_there: Tensor


def ask(scores: Tensor) -> Asked:
    """The spans (row, first, last) to ask about: the likeliest of each kind in each sentence of (batch, kinds, tokens, tokens)."""
    best, ends = scores.max(-1)
    found = {}
    for kind, name in enumerate(SPAN_KINDS):
        values, firsts = best[:, kind].topk(min(ASKED[name], best.shape[-1]), dim=-1)
        rows = torch.arange(len(scores), device=scores.device)[:, None].expand_as(firsts)
        spans = torch.stack([rows, firsts, ends[:, kind].gather(1, firsts)], -1)
        found[name] = (spans, (values > LEAST).float())
    kinds = ("mention", "time", "place")
    arguments = torch.cat([found[kind][0] for kind in kinds], 1)
    there = torch.cat([found[kind][1] for kind in kinds], 1)
    roles = {"mention": ("actor", "recipient", "speaker"), "time": ("time",), "place": ("place",)}
    applies = [[float(role in roles[kind]) for role in ROLES] for kind in kinds for _ in range(found[kind][0].shape[1])]
    mentions, mention_there = found["mention"]
    left, right = (
        torch.rand(2, len(scores), PAIRS, device=scores.device)
        .mul(mention_there.sum(1).clamp(min=1)[None, :, None])
        .long()
    )
    return Asked(
        triggers=found["trigger"][0],
        trigger_there=found["trigger"][1],
        arguments=arguments,
        argument_there=there,
        applies=torch.tensor(applies, device=scores.device),
        left=mentions.gather(1, left[..., None].expand(-1, -1, 3)),
        right=mentions.gather(1, right[..., None].expand(-1, -1, 3)),
        pair_there=((left != right) & (mention_there.sum(1) > 1)[:, None]).float(),
    )


def answer(network: Network, read: tuple[Tensor, Tensor, Tensor], mask: Tensor, asked: Asked) -> Answers:
    """The network's logits for what is asked; roles (batch, triggers, arguments, roles).

    The same as the heads' own `forward`, worked out by sentences: a span is looked up once, not once for each pair that it is in.
    """
    states, spans, tokens = read
    of_triggers, of_arguments = vectors(states, asked.triggers), vectors(states, asked.arguments)
    head = network.trigger
    seen = torch.cat([of_triggers, by_sentence(head.read, of_triggers, states, mask)], -1)
    some, others = asked.triggers.shape[1], asked.arguments.shape[1]
    gaps = asked.arguments[:, None, :, 1] - asked.triggers[:, :, None, 1]
    roles = pair_scores(
        network.role,
        network.role.left(of_triggers)[:, :, None].expand(-1, -1, others, -1).flatten(1, 2),
        network.role.right(of_arguments)[:, None].expand(-1, some, -1, -1).flatten(1, 2),
        gaps.flatten(1, 2),
        (states, mask),
    )
    pairs = pair_scores(
        network.judge,
        network.judge.left(vectors(states, asked.left)),
        network.judge.right(vectors(states, asked.right)),
        asked.right[..., 1] - asked.left[..., 1],
        (states, mask),
    )
    return Answers(
        states=[states],
        spans=spans,
        tokens=tokens,
        labels=head.label(seen).float().flatten(0, 1),
        auxiliary=head.auxiliary(seen).float().flatten(0, 1),
        contexts=head.context(seen).float().flatten(0, 1),
        roles=roles.float().unflatten(1, (some, others)),
        pairs=pairs.float().flatten(0, 1),
    )


def vectors(states: Tensor, spans: Tensor) -> Tensor:
    """`network.span_vectors` of spans (batch, n, 3): (batch, n, 3 * width)."""
    first, last = spans[..., 1], spans[..., 2]
    places = torch.arange(states.shape[1], device=states.device)
    inside = ((places >= first[..., None]) & (places <= last[..., None])).to(states.dtype)
    mean = inside @ states / inside.sum(-1, keepdim=True).clamp(min=1)

    def at(tokens: Tensor) -> Tensor:
        return states.gather(1, tokens[..., None].expand(-1, -1, states.shape[-1]))

    return torch.cat([at(first), at(last), mean.to(states.dtype)], -1)


def by_sentence(reader: Reader, asked: Tensor, states: Tensor, mask: Tensor) -> Tensor:
    """What `reader` reads for (batch, n, asked): (batch, n, QUERIES * width)."""
    keys = reader.key(states).unflatten(-1, (QUERIES, HEAD_SIZE))
    query = reader.query(asked).unflatten(-1, (QUERIES, HEAD_SIZE))
    scores = torch.einsum("bnqh,blqh->bnql", query, keys) / HEAD_SIZE**0.5
    weights = scores.masked_fill(mask[:, None, None] == 0, -1e4).softmax(-1)
    return torch.einsum("bnql,blw->bnqw", weights.to(states.dtype), states).flatten(2)


def pair_scores(head: PairHead, one: Tensor, other: Tensor, gaps: Tensor, sentences: tuple[Tensor, Tensor]) -> Tensor:
    """Logits (batch, n, outputs) of n pairs of narrowed spans a sentence, their distances and the sentences' states and mask."""
    asked = torch.cat([one, other], -1)
    seen = by_sentence(head.read, asked, *sentences)
    return head.out(torch.cat([asked, one * other, seen, head.distance(bucket(gaps))], -1))


@torch.no_grad()
def opinion(teachers: Sequence[Network], batch: Plain) -> tuple[Asked, Answers]:
    """What is asked about a batch, and the teachers' mean answer: probabilities, but for span scores, which are logits."""
    read = [teacher.encoder(batch.ids, batch.mask, batch.shapes) for teacher in teachers]
    spans = torch.stack([one[1] for one in read]).mean(0)
    asked = ask(spans)
    answers = [answer(teacher, one, batch.mask, asked) for teacher, one in zip(teachers, read, strict=True)]

    def mean(name: str) -> Tensor:
        squash = (lambda t: t.softmax(-1)) if name in ("labels", "pairs") else torch.sigmoid
        return torch.stack([squash(getattr(one, name).float()) for one in answers]).mean(0)

    names = ("tokens", "labels", "auxiliary", "contexts", "roles", "pairs")
    return asked, Answers(
        states=[one.states[0] for one in answers], spans=spans, **{name: mean(name) for name in names}
    )


def weighted(losses: Tensor, there: Tensor) -> Tensor:
    """Mean over what is there; `there` as the losses' shape or without last axes."""
    there = there.reshape(there.shape + (1,) * (losses.ndim - there.ndim)).expand_as(losses)
    return (losses * there).sum() / there.sum().clamp(min=1)


def opinion_loss(
    student: Network, states_head: nn.Module, batch: Plain, wanted: tuple[Asked, Answers], membership: Tensor
) -> Tensor:
    """How far the student is from its teachers, the heads weighted as in `fit.lesson_loss`."""
    asked, taught = wanted
    read = student.encoder(batch.ids, batch.mask, batch.shapes)
    said = answer(student, read, batch.mask, asked)
    likely = (taught.spans > CANDIDATE).float()
    spans = functional.binary_cross_entropy_with_logits(said.spans.float(), taught.spans.sigmoid(), reduction="none")
    known = batch.mask[:, None, None, :].float().expand_as(said.tokens)
    there = asked.trigger_there.flatten()
    bce = functional.binary_cross_entropy_with_logits
    both = asked.trigger_there[:, :, None] * asked.argument_there[:, None]
    applies = (both[..., None] * asked.applies).expand_as(said.roles)
    loss = (
        span_loss(said.spans.masked_fill(taught.spans.abs() <= SURE, -1e4), (taught.spans > SURE).float())
        + weighted(spans, likely)
        + masked_bce(said.tokens.float(), taught.tokens, known) * 10
        + soft_label_loss_of(said.labels, taught.labels, there, membership)
        + weighted(bce(said.auxiliary, taught.auxiliary, reduction="none"), there) * 4
        + weighted(bce(said.contexts, taught.contexts, reduction="none"), there)
        + masked_bce(said.roles, taught.roles, applies) * 8
        + soft_label_loss_of(said.pairs, taught.pairs, asked.pair_there.flatten(), membership)
    )
    target = torch.cat([functional.layer_norm(states.float(), states.shape[-1:]) for states in taught.states], -1)
    gap = (states_head(said.states[0]).float() - target).square().mean(-1)
    return loss + STATES * weighted(gap, batch.mask.float())


def soft_label_loss_of(logits: Tensor, wanted: Tensor, there: Tensor, membership: Tensor) -> Tensor:
    """`fit.soft_label_loss` of the rows that are there."""
    chosen = there > 0
    return soft_label_loss(logits[chosen], wanted[chosen], membership)


def tutor(
    student: Network,
    teachers: Sequence[Network],
    stream: Stream,
    settings: Settings,
    *,
    loaders: int,
) -> None:
    """Train the student in place, all of the stream's batches in turn; a line of progress on stderr every 100 steps."""
    device = best_device()
    torch.manual_seed(settings.seed)
    student.to(device).train()
    for teacher in teachers:
        teacher.to(device).eval()
    width = states_width(student)
    states_head = nn.Linear(width, sum(states_width(teacher) for teacher in teachers)).to(device)
    optimiser = optimiser_of(student, settings.encoder_rate, settings.head_rate, states_head)
    rates = [group["lr"] for group in optimiser.param_groups]
    membership = with_none(torch.from_numpy(np.asarray(stream.corpus.labels.type_matrix()))).to(device)
    averaged = Average.of(student)
    loader = DataLoader(stream, batch_size=None, num_workers=loaders, prefetch_factor=8 if loaders else None)
    began, running = time.monotonic(), {Plain: 0.0, Batch: 0.0}
    for step, batch in enumerate(loader):
        spent = time.monotonic() - began
        done = max(step / settings.steps, spent / settings.seconds)
        if done >= 1:
            break
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(done / settings.warmup + 1e-3, (1 - done) / (1 - settings.warmup), 1.0)
        moved = to_device(batch, device)
        hidden = with_masked(moved, settings.masked)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            if isinstance(moved, Plain):
                loss = opinion_loss(student, states_head, hidden, opinion(teachers, moved), membership)
            else:
                scores = score_batch(student, hidden)
        if isinstance(moved, Batch):
            loss = total_loss(scores, hidden, membership)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        averaged.update(student)
        if step % 20 == 0:
            kind = type(batch)
            running[kind] = loss.item() if not running[kind] else 0.8 * running[kind] + 0.2 * loss.item()
        if step % 100 == 0:
            sys.stderr.write(f"step {step} {done:.2f} {spent:.0f} s loss {running[Plain]:.3f} {running[Batch]:.3f}\n")
            sys.stderr.flush()
    student.load_state_dict(averaged.state)
    student.to("cpu").eval()


def states_width(network: Network) -> int:
    """Width of the token states that the heads read."""
    return int(network.role.left.in_features) // 3


def main() -> int:
    """Read options, train, export, tune."""
    parser = parser_of("python -m training.tutored", __doc__)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True, help="teachers (torch), from training.teach")
    parser.add_argument("--teacher-base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument(
        "--start", type=Path, default=None, help="go on from this student (torch); without it from the base encoder"
    )
    add_only(parser)
    parser.add_argument("--steps", type=int, default=3300, help="batches of 128 sentences (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1e9, help="be done after so many, whatever the steps")
    parser.add_argument(
        "--annotated",
        type=float,
        default=ANNOTATED,
        help="share of the batches with annotation (default: %(default)s)",
    )
    parser.add_argument("--loaders", type=int, default=4, help="processes that make batches (default: %(default)s)")
    parser.add_argument("--output", type=Path, required=True, help="folder of the new weights")
    parser.add_argument("--checkpoint", type=Path, default=None, help="save the network here (torch)")
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    settings = Settings(steps=arguments.steps, seconds=arguments.seconds, annotated=arguments.annotated)
    corpus, everything = (
        TrainingSet.read(arguments.corpus, tokenizer, seed=settings.seed, newstext=arguments.newstext, only=only)
        for only in (arguments.only, None)
    )
    teachers = [
        Network(load_teacher_base(arguments.teacher_base, tokenizer), len(corpus.labels.labels))
        for _ in arguments.teachers
    ]
    for teacher, path in zip(teachers, arguments.teachers, strict=True):
        load_into(teacher, path, corpus.labels)
    torch.manual_seed(settings.seed)
    student = Network(load_base(default_base()), len(corpus.labels.labels))
    if arguments.start:
        load_into(student, arguments.start, corpus.labels)
    stream = Stream(corpus, Varier.of(everything.items), settings)
    tutor(student, teachers, stream, settings, loaders=arguments.loaders)
    if arguments.checkpoint:
        save(arguments.checkpoint, student.state_dict(), corpus.labels)
    export(student, tokenizer, corpus.labels, arguments.output)
    tune_folder(arguments.output, arguments.corpus, arguments.newstext)
    return 0


if __name__ == "__main__":
    sys.exit(main())
