"""`<br>` -> line ends where they part paragraphs or set off a heading: extraction turns many of them into spaces.

Marked in the source before extraction, settled in its text: a break within a sentence becomes a space.
"""

from __future__ import annotations

import re
from itertools import pairwise

from detente.clean.furniture import ENDS_SENTENCE, words

MARK = "⏎"
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
HEADING_WORDS = 14
"""A line between two breaks is a heading up to here, if a longer one that ends like a sentence follows it."""


def mark_breaks(source: str) -> str:
    """The HTML with a mark behind each break."""
    return source if MARK in source else BREAK.sub(f"<br/>{MARK}", source)


def settle_breaks(text: str) -> str:
    r"""The extracted text with line ends for the marks that part lines, and without the others.

    >>> settle_breaks("The talks ended. ⏎They go on in May.")
    'The talks ended.\nThey go on in May.'
    >>> settle_breaks("The talks with ⏎Chad ended.")
    'The talks with Chad ended.'
    """
    return "\n".join(_settled(line) for line in text.split("\n")) if MARK in text else text


def _settled(line: str) -> str:
    parts = [part.strip() for part in line.split(MARK)]
    parts = [part for part in parts if part]
    found, begins_line = parts[:1], True
    for before, after in pairwise(parts):
        is_line = not after[:1].islower() and (_is_ended(before) or (begins_line and _is_heading(before, after)))
        found += ["\n" if is_line else " ", after]
        begins_line = is_line
    return "".join(found)


def _is_ended(line: str) -> bool:
    return line.endswith(":") or ENDS_SENTENCE.search(line) is not None


def _is_heading(line: str, after: str) -> bool:
    return len(words(line)) <= HEADING_WORDS < len(words(after)) and _is_ended(after)
