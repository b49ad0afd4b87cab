"""A text dump -> title, paragraphs and what was removed. The mechanism: unwrap lines, name what each line is, cut sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from detente.clean import furniture, stamps
from detente.records import Furniture

BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙■➤►·*–—-]|\d{1,2}[.)])\s+(?=\S)")
TITLE_WORDS = range(3, 31)
AROUND_ONLY = frozenset({"menu", "navigation", "live"})
"""Rules for lines around a story that also fit lines within one of HTML: a table's row, a short answer."""
HARD_WRAP = range(45, 100)
"""Widths at which programs wrap text."""
SITE_SUFFIX = re.compile(r"\s+(?:[|–—»·]|-)\s+([^|–—»·]{2,40})$")


@dataclass(slots=True)
class Cleaned:
    """What a dump holds."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    removed: list[Furniture] = field(default_factory=list)
    crawled: date | None = None
    stamped: date | None = None
    unlabelled: list[tuple[date, bool]] = field(default_factory=list)
    """Dates above the text without a word on what they are: the day, and whether it stands below the headline."""
    copyright_holder: str | None = None


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
    lines = _without_sections(lines, cleaned)
    first_prose = next((at for at, line in enumerate(lines) if _is_body(line)), len(lines))
    if cleaned.title is None:
        cleaned.title = _choose_title(lines, first_prose)
    for at, line in enumerate(lines):
        _place(line, cleaned, before_prose=at < first_prose, inside=short_lines_stay and at >= first_prose)
    _weigh_stamps(cleaned)
    _drop_repeats(cleaned, is_extract=short_lines_stay)
    if not cleaned.paragraphs:
        _fall_back(lines, cleaned)
    return cleaned


def unwrap(text: str) -> list[str]:
    """Lines of a text as paragraphs: hard-wrapped lines are joined where a block is wrapped at a width."""
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n\s*\n", text)]
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs += [" ".join(block)] if _is_wrapped(block) else block
    return paragraphs


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether the lines of a block were cut by width: all but the last are of similar length and most end within a sentence."""
    body = block[:-1]
    if len(block) < 2 or any(BULLET.match(line) for line in block[1:]):
        return False
    lengths = [len(line) for line in body]
    if max(lengths) not in HARD_WRAP or len(block[-1]) > max(lengths) + 12 or min(lengths) < 0.6 * max(lengths):
        return False
    within = sum(not furniture.ENDS_SENTENCE.search(line) for line in body)
    if any(stamps.PUBLISHED.match(line) or furniture.rule_of(line) in AROUND_ONLY for line in block):
        return False
    return within > len(body) / 2 and furniture.rule_of(block[0]) is None


def _without_shortcodes(lines: Sequence[str], cleaned: Cleaned) -> list[str]:
    kept = []
    for line in lines:
        rest, codes = furniture.strip_shortcodes(line)
        cleaned.removed += [Furniture(text=code, rule="shortcode") for code in codes]
        if rest:
            kept.append(rest)
    return kept


def _without_sections(lines: Sequence[str], cleaned: Cleaned) -> list[str]:
    """Cut comment sections to the end of the page, and lists of links under a heading up to the next running text."""
    kept: list[str] = []
    listing = False
    for at, line in enumerate(lines):
        if kept and furniture.COMMENT_HEADING.match(line) and sum(map(_is_body, kept)) >= 2:
            cleaned.removed += [Furniture(text=rest, rule="comments") for rest in lines[at:]]
            break
        if furniture.LIST_HEADING.match(line):
            listing = True
        elif listing and _is_body(line) and not BULLET.match(line):
            listing = False
        if listing:
            cleaned.removed.append(Furniture(text=line, rule="link list"))
        else:
            kept.append(line)
    return kept


def _is_body(line: str) -> bool:
    return furniture.is_prose(line) and furniture.rule_of(line) is None and len(furniture.words(line)) >= 5


def _choose_title(lines: Sequence[str], first_prose: int) -> str | None:
    """The headline among the lines before the text: printed twice, else the longest that is shaped like one."""
    candidates = [line for line in lines[: max(first_prose, 1)] if _is_title(line)]
    if not candidates:
        return None
    bare = [without_site(line) for line in candidates]
    times = Counter(_normal(line) for line in bare)
    best = max(
        range(len(bare)), key=lambda at: (times[_normal(bare[at])] > 1, min(len(furniture.words(bare[at])), 8), at)
    )
    return bare[best]


def _is_title(line: str) -> bool:
    return (
        len(furniture.words(line)) in TITLE_WORDS
        and not BULLET.match(line)
        and not line.endswith((".", ";", ",", ":"))
        and stamps.find_day(line) is None
        and furniture.rule_of(line) is None
    )


