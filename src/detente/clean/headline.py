"""Which of the lines above a dump's text is its headline.

A headline is known by where it stands: behind the masthead and the menu, before the standfirst, the byline and the picture's caption.
Length says little: standfirsts are longer. Takes lines as `detente.clean.dump` has unwrapped them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from detente.clean import furniture, stamps
from detente.clean.abroad import in_english
from detente.clean.language import ENGLISH
from detente.clean.masthead import outlet_of

TITLE_WORDS = range(3, 31)
MOST_ABOVE = 400
"""Lines above the text among which the headline is sought."""
LONG_WORDS = 8
"""Words from which on a longer line is no likelier a headline than a later one."""
LEAST_TWICE = 5
"""Shorter lines that a page has twice are those of its menus: with 3 words 71 of 200 real pages have their headline, with 5 80."""
NEAR_LINES = 4
"""Lines between two sentences of one stretch of text."""
LEAST_SHARE = 0.4
"""Of the words of the longest stretch, for an earlier one to be the text: real pages have notices above their menus."""
BESIDE_STAMP = 2
"""What a day or a byline right below a line weighs, in words."""
KICKER_WORDS = 3
"""Words up to which a line above another is the name of a section or a series."""
BELOW_HEADLINE = frozenset({"byline", "sharing", "stamp", "credit", "copyright", "disclaimer", "reading time"})
"""Rules of lines that stand between a headline and its standfirst."""
SITE_SUFFIX = re.compile(r"\s+(?:[|–—»·]|::|-)\s+([^|–—»·]{2,40})$")
BEHIND_TITLE = re.compile(r"\s+(?:[|–—»·]|::|-)\s+\w")
VERSION = re.compile(r"^(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|RECAST|URGENT)\b[ -]?\d{0,2} ?[-–—:]+ ?")
"""How agencies mark a later version of a story: "UPDATE 2-"."""
_NAMED = r"[A-Z][\w’'-]+ [A-Z][\w’'-]+"
_PLACE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
BYLINE = re.compile(
    r"^(?:(?:By|BY|(?:Written|Reported|Story) by) (?:[A-Z(]|an? |our )|"
    r"(?:Par|Por|Von) [A-Z][\w’'-]+ [A-Z]|(?i:from (?:our|a) .*(?:correspondent|reporter|staff|writer)|"
    r"(?:byline|writer|author|reporter|words|text) ?: |(?:translated|edited|compiled|reported|illustrated|interviewed) by )|"
    rf"{_NAMED}(?: and {_NAMED})? in {_PLACE}(?: and {_NAMED}(?: in {_PLACE})?)?$|"
    r"(?i:(?:our |special |staff |senior |chief |diplomatic |political ){0,2}(?:correspondent|reporter|writer)s?$))"
)
"""Also names and their places, "Ana Diaz and Tom Reed in Lima", and what a reporter is."""
CAPTION = re.compile(
    r"^(?:FILE|PHOTO|IMAGE)\b|^[\[(].*[\])]$|\([^()]*(?i:\b(?:photo|image|picture|afp|getty|reuters|epa|file)\b)[^()]*\)$"
)
NOTE = re.compile(
    r"^(?:[<«‹←»›>]|about (?:this|the|us)\b|back to\b|from the archives?\b|(?:text|page) created|digiti[sz]ed\b|"
    r"subscribe\b|breaking(?: news)?\s?[:|])|\bpage [\dA-Z]?\d+$",
    re.IGNORECASE,
)
ARCHIVE = re.compile(r"\b(?:ocr|digiti[sz]ed|scan(?:ned|ner)?|transcription|print archive)\b", re.IGNORECASE)
TIMES = 3
"""Times of day in a line that is a timetable: of prayers, tides, trains."""
BEFORE_HEADLINE = re.compile(
    r"^(?:[»›▶●■◆*#=]+\s+|(?:Title|Headline|Article|Story): |HD\s{2,}|"
    r"Subject:\s*(?:\[[^\[\]]{1,40}\]\s*)?|\[[^\[\]]{2,30}\]\s{2,}|\[\d{1,2}\]\s+)"
)
"""Marks, numbers, fields of databases and mails, and sections that stand in a headline's line."""
BEHIND_HEADLINE = re.compile(r"\s+(?:[*#=]+|\(\d+ comments?\))$", re.IGNORECASE)
NAME_AND_MOTTO = re.compile(r"^(?P<name>\w[\w'’. ]{2,40}?)(?:\s*\||\s::)\s+\S")
MOTTO_WORDS = 14
"""Words up to which a sentence above the headline is taken for a motto or a note."""
LAST_LATIN = "\u024f"
EVERY = re.compile(r"\b[Ee](?:very|ach) \w+day\b")
QUOTES = "\"“‘'"
MOTTO = re.compile(r"(?:The|A|Your|Our)(?: [a-z'’-]+){1,2} (?:of|for|from|that|with)(?: [a-z'’-]+){1,5}")
"""As in "The voice of the coast"."""
MOTTO_IN_QUOTES = re.compile(r"[\"“][^\"“”]{5,80}[\"”]")
NAME_WORDS = 5
HEAD_LINES = 2
"""Among so many first lines an outlet's name stands before its motto."""
SECTION = re.compile(
    r"\b(?:home|news|world|politics|business|economy|markets|sports?|opinion|comment|editorial|culture|arts|society|lifestyle|entertainment|"
    r"technology|science|health|education|africa|asia|europe|americas|national|international|regional|local|latest|live|front|main|page|"
    r"letters|magazine|features?|archives?|videos?|photos?|podcasts?|about|contact|contributors|support|subscribe|donate|menu|search|login|"
    r"log in|sign in|weather|jobs|classifieds|obituaries|stocks|books|law|crime|travel|english)\b",
    re.IGNORECASE,
)
BESIDE_SECTIONS = re.compile(
    r"\]\s*\[|(?:\S :: ?.*){2}|(?:\S : .*){2}|(?:\S \* .*){2}|"
    r"^(?:[^\W_][\w&-]*(?: [^\W_][\w&-]*)? [-–—] ){3,}[^\W_][\w&-]*(?: [^\W_][\w&-]*)?$"
)
RUN_OF_SECTIONS = 3


