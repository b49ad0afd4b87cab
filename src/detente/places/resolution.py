"""Words -> place: qualifiers off, candidates from the gazetteer, the likeliest of them by kind, country and size.

"near Kharkiv", "the port city of Odesa", "Paris, Texas", "Herat province";
"eastern Ukraine" is the country, its words kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.places.gazetteer import Gazetteer, Known, read_rows
from detente.records import Place, Span

COUNTRY_SCORE = 9.0
"""Above any town: a country's name means the country unless its words or the story say otherwise."""
IN_STORY = 2.5
"""A place in a country of the story counts as one 300 times as large."""
OTHER_NAME = -0.7
CUSTOM = 10.0
"""A place of the user's own file means what it says, unless the words name another larger place."""
CAPITAL = 1.1
NEIGHBOUR = 2.0
NEAR_KM = 200
CONTAINED = 12.0
KIND_SAID = 6.0
NAMESAKE = -3.0
TOWN_SHARE = 0.08
AREA_AND_TOWN = ({2, 4}, {3, 4})

REGION_SCORE = 7.0
MOST_LEADS = 8

_SIDE = r"(?:north|south|east|west|central|mid|upper|lower|inner|outer|northern|southern|eastern|western)"
_LEAD = re.compile(
    rf"^(?:(?:in|at|from|to|of|on|into|inside|outside|near|around|off|across|throughout|towards?|just|the|a|its?|their|(?:country|nation|state)['’]s|"
    rf"nearby|neighbou?ring|downtown|greater|metropolitan|rural|suburban|mainland|occupied|war-torn|"
    rf"{_SIDE}(?:-?{_SIDE})?(?:ern)?(?:\s+of)?|"
    rf"(?:capital|port|border|coastal|mountain|holy|industrial|strategic|rebel-held|besieged|frontline|largest|main|"
    rf"second|"
    rf"city|town|village|district|suburb|province|state|region|island|port|coast|outskirts|capital|centre|center|heart|"
    rf"streets|airport|area|part|parts|side|shores?|waters|border|vicinity)(?:\s+(?:of|off|in))?|"
    r"[0-9][0-9.,]*\s?(?:km|kilomet\w+|miles?|mi)(?:\s+(?:from|of))?)\s+)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"[\s-]+(?P<kind>oblast|province|governorate|region|state|department|prefecture|voivodeship|krai|territory|"
    r"republic|district|county|parish|city|town|village|suburb|peninsula|island|islands|valley|area|airport|border|coast|"
    r"river|prison|jail|camp|crossing|(?:air\s?)?base|barracks|dam|quarter|neighbou?rhood|slum|township|forest|mine)$",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"(?:\b(?:just|about|around|some|roughly|nearly|over)\s+)?"
    r"(?:\b[0-9][0-9.,]*\s?(?:km|kilomet\w+|miles?|mi)\s+(?:to\s+the\s+)?)?"
    r"\b(?:(?:north|south|east|west)(?:-?(?:east|west))?\s+of|(?:north|south|east|west)(?:-?(?:east|west))?ern|central|near|"
    r"close\s+to|outside|off(?:\s+the\s+coast\s+of)?|(?:on\s+)?the\s+outskirts\s+of|(?:in\s+)?the\s+vicinity\s+of)\s+"
    r"(?=(?:the\s+)?(?:[a-z][\w-]*\s+){0,4}[A-Z]|$)"
)
_JOINED = re.compile(r",?\s+and\s+|\s+-\s+|/")
"""Of "Qamishli and Kobani" the first town stands for both."""
_PEOPLE = re.compile(r"^[A-Z][\w ]+(?:[aeo]n|i|er)s$")
"""Plurals of adjectives: "Russians", "Israelis", "New Yorkers"."""
_NAME_AMID = re.compile(r"^(?:[a-z'’-]+\s+)*(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)(?:\s+[a-z'’-]+)+$")
"""A name among common words: "the Kisumu county assembly"."""
_SORT = r"(?:International|State|Central|Federal|City|Police|Air|General|Supreme|High|Regional|Military)"
_INSTITUTION = re.compile(
    rf"^(?:[a-z]+\s)*(?P<name>[A-Z][\w’'-]*(?:\s(?!{_SORT})[A-Z][\w’'-]*){{0,2}})\s(?:{_SORT}\s){{0,2}}"
    r"(?:Airport|Base|Barracks|Cathedral|Court|Hall|Headquarters|Hospital|Jail|Penitentiary|Police|Port|Prison|Stadium|Station|University)$"
)
"""An institution named after the place where it stands: "Lusaka International Airport", "Aleppo University"."""
_ARTICLED = re.compile(
    r"^(?P<article>(?:[AaEe][ltnrsz]|[Aa]d|[Aa]sh|[Aa]th)[- ])?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)$"
)
ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az")
"""Of Arabic names, which news writes with and without: "Faw", "Al Faw"; before most letters as they are said."""
LEAST_HOST = 50000
"""A smaller town is as likely to share a person's name ("Kennedy", "Washington") with the institution."""
TOWN, LEAST_NAMESAKE = 4, 1000
"""A village of fewer people is never meant by the name of a country ("Russia, Washington said")."""
LEAST_FAR_HOST = 500000
"""A town of this size hosts what is called after it in a story that does not name its country: "a Lagos clinic"."""
_SIDES = re.compile(
    r"(?:the\s)?(?:North|South|East|West|Far North|Far West|Cent(?:er|re)|Northern|Southern|Eastern|Western|Central)",
    re.IGNORECASE,
)
"""Provinces in Cameroon or Malta, elsewhere a side of the story's own country."""
LEAST_RIVAL = 15000
"""A town of this size may be meant by a landmark's name in a story that does not tell of the landmark's country."""
_GENERIC = re.compile(
    r"airport|assembly|base|bridge|cent(?:re|er)|church|city|commerce|congress|court|defen[cs]e|education|finance|gate|hall|health|hospital|house|"
    r"independence|interior|islands|justice|liberty|market|mission|parliament|palace|park|peace|port|prison|republic|school|senate|square|"
    r"station|temple|union|university",
    re.IGNORECASE,
)
"""What is left of "the Palace of Justice", "St Mary's Hall" names no town that is called so."""
_DESCRIBED = re.compile(r"(?:^[Tt]he\s|['’]s?\s)(?:[\w.]+\s){0,2}(?:capital|city|town|village|port|resort|suburb)$")
"""Before the comma of "Chad's capital, Qwxyzzy"."""
_CAPITAL_OF = re.compile(r"\bcapital$")
"""Of "Haiti's capital", which is not Haiti."""
PROVINCES = frozenset(
    [
        "oblast",
        "province",
        "governorate",
        "region",
        "state",
        "department",
        "prefecture",
        "krai",
        "territory",
        "republic",
    ]
)
TOWNS = frozenset(["city", "town", "village", "suburb", "airport"])
_POSSESSED = re.compile(r"^(?P<whole>[A-Z][\w .'’-]{2,30}?)['’]s?\s+(?P<part>.+)$")
_TOWN_OF = re.compile(
    r"^(?:the\s+)?(?P<whole>[A-Z][\w .'’-]{2,30}?)\s+"
    r"(?:city|town|village|port|province|region|state|district|island)\s+of\s+(?P<part>.+)$"
)
_SHORT_REGIONS = {
    name: tuple((code, row[2]) for code in row[1].split(";"))
    for row in read_rows("short_regions.tsv")
    for name in row[0].split(";")
}
SHORT_NAMES = {row[0]: row[1] for row in read_rows("short_names.tsv")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the words ask for: a name, perhaps its kind and the larger place that holds it."""

    name: str
    kind: str | None
    whole: str | None


def resolve_place(
    words: str,
    *,
    span: Span,
    story_countries: Sequence[str],
    gazetteer: Gazetteer,
    story_places: Sequence[Place] = (),
) -> Place:
    """The likeliest place for these words; without an entry in the gazetteer only text, span and name are set.

    `story_countries` are ISO alpha-3 codes of countries in the story, `story_places` places of it that are sure.
    """
    for wanted in _readings(words):
        found = _find(wanted, story_countries, gazetteer)
        if found:
            best = max(found, key=lambda known: _score(known, wanted, found, story_countries, story_places, gazetteer))
            return as_place(words, span, best, gazetteer)
    return unknown_place(words, span)


def candidates(words: str, *, story_countries: Sequence[str], gazetteer: Gazetteer) -> list[tuple[Known, float]]:
    """What the words may stand for, best first, each with its score without the story's other places."""
    for wanted in _readings(_short_region(words, story_countries) or words):
        found = _find(wanted, story_countries, gazetteer)
        if found:
            scored = [(known, _score(known, wanted, found, story_countries, (), gazetteer)) for known in found]
            return sorted(scored, key=lambda pair: -pair[1])
    return [
        (known, math.log10(known.population + 1))
        for known in _hosts(words, gazetteer)
        if known.country in story_countries or known.is_landmark or known.population >= LEAST_FAR_HOST
    ]


def _hosts(words: str, gazetteer: Gazetteer) -> list[Known]:
    """Towns that words without a reading may stand for: a name amid common words, the host of an institution, a name with an article."""
    towns: list[Known] = []
    if run := _NAME_AMID.match(words):
        towns += gazetteer.landmarks(run["name"]) or [
            known for known in gazetteer.find(run["name"]) if known.level == 4
        ]
    if (host := _INSTITUTION.match(words)) and not _is_generic(host["name"]):
        towns += [
            known for known in gazetteer.find(host["name"]) if known.level == 4 and known.population >= LEAST_HOST
        ]
    if name := _ARTICLED.match(bare_words(words)):
        spellings = [f"{article} {name['name']}" for article in ARTICLES] + ([name["name"]] if name["article"] else [])
        towns += [known for each in spellings for known in gazetteer.find(each) if known.level == 4]
    return towns


def _find(wanted: _Wanted, story_countries: Sequence[str], gazetteer: Gazetteer) -> list[Known]:
    """The places of a name; a landmark's name is its town, unless the words say what holds it ("White House, Tennessee").

    A name that landmarks of several countries have, or a larger town too, means the landmark only in a story of its country; where
    two of the story's countries have one, the setting of the place has to tell.
    """
    found = gazetteer.find(_short_region(wanted.name, story_countries) or wanted.name)
    if _SIDES.fullmatch(wanted.name):
        found = [known for known in found if known.country in story_countries]
    if any(known.level == 1 for known in found):
        found = [known for known in found if known.level != TOWN or known.population >= LEAST_NAMESAKE]
    is_held = wanted.whole and gazetteer.find(wanted.whole)
    seats = [] if is_held else gazetteer.landmarks(wanted.name)
    if not seats:
        return found
    ids = {seat.id for seat in seats}
    rivals = [
        known
        for known in found
        if known.id not in ids
        and not known.by_other_name
        and (known.level in {1, 2} or known.population >= LEAST_RIVAL)
    ]
    here = [seat for seat in seats if seat.country in story_countries]
    if any(rival.country in story_countries for rival in rivals):
        return [*here, *found]
    if here:
        return here if len({seat.country for seat in here}) == 1 else []
    is_told = not rivals and (len(seats) == 1 or not story_countries)
    return seats[:1] if is_told else found


def _short_region(name: str, story_countries: Sequence[str]) -> str | None:
    """The region that the news of a country calls so in short: "the Strip" in a story of Israel."""
    return next(
        (full for code, full in _SHORT_REGIONS.get(name.removeprefix("the "), ()) if code in story_countries), None
    )


def qualifier(words: str, before: str = "") -> str | None:
    """What the words, or those right before them, say of the event's distance or side: "near", "30 km south of".

    >>> qualifier("Kharkiv", "shells fell near ")
    'near'
    """
    inside = _QUALIFIER.match(re.sub(r"^(?:in|at|to|from)\s+", "", words))
    lead = inside or next((found for found in _QUALIFIER.finditer(before) if found.end() == len(before)), None)
    return " ".join(lead[0].split()) if lead else None


def unknown_place(words: str, span: Span) -> Place:
    """A place that the gazetteer lacks: its words."""
    return Place(text=words, span=span, name=bare_words(words), qualifier=qualifier(words))


def bare_words(words: str) -> str:
    """The words without what leads to the name."""
    text = words.strip()
    for _ in range(MOST_LEADS):
        lead = _LEAD.match(text)
        text = text[lead.end() :] if lead else text
    return text


def _readings(words: str) -> list[_Wanted]:
    """Ways to read the words, from the most literal to the barest."""
    text = " ".join(words.split()).strip(' ,;:()[]"“”')
    whole = None
    head, comma, tail = text.partition(",")
    if comma and tail.strip():
        text, whole = head.strip(), tail.split(",")[0].strip()
    if whole and _DESCRIBED.search(text):
        text, whole = whole, text
    readings = [_Wanted(name=text, kind=None, whole=whole)]
    is_short = text != "L.A." and ("." in text or (text.isupper() and len(text) > 2))
    if is_short and (state := SHORT_NAMES.get(text.lower().replace(".", "").replace(" ", ""))):
        readings.insert(0, _Wanted(name=state, kind="state", whole=None))
    possessed = _POSSESSED.match(text) or _TOWN_OF.match(text)
    if possessed:
        readings += [_Wanted(name=possessed["part"], kind=None, whole=possessed["whole"])]
    for reading in tuple(readings):
        readings += _stripped(reading)
    if (
        possessed
        and not _CAPITAL_OF.search(possessed["part"])
        and not (_is_generic(possessed["part"]) and possessed["part"][0].isupper())
    ):
        readings.append(_Wanted(name=possessed["whole"], kind=None, whole=None))
    if whole:
        readings.append(_Wanted(name=whole, kind=None, whole=None))
    return [
        reading
        for reading in readings
        if _is_name(reading.name) and (reading.name == text or not _is_generic(reading.name))
    ]


def _is_name(name: str) -> bool:
    return any(letter.isupper() or _is_caseless(letter) for letter in name)


def _is_generic(name: str) -> bool:
    return _GENERIC.fullmatch(name) is not None


def _is_caseless(letter: str) -> bool:
    """Whether a letter belongs to a script without capitals, where a name cannot be told by one."""
    return letter.isalpha() and letter.lower() == letter.upper()


def _stripped(reading: _Wanted) -> list[_Wanted]:
    """The reading without its qualifiers, one step at a time."""
    found: list[_Wanted] = []
    text = reading.name
    while len(found) < MOST_LEADS and (lead := _LEAD.match(text)):
        text = text[lead.end() :]
        found.append(_Wanted(name=text, kind=None, whole=reading.whole))
    if _PEOPLE.search(text):
        found.append(_Wanted(name=text[:-1], kind=None, whole=reading.whole))
    kind = _KIND.search(text)
    if kind and kind["kind"].lower() not in {"county", "parish"}:
        found.append(_Wanted(name=text[: kind.start()], kind=kind["kind"].lower(), whole=reading.whole))
    inside = re.split(r"\s+(?:in|of|on|near|at|outside|off|between)\s+(?:the\s+)?", text)
    found += [_Wanted(name=part, kind=None, whole=None) for part in reversed(inside[1:])]
    found += [_Wanted(name=part, kind=None, whole=None) for part in _JOINED.split(inside[-1])[:-1]]
    return found


def _score(
    known: Known,
    wanted: _Wanted,
    rivals: Sequence[Known],
    story_countries: Sequence[str],
    story_places: Sequence[Place],
    gazetteer: Gazetteer,
) -> float:
    score = math.log10(known.population + 1)
    score += CUSTOM if known.is_custom else 0.0
    score += CAPITAL if known.is_capital else 0.0
    score += OTHER_NAME if known.by_other_name else 0.0
    score += IN_STORY if known.country in story_countries else 0.0
    score += _kind_score(known, wanted, rivals)
    if story_places and known.level != 1:
        score += _neighbour_score(known, story_places, gazetteer)
    if wanted.whole and is_within(known, wanted.whole, gazetteer):
        score += CONTAINED
    return score


def _kind_score(known: Known, wanted: _Wanted, rivals: Sequence[Known]) -> float:
    if wanted.kind in PROVINCES:
        return KIND_SAID if known.level == 2 else 0.0
    if wanted.kind in TOWNS:
        return KIND_SAID if known.level == 4 else 0.0
    if known.level == 1:
        return COUNTRY_SCORE - math.log10(known.population + 1)
    if known.level is None or (not known.area and known.level != 4):
        return REGION_SCORE
    return NAMESAKE if _is_lesser_namesake(known, rivals) else 0.0


def _is_lesser_namesake(known: Known, rivals: Sequence[Known]) -> bool:
    """Whether a province or district and a town in it share the name and this is the one that the bare name does not mean.

    It means the town where the province is named after it, which is where a good part of the people live in the town; a
    country's name never means a town that is also called so.
    """
    for rival in rivals:
        if rival.level == 1 and known.level != 1 and known.country == rival.country:
            return True
        if rival.area == known.area and {rival.level, known.level} in AREA_AND_TOWN:
            town, area = (known, rival) if known.level == 4 else (rival, known)
            is_after_town = town.is_capital or town.population >= TOWN_SHARE * area.population
            return is_after_town == (known is area)
    return False


def _neighbour_score(known: Known, story_places: Sequence[Place], gazetteer: Gazetteer) -> float:
    province = gazetteer.province(known.area)
    same = any(province and place.admin1 == province and place.country == known.country for place in story_places)
    near = any(
        place.latitude is not None
        and place.longitude is not None
        and place.resolution == 4
        and distance_km(known.latitude, known.longitude, place.latitude, place.longitude) < NEAR_KM
        for place in story_places
    )
    return NEIGHBOUR * (same + near)


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat), math.radians(lat2)
    arc = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(arc, 1.0)))


def is_within(known: Known, whole: str, gazetteer: Gazetteer) -> bool:
    """Whether the place lies in a country or province of this name."""
    name = SHORT_NAMES.get(whole.lower().replace(".", ""), whole)
    return any(
        (outer.level == 1 and outer.area == known.area.partition(".")[0])
        or (outer.level == 2 and outer.area == known.area)
        for outer in gazetteer.find(name)
        if outer.id != known.id
    )


def as_place(words: str, span: Span, known: Known, gazetteer: Gazetteer) -> Place:
    """The record of a gazetteer entry that the words stand for."""
    return Place(
        text=words,
        span=span,
        name=known.name,
        geonames_id=known.id,
        latitude=known.latitude,
        longitude=known.longitude,
        admin1=known.admin1 or (gazetteer.province(known.area) if known.level in {2, 3, 4} else None),
        country=known.country,
        feature_class=known.feature_class,
        resolution=known.level,
        qualifier=qualifier(words),
    )
