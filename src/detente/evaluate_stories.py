"""Compare what the whole pipeline makes of pages with gold stories: text, dates, events, who the actors are.

Gold stories have the corpus' story schema (docs/corpus.md). A gold event is found when an event's trigger overlaps its
trigger in the same sentence and the type is the same; actors, dates and sources are scored on the events that were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente import ontology
from detente.evaluate import OVERLAP, CharSpan, Tally, iou
from detente.pipeline import Coder
from detente.records import Actor, Coded, DatePrecision, Event, EventDate, Page, Refusal

Item = Mapping[str, Any]
DATE_PRECISIONS: Mapping[int, DatePrecision] = {4: "year", 7: "month", 10: "day"}
"""By the letters of a gold date."""
HTML_START = ("<!doctype", "<html")


@dataclass(slots=True)
class StoryScores:
    """All measures of one run: F1 tallies by stage, and shares (right, asked) by question."""

    stages: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, Counter[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def ask(self, question: str, *, right: bool) -> None:
        """Count one answer."""
        self.shares.setdefault(question, Counter())["right" if right else "wrong"] += 1

    def tally(self, stage: str) -> Tally:
        """The tally of a stage."""
        return self.stages.setdefault(stage, Tally())

    def to_json(self) -> dict[str, Any]:
        """Figures rounded to four digits."""
        shares = {
            name: {"right": round(count["right"] / count.total(), 4), "asked": count.total()}
            for name, count in sorted(self.shares.items())
        }
        stages = {
            name: {
                "precision": round(t.precision, 4),
                "recall": round(t.recall, 4),
                "f1": round(t.f1, 4),
                "gold": t.gold,
            }
            for name, t in self.stages.items()
        }
        return {"stages": stages, "shares": shares, "refused": self.refused}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    """A gold event on the offsets of the cleaned story."""

    event: Item
    trigger: CharSpan
    mentions: Mapping[str, tuple[CharSpan, Item]]


def evaluate_stories(stories: Iterable[Item], *, coder: Coder) -> StoryScores:
    """Code every gold page and count."""
    scores = StoryScores()
    for story in stories:
        coded = coder.code(_page(story))
        if isinstance(coded, Refusal):
            scores.refused.append(f"{story['id']}: {coded.reason}")
            continue
        _count_story(story, coded, scores)
        _count_events(story, coded, scores)
    return scores


def _page(story: Item) -> Page:
    """The page of a story: a `Page`, or its content alone."""
    page = story["page"]
    if isinstance(page, Page):
        return page
    is_html = page.lstrip().lower().startswith(HTML_START)
    return Page(name=story["id"], content=page, kind="html" if is_html else "text")


def _is_title(found: str, gold: str) -> bool:
    """Whether the headline is the gold's; one that the page prints in capitals has no case to compare."""
    return found == gold or (found.isupper() and found.casefold() == gold.casefold())


def _count_story(story: Item, coded: Coded, scores: StoryScores) -> None:
    found = coded.story
    scores.ask("title", right=_is_title(found.title or "", story["title"] or ""))
    published = found.published.isoformat() if found.published else None
    scores.ask("published, or honestly unknown", right=published == story["published"])
    crawled = found.crawled.isoformat() if found.crawled else None
    if story["crawled"]:
        scores.ask("crawled", right=crawled == story["crawled"])
    wanted = Counter(word for item in story["sentences"] for word in item["text"].split())
    body = Counter(word for s in coded.sentences if s.kind == "body" for word in s.text.split())
    scores.tally("words of the body").add((wanted & body).total(), body.total(), wanted.total())
    whole = {" ".join(s.text.split()) for s in coded.sentences}
    for item in story["sentences"]:
        scores.ask("sentence kept whole", right=" ".join(item["text"].split()) in whole)


def _gold_events(story: Item, coded: Coded) -> tuple[list[_Gold], int]:
    """Gold events placed in the cleaned text, and how many could not be placed."""
    placed: list[_Gold] = []
    lost, at = 0, 0
    for item in story["sentences"]:
        start = coded.story.text.find(item["text"], at)
        if start < 0:
            lost += len(item["events"])
            continue
        at = start + len(item["text"])
        mentions = {m["id"]: ((m["start"] + start, m["end"] + start), m) for m in item["mentions"]}
        for event in item["events"]:
            span = event["trigger"]["start"] + start, event["trigger"]["end"] + start
            placed.append(_Gold(event=event, trigger=span, mentions=mentions))
    return placed, lost


