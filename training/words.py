"""The corpus' sentences and the base encoder -> the table that reports are compared by: how common a word stem is, and its vector.

The vectors are those of the encoder, one word at a time, in their 64 strongest directions (model2vec's way). Runs on numpy alone:
python -m training.words FOLDER_OF_ALL_MINILM_L6_V2 > src/detente/data/word_frequencies.tsv
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SENTENCES = Path(__file__).parent.parent / "corpus" / "sentences"
VIEWS = Path(__file__).parent.parent / "src" / "detente" / "ledger" / "sql" / "views.sql"
LEAST = 3
"""Stems of fewer sentences weigh as much as unknown ones."""
DIMENSIONS = 64
"""Log loss of pairs of the tuning reports: 0.294 with 32, 0.281 with 64."""
LAYERS, HEADS = 6, 12
WORD = re.compile(r"[^\W\d_]{3,}|\d+")
SUFFIX = re.compile(r"(ings?|ed|es|s|ly|ions?)$")
HEAD = """# Word stems of the training sentences of Detente's corpus: in how many, and a vector (64 signed bytes in base64) of what it means
# (written by `python -m training.words` with all-MiniLM-L6-v2, Apache-2.0). CC BY 4.0. Empty stem: all sentences. Rarer stems are left out.
stem\tsentences\tvector
"""

Floats = NDArray[np.float32]


def stem(word: str) -> str:
    """As the macro of the same name in views.sql."""
    return SUFFIX.sub("", word)[:8]


class Encoder:
    """A BERT of six layers in numpy; mean of the last states, of length one."""

    def __init__(self, folder: Path) -> None:
        """Read tokenizer.json and model.safetensors."""
        data = (folder / "model.safetensors").read_bytes()
        body = 8 + int.from_bytes(data[:8], "little")
        entries = json.loads(data[8:body])
        self.weights: dict[str, Floats] = {}
        for name, entry in entries.items():
            if entry.get("dtype") == "F32":
                start, end = entry["data_offsets"]
                self.weights[name] = np.frombuffer(data[body + start : body + end], np.float32).reshape(entry["shape"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()

    def encode(self, words: list[str]) -> Floats:
        """One vector a word."""
        tokens = [self.tokenizer.encode(word).ids for word in words]
        rows: dict[int, list[int]] = defaultdict(list)
        for row, ids in enumerate(tokens):
            rows[len(ids)].append(row)
        vectors = np.zeros((len(words), 384), np.float32)
        for group in rows.values():
            for first in range(0, len(group), 256):
                part = group[first : first + 256]
                vectors[part] = self._states(np.array([tokens[row] for row in part])).mean(axis=1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _states(self, ids: NDArray[np.int64]) -> Floats:
        weights = self.weights
        states = weights["embeddings.word_embeddings.weight"][ids]
        states = states + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        states = self._norm(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            states = self._norm(states + self._attend(states, f"{at}attention."), f"{at}attention.output.LayerNorm")
            wide = self._linear(states, f"{at}intermediate.dense")
            wide = wide * 0.5 * (1 + _erf(wide / sqrt(2)))
            states = self._norm(states + self._linear(wide, f"{at}output.dense"), f"{at}output.LayerNorm")
        return states

    def _attend(self, states: Floats, at: str) -> Floats:
        shape = (*states.shape[:2], HEADS, states.shape[2] // HEADS)
        query, key, value = (
            self._linear(states, f"{at}self.{name}").reshape(shape).transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / sqrt(shape[3])
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return self._linear((shares @ value).transpose(0, 2, 1, 3).reshape(states.shape), f"{at}output.dense")

    def _linear(self, states: Floats, name: str) -> Floats:
        return states @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, states: Floats, name: str) -> Floats:
        mean, variance = states.mean(axis=-1, keepdims=True), states.var(axis=-1, keepdims=True)
        return (states - mean) / np.sqrt(variance + 1e-12) * self.weights[f"{name}.weight"] + self.weights[
            f"{name}.bias"
        ]


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1 - poly * np.exp(-x * x)), np.float32)


def count_words() -> tuple[int, dict[str, int], dict[str, str]]:
    """How many training sentences there are, how many have each stem, and each stem's commonest word."""
    paths = sorted(SENTENCES.glob("*.jsonl"))
    records = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [record["text"].lower() for record in records if record["split"] == "train"]
    numbers: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        words = set(WORD.findall(text))
        numbers.update({stem(word) for word in words})
        for word in words:
            forms[stem(word)][word] += 1
    stops = {
        stem(word) for word in re.findall(r"'(\w+)'", VIEWS.read_text().split("stop_words()")[1].split("lambda")[0])
    }
    kept = {s: n for s, n in numbers.items() if n >= LEAST and s and s not in stops}
    return len(texts), kept, {s: min(forms[s].items(), key=lambda one: (-one[1], one[0]))[0] for s in kept}


def shorten(vectors: Floats) -> list[str]:
    """Each vector in its strongest directions, as signed bytes in base64. Not centred: what all words share tells how many there are."""
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    short = vectors @ directions[:DIMENSIONS].T
    numbers = np.round(short * 127 / np.abs(short).max()).astype(np.int8)
    return [base64.b64encode(row.tobytes()).decode() for row in numbers]


def main() -> None:
    """Write the table to stdout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("base", type=Path)
    total, numbers, forms = count_words()
    stems = sorted(numbers, key=lambda each: (-numbers[each], each))
    vectors = shorten(Encoder(parser.parse_args().base).encode([forms[each] for each in stems]))
    sys.stdout.write(f"{HEAD}\t{total}\t\n")
    sys.stdout.writelines(f"{each}\t{numbers[each]}\t{vector}\n" for each, vector in zip(stems, vectors, strict=True))


if __name__ == "__main__":
    main()
