"""One mention's own words -> what they say: entities, country, sector, role, personal name; nothing from the rest of the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from detente.actors.american import is_american, speaks_of_americans
from detente.actors.blocs import LACKING, is_led_by_government
from detente.actors.entries import OFFICE_SECTORS, OFFICE_WORDS, Entry, Term
from detente.actors.incumbents import says_in_office, was_then
from detente.actors.members import ARTICLES, OF_CONGRESS, as_lawmaker, as_members, as_person, leads_body
from detente.actors.names import word_set
from detente.actors.personal import Personal, owner_name, personal_name
from detente.actors.phrases import Part, Phrase, parse
from detente.actors.sectors import Sector, sector_of
from detente.actors.senses import JOINERS, Known, Scene, is_settled_by_story
from detente.actors.settings import in_setting
from detente.records import Entity

COUNTRY_LINKS = ("of", "in", "from", "at", "near", "on", "for", "representing", "inside", "within", "across")
POSTED = word_set("ambassador envoy consul attache embassy consulate diplomat") | {"consul general", "special envoy"}
"""These are in a state not their own: "the embassy in Vienna"."""
FOREIGN_BOUND = POSTED | word_set("minister representative negotiator mission")
"""For these "for X" and "to X" name the counterpart, not the country that they serve."""
ARBITERS = word_set("panel arbitrators")
"""Who sit at The Hague between states, as courts do."""
STATE_NOUNS = word_set(
    "government administration authorities authority regime state republic nation kingdom country cabinet"
)
STATE_OFFICES = frozenset(
    {"minister", "ministry", "foreign minister", "foreign ministry", "prime minister", "premier", "defence minister"}
)
SUBSTATE = word_set("local regional provincial city municipal district county central-african military interim")
DEPARTMENTS = word_set("department directorate bureau division command section")
OF_SEVERAL = word_set("envoys observers monitors mediators delegates diplomats representatives")
STUDIES = word_set(
    "politics history studies affairs law literature philology economics language culture art music relations"
)
"""What scholars are of by their subject: "a professor of Korean politics"."""
NAMED_KINDS = ("organisation", "group", "body", "outlet")
OWN_SECTOR = frozenset(
    {"CVL", "JRN", "REF", "EDU", "MED", "REL", "LAB", "BUS", "AGR", "SOC", "JUD", "COP", "MIL", "LEG"}
)
"""Sectors that a noun keeps beside an organisation's name ("UN peacekeepers", "Hamas supporters")."""
KEPT_BESIDE_IGO = frozenset({"MIL", "REF", "CVL", "JRN"})
CENTRED = ("IND", "PAK")
"""Federations whose newspapers call the federal government "the Centre"."""
SOLE_OFFICES = {
    **dict.fromkeys(["pope", "papal", "pontiff", "holy father", "nuncio", "papal nuncio", "nunciature"], "VAT"),
    **dict.fromkeys(["taoiseach", "tanaiste"], "IRL"),
}
"""Offices that one state has: news gives them no country."""
THRONES: dict[str, str] = {
    "king": "GBR SAU JOR MAR ESP SWE NOR DNK NLD BEL THA BHR KHM BTN TON LSO SWZ MYS NPL GRC ITA EGY IRQ LBY AFG LAO YUG ROU BGR",
    "queen": "GBR DNK NLD TON",
    "emperor": "JPN ETH IRN CAF VNM",
    "monarch": "GBR SAU JOR MAR ESP SWE NOR DNK NLD BEL THA BHR KHM BTN TON LSO SWZ MYS NPL",
    "emir": "KWT QAT BHR",
    "sultan": "OMN BRN",
    "pope": "VAT",
    "pontiff": "VAT",
    "grand duke": "LUX",
    "chancellor": "DEU AUT",
    "taoiseach": "IRL",
}
"""Titles that only these states have; elsewhere they are no head of state or government."""
SEAT_OF_CHURCH = "VAT"
"""A state whose acts are a church's: of 40 bare mentions in the corpus' training sentences 32 are REL."""
HIGHEST = ("hos", "hog", "leader", "junta")
ELECTED = timedelta(days=80)
"""Between the election of a president and the inauguration lie up to so many days (United States: at most 79)."""
LED = frozenset({"OPP", "PTY", "LEG", "REB", "PRM", "LAB", "BUS", "SOC", "CRM"})
"""Sectors whose leader or president ("the leader of the opposition") is not the state's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a mention's own words say."""

    phrase: Phrase
    entities: tuple[Entity, ...]
    """Whom it names; empty when only the story can tell."""
    country: str | None
    sector: Sector
    personal: Personal | None
    owner: Personal | None = None
    """The personal name that modifies the head ("Yeltsin's government")."""


