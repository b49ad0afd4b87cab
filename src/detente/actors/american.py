"""The American congress, which news of the United States names without a country: "Congress", "Republican senators", "Sen. Ada Quill"."""

from __future__ import annotations

import re

from detente.actors.blocs import BLOCS
from detente.actors.names import word_set
from detente.actors.phrases import Phrase
from detente.actors.senses import Scene

CONGRESSES = BLOCS["latin american"] | {"PHL", "PRI", "NGA", "KEN", "ESP"}
"""States whose parliament, or one of its houses, news calls Congress or Senate."""
SECRETARY = re.compile(
    r"^(?:(?:Mr\.?|former|then|ex-|the|The|Former|Deputy|Assistant) )*Secretary of State(?: [A-Z]|$)"
)
OTHER_SECRETARIES = frozenset({"GBR", "VAT"})
"""States that have such an office of their own beside or instead of a foreign minister."""
SEATED = ("Rep. ", "Sen. ")
"""Before a name they are of the American congress, unless the story speaks more of another."""
AMERICAN_PARTIES = word_set("republican republicans democratic democrat")
HOUSES = word_set("congressional house senate")
PARTISANS = word_set("republicans democrats republican democrat")
LEGISLATORS = word_set("senator senators congressman congresswoman representative lawmaker lawmakers sen rep sens reps")


def is_american(phrase: Phrase) -> bool:
    """As in "Congress", "Republican senators" of a story that speaks of the United States."""
    keys = {token.key for token in phrase.tokens if token.is_capital}
    words = [token for token in phrase.tokens if token.key != "the"]
    is_house = len(words) == 1 and words[0].is_capital and words[0].key in ("congress", "senate", *AMERICAN_PARTIES)
    return (
        is_house
        or phrase.text.startswith(SEATED)
        or (bool(keys & HOUSES) and bool(keys & PARTISANS))
        or (bool(keys & AMERICAN_PARTIES) and bool({t.key for t in phrase.tokens} & LEGISLATORS))
    )


def speaks_of_americans(phrase: Phrase, scene: Scene) -> bool:
    """Whether the story names the United States, and for "Congress" alone no state with a congress more often."""
    own = scene.countries.get("USA", 0)
    is_alone = sum(token.key != "the" for token in phrase.tokens) == 1
    is_doubtful = is_alone or phrase.text.startswith(SEATED)
    return own > 0 and not (is_doubtful and any(scene.countries.get(code, 0) > own for code in CONGRESSES))


def is_american_secretary(phrase: Phrase, scene: Scene) -> bool:
    """As in "Secretary of State Quill": the American foreign minister, where the story names no other state with such an office."""
    if not SECRETARY.match(phrase.text):
        return False
    return scene.countries.get("USA", 0) > 0 or not any(scene.countries.get(code) for code in OTHER_SECRETARIES)
