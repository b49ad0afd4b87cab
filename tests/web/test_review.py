"""A verdict is added to the ledger, shows on the site at once, and only a form of our own can give it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.ledger import Ledger
from detente.web import BusyError, make_app
from detente.web.forms import Form
from detente.web.review_form import MistakeError, acts, correction_of, fields_of, fields_sent
from tests.ledger.made import coded, event
from tests.ledger.test_corrections import NOW
from tests.web.conftest import BASE
from tests.web.made import EXPELLED, make_ledger, spanned

STORY = spanned(coded("Wire-1", event("2022-07-14 LTU 166 BLR", EXPELLED)))
READ = STORY.events[0]
LITHUANIA, DIPLOMATS = READ.actors[0].text, READ.recipients[0].text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "made.duckdb")


@pytest.fixture
def reviewer(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path, review=True), base_url=BASE, follow_redirects=False) as client:
        yield client


def token(reviewer: TestClient, address: str = "/review") -> str:
    found = re.search(r'name="token" value="(\w+)"', reviewer.get(address).text)
    assert found is not None
    return found[1]


def shown_event(text: str) -> str:
    found = re.search(r'action="/review/(\w+)"', text)
    assert found is not None
    return found[1]


def events(path: Path) -> dict[str, tuple[str, float]]:
    with Ledger(path, read_only=True, wait_s=10) as ledger:
        return {
            id_: (kind, sure)
            for id_, kind, sure in ledger.sql("select id, event_type, confidence from events").fetchall()
        }


def test_the_queue_begins_with_the_least_sure(reviewer: TestClient, path: Path) -> None:
    first = shown_event(reviewer.get("/review").text)
    there = events(path)
    assert there[first][1] == min(sure for _, sure in there.values())
    second = shown_event(reviewer.get(f"/review?after={first}").text)
    assert second != first
    assert reviewer.get("/review.json").json()["waiting"] == len(there)


def test_a_rejected_event_is_gone_from_the_site(reviewer: TestClient, path: Path, ids: dict[str, str]) -> None:
    id_, story = ids["Wire-1 event"], ids["Wire-1"]
    form = {"token": token(reviewer), "verdict": "reject", "reviewer": "Ada", "then": "story"}
    answer = reviewer.post(f"/review/{id_}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/story/{story}#e{id_}")
    assert reviewer.get(f"/story/{story}.json").json()["events"] == []
    assert "No event was read" in reviewer.get(f"/story/{story}").text
    with Ledger(path, read_only=True, wait_s=10) as ledger:
        ((kept,),) = ledger.sql(f"select count(*) from store.events where id = '{id_}'").fetchall()  # noqa: S608
        assert kept == 1
        assert [(each.verdict, each.reviewer) for each in ledger.corrections()] == [("reject", "Ada")]
    page = reviewer.get(f"/review/{id_}").text
    assert "rejected" in page
    assert 'value="Ada"' in page


def test_a_corrected_event_is_shown_corrected(reviewer: TestClient, ids: dict[str, str]) -> None:
    id_ = ids["Wire-1 event"]
    form = {
        "token": token(reviewer),
        "verdict": "correct",
        "act": "THREATEN/expel",
        "aux.future": "on",
        "actors": "diplomats | POL GOV",
        "recipients": LITHUANIA,
        "after": "x y",
    }
    answer = reviewer.post(f"/review/{id_}", data=form)
    assert answer.headers["location"] == "/review?after=x+y"
    (each,) = reviewer.get(f"/story/{ids['Wire-1']}.json").json()["events"]
    now = each["event"]
    assert (now["event_type"], now["mode"], now["auxiliary"], now["confidence"]) == (
        "THREATEN",
        "expel",
        ["future"],
        1.0,
    )
    assert [(actor["text"], actor["country"]) for actor in now["actors"]] == [("diplomats", "POL")]
    assert [actor["country"] for actor in now["recipients"]] == ["LTU"]
    assert reviewer.get("/review.json").json()["latest"][0]["verdict"] == "correct"
    assert reviewer.get("/dyad/POL/LTU").status_code == 200
    assert reviewer.get(f"/happening/{each['happening_id']}").status_code == 200


def test_an_accepted_event_waits_no_more(reviewer: TestClient) -> None:
    waiting = reviewer.get("/review.json").json()["waiting"]
    first = shown_event(reviewer.get("/review").text)
    assert reviewer.post(f"/review/{first}", data={"token": token(reviewer), "verdict": "accept"}).status_code == 303
    assert reviewer.get("/review.json").json()["waiting"] == waiting - 1
    assert shown_event(reviewer.get("/review").text) != first


def test_when_all_is_done_the_queue_says_so(path: Path) -> None:
    there = events(path)
    last = max(there, key=lambda id_: (there[id_][1], id_))
    with TestClient(make_app(path, review=True), base_url=BASE) as client:
        assert "Nothing waits" in client.get(f"/review?after={last}").text


def test_a_mistake_is_named_and_the_form_kept(reviewer: TestClient, ids: dict[str, str]) -> None:
    form = {"token": token(reviewer), "verdict": "correct", "act": "ASSAULT", "actors": "Nobody here | LTU"}
    answer = reviewer.post(f"/review/{ids['Wire-1 event']}", data=form)
    assert answer.status_code == 400
    assert "does not stand in the sentence" in answer.text
    assert "Nobody here | LTU" in answer.text


def test_what_is_unknown_is_not_found(reviewer: TestClient) -> None:
    assert reviewer.get("/review/none").status_code == 404
    assert reviewer.post("/review/none", data={"token": token(reviewer), "verdict": "accept"}).status_code == 404


def test_without_review_there_is_no_review(client: TestClient, ids: dict[str, str]) -> None:
    for address in ("/review", "/review.json", f"/review/{ids['Wire-1 event']}"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"verdict": "reject"}).status_code in {404, 405}
    assert "/review" not in client.get("/").text


def test_story_and_happening_lead_to_the_review(reviewer: TestClient, ids: dict[str, str]) -> None:
    link = f'href="/review/{ids["Wire-1 event"]}?then=story"'
    assert link in reviewer.get(f"/story/{ids['Wire-1']}").text
    assert link in reviewer.get(f"/happening/{ids['Wire-1 happening']}").text
    assert 'name="then" value="story"' in reviewer.get(f"/review/{ids['Wire-1 event']}?then=story").text


def test_a_folder_cannot_be_reviewed(path: Path, tmp_path: Path) -> None:
    with Ledger(path, read_only=True) as ledger:
        ledger.write_folder(tmp_path / "made.ledger")
    with pytest.raises(BusyError, match="can only be read"):
        make_app(tmp_path / "made.ledger", review=True)


def test_the_form_of_an_event_says_the_event() -> None:
    for verdict in ("accept", "correct", "reject"):
        said = correction_of(READ, verdict, fields_of(READ, reviewer="Ada"), at=NOW)
        assert said.verdict == ("reject" if verdict == "reject" else "accept")
        assert (said.actors, said.recipients, said.cameo) == (READ.actors, READ.recipients, READ.cameo)


@pytest.mark.parametrize("line", ["Alexander Lukashenko | BLR GOV", "Alexander Lukashenko"])
def test_whom_the_tables_know_keeps_the_identity_when_typed(line: str) -> None:
    """A shorter name than the coder's span was nobody whom the knowledge base has."""
    sentence = "Lithuania expelled President Alexander Lukashenko's aide on Thursday."
    said = spanned(coded("Wire-2", event("2022-07-14 LTU 166 BLR", sentence))).events[0]
    form = Form(fields={"act": "SANCTION/expel", "actors": LITHUANIA, "recipients": line})
    (recipient,) = correction_of(said, "correct", fields_sent(form), at=NOW).recipients
    assert (recipient.entity_id, recipient.country, recipient.sector) == ("person:alexander-lukashenko", "BLR", "GOV")
    assert recipient.text == "Alexander Lukashenko"