def _count_events(story: Item, coded: Coded, scores: StoryScores) -> None:
    gold, lost = _gold_events(story, coded)
    pairs = list(_align(gold, coded.events))
    total, found = len(gold) + lost, len(coded.events)
    scores.tally("trigger").add(len(pairs), found, total)
    typed = [(g, e) for g, e in pairs if g.event["type"] == e.event_type]
    scores.tally("trigger and type").add(len(typed), found, total)
    whole = sum(_same_countries(g, e) for g, e in typed)
    scores.tally("event with the countries of all parties").add(whole, found, total)
    for mode in ontology.AUXILIARY_MODES:
        scores.tally(mode).add(
            sum(mode in g.event["auxiliary"] and mode in e.auxiliary for g, e in pairs),
            sum(mode in e.auxiliary for _, e in pairs),
            sum(mode in g.event["auxiliary"] for g, _ in pairs),
        )
    for g, event in typed:
        scores.ask("date to its precision", right=is_date(g.event.get("date"), event))
        scores.ask("date to its precision, or within it", right=is_within(g.event.get("date"), event))
        _count_actors(g, event, scores)
        _count_source(g, event, scores)


def _align(gold: Sequence[_Gold], events: Sequence[Event]) -> Iterator[tuple[_Gold, Event]]:
    candidates = sorted(
        (g.event["type"] != e.event_type, -_shared(g.trigger, _span(e)), i, j)
        for i, g in enumerate(gold)
        for j, e in enumerate(events)
        if _shared(g.trigger, _span(e)) > 0
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in candidates:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield gold[i], events[j]


def _span(event: Event) -> CharSpan:
    return event.trigger_span.start, event.trigger_span.end


def _shared(one: CharSpan, other: CharSpan) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def is_date(wanted: str | None, when: EventDate | Event) -> bool:
    """Whether a date is the gold day, month, year or range; '-' asks for an unknown one."""
    if wanted in (None, "-"):
        return when.date is None
    if when.date is None or when.enddate is None:
        return False
    first, _, last = str(wanted).partition("..")
    if last:
        return when.date.isoformat().startswith(first) and when.enddate.isoformat().startswith(last)
    return _precision(when) == DATE_PRECISIONS[len(first)] and when.date.isoformat().startswith(first)


def is_within(wanted: str | None, when: EventDate | Event) -> bool:
    """Whether a date is the gold's, or finer and none of its days outside the gold."""
    if is_date(wanted, when):
        return True
    if wanted in (None, "-") or when.date is None or when.enddate is None:
        return False
    first, _, last = str(wanted).partition("..")
    last = last or first
    return first <= when.date.isoformat()[: len(first)] and when.enddate.isoformat()[: len(last)] <= last


def _precision(when: EventDate | Event) -> DatePrecision:
    return when.date_precision if isinstance(when, Event) else when.precision


def _countries(gold: _Gold, names: Sequence[str]) -> set[str]:
    return {c for name in names for c in (gold.mentions[name][1]["country"] or "").split("+") if c}


def _same_countries(gold: _Gold, event: Event) -> bool:
    found = [{a.country for a in side if a.country} for side in (event.actors, event.recipients)]
    return found == [_countries(gold, gold.event["actor"]), _countries(gold, gold.event["recipient"])]


def _count_actors(gold: _Gold, event: Event, scores: StoryScores) -> None:
    """Country and sector of the parties that were found, by what kind of mention names them."""
    for name in [*gold.event["actor"], *gold.event["recipient"]]:
        span, mention = gold.mentions[name]
        found = [a for a in (*event.actors, *event.recipients) if iou(span, (a.span.start, a.span.end)) >= OVERLAP]
        if not found or not mention["country"]:
            continue
        wanted = set(mention["country"].split("+"))
        countries = {a.country for a in found if a.country}
        scores.ask("party resolved", right=bool(countries))
        if countries:
            scores.ask("country of a resolved party", right=countries == wanted)
        if _is_reference(mention["text"]):
            scores.ask("country of a pronoun or group reference", right=countries == wanted)
        if mention["sector"]:
            scores.ask("sector of a party", right=mention["sector"] in _sectors(found))


def _is_reference(text: str) -> bool:
    words = text.lower().split()
    return words[0] in {"he", "she", "they", "it", "both", "his", "her", "its", "their", "him", "them"} or (
        words[:2] in (["the", "two"], ["the", "three"])
    )


def _sectors(actors: Sequence[Actor]) -> set[str | None]:
    return {a.sector for a in actors}


def _count_source(gold: _Gold, event: Event, scores: StoryScores) -> None:
    speaker, found = gold.event["speaker"], event.attributed_to
    if found and not event.sentence_span.start <= found.span.start < event.sentence_span.end:
        found = None  # the gold names speakers of the sentence only
    scores.tally("attribution").add(
        int(bool(speaker and found and iou(gold.mentions[speaker][0], (found.span.start, found.span.end)) >= OVERLAP)),
        int(found is not None),
        int(speaker is not None),
    )
