import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dates import Asked, find_times, resolve_date, resolve_dates, written_on
from detente.dates.clauses import is_apart, relative_clauses
from detente.dates.days import one_day
from detente.dates.history import find_history
from detente.dates.own import time_behind_colon
from detente.records import EventDate

CASES = Path(__file__).parent / "cases" / "dates" / "dates.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def shown(when: EventDate) -> str:
    days = "none" if when.date is None else when.date.isoformat()
    if when.enddate != when.date:
        days += f"..{when.enddate}"
    return f"{days} {when.precision} " + ("-" if when.text is None else f"'{when.text}'")


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    published, auxiliary, words, sentence, expected = (part.strip() for part in line.split(" | "))
    when = resolve_date(
        None if words == "-" else words,
        published=None if published == "none" else date.fromisoformat(published),
        sentence=sentence,
        auxiliary=() if auxiliary == "-" else auxiliary.split(","),
    )
    assert shown(when) == expected


def test_reference_day_settles_what_is_counted_from_it() -> None:
    when = resolve_date(
        "two days after",
        published=date(2022, 8, 17),
        sentence="It struck two days after the summit.",
        reference=one_day(date(2022, 8, 1)),
    )
    assert when.date == date(2022, 8, 3)


STORY = (
    "The leaders held a summit in Oran on 3 August.",
    "Two days after the summit rebels shelled the town.",
    "The army withdrew the next day.",
    "On the eve of the summit the envoy resigned.",
    "A day after the vote the court closed.",
)


@pytest.mark.parametrize(
    ("index", "words", "day"),
    [
        (1, "Two days after the summit", date(2022, 8, 5)),
        (2, "the next day", date(2022, 8, 4)),
        (3, "On the eve of the summit", date(2022, 8, 2)),
    ],
)
def test_days_are_counted_from_what_the_story_tells(index: int, words: str, day: date) -> None:
    asked = Asked(sentence_index=index, words=words, auxiliary=(), trigger=0)
    (when,) = resolve_dates([asked], sentences=STORY, published=date(2022, 8, 17))
    assert (when.date, when.precision) == (day, "day")


def test_a_happening_without_a_day_dates_nothing() -> None:
    asked = Asked(sentence_index=4, words="A day after the vote", auxiliary=(), trigger=0)
    (when,) = resolve_dates([asked], sentences=STORY, published=date(2022, 8, 17))
    assert when.precision == "week"


def test_deeds_without_time_words_keep_the_day_of_the_story() -> None:
    sentences = [
        "Rebels raided the port on Tuesday.",
        "They burned two ships.",
        "The mayor accused the navy.",
        "The bishop prayed.",
        "The port was empty.",
        "The navy denied the charge.",
    ]
    asked = [
        Asked(sentence_index=0, words="Tuesday", auxiliary=(), trigger=7, is_deed=True),
        Asked(sentence_index=1, words=None, auxiliary=(), trigger=5, is_deed=True),
        Asked(sentence_index=2, words=None, auxiliary=(), trigger=10),
        Asked(sentence_index=5, words=None, auxiliary=(), trigger=9),
    ]
    dates = resolve_dates(asked, sentences=sentences, published=date(2022, 8, 17))
    assert [when.date.day for when in dates if when.date] == [16, 16, 16, 17]


WORDS = st.sampled_from(
    [
        "Monday",
        "Feb.",
        "11",
        "2019",
        "30",
        "February",
        "31",
        "the",
        "next",
        "day",
        "last",
        "two",
        "weeks",
        "ago",
        "from",
        "to",
        "between",
        "and",
        "1990s",
        "early",
        "9999",
        "99th",
        "anniversary",
        "of",
        "liberation",
        "May",
        "march",
        "in",
        "on",
        "29",
        "Feb",
        "later",
        "overnight",
        "Christmas",
        "century",
        "0th",
        "2014-2016",
        "12/13/2020",
        "000",
        "since",
    ]
)
SENTENCES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())
MODES = st.lists(st.sampled_from(["historical", "future", "hypothetical", "negation"]), max_size=2, unique=True)


@settings(deadline=None)
@given(SENTENCES)
def test_expressions_cut_what_they_claim_in_order(text: str) -> None:
    end = 0
    for expression in find_times(text):
        assert text[expression.start : expression.end] == expression.text
        assert end <= expression.start < expression.end
        end = expression.end


