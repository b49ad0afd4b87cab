"""Publication dates of HTML pages, day-exact, beside htmldate (pages lie outside the repository).

    python benchmarks/pubdate.py FOLDER [--misses]

FOLDER holds one or more `*.json` (URL -> file, date) and `test_set/`. Without the URL, as htmldate's own evaluation has it, and
with it, as a user has it. A page whose gold date is none is right when no date is given. Speeds are of the same process.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from htmldate import find_date

from detente.clean import find_publication


def pages(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """URL, source and gold day of each page; a gold that is no day is None."""
    for table in sorted(folder.glob("*.json")):
        for url, entry in json.loads(table.read_text(encoding="utf-8")).items():
            path = folder / "test_set" / entry["file"]
            gold = entry["date"]
            if path.exists():
                yield url, path.read_text(encoding="utf-8", errors="replace"), gold if _is_day(gold) else None


def _is_day(words: object) -> bool:
    try:
        return bool(date.fromisoformat(str(words)))
    except ValueError:
        return False


def without_url(source: str, _url: str) -> str | None:
    """Our day from the source alone."""
    found = find_publication(source)
    return found.day.isoformat() if found else None


def with_url(source: str, url: str) -> str | None:
    """Our day from source and URL."""
    found = find_publication(source, url=url)
    return found.day.isoformat() if found else None


def by_htmldate(source: str, _url: str) -> str | None:
    """Htmldate's day for the original publication."""
    return find_date(source, original_date=True)


def score(name: str, find: Callable[[str, str], str | None], folder: Path) -> float:
    """Print right, wrong and unknown; the seconds that it took."""
    right = wrong = unknown = total = 0
    seconds = 0.0
    for url, source, gold in pages(folder):
        begin = time.perf_counter()
        day = find(source, url)
        seconds += time.perf_counter() - begin
        total += 1
        right += day == gold
        unknown += day is None and gold is not None
        wrong += day is not None and day != gold
        if day != gold and "--misses" in sys.argv:
            print("   ", name, gold, day, url[:120])
    print(
        f"{name}: {total} pages, day-exact {right / total:.3f}, wrong {wrong}, unknown {unknown}, {total / seconds:.0f} pages/s"
    )
    return seconds


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    place = Path(sys.argv[1])
    theirs = score("htmldate", by_htmldate, place)
    for title, finder in (("detente", without_url), ("detente with URL", with_url)):
        print(f"    speed against htmldate: {theirs / score(title, finder, place):.2f}")
