"""What is learnt of actors: sectors by words, antecedents of pronouns."""

from detente.actors.antecedents import Choice, weighed
from detente.actors.memory import Spoken
from detente.records import Entity, Mention, Span
from training import antecedents, sectors

ADA, TOM = Entity(name="Ada", country="CHE", sector="GOV"), Entity(name="Tom", country="AUT", sector="MIL")


def choice(entity: Entity, feature: str) -> Choice:
    mention = Mention(text="x", span=Span(start=0, end=1), sentence_index=0)
    spoken = Spoken(mention=mention, entities=(entity,), number="person", gender=None, nouns=frozenset())
    return Choice(entities=(entity,), spoken=spoken, is_joined=False, features=[(feature, 1.0)])


def test_a_word_that_always_goes_with_a_sector_is_learnt() -> None:
    arrested = sectors.Case(("=", "s CVL", "t arrested"), "CVL", "CRM")
    fed = sectors.Case(("=", "s CVL", "t fed"), "CVL", "CVL")
    hints = sectors.fit([arrested, fed] * 200, seed=1)
    assert hints.best(arrested.features, "CVL") == "CRM"
    assert hints.best(fed.features, "CVL") == "CVL"
    assert "with hints 1.000" in sectors.report(hints, [arrested, fed])


def test_the_written_hints_have_a_line_for_each_feature() -> None:
    hints = sectors.fit([sectors.Case(("=", "t arrested"), "CVL", "CRM")] * 50, seed=1)
    body = [line for line in sectors.table(hints).splitlines() if not line.startswith("#")]
    assert len(body) == 1 + len(hints.points)


def test_the_feature_of_right_antecedents_gets_points() -> None:
    options = choice(ADA, "near"), choice(TOM, "far")
    case = antecedents.Case("story", options, (True, False), (TOM,), ("CHE", "GOV"))
    points = antecedents.fit([case] * 60)
    assert points["near"] > points["far"]
    assert weighed(options, (TOM,), points) == (ADA,)
