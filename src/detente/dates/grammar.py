"""Text -> its time expressions, by one scanner compiled from a table of rules (English).

Each rule is a pattern with named groups, which `resolution` reads again. The first rule that matches at a place wins, so
longer and more exact rules stand first. Every pattern is linear: repetition is bounded or over disjoint characters.
"""
# ruff: noqa: E501  a rule reads better on one line than cut in three

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SMALL_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
NUMBERS = {word: value for value, word in enumerate(SMALL_NUMBERS.split(), start=1)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
ORDINALS = {word: value for value, word in enumerate(ORDINAL_WORDS.split(), start=1)}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
           "nineties": 90}  # fmt: skip

NAMED_AFTER_A_DAY = re.compile(r"\s(?:markets?|trees?|cards?|gifts?|presents?|shopping|season|lights|bonus(?:es)?)\b")
"""Behind "Christmas" these tell no day."""

_S = r"[ \t\u00a0\n]{1,2}"
_DASH = r"\s?[-–—]\s?"
_MONTH_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:(?:{_MONTH_FULL})(?![a-z])|(?:Sept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?![a-z])\.?)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.)"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
_ERA = r"(?:B\.?C\.?E?\.?|A\.D\.|AD|CE)(?![A-Za-z])"
_UNIT = r"(?:minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie|millennium|summer|winter)"
_WORD_NUMBER = "|".join(sorted(NUMBERS.keys() - {"a", "an"}, key=len, reverse=True))
_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:[.,][0-9]{{1,3}})?|(?:{_WORD_NUMBER})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|a{_S}(?:few|couple(?:{_S}of)?|dozen|hundred)|an?|several|many|some|few|half{_S}an?|one{_S}and{_S}a{_S}half)"
)
_ABOUT = (
    rf"(?:(?:about|around|nearly|almost|over|more{_S}than|less{_S}than|at{_S}least|just(?:{_S}over)?|only|roughly|"
    rf"approximately|some|barely|under|up{_S}to|fewer{_S}than|just{_S}under|the{_S}(?:next|last|past|first)){_S})?"
)
_MOD = (
    rf"(?P<mod>(?:the{_S})?(?:very{_S})?(?:early|late|later|mid|middle|beginning|start|onset|end|close|dawn|"
    rf"(?:first|second|latter|early|late|latter|last|final){_S}(?:half|part|days|months|weeks?))(?:{_S}(?:in|of)(?:{_S}the)?)?(?:{_S}|-))?"
)
_DAYPART = r"(?:morning|afternoon|evening|night|midnight|noon|dawn|dusk|daybreak|sunrise|sunset|overnight)"
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
_CLOCK = rf"(?:[0-9]{{1,2}}(?:[:.][0-9]{{2}})?\s?(?:[ap]\.?m\b\.?)|[0-2]?[0-9][:][0-5][0-9](?:\s?hrs?|{_S}hours)?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A stretch of text that says when, how long or how often; `text` is what it cuts."""

    start: int
    end: int
    text: str
    kind: str
    """Name of the rule that found it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of time expression: its pattern and, where the pattern cannot tell, a test of the words around it."""

    name: str
    pattern: str
    accept: Callable[[str, int, int], bool] = lambda _text, _start, _end: True


_PREPOSITION = re.compile(
    r"(?:^|\b)(?:in|since|until|till|by|from|to|through|during|of|and|between|before|after|around|for|as early as|as late as|as recently as|"
    r"late|early|mid|last|next|this|end|beginning|every|each|throughout|circa|c\.|about)[\s,-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:people|troops|soldiers|men|women|children|miles|kilomet\w+|km|metres|meters|feet|tons|tonnes|dollars|euros|"
    r"pounds|deaths|cases|civilians|refugees|aircraft|tanks|guns|killed|wounded|prisoners|others|votes|seats|workers|"
    r"hours|hrs|UTC|GMT|local|migrants|homes|houses|police|fighters|rebels|officers|members|students|protesters|m\b|percent|per cent|%)",
    re.IGNORECASE,
)


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether a month without day and year is meant: capital, and May or March only where a preposition leads."""
    words = text[start:end].lower()
    name = words.split()[-1].split("-")[-1].rstrip(".")
    bare = name == words.rstrip(".")
    if re.match(r"['’]s\b", text[end : end + 3]) and name == "may":
        return False
    if not text[end - len(words.split()[-1].split("-")[-1]) : end][:1].isupper():
        return False
    if len(name) < 5 and name not in {"may", "june", "july"} and not words.endswith("."):
        return False
    return (
        not bare
        or name not in {"may", "march", "mar", "sept"}
        or bool(_PREPOSITION.search(text[max(0, start - 16) : start]))
    )


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether four figures are a year: not a sum, a number of things or part of a larger number."""
    before, after = text[max(0, start - 16) : start], text[end : end + 16]
    if re.search(r"[$€£#./,:]$|\bNo\.?\s$|[0-9][-–]$|\bat\s$", before) or re.match(r"[0-9:/]|[.,][0-9]|\s?[%°]", after):
        return False
    return not _COUNTED.match(after)


