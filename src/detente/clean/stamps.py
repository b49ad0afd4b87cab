"""Dates that pages print about themselves: crawl dates, publication stamps, datelines, dates in URLs.

Only full dates count. A numeric date whose day and month could be swapped is a date only where its weekday, or the day on which the page
was fetched, leaves one reading: it is not guessed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

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
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.(?=\s))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?\s+)?"
WEEKDAY_WORD = re.compile(_WEEKDAY.replace("?P<weekday>", "?:").removesuffix("?") + "?$", re.IGNORECASE)
FORMS = tuple(
    re.compile(rf"(?<![\d/.-]){_WEEKDAY}{form}(?![\d/-])", re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\s+of)?[\s/-]{{1,3}}{_MONTH},?[\s/-]{{1,3}}{_YEAR}",
        rf"{_MONTH}\s{{0,2}}{_DAY}(?:\s?[-–]\s?[0-3]?\d)?,?\s{{1,2}}{_YEAR}",
        rf"{_DAY}[\s-]{_MONTH}[\s-]'?(?P<year>\d\d)\W*$",
        rf"{_YEAR}\s*(?:>>?|›|»|/)\s*{_MONTH}\s*(?:>>?|›|»|/)\s*{_DAY}",
        rf"{_MONTH}\s{{1,2}}{_DAY}\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{{2,5}}\s)?{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}",
        rf"(?P<day>[0-3]?\d)(?:[-.]|/ ?)(?P<month>[0-3]?\d)(?:[-.]|/ ?){_YEAR}",
        rf"(?P<year>[7-9]\d)-(?P<month>[01]\d)-{_DAY}",
    )
)
YEARLESS = re.compile(
    rf"\b(?:{_MONTH}\s{_DAY}|{_DAY.replace('<day>', '<day2>')}\s{_MONTH.replace('<month>', '<month2>')})(?!\w)",
    re.IGNORECASE,
)
HEAD_OF_DAY = re.compile(
    rf"(?:{_WEEKDAY}(?:{YEARLESS.pattern})(?:,?\s(?:19|20)\d\d)?|yesterday|today)\s?[:.–—-]?", re.IGNORECASE
)
"""A line that heads what happened on a day: "SATURDAY, JULY 24", "Today"."""
URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?![\d])")
PUBLISHED = re.compile(
    r"^\W{0,3}(?:first\s+)?(?:published|posted|publi(?:sh|shing|cation) date|date|issued|filed|pub date|"
    r"(?:publish|post)(?=\s?:))\b(?!\s+by)",
    re.IGNORECASE,
)
FIRST_PRINTED = re.compile(
    r"\bfrom the archives?\b|\b(?:appeared|printed|published|ran) (?:on|in the (?:issue|edition|paper) (?:of|dated))\b",
    re.IGNORECASE,
)
"""Beside the day of an old paper's story that is shown again."""
ISSUE = re.compile(
    r"\b(?:issue|edition|week|news|number|nr|no|vol(?:ume)?|year)\b\.?\s(?:of\b|\d|[ivxlc]+\b)|\bprice:?\s|\bonline:\s"
    r"|\bprint(?:ed)? edition\b|\bedición impresa\b|\bedição impressa\b"
    r"|\bédition (?:papier|imprimée)\b|\bprintausgabe\b",
    re.IGNORECASE,
)
"""Beside the date of an issue, which no clock has."""
ISSUE_LINE = re.compile(
    r"^\W{0,3}(?:vol(?:ume)?|no|nr|issue|number)\b\.?\s(?:\d+|[ivxlc]+)\b[^a-z\n]*(?:(?:no|nr|issue|number)\.?\s\d+\W*)?$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of its own above or below the date: "Vol. 42 - No 32"."""
WEATHER = re.compile(r"\d\s?°|\bsunny\b|\bcloudy\b", re.IGNORECASE)
"""Beside the day on which a page is shown."""
LABEL_WITHIN = re.compile(
    r"(?:[|·•]|\s[–—-])\s*(?:first\s)?(?:published|posted)(?:\son)?:?\s(?P<date>.{6,})", re.IGNORECASE
)
"""As in "By Ana Diaz | Published 06.02.19, 02:47 AM"."""
WEEKDAY_FIRST = re.compile(
    rf"\W{{0,3}}(?:\d{{1,2}}:\d\d\s*[AP]M\s)?(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s{YEARLESS.pattern}(?!,?\s\d{{4}})",
    re.IGNORECASE,
)
WEEKDAYS_REPEAT = 6
"""Years within which a day of the month comes back on its weekday at the soonest (5 or 6)."""
AGO = re.compile(
    r"^\W{0,3}(?:(?:posted|published)\s)?(?:(?P<yesterday>yesterday)|(?P<days>\d{1,2}) days? ago)\b(?P<rest>.{0,60})$",
    re.IGNORECASE,
)
"""A stamp that counts from the day on which the page was shown."""
DAY_AND_AUTHOR = re.compile(r"^\W{0,3}(?:by|par|por|von|di|da|door|af|av)\s", re.IGNORECASE)
CHANGE_WORDS = 4
"""Words between the day of a stamp and that of its change: "4 March 2019 at 9h41 — updated on 5 March 2019"."""
AUTHOR_WORDS = 6
LONGEST_BESIDE = 80
UPDATED = re.compile(
    r"^\W{0,3}(?:and\s+)?(?:last\s+)?(?:(?:updated|modified|edited|revised)\b|update\s?:)|^[\w&’'-]+(?: [\w&’'-]+)? (?:last )?updated:\s",
    re.IGNORECASE,
)
"""At the beginning of a line, or behind the one or two words of a section: "WORLD Updated: March 4, 2019"."""
SPAN_END = re.compile(
    rf"(?:{YEARLESS.pattern}\s?(?:to|thru|through|until|[-–—])|(?<![:.\d])(?P<bare>[0-3]?\d)(?:[-–]|\s(?:to|thru|through|until)))\s?$",
    re.IGNORECASE,
)
"""Before the last day of a span, which alone has the year: "July 6 thru", "6 to"."""
SPAN = re.compile(r"\s*(?:to|until|through|[-–—])\s+\S", re.IGNORECASE)
"""Behind the first day of a span of days, as searches in archives have it."""
CAPTURES = re.compile(
    r"(?:^|\n)\s*[A-Z]{3}\s+(?P<month>[A-Z]{3})\s+[A-Z]{3}\s+(?P<day>[0-3]?\d)\s+(?:19|20)\d\d\s+(?P<year>(?:19|20)\d\d)\s+(?:19|20)\d\d\b"
)
"""The bar that an archive of the web sets above a copy: months, day and years around the copy's."""
CAPTURE_COUNT = re.compile(r"^\s*\d[\d,]* captures?\b", re.IGNORECASE | re.MULTILINE)
CRAWLED = re.compile(
    r"\b(?:crawl(?:ed|[ -]date)?|retrieved|accessed|fetched|scraped|captured|harvested|spidered|mirrored|download(?:ed)?|archived|"
    r"(?:archive|wayback|cached|mirror) copy|snapshot|cached|(?:page|copy|first|last) (?:saved|stored|viewed|visited|taken)|"
    r"(?:saved|stored|viewed|opened)(?: (?:by|from|in|to) [^\n]{2,80}?)? on|fetched_at|screen ?shot|"
    r"(?:text|file) (?:saved|stored)|copied from the (?:web|site|website)|web clipping|wget|"
    r"(?:current|server) time|HTTP/[12](?:\.\d)? \d{3}|from our archive, opened|(?:lynx|w3m|links) -dump)\b",
    re.IGNORECASE,
)
"""Words for the day on which a page was fetched; the date that follows them, else the one before, is that day."""
PRINTED_OUT = re.compile(
    r"^\W{0,3}(?:page\s)?print(?:ed|\sdate)(?:\sfrom\s(?:[^\n]{2,60}?(?=\son\s)|\S+))?(?:\son)?\s?:?\s", re.IGNORECASE
)
"""What a browser or a site writes on a sheet of paper: the day on which a reader printed the page."""
IN_BRACKETS = re.compile(r"[\[(][^\[\]()]{6,40}[\])]")
YEARLESS_LINE = re.compile(
    r"\W{0,3}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s)?(?P<day>[^,|•]{3,20}?)(?:[,|•\s-]+\d{1,2}[:.]\d\d.{0,16})?",
    re.IGNORECASE,
)
AS_FETCHED = re.compile(
    r"\bas (?:we |it was )?(?:retrieved|crawled|fetched|saved)(?: it)? on\s|\bas it appeared on\s|\bPage saved:\s",
    re.IGNORECASE,
)
"""How caches say it in a long notice, right before the day."""
ARCHIVE_PATH = re.compile(r"/((?:19|20)\d\d)([01]\d)([0-3]\d)\d{6}(?:[a-z]{2}_)?/(?:https?:|\w)")
"""The time in the address of an archived copy."""
PRINTED_ADDRESS = re.compile(
    r"(?P<url>https?://\S{4,200}?)\s?\[(?P<day>[\d/.-]{8,10}),? \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?\]", re.IGNORECASE
)
"""What stands below a page that was made into a PDF file: its address, and the time when it was."""
FETCHED_FIRST = re.compile(
    r"^\W{0,3}(?:retrieved|accessed|crawled|fetched|downloaded|scraped|saved to [^\W\d_]+(?: list)?|(?:page|copy|text) saved)(?: on)?:?\s",
    re.IGNORECASE,
)
"""What opens a line on a copy, with the day right behind, whatever it goes on to say."""
NEAR = 5
"""Letters between such words and the day: "Tue "."""
PRINTED_FOOT = re.compile(r"^\W*(?:page\s)?\d{1,3}\s?(?:/|of|von|de|di|van)\s?\d{1,3}\s+", re.IGNORECASE)
"""The count of pages that a browser prints before the day."""
PLACE_WORDS = 5
LINES_KEPT = 256
"""Lines that are remembered: each of a page's is asked for several times."""
CRAWL_WORDS = 8
"""Words of a sentence that says no more than that."""
MANY_WORDS = re.compile(rf"[\W\d_]*(?:[^\W\d_]+[\W\d_]+){{{CRAWL_WORDS}}}[^\W\d_]")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
MACHINE_FORM = re.compile(r"\b\d{1,2}-[A-Z][a-z]{2}-\d{4}\b|\b\d\d:\d\d:\d\d [A-Z]{2,5} \d{4}\b")
"""As programs write a date, hardly a newspaper."""
COUNTERS = re.compile(r"\b(?:issue|page|vol(?:ume)?|no|nr)\.?\s*\d+\b", re.IGNORECASE)
OPEN_DATE = re.compile(
    r"\W{0,3}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?(?P<first>[0-3]?\d)(?P<dash>[-/.])(?P<second>[0-3]?\d)(?P=dash)"
    r"(?P<year>(?:19|20)?\d\d)(?![\d/.-])",
    re.IGNORECASE,
)
"""A date in figures that leaves the order of day and month open, or the century."""
CENTURY = 70
"""A short year from here on is one of the 1900s."""
NEWS_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
YESTERDAY = re.compile(r"\b(?:yesterday|last night|overnight)\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“][^\"“”\n]{1,400}[\"”]")
SUNDAY_PAPER = re.compile(r"\bsunday\b", re.IGNORECASE)
NEWS_DAYS = (0, 1)
"""Days from the first weekday of a story to its publication: so in 67 of 70 of the corpus' dev stories that name one."""
COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|\bcopyright\b)[^\n]{0,50}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
LAST_LINE_YEAR = re.compile(r"[^\n.!?]{3,60}[ ,]((?:19|20)\d\d)\.?(?: [^\n]{0,60})?")
TIME_OF_DAY = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?(?:[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def find_day(text: str, *, latest: date | None = None) -> tuple[date, int, int] | None:
    """The first full date of a text and where it stands; `latest` is the day on which the page was fetched, where that is known.

    >>> find_day("Tue, 21-Oct-2025")
    (datetime.date(2025, 10, 21), 0, 16)
    """
    found = []
    for form in FORMS:
        for match in form.finditer(text):
            day = _day(match, latest)
            if day is not None:
                found.append((match.start(), -match.end(), day))
                break
    if not found:
        return None
    start, end, day = min(found)
    return day, start, -end


def _day(match: re.Match[str], latest: date | None) -> date | None:
    month, day, year = match["month"], int(match["day"]), _full_year(match["year"])
    if not month.isdigit():
        return _date(year, MONTHS[month.lower()], day)
    number = int(month)
    if not match.start("day") < match.start("month") < match.start("year"):
        return _date(year, number, day)
    readings = list(dict.fromkeys(found for pair in ((number, day), (day, number)) if (found := _date(year, *pair))))
    if len(readings) > 1 and match["weekday"]:
        wanted = WEEKDAYS.index(match["weekday"][:3].lower())
        readings = [found for found in readings if found.weekday() == wanted]
    if len(readings) > 1 and latest is not None:
        readings = [found for found in readings if found <= latest]
    return readings[0] if len(readings) == 1 else None


def _full_year(figures: str) -> int:
    """A year of four figures, or the one that two of them mean."""
    year = int(figures)
    return year if len(figures) > 2 else year + (1900 if year >= CENTURY else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=LINES_KEPT)
def find_crawl(line: str) -> tuple[date, str] | None:
    """The day on which a page was fetched, where a short line says it, and the rest of the line.

    >>> find_crawl("18/4/2012 (retrieved 30/4/2012)")
    (datetime.date(2012, 4, 30), '18/4/2012')
    """
    if archived := ARCHIVE_PATH.search(line):
        day = _date(*map(int, archived.groups()))
        return (day, "") if day else None
    printed = PRINTED_OUT.match(line)
    if printed and (day_printed := find_day(line[printed.end() :])) and day_printed[1] <= NEAR:
        return day_printed[0], ""
    if (foot := PRINTED_ADDRESS.fullmatch(line)) and len(readings := open_readings(foot["day"])) == 1:
        addressed = day_of_url(foot["url"])
        return readings[0], addressed.isoformat() if addressed else ""
    led = FETCHED_FIRST.match(line)
    if led and (day_led := find_day(line[led.end() :])) and day_led[1] <= NEAR:
        return day_led[0], ""
    for part in SENTENCE_END.split(line):
        if (as_fetched := AS_FETCHED.search(part)) and (day_behind := find_day(part[as_fetched.end() :])):
            return (day_behind[0], "") if day_behind[1] <= NEAR else None
        said = None if MANY_WORDS.match(part) else CRAWLED.search(part)
        if said is None:
            continue
        following = find_day(part[said.end() :])
        if following:
            return following[0], part[: said.start()].strip(" ([|,")
        before = find_day(part[: said.start()])
        return (before[0], "") if before else None
    return None


def captured_day(text: str) -> date | None:
    r"""The day of a copy by the bar that an archive of the web sets above it.

    >>> captured_day("9 captures\n2 May 08 - 1 Feb 15\nAPR   MAY   JUN\n       02\n2007  2008  2009")
    datetime.date(2008, 5, 2)
    """
    count = CAPTURE_COUNT.search(text)
    bar = CAPTURES.search(text, count.end()) if count else None
    month = MONTHS.get(bar["month"].lower()) if bar else None
    return _date(int(bar["year"]), month, int(bar["day"])) if bar and month else None


def open_crawl(line: str) -> tuple[date, ...]:
    """The days that a line in figures can mean which says that it is that of the crawl: "01/05/2025 06:12 cached".

    >>> open_crawl("01/05/2025 06:12 cached")
    (datetime.date(2025, 5, 1), datetime.date(2025, 1, 5))
    """
    said = None if MANY_WORDS.match(line) else CRAWLED.search(line)
    if said is None:
        return ()
    figures = re.search(r"\d", line[said.end() :])
    behind = line[said.end() + figures.start() :] if figures else ""
    return open_readings(behind.strip()) or open_readings(line[: said.start()].strip())


def is_bare_date(line: str, *, latest: date | None = None) -> date | None:
    """The date of a line that holds nothing else (a weekday, a time of day, an issue's number, punctuation apart)."""
    found = find_day(line, latest=latest) if len(line) < 60 else None
    if found is None:
        return None
    day, start, end = found
    rest = COUNTERS.sub("", TIME_OF_DAY.sub("", line[:start] + line[end:]))
    return day if not re.search(r"[^\W\d_]{3,}", rest.replace("GMT", "").replace("UTC", "")) else None


def days_ago(line: str) -> int | None:
    """How many days before the page was shown a stamp says that it was published: "Posted yesterday, 5:52 pm".

    >>> days_ago("Posted 2 days ago"), days_ago("Yesterday the senate met and voted on the new law of the sea")
    (2, None)
    """
    match = AGO.match(line)
    if match is None or (
        match["rest"].strip() and not (match["rest"][0] in ",|·" or TIME_OF_DAY.search(match["rest"]))
    ):
        return None
    return 1 if match["yesterday"] else int(match["days"])


def is_yearless_stamp(line: str) -> bool:
    """Whether a line is a month and a day alone, a weekday and a time apart.

    >>> is_yearless_stamp("Feb 4, 10:15 am"), is_yearless_stamp("Feb 4, 2015"), is_yearless_stamp("After Feb 4")
    (True, False, False)
    """
    match = YEARLESS_LINE.fullmatch(line)
    return match is not None and YEARLESS.fullmatch(match["day"].strip()) is not None


def opens_with_date(line: str) -> bool:
    """Whether a line is a day and its author, or what a stamp adds: "March 4, 2019, by Ana Diaz"."""
    found = find_day(line) if len(line) <= LONGEST_BESIDE else None
    if found is None or re.search(r"\w", line[: found[1]]):
        return False
    rest = TIME_OF_DAY.sub("", line[found[2] :])
    changed = find_day(rest)
    if (
        changed is not None
        and len(re.findall(r"[^\W\d_]{2,}", rest[: changed[1]] + rest[changed[2] :])) <= CHANGE_WORDS
    ):
        return True
    return len(rest.split()) <= AUTHOR_WORDS and DAY_AND_AUTHOR.match(rest) is not None


def first_of_span(line: str, found: tuple[date, int, int]) -> date | None:
    """The first day of a span that a day found in a line ends.

    >>> line = "July 6 thru July 12, 1998, No. 27"
    >>> first_of_span(line, find_day(line))
    datetime.date(1998, 7, 6)
    """
    day, start, _ = found
    match = SPAN_END.search(line[:start])
    if match is None:
        return None
    if match["bare"] is None:
        return day_before(match[0], day)
    return _date(day.year, day.month, int(match["bare"])) if int(match["bare"]) < day.day else None


def ends_in_date(line: str, found: tuple[date, int, int]) -> bool:
    """Whether a line is a few words of place and a date, though it ends like a sentence: "Lima, Peru. September 25, 1998."."""
    before, behind = line[: found[1]], line[found[2] :]
    return not behind.strip(" .") and len(before.split()) <= PLACE_WORDS and before.istitle()


def day_behind_label(line: str) -> date | None:
    """The day of a stamp within a line, behind its label.

    >>> day_behind_label("By Ana Diaz | Published 06.02.19, 02:47 AM")
    datetime.date(2019, 2, 6)
    """
    match = LABEL_WITHIN.search(line)
    if match is None:
        return None
    found, readings = find_day(match["date"]), open_readings(match["date"])
    return found[0] if found else readings[0] if len(readings) == 1 else None


def day_of_weekday(line: str, latest: date) -> date | None:
    """The day of a line that gives weekday, month and day only: the last such day, no more than some years before the page was fetched.

    >>> day_of_weekday("Tue Oct 3, 3:12 PM ET", date(2009, 5, 30))
    datetime.date(2006, 10, 3)
    """
    match = WEEKDAY_FIRST.match(line)
    if match is None or re.search(r"[A-Za-z]{4,}", line[match.end() :]):
        return None
    weekday = WEEKDAYS.index(match["weekday"][:3].lower())
    years = (day_in_year(match[0], latest.year - back) for back in range(WEEKDAYS_REPEAT))
    return next((day for day in years if day and day <= latest and day.weekday() == weekday), None)


def open_readings(line: str) -> tuple[date, ...]:
    """The days that a line of nothing but figures can mean, where they leave the order or the century open; between dots the day leads.

    >>> open_readings("03/10/14")
    (datetime.date(2014, 10, 3), datetime.date(2014, 3, 10))
    """
    match = OPEN_DATE.match(line)
    if match is None or re.search(r"[A-Za-z]{3,}", TIME_OF_DAY.sub("", line[match.end() :])):
        return ()
    year, first, second = _full_year(match["year"]), int(match["first"]), int(match["second"])
    pairs = dict.fromkeys(((second, first),) if match["dash"] == "." else ((second, first), (first, second)))
    return tuple(found for month, day in pairs if (found := _date(year, month, day)))


def news_weekday(text: str) -> int | None:
    """The first weekday that a text names, Monday 0."""
    named = NEWS_WEEKDAY.search(text)
    return None if named is None else WEEKDAYS.index(named[0][:3].lower())


def tells_as_daily(text: str, day: date) -> bool:
    """Whether a text tells its news as a paper of this day does: of "yesterday" or "last night", and of no other weekday as that."""
    weekday = news_weekday(text)
    is_yesterday = weekday is not None and (day.weekday() - weekday) % 7 in NEWS_DAYS
    return YESTERDAY.search(QUOTED.sub("", text)) is not None and not is_yesterday


def is_borne_out(day: date, weekday: int | None) -> bool:
    """Whether a story that tells its news of this weekday can have been published on the day: on it, or on the day after.

    >>> is_borne_out(date(2006, 11, 22), 1), is_borne_out(date(2006, 11, 22), 5)
    (True, False)
    """
    return weekday is None or (day.weekday() - weekday) % 7 in NEWS_DAYS


def copyright_years(text: str) -> frozenset[int]:
    """The years of a page's copyright lines, or of its last line where that is short."""
    last = LAST_LINE_YEAR.fullmatch(text.rstrip().rpartition("\n")[2])
    return frozenset(map(int, [*COPYRIGHT_YEAR.findall(text), *([last[1]] if last else [])]))


def day_in_year(words: str, year: int) -> date | None:
    """The day of a month and day without a year, in a year known otherwise."""
    match = YEARLESS.search(words)
    if match is None:
        return None
    return _date(year, MONTHS[(match["month"] or match["month2"]).lower()], int(match["day"] or match["day2"]))


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
