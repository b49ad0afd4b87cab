"""Who is of no state by what he is called: aid agencies, monitors of a truce, European diplomats, the secretary-general.

Takes what a mention's own words say; gives the code of the body, or of none (NGO, IGO), where the words name no country. Shares beside
the rules are of the corpus' training sentences.
"""

from __future__ import annotations

import re

from detente.actors.american import is_american_secretary
from detente.actors.description import Description, name_of
from detente.actors.envoys import sent_from
from detente.actors.look import Look
from detente.actors.names import key_of, tokenise, word_set
from detente.actors.senses import Scene
from detente.actors.towns import own_towns, state_meant
from detente.records import Entity

AID = re.compile(r"(?:aid|relief|humanitarian) (?:workers|agencies|groups|organi[sz]ations)$")
"""Of 45 without an adjective of a state 34 are NGO."""
WATCHERS = re.compile(
    r"(?:foreign|international|truce|cease ?fire|nordic|neutral|nuclear|arms|weapons|regional|military|border|human rights) "
    r"(?:monitors|observers|verifiers|inspectors)$"
)
MISSIONS = re.compile(
    r"(?:monitoring|observer|observation|verification) (?:mission|group|team|commission|force)$|"
    r"(?:joint|international|quadripartite) (?:control|military|monitoring|verification) commission$|"
    r"(?:atlantic|pacific|ocean|antarctic) (?:fisheries|tuna) (?:organi[sz]ation|commission)$"
)
EUROPEANS = re.compile(
    r"european (?:\w+ )?(?:diplomats?|officials?|commissioners?|envoys?|mediators?|negotiators?|monitors|observers|governments|"
    r"citizens|nationals)$"
)
"""Of 41 with "European" or "EU" before such a noun 38 are EUR."""
BETWEEN_STATES = re.compile(r"\binter american\b")
"""Of many states: "a panel of Inter-American experts"."""
FORCES = re.compile(
    r"(?:(?:standby|intervention|stabili[sz]ation|multinational|regional|peacekeeping) )+(?:force|mission)$"
)
IN_ARMS = re.compile(
    r"\b(?:military|multinational|arab) coalition\b|"
    r"\bcoalition(?:['’]s)? (?:\w+ )?(?:forces|troops|soldiers|aircraft|(?:war)?planes|jets|air[ -]?strikes?|raids?|warships|"
    r"bombing|shot down|intercepted|bombed|shelled|struck|fired on|opened fire)\b",
    re.IGNORECASE,
)
OF_PARTIES = re.compile(
    r"\b(?:ruling|governing|government|opposition|grand|rainbow|minority|electoral|cabinet|party|parties|"
    r"(?:left|right|centre|center)[\w-]*) coalition\b|"
    r"\bcoalition (?:government|cabinet|partners?|part(?:y|ies)|talks|agreement|deal|lawmakers)\b",
    re.IGNORECASE,
)
OWNERS = word_set("his her its their our my")
SECRETARY = (["the", "secretary", "general"], ["secretary", "general"])
"""Alone he is the United Nations' (13 of 15)."""
OF_EUROPE = re.compile(r"\b(?:Brussels|European|EU)\b")
"""A story with one of these means by "the Commission" the European one, unless it has named another."""


OTHER_UNION = re.compile(r"\b(?!European\b|The\b)[A-Z][\w’']+ Union\b|\bUnion of\b")
OF_BODY = re.compile(
    r"(?:ministers|leaders|heads of state|heads of government|presidents|ambassadors|envoys|chiefs) "
    r"of the (alliance|bloc|union|pact|grouping|27|28|15)$"
)
BODIES = ("IGO", "EUR", "UNO")


