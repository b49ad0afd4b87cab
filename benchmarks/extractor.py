"""Sentences a second of the extractor on one core: `python -m benchmarks.extractor` (run by `make bench`).

CPU seconds of one process, so that other work on the machine counts little; beside it the encoder alone, as the floor of what this
machine can do with this model. Sentences of 22 to 40 words of the corpus' dev split.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

from detente import model
from detente.evaluate import read_gold

CORPUS = Path(__file__).parent.parent / "corpus" / "sentences"
SENTENCES = 200


def rate(texts: list[str], work: Callable[[str], object]) -> float:
    """Texts a CPU second, after one to warm up."""
    work(texts[0])
    began = time.process_time()
    for text in texts:
        work(text)
    return len(texts) / (time.process_time() - began)


def main() -> None:
    """Print both rates, their ratio, the mean length and the peak memory."""
    items = read_gold(CORPUS, split="dev")
    texts = [item["text"] for item in items if 22 <= len(item["text"].split()) <= 40][:SENTENCES]
    network = model.load_network(threads=1)
    whole = rate(texts, lambda text: model.read_sentence(network, text))
    encoder = rate(texts, network.encode)
    words = sum(len(text.split()) for text in texts) / len(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{len(texts)} sentences of {words:.0f} words on average")
    print(f"sentence to events   {whole:8.0f} a CPU second")
    print(f"encoder alone        {encoder:8.0f} a CPU second; ratio {whole / encoder:.2f}")
    print(f"peak memory          {peak:8.0f} MB")


if __name__ == "__main__":
    main()
