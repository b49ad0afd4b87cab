"""The private person whom a story tells of a deed or an arrest: "the attacker", "the accused", and "He was later detained".

Takes a description by the deed alone, or a pronoun whose verb is one of custody, and what the story has said before; gives the person
whom a sentence before tells to have struck or to have been caught. Gives nothing where no such person fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.actors.explained import NAME
from detente.actors.look import Look
from detente.actors.memory import PERSON_IDS, Memory, Spoken
from detente.actors.names import word_set
from detente.records import Entity, Mention

BY_DEED = word_set(
    "attacker attackers assailant assailants gunman gunmen shooter shooters knifeman accused defendant defendants suspect suspects "
    "perpetrator perpetrators killer killers culprit culprits arsonist robber driver hijacker bomber"
)
DEFINITE = word_set("the this that these those")
BESIDE_DEED = word_set("alleged suspected chief main prime lone sole would-be convicted two three four young")
"""Between the article and the deed they say nothing of whom it is."""
CHARGED = (
    r"(?:arrested|detained|charged|convicted|sentenced|jailed|remanded|indicted|arraigned|prosecuted|accused|acquitted|"
    r"taken into custody|in custody|on trial|found guilty|questioned by|suspected|wanted (?:by|for|over)|behind bars)"
)
ADVERBS = r"(?:(?:who|has|have|had|will|also|later|then|since|now|still|first|allegedly|reportedly|both|all) )*"
BEING = r"(?:is|are|was|were|be|been|being) (?:(?:also|later|then|since|now|still|first|due to|to|be|being|both|all) )*"
ASIDE = r"^(?:, [^,.;]{1,60},)? "
CAUGHT = re.compile(
    rf"{ASIDE}{ADVERBS}(?:{BEING}{CHARGED}\b|pleaded\b|pleads\b|faces? (?:charges|trial|\w+ years)|appeared (?:in|before)\b|"
    rf"(?:confessed|surrendered)\b|turned (?:him|her|them)sel)|^, {CHARGED}\b"
)
STRUCK = re.compile(
    rf"{ASIDE}{ADVERBS}(?:stabbed|shot(?! (?:dead )?by)|opened fire|attacked|killed|murdered|drove (?:a|his|her|into)|rammed|"
    r"went on a|knifed|wounded|raped|robbed|set fire|strangled|beat)\b"
)
CATCHING_VERB = (
    r"\b(?:arrest|detain|charg|convict|sentenc|jail|prosecut|indict|accus|question|remand|apprehend|extradit)(?:ed|ing|es?|s)?"
    r"(?: of| against)?(?: the| an?)? ?$"
)
CATCHING = re.compile(CATCHING_VERB)
HELD_BY = re.compile(CATCHING_VERB + r"|\b(?:hanged|executed|beheaded|freed|released|imprisoned|pardoned) (?:the )?$")
CLAUSE = re.compile(r"[,;:–—\"“”]|\b(?:and|but|who|that|which|whom)\b")
REACH, AFTER = 40, 120
"""So many characters before and after a mention tell of its deed."""
STATE_ORGANS = frozenset({"GOV", "COP", "JUD", "SPY", "MIL"})
OFFICE_HOLDERS = frozenset({"GOV", "LEG", "JUD", "COP", "MIL", "IGO"})
ANYBODY = frozenset({None, "CVL", "UAF", "LAB"})
"""Sectors that the deed changes: who was only somebody is the accused now; a soldier stays one."""
DOER = r"(?:attacker|assailant|gunman|shooter|suspect|perpetrator|killer|knifeman|bomber)"
CALLED = rf"({NAME})(?:, ([^.;\n]{{3,90}}?))?(?=[,.;]|$)"
IDENTIFIED = (
    re.compile(rf"\b{DOER}\b[^.;\n]{{0,40}}?(?:identified|named)(?: by [^,.]{{1,40}})? as {CALLED}"),
    re.compile(rf"(?:identified|named) the {DOER} as {CALLED}"),
)


def is_accused(spoken: Spoken, text: str) -> bool:
    """Whether the words around a mention tell of a violent deed or of custody."""
    return tells_of_custody(spoken.mention, text) or STRUCK.match(_after(spoken.mention, text)) is not None


def tells_of_custody(mention: Mention, text: str) -> bool:
    """Whether the words around a mention tell of an arrest, a charge or a trial of it."""
    before = text[max(0, mention.span.start - REACH) : mention.span.start].rpartition(". ")[2]
    return bool(CAUGHT.match(_after(mention, text)) or CATCHING.search(before))


def _after(mention: Mention, text: str) -> str:
    after = text[mention.span.end : mention.span.end + AFTER]
    return after.removeprefix(",") if "," in mention.text else after


def the_accused(look: Look) -> tuple[Entity, ...]:
    """As in "The attacker", "the accused": whoever the story has told of the deed or of the arrest, of one or of several alike."""
    if len(look.keys) < 2 or look.keys[-1] not in BY_DEED or look.description.personal or look.description.country:
        return ()
    if look.keys[0] not in DEFINITE or any(key not in BESIDE_DEED for key in look.keys[1:-1]):
        return ()
    is_several = look.keys[-1].endswith(("s", "men"))
    number = "people" if is_several else "person"
    found = next(
        (
            s.entities[0]
            for s in look.memory.recent(look.mention)
            if s.number == number and len(s.entities) == 1 and _is_private(s) and is_accused(s, look.text)
        ),
        None,
    )
    found = found or (look.memory.culprit if not is_several else None)
    if found is None or not found.country:
        return ()
    is_told = found.sector not in ANYBODY
    return (found if is_told else replace(found, sector="CRM" if look.description.sector.primary == "CRM" else "CVL"),)


def captor(mention: Mention, memory: Memory, text: str) -> str | None:
    """The state whose organs catch, try or execute somebody ("Iranian agents arrested Ada Quill"), whom nothing says to be foreign."""
    own = [s for s in memory.of_sentence(mention.sentence_index) if s.mention.span.end <= mention.span.start]
    if not own or len(own[-1].entities) != 1 or own[-1].entities[0].sector not in STATE_ORGANS:
        return None
    verb = text[own[-1].mention.span.end : mention.span.start]
    return own[-1].entities[0].country if HELD_BY.search(verb) and not CLAUSE.search(verb) else None


def identified(text: str) -> tuple[str, str] | None:
    """The name, with what follows it by a comma, of the one whom a story identifies as the doer of its deed; None for several."""
    found = [match for pattern in IDENTIFIED for match in pattern.finditer(text)]
    return (found[0][1], found[0][2] or "") if len({match[1] for match in found}) == 1 else None


def held_first(look: Look, before: Sequence[Spoken]) -> Sequence[Spoken]:
    """As in "He was later detained": the antecedents without the office-holders, where the story has just told of somebody caught.

    "A court charged them" is of those who were caught before.
    """
    if not tells_of_custody(look.mention, look.text):
        return before
    held = [s for s in before if _is_private(s) and is_accused(s, look.text)]
    if look.keys == ["them"]:
        return [s for s in held if s.number == "people"] or before
    if not any(s.number == "person" for s in held):
        return before
    return [s for s in before if _is_private(s) or is_accused(s, look.text)]


def _is_private(spoken: Spoken) -> bool:
    """Whether a mention is no holder of an office."""
    entity = spoken.entities[0]
    is_known = (entity.entity_id or "").startswith(PERSON_IDS)
    return not is_known and entity.sector not in OFFICE_HOLDERS
