"""The sector that a mention's words show: by its head noun, the longest role match; leaders and spokesmen take their group's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.actors.knowledge import Knowledge, Role
from detente.actors.names import Match, Token, word_set
from detente.actors.phrases import Part, Phrase

TRANSPARENT = word_set(
    "spokesman spokeswoman spokesperson spokesmen spokespeople official source member head chief leader figure representative "
    "negotiator delegate delegation chairman chairwoman chairperson chair president director secretary deputy aide adviser advisor "
    "commander boss founder veteran wing faction branch unit group organiser organizer executive chief executive "
    "officer agent authority headquarters office side guard director-general managing director secretary-general coordinator "
    "general secretary politician delegation commission member leadership "
    "vice president agency committee council studio captain skipper convener convenor co-leader co-chair"
) | {
    "press spokesman",
    "press spokeswoman",
    "press spokesperson",
    "secretary general",
    "general secretary",
    "vice president",
    "director general",
    "chief executive",
    "executive director",
    "party leader",
    "top official",
}
"""Heads that say little themselves: the noun before them ("army spokesman") or their complement ("head of the union") decides."""
WEAK = word_set(
    "leader official head chief member source figure spokesman spokesperson executive authority authorities"
)
OF_GROUP = word_set(
    "president head chief leader speaker secretary commander governor general executive founder official"
)
PARTY_ADJECTIVES = word_set("republican democratic")
"""With a capital, before a leader or official: of the party."""
POLITICAL = word_set(
    "wing left right leftist rightist socialist conservative liberal populist nationalist communist islamist reformist centrist"
)
"""Before "president" these tell what somebody thinks, not what he presides over."""
LABOUR = word_set("labour labor")
HEADS_ONLY = word_set("management")
"""These tell a sector as heads alone: "the crisis management group" is no firm."""
ARMED = word_set("force fighter commander")
BODIES = word_set("commission authority agency")
"""A state's bodies, whatever they see to: "the consumer protection commission", "the aviation authority"."""
OVERSEEN = frozenset({"CVL", "BUS", "EDU", "MED", "JRN", "LAB", "AGR", "SOC", "NGO", "REF"})
"""What a body sees to and is not itself."""
DISTRICTS = word_set("district districts town towns village villages suburbs")
"""Where officials sit: "the district head" is no private person."""
COLLECTIVE = word_set("police army military navy")
UNIFORMED = ("COP", "MIL")
CHAMBERS = word_set("house senate congressional commons lords parliamentary")
PANELS = word_set("committee subcommittee")
TRADES = word_set("worker driver employee labourer laborer striker technician courier seaman cleaner")
"""One of these is a private person, several act as workers: of 45 single ones in the corpus 34 are CVL, of 270 plural ones 17."""
UMBRELLAS = word_set("alliance coalition network umbrella grouping committee") | {"central committee"}
"""Whoever joins is what these are: "an alliance of charities"."""
MEN = word_set("man men people")
CLERICS = word_set("father sister mother brother")
ACTIVISTS = word_set("activist cadre")
DISMISSED = word_set("dismissed sacked striking locked-out laid-off redundant")
"""Men of whom this is told are workers."""
FIGHTING = frozenset({"MIL", "COP", "REB", "PRM", "CRM", "SPY"})
"""Whose men are what they are themselves: "M23 men", "men of the Rapid Support Forces"."""
UNDERGROUND = frozenset({"REB", "PRM"})
MONITORS = word_set("monitor observer")
POLICE_RANKS = word_set("lt lieutenant sgt sergeant capt captain maj major cpl corporal col colonel commander")
CRAFT = word_set("boat vessel ship cutter launch helicopter plane aircraft vehicle drone jeep convoy")
MILITARY_RANKS = word_set(
    "lt lieutenant capt captain cmdr cdr commander maj major col colonel brig brigadier adm admiral gen general"
)
STATES_ATTORNEYS = word_set("us state city district county commonwealth assistant deputy special prosecuting")
"""Before "Attorney" with a capital they make a private lawyer the state's: "U.S. Attorney Ada Quill"."""
RANK_LINKS = ("apposition", "of", "from", "with", "for")
FORMER = word_set("former ex deposed ousted exiled onetime toppled late retired disgraced")
MACHINE = re.compile(r"\b[A-Z][A-Za-z]{0,8}-\d{1,3}[A-Z]?s?\b(?! summit)")
"""Military machines by type: F-16s, Su-24, T-72."""
FIRM = re.compile(r"\b[A-Z]\w*[a-z](?:Gas|Oil|Neft|Bank|Telecom|Energo|Steel|Export|Invest|Avia|Motors|Airlines)\b")
"""A firm's branch in capitals at the end of one word: "RigaBank"."""
KIN = word_set(
    "father mother parents brother sister brothers sisters son daughter sons daughters wife husband widow widower fiancee fiance uncle "
    "aunt cousin nephew niece family families relatives children child friend friends neighbours"
)
UNTOLD: dict[str, str | None] = {
    **dict.fromkeys(["founder", "boss", "member", "veteran", "figure", "skipper", "captain"]),
    **dict.fromkeys(["organiser", "organizer"], "SOC"),
}
"""What transparent heads say without their group; the others are a government's."""
ABBREVIATED = word_set("sen rep gov gen col capt lt maj sgt adm brig prof dr rev fr")
"""Titles that stand before a name only ("Sen. Cruz", not "Chin A Sen")."""
YEARS_OLD = re.compile(r"\b\d{1,3}-year-old\b")
BY_SHAPE = ((YEARS_OLD, "CVL"), (FIRM, "BUS"), (MACHINE, "MIL"))
"""What the letters alone tell of a mention without any role."""
THEN = word_set("then designate elect caretaker interim acting transitional")
QUALIFIERS = word_set("deputy vice acting assistant junior former shadow elect designate regional provincial state")
FULL_NAME_WORDS = 2
"""A given name and a family name."""
COUNTED = word_set("two three four five six seven eight nine ten eleven twelve several some many dozens")
BODY_LETTERS = 3
BODY_WORDS = 2
"""Words of a body's name: one alone may be a place that no table has."""
STATE_KINDS = ("country", "partial", "region", "place", "person")
COMMERCIAL = frozenset({"USA", "CHN", "IRL", "IND", "NZL", "CYP", "GEO"})
"""The Bank of America, of China, of Ireland … are firms."""
GROUP_LINKS = ("of", "for", "from", "at", "in", "with")
KEPT_BY_LEADERS = frozenset(
    {
        "LEG",
        "COP",
        "JUD",
        "LAB",
        "BUS",
        "REL",
        "EDU",
        "PTY",
        "OPP",
        "REB",
        "PRM",
        "MIL",
        "SPY",
        "SOC",
        "CRM",
        "MED",
        "JRN",
        "AGR",
        "IGO",
        "NGO",
    }
)
CHIEF_OF_STATE = ("chief", "GOV")
"""As in "the chief of the diplomatic mission", who is no chief of a tribe."""
JOINING = KEPT_BY_LEADERS - {"MIL", "COP", "SPY", "IGO"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """Sector and role of a mention, and how sure the words are."""

    primary: str | None = None
    others: tuple[str, ...] = ()
    head: str | None = None
    """The head noun, singular."""
    title: str | None = None
    """The role noun where it is a person's."""
    is_plural: bool = False
    is_former: bool = False
    is_then: bool = False
    """In office at the time that the words speak of, or about to be: "the then president", "prime minister-designate"."""
    is_qualified: bool = False
    """Deputies and the like, who do not hold the office itself."""
    is_transparent: bool = False


def sector_of(phrase: Phrase, knowledge: Knowledge) -> Sector:
    """The sector that the words show."""
    if (whole := _of_whole(phrase)) is not None:
        return whole
    for part in phrase.parts:
        if part.link == "apposition" and _is_listed(part):
            continue
        if part.link in ("head", "apposition") and (part.roles or _hint(part, knowledge) or _bare_head(part)):
            found = _of_part(part, phrase, knowledge)
            is_police = _is_police_rank(found, part, phrase) or _is_police_intelligence(found, phrase)
            is_police = is_police or (found.primary == "MIL" and _is_of_police_body(part, phrase))
            return replace(found, primary="COP", others=()) if is_police else found
    if (told := _of_body(phrase, knowledge) or _of_employer(phrase)) is not None:
        return Sector(primary=told, is_former=_is_former(phrase))
    if len(phrase.tokens) == 1 and phrase.tokens[0].is_capital and phrase.tokens[0].key in PARTY_ADJECTIVES:
        return Sector(primary="PTY")
    primary = next((sector for pattern, sector in BY_SHAPE if pattern.search(phrase.text)), None)
    return Sector(primary=primary, is_former=_is_former(phrase))


def _of_whole(phrase: Phrase) -> Sector | None:
    """The sector of a mention whose shape as a whole tells it: a union's list of trades, kin of somebody, a committee."""
    if is_union(phrase):
        return Sector(primary="LAB", head="union")
    if _is_kin(phrase):
        return Sector(primary="CVL", head=phrase.head.tokens[-1].key)
    return Sector(primary="LEG", head="committee") if _is_committee(phrase.head) else None


def _is_kin(phrase: Phrase) -> bool:
    """As in "the wife of former President Quill": of his family, and not himself."""
    is_of = len(phrase.parts) > 1 and phrase.parts[1].link == "of"
    return is_of and not KIN.isdisjoint(token.key for token in phrase.head.tokens[-1:])


def is_union(phrase: Phrase) -> bool:
    """As in "the Bakers, Cooks and Waiters Union": a list of trades in capitals, which is no list of people."""
    words = [token for token in phrase.tokens if token.key not in ("the", "and", "of")]
    is_list = "," in phrase.text and len(words) > FULL_NAME_WORDS and all(token.is_capital for token in words)
    is_known = any(known.end == len(phrase.tokens) for known in phrase.names)
    return is_list and words[-1].key == "union" and not is_known


def _is_committee(part: Part) -> bool:
    """As in "the Senate Fisheries Committee": a chamber's, whatever it sees to."""
    words = [token for token in part.tokens if token.key != "the"]
    return (
        len(words) > FULL_NAME_WORDS
        and all(words[at].is_capital for at in (0, -1))
        and words[0].key in CHAMBERS
        and words[-1].key in PANELS
    )


def _is_listed(part: Part) -> bool:
    """As in "Mr Quill, his wife and their son": others beside the first, no apposition."""
    keys = [token.key for token in part.tokens]
    return keys[0] in ("his", "her", "their") and "and" in keys


def _is_police_rank(found: Sector, part: Part, phrase: Phrase) -> bool:
    """As in "Lt. Ada Quill of the Dayton police": a rank that police have too, where another part tells of police."""
    ranks = {token.key for token in part.tokens} & POLICE_RANKS
    others = (other for other in phrase.parts if other is not part and other.link in RANK_LINKS)
    return (
        found.primary == "MIL"
        and bool(ranks)
        and any("COP" in r.value.sectors for other in others for r in other.roles)
    )


def _is_police_intelligence(found: Sector, phrase: Phrase) -> bool:
    """As in "officers of the Toronto Police Intelligence Unit": a police force's own branch, which is no secret service."""
    keys = [token.key for token in phrase.tokens]
    return found.primary == "SPY" and "police" in keys and "secret" not in keys


def _is_of_police_body(part: Part, phrase: Phrase) -> bool:
    """As in "a patrol boat of the Civil Guard", "officers of the regional force, the Garda": what a police by name has."""
    after = phrase.parts[phrase.parts.index(part) + 1 :]
    links = [
        each for each in after if each.link in ("of", "from") or (each.link == "apposition" and after[0].link == "of")
    ]
    return any(known.entry.sector == "COP" for each in links for known in each.names)


def _of_body(phrase: Phrase, knowledge: Knowledge) -> str | None:
    """As in "Ada Quill of the dockers' union", "Tom Abel, from the Blue Institute": the sector of the body whose the name is."""
    if any(not token.is_capital for token in phrase.head.tokens) or len(phrase.head.tokens) < FULL_NAME_WORDS:
        return None
    part = next((part for part in phrase.parts[1:] if part.link in ("of", "from", "at", "with")), None)
    if part is None or phrase.head.names:
        return None
    named = next((k.entry.sector for k in part.names if k.entry.sector and k.entry.kind not in STATE_KINDS), None)
    if named or not any(token.is_capital for token in part.tokens):
        return named
    return part.last_role.value.sectors[0] if part.last_role else _hint(part, knowledge)


def _of_employer(phrase: Phrase) -> str | None:
    """As in "four Japanese from the contractor Quill & Co.": nationals of whom only the employer is told."""
    after = phrase.parts[1:2]
    names = phrase.head.names
    is_people = bool(names) and names[-1].entry.kind == "country" and names[-1].end == len(phrase.head.tokens)
    if (
        not is_people
        or not after
        or after[0].link not in ("from", "with", "at")
        or phrase.head.tokens[0].key not in COUNTED
    ):
        return None
    named = next((k.entry.sector for k in after[0].names if k.entry.sector and k.entry.kind not in STATE_KINDS), None)
    return named or (after[0].roles[0].value.sectors[0] if after[0].roles else None)


def _is_former(phrase: Phrase) -> bool:
    return any(token.key in FORMER for token in phrase.tokens[:4])


def _is_then(phrase: Phrase) -> bool:
    keys = [token.key for token in phrase.tokens]
    return not THEN.isdisjoint(keys) or "at the time" in " ".join(keys)


def _bare_head(part: Part) -> str | None:
    """A transparent head that is no role of the tables ("spokeswoman")."""
    return next((token.key for token in reversed(part.tokens) if token.key.removesuffix("s") in TRANSPARENT), None)


def _of_part(part: Part, phrase: Phrase, knowledge: Knowledge) -> Sector:
    role = part.last_role
    owned = _hint_after(part, knowledge) if role and part.tokens[role.end - 1 - part.start].is_possessive else None
    bare = _bare_head(part)
    noun = role.value.noun if role else (bare or "").removesuffix("s")
    own = list(role.value.sectors) if role else []
    if noun == "deputy" and role and role.start > part.start and _is_owned(part.tokens[role.start - 1 - part.start]):
        own = []
    is_transparent = noun in TRANSPARENT or (
        role is not None and role.value.noun.split()[-1] in WEAK and len(own) == 1 and noun in WEAK
    )
    if bare and role and _position(part, bare) >= role.end - part.start:
        noun, is_transparent = bare.removesuffix("s"), True
    found = _through(part, phrase, knowledge, noun, role) if is_transparent else None
    sectors = [owned] if owned else [found] if found else own or ([hint] if (hint := _hint(part, knowledge)) else [])
    if (those := _of_those(part, phrase, noun)) is not None:
        sectors = [those, *sectors]
    if noun in CLERICS and role and part.tokens[role.start - part.start].is_capital and _is_before_name(role, part):
        sectors = ["REL"]
    sectors = _in_company(sectors, noun, part, phrase)
    if sectors[:1] in ([], ["LAB"], ["AGR"]) and _is_pensioner(phrase, noun):
        sectors = ["CVL", *sectors]
    former = _is_former(phrase) and (not sectors or sectors[0] in ("GOV", "ELI"))
    if former and (noun or sectors):
        sectors = ["ELI", *sectors]
    is_officers = (
        is_transparent
        and part is not phrase.head
        and not MILITARY_RANKS.isdisjoint(t.key for t in phrase.head.tokens[:1])
    )
    if is_officers and not sectors:
        sectors = ["MIL"]
    untold = None if is_transparent and _is_of_unknown_body(part, phrase) else UNTOLD.get(noun, "GOV")
    primary = sectors[0] if sectors else (untold if noun else None)
    before = {token.key for token in part.tokens[: (role.start - part.start) if role else 0]}
    return Sector(
        primary=primary,
        others=tuple(dict.fromkeys(s for s in sectors if s != primary)),
        head=noun or None,
        title=_title(role, primary),
        is_plural=bool(bare and bare.endswith("s") and noun == bare[:-1])
        or bool(role and (role.value.is_plural or role.value.noun.endswith(("men", "people", "children")))),
        is_former=former,
        is_then=_is_then(phrase),
        is_qualified=bool(before & QUALIFIERS) or bool(role and "deputy" in role.value.noun),
        is_transparent=is_transparent,
    )


def _is_before_name(role: Match[Role], part: Part) -> bool:
    """As in "Father Tom Abel": a title that opens the mention, right before a name."""
    after = part.tokens[role.end - part.start :]
    return role.start == part.start and part.link == "head" and bool(after) and all(token.is_capital for token in after)


def _is_pensioner(phrase: Phrase, noun: str) -> bool:
    """As in "a retired weaver": a private person, where the noun is no office."""
    return any(token.key == "retired" for token in phrase.tokens[:4]) and noun not in TRANSPARENT


def _of_those(part: Part, phrase: Phrase, noun: str) -> str | None:
    """As in "an alliance of charities", "men of the Blue Brigade": the sector of those who join or to whom they belong."""
    after = phrase.parts[phrase.parts.index(part) + 1 :][:1]
    whole = after[0] if after and after[0].link == "of" else None
    role = whole.last_role if whole else None
    if noun in UMBRELLAS:
        return role.value.sectors[0] if role and role.value.is_plural and role.value.sectors[0] in JOINING else None
    if noun in MEN and not DISMISSED.isdisjoint(token.key for token in part.tokens):
        return "LAB"
    if noun not in MEN | ACTIVISTS:
        return None
    named = [known.entry.sector for each in (part, whole) if each for known in each.names]
    told = [*named, role.value.sectors[0] if role else None]
    return next((sector for sector in told if sector in FIGHTING), None)


def _in_company(sectors: list[str], noun: str, part: Part, phrase: Phrase) -> list[str]:
    """The sectors of a head noun in view of the words beside it, the first the main one."""
    role = part.last_role
    if noun == "bank" and any(p.link == "of" and _is_issuer(p) for p in phrase.parts):
        sectors = ["GOV", *sectors]
    sectors = _of_state_or_force(sectors, noun, part, phrase)
    sectors = [*sectors, *(s for r in part.roles[:-1] for s in r.value.sectors)]
    if sectors[:1] == ["MIL"] and _is_of_police(part):
        sectors = ["COP", *sectors]
    if sectors[:1] == ["MIL"] and (rebels := [s for s in sectors[1:] if s in UNDERGROUND]):
        sectors = [rebels[0], *sectors]
    if noun.split()[-1:] and noun.split()[-1] in MONITORS and any(k.entry.kind == "country" for k in part.names):
        sectors = ["GOV", *sectors]
    if role and sectors[:1] == ["LAB"] and not role.value.is_plural and noun.split()[-1] in TRADES:
        sectors = ["CVL", *sectors]
    if (first := _first_of_two(part)) is not None:
        sectors = [first, *sectors]
    if noun in ARMED and part.roles[:-1] and part.roles[-2].value.noun == "opposition":
        sectors = ["REB", "OPP"]
    if sectors[:1] in (["PTY"], ["LEG"], ["GOV"], ["CVL"]) and "OPP" in sectors:
        sectors = ["OPP", *(sector for sector in sectors if sector != "OPP")]
    return sectors


def _of_state_or_force(sectors: list[str], noun: str, part: Part, phrase: Phrase) -> list[str]:
    """As in "U.S. Attorney", "a patrol boat of the Civil Guard", "Eritrean officers": what serves a state or its police."""
    role = part.last_role
    if sectors[:1] == ["MIL"] and not CRAFT.isdisjoint(noun.split()[-1:]) and _is_of_police_force(phrase):
        return ["COP", *sectors]
    if noun == "attorney" and role and _is_states_attorney(role, part):
        return ["JUD", *sectors]
    if noun == "officer" and any(k.entry.kind == "country" for k in part.names):
        return ["MIL", *sectors]
    return sectors


def _is_of_police_force(phrase: Phrase) -> bool:
    """As in "a patrol boat of the Civil Guard": of a force that is no army."""
    return any(part.link == "of" and any(k.entry.sector == "COP" for k in part.names) for part in phrase.parts[1:])


def _is_states_attorney(role: Match[Role], part: Part) -> bool:
    """As in "U.S. Attorney Ada Quill", "Assistant U.S. attorney": a prosecutor, whom private parties do not hire."""
    at = role.start - part.start
    before = part.tokens[at - 1] if at else None
    is_of_state = any(known.end == role.start and known.entry.kind != "person" for known in part.names)
    is_capital = part.tokens[at].is_capital
    if before is None:
        return False
    return (before.text.isupper() and before.key == "us") or (
        is_capital and (is_of_state or before.key in STATES_ATTORNEYS)
    )


def _is_of_police(part: Part) -> bool:
    """As in "police commandos", "the state police command": a word of soldiers behind "police" is the police's."""
    role = part.last_role
    end = role.end - part.start if role else len(part.tokens)
    keys = [token.key for token in part.tokens[:end]]
    return "police" in keys[:-1] and not {"and", "or"} & set(keys[keys.index("police") :]) and keys[0] != "military"


def _first_of_two(part: Part) -> str | None:
    """As in "soldiers and police": what the first of two is, where they are soldiers or police."""
    for left, right in pairwise(part.roles):
        between = part.tokens[left.end - part.start : right.start - part.start]
        is_group = left.value.is_plural or left.value.noun in COLLECTIVE
        keys = [token.key for token in between]
        if keys[:1] == ["and"] and len(keys) <= FULL_NAME_WORDS and is_group and left.value.sectors[0] in UNIFORMED:
            return left.value.sectors[0]
    return None


def is_articled(part: Part) -> bool:
    """As in "of the Kennel Club", which the article tells from "for Ada Quill"."""
    return part.link in ("of", "for") and part.tokens[0].key == "the"


def _is_of_unknown_body(part: Part, phrase: Phrase) -> bool:
    """As in "the president of the Kennel Club", "Kennel Club president": of a body by name that no table knows, so of no government."""
    role = part.last_role
    bare = _bare_head(part)
    end = role.start - part.start if role else _position(part, bare) if bare else 0
    before = part.tokens[:end]
    owners = [tuple(token for token in before if token.key != "the")] if not part.names else []
    owners += [
        tuple(token for token in other.tokens if token.key != "the")
        for other in phrase.parts
        if is_articled(other) and not other.names and not other.roles
    ]
    return any(
        all(word.is_capital for word in words) and (len(words) >= BODY_WORDS or _is_bodys(words[0]))
        for words in owners
        if words
    )


def _is_bodys(word: Token) -> bool:
    """Whether capitals inside a word show that it is a body's and no place's: "KBK", "FreeNow"."""
    return len(word.text) >= BODY_LETTERS and any(letter.isupper() for letter in word.text[1:]) and word.text.isalpha()


def _is_issuer(part: Part) -> bool:
    """As in "The Bank of Ghana": a state that no commercial bank is called by."""
    return len(part.names) == 1 and part.names[0].entry.kind == "country" and part.names[0].code not in COMMERCIAL


def _hint_after(part: Part, knowledge: Knowledge) -> str | None:
    """As in "The journalist's father": what the noun after the possessor hints at, where it is of the family."""
    key = part.tokens[-1].key
    return "CVL" if key in KIN and knowledge.words.get(key, "CVL") == "CVL" else None


def _is_owned(token: Token) -> bool:
    """Whether a possessor stands before a noun: "the governor's deputy" sits in no parliament."""
    return token.is_possessive or token.key in ("his", "her", "its", "their")


def _position(part: Part, key: str) -> int:
    return max(at for at, token in enumerate(part.tokens) if token.key == key)


def _title(role: Match[Role] | None, primary: str | None) -> str | None:
    return (
        role.value.noun
        if role is not None
        and not role.value.is_plural
        and primary in ("GOV", "ELI", "MIL", "LEG", "OPP", "PTY", "REL")
        else None
    )


def _through(part: Part, phrase: Phrase, knowledge: Knowledge, noun: str, role: Match[Role] | None) -> str | None:
    """The sector of what a transparent head belongs to: the noun before it, else its complement."""
    end = role.start if role and role.value.noun == noun else part.start + len(part.tokens)
    last = part.tokens[end - part.start - 1] if end > part.start else None
    if noun == "president" and last is not None and not last.is_capital and last.key in POLITICAL:
        return None
    before = [r for r in part.roles if (r.end <= end and r is not role) or (r is role and r.value.noun != noun)]
    if before and not (noun in BODIES and before[-1].value.sectors[0] in OVERSEEN):
        return before[-1].value.sectors[0]
    adjective = part.tokens[end - part.start - 1] if end > part.start else None
    if adjective is not None and adjective.is_capital and adjective.key in PARTY_ADJECTIVES:
        return "PTY"
    if any(_is_labour(token, part) for token in part.tokens[1:]) or _is_labour(part.tokens[0], part, possessive=True):
        return "PTY"
    hint = _hint(part, knowledge, before=end - part.start)
    if hint in OVERSEEN and (noun in BODIES or not DISTRICTS.isdisjoint(token.key for token in part.tokens)):
        return None
    if hint and hint != "ELI":
        return hint
    for other in phrase.parts[phrase.parts.index(part) + 1 :]:
        if other.link in GROUP_LINKS and other.last_role:
            sector = other.last_role.value.sectors[0]
            return (
                sector
                if sector in KEPT_BY_LEADERS or noun not in OF_GROUP or (noun, sector) == CHIEF_OF_STATE
                else None
            )
        if other.link in ("of", "for") and (hint := _hint(other, knowledge)):
            return hint
    return None


def _is_labour(token: Token, part: Part, *, possessive: bool = False) -> bool:
    """As in "the Labour spokesman", "Labor's leader": the party, where a capital is no start of a sentence's."""
    after = part.tokens[part.tokens.index(token) + 1 :][:1]
    is_party = token.is_capital and token.key in LABOUR and bool(after) and not after[0].is_capital
    return is_party and (token.is_possessive or not possessive)


def _hint(part: Part, knowledge: Knowledge, *, before: int | None = None) -> str | None:
    """The sector that the last telling word of a part hints at."""
    taken = {at - part.start for k in part.names for at in range(k.start, k.end)}
    tokens: Sequence[tuple[int, str]] = [(at, t.key) for at, t in enumerate(part.tokens[:before]) if at not in taken]
    found = [
        knowledge.words[key]
        for at, key in reversed(tokens)
        if key in knowledge.words
        and key not in FORMER
        and not (key in HEADS_ONLY and at < len(part.tokens) - 1)
        and not (key in ABBREVIATED and at == len(part.tokens) - 1)
    ]
    return found[0] if found else None
