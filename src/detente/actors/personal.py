"""The personal name in a mention, known or not: "Foreign Minister Tan Wei of Singapore" -> Tan Wei."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.actors.names import Token, fold, word_set
from detente.actors.phrases import ALSO_SURNAMES, Part, Phrase, ends_in_age, positions
from detente.actors.sectors import FULL_NAME_WORDS, KIN
from detente.actors.senses import GENERIC, NOT_GIVEN, TIED, Scene
from detente.actors.surnames import PARTICLES

Gender = Literal["f", "m"]
HONORIFICS = word_set(
    "mr mrs ms miss mx dr sir lord lady dame sheikh sheik sayyid hajj haji don dona gen col lt cmdr cdr maj capt sgt brig adm sen rep "
    "gov pres "
    "sens reps rev fr prof hon mullah imam ayatollah pope archbishop bishop cardinal judge justice inspector sergeant corporal private "
    "comrade madam madame monsieur herr frau señor senor ustaz retired former late mps mp "
    "dcop acp dsp csp igp dcp ssp supt insp det datuk dato datin seri"
)
FEMALE = word_set(
    "mrs ms miss lady dame madam madame frau queen princess chairwoman spokeswoman businesswoman congresswoman empress"
)
MALE = word_set("mr sir lord king prince chairman spokesman businessman congressman emperor emir sultan pope")


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A personal name as written, its folded words, and the gender that a title shows."""

    text: str
    keys: tuple[str, ...]
    gender: Gender | None = None
    is_whole: bool = False
    """Whether the mention is nothing but the name."""


def gender_of(phrase: Phrase) -> Gender | None:
    """The gender that a title or noun of the mention shows."""
    keys = {token.key for token in phrase.tokens}
    return "f" if keys & FEMALE else "m" if keys & MALE else None


def personal_name(phrase: Phrase, scene: Scene) -> Personal | None:
    """The personal name that ends the head, or an apposition; None where the capitals are an institution's."""
    for part in phrase.parts:
        if part.link in ("head", "apposition"):
            run = (
                part is phrase.head and (_after_department(phrase, scene) or _after_post(phrase, scene))
            ) or _without_title(_run(part, phrase), scene)
            if run and _is_personal(run, part, scene):
                text = phrase.text[run[0].start : run[-1].end]
                text = text[:-2] if run[-1].is_possessive and text[-2:] in ("'s", "’s") else text.rstrip("'’")
                used = [t for t in phrase.tokens if t.key not in HONORIFICS and t.key != "the"]
                return Personal(
                    text=text,
                    keys=tuple(fold(token.text) for token in run),
                    gender=gender_of(phrase),
                    is_whole=len(used) == len(run),
                )
    return None


def _after_department(phrase: Phrase, scene: Scene) -> list[Token]:
    """As in "Minister of Health Ada Quill": the name after the department, which is no part of it."""
    head = phrase.head
    is_office = bool(head.roles) or (bool(head.tokens) and head.tokens[-1].key in OFFICE_WORDS)
    is_kin = bool(head.tokens) and head.tokens[-1].key in KIN
    if len(phrase.parts) < 2 or not is_office or is_kin or phrase.parts[1].link != "of":
        return []
    part = phrase.parts[1]
    run = _run(part, phrase)
    name = _without_title(run, scene)
    department = part.tokens[: len(part.tokens) - len(name)]
    is_after = any(
        token.key in scene.knowledge.words or token.key in DEPARTMENTS or token.key in scene.knowledge.roles.values
        for token in department
    )
    return name if is_after and 1 < len(name) < len(part.tokens) else []


def _after_post(phrase: Phrase, scene: Scene) -> list[Token]:
    """As in "the ambassador to Britain Ada Quill", "governor of Ohio Tom Abel": the name after the state or place of the office."""
    if not phrase.head.roles or phrase.head.tokens[-1].key in KIN:
        return []
    for part in phrase.parts[1:]:
        name = _without_title(_run(part, phrase), scene)
        at = len(part.tokens) - len(name)
        if part.link not in OWNING or len(name) < FULL_NAME_WORDS or not at:
            continue
        before = part.tokens[at - 1]
        is_known = any(k.end == part.start + at and k.entry.kind != "person" for k in part.names)
        if is_known and not before.is_possessive and name[0].start - before.end == 1:
            return name
    return []


