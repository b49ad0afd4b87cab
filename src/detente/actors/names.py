"""Words -> normalised tokens, and the longest known names among them by dictionary lookup.

Takes any text; gives tokens with offsets and matches of an index whose keys are normalised token n-grams. The work grows with
the text, not with the number of names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ`][^\W_]+)*['’]?")
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
SILENT = re.compile(r"['’ʼ`.]")
HYPHENS = "-‐‑–"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
ACCENTS = dict.fromkeys(range(0x300, 0x370))
DOTTED = re.compile(r"['`.]")
GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
ACRONYM_LETTERS = 6
TEXTS_KEPT = 512
"""Tokenised texts that are remembered: a story and its mentions are asked for several times each."""

PLACES_KEPT = 2
"""Texts of which it is remembered where their words stand: the story's."""

END = attrgetter("end")

Value = TypeVar("Value")


class Token(NamedTuple):
    """One word: as written, as looked up, and how it is joined to its neighbours."""

    text: str
    key: str
    start: int
    end: int
    is_possessive: bool
    is_joined: bool
    """Whether a hyphen ties it to the next token."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """A known name among tokens: tokens[start:end]."""

    start: int
    end: int
    value: Value


def word_set(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as it is looked up: lower case, without accents, apostrophes, dots and possessive ending."""
    word = POSSESSIVE.sub("", word).lower()
    if not word.isascii():
        word = word.translate(LETTERS)
        word = "".join(c for c in unicodedata.normalize("NFKD", word).lower() if c.isalnum())
    return SILENT.sub("", word)


@lru_cache(maxsize=TEXTS_KEPT)
def tokenise(text: str) -> tuple[Token, ...]:
    """The words of the text in order; hyphens separate.

    >>> [token.key for token in tokenise("Kenya's U.S.-led al-Shabaab mission")]
    ['kenya', 'us', 'led', 'al', 'shabaab', 'mission']
    """
    tokens = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        key, is_possessive = _read_word(word)
        is_joined = text[end : end + 1] in HYPHENS and text[end + 1 : end + 2].isalnum()
        tokens.append(Token(word, key, start, end, is_possessive, is_joined))
    return tuple(tokens)


@lru_cache(maxsize=PLACES_KEPT)
def places_of(text: str) -> Mapping[str, Sequence[int]]:
    """Where each key stands among the words of a text, so that a name is found without reading all of it again."""
    found: dict[str, list[int]] = {}
    for at, token in enumerate(tokenise(text)):
        found.setdefault(token.key, []).append(at)
    return found


def tokens_after(text: str, at: int) -> Sequence[Token]:
    """The words of the text from a place on, as `tokenise(text[at:])` has them; their offsets may be those in the whole text."""
    tokens = tokenise(text)
    first = bisect_right(tokens, at, key=END)
    if first < len(tokens) and tokens[first].start < at:
        return tokenise(text[at:])
    return tokens[first:]


@lru_cache(maxsize=65536)
def _read_word(word: str) -> tuple[str, bool]:
    """A word's key, and whether it is a possessive."""
    return fold(word), POSSESSIVE.search(word) is not None


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """The index key of a name: its folded words.

    >>> key_of("Côte d'Ivoire")
    'cote divoire'
    """
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(LETTERS)).lower().translate(ACCENTS)
    words = plain.split()
    if plain.isascii() and "".join(words).isalnum():
        return " ".join(words)
    if plain.isascii() and not DOTTED.search(plain):
        return " ".join(plain.translate(GAPS).split())
    return " ".join(fold(word) for word in TOKEN.findall(name))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals throughout, so that its lower-case twin is another word (US, us)."""
    letters = [c for c in name if c.isalpha()]
    return 0 < len(letters) <= ACRONYM_LETTERS and all(c.isupper() for c in letters)


def spelt_as(name: str, tokens: Sequence[Token]) -> bool:
    """Whether the tokens have the capitals that the name asks for."""
    has_capitals, is_all_capitals = _capitals(name)
    if not has_capitals:
        return True
    if is_all_capitals:
        return all(_is_in_capitals(token.text) for token in tokens)
    return any(token.is_capital for token in tokens)


@lru_cache(maxsize=65536)
def _is_in_capitals(word: str) -> bool:
    """Whether all letters of a word are capitals, a possessive ending aside."""
    return all(c.isupper() for c in POSSESSIVE.sub("", word) if c.isalpha())


@lru_cache(maxsize=65536)
def _capitals(name: str) -> tuple[bool, bool]:
    """Whether a name has capitals, and whether it is an acronym."""
    return any(c.isupper() for c in name), is_acronym(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Generic[Value]):
    """Values by key, and how many words the longest key with a given first word, or with two given first words, has."""

    values: Mapping[str, tuple[Value, ...]]
    lengths: Mapping[str, int]
    lengths_of_two: Mapping[str, int]

    def find(self, tokens: Sequence[Token]) -> Iterator[Match[tuple[Value, ...]]]:
        """The longest keys from the left, not overlapping."""
        past = 0
        for at, token in enumerate(tokens):
            longest = self.lengths.get(token.key) if at >= past else None
            match = self._find_at(tokens, at, longest) if longest else None
            if match is not None:
                yield match
                past = match.end

    def _find_at(self, tokens: Sequence[Token], at: int, longest: int) -> Match[tuple[Value, ...]] | None:
        """The longest key that begins at this word; most names of several words end with the second that does not fit."""
        words = [token.key for token in tokens[at : at + longest]]
        most = self.lengths_of_two.get(" ".join(words[:2]), 1) if len(words) > 1 else 1
        for count in range(min(most, len(words)), 0, -1):
            values = self.values.get(" ".join(words[:count]))
            if values is not None:
                return Match(at, at + count, values)
        return None


def build_index(values: Mapping[str, Sequence[Value]]) -> Index[Value]:
    """An index of values by key."""
    lengths: dict[str, int] = {}
    of_two: dict[str, int] = {}
    for key in values:
        first, *rest = key.split(" ", 2)
        count = 1 + key.count(" ")
        lengths[first] = max(lengths.get(first, 0), count)
        if rest:
            two = f"{first} {rest[0]}"
            of_two[two] = max(of_two.get(two, 0), count)
    return Index(values={key: tuple(found) for key, found in values.items()}, lengths=lengths, lengths_of_two=of_two)