@settings(deadline=None)
@given(SENTENCES, DAYS, MODES, st.one_of(st.none(), SENTENCES))
def test_any_words_give_ordered_days_or_none(text: str, day: date | None, modes: list[str], words: str | None) -> None:
    when = resolve_date(words, published=day, sentence=text, auxiliary=modes)
    assert (when.date is None) == (when.enddate is None) == (when.precision == "unknown")
    if when.date is not None and when.enddate is not None:
        assert when.date <= when.enddate
        assert when.precision != "day" or when.date == when.enddate
    assert when.text is None or when.text in (words, *re.findall(re.escape(when.text), f"{text}\n{words}"))


WEDNESDAY = date(2022, 8, 17)


@pytest.mark.parametrize(
    ("sentence", "trigger", "words", "day"),
    [
        ("Peru recalled its envoy on Tuesday, two days after Chile had shut its consulate.", "shut", None, "2022-08-14"),
        ("Peru recalled its envoy on Tuesday, two days after Chile had shut its consulate.", "recalled", "on Tuesday", "2022-08-16"),
        ("Peru recalled its envoy, a week after Chile had shut its consulate.", "shut", None, "2022-08-10"),
        ("Peru recalled its envoy, a week after Chile had shut its consulate.", "recalled", "a week after", "2022-08-17"),
        ("Two days after Chile had shut its consulate, Peru on Tuesday recalled its envoy.", "shut", None, "2022-08-14"),
        ("Two days after Chile had shut its consulate on August 3, Peru recalled its envoy.", "recalled", None, "2022-08-05"),
        ("Two days after Chile had shut its consulate on August 3, Peru recalled its envoy.", "shut", None, "2022-08-03"),
        ("Peru freed the men on Monday, hours after Chile had shut its consulate.", "shut", None, "2022-08-15"),
        ("Peru recalled its envoy, three days before Chile shut its consulate.", "shut", None, "2022-08-20"),
    ],
)  # fmt: skip
def test_a_clause_is_counted_from_the_main_event(sentence: str, trigger: str, words: str | None, day: str) -> None:
    asked = [
        Asked(
            sentence_index=0,
            words="on Tuesday" if word == "recalled" and "Tuesday" in sentence else None,
            auxiliary=(),
            trigger=at,
        )
        for word in ("recalled", "freed", "shut")
        if (at := sentence.find(word)) >= 0 and word != trigger
    ]
    one = Asked(sentence_index=0, words=words, auxiliary=(), trigger=sentence.index(trigger))
    found = resolve_dates(
        sorted([*asked, one], key=lambda each: each.trigger), sentences=[sentence], published=WEDNESDAY
    )
    when = found[sorted([*asked, one], key=lambda each: each.trigger).index(one)]
    assert (str(when.date), str(when.enddate)) == (day, day)


@pytest.mark.parametrize(
    ("sentence", "trigger", "words", "expected"),
    [
        ("The party, which lost power in June, accused the government.", "accused", None, "2022-08-17"),
        ("The party, which lost power in June, accused the government.", "lost", None, "2022-06-01"),
        ("Chile accused Peru of hiding the streets, where police dispersed a march last Saturday.", "accused", None, "2022-08-17"),
        ("The president mourned the death of four men who drowned on Monday.", "death", None, "2022-08-15"),
        ("Last year Peru dropped its veto.", "dropped", None, "2021-01-01"),
        ("Last November Peru recalled its envoy from Quito.", "recalled", None, "2021-11-01"),
        ("Last year Peru dropped its veto, and Chile smiled.", "smiled", None, "2022-08-17"),
        ("A nine-year feud was settled last weekend.", "settled", None, "2022-08-13"),
        ("The union called a strike for Friday.", "called", "Friday", "2022-08-17"),
        ("Peru will pull out by December 1.", "pull out", "December 1", "2022-08-17"),
        ("Soldiers fought from Sunday morning until Monday night.", "fought", "from Sunday morning until Monday night", "2022-08-14"),
    ],
)  # fmt: skip
def test_times_of_other_clauses_and_days_to_come(sentence: str, trigger: str, words: str | None, expected: str) -> None:
    when = resolve_date(words, published=WEDNESDAY, sentence=sentence, trigger=sentence.index(trigger))
    assert str(when.date) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("On Tuesday the court freed a man who robbed two banks.", "robbed", "None"),
        ("On Tuesday the court freed a man who robbed two banks.", "freed", "2022-08-16"),
        ("Peru last week sacked a judge whom miners had accused of fraud.", "accused", "None"),
        ("Police on Tuesday named a man who shot two guards in June.", "shot", "2022-06-01"),
        ("Rebels on Tuesday fired a shell which killed six herders.", "killed", "2022-08-16"),
        ("Peru offered a truce on Tuesday, which Chile rejected.", "rejected", "2022-08-16"),
        ("Peru sent the man home on Tuesday from Oran, where he signed a pact.", "signed", "2022-08-16"),
        ("Peru recalled the envoy on Tuesday, whom Chile had accused.", "accused", "None"),
        ("Peru tore up the pact on Tuesday, which Chile had signed.", "signed", "None"),
    ],
)
def test_the_time_of_a_clause_is_not_that_of_the_relative_one_in_it(sentence: str, trigger: str, expected: str) -> None:
    when = resolve_date(None, published=WEDNESDAY, sentence=sentence, trigger=sentence.index(trigger))
    assert str(when.date) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Thousands have fled to Chad since the war began in April.", "fled", "2022-04-01..2022-08-17 period"),
        ("Protests have spread since the king's speech on Monday.", "Protests", "2022-08-15..2022-08-17 period"),
        ("Peru shut its embassy and has been silent since the vote in July.", "shut", "2022-08-17..2022-08-17 day"),
        ("The mayor said miners, angry since the vote in July, burned a bus.", "burned", "2022-08-17..2022-08-17 day"),
    ],
)
def test_what_has_gone_on_since_a_dated_happening(sentence: str, trigger: str, expected: str) -> None:
    when = resolve_date(None, published=WEDNESDAY, sentence=sentence, trigger=sentence.index(trigger))
    assert f"{when.date}..{when.enddate} {when.precision}" == expected


