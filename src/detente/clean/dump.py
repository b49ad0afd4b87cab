"""A text dump -> title, paragraphs and what was removed. The mechanism: unwrap lines, name what each line is, cut sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from detente.clean import furniture, stamps
from detente.clean.abroad import in_english
from detente.clean.beside import day_above, day_beside, nearest
from detente.clean.cleaned import Cleaned, Extent, OpenDate, Unlabelled, Where
from detente.clean.dateline import is_place_and_day, place_of_line
from detente.clean.headline import (
    RUN_OF_SECTIONS,
    SECTION,
    choose_headline,
    first_of_text,
    is_byline,
    is_likely,
    is_title,
    key_of,
    plain_headline,
)
from detente.clean.masthead import SPLIT, copyright_holder, is_masthead, outlet_of, outlet_said_again
from detente.clean.window import Window, read_window
from detente.records import Furniture

AROUND_ONLY = frozenset({"menu", "navigation", "live"})
"""Rules for lines around a story that also fit lines within one of HTML: a table's row, a short answer."""
HARD_WRAP = range(45, 100)
"""Widths at which programs wrap text."""
COLUMN = range(25, 100)
COLUMN_LINES = 3
"""A newspaper's column is narrower; it has so many lines, half of which go on in small letters."""
MOST_HEAD_LINES = 6
"""A masthead stands among the first lines."""
UPDATED_WITHIN = re.compile(r"[|·•]\s*(?:last )?(?:updated|published|posted):?\s", re.IGNORECASE)
LEAST_HEADS = 2
AGAINST = 12
"""Words of a sentence that a line which is none outweighs: between a site's teasers stand headlines, names and times."""
MOST_FOR = 60
MOST_ALONE = 40
"""The same of a sentence with no other one right above or below it, as teasers stand."""
LEAST_STRETCH = 60
WITHIN = frozenset({"advertisement", "related", "credit", "ornament", "newsletter"})
"""Rules of lines that stand within stories, and say nothing against one."""
LEAST_PROSE = 2
"""Sentences of a story above its comments."""
POP_UP = 3
"""How many times the words above a heading of comments stand below one that is none."""
COMMENTED = re.compile(
    r"^\W*(?:\d+ )?(?:reply|report|flag|likes?|upvote|edit)(?: (?:abuse|comment|this|to \w+))?\W*\d*$|"
    r"\b(?:says|writes|wrote|said)\W*$|\bago\b(?: at .{4,12})?\W*$",
    re.IGNORECASE,
)
"""What stands at each comment: a button, a name that "says:", a time that is counted."""
LEAD = 2
"""Paragraphs that tell the news, with the weekday of the day of publication where they tell one."""
LONGEST_STAMP = 16
DATELINE_LETTERS = 60
"""Of the first paragraph: a dateline's day there settles a date in figures above."""
SUNDAY = 6
LONGEST_CRAWL = 280
LISTED_WORDS = 12
"""A question of fewer words in a list of links is a headline, not the text again."""
TO_COME = re.compile(
    r"\b(?:will|would|shall|won['’]t|(?:is|are|was|were)\s(?:due|scheduled|set|expected|to)|plans?\sto|(?:planned|scheduled)\sfor)\b"
)
FIRST_CRAWLS = date(1998, 1, 1)
"""No web page was fetched before 1996, and hardly one before this day: an earlier date is that of the paper."""


def clean_dump(text: str, *, title: str | None = None) -> Cleaned:
    """Clean a text dump; `title` is one known from outside."""
    return _clean(text, Cleaned(title=title), short_lines_stay=False)


def clean_extract(text: str, *, title: str | None = None) -> Cleaned:
    """Clean the text that an extractor cut from HTML.

    Short lines between its paragraphs are headings and list items of the story; a line that it says twice stays.
    """
    text = re.sub(r"(?<![.!?:;\"”’)\s])[ \t]*\n\s*(?=[a-z(])", " ", text)
    return _clean(re.sub(r"\n+", "\n\n", text), Cleaned(title=title), short_lines_stay=True)


