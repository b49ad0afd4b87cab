"""A story -> the scene in which its names are read: its day, and the states that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.actors.knowledge import Knowledge
from detente.actors.names import tokenise
from detente.actors.senses import Scene
from detente.actors.settings import settings_of
from detente.actors.survey import Weighed, survey, weighed
from detente.records import Story

TITLE_WEIGHT, DATELINE_WEIGHT = 2, 3


def scene_of(story: Story, knowledge: Knowledge) -> Scene:
    """The scene of a story, as of its day."""
    weights = ((story.title or "", TITLE_WEIGHT), (story.dateline or "", DATELINE_WEIGHT), (story.text, 1))
    texts = [weighed(text, weight, knowledge) for text, weight in weights]
    day = story.published or story.crawled or _day_of_defunct_states(texts, knowledge)
    is_dated = bool(story.published or story.crawled)
    words = None if day else frozenset(token.key for each in texts for token in tokenise(each.text) if token.is_capital)
    return replace(survey(texts, knowledge, day), is_dated=is_dated, words=words, settings=settings_of(story.text))


def _day_of_defunct_states(texts: Sequence[Weighed], knowledge: Knowledge) -> date | None:
    """The last day of a state that an undated text names and that is no more: the text is of its time.

    Unless it also names somebody who took office after that: then the defunct state is its history.
    """
    matches = [match.value for text in texts for match in text.names]
    ends = [
        entries[0].until
        for names in matches
        if (entries := [name.entry for name in names if name.form in ("name", "adjective")])
        and entries[0].kind == "country"
        and all(entry.until and entry.country in knowledge.successors for entry in entries)
    ]
    begun = [
        min(since)
        for names in matches
        if len({name.entry.id for name in names}) == 1
        and names[0].entry.kind == "person"
        and (since := [term.since for term in names[0].entry.terms if term.since])
    ]
    return next((end for end in ends if end and not any(since > end for since in begun)), None)
