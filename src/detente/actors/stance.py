"""Government, opposition or neither: what the story says of parties, their leaders and protesters.

A party counts as opposition where its leader is no head of government or the story speaks of an opposition and does not call the party
ruling; protesters do where the story is about who rules. PLOVER keeps PTY for parties whose part is open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.description import Description
from detente.actors.names import word_set
from detente.records import Entity, Story

RULE = re.compile(
    r"\bopposition\b|\banti-government\b|\buprising\b|\bcoup\b|\bjunta\b|\bimpeach|\bmartial law\b|\b(?:his|her|their|'s) resignation\b"
    r"|\b(?:step down|regime|against (?:the )?(?:government|president)|early elections?|toppled?|overthr[eo]w)\b",
    re.IGNORECASE,
)
RULING = word_set("ruling governing coalition government's")
LEADERS = word_set("leader chief head chairman chairwoman secretary candidate president founder boss")
PROTESTERS = word_set("protester demonstrator marcher supporter rioter")


def is_about_rule(story: Story) -> bool:
    """Whether the story is about who rules."""
    return RULE.search(f"{story.title or ''}\n{story.text}") is not None


def with_stance(entity: Entity, description: Description, *, about_rule: bool) -> Entity:
    """The entity as opposition, where words and story say so."""
    keys = {token.key for token in description.phrase.tokens}
    head = (description.sector.head or "").split()
    if entity.sector == "PTY" and not keys & RULING:
        is_led = description.personal is not None and bool(head) and head[-1] in LEADERS
        if (is_led or about_rule) and description.sector.primary in ("PTY", "OPP", None):
            return _opposed(entity)
    if entity.sector == "CVL" and about_rule and head and head[-1] in PROTESTERS:
        return _opposed(entity)
    return entity


def _opposed(entity: Entity) -> Entity:
    others = tuple(dict.fromkeys((entity.sector or "OPP", *entity.other_sectors)))
    return replace(entity, sector="OPP", other_sectors=tuple(s for s in others if s != "OPP"))
