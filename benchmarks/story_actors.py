"""Actors of whole stories, resolved from the gold mentions alone.

    python -m benchmarks.story_actors [FOLDER] [--split dev] [--misses 40] [--kind name]
    python -m benchmarks.story_actors corpus/stories/s05.jsonl --split train
    python -m benchmarks.story_actors tests/cases/actors/whole/open.txt

Shares are over the mentions whose country (or sector) gold knows; a country is right where all of it is ("FRA+DEU"), a sector where
it is the primary one of an entity. Kinds: source (only ever vouches), pronoun, group reference, name, title + name, description.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus import HELD_OUT
from corpus.markup import STORY_MARK, parse_item
from detente.actors import Knowledge, load_knowledge, resolve_mentions
from detente.actors.names import word_set
from detente.clean import clean_page
from detente.records import Entity, Mention, Page, Refusal, Sentence, Span, Story

Item = Mapping[str, Any]
STORIES = Path(__file__).parents[1] / "corpus" / "stories"
MARK = re.compile(r"\[")
HTML_START = ("<!doctype", "<html")
PRONOUNS = word_set(
    "he him his himself she her hers herself it its itself they them their theirs themselves we us our i my both"
)
COUNTED = frozenset({"two", "three", "four", "five", "both", "sides", "neighbours", "neighbors", "rivals", "all"})
TITLES = frozenset({"mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "col", "lt", "sir", "sheikh", "king", "queen"})
SMALL = frozenset({"of", "and", "the", "for", "al", "bin", "de", "von", "van", "in", "el", "la", "da", "du"})


@dataclass(slots=True)
class Tally:
    """Counts of one kind of mention."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, question: str, of: str) -> str:
        """A share with its number of cases."""
        return f"{self.counts[question] / self.counts[of]:.3f} of {self.counts[of]:<5}" if self.counts[of] else "-"

    def __str__(self) -> str:
        """One row of the table."""
        return (
            f"{self.share('resolved', 'country'):<16}{self.share('right', 'resolved'):<16}"
            f"{self.share('right', 'country'):<16}{self.share('sector right', 'sector'):<16}"
            f"{self.share('sector right', 'sector said'):<16}"
        )


