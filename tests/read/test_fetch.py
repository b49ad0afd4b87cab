"""URLs that a user types: fetched within bounds, and never from the own network unless that is asked for."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from detente.cli import main
from detente.read import ReadOptions, read_pages
from detente.read.answers import FetchError
from detente.read.fetch import in_ascii, is_address, retry_after
from detente.read.guard import is_public
from detente.records import Page
from tests.watch.server import Site, bomb, page, says, serving

STORY = "Lithuania expelled three Belarusian diplomats on Thursday, the foreign ministry in Vilnius said."
PUBLIC = "93.184.215.14"
LOCAL = ReadOptions(allow_private=True, timeout_s=2.0, deadline_s=5.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        made.handlers["/story"] = says(page(STORY))
        yield made


def read(url: str, options: ReadOptions = LOCAL) -> Page | str:
    """The page, or why there is none."""
    (found,) = read_pages([url], options=options)
    return found if isinstance(found, Page) else found.reason


def test_a_url_is_a_page(site: Site) -> None:
    found = read(f"{site.url}/story")
    assert isinstance(found, Page)
    assert found.url == f"{site.url}/story"
    assert STORY in found.content


def test_redirections_are_followed_and_the_page_has_its_last_address(site: Site) -> None:
    site.handlers["/moved"] = says(b"", ("Location", "/story"), status=301)
    found = read(f"{site.url}/moved")
    assert isinstance(found, Page)
    assert found.url == f"{site.url}/story"


def test_a_page_is_decoded_as_its_server_says(site: Site) -> None:
    site.handlers["/latin"] = says(
        page("Perú llamó a su embajador en Bogotá.").encode("latin-1"), media="text/html; charset=latin-1"
    )
    found = read(f"{site.url}/latin")
    assert isinstance(found, Page)
    assert "Perú llamó" in found.content


def test_an_address_may_have_letters_of_any_language(site: Site) -> None:
    site.handlers["/wiki/K%C3%B6ln%20(Stadt)"] = says(page(STORY))
    for path in ("/wiki/Köln (Stadt)", "/wiki/K%C3%B6ln%20(Stadt)?q=Straße#Lage"):
        assert isinstance(read(f"{site.url}{path}"), Page), path
    site.handlers["/to"] = says(b"", ("Location", "/wiki/K\xc3\xb6ln (Stadt)"), status=302)
    assert isinstance(read(f"{site.url}/to"), Page)
    assert in_ascii("https://München.example:8443/").startswith("https://xn--mnchen-3ya.example:8443/")


@given(st.text(max_size=40), st.text(max_size=40))
@example(host="0:\x80", path="")
@example(host="[::1]:80", path="")
@example(host="user@name:0080", path="")
def test_any_address_goes_over_the_wire_in_ascii_or_is_refused(host: str, path: str) -> None:
    try:
        once = in_ascii(f"https://{host}/{path}")
    except FetchError:
        return
    assert once.isascii()
    assert not set(once) & set(" \t\r\n")
    assert in_ascii(once) == once


def test_an_archive_behind_a_url_is_what_it_is(site: Site) -> None:
    rows = "\n".join(f'{{"text": "{STORY}", "title": "Report {number}"}}' for number in range(3))
    site.handlers["/news.jsonl"] = says(rows, media="application/octet-stream")
    pages = list(read_pages([f"{site.url}/news.jsonl"], options=LOCAL))
    assert [found.title for found in pages if isinstance(found, Page)] == ["Report 0", "Report 1", "Report 2"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "the server answered 404"),
        ("/busy", "the server answered 503"),
        ("/unchanged", "the server answered 304"),
        ("/circle", "the redirections go in a circle"),
        ("/file", "'file:///etc/passwd' is no http(s) address"),
        ("/bomb", "unpacks to more than one page may have (20 MB)"),
        ("/brotli", "its content encoding 'br' is not read"),
    ],
)
def test_what_is_no_page_is_named(site: Site, path: str, reason: str) -> None:
    site.handlers |= {
        "/busy": says(b"", status=503),
        "/unchanged": says(b"", status=304),
        "/circle": says(b"", ("Location", "/circle"), status=302),
        "/file": says(b"", ("Location", "file:///etc/passwd"), status=302),
        "/bomb": says(bomb(), ("Content-Encoding", "gzip")),
        "/brotli": says(b"x", ("Content-Encoding", "br")),
    }
    assert read(f"{site.url}{path}") == reason


def test_nobody_there_is_a_refusal() -> None:
    assert "the connection failed" in str(read("http://127.0.0.1:9/story"))


def test_addresses_of_ones_own_network_are_refused_unless_asked_for(site: Site) -> None:
    port = site.server_address[1]
    for host in (
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
    ):
        reason = read(f"http://{host}:{port}/story", ReadOptions(timeout_s=2.0))
        assert "is an address of one's own network; --allow-private allows it" in str(reason), host
    assert not site.asked


def test_the_command_refuses_by_name_and_the_option_allows(site: Site, tmp_path: Path) -> None:
    runner = CliRunner()
    for command in (["read"], ["code", "--format", "jsonl"], ["add", "--ledger", str(tmp_path / "news.duckdb")]):
        refused = runner.invoke(main, [*command, f"{site.url}/story"])
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert f"refused: {site.url}/story: 127.0.0.1 is an address of one's own network" in refused.stderr
        assert runner.invoke(main, [*command, f"{site.url}/story", "--allow-private"]).exit_code == 0


class Names:
    """A resolver that gives names the addresses of a test, and connections that end at the test's server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int, **answers: list[str]) -> None:
        self.answers = {f"{name}.test": found for name, found in answers.items()}
        self.reached: list[str] = []
        self._resolve, self._connect, self._port = socket.getaddrinfo, socket.create_connection, port
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def resolve(self, host: str, *arguments: object, **named: object) -> object:
        """The next address of the name; the last one stays."""
        left = self.answers.get(host)
        if left:
            host = left.pop(0) if len(left) > 1 else left[0]
        return self._resolve(host, *arguments, **named)  # type: ignore[arg-type]

    def connect(self, address: tuple[str, int], *arguments: object, **named: object) -> object:
        """A public address is our server's."""
        self.reached.append(address[0])
        there = ("127.0.0.1", self._port) if address[0] == PUBLIC else address
        return self._connect(there, *arguments, **named)  # type: ignore[arg-type]