@pytest.mark.parametrize(
    ("crawled", "expected"),
    [(date(2022, 8, 17), "2016-01-01..2022-08-17 period"), (None, "2016-01-01..2016-12-31 year")],
)
def test_without_a_day_of_publication_what_has_gone_on_ends_at_the_latest_with_the_crawl(
    crawled: date | None, expected: str
) -> None:
    sentence = "Rebels have held the valley since 2016."
    asked = [Asked(sentence_index=0, words="since 2016", auxiliary=(), trigger=sentence.index("held"), is_deed=True)]
    (when,) = resolve_dates(asked, sentences=[sentence], published=None, crawled=crawled)
    assert f"{when.date}..{when.enddate} {when.precision}" == expected


@pytest.mark.parametrize(
    ("second", "expected"), [("Ten men stood trial.", "2009"), ("It had sued him in 2011.", "None")]
)
def test_a_story_with_one_old_date_has_all_its_history_then(second: str, expected: str) -> None:
    sentences = ["Two guards of a mine were jailed for a killing in 2009.", second, "A", "B", "They beat a miner."]
    asked = [
        Asked(sentence_index=0, words="2009", auxiliary=("historical",), trigger=sentences[0].index("killing")),
        Asked(sentence_index=1, words="2011" if "2011" in second else None, auxiliary=(), trigger=8),
        Asked(sentence_index=4, words=None, auxiliary=("historical",), trigger=5),
    ]
    when = resolve_dates(asked, sentences=sentences, published=WEDNESDAY)[-1]
    assert str(when.date)[:4] == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "auxiliary", "expected"),
    [
        ("Peru announced a levy to be unveiled later this week.", "announced", (), "2022-08-17 -"),
        ("Three days later, on August 4, Peru announced it would shut the port.", "shut", ("future",), "2022-08-04 August 4"),
        ("In Lima, on August 4, Peru will shut the port.", "shut", ("future",), "2023-08-04 August 4"),
        ("A man shot at a Christmas market in Lima, police say.", "shot", (), "2022-08-17 -"),
        ("A man shot at pilgrims on Christmas Day in Lima.", "shot", (), "2021-12-25 Christmas Day"),
    ],
)  # fmt: skip
def test_days_of_other_things(sentence: str, trigger: str, auxiliary: tuple[str, ...], expected: str) -> None:
    words = "August 4" if "August 4" in sentence else None
    at = sentence.index(trigger)
    when = resolve_date(words, published=WEDNESDAY, sentence=sentence, trigger=at, auxiliary=auxiliary)
    assert f"{when.date} {when.text or '-'}" == expected


