"""robots.txt (RFC 9309) -> whether a path may be fetched, and how slowly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

AGENT = "detente"
MAX_LINES = 20_000
MAX_DELAY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for us: (pattern, whether it allows), and the delay asked for."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest rule that fits decides, an allowing one of equals."""
        wanted = _normal(path)
        fitting = [(len(pattern), allows) for pattern, allows in self.rules if _fits(pattern, wanted)]
        return max(fitting, default=(0, True))[1]


def parse_robots(text: str) -> Robots:
    r"""The rules of the group that names us, else of the group for all.

    >>> parse_robots("User-agent: *\nDisallow: /private").allows("/private/1")
    False
    """
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    current: list[str] = []
    is_naming = False
    for line in text.splitlines()[:MAX_LINES]:
        key, _, value = (part.strip() for part in line.split("#", 1)[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            current = [*current, value.lower()] if is_naming else [value.lower()]
            is_naming = True
            groups.setdefault(value.lower(), ([], []))
            continue
        is_naming = is_naming and not key
        for name in current:
            rules, delays = groups[name]
            if key in ("allow", "disallow") and value:
                rules.append((_normal(value), key == "allow"))
            elif key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value):
                delays.append(float(value))
    rules, delays = groups.get(AGENT, groups.get("*", ([], [])))
    return Robots(rules=tuple(rules), delay_s=min(max(delays, default=0.0), MAX_DELAY_S))


def _normal(path: str) -> str:
    return quote(unquote(path), safe="/*$?=&;:@!,'()+~-._")


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern, in which `*` is anything and a last `$` the end; without backtracking."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others):
        is_last = number == len(others) - 1
        if is_last and is_whole:
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not is_whole or at == len(path)
