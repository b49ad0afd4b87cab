"""What words hint at a sector, learnt from the corpus."""

from hypothesis import given
from hypothesis import strategies as st

from detente import ontology
from detente.actors import load_knowledge
from detente.actors.description import describe
from detente.actors.hints import NOTHING, SURE, Hints, features_of, read_hints
from detente.actors.senses import Scene
from detente.records import Mention, Sentence, Span

FEATURES = st.lists(st.sampled_from(sorted(read_hints().points)[::97]), max_size=30)
SECTORS = st.sampled_from([*ontology.SECTORS, None])


def test_the_table_has_sectors_of_plover_alone() -> None:
    hints = read_hints()
    assert set(hints.sectors) <= {*ontology.SECTORS, NOTHING}
    assert all(0 <= at < len(hints.sectors) for told in hints.points.values() for at, _ in told)


def test_a_sector_is_replaced_only_where_another_is_surely_better() -> None:
    hints = Hints(sectors=("CRM", "CVL"), points={"t arrested": ((0, SURE),), "t fed": ((0, SURE / 2),)})
    assert hints.best(["t arrested"], "CVL") == "CRM"
    assert hints.best(["t fed"], "CVL") == "CVL"
    assert hints.best(["t arrested"], "GOV") == "GOV"


@given(FEATURES, SECTORS)
def test_the_order_of_features_does_not_matter(features: list[str], own: str | None) -> None:
    once = read_hints().best(sorted(features), own)
    assert once is None or once in ontology.SECTORS or once == own
    assert read_hints().best(sorted(features), once) == once


def test_features_come_in_one_order_so_that_their_sum_is_the_same_in_every_run() -> None:
    text = "Two spies of an agency were tried for a bomb over a village."
    scene = Scene(knowledge=load_knowledge())
    mention = Mention(text="Two spies", span=Span(start=0, end=9), sentence_index=0)
    found = features_of(mention, describe(mention.text, scene), "SPY", Sentence(index=0, start=0, end=61, text=text))
    words = [feature for feature in found if feature.startswith("t ")]
    assert words == sorted(words)
    assert len(words) > 2
