"""Several mentions of one name: what any of them says holds for all ("Ada Quill Abel … the exiting governor Quill").

Takes the mentions of a story and what has been learned so far; gives descriptions by name, the names by which a body can be called later,
and for an unknown name inside a list the description of the list. Gives nothing where a given name contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from detente.actors.description import POSTED, Description, describe
from detente.actors.look import POSSESSIVES
from detente.actors.memory import COLLECTIVE, Memory, Spoken
from detente.actors.names import fold, key_of, places_of, tokenise, word_set
from detente.actors.personal import HONORIFICS, Personal
from detente.actors.phrases import Part, Phrase
from detente.actors.senses import RANKS, Scene, is_given_name
from detente.records import Entity, Mention

GENERIC_ENDINGS = word_set(
    "group air airlines airways bank corporation corp company co inc ltd plc ag sa holdings holding industries motors energy oil gas "
    "telecom party movement front foundation international media television tv news network university institute hospital college"
)
"""Words that news leaves out of a body's name the second time: "Mahan Air … Mahan"."""
LISTING = re.compile(r"(?:\b(?:including|such as|like|among them|namely|and|or|both)|[:,–—]|^)\s*(?:the )?$")
"""What stands before a member of a list that its description leads in: "two officers, [Ada Quill] and [Tom Abel]"."""
COMPLEMENT = re.compile(r"\b(?:of|for|from|by|with|against|to|in|at|near|who|whose|that|than|over)\b")
LEADS_IN = re.compile(r".*(?:\b(?:including|such as|like|among them|namely)\b|[:–—])", re.DOTALL)
NAMING = ("head", "apposition")


def titled(mentions: Iterable[Mention], scene: Scene) -> Iterator[tuple[str, Description]]:
    """Each unknown person to whom a mention gives an office or a state beside the name."""
    for mention in mentions:
        description = describe(mention.text, scene)
        personal = description.personal
        if personal is None or personal.is_whole or not description.phrase.roles or _leans(description):
            continue
        if mention.text.partition(personal.text)[0].endswith(" and "):
            continue
        if description.sector.primary is not None and not any(entity.entity_id for entity in description.entities):
            yield personal.text, description


def _leans(description: Description) -> bool:
    """Whether only what the story says before tells whose office it is: "its leader, Ada Quill", "the ambassador, Tom Abel"."""
    sector = description.sector
    is_vague = sector.is_transparent or sector.head in POSTED
    return description.phrase.tokens[0].key in POSSESSIVES or (is_vague and description.country is None)


def by_part(personal: Personal, memory: Memory, text: str) -> tuple[Entity, ...]:
    """Whoever was called by a part of a longer name, where no other word of the names contradicts and nobody else is called so."""
    keys = set(personal.keys)
    for key in personal.keys[1:]:
        found = memory.called.get(key, ())
        if (
            len(found) == 1
            and not (found[0].name.isalpha() and _has_two_bearers(key, memory, text))
            and not found[0].entity_id
            and {t.key for t in tokenise(found[0].name)} <= keys
        ):
            return found
    return ()


def _has_two_bearers(key: str, memory: Memory, text: str) -> bool:
    """As in "Ada Quill … Tom B. Quill": whether the text has more than one given name before a surname; looked for once."""
    if key not in memory.bearers:
        memory.bearers[key] = _count_bearers(key, text)
    return memory.bearers[key] > 1


def _count_bearers(key: str, text: str) -> int:
    tokens = tokenise(text)
    given: set[str] = set()
    for at in places_of(text).get(key, ()):
        token = tokens[at]
        if token.is_capital and at and tokens[at - 1].end + 2 >= token.start:
            before = tokens[at - 2] if len(tokens[at - 1].key) == 1 and at > 1 else tokens[at - 1]
            given |= {before.key} if is_given_name(before) and before.key not in RANKS | HONORIFICS else set()
    return len(given)


