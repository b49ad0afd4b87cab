"""The fields of the review form <-> an event: what a reviewer wrote becomes a Correction, or a MistakeError that says what is wrong.

A side is written one party a line: the words of the sentence, a bar, country and sector ("two Russian diplomats | RUS GOV").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from detente import ontology
from detente.actors import find_actors, load_knowledge
from detente.ledger import VERDICTS, Correction, Verdict
from detente.ledger.corrections import code_for
from detente.records import Actor, Entity, Event, Span
from detente.web.forms import Form
from detente.web.names import is_state, state_name, state_named

BAR = "|"
NOTHING = "-"
MOST_PARTIES = 20
MOST_NAME = 60
AUX = "aux."
UNNAMED = "unnamed"


class MistakeError(ValueError):
    """A field that cannot be used: which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The form as it is shown."""

    act: str
    auxiliary: tuple[str, ...]
    actors: str
    recipients: str
    reviewer: str


def acts() -> tuple[str, ...]:
    """All types with their modes, as the form names them: `SANCTION`, `SANCTION/expel`."""
    return tuple(
        act_of(event_type, mode)
        for event_type in ontology.event_types()
        for mode in (None, *ontology.modes(event_type))
        if ontology.is_valid(event_type, mode)
    )


def act_of(event_type: str, mode: str | None) -> str:
    """A type and mode in one word."""
    return f"{event_type}/{mode}" if mode else event_type


def fields_of(event: Event, *, reviewer: str) -> Fields:
    """The form for an event as it stands."""
    return Fields(
        act=act_of(event.event_type, event.mode),
        auxiliary=event.auxiliary,
        actors=_lines(event.actors),
        recipients=_lines(event.recipients),
        reviewer=reviewer,
    )


def fields_sent(form: Form) -> Fields:
    """The form as it was sent."""
    return Fields(
        act=form.text("act"),
        auxiliary=form.flags(AUX),
        actors=form.text("actors"),
        recipients=form.text("recipients"),
        reviewer=" ".join(form.text("reviewer").split())[:MOST_NAME] or UNNAMED,
    )


def correction_of(event: Event, verdict: str, fields: Fields, *, at: datetime) -> Correction:
    """What the reviewer says of the event. Raises MistakeError."""
    word = next((each for each in VERDICTS if each == verdict), None)
    if word is None:
        raise MistakeError(f"The verdict must be one of {', '.join(VERDICTS)}.")
    if word != "correct":
        return _correction(event, event, word, fields.reviewer, at)
    changed = _corrected(event, fields)
    return _correction(event, changed, "accept" if changed == event else "correct", fields.reviewer, at)


def _correction(event: Event, said: Event, verdict: Verdict, reviewer: str, at: datetime) -> Correction:
    return Correction(
        event_id=event.id,
        story_id=event.story_id,
        coder=event.coder,
        verdict=verdict,
        event_type=said.event_type,
        mode=said.mode,
        cameo=said.cameo,
        auxiliary=said.auxiliary,
        actors=said.actors,
        recipients=said.recipients,
        reviewer=reviewer,
        reviewed_at=at,
    )


def _corrected(event: Event, fields: Fields) -> Event:
    event_type, _, mode_word = fields.act.partition("/")
    mode = mode_word or None
    if not ontology.is_valid(event_type, mode):
        raise MistakeError(f"There is no act '{fields.act[:60]}'.")
    unknown = set(fields.auxiliary) - set(ontology.AUXILIARY_MODES)
    if unknown:
        raise MistakeError(f"There is no auxiliary mode '{min(unknown)[:60]}'.")
    actors, recipients = tuple(_side(fields.actors, event)), tuple(_side(fields.recipients, event))
    if not actors and not recipients:
        raise MistakeError("An event needs an actor or a recipient; an event of nobody is rejected.")
    both = {each.text for each in actors} & {each.text for each in recipients}
    if both:
        raise MistakeError(f"'{min(both)[:60]}' cannot be actor and recipient.")
    return replace(
        event,
        event_type=event_type,
        mode=mode,
        cameo=code_for(event_type, mode, now=event.cameo),
        auxiliary=tuple(each for each in ontology.AUXILIARY_MODES if each in fields.auxiliary),
        actors=actors,
        recipients=recipients,
    )


def _lines(actors: Sequence[Actor]) -> str:
    return "\n".join(f"{each.text} {BAR} {each.country or NOTHING} {each.sector or NOTHING}" for each in actors)


def _side(text: str, event: Event) -> Iterator[Actor]:
    there = [*event.actors, *event.recipients, *([event.attributed_to] if event.attributed_to else [])]
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PARTIES:
        raise MistakeError(f"A side has at most {MOST_PARTIES} parties.")
    for line in lines:
        words, bar, codes = line.rpartition(BAR) if BAR in line else (line, "", "")
        words = words.strip()
        named = [actor for actor in there if actor.text == words]
        if not bar and named:
            yield named[0]
            continue
        country, sector = _codes(codes, words)
        known = _known(words, country, event) if words and not named else None
        if known and not bar:
            country, sector = known.country, known.sector
        same = [actor for actor in named if (actor.country, actor.sector) == (country, sector)]
        party = same[0] if same else _party(words, country, sector, named, event)
        yield _identified(party, known) if known else party


def _known(words: str, country: str | None, event: Event) -> Entity | None:
    """Whom the tables of actors call so on the day, of that country if one is given; None where nobody, or more than one."""
    found = find_actors(words, knowledge=load_knowledge(), on=event.date, country=country)
    known = {each.entity.entity_id: each.entity for each in found if each.existed and each.entity.entity_id}
    return next(iter(known.values())) if len(known) == 1 else None


def _identified(party: Actor, known: Entity) -> Actor:
    return replace(
        party,
        name=known.name,
        other_sectors=known.other_sectors,
        entity_id=known.entity_id,
        wikidata_id=known.wikidata_id,
        role=known.role,
    )


def _codes(text: str, words: str) -> tuple[str | None, str | None]:
    given = [*text.upper().split(), NOTHING, NOTHING]
    country, sector = (None if code == NOTHING else code for code in given[:2])
    if country is not None and not is_state(country) and country not in ontology.INTERNATIONAL_CODES:
        raise MistakeError(f"'{country[:20]}' (of '{words[:60]}') is no country code; '{NOTHING}' stands for none.")
    if sector is not None and sector not in ontology.SECTORS:
        raise MistakeError(f"'{sector[:20]}' (of '{words[:60]}') is no sector; '{NOTHING}' stands for none.")
    return country, sector


def _party(words: str, country: str | None, sector: str | None, named: Sequence[Actor], event: Event) -> Actor:
    """A mention with codes of the reviewer's: whom the words named before is forgotten with the country."""
    if named and named[0].country == country:
        return replace(named[0], sector=sector)
    state = country if country is not None and state_named(words) == country else None
    return Actor(
        text=words,
        span=named[0].span if named else _span(words, event),
        name=(state_name(state) if state else None) or words,
        country=country,
        sector=sector,
        other_sectors=(),
        entity_id=f"country:{state}" if state else None,
        wikidata_id=None,
        role=None,
    )


def _span(words: str, event: Event) -> Span:
    at = event.sentence.find(words) if words else -1
    if at < 0:
        raise MistakeError(f"'{words[:60]}' does not stand in the sentence; a party is named by the sentence's words.")
    start = event.sentence_span.start + at
    return Span(start=start, end=start + len(words))