def test_what_is_called_for_a_day_lies_ahead() -> None:
    sentence = "The union called a strike for Friday."
    when = resolve_date(
        "Friday", published=WEDNESDAY, sentence=sentence, auxiliary=("future",), trigger=sentence.index("strike")
    )
    assert str(when.date) == "2022-08-19"


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_relative_clauses_lie_in_their_sentence(sentence: str, trigger: int, place: int) -> None:
    clauses = relative_clauses(sentence)
    assert all(0 <= clause.start < clause.end <= len(sentence) for clause in clauses)
    assert not is_apart(trigger, trigger, clauses)
    assert is_apart(trigger, place, []) is False


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("ORAN, Aug. 16 (Wire)", date(2022, 8, 16)),
        ("Oran, 14 August 2022", date(2022, 8, 14)),
        ("ORAN, Aug. 17", date(2022, 8, 17)),
        ("ORAN, Tuesday", date(2022, 8, 16)),
        ("ORAN, Friday", date(2022, 8, 17)),
        ("ORAN, July 2", date(2022, 8, 17)),
        ("ORAN, Aug. 20", date(2022, 8, 17)),
        ("ORAN", date(2022, 8, 17)),
        (None, date(2022, 8, 17)),
    ],
)
def test_a_report_was_written_on_the_day_of_its_dateline(dateline: str | None, day: date) -> None:
    assert written_on(dateline, date(2022, 8, 17)) == day


def test_what_counts_on_counts_from_the_event_told_last() -> None:
    sentences = ["On 3 May rebels took Oran.", "Two days later they shelled Sfax.", "The army fled the same night."]
    asked = [
        Asked(sentence_index=0, words="3 May", auxiliary=(), trigger=17),
        Asked(sentence_index=1, words="Two days later", auxiliary=(), trigger=20),
        Asked(sentence_index=2, words="the same night", auxiliary=(), trigger=9),
    ]
    days = [when.date for when in resolve_dates(asked, sentences=sentences, published=date(2022, 8, 17))]
    assert days == [date(2022, 5, 3), date(2022, 5, 5), date(2022, 5, 5)]


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The police have since arrested nine men.", "arrested"),
        ("Since then police arrested nine men.", "arrested"),
        ("All of them have been arrested since.", "arrested"),
    ],
)
def test_what_has_happened_since_lies_between_what_was_told_and_publication(sentence: str, trigger: str) -> None:
    sentences = ["Men burned a depot on 3 May.", sentence]
    asked = [
        Asked(sentence_index=0, words="3 May", auxiliary=(), trigger=4, is_deed=True),
        Asked(sentence_index=1, words=None, auxiliary=(), trigger=sentence.index(trigger), is_deed=True),
    ]
    when = resolve_dates(asked, sentences=sentences, published=date(2022, 6, 17))[1]
    assert (when.date, when.enddate, when.precision) == (date(2022, 5, 3), date(2022, 6, 17), "period")


@pytest.mark.parametrize(
    ("crawled", "expected"),
    [(date(2021, 3, 2), "2019-06-11"), (date(2016, 1, 1), "2013-06-11"), (None, "None")],
)
def test_a_weekday_beside_its_day_tells_the_year_of_a_page_without_publication(
    crawled: date | None, expected: str
) -> None:
    sentences = ["The union called off its strike on June 11.", "It had begun on Sunday, June 9."]
    asked = Asked(sentence_index=0, words="June 11", auxiliary=(), trigger=10)
    (when,) = resolve_dates([asked], sentences=sentences, published=None, crawled=crawled)
    assert str(when.date) == expected


def test_a_day_with_its_year_tells_that_of_the_others_on_a_page_without_publication() -> None:
    sentences = [
        "Peru shut the bridge on May 3, 2020.",
        "It opened it on May 30.",
        "Chile had closed its own in December.",
    ]
    asked = [
        Asked(sentence_index=0, words="May 3, 2020", auxiliary=(), trigger=5),
        Asked(sentence_index=1, words="May 30", auxiliary=(), trigger=3),
        Asked(sentence_index=2, words="December", auxiliary=(), trigger=10),
    ]
    days = [str(when.date) for when in resolve_dates(asked, sentences=sentences, published=None)]
    assert days == ["2020-05-03", "2020-05-30", "2019-12-01"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "auxiliary", "expected"),
    [
        ("The mayor refused for nine months to sign it.", "refused", (), "2021-11-20..2022-08-17"),
        ("The ministers met for three days in Oran.", "met", (), "2022-08-15..2022-08-17"),
        ("The court jailed him for three years.", "jailed", (), "2022-08-17..2022-08-17"),
        ("Peru had fought for two weeks.", "fought", (), "2022-08-17..2022-08-17"),
        ("The law silenced its critics over the past decade.", "silenced", ("historical",), "2012-08-01..2022-08-17"),
        ("Peru counted the men shot in the past two years, and Chile smiled.", "smiled", (), "2022-08-17..2022-08-17"),
        ("They will sue the state before the end of the year.", "sue", ("future",), "2022-08-17..2022-12-31"),
        ("They will sue the state, which left before the end of the year.", "sue", ("future",), "None..None"),
        ("Peru had threatened the port ever since Chile signed a pact on May 3.", "threatened", (), "2022-05-03..2022-08-17"),
    ],
)  # fmt: skip
def test_what_lasts(sentence: str, trigger: str, auxiliary: tuple[str, ...], expected: str) -> None:
    when = resolve_date(
        None, published=WEDNESDAY, sentence=sentence, auxiliary=auxiliary, trigger=sentence.index(trigger)
    )
    assert f"{when.date}..{when.enddate}" == expected


