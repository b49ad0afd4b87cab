"""What is passed over to save time is what would have given nothing."""

import re

import ftfy
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.names import build_index, tokenise
from detente.clean.page import FIX, PLAIN
from detente.clean.stamps import CRAWL_WORDS, MANY_WORDS

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=4).map(" ".join)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_nothing_is_mended_in_a_plain_line(line: str) -> None:
    assert ftfy.fix_text(line, config=FIX) == line


@given(st.text(alphabet="ab é1_.\t", max_size=60))
def test_a_line_of_many_words_says_more_than_when_it_was_fetched(line: str) -> None:
    assert (MANY_WORDS.match(line) is not None) == (len(re.findall(r"[^\W\d_]+", line)) > CRAWL_WORDS)


@given(st.sets(WORDS, max_size=12), WORDS)
def test_the_longest_name_is_found_whatever_names_begin_alike(names: set[str], text: str) -> None:
    tokens = tokenise(text)
    found = [(match.start, match.end) for match in build_index({name: [name] for name in names}).find(tokens)]
    expected, at = [], 0
    while at < len(tokens):
        ends = [end for end in range(at + 1, len(tokens) + 1) if " ".join(t.key for t in tokens[at:end]) in names]
        expected += [(at, ends[-1])] if ends else []
        at = ends[-1] if ends else at + 1
    assert found == expected
