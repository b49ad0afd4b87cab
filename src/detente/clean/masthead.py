"""The name of the outlet that a page prints about itself: in its masthead, in the title of its window, in its copyright line.

A masthead is known by its form: few words in capitals above the headline, one of them a word that names papers ("Herald", "Wire").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize
from urllib.parse import urlsplit

OUTLET_WORDS = frozenset(
    re.findall(
        r"\w+",
        "post times news herald tribune chronicle gazette observer monitor standard ledger examiner review courier mirror "
        "telegraph journal daily weekly mail star sun globe guardian independent press wire agency service radio record "
        "bulletin dispatch echo sentinel voice today online broadcasting network media letter insider lantern argus express "
        "citizen inquirer enquirer advocate mercury report reporter messenger beacon register banner gleaner clarion briefing "
        "outlook watch advertiser "
        "recorder intelligencer newswire television tv channel informer pioneer statesman spectator magazine digest evening morning "
        "sunday newspaper correspondent tidings eye "
        "tribuna diario prensa presse nouvelles jornal correo corriere gazzetta gazeta gazete zeitung nachrichten tageblatt kurier nieuws "
        "haber shimbun shinbun pravda barta khabar patrika akhbar boletín boletin "
        "samachar vesti vijesti novosti dnevnik berita harian kompas courrier noticias periodico notizie giornale",
    )
)
SPLIT = re.compile(r"\s*[|>»•·]\s*|\s+[-–—/]\s+|\s{3,}|\s{2,}|\t|\s:{2,4}\s|: |, (?=[A-Z][A-Za-z]+(?:day|DAY)\b)")
BRACKETS = re.compile(r"\s*\([^()]{1,40}\)\s*$")
MOST_WORDS = 6
EDITION = re.compile(
    r"\s+(?:archives?|digital collection|live(?: updates)?|"
    r"(?:english|internet|online|web|international|mobile|digital)\s+(?:edition|version|service)|"
    r"on the (?:web|net)|online|mobile|(?:in )?english)$",
    re.IGNORECASE,
)
"""What is said of the edition behind a name."""
BEFORE_NAME = re.compile(
    r"^(?:\[[A-Z]+\]\s*|(?:online|internet|web|mobile) edition of\s+|[^\W\d_a-zA-Z\u00c0-\u024f]+\s+(?=[A-Z]))",
    re.IGNORECASE,
)
"""A browser's mark, the edition, or the name in another script before the name."""
BUTTONS = ("▶", "►", "☰", "≡")
"""What a line begins with that one presses: to play, to open the menu."""
CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
HOST = re.compile(r"(?:https?://|@|www\.)(?:www\.)?([\w.-]+)")
NAME_WORDS = range(2, 6)
INITIALS = range(3, 6)
NO_NAME = frozenset(
    {"sign", "read", "most", "kit", "our", "your", "subscribe", "follow", "more", "see", "view", "edition", "staff"}
)
"""Words of links and offers around a page that also name papers: "Read The Daily Digest"."""
COMPANY = re.compile(r"(?:\s(?:ltd|limited|inc|llc|plc|gmbh|pvt|corp|company|co))+$", re.IGNORECASE)
"""The form of a firm, which is no part of its paper's name."""
GENERIC = frozenset(
    re.findall(
        r"\w+",
        "home homepage page main index site website web online welcome default news latest top breaking headlines stories story articles "
        "article post posts blog local world international national politics political opinion opinions sport sports business economy "
        "entertainment section sections category archive press release releases media hosted live video full text the and",
    )
)
"""Words of sections and of what sets up a site: a name of these alone says nothing, unless the address is called so too."""
LETTERS = 2
"""A label of so few letters ("m", "co") stands in many a word."""
BEGINNING = 5
"""Names that begin alike for so many letters are of one outlet ("Lakelander", "lakelandherald")."""
DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{3,40}(?:\.[a-z]{2,10}){1,2}")
SCHEME = re.compile(r"^https?://")
HOLDER = re.compile(
    r"(?i:©|\(c\)|copyright|all rights reserved)[\s.,:]{0,3}(?i:(?:©|\(c\)|copyright|by)[\s.,:]{0,3}){0,2}"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s.,:|]{0,3}){0,6}"
    r"(?P<name>[A-Z][\w&'’-]*(?: (?:[A-Z&][\w&'’-]*|\d{2}(?!\d)|of|the|and|de|for)){0,5})"
)
NO_HOLDER = frozenset({"all", "copyright", "terms", "privacy", "the", "a", "your", "this", "no"})
SMALL = frozenset(
    {"of", "the", "and", "de", "for", "in", "on", "del", "du", "des", "la", "le", "el", "der", "di", "della"}
)
KEPT_CAPITALS = 3
"""A word in capitals of so few letters is an abbreviation: "PPS", "BBC"."""


