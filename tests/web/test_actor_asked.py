"""A name or an adjective leads to an actor, or to a page that says whom it can mean and what to do."""

import pytest
from starlette.testclient import TestClient

from tests.web.made import HOSTILE, HOSTILE_NAME


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Russia", "/actor/RUS"),
        ("russian", "/actor/RUS"),
        ("Lithuanian", "/actor/LTU"),
        ("Kyiv", "/actor/UKR"),
        ("north korea", "/actor/PRK"),
        ("Putin", "/actor/person%3Avladimir-putin"),
        ("Zelenskyy", "/actor/UKR"),  # of whom the ledger has nothing as a person
    ],
)
def test_names_and_adjectives_lead_to_the_actor(client: TestClient, name: str, path: str) -> None:
    asked = client.get("/actor", params={"name": name})
    assert (asked.status_code, asked.headers["location"]) == (303, path)
    assert client.get(f"/actor/{name}", follow_redirects=True).url.path == path.replace("%3A", ":")
    assert client.get("/actor.json", params={"name": name}).headers["location"] == f"{path}.json"


def test_other_parameters_go_along(client: TestClient) -> None:
    assert client.get("/actor?name=Russia&step=year").headers["location"] == "/actor/RUS?step=year"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nobody Whatever", "nobody known by that name"),
        ("Congo", "can be COG (Congo) or COD"),
        ("Fiji", "This ledger has no event of Fiji"),
        ("person:nobody", "This ledger has no event of "),
        (HOSTILE, "nobody known by that name"),
    ],
)
def test_who_is_not_there_is_explained(client: TestClient, name: str, words: str) -> None:
    answer = client.get("/actor", params={"name": name})
    assert answer.status_code == 404
    assert words in answer.text
    assert 'name="name"' in answer.text
    assert 'href="/search?q=' in answer.text
    assert "<script>alert" not in answer.text
    twin = client.get("/actor.json", params={"name": name})
    assert twin.status_code == 404
    assert words.lower() in twin.json()["reason"].lower()


def test_what_is_ambiguous_or_misspelt_is_offered(client: TestClient) -> None:
    assert 'href="/actor/COD"' in client.get("/actor/Congo", follow_redirects=True).text
    assert 'href="/actor/RUS"' in client.get("/actor/Rusia", follow_redirects=True).text
    assert HOSTILE_NAME in [each["party"] for each in client.get("/actor.json?name=Blue%22").json()["offered"]]


def test_no_name_asks_for_one_and_a_long_one_is_refused(client: TestClient) -> None:
    assert client.get("/actor").status_code == 200
    assert 'class="notice"' not in client.get("/actor").text
    assert client.get("/actor", params={"name": "a" * 201}).status_code == 400
