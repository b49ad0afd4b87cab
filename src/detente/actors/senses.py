"""Which of several actors a name stands for: as of the day, and in view of the countries that the story speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.actors.entries import Entry, Name
from detente.actors.knowledge import Knowledge
from detente.actors.names import Match, Token, key_of, spelt_as, word_set

if TYPE_CHECKING:
    from detente.actors.description import Description

KIND_RANK = {
    "country": 0,
    "partial": 1,
    "organisation": 2,
    "group": 2,
    "body": 2,
    "person": 2,
    "outlet": 3,
    "region": 4,
    "place": 5,
}
NEWS_STYLE_STATE = {"congo": "COD", "congolese": "COD", "korea": "KOR", "korean": "KOR", "koreans": "KOR"}
"""What a short name means in news where nothing else decides; the tables give it to another state or to several."""
NEEDS_STATE = {
    **dict.fromkeys(word_set("hawks da num cna pap tap pti ntv ips tmc hirak")),
    "commons": "GBR",
    "sdf": "SYR",
    "akp": "TUR",
}
"""Initials and everyday words that are a body's name in its own state only: a story that does not speak of the state means others, or
whoever is known best by the name."""
CHAMBERS_TOO = word_set("congress")
"""Parties called by the word for a chamber."""
WEAK_SEATS = word_set(
    "male wellington victoria georgetown kingston salisbury st john's sucre lagos dubai istanbul tamar beehive hague "
    "westminster amsterdam santiago roseau praia salisbury"
) | {"st john", "st george", "cape town", "government house", "port louis", "kuwait city"}
"""Seats that are as often a person, a building or a mere town: they stand for a government only beside other signs."""
ALSO_PERSONS = word_set(
    "jordan israel chad georgia victoria sofia paris sydney santiago kingston wellington washington lincoln london ireland "
    "england france holland male sucre salisbury berlin america kenya india china cuba houston dallas florence hague "
    "lima milan nice brazil charlotte austin madison jackson troy mali togo sterling praia moro zulu amal"
)
SUBNATIONAL_CUES = word_set("governor gov sheriff county statehouse gop democrat democrats republican republicans")
HOST_CITIES = word_set(
    "geneva vienna brussels strasbourg davos the hague hague new york doha oslo lausanne luxembourg addis ababa"
) | {
    "the hague",
    "new york",
    "addis ababa",
    "camp david",
}
"""Where conferences and international bodies sit: such a town alone does not make a story domestic."""
TIED = word_set(
    "led backed brokered sponsored supported funded made built born style trained allied aligned armed leaning "
    "recognised recognized mandated mediated facilitated hosted monitored supervised sanctioned speaking"
)
PREFIXES = word_set("pro anti non ethnic inter")
SHORT_TITLES = word_set("mr mrs ms dr rep sen gov gen col lt capt prof st")
NOT_OUTLETS = word_set("front movement army party organisation organization union forces council committee")
"""Behind a word that is a newspaper's name too they make it another's: "National Liberation Front"."""
RANKS = word_set(
    "general colonel major captain lieutenant marshal admiral commodore brigadier sheikh sheik sayyid ayatollah hojatoleslam crown prince "
    "princess lord lady sir dame emperor emir sultan pope patriarch archbishop bishop cardinal rev reverend comrade senator representative "
    "congressman congresswoman speaker premier taoiseach chairman chairwoman candidate governor mayor ambassador envoy spokesman "
    "spokeswoman justice judge professor doctor master republican democrat conservative labour socialist liberal incumbent nominee "
    "oligarch adviser advisor then acting designate elect ex former grand mufti imam mullah "
    "mr mrs ms dr gen col lt capt maj adm brig sen rep gov"
)
"""Words before a person's name that belong to no longer name."""
NAME_LINKS = word_set("ul al el il ud ad ur ar us as uz az un an ush ash")
"""Between the parts of a hyphenated name: "Zia-ul-Haq"."""
SERVANTS = word_set("abd abdul abdel abdal abdol abdoul")
TOWN_FORMS = ("name", "seat")
JOINERS = word_set("and or the both")
GENERIC = word_set(
    "democratic republican national labour labor social christian people peoples new united liberal conservative socialist communist "
    "green progressive central federal supreme public state general royal home interior foreign justice and of for the freedom "
    "development popular patriotic revolutionary radical unity solidarity reform renewal civic independent constitutional high "
    "islamic left right centre center free country house republic joint rapid support special security defence defense internal "
    "affairs finance health education trade commerce energy transport agriculture environment culture"
)


