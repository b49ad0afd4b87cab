"""Frames with resolved actors, dates and places -> events: sources kept apart from actors, repeats dropped, reactions linked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente import ontology
from detente.records import Actor, Entity, Event, EventDate, Frame, Mention, Place, Sentence, Span, Story

Entities = Mapping[Mention, tuple[Entity, ...]]
Parties = tuple[frozenset[str], frozenset[str]]
"""Those who act, and those to whom it is done."""

REACTION_CUE = re.compile(
    r"\b(?:(?P<beside>in (?:retaliation|response|reply|reaction|return|answer|protest|kind|revenge)|tit-for-tat|(?P<turn>in turn))"
    r"|(?P<answered>(?:responded|reacted|replied|answered) to)|retaliat\w+|(?:responded|reacted|replied|answered) (?:by|with))\b"
    r"|^\W*(?:the|this|that|such) (?:\w+ ){0,2}?(?:prompted|provoked|triggered|sparked|drew|angered)\b"
    r"|^\W*(?:as a result|in consequence|consequently)\b",
    re.IGNORECASE,
)
"""`beside` stands by the verb that answers, `answered` before what is answered; "in turn" is no answer where nobody is in conflict."""
MEANS = re.compile(r"\b(?:by|with)\b", re.IGNORECASE)
"""Behind "responded to the shelling": what follows is the answer."""
OWN_VERB = re.compile(r",?(?! (?:and|or|but|while|to|for|at|against|over)\b)(?: [^\s,;:]+){0,4} ?")
"""From a cue to the verb behind it that it belongs to: "and in response Minsk banned"."""
_AFTER = (
    r"\b(?:(?:(?:a|one|two|three|several|\w+) (?:hours?|days?|weeks?) |shortly |soon |just |immediately |right )?after|following|"
    r"in (?:response|reaction|retaliation|reply|protest|revenge) (?:to|for|at|against|over)|in the wake of|in answer to|"
    r"(?:to )?(?:protest|avenge|punish\w*)|because|over|angered by|prompted by|provoked by|triggered by)\b"
)
ANSWERING = re.compile(_AFTER, re.IGNORECASE)
ANSWERING_FIRST = re.compile(rf"^\W*{_AFTER}", re.IGNORECASE)
PROMPTING = re.compile(
    r"(?:\b(?:prompt(?:ed|ing|s)|provok(?:ed|ing|es)|trigger(?:ed|ing)|spark(?:ed|ing)|drew|drawing|led|leading|pushed|caus(?:ed|ing))"
    r"\b(?! by\b))",
    re.IGNORECASE,
)
BREAK = re.compile(r"[;:]|\bwhile\b|\bbefore\b|\bbut\b", re.IGNORECASE)
"""Words after which a cue no longer belongs to the event before them."""
DENIED = re.compile(
    r"^\W*(?:\w+ ){0,4}?(?:(?:the|this|that|these|those|such|any|all) (?:\w+ ){0,2}?(?:claim|charge|allegation|accusation|report)s?\b"
    r"|(?:this|that|it)(?=\W*(?:[.,;]|$)))",
    re.IGNORECASE,
)
"""What a denial says it denies where that is told before: "dismissed the charge", "denied this"."""
CALLED_OFF = "125"
PLANS = frozenset({"AGREE", "CONSULT", "SUPPORT"})
PLANNED = re.compile(
    r"\b(?:(?:was|were|had been) (?:\w+ly )?(?:due|set|scheduled|supposed|expected|meant|slated|planned|to)"
    r"|had (?:planned|hoped|intended) to)\b(?: (?!(?:and|or|but)\b)[\w’'-]+){0,4}? $"
)
"""Before what was to come and, where the sentence calls it off, did not."""
CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing|ations?)|accus(?:es|ed|ing|ations?)|rumou?rs?|rumou?red|reportedly|wrote|posted|"
    r"(?:media|newspapers?|papers?|website|agency|bloggers?|channels?) (?:had |have |also )?(?:reported|said|suggested))\b",
    re.IGNORECASE,
)
"""Words of a sentence that passes on what somebody says happened."""
NAMED_WORDS = 8
"""So many words after a cue may name the answered event."""
SAME_WORD = 6
"""Letters in which a noun and the verb of its event agree ("recognition", "recognised")."""
SPEAKING = frozenset({"I", "we", "We", "us", "me"})
SPOKEN_OF = frozenset({"he", "she", "they", "it"})
OWN_WORDS = 10
SELF = re.compile(
    r"(?:,[^,]{1,60},)?\s*(?:ha[sd] |have |also )?(?:(?:said|says?|announced|stated|declared|added|confirmed)(?: (?:on )?\w+day)?"
    r" (?:that )?(?:it|he|she|they|will|would)\b|claimed responsibility\b)"
)
"""What follows a speaker who goes on to tell of himself, or who claims an attack."""
REPEATED = re.compile(
    r"\b(?:reiterat|reaffirm|restat|repeat|stress|underlin|emphasi|underscor|affirm|convey|voic|express|defend)\w* (?:the )?$"
)
OWN_POSITION = re.compile(
    r"[’']s? (?:(?:own|long-?standing|firm|official|well-known|clear) )*"
    r"(?:position|policy|stance|view|commitment|line|readiness|determination|resolve|willingness|support|solidarity|opposition)\b"
)
"""Behind a state they make it the owner of what is said, not whom it is said to."""
OWN_REACH = 30
ANSWER_REACH = 300
"""An answered event of another sentence is one of so many before or behind, so that a page of thousands does not compare each two."""
VERBAL_CONFLICT = 3
MATERIAL_CONFLICT = 4
TO_COME = frozenset({"future", "hypothetical"})
"""Auxiliary modes of events that may lie after publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a story's frames are resolved with: lookups made beforehand, one entry per mention or frame."""

    entities: Entities
    dates: Sequence[EventDate]
    places: Sequence[Place | None]
    is_news_source: Callable[[Entity], bool]
    coder: str