def _clean(text: str, cleaned: Cleaned, *, short_lines_stay: bool) -> Cleaned:
    lines = _without_shortcodes(unwrap(text), cleaned)
    is_body = [_is_body(line) for line in lines]
    window = None if short_lines_stay else read_window(lines)
    kept = _without_sections(lines, is_body, window.again if window else (), cleaned)
    _note_crawl([lines[at] for at in kept], cleaned)
    extent = _whole(kept, is_body) if short_lines_stay else _extent(lines, is_body, kept, window, cleaned.crawled)
    lines, is_body = [lines[at] for at in kept], [is_body[at] for at in kept]
    first_prose, headline_at = extent.first, extent.headline_at
    if window is not None:
        cleaned.title, cleaned.window = cleaned.title or window.headline, window.outlet
    if cleaned.title is None:
        cleaned.title = choose_headline(lines, first_prose)
    if not short_lines_stay:
        cleaned.masthead = _masthead(lines[:first_prose], cleaned.title)
        cleaned.named = _said_again(lines, is_body, first_prose, cleaned)
    if headline_at is None:
        headline_at = next(
            (at for at in range(first_prose) if key_of(plain_headline(lines[at])) == key_of(cleaned.title or "")), 0
        )
    cleaned.names = frozenset(
        key_of(part) for line in lines[:first_prose][:MOST_HEAD_LINES] for part in SPLIT.split(line)
    ) - {""}
    mastheads = (at for at, line in enumerate(lines[:MOST_HEAD_LINES]) if outlet_of(line))
    first_masthead = next(mastheads, len(lines))
    heads = _heads_of_days(lines[: extent.last + 1], first_prose)
    for at, line in enumerate(lines):
        is_first = at <= first_masthead
        where = Where(
            before_prose=at < first_prose,
            inside=short_lines_stay and at >= first_prose,
            is_first=is_first,
            is_note=at < headline_at and is_body[at] and not short_lines_stay,
            is_above=at < headline_at,
            is_after=at > extent.last,
            is_within=headline_at <= at <= extent.last < len(lines) - 1,
            is_last=at == len(lines) - 1 and at >= first_prose,
            beside="\n".join([*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]),
        )
        if at in heads:
            cleaned.paragraphs.append(line)
        else:
            _place(line, cleaned, where)
    cleaned.stamped = extent.published or cleaned.stamped
    cleaned.updated = extent.changed or cleaned.updated
    _weigh_stamps(cleaned)
    if cleaned.foot and cleaned.stamped and cleaned.foot > cleaned.stamped:
        cleaned.clock = cleaned.clock or cleaned.foot
    _settle_crawl(cleaned)
    if cleaned.place is None and first_prose and not short_lines_stay:
        cleaned.place = _place_alone(lines[first_prose - 1], cleaned)
    drop_repeats(cleaned, is_extract=short_lines_stay)
    if not cleaned.paragraphs:
        _fall_back(lines, cleaned)
    return cleaned


def _whole(kept: Sequence[int], is_body: Sequence[bool]) -> Extent:
    """An extract is all story, from its first sentence on."""
    return Extent(first=next((nth for nth, at in enumerate(kept) if is_body[at]), len(kept)), last=len(kept))


def _extent(
    lines: Sequence[str], is_body: Sequence[bool], kept: Sequence[int], window: Window | None, crawled: date | None
) -> Extent:
    """Where the story stands among the lines that were kept, and the days beside its headline."""
    among = frozenset(kept)
    first, last = main_stretch(lines, [is_one and at in among for at, is_one in enumerate(is_body)])
    last = bisect_right(kept, last) - 1
    if window is None or not window.again or not any(is_body[at] for at in kept if at > window.again[0]):
        start = first_of_text([lines[at] for at in kept], [is_body[at] for at in kept])
        text_at = kept[start] if start < len(kept) else len(lines)
        return Extent(first=start, last=last, published=day_above(lines, text_at, crawled) if window else None)
    headline_at = max((at for at in window.again if at < first), default=window.again[0])
    published, changed = day_beside(lines, nearest(window.again, headline_at), is_body, crawled)
    start = next((nth for nth, at in enumerate(kept) if at > headline_at and is_body[at]), len(kept))
    return Extent(first=start, last=last, headline_at=kept.index(headline_at), published=published, changed=changed)


