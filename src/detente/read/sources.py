"""Names -> streams: files, folders, standard input, URLs. What cannot be opened is an UnreadableError."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from detente.read.options import MEGABYTE, ReadOptions, UnreadableError
from detente.read.packed import Meter

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT = "-"
HEAD_BYTES = 64 * 1024
HTTP_OK = 200
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
OnRead = Callable[[int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One opened input: its first bytes, to tell what it is, and a stream of all of it that can be read once."""

    name: str
    head: bytes
    stream: BinaryIO
    suffix: str = ""
    is_file: bool = False
    """Whether the stream is a file on disk, which Parquet and zip can seek in."""
    url: str | None = None
    charset: str | None = None
    meter: Meter = field(default_factory=Meter)
    """Shared by all that is read out of one input."""

    def read_all(self, options: ReadOptions) -> bytes:
        """All bytes. Raises UnreadableError when they are more than a page may have."""
        return bounded(self.stream.read(options.max_page_bytes + 1), options)


class _Filling(io.RawIOBase):
    """A stream whose reads come back full, so that one peek of a BufferedReader over it sees the whole head."""

    def __init__(self, inner: BinaryIO, on_read: OnRead | None = None) -> None:
        self._inner = inner
        self._on_read = on_read
        self._failure: UnreadableError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            try:
                data = self._inner.read(len(view) - filled)
            except UnreadableError as error:
                if not filled:
                    raise
                self._failure = error  # what came before the damage is handed out first
                break
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        if self._on_read is not None:
            self._on_read(filled)
        return filled


def source_of(
    name: str,
    stream: BinaryIO,
    *,
    meter: Meter,
    suffix: str = "",
    is_file: bool = False,
    on_read: OnRead | None = None,
) -> Source:
    """A source over any binary stream; `on_read` is told how many bytes each reading took."""
    filling = io.BufferedReader(_Filling(stream, on_read), HEAD_BYTES)
    head = filling.peek(HEAD_BYTES)
    return Source(name=name, head=head, stream=filling, suffix=suffix, is_file=is_file, meter=meter)


def metered(meter: Meter, on_read: OnRead | None) -> OnRead:
    """What counts the bytes of an input for its meter, and for the caller."""

    def count(number: int) -> None:
        meter.read += number
        if on_read is not None:
            on_read(number)

    return count


def printable(name: str) -> str:
    """A name as messages and records have it: bytes of a file name that are no UTF-8 are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def suffix_of(name: str) -> str:
    """The last suffix of a name, lower case: `.csv`."""
    return PurePosixPath(name).suffix.lower()


def expand(name: str) -> Iterator[str]:
    """A folder's files in sorted order, hidden ones left out; any other name as it is. Raises UnreadableError."""
    if is_url(name) or name == STANDARD_INPUT or not Path(name).is_dir():
        yield name
        return
    is_empty = True
    for path in _walk(name):
        is_empty = False
        yield path
    if is_empty:
        raise UnreadableError("the folder has no files")


def _walk(folder: str) -> Iterator[str]:
    """One folder's list is in memory at a time, however large the tree; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        raise UnreadableError(f"{folder} cannot be opened ({error.strerror or error})") from error
    for entry, is_folder in listed:
        path = str(Path(folder) / entry)
        if entry.startswith("."):
            continue
        if is_folder:
            yield from _walk(path)
        elif Path(path).is_file():
            yield path


def total_bytes(inputs: tuple[str, ...]) -> int | None:
    """Bytes of all files of the inputs; None where that is not known beforehand (standard input, URLs)."""
    if any(is_url(name) or name == STANDARD_INPUT for name in inputs):
        return None
    try:
        return sum(Path(path).stat().st_size for name in inputs for path in expand(name))
    except (OSError, UnreadableError):
        return None


def is_url(name: str) -> bool:
    """Whether a name is an http(s) URL."""
    return name.startswith(("http://", "https://"))


@contextmanager
def open_source(name: str, options: ReadOptions, on_read: OnRead | None = None) -> Iterator[Source]:
    """One input, opened for as long as the context lasts. Raises UnreadableError."""
    meter = Meter()
    count = metered(meter, on_read)
    if name == STANDARD_INPUT:
        yield source_of(name, sys.stdin.buffer, meter=meter, on_read=count)
    elif is_url(name):
        yield _fetch(name, options)
    else:
        with _open_file(name) as stream:
            yield source_of(printable(name), stream, meter=meter, suffix=suffix_of(name), is_file=True, on_read=count)


def _open_file(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb", buffering=0)
    except FileNotFoundError:
        scheme = _SCHEME.match(name)
        if scheme:
            raise UnreadableError(
                f"addresses that begin with {scheme[0]} are not read, only http:// and https://"
            ) from None
        raise UnreadableError("no such file or folder") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"cannot be opened ({getattr(error, 'strerror', None) or error})") from error


def bounded(data: bytes, options: ReadOptions) -> bytes:
    """The data. Raises UnreadableError when it is more than a page may have."""
    if len(data) > options.max_page_bytes:
        raise too_large(options)
    return data


def too_large(options: ReadOptions) -> UnreadableError:
    """The refusal of what is more than a page may have."""
    limit = options.max_page_bytes // MEGABYTE
    return UnreadableError(
        f"more than one page may have ({limit} MB); split it, or give an archive, a table or JSON Lines"
    )


def _fetch(url: str, options: ReadOptions) -> Source:
    from detente.read.answers import FetchError, FetchOptions
    from detente.read.fetch import fetch, follow

    fetching = FetchOptions(
        timeout_s=options.timeout_s,
        deadline_s=options.deadline_s,
        max_bytes=options.max_page_bytes,
        allow_private=options.allow_private,
    )
    try:
        answer = follow(url, lambda at: fetch(at, options=fetching))
    except FetchError as error:
        raise UnreadableError(str(error)) from error
    if answer.status != HTTP_OK:
        raise UnreadableError(f"the server answered {answer.status}")
    return Source(
        name=url,
        head=answer.body[:HEAD_BYTES],
        stream=io.BytesIO(answer.body),
        suffix=suffix_of(urlsplit(answer.url).path),
        url=answer.url,
        charset=answer.charset,
        meter=Meter(read=len(answer.body)),
    )
