from importlib.resources import files

import pytest

from detente.wording import counted, noun_for


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "event", "0 events"),
        (1, "story", "1 story"),
        (2, "story", "2 stories"),
        (11, "day", "11 days"),
        (1, "more sentence", "1 more sentence"),
        (3, "more sentence", "3 more sentences"),
    ],
)
def test_things_are_counted_in_their_own_number(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words
    assert noun_for(number, noun) == words.split(" ", 1)[1]


def test_no_template_makes_plurals_of_its_own() -> None:
    templates = [each for each in (files("detente.web") / "templates").iterdir() if each.name.endswith(".html")]
    assert len(templates) > 10
    assert [each.name for each in templates if '{{ "s" if' in each.read_text(encoding="utf-8")] == []
