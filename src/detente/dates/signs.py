"""The readable signs by which an event without time words has a day that its story told, and what each of them weighs.

Takes an event, what its story told and one of the dates; gives a number for each sign. Publication day has none and is what the
points count against. The points (data/told_signs.tsv) are learnt by `python -m training.told`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente import ontology
from detente.dates.asked import Asked
from detente.dates.own import is_present
from detente.records import EventDate

Kind = Literal["news", "late", "span", "older", "unknown"]
"""The day before publication, as the day of the news; that of a page that is later with its news; from that day to publication, for what
was said in between; a date before the news; none that the page tells."""
Place = tuple[int, int]
"""A sentence's index, and an offset in it."""
TABLE = "told_signs.tsv"
LEAD = 1
"""A story's first two sentences tell its news."""
FAR_SENTENCES = 3
LONG_AGO_DAYS = 150
REACH = 40
"""Letters before a trigger in which the words stand that say of what kind it is."""
PERFECT = re.compile(r"(?:\b(?:has|have)|['’]ve)\s(?:\w+\s){0,2}$")
PAST_PERFECT = re.compile(r"\b(?:had|[’']d)\s(?:\w+\s){0,2}$")
BEING = re.compile(r"\b(?:been|is|are|was|were)\s(?:\w+ly\s)?$")
ING = re.compile(r"\w+ing\b")
NOUN = re.compile(
    r"\b(?:a|an|the|of|its|their|his|her|any|such|further|more|other|new|for|in|against|\w+['’]s?)\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"\b(?:previously|earlier|historically|repeatedly|often|always|never|once|long|regularly|frequently|usually|in the past|over the years"
    r"|for (?:years|decades|months|weeks|some time)|recent(?:ly)?|many times|several times|so far|already|traditionally|formerly|former)\b",
    re.IGNORECASE,
)
"""Words of what happened at no one time, or at one that they leave open."""
DENIAL = re.compile(r"den(?:y|ies|ied)\b")
"""A deed denied is said, not done."""
ACT = re.compile(
    r"sign|vot|approv|adopt|pass|elect|resign|sworn|appoint|me[et]t|talk|visit|receiv|mediat|agree|acquit|convict|sentenc|charg|arrest"
    r"|releas|free|order|recall|withdr|grant|appl[iy]",
    re.IGNORECASE,
)
"""How a trigger begins that says what was done by words or a signature, and no opinion."""
BACK_THEN = re.compile(
    r"\bat (?:the|that) time\b|(?<!since )(?<!until )(?<!by )\bthen\b(?!,)|\bin turn\b"
    r"|\b(?:over|after|in) (?:the|that) (?:affair|scandal|incident|episode|coup|massacre|war|uprising|revolt)\b",
    re.IGNORECASE,
)
"""Words that set a sentence in the time that the one before it told."""
GOING_ON = re.compile(
    r"[\"“]|(?:They|He|She|It|These|Those|Some|Many|Most|Others|Both|All|Several|Dozens|Hundreds|(?:Nearly|Some|At least) \d+)\b"
    r"|The \w+(?:s|men|women)\b|\w+ (?:then|also)\b"
)
"""How a sentence begins that goes on about those of whom the one before told."""
ASIDE = re.compile(r", (?:a|an|the) \w+ (?:that|which)\b[^,;]*$")
"""Before the verb of what was said of a happening: ", a step that Havana dismissed"."""
KNOWN_PERSON = re.compile(r"[\"“]?(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?P<surname>[A-Z][a-zA-Z’'-]{2,})(?= [a-z])")
"""How a sentence begins that names a person for the second time."""
KNOWN_REACH = 100
"""Sentences in which a person is looked for, so that a page of a million does not cost its square."""
NO_GIVEN_NAMES = (
    "Mr|Mrs|Ms|Dr|The|In|On|At|Of|North|South|East|West|New|Northern|Southern|Eastern|Western|"
    "Saudi|San|El|United|Central|Great|Sri"
)
"""Capitals before a name that make it no surname."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date that a story told, and where."""

    when: EventDate
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An event without time words beside one of the dates that its story told."""

    one: Asked
    sentences: Sequence[str]
    told: Told | None
    """Where the date was told last before the event, else first behind it; None for one that the story does not tell."""
    is_of_lead: bool
    """Whether the lead told it, as the first news, and the day of publication was not told since."""
    is_news_told: bool
    """Whether the story told the day of publication or that of the news ahead of the event."""
    is_late: bool
    """Whether the page appeared two days or more after the news."""
    is_overtaken: bool
    """Whether it tells a day between the two."""
    is_of_today: bool
    """Whether the first sentence tells the day of publication: such a page dates most of what it tells."""
    is_morning: bool
    """Whether it is of a morning paper, which calls the day of its news yesterday."""
    is_today_told: bool
    """Whether it tells the day of publication at all."""
    is_first: bool
    """Whether nothing that the story tells stands above the event."""
    is_news_next: bool
    """Whether the next date behind it is the day of the news, within two sentences."""
    days_ago: int
    """How long before publication the date lies."""

    @property
    def sentence(self) -> str:
        """The event's sentence."""
        return self.sentences[self.one.sentence_index]

    @property
    def since(self) -> int:
        """Sentences since the date was told; negative where it is told later."""
        return self.one.sentence_index - self.told.place[0] if self.told else 0

    def is_before(self, pattern: re.Pattern[str]) -> bool:
        """Whether words stand right before the trigger; the pattern ends with `$`."""
        at = self.one.trigger
        return pattern.search(self.sentence, max(0, at - REACH), at) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign of one kind of date."""

    name: str
    kind: Kind
    read: Callable[[Look], float]


def _always(_: Look) -> float:
    return 1.0


def _is_said(look: Look) -> bool:
    return not look.one.is_deed or DENIAL.match(look.sentence, look.one.trigger) is not None


def _is_act(look: Look) -> bool:
    return not look.one.is_deed and ACT.match(look.sentence, look.one.trigger) is not None


def _is_told_later(look: Look) -> bool:
    return look.told is not None and look.told.place > (look.one.sentence_index, look.one.trigger)


def _is_quoted(look: Look) -> bool:
    before = look.sentence[: look.one.trigger]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_in_present(look: Look) -> bool:
    return is_present(look.sentence, look.one.trigger) and not look.is_before(PERFECT)


def _sentences_above(look: Look) -> float:
    return math.log1p(look.one.sentence_index)


def _is_by_one_known(look: Look) -> bool:
    known = KNOWN_PERSON.match(look.sentence)
    if known is None:
        return False
    named = re.compile(rf"\b(?!(?:{NO_GIVEN_NAMES})\b)[A-Z][a-z’'-]+ {re.escape(known['surname'])}\b")
    at = look.one.sentence_index
    return any(named.search(other) for other in look.sentences[max(0, at - KNOWN_REACH) : at])


def _continues(look: Look) -> bool:
    return GOING_ON.match(look.sentence) is not None


def _goes_on(look: Look) -> bool:
    return look.since == 1 and _continues(look)


def _is_aside(look: Look) -> bool:
    return look.since == 0 and ASIDE.search(look.sentence, 0, look.one.trigger) is not None


def _is_next_deed(look: Look) -> bool:
    return look.since == 1 and not _is_said(look)


def _is_said_long_ago(look: Look) -> bool:
    return look.days_ago >= LONG_AGO_DAYS and _is_said(look) and BACK_THEN.search(look.sentence) is None


def _is_progressive(look: Look) -> bool:
    return look.is_before(BEING) and ING.match(look.sentence, look.one.trigger) is not None


SIGNS = (
    Sign(name="news", kind="news", read=_always),
    Sign(name="news_of_lead", kind="news", read=lambda look: look.is_of_lead),
    Sign(name="news_said", kind="news", read=_is_said),
    Sign(name="news_act", kind="news", read=_is_act),
    Sign(name="news_negated", kind="news", read=lambda look: "negation" in look.one.auxiliary),
    Sign(name="news_present", kind="news", read=_is_in_present),
    Sign(name="news_quoted", kind="news", read=_is_quoted),
    Sign(name="news_known_person", kind="news", read=_is_by_one_known),
    Sign(name="news_sentences_above", kind="news", read=_sentences_above),
    Sign(name="news_later", kind="news", read=_is_told_later),
    Sign(name="news_morning", kind="news", read=lambda look: look.is_morning),
    Sign(name="news_morning_said", kind="news", read=lambda look: look.is_morning and _is_said(look)),
    Sign(name="news_first", kind="news", read=lambda look: look.is_first),
    Sign(name="news_next", kind="news", read=lambda look: look.is_news_next),
    Sign(name="late", kind="late", read=_always),
    Sign(name="late_said", kind="late", read=_is_said),
    Sign(name="late_act", kind="late", read=_is_act),
    Sign(name="span", kind="span", read=_always),
    Sign(name="span_overtaken", kind="span", read=lambda look: look.is_overtaken),
    Sign(name="span_said", kind="span", read=_is_said),
    Sign(name="span_act", kind="span", read=_is_act),
    Sign(name="span_quoted", kind="span", read=_is_quoted),
    Sign(name="older", kind="older", read=_always),
    Sign(name="older_said", kind="older", read=_is_said),
    Sign(name="older_going_on", kind="older", read=_goes_on),
    Sign(name="older_back_then", kind="older", read=lambda look: BACK_THEN.search(look.sentence) is not None),
    Sign(name="older_aside", kind="older", read=_is_aside),
    Sign(name="older_far", kind="older", read=lambda look: look.since >= FAR_SENTENCES),
    Sign(name="older_had", kind="older", read=lambda look: look.is_before(PAST_PERFECT)),
    Sign(name="older_morning", kind="older", read=lambda look: look.is_morning),
    Sign(name="older_beside_news", kind="older", read=lambda look: look.is_news_told),
    Sign(name="older_today_untold", kind="older", read=lambda look: not look.is_today_told),
    Sign(name="older_next_deed", kind="older", read=_is_next_deed),
    Sign(name="older_said_long_ago", kind="older", read=_is_said_long_ago),
    Sign(name="unknown", kind="unknown", read=_always),
    Sign(name="unknown_hypothetical", kind="unknown", read=lambda look: "hypothetical" in look.one.auxiliary),
    Sign(name="unknown_perfect", kind="unknown", read=lambda look: look.is_before(PERFECT)),
    Sign(name="unknown_had", kind="unknown", read=lambda look: look.is_before(PAST_PERFECT)),
    Sign(name="unknown_progressive", kind="unknown", read=_is_progressive),
    Sign(name="unknown_habit", kind="unknown", read=lambda look: HABIT.search(look.sentence) is not None),
    Sign(name="unknown_noun", kind="unknown", read=lambda look: look.is_before(NOUN)),
    Sign(name="unknown_sentences_above", kind="unknown", read=_sentences_above),
    Sign(name="unknown_quoted", kind="unknown", read=_is_quoted),
    Sign(name="unknown_beside_news", kind="unknown", read=lambda look: look.is_news_told),
    Sign(name="unknown_continues", kind="unknown", read=_continues),
    Sign(name="unknown_late", kind="unknown", read=lambda look: look.is_late),
    Sign(name="unknown_of_today", kind="unknown", read=lambda look: look.is_of_today),
)
"""In the table's order."""


def read_signs(look: Look, kind: Kind) -> tuple[float, ...]:
    """A number for each of SIGNS, in order; those of the other kind are 0."""
    return tuple([float(sign.read(look)) if sign.kind == kind else 0.0 for sign in SIGNS])


@cache
def read_points() -> tuple[float, ...]:
    """The table's points of SIGNS, in order."""
    points = {row["sign"]: float(row["points"]) for row in ontology.read_table(TABLE)}
    return tuple(points[sign.name] for sign in SIGNS)
