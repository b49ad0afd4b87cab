import math

from detente import ontology
from detente.ledger.signs import TABLE, read_signs

ROWS = ontology.read_table(TABLE)


def test_the_table_has_a_row_and_a_reason_for_every_sign() -> None:
    signs = read_signs()
    for row in ROWS:
        assert getattr(signs, row["sign"]) == float(row["points"])
        assert math.isfinite(float(row["points"]))
        assert row["meaning"]
    assert len({row["sign"] for row in ROWS}) == len(ROWS)


def test_signs_are_about_codes_and_types_that_there_are() -> None:
    signs = read_signs()
    codes = ontology.cameo_codes()
    assert all(any(code.startswith(each) for code in codes) for each in signs.lasting_codes)
    types = {code.event_type for code in codes.values()}
    assert types >= {*signs.recurring_types}


def test_words_in_common_speak_for_one_happening_and_days_between_against_it() -> None:
    signs = read_signs()
    assert min(signs.meaning, signs.words, signs.number, signs.same_town, signs.lasting) > 0
    assert max(signs.base, signs.later, signs.other_deed, signs.other_town, signs.closer_rival) < 0
