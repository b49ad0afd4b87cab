"""Pronouns and descriptions that lean on the story: "he", "the two countries", "his counterpart", "the group", "the ministry".

Each rule looks at earlier mentions, the subject of a sentence before its other actors; none applies where nothing fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from detente.actors.accused import held_first, the_accused
from detente.actors.blocs import members
from detente.actors.bodies import bloc, keepers, mission
from detente.actors.description import Description, name_of, office_holder, person_entity, state_entity
from detente.actors.envoys import exiles, posted, same_envoy
from detente.actors.facing import allies_of, sent_home, summoned, summoned_to, the_other
from detente.actors.home import FOREIGN_WORDS
from detente.actors.look import COUNTRY_NOUNS, POSSESSIVES, QUANTIFIERS, Look, first, other_state
from detente.actors.memory import Spoken, countries_in
from detente.actors.names import key_of, tokenise, word_set
from detente.actors.offices import named_before
from detente.actors.pairs import parties_of, runs
from detente.actors.restated import another_such, apposed, by_document, of_that_age
from detente.actors.retaken import (
    breakaway,
    counted_so,
    former_ruler,
    half_of,
    its_leader,
    its_opponent,
    joined_others,
    kind_of_group,
    latter,
    member_state,
    members_of,
    own_council,
    same_noun,
    sent_by,
    some_of_the,
    some_of_them,
    speaks_for_it,
    the_country,
    the_men,
    world_court,
)
from detente.actors.sectors import UNIFORMED
from detente.actors.senses import known_names
from detente.actors.stance import IN_POWER
from detente.actors.tags import quoted_before, who_met
from detente.actors.world import of_the_body, the_coalition, the_commission, the_union
from detente.openings import subject_behind
from detente.records import Entity

CLAUSE_WORDS = word_set("and but or who that which when after before while as if")
VERB_WORDS = 3
CLAUSE_REACH = 9
"""So far from its subject a sentence's first clause may have its object: "Sir Julius has refused so far to sit down with him"."""
RELATIVE = re.compile(r"^,? (?:who|which|that)(?= )")
"""A relative clause's subject is whoever stands before it: "the president, who told him"."""
SAYS = re.compile(
    r" (?:(?:has|have|had|also|later) )?(?:sa(?:id|ys?)|den(?:ied|ies)|hoped?s?|believed?s?|warn(?:ed|s)|announced|claim(?:ed|s)?|"
    r"add(?:ed|s)|insist(?:ed|s)?|promised|feared?|complain(?:ed|s)?)(?: that)? "
)
CATCHES = re.compile(r"\b(?:arrest|detain|held|hold|seiz|captur|round|jail|caught|abduct|kidnap|took|convict|sentenc)")
SUFFERED = re.compile(
    r" (?:was|were|have been|had been|are|will be|face|could face) (?:later |all |soon )?"
    r"(?:freed|released|charged|taken|accused|beaten|held|tried|jailed|brought|let go|deported|on trial|"
    r"up to|a magistrate|suspected|\w+ years)"
)
OBJECT_REACH = 80
OBJECT_NAME = re.compile(
    r" (?:(?:has|had|also|later|then|again|once|never|would|will|did not) )?(?:told|[a-z]+(?:ed|[^s]s|t))"
    r"(?: (?:on|at|with|to|for|the|President|Mr\.?|Mrs\.?|Ms\.?|Sen\.|Rep\.|Gov\.|Dr\.?))* "
    r"((?:[A-Z][\w’'-]+ )?[A-Z][\w-]+)\b(?!['’]s)"
)
"""The verb behind a subject pronoun and the name that it is directed at: "He urged President Quill"."""
OPENS = re.compile(
    r"(?:Having|After|Before|Despite|Unlike|While|By|Since|Without|Instead of|[A-Z][a-z]+ing)\b[^,A-Z]*$"
)
"""An opening clause that names nobody."""
SUBJECTS = word_set("he she they")
OBJECTS = word_set("him them themselves")
"""Such a pronoun is hardly the subject of its own clause: the nearest mention comes first."""
MALE, FEMALE = word_set("he him his himself"), word_set("she her hers herself")
NEUTER, PLURAL = word_set("it its itself"), word_set("they them their theirs themselves")
OPPONENTS = word_set("rival opponent foe enemy challenger")
HOSTS = word_set("host hosts guest guests")
NEIGHBOURS = word_set("neighbour neighbor colony ally rival foe enemy partner adversary overlord")
OWNED_NOUNS = word_set(
    "leader president head chief chairman chairwoman chair director secretary spokesman spokeswoman spokesperson member members founder "
    "deputy representative official coordinator executive office men wing branch general-secretary treasurer organiser delegate aide "
    "negotiator negotiators delegation delegates chapter"
)
FELLOWS = word_set(
    "colleague colleagues comrade comrades fellows peers men convoy house home residence car motorcade compound villa estate offer "
    "proposal plan patience crew crews team teams staff decree decrees statement letter speech report manifesto communique speeches"
)
"""What is of the owner's sector: "his convoy", "her colleagues"."""
SERVED = ("GOV", "MIL", "LEG", None)
"""What serves an entity that is recognised in part only is that entity."""
NO_REBELS = word_set(
    "cabinet ministers government helicopters jets planes warplanes aircraft navy warships tanks submarines"
)
"""What rebels have not: these are a state's."""
FOLLOWING = word_set("supporters followers backers loyalists")
BACKERS = word_set("supporters followers allies aides backers loyalists deputies")
OPPOSES = re.compile(
    r"[^.;:\"“”]{0,80}\b(?:accus|criticis|criticiz|blam|condemn|urg|call(?:ed|s)? on|attack|denounc|slam)"
)
OUT_OF_POWER = frozenset({"OPP", "PTY", "ELI"})
UNDERGROUND = frozenset({"REB", "PRM", "CRM"})
"""Whose commanders and fighters are no state's soldiers."""
AT_HOME = frozenset({"JUD", "COP", "LEG", "MED", "EDU", "LAB", "JRN"})
"""Whose colleagues are as a rule of the same house: a judge's, a nurse's."""
FIRMS_OWN = re.compile(r"^(?:chairman|chairwoman|chief executive|ceo|shareholders?|shares)\b")
"""Whom no state has: "its chief executive" is a firm's."""
COUNTERPARTS = frozenset({"counterpart", "colleague", "opposite number"})
TELLING = re.compile(
    r"\b(?:ask|tell|told|urg|order|press|forc|allow|invit|warn|want|persuad|requir|request|instruct|command|advis|implor|beg)\w* $"
    r"|\b(?:call|lean|prevail)\w* on $"
)


