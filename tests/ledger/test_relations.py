from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import ontology
from detente.export.plover import records
from detente.export.rows import export_rows
from detente.ledger import Ledger, Relation
from detente.ledger.relation import find_changes
from tests.ledger.made import coded, event

RECOGNISED = event(
    "2022-07-13 PRK 054 partial:dpr/UKR", "North Korea recognised the independence of the Donetsk republic."
)
SEVERED = event("2022-07-13 UKR 161 PRK", "Kyiv severed diplomatic relations with Pyongyang in response.")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "news.duckdb")


def facts(relation: Relation) -> dict[str, tuple[str, date | None, date | None]]:
    return {fact.fact: (fact.state, fact.since, fact.until) for fact in relation.facts}


def test_recognition_stands_and_relations_are_broken(ledger: Ledger) -> None:
    ledger.add_coded([coded("a", RECOGNISED, SEVERED), coded("b", SEVERED)])
    assert facts(ledger.relations("PRK", "partial:dpr")) == {"recognition": ("standing", date(2022, 7, 13), None)}
    (broken,) = ledger.relations("UKR", "PRK").facts
    assert (broken.fact, broken.state, broken.since, broken.until) == (
        "diplomatic relations",
        "ended",
        None,
        date(2022, 7, 13),
    )
    assert (broken.closed_by_party, broken.reports, broken.evidence) == ("UKR", 2, SEVERED.sentence)
    assert ledger.relations("UKR", "PRK", as_of=date(2022, 7, 12)).facts == ()


def test_what_a_break_answered_is_told(ledger: Ledger) -> None:
    story = coded("a", RECOGNISED, SEVERED)
    recognised, severed = story.events
    ledger.add_coded([replace(story, events=(recognised, replace(severed, in_response_to=recognised.id)))])
    (broken,) = ledger.relations("UKR", "PRK").facts
    assert (broken.closed_in_response_to, broken.in_response_to) == (recognised.id, recognised.id)
    assert broken.answered == RECOGNISED.sentence
    (recognition,) = ledger.relations("PRK", "partial:dpr").facts
    assert (recognition.in_response_to, recognition.answered) == (None, None)
    (linked,) = [event for event in export_rows(ledger) if event.event.id == severed.id]
    (record,) = records([linked])
    assert record["link"] == recognised.id


@pytest.mark.parametrize("mode", ["future", "hypothetical", "negation"])
def test_what_is_not_fact_opens_nothing(ledger: Ledger, mode: str) -> None:
    ledger.add_coded([coded("a", event("2022-07-13 USA 163 PRK", auxiliary=(mode,)))])
    relation = ledger.relations("USA", "PRK")
    assert relation.facts == ()
    assert [e.auxiliary for e in relation.latest] == [(mode,)]
    assert relation.directions == ()


def test_what_is_told_of_the_past_is_history(ledger: Ledger) -> None:
    ledger.add_coded([coded("a", event("1961-07-06 SUN,PRK 057 -", auxiliary=("historical",)), published="2022-08-15")])
    assert facts(ledger.relations("PRK", "SUN")) == {"treaty or alliance": ("history", date(1961, 7, 6), None)}


def test_facts_open_close_and_open_again(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            coded("a", event("2020-01-01 USA 163 SDN")),
            coded("b", event("2020-06-01 USA 163 SDN")),
            coded("c", event("2021-03-01 USA 085 SDN")),
            coded("d", event("2022-02-01 USA 163 SDN")),
        ]
    )
    spells = [(f.since, f.until, f.state) for f in ledger.relations("USA", "SDN").facts if f.fact == "sanctions"]
    assert sorted(spells) == [
        (date(2020, 1, 1), date(2021, 3, 1), "ended"),
        (date(2022, 2, 1), None, "standing"),
    ]


