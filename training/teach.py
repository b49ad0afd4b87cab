"""Train the teacher, a base-size encoder with the same heads: `python -m training.teach --base FOLDER --output FILE`.

It is too slow to ship (nine times the work of the student's encoder). `training.distil` has it read sentences that nobody
annotated and trains the student to say of them what the teacher says (Hinton et al. 2015, arXiv:1503.02531).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.bert import default_base
from training.checkpoint import load_into
from training.epochs import TrainingSet
from training.examples import load_tokenizer
from training.fit import Settings, fit
from training.mpnet import load_teacher_base
from training.network import Network
from training.options import add_only, parser_of

SETTINGS = Settings(epochs=3, encoder_rate=5e-5, head_rate=5e-4)
"""A base-size encoder needs fewer epochs at a lower rate; three are what two cores do in an hour and a half."""


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read options and train; the averaged weights are saved after each epoch."""
    parser = parser_of("python -m training.teach", __doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2 (config, weights, vocab)")
    parser.add_argument("--output", type=Path, required=True, help="file of the teacher's weights (torch)")
    parser.add_argument("--start", type=Path, default=None, help="go on from this teacher, at half the rates")
    parser.add_argument("--limit", type=int, default=None, help="of the corpus, N sentences only")
    add_only(parser)
    parser.add_argument("--epochs", type=int, default=SETTINGS.epochs)
    arguments = parser.parse_args(arguments_given)
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    corpus = TrainingSet.read(
        arguments.corpus,
        tokenizer,
        seed=SETTINGS.seed,
        limit=arguments.limit,
        newstext=arguments.newstext,
        only=arguments.only,
    )
    sys.stderr.write(f"{corpus}\n")
    torch.manual_seed(SETTINGS.seed)
    network = Network(load_teacher_base(arguments.base, tokenizer), len(corpus.labels.labels))
    settings = replace(SETTINGS, epochs=arguments.epochs)
    if arguments.start:
        load_into(network, arguments.start, corpus.labels)
        settings = replace(settings, encoder_rate=settings.encoder_rate / 2, head_rate=settings.head_rate / 2)
    fit(network, corpus.examples_of, corpus.labels, settings, checkpoint=arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