def _is_season(text: str, start: int, end: int) -> bool:
    """Whether a season is meant: 'fall' and 'spring' are also verbs and nouns, so something must lead."""
    words = text[start:end].lower()
    if any(figure.isdigit() for figure in words) or " " in words.strip() or "-" in words:
        return not words.endswith(("the fall", "the spring")) or bool(
            re.search(r"\b(?:in|by|since|until|during)\s$", text[max(0, start - 8) : start], re.IGNORECASE)
        )
    return words in {"summer", "winter", "autumn"} and bool(_PREPOSITION.search(text[max(0, start - 16) : start]))


def _is_day_number(text: str, start: int, end: int) -> bool:
    """Whether "the 14th" is a day of the month: nothing follows that it could count."""
    return bool(
        re.search(r"(?:\b(?:on|by|until|from|to|and|of)|,)\s$", text[max(0, start - 6) : start], re.IGNORECASE)
    ) and bool(
        re.match(
            r"\s?(?:[,.;:)]|$|(?:and|to|the|an?|its|his|her|their)\b|of\s(?:that|this|the)\b)", text[end : end + 10]
        )
    )


def _is_vague(text: str, start: int, end: int) -> bool:
    """Whether bare "years" says how long: something must lead, or "-long" follow."""
    words = text[start:end]
    lead = re.search(
        r"\b(?:for|in|over|after|within|of|lasted|took)\s$", text[max(0, start - 8) : start], re.IGNORECASE
    )
    return " " in words or words.endswith("long") or bool(lead)


def _is_named_day(text: str, start: int, end: int) -> bool:
    is_thing = NAMED_AFTER_A_DAY.match(text, end) is not None
    return not is_thing and (text[start].isupper() or text[start].isdigit())


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a tab-separated table of the package's data, without its comments."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", _S) for word in sorted(set(words), key=len, reverse=True))


_ERAS = _alternatives([word for words, *_ in read_table("periods.tsv") for word in words.split(";")])
_NAMED_DAYS = _alternatives(
    [
        word
        for *_, words in read_table("named_days.tsv")
        for word in words.split(";")
        if re.search(r" day$|^christmas|'s (day|eve)$|^d-day|^halloween|^nakba", word)
    ]
)
_DET = r"(?:the|this|that|these|those|its|his|her|their)"
_SHIFT = r"(?:last|past|next|previous|preceding|coming|following|upcoming|same|current|recent|very)"