def choose_headline(lines: Sequence[str], first_prose: int) -> str | None:
    """The headline among the lines above the text: printed twice, else the last long one, or the one right above it.

    A byline, a caption, a menu or a motto is none where another line may be.
    """
    first = max(first_prose - MOST_ABOVE, 0)
    found = [
        (at, plain_headline(lines[at]))
        for at in range(first, min(max(first_prose, 1), len(lines)))
        if is_title(lines[at])
    ]
    if not found:
        return None
    twice = _said_twice(lines[first : max(first_prose, 1)], [words for _, words in found])
    if twice:
        return max(
            twice, key=lambda words: (_weight(words), not words[0].isdigit())
        )  # a table of contents has its page
    likely = [(at, words) for at, words in found if is_likely(lines, at)] or found
    signed = [at + 1 < len(lines) and _is_stamp(lines[at + 1]) for at, _ in likely]
    chosen = max(range(len(likely)), key=lambda nth: (_weight(likely[nth][1]) + BESIDE_STAMP * signed[nth], nth))
    is_section = chosen > 1 and _is_dated_section(lines, likely[chosen - 1][0])
    above = chosen - 1 - is_section
    sections = [likely[chosen - 1][0]] if is_section else []
    if chosen and _is_standfirst(likely[chosen], likely[above], lines, sections):
        is_list = above > 0 and _is_standfirst(likely[above], likely[above - 1], lines)
        chosen = chosen if is_list else above
    return likely[chosen][1]


