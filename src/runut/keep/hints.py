"""Why a list is empty: which of the filter's words mean nothing in this chronicle.

In: an open ``Store`` and the ``Filter`` that left nothing. Out: sentences for the user. It lists no records.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, named
from runut.keep.places import is_known
from runut.keep.store import Store

__all__ = ["unknown"]


def unknown(store: Store, wanted: Filter) -> Iterator[str]:
    """A sentence for every name, place and type that nothing in the chronicle has."""
    with reading(store.engine) as connection:
        for name in (*wanted.actors, *(wanted.between or ())):
            found = named(connection, name)
            if not found.ids and found.country is None:
                yield f"nobody in {store.path} is called {name!r}; runut actors {store.path} lists who is"
        for place in wanted.places:
            if not is_known(connection, place):
                yield f"no event in {store.path} happened at {place!r}"
        column = schema.clusters.c.type
        kinds = list(connection.execute(select(column).distinct().order_by(column)).scalars())
        for kind in wanted.types:
            if kind not in kinds:
                yield f"no event in {store.path} has the type {kind!r}; there are {', '.join(kinds) or 'none at all'}"
