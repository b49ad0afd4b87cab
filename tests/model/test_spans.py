"""Laws of decoding: whatever the scores, spans are whole words within the sentence, in order, none crossing."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.model.decode import MAX_SPANS, find_spans
from detente.model.runtime import Encoded

SCORES = st.floats(-30, 30, width=32) | st.sampled_from([float("-inf"), float("inf"), 0.0])


@st.composite
def readings(draw: st.DrawFn) -> tuple[Encoded, np.ndarray]:
    tokens = draw(st.integers(2, 12))
    encoded = Encoded(
        states=np.zeros((1, tokens, 1), dtype=np.float32),
        span_scores=np.zeros((1, tokens, tokens), dtype=np.float32),
        offsets=tuple((i, i + 1) for i in range(tokens)),
        continues=tuple(draw(st.lists(st.booleans(), min_size=tokens, max_size=tokens))),
    )
    matrix = draw(arrays.arrays(np.float32, (tokens, tokens), elements=SCORES))
    return encoded, np.where(np.triu(np.ones_like(matrix, dtype=bool)), matrix, np.float32(-np.inf))


@given(readings(), st.floats(-5, 5), st.booleans())
def test_spans_are_whole_words_in_order_and_do_not_cross(
    reading: tuple[Encoded, np.ndarray], threshold: float, nested: bool
) -> None:
    encoded, scores = reading
    with np.errstate(over="ignore"):
        found = find_spans(encoded, scores, threshold, nested=nested)
    spans = [span for span, _ in found]
    assert spans == sorted(set(spans))
    assert len(spans) <= MAX_SPANS
    for (first, last), share in found:
        assert 0 < first <= last < len(encoded.offsets) - 1
        assert not encoded.continues[first]
        assert not encoded.continues[last + 1]
        assert scores[first, last] > threshold
        assert 0 <= share <= 1
    for (a, b), (c, d) in combinations(spans, 2):
        apart = b < c
        inside = (a <= c and d <= b) or (c <= a and b <= d)
        assert apart or (nested and inside)


@given(readings(), st.floats(-5, 5), st.floats(0, 5))
def test_a_higher_threshold_finds_no_span_below_it(
    reading: tuple[Encoded, np.ndarray], threshold: float, more: float
) -> None:
    encoded, scores = reading
    with np.errstate(over="ignore"):
        low = {span for span, _ in find_spans(encoded, scores, threshold, nested=True)}
        high = {span for span, _ in find_spans(encoded, scores, threshold + more, nested=True)}
    assert high <= low
