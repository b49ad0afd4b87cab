"""Descriptions that take up somebody of whom the story has spoken: "the ministry", "the group", "the kingdom", "the latter", "the others".

Each rule looks at earlier mentions; none applies where nothing fits.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from detente.actors.blocs import EMPIRES, is_sort, members
from detente.actors.description import Description, name_of, state_entity
from detente.actors.look import COUNTRY_NOUNS, POSSESSIVES, QUANTIFIERS, Look, first
from detente.actors.memory import COUNTS, PLURAL_NOUNS, Spoken, countries_in
from detente.actors.names import key_of, word_set
from detente.records import Entity

SECTORS_OF: dict[str, tuple[str, ...]] = {
    "group": ("REB", "PRM", "OPP", "PTY", "SOC", "CRM", "LAB", "NGO"),
    "movement": ("REB", "PTY", "OPP", "SOC", "PRM"),
    "militants": ("REB", "PRM"),
    "rebels": ("REB", "PRM"),
    "organisation": ("IGO", "NGO", "SOC", "REB", "PTY", "LAB"),
    "organization": ("IGO", "NGO", "SOC", "REB", "PTY", "LAB"),
    "agency": ("IGO", "GOV", "JRN", "SPY"),
    "body": ("IGO", "GOV", "SOC", "LAB"),
    "court": ("JUD", "IGO"),
    "bloc": ("IGO", "PTY", "OPP"),
    "alliance": ("IGO", "PTY", "OPP", "MIL"),
    "union": ("LAB", "IGO"),
    "party": ("PTY", "OPP"),
    "company": ("BUS",),
    "firm": ("BUS",),
    "airline": ("BUS",),
    "bank": ("BUS", "IGO"),
    "newspaper": ("JRN",),
    "paper": ("JRN",),
    "broadcaster": ("JRN",),
    "channel": ("JRN",),
    "station": ("JRN",),
    "network": ("JRN",),
    "outlet": ("JRN",),
    "council": ("REB", "GOV", "LEG", "IGO"),
    "charity": ("SOC", "NGO"),
    "watchdog": ("SOC", "NGO", "IGO"),
    "militia": ("PRM", "REB"),
}
CONVENES = re.compile(
    r",? (?:(?:has|had|also|then|later|immediately|will|would) )*(?:convene|chair|preside|summon|assemble|gather)\w*"
    r"(?: over)?(?: an?(?: [a-z]+)? (?:meeting|session) of)? "
)
"""What a leader does with a council of his own."""
WORLD = re.compile(r"\b(?:UN|U\.N\.|United Nations)(?!\w)")
STATE_SORTS = frozenset(
    {
        "country",
        "nation",
        "republic",
        "kingdom",
        "island",
        "island nation",
        "island state",
        "archipelago",
        "sultanate",
        "emirate",
    }
) | {"principality"}
STATE_NAMES = word_set("country nation republic kingdom state sultanate emirate")
RULERS = word_set("president premier chancellor") | {"prime minister"}
"""Where a story has several, the one of whom it speaks most is called so without a country."""
SORT_REACH = 99
COUNTED_REACH = 9
SPEAKS_REACH = 2
HALVES = ({"north": "PRK", "south": "KOR"}, {"north": "SDN", "south": "SSD"})
"""Divided countries whose halves news calls by the point of the compass."""
BODIES = word_set("body bloc alliance organisation organization union court")
BREAKAWAY = word_set("separatists region republic territory enclave entity statelet secessionists")
DEFINITE = word_set("the this that these those his her its their")
SENDS = re.compile(
    r"^,? (?:(?:has|have|had|will|would|not|is|are|was|were|also|later|then|to|today|already|agreed|offered|plans|promised) )*"
    r"(?:send|sends|sent|sending|dispatch\w*|deploy\w*|appoint\w*|named|assign\w*|"
    r"keeps?|kept|mass\w*|station\w*|mobili[sz]\w*) (?:in |out |also )?(?:[a-z]+s and )?(?:about |some |up to )?$"
)
"""What stands between whoever sends somebody and whom."""
ASIDE = re.compile(r"^, (?:which|who) [^,;]{3,60},")
NAMED_BODIES = word_set(
    "front federation confederation association society foundation league campaign forum initiative collective congress institute"
)
MENS_SECTORS = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM", "SPY", "LAB"})
COURTS = word_set("court tribunal chambers")
KIND_WORDS = word_set("armed militant rebel islamist regional global banned")
ADDRESSED = re.compile(
    r"\b(?:address(?:ed|es|ing)?|told|thank(?:ed|s|ing)?|apologi[sz](?:ed?|es|ing) to|(?:spoke|speech|message|address|speaking) to) $"
)
"""Before "the nation" they make it the people: "in an address to the nation"."""
MOST_WORDS = 4
THE_AND_NOUN = 2
JOINS = re.compile(r",? (?:and|with|along with|together with|as well as) ")
PART_OF_SOME = 4
ROUND = word_set("the of them all at least more than about nearly almost some over around up to")


def same_noun(look: Look) -> tuple[Entity, ...]:
    """As in "The minister", "the ministry": whoever was called so last, of the same country where one is told."""
    description, head = look.description, look.description.sector.head
    if (
        not head
        or description.personal
        or any(e.entity_id and not e.entity_id.startswith("person:") for e in description.entities)
    ):
        return ()
    if look.keys[0] not in ("the", "that", "this") or len(look.keys) > len(head.split()) + 1 + bool(
        description.country
    ):
        return ()
    if head in COUNTRY_NOUNS and description.country:
        return ()
    fitting = [
        spoken
        for spoken in look.memory.recent(look.mention)
        if head in spoken.nouns
        and (len(spoken.entities) == 1 or (description.sector.is_plural and spoken.number == "people"))
        and same_count(spoken, description)
        and spoken.entities[0].country
        and description.country in (None, spoken.entities[0].country)
    ]
    if head in RULERS and description.country is None:
        fitting.sort(key=lambda spoken: -look.memory.often[spoken.entities])
        subject = look.memory.of_sentence(look.mention.sentence_index)[:1]
        told = {code for spoken in look.memory.of_sentence(look.mention.sentence_index) for code in spoken.countries}
        if (
            len(told) == 1
            and subject[0].number in ("state", "people")
            and told <= look.scene.knowledge.countries.keys()
        ):
            fitting.sort(key=lambda spoken: spoken.entities[0].country not in told)
    return fitting[0].entities if fitting else ()


def counted_so(look: Look) -> tuple[Entity, ...]:
    """As in "Four organisations … the four", "six of its members … the six men": whoever was counted so just before."""
    is_counted = look.keys[0] in ("the", "all") and look.keys[1:2] and look.keys[1] in COUNTS - {"two"}
    if not is_counted or look.keys[THE_AND_NOUN:] not in ([], ["men"], ["women"], ["people"]):
        return ()
    return first(
        look.memory.before(look.mention, reach=COUNTED_REACH),
        lambda s: (
            s.number == "people"
            and len(s.entities) == 1
            and bool(s.countries)
            and s.mention.text.split()[0].lower() == look.keys[1]
        ),
    )


def some_of_the(look: Look) -> tuple[Entity, ...]:
    """As in "One of the attachés": of those who were called so last."""
    if len(look.keys) != PART_OF_SOME or look.keys[0] not in QUANTIFIERS or look.keys[1:3] != ["of", "the"]:
        return ()
    nouns = {look.description.sector.head or look.keys[-1], look.keys[-1].removesuffix("s")}
    return first(
        look.memory.recent(look.mention),
        lambda s: s.number == "people" and len(s.entities) == 1 and not nouns.isdisjoint(s.nouns),
    )


def the_men(look: Look) -> tuple[Entity, ...]:
    """As in "Three soldiers were caught. The men …": the last of whom the story told as people in arms, at work or under arrest."""
    if look.keys not in (["the", "men"], ["the", "women"]):
        return ()
    if named := _named_together(look):
        return named
    return first(
        (s for s in look.memory.before(look.mention) if s.sentence < look.mention.sentence_index),
        lambda s: s.number == "people" and len(s.entities) == 1 and s.entities[0].sector in MENS_SECTORS,
    )


def _named_together(look: Look) -> tuple[Entity, ...]:
    """As in "Ada Quill and Tom Abel were handed over": the first two persons of the sentence before, where "and" joins them."""
    before = sorted(look.memory.of_sentence(look.mention.sentence_index - 1), key=lambda s: s.mention.span.start)
    for left, right in pairwise(before):
        is_pair = all(s.number == "person" and s.is_named and len(s.entities) == 1 for s in (left, right))
        if is_pair and look.text[left.mention.span.end : right.mention.span.start] == " and ":
            return (left.entities[0], right.entities[0])
    return ()


def its_opponent(look: Look) -> tuple[Entity, ...]:
    """As in "The opposition leader": the one of the opposition who was named last."""
    if look.description.sector.head != "opposition leader" or look.keys[0] != "the" or look.description.personal:
        return ()
    told = look.description.country
    return first(
        look.memory.recent(look.mention),
        lambda s: s.number == "person" and s.entities[0].sector == "OPP" and told in (None, s.entities[0].country),
    )


def its_leader(look: Look) -> tuple[Entity, ...]:
    """As in "Prime Minister Ada Quill … The Japanese leader": whom the story named at the head of the state, by its day's leader first."""
    description = look.description
    sector, names = description.sector, description.phrase.names
    is_led = sector.title == "leader" and not (sector.is_plural or sector.is_former or sector.is_qualified)
    if not is_led or description.personal or [known.entry.kind for known in names] != ["country"]:
        return ()
    offices, told = look.scene.knowledge.offices, [entity.name for entity in description.entities]

    def fits(spoken: Spoken) -> bool:
        entity = spoken.entities[0]
        is_one = spoken.number == "person" and len(spoken.entities) == 1 and entity.sector in ("GOV", "MIL")
        is_head = {"hog", "leader"}.intersection(offices.get(entity.role or "", ()))
        return is_one and entity.country == description.country and bool(is_head)

    by_day = first(look.memory.recent(look.mention), lambda s: [entity.name for entity in s.entities] == told)
    return by_day or first(look.memory.recent(look.mention), fits)


