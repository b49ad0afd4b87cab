"""Many clients at once for minutes: every answer right, and memory flat.

python -m benchmarks.site_load --ledger demo.duckdb --clients 64 --minutes 5
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.site import Asked, addresses, serving
from detente.ledger import Ledger
from detente.web.paste import EXAMPLE

PAGES_PER_KIND = 60
SAMPLE_S = 5.0


@dataclass(slots=True)
class Told:
    """What the clients saw."""

    taken_s: list[float] = field(default_factory=list)
    pasted: int = 0
    faults: list[str] = field(default_factory=list)


def ask_until(end: float, base: str, asked: list[Asked], told: Told, seed: int) -> None:
    """One client: pages, their twins and nothing twice in a row, until the end."""
    draw = random.Random(seed)  # noqa: S311
    with httpx.Client(base_url=base, timeout=60) as client:
        while time.monotonic() < end:
            each = draw.choice(asked)
            begun = time.perf_counter()
            try:
                answer = client.get(each.path)
            except httpx.HTTPError as error:
                told.faults.append(f"{each.path}: {type(error).__name__} {error}")
                continue
            told.taken_s.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                told.faults.append(f"{each.path}: {answer.status_code}")


def paste_until(end: float, base: str, told: Told) -> None:
    """One more client, which pastes a text again and again."""
    with httpx.Client(base_url=base, timeout=120) as client:
        while time.monotonic() < end:
            answer = client.post("/paste.json", data={"text": EXAMPLE})
            told.pasted += 1
            if answer.status_code != 200 or not answer.json()["events"]:
                told.faults.append(f"paste: {answer.status_code}")


def resident_mb(process: int) -> float:
    """Memory that the server holds."""
    (line,) = [each for each in Path(f"/proc/{process}/status").read_text().splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def measure(ledger: Path, clients: int, minutes: float) -> tuple[Told, list[float]]:
    """What the clients saw, and the server's memory every few seconds."""
    with Ledger(ledger, read_only=True) as opened:
        asked = addresses(opened, PAGES_PER_KIND)
    asked += [
        Asked(f"{each.kind}, twin", each.path.replace("?", ".json?", 1) if "?" in each.path else f"{each.path}.json")
        for each in asked
        if each.kind != "period"
    ]
    told, memory_mb = Told(), []
    with serving(ledger) as server:
        end = time.monotonic() + 60 * minutes
        threads = [
            threading.Thread(target=ask_until, args=(end, server.base, asked, told, seed)) for seed in range(clients)
        ]
        threads.append(threading.Thread(target=paste_until, args=(end, server.base, told)))
        for thread in threads:
            thread.start()
        while time.monotonic() < end:
            time.sleep(SAMPLE_S)
            memory_mb.append(resident_mb(server.process))
        for thread in threads:
            thread.join()
    return told, memory_mb


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--minutes", type=float, default=5.0)
    options = parser.parse_args()
    told, memory_mb = measure(options.ledger, options.clients, options.minutes)
    p95 = statistics.quantiles(told.taken_s, n=20)[-1]
    print(
        f"{options.clients} clients, {options.minutes:g} minutes: {len(told.taken_s)} pages, {told.pasted} texts pasted"
    )
    print(f"  p50 {statistics.median(told.taken_s):.2f} s  p95 {p95:.2f} s  longest {max(told.taken_s):.2f} s")
    print(f"  faults: {len(told.faults)} {told.faults[:5]}")
    fifth = max(1, len(memory_mb) // 5)
    parts = [memory_mb[at : at + fifth] for at in range(0, len(memory_mb), fifth)]
    print("  memory by fifths of the time, MB: " + ", ".join(f"{statistics.mean(part):.0f}" for part in parts[:5]))
    print(f"  least {min(memory_mb):.0f}, most {max(memory_mb):.0f}, last {memory_mb[-1]:.0f} MB")


if __name__ == "__main__":
    main()
