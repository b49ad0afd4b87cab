"""A title that follows a name: "Hiroshi Quill was cooler. The industry minister said …".

Takes a description of one holder of an office that opens its sentence; gives the person whom the sentence before named without any title,
where it is the only one and the story has not called another so.
"""

from __future__ import annotations

from detente.actors.description import describe
from detente.actors.look import Look
from detente.actors.memory import COLLECTIVE, Spoken
from detente.records import Entity

OFFICIAL = ("GOV", "LEG", "JUD", "COP", "MIL", "OPP", "PTY", "REL")
STOPS = '.!?"”'


def named_before(look: Look) -> tuple[Entity, ...]:
    """The person of the sentence before, whose title this is."""
    description, index = look.description, look.mention.sentence_index
    head = (description.sector.head or "").split()
    is_one = bool(head) and head[-1] not in COLLECTIVE and not description.sector.is_plural
    if look.keys[0] != "the" or not is_one or description.sector.primary not in OFFICIAL:
        return ()
    if description.personal or description.country or description.entities or look.memory.of_sentence(index):
        return ()
    is_opening = look.text[: look.mention.span.start].rstrip()[-1:] in STOPS
    persons = [spoken for spoken in look.memory.of_sentence(index - 1) if spoken.number == "person"]
    if not is_opening or len(persons) != 1 or not _is_bare(persons[0], look):
        return ()
    entity = persons[0].entities[0]
    is_fit = entity.country in look.scene.knowledge.countries and entity.sector in (
        None,
        "GOV",
        description.sector.primary,
    )
    return (entity,) if is_fit else ()


def _is_bare(spoken: Spoken, look: Look) -> bool:
    """Whether somebody stands there by name alone, and for the first time."""
    before = describe(spoken.mention.text, look.scene)
    is_first = sum(other.entities == spoken.entities for other in look.memory.spoken) == 1
    return spoken.is_named and before.personal is not None and before.personal.is_whole and is_first
