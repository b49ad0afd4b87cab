"""Where a place lies whose words name nothing in the gazetteer: "the capital", "parliament", "city hall", a village too small for it.

`Setting` reads one story: the country that its words, their sentence and the parties point to, and the town that the story happens in
(named in the sentence, in the dateline, or most often). An unknown name gets its country alone, never a town.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.places.areas import NAME, SaidArea, bare_name
from detente.places.gazetteer import Gazetteer, Known
from detente.places.home import Home, Named, read_home
from detente.places.resolution import bare_words
from detente.records import Span

PROVINCE = 2
LEAST_TOWN = 100000
"""Smaller towns share too many names with persons to be the scene of a story by being named in it."""
SEAT_ELSEWHERE = frozenset({"BEN", "BOL", "CHL", "CIV", "LKA", "MYS", "NLD", "SWZ", "TZA", "ZAF"})
"""Countries whose parliament or ministries are not in the capital."""

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
_OF_STATE = re.compile(
    r"^(?:(?:outside|in front of|near)\s+)?(?:the\s+)?(?:(?:national|federal|presidential|royal|republican|government|grand|state)\s+)?"
    r"(?:parliament|(?:legislative |constituent )?assembly|congress|senate|presidency|palace|villa|chancellery|supreme court|"
    r"constitutional court|"
    r"(?:state|government|parliament|lower|upper) house|house of (?:representatives|commons|lords)|chamber of deputies|"
    r"(?:prime minister|president|premier)['’]s (?:office|house|palace|residence)|presidential (?:compound|complex|office|residence)|"
    r"state department|central bank|[a-z ]*ministry)"
    r"(?:\s+building)?$|^parliament (?:house|building|square)$",
    re.IGNORECASE,
)
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
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s(?:area|city|town|village|neighbou?rhood|municipality|township|borough)(?:['’]s)?(?=\s[A-Z]|$)"
)
"""What was named before: "the area", "western parts of the town", "the city's Hoa Mai prison"."""
_THIS_CITY = re.compile(r"[Tt]his (?:city|town|capital|village)$")
"""Where who writes is."""
_SOME_TOWN = re.compile(r"\b(?:an?|another|several|some)\s(?:[\w-]+\s){0,3}(?:cit(?:y|ies)|towns?|villages?)$")
"""What was not: of "a strategic town" nothing but the country is known."""
_IN_TOWN = re.compile(
    r"\s(?:in|at)\s(?:the\s(?:\w+\s)?(?:city|town|village)\sof\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
)
"""Right behind a building's words: "Belvoir prison in London"."""
_TOWN_S = re.compile(r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})['’]s?\s(?:[a-z][\w-]*\s){0,2}$")
"""Right before them: "Ottawa's Belvoir airport"."""
_TOWN_S_REACH = 60
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
_OF_TOWN = re.compile(
    r"\b(?:square|street|avenue|boulevard|plaza|palace|hospital|clinic|prison|jail|court|courthouse|courtroom|airport|"
    r"station|university|campus|college|school|headquarters|stadium|arena|market|mosque|church|cathedral|temple|embassy|consulate|hotel|"
    r"(?:city|town)\s+(?:hall|house)|barracks|cemetery|park|downtown|(?:city|town|suburb)(?!\s+of\b)|neighbou?rhood|quarter|"
    r"parliament|assembly|congress|senate|statehouse|capitol|ministry|committee|commission|council|bridge|office|offices|delegation|gardens|"
    r"theat(?:re|er)|museum|gallery|library|restaurant|pub|cafe|nightclub|supermarket|mall|tower|apartment|flat|hall|academy|road|lane|"
    r"shrine|synagogue|pagoda|kovil|gurdwara|intersection|roundabout|junction|cinema|mansion|villa|residence|racecourse|parade ground|"
    r"old (?:town|city|quarter)|chinatown|medina|kasbah|casbah|waterfront|seafront|corniche|"
    r"(?:palacio|palais|palazzo|plaza|place|piazza|pra[cç]a|rue|calle|avenida|jalan)(?=\s[A-Z]))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one story says of where it happens; each question costs the sentence's length, not the story's."""

    text: str
    home: Home
    dateline: Known | None
    """The dateline's town."""
    gazetteer: Gazetteer
    towns: dict[str, Named] = field(default_factory=dict)
    """By country, as far as they were asked for."""

    def place(self, words: str, span: Span, scene: str | None = None) -> Known | None:
        """The town or the country that these words, which the gazetteer lacks, lie in; None where it can't be known.

        `scene` is the country of what happens there, as `scene_of` has it.
        """
        if _NOWHERE.search(words):
            return None
        if town := self._said_town(words, span):
            return town
        if words in {"the area", "this area"}:
            return self.dateline
        if _OF_UN.match(words) and _UN.search(self.text):
            return next(iter(self.gazetteer.landmarks(UN_SEAT)), None)
        if town := self._province_seat(words, span):
            return town
        is_capital = _CAPITAL.search(words) is not None and not _OF_PROVINCE.search(words)
        but = self._named_capitals(span) if is_capital and not _CAPITAL_AREA.search(words) else frozenset()
        home = self.home.at_scene(scene) if scene and self.gazetteer.country(scene) else self.home
        code = home.country(words, span, but=but)
        if code is None or is_capital:
            return self.gazetteer.capital(code) if code else None
        if mark := next((town for town in self.gazetteer.landmarks(bare_words(words)) if town.country == code), None):
            return mark
        is_seat = bool(_OF_STATE.match(words))
        town = None
        if (is_seat or _OF_TOWN.search(words)) and not _SOME_TOWN.search(words) and not _THIS_CITY.match(words):
            beside = self.home.beside(self._towns(code), span)
            town = beside[0] if beside else self._seat(code) if is_seat else self._scene(code)
        return town or self.gazetteer.country(code)

    def _province_seat(self, words: str, span: Span) -> Known | None:
        """The seat of the province that the words, their sentence or else the story names, in a country of the story."""
        said = [match[0] for match in _PART.finditer(words)] if _SEAT.search(words) else []
        named = [*said, *(part for each in said for part in each.split())]
        if _OF_PROVINCE.search(words):
            named += [area.name for area in self.home.beside(self.home.areas, span) if area.level == PROVINCE]
            told = Counter(area.name for area in self.home.areas.places if area.level == PROVINCE)
            named += [name for name, _ in told.most_common(1)]
        seats = (town for name in named for town in self.gazetteer.seats(name))
        return next((town for town in seats if town.country in self._codes()), None)

    def _said_town(self, words: str, span: Span) -> Known | None:
        """The town beside a building's words, or that "the town" takes up: named last in two sentences, else the dateline's."""
        if self.dateline and _THIS_CITY.match(words):
            return self.dateline
        behind = _IN_TOWN.match(self.text, span.end)
        ahead = _TOWN_S.search(self.text, max(0, span.start - _TOWN_S_REACH), span.start)
        for match in filter(None, (behind, ahead)):
            if _OF_TOWN.search(words) and (town := self._known_town(match["name"])):
                return town
        if not _THE_TOWN.search(words):
            return None
        named = [match["name"] for match in _BEFORE_TOWN.finditer(self.home.lead(span))]
        return next((town for name in reversed(named) if (town := self._known_town(name))), self.dateline)

    def _known_town(self, name: str) -> Known | None:
        """The largest town of a name in the countries that the story tells of, or a large one."""
        if self.gazetteer.area(name):
            return None
        codes = self._codes()
        towns = [known for known in self.gazetteer.find(bare_name(name)) if known.level == 4]
        near = [known for known in towns if known.country in codes or known.population >= LEAST_NAMED]
        return max(near, key=lambda known: known.population, default=None)

    def _codes(self) -> frozenset[str]:
        """The countries that the story tells of."""
        return frozenset({*self.home.general, *(place.country for place in self.home.areas.places if place.country)})

    def _named_capitals(self, span: Span) -> frozenset[str]:
        """Countries whose capital the sentence names by its name, so that "the capital" is another one."""
        codes = {place.country for place in self.home.areas.places if place.country}
        named = {match[0] for match in NAME.finditer(self.home.sentence(span))}
        words = {bare_name(word) for name in named for word in (name, *name.split())}
        capitals = {code: self.gazetteer.capital(code) for code in codes}
        return frozenset(code for code, capital in capitals.items() if capital and capital.name in words)

    def _seat(self, code: str) -> Known | None:
        """The town of a country's parliament and ministries."""
        return None if code in SEAT_ELSEWHERE else self.gazetteer.capital(code)

    def _scene(self, code: str) -> Known | None:
        """The town of a country that the dateline gives, or that the text names most."""
        if self.dateline and self.dateline.country == code:
            return self.dateline
        named = Counter(self._towns(code).places)
        return named.most_common(1)[0][0] if named else None

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
                if town and not self.gazetteer.area(name):
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
    text: str, *, areas: Sequence[SaidArea], dateline: str, countries: Sequence[str], gazetteer: Gazetteer
) -> Setting:
    """The setting of a story; `areas` are those that it names, `countries` ISO alpha-3 codes of its parties, the commonest first."""
    home = read_home(text, areas=areas, countries=countries, gazetteer=gazetteer)
    codes = [*countries, *(area.country for area in home.areas.places if area.country)]
    town = _dateline_town(dateline, codes, gazetteer)
    return Setting(text=text, home=home.in_dateline(town.country if town else None), dateline=town, gazetteer=gazetteer)
