"""Which earlier mention a pronoun takes up, by points."""

from detente.actors.antecedents import CLEAR, Choice, read_points, weighed
from detente.actors.memory import Spoken
from detente.records import Entity, Mention, Span

ADA, TOM = (Entity(name="Ada"),), (Entity(name="Tom"),)
POINTS = {"a": CLEAR, "b": CLEAR / 2}


def choice(entities: tuple[Entity, ...], *features: str) -> Choice:
    mention = Mention(text="x", span=Span(start=0, end=1), sentence_index=0)
    spoken = Spoken(mention=mention, entities=entities, number="person", gender=None, nouns=frozenset())
    return Choice(entities=entities, spoken=spoken, is_joined=False, features=[(name, 1.0) for name in features])


def test_the_rules_choice_stays_unless_another_has_clearly_more_points() -> None:
    assert weighed([choice(ADA), choice(TOM, "b")], ADA, POINTS) == ADA
    assert weighed([choice(ADA), choice(TOM, "a")], ADA, POINTS) == TOM


def test_where_the_rules_find_nobody_the_best_one_counts() -> None:
    assert weighed([choice(ADA, "a"), choice(TOM, "b")], (), POINTS) == ADA
    assert weighed([], ADA, POINTS) == ADA


def test_the_bundled_points_prefer_the_sentence_before_and_the_same_gender() -> None:
    points = read_points()
    assert points["sentences 1"] > points["sentences 2"]
    assert points["gender same"] > points["gender other"]
