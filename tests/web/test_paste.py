"""A text or an address in, coded events out; who comes while the coder is busy is told so."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.pipeline import Coder, load
from detente.records import Page
from detente.watch import WatchOptions
from detente.web import make_app
from detente.web.desk import MAX_TEXT, UNREACHED, CrowdedError, Desk, PasteError
from detente.web.paste import EXAMPLE
from tests.web.conftest import BASE

PAGE = Page(name="text", content="France recalled its ambassador from Niger on Tuesday.", kind="text")
LOCAL = WatchOptions(delay_s=0.0, timeout_s=5.0, deadline_s=5.0, max_bytes=100_000, allow_private=True)


@contextmanager
def web_server(content: bytes, media: str = "text/html; charset=utf-8", *, to: str = "") -> Iterator[str]:
    """A site that gives everybody the same page, or sends them on."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_robots = self.path == "/robots.txt"
            self.send_response(404 if is_robots else 302 if to else 200)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", "0" if is_robots else str(len(content)))
            if to:
                self.send_header("Location", to)
            self.end_headers()
            self.wfile.write(b"" if is_robots else content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fetch(url: str, options: WatchOptions | None = LOCAL) -> Page:
    async def ask() -> Page:
        desk = Desk(load, fetching=options)
        try:
            return await desk.fetch(url)
        finally:
            desk.close()

    return asyncio.run(ask())


def test_a_text_is_coded_and_marked(client: TestClient) -> None:
    answer = client.post("/paste", data={"text": EXAMPLE})
    assert answer.status_code == 200
    assert "<mark>expelled</mark><sup>1</sup>" in answer.text
    assert 'href="/actor/RUS"' in answer.text  # the ledger knows Russia
    assert 'href="/actor/SWE"' not in answer.text  # and nothing of Sweden
    assert "Read more: Ten things" in answer.text.partition("What was removed")[2]
    assert answer.headers["cache-control"] == "no-store"


def test_the_twin_has_the_same_events(client: TestClient) -> None:
    twin = client.post("/paste.json", data={"text": EXAMPLE}).json()
    coded = load().code(EXAMPLE)
    assert [each["id"] for each in twin["events"]] == [each.id for each in getattr(coded, "events", ())]
    assert twin["coder"] == load().name
    assert twin["story"]["published"] == "2024-03-12"


def test_the_publication_date_can_be_given(client: TestClient) -> None:
    form = {"text": "France recalled its ambassador from Niger on Tuesday.", "published": "2023-09-27"}
    (event, *_) = client.post("/paste.json", data=form).json()["events"]
    assert event["date"] == "2023-09-26"


def test_the_form_is_there(client: TestClient) -> None:
    assert "Find events" in client.get("/paste").text
    assert "Sweden expelled" in client.get("/paste?example").text


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"text": "  "}, 400, "There is no text"),
        ({"text": "x", "published": "then"}, 400, "must be a day"),
        ({"text": "x" * (MAX_TEXT + 1)}, 413, f"at most {MAX_TEXT:,}"),
        ({"text": "<html><body></body></html>"}, 422, "cannot be coded"),
        ({"text": "http://[::1]/"}, 422, UNREACHED),
    ],
)
def test_what_cannot_be_coded_is_refused(client: TestClient, form: dict[str, str], status: int, words: str) -> None:
    twin = client.post("/paste.json", data=form)
    assert (twin.status_code, words in twin.json()["reason"]) == (status, True)
    page = client.post("/paste", data=form)
    assert (page.status_code, words in page.text) == (status, True)
    assert 'id="text"' in page.text


def test_an_address_is_fetched(ledger_path: Path) -> None:
    page = b"<html><head><title>Recall</title></head><body><p>" + PAGE.content.encode() * 3 + b"</p></body></html>"
    app = make_app(ledger_path, desk=Desk(fetching=LOCAL))
    with web_server(page) as url, TestClient(app, base_url=BASE) as client:
        twin = client.post("/paste.json", data={"text": f"{url}/2023/09/26/recall"}).json()
    assert twin["story"]["url"] == f"{url}/2023/09/26/recall"
    assert "SANCTION" in {each["event_type"] for each in twin["events"]}


def test_addresses_are_fetched_only_if_the_site_may(ledger_path: Path) -> None:
    with TestClient(make_app(ledger_path, desk=Desk(fetching=None)), base_url=BASE) as client:
        assert "does not fetch" in client.post("/paste.json", data={"text": "https://example.org/"}).json()["reason"]
        assert "address" not in client.get("/paste").text.partition("<form class")[2].partition("</form>")[0]


def test_what_is_no_page_is_not_coded() -> None:
    with (
        web_server(b"%PDF-1.7", "application/pdf") as url,
        pytest.raises(PasteError, match="is no page but application/pdf"),
    ):
        fetch(f"{url}/a.pdf")
    with web_server(b"x" * 100_001) as url, pytest.raises(PasteError, match="larger than"):
        fetch(url)


class Blocked:
    """A coder that waits until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def load(self) -> Coder:
        self.go.wait(30)
        return load()


def test_a_busy_coder_says_so() -> None:
    async def crowd() -> tuple[list[object], object]:
        blocked = Blocked()
        desk = Desk(blocked.load, fetching=None, queue=2, wait_s=0.2)
        waiting = [asyncio.create_task(desk.code(PAGE, published=None)) for _ in range(3)]
        refused = await asyncio.gather(*waiting, return_exceptions=True)
        blocked.go.set()
        for _ in range(600):
            try:
                after = await desk.code(PAGE, published=None)
                break
            except CrowdedError:
                await asyncio.sleep(0.05)
        desk.close()
        return list(refused), after

    refused, after = asyncio.run(crowd())
    assert all(isinstance(each, CrowdedError) for each in refused)
    assert any("busy with other texts" in str(each) for each in refused)
    assert any("in time" in str(each) for each in refused)
    assert getattr(after, "events", None)


def test_a_busy_coder_is_a_plain_503(ledger_path: Path) -> None:
    blocked = Blocked()
    app = make_app(ledger_path, desk=Desk(blocked.load, wait_s=0.05))
    with TestClient(app, base_url=BASE) as client:
        page = client.post("/paste", data={"text": PAGE.content})
        twin = client.post("/paste.json", data={"text": PAGE.content})
        blocked.go.set()
    for answer in (page, twin):
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
    assert twin.json()["reason"]
