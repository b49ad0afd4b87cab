"""What words for a place that no table names are of: something that stands in a town, the seat of a state's parliament or ministries."""

from __future__ import annotations

import re

CAPITAL, PARLIAMENT, MINISTRIES, EMBASSIES = "CPSE"
"""What a town may be the seat of, as `capitals.tsv` has it."""

_OF_STATE = re.compile(
    r"^(?:(?:outside|in front of|near)\s+)?(?:the\s+)?(?:(?:national|federal|presidential|royal|republican|government|grand|state)\s+)?"
    r"(?:parliament|(?:legislative |constituent )?assembly|congress|senate|presidency|palace|villa|chancellery|supreme court|"
    r"constitutional court|"
    r"(?:state|government|parliament|lower|upper) house|house of (?:representatives|commons|lords)|chamber of deputies|"
    r"(?:prime minister|president|premier)['’]s (?:office|house|palace|residence)|presidential (?:compound|complex|office|residence)|"
    r"state department|central bank|[a-z ]*ministry)"
    r"(?:\s+building)?$|^parliament (?:house|building|square)$",
    re.IGNORECASE,
)
_EMBASSY = re.compile(r"\b(?:embassy|high commission|chancery|nunciature)\b", re.IGNORECASE)
_PARLIAMENT = re.compile(
    r"\b(?:parliament|assembly|congress|senate|house of (?:representatives|commons|lords)|(?:lower|upper) house|chamber)\b",
    re.IGNORECASE,
)
THIS_CITY = re.compile(r"[Tt]his (?:city|town|capital|village)$")
"""Where who writes is."""
_SOME_TOWN = re.compile(r"\b(?:an?|another|several|some)\s(?:[\w-]+\s){0,3}(?:cit(?:y|ies)|towns?|villages?)$")
"""What was not: of "a strategic town" nothing but the country is known."""
OF_TOWN = re.compile(
    r"\b(?:square|street|avenue|boulevard|plaza|palace|hospital|clinic|prison|jail|court|courthouse|courtroom|airport|"
    r"station|university|campus|college|school|headquarters|stadium|arena|market|mosque|church|cathedral|temple|embassy|consulate|hotel|"
    r"(?:city|town)\s+(?:hall|house)|barracks|cemetery|park|downtown|(?:city|town|suburb)(?!\s+of\b)|neighbou?rhood|quarter|"
    r"parliament|assembly|congress|senate|statehouse|capitol|ministry|committee|commission|council|bridge|office|offices|delegation|gardens|"
    r"theat(?:re|er)|museum|gallery|library|restaurant|pub|cafe|nightclub|supermarket|mall|tower|apartment|flat|hall|academy|road|lane|"
    r"building|terminal|compound|garden|government house|state house|(?:governor|president|premier)['’]s house|taxi rank|bus park|"
    r"flyover|overpass|underpass|off-ramp|monument|memorial|statue|monastery|convent|dock|docks|quay|wharf|"
    r"shrine|synagogue|pagoda|kovil|gurdwara|intersection|roundabout|junction|cinema|mansion|villa|residence|racecourse|parade ground|"
    r"old (?:town|city|quarter)|chinatown|medina|kasbah|casbah|waterfront|seafront|corniche|"
    r"(?:palacio|palais|palazzo|plaza|place|piazza|pra[cç]a|rue|calle|avenida|jalan)(?=\s[A-Z]))\b",
    re.IGNORECASE,
)


def is_in_town(words: str) -> bool:
    """Whether the words are of something that stands in a town: a building, a square, a ministry.

    >>> is_in_town("the central bank"), is_in_town("a strategic town")
    (True, False)
    """
    is_kind = _OF_STATE.match(words) or OF_TOWN.search(words)
    return is_kind is not None and not _SOME_TOWN.search(words) and not THIS_CITY.match(words)


def seat_of(words: str) -> str | None:
    """What of a state the words name, which sits in one town of it.

    >>> seat_of("the Royal Thai Embassy"), seat_of("parliament"), seat_of("city hall")
    ('E', 'P', None)
    """
    if _EMBASSY.search(words):
        return EMBASSIES
    if not _OF_STATE.match(words):
        return None
    return PARLIAMENT if _PARLIAMENT.search(words) else MINISTRIES
