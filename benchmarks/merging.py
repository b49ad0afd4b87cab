"""Merging: stories by what they report on ECB+ (B³), and reports of made happenings (pairwise F1, one-report happenings left alone).

python -m benchmarks.merging --ecbplus ecbplus.tar.gz
python -m benchmarks.merging --counts ecbplus.tar.gz
python -m benchmarks.merging --cases rewritten.txt --cases held_back.txt

ECB+ (Cybulska and Vossen 2014): 982 articles of 43 topics; gold is the seminal event, two a topic (file names ending ecb and ecbplus).
The threshold was chosen on topics 1 to 35; 36 to 45 are the usual test split. Article URLs within the text are left out; its
articles have no dates, so the window of days does not help. `--counts` takes each seminal event for a happening and every sentence of its
articles for a report, and prints the numbers on which these part, to be judged by eye.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from corpus.newstext import ecb_articles
from detente.ledger import Ledger
from detente.records import Coded, Story

TUNED_UP_TO = 35
NAME = re.compile(r"(\d+)_\d+(ecb|ecbplus)\.xml")


def articles(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Topic number, seminal event and sentences of each ECB+ article, from the archive."""
    for file, sentences in ecb_articles(path):
        if name := NAME.fullmatch(file):
            lines = [" ".join(words) for words in sentences]
            yield int(name[1]), f"{name[1]} {name[2]}", [line for line in lines if not line.startswith("http")]


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin 1998), every item weighing the same."""
    right, ours = defaultdict(set), defaultdict(set)
    for item in gold:
        right[gold[item]].add(item)
        ours[found[item]].add(item)
    common = {item: len(right[gold[item]] & ours[found[item]]) for item in gold}
    precision = sum(common[item] / len(ours[found[item]]) for item in gold) / len(gold)
    recall = sum(common[item] / len(right[gold[item]]) for item in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of pairs in one happening, and the share of one-report happenings left alone."""
    pairs = list(itertools.combinations(gold, 2))
    right = sum(gold[a] == gold[b] for a, b in pairs)
    ours = sum(found[a] == found[b] for a, b in pairs)
    both = sum(gold[a] == gold[b] and found[a] == found[b] for a, b in pairs)
    sizes, reported = Counter(found.values()), Counter(gold.values())
    alone = [item for item, happening in gold.items() if reported[happening] == 1]
    left = sum(sizes[found[item]] == 1 for item in alone) / len(alone)
    return both / max(ours, 1), both / right, 2 * both / (ours + right), left


def cluster_ecbplus(path: Path) -> None:
    """Print B³ of the ledger's topics on all articles and on both splits, all clustered together."""
    gold, topics, coded = {}, {}, []
    for topic, seminal, sentences in articles(path):
        text = " ".join(sentences)
        id_ = hashlib.sha256(f"{seminal} {text}".encode()).hexdigest()[:16]
        gold[id_], topics[id_] = seminal, topic
        story = Story(id=id_, source=id_, title=None, text=text, published=date(2014, 1, 1), published_from="given")
        coded.append(Coded(story=story, sentences=(), mentions=(), events=()))
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ecb.duckdb") as ledger:
        ledger.add_coded(coded, coder="none", batch=len(coded), refresh=False)
        table = ledger.topics()
    found = dict(zip(table["story_id"].to_pylist(), table["topic_id"].to_pylist(), strict=True))
    print(f"ECB+: {len(gold)} articles of {len(set(gold.values()))} events in {len(set(found.values()))} clusters")
    for name, kept in (
        ("all", gold),
        (f"tuned on, topics 1 to {TUNED_UP_TO}", {i for i in gold if topics[i] <= TUNED_UP_TO}),
        ("test, topics 36 to 45", {i for i in gold if topics[i] > TUNED_UP_TO}),
    ):
        figures = b_cubed({i: gold[i] for i in kept}, {i: found[i] for i in kept})
        print("  {}: B³ precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(name, *figures))


def part_counts(path: Path) -> None:
    """Print what ECB+'s sentences differ on, each seminal event taken for one happening."""
    rows = [
        {
            "happening_id": seminal,
            "page": f"{seminal} {at}",
            "sentence": sentence,
            **dict.fromkeys(("according_to", "place")),
            "reported_on": date(2014, 1, 1),
            "date": date(2014, 1, 1),
            "is_dated": False,
            "event_type": "ASSAULT",
            "stance": "reports",
        }
        for at, (_, seminal, sentences) in enumerate(articles(path))
        for sentence in sentences
    ]
    nothing = {"according_to": pa.string(), "place": pa.string()}
    found = pa.Table.from_pylist(rows)
    schema = pa.schema([field.with_type(nothing.get(field.name, field.type)) for field in found.schema])
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ecb.duckdb") as ledger:
        cursor = ledger.cursor()
        cursor.register("said", found.cast(schema))
        query = "select happening_id, about, versions from counts_apart('said') order by happening_id, about"
        for happening, about, versions in cursor.execute(query).fetchall():
            print(happening, about, *versions, sep="\n    ")


def merge_cases(name: str) -> None:
    """Print pairwise figures of the ledger's happenings on a file of made cases."""
    from tests.ledger.test_happenings import cases, happening_ids

    items = cases(name)
    gold = {item.events[0].id: number for number, item in items}
    with tempfile.TemporaryDirectory() as folder:
        found = happening_ids(Path(folder) / "x.duckdb", [item for _, item in items])
    sizes = Counter(Counter(gold.values()).values())
    several = sum(number for size, number in sizes.items() if size > 1)
    print(f"{name}: {len(gold)} reports of {several} happenings with several and {sizes[1]} with one")
    figures = pairwise(gold, found)
    print(
        "  pairwise precision {:.3f}, recall {:.3f}, F1 {:.3f}; one-report happenings left alone {:.3f}".format(
            *figures
        )
    )


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ecbplus", type=Path, help="ecbplus.tar.gz with the folder ECB+")
    parser.add_argument("--cases", action="append", default=[], help="a file of tests/cases/happenings")
    parser.add_argument("--counts", type=Path, help="ecbplus.tar.gz: numbers on which its articles differ")
    options = parser.parse_args()
    if options.ecbplus:
        cluster_ecbplus(options.ecbplus)
    if options.counts:
        part_counts(options.counts)
    for name in options.cases:
        merge_cases(name)


if __name__ == "__main__":
    main()
