"""Train the student further on what a teacher says: `python -m training.distil --help`.

The student goes on from the checkpoint of `python -m training --checkpoint`, on the corpus and on sentences of real news that
nobody annotated, of which it learns the teacher's opinion (`training.taught`). Exports and tunes as `python -m training` does.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.bert import default_base, load_base
from training.checkpoint import load_into
from training.epochs import TrainingSet
from training.examples import LabelSet, load_tokenizer
from training.export import export
from training.fit import Settings, best_device, fit
from training.mpnet import load_teacher_base
from training.network import Network
from training.options import add_only, parser_of
from training.taught import Taught, read_aloud
from training.tune import tune_folder

SETTINGS = Settings(epochs=3, encoder_rate=6e-5, head_rate=6e-4, seed=11)


def taught_by(checkpoint: Path, base: Path, sentences: Sequence[str], labels: LabelSet) -> list[Taught]:
    """The opinions of the teacher of a checkpoint."""
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    teacher = Network(load_teacher_base(base, tokenizer), len(labels.labels))
    load_into(teacher, checkpoint, labels)
    teacher.to(best_device()).eval()
    taught: list[Taught] = []
    for one in read_aloud(teacher, tokenizer, sentences):
        taught.append(one)
        if len(taught) % 1000 == 0:
            sys.stderr.write(f"teacher read {len(taught)} sentences with something in them, of {len(sentences)}\n")
            sys.stderr.flush()
    return taught


def main(arguments_given: Sequence[str] | None = None) -> int:
    """Read options, let the teacher read, train, export, tune."""
    parser = parser_of("python -m training.distil", __doc__)
    parser.add_argument("--start", type=Path, required=True, help="the student so far (torch)")
    parser.add_argument("--teacher", type=Path, required=True, help="the teacher (torch), from training.teach")
    parser.add_argument("--teacher-base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--unlabelled", type=Path, required=True, help="text file, a sentence a line")
    parser.add_argument("--sentences", type=int, default=None, help="take N of them by chance")
    add_only(parser)
    parser.add_argument("--gentle", action="store_true", help="at half the rates, for a last step on chosen sentences")
    parser.add_argument(
        "--masked", type=float, default=0.0, help="share of the word pieces hidden from the student (default 0)"
    )
    parser.add_argument("--output", type=Path, required=True, help="folder of the new weights")
    parser.add_argument("--checkpoint", type=Path, default=None, help="save the network here (torch) after each epoch")
    parser.add_argument("--epochs", type=int, default=SETTINGS.epochs)
    arguments = parser.parse_args(arguments_given)
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    corpus = TrainingSet.read(
        arguments.corpus, tokenizer, seed=SETTINGS.seed, newstext=arguments.newstext, only=arguments.only
    )
    sentences = arguments.unlabelled.read_text(encoding="utf-8").splitlines()
    if arguments.sentences:
        sentences = random.Random(SETTINGS.seed).sample(sentences, arguments.sentences)  # noqa: S311 (sampling)
    taught = taught_by(arguments.teacher, arguments.teacher_base, sentences, corpus.labels)
    sys.stderr.write(f"{corpus}; {len(taught)} sentences from the teacher\n")
    torch.manual_seed(SETTINGS.seed)
    network = Network(load_base(default_base()), len(corpus.labels.labels))
    load_into(network, arguments.start, corpus.labels)
    settings = replace(SETTINGS, epochs=arguments.epochs, masked=arguments.masked)
    if arguments.gentle:
        settings = replace(settings, encoder_rate=settings.encoder_rate / 2, head_rate=settings.head_rate / 2)
    fit(network, corpus.examples_of, corpus.labels, settings, taught=taught, checkpoint=arguments.checkpoint)
    export(network, tokenizer, corpus.labels, arguments.output)
    tune_folder(arguments.output, arguments.corpus, arguments.newstext)
    return 0


if __name__ == "__main__":
    sys.exit(main())
