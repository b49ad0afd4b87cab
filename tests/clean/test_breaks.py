"""Line breaks that part paragraphs, and those within a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean.breaks import MARK, mark_breaks, settle_breaks

NEWS = "The harbour master of Vaduz met the fishers on Monday and promised them a new pier, nets and a lighthouse."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"The talks ended.{MARK}They go on in May.", ["The talks ended.", "They go on in May."]),
        (f"They agreed on this: {MARK}Ships may sail.", ["They agreed on this:", "Ships may sail."]),
        (f"Nobody paid. {MARK}Fishers get a pier {MARK}{NEWS}", ["Nobody paid.", "Fishers get a pier", NEWS]),
        (f"The talks with {MARK}Chad {MARK}ended.", ["The talks with Chad ended."]),
        (f"Talks of the{MARK}Fishers", ["Talks of the Fishers"]),
        (f"The talks ended. {MARK}and nobody knew why.", ["The talks ended. and nobody knew why."]),
        ("The talks ended.\nThey go on.", ["The talks ended.", "They go on."]),
    ],
)
def test_a_break_parts_lines_where_a_sentence_has_ended_or_a_heading_stands(text: str, lines: list[str]) -> None:
    assert settle_breaks(text).split("\n") == lines


def test_breaks_of_any_spelling_are_marked_once() -> None:
    assert mark_breaks("a<br>b<BR />c").count(MARK) == 2
    assert mark_breaks(f"{MARK}<br>") == f"{MARK}<br>"


@given(st.text(alphabet=f"aB. :{MARK}\n", max_size=60))
def test_no_mark_is_left_and_no_word_is_lost(text: str) -> None:
    settled = settle_breaks(text)
    assert MARK not in settled
    assert settled.split() == text.replace(MARK, " ").split()