def refer(look: Look) -> tuple[Entity, ...]:
    """Whom the mention takes up from earlier in the story; empty when it names somebody itself or nothing fits."""
    personal = look.description.personal
    names_somebody = personal is not None and any(
        (entity.entity_id or "").startswith("person:") or entity.name == personal.text
        for entity in look.description.entities
    )
    if not look.keys or names_somebody:
        return ()
    for rule in RULES:
        found = rule(look)
        if found:
            return found
    return ()


def _pronoun(look: Look) -> tuple[Entity, ...]:
    key = look.keys[-1] if len(look.keys) == 1 or look.keys[-2:-1] in (["of"], ["both"]) else ""
    if len(look.keys) == 1 and (
        taken_up := _sayer(look, key) or quoted_before(look, key) or who_met(look, key) or _caught(look, key)
    ):
        return taken_up
    if key in MALE | FEMALE:
        gender = "m" if key in MALE else "f"
        fitting = [s for s in _antecedents(look, key) if s.number == "person" and gender_of(s, look) in (None, gender)]
        spoken = _not_just_anyone(fitting)
        if spoken is not None and len(spoken.entities) == 1:
            look.memory.genders.setdefault(spoken.entities[0].name, gender)
        return spoken.entities if spoken else ()
    if key in NEUTER:
        return first(living(look, look.memory.before(look.mention)), lambda s: s.number in ("state", "group"))
    if key in PLURAL:
        before = _antecedents(look, key)
        return _joined_or_people(look, before) or first(look.memory.before(look.mention), lambda s: s.number == "group")
    return ()


def living(look: Look, before: Iterable[Spoken]) -> Iterator[Spoken]:
    """Antecedents without states that are no more, unless a story speaks of such a one most: "the end of the Soviet Union … It"."""
    counts, knowledge, day = look.scene.countries, look.scene.knowledge, look.scene.day
    for spoken in before:
        codes = spoken.countries
        is_gone = bool(codes) and all(knowledge.has_ended(code, day) for code in codes)
        if not is_gone or all(counts.get(codes[0], 0) >= number for number in counts.values()):
            yield spoken


