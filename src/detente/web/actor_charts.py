"""The charts of an actor: its events by kind over time, its partners by score and volume."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.web.actor_records import ActorPage
from detente.web.charts import QUADS, Chart, Spec, dot_size, kinds_body, undated_note
from detente.web.names import party_name
from detente.web.rooms import to_segment

HEIGHT = 240
PARTNERS = 15
ROW_HEIGHT = 22
ROOM_FOR_AXIS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """Events of one kind in one step."""

    period: date
    kind: str
    events: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A partner: how much passed, and how friendly."""

    partner: str
    name: str
    events: int
    mean_score: float
    page: str


def draw_series(page: ActorPage) -> Chart:
    """Events by kind over time."""
    rows = [
        KindRow(period=row.period, kind=QUADS[row.quad_code - 1], events=row.events, undated=row.undated)
        for row in page.series
    ]
    return Chart(
        title=f"{page.name}: events by {page.step} and kind, {page.since} to {page.until}",
        caption=f"Plain events by {page.step} in which the actor takes part: cooperation upwards, conflict downwards, material ones "
        "next to the line." + undated_note(sum(row.undated for row in page.series)),
        rows=rows,
        row_type=KindRow,
        body=kinds_body(page.step, page.since, page.until, rows),
        height=HEIGHT,
    )


def draw_partners(page: ActorPage) -> Chart:
    """The partners with most events, by mean score."""
    rows = [
        PartnerRow(
            partner=each.partner,
            name=party_name(each.partner)[:40],
            events=each.events,
            mean_score=round(each.mean_score, 3),
            page=f"/dyad/{to_segment(page.key)}/{to_segment(each.partner)}",
        )
        for each in page.partners[:PARTNERS]
    ]
    return Chart(
        title=f"{page.name}: partners",
        caption="Partners with most events and the mean PLOVER score of these, −10 conflict to 10 cooperation; larger dots, more events.",
        rows=rows,
        row_type=PartnerRow,
        body=_partners_body([row.name for row in rows]),
        height=ROW_HEIGHT * len(rows) + ROOM_FOR_AXIS,
    )


def _partners_body(names: list[str]) -> Spec:
    y = {"field": "name", "type": "nominal", "sort": names, "title": None}
    x = {"field": "mean_score", "type": "quantitative"}
    colour = {
        **x,
        "scale": {"domain": [-8, 8], "domainMid": 0, "range": ["{cold}", "{quiet}", "{warm}"], "clamp": True},
        "legend": None,
    }
    tooltip = [
        {"field": "name", "title": "Partner"},
        {"field": "events", "title": "Events"},
        {"field": "mean_score", "title": "Mean score", "format": "+.1f"},
    ]
    return {
        "layer": [
            {"mark": {"type": "bar", "color": "{grid}", "height": 2}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "circle", "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {**x, "scale": {"domain": [-10, 10]}, "title": "mean score"},
                    "color": colour,
                    "size": dot_size(30, 320),
                    "href": {"field": "page"},
                    "tooltip": tooltip,
                },
            },
        ]
    }


CHARTS = {"series": draw_series, "partners": draw_partners}
