from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from detente.events import ANSWER_REACH, Context, build_events, drop_called_off, late_events, link_reactions
from detente.records import Entity, Event, EventDate, Frame, Mention, Sentence, Span, Story

TEXT = (
    "• Kyiv cut ties with Pyongyang\n\nPyongyang recognised the enclaves in Ukraine, the KCNA agency said. "
    "Kyiv severed ties with Pyongyang in retaliation."
)
STORY = Story(id="s1", source="page.txt", title="Ties", text=TEXT, publisher="Example Times")
ENTITIES = {
    "Kyiv": Entity(name="Ukraine", entity_id="country:UKR", country="UKR", sector="GOV"),
    "Pyongyang": Entity(name="North Korea", entity_id="country:PRK", country="PRK", sector="GOV"),
    "the enclaves in Ukraine": Entity(name="the enclaves", country="UKR", sector="PRE"),
    "the KCNA agency": Entity(name="KCNA", entity_id="agency:kcna", country="PRK", sector="JRN"),
}
DAY = EventDate(date=date(2022, 7, 13), enddate=date(2022, 7, 13), precision="day")


def sentences() -> tuple[Sentence, ...]:
    kinds = (
        ("Kyiv cut", "Pyongyang", "bullet"),
        ("Pyongyang rec", "said.", "body"),
        ("Kyiv sev", "retaliation.", "body"),
    )
    found = []
    for index, (first, last, kind) in enumerate(kinds):
        start = TEXT.index(first)
        end = TEXT.index(last, start) + len(last)
        found.append(Sentence(index=index, start=start, end=end, text=TEXT[start:end], kind=kind))  # type: ignore[arg-type]
    return tuple(found)


def mention(words: str, sentence: Sentence) -> Mention:
    start = TEXT.index(words, sentence.start)
    return Mention(text=words, span=Span(start=start, end=start + len(words)), sentence_index=sentence.index)


def frame(
    sentence: Sentence,
    trigger: str,
    event_type: str,
    actors: Sequence[str],
    recipients: Sequence[str],
    speaker: str = "",
) -> Frame:
    start = TEXT.index(trigger, sentence.start)
    return Frame(
        sentence_index=sentence.index,
        trigger=Span(start=start, end=start + len(trigger)),
        cameo="161",
        event_type=event_type,
        mode=None,
        auxiliary=(),
        contexts=(),
        actors=tuple(mention(words, sentence) for words in actors),
        recipients=tuple(mention(words, sentence) for words in recipients),
        speaker=mention(speaker, sentence) if speaker else None,
        time=None,
        place=None,
        confidence=0.9,
    )


def build(frames: Sequence[Frame], *, dates: Sequence[EventDate] = ()) -> tuple[Event, ...]:
    mentions = {m for f in frames for m in (*f.actors, *f.recipients, *([f.speaker] if f.speaker else []))}
    context = Context(
        entities={m: (ENTITIES[m.text],) for m in mentions},
        dates=dates or [DAY] * len(frames),
        places=[None] * len(frames),
        is_news_source=lambda entity: (entity.entity_id or "").startswith("agency:"),
        coder="test",
    )
    return build_events(STORY, sentences(), frames, context=context)


def test_spans_cut_the_words_they_claim() -> None:
    (event,) = build([frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], ["the enclaves in Ukraine"])])
    assert TEXT[event.trigger_span.start : event.trigger_span.end] == event.trigger == "recognised"
    assert TEXT[event.sentence_span.start : event.sentence_span.end] == event.sentence
    assert event.reported_by == "Example Times"


def test_a_bullet_that_repeats_the_body_is_one_event() -> None:
    bullet = frame(sentences()[0], "cut", "SANCTION", ["Kyiv"], ["Pyongyang"])
    body = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    assert [event.trigger for event in build([bullet, body])] == ["severed"]
    assert [event.trigger for event in build([bullet])] == ["cut"]


