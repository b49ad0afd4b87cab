"""Words of descriptions of several parties: counts, nouns for states, sides and people, and what may stand beside them."""

from __future__ import annotations

import re

from detente.actors.blocs import BLOCS
from detente.actors.names import word_set
from detente.actors.opponents import COMMANDERS

NOUN_SECTORS = {
    **dict.fromkeys(["armies", "militaries", "navies"], "MIL"),
    "parliaments": "LEG",
    "peoples": "CVL",
    "courts": "JUD",
    "churches": "REL",
    "oppositions": "OPP",
}
NUMBERS = {2: "two both neither either pair each other", 3: "three trio", 4: "four", 5: "five"}
COUNTS = {word: number for number, words in NUMBERS.items() for word in words.split()}
STATES = word_set(
    "countries country nations nation states state governments government neighbours neighbors capitals capital allies powers republics "
    "navies courts churches oppositions delegations embassies ministries "
    "economies armies militaries superpowers peoples partners parliaments members koreas"
)
SIDES = word_set("sides side parties rivals foes enemies adversaries camps belligerents factions groups movements")
OFFICES = word_set("leaders presidents premiers statesmen counterparts rulers monarchs ministers")
HEADS = {
    "presidents": ("president", "head of state"),
    "premiers": ("premier", "prime minister", "chancellor", "head of government"),
}
"""What those are called of whom there is one in a state; a minister or an envoy is none of "both presidents"."""
FIELDS = word_set(
    "foreign prime defence defense interior economy finance trade health energy water irrigation agriculture transport justice oil "
    "education"
)
PRIVATE = frozenset({None, "CVL", "BUS", "JRN", "EDU", "LAB", "REF", "CRM", "UAF"})
PERSONS = word_set("men women pair ambassadors")
PEOPLE = OFFICES | PERSONS | COMMANDERS | word_set("officials diplomats envoys negotiators delegations")
BARE = word_set(
    "neighbours neighbors sides rivals parties leaders foes allies belligerents presidents enemies ministers delegations negotiators "
    "governments"
)
"""Nouns that mean a pair with "the" alone."""
FILLERS = (
    FIELDS
    | word_set(
        "the of all same other neighbouring neighboring rival warring asian african arab allied communist nuclear armed baltic nordic "
        "environment their our erstwhile former european yugoslav nato western eastern latin american gulf young old small latter economic "
        "these those downstream upstream riparian coastal bordering quarrelling quarreling feuding opposing"
    )
    | frozenset(word for name in BLOCS for word in name.split())
)
OF_COUNCIL = re.compile(r"\b(?<=members) of the (?:un |u n |united nations )?security council\b")
HEADS_OF = re.compile(r"\bheads of (?:state|government)\b")