WORLD_CODES = frozenset({"UNO", "EUR", "IGO"})
OF_STATE = word_set("national supreme federal")
"""Before the common name of a world body they make it a state's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What decides between meanings: the knowledge base, the day, and what the story speaks of."""

    knowledge: Knowledge
    day: date | None = None
    is_dated: bool = False
    """Whether the story itself says the day."""
    countries: Mapping[str, int] = field(default_factory=dict)
    """How often the story names each country, ambiguous names left out."""
    within: frozenset[str] = frozenset()
    """Countries of which it names towns, provinces or offices below the state."""
    towns: Mapping[str, str] = field(default_factory=dict)
    """State of each town that lies elsewhere than the tables have it ("London, Kentucky")."""
    lesser_towns: Mapping[str, str] = field(default_factory=dict)
    """State of each town behind "in" that the tables lack and the gazetteer has."""
    described: dict[str, Description] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Mentions as `describe` has read them in this scene; another scene begins with none."""
    settings: frozenset[str] = frozenset()
    """What the story is about, where that decides the sense of a word (`detente.actors.settings`)."""
    words: frozenset[str] | None = None
    """The folded words of a story whose day nothing tells; None where the day is known or today is meant."""
    given_beside: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    """Given names beside each surname that was asked for, anywhere in the text; of all scenes of a story."""

    def holder(self, country: str, offices: Iterable[str]) -> tuple[Entry, str] | None:
        """Who holds the first of the offices on the day; where the day is unknown only somebody whom the story names."""
        found = self.knowledge.holder(country, offices, self.day)
        return found if found is None or self.words is None or self._has_name(found[0]) else None

    def _has_name(self, entry: Entry) -> bool:
        """Whether the words of an undated story hold a name that somebody is called by."""
        keys = (self.words or frozenset()).intersection(key_of(entry.name).split())
        return any(entry in self.knowledge.short.get(key, ()) for key in keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name found in text and the entry chosen for it."""

    start: int
    end: int
    name: Name
    code: str | None
    """Country of the day."""
    is_definite: bool = False
    """Whether "the" stands right before it: "the Russians" act for their state, "Russians" do not."""

    @property
    def entry(self) -> Entry:
        """The entry behind the name."""
        return self.name.entry


def look_up(tokens: Sequence[Token], scene: Scene) -> list[Known]:
    """The known names among the tokens, each with its chosen meaning."""
    return list(known_names(tokens, scene))


def known_names(tokens: Sequence[Token], scene: Scene) -> Iterator[Known]:
    """The same one by one, for whoever needs the first of them."""
    before: Known | None = None
    for match in scene.knowledge.names.find(tokens):
        chosen = choose(tokens, match, scene) or _before_tied(tokens, match, scene)
        if chosen is not None:
            before = _beside_its_country(chosen, before, match.value, scene)
            yield before


def _before_tied(tokens: Sequence[Token], match: Match[tuple[Name, ...]], scene: Scene) -> Known | None:
    """As in "Sudan's army-led government": the name before a word that a hyphen ties to the next."""
    if match.end - match.start < 2 or not tokens[match.end - 1].is_joined:
        return None
    shorter = next(scene.knowledge.names.find(tokens[match.start : match.end - 1]), None)
    if shorter is None or shorter.start:
        return None
    return choose(tokens, Match(match.start, match.start + shorter.end, shorter.value), scene)


def _beside_its_country(known: Known, before: Known | None, names: Sequence[Name], scene: Scene) -> Known:
    """A person whose name several have is the one of the country right before it ("Saudi King Abdullah")."""
    if known.entry.kind != "person" or before is None or before.end != known.start or before.code == known.code:
        return known
    own = [
        n for n in names if n.entry.kind == "person" and n.entry.country == before.code and n.entry.exists(scene.day)
    ]
    return replace(known, name=own[0], code=own[0].entry.country) if own else known