def build_events(
    story: Story, sentences: Sequence[Sentence], frames: Sequence[Frame], *, context: Context
) -> tuple[Event, ...]:
    """The story's events in text order; `context.dates` and `context.places` run beside `frames`."""
    by_index = {sentence.index: sentence for sentence in sentences}
    events = [
        (by_index[frame.sentence_index], event)
        for row, frame in enumerate(frames)
        if (event := _event(story, by_index[frame.sentence_index], frame, row, context)) is not None
    ]
    return tuple(link_reactions(drop_called_off(drop_repeats(events)), sentences))


def _event(story: Story, sentence: Sentence, frame: Frame, row: int, context: Context) -> Event | None:
    frame = _with_each(frame, context.entities)
    actors = _actors(frame.actors, context.entities)
    recipients = _actors(frame.recipients, context.entities)
    speaker = next(iter(_actors([frame.speaker] if frame.speaker else [], context.entities)), None)
    speaker = None if speaker and _is_own_deed(story, frame, actors, speaker) else speaker
    reporting = [a for a in actors if _is_source(a, frame, context)]
    actors = tuple(a for a in actors if a not in reporting)
    if ontology.quad_code(frame.event_type) != MATERIAL_CONFLICT:
        recipients = tuple(r for r in recipients if not _is_source(r, frame, context))
    recipients = tuple(r for r in recipients if _identity(r) not in {_identity(a) for a in actors})
    recipients = tuple(r for r in recipients if not _is_own_position(r, actors, story))
    if not actors and not recipients:
        return None
    when, where = context.dates[row], context.places[row]
    return Event(
        id=event_id(story, frame.trigger),
        story_id=story.id,
        source=story.source,
        reported_by=story.publisher,
        event_type=frame.event_type,
        mode=frame.mode,
        contexts=frame.contexts,
        cameo=frame.cameo,
        quad_code=ontology.quad_code(frame.event_type),
        score=ontology.score(frame.event_type, frame.mode),
        auxiliary=frame.auxiliary,
        actors=actors,
        recipients=recipients,
        date=when.date,
        enddate=when.enddate,
        date_precision=when.precision,
        date_text=when.text,
        place=where,
        attributed_to=speaker or next(iter(reporting), None),
        in_response_to=None,
        sentence=sentence.text,
        sentence_span=Span(start=sentence.start, end=sentence.end),
        trigger=story.text[frame.trigger.start : frame.trigger.end],
        trigger_span=frame.trigger,
        confidence=frame.confidence,
        coder=context.coder,
    )


