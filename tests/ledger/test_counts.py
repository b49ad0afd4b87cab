"""Numbers on which reports of one happening differ: made reports straight into the ledger's macro, grouping left aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa
import pytest

from detente.ledger import Ledger

FIRST, NEXT = date(2023, 5, 3), date(2023, 5, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A report of the happening."""

    sentence: str
    page: str = ""
    on: date = FIRST
    day: date | None = None
    place: str | None = None
    according_to: str | None = None
    event_type: str = "ASSAULT"
    stance: str = "reports"


@pytest.fixture(scope="module")
def cursor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with Ledger(tmp_path_factory.mktemp("counts") / "x.duckdb") as ledger:
        yield ledger.cursor()


def apart(cursor: duckdb.DuckDBPyConnection, *said: Said) -> dict[str, set[str]]:
    """What the reports differ on, and in which sentences."""
    rows = [
        {
            "happening_id": "h1",
            "page": each.page or f"page{at}",
            "reported_on": each.on,
            "according_to": each.according_to,
            "sentence": each.sentence,
            "is_dated": each.day is not None,
            "date": each.day or each.on,
            "place": each.place,
            "event_type": each.event_type,
            "stance": each.stance,
        }
        for at, each in enumerate(said)
    ]
    kinds = {"reported_on": pa.date32(), "date": pa.date32(), "is_dated": pa.bool_()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in rows[0]])
    cursor.register("made_rows", pa.Table.from_pylist(rows, schema=schema))
    cursor.execute("create or replace temp table made_reports as from made_rows")
    found = cursor.execute("select about, versions from counts_apart('made_reports')").fetchall()
    return {about: set(versions) for about, versions in found}


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ("The raid on the mill killed five nurses.", "Seven nurses died at the mill.", "nurses killed: 5, 7"),
        ("Shells wounded 12 dockers in the port.", "In the port 9 dockers were wounded.", "dockers wounded: 9, 12"),
        ("The blast left three dead.", "Four people have been killed, the mayor said.", "people killed: 3, 4"),
        ("Police detained 1,200 marchers.", "Police arrested 900 marchers on Tuesday.", "marchers arrested: 900, 1200"),
    ],
)
def test_numbers_of_one_thing_differ(cursor: duckdb.DuckDBPyConnection, one: str, other: str, about: str) -> None:
    assert apart(cursor, Said(sentence=one), Said(sentence=other)) == {about: {one, other}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The raid killed five nurses.", "Some 7 nurses died in the raid."),
        ("The raid killed five nurses.", "At least seven nurses were killed."),
        ("The raid killed five nurses.", "The raid killed seven soldiers."),
        ("The raid killed five nurses.", "The raid wounded seven nurses."),
        ("The raid killed five more nurses.", "The raid killed seven more nurses."),
        ("The raid wounded five people.", "The raid wounded seven of them."),
        ("The raid killed five people.", "No one was killed in the raid."),
        ("The raid killed five people.", "Two of the seven people died at once."),
        ("The raid killed five people.", "Seven soldiers killed the people of the mill."),
        ("The raid killed five people.", "The raid killed seven thousand sheep."),
        ("The raid killed five people.", "In March 2019 a raid killed seven people there."),
        ("The raid killed five people.", "A raid killed seven people in February and this one more."),
        ("The raid killed five people.", "It killed five people in the mill and killed seven people in the yard."),
        ("The ministers met for three days.", "The ministers met for four days."),
        ("It gave $5 million to the port.", "It gave $7 million to the port."),
    ],
)
def test_other_numbers_do_not_part_reports(cursor: duckdb.DuckDBPyConnection, one: str, other: str) -> None:
    assert apart(cursor, Said(sentence=one), Said(sentence=other)) == {}


FIVE, SEVEN = "The raid killed five nurses.", "Seven nurses died in the raid."


def test_a_toll_that_rises_contradicts_nothing(cursor: duckdb.DuckDBPyConnection) -> None:
    assert apart(cursor, Said(sentence=FIVE), Said(sentence=SEVEN, on=NEXT)) == {}
    assert apart(cursor, Said(sentence=FIVE, on=NEXT), Said(sentence=SEVEN)) != {}


def test_a_number_that_is_no_toll_does_not_rise(cursor: duckdb.DuckDBPyConnection) -> None:
    two = Said(sentence="Peru expelled two envoys.", event_type="SANCTION")
    three = Said(sentence="Three envoys were expelled by Peru.", event_type="SANCTION", on=NEXT)
    assert list(apart(cursor, two, three)) == ["envoys expelled: 2, 3"]


def test_a_page_parts_from_itself_only_where_two_sources_do(cursor: duckdb.DuckDBPyConnection) -> None:
    five, seven = Said(sentence=FIVE, page="a"), Said(sentence=SEVEN, page="a")
    assert apart(cursor, five, seven) == {}
    assert apart(
        cursor,
        Said(sentence=FIVE, page="a", according_to="the army"),
        Said(sentence=SEVEN, page="a", according_to="the rebels"),
    )


def test_a_source_may_correct_itself(cursor: duckdb.DuckDBPyConnection) -> None:
    later = Said(sentence=FIVE, according_to="the army", on=NEXT)
    assert apart(cursor, Said(sentence=SEVEN, according_to="the army"), later) == {}
    assert apart(cursor, Said(sentence=SEVEN, according_to="the rebels"), later)


def test_other_days_and_other_towns_are_other_deeds(cursor: duckdb.DuckDBPyConnection) -> None:
    assert apart(cursor, Said(sentence=FIVE, day=FIRST), Said(sentence=SEVEN, day=NEXT)) == {}
    assert apart(cursor, Said(sentence=FIVE, place="Homs"), Said(sentence=SEVEN, place="Hama")) == {}
    assert apart(cursor, Said(sentence=FIVE, day=FIRST, place="Homs"), Said(sentence=SEVEN))


def test_only_reports_of_such_deeds_are_counted(cursor: duckdb.DuckDBPyConnection) -> None:
    assert apart(cursor, Said(sentence=FIVE), Said(sentence=SEVEN, stance="denies")) == {}
    assert apart(cursor, Said(sentence=FIVE, event_type="CONSULT"), Said(sentence=SEVEN, event_type="CONSULT")) == {}


def test_a_sentence_with_quotes_of_any_kind_is_read(cursor: duckdb.DuckDBPyConnection) -> None:
    one, other = "“It killed five herders’ sons,” he said.", "It killed six herders’ sons, and more."
    assert list(apart(cursor, Said(sentence=one), Said(sentence=other))) == ["herders’ sons killed: 5, 6"]