RULES = (
    Rule("iso", rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?:T[0-9:.]{{2,12}}Z?)?"),
    Rule("numeric", r"(?P<first>[0-3]?[0-9])[/.](?P<second>[0-3]?[0-9])[/.](?P<year>(?:19|20)[0-9]{2})"),
    Rule("days", rf"(?P<day>{_DAY})(?:{_DASH}|{_S}(?:to|and|through|until|till|or){_S})(?P<day2>{_DAY}){_S}(?:of{_S})?"
         rf"(?P<month>{_MONTH})(?:,?{_S}(?P<year>{_YEAR}))?"),
    Rule("month_days", rf"(?P<month>{_MONTH}){_S}(?P<day>{_DAY})(?:{_DASH}|{_S}(?:to|and|through|until|till|or){_S})"
         rf"(?P<day2>{_DAY})(?![:%])(?:,?{_S}(?P<year>{_YEAR}))?"),
    Rule("day_month", rf"(?:(?:the{_S})?{_DAYPART}{_S}of{_S})?(?:(?P<weekday>{_WEEKDAY}),?{_S}(?:the{_S})?)?(?:the{_S})?"
         rf"(?P<day>{_DAY}){_S}(?:of{_S}|day{_S}of{_S})?(?P<month>{_MONTH})(?:,?{_S}(?:of{_S})?(?P<year>{_YEAR})|"
         rf"{_S}of{_S}(?P<rel>this|last|next|that|the{_S}same){_S}year)?"),
    Rule("month_day", rf"(?:(?:the{_S})?{_DAYPART}{_S}of{_S})?(?:(?P<weekday>{_WEEKDAY}),?{_S})?(?P<month>{_MONTH}){_S}"
         rf"(?:the{_S})?(?P<day>{_DAY})(?![:%])(?:,?{_S}(?P<year>{_YEAR})|{_S}(?:of{_S})?(?P<rel>this|last|next|that){_S}year)?"),
    Rule("month_year", rf"{_MOD}(?P<month>{_MONTH}),?{_S}(?:of{_S})?(?:(?P<year>{_YEAR})|(?P<rel>this|last|next|that|the{_S}(?:same|"
         rf"following|previous)){_S}year)"),
    Rule("anniversary", rf"(?:the{_S})?(?:(?P<ordinal>{_ORDINAL}|[a-z]{{4,8}}(?:ieth|y-[a-z]{{4,8}})){_S})?anniversary{_S}of{_S}"
         rf"(?P<topic>(?:[\w.'’-]{{1,30}}{_S}(?!(?:and|on|in|at|with|by|as|was|is|when|where|he|she|they){_S})){{0,6}}[\w'’-]{{1,30}})"),
    Rule("era", rf"(?:the{_S}(?:(?:end|start|beginning|outbreak|height){_S}of{_S}(?:the{_S})?)?)?(?P<era>{_ERAS})"),
    Rule("named_day", rf"(?P<named>{_NAMED_DAYS})(?:,?{_S}(?P<year>{_YEAR})|{_S}of{_S}(?P<rel>this|last|next){_S}year)?", _is_named_day),
    Rule("season", rf"{_MOD}(?:(?:the{_S})?(?P<rel>last|past|this|next|that|previous|following|coming|same){_S}|the{_S})?"
         rf"(?:(?P<mod2>early|late|mid)[ -])?(?P<season>spring|summer|autumn|fall|winter)(?![a-z])(?:{_S}(?:of{_S})?(?P<year>{_YEAR})"
         rf"(?:[-–/][0-9]{{2,4}})?|{_S}(?:and|of|to){_S}(?:the{_S})?(?:spring|summer|autumn|fall|winter){_S}(?:of{_S})?{_YEAR})?", _is_season),
    Rule("month", rf"{_MOD}(?:(?:the{_S})?(?P<rel>last|past|this|next|that|previous|following|coming){_S})?(?P<month>{_MONTH})", _is_month),
    Rule("decade", rf"(?:the{_S})?{_MOD}(?P<year>(?:1[0-9]|20)[0-9]0)(?:['’]?s)"),
    Rule("short_decade", rf"(?:the{_S})?{_MOD}(?:['’](?P<tens>[2-9]0)s|(?P<word>{'|'.join(DECADES)}))",
         lambda text, start, end: "'" in text[start:end] or "’" in text[start:end] or bool(re.match("the|early|late|mid", text[start:end]))),
    Rule("century", rf"(?:the{_S})?{_MOD}(?P<ordinal>{_ORDINAL})(?:{_S}|-)(?:century|centuries|millennium)(?:{_S}(?P<bc>{_ERA}))?"),
    Rule("years", rf"(?P<year>{_YEAR})(?:{_DASH}|/)(?P<year2>{_YEAR}|[0-9]{{2}}(?![0-9]))", _is_year),
    Rule("ancient", rf"{_MOD}(?:(?:AD|A\.D\.){_S}?[0-9]{{1,4}}|[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?{_S}?{_ERA})"),
    Rule("year", rf"{_MOD}(?:the{_S}year{_S})?(?P<year>{_YEAR})", _is_year),
    Rule("ago", rf"{_ABOUT}(?:(?P<number>{_NUMBER})(?:{_S}|-)(?:(?:or{_S}(?:more|so)|more|full|long){_S})?)?(?P<unit>{_UNIT}|morning|afternoon|evening)s?(?:['’]s?)?{_S}"
         rf"(?:or{_S}so{_S})?(?P<way>ago|earlier|later|afterwards?|previously|hence|from{_S}now|prior(?:{_S}to)?|before|after|following|into|on(?=[,.;]))"),
    Rule("eve", rf"the{_S}(?:very{_S})?eve{_S}of"),
    Rule("beside", rf"(?:the{_S})?(?:(?:very{_S})?(?:next|same|previous|following){_S})?day{_S}(?P<way>before|after|earlier|later|prior)(?!{_S}(?:yesterday|tomorrow))"),
    Rule("earlier", rf"(?P<edge>earlier|later|early|late){_S}(?P<rel>this|last|next|that|in{_S}the|the{_S}same|the{_S}following)"
         rf"{_S}(?P<unit>week|month|year|day|decade|century|summer|winter|spring|autumn)"),
    Rule("edge", rf"(?:the{_S})?(?:very{_S})?(?P<edge>end|beginning|start|middle|close|turn|rest|remainder|(?:first|second|latter){_S}half){_S}of{_S}"
         rf"(?P<rel>the|this|last|next|that){_S}(?P<unit>day|week|month|year|decade|century|millennium)"),
    Rule("shift", rf"(?:(?:{_DET}|over{_S}the|within{_S}the){_S})?(?P<rel>{_SHIFT}){_S}(?P<number>{_NUMBER}){_S}(?:or{_S}so{_S})?(?P<unit>{_UNIT})s"),
    Rule("unit", rf"(?:{_DET}{_S})?(?P<rel>{_SHIFT}){_S}(?P<unit>{_UNIT})(?P<many>s)?(?![a-z])(?:{_S}before{_S}last)?"),
    Rule("weekend", rf"(?:(?<=over )|(?<=at ))the{_S}weekend(?={_S}after)|the{_S}weekend(?!{_S}(?:of|after|before|edition|box))(?![a-z-])"),
    Rule("this", rf"(?P<rel>this|that|these|those|later{_S}that|earlier{_S}that){_S}(?:very{_S}|same{_S}|past{_S}|coming{_S})?(?P<unit>{_UNIT})s?(?![a-z])"),
    Rule("weekday", rf"(?:(?:early|late|earlier|later){_S}(?:on{_S})?)?(?:(?P<the>the{_S})?(?:(?P<rel>last|this|next|previous|following|coming|past|that){_S})?)"
         rf"(?P<weekday>{_WEEKDAY})(?![a-z])(?:{_S}{_DAYPART})?(?:{_S}(?P<week>last|next|this){_S}week)?",
         lambda text, start, end: any(c.isupper() for c in text[start:end])),
    Rule("beside_day", rf"(?:the{_S})?day{_S}(?:(?P<before>before{_S}yesterday)|(?P<after>after{_S}tomorrow))"),
    Rule("day_word", rf"(?:(?:early|late|earlier|later){_S})?(?P<word>to-?day|yesterday|to-?morrow|to-?night|overnight)(?:{_S}{_DAYPART})?"),
    Rule("daypart", rf"(?P<rel>this|last|that|the{_S}(?:same|next|following|previous)|the|early|late|by|at|around)"
         rf"{_S}(?:early{_S}|late{_S})?(?P<part>{_DAYPART})(?:{_S}of{_S}the{_S}(?:same|next|following){_S}day|{_S}(?P<way>before|after)(?=[,.;]|$|{_S}that\b))?(?![a-z])"),
    Rule("clock", rf"(?:(?:around|about|at){_S})?{_CLOCK}(?:{_S}(?:local{_S}time|GMT|UTC|EST|EDT|CET|[A-Z]{{3,4}}))?"),
    Rule("day_number", rf"the{_S}(?P<day>{_DAY})", lambda text, start, end: text[end - 1].isalpha() and _is_day_number(text, start, end)),
    Rule("set", rf"(?:every|each){_S}(?:other{_S})?(?:{_UNIT}|{_WEEKDAY}|{_DAYPART})|daily|nightly|weekly|monthly|yearly|annual(?:ly)?"),
    Rule("age", rf"[0-9]{{1,3}}(?:-|{_S})years?(?:-|{_S})old"),
    Rule("duration", rf"{_ABOUT}(?P<number>{_NUMBER})(?:{_S}|-)(?:(?:more|full|long|consecutive|whole|or{_S}so){_S})?(?P<unit>{_UNIT})s?"
         rf"(?:-long)?(?![a-z])"),
    Rule("vague_duration", rf"(?:(?:many|several|recent|the{_S}coming|the{_S}following){_S})?"
         r"(?P<unit>minute|hour|day|week|month|year|decade|centurie)s(?:-long)?(?![a-z])",
         _is_vague),
    Rule("present", rf"(?:at{_S}(?:present|this{_S}(?:point|time|moment)|the{_S}moment|the{_S}(?:same{_S})?time|that{_S}(?:point|time|moment)))|right{_S}now|now(?!{_S}that)|"
         rf"currently|nowadays|recently|lately|(?:the{_S})?(?:recent|distant|near)?\s?(?:past|future)(?=[ ,.](?!tense))|"
         rf"(?:by|until|since|up{_S}to){_S}(?:then|now)|shortly{_S}(?:after|before|thereafter|afterwards?)|soon{_S}(?:after|afterwards?)"),
)  # fmt: skip

