"""What the words around a trigger take back or turn round, whatever the coder made of the trigger itself.

An outlet's correction tells what it says no longer, a tariff that is doubled is not eased, and sanctions that nobody renews are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente import ontology
from detente.model import TriggerReading

_PIECE = r"(?:story|article|dispatch|post|column|caption|headline)"
_OWN_PIECE = rf"(?:(?:this|our) (?:\w+ ){{0,2}}?(?:{_PIECE}|report|item)|the {_PIECE})"
_TOLD = r"(?:said|says|stated|states|reported|suggested|indicated|implied|described|gave|identified|attributed|named|quoted|claimed|wrote)"
_MISTOLD = r"mis(?:stated|reported|identified|described|quoted|attributed|represented|characteri[sz]ed)"
CORRECTION = re.compile(
    rf"\b(?:earlier|previous|prior|original|first) versions? of {_OWN_PIECE}\b[^.;]{{0,60}}? (?:{_TOLD}|{_MISTOLD})\b"
    rf"|\b{_OWN_PIECE} (?:also |had |has )*"
    rf"(?:(?:wrongly|incorrectly|mistakenly|erroneously|inaccurately|falsely) {_TOLD}|{_MISTOLD})\b"
    rf"|^\W*(?:corrections?|clarification)\b[^.;]{{0,60}}\b{_OWN_PIECE} (?:\w+ )?{_TOLD}\b",
    re.IGNORECASE,
)
"""Words by which an outlet takes back what stands behind them in the sentence."""
RIGHTED = re.compile(r"[;.]\s|\bin fact\b|\bactually\b|,? but\b", re.IGNORECASE)
"""From here on a correction tells what is so."""
_PAUSE = r"(?:quotas?|pauses?|suspensions?|waivers?|relief|exemptions?|exceptions?|moratoriums?|truce)"
CURBS = (
    rf"(?: (?!(?:and|or|but|{_PAUSE})\b)[\w’'%-]+){{0,5}}? (?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions|embargo(?:es)?|surcharges?)\b"
    rf"(?![-’']| {_PAUSE}\b)"
)
"""The object of a verb: a curb on trade, not a pause in one."""
RAISING = re.compile(
    rf"(?:doubl|tripl|trebl|quadrupl|rais|hik|increas|tighten|toughen|stiffen)(?:e[sd]?|s|ed|ing)\b{CURBS}",
    re.IGNORECASE,
)
NOT_RENEWING = re.compile(
    r"(?:(?:(?P<ahead>wo|will|would)|did|do|does)(?: not|n[’']t)|(?P<refused>refus|declin)(?:es|ed?|ing) to)"
    rf" (?:extend|renew|prolong)\b{CURBS}",
    re.IGNORECASE,
)
EASED, TIGHTENED = "085", "163"
"""Codes of a curb on trade that is eased or imposed."""
REACH = 12
"""Letters before a trigger in which its "would not" stands."""
HAULED = frozenset({"loaded", "loading", "loads", "offloaded", "stowed"})
"""What is done with weapons on a quay, which is no attack."""


def mend_triggers(text: str, triggers: Sequence[TriggerReading]) -> tuple[TriggerReading, ...]:
    """The triggers that the words of their sentence leave standing, with the type that these words give them."""
    kept = [trigger for trigger in triggers if not _is_no_attack(text, trigger)]
    taken = taken_back(text) if kept else None
    return tuple(_with_sign(text, t) for t in kept if taken is None or not taken[0] <= t.trigger[0] < taken[1])


def taken_back(text: str) -> tuple[int, int] | None:
    """The part of a sentence that its own outlet takes back.

    >>> taken_back("An earlier version of this story said Chad left; it stayed.")
    (37, 47)
    """
    correction = CORRECTION.search(text)
    if correction is None:
        return None
    righted = RIGHTED.search(text, correction.end())
    return correction.end(), righted.start() if righted else len(text)


def _is_no_attack(text: str, trigger: TriggerReading) -> bool:
    return trigger.event_type == "ASSAULT" and text[slice(*trigger.trigger)].lower() in HAULED


def _with_sign(text: str, trigger: TriggerReading) -> TriggerReading:
    """The trigger as easing or tightening where its own verb and object say which: doubled tariffs, sanctions not renewed."""
    if trigger.cameo == EASED and RAISING.match(text, trigger.trigger[0]):
        return replace(trigger, cameo=TIGHTENED, event_type="SANCTION", mode="discontinue")
    lapsed = trigger.event_type == "REJECT" and NOT_RENEWING.search(text, max(0, trigger.trigger[0] - REACH))
    if not lapsed or not (lapsed.start() < trigger.trigger[1] and trigger.trigger[0] < lapsed.end()):
        return trigger
    ahead = {"future"} if lapsed["ahead"] or lapsed["refused"] else set()
    modes = tuple(mode for mode in ontology.AUXILIARY_MODES if mode in {*trigger.auxiliary, *ahead})
    return replace(trigger, cameo=EASED, event_type="RETREAT", mode=None, auxiliary=modes)
