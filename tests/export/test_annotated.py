"""Reviewed sentences become items that the corpus' own check finds right."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.check import check_folder, check_record
from detente.cli import main
from detente.export.annotated import Item, LeftOut, corpus_items
from detente.ledger import VERDICTS, Ledger, Verdict
from detente.records import Coded
from detente.tables import to_json
from tests.ledger.made import actor, coded, event
from tests.ledger.test_corrections import word
from tests.web.made import spanned

BOTH = "Lithuania expelled three Belarusian diplomats and Belarus accused Lithuania of theft."
STORY = spanned(
    coded(
        "Wire-1",
        replace(event("2022-07-14 LTU 166 BLR", BOTH), trigger="expelled"),
        replace(event("2022-07-14 BLR 112 LTU", BOTH), trigger="accused"),
        replace(event("2022-07-15 LTU 042 POL", "Lithuania visited Poland."), trigger="visited"),
    )
)
EXPELLED, ACCUSED, VISITED = STORY.events


def items_after(path: Path, verdicts: Sequence[tuple[int, Verdict]], story: Coded = STORY) -> list[Item | LeftOut]:
    with Ledger(path) as ledger:
        ledger.add_coded([story], refresh=False)
        for minutes, (at, verdict) in enumerate(verdicts):
            ledger.correct(word(story.events[at], verdict, minutes=minutes), refresh=False)
        return list(corpus_items(ledger))


def test_what_was_accepted_is_an_event_and_what_was_rejected_a_pair_without(tmp_path: Path) -> None:
    (item,) = items_after(tmp_path / "l.duckdb", [(0, "accept"), (1, "reject")])
    assert isinstance(item, Item)
    assert (item.text, item.split) == (BOTH, "train")
    (kept,) = item.events
    assert (kept.cameo, kept.type, kept.mode, kept.trigger.text) == ("166", "SANCTION", "expel", "expelled")
    names = {mention.id: mention.text for mention in item.mentions}
    assert ([names[each] for each in kept.actor], [names[each] for each in kept.recipient]) == (
        ["Lithuania"],
        ["Belarusian"],
    )
    assert [(names[a], names[b]) for a, b in item.nones] == [("Belarusian", "Lithuania")]
    assert list(check_record(to_json(item))) == []


def test_a_sentence_of_which_an_event_was_not_looked_at_is_left_out(tmp_path: Path) -> None:
    (left,) = items_after(tmp_path / "l.duckdb", [(0, "accept")])
    assert left == LeftOut(sentence=BOTH, reason="1 of its events not reviewed")


def test_a_correction_is_what_is_exported(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.duckdb") as ledger:
        ledger.add_coded([STORY], refresh=False)
        changed = word(VISITED, "correct", event_type="CONSULT", mode=None, cameo="040", auxiliary=("future",))
        ledger.correct(changed, refresh=False)
        (item,) = corpus_items(ledger)
    assert isinstance(item, Item)
    assert [(each.type, each.mode, each.cameo, each.auxiliary) for each in item.events] == [
        ("CONSULT", None, "040", ("future",))
    ]


def test_parties_from_elsewhere_in_the_story_make_no_item(tmp_path: Path) -> None:
    away = replace(actor("POL"), text="Warsaw")
    story = replace(STORY, events=(replace(VISITED, actors=(away,), recipients=(away,)),))
    (left,) = items_after(tmp_path / "l.duckdb", [(0, "accept")], story)
    assert isinstance(left, LeftOut)
    assert "elsewhere" in left.reason


@settings(max_examples=25)
@given(verdicts=st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(VERDICTS)), max_size=5))
def test_every_item_passes_the_corpus_check(
    tmp_path_factory: pytest.TempPathFactory, verdicts: list[tuple[int, Verdict]]
) -> None:
    for item in items_after(tmp_path_factory.mktemp("items") / "l.duckdb", verdicts):
        if isinstance(item, Item):
            assert list(check_record(json.loads(json.dumps(to_json(item))))) == []


def test_the_command_writes_a_file_that_can_be_trained_on(tmp_path: Path) -> None:
    items_after(tmp_path / "l.duckdb", [(0, "accept"), (1, "accept"), (2, "reject")])
    folder = tmp_path / "mine"
    folder.mkdir()
    arguments = ["corpus", "export", "--ledger", str(tmp_path / "l.duckdb")]
    result = CliRunner().invoke(main, [*arguments, "--output", str(folder / "reviewed.jsonl")])
    assert (result.exit_code, "2 sentences written, 0 left out" in result.stderr) == (0, True)
    assert check_folder(folder) == (2, [])
    printed = CliRunner().invoke(main, arguments)
    assert printed.stdout == (folder / "reviewed.jsonl").read_text(encoding="utf-8")


def test_a_ledger_that_is_none_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["corpus", "export", "--ledger", str(tmp_path / "none.duckdb")])
    assert result.exit_code == 2
    assert "none.duckdb" in result.stderr
