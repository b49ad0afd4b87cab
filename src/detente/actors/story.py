"""Mentions of a story -> entities, in text order, so that earlier full names explain later short ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.actors.accused import identified
from detente.actors.antecedents import CLASSES, Choice, choices, read_points, weighed
from detente.actors.beside import name_behind, nations_beside
from detente.actors.carried import carried
from detente.actors.chains import body_names, by_part, ending_names, listed, titled, two_surnames, with_title
from detente.actors.coordination import whole
from detente.actors.description import (
    POSTED,
    STATE_NOUNS,
    SUBSTATE,
    Description,
    describe,
    name_of,
    person_entity,
    state_entity,
)
from detente.actors.envoys import sent_from
from detente.actors.explained import abbreviations, aged_names, explained_names, initials, surnamed_names
from detente.actors.firms import told_bodies
from detente.actors.hints import features_of, read_hints
from detente.actors.home import Homes, has_name, is_foreign, is_from_afar, is_of_named_body, is_proper, with_free_office
from detente.actors.introduced import introduced, only_state, relation_of
from detente.actors.knowledge import Knowledge
from detente.actors.look import COUNTRY_NOUNS, Look
from detente.actors.memory import DEPUTIES, Memory, is_more_told
from detente.actors.names import key_of, word_set
from detente.actors.overthrown import as_of_then
from detente.actors.personal import HONORIFICS, PRONOUNS, Personal
from detente.actors.persons import owning_person, told_person, with_persons
from detente.actors.pronouns import NEIGHBOURS, belongs_to_owner, refer
from detente.actors.scenes import scene_of
from detente.actors.sectors import is_union
from detente.actors.senses import Scene
from detente.actors.speakers import Speakers
from detente.actors.speech import Speech, is_first_person, is_speakers_own, other_side, quotations
from detente.actors.stance import is_about_rule, is_soldier_in_power, of_officers, of_rebels, with_stance
from detente.actors.world import told_code
from detente.records import Entity, Mention, Sentence, Story

FOLLOWING = re.compile(r"(?: (?:and|or) [A-Z]\w+(?: [A-Z]\w+)?)?( (?:[a-z]|[A-Z]+-?\d)[\w-]*(?: [a-z][\w-]*)?)")
SHORT_INSIDE = re.compile(r"\((?:the |or )?([A-Z][A-Za-z.&-]{1,9})\)")
SHORT_AFTER = re.compile(r" \((?:the |or )?([A-Z][A-Za-z.&-]{1,9})\)")
NOUN_REACH = 40
OWNER_LINKS = ("of", "for", "from", "at")
INTERNATIONAL_CODES = frozenset({"UNO", "EUR", "IGO"})
SERVING = frozenset({"GOV", "COP", "SOC", "PTY", "JUD", None})
"""Sectors that a noun gives to the servants of a state; those of an international body are the body's."""
SURE = 2
"""A person or institution whose name nobody knows is of the main country only where that is named at least so often."""
PROVINCES = word_set("province state region territory")
QUIET = frozenset(
    ["USA", "CAN", "AUS", "NZL", "NOR", "SWE", "DNK", "FIN", "NLD", "BEL", "CHE", "AUT", "DEU", "JPN", "KOR", "SGP"]
)
"""States in which hardly anybody has risen in arms: the rebels of whom their news tells are elsewhere ("The U.S. killed the leader of the
terrorist group")."""
HOME_GROWN = word_set("domestic white wing right left far neo nazi militia antifa supremacist homegrown")
"""Extremists at home all the same."""
ABROAD = frozenset({"UAF", "REB", "CRM", "PRM"})
"""Sectors that a story's main country does not claim unless it is the only one."""


