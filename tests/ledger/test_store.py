import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente import tables
from detente.ledger import Added, Ledger, LedgerError
from detente.records import Event, Furniture, Page, Refusal, Story
from tests.ledger.made import coded, event

TALKS = coded("a-1", event("2022-07-01 RUS,PRK 046 -"), event("2022-07-02 USA 163 PRK"))
STRIKE = coded("b-1", event("2022-08-05 RUS 195 UKR"))
BREAK = coded("c-1", event("2022-07-13 UKR 161 PRK", "Kyiv <severed> ties with Pyongyang."))
EVERYTHING = [TALKS, STRIKE, BREAK]


def count(ledger: Ledger, what: str) -> int:
    ((number,),) = ledger.sql(f"select count(*) from {what}").fetchall()  # noqa: S608 (our own words)
    return int(number)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "news.duckdb")


def test_what_is_added_comes_back(ledger: Ledger) -> None:
    assert ledger.add_coded(EVERYTHING) == Added(stories=3, events=4)
    names = ", ".join(f'"{name}"' for name in tables.schema(Event).names)
    rows = ledger.sql(f"select {names} from events order by id").to_arrow_table()  # noqa: S608
    events = sorted((e for item in EVERYTHING for e in item.events), key=lambda e: e.id)
    assert list(tables.from_table(Event, rows.cast(tables.schema(Event)))) == events


def test_every_field_of_a_story_is_kept(ledger: Ledger) -> None:
    story = replace(TALKS.story, furniture=(Furniture(text="Most read", rule="list"),), dateline="SEOUL, July 1")
    ledger.add_coded([replace(TALKS, story=story)])
    columns = [name for name, *_ in ledger.sql("describe stories").fetchall()]
    assert columns[: len(tables.schema(Story).names)] == tables.schema(Story).names
    ((furniture, dateline),) = ledger.sql("select furniture->>'$[0].rule', dateline from stories").fetchall()
    assert (furniture, dateline) == ("list", "SEOUL, July 1")


def test_adding_twice_adds_nothing(ledger: Ledger) -> None:
    ledger.add_coded(EVERYTHING)
    assert ledger.add_coded(EVERYTHING) == Added()
    assert ledger.add_coded([TALKS, TALKS]) == Added()
    assert (count(ledger, "store.events"), count(ledger, "store.versions")) == (4, 3)