def same_count(spoken: Spoken, description: Description) -> bool:
    """Whether both are of one person, or both of several."""
    is_plural = description.sector.is_plural or description.sector.head in PLURAL_NOUNS
    return (spoken.number == "people") == is_plural or spoken.number == "group"


def kind_of_group(look: Look) -> tuple[Entity, ...]:
    """As in "The group", "the company", "the bloc": the last named actor of that kind."""
    noun = look.keys[-1]
    is_long = len(look.keys) > (MOST_WORDS if noun in BODIES else 2)
    if noun in NAMED_BODIES:
        return _named_so(look) if look.keys == ["the", noun] and not look.description.entities else ()
    if noun not in SECTORS_OF or look.keys[0] not in ("the", "that", "this") or look.description.entities:
        return ()
    if any(known.entry.kind == "region" for known in look.description.phrase.names):
        return ()
    if is_long and not (len(look.keys) == MOST_WORDS - 1 and look.keys[1] in KIND_WORDS):
        return ()
    wanted = SECTORS_OF[noun]
    tokens = look.description.phrase.head.tokens
    # A name's own words, as in "the Democratic Alliance": taken up is only who has them in the name.
    own = {token.key for token in tokens[1:-1] if token.is_capital} if tokens[-1].is_capital else set()

    def fits(spoken: Spoken) -> bool:
        if not own <= set(key_of(spoken.entities[0].name).split()):
            return False
        is_kind = len(spoken.entities) == 1 and spoken.entities[0].sector in wanted
        return is_kind and spoken.number in ("group", "people") and (noun != "court" or _is_court(spoken))

    return first(look.memory.recent(look.mention), fits)