def _sayer(look: Look, key: str) -> tuple[Entity, ...]:
    """As in "Denmark will send two, and Iceland said it wanted to watch": whoever is said to say so in the same clause."""
    own = look.memory.recent_of(look.mention, look.mention.sentence_index)
    if not own or not SAYS.fullmatch(look.text[own[0].mention.span.end : look.mention.span.start]):
        return ()
    number = own[0].number
    if key in ("he", "she"):
        fits = number == "person" and gender_of(own[0], look) in (None, "m" if key == "he" else "f")
    else:
        fits = number in ("state", "group") if key == "it" else key == "they" and number == "people"
    return own[0].entities if fits else ()


def _caught(look: Look, key: str) -> tuple[Entity, ...]:
    """As in "Police also held four of his relatives. They were freed": those whom the sentence before has caught."""
    if key != "they" or not SUFFERED.match(look.text, look.mention.span.end):
        return ()
    before = look.memory.recent_of(look.mention, look.mention.sentence_index - 1)
    for last, catcher in pairwise(before):
        verb = look.text[catcher.mention.span.end : last.mention.span.start]
        if CATCHES.search(verb) and last.number in ("people", "group"):
            return last.entities
    return ()


def _not_just_anyone(fitting: Sequence[Spoken]) -> Spoken | None:
    """The likeliest antecedent, but whoever its sentence names rather than somebody ("A judge ordered that Mr Zamora …")."""
    if not fitting or fitting[0].is_named or fitting[0].mention.text.split()[0].lower() not in ("a", "an", "one"):
        return next(iter(fitting), None)
    named = [s for s in fitting if s.sentence == fitting[0].sentence and s.is_named]
    return named[0] if named else fitting[0]


def _joined_or_people(look: Look, before: Sequence[Spoken]) -> tuple[Entity, ...]:
    """Several people, or states that "and" joins ("Sweden and Finland … They"), whatever comes first."""
    joined = {
        id(each): tuple(dict.fromkeys(e for one in run for e in one.entities))
        for run in runs(sorted(before, key=lambda s: s.mention.span.start), look.text)
        if len(run) > 1
        for each in run
    }
    return next((joined.get(id(s), s.entities) for s in before if s.number == "people" or id(s) in joined), ())


def _antecedents(look: Look, key: str) -> list[Spoken]:
    """Earlier mentions in the order in which the pronoun takes them up."""
    before = [s for s in held_first(look, list(look.memory.before(look.mention))) if not _is_another(s, look, key)]
    own = [s for s in before if s.sentence == look.mention.sentence_index]
    if key == "her" and own and is_subject(own[-1], look):
        return [s for s in before if s.entities != own[-1].entities]
    if key not in OBJECTS:
        return before
    if len(before) > 1 and own and is_subject(own[-1], look):
        subject = own[-1].entities
        before, own = [s for s in before if s.entities != subject], [s for s in own if s.entities != subject]
    earlier = [s for s in before if s.sentence != look.mention.sentence_index]
    return [*reversed(own), *_objects_first(earlier)]


def _is_another(spoken: Spoken, look: Look, key: str) -> bool:
    """Whether a pronoun that is a subject cannot be a mention: its verb's object, or whom it has met in the phrase before."""
    span = spoken.mention.span
    if key in SUBJECTS and subject_behind(look.text, span.start, span.end) == look.mention.span.start:
        return True
    return _is_object(spoken, look, key)


def _is_object(spoken: Spoken, look: Look, key: str) -> bool:
    """As in "He urged Mr Quill": whether the pronoun's own verb is directed at somebody by name, who is another then."""
    if key not in ("he", "she") or len(spoken.entities) != 1:
        return False
    after = look.text[look.mention.span.end : look.mention.span.end + OBJECT_REACH]
    found = OBJECT_NAME.match(after)
    return found is not None and key_of(found[1]).split()[-1] == key_of(spoken.entities[0].name).split()[-1]


def _objects_first(earlier: Sequence[Spoken]) -> Iterator[Spoken]:
    """Mentions of earlier sentences, the nearest sentence first, and in each the last first."""
    for _, group in groupby(earlier, key=lambda spoken: spoken.sentence):
        yield from reversed(list(group))


