"""Zip (and WACZ) and tar archives of pages -> a source per member, in the archive's order, streamed: nothing is unpacked to disk.

Names inside are only ever shown, never opened. What is no plain file (links, devices, folders, hidden files) is passed over.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from detente.read.options import MEGABYTE, ReadOptions, UnreadableError
from detente.read.packed import Meter
from detente.read.sources import Source, source_of, suffix_of
from detente.records import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ZIP_MARK = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
TAR_MARK, TAR_MARK_AT = b"ustar", 257
BLOCK = 512
MAX_EXTENDED = MEGABYTE
"""Largest header of long names and the like in a tar archive."""
MAX_NAME = 200
WACZ_PAGES = "archive/"
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, IndexError)
OFFICE = "[Content_Types].xml"


def looks_like_zip(head: bytes) -> bool:
    """Whether these are the first bytes of a zip archive."""
    return head.startswith((ZIP_MARK, EMPTY_ZIP))


def looks_like_tar(head: bytes) -> bool:
    """Whether these are the first bytes of a tar archive."""
    return head[TAR_MARK_AT : TAR_MARK_AT + len(TAR_MARK)] == TAR_MARK


def zip_members(source: Source, options: ReadOptions) -> Iterator[Source | Refusal]:
    """The files of a zip archive; of a WACZ only its WARC files. Raises UnreadableError."""
    seekable = source.stream if source.is_file and source.stream.seekable() else io.BytesIO(source.read_all(options))
    try:  # zipfile raises anything on a bad directory: IndexError, struct.error, UnicodeDecodeError
        archive = zipfile.ZipFile(seekable)
    except Exception as error:
        raise UnreadableError(f"is no readable ZIP archive ({error})") from error
    with archive:
        size = seekable.seek(0, io.SEEK_END)
        if sum(info.compress_size for info in archive.infolist()) > size:
            raise UnreadableError("the members of the ZIP archive overlap, as only a decompression bomb's do")
        names = set(archive.NameToInfo)
        if OFFICE in names:
            raise UnreadableError("looks like an office document, not text; extract the text first")
        is_wacz = "datapackage.json" in names and any(name.startswith(WACZ_PAGES) for name in names)
        for info in archive.infolist():
            if (
                info.filename.endswith("/")
                or _is_hidden(info.filename)
                or (is_wacz and not info.filename.startswith(WACZ_PAGES))
            ):
                continue
            name = f"{source.name}!{shown(info.filename)}"
            try:
                with archive.open(info) as stream:
                    guarded = _Guarded(cast("BinaryIO", stream), source.meter)
                    yield source_of(name, guarded, meter=source.meter, suffix=suffix_of(info.filename))  # type: ignore[arg-type]
            except (*DAMAGE, UnreadableError) as error:
                yield Refusal(source=name, stage="read", reason=f"cannot be unpacked ({error})")
            except RuntimeError:  # what zipfile raises for encrypted members and for other compressions
                yield Refusal(source=name, stage="read", reason="is encrypted or packed in a way that is not read")


class _Guarded(io.RawIOBase):
    """A member whose damage is an UnreadableError."""

    def __init__(self, member: BinaryIO, meter: Meter) -> None:
        self._member = member
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._member.read(len(view))
        except DAMAGE as error:
            raise UnreadableError(f"cannot be unpacked ({error or 'it is cut'})") from error
        self._meter.count(len(data))
        view[: len(data)] = data
        return len(data)


def tar_members(source: Source) -> Iterator[Source | Refusal]:
    """The files of a tar archive. Raises UnreadableError at damage: what comes after it is not read."""
    stream, long_name, long_size = source.stream, None, None
    while (info := _next_header(stream)) is not None:
        if info.type == tarfile.GNUTYPE_LONGNAME:
            long_name = _extended(stream, info).rstrip(b"\0").decode("utf-8", "replace")
            continue
        if info.type == tarfile.XHDTYPE:
            long_name, long_size = _pax(_extended(stream, info))
            continue
        if info.type == tarfile.GNUTYPE_LONGLINK:
            _extended(stream, info)
            continue
        has_data = info.isreg() or info.type not in tarfile.SUPPORTED_TYPES
        section = _Section(stream, (info.size if long_size is None else long_size) if has_data else 0)
        inner, long_name, long_size = long_name or info.name, None, None
        name = f"{source.name}!{shown(inner)}"
        if info.type == tarfile.GNUTYPE_SPARSE:
            yield Refusal(source=name, stage="read", reason="is a sparse file, which is not read")
        elif info.isreg() and not _is_hidden(inner):
            yield source_of(name, section, meter=source.meter, suffix=suffix_of(inner))  # type: ignore[arg-type]  # raw, but reads alike
        section.finish()


def _next_header(stream: BinaryIO) -> tarfile.TarInfo | None:
    block = stream.read(BLOCK)
    if not block.strip(b"\0"):
        return None
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except tarfile.HeaderError as error:
        raise UnreadableError(f"the tar archive is damaged ({error}); what follows is not read") from error


class _Section(io.RawIOBase):
    """A stretch of a stream, with the padding that fills its last block."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = max(size, 0)
        self._padding = -self._left % BLOCK

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), self._left)
        data = self._stream.read(wanted)
        if len(data) < wanted:
            self._left = self._padding = 0
            raise UnreadableError("the tar archive ends in the middle")
        view[:wanted] = data
        self._left -= wanted
        return wanted

    def finish(self) -> None:
        """Pass over what was not read."""
        while self.read(MEGABYTE):
            pass
        self._stream.read(self._padding)


def _extended(stream: BinaryIO, info: tarfile.TarInfo) -> bytes:
    if not 0 <= info.size <= MAX_EXTENDED:
        raise UnreadableError("the tar archive has an absurd header; what follows is not read")
    section = _Section(stream, info.size)
    data = section.read(info.size) or b""
    section.finish()
    return data


def _pax(data: bytes) -> tuple[str | None, int | None]:
    """Name and size of a pax header, where it has them."""
    found: dict[bytes, bytes] = {}
    while data:
        length, _, _ = data.partition(b" ")
        if not length.isdigit() or len(length) > 9 or not 0 < int(length) <= len(data):
            break
        key, _, value = data[len(length) + 1 : int(length) - 1].partition(b"=")
        found[key] = value
        data = data[int(length) :]
    size = found.get(b"size", b"")
    return found[b"path"].decode("utf-8", "replace") if b"path" in found else None, int(
        size
    ) if size.isdigit() else None


def shown(name: str) -> str:
    """A name from inside an archive, fit for one line of a message."""
    return "".join(char if char.isprintable() else "?" for char in name)[:MAX_NAME]


def _is_hidden(name: str) -> bool:
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
