from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import Story
from detente.sentences import BULLET, LONG_WORDS, MOST_CHARS, MOST_SECTIONS, split_sections, split_sentences

CASES = Path(__file__).parent / "cases" / "sentences" / "sentences.txt"


def story(text: str) -> Story:
    return Story(id="0" * 16, source="test", title=None, text=text)


def load_cases() -> list[tuple[str, str, list[str]]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    cases = []
    for block in "\n".join(lines).split("===="):
        if block.strip():
            head, expected = block.strip("\n").split("\n--\n")
            title, text = head.split("\n", 1)
            cases.append((title, text, expected.splitlines()))
    return cases


@pytest.mark.parametrize(("title", "text", "expected"), load_cases(), ids=lambda value: str(value)[:30])
def test_case(title: str, text: str, expected: list[str]) -> None:
    found = [(BULLET if s.kind == "bullet" else "") + s.text for s in split_sentences(story(text))]
    assert found == expected, title


def test_long_sentence_is_split_at_semicolons() -> None:
    part = " ".join(["word"] * 60)
    sentences = split_sentences(story(f"{part}; {part}; short end."))
    assert [len(s.text.split()) for s in sentences] == [60, 62]
    assert LONG_WORDS == 90


@pytest.mark.parametrize("piece", ["word ", "a", "A.-", "(", "x; ", "\u3000b"])
def test_a_text_without_stops_is_cut_where_no_sentence_is_that_long(piece: str) -> None:
    text = "He left. " + piece * 20_000
    sentences = split_sentences(story(text))
    assert max(len(s.text) for s in sentences) <= MOST_CHARS
    assert [c for s in sentences for c in s.text if not c.isspace()] == [c for c in text if not c.isspace()]


BODY = "The two ministers met in Vaduz.\n\n{}\n\nThey signed nothing, and left."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Grain deal and missing guarantees", "heading"),
        ("• Grain deal and missing guarantees", "heading"),
        ("• The ports must open to all ships by the first of June", "bullet"),
        (
            "Asked what had come of it, the older of the two said that the talks about grain had only begun that week",
            "body",
        ),
        ("Nobody would say why. Ada Quill", "body"),
        ("They agreed on three points:", "body"),
        ("Ada Quill (@adaquill) March 3, 2021", "heading"),
    ],
)
def test_a_short_line_without_a_stop_is_a_heading(line: str, kind: str) -> None:
    assert [s.kind for s in split_sentences(story(BODY.format(line)))][1] == kind


def test_a_text_that_writes_without_stops_has_no_headings() -> None:
    assert [s.kind for s in split_sentences(story("Iran shells Basra\n\nIraq protests"))] == ["body", "body"]


def test_a_post_is_no_heading() -> None:
    text = BODY.format("I urge both to open the ports\n\n• Ada Quill (@adaquill) March 3, 2021")
    assert [s.kind for s in split_sentences(story(text))] == ["body", "body", "heading", "body"]


def test_a_round_up_has_a_section_for_each_place() -> None:
    told = replace(
        story("The sea rose.\n\nLIMA, Peru —\n\nPeru shut its ports. Ships wait.\n\nQUITO —\n\nEcuador opened two."),
        title="Seas rise",
        dateline="BOGOTA",
    )
    sentences = split_sentences(told)
    sections = split_sections(told, sentences)
    assert [(s.first, s.last, s.story.dateline, s.story.title) for s in sections] == [
        (0, 1, "BOGOTA", "Seas rise"),
        (1, 4, "LIMA, Peru", None),
        (4, 6, "QUITO", None),
    ]
    for section in sections:
        within = sentences[section.first : section.last]
        assert [section.story.text[s.start : s.end] for s in within] == [s.text for s in within]
        assert section.story.text.strip() == told.text[within[0].start : within[-1].end]


def test_other_stories_have_one_section() -> None:
    told = story("The sea rose.\n\nLIMA, Peru shut its ports.")
    assert [section.story for section in split_sections(told, split_sentences(told))] == [told]
    many = story("\n\n".join(f"LIMA{'A' * at} —\n\nShips wait." for at in range(MOST_SECTIONS + 1)))
    assert [section.story for section in split_sections(many, split_sentences(many))] == [many]
    assert len(split_sections(story(""), ())) == 1


def test_empty_text_has_no_sentences() -> None:
    assert split_sentences(story("")) == ()
    assert split_sentences(story(" \n\n • \n")) == ()


PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["U.S. ", "Gen. ", "He left. ", "\n\n", "• ", "; ", "“Go!” ", "... ", "3.5 ", "No. 4 ", "\n", "?!) "]
    ),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_sentences_cut_their_words_in_order_and_lose_nothing(text: str) -> None:
    sentences = split_sentences(story(text))
    end = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.start >= end
        assert not text[end : sentence.start].replace("•", "").strip()
        end = sentence.end
    assert not text[end:].replace("•", "").strip()
