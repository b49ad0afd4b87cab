"""What stands between two parties, case by case: tests/cases/relations/facts.txt."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from detente.ledger import Ledger
from detente.records import Coded
from tests.ledger.made import coded, event

CASES = Path(__file__).parents[1] / "cases" / "relations" / "facts.txt"
LAST_DAY = "2022-08-01"


@dataclass(frozen=True)
class Case:
    """Events between two parties, and what then stands between them."""

    lines: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]

    @property
    def parties(self) -> tuple[str, str]:
        """The two: of the first event those who act, else who acts and who last is acted on."""
        _, actors, _, recipients = self.lines[0][0].split()
        sides = [*actors.split(","), *recipients.split(",")]
        first, second, *_ = dict.fromkeys(side for side in sides if side != "-")
        return first, second


def read_cases() -> list[Case]:
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        rows = [row for row in block.splitlines() if row and not row.startswith("#")]
        if rows:
            *told, last = rows
            lines = tuple((line.strip(), said.strip()) for line, _, said in (row.partition("|") for row in told))
            facts = last.removeprefix("=").strip()
            cases.append(Case(lines, () if facts == "none" else tuple(facts.split("; "))))
    return cases


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("facts") / "news.duckdb")
    ledger.add_coded([*stories(), coded("end", event(f"{LAST_DAY} USA 112 -", "The summer began."))], batch=1000)
    return ledger


def stories() -> list[Coded]:
    return [
        coded(f"c{number}-{at}", event(line, said))
        for number, case in enumerate(read_cases())
        for at, (line, said) in enumerate(case.lines)
    ]


def test_each_case_has_a_pair_of_its_own() -> None:
    pairs = [frozenset(case.parties) for case in read_cases()]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: "-".join(case.parties))
def test_what_stands(ledger: Ledger, case: Case) -> None:
    first, second = case.parties
    found = [
        f"{fact.fact} {fact.first_party} {fact.second_party} {fact.state}{'' if fact.is_since_dated is not False else ' undated'}"
        for fact in ledger.relations(first, second).facts
    ]
    assert sorted(found) == sorted(case.expected)
