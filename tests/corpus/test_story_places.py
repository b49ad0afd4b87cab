import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.story_places import Verdict, lines, misses, place_words
from corpus.check import GoldPlace, check_places, read_places
from detente.records import Place, Span

STORIES = Path(__file__).parents[2] / "corpus" / "stories"
GOMA = GoldPlace(
    story="s1", words="Goma", country="COD", kind="town", latitude=-1.68, longitude=29.23, name="Goma"
)  # fmt: skip
FOUND = Place(
    text="Goma", span=Span(start=0, end=4), name="Goma", country="COD", latitude=-1.7, longitude=29.2, resolution=4
)
COUNTRY = replace(FOUND, name="Congo", latitude=-3.0, longitude=23.0, resolution=1)
NOTHING = Place(text="Goma", span=Span(start=0, end=4), name="Goma")
STORY = {
    "id": "s1",
    "sentences": [
        {"text": "He slept.", "spans": [], "events": []},
        {
            "text": "They fought in Goma.",
            "spans": [{"id": "p", "kind": "place", "start": 15, "end": 19, "text": "Goma"}],
            "events": [{"place": "p"}, {"place": None}],
        },
    ],
}


def test_figures_count_right_open_and_wrong_places_apart() -> None:
    quarter = replace(GOMA, kind="unnamed-town", words="the market")
    verdicts = [
        Verdict(gold=GOMA, place=FOUND),
        Verdict(gold=GOMA, place=replace(FOUND, resolution=2)),
        Verdict(gold=GOMA, place=COUNTRY),
        Verdict(gold=quarter, place=replace(FOUND, country="RWA", latitude=-1.95, longitude=30.06)),
        Verdict(gold=replace(GOMA, kind="other", country=None), place=NOTHING),
        Verdict(gold=replace(GOMA, kind="country"), place=NOTHING),
    ]
    assert list(lines(verdicts)) == [
        "country right: 0.600 of 5, none said 1, wrong 1",
        "all towns: within 40 km 0.500 of 4, and said to be a town 0.250 of 4; else country only or nothing 1, elsewhere 1",
        "named: within 40 km 0.667 of 3, and said to be a town 0.333 of 3; else country only or nothing 1, elsewhere 0",
        "not named: within 40 km 0.000 of 1, and said to be a town 0.000 of 1; else country only or nothing 0, elsewhere 1",
        "towns said to be towns that are within 40 km: 0.500 of 2",
        "country only or nothing: 3 of 6, of which without a town in the gold 2, with no wrong country 3",
    ]
    assert len(list(misses(verdicts))) == 4


def test_place_words_lie_in_the_text_of_all_sentences() -> None:
    ((words, span),) = place_words(STORY)
    text = "\n\n".join(sentence["text"] for sentence in STORY["sentences"])  # type: ignore[index]
    assert text[span.start : span.end] == words == "Goma"


def test_the_table_has_each_place_of_the_stories() -> None:
    assert check_places(STORIES) == []
    assert all(row.name for row in read_places(STORIES / "places.tsv"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "no row for 'Goma' of s1"),
        ("s1\tGoma\tCOD\ttown\t-1.7\t29.2\tGoma\n" * 2, "2 rows for 'Goma' of s1"),
        (
            "s1\tGoma\tCOD\ttown\t-1.7\t29.2\tGoma\ns1\tKivu\tCOD\tother\t-\t-\tKivu\n",
            "no event of s1 has the place 'Kivu'",
        ),
        ("s1\tGoma\tCOD\thamlet\t-1.7\t29.2\tGoma\n", "1: unknown kind 'hamlet'"),
        ("s1\tGoma\tCOD\ttown\tsouth\t29.2\tGoma\n", "1: could not convert"),
        ("s1\tGoma\n", "1: not enough values"),
    ],
)
def test_mistakes_of_the_table_are_named(tmp_path: Path, rows: str, said: str) -> None:
    (tmp_path / "s.jsonl").write_text(json.dumps(STORY) + "\n", encoding="utf-8")
    (tmp_path / "places.tsv").write_text(rows, encoding="utf-8")
    (mistake,) = check_places(tmp_path)
    assert said in mistake
