"""Quotations that run over several sentences, and who speaks in them."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from detente.actors.speech import Speech, quotations
from detente.records import Entity, Mention, Sentence, Span

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


@given(LINES)
def test_quotations_lie_in_the_text_and_in_order(lines: list[str]) -> None:
    sentences = sentences_of(lines)
    spans = quotations(sentences)
    assert all(0 <= start <= end for start, end in spans)
    assert all(end <= sentences[-1].end for _, end in spans)
    assert all(left[0] <= right[0] for left, right in itertools.pairwise(spans))