def _is_of_the_past(name: Name, scene: Scene) -> bool:
    """Whether a text calls by its name a state that is no more: what "the Soviet Union" did, its successor did not do."""
    entry = name.entry
    return (
        entry.kind == "country"
        and name.form == "name"
        and entry.until is not None
        and scene.day is not None
        and scene.day > entry.until
        and entry.country in scene.knowledge.successors
    )


def choose(tokens: Sequence[Token], match: Match[tuple[Name, ...]], scene: Scene) -> Known | None:
    """The meaning of a matched name, or None where it is no actor's name here."""
    words = tokens[match.start : match.end]
    key = " ".join(token.key for token in words)
    names = [name for name in match.value if spelt_as(name.spelling, words) and _is_apart(name, key, tokens, match)]
    if key in NEEDS_STATE:
        known = {*scene.countries, NEEDS_STATE[key]}
        names = [name for name in names if name.entry.is_custom or name.entry.country in known]
    if key in CHAMBERS_TOO:
        names = [name for name in names if _is_party_of_its_state(name, scene)]
    if key in scene.towns:
        names = [name for name in names if name.form not in TOWN_FORMS or name.entry.country == scene.towns[key]]
    names = [name for name in names if name.form != "seat" or key not in WEAK_SEATS or _is_supported(name, key, scene)]
    names = [name for name in names if name.entry.is_custom or not _is_elsewhere(name, key, scene)]
    names = [name for name in names if name.entry.kind != "person" or not _is_tail(tokens, match, scene)]
    if not names or _is_cut_off(names[0], key, tokens, match, scene):
        return None
    best = _best(names, key, scene)
    if best is None:
        return None
    name = _in_news_style(best, key, scene)
    code = name.entry.country
    if name.form == "seat" and code and scene.day is None:
        code = scene.knowledge.successors.get(code, code)
    elif (
        name.entry.kind in ("country", "region", "place", "body", "group", "outlet")
        and code
        and not _is_of_the_past(name, scene)
    ):
        code = scene.knowledge.state(code, scene.day)
    is_definite = match.start > 0 and tokens[match.start - 1].key == "the"
    return Known(start=match.start, end=match.end, name=name, code=code, is_definite=is_definite)


def is_settled_by_story(match: Match[tuple[Name, ...]], knowledge: Knowledge) -> bool:
    """Whether the states that a story speaks of have a say in what a matched name means."""
    first = match.value[0]
    key = key_of(first.spelling)
    return (
        len(match.value) > 1
        or key in NEWS_STYLE_STATE
        or key in NEEDS_STATE
        or key == "brussels"
        or (first.form == "seat" and key in WEAK_SEATS)
        or is_generic(first, key, knowledge)
    )


def _in_news_style(name: Name, key: str, scene: Scene) -> Name:
    """As in "Congo" is the larger one, "Brussels" the European Union, unless the story speaks of the other."""
    code = NEWS_STYLE_STATE.get(key)
    if key == "brussels" and not scene.countries.get("BEL"):
        union = next((n for n in scene.knowledge.names.values.get("european union", ()) if n.form == "name"), None)
        return union or name
    if code is None or name.entry.country == code or scene.countries.get(name.entry.country or ""):
        return name
    entry = scene.knowledge.countries.get(code)
    return name._replace(entry=entry) if entry else name


def _is_cut_off(name: Name, key: str, tokens: Sequence[Token], match: Match[tuple[Name, ...]], scene: Scene) -> bool:
    """Whether the word before it makes a common name another's ("Christian Democrats", "National Security Council")."""
    before = tokens[match.start - 1] if match.start else None
    if before is not None and name.entry.country in WORLD_CODES and _is_plain(key, scene.knowledge):
        return _is_beside(before, tokens[match.start]) and _is_states_own(before, scene.knowledge)
    if name.entry.kind != "group" or before is None or key not in scene.knowledge.words:
        return False
    return (
        before.is_capital
        and before.key not in ("the", "senior", "house", "senate")
        and _is_beside(before, tokens[match.start])
    )


