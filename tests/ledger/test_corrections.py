"""A reviewer's word stands beside the coder's reading, shows in every view, and outlives a newer coder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import ontology
from detente.ledger import VERDICTS, Correction, Ledger, LedgerError, Verdict
from detente.ledger.corrections import SURE, code_for, is_review, reviewed, reviewed_coder
from detente.records import Event
from tests.ledger.made import CODER, actor, coded, event

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
STORY = coded(
    "Wire-1",
    event("2022-07-14 LTU 166 BLR", "Lithuania expelled three Belarusian diplomats."),
    event("2022-07-15 BLR 112 LTU", "Belarus accused Lithuania of a provocation."),
)
EXPELLED, ACCUSED = STORY.events


def word(on: Event, verdict: Verdict, *, minutes: int = 0, **changes: object) -> Correction:
    as_read = Correction(
        event_id=on.id,
        story_id=on.story_id,
        coder=on.coder,
        verdict=verdict,
        event_type=on.event_type,
        mode=on.mode,
        cameo=on.cameo,
        auxiliary=on.auxiliary,
        actors=on.actors,
        recipients=on.recipients,
        reviewer="Ada",
        reviewed_at=NOW + timedelta(minutes=minutes),
    )
    return replace(as_read, **changes)  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.duckdb") as ledger:
        ledger.add_coded([STORY])
        yield ledger


BY_THE_CODER = f"from store.events where coder = '{CODER}' order by id"


def types(ledger: Ledger) -> list[tuple[str, str | None]]:
    return ledger.sql("select event_type, mode from events order by date").fetchall()


def test_a_rejected_event_is_in_no_view(ledger: Ledger) -> None:
    ledger.correct(word(EXPELLED, "reject"))
    assert types(ledger) == [("ACCUSE", "allege")]
    assert ledger.sql("select distinct event_type from dyads").fetchall() == [("ACCUSE",)]
    assert ledger.sql("select event_type from happenings").fetchall() == [("ACCUSE",)]
    assert not [fact for fact in ledger.relations("LTU", "BLR").latest if fact.event_type == "SANCTION"]


def test_a_corrected_event_is_shown_corrected(ledger: Ledger) -> None:
    sides = word(EXPELLED, "correct", actors=(actor("POL"),), recipients=EXPELLED.actors, auxiliary=("future",))
    ledger.correct(replace(sides, event_type="THREATEN", mode="expel", cameo="1384"))
    ((shown, actors, recipients, quad, score, auxiliary, confidence),) = ledger.sql(
        "select id, actors[1].country, recipients[1].country, quad_code, score, auxiliary, confidence "
        "from events where event_type = 'THREATEN'"
    ).fetchall()
    assert (shown, actors, recipients, auxiliary, confidence) == (EXPELLED.id, "POL", "LTU", ["future"], SURE)
    assert (quad, score) == (ontology.quad_code("THREATEN"), ontology.score("THREATEN", "expel"))
    assert ("POL", "LTU") in ledger.sql("select source, target from dyads").fetchall()


def test_the_coders_reading_is_kept(ledger: Ledger) -> None:
    before = ledger.sql(BY_THE_CODER).fetchall()
    ledger.correct(word(EXPELLED, "reject"))
    ledger.correct(word(ACCUSED, "accept", minutes=1))
    assert ledger.sql(BY_THE_CODER).fetchall() == before
    assert [(each.reviewer, each.verdict, each.event_id) for each in ledger.corrections()] == [
        ("Ada", "reject", EXPELLED.id),
        ("Ada", "accept", ACCUSED.id),
    ]
    ((coder, confidence),) = ledger.sql("select coder, confidence from events").fetchall()
    assert (coder, confidence) == (f"{CODER}, review 2", SURE)


def test_the_latest_word_counts(ledger: Ledger) -> None:
    ledger.correct(word(EXPELLED, "reject"))
    ledger.correct(word(EXPELLED, "accept", minutes=1))
    assert types(ledger) == [("SANCTION", "expel"), ("ACCUSE", "allege")]
    assert len(ledger.corrections()) == 2


def test_what_stood_before_the_review_can_be_asked_for(ledger: Ledger) -> None:
    ((then,),) = ledger.sql("select max(added_at) at time zone 'UTC' from store.batches").fetchall()
    ledger.correct(word(EXPELLED, "reject"))
    assert len(ledger.sql("from events", recorded_as_of=then.replace(tzinfo=UTC)).fetchall()) == 2


def test_a_newer_coder_does_not_undo_a_review(ledger: Ledger) -> None:
    ledger.correct(word(EXPELLED, "reject"))
    ledger.correct(word(ACCUSED, "correct", minutes=1, auxiliary=("negation",)))
    third = replace(event("2022-07-16 LTU 042 POL", "Lithuania's president visited Poland."), coder="made 2")
    anew = [replace(each, coder="made 2") for each in (EXPELLED, ACCUSED)]
    third = replace(third, id="third", story_id=STORY.story.id)
    added = ledger.add_coded([replace(STORY, events=(*anew, third))])
    assert added.events == 3
    assert types(ledger) == [("ACCUSE", "allege"), ("CONSULT", "visit")]
    found = ledger.sql("select coder, auxiliary from events where event_type = 'ACCUSE'").fetchall()
    assert found == [("made 2, review 1", ["negation"])]


def test_what_a_reviewer_confirmed_stands_where_a_newer_coder_finds_nothing(ledger: Ledger) -> None:
    ledger.correct(word(EXPELLED, "accept"))
    ledger.add_coded([replace(STORY, events=())], coder="made 2")
    assert types(ledger) == [("SANCTION", "expel")]


def test_a_refresh_after_reviews_is_one_of_everything(ledger: Ledger) -> None:
    ledger.correct(word(EXPELLED, "correct", recipients=(actor("RUS"),)))
    step = ledger.sql("select * exclude (score) from happenings order by all").fetchall()
    ledger.sql("select 1").fetchall()
    ledger.cursor().execute("delete from derived.state")
    ledger.refresh()
    assert ledger.sql("select * exclude (score) from happenings order by all").fetchall() == step


def test_a_read_only_ledger_takes_no_corrections(ledger: Ledger) -> None:
    path = ledger.path
    ledger.close()
    with Ledger(path, read_only=True) as reading, pytest.raises(LedgerError, match="read-only"):
        reading.correct(word(EXPELLED, "reject"))


def test_every_type_and_mode_has_a_code() -> None:
    for event_type in ontology.event_types():
        for mode in (None, *ontology.modes(event_type)):
            code = code_for(event_type, mode, now="190")
            assert ontology.cameo_codes()[code].event_type == event_type


@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from(VERDICTS)), max_size=6))
def test_events_after_review_are_those_not_rejected_last(words: list[tuple[int, Verdict]]) -> None:
    corrections = [word(STORY.events[at], verdict, minutes=n) for n, (at, verdict) in enumerate(words)]
    kept = reviewed(STORY.events, corrections, base=CODER, coder=f"{CODER}, review 1")
    rejected = {at for at, verdict in dict(words).items() if verdict == "reject"}
    assert [each.id for each in kept] == [each.id for at, each in enumerate(STORY.events) if at not in rejected]
    assert all(is_review(each.coder) and reviewed_coder(each.coder) == CODER for each in kept)