def is_subject(spoken: Spoken, look: Look) -> bool:
    """Whether only a verb stands between a mention and the pronoun, so that the pronoun is another ("officers arrested them")."""
    between = RELATIVE.sub("", look.text[spoken.mention.span.end : look.mention.span.start])
    words = between.split()
    reach = CLAUSE_REACH if spoken.mention.span.start == look.start else VERB_WORDS
    return len(words) <= reach and "," not in between and not CLAUSE_WORDS.intersection(words)


def gender_of(spoken: Spoken, look: Look) -> str | None:
    """The gender that a title or an earlier pronoun has shown of somebody."""
    return look.memory.genders.get(spoken.entities[0].name) or spoken.gender


def _several(look: Look) -> tuple[Entity, ...]:
    return parties_of(look.mention, look.description, look.memory, look.scene, look.text, heading=look.heading)


def _counterpart(look: Look) -> tuple[Entity, ...]:
    """As in "His counterpart", "her Iraqi counterpart": the same office in the other country."""
    words = [token.key.removesuffix("s") for token in look.description.phrase.head.tokens[-2:]]
    if COUNTERPARTS.isdisjoint((words[-1], " ".join(words))) or (
        look.description.personal and look.keys[0] not in POSSESSIVES
    ):
        return ()
    owner = next((s for s in look.memory.before(look.mention) if s.number == "person"), None)
    own = owner.entities[0] if owner else None
    if look.keys[-1] in ("colleagues", "counterparts") and _is_of_region(look):
        return (Entity(name=name_of(look.mention.text), sector=own.sector if own else None),)
    if "and" in look.keys or (own and words[-1] == "colleague" and own.sector in AT_HOME):
        return ()
    codes = (
        [k.code for k in look.description.phrase.names if k.code] or _two_others(look, own) or _other_country(look, own)
    )
    if not codes:
        return ()
    return tuple(_colleague(look, own, code) for code in dict.fromkeys(codes))


def _is_of_region(look: Look) -> bool:
    """As in "met Nordic colleagues": people of several states, and of no body, whom only their region tells."""
    is_told = any(known.code for known in look.description.phrase.names)
    return not is_told and (members(look.keys) is not None or not FOREIGN_WORDS.isdisjoint(look.keys))


def _two_others(look: Look, own: Entity | None) -> list[str]:
    """As in "He telephoned both of his colleagues": the two states beside his own that the story names most."""
    if look.keys[0] != "both" or own is None:
        return []
    counts, known = look.scene.countries, look.scene.knowledge.countries
    named = (code for code in counts if counts[code] and code in known and code != own.country)
    others = sorted(named, key=lambda code: -counts[code])
    return others[:2] if len(others) > 1 else []


def _other_country(look: Look, own: Entity | None) -> list[str]:
    codes = countries_in(look.memory.recent(look.mention), look.scene.knowledge)
    codes = codes if len(codes) > 1 else [c for c, n in look.scene.countries.items() if n]
    others = [code for code in codes if own is None or code != own.country]
    if len(others) == 1 or (others and len(codes) <= 2):
        return others[:1]
    other = other_state(look, own.country if own else None)
    return [other] if other and own else []


def _colleague(look: Look, own: Entity | None, code: str) -> Entity:
    role = (own.role or "").removeprefix("former ") if own else None
    offices = look.scene.knowledge.offices.get(role or "", ())
    if role == "head of government":
        offices = ("hog",)
    found = look.scene.holder(code, offices)
    if found is not None and not look.description.sector.is_plural and not look.description.personal:
        return person_entity(found[0], look.scene)
    sector = own.sector if own and own.sector not in ("ELI", None) else "GOV"
    personal = look.description.personal
    return Entity(
        name=personal.text if personal else name_of(look.mention.text), country=code, sector=sector, role=role
    )


