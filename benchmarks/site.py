"""How long the site's pages take with parallel clients: p50 and p95 by kind of page, first none asked for twice, then all again.

python -m benchmarks.site --events 1000000
python -m benchmarks.site --ledger news.duckdb --clients 8
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import quote, urlencode

import httpx

from benchmarks.ledger_world import batches
from detente.ledger import Ledger
from detente.web.rooms import to_segment

PORT = 8765
PAGES_PER_KIND = 80
START_S = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of page and an address."""

    kind: str
    path: str


@dataclass(slots=True)
class Times:
    """What the clients measured, in seconds by kind of page."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float) -> None:
        """One answer."""
        with self.lock:
            self.taken.setdefault(kind, []).append(seconds)


def first(ledger: Ledger, query: str, number: int) -> list[tuple[str, ...]]:
    """The first rows of an answer."""
    return ledger.sql(query).limit(number).fetchall()


def addresses(ledger: Ledger, number: int) -> list[Asked]:
    """Addresses of every kind, chosen evenly from what the ledger has."""
    draw = random.Random(7)  # noqa: S311
    pairs = ledger.sql("select distinct source, target from dyads where source < target").fetchall()
    pairs = draw.sample(sorted(pairs), len(pairs))
    parties = ledger.sql("select distinct source from dyads order by source").fetchall()
    stories = first(ledger, "select id from stories order by hash(id)", number)
    happenings = first(
        ledger, "select happening_id from happenings order by reports > 1 desc, hash(happening_id)", number
    )
    words = first(ledger, "select sentence from events order by hash(id)", number)
    ((start, end),) = ledger.sql("select min(known_on), max(known_on) from stories").fetchall()
    asked = [
        Asked("period", f"/?{urlencode({'to': end - timedelta(days=draw.randrange((end - start).days + 1))})}")
        for _ in range(number)
    ]
    asked += [Asked("dyad", f"/dyad/{to_segment(a)}/{to_segment(b)}") for a, b in pairs[:number]]
    asked += [Asked("actor", f"/actor/{to_segment(party)}") for (party,) in parties[:number]]
    asked += [Asked("happening", f"/happening/{quote(id_)}") for (id_,) in happenings]
    asked += [Asked("story", f"/story/{quote(id_)}") for (id_,) in stories]
    texts = [draw.choice([word for word in sentence.split() if len(word) > 2] or ["the"]) for (sentence,) in words]
    asked += [Asked("search, a word", f"/search?{urlencode({'q': text})}") for text in texts]
    asked += [
        Asked(
            "search, filters",
            f"/search?{urlencode({'actor': a, 'recipient': b, 'type': draw.choice(('SANCTION', 'ASSAULT'))})}",
        )
        for a, b in pairs[:number]
    ]
    draw.shuffle(asked)
    return list(dict.fromkeys(asked))


@dataclass(frozen=True, slots=True)
class Server:
    """A running site."""

    base: str
    process: int

    def cpu_s(self) -> float:
        """Processor time that it has used, of all its threads."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(ledger: Path) -> Iterator[Server]:
    """The site in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from detente.cli import main; main()",
        "serve",
        "--ledger",
        str(ledger),
        "--port",
        str(PORT),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{PORT}"
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            try:
                # The script of the charts is bundled when the site starts: not what is measured here.
                httpx.get(f"{base}/vega.js", timeout=START_S)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        try:
            yield Server(base, server.pid)
        finally:
            server.terminate()


def ask(base: str, waiting: SimpleQueue[Asked], times: Times) -> None:
    """One client: ask for what waits, one after the other."""
    with httpx.Client(base_url=base, timeout=60) as client:
        while True:
            try:
                asked = waiting.get_nowait()
            except Empty:
                return
            begun = time.perf_counter()
            client.get(asked.path).raise_for_status()
            times.add(asked.kind, time.perf_counter() - begun)


def measure(base: str, asked: list[Asked], clients: int) -> Times:
    """All addresses, asked for by so many clients at once."""
    waiting: SimpleQueue[Asked] = SimpleQueue()
    for each in asked:
        waiting.put(each)
    times = Times()
    threads = [threading.Thread(target=ask, args=(base, waiting, times)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def print_processor_time(server: Server, asked: list[Asked]) -> None:
    """Processor time a page, kind by kind with one client: what does not depend on what else the machine does."""
    print("one client, processor time a page")
    httpx.get(server.base)
    for kind in sorted({each.kind for each in asked}):
        these = [each for each in asked if each.kind == kind]
        before = server.cpu_s()
        measure(server.base, these, 1)
        print(f"  {kind:16} {1000 * (server.cpu_s() - before) / len(these):6.0f} ms")


def report(times: Times, title: str) -> None:
    """A line a kind of page."""
    print(title)
    every = [each for taken in times.taken.values() for each in taken]
    for kind, taken in [*sorted(times.taken.items()), ("all", every)]:
        p95 = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(
            f"  {kind:16} {len(taken):4} pages  p50 {1000 * statistics.median(taken):6.0f} ms  p95 {1000 * p95:6.0f} ms"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--events", type=int, default=100_000, help="of a made-up ledger, where none is given")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--pages", type=int, default=PAGES_PER_KIND, help="of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "made.duckdb"
        if options.ledger is None:
            with Ledger(path) as ledger:
                for batch in batches(options.events):
                    ledger.add_batch(batch)
                ledger.refresh()
        with Ledger(path, read_only=True) as ledger:
            asked = addresses(ledger, options.pages)
        with serving(path) as server:
            print_processor_time(server, asked)
        with serving(path) as server:
            httpx.get(server.base)
            report(measure(server.base, asked, options.clients), f"{options.clients} clients, no page twice")
            report(measure(server.base, asked, options.clients), f"{options.clients} clients, the same pages again")


if __name__ == "__main__":
    main()
