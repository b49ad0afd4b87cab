"""Bytes -> text: byte order mark, UTF-8, the declared charset, then detection. Binary data is refused by what it looks like."""

from __future__ import annotations

import codecs
import re

from detente.read.options import UnreadableError

SIGNATURES = (
    (b"%PDF", "a PDF"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"), (b"\x1f\x8b", "gzip data"), (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"), (b"7z\xbc\xaf", "a 7z archive"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"SQLite format", "an SQLite database"), (b"RIFF", "audio or video"), (b"OggS", "audio"), (b"ID3", "audio"),
    (b"\x00\x00\x01\x00", "an icon"), (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"""charset\s*=\s*["']?([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)
OF_MEDIA_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
"""Codecs of Python that are no charset of a page; decoding punycode takes quadratic time."""
HEAD = 4096
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
HIGH = re.compile(rb"[\x80-\xff]")
MAX_HIGH_SHARE = 0.03
"""English has under 1 %, Polish 5 to 9 %, Cyrillic and Chinese over 50 %."""
MAX_CONTROL_SHARE = 0.02


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The text of some bytes. Raises UnreadableError for empty and binary data and for text that no charset fits."""
    encoding = find_encoding(data, charset=charset)
    text = data.decode(encoding, errors="strict")
    if len(CONTROL.findall(text[:HEAD])) > MAX_CONTROL_SHARE * min(len(text), HEAD):
        raise UnreadableError("is binary data, not text")
    return text


def declared_charset(media_type: str) -> str | None:
    """The charset of a Content-Type header.

    >>> declared_charset("text/html; charset=ISO-8859-2")
    'ISO-8859-2'
    """
    found = OF_MEDIA_TYPE.search(media_type)
    return found[1] if found else None


def find_encoding(data: bytes, *, charset: str | None = None, is_whole: bool = True) -> str:
    """The encoding of a text, or of its head (not `is_whole`: its last character may be cut). Raises UnreadableError as `decode`."""
    if not data.strip():
        raise UnreadableError("the file is empty")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding if _fits(data, encoding, is_whole) else _give_up()
    for signature, looks in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"looks like {looks}, not text; extract the text first")
    if b"\x00" in data[:HEAD]:
        raise UnreadableError("is binary data, not text")
    for guess in ("utf-8", _declared(data, charset)):
        if guess and _fits(data, guess, is_whole):
            return guess
    detected = "cp1252" if _is_mostly_ascii(data) else _detected(data)
    return detected if detected and _fits(data, detected, is_whole) else _give_up()


def _is_mostly_ascii(data: bytes) -> bool:
    """Whether this is a western text with a few accents and quotation marks, on which detection only guesses."""
    return len(HIGH.findall(data)) < MAX_HIGH_SHARE * len(data)


def _give_up() -> str:
    raise UnreadableError("no character encoding fits; save it as UTF-8")


def _fits(data: bytes, encoding: str, is_whole: bool) -> bool:
    try:
        if codecs.lookup(encoding).name.replace("-", "_") in NOT_CHARSETS:
            return False
        text: object = codecs.getincrementaldecoder(encoding)().decode(data, final=is_whole)
    except Exception:  # noqa: BLE001 (a declared charset may name any codec: "zip", "idna", "rot13")
        return False
    return isinstance(text, str)


def _declared(data: bytes, charset: str | None) -> str | None:
    match = DECLARED.search(data[:HEAD])
    declared = charset or (next(filter(None, match.groups())).decode("ascii") if match else None)
    if declared is None or declared.lower().replace("-", "") in ("utf8", "iso88591", "latin1", "ascii", "usascii"):
        # Pages that declare Latin-1 mean Windows-1252 (WHATWG encoding standard).
        return "cp1252" if declared and declared.lower() not in ("utf-8", "utf8") else None
    return declared


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best else None
