"""The places of one story, resolved together: each is likelier where the story's other places are.

`resolve_places` takes place words with their spans; `named_areas` finds countries and provinces that a text names beside
them. After Speriosu and Baldridge (2013), toponyms of one text lie near each other; no learned model.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from detente.places.areas import SaidArea, bare_name, find_areas
from detente.places.context import read_setting
from detente.places.gazetteer import Gazetteer, Known, fold
from detente.places.kinds import is_in_town
from detente.places.resolution import SHORT_NAMES, as_place, candidates, is_within, qualifier, unknown_place
from detente.records import Place, Span

CONTEXT = 4.5
"""What a story's other places weigh against a tenfold population; tuned with the other constants on LGL and TR-News."""
TEMPERATURES = (3.0, 1.5, 0.8)
"""How freely each round doubts the sizes of places: at first a village may be meant as well as a capital."""
WHOLE = 4.0
LEAST_SHARE = 0.3
"""Below it only the country stands; on the three benchmarks 22 of 100 readings below it were right, 91 of 100 above."""
COUNTRY, PROVINCE = 1, 2
LARGE, TOWN, HALF = 100000, 4, 0.5
"""Where no reading is likely, the one town of so many people is meant that is half as likely as the likeliest: many small namesakes in
a country of the story share the rest among them ("Warsaw" in an American paper). LGL: 0.823, with 500,000 people 0.821."""
SAME_KM = 161.0
SURE_PEOPLE = 100000
"""A town of this size shows what countries a story tells of."""
STRAY_PEOPLE = 10000
FAR_KM = 1500.0
"""A town with fewer people, so far from all countries that its story tells of, is a namesake of the one that is meant: of the corpus'
training sentences' places 7 of 11 such readings were wrong, but one of 24 with more people ("Bamyan" in a sentence about New Zealand)."""
FORMER = {
    "CSK": "CZE SVK",
    "DDR": "DEU",
    "SCG": "SRB MNE",
    "SUN": "RUS UKR BLR KAZ GEO ARM AZE UZB TKM KGZ TJK MDA EST LVA LTU",
    "VDR": "VNM",
    "YMD": "YEM",
    "YUG": "SRB HRV BIH SVN MKD MNE KOS",
}
"""Where the places of states that are no more lie now, that of the capital first."""
BEFORE = 50
MOST_CANDIDATES = 15
MOST_OTHERS = 40
LIKELY = 0.02
NEAR_KM = 200.0
SAME_PROVINCE = 0.4
SAME_COUNTRY = 0.05
COUNTRY_SAID = 0.2
WIDE = {"GB.ENG": 0.2}
"""England is a country of 56 million people rather than a province: to lie in it too says little."""
KM_PER_DEGREE = 111.2

_AFTER = re.compile(r",\s(?:(?:St\.|[A-Z][\w’'-]*)\s)?[A-Z][\w’'-]*\.?")
_LISTED = re.compile(r"\s?(?:,\s[A-Z][\w’'-]*)*,?\s?(?:and|or)\s[A-Z]")
"""Behind "Singhu, Tikri": the comma is that of a list."""
_AREA_SAID = re.compile(r"\s(?:district|province|region|county|governorate|department|oblast|tehsil)$", re.IGNORECASE)
"""Words that mean no town."""
_LOWER_END = re.compile(r"(?:\s+[a-z]+)+$")
_SHORT_AFTER = re.compile(r",\s(?:[A-Z]\.){2,3}|,\s[A-Z][\w’'-]*\.")

GREAT_PEOPLE, GREAT_TIMES = 1_000_000, 500
"""A town of so many people, and so many times as many as a village has, is meant before the village of its name."""
Readings = Sequence[tuple[Known, float]]
"""What a name may stand for, each with its score without the other places of the story."""


@dataclass(frozen=True, slots=True)
class _Other:
    """A place of the story, as likely as it seems so far."""

    known: Known
    weight: float


