"""Which state a domestic actor without one is of: that of the place where the words put it, else the story's main or home state.

"riot police" are those of the town that the sentence names; without one, of the state that the story is mostly about, else of its
dateline's, unless the sentence or the one before speaks of another. Gives None where nothing decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from detente.actors.blocs import CHAMBERS, LACKING
from detente.actors.description import Description
from detente.actors.memory import Memory, Spoken, organ_of
from detente.actors.names import Token, tokenise, tokens_after, word_set
from detente.actors.sections import sections_of
from detente.actors.sectors import is_articled
from detente.actors.senses import HOST_CITIES, WORLD_CODES, Known, Scene, choose, known_names, look_up
from detente.actors.survey import is_clear
from detente.actors.towns import dateline_towns, led_towns, own_towns, state_meant
from detente.records import Mention, Sentence, Story

MORE = 1.2
"""A state named so much more often than the next is the likelier home of whom a sentence leaves without one than the state
of the sentence before: on the corpus' dev stories 15 of 21 against 11 of 19."""
DOMAINS = {
    "uk": "GBR", "ie": "IRL", "ca": "CAN", "au": "AUS", "nz": "NZL", "za": "ZAF", "ke": "KEN", "ng": "NGA", "gh": "GHA", "ug": "UGA",
    "zm": "ZMB", "zw": "ZWE", "tz": "TZA", "pk": "PAK", "bd": "BGD", "lk": "LKA", "np": "NPL", "ph": "PHL", "sg": "SGP", "my": "MYS",
    "hk": "HKG", "jm": "JAM", "tt": "TTO", "fj": "FJI", "mt": "MLT", "cy": "CYP", "il": "ISR", "us": "USA", "gov": "USA",
}  # fmt: skip
"""Country domains of news in English; those that are sold to all the world (.co, .tv, .io, .in) are left out."""
REACH = 3
JOINER_LETTERS = len(" and ")
CANDIDATES = 3
"""An official whom no table has is of one of the states that the story names most."""
RIVALS = 2
"""A dateline's or publisher's state is the story's home where the story names it as often as all but one other."""
WIRES = frozenset(
    f"outlet:{name}"
    for name in (
        "associated-press",
        "reuters",
        "agence-france-presse",
        "united-press-international",
        "deutsche-presse-agentur",
        "efe",
        "inter-press-service",
    )
)
"""Agencies that write from all the world: such a publisher's state is no story's home."""
LOCATING = word_set("in at near outside across around throughout inside")
INTO_PLACE = word_set(
    "the town city village district province region capital port suburb streets front centre center of downtown central northern southern "
    "eastern western north south east west"
)
"""Words between "in" and the name of the place: "in the streets of Lahore", "in front of Seoul's city hall"."""
PRESENT = frozenset({"CVL", "COP", "JUD", "OPP", "UAF", "CRM", "SOC", "LAB", "EDU", "REL", "AGR", "MED", "REF", None})
"""Sectors whose people act where they are at home; ministers and soldiers also act abroad."""
ELSEWHERE = 2
"""A town is that of a state which the story names beside it: there are towns called Mango in several."""
OBJECT_WORDS = 3
"""A state named so soon after the mention is whom it faces: "the minister summoned the Chinese ambassador"."""
AGAINST = re.compile(
    r"\b(?:accus(?:ed|es|ing)|blam(?:ed|es|ing)|denounc(?:ed|es|ing)|condemn(?:ed|s|ing)|summon(?:ed|s)|protested (?:strongly )?to|"
    r"threaten(?:ed|s|ing)|reject(?:ed|s|ing)|dismiss(?:ed|es|ing)|rebuff(?:ed|s|ing)|complain(?:ed|s) (?:of|to|about)|demand(?:ed|s) of)\s"
)
"""Verbs whose object is not the subject's own state."""
UNCOUNTED = word_set("the a an on monday tuesday wednesday thursday friday saturday sunday yesterday today")
"""Words that do not part a verb from whom it faces."""
SAYING = word_set(
    "said says say told announced warned added declared stated insisted confirmed reported believes hopes that"
)
LEVIES = re.compile(
    r"\b(?:impos|put|slap|rais|doubl|tripl|quadrupl|hik|extend|announc|levie|levy|threaten|tighten|plac)\w*\b[^.;:,]{0,30}?"
    r"\b(?:tariffs?|dut(?:y|ies)|levies|sanctions|embargo|export controls)\b[^.;:,]{0,30}? (?:on|against) (?:(?:all|goods|imports|steel|"
    r"cars) (?:from )?)*"
)
"""What states put on others: "it would impose tariffs on China"."""
BOMBS = re.compile(
    r" (?:(?:has|have|had|also|again|now|since|repeatedly|deliberately) )*"
    r"(?:bombs?|bombed|shells?|shelled|strikes|struck|attacks?|attacked|rockets?|rocketed|is (?:bombing|shelling|attacking))"
    r"(?: (?:the|a|an|two|three|more|several|many|their|also))* ?"
)
"""Between a state and whom it strikes from outside."""
CONTINGENT = re.compile(
    r"\b(?:contingent|peacekeepers|peacekeeping|battalion of the (?:United Nations|UN|U\.N\.))\b", re.IGNORECASE
)
"""Soldiers whom a state has lent: those around them are not of that state."""
SPOKEN = word_set("spokesman spokeswoman spokesperson")
HARM = re.compile(
    r"\b(?:shot|killed|wounded|injured|hit|struck|bombed|shelled|rammed|sank|attacked|doused|drenched|destroyed|abducted|kidnapped|"
    r"turned (?:away|back)|chased|intercepted|opened fire|fired (?:on|at)|fired [\w -]{1,40} (?:on|at))\b"
)
CLAUSE = re.compile(r"[;:–—\"“”]|,|\b(?:and|but|who|that|which|when|after|before|while|as|because)\b")
SITTING = re.compile(r", (?:sitting|based|gathered|assembled) $")
"""Between whoever is in a place and the place, though a comma parts them."""
SEATED_COURT = re.compile(r"\b(?:court|tribunal|judges)\s$", re.IGNORECASE)
"""Before "in London": there the court sits."""
AWAY = re.compile(r"\b(?:into|towards?|across|to (?:the |a )?\w+[^\Ws]s)\b")
"""Words of going: whoever takes children "to schools in South Africa" is from elsewhere."""
URGES = re.compile(
    r" (?:(?:has|had|also|later) )?(?:urged|asked|accused|warned|blamed|condemned|criticised|criticized|summoned|thanked|called on|"
    r"rejected|dismissed|rebuffed) "
)
"""What officials do to another state by its name, and not to their own: "A ministry spokesman urged Japan"."""
REPORTS = re.compile(r" (?:said|says|told|announced|confirmed|added)\b")
TELLS = re.compile(
    r"[^.;]{0,40}\b(?:told|tells?|address(?:ed|es)|asked|informed|assured|explain\w*(?: [^.;]{1,20})? to|speech to) (?:[a-z]+ ){0,4}"
)
"""Between whoever speaks and the parliament spoken to."""
STRUCK = frozenset({"CVL", "MED", "EDU", "REL", "AGR", "NGO", "REF", "BUS", "JRN"})
"""Sectors of people who are struck or helped where they are, and do neither."""
AT_ODDS = word_set(
    "protester demonstrator rioter rebel militant insurgent gunmen separatist suspect dissident student striker"
)
"""Whom a state's own forces fire on."""
PRIVATE = ("BUS", "SOC", "NGO", "IGO", "MED", "EDU", "CVL")
OFFICES_ABROAD = word_set(
    "minister ministers ministry secretary office affairs policy spokesman spokeswoman spokesperson trade adviser advisor"
)
OCCUPIED = {"PSE": "ISR"}
"""A place without an army of its own: soldiers and settlers there are its neighbour's. All 22 settlers of the corpus' training sentences
that name Palestine or Israel are ISR."""
OCCUPIERS = word_set("settler soldier army troop military conscript jet warplane tank drone")
MIGRANTS = word_set("migrant") | {"asylum seeker", "asylum-seeker", "boat people"}
"""Whoever is called so has come from elsewhere, where refugees and the displaced may be a state's own."""
STATES = word_set("states countries nations")
"""Several states are never the story's own."""
GOVERNMENTS, POINTING = word_set("governments capitals"), word_set("those these other several many")
WITHOUT_OPPOSITION = {"PRK": "KOR"}
"""A state where no opposition acts, and the one whose opposition a story on both means."""
FOREIGN_WORDS = word_set("foreign international western eastern asian european african arab global overseas")


