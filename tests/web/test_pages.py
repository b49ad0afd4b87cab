"""Every page and its twin answer, say what the ledger says, and say so when there is nothing."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.ledger import Ledger
from detente.ledger.relation import THIN_EVENTS
from detente.records import Coded
from detente.web.app import ROOMS, make_app
from detente.web.happening import Report, voices_of
from detente.web.period import FEW_STORIES
from detente.web.shown import Happening
from tests.ledger.made import coded, event, undated
from tests.web.conftest import BASE

PAGES = ("/", "/period", "/period?map=score", "/dyad/UKR/PRK", "/actor/RUS", "/search", "/search?q=diplomats")


def get_json(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert '<main id="content"' in answer.text
    assert "Cite this page" in answer.text


def test_a_period_of_which_one_end_is_asked_for_has_thirty_days(client: TestClient) -> None:
    period = get_json(client, "/period.json?to=2022-07-16")
    assert (period["since"], period["until"]) == ("2022-06-17", "2022-07-16")
    assert period["totals"]["stories"] == 9
    assert period["edition"]["ledger"] == "made.duckdb"
    assert {row["party"] for row in period["countries"]} >= {"RUS", "UKR", "PRK", "LTU", "BLR", "VEN"}
    assert period["latest"][0]["date"] == "2022-07-16"


def published(number: int, *, day: str, name: str) -> list[Coded]:
    """So many stories of one day, each of another village."""
    return [
        coded(f"{name}-{at}", event(f"{day} FRA 111 MLI", f"Paris blamed Bamako for raid {at} on {name}."))
        for at in range(number)
    ]


@pytest.mark.parametrize(("lately", "since"), [(3, "2004-05-06"), (FEW_STORIES, "2022-06-17")])
def test_where_little_was_reported_lately_the_period_is_all_reports(tmp_path: Path, lately: int, since: str) -> None:
    path = tmp_path / "years.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded(
            [*published(1, day="2004-05-06", name="Kidal"), *published(lately, day="2022-07-16", name="Gao")]
        )
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        period = get_json(client, "/period.json")
        assert (period["since"], period["until"]) == (since, "2022-07-16")
        assert period["whole"] == {"since": "2004-05-06", "until": "2022-07-16"}
        is_whole = since == "2004-05-06"
        shown = client.get("/").text
        assert ('<p class="kicker">All reports' in shown) == is_whole
        assert ("none before" in shown) != is_whole
        assert 'href="?from=2022-06-17&amp;to=2022-07-16"' in shown
        assert get_json(client, "/period.json?from=2022-06-17&to=2022-07-16")["totals"]["stories"] == lately


def test_all_reports_hold_those_of_unknown_days_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "unknown.duckdb"
    loose = coded("loose", undated(event("2004-05-06 FRA 111 MLI", "Paris has often blamed Bamako.")))
    with Ledger(path) as ledger:
        ledger.add_coded(published(2, day="2004-05-06", name="Kidal"))
        ledger.add_coded([replace(loose, story=replace(loose.story, published=None, crawled=date(2011, 3, 4)))])
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        period = get_json(client, "/period.json?from=2004-05-06&to=2011-03-04")
        assert period["whole"] == {"since": "2004-05-06", "until": "2011-03-04"}
        assert (period["totals"]["stories"], period["totals"]["unpublished"]) == (3, 1)
        assert [each["is_dated"] for each in period["latest"]] == [True, False]
        shown = client.get("/period?from=2004-05-06&to=2011-03-04").text
        assert '<p class="kicker">All reports' in shown
        assert "1 story of the ledger has no known day of publication" in shown
        early = get_json(client, "/period.json?from=2004-05-01&to=2004-05-30")
        assert (early["totals"]["stories"], early["totals"]["unpublished"], early["unpublished"]) == (2, 0, 1)
        assert "none of them within these days" in client.get("/period?from=2004-05-01&to=2004-05-30").text
        for query, number in (
            ("dated=no", 1),
            ("dated=yes", 2),
            ("dated=no&in=stories", 1),
            ("in=stories&dated=yes", 2),
        ):
            assert get_json(client, f"/search.json?{query}")["total"] == number, query
        (found,) = get_json(client, "/search.json?dated=no&in=stories")["stories"]
        assert (found["title"], found["is_published"]) == ("loose", False)
        assert ">undated<" in client.get("/search?dated=no&in=stories").text


def test_where_all_days_are_known_nothing_is_said_of_unknown_ones(undated_client: TestClient) -> None:
    assert "no known day of publication" not in undated_client.get("/period").text


def told_in_two_periods(first: str, second: str, number: int, auxiliary: tuple[str, ...] = ()) -> list[Coded]:
    """So many meetings in the earlier thirty days and attacks in the later, a text each; days apart: none is another's report."""
    found = []
    for start, cameo, words in ((date(2022, 5, 18), "040", "met"), (date(2022, 6, 17), "190", "attacked")):
        for at in range(number):
            day = start + timedelta(days=4 * at)
            sentence = f"{first} {words} {second}, as dispatch {cameo}{at} of {day} tells."
            found.append(
                coded(f"{first}-{cameo}-{at}", event(f"{day} {first} {cameo} {second}", sentence, auxiliary=auxiliary))
            )
    return found


