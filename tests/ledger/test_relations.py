from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import ontology
from detente.export.plover import records
from detente.export.rows import export_rows, pairs
from detente.ledger import Ledger, Relation
from detente.ledger.relation import THIN_EVENTS, find_changes
from detente.records import Actor
from tests.ledger.made import actor, coded, event, undated

RECOGNISED = event(
    "2022-07-13 PRK 054 partial:dpr/UKR", "North Korea <recognised> the independence of the Donetsk republic."
)
SEVERED = event("2022-07-13 UKR 161 PRK", "Kyiv <severed> diplomatic relations with Pyongyang in response.")


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


def test_history_alone_does_not_run_on_into_what_is_opened_anew(ledger: Ledger) -> None:
    old = event(
        "1938-05-02 BOL,PRY 057 -", "Bolivia and Paraguay last <signed> a pact in 1938.", auxiliary=("historical",)
    )
    new = event("2026-03-04 BOL,PRY 057 -", "Bolivia and Paraguay <signed> a border pact on Wednesday.")
    ledger.add_coded([coded("a", old, new)])
    told = [(fact.state, fact.since, fact.evidence) for fact in ledger.relations("BOL", "PRY").facts]
    assert told == [
        ("standing", date(2026, 3, 4), new.sentence),
        ("history", date(1938, 5, 2), old.sentence),
    ]


def test_history_of_the_same_affair_is_where_it_began(ledger: Ledger) -> None:
    begun = event("2025-08-02 PER 163 BOL", "Peru had <put> sanctions on Bolivia in August.", auxiliary=("historical",))
    widened = event("2026-03-04 PER 163 BOL", "Peru <widened> its sanctions on Bolivia on Wednesday.")
    ledger.add_coded([coded("a", begun, widened)])
    assert facts(ledger.relations("PER", "BOL")) == {"sanctions": ("standing", date(2025, 8, 2), None)}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("<agreed> on a three-day truce", "lapsed"),
        ("<agreed> on a cease-fire for the Easter weekend", "lapsed"),
        ("<agreed> on a truce", "standing"),
        ("<agreed> on a truce after four days of talks", "standing"),
    ],
)
def test_a_truce_for_days_does_not_stand_for_years(ledger: Ledger, words: str, state: str) -> None:
    truce = event("2021-04-05 PER,CHL 0352 -", f"Peru and Chile {words}.")
    later = event("2021-10-05 PER 112 BOL", "Peru accused Bolivia of theft.")
    ledger.add_coded([coded("a", truce), coded("b", later)])
    assert facts(ledger.relations("PER", "CHL")) == {"cease-fire": (state, date(2021, 4, 5), None)}


@pytest.mark.parametrize(
    ("line", "sentence", "is_between_them"),
    [
        ("2026-03-04 PER,CHL 150 -", "Vessels of the two navies watch the strait.", False),
        ("2026-03-04 PER,CHL 111 -", "Peru and Chile denounced the raid.", False),
        ("2026-03-04 PER,CHL 051 -", "Peru and Chile hailed the ruling.", False),
        ("2026-03-04 PER,CHL 073 -", "Peru and Chile sent tents.", False),
        ("2026-03-04 PER,CHL 112 -", "Peru and Chile traded accusations of spying.", True),
        ("2026-03-04 PER,CHL 161 -", "Peru and Chile broke off relations.", True),
        ("2026-03-04 PER,CHL 193 -", "Peruvian and Chilean patrols fought at the river.", True),
        ("2026-03-04 PER,CHL 046 -", "Peru and Chile opened talks.", True),
    ],
)
def test_what_two_do_side_by_side_is_no_act_between_them(
    ledger: Ledger, line: str, sentence: str, is_between_them: bool
) -> None:
    ledger.add_coded([coded("a", event(line, sentence))])
    directions = [(d.source, d.target) for d in ledger.relations("PER", "CHL").directions]
    assert bool(directions) is is_between_them
    (row,) = export_rows(ledger)
    assert all((pair.recipient is not None) is is_between_them for pair in pairs(row))
    assert row.happening_pairs == len([*pairs(row)])