@dataclass(frozen=True, slots=True)
class Located:
    """A state's place in a sentence, as in "in Delhi"; offsets in the sentence."""

    start: int
    end: int
    code: str


def main_country(scene: Scene) -> str | None:
    """The country that a story is mostly about, when that is clear."""
    ranked = sorted(((code, n) for code, n in scene.countries.items() if n), key=lambda item: -item[1])
    if not ranked:
        return None
    return ranked[0][0] if is_clear(scene.countries) else None


def home_country(story: Story, scene: Scene) -> str | None:
    """The state that a story is told from, when it is one of the two that it speaks of most: its dateline's, else its publisher's."""
    ranked = sorted((n for code, n in scene.countries.items() if code in scene.knowledge.countries), reverse=True)
    least = ranked[min(RIVALS, len(ranked)) - 1] if ranked else 0
    for text in filter(None, (story.dateline, story.publisher)):
        for known in look_up(tokenise(text), scene):
            if text == story.publisher and known.entry.id in WIRES:
                continue
            if known.code in scene.knowledge.countries and scene.countries.get(known.code or "", 0) >= max(least, 1):
                return known.code
        for town in dateline_towns(text, scene.knowledge):
            code = scene.lesser_towns.get(town.key)
            if code and scene.countries.get(code, 0) >= least:
                return code
    return None