def main_stretch(lines: Sequence[str], is_body: Sequence[bool]) -> tuple[int, int]:
    """The first and the last line of the text.

    It is the run of lines with the most in favour: a sentence counts for its words, any other line for some against. A short run leaves
    open where the text ends.
    """
    best, total, start, found = 0, 0, 0, (0, len(lines))
    for at, is_one in enumerate(is_body):
        if total <= 0:
            total, start = 0, at
        if is_one:
            is_alone = not any(is_body[max(0, at - 1) : at]) and not any(is_body[at + 1 : at + 2])
            total += min(len(furniture.words(lines[at])), MOST_ALONE if is_alone else MOST_FOR)
        elif furniture.rule_of(lines[at]) not in WITHIN:
            total -= AGAINST
        if total > best:
            best, found = total, (start, at)
    return found if best >= LEAST_STRETCH else (found[0], len(lines))


def _heads_of_days(lines: Sequence[str], first_prose: int) -> frozenset[int]:
    """The lines of a chronology that head what happened on a day; a single one is a stamp."""
    found = [
        at
        for at in range(first_prose, len(lines) - 1)
        if stamps.HEAD_OF_DAY.fullmatch(lines[at]) and _is_body(lines[at + 1])
    ]
    return frozenset(found) if len(found) >= LEAST_HEADS else frozenset()


