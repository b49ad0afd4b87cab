"""The corpus' writing format: marked-up text in, corpus items (JSON Lines) out, and each mistake named with its line.

An item is one line of marked text followed by one line per event, items are separated by a blank line:

    [a|Sudanese authorities|SDN GOV] {1|released|0841} [b|four opposition leaders|SDN OPP] on <t|Friday>, [c|their lawyers|SDN SOC] said.
    1 a>b by=c time=t

`python corpus/markup.py FILE...` checks files; with `--jsonl OUT` it writes the items. See docs/corpus.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente import ontology

Item = dict[str, Any]
OPENERS = {"[": "]", "{": "}", "<": ">"}
SPLITS = ("train", "dev", "test")
TRAIN_OF_100, DEV_UP_TO = 88, 93
OPTIONS = "by=MENTION time=TIME place=PLACE aux= sym, in stories date="
_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
EVENT_DATE = re.compile(rf"-|{_DAY}(?:\.\.{_DAY})?")
STORY_MARK = "=== story\n"
STORY_FIELDS = ("title", "published", "crawled", "publisher")
EVENT_LINE = re.compile(r"^(\d+) +(\S*)((?: +\S+)*)$")


class MarkupError(ValueError):
    """A mistake in a marked-up file; the message says what and what to do."""


@dataclass
class _Parsed:
    """The plain text of one marked line and the spans that were marked in it."""

    text: str = ""
    mentions: list[Item] = field(default_factory=list)
    spans: list[Item] = field(default_factory=list)
    triggers: dict[str, Item] = field(default_factory=dict)


def parse_text(line: str) -> _Parsed:
    """Strip the marks of one line; spans may nest. Raises MarkupError."""
    parsed = _Parsed()
    stack: list[tuple[str, str, int]] = []
    at = 0
    while at < len(line):
        char = line[at]
        if char in OPENERS:
            bar = line.find("|", at)
            if bar < 0:
                raise MarkupError(f"'{line[at : at + 15]}': a mark needs an id and '|'")
            stack.append((char, line[at + 1 : bar], len(parsed.text)))
            at = bar + 1
        elif stack and char in "|]}>":
            opener, name, start = stack.pop()
            closer = OPENERS[opener]
            end = line.find(closer, at)
            if end < 0 or (char != "|" and char != closer):
                raise MarkupError(f"mark '{name}' is not closed by '{closer}'")
            label = line[at + 1 : end] if char == "|" else ""
            _close(parsed, opener, name, start, label.strip())
            at = end + 1
        elif char in "]}>|":
            raise MarkupError(f"'{char}' closes nothing near '{line[max(0, at - 15) : at + 1]}'")
        else:
            parsed.text += char
            at += 1
    if stack:
        raise MarkupError(f"mark '{stack[-1][1]}' is not closed")
    return parsed


def _close(parsed: _Parsed, opener: str, name: str, start: int, label: str) -> None:
    text = parsed.text[start:]
    if not text or text != text.strip():
        raise MarkupError(f"mark '{name}' is empty or begins or ends with a space")
    taken = {m["id"] for m in parsed.mentions} | {s["id"] for s in parsed.spans} | set(parsed.triggers)
    if name in taken:
        raise MarkupError(f"id '{name}' is used twice")
    span: Item = {"start": start, "end": len(parsed.text), "text": text}
    if opener == "[":
        country, _, sector = label.partition(" ")
        country_code = None if country in ("", "-") else country
        if country_code and not re.fullmatch(r"[A-Z]{3}(?:\+[A-Z]{3})*", country_code):
            raise MarkupError(f"mention '{name}': country '{country}' is not three capitals (several with '+') or '-'")
        if sector and sector not in ontology.SECTORS:
            raise MarkupError(f"mention '{name}': unknown sector '{sector}'; one of {' '.join(ontology.SECTORS)}")
        parsed.mentions.append({"id": name, **span, "country": country_code, "sector": sector or None})
    elif opener == "{":
        if not name.isdigit():
            raise MarkupError(f"trigger id '{name}' is not a number")
        parsed.triggers[name] = {**span, "label": label}
    else:
        kind = {"t": "time", "p": "place"}.get(name[:1])
        if kind is None or label:
            raise MarkupError(f"'<{name}|': times are <t|…>, <t2|…>, places <p|…>, without a label")
        parsed.spans.append({"id": name, "kind": kind, **span})


def _label(text: str, number: str) -> tuple[str, str, str | None]:
    """Label of a trigger, `CODE` or `CODE=TYPE/mode`, as (cameo, event type, mode)."""
    code, _, override = text.partition("=")
    known = ontology.cameo_codes().get(code)
    if known is None:
        raise MarkupError(f"trigger {number}: CAMEO code '{code}' is not in data/cameo.tsv")
    if not override:
        return code, known.event_type, known.mode
    event_type, _, mode = override.partition("/")
    if not ontology.is_valid(event_type, mode or None):
        raise MarkupError(f"trigger {number}: PLOVER has no '{override}'")
    return code, event_type, mode or None


def _roles(text: str, ids: set[str], number: str) -> tuple[list[str], list[str]]:
    actor_part, _, recipient_part = text.partition(">")
    actors = [name for name in actor_part.split(",") if name]
    recipients = [name for name in recipient_part.split(",") if name]
    unknown = [name for name in actors + recipients if name not in ids]
    if unknown or not actors + recipients:
        raise MarkupError(f"event {number}: '{text}' names {unknown or 'nobody'}; write a,b>c with ids of the text")
    return actors, recipients


def _event(line: str, parsed: _Parsed, done: set[str]) -> Item:
    match = EVENT_LINE.match(line)
    if match is None:
        raise MarkupError(f"'{line}' is no event line: NUMBER ACTORS>RECIPIENTS by= time= place= aux= sym")
    number, roles, rest = match.groups()
    if number not in parsed.triggers or number in done:
        raise MarkupError(f"event {number}: no such trigger in the text, or described twice")
    done.add(number)
    ids = {m["id"] for m in parsed.mentions}
    actors, recipients = _roles(roles, ids, number)
    trigger = dict(parsed.triggers[number])
    cameo, event_type, mode = _label(trigger.pop("label"), number)
    event: Item = {
        "cameo": cameo, "type": event_type, "mode": mode, "trigger": trigger, "actor": actors,
        "recipient": recipients, "symmetric": False, "speaker": None, "auxiliary": [], "time": None, "place": None,
    }  # fmt: skip
    kinds = {s["id"]: s["kind"] for s in parsed.spans}
    for word in rest.split():
        key, _, value = word.partition("=")
        if word == "sym" and not recipients and len(actors) >= 1:
            event["symmetric"] = True
        elif key == "by" and value in ids:
            event["speaker"] = value
        elif key in ("time", "place") and kinds.get(value) == key:
            event[key] = value
        elif key == "date" and EVENT_DATE.fullmatch(value):
            event["date"] = value
        elif key == "aux" and value and set(value.split(",")) <= set(ontology.AUXILIARY_MODES):
            event["auxiliary"] = value.split(",")
        else:
            raise MarkupError(f"event {number}: '{word}' is not understood ({OPTIONS})")
    return event


def parse_item(lines: list[str], item_id: str) -> Item:
    """One corpus item from its lines: the marked text, then events, `none` and `ctx`. Raises MarkupError."""
    parsed = parse_text(lines[0])
    item: Item = {
        "id": item_id, "text": parsed.text, "mentions": parsed.mentions, "spans": parsed.spans, "events": [],
        "nones": [], "contexts": [],
    }  # fmt: skip
    done: set[str] = set()
    ids = {m["id"] for m in parsed.mentions}
    for line in lines[1:]:
        if line.startswith("none "):
            pairs = [pair.split(">") for pair in line[5:].replace(" ", "").split(",")]
            if any(len(pair) != 2 or not set(pair) <= ids for pair in pairs):
                raise MarkupError(f"'{line}': write none a>b,c>a with ids of the text")
            item["nones"] = pairs
        elif line.startswith("ctx "):
            item["contexts"] = line[4:].replace(",", " ").split()
            if not set(item["contexts"]) <= set(ontology.CONTEXTS):
                raise MarkupError(f"'{line}': contexts are {' '.join(ontology.CONTEXTS)}")
        else:
            item["events"].append(_event(line, parsed, done))
    missing = set(parsed.triggers) - done
    if missing:
        raise MarkupError(f"trigger {', '.join(sorted(missing))} has no event line")
    return item


def parse_file(path: Path) -> tuple[list[Item], list[str]]:
    """Items of one file and the mistakes found, each as `file:line: what`."""
    items: list[Item] = []
    errors: list[str] = []
    block: list[str] = []
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        line = raw.rstrip()
        if line.startswith("#"):
            continue
        if line:
            block.append(line)
            continue
        if block:
            try:
                items.append(parse_item(block, f"{path.stem}-{len(items) + len(errors) + 1:04d}"))
            except MarkupError as error:
                errors.append(f"{path}:{number - len(block)}: {error}")
            block = []
    return items, errors


def parse_stories(path: Path) -> tuple[list[Item], list[str]]:
    """Whole stories of one file and the mistakes found.

    A story begins with a line `=== story`, then `field: value` lines (title, published, crawled, publisher; `-` for none),
    `--- page` with the page as found, and `--- sentences` with its sentences as items.
    """
    stories: list[Item] = []
    errors: list[str] = []
    for number, block in enumerate(path.read_text(encoding="utf-8").split(STORY_MARK)[1:], 1):
        name = f"{path.stem}-{number:03d}"
        head, _, rest = block.partition("--- page\n")
        page, _, marked = rest.partition("--- sentences\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        story: Item = {"id": name, **{key: fields.get(key, "-") for key in STORY_FIELDS}, "page": page.strip("\n")}
        story = {key: None if value == "-" else value for key, value in story.items()}
        story["sentences"] = []
        for place, lines in enumerate(
            filter(None, (part.split("\n") for part in re.split(r"\n\s*\n", marked.strip()))), 1
        ):
            try:
                item = parse_item([line.rstrip() for line in lines], f"{name}-{place:02d}")
            except MarkupError as error:
                errors.append(f"{path}: story {number}, sentence {place}: {error}")
                continue
            if " ".join(item["text"].split()) not in " ".join(page.split()):
                errors.append(
                    f"{path}: story {number}, sentence {place} does not stand in the page: {item['text'][:50]}"
                )
            story["sentences"].append(item)
        stories.append(story)
    return stories, errors


def split_of(index: int) -> str:
    """The split of a file's item by its position: of each hundred 88 train, then 5 dev, then 7 test.

    >>> split_of(87), split_of(88), split_of(93)
    ('train', 'dev', 'test')
    """
    place = index % 100
    return "train" if place < TRAIN_OF_100 else "dev" if place < DEV_UP_TO else "test"


def story_split_of(index: int) -> str:
    """The split of a file's story by its position: half dev, half test; whole stories are for measuring.

    >>> story_split_of(0), story_split_of(1)
    ('dev', 'test')
    """
    return "test" if index % 2 else "dev"


def main() -> int:
    """Check the files; print the mistakes and a count per PLOVER type."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path, help="marked sentences, or whole stories (=== story)")
    parser.add_argument("--jsonl", type=Path, help="write the items here as JSON Lines")
    parser.add_argument(
        "--split", choices=SPLITS, help="the split of all of them (default: by their place in the file)"
    )
    arguments = parser.parse_args()
    records: list[Item] = []
    failed = False
    for path in arguments.files:
        parse = parse_stories if STORY_MARK in path.read_text(encoding="utf-8") else parse_file
        found, errors = parse(path)
        records += found
        failed |= bool(errors)
        sys.stderr.writelines(error + "\n" for error in errors)
    sys.stdout.write(summary(records) + "\n")
    if arguments.jsonl and not failed:
        with arguments.jsonl.open("w", encoding="utf-8") as out:
            for index, record in enumerate(records):
                by_place = split_of(index) if "text" in record else story_split_of(index)
                placed = {"id": record["id"], "split": arguments.split or by_place}
                out.write(json.dumps(placed | record, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def summary(records: list[Item]) -> str:
    """How many records there are, and how many events of each type."""
    counts: dict[str, int] = {}
    for record in records:
        for item in record.get("sentences", [record]):
            for event in item["events"] or [{"type": "(no event)"}]:
                counts[event["type"]] = counts.get(event["type"], 0) + 1
    return f"{len(records)} items; " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