def resolve_places(
    toponyms: Sequence[tuple[str, Span]],
    *,
    text: str,
    gazetteer: Gazetteer,
    countries: Sequence[str] = (),
    dateline: str | None = None,
    scenes: Sequence[str | None] = (),
    title: str | None = None,
    day: date | None = None,
) -> list[Place]:
    """One place for each toponym, in order.

    `countries` are ISO alpha-3 codes that the story is about, beside its words, the commonest first. The dateline's town is that
    of "city hall", never a place of its own. `scenes` has for each toponym the country of what happens there, as `scene_of` has it,
    `title` is the headline, `day` that of publication: capitals move.
    """
    if not toponyms:
        return []
    said = [_widened(text, words, span) for words, span in toponyms]
    said_areas = tuple(find_areas(text, gazetteer))
    areas = _counted(said_areas)
    lands = [code for country in countries for code in FORMER.get(country, country).split()]
    parties = list(dict.fromkeys(_today(country) for country in countries))
    story = tuple(dict.fromkeys([*lands, *(known.country for known in areas if known.level == 1 and known.country)]))
    options = {words: candidates(words, story_countries=story, gazetteer=gazetteer)[:MOST_CANDIDATES] for words in said}
    for (words, _), wide in zip(toponyms, said, strict=True):
        options[wide] = _within_whole(options[wide], words, wide, gazetteer)
    for inner, outer in _nested(toponyms, said, text):
        options[outer] = _as_whole(options[outer], options[inner])
    scores = _score_together(options, areas)
    sure = {wide: _sure(options[wide], scores[wide], gazetteer) for wide in scores}
    provinces = Counter(known.area for known in {*sure.values(), *areas} if known and known.level != 1)
    sure = {wide: known and _great_town(known, options[wide], wide, provinces) for wide, known in sure.items()}
    large = [known for known in sure.values() if known and known.population >= SURE_PEOPLE]
    about = _centres({*story, *(place.country for place in (*areas, *large))}, gazetteer) if countries else []
    places = []
    setting = None
    for (words, span), wide, scene in zip(toponyms, said, scenes or [None] * len(said), strict=True):
        known = sure.get(wide)
        is_within = known is not None and known.level == COUNTRY and is_in_town(words)
        is_stray = known and about and _is_stray(known, wide, about=about, gazetteer=gazetteer)
        if wide not in scores or is_within or is_stray:
            setting = setting or read_setting(
                text,
                areas=said_areas,
                dateline=dateline or "",
                countries=parties,
                gazetteer=gazetteer,
                title=title or "",
                day=day,
                former={_today(code): code for code in countries if code in FORMER and _today(code) not in countries},
            )
            known = setting.place(words, span, _today(scene) if scene else None) or (known if is_within else None)
        place = as_place(words, span, known, gazetteer) if known else unknown_place(words, span)
        places.append(replace(place, qualifier=qualifier(words, text[max(0, span.start - BEFORE) : span.start])))
    return places


def _today(code: str) -> str:
    """A state's code, of one that is no more the first of those that its places lie in."""
    return FORMER.get(code, code).split()[0]


def _is_stray(known: Known, wide: str, *, about: Sequence[Known], gazetteer: Gazetteer) -> bool:
    """Whether a reading is a small town far from all that the story tells of, which neither its words nor a table vouch for."""
    least = SURE_PEOPLE if _AREA_SAID.search(wide) else STRAY_PEOPLE
    is_small = known.level in {3, 4} and known.population < least
    if not is_small or known.is_capital or known.is_custom or known.is_landmark:
        return False
    whole = wide.partition(", ")[2]
    if whole and is_within(known, whole, gazetteer):
        return False
    return not any(known.country == each.country or _rough_km(known, each) < FAR_KM for each in about)


def _great_town(known: Known, options: Readings, wide: str, provinces: Counter[str]) -> Known:
    """The great town of a village's name ("Dubai"), unless the words or another place of its province speak for the village."""
    is_village = known.level == TOWN and not (known.is_capital or known.is_custom or known.is_landmark)
    if not is_village or "," in wide or _AREA_SAID.search(wide) or provinces[known.area] > 1:
        return known
    least = max(GREAT_PEOPLE, known.population * GREAT_TIMES)
    great = [each for each, _ in options if each.level == TOWN and each.population >= least and not each.by_other_name]
    return great[0] if len(great) == 1 else known


def _centres(codes: Collection[str | None], gazetteer: Gazetteer) -> list[Known]:
    """The points and the capitals of these countries."""
    found = [place for code in codes if code for place in (gazetteer.country(code), gazetteer.capital(code))]
    return [place for place in found if place]


def _sure(options: Sequence[tuple[Known, float]], scores: Sequence[float], gazetteer: Gazetteer) -> Known | None:
    """The likeliest reading; where none is likely the country that most readings lie in, or nothing."""
    shares = _softmax(scores, TEMPERATURES[-1])
    best = options[max(range(len(scores)), key=scores.__getitem__)][0]
    near = [share for share, (known, _) in zip(shares, options, strict=True) if _rough_km(known, best) < SAME_KM]
    if sum(near) >= LEAST_SHARE:
        return best
    likely = [
        known
        for share, (known, _) in zip(shares, options, strict=True)
        if known.population >= LARGE and known.level == TOWN and share >= HALF * max(shares)
    ]
    if len(likely) == 1:
        return likely[0]
    countries: dict[str, float] = defaultdict(float)
    for share, (known, _) in zip(shares, options, strict=True):
        countries[known.country or ""] += share
    code = max(countries, key=countries.__getitem__)
    return gazetteer.country(code) if countries[code] >= LEAST_SHARE else None


def named_areas(text: str, *, gazetteer: Gazetteer) -> dict[Known, int]:
    """Countries and provinces that a text names by a name that no other country or province has, and how often."""
    return _counted(find_areas(text, gazetteer))


def _counted(areas: Iterable[SaidArea]) -> dict[Known, int]:
    return dict(Counter(area for _, _, area in areas))