def unwrap(text: str) -> list[str]:
    """Lines of a text as paragraphs: hard-wrapped lines are joined where a block is wrapped at a width.

    Where most of the text stands in longer lines no program wrapped it: two lines are a headline and what stands below.
    """
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n\s*\n", text)]
    letters = [len(line) for block in blocks for line in block]
    is_long = sum(count for count in letters if count >= HARD_WRAP.stop) > sum(letters) / 2
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs += [" ".join(block)] if not is_long and _is_wrapped(block) else block
    return paragraphs


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether the lines of a block were cut by width: all but the last are of similar length and most end within a sentence."""
    body = block[:-1]
    if len(block) < 2 or any(furniture.BULLET.match(line) for line in block[1:]):
        return False
    if len(block) == 2 and len(block[0]) + 1 + len(block[1].split()[0]) <= len(block[1]):
        return False  # the next word had room on the first line: two lines, no wrapped one
    lengths = [len(line) for line in body]
    is_column = len(block) >= COLUMN_LINES and sum(line[0].islower() for line in block[1:]) >= len(body) / 2
    widths = COLUMN if is_column else HARD_WRAP
    if max(lengths) not in widths or len(block[-1]) > max(lengths) + 12 or min(lengths) < 0.6 * max(lengths):
        return False
    within = sum(not furniture.ENDS_SENTENCE.search(line) for line in body)
    if any(_is_around(line) for line in block):
        return False
    leads_on = any(line[0].islower() for line in block[1:])
    return within > len(body) / 2 - 0.5 * leads_on and furniture.rule_of(block[0]) is None


def _is_around(line: str) -> bool:
    """Whether a line is a stamp, a byline or a menu, so that it is no stretch of running text."""
    is_labelled = bool(stamps.PUBLISHED.match(line) or (stamps.UPDATED.match(line) and stamps.find_day(line)))
    said = in_english(line)
    is_date = (
        stamps.is_bare_date(said)
        or stamps.open_readings(said)
        or stamps.find_crawl(said)
        or stamps.opens_with_date(said)
    )
    is_labelled = is_labelled or UPDATED_WITHIN.search(said) is not None or stamps.days_ago(line) is not None
    return bool(is_labelled or is_date) or is_byline(line) or furniture.rule_of(line) in AROUND_ONLY


def _without_shortcodes(lines: Sequence[str], cleaned: Cleaned) -> list[str]:
    kept = []
    for line in lines:
        rest, codes = furniture.strip_shortcodes(line)
        cleaned.removed += [Furniture(text=code, rule="shortcode") for code in codes]
        rest, cards = furniture.strip_hover(rest)
        cleaned.removed += [Furniture(text=card, rule="hover text") for card in cards]
        if rest:
            kept.append(rest)
    return kept


def _without_sections(
    lines: Sequence[str], is_body: Sequence[bool], headlines: Sequence[int], cleaned: Cleaned
) -> list[int]:
    """The lines that stay when comments are cut to the end of the page, and lists of links under a heading up to the next running text.

    Where the headline's lines are known, none of them is in a list, and comments stand below one and some of the story.
    """
    kept: list[int] = []
    listing, prose = False, 0
    for at, line in enumerate(lines):
        if at in headlines:
            listing, prose = False, prose if at != headlines[0] else 0
        is_below = not headlines or at > headlines[0]
        is_heading = is_below and prose >= LEAST_PROSE and furniture.COMMENT_HEADING.match(line)
        if is_heading and not (_is_button(lines, at) or _is_pop_up(lines, is_body, kept, at)):
            cleaned.removed += [Furniture(text=rest, rule="comments") for rest in lines[at:]]
            break
        if furniture.LIST_HEADING.match(line):
            listing = True
        elif listing and is_body[at] and not furniture.BULLET.match(line) and not _is_listed(line):
            listing = False
            if not prose and not headlines and _is_below_list(lines, kept, at - 1):
                kept.append(at - 1)
                cleaned.removed.pop()
        if listing:
            cleaned.removed.append(Furniture(text=line, rule="link list"))
            cleaned.copyright_holder = copyright_holder(line) or cleaned.copyright_holder
        else:
            kept.append(at)
            prose += is_body[at]
    return kept


def _is_below_list(lines: Sequence[str], kept: Sequence[int], at: int) -> bool:
    """Whether a line is the headline though a list above the text seems to hold it: no line before the list may be one."""
    has_one = any(is_title(lines[one]) and is_likely(lines, one) for one in kept)
    return not has_one and is_title(lines[at]) and is_likely(lines, at)


def _is_pop_up(lines: Sequence[str], is_body: Sequence[bool], kept: Sequence[int], at: int) -> bool:
    """Whether a heading of comments without their number stands above most sentences, none of which anybody can answer or report."""
    if re.search(r"\d", lines[at]):
        return False
    above = sum(len(furniture.words(lines[one])) for one in kept if is_body[one])
    below = sum(len(furniture.words(lines[one])) for one in range(at + 1, len(lines)) if is_body[one])
    return below > POP_UP * above and not any(COMMENTED.search(line) for line in lines[at + 1 :])


def _is_button(lines: Sequence[str], at: int) -> bool:
    """Whether a word of comments stands between other buttons: "Tweet", "Share", "Comment"."""
    beside = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    buttons = [furniture.rule_of(line) == "sharing" for line in beside]
    return lines[at].isalpha() and (any(buttons) if lines[at].lower() == "comment" else all(buttons))


def _is_listed(line: str) -> bool:
    """Whether a line between links is a headline that asks, and no sentence of the story."""
    return line.endswith("?") and len(furniture.words(line)) < LISTED_WORDS


def _is_body(line: str) -> bool:
    is_running = furniture.is_prose(line) and furniture.rule_of(line) is None and len(furniture.words(line)) >= 5
    if is_running and stamps.opens_with_date(in_english(line)):
        return False
    return is_running and (len(line) > LONGEST_CRAWL or stamps.find_crawl(in_english(line)) is None)


def _masthead(lines: Sequence[str], title: str | None) -> str | None:
    """The outlet's name above the headline."""
    for line in lines[:MOST_HEAD_LINES]:
        if title and key_of(line) == key_of(title):
            return None
        name = outlet_of(line)
        is_menu = len(SECTION.findall(SPLIT.split(line.strip())[0])) >= RUN_OF_SECTIONS
        if name and "." not in name and not is_menu and stamps.find_crawl(line) is None:
            return name
    return None


