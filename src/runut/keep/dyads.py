"""Two parties in a chronicle: who a user's names mean, and what ``fuse.dyads`` asks of the store.

In: an open view with its filter, and two names. Out: a ``Dyad``. It counts nothing itself.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from runut.fuse.dyads import Dyad, Party, dyad_of
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.engine import reading
from runut.keep.filters import in_time, named
from runut.keep.rows import pick, unpack
from runut.keep.view import View

__all__ = ["dyad"]


def dyad(view: View, one: str, other: str) -> Dyad:
    """``one`` and ``other`` in the events that the view's filter leaves; a limit would falsify the counts."""
    wanted = replace(view.wanted, between=(one, other), newest=False, limit=None, offset=0)
    with reading(view.store.engine) as connection:
        parties = [_party(connection, name) for name in (one, other)]
        first, last = schema.articles.c.earliest, schema.articles.c.latest
        days = connection.execute(select(first, last).where(*in_time(first, last, wanted)))
        published = [(row.earliest, row.latest) for row in days]
    return dyad_of(parties[0], parties[1], View(view.store, wanted).timeline(), published)


def _party(connection: Connection, name: str) -> Party:
    """Whom the name means, called as the chronicle calls it: the state, else the busiest of those that it may mean."""
    meant, table = named(connection, name), schema.actors
    ids = [meant.country] if meant.country in meant.ids else sorted(meant.ids)
    rows = pick(connection, [table.c.record, table.c.n_events], table.c.entity, ids)
    found = [(row.n_events, unpack(Actor, row.record).entity) for row in rows]
    best = max(found, key=lambda one: (one[0], one[1].id), default=None)
    return Party(best[1].name if best else name, meant.ids, meant.country)
