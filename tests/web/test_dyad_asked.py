"""Two names, or what is nearly one, lead to a dyad, or to a page that says what they can be."""

import pytest
from starlette.testclient import TestClient

from tests.web.made import HOSTILE, HOSTILE_NAME


@pytest.mark.parametrize(
    ("first", "second", "path"),
    [
        ("Russia", "Ukraine", "/dyad/RUS/UKR"),
        ("rus", "Kyiv", "/dyad/RUS/UKR"),
        ("Volodymyr Zelenskyy", "north korea", "/dyad/UKR/PRK"),
        (HOSTILE_NAME, "UKR", None),
    ],
)
def test_names_lead_to_the_dyad(client: TestClient, first: str, second: str, path: str | None) -> None:
    answer = client.get("/dyad", params={"a": first, "b": second})
    assert answer.status_code == 303
    if path:
        assert answer.headers["location"] == path
    assert client.get(answer.headers["location"]).status_code == 200


def test_other_parameters_go_along(client: TestClient) -> None:
    answer = client.get("/dyad?a=Russia&b=Ukraine&step=year")
    assert answer.headers["location"] == "/dyad/RUS/UKR?step=year"
    assert client.get("/dyad.json?a=Russia&b=Ukraine&step=year").headers["location"] == "/dyad/RUS/UKR.json?step=year"


def test_names_in_the_path_lead_to_the_dyad_too(client: TestClient) -> None:
    answer = client.get("/dyad/Russia/north%20korea", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, "/dyad/RUS/PRK")


def test_what_is_ambiguous_is_offered(client: TestClient) -> None:
    answer = client.get("/dyad?a=Congo&b=Russia")
    assert answer.status_code == 404
    assert "can be COG (Congo) or COD" in answer.text
    assert 'href="/dyad?a=COD&amp;b=Russia"' in answer.text
    twin = client.get("/dyad.json?a=Congo&b=Russia")
    assert twin.status_code == 404
    assert [each["party"] for each in twin.json()["first"]["offered"]] == ["COG", "COD"]


def test_what_is_spelt_nearly_so_is_offered(client: TestClient) -> None:
    answer = client.get("/dyad?a=Rusia&b=Ukraine")
    assert answer.status_code == 404
    assert 'href="/dyad?a=RUS&amp;b=Ukraine"' in answer.text
    assert "nobody known by that name" in answer.text


def test_a_part_of_a_party_s_name_is_offered(client: TestClient) -> None:
    twin = client.get("/dyad.json?a=Blue%22&b=Ukraine").json()
    assert HOSTILE_NAME in [each["party"] for each in twin["first"]["offered"]]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("Lithuania", "Ukraine", "The ledger has no event between Lithuania and Ukraine"),
        ("Russia", "rus", "Russia twice"),
        ("Russia", "", "A second party is needed"),
        ("Fiji", "Ukraine", "of whom this ledger has no event"),
    ],
)
def test_two_parties_without_a_dyad_are_explained(client: TestClient, first: str, second: str, words: str) -> None:
    answer = client.get("/dyad", params={"a": first, "b": second})
    assert answer.status_code == 404
    assert words in answer.text


def test_the_page_asks_for_names(client: TestClient) -> None:
    answer = client.get("/dyad")
    assert answer.status_code == 200
    assert 'name="a"' in answer.text
    assert 'aria-current="page">Two parties' in answer.text
    assert client.get("/dyad.json").status_code == 404


def test_an_unknown_dyad_ends_in_the_page_that_explains(client: TestClient) -> None:
    answer = client.get("/dyad/ZZZ/LTU", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (404, "/dyad")
    assert client.get("/dyad/ZZZ/LTU.json").status_code == 404


def test_hostile_names_are_inert_and_bounded(client: TestClient) -> None:
    assert HOSTILE not in client.get("/dyad", params={"a": HOSTILE, "b": '"><b>'}).text
    assert client.get("/dyad", params={"a": "x" * 300, "b": "RUS"}).status_code == 400
