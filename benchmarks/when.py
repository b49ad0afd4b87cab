"""Dates of the corpus' stories: `python benchmarks/when.py [--split dev|test] [--misses]` (reads corpus/stories).

Publication dates come from the raw page; event dates from gold time words, auxiliary modes and triggers, with the publication date
of the gold, so that only the reading of dates is scored. An event date is right when the days that it gives hold the
gold's first day (2014 is right for 28 August 2014), or lie in the gold's month or year, or in its range where that is a week at most
(a meeting of three days; "at the weekend"). Test is only reported, never tuned on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from detente import ontology
from detente.clean import clean_page
from detente.dates import Asked, resolve_dates
from detente.records import EventDate, Page, Story

DAY = len("2014-08-28")
WEEK_DAYS = 7
STORIES = Path(__file__).parent.parent / "corpus" / "stories"


def stories(split: str) -> Iterator[dict[str, Any]]:
    """The corpus' stories of a split."""
    for path in sorted(STORIES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            if story["split"] == split:
                yield story


def asked(story: dict[str, Any]) -> Iterator[tuple[Asked, str | None, str]]:
    """What is asked of each gold event that has a date, the gold date, and its sentence."""
    for index, sentence in enumerate(story["sentences"]):
        spans = {span["id"]: span["text"] for span in sentence["spans"]}
        for event in sentence["events"]:
            if "date" in event:
                words = spans.get(event["time"] or "")
                one = Asked(
                    sentence_index=index,
                    words=words,
                    auxiliary=tuple(event["auxiliary"]),
                    trigger=event["trigger"]["start"],
                    is_deed=ontology.is_material(event["type"]),
                )
                yield one, event["date"], sentence["text"]


def is_right(when: EventDate, gold: str | None) -> bool:
    """Whether the date is the gold's, as far as the gold goes."""
    if not gold or not re.match(r"\d{4}", gold):
        return when.date is None
    if when.date is None or when.enddate is None:
        return False
    first, _, last = gold.partition("..")
    if len(first) == len(last) == DAY and (date.fromisoformat(last) - date.fromisoformat(first)).days < WEEK_DAYS:
        return first <= when.enddate.isoformat() and when.date.isoformat() <= last
    return (
        when.date.isoformat().startswith(first)
        or when.date.isoformat()[: len(first)] <= first <= when.enddate.isoformat()
    )


def main(split: str) -> None:
    """Print the shares of right publication and event dates."""
    published = {"right": 0, "unknown": 0, "wrong": 0}
    right = total = 0
    for story in stories(split):
        crawled = date.fromisoformat(story["crawled"]) if story.get("crawled") else None
        page = clean_page(
            Page(
                name=story["id"],
                content=story["page"],
                kind="html" if story["page"].startswith("<") else "text",
                crawled=crawled,
            )
        )
        day = page.published if isinstance(page, Story) else None
        gold_day = date.fromisoformat(story["published"]) if story["published"] else None
        verdict = "right" if day == gold_day else "unknown" if day is None else "wrong"
        published[verdict] += 1
        if verdict != "right" and "--misses" in sys.argv:
            print("   ", story["id"], "published", gold_day, "got", day, repr(story["page"][:160]))
        rows = list(asked(story))
        texts = [sentence["text"] for sentence in story["sentences"]]
        whens = resolve_dates([one for one, _, _ in rows], sentences=texts, published=gold_day)
        for when, (one, gold, text) in zip(whens, rows, strict=True):
            total += 1
            right += is_right(when, gold)
            if not is_right(when, gold) and "--misses" in sys.argv:
                print("   ", gold_day, gold, when.date, when.precision, repr(one.words), one.auxiliary, "|", text[:170])
    print(f"{split}: publication dates {published}; event dates {right / total:.3f} of {total}")


if __name__ == "__main__":
    main("dev" if "dev" in sys.argv else "test")
