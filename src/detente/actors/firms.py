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
OF_FIRMS = (
    re.compile(
        rf"\b({NAME})[’']s? (?:[a-z]+ )?(?:(?:founder|co-founder) and )?(?:former |new |then-|own |largest )?{OWNED}\b"
    ),
    re.compile(rf"\b(?:shares?|stock|stake|investors?|investments?) (?:of|in) ({NAME})\b"),
    re.compile(rf"\b({NAME}) (?:shares|stock) (?:fell|rose|jumped|dropped|tumbled|closed|slid|were|was)\b"),
    re.compile(rf"\b{FIRM} (?:called )?({NAME})\b"),
    re.compile(rf"\b({NAME}), (?:an? |the )(?:[a-z’'-]+ ){{0,3}}{FIRM}\b"),
    re.compile(rf"\b({NAME}),? (?:Inc|Corp|Ltd|LLC|PLC|GmbH|AG|Holdings)\b"),
)
OF_GROUPS = (
    re.compile(rf"\b{GROUPS} (?:including|such as|like|called|known as) (?:the )?({NAME})(?: and (?:the )?({NAME}))?"),
    re.compile(
        rf"\b({NAME}), (?:an? |the )(?:[a-z’'-]+ ){{0,3}}(?:advocacy|campaign|pressure|lobby|watchdog|grassroots|non-?profit) {GROUPS}\b"
    ),
)


def told_bodies(text: str, knowledge: Knowledge, called: Container[str]) -> Iterator[tuple[str, str]]:
    """Each unknown name of a firm (BUS) or private group (SOC) of the text."""
    seen: set[str] = set()
    for patterns, sector in ((OF_FIRMS, "BUS"), (OF_GROUPS, "SOC")):
        for pattern in patterns:
            for match in pattern.finditer(text):
                for name in filter(None, match.groups()):
                    if name not in seen and not _is_other(name, knowledge, called) and not _has_given_name(name, text):
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