def is_masthead(words: str) -> bool:
    """Whether the words are an outlet's name by their form."""
    found = re.findall(r"[\w'’&.-]+", words)
    keys = [key for word in found for key in word.lower().strip(".").split("-")]
    found = found[:-1] if found[-1:] == ["24"] else found  # of the hours of a day: "Tara News 24"
    is_name = all(word[:1].isupper() or word.lower() in SMALL or word == "&" for word in found)
    return (
        1 < len(found) <= MOST_WORDS
        and is_name
        and not OUTLET_WORDS.isdisjoint(keys)
        and (keys[0] == "the" or not GENERIC.issuperset(keys))
        and NO_NAME.isdisjoint(keys)
        and keys[0] not in ("latest", "top")
    )


def outlet_of(line: str) -> str | None:
    """The outlet's name in a masthead line, without motto and sections.

    >>> outlet_of("THE VOLGA HERALD | Since 1991"), outlet_of("Talks resume in Doha")
    ('The Volga Herald', None)
    """
    if DOMAIN.fullmatch(line.strip()):
        return line.strip().removeprefix("www.")
    if line.lstrip().startswith(BUTTONS):
        return None
    parts = SPLIT.split(BEFORE_NAME.sub("", line.strip(" :.*#=~")))
    is_behind = len(parts) > 1 and (DOMAIN.fullmatch(parts[0]) or parts[0].isdigit() or _is_short_for(*parts[:2]))
    first = parts[1] if is_behind else parts[0]
    first = BRACKETS.sub("", first).strip(" .,;:")
    plain = EDITION.sub("", first)
    return next((as_name(name) for name in (plain, first) if is_masthead(name)), None)


def _is_short_for(initials: str, name: str) -> bool:
    """Whether an agency's initials stand before its name, as they are in its own language: "PAP - Polish Press Agency"."""
    return len(initials) in INITIALS and initials.isalpha() and initials.isupper() and name.lower().endswith(" agency")


def outlet_said_again(heads: Sequence[str], around: Sequence[str]) -> str | None:
    """The outlet among a page's first lines whose form does not say it: addresses, or other lines around the story, say it again.

    >>> outlet_said_again(["Harbour Live", "Top | Port | Sport"], ["Thank you for giving to Harbour Live", "Harbour Live"])
    'Harbour Live'
    """
    hosts = [host for line in around for host in [*HOST.findall(line), *([line] if DOMAIN.fullmatch(line) else [])]]
    labels = {_letters(label) for host in hosts for label in host.split(".")}
    for line in heads:
        name = _name_in(line, is_first=line is heads[0])
        form = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) if name else None
        if name is None or form is None:
            continue
        again = [match[0] for other in around if other != line and (match := form.search(other))]
        if again or _letters(name) in labels:
            return as_name(next((words for words in again if not words.islower()), name) if name.islower() else name)
    return None


def _name_in(line: str, *, is_first: bool) -> str | None:
    """The words of a line that may be an outlet's name: two to five in capitals, or one of two words written together."""
    first = SPLIT.split(BEFORE_NAME.sub("", line.strip()))[0].strip(" .,;:#")
    plain = EDITION.sub("", first)
    name = plain if len(plain.split()) in NAME_WORDS or CAMEL.fullmatch(plain) else first
    words = name.split()
    is_name = is_first or all(word[0].isupper() or word.lower() in SMALL for word in words)
    is_long = len(words) in NAME_WORDS or CAMEL.fullmatch(name) is not None
    is_section = not (GENERIC - {"live", "the", "and"}).isdisjoint(name.lower().split())
    return name if is_name and is_long and not is_section else None


