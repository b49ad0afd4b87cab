"""On which side of publication a time lies, and whether it is the event's at all: announcements, schedules, things, background."""

from datetime import date

import pytest

from detente.dates import Asked, resolve_date, resolve_dates
from detente.dates.background import is_background

WEDNESDAY = date(2022, 8, 17)
FUTURE = ("future",)


@pytest.mark.parametrize(
    ("sentence", "trigger", "words", "auxiliary", "expected"),
    [
        # A weekday beside a verb of announcing lies before publication, whatever it announces.
        ("The mayor of Oran announced plans Sunday to ban kites.", "ban", "Sunday", FUTURE, "2022-08-14"),
        ("The island on Sunday announced that boats would be searched.", "searched", "Sunday", FUTURE, "2022-08-14"),
        ("The mayor announced plans to ban kites on Sunday.", "ban", "Sunday", FUTURE, "2022-08-21"),
        ("The mayor announced that he will resign Sunday.", "resign", "Sunday", FUTURE, "2022-08-21"),
        # So does a month after which stands what had happened, or before which who did it.
        ("Oslo decided on a ban in May after two boats were sunk.", "ban", "May", FUTURE, "2022-05-01"),
        ("Oslo will lift its ban in May after the vote is held.", "lift", "May", FUTURE, "2023-05-01"),
        ("The sealers were due to be freed in June after serving a year.", "freed", "June", FUTURE, "2022-06-01"),
        # A day without year in a schedule is the near one.
        ("The port invited fishers to the Sept. 9 meeting.", "invited", None, (), "2022-08-17"),
        ("Fishers can block it until the budget year ends.", "block", None, (), "2022-08-17"),
        ("Police arrested two fishers on Sept. 9.", "arrested", "Sept. 9", (), "2021-09-09"),
        ("Fishers were arrested for the Dec. 2 hearing.", "arrested", None, (), "2022-08-17"),
        # What is to come by its words has the day to come, whatever the extractor calls it.
        ("The two kings are due to meet in Oran on Friday.", "meet", "Friday", (), "2022-08-19"),
        ("The port will hold a public meeting next month.", "meeting", None, (), "2022-09-01"),
        ("Oil fell before a meeting with other exporters next month.", "meeting", None, (), "2022-09-01"),
        ("The union called a strike for Friday.", "called", "Friday", (), "2022-08-17"),
        # A time of a thing is not that of what is done with it.
        ("Senators defended the budget approved by Liberals in April.", "defended", "April", (), "2022-08-17"),
        ("She asked for mercy in a letter posted on a wall Tuesday.", "mercy", None, (), "2022-08-17"),
        ("A judge threw out a suit filed by the Senate on Monday.", "suit", "Monday", (), "2022-08-15"),
        ("The budget was approved by Liberals in April.", "approved", "April", (), "2022-04-01"),
        ("A cook was charged with arson in the July 21 shooting.", "charged", None, (), "2022-08-17"),
    ],
)  # fmt: skip
def test_the_side_of_a_time(
    sentence: str, trigger: str, words: str | None, auxiliary: tuple[str, ...], expected: str
) -> None:
    when = resolve_date(
        words, published=WEDNESDAY, sentence=sentence, auxiliary=auxiliary, trigger=sentence.index(trigger)
    )
    assert str(when.date) == expected


def test_what_goes_on_since_a_day_never_begins_after_publication() -> None:
    sentence = "Marches have been held since Friday after the mayor announced a new toll."
    when = resolve_date(
        None, published=WEDNESDAY, sentence=sentence, auxiliary=FUTURE, trigger=sentence.index("announced")
    )
    assert when.date is None or when.date < WEDNESDAY


@pytest.mark.parametrize(
    ("sentence", "trigger", "index", "expected"),
    [
        ("A doctor spoke of the fear that she felt after his arrest and trial.", "arrest", 5, True),
        ("Since the suit was filed, two cousins have been jailed.", "suit", 3, True),
        ("The bank paid it back after public criticism.", "criticism", 8, True),
        ("Police fired tear gas after a march.", "march", 0, False),
        ("Police fired after protesters threw stones.", "threw", 4, False),
        ("He was later dismissed.", "dismissed", 9, True),
        ("He was later dismissed.", "dismissed", 1, False),
        ("After the cook's death, Lima recalled its envoy.", "recalled", 7, True),
        ("After the meeting, Lima recalled its envoy.", "recalled", 7, False),
        ("After the cook's death, Lima recalled its envoy.", "recalled", 0, False),
        ("The firm later asked for its coal back.", "asked", 6, True),
        ("They lost the islands when Lima returned the fleet.", "returned", 5, True),
        ("Six cooks were killed when rebels shelled the market.", "shelled", 5, False),
        ("They are jailed when they have protested.", "protested", 5, False),
        ("For months, monks examined the old bridge.", "examined", 12, True),
        ("For months, police said, monks examined the old bridge.", "examined", 12, False),
        ("Envoys spent weeks debating the toll, with Oslo insisting on a rise.", "insisting", 6, True),
        ("Oran and Lima had been holding direct talks on fish.", "talks", 20, True),
        ("Oran had shut the ferry line in return for coal.", "shut", 14, True),
        ("Oran had shut the ferry line in return for coal.", "shut", 3, False),
        ("Police said Oran had shut the ferry line.", "shut", 14, False),
        ("Oran had shut the ferry line, a spokesman said.", "shut", 14, False),
        ("Oran had a plan, and Lima denounced it.", "denounced", 14, False),
    ],
)
def test_what_is_background(sentence: str, trigger: str, index: int, *, expected: bool) -> None:
    assert is_background(sentence, sentence.index(trigger), index) == expected


def test_background_has_no_date() -> None:
    sentences = [
        "Lima freed two cooks on Wednesday.",
        "Crowds cheered.",
        "The harvest was poor after months of strikes.",
    ]
    asked = [
        Asked(sentence_index=at, words=None, auxiliary=(), trigger=sentences[at].index(word), is_deed=True)
        for at, word in ((1, "cheered"), (2, "strikes"))
    ]
    days = [when.date for when in resolve_dates(asked, sentences=sentences, published=WEDNESDAY)]
    assert days == [WEDNESDAY, None]
