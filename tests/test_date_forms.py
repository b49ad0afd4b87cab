"""Forms of time expressions that the cases file has none of, each with the days that a calendar gives."""

from datetime import date

import pytest

from detente.dates import find_times, resolve_date

PUBLISHED = date(2022, 8, 17)
"""A Wednesday."""
LEADS = {"the weekend": "over ", "the 14th": "on ", "the 20th": "on ", "May": "in "}
"""Words without which these would be something else."""
TOLD = (
    ("the next day", "2021-05-04", "2021-05-04"),
    ("the following day", "2021-05-04", "2021-05-04"),
    ("the previous day", "2021-05-02", "2021-05-02"),
    ("the day before", "2021-05-02", "2021-05-02"),
    ("the day after", "2021-05-04", "2021-05-04"),
    ("the same day", "2021-05-03", "2021-05-03"),
    ("two days later", "2021-05-05", "2021-05-05"),
    ("three days earlier", "2021-04-30", "2021-04-30"),
    ("two weeks later", "2021-05-17", "2021-05-23"),
    ("several days later", "2021-05-03", "2021-05-10"),
    ("a few hours later", "2021-05-03", "2021-05-03"),
    ("five months later", "2021-10-01", "2021-10-31"),
    ("a decade earlier", "2010-01-01", "2019-12-31"),
    ("that night", "2021-05-03", "2021-05-03"),
    ("that evening", "2021-05-03", "2021-05-03"),
    ("the following morning", "2021-05-04", "2021-05-04"),
    ("the following month", "2021-06-01", "2021-06-30"),
    ("the same year", "2021-01-01", "2021-12-31"),
    ("the following week", "2021-05-10", "2021-05-16"),
    ("that week", "2021-05-03", "2021-05-09"),
    ("two evenings later", "2021-05-05", "2021-05-05"),
    ("on the Thursday", "2021-05-06", "2021-05-06"),
    ("on the Monday", "2021-05-10", "2021-05-10"),
)
"""What counts from a day told before, here 3 May 2021, a Monday."""


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2022-07-03", "2022-07-03", "2022-07-03"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the nineties", "1990-01-01", "1999-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("last decade", "2012-08-01", "2022-08-17"),
        ("last quarter", "2022-04-01", "2022-06-30"),
        ("the past two weeks", "2022-08-03", "2022-08-17"),
        ("the past three days", "2022-08-14", "2022-08-17"),
        ("Monday last week", "2022-08-08", "2022-08-08"),
        ("the day before yesterday", "2022-08-15", "2022-08-15"),
        ("spring 2021", "2021-03-01", "2021-05-31"),
        ("last week", "2022-08-08", "2022-08-14"),
        ("last month", "2022-07-01", "2022-07-31"),
        ("13/07/2022", "2022-07-13", "2022-07-13"),
        ("07/07/2022", "2022-07-07", "2022-07-07"),
        ("03/07/2021", "2021-01-01", "2021-12-31"),
        ("Friday, July 1", "2022-07-01", "2022-07-01"),
        ("Friday, 1 July", "2022-07-01", "2022-07-01"),
        ("3 to 5 July", "2022-07-03", "2022-07-05"),
        ("July 3-5", "2022-07-03", "2022-07-05"),
        ("the early sixties", "1960-01-01", "1963-05-01"),
        ("the '80s", "1980-01-01", "1989-12-31"),
        ("the late 1980s", "1986-09-02", "1989-12-31"),
        ("a couple of weeks ago", "2022-08-01", "2022-08-07"),
        ("twenty-five days ago", "2022-07-23", "2022-07-23"),
        ("a dozen years ago", "2010-01-01", "2010-12-31"),
        ("several days ago", "2022-08-10", "2022-08-17"),
        ("several hours ago", "2022-08-17", "2022-08-17"),
        ("two hours ago", "2022-08-17", "2022-08-17"),
        ("two decades ago", "2000-01-01", "2009-12-31"),
        ("three months ago", "2022-05-01", "2022-05-31"),
        ("recent weeks", "2022-07-20", "2022-08-17"),
        ("last summer", "2021-06-01", "2021-08-31"),
        ("winter 2020", "2020-12-01", "2021-02-28"),
        ("earlier this month", "2022-08-01", "2022-08-17"),
        ("earlier this year", "2022-01-01", "2022-08-17"),
        ("late last month", "2022-07-22", "2022-07-31"),
        ("early last year", "2021-01-01", "2021-05-01"),
        ("the end of last month", "2022-07-22", "2022-07-31"),
        ("the middle of last month", "2022-07-11", "2022-07-21"),
        ("the second half of last year", "2021-07-03", "2021-12-31"),
        ("the weekend", "2022-08-13", "2022-08-14"),
        ("this weekend", "2022-08-13", "2022-08-14"),
        ("last weekend", "2022-08-13", "2022-08-14"),
        ("the 14th", "2022-08-14", "2022-08-14"),
        ("the 20th", "2022-07-20", "2022-07-20"),
        ("this morning", "2022-08-17", "2022-08-17"),
        ("last night", "2022-08-16", "2022-08-16"),
        ("the end of World War II", "1945-09-02", "1945-09-02"),
        ("the start of the Korean War", "1950-06-25", "1950-06-25"),
        ("the Cuban missile crisis", "1962-10-16", "1962-10-28"),
        ("the twentieth century", "1901-01-01", "2000-12-31"),
        ("the 18th century", "1701-01-01", "1800-12-31"),
        ("1914-18", "1914-01-01", "1918-12-31"),
        ("1998/99", "1998-01-01", "1999-12-31"),
        ("Monday this week", "2022-08-15", "2022-08-15"),
        ("last Thursday", "2022-08-11", "2022-08-11"),
        ("last Wednesday", "2022-08-10", "2022-08-10"),
        ("Thursday", "2022-08-11", "2022-08-11"),
        ("Wednesday", "2022-08-17", "2022-08-17"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("May last year", "2021-05-01", "2021-05-31"),
        ("last July", "2022-07-01", "2022-07-31"),
        ("last August", "2021-08-01", "2021-08-31"),
        ("last December", "2021-12-01", "2021-12-31"),
        ("mid-July", "2022-07-11", "2022-07-21"),
        ("early next day", "2022-08-18", "2022-08-18"),
        ("the last week of May", "2022-05-22", "2022-05-31"),
        ("more than a decade ago", "2010-01-01", "2019-12-31"),
        ("the past decade", "2012-08-01", "2022-08-17"),
        ("Christmas Day", "2021-12-25", "2021-12-25"),
        ("Christmas Day of last year", "2021-12-25", "2021-12-25"),
        ("to-day", "2022-08-17", "2022-08-17"),
        ("to-night", "2022-08-17", "2022-08-17"),
        ("New Year's Eve 2020", "2020-12-31", "2020-12-31"),
    ],
)
def test_a_form_is_read(words: str, first: str, last: str) -> None:
    when = resolve_date(words, published=PUBLISHED, sentence=f"Rebels shelled the town {LEADS.get(words, '')}{words}.")
    assert (str(when.date), str(when.enddate), when.text) == (first, last, words)


