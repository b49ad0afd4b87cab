"""Pronouns that open a sentence and take up whoever the sentence before ends with: who was quoted there, or the two who met.

Takes a pronoun and what the story has said before; gives nothing where the sentence before has no such end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from detente.actors.explained import NAME
from detente.actors.look import Look
from detente.actors.memory import Spoken
from detente.actors.names import key_of
from detente.records import Entity

SAID = r"(?:said|says|announced|reported|added|told [^.,;]{1,50})"
TAIL = re.compile(rf"(?:, [^,.;]{{1,80}},)? {SAID}(?: [^.,;\"“”]{{1,40}})?\.\s+")
"""Between a tag's speaker and the next sentence: ", the ministry [said on Monday.] It"."""
SIGNED = re.compile(r"(?:, [^.;\"“”]{1,80})?\.\s+")
"""Behind a name that follows its verb: '," said Ada Quill[, the union's head.] She'."""
QUOTED = re.compile(r"[\"”] $")
QUOTED_BY = re.compile(r"[\"”] (?:said|says|added) (?:the )?$")
QUOTED_NAME = re.compile(rf"[\"”] (?:said|says|added) ({NAME})(?:, [^.;\"“”]{{1,80}})?\.\s+$")
SPEAKS_ON = re.compile(
    r" (?:(?:also|later|has|had|had also|then) )?(?:sa(?:id|ys)|accus|condemn|call|den(?:ied|ies)|announc|add|warn|urg|reject|demand|"
    r"describ|blam|promis|threaten|insist|put )"
)
"""What "it" does that was quoted before: a ministry goes on speaking."""
MET = re.compile(
    r",? (?:(?:had|has|later|also) )?(?:met(?: with)?|held talks with|spoke (?:to|with)|telephoned|received|hosted"
    r"|(?:received|took|had|held|made) (?:today |yesterday |on \w+day )?an? (?:\w+ ){0,2}(?:call|conversation|meeting)"
    r" (?:from|with|to))(?: the)? $"
)
LETTERS = 200


def quoted_before(look: Look, key: str) -> tuple[Entity, ...]:
    """As in 'They shot, the ministry said. It accused …', '" said Ada Quill. She …': whoever the sentence before quotes at its end."""
    if key == "it":
        if not SPEAKS_ON.match(look.text, look.mention.span.end):
            return ()
        return next((s.entities for s in _tagging(look) if s.number in ("group", "state")), ())
    if key not in ("he", "she"):
        return ()
    gender = "m" if key == "he" else "f"
    speaker = next((s for s in _quoted(look) if s.number == "person"), None)
    if speaker is not None:
        return speaker.entities if look.memory.genders.get(speaker.entities[0].name) in (None, gender) else ()
    named = QUOTED_NAME.search(look.text, max(0, look.mention.span.start - LETTERS), look.mention.span.start)
    return look.memory.called.get(key_of(named[1]), ()) if named else ()


def who_met(look: Look, key: str) -> tuple[Entity, ...]:
    """As in "Ms Quill met her Chilean colleague. They agreed …": both of the sentence before."""
    before = look.memory.recent_of(look.mention, look.mention.sentence_index - 1)[::-1]
    if key != "they" or look.memory.recent_of(look.mention, look.mention.sentence_index):
        return ()
    for left, right in pairwise(before):
        if MET.fullmatch(look.text[left.mention.span.end : right.mention.span.start]):
            both = tuple(dict.fromkeys((*left.entities, *right.entities)))
            return both if len(both) > 1 else ()
    return ()


def _tagging(look: Look) -> Iterator[Spoken]:
    """Who stands in the tag at the end of the sentence before."""
    for spoken in look.memory.recent_of(look.mention, look.mention.sentence_index - 1):
        is_tag = look.text[: spoken.mention.span.start].endswith((", ", '," ', ",” "))
        if is_tag and TAIL.fullmatch(look.text[spoken.mention.span.end : look.mention.span.start]):
            yield spoken


def _quoted(look: Look) -> Iterator[Spoken]:
    """Who stands behind the quotation that ends the sentence before."""
    for spoken in look.memory.recent_of(look.mention, look.mention.sentence_index - 1):
        before = look.text[max(0, spoken.mention.span.start - LETTERS) : spoken.mention.span.start]
        after = look.text[spoken.mention.span.end : look.mention.span.start]
        if (QUOTED.search(before) and TAIL.fullmatch(after)) or (QUOTED_BY.search(before) and SIGNED.fullmatch(after)):
            yield spoken
