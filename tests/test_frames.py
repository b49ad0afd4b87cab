from collections.abc import Iterator
from dataclasses import replace

import pytest

from detente.frames import (
    find_lists,
    is_out_of_reach,
    keep_lists,
    read_frames,
    with_met_subject,
    with_own_actors,
    without_feelings,
    without_host,
    without_retold,
)
from detente.model import Reading, TriggerReading
from detente.records import Frame, Mention, Sentence, SentenceKind, Span


def spans_of(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def mentions_of(text: str, *words: str) -> Iterator[Mention]:
    for start, end in spans_of(text, *words):
        yield Mention(text=text[start:end], span=Span(start=start, end=end), sentence_index=0)


def frame_of(text: str, trigger: str, *, actors: str = "", recipients: str = "") -> Frame:
    start = text.index(trigger)
    return Frame(
        sentence_index=0,
        trigger=Span(start=start, end=start + len(trigger)),
        cameo="050",
        event_type="SUPPORT",
        mode=None,
        auxiliary=(),
        contexts=(),
        actors=tuple(mentions_of(text, *actors.split())),
        recipients=tuple(mentions_of(text, *recipients.split())),
        speaker=None,
        time=None,
        place=None,
        confidence=0.9,
    )


@pytest.mark.parametrize(
    ("text", "words", "lists"),
    [
        ("Chad, Mali and Niger met.", ("Chad", "Mali", "Niger"), [3]),
        ("Chad, Mali, and Niger met.", ("Chad", "Mali", "Niger"), [3]),
        ("Chad and Niger met.", ("Chad", "Niger"), [2]),
        ("Chad protested, and Niger left.", ("Chad", "Niger"), []),
        ("Chad, and Niger left.", ("Chad", "Niger"), []),
        ("Chad, Mali met.", ("Chad", "Mali"), []),
        ("Chad and Mali told Niger and Benin.", ("Chad", "Mali", "Niger", "Benin"), [2, 2]),
    ],
)
def test_lists_are_joined_by_commas_and_a_last_and(text: str, words: tuple[str, ...], lists: list[int]) -> None:
    assert [len(found) for found in find_lists(text, spans_of(text, *words))] == lists


@pytest.mark.parametrize(
    ("text", "trigger", "given", "expected"),
    [
        ("Chad, Mali and Niger praised it.", "praised", ("Niger", "Chad"), ("Chad Mali Niger", "")),
        ("Chad, Mali and Niger were praised.", "praised", ("", "Chad Mali"), ("", "Chad Mali Niger")),
        ("Togo sent men to Chad, Mali and Niger.", "sent", ("Togo", "Niger"), ("Togo", "Chad Mali Niger")),
        ("Talks between Chad and Niger failed.", "failed", ("Niger", ""), ("Chad Niger", "")),
        ("Soldiers of Togo joined Chad and Niger fled.", "fled", ("Niger", ""), ("Niger", "")),
        ("Togo left the point where Chad, Mali and Niger meet.", "left", ("Togo", "Mali"), ("Togo", "Mali")),
    ],
)
def test_a_list_has_one_role(text: str, trigger: str, given: tuple[str, str], expected: tuple[str, str]) -> None:
    words = [word for word in ("Chad", "Mali", "Niger") if word in text]
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    frame = keep_lists(
        frame_of(text, trigger, actors=given[0], recipients=given[1]), sentence, [list(mentions_of(text, *words))]
    )
    assert " ".join(mention.text for mention in frame.actors) == expected[0]
    assert " ".join(mention.text for mention in frame.recipients) == expected[1]


@pytest.mark.parametrize(
    ("text", "trigger", "never_came"),
    [
        ("Signing a fishing accord with Chad has proved elusive for Niger.", "Signing", True),
        ("Though both announced a pact, actually signing it has so far proved impossible.", "signing", True),
        ("Though both announced a pact, actually signing it has so far proved impossible.", "announced", False),
        ("A cease-fire between Chad and Niger is still out of reach.", "cease-fire", True),
        ("A treaty of Chad and Niger remains elusive.", "treaty", True),
        ("A treaty has long eluded Chad and Niger.", "treaty", True),
        ("Chad and Niger signed a treaty that had proved elusive for years.", "signed", False),
        ("Chad and Niger signed a truce, but a treaty remains elusive.", "signed", False),
        ("The terms of the treaty remain elusive.", "treaty", False),
        ("Chad and Niger signed a treaty in an elusive valley.", "signed", False),
        ("Chad and Niger signed. A treaty was elusive.", "signed", False),
    ],
)
def test_a_deal_that_never_came_is_told_by_its_predicate(text: str, trigger: str, *, never_came: bool) -> None:
    start = text.index(trigger)
    assert is_out_of_reach(text, (start, start + len(trigger))) is never_came


@pytest.mark.parametrize(
    ("event_type", "auxiliary", "expected"),
    [
        ("SUPPORT", (), ("negation",)),
        ("SUPPORT", ("historical",), ("historical", "negation")),
        ("SUPPORT", ("negation",), ("negation",)),
        ("ASSAULT", (), ()),
    ],
)
def test_only_deals_are_out_of_reach(event_type: str, auxiliary: tuple[str, ...], expected: tuple[str, ...]) -> None:
    text = "A treaty with Chad remains elusive."
    trigger = TriggerReading(
        trigger=(2, 8), cameo="057", event_type=event_type, mode=None, auxiliary=auxiliary, contexts=(), actors=(), recipients=(),
        speaker=None, time=None, place=None, confidence=0.9,
    )  # fmt: skip
    reading = Reading(mentions=(), triggers=(trigger,))
    sentence = Sentence(index=0, start=0, end=len(text), text=text, kind="body")
    _, (frame,) = read_frames((sentence,), read_sentence=lambda _: reading)
    assert frame.auxiliary == expected


def trigger_of(
    text: str, words: str, confidence: float, *, event_type: str = "ASSAULT", recipient: str = ""
) -> TriggerReading:
    return TriggerReading(
        trigger=spans_of(text, words)[0],
        cameo="190",
        event_type=event_type,
        mode=None,
        auxiliary=(),
        contexts=(),
        actors=tuple(spans_of(text, "Chad")),
        recipients=tuple(spans_of(text, recipient)) if recipient else (),
        speaker=None,
        time=None,
        place=None,
        confidence=confidence,
    )


@pytest.mark.parametrize(
    ("text", "first", "second", "event_type", "left"),
    [
        ("Chad hit the camp in air strikes.", "hit", "air strikes", "ASSAULT", ["air strikes"]),
        ("Chad's barrage of shells fell.", "barrage", "shells", "ASSAULT", ["shells"]),
        ("Chad hit the camp and shelled it.", "hit", "shelled", "ASSAULT", ["hit", "shelled"]),
        ("Chad hit the camp, burning huts.", "hit", "burning", "ASSAULT", ["hit", "burning"]),
        ("Chad is on a visit to resume talks.", "visit", "talks", "CONSULT", ["visit", "talks"]),
        (
            "Chad hit the camp that lies far off in the hills to the east with shells.",
            "hit",
            "shells",
            "ASSAULT",
            ["hit", "shells"],
        ),
    ],
)
def test_of_two_words_for_one_deed_the_surer_stays(
    text: str, first: str, second: str, event_type: str, left: list[str]
) -> None:
    triggers = [
        trigger_of(text, first, 0.6, event_type=event_type),
        trigger_of(text, second, 0.9, event_type=event_type),
    ]
    assert [text[slice(*trigger.trigger)] for trigger in without_retold(text, triggers)] == left


def test_two_deeds_to_two_parties_both_stay() -> None:
    text = "Chad hit Niger with shells fired at Mali."
    triggers = [
        trigger_of(text, "hit", 0.6, recipient="Niger"),
        trigger_of(text, "shells", 0.9, recipient="Mali"),
    ]
    assert len(without_retold(text, triggers)) == 2


@pytest.mark.parametrize(
    ("text", "words", "event_type", "confidence", "stays"),
    [
        ("Chad is reluctant to sign.", "reluctant", "REJECT", 0.7, False),
        ("Chad is reluctant to sign.", "reluctant", "REJECT", 0.9, True),
        ("Chad refused to sign.", "refused", "REJECT", 0.7, True),
        ("Chad was far too slow.", "far too slow", "ACCUSE", 0.5, False),
        ("The envoy of Chad said she was deeply dismayed.", "dismayed", "ACCUSE", 0.7, True),
        ("Chad voiced anger.", "voiced anger", "ACCUSE", 0.7, True),
        ("Chad fled in fear.", "fear", "ASSAULT", 0.7, True),
    ],
)
def test_a_feeling_is_no_deed(text: str, words: str, event_type: str, confidence: float, *, stays: bool) -> None:
    trigger = trigger_of(text, words, confidence, event_type=event_type)
    assert (without_feelings(text, [trigger]) == (trigger,)) == stays


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "subject", "expected"),
    [
        ("After a call with Diallo, he left.", "call", "Diallo", "he", ["Diallo", "he"]),
        (
            "During talks with Diallo in Oran, Quill said no.",
            "talks",
            "Diallo",
            "Quill",
            ["Diallo", "Quill"],
        ),
        ("He left after a call with Diallo, he said.", "call", "Diallo", "he", ["Diallo"]),
        ("After a call with Diallo, he met the queen.", "met", "Diallo", "he", ["Diallo"]),
    ],
)
def test_the_subject_behind_the_opening_phrase_met_too(
    text: str, trigger: str, actor: str, subject: str, expected: list[str]
) -> None:
    frame = replace(frame_of(text, trigger, actors=actor), event_type="CONSULT")
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    found = with_met_subject(frame, sentence, tuple(mentions_of(text, actor, subject)))
    assert [mention.text for mention in found.actors] == expected


