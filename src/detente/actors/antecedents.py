"""Whom a single pronoun takes up: the rules' choice, unless the points of a learnt scorecard speak clearly for another earlier mention.

A conditional logit over the mentions of the sentences before (`python -m training.antecedents`), whose points lie in
data/actors/antecedents.tsv: distance, kind and number, gender, place in its sentence, names, quotations, how often it was spoken of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p

from detente import ontology
from detente.actors.accused import held_first
from detente.actors.look import Look
from detente.actors.memory import Spoken
from detente.actors.pairs import runs
from detente.actors.pronouns import FEMALE, MALE, NEUTER, PLURAL, SAYS, gender_of, is_subject, living
from detente.records import Entity

FAR = 4
CLEAR = 1.0
"""The card overrules the rules from so many points more on. Out of fold on 336 pronouns of marked stories: country 0.836 by rule,
0.845 with it, sector 0.762 and 0.765; at 0 it loses to the rules (0.82), from 2 on it changes nothing."""
OBJECTS = frozenset({"him", "her", "them", "himself", "herself", "themselves"})
OWNERS = frozenset({"his", "its", "their"})
INDEFINITE = frozenset({"a", "an", "one", "some"})
CLASSES: Mapping[str, str] = {
    **dict.fromkeys(MALE, "m"),
    **dict.fromkeys(FEMALE, "f"),
    **dict.fromkeys(NEUTER, "n"),
    **dict.fromkeys(PLURAL, "p"),
}
Features = list[tuple[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One antecedent that a pronoun could have: whom it stands for, its mention, whether "and" joins several, and its features."""

    entities: tuple[Entity, ...]
    spoken: Spoken
    is_joined: bool
    features: Features


@cache
def read_points() -> Mapping[str, float]:
    """The bundled table."""
    return {row["feature"]: float(row["points"]) for row in ontology.read_table("actors/antecedents.tsv")}


def weighed(options: Sequence[Choice], ruled: tuple[Entity, ...], points: Mapping[str, float]) -> tuple[Entity, ...]:
    """Whom the pronoun stands for: the rules' choice, or one that has clearly more points."""
    scored = [(sum(points.get(name, 0.0) * value for name, value in c.features), c.entities) for c in options]
    if not scored:
        return ruled
    best = max(scored, key=lambda pair: pair[0])
    if not ruled:
        return best[1]
    own = [score for score, entities in scored if entities == ruled]
    return best[1] if own and best[0] - max(own) >= CLEAR else ruled


def choices(look: Look) -> Iterator[Choice]:
    """The antecedents that a single pronoun could have; none for any other mention."""
    group = CLASSES.get(look.keys[0]) if len(look.keys) == 1 else None
    before = list(living(look, held_first(look, list(look.memory.before(look.mention))))) if group else []
    if not group or not before:
        return
    by_sentence: dict[int, list[Spoken]] = {}
    for spoken in before:
        by_sentence.setdefault(spoken.sentence, []).append(spoken)
    often = Counter(entity for spoken in before for entity in spoken.entities)
    joined = (
        [run for run in runs(sorted(before, key=lambda s: s.mention.span.start), look.text) if len(run) > 1]
        if group == "p"
        else []
    )
    for spoken in before:
        features = [*_kind(spoken, spoken.number, spoken.entities, group, look)]
        features += _place(spoken, by_sentence[spoken.sentence], spoken.entities, often, look)
        yield Choice(entities=spoken.entities, spoken=spoken, is_joined=False, features=features)
    for run in joined:
        entities = tuple(dict.fromkeys(entity for one in run for entity in one.entities))
        features = [*_kind(run[-1], "people", entities, group, look), ("joined", 1.0)]
        features += _place(run[-1], by_sentence[run[-1].sentence], entities, often, look)
        yield Choice(entities=entities, spoken=run[-1], is_joined=True, features=features)


def _kind(spoken: Spoken, number: str, entities: tuple[Entity, ...], group: str, look: Look) -> Features:
    """What the antecedent is: its number and gender beside the pronoun's, its words."""
    first, *others = spoken.mention.text.lower().split()
    found: Features = [(f"number {group} {number}", 1.0)]
    if group in "mf":
        gender = gender_of(spoken, look)
        found.append(
            ("gender unknown" if gender is None else "gender same" if gender == group else "gender other", 1.0)
        )
    if spoken.is_named:
        found += [("named", 1.0), (f"named {group}", 1.0)]
    if first in INDEFINITE:
        found.append(("indefinite", 1.0))
    if first in CLASSES and not others:
        found.append(("pronoun", 1.0))
        if first == look.keys[0]:
            found.append(("same pronoun", 1.0))
    if len(entities) > 1:
        found += [("several", 1.0), (f"several {group}", 1.0)]
    if not any(entity.country for entity in entities):
        found.append(("no country", 1.0))
    if not any(entity.sector for entity in entities):
        found.append(("no sector", 1.0))
    return found


def _place(
    spoken: Spoken, own: Sequence[Spoken], entities: tuple[Entity, ...], often: Counter[Entity], look: Look
) -> Features:
    """Where the antecedent stands: how far off, where in its sentence, inside or outside the pronoun's quotation."""
    span, at, key = spoken.mention.span, look.mention.span.start, look.keys[0]
    between = look.text[span.end : at]
    back = min(look.mention.sentence_index - spoken.sentence, FAR)
    as_object = "object" if key in OBJECTS else "other"
    found: Features = [
        (f"sentences {back}", 1.0),
        ("near", -log1p(at - span.end)),
        ("often", log1p(sum(often[entity] for entity in entities) / len(entities))),
        (f"place {as_object}", -float(own.index(spoken))),
    ]
    if own[-1] is spoken:
        found.append((f"last {as_object}", 1.0))
    if "," in between:
        found.append(("comma", 1.0))
    if back == 0 and SAYS.fullmatch(between):
        found.append(("says", 1.0))
    if between[:2] in ("'s", "’s"):
        found.append(("owner", 1.0))
    if back == 0 and own[-1] is spoken and is_subject(spoken, look):
        found.append((f"subject {'owner' if key in OWNERS else as_object}", 1.0))
    quoted, said = look.memory.quotation_at(at), look.memory.quotation_at(span.start)
    if quoted is not None and said == quoted:
        found.append(("same quotation", 1.0))
    elif quoted is not None and said is None and back == 0:
        found.append(("speaker", 1.0))
    elif quoted is None and said is not None:
        found.append(("inside quotation", 1.0))
    return found
