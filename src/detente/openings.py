"""The phrase that opens a sentence and names whom its subject has met: "After a call with Mrs Diallo, he said …".

Whoever is met there is never the pronoun behind the comma, and the subject behind it is the other party of that meeting.
"""

from __future__ import annotations

import re

REACH = 140
"""Letters before whoever is met in which the phrase begins."""
OPENED = re.compile(
    r"(?:^|[.!?”\"]\s+|\n)[\"“]?(?:(?:[Ss]peaking|[Tt]alking|[Ee]merging|[Rr]eturning|[Hh]ours|[Dd]ays|[Mm]inutes|[Ss]hortly)\s)?"
    r"(?:[Aa]fter|[Aa]head of|[Aa]t|[Bb]efore|[Dd]uring|[Ff]ollowing|[Ff]rom|[Ii]n)\s(?:[\w’'-]+\s){1,8}?with\s(?:the\s)?$"
)
CLOSED = re.compile(r"(?:\s(?:at|earlier|in|last|late|on|this)\s[\w\s]{1,30})?,\s")


def subject_behind(text: str, start: int, end: int) -> int | None:
    """Where the main clause begins, if whoever stands from start to end is met in the phrase that opens the sentence.

    >>> subject_behind("After a call with Ada Diallo, he left.", 18, 28)
    30
    """
    if OPENED.search(text[max(0, start - REACH) : start]) is None:
        return None
    closed = CLOSED.match(text, end)
    return closed.end() if closed else None
