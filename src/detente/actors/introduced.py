"""Names that nothing explains in so many words: "The vice president spoke. Gaston Sindimwo said …", "Hamidah Jusoh, 34, said …".

Takes a mention that is nothing but an unknown personal name and what the story has said before; gives whoever was described without a name
just before, else somebody of the one state that the story is about. Gives nothing where neither is clear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from detente.actors.accused import captor, tells_of_custody
from detente.actors.look import Look
from detente.actors.memory import Memory, Spoken
from detente.actors.names import word_set
from detente.records import Entity, Mention

REACH = 2
"""A description is followed by its name within so many sentences."""
ALONE = 4
"""A story is about one state where it names it so many times as often as the next."""
NAMED_AT_LEAST = 3
AGE = re.compile(r"(?:^|[\w.]), (?:aged )?\d\d(?=[,.]|$)")
LEADS = re.compile(
    r",? who (?:has |had )?(?:leads?|led|heads?|headed|runs?|chairs?|commands?|owns?|founded|represents?|rules?|ruled|"
    r"governs?|governed) ([^,.;]+)"
)
OF_THEIRS = re.compile(r"^, ((?:its|his|her|their) [a-z][\w -]{2,40}?)(?=[,.;])")
DOINGS: dict[str, str] = {
    **dict.fromkeys(
        word_set("sells sold bakes mends drives drove lives lived lost fled saw runs ran queued works worked cooks"),
        "CVL",
    ),
    **dict.fromkeys(word_set("teaches taught lectures lectured studies studied researches"), "EDU"),
    **dict.fromkeys(word_set("grows grew farms farmed herds keeps fishes fished"), "AGR"),
}
"""What a private person, whom nothing but this and a name tells of, is said to do."""
DOES = re.compile(rf",?(?: \d\d,)? who (?:has |had |also |once )?({'|'.join(sorted(DOINGS))})\b")
NOBODY = word_set("he she him her his it they them who man woman anyone nobody")
COUNTED = word_set("two three four five")


def relation_of(mention: Mention, text: str) -> tuple[str, bool] | None:
    """The words that say whose somebody is, and whether they name the group that he leads.

    "Mr Bagapsh, who leads the breakaway region": the breakaway region. "Ms Zakharova, its spokeswoman": its spokeswoman.
    """
    after = text[mention.span.end : mention.span.end + 80]
    leads = LEADS.search(mention.text) or LEADS.match(after)
    theirs = OF_THEIRS.match(after)
    return (leads[1], True) if leads else (theirs[1], False) if theirs else None


def introduced(look: Look, found: tuple[Entity, ...], *, about: str | None) -> tuple[Entity, ...]:
    """Whom an unknown name means: of the country and sector of the description before it, or of the story's only state (`about`)."""
    personal, mention, memory, text = look.description.personal, look.mention, look.memory, look.text
    if personal is None or len(found) != 1 or found[0].entity_id:
        return ()
    if len(personal.keys) == 1:
        return _by_surname(look, found[0], about)
    if found[0].country is None and (code := captor(mention, memory, text)):
        return (replace(found[0], country=code, sector=found[0].sector or "CVL"),)
    if found[0].sector:
        return ()
    told = _description_of(mention, memory) if personal.is_whole else None
    before = told or (_nameless(memory) if personal.is_whole else None)
    if before is not None:
        known = before.entities[0]
        memory.named.add(known)
        sector = None if known.sector == "CVL" and told else known.sector
        return (replace(known, name=personal.text, country=found[0].country or known.country, sector=sector),)
    is_caught = personal.is_whole and tells_of_custody(mention, text)
    country = found[0].country or about or (look.default if is_caught else None)
    is_aged = AGE.match(text[mention.span.end : mention.span.end + 12]) or AGE.search(mention.text)
    does = DOES.match(text, mention.span.end)
    sector = DOINGS.get(does[1]) if does else "CVL" if is_aged or is_caught else None
    return (replace(found[0], country=country, sector=sector),) if country or sector else ()


def _by_surname(look: Look, found: Entity, about: str | None) -> tuple[Entity, ...]:
    """A surname that nothing explains, in a story about one state: somebody of it."""
    is_bare = look.mention.text == found.name and look.mention.text.isalpha()
    return (replace(found, country=about),) if is_bare and about and not found.country else ()


def _description_of(mention: Mention, memory: Memory) -> Spoken | None:
    """The only person whom the nearest sentence with one describes without a name, where the name opens its own sentence."""
    if memory.of_sentence(mention.sentence_index):
        return None
    for index in range(mention.sentence_index - 1, mention.sentence_index - 1 - REACH, -1):
        persons = [s for s in memory.of_sentence(index) if s.number == "person"]
        several = [s for s in memory.of_sentence(index) if s.number == "people" and _is_counted(s)]
        if not persons and len(several) == 1:
            return several[0]
        if persons:
            unnamed = [s for s in persons if _is_unnamed(s)]
            return unnamed[0] if len(unnamed) == 1 and (len(persons) == 1 or unnamed[0] is persons[0]) else None
    return None


def _nameless(memory: Memory) -> Spoken | None:
    """The one person of the story so far whom it has given a state and no name ("a Canadian tourist … Emily Spanton")."""
    nameless = {
        spoken.entities[0]: spoken
        for spoken in reversed([*memory.latest()])
        if spoken.number == "person" and not spoken.is_named and len(spoken.entities) == 1 and _is_plainly_new(spoken)
    }
    left = [spoken for entity, spoken in nameless.items() if entity not in memory.named]
    return left[0] if len(left) == 1 else None


def _is_plainly_new(spoken: Spoken) -> bool:
    entity, words = spoken.entities[0], spoken.mention.text.split()
    return entity.entity_id is None and bool(entity.country) and words[0].lower() in ("a", "an") and len(words) > 2


def _is_counted(spoken: Spoken) -> bool:
    """As in "Two activists", of whom the next sentence gives the names."""
    words = spoken.mention.text.lower().split()
    return len(spoken.entities) == 1 and spoken.entities[0].entity_id is None and words[0] in COUNTED


def _is_unnamed(spoken: Spoken) -> bool:
    """Whether a mention describes one person and names nobody."""
    entity = spoken.entities[0]
    words = spoken.mention.text.split()
    is_new = entity.name == spoken.mention.text or entity.name in spoken.mention.text
    return (
        spoken.number == "person"
        and not spoken.is_named
        and entity.entity_id is None
        and entity.sector not in (None, "CVL", "UAF")
        and is_new
        and words[0].lower() not in NOBODY
    )


def only_state(countries: Mapping[str, int], known: Mapping[str, object]) -> str | None:
    """The state that a story is about, where it hardly names another."""
    ranked = sorted(((n, code) for code, n in countries.items() if n and code in known), reverse=True)
    if not ranked or ranked[0][0] < NAMED_AT_LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= ALONE * ranked[1][0] else None