def without_site(title: str) -> str:
    """A headline without the site's name that browsers' titles carry at their end.

    >>> without_site("Talks resume in Doha | Example Times")
    'Talks resume in Doha'
    """
    match = SITE_SUFFIX.search(title)
    if match and len(furniture.words(title[: match.start()])) >= 3 and len(furniture.words(match[1])) <= 4:
        return title[: match.start()].strip()
    return title.strip()


def _normal(line: str) -> str:
    return " ".join(furniture.words(line)).casefold()


def _place(line: str, cleaned: Cleaned, *, before_prose: bool, inside: bool) -> None:
    """Put one line where it belongs: a date, the title, a bullet, a paragraph, or furniture.

    `inside` an extracted story a short line is its heading or list item.
    """
    rule = _note_date(line, cleaned, before_prose=before_prose) or furniture.rule_of(line)
    holder = re.search(
        r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d\s*)?([A-Z][\w&' ]{2,40}?)(?:[.,|]|\s+all rights|$)",
        line,
        re.IGNORECASE,
    )
    if rule == "copyright" and holder:
        cleaned.copyright_holder = holder[1].strip()
    if rule is None or (inside and rule in AROUND_ONLY):
        rule = _keep(line, cleaned, inside=inside)
    if rule is not None:
        cleaned.removed.append(Furniture(text=line, rule=rule))


def _keep(line: str, cleaned: Cleaned, *, inside: bool) -> str | None:
    """Add a line to the story, or say why it does not belong to it."""
    bullet = BULLET.match(line)
    if _normal(without_site(line)) == _normal(cleaned.title or "") != "":
        return "headline"
    if bullet:
        text = line[bullet.end() :].strip()
        is_sentence = len(furniture.words(text)) >= 5 and furniture.rule_of(text) is None
        if not is_sentence and not inside:
            return "list item"
        cleaned.paragraphs.append(f"• {text}")
    elif inside or furniture.is_prose(line):
        cleaned.paragraphs.append(line)
    else:
        return "heading"
    return None


def _note_date(line: str, cleaned: Cleaned, *, before_prose: bool) -> str | None:
    """Read what the page says of its own dates. A bare date on top of a dump is when it was crawled, not published."""
    found = stamps.find_day(line) if len(furniture.words(line)) <= 16 else None
    if found is None:
        return None
    if stamps.CRAWLED.match(line):
        cleaned.crawled = cleaned.crawled or found[0]
        return "stamp"
    if stamps.PUBLISHED.match(line):
        cleaned.stamped = found[0]
        return "stamp"
    if stamps.UPDATED.match(line):
        cleaned.stamped = cleaned.stamped or found[0]
        return "stamp"
    bare = stamps.is_bare_date(line)
    if bare is not None and not before_prose:
        return "stamp"
    if before_prose and (bare is not None or not furniture.is_prose(line)):
        is_below = any(piece.rule == "headline" for piece in cleaned.removed)
        cleaned.unlabelled.append((found[0], is_below))
        return "stamp"
    return None


def _weigh_stamps(cleaned: Cleaned) -> None:
    """Which of the dates above the text that bear no label is the page's clock, and which its publication.

    A date above the headline is the clock of the day on which the page was fetched; of two dates the later one is.
    """
    days = {day for day, _ in cleaned.unlabelled} - {cleaned.crawled}
    if not days:
        return
    if len(days) > 1:
        cleaned.crawled = cleaned.crawled or max(days)
        days = {day for day in days if day < cleaned.crawled} or days
    below = [day for day, is_below in cleaned.unlabelled if day in days and is_below]
    if below:
        cleaned.stamped = cleaned.stamped or below[-1]
    elif len({day for day, _ in cleaned.unlabelled}) > 1:
        cleaned.stamped = cleaned.stamped or min(days)
    else:
        cleaned.crawled = cleaned.crawled or min(days)


def _drop_repeats(cleaned: Cleaned, *, is_extract: bool) -> None:
    """Keep a paragraph once, and not when it only says the title again.

    An extract keeps short lines and single paragraphs that come twice; it loses long ones that follow each other twice.
    """
    keys = [_normal(paragraph) for paragraph in cleaned.paragraphs]
    pairs = [*pairwise(keys), ("", "")]
    seen, seen_pairs = {_normal(cleaned.title or "")}, set[tuple[str, str]]()
    kept = []
    for at, (paragraph, key) in enumerate(zip(cleaned.paragraphs, keys, strict=True)):
        is_copied = pairs[at] in seen_pairs or (at > 0 and pairs[at - 1] in seen_pairs)
        may_stay = is_extract and key != _normal(cleaned.title or "") and not (is_copied and key.count(" ") > 10)
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
