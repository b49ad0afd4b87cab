"""Lists of feeds -> their addresses: OPML files, text files with an address a line, addresses themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from detente.read.decoding import decode
from detente.read.fetch import is_address
from detente.read.options import UnreadableError

DOCTYPE = re.compile(r"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
MAX_LIST_BYTES = 20_000_000
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|at_\w+|ns_\w+|cmpid|ocid", re.IGNORECASE)
"""Parameters that say where a reader came from, not which page it is."""


class FeedListError(Exception):
    """A list of feeds that cannot be read; the message names it."""


def read_feed_list(names: Sequence[str]) -> tuple[str, ...]:
    """The feeds of all lists, each once, in order. Raises FeedListError."""
    found: dict[str, None] = {}
    for name in names:
        urls = [name] if is_address(name) else _file_urls(name)
        if not urls:
            raise FeedListError(f"{name}: no feeds in it (OPML with xmlUrl, or an http(s) address a line)")
        found.update(dict.fromkeys(urls))
    return tuple(found)


def _file_urls(name: str) -> list[str]:
    try:
        with Path(name).open("rb") as stream:
            text = decode(stream.read(MAX_LIST_BYTES))
    except (OSError, UnreadableError) as error:
        raise FeedListError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    if text.lstrip().startswith("<"):
        return _opml_urls(name, text)
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    for line in lines:
        if not is_address(line):
            raise FeedListError(f"{name}: '{line[:80]}' is no http(s) address")
    return lines


def _opml_urls(name: str, text: str) -> list[str]:
    from xml.etree import ElementTree

    if DOCTYPE.search(text):
        raise FeedListError(f"{name}: declares a document type or entities; those are not read")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", text))  # noqa: S314 (checked above)
    except ElementTree.ParseError as error:
        raise FeedListError(f"{name}: is no well-formed OPML ({error})") from error
    urls = [node.get("xmlUrl") or node.get("xmlurl") or "" for node in root.iter("outline")]
    return [url for url in urls if is_address(url)]


def canonical(url: str) -> str:
    """The address under which a page is known: no fragment, no tracking parameters, host in lower case, no default port.

    >>> canonical("HTTPS://Wire.example:443/a?utm_source=rss&id=1#top")
    'https://wire.example/a?id=1'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}.get(parts.scheme)
    netloc = host if parts.port in (None, default) else f"{host}:{parts.port}"
    pairs = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(key)
    ]
    query = parts.query if len(pairs) == parts.query.count("&") + 1 else urlencode(pairs)
    return urlunsplit((parts.scheme, netloc, parts.path or "/", query, "")).strip()
