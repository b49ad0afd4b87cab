"""Pairs that the text joins and that are still not the parties of its story: those who comment, who act together, who are thanked.

Takes mentions that "and" or commas join and the text; says whether "both sides" or "the two countries" further on can mean them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.actors.memory import Spoken
from detente.actors.senses import Scene

_ADVERBS = r"(?:(?:has|have|had|also|both|all|later|since|at once|immediately|quickly) )*"
COMMENTS = re.compile(
    rf",? {_ADVERBS}(?:welcom|hail|prais|back|support|endors|condemn|denounc|deplor|criticis|criticiz|regret|urg|appeal|congratulat|"
    r"condol|oppos|call(?:s|ed|ing)? (?:for|on)\b|(?:express|voic|offer)(?:s|es|ed) )"
)
"""What whoever stands outside an affair does about it: "Kenya and Djibouti welcomed the accord"."""
TOGETHER = re.compile(
    r"[^.;:]{0,60}\b(?:joint|combined|war games|(?:military )?exercises?|drills?|manoeuvres?|maneuvers?)\b"
)
"""What states do on one side: "Chile and Peru began their joint exercise"."""

PART_OF_MOST = 4
"""A state that the story names a fourth as often as the first one, and at least twice, has a part in its affair."""
TWICE = 2


def is_commenting(run: Sequence[Spoken], text: str) -> bool:
    """As in "Belgium and France backed that demand": a third party speaks of the affair of others."""
    return COMMENTS.match(text, run[-1].mention.span.end) is not None


def is_one_side(run: Sequence[Spoken], text: str) -> bool:
    """As in "South Korea and the United States began their joint exercise": the two are one side, against another."""
    return TOGETHER.match(text, run[-1].mention.span.end) is not None


def acting_pair(run: Sequence[Spoken], own: Sequence[Spoken], *, count: int) -> Spoken | None:
    """As in "Both thanked Iraq and Oman": the pair that is the subject of the sentence in which a run of others is the object."""
    subject = own[0] if own else None
    if subject is None or subject in run or subject.mention.span.end > run[0].mention.span.start:
        return None
    codes = set(subject.countries)
    is_pair = len(subject.entities) == count == len(codes)
    return subject if is_pair and codes.isdisjoint(code for each in run for code in each.countries) else None


def involved(scene: Scene) -> list[str]:
    """As in "The Union urged all sides": the states that the story keeps naming, the one named most first; none where it is about one."""
    counts = {code: n for code, n in scene.countries.items() if code in scene.knowledge.countries and n >= TWICE}
    most = max(counts.values(), default=0)
    found = [code for code in sorted(counts, key=lambda code: -counts[code]) if counts[code] * PART_OF_MOST >= most]
    return found if len(found) > TWICE else []
