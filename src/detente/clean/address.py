"""The address that an HTML page gives itself: its `<link rel="canonical">`, else its `og:url`.

Takes the source; gives an absolute http(s) address or None. Whoever wrote the page wrote it, so it is a name to be shown and never to be
fetched, and refused is what names no page of the web: other schemes (javascript, data, file), user names, numbers and names without
a dot for hosts, a site's front page (systems that are set up wrongly give it for all their pages), and what no browser would write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2_000
"""What browsers and search engines take for sure."""
LONGEST_HEAD = 1_000_000
"""Characters in which the end of the head is looked for; styles and scripts of news sites' heads have up to 400,000."""
MOST_TAGS = 2_000
FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx"})
LOCAL = frozenset({"local", "localhost", "internal", "lan", "home", "corp"})
"""Last labels of names within a network of one's own (RFC 6762, appendix G)."""
STOPS = re.compile(
    r"<!--|<(?P<raw>script|style|noscript|template|title)\b|<(?P<body>body)\b|"
    rf"<(?P<tag>link|meta)\b(?P<rest>[^<>]{{1,{LONGEST_ADDRESS + 600}}}+)>",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
UNWRITTEN = frozenset(' <>"\\`')
"""What an address has only in percent signs; other marks that cannot be shown, as line ends and turns of direction, are none either."""


def own_address(source: str) -> str | None:
    """The address of the page by its own word; None where it gives none, or none that can be taken.

    >>> own_address('<head><link rel="canonical" href="https://lake-post.example/2024/ferry">')
    'https://lake-post.example/2024/ferry'
    """
    found: dict[str, str] = {}
    for kind, address in _claims(source[:LONGEST_HEAD]):
        if address and kind not in found:
            found[kind] = address
    return found.get("canonical") or found.get("og:url")


def _claims(head: str) -> Iterator[tuple[str, str | None]]:
    """The addresses in the head's own tags, and of which kind each is; not those within comments, scripts or the body."""
    at = 0
    for _ in range(MOST_TAGS):
        stop = STOPS.search(head, at)
        if stop is None or stop["body"]:
            return
        at = stop.end()
        if stop["tag"]:
            values = {name.lower(): a or b or c for name, a, b, c in reversed(ATTRIBUTE.findall(stop["rest"]))}
            yield from _claim(stop["tag"].lower(), values)
            continue
        end = re.compile(f"</{stop['raw']}" if stop["raw"] else "-->", re.IGNORECASE).search(head, at)
        if end is None:
            return
        at = end.end()


def _claim(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    if tag == "link" and "canonical" in values.get("rel", "").lower().split():
        yield "canonical", as_address(values.get("href", ""))
    elif tag == "meta" and "og:url" in (values.get("property", "").lower(), values.get("name", "").lower()):
        yield "og:url", as_address(values.get("content", ""))


def as_address(words: str) -> str | None:
    """The words of an attribute as the address of a page of the web; None where they are none.

    >>> as_address("https://lake-post.example/?p=3&amp;lang=en"), as_address("//lake-post.example/a"), as_address("javascript:f()")
    ('https://lake-post.example/?p=3&lang=en', None, None)
    """
    address = unescape(words).strip()
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or not UNWRITTEN.isdisjoint(address):
        return None
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port  # a port that is none raises
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and "@" not in parts.netloc and _is_public(host)
    is_front = parts.path.lower() in FRONT_PAGES and not parts.query
    return address if is_web and not is_front else None


def _is_public(host: str) -> bool:
    """Whether a host is a name with a dot, as those of the internet are; no number, which may be one of one's own network."""
    *labels, last = host.split(".")
    return bool(labels) and all(labels) and not last[:1].isdigit() and ":" not in host and last not in LOCAL
