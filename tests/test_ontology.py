import pytest

from detente import ontology


def test_sixteen_types_each_with_a_quad_and_a_score() -> None:
    assert len(ontology.event_types()) == 16
    for event_type in ontology.event_types():
        assert ontology.quad_code(event_type) in (1, 2, 3, 4)
        assert -10 <= ontology.score(event_type) <= 10


def test_every_cameo_code_maps_to_a_valid_type_and_mode() -> None:
    for code in ontology.cameo_codes().values():
        assert ontology.is_valid(code.event_type, code.mode), code
        assert set(code.contexts) <= set(ontology.CONTEXTS), code
        assert code.meaning


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [
        ("163", "SANCTION", "discontinue"),
        ("055", "CONCEDE", None),
        ("0874", "RETREAT", "withdraw"),
        ("116", "SANCTION", "convict"),
        ("173", "COERCE", "arrest"),
        ("114", "ACCUSE", "disapprove"),
    ],
)
def test_overrides_of_the_codebook(code: str, event_type: str, mode: str | None) -> None:
    assert (ontology.cameo_codes()[code].event_type, ontology.cameo_codes()[code].mode) == (event_type, mode)


def test_settled_contradictions_of_the_manual() -> None:
    assert ontology.quad_code("SANCTION") == 4
    assert ontology.score("ACCUSE") == -3


def test_an_unknown_mode_is_no_mode() -> None:
    assert not ontology.is_valid("AGREE", "visit")
    with pytest.raises(KeyError):
        ontology.score("AGREE", "visit")