def named(name: str) -> Actor:
    """Somebody whom only the story knows, by name."""
    return replace(actor("group:x"), text=name, name=name, entity_id=None, sector=None)


@pytest.mark.parametrize(
    ("doer", "other", "confidence", "has_fact"),
    [
        (actor("RUS"), actor("UKR"), 0.8, True),
        (actor("RUS"), actor("group:a-front"), 0.6, True),
        (actor("RUS"), actor("partial:dpr/UKR"), 0.8, True),
        (actor("RUS"), actor("UKR"), 0.59, False),
        (actor("RUS"), named("rebels"), 0.9, False),
        (named("Moon Raiders"), named("ABC"), 0.9, False),
        (actor("RUS"), actor("person:a-striker"), 0.9, False),
    ],
    ids=lambda value: value.name if isinstance(value, Actor) else None,
)
def test_facts_stand_between_known_parties_on_events_that_are_likely_right(
    ledger: Ledger, doer: Actor, other: Actor, confidence: float, has_fact: bool
) -> None:
    fought = replace(event("2022-07-13 RUS 190 UKR"), actors=(doer,), recipients=(other,), confidence=confidence)
    ledger.add_coded([coded("a", fought)])
    assert ledger.sql("select count(*) = 1 from relations where fact = 'armed conflict'").fetchall() == [(has_fact,)]
    assert ledger.sql("select count(*) from dyads").fetchall() == [(1,)]


def test_a_doubtful_end_ends_nothing(ledger: Ledger) -> None:
    lifted = replace(event("2021-03-01 USA 085 SDN"), confidence=0.5)
    ledger.add_coded([coded("a", event("2020-01-01 USA 163 SDN")), coded("b", lifted)])
    assert facts(ledger.relations("USA", "SDN"))["sanctions"] == ("lapsed", date(2020, 1, 1), None)


def test_what_is_told_of_the_past_is_history(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            coded(
                "a",
                event("1961-07-06 SUN,PRK 057 -", "They <signed> a treaty.", auxiliary=("historical",)),
                published="2022-08-15",
            )
        ]
    )
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
        [coded("b", event("2022-07-14 UKR 161 PRK", "Ukraine <broke off> its ties to North Korea on Wednesday."))]
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


def test_a_mutual_event_weighs_in_the_mean_once(ledger: Ledger) -> None:
    talks = event("2022-07-06 RUS,PRK 046 -", "Russia and North Korea held talks in Vladivostok.")
    blows = [event(f"2022-07-{day:02} RUS 190 PRK", f"A border post was shelled, {day}.") for day in (4, 5)]
    ledger.add_coded([coded("a", talks), coded("b", *blows)])
    relation = ledger.relations("RUS", "PRK")
    (both,) = [way for way in relation.directions if way.source == "both"]
    mean = (talks.score + sum(blow.score for blow in blows)) / 3
    assert relation.recent_score == both.mean_score == pytest.approx(mean)
    assert relation.recent_events == both.events == 3


def test_a_doubled_mutual_event_makes_no_trend(ledger: Ledger) -> None:
    """Each way's half once counted apart: here the talks outweighed the threat and the dyad was said to warm."""
    words = ("harbour", "railway", "embassy", "pipeline")
    earlier = [
        coded(
            f"e{at}",
            *(event(f"2021-01-{4 * at + day:02} RUS 040 PRK", f"They spoke of the {word}, {day}.") for day in (1, 2)),
        )
        for at, word in enumerate(words)
    ]
    recent = [
        coded(
            f"r{at}",
            event(f"2022-07-{at + 1:02} RUS,PRK 046 -", f"Both sat down about the {word}."),
            event(f"2022-07-{at + 1:02} RUS 130 PRK", f"Moscow threatened to shut the {word}."),
            event(f"2022-07-{at + 1:02} PRK 111 RUS", f"The {word} was Pyongyang's reproach."),
        )
        for at, word in enumerate(words)
    ]
    ledger.add_coded([*earlier, *recent])
    relation = ledger.relations("RUS", "PRK")
    assert relation.recent_score is not None
    assert relation.earlier_score is not None
    codes = [ontology.cameo_codes()[c] for c in ("046", "130", "111")]
    assert relation.recent_score == pytest.approx(sum(ontology.score(c.event_type, c.mode) for c in codes) / 3)
    assert (relation.recent_events, relation.earlier_events, relation.trend) == (12, 8, "cooling")


