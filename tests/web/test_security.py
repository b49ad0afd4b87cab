"""docs/security.md, the site: a test for each line that applies."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from detente.read.answers import FetchError
from detente.watch import WatchOptions
from detente.watch.visits import Visitor
from detente.web import make_app
from detente.web.desk import FETCHING, UNREACHED, PasteError
from detente.web.forms import MAX_BODY, MAX_FIELDS
from detente.web.hosts import Hosts
from detente.web.patience import PatientProtocol
from detente.web.tokens import COOKIE
from tests.web.conftest import BASE
from tests.web.made import make_ledger
from tests.web.serving import serving, status_of
from tests.web.test_paste import LOCAL, fetch, web_server

FORM = "application/x-www-form-urlencoded"
INTERNAL = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://[::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://user:pass@127.0.0.1/",
    "http://127.0.0.1:8000/review",
)


# A10 Server-side request forgery


@pytest.mark.parametrize("url", INTERNAL)
def test_internal_addresses_are_not_fetched(url: str) -> None:
    with pytest.raises(PasteError, match=re.escape(UNREACHED)):
        fetch(url, FETCHING)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:6379/_x", "javascript:x"]
)
def test_only_http_is_fetched(url: str) -> None:
    with pytest.raises(PasteError, match="no http"):
        fetch(url, FETCHING)


def test_a_redirection_is_checked_like_an_address() -> None:
    with web_server(b"", to="file:///etc/passwd") as url, pytest.raises(PasteError, match="no http"):
        fetch(url)
    with web_server(b"", to="/again") as url, pytest.raises(PasteError, match="circle"):
        fetch(url)


def test_a_redirection_to_the_own_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is public as far as the resolver says; the page there sends on to an internal address."""
    with web_server(b"", to="http://10.0.0.1/secret") as url:
        port = int(url.rpartition(":")[2])
        resolve, connect = socket.getaddrinfo, socket.create_connection

        def public(host: str, *arguments: object, **named: object) -> object:
            return resolve("93.184.215.14" if host == "public.test" else host, *arguments, **named)  # type: ignore[arg-type]

        def to_us(address: tuple[str, int], *arguments: object, **named: object) -> object:
            return connect(("127.0.0.1", port) if address[0] == "93.184.215.14" else address, *arguments, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", public)
        monkeypatch.setattr(socket, "create_connection", to_us)
        options = WatchOptions(delay_s=0.0, timeout_s=5.0, deadline_s=5.0)
        with pytest.raises(FetchError, match="one's own network"):
            Visitor(options, threading.Event()).get(f"http://public.test:{port}/")


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second answer for a name would be an internal address."""
    asked: list[str] = []
    reached: list[str] = []
    resolve = socket.getaddrinfo

    def rebinding(host: str, *arguments: object, **named: object) -> object:
        if host == "rebind.test":
            asked.append(host)
            host = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return resolve(host, *arguments, **named)  # type: ignore[arg-type]

    def refused(address: tuple[str, int], *_: object, **__: object) -> object:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", refused)
    with pytest.raises(PasteError):
        fetch("http://rebind.test/", FETCHING)
    assert reached == ["93.184.215.14"]
    assert asked == ["rebind.test"]


def test_only_the_ports_of_the_web_are_asked() -> None:
    with pytest.raises(PasteError, match=re.escape(UNREACHED)):
        fetch("http://93.184.215.14:25/", FETCHING)


def test_a_slow_or_large_page_ends_in_time() -> None:
    with web_server(b"x" * 200_000) as url, pytest.raises(PasteError, match="larger"):
        fetch(url)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        options = WatchOptions(delay_s=0.0, timeout_s=0.2, deadline_s=0.2, allow_private=True)
        with pytest.raises(PasteError, match=re.escape(UNREACHED)):
            fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", options)


# A01 Broken access control: paths, forms of others, what is off


TRAVERSALS = (
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/records.py",
    "/static/....//app.py",
    "/static/%00",
    "/story/..%2f..%2fetc%2fpasswd",
    "/story/~0~1..",
    "/period/chart/..%2f..%2fmap.json",
    "/period/chart/map.json%00.svg",
)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_paths_lead_nowhere_else(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://["},
    ],
)
@pytest.mark.parametrize("path", ["/paste", "/paste.json"])
def test_forms_of_other_sites_are_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, data={"text": "x"}, headers=headers).status_code == 403


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = make_ledger(tmp_path_factory.mktemp("review") / "made.duckdb")
    with TestClient(make_app(path, review=True), base_url=BASE, follow_redirects=False) as client:
        yield client


def review_form(client: TestClient) -> tuple[str, str]:
    text = client.get("/review").text
    address, token = (
        re.search(r'action="([^"]+)"', text.partition('id="verdict"')[2]),
        re.search(r'name="token" value="(\w+)"', text),
    )
    assert address is not None
    assert token is not None
    return address[1], token[1]


def test_a_verdict_needs_the_cookie_and_its_mark(reviewer: TestClient) -> None:
    address, token = review_form(reviewer)
    waiting = reviewer.get("/review.json").json()["waiting"]
    assert reviewer.post(address, data={"verdict": "reject"}).status_code == 403
    assert reviewer.post(address, data={"verdict": "reject", "token": "0" * 64}).status_code == 403
    assert reviewer.post(address, data={"verdict": "reject", "token": "é"}).status_code == 403
    reviewer.cookies.clear()
    assert reviewer.post(address, data={"verdict": "reject", "token": token}).status_code == 403
    reviewer.cookies.set(COOKIE, "planted")
    assert reviewer.post(address, data={"verdict": "reject", "token": token}).status_code == 403
    reviewer.cookies.clear()
    assert reviewer.get("/review.json").json()["waiting"] == waiting


def test_a_verdict_from_another_site_is_refused_even_with_both(reviewer: TestClient) -> None:
    address, token = review_form(reviewer)
    form = {"verdict": "reject", "token": token}
    assert reviewer.post(address, data=form, headers={"origin": "https://evil.example"}).status_code == 403
    assert reviewer.post(address, data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert reviewer.get(f"{address}?verdict=reject&token={token}").status_code == 200
    assert reviewer.get("/review.json").json()["reviewed"] == 0


def test_the_cookie_is_for_us_only(reviewer: TestClient) -> None:
    reviewer.cookies.clear()
    said = reviewer.get("/review").headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/review"} <= {part.strip() for part in said.split(";")}


# A03 Injection: script, SQL, headers


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}'


def test_what_is_pasted_is_shown_escaped(client: TestClient) -> None:
    for form in (
        {"text": f"{HOSTILE} Russia accused Ukraine of shelling."},
        {"text": "x", "published": HOSTILE},
        {"text": f"http://127.0.0.1/{HOSTILE}".replace(" ", "")},
    ):
        text = client.post("/paste", data=form).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_what_a_reviewer_writes_is_shown_escaped(reviewer: TestClient) -> None:
    address, token = review_form(reviewer)
    form = {
        "verdict": "correct",
        "token": token,
        "act": HOSTILE,
        "actors": HOSTILE,
        "reviewer": HOSTILE,
        "after": HOSTILE,
        "then": HOSTILE,
    }
    text = reviewer.post(address, data=form).text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "<img" not in reviewer.get("/review", params={"after": HOSTILE, "then": HOSTILE}).text


def test_queries_are_parameters_not_sql(client: TestClient) -> None:
    before = client.get("/period.json").json()["totals"]
    for words in ("'; drop table store.events; --", "' or 1=1 --", "$1", "%", "x') union select 1"):
        assert client.get("/search.json", params={"q": words, "actor": words, "place": words}).status_code in {200, 400}
        assert client.get(f"/story/{words}").status_code == 404
    assert client.get("/period.json").json()["totals"] == before


def test_no_line_of_a_header_comes_from_a_request(client: TestClient, reviewer: TestClient) -> None:
    evil = "x\r\nSet-Cookie: evil=1"
    for path in ("/event/x%0d%0aSet-Cookie:%20evil=1", "/search?q=x%0d%0aSet-Cookie:%20evil=1", "/nothing%0d%0aX: 1"):
        assert "evil" not in str(client.get(path).headers)
    address, token = review_form(reviewer)
    answer = reviewer.post(address, data={"verdict": "accept", "token": token, "after": evil, "reviewer": evil})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?after=x%0D%0A")
    assert all("\n" not in value for value in answer.headers.values())
    assert "set-cookie: evil" not in str(answer.headers).lower()


def test_after_a_verdict_nobody_is_sent_elsewhere(reviewer: TestClient) -> None:
    for then in ("https://evil.example/", "//evil.example", "story"):
        address, token = review_form(reviewer)
        answer = reviewer.post(address, data={"verdict": "accept", "token": token, "then": then})
        assert answer.headers["location"].startswith(("/review", "/story/"))


# A05 Security misconfiguration: names, methods, headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "evil.example:8000",
        "",
        "a b",
        "[::1",
        "127.0.0.1:99999",
    ],
)
def test_other_names_are_not_answered(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.7",
        "LOCALHOST",
        "news.example.org",
        "news.example.org:443",
    ],
)
def test_own_names_are_answered(host: str) -> None:
    assert Hosts(lambda *_: None, ("news.example.org",)).is_ours([host])  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_host_header_is_judged(host: str) -> None:
    assert Hosts(lambda *_: None).is_ours([host]) in {True, False}  # type: ignore[arg-type]
    assert not Hosts(lambda *_: None).is_ours([host, host])  # type: ignore[arg-type]


def test_methods_that_nothing_needs_are_refused(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
        assert client.request(method, "/").status_code == 405
    assert client.post("/").status_code == 405


def test_a_fault_tells_nothing_of_the_machine(client: TestClient) -> None:
    for path in ("/nothing", "/period?from=x", "/dyad/%2e%2e/x"):
        text = client.get(path).text
        assert "Traceback" not in text
        assert "/site-packages/" not in text


# A04 Insecure design: bodies and clients without end


def test_large_bodies_are_refused(client: TestClient) -> None:
    headers = {"content-type": FORM}
    assert client.post("/paste.json", content=b"text=" + b"x" * MAX_BODY, headers=headers).status_code == 413
    chunks = (b"text=" + b"x" * 100_000 for _ in range(100))
    assert client.post("/paste.json", content=chunks, headers=headers).status_code == 413
    many = "&".join(f"a{n}=1" for n in range(MAX_FIELDS + 1))
    assert client.post("/paste.json", content=many, headers=headers).status_code == 400
    for media in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
        assert client.post("/paste.json", content=b"text=x", headers={"content-type": media}).status_code == 415


class Impatient(PatientProtocol):
    head_s = 0.5
    stall_s = 0.5


def test_clients_that_stand_still_are_sent_away_and_hold_nobody_up(ledger_path: Path) -> None:
    with serving(make_app(ledger_path), Impatient) as base, ExitStack() as stack:
        host, port = "127.0.0.1", int(base.rpartition(":")[2])
        slow = [stack.enter_context(closing(socket.create_connection((host, port), timeout=30))) for _ in range(100)]
        for number, each in enumerate(slow):
            each.sendall(b"" if number % 2 else b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert status_of(base) == 200
        for each in slow:
            with pytest.raises((ConnectionError, EOFError)):
                read_to_end(each)


def read_to_end(connection: socket.socket) -> None:
    while connection.recv(4096):
        pass
    raise EOFError


def test_a_client_that_takes_no_answer_is_sent_away(ledger_path: Path) -> None:
    with serving(make_app(ledger_path), Impatient) as base, closing(socket.socket()) as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lazy.settimeout(60)
        lazy.connect(("127.0.0.1", int(base.rpartition(":")[2])))
        lazy.sendall(b"GET /vega.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20)
        time.sleep(3)
        assert status_of(base) == 200
        with pytest.raises((ConnectionError, EOFError)):
            read_to_end(lazy)


def test_a_form_that_never_ends_is_given_up(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.web.forms.BODY_S", 0.5)
    lines = (
        "POST /paste.json HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: {FORM}",
        "Content-Length: 1000",
        "",
        "text=",
    )
    with serving(make_app(ledger_path)) as base:
        address = ("127.0.0.1", int(base.rpartition(":")[2]))
        with closing(socket.create_connection(address, timeout=30)) as slow:
            slow.sendall("\r\n".join(lines).encode())
            assert slow.recv(4096).startswith(b"HTTP/1.1 408")


def test_the_local_options_differ_only_in_what_tests_need() -> None:
    assert LOCAL.allow_private
    assert not FETCHING.allow_private
    assert FETCHING.ports == frozenset({80, 443})