def world_code(description: Description) -> str | None:
    """The code of a body of no state, as far as the words alone tell."""
    if description.country is not None:
        return None
    head = " ".join(token.key for token in description.phrase.head.tokens)
    if EUROPEANS.search(_before_name(head, description)):
        return "EUR"
    if description.personal is None and AID.search(head):
        return "NGO"
    if [token.key for token in description.phrase.tokens] in SECRETARY:
        return "UNO"
    if BETWEEN_STATES.search(" ".join(token.key for token in description.phrase.tokens)):
        return "IGO"
    return "IGO" if any(rule.search(head) for rule in (WATCHERS, MISSIONS, FORCES)) else None


def told_code(description: Description, scene: Scene) -> str | None:
    """The state that has sent somebody, the code of a body of no state, or the state of the town that the words name."""
    code = world_code(description) or sent_from(description, scene)
    if code or description.country:
        return code
    if is_american_secretary(description.phrase, scene):
        return "USA"
    towns = own_towns(description.phrase.text, scene.knowledge)
    return next((each for town in towns if (each := state_meant(town, scene.countries))), None)


def _before_name(head: str, description: Description) -> str:
    """The words of a title, without the name that follows; of a name with an apposition those of the apposition."""
    personal = description.personal
    if personal is None:
        return head
    title = head.removesuffix(" ".join(personal.keys)).strip()
    beside = [part for part in description.phrase.parts[1:] if part.link == "apposition"]
    return title if title or not beside else " ".join(token.key for token in beside[0].tokens)


def of_the_body(look: Look) -> tuple[Entity, ...]:
    """As in "foreign ministers of the alliance", "leaders of the 27": of the body of states that the story spoke of last."""
    told = OF_BODY.search(" ".join(look.keys))
    if told is None or look.description.country or look.description.personal:
        return ()
    bodies = (s.entities[0] for s in look.memory.recent(look.mention) if len(s.entities) == 1 and s.number == "group")
    body = next((entity for entity in bodies if entity.country in BODIES), None)
    code = "EUR" if told[1].isdigit() and OF_EUROPE.search(look.text) else body.country if body else None
    name = name_of(look.mention.text)
    return (Entity(name=name, country=code, sector="IGO", role=look.description.sector.title),) if code else ()


def the_coalition(look: Look) -> tuple[Entity, ...]:
    """As in "Coalition jets bombed the port": forces of several states where the story has them fight, not the parties of a government."""
    head = look.description.phrase.head
    keys = [token.key for token in head.tokens]
    is_meant = "coalition" in keys and look.description.sector.head in ("coalition", "spokesman", "spokeswoman")
    is_others = "led" in keys or look.keys[0] in OWNERS
    if not is_meant or is_others or look.description.country or look.description.entities:
        return ()
    if OF_PARTIES.search(look.text):
        return ()
    for match in look.scene.knowledge.names.find(tokenise(look.text)):
        entry = match.value[0].entry
        if entry.sector == "MIL" and "coalition" in key_of(entry.name).split():
            return (Entity(name=entry.name, entity_id=entry.id, country=entry.country, sector=entry.sector),)
    return (Entity(name=name_of(look.mention.text), country="IGO", sector="MIL"),) if IN_ARMS.search(look.text) else ()


def the_union(look: Look) -> tuple[Entity, ...]:
    """As in "the Union was dismayed" of a story on Europe that names no other union."""
    if look.mention.text not in ("the Union", "The Union") or not OF_EUROPE.search(look.text):
        return ()
    return () if OTHER_UNION.search(look.text) else _of_european("european union", look)


def the_commission(look: Look) -> tuple[Entity, ...]:
    """As in "Brussels is slow: the Commission took Hungary to court"."""
    if (
        look.keys != ["the", "commission"]
        or not look.mention.text.endswith("Commission")
        or not OF_EUROPE.search(look.text)
    ):
        return ()
    return _of_european("european commission", look)


def _of_european(key: str, look: Look) -> tuple[Entity, ...]:
    names = look.scene.knowledge.names.values.get(key, ())
    body = next((n.entry for n in names if n.form == "name"), None)
    if body is None:
        return ()
    return (Entity(name=body.name, entity_id=body.id, country=body.country, sector=body.sector),)
