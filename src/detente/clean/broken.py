"""Characters that a site itself has lost (U+FFFD) -> what must have stood there, where the page leaves no doubt.

A site that converts its text badly loses all that is not ASCII: on one page quotation marks, dashes, hard spaces and the letters of
names. Takes and gives text; what may be a letter stays lost, and so does all on a page that shows no sign of lost marks.
"""

from __future__ import annotations

import re

LOST = "\ufffd"
LOST_MARK = re.compile(r"[.,;:!?\"]\ufffd|\s\ufffd+\s|n\ufffdt\b|\w\ufffd{3}\w")
"""What shows that marks were lost, and not only letters."""
LOST_SPACE = re.compile(r"[.,;:!?]\ufffd(?=[A-Za-z\n]|$)|\d\ufffd[A-Za-z]")
ENDING = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
LAST_LETTERS = re.compile(r"[A-Za-z]+$")
FIRST_LETTERS = re.compile(r"[A-Za-z]+")
CLOSING = re.compile(r"[\w.,!?]\ufffd(?:\s|\ufffd|$)|\"")
SHORT_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and as at be been by for from had has have he her his in is it its of on or she that the their they this to up was were "
        "which while who will with would",
    )
)
WHOLE_WORD = re.compile(r"(?<![\w\ufffd])[a-z]+(?![\w\ufffd])")
MOST = 2000
"""A text that has lost more is none."""
BACK, AHEAD = 40, 600
"""Characters that are looked at on both sides."""
COMMON_LETTERS = 4
"""A word of so many letters that stands elsewhere on the page is a word beside a lost space too."""


def mend(text: str) -> str:
    """The text with the lost characters put back that are sure.

    >>> print(mend("It isn\ufffdt over.\ufffdThe envoy \ufffd a judge \ufffd left."))
    It isn’t over. The envoy – a judge – left.
    """
    if LOST not in text or not LOST_MARK.search(text) or text.count(LOST) > MOST:
        return text
    known = frozenset(WHOLE_WORD.findall(text.lower())) if LOST_SPACE.search(text) else frozenset()
    return "\n".join(_mend_line(line, known) if LOST in line else line for line in text.split("\n"))


def _mend_line(line: str, known: frozenset[str]) -> str:
    line = re.sub(r"(?<=\w)\ufffd{3}(?=\w)", " – ", line)
    kept: list[str] = []
    is_open = False
    for at, letter in enumerate(line):
        if letter != LOST:
            kept.append(letter)
            continue
        before, after = line[max(0, at - BACK) : at], line[at + 1 : at + 1 + AHEAD]
        mark = _mark(before, after, is_open=is_open) or _joint(before, after, known) or LOST
        is_open = mark == "“" or (is_open and mark != "”")
        kept.append(mark)
    return "".join(kept).strip()


def _mark(before: str, after: str, *, is_open: bool) -> str | None:
    """The quotation mark or dash between these words."""
    last, first = before[-1:], after[:1]
    ends_word = last.isalnum() or last in ".,!?"
    closing = CLOSING.search(after)
    if not last.strip(" (" + LOST) and first.isalpha() and closing and not is_open:
        return '"' if closing[0] == '"' else "“"
    if last == " " and first == " ":
        return "–"
    return "”" if is_open and ends_word and not first.strip(" " + LOST) and last else None


def _joint(before: str, after: str, known: frozenset[str]) -> str | None:
    """The apostrophe or the space between these words."""
    if before[-1:].isalpha() and ENDING.match(after) and before[-1:].islower():
        return "’"
    if before[-1:] in ('"', *".,;:!?") and before:
        return " "
    left, right = LAST_LETTERS.search(before), FIRST_LETTERS.match(after)
    if not known or right is None:
        return None
    if before[-1:].isdigit():
        return " "
    return " " if left and _are_words(left[0], right[0], known) else None


def _are_words(left: str, right: str, known: frozenset[str]) -> bool:
    """Whether both are words, so that no letter was lost between them."""
    both = (left, right)
    if any(word.lower() in SHORT_WORDS for word in both):
        return all(word.lower() in SHORT_WORDS | known or (word.islower() and len(word) > 2) for word in both)
    is_common = any(len(word) >= COMMON_LETTERS and word.lower() in known for word in both)
    return is_common and all(len(word) > 2 and (word.islower() or word.lower() in known) for word in both)