@pytest.fixture
def ranked_client(tmp_path: Path) -> Iterator[TestClient]:
    """A site with one dyad that rests on evidence, and others that each lack something."""
    path = tmp_path / "ranked.duckdb"
    undated_dyad = [
        replace(each, events=tuple(map(undated, each.events)))
        for each in told_in_two_periods("FRA", "MLI", THIN_EVENTS)
    ]
    one_text = coded("one", *(e for each in told_in_two_periods("GHA", "TGO", THIN_EVENTS) for e in each.events))
    with Ledger(path) as ledger:
        ledger.add_coded(told_in_two_periods("RUS", "UKR", THIN_EVENTS))
        ledger.add_coded(told_in_two_periods("IRN", "IRQ", THIN_EVENTS - 1))
        ledger.add_coded(told_in_two_periods("DEU", "POL", THIN_EVENTS, auxiliary=("historical",)))
        ledger.add_coded(told_in_two_periods("USA", "person:a-striker", THIN_EVENTS))
        ledger.add_coded([*undated_dyad, one_text])
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        yield client


def test_only_dyads_with_evidence_in_both_periods_are_ranked(ranked_client: TestClient) -> None:
    period = get_json(ranked_client, "/period.json?from=2022-06-17&to=2022-07-16")
    (cooled,) = period["cooled"]
    assert (cooled["first"], cooled["second"]) == ("RUS", "UKR")
    assert (cooled["happenings"], cooled["happenings_before"]) == (THIN_EVENTS, THIN_EVENTS)
    assert cooled["score_before"] > 0 > cooled["score"]
    assert cooled["moved"] == pytest.approx(cooled["score"] - cooled["score_before"])
    assert period["warmed"] == []


def test_a_ranking_without_evidence_says_what_it_needs(client: TestClient) -> None:
    period = get_json(client, "/period.json")
    assert period["cooled"] == period["warmed"] == []
    assert "7 dated happenings of 2 independent texts in both periods" in client.get("/period").text


def test_a_period_without_reports_says_so(client: TestClient) -> None:
    answer = client.get("/?from=1990-01-01&to=1990-01-31")
    assert answer.status_code == 200
    assert "Nothing happened in these days as far as the ledger knows" in answer.text


