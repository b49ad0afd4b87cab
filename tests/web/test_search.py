"""Filters filter, pages follow each other, nothing is found where there is nothing."""

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient


def found(client: TestClient, **query: str) -> list[str]:
    answer = client.get(f"/search.json?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return [event["sentence"] for event in answer.json()["events"]]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"q": "DIPLOMATS"}, 1),
        ({"q": "diplomats severed"}, 0),
        ({"q": '"three Belarusian"'}, 1),
        ({"q": "100%"}, 0),
        (
            {
                "q": "_________________________________________________________________________________________________________"
            },
            0,
        ),
        ({"actor": "LTU"}, 1),
        ({"actor": "Lithuania"}, 1),
        ({"actor": "person:vladimir-putin"}, 1),
        ({"actor": "putin"}, 1),
        ({"recipient": "BLR"}, 1),
        ({"recipient": "LTU"}, 0),
        ({"recipient": "UKR", "actor": "RUS", "aux": "negation"}, 1),
        ({"actor": "RUS", "aux": "plain", "from": "2022-07-01"}, 3),
        ({"type": "SANCTION"}, 2),
        ({"type": "SANCTION", "mode": "expel"}, 1),
        ({"type": "SANCTION", "mode": "riot"}, 0),
        ({"place": "kharkiv"}, 3),
        ({"source": "gazette"}, 1),
        ({"from": "2022-07-14", "to": "2022-07-14"}, 1),
        ({"q": "nothing of the kind"}, 0),
    ],
)
def test_a_filter_filters(client: TestClient, query: dict[str, str], number: int) -> None:
    assert len(found(client, **query)) == number


def test_without_a_filter_nothing_is_looked_for(client: TestClient) -> None:
    assert client.get("/search.json").json()["is_asked"] is False
    assert "Type words that a report has" in client.get("/search").text


def test_nothing_found_says_so(client: TestClient) -> None:
    assert "Nothing meets all of this" in client.get("/search?q=xyzzy").text


def test_stories_are_searched_too(client: TestClient) -> None:
    answer = client.get("/search.json?q=nothing&in=stories").json()
    assert [story["title"] for story in answer["stories"]] == ["Empty-1"]
    assert answer["total"] == 1


def test_names_of_states_lead_to_their_pages(client: TestClient) -> None:
    assert client.get("/search.json?q=north+korea+ukraine").json()["jumps"] == [
        {"words": "North Korea – Ukraine", "path": "/dyad/PRK/UKR"}
    ]
    assert client.get("/search.json?q=RUS").json()["jumps"][0]["path"] == "/actor/RUS"


@pytest.mark.parametrize(
    "query", ["type=X", "aux=maybe", "in=all", "after=1", "after=2022-99-99.x", "q=a+b+c+d+e+f", "from=x"]
)
def test_a_filter_that_cannot_be_used_is_named(client: TestClient, query: str) -> None:
    assert client.get(f"/search.json?{query}").status_code == 400