def _is_party_of_its_state(name: Name, scene: Scene) -> bool:
    """As in "the Congress" of a story on India: a word for any state's chamber is a party where that party's state is named most."""
    counts = scene.countries
    return counts.get(name.entry.country or "", 0) > max(
        (n for c, n in counts.items() if c != name.entry.country), default=0
    )


def _is_plain(key: str, knowledge: Knowledge) -> bool:
    """Whether a name is made of common words alone, so that a state can have a body called so too."""
    return " " in key and all(w in GENERIC or w in knowledge.words or w in knowledge.roles.lengths for w in key.split())


def _is_states_own(before: Token, knowledge: Knowledge) -> bool:
    """Whether a word gives what follows to a state: "National", "Iran's", "Turkish"."""
    if before.key in OF_STATE:
        return before.is_capital
    names = knowledge.names.values.get(before.key, ())
    return any(name.entry.kind == "country" for name in names)


def is_generic(name: Name, key: str, knowledge: Knowledge) -> bool:
    """Whether a party or movement could be any state's by its name: "Labour Party", "Republican Forces"."""
    if name.entry.kind != "group":
        return False
    return all(word in GENERIC or word in knowledge.words or word in knowledge.roles.lengths for word in key.split())


def _is_elsewhere(name: Name, key: str, scene: Scene) -> bool:
    """Whether a name that any state could have is of a state that the story does not speak of, while it does of others."""
    if scene.countries.get(name.entry.country or "") or not is_generic(name, key, scene.knowledge):
        return False
    return any(scene.countries.values())


def _is_supported(name: Name, key: str, scene: Scene) -> bool:
    if key in (
        "lagos",
        "dubai",
        "istanbul",
        "hague",
        "amsterdam",
        "westminster",
        "cape town",
        "santiago",
        "wellington",
        "kingston",
    ):
        return True
    return (name.entry.country or "") in scene.countries


def _is_apart(name: Name, key: str, tokens: Sequence[Token], match: Match[tuple[Name, ...]]) -> bool:
    """Whether the name stands for itself: not tied by a hyphen ("Saudi-led"), not part of a person's name ("Jim Jordan")."""
    before = tokens[match.start - 1] if match.start else None
    after = tokens[match.end] if match.end < len(tokens) else None
    if tokens[match.end - 1].is_joined and after is not None and after.key in TIED:
        return False
    if before is not None and before.key in PREFIXES and (before.is_joined or before.key == "ethnic"):
        return False
    if name.entry.kind in ("outlet", "group") and not name.entry.is_custom and _is_hyphened(tokens, match):
        return False
    is_place = name.entry.kind in ("country", "place", "region") and name.form in ("name", "seat")
    if (is_place or name.entry.kind in ("group", "region")) and key in ALSO_PERSONS:
        return not _is_personal(tokens, match)
    if name.entry.kind == "outlet" and after is not None and _is_cut_short(name, key, after):
        return not _is_beside(tokens[match.end - 1], after)
    if (key == "indians" and is_given_name(before)) or _is_new_town(name, before, tokens[match.start]):
        return False
    if name.entry.kind == "place" and not tokens[match.end - 1].is_possessive and is_given_name(after):
        return not _is_beside(tokens[match.end - 1], after) or (after is not None and after.key in RANKS)
    is_firm = (
        name.entry.kind == "organisation" and name.entry.sector == "BUS" and not tokens[match.start].text.isupper()
    )
    if (name.entry.kind == "place" or is_firm) and " " not in key and is_given_name(before):
        return not _is_beside(before, tokens[match.start])
    return True


def _is_new_town(name: Name, before: Token | None, first: Token) -> bool:
    """As in "New Norfolk": a place called after another is not that one."""
    is_new = before is not None and before.text == "New" and before.end + 1 == first.start
    return is_new and name.entry.kind in ("place", "region")


def _is_cut_short(name: Name, key: str, after: Token) -> bool:
    """Whether the word behind a newspaper's name makes it another's: "National Liberation Front", "Independent Commission"."""
    if after.is_capital and (key.removeprefix("the ") in GENERIC or after.key in NOT_OUTLETS):
        return True
    return " " not in key and is_given_name(after) and not name.spelling.isupper()