@pytest.mark.parametrize(
    "query", ["from=then", "from=2022-02-30", "from=2022-08-01&to=2022-07-01", "map=colour", "from=0001-01-01"]
)
def test_a_parameter_that_cannot_be_used_is_named(client: TestClient, query: str) -> None:
    answer = client.get(f"/period.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["reason"]
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert "<h1>Bad Request</h1>" in page.text


def test_a_dyad_has_facts_series_and_reactions(client: TestClient) -> None:
    dyad = get_json(client, "/dyad/ukr/PRK.json")
    (fact,) = [each for each in dyad["facts"] if each["fact"] == "diplomatic relations"]
    assert (fact["state"], fact["until"], fact["closed_by_party"]) == ("ended", "2022-07-13", "UKR")
    assert sum(row["events"] for row in dyad["series"] if row["source"] == "UKR") == 1
    assert sum(row["events"] for row in dyad["series"] if row["source"] == "both") == 1
    assert dyad["latest"][0]["event_type"] == "SANCTION"
    assert dyad["reactions"][0]["answer"]["event_type"] == "SANCTION"
    assert dyad["reactions"][0]["answered"]["event_type"] == "SUPPORT"


def test_a_dyad_is_compared_with_another(client: TestClient) -> None:
    dyad = get_json(client, "/dyad/UKR/PRK.json?with=LTU/BLR")
    assert dyad["compared"]["events"] == 1
    assert {(row["first"], row["second"]) for row in dyad["scores"]} == {("UKR", "PRK"), ("LTU", "BLR")}
    assert "Lithuania – Belarus" in client.get("/dyad/UKR/PRK?with=LTU/BLR").text
    assert client.get("/dyad/UKR/PRK?with=LTU").status_code == 400


def test_a_change_is_shown_with_what_is_behind_it(tmp_path: Path) -> None:
    start = date(2020, 1, 6)
    met = [event(f"{start + timedelta(weeks=week)} JPN 040 KOR") for week in range(30) for _ in range(3)]
    fought = [event(f"{start + timedelta(weeks=week)} JPN 190 KOR") for week in range(30, 60) for _ in range(3)]
    with Ledger(tmp_path / "changed.duckdb") as ledger:
        ledger.add_coded([coded("Long-1", *met, *fought)])
    with TestClient(make_app(tmp_path / "changed.duckdb"), base_url=BASE) as client:
        assert get_json(client, "/dyad/JPN/KOR.json?from=2020-01-01")["change_points"][0]["behind"]
        assert "When it changed" in client.get("/dyad/JPN/KOR?from=2020-01-01").text


def test_directions_are_kept_apart(client: TestClient) -> None:
    forth = client.get("/dyad/UKR/PRK/chart/forth.csv").text.splitlines()
    back = client.get("/dyad/UKR/PRK/chart/back.csv").text.splitlines()
    assert (len(forth), len(back)) == (2, 1)


def test_an_actor_has_partners(client: TestClient) -> None:
    state = get_json(client, "/actor/RUS.json")
    assert state["kind"] == "state"
    assert state["partners"][0]["partner"] == "UKR"
    assert [each["key"] for each in state["associates"]] == ["person:vladimir-putin"]


def test_a_person_is_an_actor(client: TestClient) -> None:
    someone = get_json(client, "/actor/person%3Avladimir-putin.json")
    assert (someone["kind"], someone["name"], someone["country"]) == ("entity", "Vladimir Putin", "RUS")
    assert [row["partner"] for row in someone["partners"]] == ["PRK"]
    assert someone["roles"] == ["president"]


def test_what_a_state_does_to_nobody_is_among_its_events(client: TestClient) -> None:
    state = get_json(client, "/actor/VEN.json")
    assert (state["events"], state["partners"]) == (1, [])
    assert "No plain event has another party" in client.get("/actor/VEN").text


def test_a_happening_has_all_its_reports(client: TestClient, ids: dict[str, str]) -> None:
    path = f"/happening/{ids['Post-1 happening']}"
    page = get_json(client, f"{path}.json")
    assert {report["page"] for origin in page["origins"] for report in origin["reports"]} == {
        "Post-1",
        "Times-1",
        "Pravda-1",
    }
    assert page["happening"]["is_contested"]
    assert [(voice["stance"], voice["name"]) for voice in page["voices"]] == [
        ("reports", "Post"),
        ("reports", "Times"),
        ("denies", "Pravda"),
    ]
    assert {each["kind"] for each in page["contradictions"]} == {"denial", "count"}
    text = client.get(path).text
    assert "Numbers that differ" in text
    assert "Who denies" in text


def test_a_story_has_its_words_marked(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/story/{ids['Wire-1']}").text
    assert "<mark>expelled</mark><sup>1</sup>" in text
    assert 'class="mention actor" href="/actor/LTU"' in text
    page = get_json(client, f"/story/{ids['Wire-1']}.json")
    assert page["events"][0]["event"]["cameo"] == "166"
    assert page["events"][0]["happening_id"] == ids["Wire-1 happening"]


def test_a_story_without_events_says_so(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/story/{ids['Empty-1']}").text
    assert "No event was read from this story" in text
    assert "the page was its story" in text


def test_an_event_leads_to_its_story(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/event/{ids['Wire-1 event']}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/story/{ids['Wire-1']}#e{ids['Wire-1 event']}"


UNKNOWN = ("/happening/x", "/story/x", "/event/x", "/nothing", "/static/no.css")


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_unknown_has_a_page_of_its_own(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "The ledger has nothing by this address" in answer.text
    assert "Content-Security-Policy" in answer.headers
    twin = client.get(f"{path}.json")
    assert twin.status_code == 404
    assert twin.json()["error"] == "Not Found"


def test_every_chart_comes_as_specification_table_and_picture(client: TestClient) -> None:
    bases = {"period": "/period", "dyad": "/dyad/RUS/UKR", "actor": "/actor/RUS"}
    for room in ROOMS:
        for chart in room.charts:
            base = f"{bases[room.name]}/chart/{chart}"
            spec = get_json(client, f"{base}.json?theme=dark")
            assert spec["width"] == "container"
            rows = list(csv.DictReader(io.StringIO(client.get(f"{base}.csv").text)))
            assert len(rows) == len(spec["data"]["values"])
            picture = client.get(f"{base}.svg")
            assert picture.headers["content-type"] == "image/svg+xml"
            assert "Source: Detente ledger made.duckdb, data version " in picture.text
            assert client.get(f"{base}.png").content.startswith(b"\x89PNG")
    assert client.get("/period/chart/none.csv").status_code == 404
    assert client.get("/period/chart/map.exe").status_code == 404


def test_the_description_names_every_twin(client: TestClient) -> None:
    described = get_json(client, "/openapi.json")
    assert set(described["paths"]) >= {f"{room.path}.json" for room in ROOMS}
    shown = get_json(client, "/dyad/UKR/PRK.json")
    assert set(shown) == {"edition", *described["components"]["schemas"]["Dyad"]["properties"]}


def test_an_unchanged_page_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/?map=score", headers={"If-None-Match": tag}).status_code == 200


@pytest.fixture
def undated_client(tmp_path: Path) -> Iterator[TestClient]:
    """A site whose ledger knows the day of one event of three, and has all from one text."""
    path = tmp_path / "undated.duckdb"
    barred = undated(event("2022-07-01 USA 163 PRK", "Washington has long barred goods from Pyongyang."))
    marched = undated(event("2022-07-01 VEN 141 -", "Teachers have marched."))
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", barred, marched, event("2022-07-02 USA 111 PRK"), published="2022-07-20")])
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        yield client


def test_days_of_reports_are_marked(undated_client: TestClient) -> None:
    dyad = get_json(undated_client, "/dyad/USA/PRK.json")
    assert [(each["date"], each["is_dated"]) for each in dyad["latest"]] == [
        ("2022-07-20", False),
        ("2022-07-02", True),
    ]
    assert [row["undated"] for row in dyad["series"] if row["source"] == "both"] == [0, 1]
    assert (dyad["facts"][0]["since"], dyad["facts"][0]["is_since_dated"]) == ("2022-07-20", False)
    assert undated_client.get("/dyad/USA/PRK").text.count(">undated<") == 2
    period = get_json(undated_client, "/period.json")
    assert (period["totals"]["happenings"], period["totals"]["undated"]) == (3, 2)
    assert sum(step["undated"] for step in period["steps"]) == 2
    assert "2 undated, by the day of the report" in undated_client.get("/period").text
    for path, marks in (("/actor/USA", 3), ("/actor/VEN", 1), ("/search?type=SANCTION", 1)):
        assert undated_client.get(path).text.count(">undated<") == marks, path
    (found,) = get_json(undated_client, "/search.json?type=SANCTION")["events"]
    assert found["is_dated"] is False


def test_charts_say_how_many_stand_by_the_day_of_their_report(undated_client: TestClient) -> None:
    assert "1 of them undated" in undated_client.get("/dyad/USA/PRK").text
    for path in ("/dyad/USA/PRK/chart/both.csv", "/dyad/USA/PRK/chart/types.csv", "/dyad/USA/PRK/chart/score.csv"):
        rows = list(csv.DictReader(io.StringIO(undated_client.get(path).text)))
        assert [row["undated"] for row in rows] == ["0", "1"], path
    rows = list(csv.DictReader(io.StringIO(undated_client.get("/actor/VEN/chart/series.csv").text)))
    assert [row["undated"] for row in rows] == ["1"]


def test_thin_evidence_is_marked(undated_client: TestClient) -> None:
    dyad = get_json(undated_client, "/dyad/USA/PRK.json")
    assert [(way["events"], way["origins"], way["is_thin"]) for way in dyad["directions"]] == [(2, 1, True)] * 2
    assert (dyad["recent_events"], dyad["is_recent_thin"], dyad["earlier_events"]) == (1, True, 0)
    page = undated_client.get("/dyad/USA/PRK").text
    assert ">thin<" in page
    assert "Fewer than 7 events or 2 independent texts" in page
    assert all(row["is_thin"] for row in get_json(undated_client, "/period.json")["countries"])
    (partner,) = get_json(undated_client, "/actor/USA.json")["partners"]
    assert (partner["events"], partner["origins"], partner["is_thin"]) == (2, 1, True)


def test_what_is_dated_and_well_told_has_no_mark(client: TestClient) -> None:
    assert ">undated<" not in client.get("/dyad/UKR/PRK").text
    assert ">undated<" not in client.get("/").text


def test_a_denial_in_an_answer_is_counted_on_the_page_as_in_its_twin(tmp_path: Path) -> None:
    said = event("2022-05-02 UKR 112 RUS", "Ukraine accused Russia of having mined the harbour.")
    item = coded("Post-1", said, event("2022-05-02 RUS 120 UKR", "Moscow dismissed the charge."))
    answer = replace(item.events[1], in_response_to=item.events[0].id)
    with Ledger(tmp_path / "denied.duckdb") as ledger:
        ledger.add_coded([replace(item, events=(item.events[0], answer))])
        found = ledger.sql("select happening_id from happenings where event_type = 'ACCUSE'").fetchall()
    with TestClient(make_app(tmp_path / "denied.duckdb"), base_url=BASE) as client:
        path = f"/happening/{found[0][0]}"
        page, text = get_json(client, f"{path}.json"), client.get(path).text
    assert page["happening"]["denials"] == 1
    assert [(each["kind"], each["about"]) for each in page["contradictions"]] == [("denial", "RUS")]
    assert [voice["name"] for voice in page["voices"] if voice["stance"] == "denies"] == ["RUS"]
    assert "No denial is on record" not in text
    assert "Moscow dismissed the charge." in text


def test_a_hypothetical_event_is_not_said_to_be_planned_alone(tmp_path: Path) -> None:
    threat = event(
        "2022-07-04 RUS 190 PRK", "If they shelled the post, all would be over.", auxiliary=("hypothetical",)
    )
    with Ledger(tmp_path / "if.duckdb") as ledger:
        ledger.add_coded([coded("Post-1", threat)])
        ((happening,),) = ledger.sql("select happening_id from happenings").fetchall()
    with TestClient(make_app(tmp_path / "if.duckdb"), base_url=BASE) as client:
        for path in ("/dyad/RUS/PRK", f"/happening/{happening}"):
            assert '<span class="aux">planned or hypothetical</span>' in client.get(path).text


@pytest.mark.parametrize("path", ["/dyad/UKR/PRK", "/actor/UKR"])
def test_the_mean_score_is_the_first_figure_of_a_table(client: TestClient, path: str) -> None:
    """On a phone the last columns are reached by scrolling sideways alone."""
    (head,) = re.findall(r"<thead>.*Mean score.*</thead>", client.get(path).text)
    assert re.findall(r'class="figure">(?:<span.*?</span> )?([^<]+)<', head)[0] == "Mean score"
    table = client.get(path).text.partition(head)[2].partition("</table>")[0]
    first_figures = re.findall(r'<th scope="row">.*?</th><td class="figure">([^<]+)', table)
    assert first_figures
    assert all(re.fullmatch(r"[+−]?\d+\.\d ?", each) for each in first_figures)


def test_a_dyad_without_a_trend_says_why(tmp_path: Path) -> None:
    talks = [event(f"2022-07-{day:02} RUS 046 PRK", f"They spoke, {day}.") for day in range(4, 14)]
    with Ledger(tmp_path / "new.duckdb") as ledger:
        ledger.add_coded([coded("Post-1", *talks[:5]), coded("Times-1", *talks[5:])])
    with TestClient(make_app(tmp_path / "new.duckdb"), base_url=BASE) as client:
        assert "No trend</strong> (no dated event before the 90 days to 2022-07-13)" in client.get("/dyad/RUS/PRK").text


def test_a_voice_counts_its_pages_not_its_sentences() -> None:
    told = Report(
        event_id="e",
        story_id="s",
        origin_id="s",
        page="post.example/1",
        publisher="Post",
        reported_on=date(2022, 7, 16),
        stance="reports",
        auxiliary=(),
        according_to=None,
        sentence="Russian shelling killed people in Kharkiv.",
        confidence=0.8,
    )
    quoted = replace(told, event_id="f", according_to="the mayor")
    reports = (
        told,
        replace(told, event_id="g"),
        replace(told, page="post.example/2"),
        quoted,
        replace(quoted, event_id="h"),
    )
    assert [(voice.name, voice.is_publisher, voice.reports) for voice in voices_of(reports, ())] == [
        ("Post", True, 2),
        ("the mayor", False, 1),
    ]


def test_a_partners_mean_weighs_an_event_once(tmp_path: Path) -> None:
    """Both parties on both sides: the event was done by each to the other, and has two rows with the partner."""
    path = tmp_path / "both.duckdb"
    fought, spoke = event("2022-07-04 IND,PAK 190 IND,PAK"), event("2022-07-05 IND 040 PAK")
    with Ledger(path) as ledger:
        ledger.add_coded([coded("a", fought, spoke)])
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        (partner,) = get_json(client, "/actor/IND.json")["partners"]
    assert (partner["events"], partner["mean_score"]) == (2, pytest.approx((fought.score + spoke.score) / 2))


@pytest.fixture
def vague_client(tmp_path: Path) -> Iterator[TestClient]:
    """A site whose ledger knows one event to its year, one to its month, one to a stretch of days and one to the day."""
    known = event("1967-01-01 USA 054 PRK", "Washington <recognised> North Korea in 1967.")
    met = event("2016-03-01 USA 040 CUB", "Washington and Havana conferred throughout March 2016.")
    shelled = event("2016-05-03 SYR 190 TUR", "Syrian guns shelled Turkish hills for a week.")
    fell = event("2016-06-09 VEN 141 -", "Nurses marched in Caracas.")
    vague = [
        replace(known, enddate=date(1967, 12, 31), date_precision="year"),
        replace(met, enddate=date(2016, 3, 31), date_precision="month"),
        replace(shelled, enddate=date(2016, 5, 9), date_precision="period"),
        fell,
    ]
    path = tmp_path / "vague.duckdb"
    with Ledger(path) as ledger:
        ledger.add_coded([coded(f"v{at}", each, published="2016-07-01") for at, each in enumerate(vague)])
    with TestClient(make_app(path), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/search?q=1967", '<time datetime="1967">1967</time>'),
        ("/search?q=Havana", '<time datetime="2016-03">March 2016</time>'),
        ("/search?q=shelled", '<time datetime="2016-05-03">3 May 2016 to 9 May 2016</time>'),
        ("/search?q=Caracas", '<time datetime="2016-06-09">9 June 2016</time>'),
        ("/dyad/USA/PRK", '<p class="basis"><time datetime="1967">1967</time>'),
        ("/dyad/USA/PRK", 'since </span><time datetime="1967">1967</time>'),
        ("/actor/PRK", '<p class="basis"><time datetime="1967">1967</time>'),
        ("/actor/PRK", 'since </span><time datetime="1967">1967</time>'),
        ("/actor/CUB", '<td class="nowrap"><time datetime="2016-03">2016-03</time>'),
        ("/period?from=2016-01-01&to=2016-07-01", '<time datetime="2016-03">March 2016</time>'),
    ],
)
def test_pages_say_no_day_that_is_not_known(vague_client: TestClient, path: str, words: str) -> None:
    page = vague_client.get(path).text
    assert words in page
    assert "1 January 1967" not in page
    assert "1 March 2016" not in page


def test_a_happening_and_its_story_say_no_day_that_is_not_known(vague_client: TestClient) -> None:
    (found,) = get_json(vague_client, "/search.json?q=1967")["events"]
    (happening,) = get_json(vague_client, "/dyad/USA/PRK.json")["latest"]
    page = vague_client.get(f"/happening/{happening['happening_id']}").text
    assert 'Happening · <time datetime="1967">1967</time>' in page
    assert "· 1967 ·" in vague_client.get(f"/story/{found['story_id']}").text


def test_twins_keep_their_fields_and_days(vague_client: TestClient) -> None:
    (found,) = get_json(vague_client, "/search.json?q=1967")["events"]
    assert (found["date"], found["date_precision"]) == ("1967-01-01", "year")
    dyad = get_json(vague_client, "/dyad/USA/PRK.json")
    assert dyad["latest"][0]["date"] == dyad["facts"][0]["since"] == "1967-01-01"
    shown = {*found, *dyad["latest"][0], *dyad["facts"][0], *get_json(vague_client, "/actor/PRK.json")["partners"][0]}
    assert not shown & {"enddate", "since_told", "until_told", "last_enddate", "last_precision"}
    schemas = get_json(vague_client, "/openapi.json")["components"]["schemas"]
    assert "enddate" not in schemas["EventRow"]["properties"]


def test_a_party_that_deals_with_itself_is_named_once(client: TestClient, ids: dict[str, str]) -> None:
    happening = get_json(client, f"/happening/{ids['Wire-1 happening']}.json")["happening"]
    made = Happening(**{**happening, "actors": ("USA",), "recipients": ("USA",)})
    assert made.is_within
    assert not replace(made, recipients=("USA", "CAN")).is_within
    assert not replace(made, actors=(), recipients=()).is_within
