"""The measures: right everywhere where the gold is read; nothing read is recall 0; inventions cost precision."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detente.cli import main
from detente.evaluate import Scores, evaluate, iou, read_gold
from detente.evaluate_stories import evaluate_stories, is_date, is_within
from detente.model import Reading, TriggerReading
from detente.pipeline import load
from detente.records import EventDate

TEXT = "Peru expelled two envoys of Chile on Monday, a minister said."
TRIGGER = TriggerReading(
    trigger=(5, 13),
    cameo="1662",
    event_type="SANCTION",
    mode="expel",
    auxiliary=(),
    contexts=(),
    actors=((0, 4),),
    recipients=((14, 33),),
    speaker=(45, 55),
    time=(37, 43),
    place=None,
    confidence=0.9,
)
READING = Reading(mentions=((0, 4), (14, 33), (45, 55)), triggers=(TRIGGER,))
ITEM: dict[str, Any] = {
    "id": "x-1",
    "split": "test",
    "text": TEXT,
    "mentions": [
        {"id": "a", "start": 0, "end": 4, "text": "Peru", "country": "PER", "sector": "GOV"},
        {"id": "b", "start": 14, "end": 33, "text": "two envoys of Chile", "country": "CHL", "sector": "GOV"},
        {"id": "c", "start": 45, "end": 55, "text": "a minister", "country": "PER", "sector": "GOV"},
    ],
    "spans": [{"id": "t", "kind": "time", "start": 37, "end": 43, "text": "Monday"}],
    "events": [
        {
            "cameo": "1662", "type": "SANCTION", "mode": "expel", "trigger": {"start": 5, "end": 13, "text": "expelled"},
            "actor": ["a"], "recipient": ["b"], "symmetric": False, "speaker": "c", "auxiliary": [], "time": "t", "place": None,
            "date": "2022-08-15",
        }
    ],
    "nones": [],
    "contexts": [],
}  # fmt: skip


def scores_of(reading: Reading, item: dict[str, Any] = ITEM) -> Scores:
    return evaluate([item], read_sentence=lambda _: reading)


def test_what_is_read_as_the_gold_has_it_is_right_everywhere() -> None:
    found = scores_of(READING)
    asked = {name: tally for name, tally in found.stages.items() if tally.gold}
    assert len(asked) >= 9
    assert {name: tally.f1 for name, tally in asked.items()} == dict.fromkeys(asked, 1.0)
    assert found.types["SANCTION"].f1 == 1
    assert found.false_event_rate == 0
    assert found.to_json()["stages"]["trigger"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}


def test_nothing_read_is_recall_nought() -> None:
    found = scores_of(Reading(mentions=(), triggers=()))
    assert found.stages["trigger"].recall == found.stages["mention"].recall == found.stages["actor"].f1 == 0


@pytest.mark.parametrize(
    ("change", "wrong", "right"),
    [
        ({"event_type": "ACCUSE"}, "trigger and type", "trigger"),
        ({"mode": "withdraw"}, "mode", "cameo"),
        ({"cameo": "166"}, "cameo", "mode"),
        ({"actors": ((14, 33),)}, "event with all arguments", "trigger and type"),
        ({"recipients": ()}, "recipient", "actor"),
        ({"time": None}, "time", "speaker"),
        ({"auxiliary": ("future",)}, "future", "trigger"),
    ],
)
def test_one_fault_shows_in_its_own_measure(change: dict[str, Any], wrong: str, right: str) -> None:
    found = scores_of(replace(READING, triggers=(replace(TRIGGER, **change),)))
    assert found.stages[wrong].f1 < 1
    assert found.stages[right].f1 == 1


def test_events_in_a_sentence_without_any_are_counted() -> None:
    found = scores_of(READING, {**ITEM, "events": []})
    assert (found.no_event_sentences, found.false_event_sentences, found.false_event_rate) == (1, 1, 1.0)
    assert found.stages["trigger"].precision == 0


def test_answers_say_of_each_confidence_whether_it_was_right() -> None:
    answers: list[tuple[float, bool]] = []
    evaluate([ITEM], read_sentence=lambda _: READING, answers=answers)
    other = replace(READING, triggers=(replace(TRIGGER, event_type="ACCUSE", confidence=0.4),))
    evaluate([ITEM], read_sentence=lambda _: other, answers=answers)
    assert answers == [(0.9, True), (0.4, False)]


def test_overlap_is_shared_over_all() -> None:
    assert iou((0, 10), (0, 10)) == 1
    assert iou((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert iou((0, 5), (5, 10)) == 0


def test_gold_is_read_by_split_from_a_file_or_a_folder(tmp_path: Path) -> None:
    lines = [json.dumps({**ITEM, "split": split}) for split in ("train", "test")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert len(read_gold(tmp_path)) == 2
    assert [item["split"] for item in read_gold(tmp_path / "a.jsonl", split="test")] == ["test"]


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_the_command_prints_the_figures(tmp_path: Path, output_format: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["eval", str(tmp_path), "--format", output_format])
    assert result.exit_code == 0
    assert "trigger" in result.stdout
    none = CliRunner().invoke(main, ["eval", str(tmp_path), "--split", "dev"])
    assert (none.exit_code, "no items" in none.stderr) == (2, True)


def story(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (fields of a gold story)
    page = f"Envoys leave Santiago in a hurry\n\nPublished 15 August 2022\n\n{TEXT}\n\nThe two capitals are at odds over fish.\n"
    gold = {
        "id": "s-1",
        "page": page,
        "title": "Envoys leave Santiago in a hurry",
        "published": "2022-08-15",
        "crawled": None,
    }
    return {**gold, "publisher": None, "sentences": [ITEM], **changes}


def test_a_story_is_scored_from_title_to_parties() -> None:
    found = evaluate_stories([story()], coder=load())
    shares = found.to_json()["shares"]
    assert shares["title"] == {"right": 1.0, "asked": 1}
    assert shares["published, or honestly unknown"]["right"] == 1.0
    assert shares["sentence kept whole"]["right"] == 1.0
    assert found.stages["trigger and type"].recall == 1
    assert shares["date to its precision"] == {"right": 1.0, "asked": 1}
    assert shares["country of a resolved party"]["asked"] >= 1
    assert 0 < found.stages["words of the body"].precision < 1


@pytest.mark.parametrize(
    ("day", "right"),
    [("2022-08-15", 1.0), ("2022-08-16", 0.0), ("2022-08", 0.0), ("2022-08-15..2022-08-15", 1.0), ("-", 0.0)],
)
def test_dates_are_right_to_their_precision(day: str, right: float) -> None:
    dated = {**ITEM, "events": [{**ITEM["events"][0], "date": day}]}
    found = evaluate_stories([story(sentences=[dated])], coder=load())
    assert found.to_json()["shares"]["date to its precision"]["right"] == right


def test_refused_and_lost_sentences_count_against_the_coder() -> None:
    elsewhere = {**ITEM, "text": "Bolivia expelled two envoys of Chile on Monday, a minister said."}
    found = evaluate_stories([story(page="Home | News"), story(sentences=[elsewhere])], coder=load())
    assert found.refused[0].startswith("s-1: ")
    assert found.stages["trigger"].gold == 1
    assert found.stages["trigger"].recall == 0


@pytest.mark.parametrize(
    ("wanted", "is_exact", "is_inside"),
    [
        ("2021-06-09", True, True),
        ("2021-06", False, True),
        ("2021", False, True),
        ("2021-06-08..2021-06-11", False, True),
        ("2021-05..2021-06", False, True),
        ("2021-06-10..2021-06-11", False, False),
        ("2021-05", False, False),
        ("-", False, False),
        (None, False, False),
    ],
)
def test_a_day_is_within_what_the_gold_gives_and_right_only_to_its_precision(
    wanted: str | None, *, is_exact: bool, is_inside: bool
) -> None:
    day = EventDate(date=date(2021, 6, 9), enddate=date(2021, 6, 9), precision="day", text=None)
    assert (is_date(wanted, day), is_within(wanted, day)) == (is_exact, is_inside)


def test_a_range_is_within_no_day_of_its_own() -> None:
    span = EventDate(date=date(2021, 6, 8), enddate=date(2021, 6, 11), precision="period", text=None)
    assert is_date("2021-06-08..2021-06-11", span)
    assert not is_within("2021-06-09", span)
    nothing = EventDate(date=None, enddate=None, precision="unknown", text=None)
    assert is_date("-", nothing)
    assert not is_within("2021", nothing)
