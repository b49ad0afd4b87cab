"""Mentions that coordination has cut: "South" in "South and North Korea", "Trinidad" and "Tobago" of one state.

Takes a mention and the text around it, gives the mention with the words that it stands for; a mention that is whole stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of
from detente.records import Mention

DIRECTION = re.compile(r"(?:^|[\s-])(?:north|south|east|west)$", re.IGNORECASE)
SHARED = re.compile(r" (?:and|or) (?:the )?(?:North|South|East|West) ([A-Z]\w+)")
INSIDE = re.compile(r"\b(North|South|East|West) (?=(?:and|or) (?:the )?(?:North|South|East|West) ([A-Z]\w+))")
LAST_WORDS = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?$")
FIRST_WORDS = re.compile(r"^[A-Z][\w.'’-]*")
AND_AFTER = re.compile(r" and ([A-Z][\w.'’-]*[\w])")
AND_BEFORE = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?) and (?:the )?$")


def whole(mention: Mention, text: str, knowledge: Knowledge) -> Mention:
    """The mention with the words that coordination has taken from it."""
    after, before = (
        text[mention.span.end : mention.span.end + 60],
        text[max(0, mention.span.start - 60) : mention.span.start],
    )
    words = _shared_inside(mention.text, knowledge) or _shared_noun(mention.text, after, knowledge)
    words = words or _name_after(mention.text, after, knowledge) or _name_before(mention.text, before, knowledge)
    return replace(mention, text=words) if words else mention


def _shared_inside(words: str, knowledge: Knowledge) -> str | None:
    """As in "the defence ministers of South [Korea] and North Korea"."""
    cut = INSIDE.search(words)
    if cut is None or not is_name(f"{cut[1]} {cut[2]}", knowledge):
        return None
    return f"{words[: cut.end(1)]} {cut[2]}{words[cut.end(1) :]}"


def _shared_noun(words: str, after: str, knowledge: Knowledge) -> str | None:
    """As in "the defence ministers of South [and North Korea]"."""
    direction, shared = DIRECTION.search(words), SHARED.match(after)
    if direction is None or shared is None:
        return None
    name = f"{direction[0].strip(' -')} {shared[1]}"
    return f"{words} {shared[1]}" if is_name(name, knowledge) else None


def _name_after(words: str, after: str, knowledge: Knowledge) -> str | None:
    """As in "Trinidad [and Tobago]"."""
    last, following = LAST_WORDS.search(words), AND_AFTER.match(after)
    if last is None or following is None:
        return None
    second = following[1].removesuffix("'s").removesuffix("’s")
    return f"{words} and {following[1]}" if is_name(f"{last[0]} and {second}", knowledge) else None


def _name_before(words: str, before: str, knowledge: Knowledge) -> str | None:
    """As in "[Trinidad and] Tobago's navy"."""
    first, leading = FIRST_WORDS.match(words), AND_BEFORE.search(before)
    if first is None or leading is None:
        return None
    second = first[0].removesuffix("'s").removesuffix("’s")
    for name in (leading[1], leading[1].split()[-1]):
        if is_name(f"{name} and {second}", knowledge):
            return f"{name} and {words}"
    return None


def is_name(words: str, knowledge: Knowledge) -> bool:
    """Whether the tables have this as a state's name."""
    return any(name.entry.kind == "country" for name in knowledge.names.values.get(key_of(words), ()))