@pytest.mark.parametrize(
    ("bullet", "body", "told"),
    [
        (2019, 2022, ["cut", "severed"]),
        (2022, 2022, ["severed"]),
        (None, 2022, ["severed"]),
        (2019, None, ["severed"]),
    ],
)
def test_a_bullet_of_another_day_is_no_repeat(bullet: int | None, body: int | None, told: list[str]) -> None:
    frames = [
        frame(sentences()[0], "cut", "SANCTION", ["Kyiv"], ["Pyongyang"]),
        frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"]),
    ]
    days = [
        EventDate(date=date(year, 1, 1), enddate=date(year, 12, 31), precision="year", text=str(year)) if year else DAY
        for year in (bullet, body)
    ]
    assert [event.trigger for event in build(frames, dates=days)] == told


def test_a_bullet_of_history_is_no_repeat_of_news() -> None:
    bullet = frame(sentences()[0], "cut", "SANCTION", ["Kyiv"], ["Pyongyang"])
    body = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    assert [event.trigger for event in build([replace(bullet, auxiliary=("historical",)), body])] == ["cut", "severed"]
    assert [event.trigger for event in build([bullet, body])] == ["severed"]


def test_who_telephones_two_talks_to_each() -> None:
    called = replace(
        frame(sentences()[1], "recognised", "CONSULT", ["Pyongyang", "the enclaves in Ukraine"], []), mode="phone"
    )
    entities = {
        called.actors[0]: (ENTITIES["Pyongyang"],),
        called.actors[1]: (ENTITIES["Kyiv"], ENTITIES["the enclaves in Ukraine"]),
    }

    def parties(one: Frame) -> tuple[list[str], list[str]]:
        context = Context(entities=entities, dates=[DAY], places=[None], is_news_source=lambda _: False, coder="test")
        (event,) = build_events(STORY, sentences(), [one], context=context)
        return [a.name for a in event.actors], [a.name for a in event.recipients]

    assert parties(called) == (["North Korea"], ["Ukraine", "the enclaves"])
    assert parties(replace(called, mode="visit")) == (["North Korea", "Ukraine", "the enclaves"], [])


def test_a_reporting_agency_is_the_source_and_no_actor() -> None:
    said = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang", "the KCNA agency"], ["the enclaves in Ukraine"])
    (event,) = build([said])
    assert [actor.country for actor in event.actors] == ["PRK"]
    assert event.attributed_to is not None
    assert event.attributed_to.name == "KCNA"


def test_an_agency_alone_is_no_event() -> None:
    assert build([frame(sentences()[1], "said", "ACCUSE", ["the KCNA agency"], [])]) == ()


def test_a_reaction_answers_what_was_done_to_its_actor() -> None:
    first = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], ["the enclaves in Ukraine"])
    second = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    recognised, severed = build([first, second])
    assert recognised.in_response_to is None
    assert severed.in_response_to == recognised.id


@pytest.mark.parametrize(("between", "is_linked"), [(ANSWER_REACH - 1, True), (ANSWER_REACH, False)])
def test_a_reaction_answers_one_of_so_many_events_before(between: int, is_linked: bool) -> None:
    first = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], ["the enclaves in Ukraine"])
    second = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    recognised, severed = build([first, second])
    others = [
        replace(recognised, id=str(at), actors=(), sentence="", sentence_span=Span(start=at, end=at), trigger="met")
        for at in range(between)
    ]
    severed = replace(severed, in_response_to=None)
    assert link_reactions([recognised, *others, severed])[-1].in_response_to == (recognised.id if is_linked else None)


def test_a_reaction_answers_a_deed_whose_sufferer_is_not_told() -> None:
    first = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], [])
    second = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    recognised, severed = build([first, second])
    assert severed.in_response_to == recognised.id
    of_its_own = frame(sentences()[1], "recognised", "SUPPORT", ["Kyiv"], [])
    assert build([of_its_own, second])[1].in_response_to is None


def test_ids_depend_on_the_words_alone() -> None:
    one = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    other = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], ["the enclaves in Ukraine"])
    assert build([one])[0].id == build([other, one])[1].id


