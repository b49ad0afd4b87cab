"""Validate the corpus: `python -m corpus.check [FOLDER]`. Every mistake is named with file and line.

Checked: the schema, offsets against the text, codes and modes against the ontology, references to ids, ids used once,
texts used once, and that every item has a split.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente import ontology

ITEM_KEYS = {"id", "split", "text", "mentions", "spans", "events", "nones", "contexts"}
EVENT_KEYS = {
    "cameo", "type", "mode", "trigger", "actor", "recipient", "symmetric", "speaker", "auxiliary", "time", "place",
}  # fmt: skip
SPLITS = ("train", "dev", "test")

Item = dict[str, Any]


def check_item(item: Item) -> Iterator[str]:
    """What is wrong with one item; nothing if it is right."""
    if set(item) != ITEM_KEYS:
        yield f"keys differ from the schema: {sorted(set(item) ^ ITEM_KEYS)}"
        return
    if item["split"] not in SPLITS:
        yield f"split '{item['split']}' is none of {', '.join(SPLITS)}"
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
        yield from _check_event(event, mention_ids, kinds)


def _check_event(event: Item, mention_ids: set[str], kinds: dict[str, str]) -> Iterator[str]:
    if set(event) != EVENT_KEYS:
        yield f"event keys differ from the schema: {sorted(set(event) ^ EVENT_KEYS)}"
        return
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
            errors += [f"{where}: {what}" for what in check_item(item)]
            if item.get("id") in seen_ids:
                errors.append(f"{where}: id '{item['id']}' is used before")
            seen_ids.add(item.get("id"))
            twin = seen_texts.setdefault(item.get("text", ""), where)
            if twin != where:
                errors.append(f"{where}: the same text stands at {twin}")
    return len(seen_ids), errors


def main() -> int:
    """Check the folder named on the command line, or the project's."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "sentences"
    count, errors = check_folder(folder)
    sys.stderr.writelines(error + "\n" for error in errors)
    sys.stdout.write(f"{count} items, {len(errors)} mistakes\n")
    return 1 if errors or not count else 0


if __name__ == "__main__":
    sys.exit(main())
