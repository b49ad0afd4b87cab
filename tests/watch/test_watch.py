import threading
import time
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from detente.cli import main
from detente.ledger import Ledger
from detente.read.answers import FetchError
from detente.watch import FeedListError, StateError, WatchOptions, read_feed_list, watch
from detente.watch.feeds import canonical
from detente.watch.robots import parse_robots
from detente.watch.rounds import Watched
from detente.watch.state import State
from detente.watch.visits import Visitor
from tests.watch.server import Request, Site, bomb, page, rss, says, serving

DEEDS = (
    "Lithuania expelled three Belarusian diplomats on Thursday, the foreign ministry in Vilnius said.",
    "France condemned Sudan on Friday over the arrest of opposition leaders in Khartoum.",
    "The United States imposed sanctions on Myanmar on Monday, the Treasury said in Washington.",
)
QUICK = WatchOptions(
    every_s=0, delay_s=0, retry_s=0, timeout_s=1.0, deadline_s=3.0, allow_private=True, max_bytes=2_000_000
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        for number, deed in enumerate(DEEDS):
            made.handlers[f"/{number}"] = says(page(deed))
        yield made


class Run:
    """One watch after the other on one ledger, with their log."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "news.duckdb"
        self.log: list[str] = []

    def __call__(self, *feeds: str, options: WatchOptions = QUICK, stop: threading.Event | None = None) -> Watched:
        return watch(feeds, self.ledger, options=options, once=True, stop=stop, log=self.log.append)

    def sources(self) -> list[str]:
        with Ledger(self.ledger, read_only=True) as ledger:
            return [row[0] for row in ledger.sql("select source from stories order by source").fetchall()]

    def said(self, words: str) -> bool:
        return any(words in line for line in self.log)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def feed_of(site: Site, *paths: str) -> str:
    return rss(*((f"{site.url}{path}", "Report", "A summary...") for path in paths))


def visitor(options: WatchOptions = QUICK) -> Visitor:
    return Visitor(options, threading.Event())


def test_articles_are_fetched_where_the_feed_has_summaries_only(site: Site, run: Run) -> None:
    whole = f"{DEEDS[2]} " + "The measures name nine officers and two companies of the state. " * 12
    site.handlers["/feed"] = says(
        rss((f"{site.url}/0?utm_source=rss#top", "Report", "A summary..."), (f"{site.url}/whole", "Report", whole))
    )
    watched = run(f"{site.url}/feed")
    assert (watched.stories, watched.failures) == (2, 0)
    assert watched.events >= 2
    assert run.sources() == [f"{site.url}/0", f"{site.url}/whole"]
    assert site.asked["/whole"] == 0
    again = run(f"{site.url}/feed")
    assert (again.stories, site.asked["/0"], site.asked["/feed"]) == (0, 1, 2)


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, run: Run) -> None:
    def handler(request: Request) -> None:
        tags = (("ETag", '"one"'), ("Last-Modified", "Mon, 15 Aug 2022 10:00:00 GMT"))
        if request.headers["If-None-Match"] == '"one"' and request.headers["If-Modified-Since"] == tags[1][1]:
            request.answer(b"", *tags, status=304)
        else:
            request.answer(feed_of(site, "/0"), *tags)

    site.handlers["/feed"] = handler
    for _ in range(3):
        run(f"{site.url}/feed")
    assert sum("not modified" in line for line in run.log) == 2


def test_the_same_text_under_two_addresses_is_one_story(site: Site, run: Run) -> None:
    site.handlers["/copy"] = site.handlers["/0"]
    site.handlers["/feed"] = says(feed_of(site, "/0", "/copy"))
    assert run(f"{site.url}/feed").stories == 1


def test_a_busy_host_is_left_alone_as_long_as_it_asks(site: Site, run: Run) -> None:
    site.handlers["/feed"] = says(b"", ("Retry-After", "3600"), status=429)
    assert run(f"{site.url}/feed").failures == 1
    assert run.said("the server answered 429; again in 60 min")
    assert run(f"{site.url}/feed").polls == 0
    assert site.asked["/feed"] == 1


def test_other_pages_of_a_busy_host_are_put_off_untried(site: Site, run: Run) -> None:
    site.handlers["/0"] = says(b"", ("Retry-After", "3600"), status=503)
    site.handlers["/feed"] = says(feed_of(site, "/0", "/1", "/2"))
    run(f"{site.url}/feed")
    assert (site.asked["/0"], site.asked["/1"], site.asked["/2"]) == (1, 0, 0)
    assert run.sources() == []


def test_a_page_that_fails_is_tried_again_and_then_its_summary_is_coded(site: Site, run: Run) -> None:
    left = [500, 500]

    def flaky(request: Request) -> None:
        request.answer(page(DEEDS[0]), status=left.pop() if left else 200)

    site.handlers["/flaky"] = flaky
    site.handlers["/broken"] = says(b"", status=500)
    site.handlers["/feed"] = says(
        rss((f"{site.url}/flaky", "Report", "A summary..."), (f"{site.url}/broken", "Report", f"{DEEDS[1]} Read more"))
    )
    assert run(f"{site.url}/feed").stories == 2
    assert (site.asked["/flaky"], site.asked["/broken"]) == (3, 5)
    assert run.said("the feed's summary is coded")


def test_failing_feeds_are_put_off_longer_each_time(site: Site, tmp_path: Path, run: Run) -> None:
    site.handlers["/feed"] = says(b"", status=500)
    options = WatchOptions(every_s=0.01, delay_s=0, allow_private=True)
    for _ in range(4):
        run(f"{site.url}/feed", options=options)
        time.sleep(0.2)
    with State(tmp_path / "news.duckdb.watch.sqlite") as state:
        assert state.due_feeds([f"{site.url}/feed"])[0].failures == 4


def test_slow_and_stalling_answers_end_at_their_bounds(site: Site) -> None:
    def silent(_: Request) -> None:
        time.sleep(4)

    def dripping(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(40):
            request.wfile.write(b"x")
            time.sleep(0.2)

    site.handlers |= {"/silent": silent, "/dripping": dripping}
    began = time.monotonic()
    for path in ("/silent", "/dripping"):
        with pytest.raises(FetchError, match="no answer within") as caught:
            visitor().get(f"{site.url}{path}")
        assert caught.value.is_passing
    assert time.monotonic() - began < 8


def test_truncated_answers_are_tried_again(site: Site) -> None:
    import gzip

    packed = gzip.compress(page(DEEDS[0]).encode())
    site.handlers["/short"] = says(b"<html>", ("Content-Length", "5000"))
    site.handlers["/cut"] = says(packed[:-20], ("Content-Encoding", "gzip"))
    for path in ("/short", "/cut"):
        with pytest.raises(FetchError) as caught:
            visitor().get(f"{site.url}{path}")
        assert caught.value.is_passing


def test_redirections_are_followed_but_not_in_circles(site: Site) -> None:
    site.handlers["/moved"] = says(b"", ("Location", "/0"), status=301)
    assert visitor().get(f"{site.url}/moved").url == f"{site.url}/0"
    site.handlers["/a"] = says(b"", ("Location", "/b"), status=302)
    site.handlers["/b"] = says(b"", ("Location", f"{site.url}/a"), status=302)
    with pytest.raises(FetchError, match="in a circle"):
        visitor().get(f"{site.url}/a")
    for number in range(10):
        site.handlers[f"/far{number}"] = says(b"", ("Location", f"/far{number + 1}"), status=307)
    with pytest.raises(FetchError, match="more than 5"):
        visitor().get(f"{site.url}/far0")
    for number, where in enumerate(("file:///etc/passwd", "ftp://x.example/", "", "http://[::1", "http://x:99999/")):
        site.handlers[f"/out{number}"] = says(b"", ("Location", where), status=302)
        with pytest.raises(FetchError) as caught:
            visitor().get(f"{site.url}/out{number}")
        assert not caught.value.is_passing


def test_wrong_encodings_are_read_all_the_same(site: Site, run: Run) -> None:
    words = f"{DEEDS[1]} “Señor Núñez” said it."
    site.handlers["/wrong"] = says(page(words).encode("cp1252"))
    feed = feed_of(site, "/wrong").replace("Wire", "Agência")
    site.handlers["/feed"] = says(feed.replace("version='1.0'", "version='1.0' encoding='utf-8'").encode("latin-1"))
    assert run(f"{site.url}/feed").stories == 1
    with Ledger(run.ledger, read_only=True) as ledger:
        assert "“Señor Núñez”" in ledger.sql("select text from stories").fetchall()[0][0]


def test_links_with_letters_beyond_ascii_are_fetched(site: Site, run: Run) -> None:
    site.handlers["/K%C3%B6ln"] = says(page(DEEDS[0]))
    site.handlers["/feed"] = says(feed_of(site, "/Köln", "/1"))
    watched = run(f"{site.url}/feed")
    assert (watched.stories, watched.failures) == (2, 0)


def test_bombs_and_large_answers_are_refused_in_little_memory(site: Site) -> None:
    site.handlers["/bomb"] = says(bomb(), ("Content-Encoding", "gzip"))
    site.handlers["/large"] = says(b"x" * 3_000_000)
    site.handlers["/brotli"] = says(b"x", ("Content-Encoding", "br"))
    tracemalloc.start()
    for path in ("/bomb", "/large", "/brotli"):
        with pytest.raises(FetchError) as caught:
            visitor().get(f"{site.url}{path}")
        assert not caught.value.is_passing
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


def test_broken_feeds_and_pages_cost_themselves_only(site: Site, run: Run) -> None:
    site.handlers["/torn"] = says(feed_of(site, "/0")[:-40])
    site.handlers["/image"] = says(b"\x89PNG....", media="image/png")
    site.handlers["/empty"] = says(b"")
    site.handlers["/good"] = says(rss(*((f"{site.url}{p}", "Report", "") for p in ("/1", "/image", "/empty", "/gone"))))
    watched = run(f"{site.url}/torn", f"{site.url}/missing", f"{site.url}/good")
    assert (watched.polls, watched.failures, watched.stories) == (3, 2, 1)
    for words in ("no well-formed XML", "answered 404", "is no page but image/png", "the file is empty"):
        assert run.said(words), words


def test_robots_txt_is_obeyed(site: Site, run: Run) -> None:
    site.handlers["/robots.txt"] = says("User-agent: *\nDisallow: /1\n", media="text/plain")
    site.handlers["/feed"] = says(feed_of(site, "/0", "/1"))
    run(f"{site.url}/feed")
    assert run.said("robots.txt forbids it")
    assert (site.asked["/1"], site.asked["/robots.txt"]) == (0, 1)
    site.handlers["/robots.txt"] = says(b"", status=500)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        visitor().get(f"{site.url}/0")


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(site: Site, run: Run) -> None:
    site.handlers["/feed"] = says(feed_of(site, "/0", "/1", "/2"))
    options = WatchOptions(every_s=0, delay_s=0.3, allow_private=True)
    run(f"{site.url}/feed", options=options)
    times = [at for _, at in site.times]
    assert len(times) == 5
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(times))


def test_addresses_of_ones_own_network_are_refused(site: Site, run: Run) -> None:
    site.handlers["/feed"] = says(feed_of(site, "/0"))
    options = WatchOptions(delay_s=0)
    run(f"{site.url}/feed", f"http://localhost:{site.server_address[1]}/feed", options=options)
    assert sum("own network" in line for line in run.log) == 2
    assert not site.asked


def test_a_stop_ends_a_fetch_and_the_next_watch_goes_on(site: Site, run: Run) -> None:
    stop, released, answered = threading.Event(), threading.Event(), threading.Event()

    def hanging(request: Request) -> None:
        if not stop.is_set():
            stop.set()
            released.wait(60)
            answered.set()
        else:
            request.answer(page(DEEDS[1]))

    site.handlers["/1"] = hanging
    site.handlers["/feed"] = says(feed_of(site, "/1"))
    options = WatchOptions(every_s=900, delay_s=0, allow_private=True)
    assert run(f"{site.url}/feed", options=options, stop=stop).stories == 0
    assert not answered.is_set()  # the fetch was given up, not waited for
    released.set()
    assert run(f"{site.url}/feed", options=options).stories == 1
    assert (site.asked["/feed"], site.asked["/1"]) == (1, 2)


def test_one_watch_at_a_time(tmp_path: Path) -> None:
    with State(tmp_path / "s.sqlite"), pytest.raises(StateError, match="another watch"):
        State(tmp_path / "s.sqlite")


def test_lists_of_feeds(tmp_path: Path) -> None:
    opml, text = tmp_path / "feeds.opml", tmp_path / "feeds.txt"
    opml.write_text(
        "<?xml version='1.0'?><opml><body><outline text='World'><outline xmlUrl='https://a.example/rss'/></outline>"
        "<outline xmlUrl='https://b.example/rss'/><outline xmlUrl='javascript:x'/></body></opml>",
        encoding="utf-8",
    )
    text.write_text("# mine\nhttps://b.example/rss\n\nhttps://c.example/rss\n", encoding="utf-8")
    found = read_feed_list([str(opml), str(text), "https://d.example/rss"])
    assert found == tuple(f"https://{name}.example/rss" for name in "abcd")
    for words in ("not an address\n", "<opml>", "<!DOCTYPE x><opml/>", "<opml><body/></opml>"):
        text.write_text(words, encoding="utf-8")
        with pytest.raises(FeedListError, match=r"feeds\.txt"):
            read_feed_list([str(text)])
    with pytest.raises(FeedListError):
        read_feed_list([str(tmp_path / "none.opml")])


def test_robots_rules() -> None:
    robots = parse_robots(
        "User-agent: a\nUser-agent: detente\nDisallow: /x\nAllow: /x/y\nDisallow: /*.pdf$\nCrawl-delay: 7\n\n"
        "User-agent: *\nDisallow: /\n"
    )
    for path, allowed in (
        ("/", True),
        ("/x", False),
        ("/x/y/z", True),
        ("/a.pdf", False),
        ("/a.pdf?b", True),
        ("/%78", False),
    ):
        assert robots.allows(path) == allowed, path
    assert robots.delay_s == 7
    assert not parse_robots("User-agent: *\nDisallow: /\n").allows("/any")
    assert parse_robots("").allows("/any")
    assert parse_robots("Disallow: /").allows("/any")


@given(st.text(max_size=200), st.text(max_size=40))
def test_no_text_breaks_the_robots_reader(text: str, path: str) -> None:
    assert parse_robots(text).allows(f"/{path}") in (True, False)


@given(st.text(max_size=40))
def test_canonical_twice_is_once(path: str) -> None:
    try:
        once = canonical(f"https://Wire.example/{path}")
    except ValueError:
        return
    assert canonical(once) == once


def test_the_command(site: Site, tmp_path: Path) -> None:
    site.handlers["/feed"] = says(feed_of(site, "/0"))
    base = ["--ledger", str(tmp_path / "news.duckdb"), "--once", "--delay", "0"]
    result = CliRunner().invoke(main, ["watch", f"{site.url}/feed", *base, "--allow-private"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 entries, 1 new" in result.stderr
    assert "1 poll, 1 story" in result.stderr
    assert CliRunner().invoke(main, ["watch", "https://127.0.0.1:1/feed", *base]).exit_code == 1
    assert CliRunner().invoke(main, ["watch", str(tmp_path / "none"), *base]).exit_code == 2
