"""A mention cut into its parts: head, complements ("of Kenya", "for the army"), appositions; with the names and roles in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.actors.knowledge import Knowledge, Role
from detente.actors.names import Match, Token, tokenise, word_set
from detente.actors.senses import JOINERS, NOT_GIVEN, RANKS, Known, Scene, look_up

PREPOSITIONS = word_set(
    "of for in from at to against with near on over by under inside outside across around between among behind toward "
    "towards within after before representing including wearing as via who whose which that"
)
QUANTITIES = word_set(
    "dozens hundreds thousands scores millions tens some several most many all both part half number group groups series one two three "
    "four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "more any each none members member units unit battalion battalions "
    "brigade column columns contingent squad team teams band crowd crowds convoy convoys delegation delegations remnants "
    "quarters quarter third thirds fifth fifths tenth houses chambers "
    "elements ranks wave waves pair trio majority handful relatives scores couple batch crew fleet faction factions "
    "ships force leaders companies company line lines row rows string stream streams cordon busload busloads boatload boatloads "
    "swarm throng throngs posse gathering array mob mobs"
)
ALSO_SURNAMES = word_set(
    "king prince pope bishop priest monk abbot cardinal baker miner farmer fisher shepherd driver constable child marine sheikh mufti"
)
"""Words of titles and trades that are surnames too, without those that more often follow an unknown word of a title ("circuit judge")."""
DEPUTISED = word_set(
    "director head chief leader commander chairman chairwoman chair spokesman spokeswoman coordinator manager editor"
)
DETERMINERS = word_set("the a an his her its their this that")
AGE = re.compile(r"[1-9]\d")
GROUPING = word_set("relatives families widows supporters opponents critics leaders leader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a mention and what it contains."""

    link: str
    """`head`, `apposition`, or the preposition that leads in."""
    tokens: tuple[Token, ...]
    start: int
    names: tuple[Known, ...]
    roles: tuple[Match[Role], ...]

    @property
    def last_role(self) -> Match[Role] | None:
        """The rightmost role noun: the head, as English has it."""
        return self.roles[-1] if self.roles else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A mention's words with all that is known about them."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[Known, ...]
    roles: tuple[Match[Role], ...]
    parts: tuple[Part, ...]

    @property
    def head(self) -> Part:
        """The part with the head noun."""
        return self.parts[0]

    def covered(self) -> set[int]:
        """Positions of the tokens that belong to a name or a role."""
        return positions(self.names, self.roles)


def positions(names: Iterable[Known], roles: Iterable[Match[Role]]) -> set[int]:
    """Positions of the tokens of names and roles."""
    return {at for known in names for at in range(known.start, known.end)} | {
        at for role in roles for at in range(role.start, role.end)
    }


def parse(text: str, scene: Scene) -> Phrase:
    """Cut a mention into parts and find names and roles in it."""
    tokens = tokenise(text)
    names = look_up(tokens, scene)
    taken = {at for known in names for at in range(known.start, known.end)}
    roles = [
        Match(match.start, match.end, match.value[0])
        for match in scene.knowledge.roles.find(tokens)
        if taken.isdisjoint(range(match.start, match.end))
        and not _is_adjective(match, tokens)
        and not _is_of_deputy(match, tokens, scene.knowledge)
        and not is_surname(match.start, match.end, text, taken, scene.knowledge)
    ]
    cuts = _cuts(text, tokens, names, roles)
    parts = [
        Part(
            link=link,
            tokens=tokens[start:end],
            start=start,
            names=tuple(k for k in names if start <= k.start < end),
            roles=tuple(r for r in roles if start <= r.start < end),
        )
        for start, end, link in cuts
    ]
    return Phrase(text=text, tokens=tokens, names=tuple(names), roles=tuple(roles), parts=tuple(_drop_quantity(parts)))


def _is_of_deputy(match: Match[tuple[Role, ...]], tokens: Sequence[Token], knowledge: Knowledge) -> bool:
    """As in "the deputy director", "principal adviser": no member of a parliament and no head of a school, where the office follows."""
    if match.value[0].noun not in ("deputy", "principal") or match.value[0].is_plural or match.end >= len(tokens):
        return False
    following = tokens[match.end].key
    return following in DEPUTISED or following in knowledge.roles.lengths or following in knowledge.words


