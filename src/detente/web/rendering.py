"""A page's record -> HTML by the template of its room. Everything is escaped; no filter here gives safe markup to words of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from detente import ontology
from detente.ledger.relation import THIN_EVENTS, THIN_ORIGINS
from detente.web import names
from detente.web.access import Edition
from detente.web.marking import actor_key
from detente.web.rooms import Room, to_segment
from detente.wording import days_in_figures, days_in_words, noun_for

LONGEST = 400
"""Characters of a title or name that are shown where a page lists many."""
ADDRESS_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page's content: navigation, foot, citation."""

    edition: Edition
    address: str
    """The page's own address as it was asked for."""
    base: str
    """Path without query below which the twin and the charts are."""
    query: Mapping[str, str]
    today: date
    is_review: bool

    @property
    def suffix(self) -> str:
        """The query as it is appended to an address."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def with_query(self, **changes: str | None) -> str:
        """The page's query with some parameters changed, or left out where None."""
        query = {**self.query, **changes}
        kept = {name: value for name, value in query.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


def day(value: date | None) -> str:
    """A day as text: 5 July 2022."""
    return days_in_words(value, value, "day") if value else "unknown day"


def signed(value: float | None) -> str:
    """A score with its sign and a true minus: +2.5, −3.0."""
    if value is None:
        return "–"
    return f"{value:+.1f}".replace("-", "−") if round(value, 1) else "0.0"


def number(value: float) -> str:
    """A count with spaces between thousands."""
    return f"{value:,.0f}".replace(",", "\u202f")


def counted(value: int, noun: str) -> str:
    """A count and what it counts, the noun given in the singular."""
    return f"{number(value)} {noun_for(value, noun)}"


def short(text: str | None, length: int = LONGEST) -> str:
    """A text's beginning, at most so long."""
    text = text or ""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def web_address(url: str | None) -> str | None:
    """The address if it is one that a browser may be sent to (http, https), else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ADDRESS_SCHEMES and parts.netloc else None


def actor_path(party: str) -> str:
    """The address of an actor's page."""
    return f"/actor/{to_segment(party)}"


def dyad_path(first: str, second: str) -> str:
    """The address of a dyad's page."""
    return f"/dyad/{to_segment(first)}/{to_segment(second)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the navigation; `name` is that of the room that it leads to."""

    name: str
    path: str
    words: str


def make_environment(navigation: Sequence[Entry]) -> Environment:
    """The templates, with the words and formats that they use."""
    environment = Environment(
        loader=PackageLoader("detente.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "days": days_in_words,
        "days_in_figures": days_in_figures,
        "signed": signed,
        "number": number,
        "counted": counted,
        "noun": noun_for,
        "short": short,
        "web_address": web_address,
        "party": names.party_name,
        "actor_path": actor_path,
        "meaning": names.cameo_meaning,
        "key": actor_key,
        "quad": ontology.quad_code,
    }
    environment.globals |= {
        "navigation": navigation,
        "dyad_path": dyad_path,
        "act_words": names.act_words,
        "mode_gloss": names.mode_gloss,
        "is_state": names.is_state,
        "QUAD_WORDS": names.QUAD_WORDS,
        "QUAD_SIGNS": names.QUAD_SIGNS,
        "AUXILIARY_WORDS": names.AUXILIARY_WORDS,
        "SECTOR_WORDS": names.SECTOR_WORDS,
        "THIN_EVENTS": THIN_EVENTS,
        "THIN_ORIGINS": THIN_ORIGINS,
    }
    return environment


def render(environment: Environment, room: Room, shown: Any, frame: Frame) -> str:  # noqa: ANN401 (a room's record)
    """The page of a record."""
    charts = {name: draw(shown) for name, draw in room.charts.items()}
    template = environment.get_template(f"{room.name}.html")
    return template.render(page=shown, frame=frame, title=room.title(shown), charts=charts, room=room)


def render_fault(environment: Environment, frame: Frame | None, *, title: str, words: str) -> str:
    """A page that says what is wrong."""
    return environment.get_template("fault.html").render(frame=frame, title=title, words=words)