def _possessed(look: Look) -> tuple[Entity, ...]:
    """As in "His country", "its forces", "their lawyers": of the owner's country, of the noun's sector."""
    keys = _owned_words(look.keys)
    possessive = keys[0]
    head = look.description.phrase.head
    is_told = any(known.code and known.entry.kind != "person" for known in head.names)
    if possessive not in POSSESSIVES or len(keys) < 2 or is_told:
        return ()
    owners = _owner(look, possessive)
    if possessive == "its" and not owners and FIRMS_OWN.search(" ".join(keys[1:3])):
        return (replace(_belonging(look, "", None), country=None, sector="BUS"),)
    codes: list[str | None] = list(dict.fromkeys(e.country for e in owners if e.country)) or [look.default]
    if (
        look.keys[0] == "its"
        and look.keys[-1] in ("neighbours", "neighbors")
        and codes[0] in look.scene.knowledge.countries
    ):
        return (Entity(name=name_of(look.mention.text), sector="GOV"),)
    if look.keys[-1] in HOSTS and not look.description.personal and codes[0]:
        near = countries_in(look.memory.before(look.mention), look.scene.knowledge)
        other = next((code for code in near if code != codes[0]), None)
        return (state_entity(other, look.scene),) if other else ()
    if possessive in ("his", "her") and look.keys[-1] in OPPONENTS and len(owners) == 1:
        return _rival(look, owners[0])
    if look.keys[-1] in NEIGHBOURS and not look.description.personal:
        other = other_state(look, codes[0])
        return (state_entity(other, look.scene),) if other else ()
    if (
        look.keys[-1] in COUNTRY_NOUNS
        and len(look.keys) == 2
        and codes[0]
        and codes[0] in look.scene.knowledge.countries
    ):
        return (state_entity(codes[0], look.scene),)
    return tuple(_belonging(look, code, next(iter(owners), None)) for code in codes if code)


def _rival(look: Look, owner: Entity) -> tuple[Entity, ...]:
    """As in "His rival": the last other person, else somebody of the owner's country, in opposition to whoever governs."""
    others = (s for s in look.memory.recent(look.mention) if s.number == "person" and s.entities != (owner,))
    other = next((s.entities[0] for s in others if s.is_named and s.countries[:1] != ["EUR"]), None)
    if other is not None and not look.description.personal:
        return (other,)
    personal = look.description.personal
    sector = "OPP" if owner.sector == "GOV" else owner.sector
    return (
        Entity(name=personal.text if personal else name_of(look.mention.text), country=owner.country, sector=sector),
    )


def _owned_words(keys: list[str]) -> list[str]:
    """The words from the possessive on: "three of [his comrades]"."""
    at = keys.index("of") + 1 if "of" in keys[:3] else 0
    is_part = 0 < at < len(keys) and keys[at] in POSSESSIVES and (keys[0] in QUANTIFIERS or keys[0].isdigit())
    return keys[at:] if is_part else keys


def _belonging(look: Look, code: str, owner: Entity | None) -> Entity:
    sector, personal = look.description.sector, look.description.personal
    name = personal.text if personal else name_of(look.mention.text)
    primary = sector.primary
    if (
        owner
        and owner.sector
        and (
            belongs_to_owner(look.description)
            or (look.keys[-1] in FELLOWS and not look.description.personal)
            or (look.keys[1:2] in (["colleague"], ["comrade"]) and primary is None)
            or (
                owner.sector in UNDERGROUND
                and primary in ("MIL", "UAF", "GOV", None)
                and look.keys[-1] not in NO_REBELS
            )
        )
    ):
        primary = owner.sector
    if owner and owner.sector == "PRE" and primary in SERVED:
        primary = "PRE"
    others = sector.others
    if owner and look.keys[-1] in FOLLOWING:
        primary = "OPP" if owner.sector in OUT_OF_POWER else primary
        others = (owner.sector,) if primary == "CVL" and owner.sector in IN_POWER else others
    if owner and owner.sector in UNIFORMED and primary in UNIFORMED:
        primary = owner.sector
    return Entity(name=name, country=code, sector=primary, other_sectors=others, role=sector.title)


def belongs_to_owner(description: Description) -> bool:
    """Whether the noun says nothing of a sector itself, so that its owner's counts ("its leader", "the party's members")."""
    sector = description.sector
    is_vague = bool(sector.head) and (sector.head or "").split()[-1] in OWNED_NOUNS
    return is_vague and sector.primary in (None, "GOV", "CVL", "BUS", "LAB", "SOC", "LEG")


