"""Where a place lies whose words name nothing in the gazetteer: "the capital", "parliament", "city hall", a village too small for it.

`Setting` reads one story: the country that its words, their sentence and the parties point to, and the town that the story happens in
(named in the sentence, in the dateline, or most often). An unknown name gets its country alone, never a town.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.places.areas import NAME, SaidArea, bare_name
from detente.places.gazetteer import Gazetteer, Known
from detente.places.home import Home, Named, read_home
from detente.places.kinds import CAPITAL, OF_TOWN, THIS_CITY, is_in_town, seat_of
from detente.places.resolution import LEAST_HOST, bare_words
from detente.records import Span

PROVINCE = 2
LEAST_TOWN = 100000
"""Smaller towns share too many names with persons to be the scene of a story by being named in it."""
_OPENING = re.compile(r"^(?:In|At|From|Near|Outside|On|Around|Across)\s")
_DATELINE_END = re.compile(r"[,(/0-9-]| and ")
_NOWHERE = re.compile(
    r"\b(?:strait|straits|sea|seas|ocean|gulf|channel|waters|lake|river|border|frontier|front|airspace|abroad|world|space|ship|vessel)\b",
    re.IGNORECASE,
)
"""What lies in no country or between two."""
_CAPITAL = re.compile(r"\bcapital\b(?!\s+of\b)", re.IGNORECASE)
_CAPITAL_AREA = re.compile(
    r"\bcapital\s+(?:region|district|province|area|territory|voivod(?:e)?ship|governorate)\b", re.IGNORECASE
)
"""Whose town the sentence may well name."""
_OF_PROVINCE = re.compile(
    r"\b(?:state|provincial|regional|prefectural|oblast)\s(?:capitol|capital|legislature|assembly|parliament|senate|secretariat|government|court)\b|"
    r"\b(?:statehouse|capitol)\b",
    re.IGNORECASE,
)
"""What sits in the capital of a province: "the provincial assembly", "the Oregon Capitol"."""
_OF_UN = re.compile(
    r"(?:the\s)?(?:(?:UN|U\.N\.|United Nations)\s)?(?:general assembly|security council)(?:\schamber)?$", re.IGNORECASE
)
_UN = re.compile(r"\bUN\b|\bU\.N\.|\bUnited Nations\b")
"""Whose assembly it is."""
UN_SEAT = "United Nations headquarters"
_SEAT = re.compile(r"\b(?:legislature|assembly|parliament|high court|secretariat|statehouse|capitol)\b", re.IGNORECASE)
"""The same behind a province's name."""
_PART = re.compile(r"[A-Z][\w-]*(?:\s(?:and\s)?[A-Z][\w-]*)*")
_THE_TOWN = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s(?:area|city|town|village|neighbou?rhood|municipality|township|borough)(?:['’]s(?:\s[a-z][\w-]*){0,3})?(?=\s[A-Z]|$)"
)
"""What was named before: "the area", "western parts of the town", "the city's Hoa Mai prison"."""
_IN_TOWN = re.compile(
    r"\s(?:in|at)\s(?:the\s(?:\w+\s)?(?:city|town|village)\sof\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
)
"""Right behind a building's words: "Belvoir prison in London"."""
_TOWN_S = re.compile(r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})['’]s?\s(?:[a-z][\w-]*\s){0,2}$")
"""Right before them: "Ottawa's Belvoir airport"."""
_TOWN_S_REACH = 60
_AT_TOWN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]utside|[Nn]ear|[Aa]round|[Ii]nside)\s(?:(?:downtown|central)\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
)
_TAKING_UP = re.compile(
    r"^(?:(?:outside|in front of|near|around|inside)\s)?(?:the|this|that|its|their)\s"
    r"(?P<noun>[a-z]+(?:\s(?:hall|base|station|house|ground))?)$"
)
"""What takes up something named before."""
_TAKEN_UP_REACH = 5000
"""Characters above which nothing is taken up."""
_SAME_KIND = {
    "campus": "campus|university|college|institute",
    "church": "church|cathedral|basilica",
    "court": "court|courthouse|tribunal",
    "courthouse": "court|courthouse",
    "jail": "jail|prison|penitentiary",
    "prison": "jail|prison|penitentiary",
}
"""What a building is called when it is named and when it is taken up."""
_SITE = re.compile(r"base|camp|complex|crossing|dam|depot|factory|gates?|grounds?|mine|plant|premises|refinery|tunnel")
"""What need not stand in a town."""
_ANY_BUILDING = re.compile(r"buildings?|compound|complex|premises|gates?|grounds?")
_BUILDING = re.compile(  # what these take up
    r"\b(?:palace|hospital|prison|jail|courthouse|airport|station|university|campus|college|headquarters|stadium|mosque|church|cathedral|temple|"
    r"embassy|consulate|mission|hotel|barracks|parliament|ministry|museum|factory|plant|residence|monastery|studio)\b",
    re.IGNORECASE,
)
_THE_ISLAND = re.compile(
    r"(?:the|this|that)\s(?:tiny\s|small\s|uninhabited\s)?(?:island|islands|islet|islets|archipelago|atoll|reef)$"
)
_THE_PROVINCE = re.compile(r"(?:the|this|that)\s(?:region|province|state|oblast|governorate|county|district)$")
_ISLAND_STATE = re.compile(
    r"ATG|AUS|BHR|BHS|BRB|BRN|COM|CPV|CUB|CYP|DMA|FJI|FLK|FSM|GRD|GRL|GUM|HTI|IDN|IRL|ISL|JAM|JPN|KIR|KNA|LCA|LKA|MDG|MDV|MHL|MLT|MUS|"
    r"MYT|NCL|NRU|NZL|PHL|PLW|PNG|PRI|PYF|SGP|SLB|STP|SYC|TLS|TON|TTO|TUV|TWN|VCT|VUT|WSM"
)
"""Countries that news calls "the island" or "the islands"."""
NAMED, PASSED, IN_TITLE = 2, 1, 6
"""Points of a town as the scene of a story: where it is named (twice over behind "in", in sentence one), behind "to", in the headline."""
_PASSED = re.compile(r"\b(?:to|from|for)\s$")
_OWNER = re.compile(r"^(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?(?:['’]s?)?\s(?=[a-z])")
"""The country of "Kenya's parliament"."""
_QUOTE = re.compile(r"[\"“”]")
_NAME_AHEAD = re.compile(r"(?P<name>[A-Z][\w’'-]*(?:\s(?:of\s|de\s)?[A-Z][\w’'-]*){0,3})(?:['’]s)?\s$")
_OF_NAME = re.compile(r"\sof\s(?:the\s)?(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})")
_BEFORE_TOWN = re.compile(
    r"\b(?:in|at|from|near|outside|of|to|into|around)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
)
_HOST = re.compile(
    r"\sof\s([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)$|"
    r"^([A-Z][\w’'-]+)\s(?:City|High|Central|General|International|State|District|Magistrates)?\s?"
    r"(?:Airport|Court|Hall|Hospital|University|Police|Stadium|Prison|Jail|Cathedral)$"
)
"""Of a longer name the town: "Mayor of Lima", "Lima Airport"."""
LEAST_NAMED = 500000
"""A town of this size may stand in a country that the story does not tell of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one story says of where it happens; each question costs the sentence's length, not the story's."""

    text: str
    home: Home
    dateline: Known | None
    """The dateline's town."""
    gazetteer: Gazetteer
    title: str = ""
    day: date | None = None
    """On which the story was published."""
    former: Mapping[str, str] = field(default_factory=dict)
    """By the code of a state of today that of the story's state that was there before it."""
    codes: frozenset[str] = frozenset()
    """The countries that the story tells of."""
    towns: dict[str, Named] = field(default_factory=dict)
    """By country, as far as they were asked for."""
    scenes: dict[str, Known | None] = field(default_factory=dict)
    """The same of the town where the story happens."""

    def place(self, words: str, span: Span, scene: str | None = None) -> Known | None:
        """The town or the country that these words, which the gazetteer lacks, lie in; None where it can't be known.

        `scene` is the country of what happens there, as `scene_of` has it.
        """
        if _NOWHERE.search(words):
            return None
        is_capital = _CAPITAL.search(words) is not None and not _OF_PROVINCE.search(words)
        if told := self._told(words, span, is_capital=is_capital):
            return told
        if words in {"the area", "this area"}:
            return self.dateline
        but = self._named_capitals(span) if is_capital and not _CAPITAL_AREA.search(words) else frozenset()
        home = self.home.at_scene(scene) if scene and self.gazetteer.country(scene) else self.home
        code = home.country(words, span, but=but)
        if code is None or is_capital:
            return self._seat(code, CAPITAL) if code else None
        if mark := next((town for town in self.gazetteer.landmarks(bare_words(words)) if town.country == code), None):
            return mark
        town = None
        if is_in_town(words):
            what = seat_of(_OWNER.sub("", words) if self.home.said(words, span) else words)
            beside = self.home.beside(self._towns(code), span)
            town = beside[0] if beside else self._seat(code, what) if what else self._scene(code)
        return town or self.gazetteer.country(code)

    def _told(self, words: str, span: Span, *, is_capital: bool) -> Known | None:
        """What the words, their sentence or what they take up names."""
        if _OF_UN.match(words) and _UN.search(self.text):
            return next(iter(self.gazetteer.landmarks(UN_SEAT)), None)
        return (
            self._said_town(words, span)
            or self._province_seat(words, span)
            or self._area_taken_up(words, span)
            or (None if is_capital else self._taken_up(words, span) or self._town_beside(words, span))
        )

    def _taken_up(self, words: str, span: Span) -> Known | None:
        """The town of what "the square", "that embassy" takes up: the last named one, "Sukhbaatar Square", "the embassy in Tunis"."""
        noun = _TAKING_UP.match(words)
        if not noun or not (is_in_town(words) or _SITE.fullmatch(noun["noun"])):
            return None
        said = _SAME_KIND.get(noun["noun"], noun["noun"])
        kind = _BUILDING if _ANY_BUILDING.fullmatch(said) else re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
        named = [*kind.finditer(self.text, max(0, span.start - _TAKEN_UP_REACH), span.start)]
        return next((town for match in reversed(named) if (town := self._named_building(match))), None)

    def _named_building(self, kind: re.Match[str]) -> Known | None:
        """The town of a building of the text, by the match of its noun: a landmark, or called after its town."""
        behind = _IN_TOWN.match(self.text, kind.end())
        if behind and (town := self._known_town(behind["name"])):
            return town
        ahead = _NAME_AHEAD.search(self.text, max(0, kind.start() - _TOWN_S_REACH), kind.start())
        name = ahead or _OF_NAME.match(self.text, kind.end())
        if not name:
            return None
        marks = [*self.gazetteer.landmarks(f"{name['name']} {kind[0]}"), *self.gazetteer.landmarks(name["name"])]
        if mark := next((mark for mark in marks if mark.country in self.codes), None):
            return mark
        town = self._known_town(name["name"])
        return town if town and town.population >= LEAST_HOST else None

    def _area_taken_up(self, words: str, span: Span) -> Known | None:
        """The province or island that "the region", "the islet" takes up."""
        if _THE_ISLAND.match(words):
            return self._last_island(span)
        if not _THE_PROVINCE.match(words):
            return None
        lead = self.home.lead_start(span)
        provinces = [area for area in self.home.areas.between(lead, span.start) if area.level == PROVINCE]
        if provinces:
            return provinces[-1]
        names = [match["name"] for match in _BEFORE_TOWN.finditer(self.text, lead, span.start)]
        names += [_OPENING.sub("", match[0]) for match in NAME.finditer(self.home.sentence(span))][:1]
        towns = [town for name in names if (town := self._known_town(name))]
        return self.gazetteer.province_of(towns[-1]) if towns else None

    def _last_island(self, span: Span) -> Known | None:
        """The island named last, or the island state that the span's sentence does not name: it acts there, as a rule, from elsewhere."""
        beside = {area.country for area in self.home.beside(self.home.areas, span)}
        named = [*NAME.finditer(self.text, max(0, span.start - _TAKEN_UP_REACH), span.start)]
        found = (known for match in reversed(named) for known in self.gazetteer.find(bare_name(match[0])))
        return next((known for known in found if known.feature_class == "T" or self._is_island(known, beside)), None)

    def _is_island(self, known: Known, beside: Collection[str | None]) -> bool:
        is_state = known.level == 1 and _ISLAND_STATE.fullmatch(known.country or "") is not None
        return is_state and known.country not in beside

    def _town_beside(self, words: str, span: Span) -> Known | None:
        """The town that the sentence of a building's words names behind "in" and the like, the nearest before them first."""
        if not is_in_town(words):
            return None
        said = self.home.said(words, span)
        start, end = self.home.bounds(span)
        before = [
            m["name"] for m in _AT_TOWN.finditer(self.text, start, span.start) if self._is_one(m.end(), span.start)
        ]
        after = [m["name"] for m in _AT_TOWN.finditer(self.text, span.end, end) if self._is_one(span.end, m.start())]
        towns = (self._known_town(name) for name in (*reversed(before), *after))
        return next((town for town in towns if town and said in {None, town.country}), None)

    def _province_seat(self, words: str, span: Span) -> Known | None:
        """The seat of the province that the words, their sentence or else the story names, in a country of the story."""
        said = [match[0] for match in _PART.finditer(words)] if _SEAT.search(words) else []
        named = [*said, *(part for each in said for part in each.split())]
        if _OF_PROVINCE.search(words):
            named += [area.name for area in self.home.beside(self.home.areas, span) if area.level == PROVINCE]
            told = Counter(area.name for area in self.home.areas.places if area.level == PROVINCE)
            named += [name for name, _ in told.most_common(1)]
        seats = (town for name in named for town in self.gazetteer.seats(name))
        return next((town for town in seats if town.country in self.codes), None)

    def _said_town(self, words: str, span: Span) -> Known | None:
        """The town beside a building's words, or that "the town" takes up: named last in two sentences, else the dateline's."""
        if self.dateline and THIS_CITY.match(words):
            return self.dateline
        if OF_TOWN.search(words) and (town := self._held_town(span.start, span.end)):
            return town
        if not _THE_TOWN.search(words):
            return None
        named = [match["name"] for match in _BEFORE_TOWN.finditer(self.home.lead(span))]
        return next((town for name in reversed(named) if (town := self._known_town(name))), self.dateline)

    def _is_one(self, start: int, end: int) -> bool:
        """Whether no quotation begins or ends between two words, so that one who speaks says both."""
        return _QUOTE.search(self.text, start, end) is None

    def _held_town(self, start: int, end: int) -> Known | None:
        """The town right behind the words of a building, or before them as their owner: "the prison in Lomé", "Lomé's prison"."""
        behind = _IN_TOWN.match(self.text, end)
        ahead = _TOWN_S.search(self.text, max(0, start - _TOWN_S_REACH), start)
        towns = (self._known_town(match["name"]) for match in (behind, ahead) if match)
        return next((town for town in towns if town), None)

    def _known_town(self, name: str) -> Known | None:
        """The largest town of a name in the countries that the story tells of, or a large one."""
        is_area = self.gazetteer.area(name) is not None
        towns = [
            known
            for known in self.gazetteer.find(bare_name(name))
            if known.level == 4 and (known.is_capital or not is_area)
        ]
        near = [known for known in towns if known.country in self.codes or known.population >= LEAST_NAMED]
        return max(near, key=lambda known: known.population, default=None)

    def _named_capitals(self, span: Span) -> frozenset[str]:
        """Countries whose capital the sentence names by its name, so that "the capital" is another one."""
        codes = {place.country for place in self.home.areas.places if place.country}
        named = {match[0] for match in NAME.finditer(self.home.sentence(span))}
        words = {bare_name(word) for name in named for word in (name, *name.split())}
        capitals = {code: self._seat(code, CAPITAL) for code in codes}
        return frozenset(code for code, capital in capitals.items() if capital and capital.name in words)

    def _seat(self, code: str, what: str) -> Known | None:
        """The town of a country's capital, parliament, ministries or embassies on the day of the story."""
        return self.gazetteer.seat(self.former.get(code, code), what, self.day)

    def _scene(self, code: str) -> Known | None:
        """The town of a country that the dateline gives, or for which most speaks in headline and text."""
        if self.dateline and self.dateline.country == code:
            return self.dateline
        if code not in self.scenes:
            points = self._points_of_towns(code)
            self.scenes[code] = max(points, key=points.__getitem__, default=None)
        return self.scenes[code]

    def _points_of_towns(self, code: str) -> Counter[Known]:
        """Points of each town of a country: where it is named, behind "in", in the first sentence, in the headline."""
        points: Counter[Known] = Counter()
        lead = self.home.ends[0] if self.home.ends else len(self.text)
        towns = self._towns(code)
        for start, town in zip(towns.starts, towns.places, strict=True):
            is_passed = _PASSED.search(self.text, max(0, start - _TOWN_S_REACH), start) is not None
            points[town] += PASSED if is_passed else NAMED * (2 if start < lead else 1)
        names = [match["name"] for match in _AT_TOWN.finditer(self.text)]
        headline = [name for match in NAME.finditer(self.title) for name in (match[0], *match[0].split())]
        for name, weight in [*((name, NAMED) for name in names), *((name, IN_TITLE) for name in headline)]:
            known = self._known_town(name)
            if known and known.country == code:
                points[known] += weight
        return points

    def _towns(self, code: str) -> Named:
        """The large towns of a country that the text names."""
        if code not in self.towns:
            found = []
            for match in NAME.finditer(self.text):
                name = bare_name(_OPENING.sub("", match[0]))
                town = _town_of(name, (code,), self.gazetteer, least=LEAST_TOWN)
                if not town and (host := _HOST.search(name)):
                    name = host[1] or host[2]
                    town = _town_of(name, (code,), self.gazetteer, least=LEAST_TOWN)
                if town and (town.is_capital or not self.gazetteer.area(name)):
                    found.append((match.start(), town))
            self.towns[code] = Named([start for start, _ in found], [town for _, town in found])
        return self.towns[code]


