"""The day that a page prints beside its story's headline.

Where the headline's line is known, what stands a few lines below it belongs to the story, whatever else the page dates: the first stamp
there is the day of publication, also one below the standfirst, or in the byline ("By Ana Diaz March 4, 2019, 07:47 PM").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from detente.clean import furniture, stamps
from detente.clean.abroad import in_english

BELOW = 20
"""Lines below a headline among which its stamp stands: buttons, a byline, the caption of a picture."""
PASSED = 3
"""Sentences among them: a standfirst, a caption, the first of the story."""
ABOVE = 3
"""Lines above a headline of which one may be its stamp."""
SHORT = 200
"""Letters of a line in which the day of a stamp without a year may stand in full."""
STAMP_WORDS = 18
OTHER_WORDS = 9
"""Words of a stamp besides its day: names of an author and of a desk."""
GLUED = re.compile(r"((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
"""A year with the time of day right behind it: "March 4, 20195:45 AM"."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FIGURES = re.compile(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
LABEL = re.compile(r"\b(?:publi(?:shed|cation date)|posted|first published|issued)\b", re.IGNORECASE)
CHANGED = re.compile(r"(?:\b|(?<=\d))(?:updated?|modified|edited|revised)\b", re.IGNORECASE)
NOT_ITS_OWN = re.compile(
    r"^\s*[—–-]\s*\S|\b(?:ago|deadline|expires?|born|joined|until|through|copyright)\b|©|@\w+\)", re.IGNORECASE
)
"""Of a message shown in the story ("— Ana Diaz (@ana) March 4, 2019"), of an offer, of a firm."""


def day_beside(
    lines: Sequence[str], headlines: Sequence[int], is_body: Sequence[bool], crawled: date | None
) -> tuple[date | None, date | None]:
    """The day of publication and the day of a change by the stamps around a headline, which may stand on several lines near each other."""
    changed = None
    first, last = headlines[0], headlines[-1]
    for line in [*lines[first + 1 : last], *_below(lines, last, is_body)]:
        published, updated = _days(in_english(line))
        changed = changed or updated
        if published is not None:
            return published, changed
    return day_above(lines, first, crawled) or _day_said_in_full(lines, last, is_body), changed


def _day_said_in_full(lines: Sequence[str], headline_at: int, is_body: Sequence[bool]) -> date | None:
    """The day of a stamp below a headline that leaves out the year ("Posted Nov 18, 8:19 PM"), where the page says the same day in full."""
    for line in _below(lines, headline_at, is_body):
        label = LABEL.search(line)
        words = line[label.end() :] if label else line
        named = stamps.YEARLESS.search(words) if label or stamps.is_yearless_stamp(line) else None
        if named is None:
            continue
        short = (other for other in lines if len(other) <= SHORT and YEAR.search(other))
        full = {found[0] for other in short if (found := stamps.find_day(other))}
        same = {day for day in full if stamps.day_in_year(named[0], day.year) == day}
        return same.pop() if len(same) == 1 else None
    return None


def day_above(lines: Sequence[str], at: int, crawled: date | None) -> date | None:
    """The day of a stamp right above a line, with a time of day, which the clock of a site hardly has."""
    above = [line for line in lines[max(0, at - ABOVE) : at] if stamps.TIME_OF_DAY.search(line)]
    days = (_days(in_english(line))[0] for line in above)
    return next((day for day in days if day and (crawled is None or day < crawled)), None)


def nearest(again: Sequence[int], at: int) -> list[int]:
    """The lines of a headline up to one of them that stand near each other."""
    found = [at]
    for other in sorted((one for one in again if one < at), reverse=True):
        if found[0] - other > BELOW:
            break
        found.insert(0, other)
    return found


def _below(lines: Sequence[str], headline_at: int, is_body: Sequence[bool]) -> Iterator[str]:
    passed = 0
    for at in range(headline_at + 1, min(headline_at + 1 + BELOW, len(lines))):
        passed += is_body[at]
        if passed > PASSED:
            return
        yield lines[at]


def _days(line: str) -> tuple[date | None, date | None]:
    """What a stamp says of publication and of change; nothing where the line is no stamp."""
    line = GLUED.sub(r"\1 ", line)
    count = len(furniture.words(line))
    if count > STAMP_WORDS or NOT_ITS_OWN.search(line):
        return None, None
    label, change = LABEL.search(line), CHANGED.search(line)
    labelled = line[label.end() :] if label else ""
    if label and change and change.start() > label.start():
        labelled = line[label.end() : change.start()]
    if day := _first(labelled):
        return day, None
    if change:
        return _first(line[: change.start()]), _first(line[change.end() :])
    return (_first(line) if _is_stamp(line, count) else None), None


def _is_stamp(line: str, count: int) -> bool:
    """Whether a line without a label is a day, a byline with one, or a day with a few words behind it."""
    if stamps.is_bare_date(line) is not None or stamps.open_readings(line):
        return True
    found = stamps.find_day(line)
    is_sentence = furniture.ENDS_SENTENCE.search(stamps.TIME_OF_DAY.sub("", line)) is not None
    return not is_sentence and (count <= OTHER_WORDS or (found is not None and found[1] <= stamps.NEAR))


def _first(words: str) -> date | None:
    """The first day of some words, where it can be read in one way only."""
    if found := stamps.find_day(words):
        return found[0]
    figures = FIGURES.search(words)
    readings = stamps.open_readings(words[figures.start() :]) if figures else ()
    return readings[0] if len(readings) == 1 else None
