"""Archives written down in a line, for the tests of their readers."""

import gzip

WORDS = "Peru recalled its ambassador from its neighbour on Monday, the foreign ministry said."
HTML = f"<!doctype html><html lang='en'><body><p>{WORDS}</p></body></html>"


def record(
    block: bytes, *, kind: str = "response", media: str = "application/http; msgtype=response", url: str = ""
) -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url or 'https://wire.example/1'}\r\n"
        f"WARC-Date: 2022-08-15T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: str | bytes = HTML, *headers: str, status: int = 200, media: str = "text/html; charset=utf-8"
) -> bytes:
    """A record of an HTTP answer."""
    data = body.encode() if isinstance(body, str) else body
    head = "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Type: {media}", *headers])
    return record(head.encode() + b"\r\n\r\n" + data)


def warc(*records: bytes) -> bytes:
    """A WARC file, plain."""
    return b"".join([record(b"software: x", kind="warcinfo", media="application/warc-fields"), *records])


def warc_gz(*records: bytes) -> bytes:
    """The same with a gzip member a record, as crawlers write it."""
    return b"".join(map(gzip.compress, [record(b"x", kind="warcinfo", media="application/warc-fields"), *records]))