def _town_of(name: str, codes: Sequence[str], gazetteer: Gazetteer, *, least: int) -> Known | None:
    """The largest town of these countries with this name."""
    towns = [known for known in gazetteer.find(name) if known.level == 4 and known.country in codes]
    return max(
        (known for known in towns if known.population >= least or known.is_capital),
        key=lambda known: known.population,
        default=None,
    )


def _dateline_town(dateline: str, codes: Sequence[str], gazetteer: Gazetteer) -> Known | None:
    """The town of a dateline, in one of these countries."""
    towns = (_town_of(name.strip(), codes, gazetteer, least=0) for name in _DATELINE_END.split(dateline))
    return next((town for town in towns if town), None)


def read_setting(
    text: str,
    *,
    areas: Sequence[SaidArea],
    dateline: str,
    countries: Sequence[str],
    gazetteer: Gazetteer,
    title: str = "",
    day: date | None = None,
    former: Mapping[str, str] | None = None,
) -> Setting:
    """The setting of a story of a day, below its headline.

    `areas` are those that it names, `countries` ISO alpha-3 codes of its parties, the commonest first, `former` states of today and
    those of the story that were there before them.
    """
    home = read_home(text, areas=areas, countries=countries, gazetteer=gazetteer)
    codes = [*countries, *(area.country for area in home.areas.places if area.country)]
    town = _dateline_town(dateline, codes, gazetteer)
    return Setting(
        text=text,
        home=home.in_dateline(town.country if town else None),
        dateline=town,
        gazetteer=gazetteer,
        title=title,
        day=day,
        former=former or {},
        codes=frozenset({*home.general, *(area.country for area in home.areas.places if area.country)}),
    )
