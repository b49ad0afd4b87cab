"""What a story explains itself: names with their title or apposition anywhere in it, and abbreviations in parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from detente.actors.description import Description, describe
from detente.actors.members import OF_CONGRESS
from detente.actors.names import key_of, word_set
from detente.actors.personal import HONORIFICS
from detente.actors.sectors import KIN
from detente.actors.senses import NEEDS_STATE, Scene

WORD = r"[A-Z](?:\.|[\w’'-]+)"
NAME = rf"{WORD}(?: (?:(?:al|el|bin|ibn|van|von|der|de|da|dos|del|la)[ -])*{WORD}){{1,3}}"
SAID = r"(?:[^,.;()\n]|\bU\.[SKN]\.)"
"""A letter of an apposition, which the dots of "a U.S. citizen" do not end."""
APPOSITION = re.compile(
    rf"({NAME})(?:, (?:aged )?\d\d(?=, (?:an? |the )))?, "
    rf"(?=(?:an? |the |former |[A-Z]?[\w’'-]+’?'?s |[A-Z]\w+ |[a-z]))({SAID}{{4,120}}?)(?=[,.;)\n]| who |$)"
)
RANK = re.compile(r"\b(?:Cmdr|Lt|Capt|Maj|Col|Gen|Sgt|Adm|Brig)\. (?:(?:Cmdr|Col|Gen)\. )?$")
RANK_LETTERS = 12
"""So many letters before a name may hold a rank."""
TITLED = re.compile(
    rf"((?:(?:[A-Z][\w’'-]+|the|former|deputy|acting|opposition|party|police|army|union|rebel|trade|human|rights|group|"
    rf"interim|minister|secretary|chief|leader|president|economist|spokesman|spokeswoman|professor|analyst|general|director|head|"
    rf"commander|prosecutor|judge|activist|lawyer|mayor|governor|senator|lawmaker|journalist|bishop|chairman|of|for|and) )+?)"
    rf"({NAME}(?: of (?:the )?{WORD}(?: {WORD})?)?)"
)
OFFICE = (
    r"(?:resigned|serves|served|serving|works|worked|stepped down|took over|took office"
    r"|(?:is|was|were|been|being|be) (?:[a-z]+ )?(?:elected|appointed|sworn in|inaugurated|named|confirmed|chosen|re-elected|nominated|"
    r"removed|dismissed|sacked|installed|designated|hired|fired))"
)
BEING = re.compile(
    rf"({NAME})(?:, [^,.;\n]{{1,60}},)?,? (?:(?:who is|who was|is|was|became|remains)|{OFFICE}(?: (?:[ap]\.m\.|[^,.;\n]){{1,50}}?)? as) "
    rf"((?:an? |the |[A-Z][\w’'-]+[’']s? )[^,.;()\n]{{4,90}})"
)
"""What somebody is said to be: "Ada Quill was sworn in as Ruritania's new governor", "Tom Abel is a senator"."""
PUT_IN = re.compile(
    r"\b(?:appoints?|appointed|named?|names|nominate[ds]?|picked|picks|choose|chose|chosen|installed|elected|proposed|reappointed) "
    rf"({WORD}(?: {WORD}){{0,3}}) (?:as|to be|to serve as) (?:(?:his|her|its|their) )?"
    r"((?:an? |the )?(?:new |next |first |acting |interim )?[^,.;()\n]{4,60})"
)
"""Whom somebody puts in an office: "appointed Tom Abel as secretary of state"."""
SHORT = re.compile(r" \((?:the |or |known as )?([A-Z][A-Za-z.&-]{1,9})\)")
SHORT_AFTER_COMMA = re.compile(r", (?:the |or |known as )?([A-Z][A-Za-z]{2,8})(?=[,.;:\n]| sa)")
NO_APPOSITION = word_set(
    "its his her their "
    "who whose which whom where that and but or said says told saw made took gave went came left met won lost put set held led fell fled "
    "sent has have had was were is are will would could may might can in on at of from after before when while as to by for with"
)
NO_NAME = word_set(
    "in at on from near outside inside under after before since until between amid across along for with by to but and"
)
"""No name begins with these: "In Lima, the chairman of the council said" introduces nobody called "In Lima"."""
VERB = re.compile(r"^[a-z]+(?:ed|ing)$")
"""Words after the comma that go on with the sentence: "the party's leader, Tikpi Atchadam, blamed the army"."""
OBJECT = re.compile(r"^[a-z]+s (?:an?|the|his|her|their|its|[A-Z]\w+) ")
"""As in "A senator, Risa Hontiveros, wants the government to …": a verb and its object, no apposition."""
LONG_REACH = 120
COURTESY = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.? ")
ACRONYM = re.compile(r"(?<![\w.-])[A-Z]{3,6}(?![\w.-]\w)\b")
RUN = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of|for|and|the|de|du|des|la|[A-Z][\w’'-]+)){1,9}")
"""Capital words in a row, of which some may be a name that the text goes on to call by its initials."""
AGED = re.compile(rf"({NAME})(?:,? [JS]r\.)?, (?:aged )?\d\d(?=[,.])")
TOGETHER = re.compile(rf"({NAME}) and ({NAME}), ((?:both|two|all) [^,.;()\n]{{4,60}})(?=[,.;)\n]|$)")
"""Two of whom the same is said: "Ada Quill and Tom Abel, both teachers"."""
SURNAMED = re.compile(rf"(?:^|[^\w.,] |[.!?”\"] |\n|[a-z] )({WORD}), (an? {SAID}{{4,90}}?)(?=[,.;)\n]| who |$)")
"""A surname alone with an apposition: "Quill, a U.S. citizen, was held"."""
BECAME = re.compile(
    r" who (?:later |then |since |has |had )?(?:became|become|was (?:appointed|named|elected)) ((?:[a-z]+ ){1,4}?)(?=in |on |[,.])"
)
"""Behind an apposition: what somebody is by now, "a television host who became information minister"."""
SEATED = re.compile(rf"({NAME}){OF_CONGRESS.pattern}")
"""Members of the American congress, or of a state's parliament, by party and state: "Ada Quill (D-Ohio)"."""
POSSESSOR = re.compile(r"[’']s? ")
"""Inside a run of capitals it ends the name: "President Quill's July call"."""
SMALL = word_set("of for and the de in du des la to on")


