"""One mention to be referred back, and what there is to refer it to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from detente.actors.description import Description
from detente.actors.memory import Memory, Spoken, countries_in
from detente.actors.names import word_set
from detente.actors.senses import Scene
from detente.records import Entity, Mention

POSSESSIVES = word_set("his her its their")
COUNTRY_NOUNS = word_set(
    "country nation republic kingdom island state homeland government administration authorities regime"
)
QUANTIFIERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "others rest some many most several few "
    "another half none both remaining"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One mention to be referred back, and what there is to refer it to."""

    mention: Mention
    description: Description
    memory: Memory
    scene: Scene
    default: str | None
    text: str
    heading: str
    """The story's title."""
    keys: list[str]
    """The mention's folded words."""

    @property
    def start(self) -> int:
        """Where the mention's sentence begins, as far as mentions tell: at its first one."""
        own = [s.mention.span.start for s in self.memory.of_sentence(self.mention.sentence_index)]
        return min(own, default=self.mention.span.start)


def first(spoken: Iterable[Spoken], fits: Callable[[Spoken], bool]) -> tuple[Entity, ...]:
    """The entities of the first mention that fits; none where no one does."""
    return next((s.entities for s in spoken if fits(s)), ())


def other_state(look: Look, own: str | None) -> str | None:
    """The state beside the owner's: the other one of those that the story speaks of most, the nearest first when they are equal."""
    codes = countries_in(look.memory.recent(look.mention), look.scene.knowledge)
    known = look.scene.knowledge.countries
    counts = {
        code: look.scene.countries.get(code, 0) + codes.count(code)
        for code in {*codes, *look.scene.countries}
        if code in known
    }
    others = [code for code in counts if code != own and counts[code]]
    others = [code for code in others if code in codes] or others
    return max(others, key=lambda code: (counts[code], code in codes, code), default=None)