def describe(text: str, scene: Scene) -> Description:
    """Read one mention, once for all that ask in this scene."""
    description = scene.described.get(text)
    if description is None:
        description = scene.described[text] = _describe(text, scene)
    return description


def leans_on_countries(description: Description, scene: Scene) -> bool:
    """Whether a description could be another where the story spoke of other states: by American words or a name of several meanings."""
    phrase, knowledge = description.phrase, scene.knowledge
    matches = knowledge.names.find(phrase.tokens)
    return is_american(phrase) or any(is_settled_by_story(match, knowledge) for match in matches)


def _describe(text: str, scene: Scene) -> Description:
    seat = OF_CONGRESS.search(text)
    phrase = parse(text[: seat.start()] if seat and seat.start() else text, scene)
    sector = in_setting(sector_of(phrase, scene.knowledge), phrase, scene.settings)
    sector = as_lawmaker(sector) if seat else sector
    sector = replace(sector, primary="SOC", others=()) if _is_of_people(phrase) else sector
    personal = personal_name(phrase, scene)
    codes = country_codes(phrase, sector, scene) or (["USA"] if seat and personal else [])
    entities = (
        _person(phrase, sector, scene)
        or _several_states(phrase, sector, scene)
        or as_person(_named(phrase, sector, codes), phrase, sector, personal)
        or _office_holder(phrase, sector, personal, codes, scene)
        or _state(phrase, sector, codes, scene)
    )
    return Description(
        phrase=phrase,
        entities=as_members(entities, phrase),
        country=next(iter(codes), None),
        sector=sector,
        personal=personal,
        owner=owner_name(phrase),
    )


def country_codes(phrase: Phrase, sector: Sector, scene: Scene) -> list[str]:
    """Countries that the words give the actor, the nearest first: modifiers of the head, then appositions, then complements."""
    found = [k.code for k in phrase.head.names if k.code and k.entry.kind != "person"]
    if len(found) > 1 and phrase.head.tokens[-1].key == "americans":
        found = found[-1:]
    found = _of_people(phrase) or _of_work_place(phrase, sector) or found
    if not found and (sole := SOLE_OFFICES.get(sector.head or "") or _of_pope(phrase) or _centre(phrase, scene)):
        return [sole]
    if not found:
        found = [k.code for k in phrase.head.names if k.code]
    is_world = sector.primary == "JUD" and any(token.key in ("international", "world") for token in phrase.head.tokens)
    if not found and (is_world or (_is_court(phrase, sector) and _sits_at_the_hague(phrase))):
        return ["IGO"]
    if not found and (is_american(phrase) and speaks_of_americans(phrase, scene)):
        return ["USA"]
    bound = sector.head in FOREIGN_BOUND
    for part in phrase.parts[1:]:
        if part.link == "apposition":
            found += [k.code for k in part.names if k.code and _leads(k, part)]
    for part in phrase.parts[1:]:
        allowed = COUNTRY_LINKS if not bound else ("of", "from") if sector.head in POSTED else ("of", "from", "in")
        is_subject = part.link == "of" and part.tokens[-1].key in STUDIES
        if part.link in allowed and not is_subject:
            found += [k.code for k in part.names if k.code]
    return list(dict.fromkeys(found or _of_sole_office(phrase)))


def _is_of_people(phrase: Phrase) -> bool:
    """As in "the Union of Poles in Belarus": an association of a people in another state, which is that state's."""
    if len(phrase.parts) < len(("Union", "of Poles", "in Belarus")) or [p.link for p in phrase.parts[1:3]] != [
        "of",
        "in",
    ]:
        return False
    people, place = phrase.parts[1:3]
    is_people = bool(people.names) and all(k.name.form == "people" for k in people.names)
    is_name = bool(phrase.head.tokens) and phrase.head.tokens[-1].is_capital
    return is_people and is_name and any(k.code for k in place.names)


def _of_people(phrase: Phrase) -> list[str]:
    """The state in which an association of a people is."""
    return [k.code for k in phrase.parts[2].names if k.code] if _is_of_people(phrase) else []


