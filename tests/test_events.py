from collections.abc import Sequence
from datetime import date

from detente.events import Context, build_events
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


def build(frames: Sequence[Frame]) -> tuple[Event, ...]:
    mentions = {m for f in frames for m in (*f.actors, *f.recipients, *([f.speaker] if f.speaker else []))}
    context = Context(
        entities={m: (ENTITIES[m.text],) for m in mentions},
        dates=[DAY] * len(frames),
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


def test_ids_depend_on_the_words_alone() -> None:
    one = frame(sentences()[2], "severed", "SANCTION", ["Kyiv"], ["Pyongyang"])
    other = frame(sentences()[1], "recognised", "SUPPORT", ["Pyongyang"], ["the enclaves in Ukraine"])
    assert build([one])[0].id == build([other, one])[1].id
