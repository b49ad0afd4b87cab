"""What a sentence tells as background, whose day is not that of publication: then its date is unknown rather than false.

Takes a sentence, where an event's trigger stands and how far down the story; by the words before the trigger, no parser. Of the 762
events of 72 pages that these rules were made on they make 25 false days unknown, and two right ones.
"""

from __future__ import annotations

import re

REACH = 90
"""Letters before a trigger in which the words stand."""
LEAD = 1
"""A story's first two sentences tell its news, and what led to it on the day: "Police fired tear gas after a march"."""
BACKGROUND_FROM = 9
"""From the tenth sentence on a past perfect is background. Further up it often is the news told backwards, and in short stories it lies in
the month of publication."""
WHAT_LED_TO_IT = re.compile(
    r"\b(?i:after|since|following|because of|now that)\s"
    r"(?:(?i:the|an?|his|her|their|its|months of|weeks of|years of|public)\s|[A-Z][\w.’'-]*['’]s?\s|(?:receiv|hear|see|gett|win)ing\s"
    r"|(?:two|three|four|five|several|many|some)\s|\w+(?:al|ic|ive|ous|ary|ed)\s|announced\s){0,4}$"
)
"""Before a noun: "because of the humiliation after his arrest", "certified it after receiving three notes"."""
VERB = re.compile(
    r"\w+(?:ed|ing)\b|(?:made|left|took|gave|said|told|shot|fell|went|won|lost|held|broke|struck|withdrew|began)\b"
)
HAD = re.compile(
    r"\bhad\s(?:(?!had\b|to\b)\w+\s){0,3}$|\bhad\s(?:also\s|\w+ly\s|long\s|been\s){0,2}\w{4,}(?:ed|ing)\b[^,;:“”\"]{0,60}$"
)
OTHER_CLAUSE = re.compile(r"\b(?:and|but|who|which|that|when|after|before|as|while|until)\b")
REPORT = re.compile(
    r"\b(?:sa(?:ys?|id|ying)|told|tell(?:s|ing)?|den(?:y|ies|ied)|claim\w*|announc\w+|stat(?:ed|es|ing)|report\w*|accus\w+|alleg\w+|insist\w*"
    r"|add(?:ed|s|ing)|confirm\w*|warn\w*|argu\w+|according|quot\w+|reveal\w*|show(?:s|ed|n)?|wrote|tweeted|admit\w*|acknowledg\w+|complain\w*"
    r"|not(?:ed|ing)|thank\w*|maintain\w*|assert\w*|declar\w*|clear|conclu\w+|vowed|recall\w*|testif\w+|that)\b",
    re.IGNORECASE,
)
"""Before the past perfect, or behind it: then it is told of the news itself ("Police said the men had fired")."""
SAID_BEHIND = re.compile(r",[”\"’']? [^,]{0,50}\b(?:said|told|announced|reported|according)\b")
_LATER = r"(?:later|subsequently|eventually)"
LATER = re.compile(rf"\b{_LATER}\s(?:(?:was|were|had|been)\s)?$|\b(?:was|were|been)\s{_LATER}\s$")
"""Before the trigger of what followed a day that the story left behind."""
WHEN = re.compile(r"\b[Ww]hen\s(?:[\w'’.()-]+\s){1,14}$")
NO_OCCASION = re.compile(r"\b(?:is|are|has|have|will|to)\b")
CASUALTIES = re.compile(r"\b(?:kill|di(?:ed|e)|dead|death|injur|wound|hurt|fled|escap)", re.IGNORECASE)
"""Before "when": the clause tells the news itself ("Six died when rebels shelled a market")."""
AFTER_IT = re.compile(
    r"(?:After|Following|Since)\s(?!(?:the|an?|his|her|their|its|that)\s(?:[\w-]+\s)?(?:meeting|talks|vote|hearing|session|ruling|verdict|speech"
    r"|ceremony|briefing|debate|announcement|attack|blast|crash|shooting|prayers|service|match)\b)[^,;:“\"]{3,80},\s"
)
"""How a sentence opens that goes on from a day of its own ("After his arrest, Oslo recalled its envoy"), if not from the day's occasion."""
FOR_MONTHS = re.compile(
    r"^For (?:weeks|months|years|decades)\b[^;:“\"]*$|\bspent (?:weeks|months|years|decades)\b[^;:“\"]*$"
)
"""Before the trigger of what went on for long and is over; "for months" elsewhere may be another clause's."""


def is_background(sentence: str, trigger: int, index: int) -> bool:
    """Whether an event of a story's sentence is told as what went before, without its day.

    >>> is_background("The bank lowered its rates after months of protests.", 43, 6)
    True
    >>> is_background("Police said the men had fired at a patrol.", 24, 12)
    False
    """
    before = sentence[max(0, trigger - REACH) : trigger]
    if FOR_MONTHS.search(sentence[:trigger]) and not REPORT.search(before):
        return True
    if index > LEAD and (_is_beside(sentence, before, trigger) or _is_sequel(sentence, before, trigger)):
        return True
    return index >= BACKGROUND_FROM and _is_past_perfect(sentence, before, trigger)


def _is_beside(sentence: str, before: str, trigger: int) -> bool:
    """Whether a trigger is a noun of what led to the news, or the verb of another occasion ("when the port fell")."""
    is_verb = VERB.match(sentence, trigger) is not None
    if not is_verb:
        return WHAT_LED_TO_IT.search(before) is not None
    occasion = WHEN.search(sentence, 0, trigger)
    if occasion is None or NO_OCCASION.search(occasion[0]):
        return False
    return CASUALTIES.search(sentence, 0, occasion.start()) is None


def _is_sequel(sentence: str, before: str, trigger: int) -> bool:
    """Whether an event is told from another's day on: "was later freed", "After his arrest, …"."""
    opening = AFTER_IT.match(sentence)
    return LATER.search(before) is not None or (opening is not None and opening.end() <= trigger)


def _is_past_perfect(sentence: str, before: str, trigger: int) -> bool:
    """Whether a trigger stands in the past perfect, or is the object of a verb in it, and nobody reports it."""
    had = HAD.search(before)
    if had is None or OTHER_CLAUSE.search(had[0]):
        return False
    return not REPORT.search(sentence[:trigger]) and not SAID_BEHIND.search(sentence, trigger)