def _of_work_place(phrase: Phrase, sector: Sector) -> list[str]:
    """As in "Nissan workers in Sunderland": whoever works for a firm is of the state where the words put the work."""
    firm = any(k.entry.kind == "organisation" and k.entry.sector == "BUS" for k in phrase.head.names)
    if not firm or sector.primary != "LAB":
        return []
    return [k.code for part in phrase.parts[1:] if part.link in ("in", "at") for k in part.names if k.code][:1]


def _of_sole_office(phrase: Phrase) -> list[str]:
    """As in "the Pope's envoy", "a papal envoy", "Tom Abel, the taoiseach's aide": of the one state that has such an office."""
    parts = (part for part in phrase.parts if part.link in ("head", "apposition"))
    owners = (token for part in parts for token in part.tokens[:-1] if token.is_possessive or token.key == "papal")
    return [SOLE_OFFICES[token.key] for token in owners if token.key in SOLE_OFFICES]


def _is_court(phrase: Phrase, sector: Sector) -> bool:
    """Whether judges or arbitrators are meant."""
    return sector.primary == "JUD" or any(t.key in ARBITERS for t in phrase.head.tokens[-1:])


def _sits_at_the_hague(phrase: Phrase) -> bool:
    """Whether a court without a state sits where the international ones do."""
    return any(
        part.link in ("in", "at") and any(token.key == "hague" for token in part.tokens) for part in phrase.parts[1:]
    )


def _of_pope(phrase: Phrase) -> str | None:
    """As in "Cardinal Bruno Quill, the Pope's envoy", "a papal legate"."""
    is_his = any(t.key == "papal" or (t.key in ("pope", "pontiff") and t.is_possessive) for t in phrase.tokens)
    return SEAT_OF_CHURCH if is_his else None


def _centre(phrase: Phrase, scene: Scene) -> str | None:
    """As in "The Centre" of a story on India: the federal government of the state named most, where such a one calls its own so."""
    if [token.key for token in phrase.tokens] != ["the", "centre"] or not phrase.tokens[1].is_capital:
        return None
    named = [code for code in CENTRED if scene.countries.get(code, 0)]
    return max(named, key=lambda code: scene.countries[code], default=None)


def _leads(known: Known, part: Part) -> bool:
    """Whether a name modifies an apposition's own head ("the Kenyan minister", not "a critic of Kenya")."""
    return not part.roles or known.start <= part.roles[-1].start or known.name.form == "name"


def name_of(text: str) -> str:
    """A mention's words as a name: without leading article."""
    first, _, rest = text.strip().partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text.strip()


def entity_of(entry: Entry, code: str | None, sector: str | None = None) -> Entity:
    """The entity of an entry that is no person."""
    name = entry.name
    return Entity(
        name=name,
        entity_id=entry.id if entry.kind not in ("place", "region") else None,
        country=code,
        sector=sector or entry.sector or ("GOV" if entry.kind in ("place", "country", "region") else None),
        wikidata_id=entry.wikidata,
    )


def state_entity(code: str, scene: Scene) -> Entity:
    """The entity of a state."""
    entry = scene.knowledge.countries.get(code)
    if entry is None:
        return Entity(name=code, country=code, sector="GOV")
    return Entity(name=entry.name, entity_id=f"country:{code}", country=code, sector=_state_sector(code))


def _state_sector(code: str) -> str:
    return "REL" if code == SEAT_OF_CHURCH else "GOV"


def person_entity(entry: Entry, scene: Scene, *, sector: Sector | None = None, is_full: bool = False) -> Entity:
    """A person of the leaders tables as of the day: in office, former, or about to be; the words may say more."""
    coming = entry.coming(scene.day)
    if coming is not None:
        return _newcomer(entry, coming, sector, scene)
    term, last = entry.term(scene.day), entry.last_term(scene.day)
    if term is None and not scene.is_dated and not (sector and sector.is_former):
        term = last
    shown = term or last
    role = OFFICE_WORDS[shown.office] if shown else None
    if sector and sector.title and not sector.is_former:
        role = sector.title
    elif term is None and role:
        role = f"former {role}"
    code = (shown.country if shown else None) or entry.country
    main = (
        _office_sector(term, last)
        if not (term is None and says_in_office(sector, last, scene, is_full=is_full))
        and not was_then(sector, entry, scene)
        else "GOV"
    )
    others: tuple[str, ...] = ()
    if term is None and sector and sector.primary and not sector.is_former and sector.primary not in ("GOV", "ELI"):
        main, others = sector.primary, ("ELI",)
    elif sector and sector.primary == "OPP" and sector.title:
        main, others = "OPP", (main,)
    return Entity(
        name=entry.name,
        entity_id=entry.id,
        country=scene.knowledge.state(code, scene.day) if code else None,
        sector=main,
        other_sectors=others,
        wikidata_id=entry.wikidata,
        role=role,
    )


