from datetime import date

from detente.actors import load_knowledge
from detente.actors.home import Homes, main_country
from detente.actors.memory import Memory
from detente.actors.scenes import scene_of
from detente.actors.towns import Town, dateline_towns, led_towns, own_towns, state_meant, told_towns
from detente.records import Story


def keys(towns: object) -> list[str]:
    return [town.key for town in towns]  # type: ignore[attr-defined]


def story_of(text: str, *, title: str | None = None, dateline: str | None = None) -> Story:
    return Story(id="case", source="case", title=title, text=text, dateline=dateline, published=date(2016, 5, 2))


def test_towns_stand_behind_words_of_place_and_are_no_rivers_months_or_known_names() -> None:
    knowledge = load_knowledge()
    text = "In Kyaukme and near the Caledon river, in March, in Kenya, they met Nyala at the village of Techiman."
    assert keys(led_towns(text, knowledge)) == ["kyaukme", "techiman"]


def test_a_text_tells_towns_by_apposition_and_a_mention_by_of() -> None:
    knowledge = load_knowledge()
    assert keys(told_towns("Lashio, the largest town of the north, burnt.", knowledge)) == ["lashio"]
    assert keys(led_towns("Lashio, the largest town of the north, burnt.", knowledge)) == []
    assert keys(own_towns("the mayor of Techiman", knowledge)) == ["techiman"]


def test_datelines_hold_towns_before_the_day() -> None:
    assert keys(dateline_towns("LAHAD DATU, 3 May (XYZ)", load_knowledge())) == ["lahad datu"]


def test_a_name_of_several_states_is_meant_where_the_story_names_the_state() -> None:
    roma = Town(0, 7, "roma", ("ITA", "LSO"))
    assert state_meant(roma, {"LSO": 3, "ITA": 1}) == "LSO"
    assert state_meant(roma, {"KEN": 3}) is None


def test_towns_tell_the_state_of_a_story_that_names_none_and_never_overrule_a_clear_one() -> None:
    knowledge = load_knowledge()
    alone = scene_of(story_of("A shop burnt in Techiman. Police came to the shop in Techiman."), knowledge)
    assert main_country(alone) == "GHA"
    clear = scene_of(story_of("Kenya and Kenya met Kenya in Techiman, said Kenya."), knowledge)
    assert main_country(clear) == "KEN"
    assert clear.countries["GHA"] == 0


def test_a_dateline_of_a_small_town_is_home() -> None:
    text = "Thailand talked to Malaysia. Thailand and Malaysia agreed."
    story = story_of(text, dateline="LAHAD DATU, 3 May")
    homes = Homes(story=story, scene=scene_of(story, load_knowledge()), sentences={}, memory=Memory())
    assert homes.home == "MYS"
