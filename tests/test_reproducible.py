"""The same input and version give the same bytes: any workers, batches, order; ids that papers can cite."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import load
from detente.bulk import code_pages
from detente.clean import clean_page
from detente.cli import main
from detente.events import event_id
from detente.pipeline import Coder
from detente.records import Coded, Page, Span, Story

GOLDEN = Path(__file__).parent / "cases" / "golden"
PAGE = Page(name="golden", content=(GOLDEN / "page.txt").read_text(encoding="utf-8"), kind="text")
IDS = json.loads((GOLDEN / "ids.json").read_text(encoding="utf-8"))
MEANS = (
    "the ids of stories or events have changed: ledgers kept for years no longer recognise what they hold, and papers' ids lead nowhere. "
    "Only a major change may do this: say so in CHANGELOG.md, and write tests/cases/golden/ids.json anew"
)
CODER = re.compile(r"detente \d{4}\.\d{1,2}\.\d+ [0-9a-f]{12}")
DEEDS = (
    "Lithuania expelled three Belarusian diplomats on Thursday.",
    "France condemned Sudan on Friday, and Chad summoned its envoy.",
    "The United States imposed sanctions on Myanmar's military, the Treasury said.",
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load()


def golden_story() -> Story:
    story = clean_page(PAGE)
    assert isinstance(story, Story)
    return story


def test_the_id_of_a_story_is_what_it_was() -> None:
    assert golden_story().id == IDS["story"], MEANS


def test_the_ids_of_events_are_what_they_were() -> None:
    story = golden_story()
    for start, end, words, known in IDS["events"]:
        assert story.text[start:end] == words, MEANS
        assert event_id(story, Span(start=start, end=end)) == known, MEANS


def test_the_coder_gives_the_events_that_it_finds_these_ids(coder: Coder) -> None:
    """Other weights may find other events; an event found again keeps its id."""
    coded = coder.code(PAGE)
    assert isinstance(coded, Coded)
    known = {(start, end): event for start, end, _, event in IDS["events"]}
    again = [
        (e.id, known[e.trigger_span.start, e.trigger_span.end])
        for e in coded.events
        if (e.trigger_span.start, e.trigger_span.end) in known
    ]
    assert len(again) >= 3
    assert all(found == before for found, before in again), MEANS


def test_every_event_says_which_version_and_weights_coded_it(coder: Coder) -> None:
    coded = coder.code(PAGE)
    assert isinstance(coded, Coded)
    assert coded.events
    assert {event.coder for event in coded.events} == {coder.name}
    assert CODER.fullmatch(coder.name)
    assert coder.name.endswith(coder.network.version)


@settings(max_examples=8)
@given(st.permutations([Page(name=f"p{n}", content=text, kind="text") for n, text in enumerate(DEEDS)] + [PAGE]))
def test_the_order_of_inputs_changes_no_outcome(pages: list[Page]) -> None:
    alone = {page.name: next(code_pages([page])) for page in pages}
    assert list(code_pages(pages)) == [alone[page.name] for page in pages]


def written(folder: Path, workers: int, output_format: str, names: list[str]) -> bytes:
    output = folder / f"{workers}.{output_format}"
    arguments = [
        "--workers",
        str(workers),
        "--format",
        output_format,
        "--output",
        str(output),
        "--published",
        "2022-08-15",
    ]
    result = CliRunner().invoke(main, ["code", *names, *arguments])
    assert result.exit_code == 0, result.output
    return output.read_bytes()


@pytest.mark.parametrize("output_format", ["jsonl", "csv", "parquet"])
def test_the_command_writes_the_same_bytes_for_any_workers_and_again(tmp_path: Path, output_format: str) -> None:
    names = []
    for number, text in enumerate((*DEEDS, PAGE.content)):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        names.append(str(tmp_path / f"{number}.txt"))
    first = written(tmp_path, 1, output_format, names)
    assert first
    assert written(tmp_path, 2, output_format, names) == first
    assert written(tmp_path, 1, output_format, names) == first
    if output_format == "jsonl":
        backwards = written(tmp_path, 1, output_format, names[::-1])
        assert sorted(backwards.splitlines()) == sorted(first.splitlines())
