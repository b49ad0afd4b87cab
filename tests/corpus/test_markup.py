import json
from pathlib import Path

import pytest

from corpus.check import check_folder, check_record
from corpus.markup import MarkupError, parse_file, parse_item

RELEASE = [
    (
        "KHARTOUM - [a|Sudanese authorities|SDN GOV] {1|released|0841} [b|two aides of [c|the party|SDN PTY]|SDN OPP] "
        "on <t|Friday> in <p|Omdurman>, [d|their lawyer|SDN SOC] said."
    ),
    "1 a>b by=d time=t place=p",
    "none b>a",
    "ctx legal",
]


def test_an_item_is_what_its_marks_say() -> None:
    item = parse_item(RELEASE, "x-1")
    assert item["text"].startswith("KHARTOUM - Sudanese authorities released two aides of the party on Friday")
    assert {m["id"]: m["text"] for m in item["mentions"]}["b"] == "two aides of the party"
    (event,) = item["events"]
    assert (event["type"], event["mode"], event["cameo"]) == ("RETREAT", "release", "0841")
    assert (event["actor"], event["recipient"], event["speaker"]) == (["a"], ["b"], "d")
    assert (event["time"], event["place"]) == ("t", "p")
    assert not list(check_record({**item, "split": "train"}))


@pytest.mark.parametrize(
    ("text", "event", "what"),
    [
        ("[a|X|SDN] {1|freed|9999} [b|Y|SDN].", "1 a>b", "CAMEO code '9999'"),
        ("[a|X|SDN] {1|freed|0841} [b|Y|SDN].", "1 a>q", "names \\['q'\\]"),
        ("[a|X|SDN] {1|freed|0841} [b|Y|SDN.", "1 a>b", "not closed"),
        ("[a|X|SDN ZZZ] {1|freed|0841} [b|Y|SDN].", "1 a>b", "unknown sector"),
        ("[a|X|SDN] {1|freed|0841=AGREE/visit} [b|Y|SDN].", "1 a>b", "PLOVER has no"),
        ("[a|X|SDN] {1|freed|0841} [b|Y|SDN].", "2 a>b", "no such trigger"),
        ("[a|X|SDN] {1|freed|0841} [b|Y|SDN].", "1 a>b aux=maybe", "not understood"),
        ("[a|X|SDN] freed [a|Y|SDN].", "", "used twice"),
    ],
)
def test_a_mistake_is_named(text: str, event: str, what: str) -> None:
    with pytest.raises(MarkupError, match=what):
        parse_item([text, event] if event else [text], "x-1")


def test_a_file_gives_its_good_items_and_names_the_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "batch.txt"
    path.write_text("\n".join([*RELEASE, "", "[a|X|SDN said.", "", "Shares rose."]), encoding="utf-8")
    items, errors = parse_file(path)
    assert [len(item["events"]) for item in items] == [1, 0]
    assert len(errors) == 1
    assert f"{path}:6" in errors[0]


def test_the_checker_names_file_line_and_mistake(tmp_path: Path) -> None:
    item = {**parse_item(RELEASE, "x-1"), "split": "train"}
    shifted = json.loads(json.dumps(item)) | {"id": "x-2", "text": " " + item["text"]}
    (tmp_path / "a.jsonl").write_text(json.dumps(item) + "\n" + json.dumps(shifted) + "\n", encoding="utf-8")
    count, errors = check_folder(tmp_path)
    assert count == 2
    assert errors
    assert all("a.jsonl:2" in error for error in errors)