def _newcomer(entry: Entry, coming: Term, sector: Sector | None, scene: Scene) -> Entity:
    """Somebody before the first office: whoever has been elected to the highest is of the government to be, else of what the words say."""
    is_highest = coming.office in HIGHEST
    is_elected = (
        is_highest and scene.day is not None and coming.since is not None and coming.since - scene.day <= ELECTED
    )
    told = sector.primary if sector and sector.head else None
    return Entity(
        name=entry.name,
        entity_id=entry.id,
        country=scene.knowledge.state(coming.country, scene.day) if coming.country else entry.country,
        sector="GOV" if is_elected else told or ("PTY" if is_highest else None),
        wikidata_id=entry.wikidata,
        role=sector.title if sector else None,
    )


def _office_sector(term: Term | None, last: Term | None) -> str:
    """The sector of an office held, or of the last one held."""
    shown = term or last
    sector = OFFICE_SECTORS.get(shown.office, "GOV") if shown else "ELI"
    if shown and shown.country == "VAT" and shown.office == "hos":
        return "REL"
    return sector if term or sector not in ("GOV", "IGO") else "ELI"


def _person(phrase: Phrase, sector: Sector, scene: Scene) -> tuple[Entity, ...]:
    """Persons by full name, in the head or an apposition, unless they only modify another noun ("Putin allies")."""
    persons: list[Entry] = []
    beside = _beside_person(phrase)
    for part in phrase.parts:
        is_listed = sector.is_plural and part.link == "of"
        if part.link not in ("head", "apposition") and not is_listed:
            continue
        persons += [k.entry for k in part.names if k.entry.kind == "person" and not is_modifier(k, part)]
    persons = list(dict.fromkeys(persons))
    entities = tuple(
        person_entity(entry, scene, sector=sector if len(persons) == 1 else None, is_full=True) for entry in persons
    )
    if beside is not None:
        return (*entities, entity_of(beside.entry, beside.code)) if entities else ()
    employer = next((k for k in phrase.head.names if k.entry.kind == "organisation"), None)
    is_past = len(persons) == 1 and person_entity(persons[0], scene).sector == "ELI"
    if employer and len(persons) == 1 and (is_past or not scene.is_dated):
        return (replace(entities[0], country=employer.code, sector=employer.entry.sector, other_sectors=("ELI",)),)
    return entities


def _beside_person(phrase: Phrase) -> Known | None:
    """As in "Joe Biden and Democrats": the body that "and" joins to a person."""
    names = phrase.head.names
    for left, right in pairwise(names):
        between = [token.key for token in phrase.tokens[left.end : right.start]]
        if left.entry.kind == "person" and right.entry.kind in NAMED_KINDS and between and set(between) <= JOINERS:
            return None if is_modifier(right, phrase.head) else right
    return None


def is_modifier(known: Known, part: Part) -> bool:
    """Whether a noun follows the name within its part, so that the name only modifies it; "and" is none."""
    following = part.tokens[known.end - part.start] if known.end < part.start + len(part.tokens) else None
    if following is not None and following.key in JOINERS and not part.tokens[known.end - 1 - part.start].is_possessive:
        return False
    return known.end < part.start + len(part.tokens) or part.tokens[-1].is_possessive


def _several_states(phrase: Phrase, sector: Sector, scene: Scene) -> tuple[Entity, ...]:
    """As in "Washington and Seoul", "the US and French presidents", "the foreign ministers of Chad and Niger"."""
    for part in phrase.parts:
        if part.link not in ("head", "of", "from", "apposition"):
            continue
        states = [k for k in part.names if k.code and k.entry.kind in ("country", "partial", "organisation")]
        codes = list(dict.fromkeys(k.code for k in states))
        between = [t.key for t in phrase.tokens[states[0].start : states[-1].end]] if states else []
        if len(codes) < 2 or len(states) != len(part.names) or not between or not {"and", "or"} & set(between):
            continue
        if part.link == "head" and len(phrase.parts) > 1 and phrase.parts[1].link == "apposition":
            continue
        if part.link != "head" and (phrase.head.names or not _is_of_several(phrase, sector)):
            continue
        return tuple(_of_state(phrase, sector, known, scene) for known in states)
    return ()


