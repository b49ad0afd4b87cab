"""Whose "both sides" of a border are: the two states that the text names with the border, else the last two beside it.

As in "the Chadian-Sudanese border", "the border between Peru and Chile", "Greece's border with Turkey". Gives nothing where the sentence
speaks of no border.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.actors.memory import Spoken
from detente.actors.senses import Scene
from detente.actors.summaries import states_in
from detente.records import Mention

LINE = r"(?:border|frontier|boundary|line of control)"
AT_BORDER = re.compile(rf"\b{LINE}s?\b")
STATE = r"(?:[A-Z][\w’']+(?: [A-Z]\w+)?)"
TOLD = re.compile(
    rf"\b[A-Z]\w+[-–][A-Z]\w+ (?:[a-z]+ )?{LINE}|\b{LINE} between (?:the )?{STATE} and (?:the )?{STATE}|"
    rf"\b{STATE}[’']s? (?:[a-z]+ ){{0,2}}{LINE} with (?:the )?{STATE}"
)
HYPHEN = re.compile(r"(?<=\w)[-–](?=[A-Z])")
AROUND = 200
PASSING = frozenset({"CVL", "REF", "JRN", "NGO"})
"""Who are at a border without being a side of it."""
PAIR = 2


def sides_of_border(mention: Mention, text: str, spoken: Sequence[Spoken], scene: Scene) -> tuple[str, ...]:
    """The two states of the border of which the sentence, or the one before, speaks."""
    start = max(text.rfind("\n", 0, mention.span.start) + 1, mention.span.start - AROUND)
    around = text[start : mention.span.end + AROUND].split("\n")[0]
    if not AT_BORDER.search(around):
        return ()
    for match in sorted(TOLD.finditer(text), key=lambda found: abs(found.start() - mention.span.start)):
        states = states_in(HYPHEN.sub(" ", match[0]), scene)
        if len(states) == PAIR:
            return states
    near: dict[str, None] = {}
    for each in reversed(spoken):
        own = len(each.entities) == 1 and each.entities[0].sector not in PASSING and each.entities[0].country
        if own and own in scene.knowledge.countries:
            near.setdefault(own)
        if len(near) == PAIR:
            return tuple(near)
    return ()
