"""Where and when a story says that it was written: "CUCUTA, Aug 26 (Andes Wire) -" before its first words, or a line of its own.

Takes paragraphs or a line above the text; gives the words, the agency and the day. A line is a dateline by its form alone, a place's name
beside a date: whether there is such a place is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.clean import stamps
from detente.clean.masthead import is_masthead

AGENCY = r"[A-Z][\w.&' /-]{1,30}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2}\.? [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
_TOWN = r"[A-Z][a-z'’]+(?:[ -](?:de|of|da|del|la|el|al|do|du|des|[A-Z][a-z'’]+)){0,3}(?:, [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?)??"
CAPITALS = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]*){0,6}(?: ?/ ?[A-Z][A-Z .'’-]+)*(?:, [A-Z][\w. ]{1,25}){0,2}?)"
    rf"(?:, (?P<day>{_DAY}))?"
    rf"(?: ?\((?P<agency>{AGENCY})\))?\s*(?P<dash>(?:--?|[–—:_]|(?<=\s)[\"\ufffd](?=\s))(?=\s)|(?<=[\d)])—)\s*(?=\S)"
)
"""The dash may be lost: `BISSAU " The minister …`; wires of the eighties and nineties have "_" for it."""
LEAST_SECTIONS = 2
SECTION_DASH = " —"
"""Behind the place that a line of its own names."""
MIXED = re.compile(
    rf"^(?P<place>{_TOWN})(?:, (?P<day>{_DAY}))?(?: ?\((?P<agency>{AGENCY})\))?\s*(?:\.\s?-|--|-(?= )|[–—]|(?<=\s)_)\s+(?=[A-Z0-9\"“‘'])"
)
"""As in "Tbilisi – Russia may …", "Caracas, Aug. 27 (Avance).- Venezuela …"."""
_FULL_DAY = (
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}), [A-Z][a-z]{2,8} \d{1,4} \(\d{4}\))"
)
_CAPITAL_TOWN = r"[A-Z][A-Z'’]+(?:[ -][A-Z][A-Z'’]*){0,4}(?:, [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?)??"
RUNNING_ON = re.compile(
    rf"^(?P<place>{_TOWN}|{_CAPITAL_TOWN}),? (?P<day>{_FULL_DAY})"
    rf"(?:,? ?\((?P<agency>{AGENCY})\)|, (?P<named>[A-Z][\w.&'-]+(?: [A-Z][\w.&'-]+){{0,2}})(?=\s*[-–—]))?"
    r"(?:[.:]|\s*(?:\.\s?-|--?|[–—]))\s+(?=[A-Z0-9\"“‘'])"
)
"""As in "Kigali, 19 November 2024. Egyptian …", "KIGALI, 19 November 2024, RNA - …", with its year, also where another count of years
stands beside ours: "Taipei, May 3, Minguo 113 (2024) - …"."""
DAY_FIRST = re.compile(
    rf"^(?P<day>{_FULL_DAY}), (?P<place>{_TOWN}|{_CAPITAL_TOWN})(?P<agency>(?!))?[.:]\s+(?=[A-Z\"“])"
)
"""As in "19 November 2024, Kigali. Egyptian …"."""
FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
OTHER_YEARS = re.compile(r", [A-Z][a-z]{2,8} \d{1,4} \((\d{4})\)")
"""A year of another count, and ours in brackets."""
WIRE = re.compile(rf"^(?P<place>{_TOWN}), (?P<day>{_DAY}) \((?P<agency>[A-Z]{{2,6}})\):? (?=[A-Z\"“])")
"""As in "Dhaka, Aug 16 (DNA) Thousands …", without a dash."""
AGENCY_LINE = re.compile(rf"^(?P<place>)(?P<day>)\((?P<agency>{AGENCY})\)\s*(?:--?|[–—_])\s+(?=\S)")
SECOND_DASH = re.compile(r"\s[-–—]\s")
APPOSITION_LETTERS = 90
"""A dash so soon after the first encloses an apposition: "Kourakis – Greece's minister – said"."""
LEAST_LETTERS = 20
STANDFIRST_LETTERS = 250
"""The most that stands above a dateline in the second paragraph: a sentence that sums the story up, a byline, a picture's caption."""
BESIDE_DATE = re.compile(r"^[\s,|·•/.–—-]+|[\s,|·•/.–—-]+$")
PLACE_LINE = re.compile(
    r"[A-Z][\w'’]+(?:[ /-](?:de|of|da|del|la|el|al|do|du|des|[A-Z][\w'’]+)){0,3}(?:, [A-Z][\w.]{1,20})?"
)
PLACE_AND_DAY = re.compile(rf"(?P<place>{PLACE_LINE.pattern}),? (?P<day>{_DAY})\.?")
BYLINE = re.compile(r"\s*(?:[|·•–—-]|,)?\s*\b[Bb]y\b.*$")
IN_BRACKETS = re.compile(r"\([^()]{1,40}\)")
NO_PLACE = re.compile(
    r"\b(?:published|posted|updated|issue|page|edition|vol|gmt|utc|news|live|today|copyright|archived?|cached|snapshot|staff|reporter|"
    r"correspondent|desk|agencies)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The words of a dateline, its agency, and its day where it says the year."""

    words: str
    agency: str | None = None
    day: date | None = None


def take_dateline(paragraphs: list[str]) -> Dateline | None:
    """Cut the dateline off the first paragraph of the body, or off the second below a standfirst."""
    body = [at for at, paragraph in enumerate(paragraphs) if not paragraph.startswith("• ")]
    if body and (match := _opening(paragraphs[body[0]])):
        return _cut(paragraphs, body[0], match)
    if len(body) > 1 and len(paragraphs[body[0]]) <= STANDFIRST_LETTERS:
        match = _opening(paragraphs[body[1]])
        is_sole = not any(_section(paragraphs[at]) for at in body[2:])
        if match and is_sole and (match["day"] or match["agency"] or _section(paragraphs[body[1]])):
            return _cut(paragraphs, body[1], match)
    return None


def _opening(paragraph: str) -> re.Match[str] | None:
    """The dateline that opens a paragraph long enough to be one of the story."""
    match = _match(paragraph)
    return match if match and len(paragraph) - match.end() >= LEAST_LETTERS else None


def _cut(paragraphs: list[str], at: int, match: re.Match[str]) -> Dateline:
    """The dateline, taken off its paragraph."""
    paragraphs[at] = paragraphs[at][match.end() :]
    words = match.group().strip(' -–—_:."\ufffd')
    agency = match["agency"] or match.groupdict().get("named")
    return Dateline(words=words, agency=agency, day=_full_day(words))


def _full_day(words: str) -> date | None:
    """The day of words with a year, whichever count of years stands before ours."""
    found = stamps.find_day(OTHER_YEARS.sub(r", \1", words))
    figures = FIGURES.search(words)
    readings = stamps.open_readings(figures[0]) if figures and not found else ()
    return found[0] if found else readings[0] if len(readings) == 1 else None


def part_sections(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs of a round-up with the datelines inside it on lines of their own: "LIMA, Peru —".

    A round-up has at least two of them behind its first paragraph, each of another place; a transcript names its speakers again and again.
    """
    found = {at: match for at, paragraph in enumerate(paragraphs) if at and (match := _section(paragraph))}
    places = [match["place"].strip() for match in found.values()]
    if len(places) < LEAST_SECTIONS or len(set(places)) < len(places):
        return list(paragraphs)
    parted: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        match = found.get(at)
        parted += [match["place"].strip() + SECTION_DASH, paragraph[match.end() :]] if match else [paragraph]
    return parted


def _section(paragraph: str) -> re.Match[str] | None:
    match = CAPITALS.match(paragraph)
    is_sure = match is not None and match["dash"] != ":" and len(paragraph) - match.end() >= LEAST_LETTERS
    return match if is_sure else None


def _match(paragraph: str) -> re.Match[str] | None:
    sure = CAPITALS.match(paragraph) or AGENCY_LINE.match(paragraph) or WIRE.match(paragraph)
    if sure:
        return sure
    dated = RUNNING_ON.match(paragraph) or DAY_FIRST.match(paragraph)
    if dated and _full_day(dated["day"]) and not NO_PLACE.search(dated["place"]):
        return dated
    mixed = MIXED.match(paragraph)
    if mixed is None:
        return None
    is_told = bool(mixed["day"] or mixed["agency"])
    after = paragraph[mixed.end() : mixed.end() + APPOSITION_LETTERS]
    return mixed if is_told or not SECOND_DASH.search(after) else None


def is_place_and_day(line: str) -> bool:
    """Whether a line is a dateline without a year: "Paris, April 25"."""
    match = PLACE_AND_DAY.fullmatch(line)
    return (
        match is not None
        and stamps.YEARLESS.fullmatch(match["day"]) is not None
        and not NO_PLACE.search(match["place"])
    )


def place_of_line(line: str) -> str | None:
    """The place of a line that holds it and a date: "Caracas, July 29, 2009", "ADDIS ABABA | 12 Mar 2025 | By A. Abel".

    >>> place_of_line("Bogota, February 25, 2019 - 9:05 pm")
    'Bogota'
    """
    found = stamps.find_day(line)
    if found is None:
        return None
    _, start, end = found
    for part in (line[:start], line[end:]):
        words = BYLINE.sub("", IN_BRACKETS.sub("", stamps.TIME_OF_DAY.sub("", part)))
        words = BESIDE_DATE.sub("", stamps.WEEKDAY_WORD.sub("", BESIDE_DATE.sub("", words)))
        if PLACE_LINE.fullmatch(words) and not is_masthead(words) and not NO_PLACE.search(words):
            return words
    return None