def _is_of_several(phrase: Phrase, sector: Sector) -> bool:
    """As in "envoys of Chad and the United Nations", "a joint mission of ECOWAS and the UN": whether each named one has its own."""
    keys = [token.key for token in phrase.head.tokens]
    return sector.is_plural or "joint" in keys or (bool(keys) and keys[-1] in OF_SEVERAL)


def _of_state(phrase: Phrase, sector: Sector, known: Known, scene: Scene) -> Entity:
    if not phrase.roles and known.name.form == "people":
        return _bare_state(known, scene)
    if not phrase.roles:
        return (
            entity_of(known.entry, known.code)
            if known.entry.kind != "country"
            else state_entity(known.code or "", scene)
        )
    code = known.code or ""
    held = office_holder(replace(sector, title=sector.head), code, scene)
    if held is not None:
        return held
    role = phrase.roles[-1]
    name = f"{known.entry.name}: {phrase.text[phrase.tokens[role.start].start : phrase.tokens[role.end - 1].end]}"
    return Entity(name=name, country=code, sector=sector.primary, other_sectors=sector.others, role=sector.title)


def _named(phrase: Phrase, sector: Sector, codes: list[str]) -> tuple[Entity, ...]:
    """Organisations, groups, bodies, outlets: as the head, or by a member, spokesman or leader."""
    head = [k for k in phrase.head.names if k.entry.kind in NAMED_KINDS]
    if head:
        return (_with_noun(phrase, sector, head[-1], phrase.head, codes),)
    is_part = sector.head in DEPARTMENTS
    if sector.is_transparent or is_part or not phrase.head.roles:
        for part in phrase.parts[1:]:
            known = next((k for k in part.names if k.entry.kind in NAMED_KINDS), None)
            if known and is_part and part.link == "of" and known.entry.sector not in (None, "GOV", "PTY"):
                return (Entity(name=name_of(phrase.text), country=known.code, sector=known.entry.sector),)
            if known and part.link in ("of", "for", "from", "at", "in") and sector.is_transparent:
                own = (
                    None
                    if leads_body(known, part, sector)
                    else next((k.code for k in phrase.head.names if k.code), None)
                )
                return (replace(entity_of(known.entry, own or known.code), role=sector.title),)
    return ()


def _with_noun(phrase: Phrase, sector: Sector, known: Known, part: Part, codes: list[str]) -> Entity:
    """A named entity, or what a noun after its name makes of it ("UN peacekeepers", "Hamas fighters")."""
    others = [k.code for k in part.names if k is not known and k.code and k.end <= known.start]
    code = known.code or next(iter(others), None) or next(iter(codes), None)
    follows = any(role.start >= known.end for role in part.roles)
    states = [k.code for k in part.names if k.code in others and k.entry.kind in ("country", "partial")]
    if known.entry.kind in ("group", "body") and others:
        code = others[0]
    elif known.code == "NGO" and states:
        code = states[0]
    own = known.entry.sector
    if own == "BUS" and sector.primary == "LAB":
        code = next(iter(codes), code)
    if follows and known.entry.kind == "group" and sector.head in STATE_NOUNS | STATE_OFFICES:
        return Entity(
            name=name_of(phrase.text),
            country=code,
            sector="GOV",
            other_sectors=(own,) if own else (),
            role=sector.title,
        )
    is_own_firm = known.entry.kind == "outlet" and sector.primary == "BUS"
    is_unarmed = known.entry.kind == "group" and own in ("PTY", "OPP", "SOC")
    if follows and is_unarmed and sector.head == "commander":
        return entity_of(known.entry, code, "REB")
    if not follows or sector.is_transparent or is_own_firm or sector.primary in (None, own, "GOV", "PTY"):
        return replace(entity_of(known.entry, code), role=sector.title)
    if known.entry.kind == "group" and sector.primary in ("MIL", "REB", "PRM", "UAF", "COP", "SPY"):
        is_unarmed = is_unarmed and sector.primary in ("MIL", "REB", "PRM")
        return entity_of(
            known.entry, code, ("REB" if sector.primary == "MIL" else sector.primary) if is_unarmed else None
        )
    if sector.primary not in OWN_SECTOR or (own == "IGO" and sector.primary not in KEPT_BESIDE_IGO):
        return replace(entity_of(known.entry, code), role=sector.title)
    extra = tuple(dict.fromkeys(s for s in (own, *sector.others) if s and s != sector.primary))
    return Entity(name=name_of(phrase.text), country=code, sector=sector.primary, other_sectors=extra)


