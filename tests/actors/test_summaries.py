"""Points that sum a story up above its first paragraph: each stands for itself, below the headline."""

import re

import pytest

from detente.actors import load_knowledge, resolve_mentions
from detente.records import Mention, Sentence, Span, Story

MARKED = re.compile(r"\[([^\]]*)\]")


def countries(title: str, *paragraphs: str) -> list[str | None]:
    """The countries of the last marked mention of a story: a sentence a paragraph, mentions in brackets."""
    text = ""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    for index, paragraph in enumerate(paragraphs):
        start, at = len(text) + 2 * bool(text), 0
        text += ("\n\n" if text else "") + MARKED.sub(r"\1", paragraph)
        for number, marked in enumerate(MARKED.finditer(paragraph)):
            at = start + marked.start() - 2 * number
            span = Span(start=at, end=at + len(marked[1]))
            mentions.append(Mention(text=marked[1], span=span, sentence_index=index))
        mark = 2 * paragraph.startswith("• ")
        sentences.append(
            Sentence(
                index=index,
                start=start + mark,
                end=len(text),
                text=text[start + mark :],
                kind="bullet" if mark else "body",
            )
        )
    story = Story(id="case", source="case", title=title, text=text)
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    found = resolve_mentions(story, sentences, mentions, knowledge=load_knowledge())
    return [entity.country for entity in found[mentions[-1]]]


@pytest.mark.parametrize(
    ("title", "paragraphs", "expected"),
    [
        (
            "Peru and Chile reopen desert railway",
            ("• [Bolivia] and [Argentina] ask to join.", "• [The two countries] closed it in 2012."),
            ["PER", "CHL"],
        ),
        (
            "Ghana halts power exports to Togo",
            ("• [Benin] and [Nigeria] offer help.", "• [Both governments] blame old debts."),
            ["GHA", "TGO"],
        ),
        (
            "Tashkent, Bishkek swap border villages",
            ("• [Moscow] and [Beijing] hail the deal.", "• [The two neighbours] drew the line in 1999."),
            ["UZB", "KGZ"],
        ),
        # The headline names one state: the pair is that of the first paragraph.
        (
            "Railway through the desert reopens in Peru",
            (
                "• [Bolivia] and [Argentina] ask to join.",
                "• [The two countries] closed it in 2012.",
                "LIMA - Peru and Chile ran the first train in ten years.",
            ),
            ["PER", "CHL"],
        ),
        # The point's own pair goes before the headline's.
        (
            "Peru and Chile reopen desert railway",
            ("• [Bolivia] and [Argentina] ask to join; [the two countries] have no port.",),
            ["BOL", "ARG"],
        ),
        # A headline of one state, or of three, says no pair.
        (
            "Peru reopens desert railway",
            ("• [Bolivia] and [Argentina] ask to join.", "• [The two countries] have no port there."),
            ["BOL", "ARG"],
        ),
        # In running text the pair is the one named just before.
        (
            "Peru and Chile reopen desert railway",
            ("[Bolivia] and [Argentina] asked to join.", "[The two countries] have no port there."),
            ["BOL", "ARG"],
        ),
        (
            "Peru and Chile reopen desert railway",
            (
                "• Trains run daily.",
                "[Bolivia] and [Argentina] asked to join.",
                "• [The two countries] have no port there.",
            ),
            ["BOL", "ARG"],
        ),
    ],
)
def test_whom_a_pair_means(title: str, paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert countries(title, *paragraphs) == expected