@given(
    chunks=st.lists(st.sampled_from(EVERYTHING), max_size=6),
    batch=st.integers(1, 4),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_and_batches_do_not_matter(tmp_path_factory: pytest.TempPathFactory, chunks: list, batch: int) -> None:  # type: ignore[type-arg]
    with Ledger(tmp_path_factory.mktemp("ledger") / "x.duckdb") as ledger:
        ledger.add_coded([*chunks, *EVERYTHING], batch=batch)
        assert (count(ledger, "events"), count(ledger, "stories"), count(ledger, "dyads")) == (4, 3, 5)


def test_the_same_words_elsewhere_are_one_story_with_two_pages(ledger: Ledger) -> None:
    ledger.add_coded([TALKS, replace(TALKS, story=replace(TALKS.story, source="z-1"))])
    assert (count(ledger, "stories"), count(ledger, "store.versions"), count(ledger, "events")) == (1, 2, 2)


def test_a_changed_page_is_a_new_version(ledger: Ledger) -> None:
    late = coded("a-1", event("2022-07-01 RUS,PRK 046 -"), published="2022-07-01", text="Corrected words.")
    late = replace(late, story=replace(late.story, crawled=date(2022, 7, 9)))
    ledger.add_coded([TALKS])
    ledger.add_coded([late])
    assert count(ledger, "store.events") == 3
    assert ledger.sql("select id from stories").fetchall() == [(late.story.id,)]
    assert count(ledger, "events") == 1
    before = ledger.sql("select count(*) from events", as_of=date(2022, 7, 5)).fetchall()
    assert before == [(2,)]
    assert ledger.add_coded([TALKS, late]) == Added()
    assert count(ledger, "events") == 1


def test_a_correction_with_a_later_day_of_its_own_is_known_from_that_day(ledger: Ledger) -> None:
    """Without a day of a crawl it was known from the day of its adding, and no look back saw it."""
    corrected = coded("a-1", event("2022-07-01 RUS,PRK 046 -"), published="2022-07-09", text="Corrected words.")
    ledger.add_coded([TALKS])
    ledger.add_coded([corrected])
    seen = {day: ledger.sql("select id from stories", as_of=date(2022, 7, day)).fetchall() for day in (8, 9)}
    assert seen == {8: [(TALKS.story.id,)], 9: [(corrected.story.id,)]}


def test_a_changed_page_of_the_same_day_is_known_since_it_was_added(ledger: Ledger) -> None:
    same = replace(TALKS.story, text="Other words.", id="other")
    ledger.add_coded([TALKS])
    ledger.add_coded([replace(TALKS, story=same, events=())], coder="made 1")
    assert ledger.sql("select id from stories", as_of=date(2022, 7, 20)).fetchall() == [(TALKS.story.id,)]
    assert ledger.sql("select id from stories").fetchall() == [("other",)]


def test_an_older_crawl_that_comes_late_does_not_replace_a_newer(ledger: Ledger) -> None:
    newer = replace(TALKS, story=replace(TALKS.story, crawled=date(2022, 7, 9)))
    older = coded("a-1", event("2022-07-01 RUS,PRK 046 -"), text="First words.")
    older = replace(older, story=replace(older.story, crawled=date(2022, 7, 3)))
    ledger.add_coded([newer])
    ledger.add_coded([older])
    assert ledger.sql("select id from stories").fetchall() == [(TALKS.story.id,)]


def test_recoding_adds_and_the_views_show_the_latest(ledger: Ledger) -> None:
    again = coded("a-1", event("2022-07-01 RUS,PRK 046 -"), text=TALKS.story.text, coder="made 2")
    ledger.add_coded([TALKS])
    ledger.add_coded([again])
    assert count(ledger, "store.events") == 3
    assert ledger.sql("select distinct coder from events").fetchall() == [("made 2",)]
    ((moment,),) = ledger.sql("select min(added_at) from store.batches").fetchall()
    assert ledger.sql("select count(*) from events", recorded_as_of=moment).fetchall() == [(2,)]
    changes = ledger.sql(
        "select change, count(*) from recoded('made 1', 'made 2') group by all order by all"
    ).fetchall()
    assert changes == [("gone", 1), ("same", 1)]


def test_as_of_shows_what_had_been_published(ledger: Ledger) -> None:
    ledger.add_coded(EVERYTHING)
    for day, events in (("2022-06-30", 0), ("2022-07-02", 2), ("2022-07-13", 3), ("2022-08-05", 4)):
        found = ledger.sql("select count(*) from events", as_of=date.fromisoformat(day)).fetchall()
        assert found == [(events,)]


def test_symmetric_events_stand_in_both_directions(ledger: Ledger) -> None:
    ledger.add_coded([TALKS])
    rows = ledger.sql("select source, target, is_symmetric from dyads order by all").fetchall()
    assert rows == [("PRK", "RUS", True), ("RUS", "PRK", True), ("USA", "PRK", False)]


def test_armed_groups_and_partial_entities_are_their_own_party(ledger: Ledger) -> None:
    ledger.add_coded([coded("x", event("2022-07-13 PRK 054 partial:dpr/UKR"), event("2022-07-14 group:g 190 UKR"))])
    assert ledger.sql("select source, target from dyads order by all").fetchall() == [
        ("PRK", "partial:dpr"),
        ("group:g", "UKR"),
    ]


def test_pages_are_coded_once(ledger: Ledger) -> None:
    page = Page(name="p", content="Lithuania expelled three Belarusian diplomats on Thursday.", kind="text")
    refusal = Refusal(source="q", stage="read", reason="no such file")
    first = ledger.add([page, refusal])
    assert (first.stories, first.events, first.refusals) == (1, 1, (refusal,))
    again = ledger.add([page, page])
    assert (again.stories, again.events, again.known) == (0, 0, 2)


def test_readers_see_whole_batches_during_a_write(ledger: Ledger) -> None:
    seen: set[int] = set()

    def read() -> None:
        cursor = ledger.cursor()
        for _ in range(50):
            ((number,),) = cursor.execute("select count(*) from events").fetchall()
            seen.add(number)

    reader = threading.Thread(target=read)
    reader.start()
    ledger.add_coded(EVERYTHING, batch=1, refresh=False)
    reader.join()
    assert seen <= {0, 2, 3, 4}


def test_a_second_process_is_refused_by_name(ledger: Ledger) -> None:
    ledger.add_coded(EVERYTHING)
    script = "import sys; from detente.ledger import Ledger; Ledger(sys.argv[1], read_only=True)"
    done = subprocess.run([sys.executable, "-c", script, str(ledger.path)], capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 1
    assert "LedgerError" in done.stderr
    assert "has it open" in done.stderr
    ledger.close()
    subprocess.run([sys.executable, "-c", script, str(ledger.path)], check=True)  # noqa: S603


def test_read_only_refuses_to_write(ledger: Ledger) -> None:
    ledger.add_coded(EVERYTHING)
    ledger.close()
    with Ledger(ledger.path, read_only=True) as reader:
        assert count(reader, "events") == 4
        with pytest.raises(LedgerError, match="read-only"):
            reader.add_coded(EVERYTHING)


def test_files_that_are_no_ledger_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such file"):
        Ledger(tmp_path / "none.duckdb", read_only=True)
    with pytest.raises(LedgerError, match="folder does not exist"):
        Ledger(tmp_path / "no" / "x.duckdb")
    (tmp_path / "text.duckdb").write_text("a text")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(tmp_path / "text.duckdb")
    for name in ("table.csv", "table.json", "table.parquet", "empty.duckdb"):
        (tmp_path / name).write_text("" if name.startswith("empty") else "id,day\n1,2022-07-13\n")
        for read_only in (True, False):
            with pytest.raises(LedgerError, match="not a ledger, nor any other DuckDB file"):
                Ledger(tmp_path / name, read_only=read_only)
    duckdb.connect(str(tmp_path / "other.duckdb")).execute("create table t (a int)").close()
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(tmp_path / "other.duckdb")


def test_a_newer_schema_is_refused_and_a_lost_column_comes_back(ledger: Ledger) -> None:
    path = ledger.path
    ledger.cursor().execute("alter table store.events drop column trigger_span")
    ledger.cursor().execute("comment on view events is 'of an older version'")
    ledger.close()
    with Ledger(path) as again:
        assert "trigger_span" in [name for name, *_ in again.sql("describe events").fetchall()]
        again.cursor().execute("insert into migrations values (99, now())")
    with pytest.raises(LedgerError, match="newer Detente"):
        Ledger(path)


def test_an_answer_comes_as_arrow_and_as_data_frames(ledger: Ledger) -> None:
    ledger.add_coded(EVERYTHING)
    query = "select source, count(*) as events from dyads group by source order by source"
    expected = ledger.sql(query).fetchall()
    table = pa.table(ledger.sql(query).arrow().read_all())
    assert list(zip(*table.to_pydict().values(), strict=True)) == expected


@pytest.mark.parametrize(("module", "method"), [("pandas", "df"), ("polars", "pl")])
def test_an_answer_comes_as_a_data_frame(ledger: Ledger, module: str, method: str) -> None:
    pytest.importorskip(module, reason=f"{module} is not installed; .{method}() needs it")
    ledger.add_coded(EVERYTHING)
    frame = getattr(ledger.sql("select source, target from dyads"), method)()
    assert frame.shape == (count(ledger, "dyads"), 2)