def test_no_trend_rests_on_thin_evidence(ledger: Ledger) -> None:
    """Three events of one text warmed a pair; the mean of so few means nothing."""
    blows = [event(f"2021-01-{day:02} RUS 190 PRK", f"A border post was shelled, {day}.") for day in (4, 5, 6)]
    talks = [event(f"2022-07-{day:02} RUS 046 PRK", f"They spoke, {day}.") for day in (4, 5, 6)]
    ledger.add_coded([coded("a", *blows), coded("b", *talks)])
    relation = ledger.relations("RUS", "PRK")
    assert (relation.recent_events, relation.earlier_events, relation.is_recent_thin) == (3, 3, True)
    assert relation.trend == "unknown"


def test_recent_is_what_the_ledger_has_of_late_not_the_pair(ledger: Ledger) -> None:
    """A pair that was silent for years was said to warm by what it did in the last months before."""
    talks = [event(f"2020-07-{day:02} RUS 046 PRK", f"They spoke, {day}.") for day in range(4, 14)]
    ledger.add_coded([coded("a", *talks), coded("b", event("2022-07-04 FRA 112 ITA"))])
    relation = ledger.relations("RUS", "PRK")
    assert (relation.recent_score, relation.recent_events, relation.earlier_events) == (None, 0, 10)
    assert relation.trend == "unknown"
    then = ledger.relations("RUS", "PRK", as_of=date(2020, 8, 1))
    assert (then.recent_events, then.earlier_events) == (10, 0)


def test_a_page_without_a_day_moves_nothing(ledger: Ledger) -> None:
    """A recipe without a date stood on the day of its adding, and the ledger's last 90 days were empty."""
    talks = [event(f"2022-07-{day:02} RUS 046 PRK", f"They spoke, {day}.") for day in range(4, 14)]
    ledger.add_coded([coded("a", *talks)])
    before = ledger.relations("RUS", "PRK")
    recipe = coded("recipe", undated(event("2022-07-04 FRA 112 ITA", "Beat the eggs.")))
    ledger.add_coded([replace(recipe, story=replace(recipe.story, published=None))])
    assert ledger.relations("RUS", "PRK") == before
    assert before.recent_events == 10


def test_what_lies_after_the_day_looked_back_to_is_a_plan(ledger: Ledger) -> None:
    met = event("2022-07-04 RUS 046 PRK", "They met on Monday.")
    coming = event("2022-07-20 RUS 042 PRK", "The minister visits Pyongyang on July 20.")
    ledger.add_coded([coded("a", met, coming, published="2022-07-05")])
    then = ledger.relations("RUS", "PRK", as_of=date(2022, 7, 10))
    assert {way.last_day for way in then.directions} == {date(2022, 7, 4)}
    assert [(each.date.day, each.auxiliary) for each in then.latest] == [(20, ("future",)), (4, ())]
    assert then.recent_events == 1
    assert {way.last_day for way in ledger.relations("RUS", "PRK").directions} == {date(2022, 7, 20)}


def test_why_there_is_no_trend_is_told(ledger: Ledger) -> None:
    talks = [event(f"2020-07-{day:02} RUS 046 PRK", f"They spoke, {day}.") for day in range(4, 14)]
    ledger.add_coded([coded("a", *talks[:5]), coded("b", *talks[5:]), coded("c", event("2022-07-04 FRA 112 ITA"))])
    assert ledger.relations("RUS", "PRK").why_unknown == "no dated event in the 90 days to 2022-07-04"
    then = ledger.relations("RUS", "PRK", as_of=date(2020, 7, 20))
    assert then.why_unknown == "no dated event before the 90 days to 2020-07-20"
    assert ledger.relations("FRA", "ITA").why_unknown == "only 1 dated event of 1 text in the 90 days to 2022-07-04"