def first_of_text(lines: Sequence[str], is_body: Sequence[bool]) -> int:
    """Where the text begins: at the first sentence that is no motto or note above the headline."""
    bodies = _running([at for at, is_one in enumerate(is_body) if is_one], lines) or [len(lines)]
    seen, has_headline = max(bodies[0] - MOST_ABOVE, 0), False
    for at, following in zip(bodies, [*bodies[1:], len(lines)], strict=True):
        has_headline = has_headline or any(
            is_title(lines[above]) and is_likely(lines, above) for above in range(seen, at)
        )
        if has_headline or following == len(lines):
            return at
        seen = at + 1
        leads_on = any(is_title(line) for line in lines[seen:following])
        is_note = leads_on and _is_note(lines[at]) and (at > 0 or _stands_beside(lines[at]))
        if not is_note and not is_question(lines[at]):
            return at
        has_headline = is_question(lines[at]) and is_likely(lines, at)
    return len(lines)


def _running(bodies: Sequence[int], lines: Sequence[str]) -> list[int]:
    """The sentences from the first stretch on that has near as many words as any: what stands far above it are the site's notices."""
    stretches: list[list[int]] = []
    for at in bodies:
        if stretches and at - stretches[-1][-1] <= NEAR_LINES:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    sizes = [sum(len(furniture.words(lines[at])) for at in stretch) for stretch in stretches]
    first = next((nth for nth, size in enumerate(sizes) if size >= LEAST_SHARE * max(sizes)), 0)
    return [at for stretch in stretches[first:] for at in stretch]


def _is_note(line: str) -> bool:
    """Whether a sentence may be a motto or a word on the archive, and tells no news."""
    if ARCHIVE.search(line):
        return True
    tells = furniture.TELLING.search(line) or stamps.news_weekday(EVERY.sub("", line)) is not None or line[0] in QUOTES
    return len(furniture.words(line)) < MOTTO_WORDS and not tells


def is_question(line: str) -> bool:
    """Whether a line asks or exclaims as headlines do."""
    return line.endswith(("?", "!")) and len(furniture.words(line)) < MOTTO_WORDS and is_title(line)


def is_title(line: str) -> bool:
    """Whether a line has the shape of a headline."""
    return (
        len(furniture.words(line)) in TITLE_WORDS
        and not furniture.BULLET.match(line)
        and not line.startswith(">")
        and not line.endswith((".", ";", ",", ":"))
        and stamps.find_day(in_english(line)) is None
        and len(stamps.TIME_OF_DAY.findall(line)) < TIMES
        and furniture.rule_of(line) is None
        and "://" not in line
        and outlet_of(line) is None
    )


def plain_headline(title: str) -> str:
    """A headline without the site's name at its end and an agency's mark of a later version before it.

    >>> plain_headline("UPDATE 2-Talks resume in Doha | Example Times")
    'Talks resume in Doha'
    """
    title = VERSION.sub("", BEFORE_HEADLINE.sub("", title.strip(), count=1), count=1)
    title = BEHIND_HEADLINE.sub("", title)
    match = SITE_SUFFIX.search(title)
    if match and len(furniture.words(title[: match.start()])) >= 3 and len(furniture.words(match[1])) <= 4:
        return title[: match.start()].strip()
    return title.strip()


def key_of(line: str) -> str:
    """The words of a line, to compare it with others."""
    return " ".join(furniture.words(line)).casefold()


def _is_standfirst(
    below: tuple[int, str], above: tuple[int, str], lines: Sequence[str], sections: Collection[int] = ()
) -> bool:
    """Whether a line stands right below another one that is the headline, with no more than a byline, a day or buttons between."""
    between = [lines[at] for at in range(above[0] + 1, below[0]) if at not in sections]
    is_name = above[0] == 0 and len(furniture.words(above[1])) <= NAME_WORDS
    is_first_of_it = above[1].isupper() and key_of(below[1]).startswith(key_of(above[1]))
    is_other = is_name or _is_kicker(above[1]) or is_first_of_it or above[1].endswith(below[1])
    return not is_other and all(map(_may_stand_between, between))


def _is_dated_section(lines: Sequence[str], at: int) -> bool:
    """Whether a line between headline and standfirst names the section, with the day below."""
    return _is_kicker(lines[at]) and at + 1 < len(lines) and stamps.find_day(lines[at + 1]) is not None


