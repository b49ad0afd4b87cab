"""The training sentences of a corpus, and what the network is shown of them in each epoch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from corpus.newstext import to_learn
from training.augment import swap_states
from training.examples import Example, Item, LabelSet, build_example, read_items, trigger_words

SWAPPED = 0.3
"""Chosen without a measurement of its own: trained once, together with the decoys and 4,400 new sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSet:
    """Items with the labels and the trigger words that they use; `swapped` is the share told of other states."""

    items: Sequence[Item]
    tokenizer: Tokenizer
    labels: LabelSet
    words: frozenset[str]
    swapped: float
    seed: int

    @classmethod
    def read(
        cls,
        corpus: Path,
        tokenizer: Tokenizer,
        *,
        seed: int,
        swapped: float = SWAPPED,
        limit: int | None = None,
        newstext: Path | None = None,
        only: frozenset[str] | None = None,
    ) -> TrainingSet:
        """The train split of a corpus folder, or `limit` sentences of it drawn by chance, and the real ones of NEWSTEXT.

        `only`: of both those with these ids. Labels and trigger words are those of all.
        """
        items = [item for item in read_items(corpus) if item["split"] == "train"]
        labels = LabelSet.of(items)
        if limit:
            items = random.Random(seed).sample(items, limit)  # noqa: S311 (sampling, not secrets)
        items += to_learn(newstext, "train")
        words = trigger_words(items)
        if only is not None:
            items = [item for item in items if item["id"] in only]
        return cls(
            items=items,
            tokenizer=tokenizer,
            labels=labels,
            words=words,
            swapped=swapped,
            seed=seed,
        )

    def __str__(self) -> str:
        return f"{len(self.items)} sentences, {len(self.labels.labels)} labels, {len(self.words)} trigger words"

    def examples_of(self, epoch: int) -> list[Example]:
        """The examples of one epoch, a share of them told of other states than before."""
        return self.examples(self.items, random.Random(self.seed + epoch))  # noqa: S311 (augmentation, not secrets)

    def examples(self, items: Sequence[Item], rng: random.Random) -> list[Example]:
        """The examples of some items, a share of them told of other states."""
        changed = (swap_states(item, rng) if rng.random() < self.swapped else item for item in items)
        return [build_example(item, self.tokenizer, self.labels, doubtful=self.words) for item in changed]
