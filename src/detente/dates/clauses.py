"""The relative clauses of a sentence: "The UNM, which lost power in October, accused …" tells two times, of two clauses.

Takes a sentence, gives the stretches of its relative clauses, by relative pronouns and commas; no parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LEADS = re.compile(
    r"(?P<comma>,\s+)?\b(?:(?P<led>of|in|for|to|from|with|on|by|about|under|against) (?:whom|which)|who|whom|which|whose|where)\b|"
    r"(?<=[a-z]s )(?P<that>that)\b(?= (?:[A-Z]|the |had |was |were |began |a |an |it |they |he |she ))"
)
SAYING = re.compile(
    r"\b(?:says|adds|believes|claims|denies|warns|insists|hopes|thinks|knows|means|shows|suggests|fears|reports|alleges|states|argues|"
    r"agrees|promises|is|was|this|does|has|sides|officials|allegations|charges|accusations|fears|signs|reasons|terms|ways|times)\s$"
)
"""Before "that" these lead in what is said, or are no head of a relative clause."""
END = re.compile(r",(?!\d)|[;:–—]|\bbut\b|[\"”]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A relative clause: where it stands in its sentence, and whether a comma sets it off."""

    start: int
    end: int
    is_set_off: bool


def relative_clauses(sentence: str) -> list[Clause]:
    """The relative clauses of a sentence, each up to the comma that ends it."""
    found: list[Clause] = []
    for match in LEADS.finditer(sentence):
        if match["that"] and SAYING.search(sentence[: match.start()]):
            continue
        end = END.search(sentence, match.end())
        found.append(
            Clause(
                start=match.start(),
                end=end.start() if end else len(sentence),
                is_set_off=bool(match["comma"] or match["led"]),
            )
        )
    return found


def is_apart(trigger: int, place: int, clauses: Sequence[Clause]) -> bool:
    """Whether a place of the sentence lies in a relative clause in which the trigger does not.

    A clause that no comma sets off tells of the noun before it, which may be the trigger: "the death of four men who drowned in May".
    """
    return any(
        clause.start <= place < clause.end
        and not clause.start <= trigger < clause.end
        and (clause.is_set_off or trigger >= clause.end)
        for clause in clauses
    )