def owner_name(phrase: Phrase) -> Personal | None:
    """The personal name that modifies the head: "Yeltsin's government", "the Biden administration", "allies of Mr Bongo"."""
    head = phrase.head
    run = _first_run(head)
    is_last = bool(run) and run[-1] is head.tokens[-1] and not run[-1].is_possessive
    if not run or is_last:
        run = next((_run(part, phrase) for part in phrase.parts[1:] if part.link in OWNING), [])
    is_field = all(token.key in GENERIC for token in run) and not run[-1].is_possessive if run else False
    if not run or is_field or any(token.text.isupper() and len(token.text) > 2 for token in run):
        return None
    return Personal(text=" ".join(token.text for token in run), keys=tuple(token.key for token in run))


def _first_run(part: Part) -> list[Token]:
    """The first capitalised words of a part that belong to no known name and to no role."""
    taken = positions(part.names, part.roles)
    run: list[Token] = []
    for at, token in enumerate(part.tokens, part.start):
        is_initial = bool(run) and token.is_capital and len(token.text) == 1
        is_name = at not in taken and token.is_capital and (is_initial or token.key not in HONORIFICS | NOT_NAMES)
        after = part.tokens[at - part.start + 1 :][:1]
        if token.is_joined and after and after[0].key in TIED:
            break
        if is_name:
            run.append(token)
        if run and (token.is_possessive or not is_name):
            break
    return run


def _run(part: Part, phrase: Phrase) -> list[Token]:
    """The capitalised words at the end of a part that belong to no name of a state or institution and to no role."""
    taken = {at for k in part.names if k.entry.kind != "person" for at in range(k.start, k.end)}
    taken |= {at for r in part.roles for at in range(r.start, r.end)}
    run: list[Token] = []
    end = part.start + len(part.tokens) - int(ends_in_age(part))
    for at in range(end - 1, part.start - 1, -1):
        token = phrase.tokens[at]
        is_initial = bool(run) and len(token.text) == 1 and phrase.text[token.end : token.end + 1] == "."
        is_name = token.is_capital and (is_initial or token.key not in HONORIFICS | NOT_NAMES)
        is_tied = at > part.start and phrase.tokens[at - 1].is_joined and phrase.tokens[at - 1].is_capital
        is_tail = is_tied and token.key not in TIED
        if at in taken or not (is_name or is_tail or (run and token.key in PARTICLES)):
            break
        run.insert(0, token)
    while run and not run[0].is_capital and run[0].key not in PARTICLES:
        run.pop(0)
    return run


OWNING = ("of", "to", "for", "from")


def _without_title(run: list[Token], scene: Scene) -> list[Token]:
    """The run without leading words of an office ("Director Rebic")."""
    at = max((place + 1 for place, token in enumerate(run[:-1]) if token.key in OFFICE_WORDS), default=0)
    words = DEPARTMENTS | PARTISANS
    while at < len(run) - 1 and (run[at].key in scene.knowledge.words or run[at].key in words):
        at += 1
    return run[at:]


DEPARTMENTS = word_set(
    "justice health defence defense interior finance education agriculture labour labor commerce energy"
)
PARTISANS = word_set("republican democrat conservative labour liberal socialist independent")
OFFICE_WORDS = word_set(
    "director commissioner coordinator secretary spokesman spokeswoman chairman chairwoman chair representative head chief leader envoy"
)
PRONOUNS = word_set("he she it they we you i him them us her his its their me my your our who")
"""No surname where they stand alone: "He" is seldom a man of that name."""
NOT_NAMES = word_set("the a an this that both all some his her their its our no one two three four five")


def _is_personal(run: list[Token], part: Part, scene: Scene) -> bool:
    """Whether the run is a person's: no institution's words, and no lone first word that is capital by its place only."""
    keys = [token.key for token in run]
    inner = [key for key in (keys[:-1] if keys[-1] in ALSO_SURNAMES else keys) if len(key) > 1]
    if any(key in scene.knowledge.words or key in NOT_GIVEN for key in inner if len(keys) > 1):
        return False
    if any(token.text.isupper() and len(token.text) > 2 for token in run):
        return False
    if len(run) == 1 and (
        run[0].key in scene.knowledge.words or run[0].key in PRONOUNS or any(c.isdigit() for c in run[0].text)
    ):
        return False
    article = part.tokens[0].key in ("the", "a", "an") and run[0] is part.tokens[1] if len(part.tokens) > 1 else False
    return not article