def _nested(toponyms: Sequence[tuple[str, Span]], said: Sequence[str], text: str) -> list[tuple[str, str]]:
    """Neighbours with a comma between them, as said: the second may hold the first ("Albany, New York")."""
    ordered = sorted(zip(toponyms, said, strict=True), key=lambda pair: pair[0][1].start)
    return [
        (inner, outer)
        for ((_, first), inner), ((_, second), outer) in pairwise(ordered)
        if text[first.end : second.start] == ", "
    ]


def _within_whole(
    options: list[tuple[Known, float]], words: str, wide: str, gazetteer: Gazetteer
) -> list[tuple[Known, float]]:
    """The readings; where the words name a larger place that holds none of these towns ("Hull, Quebec"), that alone.

    What stands behind the words' comma in the text is only a province, and holds no country: "In Geneva, Peru refused",
    "sold to Russia, Ohio said".
    """
    whole = wide.partition(",")[2].partition(",")[0].strip()
    if state := SHORT_NAMES.get(whole.lower().replace(".", "")) if whole.isupper() or whole.endswith(".") else None:
        whole = state
    area = gazetteer.area(bare_name(whole)) or gazetteer.area(_LOWER_END.sub("", whole)) if whole else None
    is_behind = words == wide.partition(",")[0]
    is_country = any(known.level == 1 for known, _ in options)
    if area is None or (is_behind and (area.level != PROVINCE or is_country)):
        return options
    if any(
        known.country in {area.country, None}
        and (known.level not in {3, 4} or area.level == 1 or known.area == area.area)
        for known, _ in options
    ):
        return options
    return [(area, options[0][1])] if options else options


def _as_whole(outer: Sequence[tuple[Known, float]], inner: Sequence[tuple[Known, float]]) -> list[tuple[Known, float]]:
    """The readings of a name with those raised that are the province of a reading of the name before it."""
    held = {known.area for known, _ in inner if known.level in {3, 4}}
    return [(known, score + (WHOLE if known.level == 2 and known.area in held else 0.0)) for known, score in outer]


def _widened(text: str, words: str, span: Span) -> str:
    """The words with the larger place that follows their comma ("Paris, Texas")."""
    after = _SHORT_AFTER.match(text, span.end) or _AFTER.match(text, span.end)
    is_list = after is not None and _LISTED.match(text, after.end())
    return words + after[0].rstrip() if after and not is_list and text[span.start : span.end] == words else words


def _score_together(options: Mapping[str, Readings], areas: Mapping[Known, int]) -> dict[str, list[float]]:
    """The scores of each name's readings, with what the other places say."""
    scores = {words: [score for _, score in found] for words, found in options.items() if found}
    nearness = _Nearness()
    names = {words: fold(words.partition(",")[0]) for words in scores}
    taken = {*names.values()}
    said = [[_Other(area, 1.0)] for area in areas if fold(area.name) not in taken]
    for temperature in TEMPERATURES:
        likely = {words: _likely(options[words], _softmax(row, temperature)) for words, row in scores.items()}
        for words, name in names.items():
            others = [each for other, each in likely.items() if names[other] != name][:MOST_OTHERS] + said
            scores[words] = [
                base + CONTEXT * math.log1p(nearness.support(known, others)) for known, base in options[words]
            ]
    return scores


def _softmax(row: Sequence[float], temperature: float) -> list[float]:
    top = max(row)
    raised = [math.exp((score - top) / temperature) for score in row]
    total = sum(raised)
    return [value / total for value in raised]


def _likely(readings: Readings, shares: Sequence[float]) -> list[_Other]:
    """What a name may stand for."""
    return [_Other(known, share) for (known, _), share in zip(readings, shares, strict=True) if share > LIKELY]


class _Nearness:
    """How near the readings of a story's names are to each other; the same two are asked for at every temperature."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], float] = {}

    def support(self, known: Known, others: Sequence[Sequence[_Other]]) -> float:
        """What the other places say for a reading: the best reading of each."""
        return sum(max([other.weight * self._of(known, other.known) for other in each], default=0.0) for each in others)

    def _of(self, known: Known, other: Known) -> float:
        pair = id(known), id(other)
        found = self._seen.get(pair)
        if found is None:
            found = self._seen[pair] = _nearness(known, other)
        return found


def _nearness(known: Known, other: Known) -> float:
    """0 to 1: how much a place being the other speaks for the first."""
    same_country = known.country is not None and known.country == other.country
    if other.level == 1 or known.level == 1:
        return COUNTRY_SAID if same_country else 0.0
    if other.level == 2:
        return WIDE.get(known.area, 1.0) if other.area and other.area == known.area else SAME_COUNTRY * same_country
    near = math.exp(-_rough_km(known, other) / NEAR_KM)
    return max(
        near,
        SAME_PROVINCE * WIDE.get(known.area, 1.0)
        if other.area == known.area and known.area
        else SAME_COUNTRY * same_country,
    )


def _rough_km(known: Known, other: Known) -> float:
    east = (known.longitude - other.longitude) * math.cos(math.radians((known.latitude + other.latitude) / 2))
    return KM_PER_DEGREE * math.hypot(known.latitude - other.latitude, east)