def test_a_name_of_the_own_network_is_refused_after_it_was_looked_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(monkeypatch, site.server_address[1], inside=["127.0.0.1"])
    reason = read(f"http://inside.test:{site.server_address[1]}/story", ReadOptions())
    assert "inside.test is an address of one's own network" in str(reason)
    assert (names.reached, site.asked) == ([], {})


def test_a_redirection_into_the_own_network_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.handlers["/out"] = says(b"", ("Location", f"{site.url}/story"), status=302)
    names = Names(monkeypatch, site.server_address[1], public=[PUBLIC])
    assert "127.0.0.1 is an address of one's own network" in str(read("http://public.test/out", ReadOptions()))
    assert names.reached == [PUBLIC]
    assert site.asked == {"/out": 1}


def test_a_name_that_changes_its_meaning_is_asked_where_it_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a second look would find an internal address."""
    names = Names(monkeypatch, site.server_address[1], rebind=[PUBLIC, "127.0.0.1"])
    assert isinstance(read("http://rebind.test/story", ReadOptions()), Page)
    assert names.reached == [PUBLIC]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
    ],
)
def test_what_is_not_the_internet(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"])
def test_what_is_the_internet(address: str) -> None:
    assert is_public(ip_address(address))


def test_retry_after_has_seconds_or_a_date() -> None:
    assert (retry_after("120"), retry_after(None), retry_after("soon"), retry_after("9" * 30)) == (120, 0, 0, 86_400)
    assert retry_after("Mon, 15 Aug 2022 10:00:00 GMT") == 0
    assert retry_after("Fri, 31 Dec 2199 23:59:59 GMT") == 86_400


def test_addresses_are_http_with_a_host() -> None:
    assert is_address("https://wire.example/a")
    for text in (
        "ftp://wire.example/",
        "https://",
        "http://[::1",
        "http://wire.example:0/",
        "http://x:99999/",
        "wire.example",
    ):
        assert not is_address(text), text
