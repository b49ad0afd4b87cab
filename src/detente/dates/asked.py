"""What is asked of one event's time, and the happenings that time words can count from."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAPPENINGS = (
    "summit|meeting|talks|negotiations|conference|visit|trip|election|elections|vote|referendum|poll|runoff|inauguration|"
    "coup|mutiny|invasion|attack|attacks|strike|strikes|raid|raids|bombing|blast|explosion|shooting|killing|assassination|"
    "massacre|clash|clashes|battle|ambush|kidnapping|ceasefire|truce|deal|agreement|accord|treaty|declaration|decree|verdict|"
    "ruling|sentence|trial|arrest|arrests|protest|protests|rally|march|riot|riots|strike|ceremony|parade|drill|drills|exercise|"
    "exercises|launch|launches|test|tests|crash|earthquake|flood|speech|announcement|resolution|resignation|death|funeral|"
    "expulsion|closure|blockade|sanctions|withdrawal|handover|release|swap"
)
HAPPENING_AHEAD = re.compile(
    rf"^(?:\s+(?!(?:and|but|when|as|while)\b)[\w'’-]+){{0,5}}?\s+(?P<what>{HAPPENINGS})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of one event's time: its sentence, its time words if any, its auxiliary modes, where its trigger begins."""

    sentence_index: int
    words: str | None
    auxiliary: tuple[str, ...]
    trigger: int
    """Offset in the sentence."""
    is_deed: bool = False
    """Whether it is something done (material), rather than said: a story tells deeds of one day in a row."""
    is_past: bool = False
    """Whether a state did it that had ended long before the story's day: then no words make it news."""
