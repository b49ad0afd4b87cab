"""Average trained checkpoints into the weights that ship: `python -m training.soup --output FOLDER student-1.pt=0.2 student-2.pt=0.5 …`.

Checkpoints of one line of training that lie in one basin are better together than each by itself (Wortsman et al. 2022,
arXiv:2203.05482). Exports and tunes as `python -m training` does; the shares are chosen on dev.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from torch import Tensor

from training.bert import default_base, load_base
from training.checkpoint import load_into, save
from training.epochs import TrainingSet
from training.examples import LabelSet, load_tokenizer
from training.export import export
from training.fit import Settings
from training.network import Network
from training.options import parser_of
from training.tune import tune_folder


def averaged(network: Network, shares: Mapping[Path, float], labels: LabelSet) -> Network:
    """The network with every weight the checkpoints' mean, weighted by their shares (brought to a sum of 1)."""
    total = sum(shares.values())
    state: dict[str, Tensor] = {}
    for path, share in shares.items():
        load_into(network, path, labels)
        for name, values in network.state_dict().items():
            added = values.float() * (share / total)
            state[name] = state[name] + added if name in state else added
    network.load_state_dict(state)
    return network.eval()


def _share(text: str) -> tuple[Path, float]:
    path, _, share = text.rpartition("=")
    return Path(path), float(share)


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read options, average, export, tune."""
    parser = parser_of("python -m training.soup", __doc__)
    parser.add_argument("checkpoints", nargs="+", type=_share, metavar="FILE=SHARE")
    parser.add_argument(
        "--checkpoint", type=Path, default=None, help="save the average here (torch), to train on from it"
    )
    parser.add_argument("--output", type=Path, required=True, help="folder of the weights")
    arguments = parser.parse_args(arguments_given)
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    labels = TrainingSet.read(arguments.corpus, tokenizer, seed=Settings().seed).labels
    network = Network(load_base(default_base()), len(labels.labels))
    averaged(network, dict(arguments.checkpoints), labels)
    if arguments.checkpoint:
        save(arguments.checkpoint, network.state_dict(), labels)
    export(network, tokenizer, labels, arguments.output)
    tune_folder(arguments.output, arguments.corpus, arguments.newstext)
    return 0


if __name__ == "__main__":
    sys.exit(main())