def _said_again(lines: Sequence[str], is_body: Sequence[bool], first_prose: int, cleaned: Cleaned) -> str | None:
    """The outlet by the lines around the story, else by a line that is its address."""
    above = lines[: min(first_prose, MOST_HEAD_LINES)]
    heads = [line for line in above if furniture.rule_of(line) is None and stamps.find_crawl(line) is None]
    heads = heads[
        : next((at for at, line in enumerate(heads) if key_of(line) == key_of(cleaned.title or "")), len(heads))
    ]
    around = [
        line
        for line, is_one in zip(lines, is_body, strict=True)
        if not is_one and key_of(line) != key_of(cleaned.title or "")
    ]
    around += [piece.text for piece in cleaned.removed]
    domains = (name for line in heads if (name := outlet_of(line)) and "." in name)
    return (outlet_said_again(heads, around) if heads else None) or next(domains, None)


def _place_alone(line: str, cleaned: Cleaned) -> str | None:
    """A town in capitals, or a town and a day, right above the text, where the headline stands before it."""
    if cleaned.has_headline and is_place_and_day(line):
        return line
    is_headed = cleaned.title is not None and key_of(line) != key_of(cleaned.title)
    is_town = line.isupper() and len(line.split()) <= 2 and line.replace(" ", "").isalpha()
    is_below = cleaned.has_headline
    return line if is_headed and is_town and is_below and not is_masthead(line.title()) else None


def _place(line: str, cleaned: Cleaned, where: Where) -> None:
    """Put one line where it belongs: a date, the title, a bullet, a paragraph, or furniture."""
    rule = _note_date(line, cleaned, where) or furniture.rule_of(line)
    if rule in ("copyright", "disclaimer") and not where.is_within:
        cleaned.copyright_holder = copyright_holder(line) or cleaned.copyright_holder
    if rule is None or (where.inside and rule in AROUND_ONLY):
        rule = _keep(line, cleaned, where)
    if rule is not None:
        cleaned.removed.append(Furniture(text=line, rule=rule))


def _keep(line: str, cleaned: Cleaned, where: Where) -> str | None:
    """Add a line to the story, or say why it does not belong to it."""
    bullet = furniture.BULLET.match(line)
    if key_of(plain_headline(line)) == key_of(cleaned.title or "") != "":
        cleaned.has_headline = cleaned.has_headline or not where.is_above
        return "headline"
    if bullet:
        text = line[bullet.end() :].strip()
        is_sentence = len(furniture.words(text)) >= 5 and furniture.rule_of(text) is None
        if not is_sentence and not where.inside:
            return "list item"
        cleaned.paragraphs.append(f"• {text}")
    elif where.is_after and furniture.is_prose(line):
        return "after the story"
    elif where.inside or (furniture.is_prose(line) and not where.is_note):
        cleaned.paragraphs.append(line)
    else:
        return "heading"
    return None


def _note_date(line: str, cleaned: Cleaned, where: Where) -> str | None:
    """Read what the page says of its own dates. A bare date on top of a dump is when it was crawled, not published."""
    line = in_english(stamps.PRINTED_FOOT.sub("", line) if where.is_last else line)
    if _is_fetch(line, cleaned):
        return "stamp"
    if _is_bracketed(line, cleaned, where):
        return "stamp"
    if len(furniture.words(line)) > LONGEST_STAMP:
        return None
    if day := stamps.day_behind_label(line) or _day_of_weekday(line, cleaned, where):
        cleaned.stamped = cleaned.stamped or day
        return "stamp"
    if where.before_prose and cleaned.has_headline and cleaned.days_ago is None:
        cleaned.days_ago = stamps.days_ago(line)
        cleaned.yearless = cleaned.yearless or (line if stamps.is_yearless_stamp(line) else None)
    found = stamps.find_day(line, latest=cleaned.crawled or cleaned.latest)
    if found is not None:
        return _note_day(line, found, cleaned, where)
    if where.is_last and len(readings := stamps.open_readings(line)) == 1:
        cleaned.foot = readings[0]
        return "stamp"
    return _note_open_date(line, cleaned, where) if where.before_prose else None


