"""Who acts with whom in a chronicle: what ``fuse.network`` asks of the store, and what parties are called.

In: an open view with its filter. Out: ``Tie`` s, and names by party. It weighs nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import cast

from sqlalchemy import Connection, func, select

from runut.fuse.network import Deed, Tie, ties
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.engine import reading
from runut.keep.filters import matching
from runut.keep.rows import pick, unpack
from runut.keep.view import View
from runut.records import Status

__all__ = ["network", "party_names"]


def network(view: View) -> tuple[Tie, ...]:
    """The ties in the events that the view's filter leaves, whatever its limit."""
    with reading(view.store.engine) as connection:
        return ties(_deeds(connection, view))


def party_names(view: View, parties: Iterable[str]) -> Mapping[str, str]:
    """What the chronicle calls them."""
    table = schema.actors
    with reading(view.store.engine) as connection:
        rows = pick(connection, [table.c.entity, table.c.record], table.c.entity, parties)
    return {row.entity: unpack(Actor, row.record).entity.name for row in rows}


def _deeds(connection: Connection, view: View) -> Iterator[Deed]:
    part, events = schema.participants, schema.clusters
    party = func.coalesce(part.c.country, part.c.entity, "").label("party")
    query = select(part.c.cluster, part.c.side, party, events.c.status, events.c.cameo)
    query = query.join(events, events.c.id == part.c.cluster)
    query = query.where(*matching(connection, view.wanted)).order_by(part.c.cluster)
    for _, rows in groupby(connection.execute(query), key=lambda row: row.cluster):
        sides: dict[str, set[str]] = {"actor": set(), "target": set()}
        for row in rows:
            sides[row.side].add(row.party)
        yield Deed(cast(Status, row.status), row.cameo, frozenset(sides["actor"]), frozenset(sides["target"]))
