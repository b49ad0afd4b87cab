"""Every link of the site leads to a page, and a number is the same on every page that tells it."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import ontology
from detente.ledger import Ledger
from detente.records import Coded
from detente.web import make_app
from detente.web.names import MODE_GLOSSES
from detente.web.shown import DOUBTFUL
from tests.ledger.made import actor, coded, event, undated
from tests.web.conftest import BASE
from tests.web.made import HOSTILE_NAME, make_ledger, person

LINK = re.compile(r'href="(/[^"#]*)')
CHART = re.compile(r"/chart/\w+\.\w+")
"""Tested elsewhere."""


def private(line: str, sentence: str, sector: str) -> Coded:
    """A story of people of two states who are none of their organs."""
    told = event(line, sentence)
    sides = (tuple(replace(each, sector=sector) for each in side) for side in (told.actors, told.recipients))
    actors, recipients = sides
    return coded(sentence[:12], replace(told, actors=actors, recipients=recipients))


def further() -> list[Coded]:
    """What no organ of a state does to another's: private people, one side unnamed, one state alone, somebody who is only quoted."""
    charged = event("2022-07-11 - 173 NZL", "Three men were arrested in Auckland.")
    told = replace(
        event("2022-07-12 PER 111 CHL", "Lima blamed Santiago, Ana Quill said."),
        attributed_to=person("Ana Quill", None, None),
    )
    old = event("1995-03-01 PER 190 ECU", "Peru and Ecuador had fought in 1995.", auxiliary=("historical",))
    planned = event("2022-07-20 PER 040 ECU", "Peru and Ecuador are to meet.", auxiliary=("future",))
    met = [event(f"2022-06-{day:02} PER 040 ECU", f"Lima and Quito met on June {day}.") for day in (2, 9, 16)]
    return [
        coded("Auckland-1", charged),
        coded("Lima-1", told),
        coded("Quito-1", *met, old, planned),
        private("2022-07-13 PER 111 ECU", "A Peruvian columnist mocked an Ecuadorean singer.", "JRN"),
        private("2022-07-13 BWA 111 ETH", "A Botswanan writer mocked an Ethiopian one.", "JRN"),
        coded("Suva-1", event("2022-07-14 FJI 173 FJI", "Fijian police arrested a man.")),
        coded("Tonga-1", event("2022-07-14 TON,TON 040 -", "Two of Tonga's ministers met.")),
        coded("Side-1", event("2022-07-15 BOL,URY 111 -", "Bolivia and Uruguay condemned the raid.")),
        coded("Minsk-1", undated(event("2022-07-15 BLR 163 LTU", "Minsk has cut its trade with Vilnius."))),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = make_ledger(tmp_path_factory.mktemp("links") / "made.duckdb")
    with Ledger(path) as ledger:
        ledger.add_coded(further())
    with TestClient(make_app(path), base_url=BASE) as client:
        yield client


def twin(site: TestClient, path: str) -> dict[str, Any]:
    answer = site.get(path)
    assert answer.status_code == 200, path
    return dict(answer.json())


def test_no_link_of_the_site_leads_nowhere(site: TestClient) -> None:
    """From the period's page to all that can be reached by addresses that begin at the root: all but other views of the same page."""
    whence = {"/": ""}
    waiting = deque(whence)
    broken = []
    while waiting:
        path = waiting.popleft()
        answer = site.get(path)
        if answer.status_code != 200:
            broken.append(f"{path} from {whence[path]}: {answer.status_code}")
        if "text/html" not in answer.headers["content-type"]:
            continue
        for link in map(unescape, LINK.findall(answer.text)):
            if not CHART.search(link) and link not in whence:
                whence[link] = path
                waiting.append(link)
    assert broken == []
    rooms = {path.split("/")[1].split("?")[0] for path in whence}
    assert rooms >= {"actor", "dyad", "happening", "story", "search", "event"}
    assert {"/actor/NZL", "/actor/BWA", "/actor/FJI", "/actor/TON", "/actor/URY", "/dyad/PER/ECU"} <= set(whence)
    assert not {"/actor/Ana%20Quill", "/dyad/BWA/ETH", "/dyad/ETH/BWA"} & set(whence)


def actors(site: TestClient) -> list[str]:
    states = [row["party"] for row in twin(site, "/period.json?from=1990-01-01&to=2030-01-01")["countries"]]
    assert len(states) > 12
    return [*states, "person%3Avladimir-putin"]


def test_an_actors_numbers_are_those_of_the_pages_that_they_lead_to(site: TestClient) -> None:
    compared = 0
    for key in actors(site):
        page = twin(site, f"/actor/{key}.json")
        assert sum(each["events"] for each in page["types"]) == page["events"], key
        assert twin(site, f"/search.json?party={key}")["total"] == page["events"], key
        for each in page["types"]:
            found = twin(site, f"/search.json?party={key}&type={each['event_type']}")
            assert found["total"] == each["events"], (key, each)
        for partner in page["partners"] if page["kind"] == "state" else []:
            if partner["partner"] == HOSTILE_NAME:
                continue
            dyad = twin(site, f"/dyad/{key}/{partner['partner']}.json")
            (both,) = (way for way in dyad["directions"] if way["source"] == "both")
            told = ("events", "origins", "mean_score", "is_thin")
            assert [partner[name] for name in told] == [both[name] for name in told], (key, partner["partner"])
            compared += 1
    assert compared > 10


def test_what_is_not_counted_is_told_with_its_reasons(site: TestClient) -> None:
    peru = twin(site, "/actor/PER.json")
    assert peru["events"] == 7
    assert {each["partner"]: each["events"] for each in peru["partners"]} == {"ECU": 3, "CHL": 1}
    assert peru["uncounted"] == {"not_fact": 1, "history": 1, "private": 1, "alone": 0}
    assert twin(site, "/dyad/PER/ECU.json")["uncounted"] == {"not_fact": 1, "history": 1, "private": 1, "alone": 0}
    reasons = "1 planned, hypothetical or denied, 1 told as history, 1 of private people, whose acts are none of their state’s"
    for path in ("/actor/PER", "/dyad/PER/ECU"):
        assert reasons in " ".join(site.get(path).text.split()), path
    assert twin(site, "/actor/NZL.json")["uncounted"]["alone"] == 1


def test_a_pair_without_a_page_is_no_suggestion(site: TestClient) -> None:
    assert twin(site, "/search.json?q=Greece+Turkey")["jumps"] == []
    assert twin(site, "/search.json?q=Botswana+Ethiopia")["jumps"] == []
    assert twin(site, "/search.json?q=Greece")["jumps"] == []
    assert [each["path"] for each in twin(site, "/search.json?q=Peru+Ecuador")["jumps"]] == ["/dyad/PER/ECU"]


def test_a_mode_that_misleads_says_what_it_means(site: TestClient) -> None:
    assert all(ontology.is_valid(*each) for each in MODE_GLOSSES)
    shown = site.get("/dyad/BLR/LTU").text
    assert 'Sanction: discontinue</span> <span class="gloss">(aid or trade cut, sanctions imposed)</span>' in shown
    assert 'Sanction: expel</span> <span class="gloss">' not in shown
    assert "Sanction: expel" in shown


def test_a_day_that_rests_on_a_guessed_day_of_publication_is_marked(tmp_path: Path) -> None:
    found = {}
    for name, sure in (("guessed", DOUBTFUL - 0.1), ("known", 0.9)):
        story = coded(name, replace(event("2022-07-11 PER 111 CHL"), actors=(actor("PER"),)))
        story = replace(story, story=replace(story.story, published_confidence=sure))
        with Ledger(tmp_path / f"{name}.duckdb") as ledger:
            ledger.add_coded([story])
            ((happening,),) = ledger.sql("select happening_id from happenings").fetchall()
        with TestClient(make_app(tmp_path / f"{name}.duckdb"), base_url=BASE) as client:
            paths = ("/", "/actor/PER", "/dyad/PER/CHL", f"/happening/{happening}", f"/story/{story.story.id}")
            found[name] = [">doubtful day<" in client.get(path).text for path in paths]
    assert found == {"guessed": [True] * 5, "known": [False] * 5}
