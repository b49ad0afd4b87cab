"""Dates that pages print about themselves: crawl dates, publication stamps, datelines, dates in URLs.

Only full dates count. A numeric date whose day and month could be swapped is no date: it is not guessed.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
FORMS = tuple(
    re.compile(rf"(?<![\d/.-]){_WEEKDAY}{form}(?![\d/-])", re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\s+of)?[\s/-]{{1,3}}{_MONTH},?[\s/-]{{1,3}}{_YEAR}",
        rf"{_MONTH}\s{{0,2}}{_DAY},?\s{{1,2}}{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}",
        rf"(?P<day>[0-3]?\d)[-/.](?P<month>[0-3]?\d)[-/.]{_YEAR}",
    )
)
YEARLESS = re.compile(
    rf"\b(?:{_MONTH}\s{_DAY}|{_DAY.replace('<day>', '<day2>')}\s{_MONTH.replace('<month>', '<month2>')})(?!\w)",
    re.IGNORECASE,
)
URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?![\d])")
PUBLISHED = re.compile(
    r"^\W{0,3}(?:first\s+)?(?:published|posted|publication date|date|issued|filed|pub date)\b(?!\s+by)", re.IGNORECASE
)
UPDATED = re.compile(r"^\W{0,3}(?:last\s+)?(?:updated|modified|edited|revised)\b", re.IGNORECASE)
CRAWLED = re.compile(
    r"^\W{0,3}(?:crawled|retrieved|accessed|fetched|scraped|captured|downloaded|archived|snapshot)\b", re.IGNORECASE
)
TIME_OF_DAY = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?(?:[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def find_day(text: str) -> tuple[date, int, int] | None:
    """The first full date of a text and where it stands.

    >>> find_day("Tue, 21-Oct-2025")
    (datetime.date(2025, 10, 21), 0, 16)
    """
    found = []
    for form in FORMS:
        for match in form.finditer(text):
            day = _day(match)
            if day is not None:
                found.append((match.start(), -match.end(), day))
                break
    if not found:
        return None
    start, end, day = min(found)
    return day, start, -end


def _day(match: re.Match[str]) -> date | None:
    month, day = match["month"], int(match["day"])
    number = MONTHS[month.lower()] if not month.isdigit() else int(month)
    if month.isdigit() and match.start("day") < match.start("month") < match.start("year"):
        if number > 12 >= day:
            number, day = day, number
        elif number <= 12 and day <= 12 and number != day:
            return None
    try:
        return date(int(match["year"]), number, day)
    except ValueError:
        return None


def is_bare_date(line: str) -> date | None:
    """The date of a line that holds nothing else (a weekday, a time of day, punctuation apart)."""
    found = find_day(line) if len(line) < 60 else None
    if found is None:
        return None
    day, start, end = found
    rest = TIME_OF_DAY.sub("", line[:start] + line[end:])
    return day if not re.search(r"[A-Za-z]{3,}", rest.replace("GMT", "").replace("UTC", "")) else None


def day_before(words: str, crawled: date | None) -> date | None:
    """The latest day of this month and day, without a year, up to the day on which the page was fetched.

    >>> day_before("ANKARA, March 4", date(2025, 6, 14))
    datetime.date(2025, 3, 4)
    """
    match = YEARLESS.search(words)
    if match is None or crawled is None:
        return None
    number, day = MONTHS[(match["month"] or match["month2"]).lower()], int(match["day"] or match["day2"])
    for year in (crawled.year, crawled.year - 1):
        try:
            found = date(year, number, day)
        except ValueError:
            continue
        if found <= crawled:
            return found
    return None


def day_of_url(url: str | None) -> date | None:
    """The publication day that a URL carries, if it does.

    >>> day_of_url("https://example.org/2022/08/15/story")
    datetime.date(2022, 8, 15)
    """
    match = URL_DATE.search(url or "")
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
