"""The short names by which a person is called after the first mention: family name, with and without its particles."""

from __future__ import annotations

from detente.actors.names import key_of, word_set

FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "VDR", "SGP", "HKG", "KHM", "MAC"})
GIVEN_NAME_FIRST = frozenset({"HKG", "MAC", "SGP"})
"""Where names of two words are mostly an English given name and the family name: "Carrie Lam", "Lawrence Wong"."""
GIVEN_NAME_ALONE = frozenset({"ETH", "ERI", "ISL", "THA", "LAO", "MYS"})
"""Where people are called by their given name ("Mr Abiy")."""
SHORTEST_DOUBLE = 2
TWO_SURNAMES = frozenset(
    [
        "ARG",
        "BOL",
        "CHL",
        "COL",
        "CRI",
        "CUB",
        "DOM",
        "ECU",
        "ESP",
        "GTM",
        "HND",
        "MEX",
        "NIC",
        "PAN",
        "PER",
        "PRY",
        "SLV",
        "URY",
        "VEN",
    ]
)
PARTICLES = word_set("al el bin ibn ben abu abd van von der den de da do dos das del della di la le du ter ten mac st")
SUFFIXES = word_set("jr sr ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii")


def short_names(name: str, country: str | None) -> list[str]:
    """Keys of the short names of a full name; none for a name of one word.

    >>> short_names("Kim Jong-un", "PRK"), short_names("Mohammed bin Salman", "SAU")
    (['kim'], ['salman', 'bin salman'])
    """
    first, *rest = key_of(name).split() or [""]
    words = [first, *(word for word in rest if word not in SUFFIXES)]
    if len(words) < 2:
        return []
    if country in GIVEN_NAME_FIRST and len(words) == SHORTEST_DOUBLE:
        return [words[1]]
    if country in FAMILY_NAME_FIRST and len(words[0]) > 1:
        return [words[0]]
    at = len(words) - 1
    found = [words[at]]
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
        found.append(" ".join(words[at:]))
    if country in TWO_SURNAMES and at > 1 and len(words) > SHORTEST_DOUBLE:
        found.append(" ".join(words[at - 1 :]))
    if country in GIVEN_NAME_ALONE:
        found.append(words[0])
    return found
