"""How the time of cleaning, sentences and dates grows on pages made to cost it: twice the length should take twice the time.

    python -m benchmarks.hostile

Prints the worst ratios of the time at LENGTH characters to that at half of it, and the slowest inputs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from detente.clean import clean_page
from detente.clean.dump import clean_dump
from detente.dates import Asked, find_history, resolve_dates
from detente.records import Page, Story
from detente.sentences import split_sentences
from tests.clean.test_bounds import HTML, LINES, TAGS

LENGTH = 200_000
SHOWN = 8
CHARS = (*".aA1()[]<>{}\"',;:-—|/•©_\t&%$#@!?=* ", "Mon ", "2019 ", "the first half of ", "anniversary of a ", "U.S. ")
LEAST_S = 0.1
"""Below this the clock and the caches decide."""


def _sentences(text: str) -> None:
    split_sentences(Story(id="0" * 16, source="x", title=None, text=text))


def _dates(text: str) -> None:
    sentences = [s.text for s in split_sentences(Story(id="0" * 16, source="x", title=None, text=text))]
    asked = [
        Asked(sentence_index=index, words=None, auxiliary=modes, trigger=len(sentence) // 2, is_deed=True)
        for index, sentence in enumerate(sentences)
        for modes in ((), ("historical",))
    ]
    dates = resolve_dates(asked, sentences=sentences, published=date(2022, 8, 15))
    find_history(asked, dates, sentences=sentences, published=date(2022, 8, 15))


def _html(text: str) -> None:
    clean_page(Page(name="x", content=HTML + text, kind="html"))


def _took(stage: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    stage(text)
    return time.process_time() - begun


def main() -> None:
    """Print the ratios."""
    rows = []
    for stage, pieces in ((clean_dump, (*LINES, *CHARS)), (_sentences, CHARS), (_dates, CHARS), (_html, TAGS)):
        for piece in pieces:
            whole = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
            half_s, whole_s = _took(stage, whole[: LENGTH // 2]), _took(stage, whole)
            rows.append((whole_s / max(half_s, LEAST_S), whole_s, stage.__name__.strip("_"), piece))
    print(f"{len(rows)} inputs of {LENGTH} characters")
    for title, order in (("largest ratio", 0), ("slowest", 1)):
        print(f"\n{title}\n{'ratio':>6} {'seconds':>8}  stage      repeated")
        for ratio, took_s, name, piece in sorted(rows, key=lambda row: row[order], reverse=True)[:SHOWN]:
            print(f"{ratio:>6.2f} {took_s:>8.2f}  {name:<10} {piece!r}")


if __name__ == "__main__":
    main()
