"""Corpus items -> training examples on token positions: spans, trigger labels, roles and pairs.

Takes the corpus schema (docs/corpus.md) and the tokenizer of the base encoder; gives `Example`s and their padded `Batch`es.
A span that the tokenizer cannot place (cut off by the length limit) is dropped with everything that depends on it.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Encoding, Tokenizer

from detente import ontology
from detente.model.features import MAX_TOKENS, word_shapes

SPAN_KINDS = ("mention", "trigger", "time", "place")
ROLES = ("actor", "recipient", "speaker", "time", "place")
IGNORE = -1
DECOYS = 2
"""Decoys of a sentence in one batch; not measured apart from the rest of that training."""
COMMON_TRIGGER = 3
LOOSENED = 0.35
"""Share of the judge's training spans that are cut or stretched."""

Item = dict[str, Any]
TokenSpan = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSet:
    """The inventory of (CAMEO code, event type, mode) that the trigger head and the pair judge choose from."""

    labels: tuple[tuple[str, str, str | None], ...]

    @classmethod
    def of(cls, items: Sequence[Item]) -> LabelSet:
        """All triples that the items use, and every default triple of the ontology, sorted."""
        used = {(e["cameo"], e["type"], e["mode"]) for item in items for e in item["events"] if e["cameo"]}
        return cls(labels=tuple(sorted(used, key=lambda triple: (triple[0], triple[1], triple[2] or ""))))

    def type_matrix(self) -> np.ndarray:
        """(labels, 16) membership of each label in a PLOVER type."""
        types = ontology.event_types()
        matrix = np.zeros((len(self.labels), len(types)), dtype=np.float32)
        for row, (_, event_type, _) in enumerate(self.labels):
            matrix[row, types.index(event_type)] = 1
        return matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence on token positions; spans are (first token, last token)."""

    ids: list[int]
    shapes: list[int]
    spans: tuple[tuple[int, int, int], ...]
    """(kind, first, last) of every gold span."""
    triggers: tuple[TokenSpan, ...]
    doubtful: tuple[TokenSpan, ...]
    """Words that are triggers elsewhere in the corpus and none here."""
    labels: tuple[int, ...]
    """Label index of each trigger, IGNORE where only the type is known."""
    types: tuple[int, ...]
    auxiliary: tuple[tuple[int, ...], ...]
    symmetric: tuple[int, ...]
    contexts: tuple[int, ...] | None
    arguments: tuple[TokenSpan, ...]
    argument_kinds: tuple[int, ...]
    """Index into SPAN_KINDS of each argument."""
    roles: tuple[tuple[int, int, int], ...]
    """(trigger, argument, role) triples that hold; all others of the sentence do not."""
    pairs: tuple[tuple[int, int, int, int], ...]
    """(argument, argument, label or IGNORE, type or 16 for none) of the pair judge."""


def read_items(folder: Path) -> list[Item]:
    """All items of a corpus folder's JSON Lines files, in file order."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _token_span(encoding: Encoding, start: int, end: int) -> TokenSpan | None:
    first = encoding.char_to_token(start)
    last = encoding.char_to_token(end - 1)
    if first is None or last is None or last < first:
        return None
    return first, last


def trigger_words(items: Sequence[Item]) -> frozenset[str]:
    """Lower-case words that are a trigger by themselves at least COMMON_TRIGGER times."""
    counts = Counter(event["trigger"]["text"].lower() for item in items for event in item["events"])
    return frozenset(word for word, count in counts.items() if count >= COMMON_TRIGGER and word.isalpha())


def build_example(
    item: Item, tokenizer: Tokenizer, labels: LabelSet, *, doubtful: frozenset[str] = frozenset()
) -> Example:
    """The training example of one corpus item; `doubtful` words that are no trigger in it are its decoys."""
    encoding = tokenizer.encode(item["text"])
    label_index = {label: i for i, label in enumerate(labels.labels)}
    types = ontology.event_types()
    arguments: list[TokenSpan] = []
    kinds: list[int] = []
    position: dict[str, int] = {}
    for span in item["mentions"] + item["spans"]:
        placed = _token_span(encoding, span["start"], span["end"])
        if placed is not None:
            position[span["id"]] = len(arguments)
            arguments.append(placed)
            kinds.append(SPAN_KINDS.index(span.get("kind", "mention")))
    events = []
    for event in item["events"]:
        placed = _token_span(encoding, event["trigger"]["start"], event["trigger"]["end"])
        if placed is not None:
            events.append((event, placed))
    spans = {(kind, *span) for kind, span in zip(kinds, arguments, strict=True)}
    spans |= {(SPAN_KINDS.index("trigger"), *placed) for _, placed in events}
    event_labels = [
        (label_index.get((e["cameo"], e["type"], e["mode"]), IGNORE), types.index(e["type"])) for e, _ in events
    ]
    return Example(
        ids=encoding.ids,
        shapes=word_shapes(item["text"], encoding.offsets),
        spans=tuple(sorted(spans)),
        triggers=tuple(placed for _, placed in events),
        doubtful=tuple(_doubtful(item, encoding, doubtful)),
        labels=tuple(label for label, _ in event_labels),
        types=tuple(event_type for _, event_type in event_labels),
        auxiliary=tuple(tuple(int(a in e["auxiliary"]) for a in ontology.AUXILIARY_MODES) for e, _ in events),
        symmetric=tuple(int(e["symmetric"]) for e, _ in events),
        contexts=tuple(int(c in item["contexts"]) for c in ontology.CONTEXTS) if item["contexts"] else None,
        arguments=tuple(arguments),
        argument_kinds=tuple(kinds),
        roles=tuple(_roles(events, position)),
        pairs=tuple(_pairs(item, events, event_labels, position)),
    )