def _owner(look: Look, possessive: str) -> tuple[Entity, ...]:
    before = list(look.memory.before(look.mention))
    own = [s for s in before if s.sentence == look.mention.sentence_index]
    fits = own and (possessive in ("its", "their") or own[-1].number == "person")
    if fits and len(own) > 1 and _is_told_to(own[-2], own[-1], look):
        return own[-1].entities
    if possessive in ("his", "her"):
        return first(before, lambda s: s.number == "person") or first(before, lambda s: bool(s.countries))
    if possessive == "its" and (owner := _owner_behind(look)):
        return (owner,)
    if possessive == "its" and FIRMS_OWN.search(" ".join(look.keys[1:3])):
        return first(before, lambda s: s.entities[0].sector == "BUS") or first(before, lambda s: s.number == "group")
    if possessive == "its":
        return first(before, lambda s: s.number in ("state", "group")) or first(before, lambda s: bool(s.countries))
    return (
        _joined_or_people(look, own)
        or first(before, lambda s: s.number in ("people", "group"))
        or first(before, lambda s: bool(s.countries))
    )


def _owner_behind(look: Look) -> Entity | None:
    """As in "Having failed to move its neighbour, Peru sued": the state that is the main clause's subject, where nobody is named before."""
    start = max(look.text.rfind(stop, 0, look.mention.span.start) + len(stop) for stop in (". ", "\n"))
    before, (aside, comma, main) = (
        look.text[start : look.mention.span.start],
        look.text[look.mention.span.end :].partition(", "),
    )
    if not OPENS.match(before) or not comma or len(aside) > OBJECT_REACH or "." in aside:
        return None
    subject = next(iter(known_names(tokenise(main[:OBJECT_REACH]), look.scene)), None)
    is_first = subject is not None and subject.entry.kind == "country" and subject.start <= int(main.startswith("the "))
    if subject is None or not is_first or subject.name.form not in ("name", "seat"):
        return None
    return state_entity(subject.code or "", look.scene)


def _is_told_to(teller: Spoken, told: Spoken, look: Look) -> bool:
    """As in "The Maldives has asked India to withdraw its soldiers": whoever is told to do it does it with what is theirs."""
    verb = look.text[teller.mention.span.end : told.mention.span.start]
    deed = look.text[told.mention.span.end : look.mention.span.start]
    return TELLING.search(verb) is not None and re.fullmatch(r" (?:not )?to \w+ ", deed) is not None


def _state_of_opponent(look: Look) -> str | None:
    """As in "The opposition in Peru accused the government": an opposition opposes that of its own state."""
    own = look.memory.recent_of(look.mention, look.mention.sentence_index)
    subject = own[-1] if own else None
    if subject is None or subject.entities[0].sector != "OPP" or not OPPOSES.match(look.text, subject.mention.span.end):
        return None
    code = subject.entities[0].country
    return code if code in look.scene.knowledge.countries else None


def _domestic(look: Look) -> tuple[Entity, ...]:
    """As in "The government", "the president" of the story's main country."""
    sector, default = look.description.sector, look.default
    if look.description.country or look.description.entities or look.description.personal or default is None:
        return ()
    if len(look.keys) > len((sector.head or "").split()) + 1 or look.keys[0] not in ("the", sector.head):
        return ()
    if sector.head in COUNTRY_NOUNS and default in look.scene.knowledge.countries:
        return (state_entity(_state_of_opponent(look) or default, look.scene),)
    held = None if sector.is_plural else office_holder(sector, default, look.scene)
    return (held,) if held else ()


RULES: tuple[Callable[[Look], tuple[Entity, ...]], ...] = (
    member_state,
    apposed,
    of_that_age,
    by_document,
    another_such,
    _pronoun,
    counted_so,
    joined_others,
    the_other,
    allies_of,
    sent_home,
    _several,
    _counterpart,
    _possessed,
    summoned,
    summoned_to,
    exiles,
    the_union,
    keepers,
    mission,
    bloc,
    its_opponent,
    its_leader,
    same_envoy,
    the_accused,
    the_coalition,
    own_council,
    same_noun,
    named_before,
    the_commission,
    of_the_body,
    world_court,
    kind_of_group,
    the_country,
    latter,
    former_ruler,
    breakaway,
    members_of,
    speaks_for_it,
    posted,
    sent_by,
    the_men,
    some_of_the,
    some_of_them,
    half_of,
    _domestic,
)