def explained_names(text: str, scene: Scene) -> Iterator[tuple[str, Description]]:
    """Each person whom the text introduces, with the description that goes with the name."""
    for match in APPOSITION.finditer(text):
        first = match[2].split()[0]
        name = COURTESY.sub("", match[1])
        if name.split()[0].rstrip(".").lower() in HONORIFICS | NO_NAME or " " not in name:
            continue
        if (
            key_of(name) in scene.knowledge.names.values
            or first in NO_APPOSITION
            or VERB.search(first)
            or OBJECT.search(match[2])
        ):
            continue
        description = describe(match[2].strip(), scene)
        is_kin = not KIN.isdisjoint(token.key for token in description.phrase.head.tokens[-1:])
        if description.phrase.head.roles or (description.sector.primary and not is_kin):
            rank = RANK.search(text, max(0, match.start() - RANK_LETTERS), match.start())
            yield name, describe(f"{rank[0] if rank else ''}{name}, {match[2].strip()}", scene)
    for match in (*BEING.finditer(text), *PUT_IN.finditer(text)):
        if match[1].split()[0].lower() in NO_NAME:
            continue
        description = describe(f"{match[1]}, {match[2]}", scene)
        parts = description.phrase.parts
        if description.personal is not None and len(parts) > 1 and (parts[1].roles or description.sector.head):
            yield match[1], description
    yield from _together(text, scene)
    for match in TITLED.finditer(text):
        description = describe(match[0], scene)
        if description.personal is not None and description.phrase.roles and not POSSESSOR.search(match[2]):
            yield description.personal.text, description