def listed(
    mention: Mention, description: Description, found: Entity, spoken: Iterable[Spoken], text: str, scene: Scene
) -> Entity:
    """An unknown name inside the description of several: of their country and sector."""
    if found.entity_id or (found.country and found.sector) or not mention.text[:1].isupper():
        return found
    around = next((s for s in spoken if _is_around(s, mention)), None)
    if around is None or description.phrase.roles:
        return found
    if around.number == "person" and not describe(around.mention.text, scene).sector.is_plural:
        return found
    before = text[around.mention.span.start : mention.span.start]
    since = LEADS_IN.sub("", before)
    is_after_noun = before.rstrip().split(" ")[-1].endswith("s") and not before.rstrip().endswith(("'s", "’s"))
    if COMPLEMENT.search(since) or not (LISTING.search(before) or is_after_noun):
        return found
    outer = around.entities[0]
    if any(other.country not in (None, outer.country) for other in around.entities):
        return found
    return replace(found, country=found.country or outer.country, sector=found.sector or outer.sector)


def _is_around(spoken: Spoken, mention: Mention) -> bool:
    span = spoken.mention.span
    return span.start < mention.span.start and mention.span.end <= span.end


def ending_names(description: Description) -> list[str]:
    """The names by which a body can be called later: the capitals that end its head, also without their last generic word.

    "the dam company, DESA": desa; "the retailer Salling Group": salling group, salling.
    """
    phrase = description.phrase
    if description.personal is not None or not description.sector.head:
        return []
    names = [" ".join(words) for part in phrase.parts if part.link in NAMING for words in _endings(part, phrase)]
    return [name for name in names if name]


def _endings(part: Part, phrase: Phrase) -> Iterator[list[str]]:
    states = {at for known in part.names if known.entry.kind != "person" for at in range(known.start, known.end)}
    end = at = part.start + len(part.tokens)
    while at > part.start and phrase.tokens[at - 1].is_capital and at - 1 not in states:
        at -= 1
    words = [token.key for token in phrase.tokens[at:end]]
    is_whole = len(words) == len(phrase.tokens) - int(phrase.tokens[0].key == "the")
    has_generic = len(words) > 1 and words[-1] in GENERIC_ENDINGS
    if has_generic:
        yield words[:-1]
    if not is_whole and (has_generic or _is_led(at, phrase)):
        yield words


def _is_led(at: int, phrase: Phrase) -> bool:
    """Whether the noun of a body stands before a name."""
    before = phrase.tokens[at - 1].key if at else ""
    return before.removesuffix("s") in COLLECTIVE or before in COLLECTIVE


def body_names(entity: Entity) -> list[str]:
    """A known body's name without its last generic word ("Mahan Air" -> mahan)."""
    words = [fold(word) for word in entity.name.split()]
    is_body = (entity.entity_id or "").startswith(("org:", "body:", "group:"))
    return [" ".join(words[:-1])] if is_body and len(words) > 1 and words[-1] in GENERIC_ENDINGS else []


def two_surnames(words: str, called: Mapping[str, tuple[Entity, ...]]) -> tuple[Entity, ...]:
    """As in "both King and Weeks": two persons of the story by their surnames."""
    left, joiner, right = words.removeprefix("both ").partition(" and ")
    if not joiner or not (left.isalpha() and right.isalpha() and left.istitle() and right.istitle()):
        return ()
    found = [called.get(key_of(word), ()) for word in (left, right)]
    if any(len(each) != 1 or " " not in each[0].name for each in found):
        return ()
    return tuple(dict.fromkeys(each[0] for each in found))


def with_title(entity: Entity, description: Description) -> Entity:
    """Somebody whom no table knows, with the office that this mention gives ("the security minister, Colonel Damehame")."""
    head = description.phrase.head.last_role
    own = next((each for each in description.entities if each.name == entity.name and not each.entity_id), None)
    if own is not None and own.sector:
        return replace(entity, sector=own.sector, role=own.role)
    if entity.entity_id or head is None:
        return entity
    sector = description.sector
    is_told = bool(sector.title) and not sector.is_transparent
    is_new = entity.sector in (None, "CVL") and bool(sector.primary)
    return replace(entity, sector=sector.primary, role=sector.title) if is_told or is_new else entity
