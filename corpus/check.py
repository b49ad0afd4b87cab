"""Validate the corpus: `python -m corpus.check [FOLDER...]`. Every mistake is named with file and line.

Checked: the schema, offsets against the text, codes and modes against the ontology, references to ids, ids used once,
texts used once, that every item has a split, and that the table of gold places (`places.tsv`) has a row for each place of the stories.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.markup import SPLITS
from detente import ontology

ITEM_KEYS = frozenset({"id", "text", "mentions", "spans", "events", "nones", "contexts"})
EVENT_KEYS = frozenset({
    "cameo", "type", "mode", "trigger", "actor", "recipient", "symmetric", "speaker", "auxiliary", "time", "place",
})  # fmt: skip
STORY_EVENT_KEYS = EVENT_KEYS | {"date"}
STORY_KEYS = frozenset({"id", "split", "title", "published", "crawled", "publisher", "page", "sentences"})
PLACE_KINDS = frozenset({"town", "unnamed-town", "district-or-province", "country", "other"})

Item = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A row of the table of gold places; None is what can't be known."""

    story: str
    words: str
    country: str | None
    kind: str
    latitude: float | None
    longitude: float | None
    name: str


def read_places(path: Path) -> Iterator[GoldPlace]:
    """The rows of `places.tsv`. Raises ValueError, which names the line, for one that is no row."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            story, words, country, kind, latitude, longitude, name = line.split("\t")
            place = GoldPlace(
                story=story,
                words=words,
                country=None if country == "-" else country,
                kind=kind,
                latitude=None if latitude == "-" else float(latitude),
                longitude=None if longitude == "-" else float(longitude),
                name=name,
            )
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
        if kind not in PLACE_KINDS:
            raise ValueError(f"{path}:{number}: unknown kind '{kind}'")
        yield place


def check_record(record: Item) -> Iterator[str]:
    """What is wrong with one sentence or story; nothing if it is right."""
    if record.get("split") not in SPLITS:
        yield f"split '{record.get('split')}' is none of {', '.join(SPLITS)}"
    if "page" not in record:
        yield from check_item({key: value for key, value in record.items() if key != "split"})
        return
    if set(record) != STORY_KEYS:
        yield f"keys differ from the story schema: {sorted(set(record) ^ STORY_KEYS)}"
        return
    page = " ".join(record["page"].split())
    for item in record["sentences"]:
        yield from (f"{item.get('id')}: {what}" for what in check_item(item, event_keys=STORY_EVENT_KEYS))
        if " ".join(item["text"].split()) not in page:
            yield f"{item['id']}: the sentence does not stand in the page"


def check_item(item: Item, *, event_keys: frozenset[str] = EVENT_KEYS) -> Iterator[str]:
    """What is wrong with one annotated sentence; nothing if it is right."""
    if set(item) != ITEM_KEYS:
        yield f"keys differ from the schema: {sorted(set(item) ^ ITEM_KEYS)}"
        return
    triggers = [event["trigger"] for event in item["events"]]
    for span in [*item["mentions"], *item["spans"], *triggers]:
        if item["text"][span["start"] : span["end"]] != span["text"] or not span["text"]:
            yield f"'{span['text']}' does not stand at {span['start']}:{span['end']}"
    ids = [span["id"] for span in [*item["mentions"], *item["spans"]]]
    yield from (f"id '{name}' is used {count} times" for name, count in Counter(ids).items() if count > 1)
    for mention in item["mentions"]:
        if mention["sector"] is not None and mention["sector"] not in ontology.SECTORS:
            yield f"unknown sector '{mention['sector']}'"
    if not set(item["contexts"]) <= set(ontology.CONTEXTS):
        yield f"unknown contexts {sorted(set(item['contexts']) - set(ontology.CONTEXTS))}"
    mention_ids = {mention["id"] for mention in item["mentions"]}
    if any(len(pair) != 2 or not set(pair) <= mention_ids for pair in item["nones"]):
        yield "a no-event pair names an unknown mention"
    kinds = {span["id"]: span["kind"] for span in item["spans"]}
    for event in item["events"]:
        if set(event) != event_keys:
            yield f"event keys differ from the schema: {sorted(set(event) ^ event_keys)}"
            return
        yield from _check_event(event, mention_ids, kinds)


def _check_event(event: Item, mention_ids: set[str], kinds: dict[str, str]) -> Iterator[str]:
    name = event["trigger"]["text"]
    if event["cameo"] is not None and event["cameo"] not in ontology.cameo_codes():
        yield f"event '{name}': unknown CAMEO code '{event['cameo']}'"
    if not ontology.is_valid(event["type"], event["mode"]):
        yield f"event '{name}': PLOVER has no {event['type']}/{event['mode']}"
    if not set(event["auxiliary"]) <= set(ontology.AUXILIARY_MODES):
        yield f"event '{name}': unknown auxiliary mode"
    yield from (f"event '{name}': {what}" for what in _check_roles(event, mention_ids, kinds))


def _check_roles(event: Item, mention_ids: set[str], kinds: dict[str, str]) -> Iterator[str]:
    parties = event["actor"] + event["recipient"]
    if not parties or not set(parties) <= mention_ids:
        yield "no actor and recipient, or an unknown one"
    if set(event["actor"]) & set(event["recipient"]):
        yield "the same mention is actor and recipient"
    if event["symmetric"] and event["recipient"]:
        yield "symmetric, so all parties belong in actor"
    if event["speaker"] is not None and event["speaker"] not in mention_ids:
        yield "unknown speaker"
    for kind in ("time", "place"):
        if event[kind] is not None and kinds.get(event[kind]) != kind:
            yield f"'{event[kind]}' is no {kind} of the item"


def check_places(folder: Path) -> list[str]:
    """What is wrong with a folder's `places.tsv` beside its stories; nothing where it has none."""
    path = folder / "places.tsv"
    if not path.exists():
        return []
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = {
        (story["id"], span["text"])
        for story in map(json.loads, lines)
        for sentence in story["sentences"]
        for span in sentence["spans"]
        if span["id"] in {event["place"] for event in sentence["events"]}
    }
    try:
        rows = Counter((row.story, row.words) for row in read_places(path))
    except ValueError as error:
        return [str(error)]
    return (
        [f"{path}: no event of {story} has the place '{words}'" for story, words in sorted(set(rows) - wanted)]
        + [f"{path}: no row for '{words}' of {story}" for story, words in sorted(wanted - set(rows))]
        + [f"{path}: {count} rows for '{words}' of {story}" for (story, words), count in rows.items() if count > 1]
    )