def _is_hyphened(tokens: Sequence[Token], match: Match[tuple[Name, ...]]) -> bool:
    """Whether one word ends a person's hyphenated name: "Anwar-uz-Zaman", "Abdel-Fatah"."""
    at = match.start
    while at and tokens[at - 1].is_joined:
        at -= 1
    parts = [token.key for token in tokens[at : match.start]]
    is_linked = len(parts) > 1 and parts[-1] in NAME_LINKS
    return match.end == match.start + 1 and bool(parts) and (is_linked or parts[-1] in SERVANTS)


def _is_tail(tokens: Sequence[Token], match: Match[tuple[Name, ...]], scene: Scene) -> bool:
    """Whether an unknown given name stands before a person's name, so that it is another's ("Gohar Ayub Khan")."""
    before = tokens[match.start - 1] if match.start else None
    if before is None or not is_given_name(before) or not _is_beside(before, tokens[match.start]):
        return False
    knowledge = scene.knowledge
    is_word = before.key in knowledge.roles.lengths or before.key in knowledge.words or before.key in RANKS
    return not is_word and before.key not in knowledge.names.lengths


def _is_personal(tokens: Sequence[Token], match: Match[tuple[Name, ...]]) -> bool:
    """Whether a capital neighbour that is no word of an office or institution makes the name a person's."""
    first, last = tokens[match.start], tokens[match.end - 1]
    before = tokens[match.start - 1] if match.start else None
    after = tokens[match.end] if match.end < len(tokens) and not last.is_possessive else None
    return (is_given_name(before) and _is_beside(before, first)) or (is_given_name(after) and _is_beside(last, after))


def _is_beside(left: Token | None, right: Token | None) -> bool:
    """Whether a space alone parts two words."""
    if left is None or right is None:
        return False
    gap = right.start - left.end
    return gap == 1 or (gap == len(". ") and left.key in SHORT_TITLES)


def is_given_name(token: Token | None) -> bool:
    """Whether a capital word can be a person's given name."""
    return (
        token is not None
        and token.is_capital
        and token.text.isalpha()
        and token.key not in NOT_GIVEN
        and not token.is_possessive
    )


NOT_GIVEN = word_set(
    "the a an in of from for and or to with at by on as over west east north south northern southern eastern western central new "
    "president prime foreign defence defense interior finance government ministry state states police army court supreme high "
    "national defense forces airways bank labour labor congress party union council association university front movement "
    "federal republic kingdom great former city post times radio chancellor king queen minister secretary ambassador embassy "
    "dc street senate parliament football olympic institute centre center group company national navy air force security "
    "democratic people's peoples railways electric telecom energy oil gas petroleum steel motors general chief deputy "
    "greater bank office department commission authority agency service services board club castle summit accord"
)


def _best(names: Sequence[Name], key: str, scene: Scene) -> Name | None:
    alive = [name for name in names if name.entry.exists(scene.day)]
    alive = alive or [name for name in names if name.entry.kind != "person" and not name.entry.is_custom]
    if len(alive) < 2:
        return next(iter(alive), None)
    custom = [name for name in alive if name.entry.is_custom]
    return min(custom or alive, key=lambda name: _rank(name, key, scene))


def _rank(name: Name, key: str, scene: Scene) -> tuple[int, int, int, bool, str]:
    code = name.entry.country or ""
    kind = KIND_RANK[name.entry.kind]
    if name.entry.kind == "region" and code in scene.within and code in scene.countries:
        kind = -1
    if name.entry.kind in ("organisation", "outlet", "group", "body", "person") and code in scene.countries:
        kind -= 1
    style = NEWS_STYLE_STATE.get(key)
    return (
        kind,
        -scene.countries.get(code, 0),
        int(style is not None and style != code),
        not _is_newest(name, scene),
        name.entry.id,
    )


def _is_newest(name: Name, scene: Scene) -> bool:
    """Without a day the state of today is meant, unless the name was only ever the older one's."""
    return name.entry.until is None or scene.day is not None


def is_ambiguous(names: Sequence[Name]) -> bool:
    """Whether several states have a name, one of them for a region: Georgia."""
    codes = {name.entry.country for name in names}
    return len(codes) > 1 and any(name.entry.kind == "region" for name in names)
