"""Codes -> the words that a reader knows: names of states and other parties, of types and modes, of quads."""

from __future__ import annotations

from functools import cache

from detente import ontology

QUAD_WORDS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
QUAD_SIGNS = {1: "○", 2: "●", 3: "△", 4: "▲"}
"""Round for cooperation, pointed for conflict, filled where it is material: no colour needed."""
AUXILIARY_WORDS = {
    "historical": "told as history",
    "future": "planned",
    "hypothetical": "hypothetical",
    "negation": "denied",
}
SECTOR_WORDS = {
    "GOV": "government", "MIL": "military", "LEG": "legislature", "JUD": "judiciary", "COP": "police", "SPY": "intelligence",
    "REB": "rebels", "PRM": "paramilitaries", "UAF": "armed group", "PRE": "partially recognised entity", "OPP": "opposition",
    "PTY": "party", "IGO": "international body", "NGO": "non-governmental organisation", "CVL": "civilians", "BUS": "business",
    "MED": "medicine", "JRN": "press", "EDU": "education", "ELI": "elite", "REL": "religion", "SOC": "social group",
    "LAB": "labour", "AGR": "agriculture", "CRM": "crime", "REF": "refugees", "UNK": "unknown",
}  # fmt: skip
MODE_GLOSSES = {
    ("CONSULT", "third-party"): "at a third place",
    ("RETREAT", "access"): "lets aid, inspectors or peacekeepers in",
    ("REQUEST", "assist"): "asks for help or support",
    ("REQUEST", "change"): "asks for other policy, leaders or rights",
    ("REQUEST", "yield"): "asks the other to yield",
    ("REJECT", "assist"): "refuses help or support",
    ("REJECT", "change"): "refuses other policy, leaders or rights",
    ("REJECT", "yield"): "refuses to yield",
    ("REJECT", "meet"): "refuses to meet",
    ("THREATEN", "relations"): "to cut relations, talks or aid",
    ("THREATEN", "restrict"): "with sanctions, bans or curbs",
    ("THREATEN", "territory"): "to occupy",
    ("PROTEST", "hunger"): "hunger strike",
    ("SANCTION", "withdraw"): "ties cut, own people called back or talks left",
    ("SANCTION", "discontinue"): "aid or trade cut, sanctions imposed",
    ("COERCE", "restrict"): "bans, curbs or a blockade",
    ("ASSAULT", "targeted"): "assassination",
    ("ASSAULT", "primitive"): "with stones, knives or fire",
    ("ASSAULT", "unconventional"): "weapons of mass destruction",
    ("ASSAULT", "crowd-control"): "tear gas, batons, water cannon",
}
"""What a mode says where PLOVER's word alone is read as something else: "Sanction: discontinue" is no end of sanctions."""
INTERNATIONAL_WORDS = {
    "IGO": "intergovernmental organisation",
    "UNO": "United Nations",
    "EUR": "European Union",
    "NGO": "non-governmental organisation",
    "ISM": "social movement",
    "IMG": "international militants",
    "MNC": "multinational firm",
}


@cache
def _states() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in ontology.read_table("actors/countries.tsv")}


@cache
def state_names() -> dict[str, str]:
    """Codes of today's states, then of former ones, by all their names in lower case."""
    found: dict[str, str] = {}
    for row in sorted(ontology.read_table("actors/countries.tsv"), key=lambda row: bool(row["until"])):
        for name in (row["name"], *row["aliases"].split(";")):
            found.setdefault(name.lower(), row["iso3"])
    found.pop("", None)
    return found


def state_named(name: str) -> str | None:
    """The code of the state that a name is known for.

    >>> state_named("north korea")
    'PRK'
    """
    return state_names().get(name.strip().lower())


def is_state(party: str) -> bool:
    """Whether a party is a state or another entity with a country code."""
    return party in _states()


def state_name(code: str) -> str | None:
    """The English name of a country code."""
    return _states().get(code)


def party_name(party: str) -> str:
    """The name of a party: of a state its English name, else what the identifier says.

    >>> party_name("PRK"), party_name("org:european-union"), party_name("Hulusi Tan")
    ('North Korea', 'European Union', 'Hulusi Tan')
    """
    kind, colon, rest = party.partition(":")
    if colon and kind.islower() and rest:
        plain = rest.removesuffix("/" + rest.rpartition("/")[2]) if "/" in rest else rest
        return state_name(plain) or " ".join(word.capitalize() for word in plain.replace("-", " ").split())
    return state_name(party) or party


def act_words(event_type: str, mode: str | None) -> str:
    """A type and its mode as one reads them: "Sanction: expel".

    >>> act_words("SANCTION", "expel")
    'Sanction: expel'
    """
    return event_type.capitalize() + (f": {mode}" if mode else "")


def mode_gloss(event_type: str, mode: str | None) -> str:
    """What a mode says, where its word misleads; else nothing.

    >>> mode_gloss("SANCTION", "discontinue"), mode_gloss("SANCTION", "expel")
    ('aid or trade cut, sanctions imposed', '')
    """
    return MODE_GLOSSES.get((event_type, mode or ""), "")


def cameo_meaning(code: str) -> str:
    """What CAMEO calls a code."""
    found = ontology.cameo_codes().get(code)
    return found.meaning if found else ""
