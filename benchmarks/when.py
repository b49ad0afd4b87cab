"""Dates of the corpus' stories: `python benchmarks/when.py [train|dev|test] [--misses]` (reads corpus/stories).

Publication dates come from the raw page; event dates from gold time words, auxiliary modes and triggers, with the publication date
of the gold, so that only the reading of dates is scored. An event date is right when the days that it gives hold the
gold's first day (2014 is right for 28 August 2014), or lie in the gold's month or year, or in its range where that is a week at most
(a meeting of three days; "at the weekend"). Test is only reported, never tuned on.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from corpus import HELD_OUT
from corpus.newstext import Item, annotated_stories
from detente import ontology
from detente.clean import clean_page
from detente.clean.stamps import HEAD_OF_DAY
from detente.dates import Asked, is_filed_on, resolve_dates, written_on
from detente.evaluate_stories import is_date, is_within
from detente.records import EventDate, Page, Refusal, Story

DAY = len("2014-08-28")
WEEK_DAYS = 7
REAL = ("wikinews", "press")
STORIES = Path(__file__).parent.parent / "corpus" / "stories"


def stories(split: str, *, files: str = "*") -> Iterator[Item]:
    """The corpus' stories of a split."""
    for path in sorted(STORIES.glob(f"{files}.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            if story["split"] == split:
                yield story


def read_stories(split: str, newstext: Path | None) -> dict[str, list[Item]]:
    """The stories of a split by source: the corpus', those of train by file, and with NEWSTEXT the real ones."""
    if split == "train":
        return {path.stem: list(stories(split, files=path.stem)) for path in sorted(STORIES.glob("*.jsonl"))}
    found = {"corpus": list(stories(split))}
    if newstext is not None:
        found |= {part: annotated_stories(newstext, split, part) for part in REAL}
    return found


def asked(story: Item) -> Iterator[tuple[Asked, str | None, str]]:
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


def headed(story: Item) -> tuple[list[str], list[int]]:
    """The sentences of a story with the headings of its page that are days, and where each sentence then stands."""
    page = _cleaned(story)
    body, at = (page.text if isinstance(page, Story) else ""), 0
    texts: list[str] = []
    places: list[int] = []
    for sentence in story["sentences"]:
        found = body.find(sentence["text"], at)
        between = body[at:found].split("\n\n") if found >= 0 else []
        texts += [line for line in between if HEAD_OF_DAY.fullmatch(line)]
        at = max(at, found)
        places.append(len(texts))
        texts.append(sentence["text"])
    return texts, places


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


def main() -> None:
    """Print the shares of right publication and event dates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", nargs="?", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--misses", action="store_true", help="of train or dev: print them")
    parser.add_argument(
        "--newstext", type=Path, help="the texts of corpus/real/stories (corpus/newstext.py): score these too"
    )
    options = parser.parse_args()
    for source, found in read_stories(options.split, options.newstext).items():
        if not found:
            continue
        is_shown = options.misses and options.split != "test" and source not in HELD_OUT
        if source not in REAL:
            print(f"{options.split}, {source}: publication dates {dict(_count_publications(found, is_shown=is_shown))}")
        print(f"{options.split}, {source}: {_count_events(found, is_shown=is_shown)}")


def _count_publications(found: Sequence[Item], *, is_shown: bool) -> Counter[str]:
    """How often the raw page gives the day of publication."""
    count = Counter(right=0, unknown=0, wrong=0)
    for story in found:
        page = _cleaned(story)
        day = page.published if isinstance(page, Story) else None
        gold = _published(story)
        verdict = "right" if day == gold else "unknown" if day is None else "wrong"
        count[verdict] += 1
        if verdict != "right" and is_shown:
            print("   ", story["id"], "published", gold, "got", day, repr(story["page"][:160]))
    return count


def _count_events(found: Sequence[Item], *, is_shown: bool) -> str:
    """The shares of right event dates."""
    total = right = exact = within = 0
    for story in found:
        rows, published = list(asked(story)), written(story)
        texts, places = headed(story)
        placed = [replace(one, sentence_index=places[one.sentence_index]) for one, _, _ in rows]
        whens = resolve_dates(
            placed, sentences=texts, published=published, crawled=_crawled(story), is_filed=is_filed(story)
        )
        for when, (one, gold, text) in zip(whens, rows, strict=True):
            total += 1
            right += is_right(when, gold)
            exact += is_date(gold, when)
            within += is_within(gold, when)
            if is_shown and not is_right(when, gold):
                print(
                    "   ", published, gold, when.date, when.precision, repr(one.words), one.auxiliary, "|", text[:170]
                )
    shares = f"{right / total:.3f} of {total} (to the gold's precision {exact / total:.3f}, that or within it {within / total:.3f})"
    return f"event dates {shares}"


def written(story: Item) -> date | None:
    """The day on which a story was written: of the gold's publication, with the dateline of its page."""
    page = _cleaned(story)
    return written_on(page.dateline if isinstance(page, Story) else None, _published(story))


def is_filed(story: Item) -> bool:
    """Whether the dateline of a story's page tells the gold's day of publication."""
    page = _cleaned(story)
    return is_filed_on(page.dateline if isinstance(page, Story) else None, _published(story))


def _cleaned(story: Item) -> Story | Refusal:
    if isinstance(story["page"], Page):
        return clean_page(story["page"])
    kind: Literal["html", "text"] = "html" if story["page"].startswith("<") else "text"
    return clean_page(Page(name=story["id"], content=story["page"], kind=kind, crawled=_crawled(story)))


def _crawled(story: Item) -> date | None:
    return date.fromisoformat(story["crawled"]) if story.get("crawled") else None


def _published(story: Item) -> date | None:
    return date.fromisoformat(story["published"]) if story["published"] else None


if __name__ == "__main__":
    main()
