from dataclasses import replace
from datetime import date

import pytest

from detente.actors import load_knowledge, resolve_mentions
from detente.actors.envoys import sending_state
from detente.actors.home import address_country, home_country
from detente.actors.locality import locality_of
from detente.actors.scenes import scene_of
from detente.actors.sections import sections_of
from detente.actors.senses import Scene
from detente.records import Mention, Sentence, Span, Story


def story_of(text: str, *, title: str | None = None, url: str | None = None) -> Story:
    return Story(id="case", source="case", title=title, text=text, url=url, published=date(2016, 5, 2))


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("LONDON, Ky. (WXYZ) - A shop burnt.", {"london": "USA"}),
        ("A shop burnt in Paris, Texas.", {"paris": "USA"}),
        ("A house in Edmonton, 5 km south of Cairns, burnt.", {"edmonton": "AUS"}),
        ("A man from Lebanon, Pa., wept.", {"lebanon": "USA"}),
        ("The row between Moscow, Georgia and Kyiv went on.", {}),
        ("Envoys of Paris, Berlin and Texas met.", {}),
        ("He was born in Calgary, Alberta.", {}),
    ],
)
def test_towns_lie_where_the_words_beside_them_say(text: str, towns: dict[str, str]) -> None:
    assert locality_of([text], load_knowledge()).towns == towns


def test_abbreviated_states_are_signs_of_their_country_and_ends_of_sentences_are_not() -> None:
    told = locality_of(
        [
            "Police in Adair County, Ky. said so. It was built in 300 B.C. by a Man. Vancouver, B.C. has none, nor far north Qld."
        ],
        load_knowledge(),
    )
    assert told.signs == {"USA": 2, "CAN": 2, "AUS": 1}
    assert told.has_county
    assert not locality_of(["The County of Adair has a mass."], load_knowledge()).has_county


def test_a_town_of_a_namesake_counts_for_the_state_of_the_page() -> None:
    assert (
        scene_of(story_of("A London man was held in Laurel County, Ky., and wept."), load_knowledge()).countries.get(
            "GBR", 0
        )
        == 0
    )
    assert scene_of(story_of("A London man was held in France."), load_knowledge()).countries["GBR"] == 1


def test_nationals_and_those_who_come_from_a_state_do_not_count_for_it() -> None:
    counts = scene_of(
        story_of("A Danish national died in Cairns. Her son flew in from Denmark."), load_knowledge()
    ).countries
    assert counts["DNK"] == 0
    assert counts["AUS"] == 1
    assert scene_of(story_of("A Danish national died."), load_knowledge()).countries["DNK"] == 1


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.news.example.co.uk/a", "GBR"),
        ("https://example.com.au/a", "AUS"),
        ("https://example.ca:80/a", "CAN"),
        ("https://example.com/uk", None),
        ("https://example.tv", None),
        (None, None),
    ],
)
def test_a_domain_tells_the_country_of_a_page(url: str | None, country: str | None) -> None:
    assert address_country(url) == country


def test_police_of_a_page_that_names_no_state_are_of_its_domain() -> None:
    text = "Police held a baker."
    mention = Mention(text="Police", span=Span(start=0, end=6), sentence_index=0)
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    for url, country in (("https://paper.example.co.nz/a", "NZL"), ("https://paper.example.com/a", None)):
        found = resolve_mentions(story_of(text, url=url), [sentence], [mention], knowledge=load_knowledge())
        assert found[mention][0].country == country


def test_the_sender_of_envoys_is_clear_only_where_there_is_one() -> None:
    scene = Scene(knowledge=load_knowledge())
    assert sending_state("Denmark's new ambassador to Turkey spoke.", scene) == "DNK"
    assert sending_state("The Danish envoy met the Peruvian ambassador.", scene) is None
    assert sending_state("The ambassador to Turkey spoke.", scene) is None


ROUND_UP = """Kenya counts the votes.

___

OSLO, Norway — Police held five. Norway waits.

___

LIMA (AP) — Crowds gathered. Peru waits.

JAKARTA " Indonesia waits.

___

The page ends here."""


def test_reports_of_a_round_up_are_at_home_where_their_datelines_say() -> None:
    scene = scene_of(story_of(ROUND_UP), load_knowledge())
    found = sections_of(ROUND_UP, scene)
    assert [code for _, code in found] == [None, "NOR", None, "PER", "IDN", None]
    assert [ROUND_UP[start : start + 4] for start, _ in found][1:5:2] == ["OSLO", "LIMA"]


def test_two_datelines_make_no_round_up() -> None:
    text = ROUND_UP.replace("JAKARTA", "In Jakarta")
    assert sections_of(text, scene_of(story_of(text), load_knowledge())) == []


def test_police_of_a_round_up_are_of_their_own_report() -> None:
    story = story_of(ROUND_UP, title="Kenya, Kenya, Kenya")
    at = ROUND_UP.index("Crowds")
    sentence = Sentence(index=0, start=at, end=at + 16, text=ROUND_UP[at : at + 16])
    mention = Mention(text="Crowds", span=Span(start=at, end=at + 6), sentence_index=0)
    found = resolve_mentions(story, [sentence], [mention], knowledge=load_knowledge())
    assert [entity.country for entity in found[mention]] == ["PER"]


@pytest.mark.parametrize(
    ("publisher", "home"), [("Associated Press", None), ("Reuters", None), ("Straits Times", "SGP")]
)
def test_an_agency_of_all_the_world_is_no_storys_home(publisher: str, home: str | None) -> None:
    text = "Singapore, Britain and America talked. London and Washington sent envoys to Singapore."
    story = replace(story_of(text), publisher=publisher)
    assert home_country(story, scene_of(story, load_knowledge())) == home
