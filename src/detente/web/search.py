"""Search: words in the sentences of events or in whole stories, with filters for everything; all of it stands in the address.

Words are looked for as they are written, in any case, all of them; the index of a search engine would need an extension that DuckDB
fetches from the network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente import ontology
from detente.web.actor import gather, has_page
from detente.web.dyad import party_of
from detente.web.dyad_asked import has_events
from detente.web.names import is_state, party_name, state_named
from detente.web.queries import rows, statement_for
from detente.web.rendering import actor_path, dyad_path
from detente.web.rooms import BadQueryError, Parameter, Room, Visit
from detente.web.search_records import FoundStory, Jump, Search
from detente.web.shown import Spot, read_events

NUMBER = 25
WORDS = 5
_WORD = re.compile(r'"([^"]+)"|(\S+)')
_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.([\w.:-]{1,64})")

AMONG = Parameter(name="in", about="What is searched.", choices=("events", "stories"))
TYPE = Parameter(name="type", about="PLOVER event type.", choices=("", *ontology.event_types()))
AUX = Parameter(name="aux", about="Auxiliary mode; plain: none.", choices=("", "plain", *ontology.AUXILIARY_MODES))
DATED = Parameter(
    name="dated",
    about="Whether the day is known: of an event its own, of a story that of publication.",
    choices=("", "yes", "no"),
)
PARTY = Parameter(
    name="party", about="Who takes part on any side: the code, id or name of an actor's page; its events are found."
)
QUERY = (
    Parameter(name="q", about='Words, all of which must occur; "two words" together in quotation marks.'),
    AMONG,
    Parameter(name="actor", about="Who acted: a country code or name, an entity id, or part of a name."),
    Parameter(name="recipient", about="To whom; for a symmetric event any of its parties."),
    TYPE,
    Parameter(name="mode", about="PLOVER mode, like expel."),
    AUX,
    Parameter(name="place", about="Where: a country code, or part of a place's name."),
    Parameter(name="source", about="Part of the publisher's name, or of the input's where it is unknown."),
    Parameter(name="from", about="First day."),
    Parameter(name="to", about="Last day."),
    DATED,
    PARTY,
    Parameter(name="after", about="Key of the last one seen; the following ones are given."),
)
FILTERS = tuple(each.name for each in QUERY if each.name not in {"after", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    story_id: str
    passage: str


def read(visit: Visit) -> Search:
    """What meets the filters; nothing where none is given."""
    among = visit.choice(AMONG)
    words = _words(visit.text("q"))
    parameters = _common(visit, words)
    jumps = _jumps(visit)
    if not any(name in visit.query for name in FILTERS):
        return Search(is_asked=False, among=among, total=0, events=(), stories=(), next_key=None, jumps=())
    if among == "stories":
        return _search_stories(visit, parameters, words, jumps)
    return _search_events(visit, {**parameters, **_event_filters(visit)}, jumps)


def _search_events(visit: Visit, parameters: dict[str, Any], jumps: tuple[Jump, ...]) -> Search:
    total, found = _find(visit, "search/events", parameters)
    events = read_events(visit.connection, [Spot(**each) for each in found[:NUMBER]])
    more = len(found) > NUMBER and events
    return Search(
        is_asked=True,
        among="events",
        total=total,
        events=events,
        stories=(),
        next_key=f"{events[-1].date}.{events[-1].event_id}" if more else None,
        jumps=jumps,
    )


def _search_stories(visit: Visit, parameters: dict[str, Any], words: list[str], jumps: tuple[Jump, ...]) -> Search:
    total, found = _find(visit, "search/stories", parameters)
    shown = found[:NUMBER]
    ids = [each["story_id"] for each in shown]
    first_word = words[0] if words else ""
    passages = rows(visit.connection, "search/passages", _Passage, ids=ids, first_word=first_word) if ids else ()
    around = {each.story_id: each.passage for each in passages}
    stories = tuple(FoundStory(**each, passage=around.get(each["story_id"], "")) for each in shown)
    return Search(
        is_asked=True,
        among="stories",
        total=total,
        events=(),
        stories=stories,
        next_key=f"{stories[-1].known_on}.{stories[-1].story_id}" if len(found) > NUMBER else None,
        jumps=jumps,
    )


def _find(visit: Visit, script: str, parameters: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    given = {*parameters, *visit.query.keys() & {PARTY.name}, *(["words"] if "word_1" in parameters else [])}
    text = statement_for(script, frozenset(given))
    total, found = visit.connection.execute(text, {**parameters, "number": NUMBER + 1}).fetchall()[0]
    return int(total), found or []


def _words(text: str) -> list[str]:
    words = [quoted or bare for quoted, bare in _WORD.findall(text)]
    if len(words) > WORDS:
        raise BadQueryError(f"at most {WORDS} words; put those that belong together in quotation marks")
    return words


def _common(visit: Visit, words: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {f"word_{at}": word.lower() for at, word in enumerate(words, start=1)}
    bounds = {"since": visit.day("from"), "until": visit.day("to"), "source": visit.text("source")}
    given |= {name: value for name, value in bounds.items() if value}
    if dated := visit.choice(DATED):
        given["dated"] = dated == "yes"
    if key := visit.text("after"):
        found = _KEY.fullmatch(key)
        if not found:
            raise BadQueryError("'after' must be a key that a page before gave")
        given |= {"after_day": _day_of(found[1]), "after_id": found[2]}
    return given


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadQueryError("'after' must be a key that a page before gave") from error


def _event_filters(visit: Visit) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for role in ("actor", "recipient", "place"):
        if value := visit.text(role):
            code = _country(value)
            given |= {f"{role}_country": code} if code else {f"{role}_name": value}
    if party := visit.text(PARTY.name):
        gather(party_of(_country(party) or party), visit.connection)
    if event_type := visit.choice(TYPE):
        given["type"] = event_type
    if mode := visit.text("mode"):
        given["mode"] = mode.lower()
    auxiliary = visit.choice(AUX)
    if auxiliary == "plain":
        given["plain"] = 0
    elif auxiliary:
        given["aux"] = auxiliary
    return given


def _country(text: str) -> str | None:
    return text.upper() if is_state(text.upper()) else state_named(text)


def _jumps(visit: Visit) -> tuple[Jump, ...]:
    """Pages that the words name and the site has: "RUS", "north korea", "RUS PRK", "Greece - Turkey"."""
    text = visit.text("q")
    whole = _country(text) if text else None
    if whole:
        return (Jump(words=party_name(whole), path=actor_path(whole)),) if has_page(whole, visit.connection) else ()
    words = text.split()
    for at in range(1, len(words)):
        first, second = _country(" ".join(words[:at])), _country(" ".join(words[at:]).lstrip("-–/ "))
        if first and second and first != second and has_events(first, second, visit.connection):
            return (Jump(words=f"{party_name(first)} – {party_name(second)}", path=dyad_path(first, second)),)
    return ()


ROOM = Room(
    name="search",
    path="/search",
    about="Events, or stories, that meet all filters, latest first, 25 a page.",
    shown=Search,
    read=read,
    title=lambda _: "Search",
    query=QUERY,
)
