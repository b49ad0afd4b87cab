"""Firms and private groups that no table has, told by what a story says of them: "Quillco's shares", "groups such as FreeNow".

Takes a text, the tables and the names that the story has explained; gives each such name with its sector. Gives nothing for a name that
has a given name before it anywhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from detente.actors.knowledge import Knowledge
from detente.actors.names import key_of, tokenise
from detente.actors.personal import NOT_NAMES, PRONOUNS

NAME = r"(?:[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2})"
OWNED = (
    r"(?:chief executive|CEO|chief financial officer|shareholders?|shares|stock|investors|board of directors|customers|profits?|revenues?|"
    r"sales|subsidiary|subsidiaries|parent company|initial public offering|IPO|headquarters and|share price|brand|products?)"
)
FIRM = (
    r"(?:firm|company|startup|start-up|retailer|carmaker|automaker|chipmaker|drugmaker|airline|lender|insurer|manufacturer|conglomerate|"
    r"multinational|subsidiary|brewer|miner|operator|contractor)"
)
GROUPS = r"(?:groups?|organi[sz]ations?|non-?profits?|coalitions?|charities)"
MOST_NAMES = 200
"""Each is looked for in the whole text; no page of news has so many firms and groups."""


def _behind_name(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind a name, and both: the first is quickly looked for, and most texts have none of it."""
    return re.compile(words), re.compile(rf"\b({NAME}){words}")


def _before_name(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The same for what stands before it."""
    pattern = re.compile(words)
    return pattern, pattern


OF_FIRMS = (
    _behind_name(rf"[’']s? (?:[a-z]+ )?(?:(?:founder|co-founder) and )?(?:former |new |then-|own |largest )?{OWNED}\b"),
    _before_name(rf"\b(?:shares?|stock|stake|investors?|investments?) (?:of|in) ({NAME})\b"),
    _behind_name(r" (?:shares|stock) (?:fell|rose|jumped|dropped|tumbled|closed|slid|were|was)\b"),
    _before_name(rf"\b{FIRM} (?:called )?({NAME})\b"),
    _behind_name(rf", (?:an? |the )(?:[a-z’'-]+ ){{0,3}}{FIRM}\b"),
    _behind_name(r",? (?:Inc|Corp|Ltd|LLC|PLC|GmbH|AG|Holdings)\b"),
)
OF_GROUPS = (
    _before_name(
        rf"\b{GROUPS} (?:including|such as|like|called|known as) (?:the )?({NAME})(?: and (?:the )?({NAME}))?"
    ),
    _behind_name(
        rf", (?:an? |the )(?:[a-z’'-]+ ){{0,3}}(?:advocacy|campaign|pressure|lobby|watchdog|grassroots|non-?profit) {GROUPS}\b"
    ),
)


def told_bodies(text: str, knowledge: Knowledge, called: Container[str]) -> Iterator[tuple[str, str]]:
    """Each unknown name of a firm (BUS) or private group (SOC) of the text."""
    seen: set[str] = set()
    others: set[str] = set()
    for patterns, sector in ((OF_FIRMS, "BUS"), (OF_GROUPS, "SOC")):
        for beside, pattern in patterns:
            for match in pattern.finditer(text) if beside.search(text) else ():
                for name in filter(None, match.groups()):
                    if name in seen or name in others or len(seen) + len(others) == MOST_NAMES:
                        continue
                    if _is_other(name, knowledge, called) or _has_given_name(name, text):
                        others.add(name)
                    else:
                        seen.add(name)
                        yield name, sector


def _has_given_name(name: str, text: str) -> bool:
    """Whether a capital word or a title's dot stands before the name somewhere: "Ada Quill's investors"."""
    return re.search(rf"(?<![.!?”\"] )\b[A-Z][\w.]+ {re.escape(name)}\b", text) is not None


def _is_other(name: str, knowledge: Knowledge, called: Container[str]) -> bool:
    """Whether a name is explained or in the tables, a person's surname there, or words that a sentence or title begins with."""
    key = key_of(name)
    words = key.split()
    if not words or words[0] in PRONOUNS | NOT_NAMES or key in called or key in knowledge.short:
        return True
    is_known = next(knowledge.names.find(tokenise(name)), None) is not None
    return is_known or any(word in knowledge.roles.lengths or word in knowledge.words for word in words)