def _is_bracketed(line: str, cleaned: Cleaned, where: Where) -> bool:
    """Whether a line right below a paragraph is a date in brackets; its readings are noted."""
    is_below = not where.before_prose and cleaned.paragraphs[-1:] == where.beside.split("\n")[:1]
    if not is_below or stamps.IN_BRACKETS.fullmatch(line) is None:
        return False
    day = stamps.is_bare_date(line)
    cleaned.below = (day,) if day else stamps.open_readings(line[1:-1])
    return bool(cleaned.below)


def _is_fetch(line: str, cleaned: Cleaned) -> bool:
    """Whether a line says when the page was fetched; its days are noted."""
    crawl = stamps.find_crawl(line)
    if crawl is not None:
        cleaned.crawled = cleaned.crawled or crawl[0]
        other = stamps.find_day(crawl[1], latest=cleaned.crawled)
        cleaned.stamped = cleaned.stamped or (other[0] if other else None)
        return True
    readings = stamps.open_crawl(line)
    cleaned.open_crawl = readings or cleaned.open_crawl
    return bool(readings)


def _note_day(line: str, found: tuple[date, int, int], cleaned: Cleaned, where: Where) -> str | None:
    """Note a line's full date for what the line says that it is, or for where it stands."""
    behind = stamps.find_day(line[found[2] :]) if stamps.SPAN.match(line, found[2]) else None
    if behind is not None and behind[1] <= stamps.NEAR:
        return "stamp"
    if stamps.PUBLISHED.match(line) or stamps.FIRST_PRINTED.search(line):
        cleaned.stamped = found[0]
        return "stamp"
    if stamps.UPDATED.match(line):
        cleaned.updated = cleaned.updated or found[0]
        return "stamp"
    is_bare = stamps.is_bare_date(line, latest=cleaned.crawled or cleaned.latest) is not None
    if where.before_prose:
        is_stamp = is_bare or stamps.ends_in_date(line, found) or stamps.opens_with_date(line)
        if not is_stamp and furniture.is_prose(line):
            return None
        first = stamps.first_of_span(line, found)
        if first is None or _is_of_issue(line, where):  # a span that is no issue's is asked of an archive
            _note_unlabelled(line, first or found[0], cleaned, where)
        return "stamp"
    if is_bare:
        cleaned.foot = found[0] if where.is_last else cleaned.foot
        return "stamp"
    if _is_signed(line, found, cleaned):
        cleaned.signed = found[0]
        return "stamp"
    return None


def _is_signed(line: str, found: tuple[date, int, int], cleaned: Cleaned) -> bool:
    """Whether a line below the text holds the outlet's name and a day alone: "-- The Volga Herald, March 4, 2006."."""
    rest = key_of(stamps.TIME_OF_DAY.sub("", stamps.WEEKDAY_WORD.sub("", line[: found[1]]) + " " + line[found[2] :]))
    return rest in cleaned.names


def _note_crawl(lines: Sequence[str], cleaned: Cleaned) -> None:
    """The day of the crawl, wherever it stands: also below a list of links or comments, cut off with them."""
    all_lines = [*lines, *(piece.text for piece in cleaned.removed)]
    found = (stamps.find_crawl(in_english(line)) for line in all_lines if len(line) <= LONGEST_CRAWL)
    cleaned.crawled = stamps.captured_day("\n".join(lines)) or next((crawl[0] for crawl in found if crawl), None)


def _settle_crawl(cleaned: Cleaned) -> None:
    """Take the reading of the crawl's day that does not lie before publication, where there is one."""
    later = [day for day in cleaned.open_crawl if cleaned.stamped is None or day >= cleaned.stamped]
    if cleaned.crawled is None and len(later) == 1:
        cleaned.crawled = later[0]


