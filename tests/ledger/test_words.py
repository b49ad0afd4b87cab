import math

import numpy as np

from detente import ontology
from detente.ledger.words import TABLE, TENTHS, word_rows

ROWS = word_rows()
STEMS: list[str] = ROWS["stem"].to_pylist()
VECTORS = np.stack([ROWS[name].to_numpy() for name in ROWS.column_names[2:]], axis=1).astype(float)


def cosine(one: str, other: str) -> float:
    first, second = VECTORS[STEMS.index(one)], VECTORS[STEMS.index(other)]
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_a_stem_weighs_the_logarithm_of_how_rare_it_is_and_an_unknown_one_most() -> None:
    numbers = {row["stem"]: int(row["sentences"]) for row in ontology.read_table(TABLE)}
    weights: dict[str, int] = dict(zip(STEMS, ROWS["weight"].to_pylist(), strict=True))
    assert len(weights) == len(STEMS)
    for stem, weight in weights.items():
        assert weight == round(TENTHS * math.log(numbers[""] / (numbers[stem] if stem else 1)))
        assert 0 <= weight <= weights[""]


def test_every_stem_has_a_vector_and_the_empty_one_none() -> None:
    lengths = np.linalg.norm(VECTORS, axis=1)
    assert VECTORS.shape == (len(STEMS), 64)
    assert [stem for stem, length in zip(STEMS, lengths, strict=True) if not length] == [""]


def test_words_of_like_meaning_have_like_vectors() -> None:
    assert cosine("diplomat", "envoy") > cosine("diplomat", "harvest")
    assert cosine("bomb", "missile") > cosine("bomb", "treaty")
