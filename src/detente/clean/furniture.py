"""What a line of a page is, if it is not the story: rules over its form and over short lists of the words that sites use.

Each rule looks at one line; `sections` rules say what everything after a heading belongs to. No rule knows a page or a site.
"""

from __future__ import annotations

import re
from functools import lru_cache

BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙■➤►·*–—-]|\d{1,2}[.)])\s+(?=\S)")
SEPARATORS = re.compile(r"\s*[|•·»›>⋅/\\–—]\s+|\s{3,}|\t")
GAPS = re.compile(r"\s{2,}")
"""Between the sections of a menu, where nothing else is: three or more of them."""
LEAST_GAPS = 3
ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LINES_KEPT = 256
"""Lines that are remembered: a page's are asked for several times each."""

AD = re.compile(
    r"(?:google\s+ads?|advertisements?|advertising|ads?|sponsored(?:\s+(?:content|links?|post))?|promoted(?:\s+content)?|"
    r"paid\s+(?:content|post)|partner\s+content|(?:story|article)\s+continues\s+(?:below|after)(?:\s+(?:this\s+)?(?:ad(?:vertisement)?))?|"
    r"skip\s+ad(?:vertisement)?|report\s+(?:this\s+)?ad|ad\s+feedback|remove\s+ads|close\s+ad)",
    re.IGNORECASE,
)
SHORTCODE = re.compile(
    r"\[/?[a-z][\w-]{1,30}(?:[\s:]+[\w-]+\s*=\s*[^\]\n]{0,400})?\s*/?\](?:\s*\[/[a-z][\w-]{1,30}\])?|\{\{[^{}\n]{1,200}\}\}",
    re.IGNORECASE,
)
HOVER = re.compile(
    r"(?P<name>(?P<first>[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3}? [A-Z][\w.'’-]*[a-z.])(?P<card>(?P=first) [A-Z].{3,900}? MORE)\b"
)
"""A person's name, the same name again right behind it, the headlines about them, and "MORE"."""
SHORTCODE_WORD = re.compile(
    r"^\[/?(?:\w*embed\w*|caption|gallery|video|audio|playlist|twitter|tweet|youtube|instagram|quote|pullquote|ad|adsense|"
    r"related\w*|widget\w*|newsletter\w*|\w+[_-]\w+|[a-z]+\s+[\w-]+\s*=.*)\b",
    re.IGNORECASE,
)
# Many phrases that begin a word stand behind one \b: each by itself, a line takes four times as long.
PHRASES = {
    "cookies": r"\bcookies?\b.{0,80}\b(?:accept|consent|policy|preferences|settings|experience|browser|agree|use)\b|"
    r"\b(?:accept|manage|we use|uses|reject|allow)\b.{0,40}\bcookies?\b|\bprivacy (?:policy|settings|notice)\b|\bterms of (?:use|service)\b|"
    r"\bgdpr\b|\bconsent preferences\b",
    "newsletter": r"\b(?:(?:subscribe|sign[- ]?up|sign up|register)\b.{0,60}\b(?:newsletters?|alerts?|updates|briefing|inbox|e-?mail|for free|today|now|digital|bulletin)\b|"
    r"newsletters?\b.{0,60}\b(?:sign|subscribe|inbox|delivered|free)\b|(?:delivered|straight) (?:straight )?to your inbox\b|"
    r"enter your e-?mail\b|your e-?mail address\b|download (?:our|the) app\b|get (?:the|our) (?:latest|daily|free)\b.{0,60}\b(?:news|alerts?|app|inbox)\b|"
    r"follow us on\b|join (?:our|the) (?:whatsapp|telegram|channel|community)\b|support (?:our|independent) journalism\b|become a (?:member|subscriber)\b|"
    r"thanks? (?:you )?for (?:signing up|subscribing)\b|keep an eye on your inbox\b|error processing your (?:subscription|request)\b|"
    r"to order presentation-ready copies\b|share it with (?:a friend|your friends)\b|hit the reply button\b|to reply to the editors?\b|by subscribing\b|"
    r"contact us for\b|subscription options\b|offered to (?:our )?subscribers\b|subscribe to .{2,40}(?:podcasts?|channel|feed|print edition)\b|"
    r"you have (?:read|reached|used)\b.{0,30}\b(?:articles?|stories|limit)\b|already a subscriber\b|to continue reading\b|free articles?\b|"
    r"start your (?:free )?trial\b|turn on notifications\b)|"
    r"^(?:an error has occurred\b|this (?:article|copy) (?:has been sent|is for your personal)\b|order reprints\b|like this (?:story|article)\?|"
    r"write to [A-Z][\w.' -]{2,40} at \S+@\S+$|join the (?:discussion|conversation|debate)\b|(?:please )?(?:contact|e-?mail|write to|call) us\b)",
    "sharing": r"^(?:\W|\b(?:share|tweet|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail|print|copy link|save|"
    r"messenger|flipboard|on|this|via|article|story|link|bookmark|listen|comment|by|line|viber|gmail|more|now|to|pocket|bluesky|threads|comments?|like|\d+)\b)+$",
    "reading time": r"^\W*(?:\d+|one|two|three|four|five)[\s-]*(?:min(?:ute)?s?)[\s-]*(?:read|listen)\b.{0,20}$|^(?:reading|listen(?:ing)?) time\b.{0,20}$|^estimated read\b",
    "related": r"^\W{0,3}(?:read (?:more|also|next)|also (?:read|on [\w-]+\.(?:com|org|net))|see also|related(?: (?:stories|story|articles?|news|content|coverage|topics?|posts?))?|more (?:on|from|about) (?:this )?(?:story|topic)?|"
    r"don'?t miss|recommended(?: (?:for you|stories|reading))?|trending(?: now)?|you (?:may|might) (?:also )?(?:like|be interested)|watch(?: (?:now|also|live|video))?|listen(?: now)?|"
    r"in pictures|explainer|editor'?s (?:picks?|choice)|further reading|next article|previous article|up next|click here|find out more|learn more|see more|must read)\s*(?::|»|>|-|–|$)|"
    r"^\W{0,3}also on [\w-]+\.(?:com|org|net)\b|(?-i:(?<![.!?])\s\[[A-Z]{4,}\][\s|]*$)",
    "comments closed": r"\b(?:comments?|comment section|forum|discussion|thread)\b.{0,40}\b(?:is|are|has been|have been) (?:now )?(?:closed|disabled|switched off)\b",
    "cross-post": r"^the post\b.{2,250}\b(?:appeared first|first appeared) on\b|^(?:this (?:article|story|post|piece|report) )?(?:was )?"
    r"(?:originally|first) (?:published|appeared|posted) (?:on|in|by|at)\b",
    "disclaimer": r"\b(?:does|do|may|need) not (?:necessarily|always) (?:reflect|represent|express|endorse)\b.{0,60}\b(?:views?|opinions?|polic(?:y|ies)|positions?)\b|"
    r"\b(?:views|opinions) (?:and opinions )?(?:expressed|stated) (?:here|herein|in this|are|by)\b|\b(?:reposting|republishing|republication|reproduction|reprinting) "
    r"(?:is |of this )?.{0,30}\b(?:permitted|prohibited|allowed|forbidden)\b",
    "copyright": r"©|\(c\)\s*(?:19|20)\d\d|\b(?:copyright\W{1,3}(?:\(c\)\s*)?(?-i:[A-Z][a-z])|copyright\b.{0,30}\b(?:19|20)\d\d|all rights reserved\b|"
    r"unauthori[sz]ed (?:reproduction|copying|use)\b|may not be (?:published|reproduced|republished|redistributed)\b|"
    r"without (?:prior )?(?:written )?permission\b.{0,40}\b(?:reproduc|publish))",
    "credit": r"^\W{0,2}(?:photo(?:graph)?s?|images?|picture|pic|file(?: photo| image)?|video|credit|source|illustration|graphic|caption|archive photo|representational image)"
    r"(?:\s+(?:by|credit|source|courtesy(?: of)?|via))?\s*[:/]|^\W{0,2}(?:photo(?:graph)?|image|picture) (?:by|courtesy)\b|\b(?:getty images|ap photo|afp via getty|epa-efe|reuters/\w+|/reuters|/afp|/ap|shutterstock|"
    r"anadolu agency via|file photo|handout)\W*$|^\d{1,3}of\d{1,3}(?=\D)|^in this (?:\S+ ){0,6}(?:photo(?:graph)?|image)\b(?!-)|^\[?(?:reuters|getty images|afp|ap|epa)(?:/[\w .]+)?\]?$",
    "cut off": r"^[^\"“”]{20,}\w ?(?:…|\.{3})$",
    "byline": r"^By (?:[A-Z][\w'’-]+\.? ){1,4}?[A-Z][\w'’-]+[.,|] ?(?:[A-Z][\w'’-]+ ){0,3}(?:Staff|Special|Senior|Chief|Foreign|Diplomatic)?\s?"
    r"(?:Writer|Reporter|Correspondent|Editor|Contributor)s?\.?$|^(?:by|written by|from|story by)\s+(?:[A-Z][\w.'’-]+\s*(?:,|and|&|\||in|for)?\s*){1,8}$|^(?:\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|translated) by\b)|"
    r"^(?:staff (?:reporter|writer|correspondent)|our correspondent|news desk|web desk|agencies|agency report|from our correspondent|associated press|correspondent)\b.{0,40}$",
    "stamp": r"^\W{0,3}(?:first |last )?(?:published|posted|updated|modified|issued|date|crawled|retrieved|accessed|fetched|archived|captured|downloaded|scraped)\b(?: on| at|:).{0,60}$|"
    r"^\W*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*$|^\W*(?:an?|\d+)\s+(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)\s+ago\W*$|^(?:breaking|live|developing|just in|exclusive|updates?)\W*$",
    "live": r"^\W*(?:live(?: (?:updates?|blog|reporting|coverage))?|key (?:points|events|developments)|summary|what (?:you need|we) to? know|at a glance|highlights)\W*$",
    "cached copy": r"^(?:this search engine|google|yahoo!?|bing)\b.{0,30}\bnot affiliated with\b|^these (?:search )?terms (?:have been |were )?highlighted\b|"
    r"^these (?:search )?terms only appear in links\b",
    "mail": r"^(?:reply-to|to|cc|bcc|from|sender|return-path|delivered-to|message-id|content-[\w-]+|mime-version|list-[\w-]+|x-[\w-]+|newsgroups|"
    r"nntp-posting-host|errors-to|precedence): ?\S",
    "navigation": r"^\W*(?:home|menu|search|log ?in(?: or (?:register|sign up))?(?: to (?:post|read|leave|view) (?:a )?(?:comments?|replies))?|view (?:this )?e-?mail in (?:your|a) browser|sign in|skip to (?:main )?content|back to top|toggle navigation|sections|all sections|contact(?: us)?|about(?: us)?|help|faq|"
    r"advertise(?: with us)?|careers|sitemap|news|world|politics|business|sport|sports|opinion|culture|technology|tech|health|science|video|videos|photos|"
    r"weather|(?:text|font) size\b.*|africa|asia|europe|middle east|americas|australia|us|uk|latest|top stories|breaking news|load more|show more|see all|view all|next|previous|close|e-?paper|subscribe|follow|tags?:?.*|topics?:.*|filed under.*|categor(?:y|ies):?.*|keywords?:.*)\W*$",
}  # fmt: skip
RULES = (
    *((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PHRASES.items() if name != "byline"),
    ("byline", re.compile(PHRASES["byline"])),
)
SECTIONS = re.compile(
    r"(?:(?:home|news|world|politics|business|economy|sports?|opinion|culture|arts|technology|tech|science|health|travel|lifestyle|life|"
    r"entertainment|letters|archives?|photos?|videos?|weather|about|contact|search|menu|local|national|international|markets|editorial|"
    r"africa|asia|europe|americas|subscribe|donate|login|more)\W+){2,}\w+\W*",
    re.IGNORECASE,
)
MAY_BE_TOLD = frozenset({"cookies", "newsletter", "related", "credit", "copyright", "disclaimer", "comments closed"})
"""Rules whose phrases also stand in sentences of stories."""
TELLING = re.compile(r"\b(?:said|told|says|wrote|added)\b")
LONGEST = {
    "cached copy": 30,
    "comments closed": 12,
    "cross-post": 60,
    "disclaimer": 60,
    "cookies": 60,
    "newsletter": 45,
    "related": 30,
    "copyright": 60,
    "credit": 45,
    "cut off": 20,
    "stamp": 14,
    "byline": 25,
}
"""Words up to which a rule's phrase decides about the whole line; a longer line is prose that happens to hold the words."""

COMMENT_HEADING = re.compile(
    r"^\W*(?:\d+\s+)?(?:(?:reader |view |join the |show )?comments?(?: section|\s*\(\d+\))?|leave a (?:reply|comment)|post a comment|join the (?:conversation|discussion)|"
    r"what do you think\??|responses|add a comment|log in to (?:comment|reply)|\d+ (?:comments|replies|responses))\W*$",
    re.IGNORECASE,
)
LIST_HEADING = re.compile(
    r"^\W*(?:(?:most|top|popular|trending|latest|recent|related|recommended|more|other|today'?s|top|editor'?s|must)\s+"
    r"(?:read|viewed|popular|shared|commented|watched|stories|news|articles?|posts?|coverage|topics?|content|headlines|picks?|from .{1,30}|on .{1,40}|in .{1,30}|videos?|now|for you)|"
    r"trending(?: now)?|related|recommended(?: for you)?|popular|most read|you (?:may|might) (?:also )?like.*|read (?:more|next|also)|also (?:read|in .{1,30})|see also|more stories|around the web|from the web|what to read next)\W*$",
    re.IGNORECASE,
)


def strip_shortcodes(line: str) -> tuple[str, list[str]]:
    """The line without unresolved shortcodes, and those."""
    removed: list[str] = []

    def drop(match: re.Match[str]) -> str:
        code = match.group()
        if code.startswith(("{{", "[/")) or "=" in code or SHORTCODE_WORD.match(code):
            removed.append(code)
            return " "
        return code

    kept = SHORTCODE.sub(drop, line)
    return (re.sub(r"\s{2,}", " ", kept).strip() if removed else line), removed


def strip_hover(line: str) -> tuple[str, list[str]]:
    """The line without the cards about a person that some pages set behind the name, and those.

    >>> strip_hover("Rep. Ana DiazAna DiazSenate votes House waits MORE (D-Ohio) said so.")
    ('Rep. Ana Diaz (D-Ohio) said so.', ['Ana DiazSenate votes House waits MORE'])
    """
    if " MORE" not in line:
        return line, []
    removed = [match["card"] for match in HOVER.finditer(line)]
    return HOVER.sub(r"\g<name>", line), removed


def words(line: str) -> list[str]:
    """The words of a line."""
    return WORD.findall(line)


def is_prose(line: str) -> bool:
    """Whether a line reads like running text: it ends like a sentence, or is long enough that it must be one."""
    count = len(words(line))
    if count < 3 and len(line) >= 12 and line.endswith(("。", "！", "？")):
        return True
    return (count >= 3 and bool(ENDS_SENTENCE.search(line))) or count >= 22 or (count >= 8 and line.endswith(":"))


@lru_cache(maxsize=LINES_KEPT)
def rule_of(line: str) -> str | None:
    """The name of the rule that makes a line furniture, or None."""
    count = len(words(line))
    if not re.search(r"\w", line):
        return "ornament"
    if _is_ads(line):
        return "advertisement"
    if _is_menu(line):
        return "menu"
    for name, pattern in RULES:
        if count <= LONGEST.get(name, 12) and pattern.search(line):
            if name in MAY_BE_TOLD and _is_story_sentence(line, name):
                continue
            return name
    return None


def _is_ads(line: str) -> bool:
    parts = [part.strip(" .:-[]()*") for part in re.split(r"[|•·/]|\s{2,}", line) if part.strip()]
    return bool(parts) and all(AD.fullmatch(part) for part in parts)


def _is_menu(line: str) -> bool:
    """Short parts between separators, or names of sections in a row: a breadcrumb, a menu, a list of tags."""
    if SECTIONS.fullmatch(line):
        return True
    parts = [part for part in SEPARATORS.split(line) if part.strip()]
    if len(parts) < LEAST_GAPS and len(spaced := GAPS.split(line.strip())) >= LEAST_GAPS:
        parts = spaced
    if len(parts) < 2 or ENDS_SENTENCE.search(line):
        return False
    sizes = [len(words(part)) for part in parts]
    return max(sizes) <= 4 and (len(parts) >= 3 or max(sizes) <= 2)


def _is_story_sentence(line: str, name: str) -> bool:
    """Prose that only mentions the words: long, a full sentence, in the third person, without an imperative to the reader."""
    if name in ("related", "credit"):
        return False
    if name in ("disclaimer", "comments closed"):
        return bool(TELLING.search(line))
    addressed = re.search(
        r"\b(?:you|your|our|we|us|my)\b|©|^(?:subscribe|sign|register|accept|get|copyright)\b", line, re.IGNORECASE
    )
    return len(words(line)) > 14 and bool(ENDS_SENTENCE.search(line)) and not addressed and name != "copyright"