def _doubtful(item: Item, encoding: Encoding, words: frozenset[str]) -> Iterator[TokenSpan]:
    taken = [(event["trigger"]["start"], event["trigger"]["end"]) for event in item["events"]]
    for match in re.finditer(r"[A-Za-z]+", item["text"]):
        is_free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if is_free and match[0].lower() in words:
            placed = _token_span(encoding, match.start(), match.end())
            if placed is not None:
                yield placed


def _roles(events: list[tuple[Item, TokenSpan]], position: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    for row, (event, _) in enumerate(events):
        for role, name in enumerate(ROLES):
            value = event[name]
            for argument in value if isinstance(value, list) else [value]:
                if argument in position:
                    yield row, position[argument], role


def _pairs(
    item: Item,
    events: list[tuple[Item, TokenSpan]],
    event_labels: list[tuple[int, int]],
    position: dict[str, int],
) -> Iterator[tuple[int, int, int, int]]:
    """Ordered pairs with the event between them, and the pairs known to have none.

    An event with one side only is a pair of that side with itself, so that the judge can be asked about it.
    """
    for (event, _), (label, event_type) in zip(events, event_labels, strict=True):
        targets = event["actor"] if event["symmetric"] else event["recipient"]
        one_sided = len(set(event["actor"] + targets)) == 1 or not event["actor"] or not targets
        for source in event["actor"] or targets:
            for target in targets or event["actor"]:
                if (source == target) == one_sided and source in position and target in position:
                    yield position[source], position[target], label, event_type
    for source, target in item["nones"]:
        if source in position and target in position:
            yield position[source], position[target], IGNORE, len(ontology.event_types())


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded tensors of some examples. Index tensors have the sentence's row first."""

    ids: torch.Tensor
    mask: torch.Tensor
    shapes: torch.Tensor
    span_targets: torch.Tensor
    """(batch, kinds, tokens, tokens) 1 where a gold span starts and ends."""
    triggers: torch.Tensor
    labels: torch.Tensor
    types: torch.Tensor
    decoys: torch.Tensor
    """Words that are triggers elsewhere and none here."""
    auxiliary: torch.Tensor
    symmetric: torch.Tensor
    contexts: torch.Tensor
    contexts_known: torch.Tensor
    arguments: torch.Tensor
    role_pairs: torch.Tensor
    role_targets: torch.Tensor
    role_known: torch.Tensor
    judge_spans: torch.Tensor
    """(pairs, 2, 3): row, first and last token of the two spans."""
    judge_labels: torch.Tensor
    judge_types: torch.Tensor


def collate(examples: Sequence[Example], rng: random.Random | None = None) -> Batch:
    """Pad and index some examples; with `rng` the judge's spans are loosened (see `loosen`)."""
    size, longest = len(examples), max(len(e.ids) for e in examples)
    ids = torch.zeros(size, longest, dtype=torch.long)
    mask = torch.zeros(size, longest, dtype=torch.long)
    shapes = torch.zeros(size, longest, dtype=torch.long)
    targets = torch.zeros(size, len(SPAN_KINDS), longest, longest)
    rows: dict[str, list[Any]] = {name: [] for name in (
        "triggers", "labels", "types", "decoys", "auxiliary", "symmetric", "contexts", "contexts_known", "arguments",
        "role_pairs", "role_targets", "role_known", "judge_spans", "judge_labels", "judge_types",
    )}  # fmt: skip
    for row, example in enumerate(examples):
        length = len(example.ids)
        ids[row, :length] = torch.tensor(example.ids)
        mask[row, :length] = 1
        shapes[row, :length] = torch.tensor(example.shapes)
        for kind, first, last in example.spans:
            targets[row, kind, first, last] = 1
        _append(rows, row, example, rng)
    floats = {"auxiliary", "symmetric", "contexts", "contexts_known", "role_targets", "role_known"}
    widths = {"triggers": 3, "decoys": 3, "auxiliary": 4, "contexts": len(ontology.CONTEXTS), "arguments": 3, "role_pairs": 2,
              "role_targets": len(ROLES), "role_known": len(ROLES), "judge_spans": 6}  # fmt: skip
    tensors = {}
    for name, values in rows.items():
        kind = torch.float if name in floats else torch.long
        shape = (len(values), widths[name]) if name in widths else (len(values),)
        tensors[name] = torch.tensor(values, dtype=kind).reshape(shape)
    tensors["judge_spans"] = tensors["judge_spans"].reshape(-1, 2, 3)
    return Batch(ids=ids, mask=mask, shapes=shapes, span_targets=targets, **tensors)


def _append(rows: dict[str, list[Any]], row: int, example: Example, rng: random.Random | None) -> None:
    first_trigger, first_argument = len(rows["triggers"]), len(rows["arguments"])
    rows["triggers"] += [(row, *span) for span in example.triggers]
    rows["labels"] += example.labels
    chosen = rng.sample(example.doubtful, min(DECOYS, len(example.doubtful))) if rng else example.doubtful[:DECOYS]
    rows["decoys"] += [(row, *span) for span in chosen]
    rows["types"] += example.types
    rows["auxiliary"] += example.auxiliary
    rows["symmetric"] += example.symmetric
    rows["contexts"] += [example.contexts or (0,) * len(ontology.CONTEXTS)] * len(example.triggers)
    rows["contexts_known"] += [float(example.contexts is not None)] * len(example.triggers)
    rows["arguments"] += [(row, *span) for span in example.arguments]
    holds: dict[tuple[int, int], set[int]] = {
        (t, a): set() for t in range(len(example.triggers)) for a in range(len(example.arguments))
    }
    for trigger, argument, role in example.roles:
        holds[trigger, argument].add(role)
    for (trigger, argument), roles in holds.items():
        kind = SPAN_KINDS[example.argument_kinds[argument]]
        applies = ("actor", "recipient", "speaker") if kind == "mention" else (kind,)
        rows["role_pairs"].append((first_trigger + trigger, first_argument + argument))
        rows["role_targets"].append([float(r in roles) for r in range(len(ROLES))])
        rows["role_known"].append([float(name in applies) for name in ROLES])
    decoy = _decoy(example, rng) if rng and example.triggers else None
    if decoy:
        rows["arguments"].append((row, *decoy))
        for trigger in range(len(example.triggers)):
            rows["role_pairs"].append((first_trigger + trigger, first_argument + len(example.arguments)))
            rows["role_targets"].append([0.0] * len(ROLES))
            rows["role_known"].append([float(name in ("actor", "recipient", "speaker")) for name in ROLES])
    for source, target, label, event_type in example.pairs:
        left, right = loosen(example, source, target, rng)
        rows["judge_spans"].append((row, *left, row, *right))
        rows["judge_labels"].append(label)
        rows["judge_types"].append(event_type)


def loosen(example: Example, source: int, target: int, rng: random.Random | None) -> tuple[TokenSpan, TokenSpan]:
    """The two spans of a pair, sometimes cut shorter or stretched over their neighbours.

    Whoever asks the judge marks phrases in their own way ("the ministry's decision" for "the ministry").
    """
    left, right = example.arguments[source], example.arguments[target]
    if rng is None:
        return left, right
    if source == target:
        loosened = _loosen_one(left, (-1, -1), len(example.ids), rng)
        return loosened, loosened
    return _loosen_one(left, right, len(example.ids), rng), _loosen_one(right, left, len(example.ids), rng)


def _decoy(example: Example, rng: random.Random) -> TokenSpan | None:
    """A span of the sentence that is nobody, so that the roles learn to refuse what the span head marks wrongly."""
    first = rng.randint(1, max(1, len(example.ids) - 2))
    last = min(len(example.ids) - 2, first + rng.randint(0, 3))
    taken = any(first <= b and a <= last for a, b in (*example.arguments, *example.triggers))
    return None if taken or last < first else (first, last)


def _loosen_one(span: TokenSpan, other: TokenSpan, length: int, rng: random.Random) -> TokenSpan:
    if rng.random() > LOOSENED:
        return span
    first, last = span
    if rng.random() < 0.5 and last > first:
        return (rng.randint(first + 1, last), last) if rng.random() < 0.5 else (first, rng.randint(first, last - 1))
    before = other[1] + 1 if other[1] < first else 1
    after = other[0] - 1 if other[0] > last else length - 2
    nested = other[0] <= last and first <= other[1]
    return span if nested else (max(before, first - rng.randint(0, 3)), max(last, min(after, last + rng.randint(0, 6))))


def load_tokenizer(path: Path) -> Tokenizer:
    """The base encoder's tokenizer, truncating at the length that the runtime uses."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer
