import json
from pathlib import Path
from typing import Any

from corpus.check import check_folder, check_record
from corpus.markup import parse_stories

STORY = """=== story
title: Rabat frees editor
published: 2023-05-03
crawled: -
publisher: Example Wire
--- page
Rabat frees editor

Morocco freed the editor on Wednesday. He thanked the union.
--- sentences
[a|Morocco|MAR GOV] {1|freed|0841} [b|the editor|MAR JRN] on <t|Wednesday>.
1 a>b time=t date=2023-05-03

[a|He|MAR JRN] {1|thanked|051} [b|the union|MAR LAB].
1 a>b date=2023-05-03
"""


def parsed(tmp_path: Path, text: str) -> tuple[list[dict[str, Any]], list[str]]:
    path = tmp_path / "s.txt"
    path.write_text(text, encoding="utf-8")
    return parse_stories(path)


def test_a_story_keeps_page_fields_and_dated_events(tmp_path: Path) -> None:
    (story,), errors = parsed(tmp_path, STORY)
    assert errors == []
    assert (story["title"], story["published"], story["crawled"]) == ("Rabat frees editor", "2023-05-03", None)
    first, second = story["sentences"]
    assert first["events"][0]["date"] == "2023-05-03"
    assert [m["country"] for m in second["mentions"]] == ["MAR", "MAR"]
    assert list(check_record({"split": "dev", **story})) == []


def test_a_sentence_that_the_page_has_not_is_named(tmp_path: Path) -> None:
    _, errors = parsed(tmp_path, STORY.replace("on Wednesday. He", "on Monday. He"))
    assert len(errors) == 1
    assert "does not stand in the page" in errors[0]


def test_a_bad_line_is_named_with_its_story(tmp_path: Path) -> None:
    _, errors = parsed(tmp_path, STORY.replace("date=2023-05-03\n\n", "date=May\n\n"))
    assert len(errors) == 1
    assert "story 1, sentence 1" in errors[0]
    assert "date=May" in errors[0]


def test_a_folder_with_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    (story,), _ = parsed(tmp_path, STORY)
    good, bad = {"split": "dev", **story}, {"split": "dev", **story, "id": "other", "page": "Something else."}
    (tmp_path / "s.jsonl").write_text(json.dumps(good) + "\n" + json.dumps(bad) + "\n", encoding="utf-8")
    count, errors = check_folder(tmp_path)
    assert count == 2
    assert all(":2: " in error for error in errors)
    assert any("does not stand in the page" in error for error in errors)