def _day_of_weekday(line: str, cleaned: Cleaned, where: Where) -> date | None:
    """The day of a stamp above the text that leaves the year to its weekday: "Tue Mar 4, 3:12 PM"."""
    latest = cleaned.crawled or cleaned.latest
    return stamps.day_of_weekday(line, latest) if latest and where.before_prose else None


def _note_open_date(line: str, cleaned: Cleaned, where: Where) -> str | None:
    """A date that only the weekday of the news can settle."""
    readings = stamps.open_readings(line)
    if not readings:
        return None
    cleaned.open_dates.append(
        OpenDate(line=line, readings=readings, is_first=where.is_first, is_below=cleaned.has_headline)
    )
    return "stamp"


def _note_unlabelled(line: str, day: date, cleaned: Cleaned, where: Where) -> None:
    """A date without a word on what it is; below the headline and beside a place it is that of a dateline."""
    is_below = cleaned.has_headline and stamps.WEATHER.search(line) is None
    place = place_of_line(line) if is_below else None
    if place is not None:
        cleaned.place = cleaned.place or place
        cleaned.stamped = cleaned.stamped or day
        return
    cleaned.latest = max(cleaned.latest or day, day)
    is_above = where.is_first and outlet_of(line) is None and place_of_line(line) is None
    is_clock = is_above or stamps.MACHINE_FORM.search(line) is not None
    is_of_issue = _is_sundays(day, cleaned.masthead) or _is_of_issue(line, where)
    cleaned.unlabelled.append(Unlabelled(day=day, is_below=is_below, is_clock=is_clock, is_of_issue=is_of_issue))


def _is_of_issue(line: str, where: Where) -> bool:
    """Whether a line, or one beside it, counts the issues of a paper."""
    return (stamps.ISSUE.search(line) or stamps.ISSUE_LINE.search(where.beside)) is not None


def _weigh_stamps(cleaned: Cleaned) -> None:
    """Which of the dates above the text that bear no label is the page's clock, and which its publication.

    Below the headline stands the publication; of two dates the later is the clock, and beside a day that is said to be that of the crawl an
    earlier one is none, nor is that of an issue. A date alone above the headline is the clock, unless it stands below the masthead and the
    story tells its news of that weekday or the one before, or it is older than the crawlers. Of two dates without a label none is the
    publication of news told of another weekday.
    """
    lead = " ".join([paragraph for paragraph in cleaned.paragraphs if not paragraph.startswith("• ")][:LEAD])
    cleaned.weekday = stamps.news_weekday(lead)
    _settle_open_dates(cleaned)
    cleaned.stamped = cleaned.stamped or cleaned.signed
    told = [day for day in cleaned.below if stamps.is_borne_out(day, cleaned.weekday)]
    if cleaned.stamped is None and not cleaned.unlabelled and len(told) == 1:
        cleaned.stamped = told[0]
    days = {each.day for each in cleaned.unlabelled}
    if not days:
        return
    if cleaned.stamped is not None:
        cleaned.clock = max((day for day in days if day > cleaned.stamped), default=None)
        return
    if len(days) > 1:
        cleaned.clock = max(days)
        days = days - {cleaned.crawled or cleaned.clock}
    below = [each.day for each in cleaned.unlabelled if each.is_below or each.is_of_issue]
    below = [day for day in below if day in days or len(below) == len(cleaned.unlabelled)]
    only = cleaned.unlabelled[0]
    is_earlier = cleaned.crawled is not None and min(days) < cleaned.crawled
    is_told = len(cleaned.unlabelled) == 1 and not only.is_clock and _tells_news_of(only.day, lead)
    likely = below[-1] if below else min(days)
    is_sure = below or is_earlier or is_told or only.day < FIRST_CRAWLS
    if is_sure or (len(cleaned.unlabelled) > 1 and stamps.is_borne_out(likely, cleaned.weekday)):
        cleaned.stamped = likely
    else:
        cleaned.clock = cleaned.clock or only.day