def resolve_mentions(
    story: Story, sentences: Sequence[Sentence], mentions: Sequence[Mention], *, knowledge: Knowledge
) -> dict[Mention, tuple[Entity, ...]]:
    """One or more entities for each mention, as of the story's date; what is not known is left None."""
    reader = _reader(story, sentences, mentions, knowledge)
    ordered = sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end))
    found = {mention: reader.read(mention) for mention in ordered if not is_first_person(mention)}
    speech = Speech(reader.sentences, story.text)
    speakers = Speakers(speech, ordered)
    for mention in (mention for mention in ordered if is_first_person(mention)):
        found[mention] = speakers.of(mention, found) or reader.read(mention)
    for mention in ordered:
        if is_speakers_own(mention):
            found[mention] = reader.of_speaker(mention, speakers.of(mention, found), found[mention])
        elif speech.is_others(mention):
            found[mention] = other_side(mention, speakers.of(mention, found), reader.memory) or found[mention]
    found = carried(found, story.text)
    return {mention: found[mention] for mention in mentions}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is learnt from: features of the mentions that only their own words tell, and the antecedents that pronouns could have."""

    described_anew: dict[Mention, tuple[str, ...]]
    options: dict[Mention, tuple[Choice, ...]]


def reading(
    story: Story, sentences: Sequence[Sentence], mentions: Sequence[Mention], *, knowledge: Knowledge
) -> Reading:
    """How the mentions of a story are read."""
    reader = _reader(story, sentences, mentions, knowledge)
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end)):
        if not is_first_person(mention):
            reader.read(mention)
    return Reading(reader.described_anew, reader.options)


def _reader(story: Story, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge) -> _Reader:
    scene = with_persons(scene_of(story, knowledge), mentions, story.text)
    reader = _Reader(story=story, scene=scene, sentences={sentence.index: sentence for sentence in sentences})
    reader.learn_titles(mentions)
    return reader


class _Reader:
    """Resolves the mentions of one story one after the other."""

    def __init__(self, *, story: Story, scene: Scene, sentences: dict[int, Sentence]) -> None:
        self.story, self.scene, self.sentences = story, scene, sentences
        self.memory = Memory(quoted=quotations([sentences[index] for index in sorted(sentences)]))
        self.hints, self.points = read_hints(), read_points()
        self.homes = Homes(story=story, scene=scene, sentences=sentences, memory=self.memory)
        self.main = self.homes.main
        self.default = self.main
        self.about = only_state(scene.countries, scene.knowledge.countries)
        self.about_rule = is_about_rule(story)
        self.described_anew: dict[Mention, tuple[str, ...]] = {}
        """The features of each mention whose sector only its own words tell."""
        self.options: dict[Mention, tuple[Choice, ...]] = {}
        """The antecedents that each single pronoun could have."""
        self._learn_explanations()

    def _learn_explanations(self) -> None:
        for text in filter(None, (self.story.text, self.story.title)):
            for name, description in explained_names(text, self.scene):
                is_posted = description.sector.head in POSTED and description.country is None
                if is_posted and sent_from(description, self.scene) is None:
                    continue
                entity = self._explained(name, description)
                held = next(iter(self.memory.called.get(key_of(name), ())), None)
                if held is None or is_more_told(entity, held):
                    country = held.country if held and held.country else entity.country
                    self.memory.learn(replace(entity, country=country), key_of(name))
            for long, short in (*initials(text, self.scene), *abbreviations(text)):
                self.memory.called[key_of(short)] = self._from_words(describe(long, self.scene), long)
        for name, sector in told_bodies(self.story.text, self.scene.knowledge, self.memory.called):
            self.memory.called.setdefault(key_of(name), (Entity(name=name, country=self.about, sector=sector),))
        if told := identified(self.story.text):
            self._learn_culprit(*told)

    def _learn_culprit(self, name: str, apposition: str) -> None:
        """Whom the story identifies as the doer of its deed: a private person, unless the words beside the name say more."""
        description = describe(f"{name}, {apposition}" if apposition else name, self.scene)
        if description.personal is None:
            return
        found = replace(self._explained(name, description), sector=description.sector.primary or "CVL")
        self.memory.culprit = found
        self.memory.called.setdefault(key_of(name), (found,))

    def learn_titles(self, mentions: Sequence[Mention]) -> None:
        """Learn names from the mentions that give them an office, wherever in the story these stand; one that is held first."""
        for name, description in sorted(titled(mentions, self.scene), key=lambda told: told[1].sector.is_former):
            if key_of(name) not in self.memory.called and key_of(name) not in self.memory.in_part:
                self.memory.learn(self._explained(name, description), key_of(name))
        for name, description in surnamed_names(self.story.text, self.scene):
            if key_of(name) not in self.memory.called:
                self.memory.learn(self._explained(name, description), key_of(name))
        for name in aged_names(self.story.text):
            self._learn_aged(name)
        for mention in mentions:
            description = describe(mention.text, self.scene)
            if description.sector.primary in ABROAD and description.country in self.scene.knowledge.countries:
                self.memory.kinds.setdefault(description.sector.primary or "", set()).add(description.country or "")

    def _learn_aged(self, name: str) -> None:
        """Whoever has an age in the text is called by the surname, also where it is a word; of the main state if nothing says more."""
        knowledge, surname = self.scene.knowledge, key_of(name.split()[-1])
        if self.main is None or key_of(name) in knowledge.names.values:
            return
        is_word = surname in knowledge.names.values or surname in knowledge.roles.values or surname in knowledge.words
        called = self.memory.called if is_word else self.memory.in_part
        called.setdefault(surname, (Entity(name=name, country=self.main, sector="CVL"),))

    def _explained(self, name: str, description: Description) -> Entity:
        known = self._known_person(description)
        if known is not None:
            return known
        entity = next(iter(description.entities), None) or self._entity(description, name)
        if entity.sector == "CRM" and (description.sector.head or "").split()[-1:] == ["suspect"]:
            entity = replace(entity, sector="CVL")
        return entity if entity.entity_id else replace(entity, name=name, role=description.sector.title)

    def read(self, mention: Mention) -> tuple[Entity, ...]:
        """Entities of one mention; remembers them."""
        mention = whole(mention, self.story.text, self.scene.knowledge)
        description = describe(self._without_short(mention.text), self.scene)
        self.default = self.homes.of(mention, description)
        entities = self._resolve(mention, description)
        if len(description.phrase.names) == 1 and len(description.phrase.tokens) == 1:
            entities = self._modified(mention, description, entities)
        if mention not in self.described_anew:
            entities = tuple(dict.fromkeys(self._with_part(entity, description) for entity in entities))
        self.memory.add(mention, entities, description)
        for name in (*ending_names(description), *(n for entity in entities[:1] for n in body_names(entity))):
            if entities[0].country or entities[0].sector:
                self.memory.called.setdefault(name, entities)
        following = self.story.text[mention.span.end : mention.span.end + NOUN_REACH]
        for short in filter(None, (SHORT_INSIDE.search(mention.text), SHORT_AFTER.match(following))):
            self.memory.called[key_of(short[1])] = entities
        around = self.sentences.get(mention.sentence_index)
        return tuple(as_of_then(e, mention, description, around, self.scene.knowledge) for e in entities)

    def _without_short(self, text: str) -> str:
        """A name without the abbreviation that it explains, which the tables may have for another body."""
        short = SHORT_INSIDE.search(text)
        return SHORT_INSIDE.sub("", text).strip() if short and key_of(short[1]) in self.memory.called else text

    def of_speaker(
        self, mention: Mention, speaker: tuple[Entity, ...], found: tuple[Entity, ...]
    ) -> tuple[Entity, ...]:
        """As in "Our army": what is the speaker's is of the speaker's country."""
        description = describe(mention.text, self.scene)
        if len(speaker) != 1 or not speaker[0].country or len(found) != 1 or description.country:
            return found
        tokens = description.phrase.tokens
        if tokens[-1].key.removesuffix("s") in NEIGHBOURS or not (found[0].entity_id or "country:").startswith(
            "country:"
        ):
            return found
        code = speaker[0].country
        if tokens[-1].key in COUNTRY_NOUNS and code in self.scene.knowledge.countries:
            return (state_entity(code, self.scene),)
        return (replace(found[0], country=code),)

    def _with_part(self, entity: Entity, description: Description) -> Entity:
        """The entity with the part that the story gives it: opposition, soldier in power."""
        if entity.country in INTERNATIONAL_CODES and entity.sector in SERVING:
            is_members = bool(entity.entity_id) and "IGO" in entity.other_sectors
            return entity if is_members else replace(entity, sector="IGO")
        if is_soldier_in_power(entity, self.story, self.scene):
            return replace(entity, sector="MIL", other_sectors=("GOV",))
        earlier = (other for spoken in self.memory.latest() for other in spoken.entities)
        entity = of_officers(of_rebels(entity, description, self.scene), description, earlier)
        return with_stance(entity, description, about_rule=self.about_rule, scene=self.scene)

    def _modified(self, mention: Mention, description: Description, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """An adjective alone as mention takes the sector of the noun that follows it in the text ("[Israeli] warplanes")."""
        known = description.phrase.names[0]
        is_adjective = known.name.form == "adjective" or known.name.spelling in ("US", "U.S.", "UK", "U.K.")
        following = FOLLOWING.match(self.story.text[mention.span.end : mention.span.end + NOUN_REACH])
        if not is_adjective or following is None or known.entry.kind != "country":
            return entities
        sector = describe(mention.text + following[1], self.scene).sector
        if sector.primary in (None, "GOV") or len(entities) != 1:
            return entities
        first, _, last = following[1].strip().partition(" ")
        noun = f"{first} {last}" if last and (sector.head or "").endswith(last.removesuffix("s")) else first
        return (Entity(name=f"{mention.text} {noun}", country=known.code, sector=sector.primary),)

    def _resolve(self, mention: Mention, description: Description) -> tuple[Entity, ...]:
        if pair := two_surnames(mention.text, self.memory.called):
            return pair
        found = self._belonging(mention, description) or self._called(mention, description)
        if found:
            return tuple(self._located(entity, description) for entity in found)
        if told := self._told_behind(mention, description):
            return told
        look = self._look(mention, description)
        referred = self._referred(look)
        if referred:
            return referred
        found = (
            self._owned(description, mention.text)
            or self._pair(mention, description)
            or self._from_words(description, mention.text)
        )
        if len(found) == 1:
            spoken = reversed(self.memory.of_sentence(mention.sentence_index))
            found = (listed(mention, description, found[0], spoken, self.story.text, self.scene),)
        told = self._related(mention, description, found) or introduced(look, found, about=self.about)
        if told or len(found) != 1:
            return told or found
        return (self._hinted(mention, description, found[0]),)

    def _told_behind(self, mention: Mention, description: Description) -> tuple[Entity, ...]:
        """Whom the words right behind a description tell: their states, or the name of the one."""
        if found := nations_beside(mention, description, self.story.text, self.scene):
            return found
        name = name_behind(mention, description, self.story.text)
        if name is None:
            return ()
        found = self.memory.called.get(key_of(name)) or (replace(self._entity(description, mention.text), name=name),)
        self.memory.called.setdefault(key_of(name), found)
        self.memory.learn(found[0], key_of(name))
        return found

    def _look(self, mention: Mention, description: Description) -> Look:
        return Look(
            mention=mention,
            description=description,
            memory=self.memory,
            scene=self.scene,
            default=self.default,
            text=self.story.text,
            heading=self.story.title or "",
            keys=[token.key for token in description.phrase.tokens],
        )

    def _referred(self, look: Look) -> tuple[Entity, ...]:
        """Whom the mention takes up."""
        found = refer(look)
        if len(look.keys) != 1 or look.keys[0] not in CLASSES:
            return found
        options = self.options[look.mention] = tuple(choices(look))
        return weighed(options, found, self.points)

    def _hinted(self, mention: Mention, description: Description, found: Entity) -> Entity:
        """A description with the sector that its words and sentence hint at."""
        sentence = self.sentences.get(mention.sentence_index)
        is_named = description.personal is not None and description.personal.is_whole
        if found.entity_id or is_named or sentence is None or not mention.text[-1:].isalnum():
            return found
        found = self._with_part(found, description)
        features = tuple(features_of(mention, description, found.sector, sentence))
        self.described_anew[mention] = features
        sector = self.hints.best(features, found.sector)
        return found if sector == found.sector else replace(found, sector=sector)

    def _related(self, mention: Mention, description: Description, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """An unknown person whom the words beside the name give to a group or to somebody named before."""
        personal = description.personal
        if (
            personal is None
            or len(personal.keys) < 2
            or len(found) != 1
            or found[0].entity_id
            or description.sector.head
        ):
            return ()
        relation = relation_of(mention, self.story.text)
        if relation is None:
            return ()
        words, is_led = relation
        owner = self._resolve(replace(mention, text=words), describe(words, self.scene))
        if len(owner) != 1 or not owner[0].country:
            return ()
        sector = "OPP" if is_led and owner[0].sector == "PTY" else owner[0].sector
        return (replace(found[0], name=personal.text, country=owner[0].country, sector=sector),)

    def _belonging(self, mention: Mention, description: Description) -> tuple[Entity, ...]:
        """As in "The party's leader", "Numsa members": of whom the story has named or described before."""
        owner = self._owner_text(mention, description)
        if owner is None:
            return ()
        whom = replace(mention, text=owner)
        found = self._resolve(whom, describe(owner, self.scene))
        if len(found) != 1 or not found[0].country:
            return ()
        own = next(iter(self._called(mention, description)), None) or self._from_words(description, mention.text)[0]
        is_vague = belongs_to_owner(description)
        if own.country and own.entity_id and not (is_vague and found[0].sector == "IGO"):
            return ()
        sector = found[0].sector if is_vague else description.sector.primary or own.sector
        return (replace(own, country=found[0].country, sector=sector),)

    def _owner_text(self, mention: Mention, description: Description) -> str | None:
        """The words of the owner, where they are no name of the tables."""
        tokens = description.phrase.head.tokens
        known = {at for k in description.phrase.names for at in range(k.start, k.end) if k.entry.kind != "person"}
        for at, token in enumerate(tokens[:-1]):
            if token.is_possessive and at not in known and at > 0 and tokens[0].key == "the":
                return mention.text[: token.end].removesuffix("s").rstrip("'’")
        first = int(bool(tokens) and tokens[0].key in ("the", "a", "an"))
        for end in range(min(len(tokens) - 1, first + 4), first, -1):
            words = tokens[first:end]
            is_name = words[0].is_capital and words[-1].is_capital and tokens[end].start - words[-1].end == 1
            if is_name and known.isdisjoint(range(first, end)) and not tokens[end].is_capital:
                text = mention.text[words[0].start : words[-1].end]
                if " ".join(word.key for word in words) in self.memory.called:
                    return text
        return self._noun_of_owner(description)

    def _noun_of_owner(self, description: Description) -> str | None:
        """As in "A ministry spokesman", "an official of the mission": the noun of somebody whom the story has spoken of."""
        head, transparent = description.phrase.head, description.sector.is_transparent
        if not transparent or description.country or (description.personal is None and description.entities):
            return None
        nouns = [
            role.value.noun
            for role in head.roles
            if role is not head.last_role or role.value.noun != description.sector.head
        ]
        tails = [p.tokens for p in description.phrase.parts[1:] if p.link in OWNER_LINKS and p.tokens[0].key == "the"]
        nouns += [" ".join(token.key for token in tokens[1:]) for tokens in tails]
        return next((f"the {noun}" for noun in nouns if noun in self.memory.located), None)

    def _owned(self, description: Description, text: str) -> tuple[Entity, ...]:
        """As in "Yeltsin's government", "the Biden administration": of the person's country."""
        owner = description.owner
        if owner is None or description.country or description.entities or not description.sector.head:
            return ()
        called = self.memory.called.get(" ".join(owner.keys))
        entry = owning_person(owner, description, self.scene)
        code = called[0].country if called else entry.country if entry else self._state_of_bearers(owner)
        if code is None:
            return ()
        if description.sector.head in STATE_NOUNS and code in self.scene.knowledge.countries:
            return (state_entity(code, self.scene),)
        return (replace(self._entity(description, text), country=code),)

    def _state_of_bearers(self, owner: Personal) -> str | None:
        """The one state of all whom the tables have by a name, where the story speaks of that state."""
        bearers = self.scene.knowledge.short.get(" ".join(owner.keys), ())
        codes = {entry.country for entry in bearers if entry.exists(self.scene.day)}
        code = next(iter(codes)) if len(codes) == 1 else None
        return code if code and self.scene.countries.get(code) else None

    def _from_words(self, description: Description, text: str) -> tuple[Entity, ...]:
        known = self._known_person(description)
        if known is not None:
            return (known,)
        if description.entities:
            entities = description.entities
            if description.personal and len(entities) == 1 and not entities[0].entity_id:
                return (replace(entities[0], name=description.personal.text),)
            return tuple(self._located(entity, description) for entity in entities)
        return (self._entity(description, text),)

    def _located(self, entity: Entity, description: Description) -> Entity:
        """A known entity without country gets the story's where that is clear, one without sector that of its words."""
        is_name = description.phrase.tokens[-1].key in key_of(entity.name).split()
        if not entity.sector and not entity.entity_id and not (is_name and len(description.phrase.tokens) == 1):
            entity = replace(entity, sector=description.sector.primary)
        return entity if entity.country else replace(entity, country=self._home(description))

    def _entity(self, description: Description, text: str) -> Entity:
        """Somebody whom the words describe without a known name."""
        personal = description.personal
        return Entity(
            name=personal.text if personal else name_of(text),
            country=description.country or self._home(description),
            sector=description.sector.primary,
            other_sectors=description.sector.others,
            role=description.sector.title,
        )

    def _home(self, description: Description) -> str | None:
        """The story's main country for domestic actors without one."""
        if code := told_code(description, self.scene):
            return code
        sector = description.sector.primary
        tokens = description.phrase.tokens
        if is_foreign(tokens) or (sector is None and (has_name(tokens) or self.main is None)):
            return None
        if is_from_afar(description):
            return None
        if sector == "REB" and self.default in QUIET and HOME_GROWN.isdisjoint(token.key for token in tokens):
            return self.memory.state_of_kind(sector, self.scene.knowledge)
        if sector in ABROAD and self.main is None and len(self.scene.countries) > 1:
            return self.memory.state_of_kind(sector, self.scene.knowledge)
        if any(known.code == self.default for known in description.phrase.names):
            return None
        if is_of_named_body(description) and self.default != self.about:
            return None
        has_title = description.personal is not None and bool(description.phrase.roles)
        if is_proper(description) and not has_title and self.scene.countries.get(self.default or "", 0) < SURE:
            return None
        return self._unheld(description)

    def _unheld(self, description: Description) -> str | None:
        """The home of somebody, but for an office that the tables give another there the story's next state that has it free."""
        offices = self.scene.knowledge.offices.get(description.sector.title or "", ())
        is_lower = not (SUBSTATE | PROVINCES | DEPUTIES).isdisjoint(token.key for token in description.phrase.tokens)
        if is_lower or description.personal is None or self.default is None:
            return self.default
        return with_free_office(self.default, offices, self.scene)

    def _called(self, mention: Mention, description: Description) -> tuple[Entity, ...]:
        """Somebody named before in this story, by full name, surname or abbreviation; a pronoun is no name ("He" of "Liu He")."""
        if len(description.phrase.tokens) == 1 and description.phrase.tokens[0].key in PRONOUNS:
            return ()
        keys = [token.key for token in description.phrase.tokens if token.key not in HONORIFICS and token.key != "the"]
        found = self.memory.called.get(" ".join(keys))
        if found and mention.text[:1].isupper() | mention.text.startswith("the "):
            return found
        personal = description.personal
        if personal is None:
            return ()
        name = " ".join(personal.keys)
        found = self.memory.called.get(name) or (self.memory.in_part.get(name) if description.sector.title else None)
        if found and (personal.is_whole or self._agrees(found[0], description)):
            return tuple(with_title(entity, description) for entity in found)
        if not personal.is_whole:
            return ()
        found = by_part(personal, self.memory, self.story.text) or self.memory.in_part.get(name, ())
        return found if len(keys) < len(description.phrase.tokens) or not (found and found[0].entity_id) else ()

    def _agrees(self, entity: Entity, description: Description) -> bool:
        """Whether a title beside the name does not contradict the entity."""
        others = [each for each in description.entities if each.entity_id or each.name != entity.name]
        is_told = any(each.entity_id or each.sector not in (None, "CVL") for each in others)
        return description.country in (None, entity.country) and not is_told

    def _known_person(self, description: Description) -> Entity | None:
        """A person of the knowledge base behind a name that a title or the story's countries make unambiguous."""
        personal = description.personal
        if personal is None or any(entity.entity_id for entity in description.entities):
            return None
        entry = told_person(personal, description, self.scene, self.story.text)
        return person_entity(entry, self.scene, sector=description.sector) if entry else None

    def _pair(self, mention: Mention, described: Description) -> tuple[Entity, ...]:
        """Two names in one mention ("Trump and Putin"), which "Antigua and Barbuda" is not."""
        left, joiner, right = mention.text.partition(" and ")
        named = (described.phrase.tokens[known.start : known.end] for known in described.phrase.names)
        is_one = is_union(described.phrase) or any(t.key == "and" for tokens in named for t in tokens)
        if not joiner or is_one or len(described.entities) > 1 or not (left[:1].isupper() and right[:1].isupper()):
            return ()
        entities: list[Entity] = []
        for text in (left, right):
            part = replace(mention, text=text)
            description = describe(text, self.scene)
            found = self._called(part, description) or self._from_words(description, text)
            if not found[0].entity_id and not found[0].country:
                return ()
            entities += found
        return tuple(dict.fromkeys(entities))
