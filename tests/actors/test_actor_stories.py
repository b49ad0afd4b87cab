import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.actors import Knowledge, load_knowledge, resolve_mentions
from detente.actors.names import fold, key_of, tokenise
from detente.records import Entity, Mention, Sentence, Span, Story

CASES = Path(__file__).parents[1] / "cases" / "actors"
TABLES = tuple(sorted((CASES / "tables").glob("*.tsv")))
LINES = [
    line
    for path in sorted(CASES.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PIECES = st.sampled_from(
    ["the ", "Kenya's ", "president ", "and ", "of ", "both ", "two countries ", "he ", "its ", "(MDC) ", "U.S.-led ", ", ", "'s ", "Kim ",
     "General ", "former ", "- ", "’", "his counterpart ", "Moscow ", "police ", "the group "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join))
END = re.compile(r"(?<=[.!?]) (?=[A-Z\[])")


def small_knowledge() -> Knowledge:
    return load_knowledge(custom=TABLES)


def read_story(marked: str, published: date | None) -> tuple[Story, list[Sentence], list[Mention], int]:
    """The story of a marked text, its sentences and mentions, and which mention is asked after."""
    head, _, body = marked.rpartition(" // ")
    text, asked = "", 0
    spans: list[Span] = []
    for piece in re.split(r"(\[[^\]]*\])", body):
        words = piece.strip("[]").removeprefix("*") if piece.startswith("[") else piece
        if piece.startswith("["):
            asked = len(spans) if piece.startswith("[*") else asked
            spans.append(Span(start=len(text), end=len(text) + len(words)))
        text += words
    story = Story(
        id="case",
        source="case",
        title=head or None if not head.startswith("@") else None,
        dateline=head[1:] if head.startswith("@") else None,
        text=text,
        published=published,
    )
    sentences: list[Sentence] = []
    start = 0
    for part in END.split(text):
        sentences.append(Sentence(index=len(sentences), start=start, end=start + len(part), text=part))
        start += len(part) + 1
    mentions = [
        Mention(
            text=text[span.start : span.end],
            span=span,
            sentence_index=next(s.index for s in sentences if span.start < s.end),
        )
        for span in spans
    ]
    return story, sentences, mentions, asked


def resolve(marked: str, published: str = "-") -> tuple[Entity, ...]:
    day = None if published == "-" else date.fromisoformat(published)
    story, sentences, mentions, asked = read_story(marked, day)
    return resolve_mentions(story, sentences, mentions, knowledge=small_knowledge())[mentions[asked]]


@pytest.mark.parametrize("line", LINES, ids=[line.split(" | ")[0] for line in LINES])
def test_case(line: str) -> None:
    _, day, text, expected = (part.strip() for part in line.split(" | "))
    entities = resolve(text, day)
    wanted = [part.split(" ", 2) for part in expected.split(" + ")]
    shown = [(entity.country, entity.sector, entity.name) for entity in entities]
    assert len(entities) == len(wanted), shown
    for entity, (country, sector, name) in zip(entities, wanted, strict=True):
        assert (entity.country or "-", entity.sector or "-" if sector != "-" else "-") == (country, sector), shown
        assert name == "-" or key_of(name) == key_of(entity.name), shown


def test_there_are_cases_and_traps() -> None:
    traps = (CASES / "traps.txt").read_text(encoding="utf-8")
    assert len(LINES) >= 700
    assert sum(bool(line) and not line.startswith("#") for line in traps.splitlines()) >= 60


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.one_of(st.none(), st.dates(min_value=date(1900, 1, 1))))
def test_any_mention_has_an_entity(text: str, published: date | None) -> None:
    story = Story(id="x", source="x", title=text, text=text, published=published)
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    half = len(text) // 2
    mentions = [
        Mention(text=text[start:end], span=Span(start=start, end=end), sentence_index=0)
        for start, end in {(0, half), (half, len(text)), (0, len(text))}
    ]
    found = resolve_mentions(story, [sentence], mentions, knowledge=small_knowledge())
    assert list(found) == mentions
    for entities in found.values():
        assert entities
        assert len(entities) == len(set(entities))


@given(st.text(max_size=40))
@example("𝔍")
def test_tokens_cut_what_they_claim(text: str) -> None:
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
    assert key_of(key_of(text)) == key_of(text)


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_order_of_the_mentions_does_not_matter() -> None:
    text = "Kenya's foreign minister met the press. The minister left."
    story = Story(id="x", source="x", title=None, text=text, published=date(2022, 1, 1))
    sentences = [
        Sentence(index=0, start=0, end=39, text=text[:39]),
        Sentence(index=1, start=40, end=58, text=text[40:]),
    ]
    mentions = [
        Mention(text=text[a:b], span=Span(start=a, end=b), sentence_index=i) for a, b, i in ((0, 24, 0), (40, 52, 1))
    ]
    forward = resolve_mentions(story, sentences, mentions, knowledge=small_knowledge())
    backward = resolve_mentions(story, sentences, mentions[::-1], knowledge=small_knowledge())
    assert forward == backward
    assert forward[mentions[0]] == forward[mentions[1]]


def test_role_of_a_former_president() -> None:
    (entity,) = resolve("[*Barack Obama] spoke.", "2022-08-15")
    assert entity.role == "former head of state"
    assert entity.entity_id == "person:barack-obama"


def test_other_sectors_where_two_fit() -> None:
    (entity,) = resolve("[*Iranian student protesters] marched.", "2022-08-15")
    assert (entity.sector, entity.other_sectors) == ("CVL", ("EDU",))


def test_a_description_is_not_the_state_itself() -> None:
    (police,) = resolve("[*Russian police] held them.", "2022-08-15")
    assert police.entity_id is None
    (state,) = resolve("[*the Russian government] held them.", "2022-08-15")
    assert state.entity_id == "country:RUS"


def test_nothing_known_has_nothing() -> None:
    (entity,) = resolve("[*Zorbax Quill] spoke.", "2022-08-15")
    assert (entity.name, entity.country, entity.sector, entity.entity_id) == ("Zorbax Quill", None, None, None)
