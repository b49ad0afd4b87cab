"""How commands and the site say numbers of things."""

from __future__ import annotations

VOWELS = "aeiou"


def counted(number: int, noun: str) -> str:
    """A number and what it counts; the noun is given in the singular.

    >>> counted(1, "story"), counted(0, "story"), counted(2, "independent text"), counted(3, "day")
    ('1 story', '0 stories', '2 independent texts', '3 days')
    """
    return f"{number} {noun_for(number, noun)}"


def noun_for(number: int, noun: str) -> str:
    """The noun in the form that the number asks for."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in VOWELS else f"{noun}s"
