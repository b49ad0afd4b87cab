"""Names -> bytes: files, folders, standard input, URLs. What cannot be opened is an UnreadableError."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.read.options import MEGABYTE, ReadOptions, UnreadableError

STANDARD_INPUT = "-"
TABLE_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One opened input. A table on disk keeps its path so that it can be streamed."""

    name: str
    data: bytes
    path: Path | None = None
    url: str | None = None
    charset: str | None = None


def expand(name: str) -> Iterator[str]:
    """A folder's files in sorted order, hidden ones left out; any other name as it is. Raises UnreadableError."""
    if is_url(name) or name == STANDARD_INPUT or not Path(name).is_dir():
        yield name
        return
    files = sorted(
        path
        for path in Path(name).rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(name).parts)
    )
    if not files:
        raise UnreadableError("the folder has no files")
    yield from map(str, files)


def is_url(name: str) -> bool:
    """Whether a name is an http(s) URL."""
    return name.startswith(("http://", "https://"))


def open_source(name: str, options: ReadOptions) -> Source:
    """Read one input whole (tables: only its head, to be streamed from `path`). Raises UnreadableError."""
    if name == STANDARD_INPUT:
        return Source(name=name, data=_bounded(sys.stdin.buffer.read(options.max_page_bytes + 1), options))
    if is_url(name):
        return _fetch(name, options)
    return _open_file(name, options)


def _open_file(name: str, options: ReadOptions) -> Source:
    path = Path(name)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            if path.suffix.lower() in TABLE_SUFFIXES:
                return Source(name=name, data=stream.read(64 * 1024), path=path)
            data = stream.read(options.max_page_bytes + 1)
    except FileNotFoundError:
        raise UnreadableError("no such file or folder") from None
    except OSError as error:
        raise UnreadableError(f"cannot be opened ({error.strerror or error})") from error
    if size > options.max_page_bytes:
        raise UnreadableError(_too_large(size, options))
    return Source(name=name, data=_bounded(data, options), path=path)


def _bounded(data: bytes, options: ReadOptions) -> bytes:
    if len(data) > options.max_page_bytes:
        raise UnreadableError(_too_large(len(data), options))
    return data


def _too_large(size: int, options: ReadOptions) -> str:
    limit = options.max_page_bytes // MEGABYTE
    return (
        f"{size / MEGABYTE:.0f} MB is more than one page may have ({limit} MB); split it, or give a table or JSON Lines"
    )


def _fetch(url: str, options: ReadOptions) -> Source:
    import httpx

    headers = {"User-Agent": "detente (news event coder)", "Accept": "text/html,application/xml;q=0.9,*/*;q=0.5"}
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=5, timeout=options.timeout_s, headers=headers) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            data = b""
            for chunk in response.iter_bytes():
                data = _bounded(data + chunk, options)
            return Source(name=url, data=data, url=str(response.url), charset=response.charset_encoding)
    except httpx.HTTPStatusError as error:
        raise UnreadableError(f"the server answered {error.response.status_code}") from error
    except httpx.TimeoutException as error:
        raise UnreadableError(f"no answer within {options.timeout_s:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise UnreadableError(f"cannot be fetched ({error or type(error).__name__}); is there a network?") from error