def test_every_truce_ends_the_fighting() -> None:
    rules = ontology.read_table("standing_facts.tsv")
    asked = ("event_type", "cameo", "mode", "words", "unless", "sides")
    opens = {tuple(r[each] for each in asked) for r in rules if (r["fact"], r["effect"]) == ("cease-fire", "opens")}
    ends = {tuple(r[each] for each in asked) for r in rules if (r["fact"], r["effect"]) == ("armed conflict", "breaks")}
    assert opens
    assert opens <= ends


def test_one_sentence_counts_once_however_many_texts_print_it(ledger: Ledger) -> None:
    """A teaser of a site stood beside two of its stories and was two origins."""
    teaser = event(
        "2022-07-04 FRA 163 ITA", "France <imposed> an embargo on Italian cheese, its ministry said on Monday."
    )
    own = event("2022-07-05 FRA 163 ITA", "Paris <banned> cheese from Italy, the dairies of Parma complained.")
    rest = [
        event("2022-07-04 PER 112 BOL", f"{word.title()} and {word} of {word} filled the hall of {word} all day long.")
        for word in ("anger", "music", "silence")
    ]
    texts = [coded("a", teaser, rest[0]), coded("b", teaser, rest[1]), coded("c", own, rest[2])]
    ledger.add_coded(texts[:2])
    (told,) = ledger.relations("FRA", "ITA").facts
    assert (told.reports, told.origins) == (2, 1)
    assert told.confidence == pytest.approx(0.8)
    assert ledger.sql("select max(origins) from happenings where event_type = 'SANCTION'").fetchall() == [(1,)]
    ledger.add_coded(texts[2:])
    (told,) = ledger.relations("FRA", "ITA").facts
    assert (told.reports, told.origins) == (3, 2)
    assert told.confidence == pytest.approx(0.96)


def test_the_words_of_an_end_are_those_of_the_day_on_which_it_ended(ledger: Ledger) -> None:
    """The end's words were once those of its likeliest event: of an embassy that closed years after the truce."""
    fought = event("2022-06-12 ETH 193 ERI", "Ethiopian guns <fired>.")
    truce = replace(event("2022-06-14 ETH,ERI 0871 -", "The armies <stopped> shooting."), confidence=0.65)
    peace = event("2022-07-20 ERI,ETH 057 -", "Eritrea closed the embassy weeks after both had <made peace>.")
    ledger.add_coded([coded("a", fought, truce), coded("b", peace)])
    (war,) = [fact for fact in ledger.relations("ERI", "ETH").facts if fact.fact == "armed conflict"]
    assert (war.until, war.evidence) == (date(2022, 6, 14), truce.sentence)


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


def test_a_day_that_nobody_told_is_marked(ledger: Ledger) -> None:
    armed = undated(event("2022-01-01 RUS 163 UKR", "Moscow has long <barred> goods from Ukraine."))
    ledger.add_coded([coded("a", armed, event("2022-06-01 RUS 111 UKR"), published="2022-08-01")])
    relation = ledger.relations("RUS", "UKR")
    assert [(e.date, e.is_dated) for e in relation.latest] == [(date(2022, 8, 1), False), (date(2022, 6, 1), True)]
    (fact,) = relation.facts
    assert (fact.since, fact.is_since_dated, fact.is_until_dated, fact.is_last_dated) == (
        date(2022, 8, 1),
        False,
        None,
        False,
    )
    (forth, both) = relation.directions
    assert (forth.events, forth.undated, forth.first_day, forth.last_day) == (2, 1, date(2022, 6, 1), date(2022, 6, 1))
    assert both.undated == 1
    months = "select month, events, undated from dyad_month order by month"
    assert ledger.sql(months).fetchall() == [(date(2022, 6, 1), 1, 0), (date(2022, 8, 1), 1, 1)]
    series = "select events, undated from undirected_series('RUS', 'UKR', 'year')"
    assert ledger.sql(series).fetchall() == [(2, 1)]
    assert ledger.sql("select events, undated from compared order by month").fetchall() == [(1, 0), (1, 1)]


