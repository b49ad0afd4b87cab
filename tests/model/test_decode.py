import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Network, judge_pairs, load_network, read_sentence
from detente.model.decode import TriggerReading, find_spans, reported
from detente.model.runtime import Encoded

SENTENCE = "Sudanese authorities released four opposition leaders on Friday, their lawyers said."


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


def encoded(tokens: int, continues: set[int]) -> Encoded:
    return Encoded(
        states=np.zeros((1, tokens, 4), dtype=np.float32),
        span_scores=np.zeros((1, tokens, tokens), dtype=np.float32),
        offsets=tuple((i, i + 1) for i in range(tokens)),
        continues=tuple(i in continues for i in range(tokens)),
    )


def scores(tokens: int, spans: dict[tuple[int, int], float]) -> np.ndarray:
    matrix = np.full((tokens, tokens), -9.0, dtype=np.float32)
    for span, value in spans.items():
        matrix[span] = value
    return matrix


def test_of_crossing_spans_the_better_stays_and_nesting_is_an_option() -> None:
    matrix = scores(8, {(1, 3): 2.0, (2, 4): 1.0, (2, 3): 0.5})
    assert [span for span, _ in find_spans(encoded(8, set()), matrix, 0.0, nested=True)] == [(1, 3), (2, 3)]
    assert [span for span, _ in find_spans(encoded(8, set()), matrix, 0.0, nested=False)] == [(1, 3)]


def test_only_whole_words_are_spans() -> None:
    matrix = scores(8, {(2, 3): 2.0, (1, 2): 2.0, (1, 3): 1.0, (0, 1): 3.0, (5, 7): 3.0})
    assert [span for span, _ in find_spans(encoded(8, {2}), matrix, 0.0, nested=True)] == [(1, 2), (1, 3)]


def made(start: int, confidence: float, cameo: str = "190", actor: int = 0) -> TriggerReading:
    return TriggerReading(
        trigger=(start, start + 1),
        cameo=cameo,
        event_type="ASSAULT",
        mode=None,
        auxiliary=(),
        contexts=(),
        actors=((actor, actor + 1),),
        recipients=(),
        speaker=None,
        time=None,
        place=None,
        confidence=confidence,
    )


def test_a_sure_event_lets_others_stand_beside_it_but_not_its_like() -> None:
    sure, like, other = made(5, 0.9), made(9, 0.5), made(2, 0.4, cameo="173")
    assert reported([sure, like, other], 0.6) == (other, sure)
    assert reported([like, other], 0.6) == ()


TRIGGERS = st.lists(
    st.builds(
        made,
        st.integers(0, 40),
        st.floats(0, 1),
        cameo=st.sampled_from(["173", "190"]),
        actor=st.integers(0, 2),
    ),
    max_size=8,
    unique_by=lambda trigger: trigger.trigger,
)


@given(TRIGGERS, st.floats(0, 1))
def test_what_is_reported_is_the_surest_of_each_deed_where_one_is_sure(
    triggers: list[TriggerReading], sure: float
) -> None:
    kept = reported(triggers, sure)
    deeds = [(trigger.cameo, trigger.actors) for trigger in kept]
    assert bool(kept) == any(trigger.confidence >= sure for trigger in triggers)
    assert len(set(deeds)) == len(deeds)
    assert list(kept) == sorted(kept, key=lambda trigger: trigger.trigger)
    for trigger in triggers if kept else ():
        like = [other for other in kept if (other.cameo, other.actors) == (trigger.cameo, trigger.actors)]
        assert [other.confidence >= trigger.confidence for other in like] == [True]


def test_a_plain_sentence_is_read(network: Network) -> None:
    (trigger,) = read_sentence(network, SENTENCE).triggers
    assert SENTENCE[slice(*trigger.trigger)] == "released"
    assert (trigger.event_type, trigger.mode) == ("RETREAT", "release")
    assert [SENTENCE[slice(*span)] for span in trigger.actors] == ["Sudanese authorities"]
    assert [SENTENCE[slice(*span)] for span in trigger.recipients] == ["four opposition leaders"]
    assert 0 < trigger.confidence <= 1


def test_a_pronoun_behind_a_trigger_is_its_recipient_where_there_is_no_other(network: Network) -> None:
    text = "The Malian president trusted the colonels, who ousted him in 2012."
    reading = read_sentence(network, text)
    (ousted,) = [trigger for trigger in reading.triggers if text[slice(*trigger.trigger)] == "ousted"]
    assert [text[slice(*span)] for span in ousted.recipients] == ["him"]
    assert set(ousted.recipients) <= set(reading.mentions)


@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reader(network: Network, text: str) -> None:
    reading = read_sentence(network, text)
    spans = [*reading.mentions, *(trigger.trigger for trigger in reading.triggers)]
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_the_judge_gives_every_type_a_share(network: Network) -> None:
    (judgement,) = judge_pairs(network, SENTENCE, [((0, 20), (30, 53))])
    assert judgement.event_type == "RETREAT"
    total = sum(score for _, score in judgement.type_scores) + judgement.no_event
    assert total == pytest.approx(1, abs=0.01)
    assert judgement.type_scores[0][1] == judgement.score == max(score for _, score in judgement.type_scores)


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, 999)])
def test_the_judge_refuses_a_span_outside_the_text(network: Network, span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="span"):
        judge_pairs(network, SENTENCE, [(span, (0, 20))])