def address_country(url: str | None) -> str | None:
    """The state of a page's domain; that of a page which names none."""
    host = urlsplit(url or "").hostname or ""
    return DOMAINS.get(host.rpartition(".")[2])


def titled_country(titled: Set[str | None], scene: Scene) -> str | None:
    """The only state of a title, where the story names no other as often."""
    code = next(iter(titled)) if len(titled) == 1 else None
    others = [n for each, n in scene.countries.items() if each in scene.knowledge.countries and each != code]
    return code if code and scene.countries.get(code, 0) > max(others, default=0) else None


def is_from_afar(description: Description) -> bool:
    """As in "the detained migrant families": people whom the state that a story is about has not for its own."""
    roles = {role.value.noun for role in description.phrase.head.roles} | {description.sector.head}
    return description.sector.primary == "REF" and not MIGRANTS.isdisjoint(roles)


def is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether a word puts somebody abroad ("Western diplomats", "upstream states"); "the foreign minister" is at home."""
    if (
        tokens
        and tokens[-1].key in (STATES | GOVERNMENTS if tokens[0].key in POINTING else STATES)
        and tokens[0].key != "the"
    ):
        return True
    for at, token in enumerate(tokens):
        after = tokens[at + 1].key if at + 1 < len(tokens) else ""
        if token.key in FOREIGN_WORDS and not (token.key in ("foreign", "international") and after in OFFICES_ABROAD):
            return True
    return False


def with_free_office(code: str, offices: Sequence[str], scene: Scene) -> str:
    """The state, but where the tables know another in its office on the day: then the one named most that has it free."""

    def is_taken(state: str) -> bool:
        return scene.is_dated and scene.holder(state, offices) is not None

    named = (each for each, n in scene.countries.items() if n and each in scene.knowledge.countries)
    ranked = sorted(named, key=lambda each: (-scene.countries[each], each))[:CANDIDATES]
    return next((each for each in ranked if not is_taken(each)), code) if is_taken(code) else code


def has_name(tokens: Sequence[Token]) -> bool:
    """Whether a capital beyond the first word, or of the only word, shows a name."""
    return any(token.is_capital for token in (tokens[1:] if len(tokens) > 1 else tokens)) or not tokens


def is_proper(description: Description) -> bool:
    """Whether the mention is a name, of a person or of an institution that no state has by rule."""
    if description.personal is not None:
        return True
    capitals = [token for token in description.phrase.tokens[1:] if token.is_capital]
    return len(capitals) > 1 and description.sector.primary in (None, *PRIVATE)


def is_of_named_body(description: Description) -> bool:
    """As in "the president of the Kennel Club": whether somebody heads or speaks for a private body that no table knows."""
    if not description.sector.is_transparent or description.sector.primary not in (None, *PRIVATE):
        return False
    words = (part.tokens[1:] for part in description.phrase.parts[1:] if is_articled(part) and not part.names)
    return any(len(tokens) > 1 and all(token.is_capital for token in tokens) for tokens in words)


class Homes:
    """Says of each mention of a story which state an actor without one is of."""

    def __init__(self, *, story: Story, scene: Scene, sentences: Mapping[int, Sentence], memory: Memory) -> None:
        self.scene, self.sentences, self.memory, self._text = scene, sentences, memory, story.text
        self.home = home_country(story, scene)
        main = main_country(scene)
        titled = {known.code for known in look_up(tokenise(story.title or ""), scene)}
        if len(titled & scene.knowledge.countries.keys()) >= RIVALS and self.home not in titled:
            self.home = None
        if not any(scene.countries.values()):
            self.home = main = address_country(story.url)
        self.main = None if self.home != main and self.home in titled else main
        if main is None and self.home is None:
            self.main = titled_country(titled & scene.knowledge.countries.keys(), scene)
        self._sections = sections_of(story.text, scene)
        self._section_starts = [start for start, _ in self._sections]
        self._seen: dict[int, tuple[Located, ...]] = {}
        known = scene.knowledge.countries
        self._ranked = sorted(((n, code) for code, n in scene.countries.items() if n and code in known), reverse=True)

    def of(self, mention: Mention, description: Description) -> str | None:
        """The state, or None where nothing decides; of soldiers and settlers in an occupied place the occupier."""
        code = self._of(mention, description)
        housed = CHAMBERS.get(description.sector.head or "")
        if housed is not None and code not in housed:
            return next((each for _, each in self._ranked if each in housed), None)
        if code in self._lacking(description):
            return next((each for _, each in self._ranked if each not in self._lacking(description)), code)
        if description.sector.primary == "OPP" and self.scene.countries.get(WITHOUT_OPPOSITION.get(code or "", "")):
            return WITHOUT_OPPOSITION[code or ""]
        is_occupier = OCCUPIERS.intersection((description.sector.head or "").split()[-1:])
        return OCCUPIED.get(code, code) if code and is_occupier else code

    @staticmethod
    def _lacking(description: Description) -> Set[str]:
        """As in "the president" of a story on Britain and America: the states that have none."""
        is_plain = description.personal is None and len(description.phrase.parts) == 1
        return LACKING.get(description.sector.head or "", frozenset()) if is_plain else frozenset()

    def _of(self, mention: Mention, description: Description) -> str | None:
        sentence = self.sentences.get(mention.sentence_index)
        if sentence is None:
            return self.main or self._spoken_of(mention, faced=None)
        start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
        places = self._places(sentence)
        opening = next((place for place in places if place.end <= start and _opens(place, sentence)), None)
        around = opening or next((place for place in places if _is_there(place, end, sentence, description)), None)
        if around:
            return around.code
        towns = own_towns(mention.text, self.scene.knowledge)
        if own := next((code for town in towns if (code := state_meant(town, self.scene.countries))), None):
            return own
        if own := self._told_of(mention, description):
            return own
        if (outsider := self._outsider(mention, description)) is not None:
            others = [code for _, code in self._ranked if code != outsider]
            return others[0] if len(others) == 1 else None
        if reporting := self._reporting(mention, description, sentence):
            return reporting
        is_turned = description.sector.primary == "GOV" and (
            URGES.match(sentence.text, end) is not None
            or (start == 0 and LEVIES.search(sentence.text, end) is not None)
        )
        if self.main and not (is_turned and self.main == self._faced(mention, sentence)):
            return self.main
        before = next((place for place in places if place.end <= start), None)
        if before:
            return before.code
        return self._of_sentences(mention, description, sentence)

    def _told_of(self, mention: Mention, description: Description) -> str | None:
        """The state that the report of a round-up or what the story has told of such a body gives."""
        return (
            self._told_by_its_own(mention, description)
            or self._of_report(mention)
            or self._same_organ(mention, description)
        )

    def _told_by_its_own(self, mention: Mention, description: Description) -> str | None:
        """As in "Mr Pashinyan told parliament": leaders and ministers speak to the parliament of their own state."""
        own = next(iter(self.memory.recent_of(mention, mention.sentence_index)), None)
        if description.sector.primary != "LEG" or own is None or own.number != "person":
            return None
        between = self._text[own.mention.span.end : mention.span.start]
        return own.countries[0] if TELLS.fullmatch(between) and self._states(own) else None

    def _of_report(self, mention: Mention) -> str | None:
        """The state of the report of a round-up in which a mention stands."""
        last = bisect_right(self._section_starts, mention.span.start) - 1
        return self._sections[last][1] if last >= 0 else None

    def _same_organ(self, mention: Mention, description: Description) -> str | None:
        """As in "Chilean police fired … Police said": of the one state whose such organ the story has told of."""
        kind = organ_of(description)
        if kind is None:
            return None
        told = [code for spoken in self.memory.recent(mention) if spoken.organ == kind for code in spoken.countries]
        if kind == "court" and not told:
            told = self._court_seats
        return told[0] if len(set(told)) == 1 and told[0] in self.scene.knowledge.countries else None

    @cached_property
    def _court_seats(self) -> list[str]:
        """States of the places in which the story's sentences seat a court, whoever they tell of: "heard at the High Court in Lima"."""
        return [
            place.code
            for sentence in self.sentences.values()
            for place in self._places(sentence)
            if SEATED_COURT.search(sentence.text, 0, place.start)
        ]

    def _reporting(self, mention: Mention, description: Description, sentence: Sentence) -> str | None:
        """As in "Paris will not take them, a spokeswoman for the foreign ministry said": of the state whose deed it tells."""
        own = self.memory.of_sentence(mention.sentence_index)
        if not own or own[0].mention.span.start != sentence.start:
            return None
        if own[0].number != "state":
            return self._of_body(own[0], mention, description, sentence)
        codes = self._states(own[0])
        return (
            codes.pop()
            if _is_tag(mention, sentence) and description.sector.primary == "GOV" and len(codes) == 1
            else None
        )

    @staticmethod
    def _of_body(subject: Spoken, mention: Mention, description: Description, sentence: Sentence) -> str | None:
        """As in "Ada Quill, the trade commissioner, will go to Lima, a spokesman said": of the body of states whose deed it tells."""
        codes = set(subject.countries) & WORLD_CODES
        is_spoken = description.sector.head in SPOKEN and len(description.phrase.parts) == 1
        return codes.pop() if len(codes) == 1 and is_spoken and _is_tag(mention, sentence) else None

    def _of_sentences(self, mention: Mention, description: Description, sentence: Sentence) -> str | None:
        before = list(self.memory.before(mention, reach=REACH))
        own = next((s for s in before if s.sentence == mention.sentence_index and self._states(s)), None)
        if own is not None and self._vouches_at_home(mention, sentence):
            return self.home
        if own is not None:
            return self._harmed(own, mention, description, sentence) or self._spoken_of(mention, faced=None)
        faced = self._faced(mention, sentence)
        scene_set = self._set_before(mention)
        if scene_set and scene_set != faced:
            return scene_set
        for home in (self.home, self._named_most(MORE)):
            if home and home != faced:
                return home
        return self._spoken_of(mention, faced=faced)

    def _vouches_at_home(self, mention: Mention, sentence: Sentence) -> bool:
        """As in "Danish ships stopped a Swedish frigate, the ministry said", told from Stockholm: whether its home's people are quoted."""
        is_deed_of_state = self.memory.of_sentence(mention.sentence_index)[0].number == "state"
        if is_deed_of_state or not _is_tag(mention, sentence):
            return False
        return self.home in {known.code for known in look_up(tokenise(sentence.text), self.scene) if known.code}

    def _outsider(self, mention: Mention, description: Description) -> str | None:
        """As in "Ruritania bombs hospitals": the state that strikes, or has lent soldiers to help, people who are another's."""
        own = next(iter(self.memory.recent_of(mention, mention.sentence_index)), None)
        if own is None or len(own.countries) != 1 or description.sector.primary not in STRUCK:
            return None
        between = self._text[own.mention.span.end : mention.span.start]
        is_bomber = own.number == "state" and BOMBS.fullmatch(between) is not None
        return own.countries[0] if is_bomber or CONTINGENT.search(own.mention.text) else None

    def _states(self, spoken: Spoken) -> set[str]:
        if CONTINGENT.search(spoken.mention.text):
            return set()
        return {code for code in spoken.countries if code in self.scene.knowledge.countries}

    def _places(self, sentence: Sentence) -> tuple[Located, ...]:
        """The places of the sentence, in order."""
        if sentence.index not in self._seen:
            tokens = tokenise(sentence.text)
            known = (
                Located(tokens[at].start, tokens[match.end - 1].end, known.code or "")
                for match in self.scene.knowledge.names.find(tokens)
                if (at := _led_in(match.start, tokens)) is not None
                and (known := choose(tokens, match, self.scene)) is not None
                and self._is_place(known, tokens)
            )
            lesser = (
                Located(town.start, town.end, code)
                for town in led_towns(sentence.text, self.scene.knowledge)
                if (code := self.scene.lesser_towns.get(town.key))
            )
            self._seen[sentence.index] = tuple(sorted((*known, *lesser), key=lambda place: place.start))
        return self._seen[sentence.index]

    def _is_place(self, known: Known, tokens: tuple[Token, ...]) -> bool:
        key = " ".join(token.key for token in tokens[known.start : known.end])
        return (
            known.code in self.scene.knowledge.countries
            and known.entry.kind in ("country", "place", "region")
            and known.name.form in ("name", "seat")
            and self.scene.countries.get(known.code or "", 0) >= (1 if known.entry.kind == "country" else ELSEWHERE)
            and not (key in HOST_CITIES and not self.scene.countries.get(known.code or ""))
        )

    def _set_before(self, mention: Mention) -> str | None:
        """The place that opens the sentence before ("In Pristina, where people had danced, … The government promised")."""
        sentence = self.sentences.get(mention.sentence_index - 1)
        if sentence is None:
            return None
        return next((place.code for place in self._places(sentence) if _opens(place, sentence)), None)

    def _faced(self, mention: Mention, sentence: Sentence) -> str | None:
        """The state at which the mention's own verb is directed, so that it is another's."""
        tokens = tokens_after(sentence.text, mention.span.end - sentence.start)
        for known in known_names(tokens, self.scene):
            between = tokens[: known.start]
            words = [token for token in between if token.key not in UNCOUNTED]
            if len(words) > OBJECT_WORDS or not words or any(token.key in SAYING for token in words):
                break
            return known.code if known.entry.kind == "country" else None
        return self._accused_by(mention, sentence)

    def _accused_by(self, mention: Mention, sentence: Sentence) -> str | None:
        """As in "The army spokesman said … and accused Cambodian troops": the state that the sentence's subject turns against."""
        if mention.span.start != sentence.start:
            return None
        start = mention.span.end - sentence.start
        turned = AGAINST.search(sentence.text, start) or LEVIES.search(sentence.text, start)
        tokens = tokens_after(sentence.text, turned.end()) if turned else ()
        first = next(known_names(tokens, self.scene), None)
        is_next = first is not None and all(token.key in UNCOUNTED for token in tokens[: first.start])
        return first.code if first is not None and is_next and first.entry.kind == "country" else None

    def _harmed(self, own: Spoken, mention: Mention, description: Description, sentence: Sentence) -> str | None:
        """As in "Chinese coast guard ships doused three boats": of the other of two states."""
        sector = own.entities[0].sector
        codes = self._states(own)
        if sector not in ("MIL", "GOV") or len(codes) != 1 or description.sector.head in AT_ODDS:
            return None
        between = sentence.text[own.mention.span.end - sentence.start : mention.span.start - sentence.start]
        if CLAUSE.search(between) or not HARM.search(between):
            return None
        code = codes.pop()
        known = self.scene.knowledge.countries
        ranked = sorted((c for c in self.scene.countries if c in known), key=lambda c: -self.scene.countries[c])
        others = [c for c in ranked[:RIVALS] if c != code]
        return others[0] if len(others) == 1 and code in ranked[:RIVALS] else None

    def _spoken_of(self, mention: Mention, *, faced: str | None) -> str | None:
        """The state that the sentences before speak of, their subjects first; else the one named most."""
        before = list(self.memory.before(mention, reach=REACH))
        for at, spoken in enumerate(before):
            codes = self._states(spoken) - {faced}
            if len(codes) == 1:
                return None if _is_paired(spoken, before[at + 1 : at + 2]) else codes.pop()
        return self._named_most(1, but=faced)

    def _named_most(self, lead: float, *, but: str | None = None) -> str | None:
        """The state that the story names more often than the next, and by more than this lead."""
        ranked = [(n, code) for n, code in self._ranked if code != but]
        if not ranked or (len(ranked) > 1 and ranked[0][0] <= lead * ranked[1][0]):
            return None
        return ranked[0][1]


