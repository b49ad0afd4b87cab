"""What a page tells of the past in a row ("It was in July 2008 that trouble returned. Oran asked for help. Bari offered observers").

Takes a story's sentences, the old dates that it tells and where it tells anything else; gives for each sentence the old date that it
goes on with. Only a page that tells nothing of its own day before its first old date is read so: in the news such a sentence is an aside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from detente.dates.signs import Told

QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”")
OF_NOW = re.compile(
    r"\b(?:am|is|are|has|have|says?|tells?|thinks?|believes?|knows?|wants?|remains?|lives?|stands?|will|can|cannot|(?-i:may)|must|shall|now|nowadays"
    r"|today|still|these days|so far|recently|this (?:week|month|year|spring|summer|autumn|winter))\b|['’](?:s been|re|ve|ll)\b",
    re.IGNORECASE,
)
"""A sentence with such words outside its quotations is of the page's own time."""
EXACT = frozenset({"day", "week", "month", "year"})


def narrated(
    sentences: Sequence[str], history: Mapping[int, Told], *, others: Collection[int], first_open: int | None
) -> list[Told | None]:
    """For each sentence the old date in whose time it is told, None where the page is of its own time.

    `history` has the last old date of each sentence that tells one, `others` the sentences that tell any other date, and `first_open`
    is the first sentence with an event that no words date.
    """
    found: list[Told | None] = [None] * len(sentences)
    first = min(history, default=None)
    if first is None or (first_open is not None and first_open < first):
        return found
    current: Told | None = None
    for index in range(first, len(sentences)):
        told = history.get(index)
        if index in others or OF_NOW.search(QUOTATION.sub("", sentences[index])):
            current = None
        elif told is not None:
            current = told if told.when.precision in EXACT else None
        found[index] = current
    return found
