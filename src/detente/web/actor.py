"""An actor: who it is, with whom it deals and how, over time and lately; what stands between it and others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import duckdb

from detente.ledger.relation import THIN_EVENTS, THIN_ORIGINS
from detente.web import actor_charts
from detente.web.actor_records import ActorPage, Associate, Kind, Partner, QuadRow, Standing, TypeCount
from detente.web.dyad import first_shown, party_of, step_of
from detente.web.names import is_state, party_name
from detente.web.queries import one, rows, run
from detente.web.rooms import BadQueryError, Parameter, Room, Visit
from detente.web.shown import Spot, read_events, read_uncounted

NAME = "name"
"""The parameter of /actor, which takes what /actor/NAME does not find."""
PARTNERS = 40
FACTS = 30
LATEST = 15
ASSOCIATES = 12
LOOKED_AT = 60
"""Latest events in which persons and offices of a state are looked for."""
STEP = Parameter(
    name="step", about="Step of the series; by default what suits the days.", choices=("", "week", "month", "year")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    events: int
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    name: str
    country: str | None
    sector: str | None
    wikidata_id: str | None
    roles: tuple[str, ...] | None


def read(visit: Visit) -> ActorPage | None:
    """The actor; None where no event of the ledger has it."""
    key = party_of(visit.path["key"])
    kind, head = gather(key, visit.connection)
    if head is None or head.since is None or head.until is None:
        return None
    until = visit.day("to") or head.until
    since = visit.day("from") or first_shown(head.since, until, visit.edition.first_day)
    if since > until:
        raise BadQueryError(f"'from' ({since}) must not be after 'to' ({until})")
    step = step_of(visit.choice(STEP), until - since)
    latest = rows(visit.connection, "actor/latest", Spot, number=LOOKED_AT)
    run(visit.connection, "actor/mentions", spots=[each.spot for each in latest])
    who = one(visit.connection, "actor/who", _Who, key=key)
    return ActorPage(
        key=key,
        kind=kind,
        name=party_name(key) if is_state(key) or who is None else who.name,
        country=who.country if who else None,
        sector=who.sector if who and kind != "state" else None,
        roles=who.roles or () if who and kind == "entity" else (),
        wikidata_id=who.wikidata_id if who and kind != "state" else None,
        events=head.events,
        since=since,
        until=until,
        step=step,
        facts=_facts(visit, key, kind),
        partners=_partners(visit, key),
        uncounted=read_uncounted(visit.connection, "actor/uncounted", key=key),
        series=rows(visit.connection, "actor/series", QuadRow, since=since, until=until, step=step),
        types=rows(visit.connection, "actor/types", TypeCount),
        associates=_associates(visit, key, kind),
        latest=read_events(visit.connection, latest[:LATEST]),
    )


def has_page(text: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any event of the ledger has the actor of this code, id or name."""
    _, head = gather(party_of(text), connection)
    return head is not None and head.since is not None and head.until is not None


def gather(key: str, connection: duckdb.DuckDBPyConnection) -> tuple[Kind, _Head | None]:
    """Put the actor's events into the temporary table `actor_rows`, which the scripts of sql/actor read."""
    run(connection, "actor/rows", key=key)
    run(connection, "actor/alone", key=key)
    head = one(connection, "actor/head", _Head)
    if head is not None and head.events:
        return ("state" if is_state(key) else "party"), head
    run(connection, "actor/entity_rows", key=key)
    return "entity", one(connection, "actor/head", _Head)


def _partners(visit: Visit, key: str) -> tuple[Partner, ...]:
    thin = {"thin_events": THIN_EVENTS, "thin_origins": THIN_ORIGINS}
    return rows(visit.connection, "actor/partners", Partner, key=key, number=PARTNERS, **thin)


def _facts(visit: Visit, key: str, kind: Kind) -> tuple[Standing, ...]:
    if kind == "entity":
        return ()
    return rows(visit.connection, "actor/facts", Standing, key=key, number=FACTS)


def _associates(visit: Visit, key: str, kind: Kind) -> tuple[Associate, ...]:
    if kind != "state":
        return ()
    return rows(visit.connection, "actor/people", Associate, key=key, number=ASSOCIATES)


ROOM = Room(
    name="actor",
    path="/actor/{key}",
    about="An actor and its partners: a state by its ISO 3166-1 alpha-3 code, others by entity id, or by name where they have none.",
    shown=ActorPage,
    read=read,
    title=lambda page: page.name,
    query=(
        Parameter(name="from", about="First day of the series."),
        Parameter(name="to", about="Last day of the series."),
        STEP,
    ),
    charts=actor_charts.CHARTS,
    elsewhere=lambda path: f"/actor?{urlencode({NAME: path['key']})}",
)
