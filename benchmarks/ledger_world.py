"""A made-up world for the ledger's benchmarks: stories with coded events as Arrow tables, the same for the same seed.

A happening is reported by one to six stories in varied words; one story in five is a shortened reprint of another.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from detente import ontology, tables
from detente.ledger import Batch
from detente.ledger.rows import CODING_SCHEMA, versions_of
from detente.records import Event, Story

EVENTS_PER_STORY = 10
STATES = (
    "RUS", "UKR", "PRK", "KOR", "USA", "CHN", "JPN", "IND", "PAK", "IRN", "IRQ", "ISR", "TUR", "SYR",
    "EGY", "SAU", "FRA", "GBR", "DEU", "ITA", "POL", "BLR", "LTU", "MDA", "GEO", "ARM", "AZE", "ETH",
    "ERI", "SDN", "SSD", "TCD", "NGA", "MLI", "NER", "BFA", "VEN", "COL", "GUY", "BRA", "ARG", "MEX",
    "CUB", "THA", "LAO", "KHM", "VNM", "PHL", "MYS", "IDN", "AUS",
)  # fmt: skip
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
VOCABULARY = 6000


def batches(events: int, *, stories_per_batch: int = 2_000, seed: int = 7, first_story: int = 0) -> Iterator[Batch]:
    """Batches that hold this many events together, their stories numbered from `first_story` on."""
    random = np.random.default_rng(seed)
    words = np.array(_vocabulary(random))
    codes = list(ontology.cameo_codes().values())
    last = first_story + events // EVENTS_PER_STORY
    for first in range(first_story, last, stories_per_batch):
        yield _batch(random, words, codes, range(first, min(first + stories_per_batch, last)))


def _vocabulary(random: np.random.Generator) -> list[str]:
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    return ["".join(random.choice(letters, size)) for size in random.integers(3, 11, VOCABULARY)]


def _batch(random: np.random.Generator, words: np.ndarray, codes: list[ontology.CameoCode], numbers: range) -> Batch:
    stories, events = [], []
    sentences: list[list[str]] = []
    for number in numbers:
        day = FIRST_DAY + timedelta(days=int(random.integers(DAYS)))
        if sentences and random.random() < 0.2:
            lines, day = sentences[-1][: EVENTS_PER_STORY - 1], stories[-1]["published"]
            lines = [*lines, _sentence(random, words)]
        else:
            lines = [_sentence(random, words) for _ in range(EVENTS_PER_STORY)]
        sentences.append(lines)
        story = _story(number, day, lines)
        stories.append(story)
        events += [_event(random, story, at, line, codes) for at, line in enumerate(lines)]
    story_table = pa.Table.from_pylist(stories, schema=tables.schema(Story))
    coders = [{"story_id": story["id"], "coder": "made"} for story in stories]
    return Batch(
        stories=story_table,
        versions=versions_of(story_table),
        codings=pa.Table.from_pylist(coders, schema=CODING_SCHEMA),
        events=pa.Table.from_pylist(events, schema=tables.schema(Event)),
    )


def _sentence(random: np.random.Generator, words: np.ndarray) -> str:
    ranks = np.minimum(random.zipf(1.25, 18), VOCABULARY) - 1
    return " ".join(words[ranks]).capitalize() + "."


def _story(number: int, day: date, lines: list[str]) -> dict[str, object]:
    return {
        "id": f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}",
        "source": f"https://example.org/{number}",
        "title": lines[0][:60],
        "text": " ".join(lines),
        "url": f"https://example.org/{number}",
        "published": day,
        "published_from": "given",
        "crawled": day,
        "language": "en",
        "publisher": f"outlet {number % 97}",
        "dateline": None,
        "furniture": [],
    }


def _event(
    random: np.random.Generator, story: dict[str, object], at: int, line: str, codes: list[ontology.CameoCode]
) -> dict[str, object]:
    # The words settle what happened, so that reprints report the same event.
    digest = zlib.crc32(line.encode())
    code = codes[digest % len(codes)]
    doer, other = STATES[int(len(STATES) * (digest % 977 / 977) ** 2)], STATES[digest // 7 % len(STATES)]
    span = {"start": at * 120, "end": at * 120 + len(line)}
    day = story["published"]
    return {
        "id": f"{int(str(story['id']), 16) ^ (at + 1) * 0xD6E8FEB86659FD93 % 2**64:016x}",
        "story_id": story["id"],
        "source": story["source"],
        "reported_by": story["publisher"],
        "event_type": code.event_type,
        "mode": code.mode,
        "contexts": list(code.contexts),
        "cameo": code.code,
        "quad_code": ontology.quad_code(code.event_type),
        "score": ontology.score(code.event_type, code.mode),
        "auxiliary": [] if random.random() < 0.85 else [ontology.AUXILIARY_MODES[digest % 4]],
        "actors": [_actor(doer, span)],
        "recipients": [_actor(other, span)],
        "date": day,
        "enddate": day,
        "date_precision": "day",
        "sentence": line,
        "sentence_span": span,
        "trigger": line.split()[2],
        "trigger_span": {"start": at * 120 + 10, "end": at * 120 + 18},
        "confidence": 0.5 + digest % 50 / 100,
        "coder": "made",
    }


def _actor(code: str, span: dict[str, int]) -> dict[str, object]:
    return {
        "text": code,
        "span": span,
        "name": code,
        "country": code,
        "sector": "GOV",
        "other_sectors": [],
        "entity_id": f"country:{code}",
    }