def _with_each(frame: Frame, entities: Entities) -> Frame:
    """As in "Brazil's president telephoned both of his colleagues": a call to each of several, who do not talk to one another."""
    several = tuple(mention for mention in frame.actors[1:] if len(entities.get(mention, ())) > 1)
    if frame.mode != "phone" or frame.recipients or not several:
        return frame
    return replace(frame, actors=tuple(m for m in frame.actors if m not in several), recipients=several)


def late_events(story: Story, events: Sequence[Event]) -> tuple[str, ...]:
    """A warning for each event that is told as a fact and dated after publication: one of the two must be wrong.

    A promise or a threat may have the day of what is promised ("will meet on Friday").
    """
    published = story.published
    return tuple(
        f"event {event.id} ('{event.trigger}') is dated {event.date} ('{event.date_text}'), after publication on {published}, "
        "but not told as future"
        for event in events
        if published and event.date and event.date > published
        if not TO_COME & set(event.auxiliary) and event.event_type not in ontology.SAYING_AHEAD
    )


def event_id(story: Story, trigger: Span) -> str:
    """Sixteen hex digits from the story's id and the trigger's place in it."""
    return hashlib.sha256(f"{story.id}:{trigger.start}:{trigger.end}".encode()).hexdigest()[:16]


def _actors(mentions: Sequence[Mention], entities: Entities) -> tuple[Actor, ...]:
    """One actor per entity that the mentions stand for, each entity once."""
    found: dict[tuple[str, str | None], Actor] = {}
    for mention in mentions:
        for entity in entities.get(mention, ()) or (Entity(name=mention.text),):
            actor = _actor(mention, entity)
            found.setdefault(_identity(actor), actor)
    return tuple(found.values())


def _actor(mention: Mention, entity: Entity) -> Actor:
    return Actor(
        text=mention.text,
        span=mention.span,
        name=entity.name,
        country=entity.country,
        sector=entity.sector,
        other_sectors=tuple(s for s in dict.fromkeys(entity.other_sectors) if s != entity.sector),
        entity_id=entity.entity_id,
        wikidata_id=entity.wikidata_id,
        role=entity.role,
    )


def _identity(actor: Actor) -> tuple[str, str | None]:
    return actor.entity_id or actor.name, actor.country


def _is_own_deed(story: Story, frame: Frame, actors: Sequence[Actor], speaker: Actor) -> bool:
    """Whether a speaker tells of a deed of his own: nobody else vouches for it, unless he denies it or says "we" (codebook).

    "He" in front of the tag is somebody of whom the speaker tells, whoever it was taken for.
    """
    if "negation" in frame.auxiliary:
        return False
    if any(actor.span == speaker.span for actor in actors):
        between = story.text[speaker.span.end : frame.trigger.start]
        return len(between.split()) <= OWN_WORDS and SELF.match(between) is not None
    if len(actors) != 1 or _identity(actors[0]) != _identity(speaker):
        return False
    words = actors[0].text
    return words not in SPEAKING and (words.lower() not in SPOKEN_OF or actors[0].span.start > speaker.span.start)