def _named_so(look: Look) -> tuple[Entity, ...]:
    """As in "The federation": the body spoken of last that has the noun in its name."""
    noun = look.keys[-1]
    return first(
        look.memory.recent(look.mention),
        lambda s: len(s.entities) == 1 and s.number == "group" and noun in key_of(s.entities[0].name).split(),
    )


def _is_court(spoken: Spoken) -> bool:
    """Whether an international body is a court: the OAS is not "the Supreme Court"."""
    return spoken.entities[0].sector == "JUD" or not COURTS.isdisjoint(key_of(spoken.entities[0].name).split())


def the_country(look: Look) -> tuple[Entity, ...]:
    """As in "The country", "the kingdom", "the Baltic republic": the state named last that can be called so, subjects first."""
    if look.keys[0] != "the" or len(look.keys) < 2 or look.description.country or look.description.entities:
        return ()
    among, noun = members(look.keys), " ".join(look.keys[1:])
    is_told = noun in STATE_SORTS or (look.keys[-1] in STATE_NAMES and (among or _is_plain(look)))
    if not is_told:
        return ()
    sort = next((word for word in look.keys if word in STATE_SORTS), "country")

    def fits(code: str) -> bool:
        return is_sort(sort, code) and (among is None or code in among)

    near = countries_in(look.memory.before(look.mention), look.scene.knowledge)
    named = countries_in(look.memory.before(look.mention, reach=SORT_REACH), look.scene.knowledge)
    code = next((c for c in (*near, *named) if fits(c)), None)
    default = code or (look.default if fits(look.default or "") else None)
    if default and noun == "nation" and ADDRESSED.search(look.text[: look.mention.span.start]):
        return (Entity(name=noun, country=default, sector="CVL"),)
    return (state_entity(default, look.scene),) if default and default in look.scene.knowledge.countries else ()