@pytest.mark.parametrize("words", ["31 June 2022", "the 40th century", "in the 5th millennium", "30 February"])
def test_days_that_no_calendar_has_are_none_of_the_events(words: str) -> None:
    when = resolve_date(words, published=PUBLISHED, sentence=f"Rebels shelled the town on {words}.")
    assert when.date in (None, PUBLISHED, date(2022, 1, 1), date(2022, 6, 1), date(2022, 2, 1))


@pytest.mark.parametrize(("words", "first", "last"), TOLD)
def test_what_counts_from_the_day_told_before(words: str, first: str, last: str) -> None:
    sentence = f"The army left the town on 3 May 2021, and rebels shelled it {words}."
    when = resolve_date(words, published=PUBLISHED, sentence=sentence, trigger=sentence.index("shelled"))
    assert (str(when.date), str(when.enddate), when.text) == (first, last, words.removeprefix("on "))


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("By the 20th the fleet had left the port.", "left", "2022-07-20"),
        ("On the eve of it all, the 11th, Oran recalled its envoy.", "recalled", "2022-08-11"),
        ("Before Christmas the mayor resigned.", "resigned", "2021-12-25"),
        ("It might have ended there: on Monday the mayor resigned.", "resigned", "2022-08-15"),
        ("The chair invited both sides to talks in the second half of September.", "invited", "2022-08-17"),
        ("The chair invited both sides on Monday.", "invited", "2022-08-15"),
    ],
)
def test_on_which_side_of_publication_a_day_lies(sentence: str, trigger: str, expected: str) -> None:
    when = resolve_date(None, published=PUBLISHED, sentence=sentence, trigger=sentence.index(trigger))
    assert str(when.date) == expected