@pytest.mark.parametrize(
    ("text", "actors", "expected"),
    [
        ("Both signed a truce in Norway.", "Both Norway", ["Both"]),
        ("Malta signed a truce in Norway.", "Malta Norway", ["Malta", "Norway"]),
        ("Both signed a truce with Norway.", "Both Norway", ["Both", "Norway"]),
    ],
)
def test_where_two_met_is_no_third(text: str, actors: str, expected: list[str]) -> None:
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    found = without_host(frame_of(text, "signed", actors=actors), sentence)
    assert [mention.text for mention in found.actors] == expected


def test_a_feeling_of_one_s_own_is_told_to_somebody() -> None:
    text = "Chad heard: I am outraged."
    trigger = replace(trigger_of(text, "outraged", 0.6, event_type="ACCUSE"), actors=tuple(spans_of(text, "I")))
    assert without_feelings(text, [trigger]) == (trigger,)


@pytest.mark.parametrize(("kind", "told"), [("body", 1), ("heading", 0)])
def test_a_heading_names_somebody_but_tells_nothing(kind: SentenceKind, told: int) -> None:
    text = "Chad and the raids"
    reading = Reading(mentions=tuple(spans_of(text, "Chad")), triggers=(trigger_of(text, "raids", 0.9),))
    sentence = Sentence(index=0, start=0, end=len(text), text=text, kind=kind)
    mentions, frames = read_frames([sentence], read_sentence=lambda _: reading)
    assert (len(mentions), len(frames)) == (1, told)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "own"),
    [
        ("Chad appointed Mali to investigate.", "investigate", "Chad Mali", "Mali"),
        ("Chad hired Mali to quietly sue Togo.", "sue", "Chad Mali", "Mali"),
        ("Chad joined Mali to sue Togo.", "sue", "Chad Mali", "Chad Mali"),
        ("Chad named Mali and Niger sued Togo.", "sued", "Chad Niger", "Chad Niger"),
        ("Chad fired at Togo; Niger denied it.", "fired", "Chad Niger", "Chad"),
        ("The guns fired; Niger and Chad denied it.", "fired", "Niger Chad", "Niger Chad"),
        ("Chad spoke; Niger and Mali met.", "met", "Niger Mali", "Niger Mali"),
    ],
)
def test_actors_of_another_verb_do_not_act_too(text: str, trigger: str, actors: str, own: str) -> None:
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    frame = with_own_actors(frame_of(text, trigger, actors=actors), sentence)
    assert [actor.text for actor in frame.actors] == own.split()