def both(
    text: str, first: tuple[str, str, list[str], list[str]], second: tuple[str, str, list[str], list[str]]
) -> list[Event]:
    """The events of a sentence with two triggers, in text order; each is trigger, type, actors, recipients."""
    story = Story(id="s2", source="page.txt", title=None, text=text)
    sentence = Sentence(index=0, start=0, end=len(text), text=text)

    def one(words: str) -> Mention:
        return Mention(
            text=words, span=Span(start=text.index(words), end=text.index(words) + len(words)), sentence_index=0
        )

    frames = [
        Frame(
            sentence_index=0,
            trigger=Span(start=text.index(trigger), end=text.index(trigger) + len(trigger)),
            cameo="010",
            event_type=event_type,
            mode=None,
            auxiliary=(),
            contexts=(),
            actors=tuple(map(one, actors)),
            recipients=tuple(map(one, recipients)),
            speaker=None,
            time=None,
            place=None,
            confidence=0.9,
        )
        for trigger, event_type, actors, recipients in (first, second)
    ]
    names = {"Seoul": "KOR", "Pyongyang": "PRK", "Kyiv": "UKR", "Moscow": "RUS"}
    mentions = {m for f in frames for m in (*f.actors, *f.recipients)}
    context = Context(
        entities={m: (Entity(name=m.text, country=names[m.text]),) for m in mentions},
        dates=[DAY, DAY],
        places=[None, None],
        is_news_source=lambda _: False,
        coder="test",
    )
    return list(build_events(story, (sentence,), frames, context=context))


FIRED = ("threatened", "THREATEN", ["Pyongyang"], ["Seoul"])
HALTED: tuple[str, str, list[str], list[str]] = ("halted", "SANCTION", ["Seoul"], [])


@pytest.mark.parametrize(
    ("text", "answering", "answered"),
    [
        ("Pyongyang threatened Seoul a day after it halted operations.", "threatened", "halted"),
        ("Pyongyang threatened Seoul in response to a ban that halted operations.", "threatened", "halted"),
        ("After Seoul halted operations, Pyongyang threatened it.", "threatened", "halted"),
        ("Following a decree that halted operations by Seoul, Pyongyang threatened it.", "threatened", "halted"),
        ("Seoul halted operations, prompting Pyongyang, which threatened it.", "threatened", "halted"),
        ("Pyongyang threatened Seoul, which halted operations.", None, None),
        ("Pyongyang threatened Seoul before it halted operations.", None, None),
        ("Pyongyang threatened Seoul while it halted operations after a storm.", None, None),
        ("Seoul halted operations and Pyongyang threatened it.", None, None),
    ],
)
def test_cues_between_two_events_link_them(text: str, answering: str | None, answered: str | None) -> None:
    frames = sorted((FIRED, HALTED), key=lambda made: text.index(made[0]))
    events = both(text, *frames)
    by_id = {event.id: event.trigger for event in events}
    links = [(event.trigger, by_id[event.in_response_to]) for event in events if event.in_response_to]
    assert links == ([(answering, answered)] if answering else [])


@pytest.mark.parametrize(
    ("last", "linked"),
    [
        ("Kyiv severed ties with Pyongyang after the recognition.", True),
        ("Kyiv severed ties with Pyongyang over its recognition of the enclaves.", True),
        ("Following the recognition, Kyiv severed ties with Pyongyang.", True),
        ("In revenge Kyiv severed ties with Pyongyang.", True),
        ("The decision prompted Kyiv, which severed ties with Pyongyang.", True),
        ("Kyiv severed ties with Pyongyang after the harvest.", False),
        ("Kyiv severed ties with Pyongyang but spoke of the recognition.", False),
        ("The general led Kyiv, which severed ties with Pyongyang.", False),
    ],
)
def test_an_event_of_another_sentence_is_answered_where_the_words_name_it(last: str, linked: bool) -> None:
    first = ("Pyongyang recognised the enclaves in Ukraine.", "recognised", "SUPPORT", "Pyongyang", "Ukraine")
    recognised, severed = told(first, (last, "severed", "SANCTION", "Kyiv", "Pyongyang"))
    assert severed.in_response_to == (recognised.id if linked else None)
    assert recognised.in_response_to is None