def _is_kicker(words: str) -> bool:
    """Whether a line is so short that it names a section or a series."""
    return len(furniture.words(words)) <= KICKER_WORDS and not words.endswith(("?", "!"))


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the story."""
    return furniture.rule_of(line) == "byline" or BYLINE.match(line) is not None


def _is_stamp(line: str) -> bool:
    """Whether a line is a day or a byline."""
    return furniture.rule_of(line) == "stamp" or is_byline(line) or bool(stamps.is_bare_date(line))


def _may_stand_between(line: str) -> bool:
    is_beside = furniture.rule_of(line) in BELOW_HEADLINE or BYLINE.match(line) is not None
    return is_beside or stamps.find_day(line) is not None


def _weight(words: str) -> int:
    return min(len(furniture.words(words)), LONG_WORDS)


def _said_twice(above: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The headlines that a page has twice, or behind a path through its sections: "Home / India / Court sends police chief away".

    The path and the site's name stand behind it in the title of a window: "Court sends police chief away - India - Lake Herald".
    """
    times = Counter(key_of(plain_headline(line)) for line in above)
    paths = [key_of(line) for line in above if furniture.SEPARATORS.search(line)]
    long = [words for words in titles if len(furniture.words(words)) >= LEAST_TWICE]
    keys = {key_of(words) for words in long}
    long = [words for words in long if not any(key_of(words).endswith(" " + key) for key in keys)] or long
    return [
        words
        for words in long
        if times[key_of(words)] > 1
        or any(path.endswith(" " + key_of(words)) for path in paths)
        or any(
            line.startswith(words) and BEHIND_TITLE.match(line, len(words)) and plain_headline(line) != words
            for line in above
        )
    ]


def is_likely(lines: Sequence[str], at: int) -> bool:
    """Whether a line with the shape of a headline has nothing of a motto, a byline or a caption, or two things in it."""
    site = SITE_SUFFIX.search(lines[at])
    is_pair = (
        site is not None and plain_headline(lines[at]) != lines[at] and "|" in site[0] and outlet_of(site[1]) is None
    )
    name = NAME_AND_MOTTO.match(lines[at]) if at < HEAD_LINES else None
    is_named = name is not None and len(name["name"].split()) <= NAME_WORDS and name["name"].istitle()
    is_within = lines[at][0].islower() or _is_other_script(lines[at])
    return not is_pair and not is_named and not is_within and not _stands_beside(lines[at]) and not _is_motto(lines, at)


def _is_other_script(words: str) -> bool:
    """Whether most letters of a line are of another script than English has."""
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter > LAST_LATIN for letter in letters) > len(letters) / 2


def _is_abroad(words: str) -> bool:
    """Whether a short line is in another language: words in small letters have accents, and none is an English one."""
    found = furniture.words(words)
    is_accented = any(word.islower() and not word.isascii() for word in found)
    return is_accented and len(found) <= MOTTO_WORDS and ENGLISH.isdisjoint(found)


def _stands_beside(words: str) -> bool:
    """Whether a line with the shape of a headline is a byline, a caption, a menu or a note of the archive."""
    found = furniture.words(words)
    is_run = len(SECTION.findall(words)) >= RUN_OF_SECTIONS and all(word[0].isupper() for word in found)
    return is_run or any(form.search(words) for form in (BYLINE, CAPTION, NOTE, ARCHIVE, BESIDE_SECTIONS))


def _is_motto(lines: Sequence[str], at: int) -> bool:
    """Whether a line stands between the outlet's name and the date of its issue, or below them as no headline is worded."""
    is_below_name = at > 0 and outlet_of(lines[at - 1]) is not None
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if is_below_name and MOTTO_IN_QUOTES.fullmatch(lines[at]):
        return True
    is_below_both = at > 1 and outlet_of(lines[at - 2]) is not None and bool(stamps.is_bare_date(lines[at - 1]))
    if (is_below_name or is_below_both) and (MOTTO.fullmatch(lines[at]) or _is_abroad(lines[at])):
        return True
    return is_below_name and stamps.find_day(below) is not None and stamps.ISSUE.search(below) is not None