def _settle_open_dates(cleaned: Cleaned) -> None:
    """Take the reading of a date in figures that the weekday of the news leaves, where it leaves one."""
    head = " ".join(paragraph[:DATELINE_LETTERS] for paragraph in cleaned.paragraphs[:LEAD])
    for each in cleaned.open_dates:
        named = [day for day in each.readings if stamps.day_in_year(head, day.year) == day]
        if len(named) == 1:
            cleaned.unlabelled.append(
                Unlabelled(day=named[0], is_below=each.is_below, is_clock=False, is_of_issue=True)
            )
            continue
        fitting = [day for day in each.readings if stamps.is_borne_out(day, cleaned.weekday)]
        if cleaned.weekday is not None and len(fitting) == 1:
            is_clock = each.is_first and not each.is_below
            cleaned.unlabelled.append(
                Unlabelled(day=fitting[0], is_below=each.is_below, is_clock=is_clock, is_of_issue=False)
            )


def _tells_news_of(day: date, lead: str) -> bool:
    """Whether the first paragraphs name a weekday that bears out the day, and no other date: "The Senate on Friday passed …"."""
    dateline = stamps.find_day(lead[:DATELINE_LETTERS])
    if dateline is not None and dateline[0] == day:
        return True
    other = next((found for found in stamps.YEARLESS.finditer(lead) if not _is_to_come(lead, found.start())), None)
    named = stamps.day_before(other[0], day) if other else None
    if other is not None and (named is None or (day - named).days not in stamps.NEWS_DAYS):
        return False
    weekday = stamps.news_weekday(lead)
    return stamps.tells_as_daily(lead, day) or (weekday is not None and stamps.is_borne_out(day, weekday))


def _is_to_come(text: str, at: int) -> bool:
    """Whether the words before a date, in its sentence, say that it lies ahead: they say nothing of when the news was."""
    return TO_COME.search(text, max(text.rfind(". ", 0, at), 0), at) is not None


def _is_sundays(day: date, masthead: str | None) -> bool:
    """Whether a paper that appears on Sundays, by its name, names a Sunday."""
    return masthead is not None and stamps.SUNDAY_PAPER.search(masthead) is not None and day.weekday() == SUNDAY


def drop_repeats(cleaned: Cleaned, *, is_extract: bool) -> None:
    """Keep a paragraph once, and not when it only says the title again.

    An extract keeps short lines and single paragraphs that come twice; it loses long ones that follow each other twice.
    """
    keys = [key_of(paragraph) for paragraph in cleaned.paragraphs]
    pairs = [*pairwise(keys), ("", "")]
    seen, seen_pairs = {key_of(cleaned.title or "")}, set[tuple[str, str]]()
    kept = []
    for at, (paragraph, key) in enumerate(zip(cleaned.paragraphs, keys, strict=True)):
        is_copied = pairs[at] in seen_pairs or (at > 0 and pairs[at - 1] in seen_pairs)
        may_stay = is_extract and key != key_of(cleaned.title or "") and not (is_copied and key.count(" ") > 10)
        if key in seen and not may_stay:
            cleaned.removed.append(Furniture(text=paragraph, rule="repeat"))
        else:
            kept.append(paragraph)
        seen.add(key)
        seen_pairs |= {pairs[at - 1]} if at else set()
    cleaned.paragraphs = kept


def _fall_back(lines: Sequence[str], cleaned: Cleaned) -> None:
    """A text without any running text: one bare line or headline is taken as the text itself, if it is no furniture."""
    lines = [line for line in lines if furniture.rule_of(line) is None and stamps.is_bare_date(line) is None]
    if 1 <= len(lines) <= 3 and all(len(furniture.words(line)) >= 3 for line in lines):
        cleaned.paragraphs = list(dict.fromkeys(lines))
        cleaned.removed = [piece for piece in cleaned.removed if piece.text not in cleaned.paragraphs]
        cleaned.title = cleaned.title if cleaned.title not in cleaned.paragraphs else None
