"""Points that sum a story up above its first paragraph: "the two countries" in one of them are those of the headline or of the lead."""

from __future__ import annotations

from detente.actors.names import tokenise
from detente.actors.senses import Scene, look_up
from detente.records import Mention

POINT, PARAGRAPHS = "• ", "\n\n"
"""How a story's text writes a point of a summary, and what parts its paragraphs."""
PAIR = 2


def headed_states(mention: Mention, heading: str, scene: Scene, text: str) -> tuple[str, ...]:
    """The states of the headline, where it has several, else of the first sentence below the points; none for words below them."""
    lead = next((part for part in text.split(PARAGRAPHS) if not part.startswith(POINT)), "")
    is_above = not lead or mention.span.start < text.find(lead)
    if not text.startswith(POINT) or not is_above:
        return ()
    headed = states_in(heading, scene)
    return headed if len(headed) >= PAIR else states_in(lead.split(". ")[0], scene)


def states_in(text: str, scene: Scene) -> tuple[str, ...]:
    """The states that a text names, in its order."""
    codes = (known.code for known in look_up(tokenise(text), scene))
    return tuple(dict.fromkeys(code for code in codes if code and code in scene.knowledge.countries))