def _is_own_position(recipient: Actor, actors: Sequence[Actor], story: Story) -> bool:
    """As in "The Foreign Office reiterated the UK's position": whoever repeats it does nothing to the state whose own it is."""
    if not actors or any(actor.country != recipient.country for actor in actors):
        return False
    before = story.text[max(0, recipient.span.start - OWN_REACH) : recipient.span.start]
    return OWN_POSITION.match(story.text, recipient.span.end) is not None and REPEATED.search(before) is not None


def _is_source(actor: Actor, frame: Frame, context: Context) -> bool:
    """Whether an actor is an outlet that reports; it stays an actor where force is used or it speaks for nobody else."""
    mention = next((m for m in (*frame.actors, *frame.recipients) if m.span == actor.span), None)
    entities = context.entities.get(mention, ()) if mention else ()
    return any(context.is_news_source(entity) for entity in entities if entity.name == actor.name)


def drop_repeats(events: Sequence[tuple[Sentence, Event]]) -> list[Event]:
    """Leave out what a summary bullet says again: same type, an actor and recipient shared with an event of the body, no other day."""
    body: dict[str, list[Event]] = {}
    for sentence, event in events:
        if sentence.kind == "body":
            body.setdefault(event.event_type, []).append(event)
    return [
        event
        for sentence, event in events
        if sentence.kind == "body" or not _is_told(event, body.get(event.event_type, ()))
    ]


def _parties(event: Event) -> Parties:
    return frozenset(map(_party, event.actors)), frozenset(map(_party, event.recipients))


def _is_told(bullet: Event, body: Iterable[Event]) -> bool:
    parties = _parties(bullet)
    return any(
        all(not mine or not theirs or mine & theirs for mine, theirs in zip(parties, _parties(other), strict=True))
        for other in body
        if not _is_of_another_day(bullet, other) and is_history(bullet) <= is_history(other)
    )


def _is_of_another_day(one: Event, other: Event) -> bool:
    """Whether the words of both give days, and none in common ("in 2019", "on Tuesday")."""
    if not one.date_text or not other.date_text or not one.date or not other.date:
        return False
    return max(one.date, other.date) > min(one.enddate or one.date, other.enddate or other.date)


def drop_called_off(events: Sequence[Event]) -> list[Event]:
    """Leave out the plan that the same sentence calls off: "cancelled a visit hours before he *was due to meet* Hun Manet"."""
    called_off: dict[Span, list[Event]] = {}
    for event in events:
        if event.cameo == CALLED_OFF:
            called_off.setdefault(event.sentence_span, []).append(event)
    return [
        event
        for event in events
        if not any(_is_called_off(event, off) for off in called_off.get(event.sentence_span, ()))
    ]


def _is_called_off(event: Event, off: Event) -> bool:
    """Whether an event is told as a plan of the past of nobody but those whose meeting is called off."""
    if event.event_type not in PLANS or PLANNED.search(event.sentence, 0, _within(event)[0]) is None:
        return False
    mine, theirs = (frozenset().union(*_parties(one)) for one in (event, off))
    return mine <= theirs or (not off.recipients and bool(mine & theirs))


def is_history(event: Event) -> bool:
    """Whether an event is told as history."""
    return "historical" in event.auxiliary


def _party(actor: Actor) -> str:
    return actor.country or actor.name


def link_reactions(events: Sequence[Event], sentences: Sequence[Sentence] = ()) -> list[Event]:
    """Set `in_response_to` where the words say so.

    In one sentence the words show which event answers which: "after", "following", "in response to" stand before the
    answered one, "prompted" behind it. An event of another sentence is answered if the words after such a cue name it ("after
    the recognition"). A denial of "the claim" answers what was said of its actor before, but not beyond a claim in the sentence before
    it that gave no event. "In retaliation" alone looks in the sentence, then backwards in the story.
    """
    before = {last.start: first for first, last in pairwise(sentences)}
    linked: dict[str, str] = {}
    beside: dict[Span, list[Event]] = {}
    for event in events:
        beside.setdefault(event.sentence_span, []).append(event)
    for at, event in enumerate(events):
        near = events[max(0, at - ANSWER_REACH) : at + ANSWER_REACH + 1]
        answered = (
            _said_answer(event, beside[event.sentence_span])
            or _named_answer(event, near)
            or _denied_event(event, near, before.get(event.sentence_span.start))
            or _implied_answer(event, near)
        )
        if answered and linked.get(answered.id) != event.id:
            linked[event.id] = answered.id
    linked_events = [replace(event, in_response_to=linked.get(event.id)) for event in events]
    accusers = {event.id: event.actors for event in linked_events if event.event_type == "ACCUSE"}
    return [_with_accuser(event, accusers.get(event.in_response_to or "", ())) for event in linked_events]


