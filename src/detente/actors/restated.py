"""Descriptions that say again who was named: "Ada Quill, a Lima lawyer who …", "the 48-year-old Australian", "the suit", "another one".

Each rule looks at the mentions before; none applies where nothing fits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.description import describe
from detente.actors.look import Look
from detente.actors.memory import Spoken
from detente.actors.names import word_set
from detente.records import Entity

ENDS_APPOSITION = re.compile(r"(?: who\b| whose\b| whom\b|[,.;)—–]|$|\n)")
LISTED = re.compile(r"(?:, | and |, and )(?:an? |the |[A-Z])")
"""Behind an apposition they make it the next of a list: "Ada Quill, a lawyer, and a driver"."""
OF_AGE = re.compile(r"[Tt]he \d\d-year-old(?: [\w-]+){0,2}")
GROWN = frozenset({None, "CVL", "UAF"})
"""Sectors of somebody of whom nothing but a name, an age or a deed was told."""
DOCUMENTS = word_set("suit lawsuit complaint petition indictment motion appeal filing")
FILES = (
    r"(?:sued|su(?:es|ing)|(?:filed|brought|lodged|submitted|files|filing|bringing)(?: [\w-]+){0,3} "
    r"(?:suit|lawsuit|complaint|petition|indictment|motion|appeal|papers))"
)
FILED_BY = re.compile(
    r"\b(?:suit|lawsuit|complaint|petition|indictment|motion|appeal)s?,? (?:(?:was|were|is|has been|had been) )?(?:first |also )?"
    r"(?:filed|brought|lodged|submitted)?(?: [a-z]+ (?:week|month|year|\w+day)| on \w+day| \w+day)? ?(?:by|from) (?:the )?$"
)
FILING = re.compile(rf"^(?:, [^,.;]{{1,80}})?,?(?: (?:has|have|had|also|later|then|who|is|was))* {FILES}\b")
BY_REACH = 90
ANOTHER = (["another"], ["another", "one"])
ONE_OF_TWO = re.compile(r"\b(?:an?|one) ([a-z]+) (?:and|or|but)\b")
SINGLE = word_set("a an one")


def apposed(look: Look) -> tuple[Entity, ...]:
    """As in "filed by Mr Abel, a Lima lawyer who was held": the person named right before, with what the words say of him."""
    description, mention = look.description, look.mention
    if look.keys[0] not in ("a", "an") or description.personal or not description.sector.head:
        return ()
    if description.sector.is_plural or any(entity.entity_id for entity in description.entities):
        return ()
    own = next(iter(look.memory.recent_of(mention, mention.sentence_index)), None)
    if own is None or not own.is_named or own.number != "person" or len(own.entities) != 1:
        return ()
    after = look.text[mention.span.end : mention.span.end + BY_REACH]
    if look.text[own.mention.span.end : mention.span.start] != ", " or not ENDS_APPOSITION.match(after):
        return ()
    return () if LISTED.match(after) else (_with_words(own.entities[0], look),)


def _with_words(entity: Entity, look: Look) -> Entity:
    """The person with the country and sector of the words, where nothing was known."""
    if entity.entity_id:
        return entity
    sector = look.description.sector
    primary = sector.primary if entity.sector in GROWN and sector.primary else entity.sector
    return replace(entity, country=look.description.country or entity.country, sector=primary)


def of_that_age(look: Look) -> tuple[Entity, ...]:
    """As in "The 48-year-old Australian", "the 52-year-old": the person named last whom country and trade allow."""
    description = look.description
    is_more = look.text.startswith(" of ", look.mention.span.end)
    if OF_AGE.fullmatch(look.mention.text) is None or description.personal or is_more:
        return ()
    told, code = description.sector.primary, description.country

    def fits(spoken: Spoken) -> bool:
        entity = spoken.entities[0]
        is_person = len(spoken.entities) == 1 and spoken.number == "person" and spoken.is_named
        is_trade = told in (None, "CVL", entity.sector) or entity.sector in GROWN
        return is_person and is_trade and (code is None or entity.country in (None, code))

    before = (s for s in look.memory.before(look.mention) if s.sentence != look.mention.sentence_index)
    found = next((s for s in before if fits(s)), None)
    if found is None:
        return ()
    entity = _with_words(found.entities[0], look)
    return (replace(entity, country=entity.country or look.default),)


def by_document(look: Look) -> tuple[Entity, ...]:
    """As in "The suit asserts that …": whoever the story has told to have filed it."""
    if look.keys[0] not in ("the", "his", "her", "their", "its") or look.keys[1:] not in [[word] for word in DOCUMENTS]:
        return ()
    filed = (spoken for spoken in look.memory.recent(look.mention) if _has_filed(spoken, look.text))
    return next((spoken.entities for spoken in filed), ())


def _has_filed(spoken: Spoken, text: str) -> bool:
    span = spoken.mention.span
    if FILED_BY.search(text[max(0, span.start - BY_REACH) : span.start]):
        return True
    return FILING.match(text[span.end : span.end + 2 * BY_REACH]) is not None


def another_such(look: Look) -> tuple[Entity, ...]:
    """As in "accused by a woman and kicked by another": one more of the kind that the sentence, or the one before, has told of."""
    if look.keys not in ANOTHER:
        return ()
    index = look.mention.sentence_index
    near = (*look.memory.recent_of(look.mention, index), *look.memory.recent_of(look.mention, index - 1))
    for spoken in near:
        first, *rest = spoken.mention.text.lower().split()
        if first in SINGLE and rest and len(spoken.entities) == 1 and not spoken.is_named:
            return (replace(spoken.entities[0], name=f"another {' '.join(rest)}", entity_id=None, wikidata_id=None),)
    told = ONE_OF_TWO.findall(look.text[max(0, look.mention.span.start - BY_REACH) : look.mention.span.start])
    sector = describe(f"a {told[-1]}", look.scene).sector if told else None
    if sector is None or not sector.head:
        return ()
    return (Entity(name=f"another {told[-1]}", country=look.default, sector=sector.primary),)
