"""Envoys, who are of the state that has sent them and never of the one where they sit: "Ambassador Ada Quill", "the embassy in Vienna"."""

from __future__ import annotations

from dataclasses import replace

from detente.actors.description import POSTED, Description, name_of
from detente.actors.look import Look, other_state
from detente.actors.names import tokenise, word_set
from detente.actors.senses import Scene, look_up
from detente.records import Entity

ENVOYS = word_set("ambassador envoy consul diplomat attache")
MISSIONS = word_set("embassy consulate")
EXILES = word_set("exile exiles")
TO_HOST = ("to", "in", "for")
CLEAR = 2
"""A sender is named so many times as often as any third state."""
BETWEEN = 2
"""Words between a state and its envoy: "the Danish deputy head of mission", "Denmark's new ambassador"."""


def sending_state(text: str, scene: Scene) -> str | None:
    """The one state whose envoys or mission a text speaks of ("the Danish ambassador"); None where there are several."""
    tokens = tokenise(text)
    codes = set()
    for known in look_up(tokens, scene):
        is_sender = known.name.form == "adjective" or tokens[known.end - 1].is_possessive
        after = {token.key for token in tokens[known.end : known.end + BETWEEN]}
        if is_sender and known.code and after & (ENVOYS | MISSIONS):
            codes.add(known.code)
    return codes.pop() if len(codes) == 1 else None


def sent_from(description: Description, scene: Scene) -> str | None:
    """As in "the former special envoy to Ukraine" of a story on American politics: the state that it names most beside the host's."""
    if description.sector.head not in POSTED or description.country:
        return None
    hosts = {k.code for p in description.phrase.parts[1:] if p.link in TO_HOST for k in p.names if k.code}
    known = scene.knowledge.countries
    ranked = sorted(
        ((n, code) for code, n in scene.countries.items() if code in known and code not in hosts), reverse=True
    )
    if not hosts or not ranked or ranked[0][0] < CLEAR * max(1, ranked[1][0] if len(ranked) > 1 else 0):
        return None
    return ranked[0][1]


def _sent_out(look: Look) -> tuple[Entity, ...]:
    """An envoy or a mission without a state, of the one whose envoys the story speaks of."""
    senders = look.memory.senders
    for text in (look.heading, look.text):
        if text not in senders:
            senders[text] = sending_state(text, look.scene)
    code = senders[look.heading] or senders[look.text]
    description = look.description
    if code is None:
        return ()
    name = description.personal.text if description.personal else name_of(look.mention.text)
    return (Entity(name=name, country=code, sector="GOV", role=description.sector.title),)


def same_envoy(look: Look) -> tuple[Entity, ...]:
    """As in "The Afghan envoy … The ambassador, Hazrat Omar Zakhilwal": the envoy who was spoken of last."""
    description = look.description
    if description.sector.head not in POSTED or description.country or description.entities:
        return ()
    is_there = " ".join(look.keys[-3:]) in ("at the embassy", "of the embassy")
    named = set(description.personal.keys) if description.personal else set()
    keys = [token.key for token in description.phrase.head.tokens if token.key not in named]
    if keys not in (["the", description.sector.head], [description.sector.head]) and not is_there:
        return ()
    spoken = next((s for s in look.memory.recent(look.mention) if s.nouns & ENVOYS), None)
    if spoken is None or len(spoken.entities) != 1 or spoken.number != "person":
        return _sent_out(look)
    if is_there:
        entity = Entity(name=name_of(look.mention.text), country=spoken.entities[0].country, sector="GOV")
        return (entity,) if entity.country else ()
    personal = description.personal
    return (replace(spoken.entities[0], name=personal.text),) if personal else spoken.entities


def exiles(look: Look) -> tuple[Entity, ...]:
    """As in "Exiles in Thailand say": of the state that the story names most beside their host, which they are not of."""
    description = look.description
    if description.sector.head not in EXILES or description.personal or description.phrase.head.names:
        return ()
    hosts = {k.code for p in description.phrase.parts[1:] if p.link in ("in", "at") for k in p.names if k.code}
    if description.country not in (None, *hosts):
        return ()
    known = look.scene.knowledge.countries
    named = [(n, code) for code, n in look.scene.countries.items() if n and code in known and code not in hosts]
    code = max(named, default=(0, ""))[1]
    name = name_of(look.mention.text)
    return (Entity(name=name, country=code, sector=description.sector.primary),) if code else ()


def posted(look: Look) -> tuple[Entity, ...]:
    """As in "The embassy in Vienna": of the state whose envoys the story spoke of last, or of the other one that it speaks of."""
    description = look.description
    host = next((k.code for p in description.phrase.parts[1:] if p.link == "in" for k in p.names if k.code), None)
    if description.sector.head not in POSTED or host is None or description.country or description.personal:
        return ()
    if "european" in look.keys:
        return ()
    spoken = [s for s in look.memory.recent(look.mention) if s.nouns & POSTED and host not in s.countries]
    code = next((c for s in spoken for c in s.countries), None) or other_state(look, host)
    return (
        (Entity(name=name_of(look.mention.text), country=code, sector="GOV", role=description.sector.title),)
        if code
        else ()
    )