def _with_accuser(event: Event, accusers: tuple[Actor, ...]) -> Event:
    """As in "Tel Aviv rejected these accusations": a refusal that names nobody goes to whoever has accused."""
    if event.event_type != "REJECT" or event.recipients or not DENIED.match(_behind(event)):
        return event
    return replace(event, recipients=accusers)


def _behind(event: Event) -> str:
    """The words of its sentence behind an event's trigger."""
    return event.sentence[_within(event)[1] :]


def _said_answer(event: Event, events: Sequence[Event]) -> Event | None:
    """The event of the same sentence that a cue between the two, or before both, makes the answered one."""
    beside = [other for other in events if other.sentence_span == event.sentence_span and other.id != event.id]
    beside.sort(key=lambda other: abs(other.trigger_span.start - event.trigger_span.start))
    return next((other for other in beside if _is_turned(event, other) and _is_cued(event, other)), None)


def _is_cued(event: Event, other: Event) -> bool:
    """Whether the words between the two triggers, or before the first, say that `event` answers `other`."""
    mine, theirs = _within(event), _within(other)
    words = event.sentence
    if mine < theirs:
        return bool(ANSWERING.search(words[mine[1] : theirs[0]])) and not BREAK.search(words[mine[1] : theirs[0]])
    between = words[theirs[1] : mine[0]]
    if PROMPTING.search(between) or PROMPTING.fullmatch(words[slice(*theirs)]):
        return True
    opening = ANSWERING_FIRST.match(words)
    if opening is None or opening.end() > theirs[0]:
        return False
    return "," not in words[opening.end() : theirs[0]] and "," in between


def _is_turned(event: Event, other: Event) -> bool:
    """Whether `event` goes from one side to the side that did `other`, which was not done by its own side."""
    mine, theirs = {_party(a) for a in event.actors}, {_party(a) for a in event.recipients}
    did, suffered = {_party(a) for a in other.actors}, {_party(a) for a in other.recipients}
    if not mine or not did or mine & did:
        return False
    return bool(theirs & did) and (not suffered or bool(mine & suffered) or _is_hostile(event, other))


def _is_hostile(event: Event, other: Event) -> bool:
    """Whether both are conflict: then a third party may answer what was done to another."""
    return min(event.quad_code, other.quad_code) >= VERBAL_CONFLICT


def _named_answer(event: Event, events: Sequence[Event]) -> Event | None:
    """The nearest event of another sentence that the words after a cue name, done by whom this one goes to."""
    named = _named(event)
    if not named:
        return None
    beside = [other for other in events if other.sentence_span != event.sentence_span and _word(other.trigger) in named]
    beside.sort(key=lambda other: abs(other.trigger_span.start - event.trigger_span.start))
    return next((other for other in beside if _is_done_by_target(event, other)), None)


def _named(event: Event) -> frozenset[str]:
    """The beginnings of the words after a cue that opens the sentence, or stands behind the trigger."""
    words = event.sentence
    _, end = _within(event)
    cue = ANSWERING.search(words, end) or ANSWERING_FIRST.match(words)
    if cue is None or BREAK.search(words[end : cue.start()]):
        return frozenset()
    return frozenset(
        _word(word) for word in re.findall(r"\w+", words[cue.end() :])[:NAMED_WORDS] if len(word) > SAME_WORD
    )


