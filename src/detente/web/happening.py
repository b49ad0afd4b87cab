"""A happening: all reports of one real-world event, by independent origin; who says so, who denies, on which numbers they part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.web.names import act_words, mode_gloss, party_name
from detente.web.queries import one, rows
from detente.web.rendering import short
from detente.web.rooms import Room, Visit
from detente.web.shown import Happening, with_days

LISTED = 300
"""Sentences of reports that are shown; the twin has no more either. Voices are counted in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    spot: int
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A page that reports the happening, and its sentence."""

    event_id: str
    story_id: str
    origin_id: str
    page: str
    publisher: str | None
    reported_on: date
    stance: str
    """reports, denies or expects."""
    auxiliary: tuple[str, ...]
    according_to: str | None
    sentence: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An independent text and the pages that carry it; a page stands here once for each of its sentences that tell of the happening."""

    origin_id: str
    reports: tuple[Report, ...]

    @property
    def best(self) -> Report:
        """The report that is shown for the origin: its first."""
        return self.reports[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says so, who denies: a source that a text names, or the publisher itself."""

    name: str
    stance: str
    is_publisher: bool
    reports: int
    """Pages, however many of their sentences say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A page on which somebody denies the happening in an answer to a report of it."""

    denier: str | None
    publisher: str | None
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A denial, or a number on which reports differ."""

    kind: str
    about: str | None
    """Who denies; or what is counted, and the numbers: "nurses killed: 5, 7"."""
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningPage:
    """A happening and everything that was reported of it."""

    happening: Happening
    origins: tuple[Origin, ...]
    voices: tuple[Voice, ...]
    contradictions: tuple[Contradiction, ...]


def read(visit: Visit) -> HappeningPage | None:
    """The happening by its id."""
    connection, id_ = visit.connection, visit.path["id"]
    members = rows(connection, "happening/members", _Member, id=id_)
    happening = one(connection, "happening/happening", Happening, id=id_, day=members[0].date) if members else None
    if happening is None:
        return None
    spots = [each.spot for each in members]
    reports = rows(connection, "happening/reports", Report, spots=spots)
    denials = rows(connection, "happening/denials", Denial, spots=spots)
    return HappeningPage(
        happening=with_days(connection, [happening])[0],
        origins=_origins(reports[:LISTED]),
        voices=voices_of(reports, denials),
        contradictions=rows(connection, "happening/contradictions", Contradiction, id=id_),
    )


def _origins(reports: tuple[Report, ...]) -> tuple[Origin, ...]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.origin_id, []).append(report)
    return tuple(Origin(origin_id=origin_id, reports=tuple(group)) for origin_id, group in found.items())


def voices_of(reports: tuple[Report, ...], denials: tuple[Denial, ...]) -> tuple[Voice, ...]:
    """Who says so, who denies, who expects it; each with the pages on which it does, most first."""
    said = [(each.stance, each.according_to, each.publisher, each.page) for each in reports]
    said += [("denies", each.denier, each.publisher, each.page) for each in denials]
    pages: dict[tuple[str, str, bool], set[str]] = {}
    for stance, source, publisher, page in said:
        pages.setdefault((stance, source or publisher or "unknown", source is None), set()).add(page)
    order = ("reports", "denies", "expects")
    return tuple(
        Voice(name=name, stance=stance, is_publisher=is_publisher, reports=len(found))
        for (stance, name, is_publisher), found in sorted(
            pages.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1])
        )
    )


def _title(page: HappeningPage) -> str:
    happening = page.happening
    told = (happening.actors,) if happening.is_within else (happening.actors, happening.recipients)
    sides = [", ".join(party_name(each) for each in side[:3]) for side in told if side]
    words = f"within {sides[0]}" if happening.is_within else " → ".join(sides)
    gloss = mode_gloss(happening.event_type, happening.mode)
    act = act_words(happening.event_type, happening.mode) + (f" ({gloss})" if gloss else "")
    return f"{act}, {short(words, 120)}, {happening.date}"


ROOM = Room(
    name="happening",
    path="/happening/{id}",
    about="One real-world event: its reports by independent origin, who says so, who denies, differing numbers.",
    shown=HappeningPage,
    read=read,
    title=_title,
)
