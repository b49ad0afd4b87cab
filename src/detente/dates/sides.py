"""On which side of publication a time lies, by the words around it: what is announced lies ahead, its announcement behind.

Takes a sentence, its time expressions and where an event's trigger stands; answers what the reading of days asks, by patterns, no parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.dates.grammar import TimeExpression
from detente.dates.own import is_of_noun

AHEAD_REACH = 60
TIMETABLE_REACH = 90
"""Letters before an expression in which words look ahead to it."""
LATEST_OPENING = len("Earlier in ")
LATEST_PLACED = len("In the port of Oran, on ")
LATEST_SECOND = len(", on ")
"""Between two times that open a sentence: "Two days later, on May 3, …"."""
NEXT_CLAUSE = re.compile(r"[;:\"“]|, (?:and|but|while|as|when)\b|\b(?:said|told|says|that)\b")
ANNOUNCED = re.compile(
    r"(?<!to be )\b(?:said|told|announced|declared|promised|vowed|pledged|stated|unveiled|agreed|decided|ordered)\b"
)
"""Between the time that opens a sentence and the trigger: "On Friday, Oran said it will shut the port" tells the Friday before."""
ANNOUNCED_BEFORE = re.compile(
    rf"{ANNOUNCED.pattern}(?:\s(?!(?:to|will|would|that|for|until|by|it|he|she|they)\b)[\w-]+){{0,3}}\s(?:on\s)?$"
)
"""Before a weekday: "announced plans Sunday to tighten the rules" tells the Sunday before."""
TOLD_BY = re.compile(r"\b(?<!be )[a-z]+ed by (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}\s(?:in|on|last)\s$")
"""Before a time that dates a deed done: "the purchases touted by Mrs Diallo in October"."""
AFTER_WHAT_WAS = re.compile(
    r"\s(?:shortly |days |weeks |hours )?after\s(?:[\w’'-]+\s){1,4}?(?:was|were|had|died|fell|won|lost|said|left|[a-z]{2,}ed)\b"
)
"""Behind a time that is over: "announced a ban in September after six people died"."""
SURELY_AHEAD = re.compile(
    r"\b(?:will|shall|won['’]t|next|upcoming|coming|tomorrow|(?:is|are)\s(?:\w+\s)?to)\b|\b(?:until|till|by|for|before)\s(?:the\s)?$",
    re.IGNORECASE,
)
SCHEDULE_END = re.compile(r"\b(?:year|season|term|session|deadline|meeting|hearing|election|vote|trial|period)s?,\s$")
"""Before a date in apposition to a noun of the calendar: "the end of the budget year, Sept. 30"."""
LED_AHEAD = re.compile(r"\b(?:ahead of|until|till|by|before|as soon as|as early as)\s+(?:the\s+)?$", re.IGNORECASE)
LED_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are)\s(?:\w+\s)?(?:due|set|scheduled|slated|expected)\sto|plans?\sto)\s(?:(?!not\b)[\w-]+\s){0,3}$"
)
"""Before the trigger of what lies ahead, whatever the extractor called it."""
MEETING_NEXT = re.compile(
    r"(?:meetings?|summit|talks|visit|trip|conference|hearing|trial|election|vote|rally|march)\b(?:\s[\w'’-]+){0,5}\s",
    re.IGNORECASE,
)
TIMETABLE = re.compile(
    r"\b(?:begins|convenes|expires|reconvenes|reopens|resumes|withdraws|takes (?:effect|office|over)"
    r"|comes into (?:effect|force)|goes (?:into (?:effect|force)|on sale|on trial|to the polls))\b"
    r"(?:\s(?!(?:and|but|after|that|who|which|when)\b|\w+ed\b)[\w’'-]+){0,7}"
    r"\s(?:in|on|from)\s(?:(?:early|mid|late)[\s-])?$"
)
"""Before a month or a date without a year: what the present tells of such a day lies ahead ("Niger resumes the talks in May")."""
CALENDAR = frozenset({"month", "month_day", "day_month"})
COMING = re.compile(r"(?:later\s)?(?:next|coming|tomorrow|later this|this coming)\b", re.IGNORECASE)


def timetabled_from(sentence: str, time: TimeExpression) -> int | None:
    """Where the verb in the present stands that a month or a date without a year ends, so that it lies ahead.

    >>> from detente.dates.grammar import find_times
    >>> told = "The army leaves and Niger resumes the talks in May."
    >>> timetabled_from(told, find_times(told)[0])
    26
    """
    if time.kind not in CALENDAR:
        return None
    start = max(0, time.start - TIMETABLE_REACH)
    verb = TIMETABLE.search(sentence[start : time.start])
    return start + verb.start() if verb else None


def is_of_other_verb(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether a time is that of a verb in the present which "and" joins to the trigger's clause."""
    verb = timetabled_from(sentence, time)
    return verb is not None and trigger < verb and " and " in sentence[trigger:verb]


def is_surely_ahead(sentence: str, expression: TimeExpression) -> bool:
    """Whether words before an expression, or behind one that opens the sentence, say that it is to come."""
    before = sentence[max(0, expression.start - AHEAD_REACH) : expression.start]
    behind = sentence[expression.end : expression.end + AHEAD_REACH]
    return bool(SURELY_AHEAD.search(before) or (expression.start <= LATEST_PLACED and SURELY_AHEAD.search(behind)))


def is_of_announcement(
    sentence: str, times: Sequence[TimeExpression], expression: TimeExpression, trigger: int
) -> bool:
    """Whether an expression that opens the sentence, or stands beside a verb of announcing, tells when something to come was announced."""
    before = next((time for time in times if 0 < expression.start - time.end <= LATEST_SECOND), expression)
    opens = before.start <= LATEST_OPENING
    if opens and ANNOUNCED.search(sentence, expression.end, max(expression.end, trigger)):
        return True
    lead = sentence[max(0, expression.start - AHEAD_REACH) : expression.start]
    if expression.kind == "weekday":
        return bool(ANNOUNCED.match(sentence, expression.end + 1) or ANNOUNCED_BEFORE.search(lead))
    is_over = AFTER_WHAT_WAS.match(sentence, expression.end) and not is_surely_ahead(sentence, expression)
    return bool(is_over or TOLD_BY.search(lead))


def is_of_schedule(sentence: str, expression: TimeExpression) -> bool:
    """Whether a date is that of a noun of the calendar, and no verb tells on which side it lies: "the Sept. 9 meeting"."""
    lead = sentence[max(0, expression.start - AHEAD_REACH) : expression.start]
    return SCHEDULE_END.search(lead) is not None or is_of_noun(sentence, expression, len(sentence))


def is_to_come(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether words say that an event lies ahead on a day behind it: "are due to meet on Thursday", "a summit next month"."""
    if time.start < trigger or NEXT_CLAUSE.search(sentence, trigger, time.start):
        return False
    if LED_AHEAD.search(sentence, trigger, time.start):  # a deadline
        return False
    is_led = LED_TO_COME.search(sentence, max(0, trigger - AHEAD_REACH), trigger) is not None
    is_led = is_led or timetabled_from(sentence, time) == trigger
    return is_led or (MEETING_NEXT.fullmatch(sentence, trigger, time.start) and COMING.match(time.text)) is not None