def _word(word: str) -> str:
    return word[:SAME_WORD].lower()


def _is_done_by_target(event: Event, other: Event) -> bool:
    mine, theirs = {_party(a) for a in event.actors}, {_party(a) for a in event.recipients}
    did = {_party(a) for a in other.actors}
    return bool(mine and theirs & did) and not mine & did


def _denied_event(event: Event, events: Sequence[Event], last: Sentence | None) -> Event | None:
    """What a denial of "the claim" or of "this" denies: the last conflict told before it that its actor did, or was accused of.

    Where the `last` sentence before it claims something that is no event, that is denied, and nothing older.
    """
    if not is_denial(event) or not DENIED.match(_behind(event)):
        return None
    if last and CLAIMED.search(last.text) and all(other.sentence_span.start != last.start for other in events):
        return None
    before = [other for other in events if other.sentence_span.start < event.sentence_span.start]
    before.sort(key=lambda other: -other.trigger_span.start)
    return next((other for other in before if _is_held_against(event, other)), None)


def is_denial(event: Event) -> bool:
    """Whether an event says that something is not so, or is refused."""
    return event.event_type == "REJECT" or "negation" in event.auxiliary


def _is_held_against(event: Event, other: Event) -> bool:
    mine = {_party(a) for a in event.actors}
    did, suffered = {_party(a) for a in other.actors}, {_party(a) for a in other.recipients}
    if is_denial(other) or other.quad_code < VERBAL_CONFLICT:
        return False
    return bool(mine & suffered) and not mine & did if other.event_type == "ACCUSE" else bool(mine & did)


def _implied_answer(event: Event, events: Sequence[Event]) -> Event | None:
    """The event that an unspecific cue refers to: this one's actor stands at its receiving end."""
    cue = REACTION_CUE.search(event.sentence)
    if cue is None:
        return None
    at = next(row for row, other in enumerate(events) if other.id == event.id)
    beside = [other for other in events if other.sentence_span == event.sentence_span and other.id != event.id]
    if not _is_meant(event, cue, beside):
        return None
    before = [other for other in reversed(events[:at]) if other.sentence_span != event.sentence_span]
    is_polite = cue["turn"] is not None
    return next((o for o in beside + before if _answers(event, o) and (_is_hostile(event, o) or not is_polite)), None)


def _is_meant(event: Event, cue: re.Match[str], beside: Sequence[Event]) -> bool:
    """Whether a cue speaks of this event rather than of another one of its sentence."""
    start, end = _within(event)
    if start < cue.end() and cue.start() < end:
        return True
    if cue["answered"]:
        return MEANS.search(event.sentence, cue.end(), max(start, cue.end())) is not None
    first = [_within(other) for other in beside if _within(other)[1] <= cue.start()]
    if start > cue.start():
        return not first or cue["beside"] is None or _is_close_behind(event, cue)
    if cue["beside"] is None or any(_is_close_behind(other, cue) for other in beside):
        return False
    return (start, end) >= max(first, default=(0, 0))


def _is_close_behind(event: Event, cue: re.Match[str]) -> bool:
    """Whether an event's trigger is among the first words behind a cue."""
    start, _ = _within(event)
    return start >= cue.end() and OWN_VERB.fullmatch(event.sentence, cue.end(), start) is not None


def _within(event: Event) -> tuple[int, int]:
    """Where the trigger begins and ends in its sentence."""
    offset = event.sentence_span.start
    return event.trigger_span.start - offset, event.trigger_span.end - offset


def _answers(event: Event, other: Event) -> bool:
    """Whether `event` comes from whom `other` was done to, if that is told, and goes to who did it."""
    mine, theirs = {_party(a) for a in event.actors}, {_party(a) for a in event.recipients}
    did, suffered = {_party(a) for a in other.actors}, {_party(a) for a in other.recipients}
    if not suffered:
        return bool(theirs & did) and not mine & did
    return bool(mine & suffered) and (not theirs or bool(theirs & did))
