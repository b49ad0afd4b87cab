"""What the encoder sees beside the word pieces: how each is written, since its vocabulary is lower-cased."""

from __future__ import annotations

from collections.abc import Sequence

MAX_TOKENS = 192
"""Word pieces of a sentence that are read; 70 words are about 100."""

SHAPES = ("none", "lower", "title", "upper", "digit", "other")


def word_shapes(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Index into SHAPES for each token from its characters `text[start:end]`; 0 for special tokens.

    >>> word_shapes("US troops in Iraq 2003.", [(0, 2), (3, 9), (13, 17), (18, 22)])
    [3, 1, 2, 4]
    """
    return [_shape(text[start:end]) for start, end in offsets]


def _shape(token: str) -> int:
    if not token:
        return 0
    if token.islower():
        return 1
    if len(token) > 1 and token.isupper():
        return 3
    if token[0].isupper():
        return 2
    return 4 if token[0].isdigit() else 5