def test_fighting_stops_with_a_cease_fire_and_lapses_without_news(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            coded("a", event("2022-09-13 AZE 194 ARM")),
            coded("b", event("2022-09-15 ARM,AZE 0871 -")),
            coded("c", event("2020-01-02 ETH 190 ERI")),
        ]
    )
    relation = facts(ledger.relations("ARM", "AZE"))
    assert relation["armed conflict"] == ("ended", date(2022, 9, 13), date(2022, 9, 15))
    assert relation["cease-fire"] == ("standing", date(2022, 9, 15), None)
    assert facts(ledger.relations("ETH", "ERI"))["armed conflict"] == ("lapsed", date(2020, 1, 2), None)
    as_of = ledger.relations("ETH", "ERI", as_of=date(2020, 3, 1))
    assert facts(as_of)["armed conflict"] == ("standing", date(2020, 1, 2), None)


def test_confidence_grows_with_independent_origins(ledger: Ledger) -> None:
    ledger.add_coded([coded("a", SEVERED)])
    (once,) = ledger.relations("UKR", "PRK").facts
    ledger.add_coded(
        [coded("b", event("2022-07-14 UKR 161 PRK", "Ukraine broke off its ties to North Korea on Wednesday."))]
    )
    (twice,) = ledger.relations("UKR", "PRK").facts
    assert once.confidence < twice.confidence < 1


def test_directions_and_series_count_a_mutual_event_once(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            coded(
                "a", event("2022-07-01 RUS,PRK 046 -"), event("2022-07-20 RUS 071 PRK"), event("2022-08-02 USA 163 RUS")
            )
        ]
    )
    relation = ledger.relations("RUS", "PRK")
    assert [(d.source, d.events) for d in relation.directions] == [("RUS", 2), ("PRK", 1), ("both", 2)]
    month = "select events, verbal_cooperation, material_cooperation, per_thousand from undirected_series('RUS','PRK','month')"
    assert ledger.sql(month).fetchall() == [(2, 1, 1, 1000.0)]
    directed = ledger.sql("select source, events from dyad_series('RUS', 'PRK', 'year') order by source").fetchall()
    assert directed == [("PRK", 1), ("RUS", 2)]
    assert ledger.sql("select count(*) from dyad_month").fetchall() == [(3,)]


def test_change_points_name_the_events_behind(ledger: Ledger) -> None:
    start = date(2021, 1, 4)
    calm = [
        coded(f"c{n}", event(f"{start + timedelta(weeks=n)} IND,PAK 046 -", f"Meeting number {n}.")) for n in range(30)
    ]
    war = [
        coded(f"w{n}-{k}", event(f"{start + timedelta(weeks=30 + n, days=k)} IND 190 PAK", f"Fighting {n} {k}."))
        for n in range(6)
        for k in range(5)
    ]
    ledger.add_coded(calm + war, batch=100)
    relation = ledger.relations("IND", "PAK")
    (change,) = relation.change_points
    assert change.week == start + timedelta(weeks=30)
    assert change.conflict_before == 0 < change.conflict_after
    assert {e.event_type for e in change.behind} == {"ASSAULT"}
    assert relation.trend == "cooling"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=80))
def test_changes_lie_within_the_series_in_order(counts: list[int]) -> None:
    found = find_changes(np.array(counts, dtype=float)[:, None])
    assert found == sorted(set(found))
    assert all(0 < cut < len(counts) for cut in found)


def test_a_steady_series_has_no_change() -> None:
    assert find_changes(np.full((200, 2), 3.0)) == []


def test_the_rules_name_what_the_ontology_has() -> None:
    codes = ontology.cameo_codes()
    for rule in ontology.read_table("standing_facts.tsv"):
        assert ontology.is_valid(rule["event_type"], rule["mode"] or None), rule
        assert any(code.startswith(rule["cameo"]) for code in codes), rule
        assert rule["effect"] in {"opens", "closes", "breaks"}
        assert rule["sides"] in {"mutual", "directed"}
