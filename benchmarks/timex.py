"""Time expressions on WikiWars (TIMEX2, 22 history articles): relaxed detection and calendar values.

    python benchmarks/timex.py FOLDER [--misses]

FOLDER holds `keyinline/*.key.xml`. Relaxed: a found and a gold expression overlap, each counted once;
strict: the same span. Value: of the gold expressions whose value is a day, month, year, decade or
century and that were found, how many get that value.
The articles are history, so a date without a year takes the year told last before it in the article.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from detente.dates import Anchor, TimeExpression, find_times, resolve_expression
from detente.dates.days import one_day
from detente.records import EventDate

TAG = re.compile(r"<TIMEX2\b([^>]*)>|</TIMEX2>")
VALUE = re.compile(r'\bval="([^"]*)"')
CALENDAR = re.compile(r"(?:[12]\d{3}(?:-\d\d(?:-\d\d)?)?|[12]\d{1,2})(?:T.*)?")
NARRATIVE = frozenset({"era", "anniversary", "named_day", "age"})
"""Kinds that TIMEX2 does not mark."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked expression; the outermost where they nest."""

    start: int
    end: int
    value: str


def read(path: Path) -> tuple[str, list[Gold]]:
    """Text of an article and its outermost expressions."""
    source = path.read_text(encoding="utf-8")
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    text, gold, opened, at = "", [], [], 0
    for tag in TAG.finditer(body):
        text += unescape(body[at : tag.start()])
        at = tag.end()
        if tag[0].startswith("</"):
            start, value = opened.pop()
            if not opened:
                gold.append(Gold(start, len(text), value))
        else:
            value_match = VALUE.search(tag[1])
            opened.append((len(text), value_match[1] if value_match else ""))
    return text + unescape(body[at:]), gold


def values(times: Sequence[TimeExpression]) -> list[str]:
    """A TIMEX2 value for each expression, read in order with the last told date as anchor."""
    told, found = None, []
    for expression in times:
        when = resolve_expression(
            expression,
            Anchor(published=told, reference=one_day(told) if told else None, year=told.year if told else None),
        )
        if when.date and when.enddate and when.precision in {"day", "month", "year"}:
            told = when.date
        found.append(value(when))
    return found


def value(when: EventDate) -> str:
    """The days as TIMEX2 writes them: 1944-06-06, 1944-06, 1944, 194, 19."""
    if when.date is None or when.enddate is None:
        return ""
    if when.precision == "period":
        years = when.enddate.year - when.date.year
        return str(when.date.year)[:2] if years > 10 else str(when.date.year)[:3]
    return when.date.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(when.precision, 0)]


def match(gold: list[Gold], times: Sequence[TimeExpression]) -> list[tuple[Gold, int]]:
    """Pairs that overlap, in order, each side used once."""
    pairs, at = [], 0
    for mark in gold:
        while at < len(times) and times[at].end <= mark.start:
            at += 1
        if at < len(times) and times[at].start < mark.end:
            pairs.append((mark, at))
            at += 1
    return pairs


def main(folder: Path) -> None:
    """Print counts, precision, recall, F1, value accuracy and speed."""
    golds, founds, hits, strict, dated, valued = 0, 0, 0, 0, 0, 0
    missed, extra, wrong = Counter[str](), Counter[str](), Counter[str]()
    characters, seconds = 0, 0.0
    for path in sorted(folder.rglob("keyinline/*.xml")):
        text, gold = read(path)
        begin = time.perf_counter()
        times = [t for t in find_times(text) if t.kind not in NARRATIVE]
        seconds += time.perf_counter() - begin
        characters += len(text)
        pairs, told = match(gold, times), values(times)
        golds, founds, hits = golds + len(gold), founds + len(times), hits + len(pairs)
        for mark, at in pairs:
            strict += (mark.start, mark.end) == (times[at].start, times[at].end)
            if CALENDAR.fullmatch(mark.value):
                dated += 1
                right = mark.value.split("T")[0] == told[at]
                valued += right
                if not right:
                    wrong[f"{times[at].text!r} {mark.value} got {told[at]}"] += 1
        taken = {at for _, at in pairs}
        missed.update(text[g.start : g.end].lower() for g in gold if g not in {mark for mark, _ in pairs})
        extra.update(t.kind + ":" + t.text.lower() for i, t in enumerate(times) if i not in taken)
    for name, count in (("relaxed", hits), ("strict", strict)):
        precision, recall = count / founds, count / golds
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"value: {valued / dated:.3f} of {dated} found calendar expressions; {golds} gold, {founds} found")
    print(f"speed: {characters / seconds / 1e6:.2f} million characters/s")
    if "--misses" in sys.argv:
        for title, counts in (("missed", missed), ("extra", extra), ("wrong", wrong)):
            print(title, counts.most_common(70))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