def is_surname(start: int, end: int, text: str, taken: set[int], knowledge: Knowledge) -> bool:
    """As in "Kevin King": a title's word behind an unknown given name, where it ends the name."""
    tokens = tokenise(text)
    if end - start > 1 or start == 0 or tokens[start].key not in ALSO_SURNAMES or not tokens[start].is_capital:
        return False
    given, after = tokens[start - 1], tokens[end] if end < len(tokens) else None
    is_beside = text[given.end : tokens[start].start] in (" ", ". ")
    is_word = given.key in knowledge.roles.lengths or given.key in knowledge.words or given.key in NOT_GIVEN | RANKS
    if not is_beside or is_word or not given.is_capital or given.is_possessive or start - 1 in taken:
        return False
    is_followed = after is not None and after.is_capital and text[tokens[start].end : after.start] == " "
    return not is_followed and (start < 2 or tokens[start - 2].key not in DETERMINERS)


def _is_adjective(match: Match[tuple[Role, ...]], tokens: Sequence[Token]) -> bool:
    """As in "the National Confederation": no person of that nation."""
    is_singular = match.value[0].noun in ("national", "local") and not match.value[0].is_plural
    return is_singular and (tokens[match.start].is_capital or match.end < len(tokens))


def _cuts(
    text: str, tokens: Sequence[Token], names: Sequence[Known], roles: Sequence[Match[Role]]
) -> list[tuple[int, int, str]]:
    """Start, end and link of each part: cut at commas and at prepositions outside names and roles, not within lists of names."""
    inside = {at for known in names for at in range(known.start + 1, known.end)}
    inside |= {at for role in roles for at in range(role.start + 1, role.end)}
    listed = _listed(tokens, names)
    cuts, start, link = [], 0, "head"
    for at in range(1, len(tokens)):
        gap = text[tokens[at - 1].end : tokens[at].start]
        if at in inside or at in listed:
            continue
        if tokens[at].key in PREPOSITIONS and not tokens[at].is_capital:
            cuts.append((start, at, link))
            start, link = at + 1, tokens[at].key
        elif any(mark in gap for mark in ',();:–—"“”') and not _is_number(tokens[at - 1], tokens[at], gap):
            cuts.append((start, at, link))
            start, link = at, "apposition"
    cuts.append((start, len(tokens), link))
    return [cut for cut in cuts if cut[0] < cut[1]] or [(0, len(tokens), "head")]


def _is_number(left: Token, right: Token, gap: str) -> bool:
    """Whether a comma parts the thousands of one number ("31,000 Haitians")."""
    return gap == "," and left.text.isdigit() and right.text.isdigit()


def _listed(tokens: Sequence[Token], names: Sequence[Known]) -> set[int]:
    """Positions between and at the beginnings of names that follow on each other by commas and "and" alone."""
    found: set[int] = set()
    for left, right in pairwise(names):
        between = tokens[left.end : right.start]
        if all(token.key in JOINERS for token in between) and left.name.form == right.name.form:
            found |= set(range(left.end, right.start + 1))
    return found


def ends_in_age(part: Part) -> bool:
    """As in "Ada Quill 18, of Ash Close": whether an age without a comma ends a name in full."""
    name = part.tokens[:-1]
    return len(name) > 1 and bool(AGE.fullmatch(part.tokens[-1].text)) and all(token.is_capital for token in name)


def _drop_quantity(parts: list[Part]) -> list[Part]:
    """As in "Dozens of students": the students are the head."""
    if len(parts) < 2 or parts[1].link != "of" or parts[0].names:
        return parts
    if ends_in_age(parts[0]):
        return parts
    last = parts[0].tokens[-1].key if parts[0].tokens else ""
    if (last in QUANTITIES or last.isdigit()) and last not in GROUPING and parts[1].tokens:
        head = parts[1]
        merged = Part(link="head", tokens=head.tokens, start=head.start, names=head.names, roles=head.roles)
        return [merged, *parts[2:]]
    return parts