def test_an_own_day_is_a_happenings_day_before_that_of_a_report(ledger: Ledger) -> None:
    told, late = "Russian jets bombed the harbour at Odesa.", "Jets of Russia bombed the harbour of Odesa."
    ledger.add_coded(
        [
            coded("a", undated(event("2022-08-05 RUS 195 UKR", late, place="Odesa")), published="2022-08-06"),
            coded("b", undated(event("2022-08-05 RUS 195 UKR", told, place="Odesa")), published="2022-08-06"),
            coded("c", event("2022-08-05 RUS 195 UKR", told + " Nine died.", place="Odesa")),
        ]
    )
    happenings = "select date, is_dated, reports from happenings"
    assert ledger.sql(happenings).fetchall() == [(date(2022, 8, 5), True, 3)]
    assert ledger.sql(happenings, as_of=date(2022, 8, 5)).fetchall() == [(date(2022, 8, 5), True, 1)]


def test_no_trend_and_no_change_rests_on_days_of_reports(ledger: Ledger) -> None:
    crawl = [undated(event("2022-01-01 IND 190 PAK", f"Shells fell, crawled {n}.")) for n in range(40)]
    meetings = [
        coded(f"m{n}", event(f"{date(2021, 1, 4) + timedelta(weeks=n)} IND,PAK 046 -", f"Meeting number {n}."))
        for n in range(20)
    ]
    ledger.add_coded([*meetings, coded("crawl", *crawl, published="2021-05-20")], batch=100)
    relation = ledger.relations("IND", "PAK")
    assert relation.change_points == ()
    assert relation.recent_score is not None
    assert relation.recent_score > 0
    assert relation.recent_events < len(meetings)


def by(code: str, sector: str) -> Actor:
    return actor(code, sector=sector)


@pytest.mark.parametrize(
    ("doer", "cameo", "other", "counts"),
    [
        (by("NOR", "GOV"), "111", by("CHL", "GOV"), True),
        (by("NOR", "CVL"), "120", by("CHL", "GOV"), False),
        (by("NOR", "JRN"), "111", by("CHL", "GOV"), False),
        (by("NOR", "BUS"), "061", by("CHL", "GOV"), False),
        (by("NOR", "COP"), "173", by("CHL", "CVL"), False),
        (by("NOR", "JUD"), "112", by("CHL", "CRM"), False),
        (by("NOR", "GOV"), "111", by("CHL", "JRN"), False),
        (by("NOR", "GOV"), "111", by("CHL", "BUS"), True),
        (by("NOR", "GOV"), "174", by("CHL", "CVL"), True),
        (by("NOR", "MIL"), "190", by("CHL", "CVL"), True),
        (by("NOR", "GOV"), "073", by("CHL", "REF"), True),
        (by("NOR", "PRM"), "190", by("CHL", "MIL"), True),
        (replace(by("NOR", "NGO"), country="NGO", entity_id="org:kennel-club"), "111", by("CHL", "GOV"), True),
        (by("VAT", "REL"), "111", by("CHL", "GOV"), True),
        (by("VNM", "PTY"), "111", by("CHL", "GOV"), True),
        (by("NOR", "PTY"), "111", by("CHL", "GOV"), False),
    ],
)
def test_private_people_do_not_act_for_their_state(
    ledger: Ledger, doer: Actor, cameo: str, other: Actor, *, counts: bool
) -> None:
    told = event(f"2022-07-13 NOR {cameo} CHL", "Somebody did something to somebody else that day.")
    ledger.add_coded([coded("a", replace(told, actors=(doer,), recipients=(other,)))])
    party = doer.entity_id if doer.country == "NGO" else doer.country
    relation = ledger.relations(party or "", "CHL")
    assert (len(relation.directions) > 0, relation.left_out) == ((True, 0) if counts else (False, 1))
    assert bool(relation.latest) == counts
    assert ledger.sql("select is_public from dyads").fetchall() == [(counts,)]


def test_a_meeting_of_a_state_with_a_private_person_is_none_of_two_states(ledger: Ledger) -> None:
    talk = event("2022-07-13 NOR,CHL 040 -", "The two met in Oslo.")
    ledger.add_coded([coded("a", replace(talk, actors=(by("NOR", "GOV"), by("CHL", "CVL"))))])
    relation = ledger.relations("NOR", "CHL")
    assert (relation.directions, relation.left_out) == ((), 1)


