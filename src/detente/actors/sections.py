"""Round-ups: pages of several reports, each under a dateline of its own ("OSLO, Norway — …"), which is at home where that says.

Takes a story's text and scene; gives where each report begins and the state it is told of. A page with fewer such datelines has none.
"""

from __future__ import annotations

import re
from collections import Counter

from detente.actors.names import tokenise
from detente.actors.senses import Scene, look_up

DATELINE = re.compile(
    r"^([A-Z][A-Z.’' -]{2,30})((?:, [A-Z][\w. ]{1,20})?)(?: \([A-Z][A-Za-z]{1,8}\))? ?(?:[—–\ufffd]|--?|\") ",
    re.MULTILINE,
)
BREAK = re.compile(r"^(?:_{2,}|\*(?: ?\*){2,})\s*$", re.MULTILINE)
"""A line that ends a report."""
LEAST = 3
"""So many datelines make a round-up."""
WEIGHT = 3
"""The dateline's own state counts as if the report named it so often."""


def sections_of(text: str, scene: Scene) -> list[tuple[int, str | None]]:
    """Where each report of a round-up begins, and its state; no state after a report's end, nor where none is clear."""
    datelines = list(DATELINE.finditer(text))
    if len(datelines) < LEAST:
        return []
    starts = sorted([(match.start(), match) for match in datelines] + [(m.start(), None) for m in BREAK.finditer(text)])
    found: list[tuple[int, str | None]] = []
    for at, (start, dateline) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(text)
        found.append((start, _state(dateline, text[start:end], scene) if dateline else None))
    return found


def _state(dateline: re.Match[str], report: str, scene: Scene) -> str | None:
    """The state that a report names most, its dateline first."""
    place = dateline[1].title() + dateline[2]
    counts = Counter(code for code in _states(place, scene) for _ in range(WEIGHT))
    counts.update(_states(report, scene))
    ranked = counts.most_common(2)
    is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_clear else None


def _states(text: str, scene: Scene) -> list[str]:
    known = scene.knowledge.countries
    return [name.code for name in look_up(tokenise(text), scene) if name.code in known and name.code]