EXPELLED = ("Pyongyang expelled envoys of Kyiv.", "expelled", "SANCTION", "Pyongyang", "Kyiv")


@pytest.mark.parametrize(
    ("last", "answering"),
    [
        ("Kyiv thought Pyongyang rude and banned its ships in response.", ["banned"]),
        ("Kyiv thought Pyongyang rude and in response banned its ships.", ["banned"]),
        ("Kyiv thought Pyongyang rude and, in response, banned its ships.", ["banned"]),
        ("In response, Kyiv thought Pyongyang rude and banned its ships.", ["thought", "banned"]),
        ("Kyiv thought Pyongyang rude and retaliated: it banned its ships.", ["banned"]),
        ("Kyiv thought Pyongyang rude and responded to a wish of those banned.", []),
        ("Kyiv thought Pyongyang rude and responded to its wish by what it banned.", ["banned"]),
        ("Kyiv thought Pyongyang rude in response and yesterday banned its ships.", ["thought"]),
        ("Kyiv in turn thought Pyongyang rude and banned its ships.", ["thought", "banned"]),
    ],
)
def test_the_verb_that_a_cue_stands_by_is_the_answer(last: str, answering: list[str]) -> None:
    made = [(last, trigger, "ACCUSE", "Kyiv", "Pyongyang") for trigger in ("thought", "banned")]
    expelled, *others = told(EXPELLED, *made)
    assert [event.trigger for event in others if event.in_response_to == expelled.id] == answering
    assert {event.in_response_to for event in others} <= {expelled.id, None}


@pytest.mark.parametrize(("kind", "linked"), [("SANCTION", True), ("SUPPORT", False)])
def test_in_turn_answers_nothing_where_nobody_is_in_conflict(kind: str, linked: bool) -> None:
    expelled, answer = told(EXPELLED, ("In turn Kyiv hit Pyongyang.", "hit", kind, "Kyiv", "Pyongyang"))
    assert answer.in_response_to == (expelled.id if linked else None)


@pytest.mark.parametrize(
    ("last", "trigger", "linked"),
    [
        ("Pyongyang rejected the claim.", "rejected", True),
        ("Pyongyang rejected as absurd these allegations.", "rejected", True),
        ("Pyongyang denied this.", "denied", True),
        ("Pyongyang denied that it had agents.", "denied", False),
        ("Pyongyang rejected the offer.", "rejected", False),
    ],
)
def test_a_denial_of_the_claim_answers_the_claim(last: str, trigger: str, linked: bool) -> None:
    first = ("Kyiv accused Pyongyang of theft.", "accused", "ACCUSE", "Kyiv", "Pyongyang")
    between = ("Kyiv praised Ukraine.", "praised", "SUPPORT", "Kyiv", "Ukraine")
    accused, praised, denied = told(first, between, (last, trigger, "REJECT", "Pyongyang", "Kyiv"))
    assert denied.in_response_to == (accused.id if linked else None)
    assert accused.in_response_to is praised.in_response_to is None


@pytest.mark.parametrize(
    ("words", "plan", "off", "left"),
    [
        ("Pyongyang cancelled a visit to Kyiv hours before it was due to meet Ukraine.", "meet", "cancelled", False),
        ("Pyongyang was to hold talks with Ukraine, but cancelled a visit to Kyiv.", "talks", "cancelled", False),
        ("Pyongyang cancelled a visit to Kyiv and agreed to meet Ukraine.", "meet", "cancelled", True),
        ("Pyongyang was due in Kyiv and will meet Ukraine, but cancelled.", "meet", "cancelled", True),
    ],
)
def test_a_plan_that_is_called_off_is_no_promise(words: str, plan: str, off: str, left: bool) -> None:
    planned, cancelled = (
        replace(event, cameo=cameo)
        for event, cameo in zip(
            told((words, plan, "AGREE", "Pyongyang", "Ukraine"), (words, off, "REJECT", "Pyongyang", "Kyiv")),
            ("036", "125"),
            strict=True,
        )
    )
    assert drop_called_off([planned, cancelled]) == ([planned, cancelled] if left else [cancelled])
    elsewhere = replace(cancelled, recipients=(replace(cancelled.recipients[0], country="POL"),))
    assert drop_called_off([planned, elsewhere]) == [planned, elsewhere]