def test_of_several_of_one_party_whoever_acts_for_it_counts(ledger: Ledger) -> None:
    told = event("2022-07-13 NOR 111 CHL", "Doctors and the ministry of Norway criticised Chile.")
    ledger.add_coded([coded("a", replace(told, actors=(by("NOR", "CVL"), by("NOR", "GOV"), by("NOR", "BUS"))))])
    relation = ledger.relations("NOR", "CHL")
    assert (relation.directions[0].events, relation.left_out) == (1, 0)


def test_nothing_moves_where_there_is_nothing_before(ledger: Ledger) -> None:
    ledger.add_coded([coded(f"n{n}", event(f"2022-07-{n:02} RUS 130 PRK", f"A threat, {n}.")) for n in range(4, 9)])
    relation = ledger.relations("RUS", "PRK")
    assert relation.recent_events == 5
    assert relation.earlier_score is None
    assert relation.trend == "unknown"


def test_a_mean_of_few_events_or_one_text_is_thin(ledger: Ledger) -> None:
    few = [coded(f"f{n}", event(f"2022-07-{n + 1:02} FRA 040 MLI", f"Paris spoke to Bamako, {n}.")) for n in range(3)]
    many = [
        coded(
            f"m{n}",
            event(
                f"2022-07-{n + 1:02} IRN 040 OMN",
                f"Tehran's {word} was read out in Muscat as {word} of the {word} said.",
            ),
        )
        for n, word in enumerate(("letter", "reply", "offer", "plea", "thanks", "price", "greeting")[:THIN_EVENTS])
    ]
    one_text = coded(
        "o", *(event(f"2022-07-{n + 1:02} GHA 040 TGO", f"Accra called, {n}.") for n in range(THIN_EVENTS))
    )
    ledger.add_coded([*few, *many, one_text])
    found = {}
    for first, second in (("FRA", "MLI"), ("IRN", "OMN"), ("GHA", "TGO")):
        relation = ledger.relations(first, second)
        way = relation.directions[0]
        found[first] = (way.events, way.origins == 1, way.is_thin, relation.recent_events, relation.is_recent_thin)
    assert found == {
        "FRA": (3, False, True, 3, True),
        "IRN": (THIN_EVENTS, False, False, THIN_EVENTS, False),
        "GHA": (THIN_EVENTS, True, True, THIN_EVENTS, True),
    }


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
        assert rule["effect"] in {"opens", "closes", "breaks", "doubts"}
        assert rule["sides"] in {"mutual", "joint", "directed"}
        assert rule["parties"] in {"", "states"}


@pytest.mark.parametrize(("quiet_weeks", "changes"), [(0, []), (8, ["2022-03-07"])])
def test_what_the_archive_begins_with_is_no_change(ledger: Ledger, quiet_weeks: int, changes: list[str]) -> None:
    """A week of many events and then few: a change where something was known before it, none where it is the first that is known."""
    start = date(2022, 1, 3)
    fought = start + timedelta(weeks=quiet_weeks + 1)
    before = [event(f"{start + timedelta(weeks=week)} JPN 040 KOR") for week in range(quiet_weeks)]
    burst = [event(f"{fought + timedelta(days=at % 3)} JPN 190 KOR", f"Raid {at}.") for at in range(12)]
    after = [event(f"{fought + timedelta(weeks=week)} JPN 040 KOR") for week in range(3, 40, 3)]
    ledger.add_coded([coded("Long-1", *before, *burst, *after)])
    found = [str(each.week) for each in ledger.relations("JPN", "KOR").change_points]
    assert found[:1] == changes


def test_the_latest_evidence_stands_in_the_order_of_its_days(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            coded("a", event("2022-08-05 JPN 040 KOR"), published="2022-08-05"),
            coded("b", event("2020-01-05 JPN 111 KOR"), published="2022-08-09"),
            coded("c", event("2022-03-05 JPN 057 KOR"), published="2022-08-07"),
        ]
    )
    days = [str(each.date) for each in ledger.relations("JPN", "KOR").latest]
    assert days == ["2022-08-05", "2022-03-05", "2020-01-05"]