BY_NAME = {rule.name: rule for rule in RULES}
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


@cache
def _scanner() -> re.Pattern[str]:
    parts = (f"(?P<{rule.name}>{_NAMED_GROUP.sub('(?:', rule.pattern)})" for rule in RULES)
    return re.compile(rf"(?<![\w$€£#])(?:{'|'.join(parts)})(?![A-Za-z0-9])", re.IGNORECASE)


@cache
def reader(kind: str) -> re.Pattern[str]:
    """The rule's own pattern, with its named groups."""
    return re.compile(BY_NAME[kind].pattern, re.IGNORECASE)


_SMALL = re.compile(r"(?:the|an?|its|his|her|their)\s+([a-z]+)", re.IGNORECASE | re.ASCII)
"""Before a figure, an accent or a mark the scanner decides."""
_WORD = re.compile(r"(?<![\w$€£#])(?:['’](?=[0-9])|\w+)")
_OPENING = (
    "about around nearly almost over more less at just only roughly approximately some barely under up fewer early late later "
    "earlier mid middle beginning start onset end close dawn turn rest remainder latter the this that these those its his her "
    "their within last past next previous preceding coming following upcoming same current recent very several many few half "
    "today to yesterday tomorrow tonight overnight every each daily nightly weekly monthly yearly annual annually right now "
    "eve currently nowadays recently lately near distant future by until since shortly soon day ad a spring summer autumn fall winter"
)