def _is_tag(mention: Mention, sentence: Sentence) -> bool:
    """As in "Danish ships stopped a Swedish one, the foreign ministry said": whether a mention only vouches for the sentence."""
    before = sentence.text[: mention.span.start - sentence.start]
    after = sentence.text[mention.span.end - sentence.start :]
    return before.endswith(", ") and REPORTS.match(after) is not None


def _opens(place: Located, sentence: Sentence) -> bool:
    return place.start == 0 or sentence.text[: place.start].rstrip()[-1:] in ";:"


def _is_there(place: Located, end: int, sentence: Sentence, description: Description) -> bool:
    """Whether the words after a mention put it in a place: "Senators in Manila", "hundreds marched in Podgorica"."""
    if place.start < end:
        return False
    between = sentence.text[end : place.start]
    if not between.strip() or SITTING.fullmatch(between):
        return True
    is_here = not CLAUSE.search(between) and not AWAY.search(between)
    return description.sector.primary in PRESENT and description.personal is None and is_here


def _led_in(start: int, tokens: tuple[Token, ...]) -> int | None:
    """Where "in", "in the streets of" before a name begins."""
    at = start - 1
    while at >= 0 and tokens[at].key in INTO_PLACE and start - at < REACH + 2:
        at -= 1
    return at if at >= 0 and tokens[at].key in LOCATING else None


def _is_paired(spoken: Spoken, following: list[Spoken]) -> bool:
    """Whether another state is joined to this one by little more than "and", so that neither is at home."""
    return any(
        other.countries
        and other.countries != spoken.countries
        and other.sentence == spoken.sentence
        and 0 <= other.mention.span.start - spoken.mention.span.end <= JOINER_LETTERS
        for other in following
    )
