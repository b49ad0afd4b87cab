"""Which time words of a sentence are an event's own, where the extractor tied none to it.

Takes a sentence, its time expressions and where the event's trigger stands; gives the expressions that stand in the trigger's
clause, by conjunctions, relative pronouns and the words before the time; no parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.dates.clauses import Clause, is_apart, relative_clauses
from detente.dates.grammar import TimeExpression

SUBORDINATE = re.compile(
    r"\b(?:after|before(?! (?:dawn|sunrise|daybreak|noon|midnight|sunset|midday)\b)|because|"
    r"since|although|though|unless|whereas|until|in response to|in retaliation for)\b"
    r"|\bthat (?=(?:[A-Z]|the|a|an|its?|his|her|their|they|he|she|some|all|any|no|those|there)\b)",
    re.IGNORECASE,
)
"""What opens a clause, or a phrase as good as one, that has a time of its own. "As", "while" and "when" tell what happened at once."""
CLAUSE_END = re.compile(r"[,;:–—\"”]|\bbut\b")
SINCE_BEFORE = re.compile(r"\b[Ss]ince\s(?:(?:early|late|mid|at least)[\s-])?(?:the\s)?$")
WHEN_BEHIND = re.compile(r",?\swhen\s")
JOINT_DEED = re.compile(
    r"(?:exchang|swap|trad(?:ed|ing)\b|barter|clash|reconcil|made (?:peace|up)\b|struck (?:a|the) )", re.IGNORECASE
)
"""How a trigger begins of what takes two sides, each of whose parts may be told behind a colon."""
PARTED = re.compile(r"[;\"“”]")
NOT_AT_ONCE = re.compile(r"[;\"“”]|\b(?:had|has|have|will|would|until|since|before|after|by)\b")
"""Between the colon and a time that is none of the deed."""
WHICH_ITSELF = re.compile(r"\bwhich\s(?:(?:\w+ly|also|later|then|was|were)\s)*$")
"""From a relative pronoun to the verb of what the happening before it did: "a raid which killed six"."""
SEQUEL = re.compile(r"\W*\b(?:which|where)\s(?:(?!had\b|later\b|long\b|once\b|\w+'s\b)[\w’'-]+\s){1,6}(?<!to )$")
"""From such a clause's start to its verb in the past, where a comma sets it off: it goes on with the story (", which Oran rejected")."""
TO_BE = re.compile(r"\bto be \w")
"""Between a trigger and the time of what is to come: "announced talks to be held later this week"."""
HALVES = re.compile(
    r"[;:–—“”\"]|\bbut\b|, (?:a|an|the) \w+ (?:that|which)\b|\band (?:has|have|is|are|will)\b|\band (?:\w+ )?then\b|\b(?:, )?though\b"
)
"""What parts two statements of one sentence."""
BESIDE = re.compile(r"\band\s|,\s(?:while|as)\s")
"""Between two clauses that share a time where only one of them has one."""
NEXT_CLAUSE = re.compile(r",\s(?:and|while|as)\s")
"""Over such words no year reaches: "Last year Georgia dropped its veto, and Turkey smiled"."""
PARTICIPLE = re.compile(
    r"(?:himself |herself |itself |themselves )?(?:\w{3,}ed|held|sworn|born|made|sent|led|built|won|lost|taken|given|shot|found|begun|"
    r"known|seen|written|drawn|put|set|hit|signed)\s"
)
"""How a phrase between commas begins that has a time of its own: "the sale, held in Oran in May,"."""
LENGTH_AFTER = re.compile(r"(?:after|before|following|prior to)$", re.IGNORECASE)
THAT = re.compile(r"\bthat\b")
REPORTED = re.compile(
    r"\b(?:says?|said|told|reported|announced|according to|showed|wrote|quoted|added|confirmed)\b", re.IGNORECASE
)
STATEMENT = re.compile(r"(?:sa(?:id|ys?)|told|insist|claim|argu|stat|maintain|alleg|warn|vow)", re.IGNORECASE)
STATEMENT_REACH = 4
"""Words behind "said" among which its own time stands; behind them it is that of what is said."""
VERDICT = re.compile(
    r"(?:accus|blam|condemn|denounc|critici|prais|thank|fault|welcom|congratulat|charg|apologi|slam|mourn|hail|reject|dismiss"
    r"|deplor|lament|deni|deny|defend|call)",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(?:of|for|over|against|about|having|\w+ing)\b", re.IGNORECASE)
"""A verdict's date follows it at once; behind one of these words stands what it is about: "accused Oran of the raid in May"."""
MADE_OR_DONE = (
    "adopted|announced|approved|backed|dated|filed|imposed|introduced|issued|launched|passed|posted|proposed|published|reached|released|sent|"
    "signed|touted|unveiled|written"
)
OF_A_THING = re.compile(
    rf"\b(?P<deed>[a-z]+ed|{MADE_OR_DONE})\sby\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){{0,2}}\s(?:in|on|last|late|early)?\s?$"
    rf"|\b(?:in|with|of|for|against|under|to|at)\s(?:the|an?|its|his|her|their)\s(?:\w+\s){{1,2}}(?:{MADE_OR_DONE})\b(?:\s(?!and\b)[\w’'-]+){{0,3}}\s$"
)
"""Before a time that is that of a thing made or done before: "a budget approved by Liberals in May", "in a letter posted on Tuesday"."""
WAS_BY = re.compile(r"\b(?:was|were|been|be|being|is|are)\s(?:\w+\s){0,2}$")
DEADLINE = re.compile(
    r"\b(?:until|till|by|before|ahead of|from|effective|starting|beginning|through|no later than|for|due)\s+"
    r"(?:the\s+|early\s+|late\s+)?(?:[\d:.]+\s?(?:[ap]\.?m\.?\s)?(?:on\s)?|midnight\s(?:on\s)?|noon\s(?:on\s)?)?$",
    re.IGNORECASE,
)
RANGE_ON = re.compile(r"\s(?:to|until|till|through)\s")
RANGE_BACK = re.compile(r"\bfrom\s[^,;]{3,30}\s(?:to|until|till|through)\s$")
HAD = re.compile(r"\b(?:had|was|were)\b", re.IGNORECASE)
HAD_REACH = 120
DETERMINER = re.compile(r"\b(?:a|an|the|its|their|his|her|this|that|of|under|\w+['’]s?)\s$", re.IGNORECASE)
NOUN_AFTER = re.compile(
    r"\s(?!(?:and|but|or|to|in|on|at|by|when|as|after|with|for|from|that|which|who|was|were|had|has|is|are|it|he|she|they|of|over|"
    r"the|a|an|his|her|its|their|under|during|before|while|because|against|near|inside|outside|following|without|through|"
    r"(?!(?:meet|hear|shoot|bomb|kill|brief|rul|stabb|upris|gather|sitt|fil|stand|vot|sentenc|listen)ing)[a-z]+(?:ed|ing))\b)[A-Za-z]"
)
POSSESSED = re.compile(r"['’]s?\s")
MOST_TIMES = 12
"""Of a sentence with more time expressions (a table, a timeline) only those nearest to the trigger are weighed."""
LEAD_REACH = 60
"""Letters before a time expression that say what kind of time it is."""
NOUN_REACH = 24
"""Letters between "Sunday's" and the trigger that it belongs to."""
JOINED = re.compile(r",|\band\b")
PRESENT_BEFORE = re.compile(
    r"(?:\b(?:has|have|is|are|will|can|must|may|shall|cannot)|['’](?:ve|re|ll)|\bwon['’]t)\s(?:(?!to\b)\w+\s){0,2}$"
)
PERFECT_BEFORE = re.compile(r"(?:\b(?:has|have)|['’]ve)\s(?:(?!been\b|to\b)\w+\s){0,2}$")
PRESENT = re.compile(
    r"(?:has|have|is|are|will)\s"
    r"|(?:accuse|allege|argue|back|believe|blame|claim|condemn|continue|criticise|criticize|demand|denounce|expect|fear|guarantee|hope|insist|"
    r"oppose|plan|promise|protect|recognise|recognize|refuse|reject|remain|say|seek|stand|support|threaten|urge|view|want|warn)s?\b"
    r"|den(?:y|ies)\b",
    re.IGNORECASE,
)
NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|its|their|his|her|of|to|in|for|new|old|no|more|any|these|those|did not|would|could|\w+['’]s?)\s$",
    re.IGNORECASE,
)
"""Before such words "demands" is a noun, "urge" an infinitive."""
ADJUNCT = re.compile(
    r"(?:^|\b(?:in|since|during|between|from|by|until|throughout|over|on|at|back in|as early as|as recently as|"
    r"(?:in|during|after)\s(?:the\s)?\w+\sof)\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
ADVERBIAL = frozenset({"ago", "unit", "earlier", "this", "shift", "edge"})
"""Kinds of expressions that need no preposition: "last year", "ten years ago"."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether a place lies in it."""
        return self.start <= place < self.end


def own_times(sentence: str, times: Sequence[TimeExpression], trigger: int) -> list[TimeExpression]:
    """The expressions that can date the event, likeliest first: those of its own clause by nearness, then of the clause over it."""
    if not times:
        return []
    times = nearest(times, trigger)
    relative, subordinate = relative_clauses(sentence), subordinate_clauses(sentence, times)
    own = [
        time
        for time in times
        if not is_apart(trigger, time.start, relative)
        and not any(clause.holds(time.start) and not clause.holds(trigger) for clause in subordinate)
        and not _is_elsewhere(sentence, time, trigger)
    ]

    def rank(time: TimeExpression) -> tuple[bool, bool, bool, int]:
        is_over = any(clause.holds(trigger) and not clause.holds(time.start) for clause in subordinate)
        is_over = is_over or THAT.search(sentence[time.end : trigger]) is not None
        is_beside = BESIDE.search(sentence[min(time.end, trigger) : max(time.start, trigger)]) is not None
        return is_over, _is_report(sentence, time, trigger), is_beside, distance(time, trigger)

    return sorted(own, key=rank)


def times_above(
    sentence: str, times: Sequence[TimeExpression], trigger: int, relative: Sequence[Clause]
) -> list[TimeExpression]:
    """The expressions of the clause over the relative one in which an event in the past stands: they are not its own.

    "On Friday the court freed a man who robbed a bank" tells no day of the robbery. A happening goes on in "which": "a raid on Friday
    which killed six", and so does the story: "offered a truce on Friday, which Oran rejected".
    """
    own = [clause for clause in relative if clause.start <= trigger < clause.end]
    if not own or is_present(sentence, trigger) or WHICH_ITSELF.search(sentence, own[-1].start, trigger):
        return []
    if own[-1].is_set_off and SEQUEL.match(sentence, own[-1].start, trigger):
        return []
    return [time for time in times if not any(clause.start <= time.start < clause.end for clause in own)]


def time_of_when(sentence: str, times: Sequence[TimeExpression], trigger: int) -> TimeExpression | None:
    """The time that a clause with "when" tells of, behind "since": "shut since 2014, when the army took the port" took it in 2014.

    >>> from detente.dates.grammar import find_times
    >>> told = "It has been shut since 2014, when the army took the port."
    >>> time_of_when(told, find_times(told), told.index("took")).text
    '2014'
    """
    for time in times:
        opened = WHEN_BEHIND.match(sentence, time.end)
        if opened is None or trigger < opened.end() or SINCE_BEFORE.search(sentence[: time.start]) is None:
            continue
        is_inside = CLAUSE_END.search(sentence, opened.end(), trigger) is None
        has_own = any(opened.end() <= other.start for other in times)
        return time if is_inside and not has_own else None
    return None


def time_behind_colon(sentence: str, times: Sequence[TimeExpression], trigger: int) -> TimeExpression | None:
    """The time behind a colon of what two sides did in front of it: "They swapped prisoners: Peru freed two on Monday and Chile one".

    >>> from detente.dates.grammar import find_times
    >>> told = "They swapped prisoners: Peru freed two on Monday."
    >>> time_behind_colon(told, find_times(told), told.index("swapped")).text
    'Monday'
    """
    if JOINT_DEED.match(sentence, trigger) is None:
        return None
    colon = sentence.find(": ", trigger)
    if colon < 0 or times[0].start < colon or PARTED.search(sentence, trigger, colon):
        return None
    return None if NOT_AT_ONCE.search(sentence, colon, times[0].start) else times[0]


def nearest(times: Sequence[TimeExpression], trigger: int) -> list[TimeExpression]:
    """The expressions nearest to a trigger, nearest first."""
    return sorted(times, key=lambda time: distance(time, trigger))[:MOST_TIMES]


def subordinate_clauses(sentence: str, times: Sequence[TimeExpression]) -> list[Stretch]:
    """The stretches that conjunctions open, each up to the mark that ends it; "after" with a date alone opens none."""
    found = []
    for match in SUBORDINATE.finditer(sentence):
        if any(
            time.start <= match.start() < time.end or 0 <= time.start - match.end() <= len(" the ") for time in times
        ):
            continue
        end = CLAUSE_END.search(sentence, match.end())
        found.append(Stretch(match.start(), end.start() if end else len(sentence)))
    return found


def is_present(sentence: str, trigger: int) -> bool:
    """Whether the trigger is in the present or its perfect, which no past date goes with.

    >>> is_present("Peru has again recalled its envoy", 15)
    True
    """
    before = sentence[max(0, trigger - 40) : trigger]
    if PRESENT_BEFORE.search(before):
        return True
    return PRESENT.match(sentence, trigger) is not None and NOUN_BEFORE.search(before) is None


def is_perfect(sentence: str, trigger: int) -> bool:
    """Whether the trigger is in the present perfect, with which English tells no time that is over ("has dropped").

    >>> is_perfect("Peru has again recalled its envoy", 15)
    True
    """
    return PERFECT_BEFORE.search(sentence, max(0, trigger - 40), trigger) is not None


def is_adjunct(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether an expression dates its clause outright, as "in 1998" does: then it may be as old as it likes."""
    lead = ADJUNCT.search(sentence, max(0, time.start - LEAD_REACH), time.start)
    if lead is None and time.kind not in ADVERBIAL:
        return False
    if time.start < trigger:
        return NEXT_CLAUSE.search(sentence[time.end : trigger]) is None
    between = sentence[trigger : lead.start() if lead else time.start]
    return "," not in between.rstrip(", ") and not STATEMENT.match(between)


def distance(time: TimeExpression, trigger: int) -> int:
    """Letters between a time expression and a trigger."""
    return min(abs(time.start - trigger), abs(time.end - trigger))


def _is_elsewhere(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether what stands between the trigger and the time, or beside the time, gives it to something else."""
    before = sentence[max(0, time.start - LEAD_REACH) : time.start]
    is_length = LENGTH_AFTER.search(time.text) and sentence[time.end : time.end + 1] not in {",", "."}
    if _is_in_aside(sentence, time, trigger) or (trigger >= time.end and is_length):
        return True
    is_range = RANGE_ON.match(sentence, time.end) or RANGE_BACK.search(before)
    if DEADLINE.search(before) and not is_range and not HAD.search(sentence, time.end, time.end + HAD_REACH):
        return True
    if is_of_noun(sentence, time, trigger) or is_of_thing(sentence, time, trigger):
        return True
    if _names_noun(sentence, time):
        return False
    if time.end <= trigger:
        return HALVES.search(sentence[time.end : trigger]) is not None
    between = sentence[trigger : time.start]
    return TO_BE.search(between) is not None or _is_of_what_is_said(between)


def is_of_noun(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether a time stands before a noun ("a 1995 treaty", "Sunday's vote") that is not the trigger."""
    if not _names_noun(sentence, time):
        return False
    is_near = time.end < trigger <= time.end + NOUN_REACH
    return not is_near or JOINED.search(sentence[time.end : trigger]) is not None


def is_of_thing(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether a time behind a trigger is that of a thing which a participle names between them."""
    thing = OF_A_THING.search(sentence, trigger, time.start)
    if thing is None:
        return False
    if (
        thing["deed"] and len(sentence[trigger : thing.start()].split()) <= 1
    ):  # the trigger itself: "a lawsuit filed by …"
        return False
    return WAS_BY.search(sentence, trigger, thing.start()) is None


def _names_noun(sentence: str, time: TimeExpression) -> bool:
    before = sentence[max(0, time.start - LEAD_REACH) : time.start]
    is_led = DETERMINER.search(before) and NOUN_AFTER.match(sentence, time.end) and time.text[-1:] not in "sy"
    return bool(is_led or POSSESSED.match(sentence, time.end))


def _is_in_aside(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether the time stands in a participle's phrase between commas, and the trigger outside."""
    opened, closed = sentence.rfind(", ", 0, time.start), sentence.find(",", time.end)
    if opened < 0 or opened < trigger < (closed if closed >= 0 else len(sentence)):
        return False
    return (closed >= 0 or trigger < opened) and PARTICIPLE.match(sentence, opened + 2) is not None


def _is_of_what_is_said(between: str) -> bool:
    """Whether a time behind a trigger, with these words from the one to the other, is that of another statement or of its object."""
    first = re.match(r"[\w'’]+", between)
    rest = between[first.end() :] if first else between
    if HALVES.search(between) or (VERDICT.match(between) and ABOUT.search(rest)):
        return True
    return bool(STATEMENT.match(between)) and (THAT.search(rest) is not None or len(rest.split()) > STATEMENT_REACH)


def _is_report(sentence: str, time: TimeExpression, trigger: int) -> bool:
    """Whether the time tells when the event was reported: "…, police said on Monday"."""
    between = sentence[trigger : time.start]
    return trigger < time.start and "," in between and REPORTED.search(between[between.rindex(",") :]) is not None
