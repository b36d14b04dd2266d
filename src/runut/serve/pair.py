"""Two parties over time: counts by month, the balance with its method, firsts, and months of which nothing is known.

In: the desk and what is asked, with two names. Out: plain values for the template. All counting is ``fuse.dyads``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from runut.errors import UsageError
from runut.fuse.dyads import Dyad
from runut.keep import survey
from runut.keep.dyads import dyad
from runut.publish.dyads import dyad_object, head_lines, months_table
from runut.publish.tables import Table
from runut.publish.wording import Language
from runut.serve.asking import Asked
from runut.serve.charts import Chart, Lane, chart
from runut.serve.desk import Desk
from runut.serve.people import outlet_lanes, type_lanes
from runut.serve.texts import say

__all__ = ["PairPage", "dyad_asked", "pair_page"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """The first event of a kind between the two."""

    label: str
    line: str
    event: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """All that the page of two parties shows."""

    names: tuple[str, str]
    head: str
    lines: tuple[str, ...]
    months: Table
    firsts: tuple[Milestone, ...]
    chart: Chart | None
    events: str
    total: int


def dyad_asked(desk: Desk, asked: Asked) -> Dyad:
    """The two parties that are asked for.

    :raises UsageError: there are not two.
    """
    if len(asked.between) != 2:
        raise UsageError("name two parties: between=Rusia&between=Korut")
    one, other = asked.between
    return desk.kept("dyad", replace(asked, newest=False), lambda: dyad(desk.view(asked), one, other))


def pair_page(desk: Desk, asked: Asked, language: Language) -> PairPage:
    """The page of the two parties."""
    found = dyad_asked(desk, asked)
    told: Any = dyad_object(found, language)
    head, *lines = head_lines(found, language)
    months = survey.events_by_month(desk.found(asked), by_type=True)
    lanes = [balance_lane(found, language), *type_lanes(months, language), *outlet_lanes(desk, language)]
    one, other = (party["name"] for party in told["parties"])
    return PairPage(
        names=(one, other),
        head=head,
        lines=tuple(line.strip() for line in lines),
        months=months_table(found, language),
        firsts=tuple(Milestone(first["label"], first["line"], first["event"]) for first in told["firsts"]),
        chart=chart(lanes, "chart-title", language),
        events=asked.address("/timeline"),
        total=found.events,
    )


def balance_lane(found: Dyad, language: Language) -> Lane:
    """Cooperation upwards and conflict downwards, month by month."""
    up = {one.first: one.balance.cooperation for one in found.periods if one.events}
    down = {one.first: one.balance.conflict for one in found.periods if one.events}
    return Lane(say("balance_lane", language), "balance", up, down)