def stories(gold: Path, split: str) -> Iterator[Item]:
    """Gold stories of a split, of a folder or file, or all of a file of marked stories."""
    if gold.suffix == ".txt":
        yield from marked_stories(gold)
    for path in [gold] if gold.suffix == ".jsonl" else sorted(gold.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            if story["split"] == split:
                yield story


def marked_stories(path: Path) -> Iterator[Item]:
    """Stories with mentions alone: `[words|COUNTRY SECTOR]`, a sentence a line, after a head of `field: value` lines and `---`."""
    for number, block in enumerate(path.read_text(encoding="utf-8").split(STORY_MARK)[1:], 1):
        head, _, body = block.partition("---\n")
        fields = {
            key: None if value == "-" else value for key, value in (line.split(": ", 1) for line in head.splitlines())
        }
        name = f"{path.stem}-{number:02d}"
        sentences = []
        for place, line in enumerate(body.split("\n\n")[0].strip().splitlines(), 1):
            opening_mark, *marks = MARK.split(line)
            named = opening_mark + "".join(f"[m{at}|{words}" for at, words in enumerate(marks, 1))
            sentences.append(parse_item([named], f"{name}-{place:02d}"))
        first, *rest = (item["text"] for item in sentences)
        opening = f"{fields['dateline']} {first}" if fields["dateline"] else first
        yield {
            "id": name,
            "title": fields["title"],
            "published": fields["published"],
            "crawled": None,
            "page": "\n\n".join((fields["title"] or "", opening, *rest)),
            "sentences": sentences,
        }


@dataclass(frozen=True, slots=True)
class Prepared:
    """A gold story as the resolver takes it, and for each mention its sentence and gold."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    gold: tuple[tuple[Item, Item], ...]


def prepare(gold: Item) -> Prepared:
    """The story of gold sentences and mentions, with the dateline that cleaning finds."""
    text, sentences, mentions, golds = "", [], [], []
    for index, item in enumerate(gold["sentences"]):
        start = len(text)
        text += item["text"] + "\n\n"
        sentences.append(Sentence(index=index, start=start, end=start + len(item["text"]), text=item["text"]))
        for m in item["mentions"]:
            span = Span(start=m["start"] + start, end=m["end"] + start)
            mentions.append(Mention(text=m["text"], span=span, sentence_index=index))
            golds.append((item, m))
    story = Story(
        id=gold["id"],
        source="corpus",
        title=gold["title"],
        text=text,
        published=date.fromisoformat(gold["published"]) if gold["published"] else None,
        crawled=date.fromisoformat(gold["crawled"]) if gold["crawled"] else None,
        dateline=_dateline(gold),
    )
    return Prepared(story, tuple(sentences), tuple(mentions), tuple(golds))


def resolve(prepared: Prepared, knowledge: Knowledge) -> Iterator[tuple[Item, Item, tuple[Entity, ...]]]:
    """Sentence, gold mention and entities, for each mention of a story."""
    found = resolve_mentions(prepared.story, prepared.sentences, prepared.mentions, knowledge=knowledge)
    for (item, m), mention in zip(prepared.gold, prepared.mentions, strict=True):
        yield item, m, found[mention]


def _dateline(gold: Item) -> str | None:
    kind = "html" if gold["page"].lstrip().lower().startswith(HTML_START) else "text"
    story = clean_page(Page(name=gold["id"], content=gold["page"], kind=kind))  # type: ignore[arg-type]
    return None if isinstance(story, Refusal) else story.dateline


def kind_of(mention: Item, sentence: Item) -> str:
    """The kind of a mention, by its words and its part in events."""
    events = sentence["events"]
    parties = {name for event in events for name in (*event["actor"], *event["recipient"])}
    words = mention["text"].replace("-", " ").split()
    keys = [word.lower().strip(".,") for word in words]
    if mention["id"] not in parties and any(event["speaker"] == mention["id"] for event in events):
        return "source"
    if keys[0] in PRONOUNS:
        return "pronoun" if keys[0] != "both" else "group reference"
    if COUNTED & set(keys[:3]) or ("+" in (mention["country"] or "") and not any(w[0].isupper() for w in words[1:])):
        return "group reference"
    capitals = [w for w in words if w[0].isupper()]
    if len(words) == len(capitals) + sum(key in SMALL for key in keys) and keys[0] not in TITLES:
        return "name"
    return "title + name" if keys[0] in TITLES or (words[-1][0].isupper() and keys[-2] not in SMALL) else "description"


def main() -> None:
    """Print the figures by kind and the commonest misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=STORIES, help="or a file of stories")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--misses", type=int, default=0, help="how many misses of each field to show")
    parser.add_argument("--kind", help="misses of this kind only")
    options = parser.parse_args()
    knowledge = load_knowledge()
    tallies: dict[str, Tally] = {}
    misses: dict[str, Counter[str]] = {"country": Counter(), "sector": Counter()}
    for gold in stories(options.folder, options.split):
        for sentence, mention, entities in resolve(prepare(gold), knowledge):
            kind = kind_of(mention, sentence)
            for name in (kind, "all"):
                count(tallies.setdefault(name, Tally()), mention, entities)
            if options.kind in (None, kind) and not gold["id"].startswith(HELD_OUT):
                note(misses, gold, mention, entities)
    print(
        f"{'':<18}{'resolved':<16}{'country of these':<16}{'country of all':<16}{'sector':<16}{'sector, if said':<16}"
    )
    for name in sorted(tallies, key=lambda name: (name == "all", name)):
        print(f"{name:<18}{tallies[name]}")
    for question, missed in misses.items():
        for words, number in missed.most_common(options.misses):
            print(f"{question} {number:>3} {words}")


def count(tally: Tally, mention: Item, entities: tuple[Entity, ...]) -> None:
    """Count one mention."""
    countries = {entity.country for entity in entities if entity.country}
    if mention["country"]:
        right = countries == set(mention["country"].split("+"))
        tally.counts.update({"country": 1, "resolved": int(bool(countries)), "right": int(right)})
    if mention["sector"]:
        right = mention["sector"] in {entity.sector or "UNK" for entity in entities}
        is_said = any(entity.sector for entity in entities)
        tally.counts.update({"sector": 1, "sector right": int(right), "sector said": int(is_said)})


def note(misses: Mapping[str, Counter[str]], gold: Item, mention: Item, entities: tuple[Entity, ...]) -> None:
    """Note what was wrong about one mention."""
    countries = {entity.country for entity in entities if entity.country}
    sectors = {entity.sector or "UNK" for entity in entities}
    found = "+".join(sorted(countries)) or "-"
    if mention["country"] and countries != set(mention["country"].split("+")):
        misses["country"][f"{mention['text']} | {mention['country']} | {found} | {gold['id']}"] += 1
    if mention["sector"] and mention["sector"] not in sectors:
        misses["sector"][f"{mention['text']} | {mention['sector']} | {'+'.join(sorted(sectors))} | {gold['id']}"] += 1


if __name__ == "__main__":
    main()
