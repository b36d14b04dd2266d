"""The graph of who acts with whom: parties as points, what ties them as lines, and the same as a table.

In: the desk, what is asked, and how many ties to draw. Out: plain values for the template, and rows for JSON and CSV.
The width of a line says in how many events two parties meet. Whether cooperation or conflict weighs more (see
``fuse.dyads``) is told by a whole line or a dashed one, by a dotted one where neither does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from runut.fuse.dyads import Balance
from runut.fuse.network import Tie
from runut.keep.survey import names_of
from runut.publish.tables import Table
from runut.publish.wording import Language
from runut.serve.asking import Asked
from runut.serve.desk import Desk
from runut.serve.layout import placed
from runut.serve.texts import party_name

__all__ = ["AT_FIRST", "GraphPage", "graph_page", "tie_object", "ties_table"]

AT_FIRST, MOST = 40, 150
WIDTH, HEIGHT, SIDE, TOP = 1000.0, 620.0, 90.0, 36.0
THICKEST, BIGGEST = 9.0, 22.0
LONGEST = 26  # letters of a label

Lean = Literal["cooperation", "conflict", "even"]


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as it is drawn and as a row of the table."""

    names: tuple[str, str]
    ends: tuple[float, float, float, float]
    width: float
    lean: Lean
    events: int
    happened: int
    cooperation: float
    conflict: float
    net: float
    weighed: int
    to: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A party; ``events`` are those of the ties that are drawn."""

    name: str
    label: str
    x: float
    y: float
    radius: float
    ties: int
    to: str


@dataclass(frozen=True, slots=True)
class GraphPage:
    """All that the page of the graph shows."""

    width: float
    height: float
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    every: int
    limit: int
    choices: tuple[tuple[int, str], ...]


def graph_page(desk: Desk, asked: Asked, limit: int, language: Language) -> GraphPage:
    """The strongest ties of what is asked for."""
    every = desk.ties(asked)
    shown = every[: min(limit, MOST)]
    parties = _ranked(shown)
    called = names_of(desk.store, parties)
    names = {party: party_name(party, called.get(party, party), language) for party in parties}
    place = _places(parties, shown)
    return GraphPage(
        width=WIDTH,
        height=HEIGHT,
        lines=tuple(_line(tie, shown[0].events, names, place, asked) for tie in shown),
        dots=tuple(_dots(parties, shown, names, place, asked)),
        every=len(every),
        limit=min(limit, MOST),
        choices=tuple((n, asked.address("/graph", limit=str(n))) for n in (20, AT_FIRST, 80, MOST)),
    )


def lean_of(tie: Tie) -> Lean:
    """Which way the balance of the two goes."""
    net = tie.balance.net
    return "cooperation" if net > 0 else "conflict" if net < 0 else "even"


def tie_object(tie: Tie, names: Mapping[str, str]) -> dict[str, object]:
    """A tie for ``/graph.json``."""
    balance = tie.balance
    return {
        "one": tie.one,
        "other": tie.other,
        "one_name": names.get(tie.one, tie.one),
        "other_name": names.get(tie.other, tie.other),
        "events": tie.events,
        "happened": tie.happened,
        "cooperation": balance.cooperation,
        "conflict": balance.conflict,
        "net": balance.net,
        "n_cooperation": balance.n_cooperation,
        "n_conflict": balance.n_conflict,
        "n_neutral": balance.n_neutral,
        "n_without": balance.n_without,
    }


def ties_table(ties: Iterable[Tie], names: Mapping[str, str]) -> Table:
    """The same for ``/graph.csv``."""
    columns = tuple(tie_object(Tie("", "", 0, 0, Balance()), {}))
    rows = tuple(tuple(map(str, tie_object(tie, names).values())) for tie in ties)
    return Table(columns, rows, columns)


def _ranked(ties: Sequence[Tie]) -> tuple[str, ...]:
    """The parties of the ties, those of most events first."""
    total: dict[str, int] = {}
    for tie in ties:
        for party in (tie.one, tie.other):
            total[party] = total.get(party, 0) + tie.events
    return tuple(sorted(total, key=lambda party: (-total[party], party)))


def _places(parties: Sequence[str], ties: Sequence[Tie]) -> Mapping[str, tuple[float, float]]:
    number = {party: at for at, party in enumerate(parties)}
    found = placed(len(parties), [(number[tie.one], number[tie.other]) for tie in ties])
    return {
        party: (round(SIDE + x * (WIDTH - 2 * SIDE), 1), round(TOP + y * (HEIGHT - 2 * TOP), 1))
        for party, (x, y) in zip(parties, found, strict=True)
    }


def _line(
    tie: Tie, most: int, names: Mapping[str, str], place: Mapping[str, tuple[float, float]], asked: Asked
) -> Line:
    balance = tie.balance
    return Line(
        names=(names[tie.one], names[tie.other]),
        ends=(*place[tie.one], *place[tie.other]),
        width=round(max(1.2, THICKEST * math.sqrt(tie.events / most)), 1),
        lean=lean_of(tie),
        events=tie.events,
        happened=tie.happened,
        cooperation=balance.cooperation,
        conflict=balance.conflict,
        net=balance.net,
        weighed=balance.n_cooperation + balance.n_conflict + balance.n_neutral,
        to=replace(asked, between=(tie.one, tie.other)).address("/dyad"),
    )


def _dots(
    parties: Sequence[str],
    ties: Sequence[Tie],
    names: Mapping[str, str],
    place: Mapping[str, tuple[float, float]],
    asked: Asked,
) -> Iterable[Dot]:
    for party in parties:
        own = [tie for tie in ties if party in (tie.one, tie.other)]
        size = sum(tie.events for tie in own) / max(1, sum(tie.events for tie in ties))
        name = names[party]
        yield Dot(
            name=name,
            label=name if len(name) <= LONGEST else name[: LONGEST - 1] + "…",
            x=place[party][0],
            y=place[party][1],
            radius=round(max(5.0, BIGGEST * math.sqrt(size)), 1),
            ties=len(own),
            to=asked.toggled("actors", party).address("/timeline"),
        )