def _is_plain(look: Look) -> bool:
    """Whether only a few small words describe the state ("the small country"), and no name or place."""
    tokens = look.description.phrase.tokens
    is_short = len(tokens) <= MOST_WORDS and len(look.description.phrase.parts) == 1
    return is_short and tokens[-1].key != "state" and not any(token.is_capital for token in tokens[1:])


def member_state(look: Look) -> tuple[Entity, ...]:
    """As in "A NATO member", "an EU member state": the state that was named last, the sentence's subject first."""
    if look.keys[0] not in ("a", "an", "another", "fellow") or look.keys[-1] not in (
        "member",
        "state",
        "nation",
        "country",
    ):
        return ()
    bodies = [
        k for k in look.description.phrase.head.names if k.entry.kind == "organisation" and k.entry.sector == "IGO"
    ]
    if "member" not in look.keys or len(bodies) != 1 or len(look.description.phrase.parts) > 1:
        return ()
    code = next(iter(countries_in(look.memory.before(look.mention), look.scene.knowledge)), None)
    return (state_entity(code, look.scene),) if code else ()


def world_court(look: Look) -> tuple[Entity, ...]:
    """As in "The judges in The Hague", "the tribunal": of the international court that the story has named."""
    description = look.description
    if (
        description.sector.primary != "JUD"
        or look.keys[0] != "the"
        or len(description.phrase.head.tokens) != THE_AND_NOUN
        or description.personal
    ):
        return ()
    body = next(
        (
            s.entities[0]
            for s in look.memory.recent(look.mention)
            if len(s.entities) == 1 and not s.nouns.isdisjoint(("court", "tribunal"))
        ),
        None,
    )
    if body is None or body.country not in ("IGO", "UNO", "EUR"):
        return ()
    return (Entity(name=name_of(look.mention.text), country=body.country, sector="IGO", role=description.sector.title),)


def latter(look: Look) -> tuple[Entity, ...]:
    """As in "The latter", "the former": the last, or the first, of the actors of the nearest sentence that has several."""
    if look.keys not in (["the", "latter"], ["the", "former"]):
        return ()
    for _, group in groupby(look.memory.before(look.mention), key=lambda spoken: spoken.sentence):
        several = [s for s in group if len(s.entities) == 1]
        if len(several) > 1 or look.keys[1] == "latter":
            return several[-1 if look.keys[1] == "latter" else -2].entities if several else ()
    return ()


def sent_by(look: Look) -> tuple[Entity, ...]:
    """As in "The Commission will send inspectors", "Trinidad has sent a mediator": of whoever sends them."""
    description = look.description
    if description.country or description.entities or description.personal or look.keys[0] in DEFINITE:
        return ()
    own = next(iter(look.memory.recent_of(look.mention, look.mention.sentence_index)), None)
    between = look.text[own.mention.span.end : look.mention.span.start] if own else ""
    between = ASIDE.sub("", between)
    if own is None or not SENDS.match(between):
        return ()
    return tuple(sent for sender in own.entities for sent in _sent(look, sender))


def _sent(look: Look, sender: Entity) -> tuple[Entity, ...]:
    sector = look.description.sector
    primary = (
        "IGO" if sender.sector == "IGO" and sector.primary in (None, "GOV", "COP", "CVL", "SOC") else sector.primary
    )
    if primary in (None, "CVL") and sender.sector in ("GOV", "MIL", "COP"):
        primary = sender.sector
    name = name_of(look.mention.text)
    return (Entity(name=name, country=sender.country, sector=primary, role=sector.title),) if sender.country else ()


def former_ruler(look: Look) -> tuple[Entity, ...]:
    """As in "The former colonial power", "the former colony": the nearest state that had colonies, or that had none."""
    is_power = "colonial" in look.keys and look.keys[-1] in ("power", "ruler", "master")
    if look.description.country or not (is_power or look.keys == ["the", "former", "colony"]):
        return ()
    named = countries_in(look.memory.before(look.mention, reach=SORT_REACH), look.scene.knowledge)
    code = next((code for code in named if (code in EMPIRES) == is_power), None)
    return (state_entity(code, look.scene),) if code else ()