def without_section(publisher: str) -> str:
    """A publisher's name without the section that feeds add: "Monsoon Review | South Asia"."""
    first = SPLIT.split(publisher.strip())[0]
    return first if is_masthead(first) else publisher


def outlet_of_title(title: str) -> str | None:
    """The outlet's name at the end of a window's title ("Talks resume - The Levant Observer")."""
    parts = SPLIT.split(title.strip())
    return as_name(parts[-1]) if len(parts) > 1 and is_masthead(parts[-1]) else None


def site_name(name: str | None, address: str | None) -> str | None:
    """The name that a page's metadata give its site; None for what is no name of an outlet.

    No names are an address, words of sections, and a single word that the page's own host does not bear out: systems put the host's first
    label there, or the section.

    >>> site_name("Hosted", "https://hosted.example.org/a"), site_name("Gazette", "https://www.gazette.example/a")
    (None, 'Gazette')
    """
    if name and name.lower().startswith(("copyright", "©", "(c)")):
        return copyright_holder(name)
    if not name or DOMAIN.fullmatch(SCHEME.sub("", name.lower()).rstrip("/")):
        return None
    words = re.findall(r"\w+", name.lower())
    labels = _labels(address)
    if len(words) > 1 or not labels or not _letters(name).isascii():
        return None if GENERIC.issuperset(words) and _letters(name) not in labels else name
    return name if any(_is_named(label, _letters(name)) for label in labels) else None


def _labels(address: str | None) -> list[str]:
    """The labels of an address' host that can name a site, in letters; none where the host is a number."""
    *labels, last = ((urlsplit(address).hostname if address else None) or "").split(".")
    return [] if last.isdigit() else [_letters(label) for label in labels if label not in GENERIC]


def _is_named(label: str, name: str) -> bool:
    has_label = len(label) > LETTERS and label in name
    return name in label or has_label or (len(name) >= BEGINNING and label.startswith(name[:BEGINNING]))


def _letters(words: str) -> str:
    """The words' letters and digits in lower case, without accents."""
    return re.sub(r"[\W_]", "", normalize("NFKD", words.lower()))


def copyright_holder(line: str) -> str | None:
    """Who holds the copyright, by a copyright line."""
    for match in HOLDER.finditer(line):
        words = match["name"].split()
        while words and words[-1].lower() in SMALL:
            words.pop()
        name = COMPANY.sub("", " ".join(words))
        rest = [word for word in words if word.lower() not in NO_HOLDER]
        if rest and not name.lower().startswith(("all rights", "copyright")):
            return as_name(name)
    return None


def spelled_out(agency: str, around: Sequence[str]) -> str:
    """An agency's name in full where a line around the story has it, else the initials.

    >>> spelled_out("LNA", ["Copyright 2015 Lake News Agency"]), spelled_out("LNA", ["Home News"])
    ('Lake News Agency', 'LNA')
    """
    if not (len(agency) in INITIALS and agency.isalpha() and agency.isupper()):
        return agency
    between = rf"(?:\s(?:{'|'.join(SMALL)}))?\s"
    words = between.join(rf"{letter}[a-z]\w+" for letter in agency)
    form = re.compile(rf"(?<!\w){words}(?!\w)")
    return next((match[0] for line in around if (match := form.search(line))), agency)


def as_name(words: str) -> str:
    """An outlet's name in capitals as it is written elsewhere: "THE VOLGA HERALD" is The Volga Herald."""
    if not words.isupper() or " " not in words:
        return words
    return " ".join(_cased(word, is_first=at == 0) for at, word in enumerate(words.split()))


def _cased(word: str, *, is_first: bool) -> str:
    if word.lower() in SMALL:
        return word.capitalize() if is_first else word.lower()
    is_short = len(word) <= KEPT_CAPITALS and word.lower() not in OUTLET_WORDS
    return word if is_short else word.capitalize()