@pytest.mark.parametrize(
    ("between", "linked"),
    [("A blogger claimed more.", False), ("It rained.", True), ("The claim went far and wide.", False)],
)
def test_a_denial_goes_not_beyond_a_claim_that_gave_no_event(between: str, linked: bool) -> None:
    shelled, denied = told(
        ("Pyongyang shelled Kyiv.", "shelled", "ASSAULT", "Pyongyang", "Kyiv"),
        ("Pyongyang rejected the claim.", "rejected", "REJECT", "Pyongyang", "Kyiv"),
    )
    start = denied.sentence_span.start
    parts = [
        Sentence(index=0, start=0, end=1, text=shelled.sentence),
        Sentence(index=1, start=start - 1, end=start, text=between),
        Sentence(index=2, start=start, end=denied.sentence_span.end, text=denied.sentence),
    ]
    assert link_reactions([shelled, denied], parts)[1].in_response_to == (shelled.id if linked else None)


def test_who_accuses_denies_no_accusation_of_its_own() -> None:
    first = ("Kyiv accused Pyongyang of theft.", "accused", "ACCUSE", "Kyiv", "Pyongyang")
    assert (
        told(first, ("Kyiv rejected the charge.", "rejected", "REJECT", "Kyiv", "Pyongyang"))[1].in_response_to is None
    )


def test_a_denial_answers_a_deed_of_its_own() -> None:
    first = ("Pyongyang shelled Kyiv.", "shelled", "ASSAULT", "Pyongyang", "Kyiv")
    shelled, denied = told(first, ("Pyongyang rejected the report.", "rejected", "REJECT", "Pyongyang", "Kyiv"))
    assert denied.in_response_to == shelled.id


def test_a_denial_that_names_nobody_goes_to_whoever_accused() -> None:
    denial = ("Pyongyang rejected the charge.", "rejected", "REJECT", "Pyongyang", "Pyongyang")
    _, denied = told(("Kyiv accused Pyongyang of theft.", "accused", "ACCUSE", "Kyiv", "Pyongyang"), denial)
    assert [actor.text for actor in denied.recipients] == ["Kyiv"]
    _, denied = told(("Pyongyang shelled Kyiv.", "shelled", "ASSAULT", "Pyongyang", "Kyiv"), denial)
    assert denied.in_response_to
    assert not denied.recipients


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Kyiv reiterated Ukraine's position that the camps are illegal.", False),
        ("Kyiv reaffirmed Ukraine's long-standing policy.", False),
        ("Kyiv criticised Ukraine's position that the camps are illegal.", True),
        ("Kyiv reiterated to Ukraine a demand.", True),
    ],
)
def test_nobody_acts_on_the_state_whose_position_it_repeats(text: str, is_told: bool) -> None:
    (event,) = told((text, text.split()[1], "ACCUSE", "Kyiv", "Ukraine"))
    assert [actor.text for actor in event.recipients] == (["Ukraine"] if is_told else [])