@cache
def _opening_words() -> frozenset[str]:
    """Every word that an expression may begin with; at other words the scanner is not tried."""
    names = [name for table in ("periods.tsv", "named_days.tsv") for row in read_table(table) for name in row]
    listed = {re.split(r"\W", word)[0] for name in names for word in name.split(";")}
    units = (
        "minute",
        "hour",
        "day",
        "night",
        "weekend",
        "week",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
    )
    parts = (
        "morning",
        "afternoon",
        "evening",
        "night",
        "midnight",
        "noon",
        "dawn",
        "dusk",
        "daybreak",
        "sunrise",
        "sunset",
    )
    months = {name.lower() for name in _MONTH_FULL.split("|")} | set(MONTHS) | {"sept"}
    weekdays = {f"{stem}day" for stem in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")} | set(WEEKDAYS)
    plural = {f"{unit}s" for unit in units} | {"centuries", "tues", "thurs", "thur", "anniversary"}
    ordinals = {word.split("-")[0] for word in ORDINALS}
    return frozenset(
        {*_OPENING.split(), *units, *plural, *parts, *months, *weekdays, *ordinals, *NUMBERS, *DECADES, *listed} - {""}
    )


@cache
def _words_after_small() -> frozenset[str]:
    """Every word, up to its first mark or accent, that "the", "a" or "its" of an expression may stand before."""
    names = [name.lower() for table in ("periods.tsv", "named_days.tsv") for row in read_table(table) for name in row]
    listed = {re.split(r"[^a-z]", name.removeprefix("the "))[0] for names_of in names for name in names_of.split(";")}
    more = "outbreak height millennium millenniums summers winters couple dozen or full long consecutive whole"
    return _opening_words() | listed | frozenset(more.split())


def _can_begin(text: str, at: int) -> bool:
    """Whether an expression may begin with the word at a place: the scanner tries every rule, and hardly any "the" begins one."""
    small = _SMALL.match(text, at)
    if small is None:
        return True
    word, end = small[1].lower(), small.end()
    return word in _words_after_small() or word.endswith("ieth") or (word.endswith("y") and text[end : end + 1] == "-")


@lru_cache(maxsize=1024)
def find_times(text: str) -> tuple[TimeExpression, ...]:
    """Time expressions of an English text, in order and without overlap: dates, durations, sets and vague times."""
    found, at, opening, match_at = [], 0, _opening_words(), _scanner().match
    for word in _WORD.finditer(text):
        start = word.start()
        if start < at or not (word[0].lower() in opening or word[0][0] in "0123456789'’"):
            continue
        if word[0] in ("to", "To") and text[start + 2 : start + 3] != "-":  # "to-day", as papers wrote
            continue
        match = match_at(text, start) if _can_begin(text, start) else None
        if match and match.end() > start and BY_NAME[match.lastgroup or ""].accept(text, start, match.end()):
            at = match.end()
            found.append(TimeExpression(start=start, end=at, text=match[0], kind=match.lastgroup or ""))
    return tuple(found)
