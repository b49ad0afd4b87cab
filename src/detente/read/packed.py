"""Compressed bytes -> a stream of what they hold, in bounded pieces: gzip, bzip2, xz, and the content encodings of HTTP.

After damage the stream goes on at the next gzip member, so that one bad record of a WARC archive does not cost the others.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from detente.read.options import MEGABYTE, UnreadableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024
XZ_MEMORY = 128 * MEGABYTE
"""What `xz -9` needs is 65 MB; a hostile header may ask for 4 GB."""
FREE = 100 * MEGABYTE
MOST_TIMES = 200
"""Text packs to a fifth, logs to a fiftieth; a bomb to a thousandth at each level (gzip), or far less (bzip2, xz)."""
GZIP, BZIP2, XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
GZIP_WINDOW, ZLIB_WINDOW, RAW_WINDOW = 31, 15, -15


@dataclass(slots=True, kw_only=True)
class Meter:
    """Bytes read of one input, and what they have unpacked to at all levels together."""

    read: int = 0
    unpacked: int = 0

    def count(self, unpacked: int) -> None:
        """Add what was unpacked. Raises UnreadableError when it is out of all proportion to what was read."""
        self.unpacked += unpacked
        if self.unpacked > FREE and self.unpacked > MOST_TIMES * self.read:
            raise UnreadableError(f"unpacks to more than {MOST_TIMES} times its size; the rest is not read")


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflater:
    """zlib's decompressor with the interface of bz2's and lzma's."""

    def __init__(self, window: int = GZIP_WINDOW) -> None:
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Unpacking(io.RawIOBase):
    """The concatenated members of a compressed stream. Raises UnreadableError at damage; the next read goes on after it."""

    def __init__(self, packed: BinaryIO, mark: bytes, new: Callable[[], _Decompressor], meter: Meter) -> None:
        self._packed = packed
        self._meter = meter
        self._is_over = False
        self._mark = mark
        self._new = new
        self._waiting = b""
        self._decompressor: _Decompressor | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._is_over:
            if self._decompressor is None and not self._begin():
                return 0
            data = self._step(len(view))
            if data:
                self._count(len(data))
                view[: len(data)] = data
                return len(data)
        return 0

    def _count(self, unpacked: int) -> None:
        try:
            self._meter.count(unpacked)
        except UnreadableError:
            self._is_over = True
            raise

    def _begin(self) -> bool:
        """Whether another member begins here; padding with zeros is passed over."""
        while len(self._waiting) < len(self._mark):
            more = self._packed.read(CHUNK)
            self._waiting = (self._waiting + more).lstrip(b"\0")
            if not more:
                break
        if not self._waiting:
            return False
        if not self._waiting.startswith(self._mark):
            self._resume_after(self._waiting)
            raise UnreadableError("there are foreign bytes between its compressed parts")
        self._decompressor = self._new()
        return True

    def _step(self, limit: int) -> bytes:
        decompressor = self._decompressor
        assert decompressor is not None  # noqa: S101 (set by _begin)
        chunk, self._waiting = self._waiting, b""
        if not chunk and decompressor.needs_input:
            chunk = self._packed.read(CHUNK)
            if not chunk:
                self._decompressor = None
                raise UnreadableError("the compressed data ends in the middle")
        try:
            data = decompressor.decompress(chunk, limit)
        except (zlib.error, OSError, EOFError, lzma.LZMAError) as error:
            self._decompressor = None
            self._resume_after(chunk)
            raise UnreadableError(f"the compressed data is damaged ({error})") from error
        if decompressor.eof:
            self._waiting = decompressor.unused_data
            self._decompressor = None
        return data

    def _resume_after(self, chunk: bytes) -> None:
        """Go to the next place that looks like the beginning of a member."""
        chunk = chunk[1:]
        while (at := chunk.find(self._mark)) < 0:
            more = self._packed.read(CHUNK)
            if not more:
                self._waiting = b""
                return
            chunk = chunk[-len(self._mark) + 1 :] + more
        self._waiting = chunk[at:]


def unpacked(head: bytes, packed: BinaryIO, meter: Meter) -> BinaryIO | None:
    """A stream of what gzip, bzip2 or xz data holds; None for anything else."""
    if head.startswith(GZIP):
        return _Unpacking(packed, GZIP, _Inflater, meter)  # type: ignore[return-value]  # a raw stream reads like a binary one
    if head.startswith(BZIP2):
        return _Unpacking(packed, BZIP2, bz2.BZ2Decompressor, meter)  # type: ignore[return-value]
    if head.startswith(XZ):
        return _Unpacking(  # type: ignore[return-value]
            packed, XZ, lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY), meter
        )
    return None


class BodyDecoder:
    """The body of an HTTP answer, decoded piece by piece and never to more than `limit` bytes."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        """Raises UnreadableError for encodings other than gzip, deflate and none."""
        self._names = [name for name in (part.strip().lower() for part in encoding.split(",")) if name != "identity"]
        self._names = [name for name in self._names if name]
        if len(self._names) > 1 or not set(self._names) <= {"gzip", "x-gzip", "deflate"}:
            raise UnreadableError(f"its content encoding '{encoding[:40]}' is not read")
        self._left = limit
        self._limit = limit
        self._inflater: _Inflater | None = None
        self._is_plain = not self._names

    def feed(self, data: bytes) -> bytes:
        """What these bytes give. Raises UnreadableError for damage and beyond the limit."""
        if not self._is_plain and self._inflater is None and data:
            self._start(data)
        if self._is_plain or self._inflater is None:
            return self._counted(data)
        if self._inflater.eof:
            return b""
        try:
            found = self._inflater.decompress(data, self._left + 1)
        except zlib.error as error:
            raise UnreadableError(f"its compressed body is damaged ({error})") from error
        return self._counted(found)

    def is_complete(self) -> bool:
        """Whether the compressed body came to its end."""
        return self._inflater is None or self._inflater.eof

    def _start(self, data: bytes) -> None:
        if data.startswith(GZIP[:2]):
            self._inflater = _Inflater(GZIP_WINDOW)
        elif self._names[0] == "deflate":
            self._inflater = _Inflater(ZLIB_WINDOW if data[0] & 15 == 8 else RAW_WINDOW)
        else:
            self._is_plain = True  # archives keep the header of bodies that they have unpacked

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(f"unpacks to more than one page may have ({self._limit // MEGABYTE} MB)")
        return data