def _together(text: str, scene: Scene) -> Iterator[tuple[str, Description]]:
    """Both of two names with an apposition in common, and members of parliaments by their party and state."""
    for match in TOGETHER.finditer(text):
        for name in (match[1], match[2]):
            description = describe(f"{name}, {match[3]}", scene)
            if description.personal is not None and description.sector.primary:
                yield description.personal.text, description
    for match in SEATED.finditer(text):
        description = describe(match[0], scene)
        if description.personal is not None:
            yield description.personal.text, description


def surnamed_names(text: str, scene: Scene) -> Iterator[tuple[str, Description]]:
    """Whoever the text first names in full and then by the surname with an apposition."""
    for match in SURNAMED.finditer(text):
        if key_of(match[1]) in scene.knowledge.short or match[1].lower() in HONORIFICS | NO_NAME:
            continue
        before = re.findall(rf"([A-Z][\w.]+ )?\b({WORD}) {re.escape(match[1])}\b", text)
        is_titled = any(title for title, _ in before)
        given = {first for _, first in before}
        if is_titled or len(given) != 1:
            continue
        since = BECAME.match(text, match.end())
        told, name = since[1] if since else match[2], f"{given.pop()} {match[1]}"
        description = describe(told, scene)
        is_known = any(entity.entity_id for entity in description.entities[:1])
        if is_known or not description.phrase.head.roles or description.personal is not None:
            continue
        named = describe(f"{name}, {told}", scene)
        if named.personal is not None and named.personal.text == name:
            yield name, named


def aged_names(text: str) -> list[str]:
    """The private persons of whom the text tells the age: "Ada Jane Quill, 34, told the court"."""
    return [match[1] for match in AGED.finditer(text) if match[1].split()[0].rstrip(".").lower() not in HONORIFICS]


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Long name and abbreviation, for each "Movement for Democratic Change (MDC)" of the text."""
    for match in (*SHORT.finditer(text), *SHORT_AFTER_COMMA.finditer(text)):
        words = re.split(r"[\n,;:()]", text[max(0, match.start() - LONG_REACH) : match.start()])[-1].split()
        letters = (
            [c for c in match[1].upper() if c.isalpha()] if match[0][0] == "," else [c for c in match[1] if c.isalpha()]
        )
        for count in range(min(len(words), len(letters) + 4), 1, -1):
            long = words[-count:]
            if long[0][0].upper() != letters[0].upper() or not (long[0][0].isupper() or long[0].lower() in SMALL):
                continue
            initials = [
                part[0] for word in long for part in re.split(r"[-’']", word) if part and word.lower() not in SMALL
            ]
            if _covers(initials, letters):
                yield " ".join(long), match[1]
                break


def initials(text: str, scene: Scene) -> Iterator[tuple[str, str]]:
    """Long name and the initials by which the text goes on, unexplained: "the National Union of Bakers … The NUB"."""
    shorts = set(ACRONYM.findall(text))
    shorts = {s for s in shorts if key_of(s) in NEEDS_STATE or key_of(s) not in scene.knowledge.names.values}
    for run in RUN.findall(text) if shorts else ():
        words = run.split()
        for first, last in combinations(range(len(words)), 2):
            part = words[first : last + 1]
            large = "".join(word[0] for word in part if word.lower() not in SMALL)
            is_name = part[0].lower() not in SMALL and part[-1].lower() not in SMALL
            if is_name and large in shorts and not all(word.isupper() for word in part):
                yield " ".join(part), large


def _covers(initials: list[str], letters: list[str]) -> bool:
    """Whether the abbreviation's capitals are the initials in order, one or two left out."""
    wanted = [c for c in letters if c.isupper()]
    at = 0
    for initial in initials:
        if at < len(wanted) and initial.upper() == wanted[at]:
            at += 1
    return at == len(wanted) and len(initials) <= len(wanted) + 2
