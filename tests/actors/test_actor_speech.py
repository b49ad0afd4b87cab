"""Quotations that run over several sentences, and who speaks in them."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detente.actors.speech import Speech, quotations, with_last_speakers, with_tellers
from detente.records import Entity, Frame, Mention, Sentence, Span

LINES = st.lists(st.text(alphabet='ab "“”.', max_size=20), max_size=6)


def sentences_of(lines: list[str]) -> list[Sentence]:
    found, start = [], 0
    for index, line in enumerate(lines):
        found.append(Sentence(index=index, start=start, end=start + len(line), text=line))
        start += len(line) + 1
    return found


def mention_in(sentence: Sentence, words: str) -> Mention:
    start = sentence.start + sentence.text.index(words)
    return Mention(text=words, span=Span(start=start, end=start + len(words)), sentence_index=sentence.index)


def test_a_quotation_goes_on_until_it_is_closed() -> None:
    lines = ['Quill said, "We shall go.', "Nobody stays.", 'We mean it," and left.']
    sentences = sentences_of(lines)
    text = " ".join(lines)
    assert [text[start:end] for start, end in quotations(sentences)] == ['"We shall go. Nobody stays. We mean it,"']


def test_a_mark_that_is_never_closed_ends_with_its_sentence() -> None:
    lines = ['Quill said, "We shall go.', "Abel left."]
    assert [" ".join(lines)[start:end] for start, end in quotations(sentences_of(lines))] == ['"We shall go.']


def test_the_speaker_is_told_before_a_quotation_over_several_sentences() -> None:
    lines = ['"I met Abel," wrote Quill on Monday, "and I liked him.', 'Abel and I talked."']
    sentences = sentences_of(lines)
    quill, abel = mention_in(sentences[0], "Quill"), mention_in(sentences[1], "Abel")
    found = {quill: (Entity(name="Quill"),), abel: (Entity(name="Abel"),)}
    speech = Speech(dict(enumerate(sentences)), " ".join(lines))
    assert speech.speaker_of(mention_in(sentences[1], "I"), found) == found[quill]


def frame_in(sentence: Sentence, words: str, speaker: Mention | None = None) -> Frame:
    return Frame(
        sentence_index=sentence.index,
        trigger=mention_in(sentence, words).span,
        cameo="190",
        event_type="ASSAULT",
        mode=None,
        auxiliary=(),
        contexts=(),
        actors=(),
        recipients=(),
        speaker=speaker,
        time=None,
        place=None,
        confidence=0.9,
    )


def teller(lines: list[str], told: tuple[int, str], *named: tuple[int, str]) -> str | None:
    """Who tells the words of a line, where the named are the mentions."""
    sentences = sentences_of(lines)
    mentions = [mention_in(sentences[line], words) for line, words in named]
    frame = frame_in(sentences[told[0]], told[1])
    (found,) = with_tellers([frame], sentences, mentions, " ".join(lines))
    return found.speaker.text if found.speaker else None


def test_a_quotation_has_one_speaker() -> None:
    lines = ['"Their men raided the mill.', 'Two were caught," Quill said on Monday.']
    assert teller(lines, (0, "raided"), (1, "Quill")) == "Quill"
    lines = ['"It is hard," said Ada Quill, a lawyer for the miller.', '"Their men raided it."']
    assert teller(lines, (1, "raided"), (0, "Ada Quill")) == "Ada Quill"
    lines = ['Ada Quill, a lawyer, told the court: "It is hard.', 'Their men raided the mill."']
    assert teller(lines, (1, "raided"), (0, "Ada Quill"), (0, "the court")) == "Ada Quill"


def test_what_the_speaker_wants_is_his_own_demand() -> None:
    sentences = sentences_of(['"It is late," Quill said.', '"They must leave. It is a shame."'])
    quill = mention_in(sentences[0], "Quill")
    must, shame = (frame_in(sentences[1], words) for words in ("must", "shame"))
    must, miller = replace(must, event_type="REQUEST"), mention_in(sentences[1], "They")
    text = " ".join(sentence.text for sentence in sentences)
    told = with_tellers([must, replace(must, actors=(miller,)), shame], sentences, [quill, miller], text)
    assert [(frame.actors, frame.speaker) for frame in told] == [((quill,), None), ((miller,), quill), ((), quill)]


def test_who_only_stands_beside_a_quotation_does_not_speak_it() -> None:
    lines = ["The mill of the brothers burnt.", '"Their men raided it."', "Abel was seen there."]
    assert teller(lines, (1, "raided"), (0, "the brothers"), (2, "Abel")) is None
    assert teller(["Quill said it was hard.", "Their men raided it."], (1, "raided"), (0, "Quill")) is None


def test_the_model_says_who_speaks_where_the_speaker_stands_in_the_sentence() -> None:
    assert teller(['"Their men raided it," Quill said.'], (0, "raided"), (0, "Quill")) is None


def test_a_post_is_spoken_by_whom_the_line_below_it_names() -> None:
    text = "Nobody came.\n\nI met the miller. We raided nothing.\n\n• Ada Quill (@adaquill) March 3, 2021"
    words = ("Nobody came.", "I met the miller.", "We raided nothing.", "Ada Quill (@adaquill) March 3, 2021")
    sentences = [
        Sentence(
            index=index,
            start=text.index(line),
            end=text.index(line) + len(line),
            text=line,
            kind="heading" if "@" in line else "body",
        )
        for index, line in enumerate(words)
    ]
    quill, miller = mention_in(sentences[3], "Ada Quill"), mention_in(sentences[1], "the miller")
    found = {miller: (Entity(name="miller"),), quill: (Entity(name="Ada Quill"),)}
    speech = Speech(dict(enumerate(sentences)), text)
    assert speech.speaker_of(mention_in(sentences[1], "I"), found) == found[quill]
    (told,) = with_tellers([frame_in(sentences[2], "raided")], sentences, [miller, quill], text)
    assert told.speaker == quill


def test_he_who_adds_is_the_last_speaker() -> None:
    lines = ['"The camp is a trap," Quill said.', 'He added: "It must open."', 'He left. "Why?"']
    sentences = sentences_of(lines)
    quill, adds, leaves = (mention_in(sentences[at], word) for at, word in enumerate(("Quill", "He", "He")))
    camp = (Entity(name="the camp"),)
    found = {quill: (Entity(name="Quill"),), adds: camp, leaves: camp}
    told = with_last_speakers(found, sentences, " ".join(lines))
    assert told == {**found, adds: found[quill]}


@given(LINES)
def test_quotations_lie_in_the_text_and_in_order(lines: list[str]) -> None:
    sentences = sentences_of(lines)
    spans = quotations(sentences)
    assert all(0 <= start <= end for start, end in spans)
    assert all(end <= sentences[-1].end for _, end in spans)
    assert all(left[0] <= right[0] for left, right in itertools.pairwise(spans))