def told(*made: tuple[str, str, str, str, str]) -> tuple[Event, ...]:
    """The events of a story of these sentences, each with its trigger, type, actor and recipient; a sentence may have several."""
    texts = list(dict.fromkeys(words for words, *_ in made))
    parts: list[Sentence] = []
    for index, words in enumerate(texts):
        start = parts[-1].end + 1 if parts else 0
        parts.append(Sentence(index=index, start=start, end=start + len(words), text=words, kind="body"))
    frames = []
    for words, trigger, kind, actor, recipient in made:
        index = texts.index(words)
        start = parts[index].start
        places = [start + max(words.find(each), 0) for each in (actor, recipient)]
        who, whom = (
            Mention(text=each, span=Span(start=at, end=at + len(each)), sentence_index=index)
            for each, at in zip((actor, recipient), places, strict=True)
        )
        at = Span(start=start + words.index(trigger), end=start + words.index(trigger) + len(trigger))
        base = frame(sentences()[1], "recognised", kind, ["Pyongyang"], [])
        frames.append(
            replace(base, sentence_index=index, trigger=at, actors=(who,), recipients=(whom,), time=None, place=None)
        )
    names = {"Pyongyang": "PRK", "Kyiv": "UKR", "Ukraine": "UKR"}
    context = Context(
        entities={m: (Entity(name=m.text, country=names[m.text]),) for f in frames for m in (*f.actors, *f.recipients)},
        dates=[DAY] * len(frames),
        places=[None] * len(frames),
        is_news_source=lambda _: False,
        coder="test",
    )
    return build_events(replace(STORY, text=" ".join(texts)), parts, frames, context=context)


def test_an_act_of_the_same_side_is_no_answer() -> None:
    text = "Moscow shelled Kyiv after Moscow accused Kyiv of treason."
    events = both(text, ("shelled", "ASSAULT", ["Moscow"], ["Kyiv"]), ("accused", "ACCUSE", ["Moscow"], ["Kyiv"]))
    assert [event.in_response_to for event in events] == [None, None]


def test_a_fact_dated_after_publication_is_warned_of() -> None:
    (event,) = build([frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])])
    early = replace(STORY, published=date(2022, 7, 1))
    (warning,) = late_events(early, [event])
    assert "severed" in warning
    assert "2022-07-13" in warning
    assert late_events(early, [replace(event, auxiliary=("future",))]) == ()
    assert late_events(early, [replace(event, event_type="AGREE", mode=None)]) == ()
    assert late_events(replace(STORY, published=date(2022, 7, 14)), [event]) == ()


OWN = "Chad said on Monday it would expel them. Chad said troops had expelled them. “We expelled them,” Chad said. He expelled, Chad said."


@pytest.mark.parametrize(
    ("trigger", "actor", "auxiliary", "by"),
    [
        ("expel ", "Chad", (), None),
        ("expel ", "Chad", ("negation",), "Chad"),
        ("expelled them.", "Chad", (), "Chad"),
        ("expelled them,", "We", (), "Chad"),
        ("expelled, ", "He", (), "Chad"),
    ],
)
def test_nobody_is_the_source_of_what_he_tells_of_himself(
    trigger: str, actor: str, auxiliary: tuple[str, ...], by: str | None
) -> None:
    at = OWN.index(trigger)
    sentence = Sentence(index=0, start=0, end=len(OWN), text=OWN)
    speaker = OWN.rfind("Chad", 0, at) if actor == "Chad" else OWN.index("Chad", at)
    mentions = {
        "Chad": Mention(text="Chad", span=Span(start=speaker, end=speaker + 4), sentence_index=0),
        "We": Mention(text="We", span=Span(start=OWN.index("We"), end=OWN.index("We") + 2), sentence_index=0),
        "He": Mention(text="He", span=Span(start=OWN.index("He "), end=OWN.index("He ") + 2), sentence_index=0),
    }
    told = replace(
        frame(sentences()[1], "recognised", "SANCTION", [], []),
        sentence_index=0,
        trigger=Span(start=at, end=at + len(trigger.strip(" .,"))),
        actors=(mentions[actor],),
        speaker=mentions["Chad"],
        auxiliary=auxiliary,
    )
    context = Context(
        entities=dict.fromkeys(mentions.values(), (Entity(name="Chad", country="TCD", sector="GOV"),)),
        dates=[DAY],
        places=[None],
        is_news_source=lambda _: False,
        coder="test",
    )
    (event,) = build_events(replace(STORY, text=OWN), [sentence], [told], context=context)
    assert (event.attributed_to.text if event.attributed_to else None) == by