def _office_holder(
    phrase: Phrase, sector: Sector, personal: Personal | None, codes: list[str], scene: Scene
) -> tuple[Entity, ...]:
    """As in "The Russian president" on a day: the person, where the tables say who it was."""
    is_lower = any(k.entry.kind in ("partial", "region", "place") and k.name.form != "seat" for k in phrase.names)
    if personal is not None or is_lower or len(codes) != 1 or sector.is_plural or sector.is_former:
        return ()
    held = office_holder(sector, codes[0], scene)
    return (held,) if held else ()


def office_holder(sector: Sector, code: str, scene: Scene) -> Entity | None:
    """Who holds the office of a title in a country on the day, where the tables say so."""
    offices = scene.knowledge.offices.get(sector.title or "")
    if code in LACKING.get(sector.title or "", ()):
        return None
    if not offices or sector.is_former or sector.is_qualified or code not in THRONES.get(sector.title or "", code):
        return None
    if sector.title == "leader" and is_led_by_government(code, scene.day):
        offices = tuple(office for office in offices if office != "hos")
    found = scene.holder(code, offices)
    held = person_entity(found[0], scene, sector=sector) if found else None
    return None if found and sector.primary in LED and person_entity(found[0], scene).sector == "GOV" else held


def _state(phrase: Phrase, sector: Sector, codes: list[str], scene: Scene) -> tuple[Entity, ...]:
    """A state, its government, or somebody of it by noun."""
    bare = [k for k in phrase.head.names if k.entry.kind in ("country", "partial", "region", "place")]
    if (bare and (not phrase.roles and _is_bare(phrase, bare[0], sector))) or _is_described(phrase, bare):
        return (_bare_state(bare[0], scene),)
    if not codes:
        return ()
    code = codes[0]
    is_partial = any(k.entry.kind == "partial" and k.code == code for k in phrase.names)
    if sector.head in STATE_NOUNS and _is_whole_state(phrase) and code in scene.knowledge.countries and not is_partial:
        return (state_entity(code, scene),)
    if code == SEAT_OF_CHURCH and sector.primary in (None, "GOV"):
        sector = replace(sector, primary="REL")
    main = "PRE" if is_partial and sector.primary in (None, "GOV", "MIL", "REB") else sector.primary
    others = tuple(s for s in (sector.primary, *sector.others) if is_partial and s and s != main) or sector.others
    if main is None and bare and bare[0].name.form == "people":
        main = "CVL"
    return (Entity(name=name_of(phrase.text), country=code, sector=main, other_sectors=others, role=sector.title),)


def _is_bare(phrase: Phrase, known: Known, sector: Sector) -> bool:
    """Whether nothing but the name stands there, articles and the like aside."""
    rest = [t for at, t in enumerate(phrase.tokens) if not known.start <= at < known.end]
    return sector.primary in (None, known.entry.sector) and all(t.key in ARTICLES or t.key in ADDITIONS for t in rest)


def _is_described(phrase: Phrase, bare: Sequence[Known]) -> bool:
    """As in "Canberra, the islands' former ruler and biggest donor": nothing but a state's name before what is said of it."""
    is_told = len(phrase.parts) > 1 and phrase.parts[1].link == "apposition" and bool(bare)
    own = [token for token in phrase.head.tokens if token.key not in ARTICLES] if is_told else []
    return (
        bool(own)
        and bare[0].name.form in ("name", "seat")
        and len(own) == bare[0].end - bare[0].start
        and not (phrase.head.roles)
    )


ADDITIONS = word_set(
    "neighbouring neighboring communist nearby tiny oil rich nuclear armed host both all itself alone another fellow"
)


def _bare_state(known: Known, scene: Scene) -> Entity:
    if known.entry.kind == "partial":
        return entity_of(known.entry, known.code)
    if known.name.form == "people" and not known.is_definite:
        return Entity(name=known.name.spelling, country=known.code, sector="CVL")
    if known.entry.kind in ("region", "place"):
        return entity_of(known.entry, known.code)
    return state_entity(known.code or "", scene)


def _is_whole_state(phrase: Phrase) -> bool:
    """Whether the noun means the state's government and no province's."""
    keys = {token.key for token in phrase.tokens}
    places = any(k.entry.kind in ("place", "region") for k in phrase.names)
    return not places and keys.isdisjoint(SUBSTATE) and not any(p.link == "in" for p in phrase.parts)