def test_words_that_several_are_called_keep_no_identity() -> None:
    said = spanned(
        coded("Wire-3", event("2022-07-14 LTU 166 BLR", "Lithuania expelled aides of Kim on Thursday."))
    ).events[0]
    form = Form(fields={"act": "SANCTION/expel", "actors": LITHUANIA, "recipients": "Kim"})
    (recipient,) = correction_of(said, "correct", fields_sent(form), at=NOW).recipients
    assert (recipient.name, recipient.entity_id) == ("Kim", None)


def test_sides_can_be_swapped() -> None:
    form = Form(fields={"act": "SANCTION/expel", "actors": DIPLOMATS, "recipients": f"{LITHUANIA} | LTU GOV"})
    said = correction_of(READ, "correct", fields_sent(form), at=NOW)
    assert (said.actors, said.recipients) == (READ.recipients, READ.actors)
    assert (said.verdict, said.reviewer) == ("correct", "unnamed")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"act": "NONSENSE"}, "no act"),
        ({"act": "ASSAULT/expel"}, "no act"),
        ({"aux.sometimes": "on"}, "no auxiliary mode"),
        ({"actors": "", "recipients": ""}, "actor or a recipient"),
        ({"actors": f"{LITHUANIA} | XYZ"}, "no country code"),
        ({"actors": f"{LITHUANIA} | LTU ABC"}, "no sector"),
        ({"actors": " | LTU"}, "does not stand"),
        ({"actors": LITHUANIA, "recipients": LITHUANIA}, "cannot be actor and recipient"),
        ({"actors": "\n".join([LITHUANIA] * 21)}, "at most 20"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, str], words: str) -> None:
    form = {"act": "SANCTION/expel", "actors": LITHUANIA, "recipients": DIPLOMATS, **changes}
    with pytest.raises(MistakeError, match=words):
        correction_of(READ, "correct", fields_sent(Form(fields=form)), at=NOW)
    with pytest.raises(MistakeError, match="verdict"):
        correction_of(READ, "perhaps", fields_of(READ, reviewer=""), at=NOW)


def test_the_form_offers_every_act() -> None:
    assert {"SANCTION", "SANCTION/expel", "AGREE", "RETREAT/resign"} <= set(acts())
    assert len(acts()) == len(set(acts()))
