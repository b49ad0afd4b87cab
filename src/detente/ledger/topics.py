"""An open ledger -> stories grouped by what they are about: those that report one happening or its immediate course.

Two stories are alike as far as their nearest neighbours are the same ones (Jarvis and Patrick 1973: shared near neighbours, here with
their cosines), which tells follow-ups of one story from other stories of the same kind; merged by average linkage (UPGMA).
"""

from __future__ import annotations

import heapq
from collections import defaultdict

import duckdb
import numpy as np
import pyarrow as pa

from detente.ledger.opening import run

NEAREST = 7
"""Beside the story itself. On the tuning topics of ECB+ 7 gives B³ F1 0.955, 8 0.945 and 10 0.93."""
NAME_BOOST = 1.5
SHARED = 0.2
RARE_WORDS = 40
"""24 lose neighbours (F1 0.917 on the tuning topics), 60 gain nothing; BESIDE from 12 to 40 changes nothing there."""
BESIDE = 12
WINDOW_DAYS = 14

Links = dict[int, dict[int, float]]


def find_topics(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Columns story_id and topic_id (the first story of the topic), a row a story."""
    run(
        connection,
        "neighbours",
        nearest=NEAREST,
        name_boost=NAME_BOOST,
        rare_words=RARE_WORDS,
        beside=BESIDE,
        window_days=WINDOW_DAYS,
    )
    rows = connection.execute("select n, other, similarity from neighbours order by all").fetchnumpy()
    roots = merge_by_average(_shared_neighbours(rows["n"], rows["other"], rows["similarity"]), at_least=SHARED)
    ids = [name for (name,) in connection.execute("select id from stories order by known_on, id").fetchall()]
    topics = [ids[roots.get(n, n) - 1] for n in range(1, len(ids) + 1)]
    return pa.table({"story_id": pa.array(ids, pa.string()), "topic_id": pa.array(topics, pa.string())})


def _shared_neighbours(ones: np.ndarray, others: np.ndarray, similarities: np.ndarray) -> Links:
    """Cosine of any two stories' lists of neighbours, each its own nearest."""
    lists: Links = defaultdict(dict)
    for one, other, similarity in zip(ones.tolist(), others.tolist(), similarities.tolist(), strict=True):
        lists[one][other] = similarity
    holders: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, listed in lists.items():
        listed[one] = 1.0
        norm = sum(value * value for value in listed.values()) ** 0.5
        for other, value in listed.items():
            holders[other].append((one, value / norm))
    links: Links = defaultdict(lambda: defaultdict(float))
    for holding in holders.values():
        for at, (one, value) in enumerate(holding):
            for other, its in holding[:at]:
                links[one][other] += value * its
                links[other][one] += value * its
    return links


def merge_by_average(links: Links, *, at_least: float) -> dict[int, int]:
    """The root of every node: clusters merge, most alike first, while their mean similarity is at least so much.

    >>> merge_by_average({1: {2: 0.9}, 2: {1: 0.9, 3: 0.3}, 3: {2: 0.3}}, at_least=0.2)
    {2: 1}
    """
    sizes: dict[int, int] = defaultdict(lambda: 1)
    sums = {one: dict(beside) for one, beside in links.items()}
    parents: dict[int, int] = {}
    waiting = [(-value, one, other) for one, beside in sums.items() for other, value in beside.items() if one < other]
    heapq.heapify(waiting)
    while waiting:
        value, one, other = heapq.heappop(waiting)
        if -value < at_least:
            break
        if one in parents or other in parents or -value != sums[one].get(other, 0.0) / (sizes[one] * sizes[other]):
            continue
        parents[other] = one
        sizes[one] += sizes[other]
        beside = sums.pop(other)
        del beside[one], sums[one][other]
        for third, total in beside.items():
            sums[one][third] = sums[one].get(third, 0.0) + total
            del sums[third][other]
            sums[third][one] = sums[one][third]
        for third, total in sums[one].items():
            mean = total / (sizes[one] * sizes[third])
            heapq.heappush(waiting, (-mean, min(one, third), max(one, third)))
    return {node: _root(node, parents) for node in parents}


def _root(node: int, parents: dict[int, int]) -> int:
    while node in parents:
        node = parents[node]
    return node
