"""International forces and blocs that a story calls by a noun alone: "the peacekeepers", "the mission", "the bloc", "the alliance".

They are of the body that the story has named, never of the state where they are.
"""

from __future__ import annotations

import re

from detente.actors.description import name_of
from detente.actors.look import Look
from detente.actors.names import word_set
from detente.records import Entity

BODY_CODES = frozenset({"UNO", "EUR", "IGO"})
KEEPERS = word_set("peacekeeper peacekeepers")
MISSION_NOUNS = word_set("mission embassy consulate force")
SENT = re.compile(
    r" (?:(?:has|have|had|will|would|could|also) )?(?:sent|sends?|is to send|deployed|withdrew|contributed) "
)
DEFINITE = word_set("the its their")


def keepers(look: Look) -> tuple[Entity, ...]:
    """As in "The peacekeepers", "2,000 peacekeepers": of the body spoken of last, else of the UN."""
    description = look.description
    if description.sector.head not in KEEPERS or description.country or description.entities or description.personal:
        return ()
    if sender := _sender(look):
        return (Entity(name=name_of(look.mention.text), country=sender, sector="MIL"),)
    said = [s for s in look.memory.recent(look.mention) if s.nouns & KEEPERS and s.countries and len(s.entities) == 1]
    code = said[0].countries[0] if said and look.keys[0] == "the" else _body(look) or "UNO"
    return (Entity(name=name_of(look.mention.text), country=code, sector="MIL"),)


def mission(look: Look) -> tuple[Entity, ...]:
    """As in "The mission": the peacekeepers or the embassy of which the story spoke last."""
    if look.keys not in (["the", "mission"], ["the", "peacekeeping", "mission"], ["the", "peacekeeping", "force"]):
        return ()
    for spoken in look.memory.recent(look.mention):
        if len(spoken.entities) != 1 or (
            spoken.nouns & MISSION_NOUNS and look.keys[-1] not in spoken.nouns | {"mission"}
        ):
            continue
        is_body = spoken.countries and spoken.countries[0] in BODY_CODES
        if "peacekeeper" in spoken.mention.text.lower() or (
            spoken.nouns & MISSION_NOUNS and (is_body or not spoken.nouns & {"force"})
        ):
            return spoken.entities
    return ()


def bloc(look: Look) -> tuple[Entity, ...]:
    """As in "The bloc in Brussels", "Southeast Asia's bloc": the body spoken of last, else the EU where it is named."""
    keys = [token.key for token in look.description.phrase.head.tokens]
    if keys[-1:] != ["bloc"] or look.description.entities or look.description.sector.primary not in (None, "IGO"):
        return ()
    is_plain = keys == ["the", "bloc"] or "nation" in keys or "trade" in keys
    named = [s for s in look.memory.recent(look.mention) if s.number == "group" and set(s.countries) & {"EUR", "IGO"}]
    if named and is_plain:
        return named[0].entities
    code = "EUR" if is_plain and look.scene.countries.get("EUR") else "IGO"
    return (Entity(name=name_of(look.mention.text), country=code, sector="IGO"),)


def _sender(look: Look) -> str | None:
    """As in "before Egypt sent 500 peacekeepers": the state that has sent or withdrawn them."""
    last = next(iter(look.memory.recent_of(look.mention, look.mention.sentence_index)), None)
    if last is None or len(last.countries) != 1 or look.keys[0] == "the":
        return None
    between = look.text[last.mention.span.end : look.mention.span.start]
    return last.countries[0] if SENT.fullmatch(between) else None


def _body(look: Look) -> str | None:
    """The code of the international body spoken of last, else of the one that the story names most."""
    spoken = (code for s in look.memory.recent(look.mention) for code in s.countries if code in BODY_CODES)
    counts = {code: n for code, n in look.scene.countries.items() if code in BODY_CODES and n}
    return next(spoken, None) or max(counts, key=lambda code: (counts[code], code), default=None)
