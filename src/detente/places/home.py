"""The country of a place whose words the gazetteer lacks, by what its story says: where it acts, who acts, what its sentence names.

`read_home` reads a story once; `Home.country` answers for one place, at the cost of its sentence and of the story's countries.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.places.areas import SaidArea
from detente.places.gazetteer import Gazetteer, Known
from detente.records import Span

HOME_LEAD = 0.2
"""By how much the likeliest country must lead, of three points at most."""
PARTIES = (1.0, 0.3)
"""Of the country that most parties are of, and of the second."""
INSIDE = 0.35
"""Shared out among the countries that the text names behind "in" and the like: what only acts is seldom the scene."""
DATELINE = 0.55
BESIDE = 0.3
BESIDE_INSIDE = 0.2
SAID_BEFORE = 0.5
SENTENCE_BEFORE = 0.15
PROTEST, COERCION, CYBER = "14", "17", "176"
"""How CAMEO codes of protest, and of arrests, bans and expulsions begin; cyber attacks reach abroad, and so do sieges (19)."""
SCENE = 1.5
"""Of the country of those who protest, or whose police act, at the place: of 185 places of dev stories (real ones too) and 73 pages,
each masked in its story, nine come right and none wrong (116 right and 55 wrong without it, 123 and 51 with it; with 1.0 120 and 51)."""
"""Halves of a conditional logit's weights over 169 places of dev stories, each masked in its story: the country right in 0.72 of them
out of fold, where the shares of all that is named, the sentence and the first party, a point each, had 0.70 (0.75 in the fold)."""

_SENTENCE_END = re.compile(
    r"(?<=[.!?\"”])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bLt\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bCol\.)(?<!\bMaj\.)(?<!\bSen\.)(?<!\bRep\.)"
    r"(?<!\bGov\.)(?<!\bRev\.)(?<!\bCapt\.)(?<!\b[A-Z]\.)\s+(?=[A-Z\"“])|\n+"
)
_FOREIGN = re.compile(
    r"\b(?:embassy|consulate|mission|delegation|legation|residence|base|warship|plane|border|frontier|flag|pub|restaurant|cafe|"
    r"cultural cent(?:er|re))s?\b",
    re.IGNORECASE,
)
"""What a country's adjective puts into another country: "the Russian embassy", "an Irish pub"."""
_NAMED_AFTER = re.compile(
    r"[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)?\s(?:Street|Road|Avenue|Lane|Way|Square|Market|Bridge|Hotel|Park|Gate|Stadium|Hall|Tower|Club)\b"
)
"""What bears a country's name far from it: "Burma Market"."""
_VILLAGE = re.compile(
    r"\b(?:Barangay|Sitio|Purok|Kampung|Kampong|Desa|Barrio|Colonia|Vereda|Villa|Calle|Avenida|Rue|Jalan|Plaza|Place|Hotel|Camp|Fort|Port)\s$"
)
"""Before a country's name: "Barangay Trinidad"."""
_POSTED = re.compile(r"(?:['’]s)?\s(?:[A-Z]\w+\s)?(?:embassy|consulate|ambassador|envoy|mission)\b", re.IGNORECASE)
"""Behind a country that is not where its embassy is."""
_INSIDE = re.compile(
    r"\b(?:in|into|inside|across|throughout|near|at|from|within)\s(?:the\s)?(?:(?:north|south|east|west|central)[\w-]*\s)?$",
    re.IGNORECASE,
)
_REACH = 40
_KINDS = (
    r"(?:capital|city|town|village|port|resort|suburb|island|province|region|district|county|state|settlement|enclave)"
)
_HELD_IN = re.compile(
    r",?\s(?:(?:an?|the)\s(?:[a-z][\w-]*\s){1,3})?(?:in|of)\s(?:the\s)?(?:(?:north|south|east|west|central)[\w-]*\s)?"
)
"""Between a place and the country that holds it: "in eastern", ", a village in"."""
_HELD_AS = re.compile(rf",?\s(?:an?|the)\s[A-Z][\w.-]*\s(?:[a-z][\w-]*\s){{0,2}}{_KINDS}\b")
_HELD_BY = re.compile(r",\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?(?=[,.;)]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What happens at a place: an event's CAMEO code, and the ISO alpha-3 codes of those who act and of those it is done to."""

    cameo: str
    actors: Sequence[str]
    recipients: Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """Countries or towns that a text names, in its order."""

    starts: Sequence[int]
    places: Sequence[Known]

    def between(self, start: int, end: int) -> Sequence[Known]:
        """Those that begin at start or later and before end."""
        return self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What one story says of countries."""

    text: str
    areas: Named
    """Countries and provinces that the text names."""
    inside: Named
    """Those behind "in" and the like."""
    general: Mapping[str, float]
    """Points of each country, by ISO alpha-3 code, whatever the place."""
    ends: Sequence[int]
    """Where sentences end."""

    def country(self, words: str, span: Span, *, but: Collection[str] = ()) -> str | None:
        """The ISO alpha-3 code of the country that the words or those behind them name, or for which most speaks, but for some."""
        if said := self.said(words, span):
            return said
        points = self._points(span)
        ranked = sorted(points.keys() - {*but}, key=lambda code: (-points[code], code))
        lead = points[ranked[0]] - (points[ranked[1]] if len(ranked) > 1 else 0.0) if ranked else 0.0
        return ranked[0] if lead >= HOME_LEAD else None

    def said(self, words: str, span: Span) -> str | None:
        """The country that the words or those behind them name: "Ghana's parliament", "Qwxyzzy in Chad"."""
        if not _FOREIGN.search(words):
            for start in self.areas.starts[
                bisect_left(self.areas.starts, span.start) : bisect_left(self.areas.starts, span.end)
            ]:
                at = start - span.start
                if not _NAMED_AFTER.match(words, at) and not _VILLAGE.search(words, 0, at):
                    return self.areas.between(start, start + 1)[0].country
        return self._holder(span)

    def in_dateline(self, code: str | None) -> Home:
        """The same with the country of the story's dateline."""
        return self._with(code, DATELINE) if code else self

    def at_scene(self, code: str) -> Home:
        """The same with the country of what happens at the place, as `scene_of` has it."""
        return self._with(code, SCENE)

    def _with(self, code: str, points: float) -> Home:
        return replace(self, general={**self.general, code: self.general.get(code, 0.0) + points})

    def beside(self, named: Named, span: Span) -> Sequence[Known]:
        """What the span's sentence names outside the span."""
        _, start, end = self._sentence(span)
        return [*named.between(start, span.start), *named.between(span.end, end)]

    def sentence(self, span: Span) -> str:
        """The span's sentence."""
        _, start, end = self._sentence(span)
        return self.text[start:end]

    def bounds(self, span: Span) -> tuple[int, int]:
        """Where the span's sentence begins and ends."""
        _, start, end = self._sentence(span)
        return start, end

    def lead_start(self, span: Span) -> int:
        """Where the sentence before the span's begins."""
        return self._sentence(span)[0]

    def lead(self, span: Span) -> str:
        """The sentence before the span's, and its own up to the span."""
        above, _, _ = self._sentence(span)
        return self.text[above : span.start]

    def _sentence(self, span: Span) -> tuple[int, int, int]:
        """Where the sentence before the span's begins, where its own begins and ends."""
        before, after = bisect_right(self.ends, span.start), bisect_left(self.ends, span.end)
        start = self.ends[before - 1] if before else 0
        end = self.ends[after] if after < len(self.ends) else len(self.text)
        return self.ends[before - 2] if before > 1 else 0, start, end

    def _holder(self, span: Span) -> str | None:
        """The country that the words behind the place put it into: "Qwxyzzy in Chad", "Qwxyzzy, a Chadian town"."""
        at = bisect_left(self.areas.starts, span.end)
        if at == len(self.areas.starts):
            return None
        start = self.areas.starts[at]
        is_held = (
            _HELD_IN.fullmatch(self.text, span.end, start)
            or ((held := _HELD_AS.match(self.text, span.end)) and start < held.end())
            or ((held := _HELD_BY.match(self.text, span.end)) and start < held.end())
        )
        return self.areas.places[at].country if is_held else None

    def _points(self, span: Span) -> dict[str, float]:
        """The points of each country."""
        points = defaultdict(float, self.general)
        above, start, end = self._sentence(span)
        before = self.areas.between(start, span.start)
        for places, weight in (
            (self.beside(self.areas, span), BESIDE),
            (self.areas.between(above, start), SENTENCE_BEFORE),
            (before, SAID_BEFORE),
        ):
            codes = {place.country for place in places}
            for code in codes:
                points[code or ""] += weight / len(codes)
        for code in {place.country for place in self.inside.between(start, end)}:
            points[code or ""] += BESIDE_INSIDE
        return points


def scene_of(deeds: Iterable[Deed]) -> str | None:
    """The country in which people protest, or police and courts act: who protests does it in his own, and police in theirs.

    >>> scene_of([Deed(cameo="141", actors=["MNE"], recipients=["SRB"])])
    'MNE'
    """
    codes: set[str] = set()
    for deed in deeds:
        if deed.cameo.startswith(PROTEST):
            codes.update(deed.actors)
        elif deed.cameo.startswith(COERCION) and deed.cameo != CYBER:
            codes.update(deed.actors or deed.recipients)
    return codes.pop() if len(codes) == 1 else None


def read_home(text: str, *, areas: Sequence[SaidArea], countries: Sequence[str], gazetteer: Gazetteer) -> Home:
    """What a story says of countries; `areas` are those it names, `countries` ISO alpha-3 codes of its parties, the commonest first."""
    found = [(start, area) for start, end, area in areas if area.country and not _POSTED.match(text, end)]
    inside = [(start, area) for start, area in found if _INSIDE.search(text, max(0, start - _REACH), start)]
    general: dict[str, float] = defaultdict(float)
    for code, count in Counter(area.country for _, area in inside).items():
        general[code or ""] += INSIDE * count / len(inside)
    parties = [code for code in countries if gazetteer.country(code)]
    for code, weight in zip(parties, PARTIES, strict=False):
        general[code] += weight
    return Home(
        text=text,
        areas=_named(found),
        inside=_named(inside),
        general=general,
        ends=[match.end() for match in _SENTENCE_END.finditer(text)],
    )


def _named(found: Sequence[tuple[int, Known]]) -> Named:
    return Named([start for start, _ in found], [area for _, area in found])