def breakaway(look: Look) -> tuple[Entity, ...]:
    """As in "The separatists", "the breakaway region": the partially recognised entity that the story has named."""
    if look.keys[0] != "the" or look.keys[-1] not in BREAKAWAY or look.description.country:
        return ()
    return first(look.memory.recent(look.mention), lambda s: len(s.entities) == 1 and s.entities[0].sector == "PRE")


def members_of(look: Look) -> tuple[Entity, ...]:
    """As in "Twenty-six of the 52 members": of the body that was spoken of last."""
    description = look.description
    if description.sector.head != "member" or description.country or description.personal:
        return ()
    if description.sector.primary is not None or description.phrase.names or look.keys[0] in POSSESSIVES:
        return ()
    body = next(
        (s.entities[0] for s in look.memory.recent(look.mention) if len(s.entities) == 1 and s.number == "group"), None
    )
    if body is None or body.sector in (None, "GOV", "JRN", "BUS"):
        return ()
    return (Entity(name=name_of(look.mention.text), country=body.country, sector=body.sector, role="member"),)


def speaks_for_it(look: Look) -> tuple[Entity, ...]:
    """As in "Spokeswoman Ada Quill": of the body, no state's, that was spoken of last and just before."""
    description, personal = look.description, look.description.personal
    head = (description.sector.head or "").split()[-1:]
    if personal is None or head not in (["spokesman"], ["spokeswoman"], ["spokesperson"]) or description.country:
        return ()
    if len(look.keys) != len(personal.keys) + 1:
        return ()
    groups = (s for s in look.memory.before(look.mention, reach=SPEAKS_REACH) if s.number in ("group", "state"))
    body = next((s.entities[0] for s in groups if len(s.entities) == 1), None)
    if body is None or body.sector in (None, "GOV", "JRN"):
        return ()
    return (Entity(name=personal.text, country=body.country, sector=body.sector, role=description.sector.title),)


def joined_others(look: Look) -> tuple[Entity, ...]:
    """As in "Ada Quill and 40 others": of the country and sector of whoever they are joined to."""
    words = [key for key in look.keys if key not in ROUND]
    if look.keys[-1] != "others" or not all(key in QUANTIFIERS or key.isdigit() for key in words):
        return ()
    own = next(iter(reversed(look.memory.of_sentence(look.mention.sentence_index))), None)
    if own is None or len(own.entities) != 1 or own.number not in ("person", "people"):
        return ()
    entity = own.entities[0]
    is_joined = JOINS.fullmatch(look.text[own.mention.span.end : look.mention.span.start])
    if not is_joined or entity.sector in (None, "ELI"):
        return ()
    return (Entity(name=name_of(look.mention.text), country=entity.country, sector=entity.sector),)


def some_of_them(look: Look) -> tuple[Entity, ...]:
    """As in "Two", "the others", "most": of the people who were spoken of last."""
    words = [key for key in look.keys if key not in ROUND]
    if not words or not all(key in QUANTIFIERS or key.isdigit() for key in words):
        return ()
    return first(look.memory.before(look.mention), lambda s: s.number == "people")


def half_of(look: Look) -> tuple[Entity, ...]:
    """As in "The North" and "the South" of a divided country that the story speaks of: both its halves, or more of it than of others."""
    if len(look.keys) != 2 or look.keys[0] != "the" or not look.mention.text.split()[-1][0].isupper():
        return ()
    counts = look.scene.countries
    told = max(HALVES, key=lambda halves: sum(counts.get(code, 0) for code in halves.values()))
    code = told.get(look.keys[-1]) if any(counts.get(c) for c in told.values()) else None
    return (state_entity(code, look.scene),) if code else ()


def own_council(look: Look) -> tuple[Entity, ...]:
    """As in "The Ruritanian president convened the Security Council": of the state whose leader calls it, where no text names the UN."""
    subject = next(iter(look.memory.recent_of(look.mention, look.mention.sentence_index)), None)
    if look.keys != ["the", "security", "council"] or subject is None or len(subject.countries) != 1:
        return ()
    is_leader = subject.number == "person" and subject.entities[0].sector == "GOV"
    between = look.text[subject.mention.span.end : look.mention.span.start]
    if not is_leader or subject.countries[0] not in look.scene.knowledge.countries or WORLD.search(look.text):
        return ()
    if not CONVENES.fullmatch(between):
        return ()
    return (Entity(name=name_of(look.mention.text), country=subject.countries[0], sector="GOV"),)
