"""The bundled table of word stems -> Arrow rows: what each weighs when reports are compared, and a vector of what it means.

The weight is the logarithm of how rare a stem is in the corpus, in tenths and whole numbers, so that sums are exact in any order.
The empty stem has the weight of a word that is not in the table.
"""

from __future__ import annotations

import base64
import hashlib
import math
from importlib.resources import files

import numpy as np
import pyarrow as pa

from detente import ontology

TABLE = "word_frequencies.tsv"
TENTHS = 10


def digest() -> str:
    """What tells one version of the table from another."""
    return hashlib.sha256((files("detente") / "data" / TABLE).read_bytes()).hexdigest()


def word_rows() -> pa.Table:
    """Columns stem, weight, v1, v2 … (signed bytes; zeros for the empty stem)."""
    rows = ontology.read_table(TABLE)
    total = next(int(row["sentences"]) for row in rows if not row["stem"])
    weights = [round(TENTHS * math.log(total / (int(row["sentences"]) if row["stem"] else 1))) for row in rows]
    encoded = [base64.b64decode(row["vector"]) for row in rows]
    zeros = bytes(max(map(len, encoded)))
    vectors = _centred(np.frombuffer(b"".join(each or zeros for each in encoded), np.int8).reshape(len(rows), -1))
    columns = {f"v{at}": pa.array(vectors[:, at - 1]) for at in range(1, vectors.shape[1] + 1)}
    return pa.table(
        {"stem": pa.array([row["stem"] for row in rows]), "weight": pa.array(weights, pa.int32()), **columns}
    )


def _centred(vectors: np.ndarray) -> np.ndarray:
    """Without what all words share, which says how many there are rather than what they mean; zeros stay."""
    known = np.abs(vectors).sum(axis=1) > 0
    moved = np.clip(vectors - np.round(vectors[known].mean(axis=0)), -128, 127)
    moved[~known] = 0
    return np.asarray(moved, np.int8)
