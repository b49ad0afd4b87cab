"""Days that head what happened on them: the lines "Saturday, July 24" and "Monday, July 26" of a chronology.

Takes a story's sentences; gives the heading above each. A story with a single such line has none: it may be a stamp.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.dates.grammar import find_times
from detente.dates.resolution import resolve_date
from detente.records import EventDate

MOST_LETTERS = 40
LEAST_HEADS = 2
KINDS = frozenset({"month_day", "day_month", "iso", "day_word"})


def heads_of_days(sentences: Sequence[str], published: date) -> list[EventDate | None]:
    """For each sentence the day of the line that heads it, its words that line; None before the first, and all None without a chronology.

    >>> lines = ["July 24", "The ministers met.", "July 26:", "Police shot six men."]
    >>> [str(head.date) for head in heads_of_days(lines, date(2021, 8, 1)) if head]
    ['2021-07-24', '2021-07-24', '2021-07-26', '2021-07-26']
    """
    found: list[EventDate | None] = []
    for sentence in sentences:
        head = _read(sentence, published) if len(sentence) <= MOST_LETTERS else None
        found.append(head or (found[-1] if found else None))
    days = {head.date for head in found if head}
    return found if len(days) >= LEAST_HEADS else [None] * len(found)


def _read(line: str, published: date) -> EventDate | None:
    """The day of a line that holds nothing else."""
    line = line.strip(" :.–—-")
    times = find_times(line)
    if len(times) != 1 or times[0].kind not in KINDS or times[0].text != line:
        return None
    when = resolve_date(line, published=published, sentence=line)
    is_past = when.date is not None and when.precision == "day" and when.date <= published
    return when if is_past else None