def test_a_year_behind_the_perfect_is_another_things() -> None:
    sentence = "Peru has dropped a case against the mayor in 2010."
    when = resolve_date("2010", published=WEDNESDAY, sentence=sentence, trigger=sentence.index("dropped"))
    assert when.date == WEDNESDAY
    assert resolve_date("2010", published=None, sentence=sentence, trigger=sentence.index("dropped")).date is None


def test_history_is_counted_from_the_old_date_that_the_story_told() -> None:
    sentences = [
        "Peru apologised for the jet that it downed on November 24, 2021.",
        "Both had met eight days before it fell.",
    ]
    asked = [
        Asked(
            sentence_index=0, words="November 24, 2021", auxiliary=("historical",), trigger=sentences[0].index("downed")
        ),
        Asked(
            sentence_index=1,
            words="eight days before it fell",
            auxiliary=("historical",),
            trigger=sentences[1].index("met"),
        ),
    ]
    dates = resolve_dates(asked, sentences=sentences, published=WEDNESDAY)
    assert str(dates[1].date) == "2021-11-16"
    assert find_history(asked, dates, sentences=sentences, published=WEDNESDAY) == [True, True]


@pytest.mark.parametrize(
    ("second", "words", "expected"),
    [
        ("He had fled the night before.", "the night before", "2022-08-14"),
        ("The morning after, he fled.", "The morning after", "2022-08-16"),
        ("In the evening he fled.", "the evening", "2022-08-15"),
    ],
)
def test_the_night_before_counts_from_the_day_told(second: str, words: str, expected: str) -> None:
    sentences = ["Rebels took the port on Monday.", second]
    asked = [
        Asked(sentence_index=0, words="Monday", auxiliary=(), trigger=7),
        Asked(sentence_index=1, words=words, auxiliary=(), trigger=second.index("fled")),
    ]
    assert str(resolve_dates(asked, sentences=sentences, published=WEDNESDAY)[1].date) == expected


HEADED = [
    "Two states quarrel over a hill.",
    "SATURDAY, JULY 24",
    "The ministers met.",
    "Monday, July 26:",
    "Police shot six men.",
    "Today",
    "They met.",
]


@pytest.mark.parametrize(
    ("index", "expected"), [(0, "2021-08-01"), (2, "2021-07-24"), (4, "2021-07-26"), (6, "2021-08-01")]
)
def test_a_chronology_dates_what_stands_below_its_days(index: int, expected: str) -> None:
    asked = Asked(sentence_index=index, words=None, auxiliary=(), trigger=4, is_deed=True)
    (when,) = resolve_dates([asked], sentences=HEADED, published=date(2021, 8, 1))
    assert str(when.date) == expected


def test_a_single_day_on_a_line_of_its_own_heads_nothing() -> None:
    asked = Asked(sentence_index=2, words=None, auxiliary=(), trigger=4, is_deed=True)
    (when,) = resolve_dates(
        [asked], sentences=["Two states quarrel.", "July 24", "Police shot six men."], published=date(2021, 8, 1)
    )
    assert when.text is None


@pytest.mark.parametrize(
    "sentence",
    [
        "They swapped prisoners: Peru had freed two on Monday.",
        "They swapped prisoners on Friday: Peru freed two on Monday.",
        "They swapped prisoners; Chile said this: Peru freed two on Monday.",
        "They swapped prisoners and Peru freed two on Monday.",
        "They condemned Peru: Lima freed two guards on Monday.",
    ],
)
def test_what_stands_behind_a_colon_is_no_time_of_another_deed(sentence: str) -> None:
    assert time_behind_colon(sentence, find_times(sentence), len("They ")) is None