def test_until_a_day_when_something_happened_is_over() -> None:
    sentence = "It was quiet until Saturday, when rebels shelled the town."
    when = resolve_date("Saturday", published=PUBLISHED, sentence=sentence, trigger=sentence.index("shelled"))
    assert str(when.date) == "2022-08-13"


def test_to_before_a_day_is_no_time() -> None:
    assert [time.text for time in find_times("It fell to to-morrow's men, to do or die.")] == ["to-morrow"]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the 20th", "2022-08-20", "2022-08-20"),
        ("the 14th", "2022-09-14", "2022-09-14"),
        ("Friday", "2022-08-19", "2022-08-19"),
        ("next Friday", "2022-08-19", "2022-08-19"),
        ("tomorrow", "2022-08-18", "2022-08-18"),
        ("the day after tomorrow", "2022-08-19", "2022-08-19"),
        ("the weekend", "2022-08-20", "2022-08-21"),
        ("this weekend", "2022-08-20", "2022-08-21"),
        ("next week", "2022-08-22", "2022-08-28"),
        ("next month", "2022-09-01", "2022-09-30"),
        ("the next two weeks", "2022-08-17", "2022-08-31"),
        ("next year", "2023-01-01", "2023-12-31"),
        ("Wednesday, 14 September", "2022-09-14", "2022-09-14"),
        ("May", "2023-05-01", "2023-05-31"),
        ("3 June", "2023-06-03", "2023-06-03"),
        ("three weeks from now", "2022-09-05", "2022-09-11"),
        ("Christmas Day", "2022-12-25", "2022-12-25"),
        ("Monday next week", "2022-08-22", "2022-08-22"),
        ("later this year", "2022-08-17", "2022-12-31"),
    ],
)
def test_a_sentence_that_looks_ahead_means_days_to_come(words: str, first: str, last: str) -> None:
    sentence = f"The army will leave the town {LEADS.get(words, 'on ')}{words}."
    when = resolve_date(words, published=PUBLISHED, sentence=sentence, auxiliary=("future",))
    assert (str(when.date), str(when.enddate), when.text) == (first, last, words)


@pytest.mark.parametrize(
    "words",
    [
        *(words for words, _, _ in TOLD),
        "yesterday",
        "the day before yesterday",
        "over the weekend",
        "last month",
        "late last month",
        "the end of last month",
        "this week",
        "last summer",
        "on the 14th",
        "in the '80s",
        "on Monday",
        "last night",
        "on Christmas Day",
        "in the past two weeks",
        "on July 3",
        "on the 15th anniversary of independence",
    ],
)
def test_without_a_day_to_count_from_there_is_none(words: str) -> None:
    assert resolve_date(words, published=None, sentence=f"Rebels shelled the town {words}.").date is None
