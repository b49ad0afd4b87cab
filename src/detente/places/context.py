"""Where a place lies whose words name nothing in the gazetteer: "the capital", "parliament", "city hall", a village too small for it.

`Setting` reads one story: the country that its words, their sentence and the parties point to, and the town that the story happens in
(named in the sentence, in the dateline, or most often). An unknown name gets its country alone, never a town.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.places.gazetteer import Gazetteer, Known
from detente.records import Span

HOME_LEAD = 0.3
"""By how much the likeliest country must lead, of at most three points: on the dev stories 32 of 34 such countries were right."""
LEAST_TOWN = 100000
"""Smaller towns share too many names with persons to be the scene of a story by being named in it."""
SEAT_ELSEWHERE = frozenset({"BEN", "BOL", "CHL", "CIV", "LKA", "MYS", "NLD", "SWZ", "TZA", "ZAF"})
"""Countries whose parliament or ministries are not in the capital."""

_NAME = re.compile(r"\b[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,2}")
_OPENING = re.compile(r"^(?:In|At|From|Near|Outside|On|Around|Across)\s")
_DATELINE_END = re.compile(r"[,(/0-9-]| and ")
_SENTENCE_END = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])|\n+")
_NOWHERE = re.compile(
    r"\b(?:strait|straits|sea|seas|ocean|gulf|channel|waters|lake|river|border|frontier|front|airspace|abroad|world|space|ship|vessel)\b",
    re.IGNORECASE,
)
"""What lies in no country or between two."""
_FOREIGN = re.compile(
    r"\b(?:embassy|consulate|mission|delegation|legation|residence|base|warship|plane|border|frontier|flag)s?\b",
    re.IGNORECASE,
)
"""What a country's adjective puts into another country: "the Russian embassy"."""
_CAPITAL = re.compile(r"\bcapital\b(?!\s+of\b)", re.IGNORECASE)
_OF_STATE = re.compile(
    r"^(?:(?:outside|in front of|near)\s+)?(?:the\s+)?(?:national\s+|federal\s+|presidential\s+|royal\s+)?"
    r"(?:parliament|assembly|congress|senate|presidency|palace|supreme court|constitutional court|[a-z ]*ministry)"
    r"(?:\s+building)?$|^parliament (?:house|building|square)$",
    re.IGNORECASE,
)
_OF_TOWN = re.compile(
    r"\b(?:square|street|avenue|boulevard|plaza|palace|hospital|clinic|prison|jail|court|courthouse|courtroom|airport|"
    r"station|university|campus|college|school|headquarters|stadium|arena|market|mosque|church|cathedral|temple|embassy|consulate|hotel|"
    r"(?:city|town)\s+(?:hall|house)|barracks|cemetery|park|downtown|(?:city|town|suburb)(?!\s+of\b)|neighbou?rhood|quarter|"
    r"parliament|assembly|congress|senate|ministry|committee|commission|council|bridge|office|offices|delegation)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """Countries or towns that a text names, in its order."""

    starts: Sequence[int]
    places: Sequence[Known]

    def between(self, start: int, end: int) -> Sequence[Known]:
        """Those that begin at start or later and before end."""
        return self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one story says of where it happens; each question costs the sentence's length, not the story's."""

    text: str
    dateline: str
    party: str | None
    """ISO alpha-3 code of the country that most parties are of."""
    gazetteer: Gazetteer
    areas: _Named
    shares: Mapping[str, float]
    """Of the mentions of countries and their provinces, by ISO alpha-3 code."""
    ends: Sequence[int]
    """Where sentences end."""
    towns: dict[str, _Named] = field(default_factory=dict)
    """By country, as far as they were asked for."""

    def place(self, words: str, span: Span) -> Known | None:
        """The town or the country that these words, which the gazetteer lacks, lie in; None where it can't be known."""
        code = None if _NOWHERE.search(words) else self._country(words, span)
        if code is None:
            return None
        if _CAPITAL.search(words):
            return self.gazetteer.capital(code)
        is_seat = bool(_OF_STATE.match(words))
        town = None
        if is_seat or _OF_TOWN.search(words):
            beside = self._beside(self._towns(code), span)
            town = beside[0] if beside else self._seat(code) if is_seat else self._scene(code)
        return town or self.gazetteer.country(code)

    def _country(self, words: str, span: Span) -> str | None:
        """The country that the words name, or for which the parties, the text and the sentence speak."""
        named = self.areas.between(span.start, span.end)
        if named and not _FOREIGN.search(words):
            return named[0].country
        points = defaultdict(float, self.shares)
        beside = {area.country for area in self._beside(self.areas, span) if area.country}
        for code in beside:
            points[code] += 1 / len(beside)
        if self.party:
            points[self.party] += 1
        ranked = sorted(points, key=lambda code: -points[code])
        lead = points[ranked[0]] - (points[ranked[1]] if len(ranked) > 1 else 0.0) if ranked else 0.0
        return ranked[0] if lead >= HOME_LEAD else None

    def _seat(self, code: str) -> Known | None:
        """The town of a country's parliament and ministries."""
        return None if code in SEAT_ELSEWHERE else self.gazetteer.capital(code)

    def _scene(self, code: str) -> Known | None:
        """The town of a country that the dateline gives, or that the text names most."""
        for name in _DATELINE_END.split(self.dateline):
            if found := _town_of(name.strip(), code, self.gazetteer, least=0):
                return found
        named = Counter(self._towns(code).places)
        return named.most_common(1)[0][0] if named else None

    def _towns(self, code: str) -> _Named:
        """The large towns of a country that the text names."""
        if code not in self.towns:
            found = []
            for match in _NAME.finditer(self.text):
                name = _bare(_OPENING.sub("", match[0]))
                town = _town_of(name, code, self.gazetteer, least=LEAST_TOWN)
                if town and not self.gazetteer.area(name):
                    found.append((match.start(), town))
            self.towns[code] = _Named([start for start, _ in found], [town for _, town in found])
        return self.towns[code]

    def _beside(self, named: _Named, span: Span) -> Sequence[Known]:
        """What the span's sentence names outside the span."""
        before, after = bisect_right(self.ends, span.start), bisect_left(self.ends, span.end)
        start = self.ends[before - 1] if before else 0
        end = self.ends[after] if after < len(self.ends) else len(self.text)
        return [*named.between(start, span.start), *named.between(span.end, end)]


def _bare(name: str) -> str:
    return name.rstrip(".’'").removesuffix("'s").removesuffix("’s")


def _town_of(name: str, code: str, gazetteer: Gazetteer, *, least: int) -> Known | None:
    """The largest town of a country with this name."""
    towns = [known for known in gazetteer.find(name) if known.level == 4 and known.country == code]
    return max(
        (known for known in towns if known.population >= least), key=lambda known: known.population, default=None
    )


def read_setting(text: str, *, dateline: str, countries: Sequence[str], gazetteer: Gazetteer) -> Setting:
    """The setting of a story; `countries` are ISO alpha-3 codes of its parties, the commonest first."""
    found = []
    for match in _NAME.finditer(text):
        for name in dict.fromkeys((match[0], *match[0].split())):
            area = gazetteer.area(_bare(name))
            if area and area.country:
                found.append((match.start() + match[0].index(name), area))
    found.sort(key=lambda pair: pair[0])
    counts = Counter(area.country for _, area in found)
    return Setting(
        text=text,
        dateline=dateline,
        party=next((code for code in countries if gazetteer.country(code)), None),
        gazetteer=gazetteer,
        areas=_Named([start for start, _ in found], [area for _, area in found]),
        shares={code: count / len(found) for code, count in counts.items() if code},
        ends=[match.end() for match in _SENTENCE_END.finditer(text)],
    )