def check_folder(folder: Path) -> tuple[int, list[str]]:
    """Number of items in a folder's JSON Lines files, and all mistakes as `file:line: what`."""
    errors: list[str] = []
    seen_ids: set[str] = set()
    seen_texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path}:{number}"
            try:
                item = json.loads(line)
            except ValueError as error:
                errors.append(f"{where}: no JSON ({error})")
                continue
            errors += [f"{where}: {what}" for what in check_record(item)]
            if item.get("id") in seen_ids:
                errors.append(f"{where}: id '{item['id']}' is used before")
            seen_ids.add(item.get("id"))
            twin = seen_texts.setdefault(item.get("text") or item.get("page", ""), where)
            if twin != where:
                errors.append(f"{where}: the same text stands at {twin}")
    return len(seen_ids), errors


def main() -> int:
    """Check the folders named on the command line, or the project's."""
    here = Path(__file__).parent
    failed = False
    for folder in [Path(name) for name in sys.argv[1:]] or [here / "sentences", here / "stories"]:
        count, errors = check_folder(folder)
        errors = errors or check_places(folder)
        sys.stderr.writelines(error + "\n" for error in errors)
        sys.stdout.write(f"{folder.name}: {count} items, {len(errors)} mistakes\n")
        failed |= bool(errors) or not count
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
