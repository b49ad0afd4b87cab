"""Characters that a site has lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean.broken import LOST, mend


@pytest.mark.parametrize(
    ("lost", "mended"),
    [
        ("It isn~t over, he said.~", "It isn’t over, he said."),
        ("KIGALI~~~The harvest failed. It isn~t over.", "KIGALI – The harvest failed. It isn’t over."),
        ("The judge ~ a sailor ~ left.", "The judge – a sailor – left."),
        ("It was late.~~We sail at dawn,~ he said.", "It was late. “We sail at dawn,” he said."),
        ('He spoke of ~weather in harbour." It isn~t so.', 'He spoke of "weather in harbour." It isn’t so.'),
        ("They want~to sail.~The fee is 3~million.", "They want to sail. The fee is 3 million."),
        (
            "The harbour was shut.~Nobody left the~harbour~quickly.",
            "The harbour was shut. Nobody left the harbour quickly.",
        ),
        ("S~nchez met Erdo~an.~He left.", "S~nchez met Erdo~an. He left."),
        ("Pedro S~nchez said it.", "Pedro S~nchez said it."),
        ("S~o Paulo~s mayor left.", "S~o Paulo~s mayor left."),
    ],
)
def test_what_is_sure_is_put_back(lost: str, mended: str) -> None:
    assert mend(lost.replace("~", LOST)) == mended.replace("~", LOST)


@given(st.text(alphabet=f'aB. ,3n"\n{LOST}', max_size=60))
def test_nothing_but_what_was_lost_changes(text: str) -> None:
    kept = [letter for letter in text if not letter.isspace() and letter != LOST]
    added = '“”’–"'
    found = [letter for letter in mend(text) if not letter.isspace() and letter not in f"{LOST}“”’–"]
    assert [letter for letter in found if letter not in added] == [letter for letter in kept if letter not in added]
