"""The yearly occasions of a chronicle: how many events each has in which year, and those of one.

In: an open view with its filter. Out: ``Tally`` s, and a ``Yearly``. Which year an event belongs to was decided when it
was merged (``fuse.yearly``) and stands in a column beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection, extract, func, select

from runut.fuse.yearly import Tally, Yearly, yearly_of
from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import in_time, matching, published_by
from runut.keep.view import View, clusters_of

__all__ = ["occasion", "occasions"]


def occasions(view: View) -> Iterator[Tally]:
    """The occasions with an event that the filter leaves, the busiest first; ``newest``: by their last year."""
    table, wanted = schema.clusters, view.wanted
    columns = table.c.occasion, table.c.occasion_year
    found: dict[str, Counter[int | None]] = {}
    with reading(view.store.engine) as connection:
        query = select(*columns, func.count()).where(table.c.occasion.is_not(None), *matching(connection, wanted))
        for name, year, n in connection.execute(query.group_by(*columns)):
            found.setdefault(name, Counter())[year] += n
    every = [_tally(name, counts) for name, counts in found.items()]
    last = {one.id: one.years[-1][0] if wanted.newest and one.years else 0 for one in every}
    every.sort(key=lambda one: (-last[one.id], -one.events, one.id))
    return islice(every, wanted.offset, None if wanted.limit is None else wanted.offset + wanted.limit)


def occasion(view: View, name: str) -> Yearly:
    """The occasion of that id year by year; a limit would leave years out and is passed over."""
    table, wanted = schema.clusters, view.wanted
    order = (table.c.day, table.c.latest.nulls_first(), table.c.reported, table.c.id)
    with reading(view.store.engine) as connection:
        query = select(table.c.id).where(table.c.occasion == name, *matching(connection, wanted)).order_by(*order)
        names = list(connection.execute(query).scalars())
        found = yearly_of(name, clusters_of(connection, names), _published(connection, view))
    if not wanted.newest:
        return found
    years = tuple(replace(one, events=one.events[::-1]) for one in found.years[::-1])
    return replace(found, years=years)


def _tally(name: str, counts: Counter[int | None]) -> Tally:
    years = sorted((year, n) for year, n in counts.items() if year is not None)
    return Tally(name, tuple(years), counts[None])


def _published(connection: Connection, view: View) -> dict[int, int]:
    """How many articles of the wanted days and outlets were surely published in which year."""
    first, last = schema.articles.c.earliest, schema.articles.c.latest
    year = extract("year", first)
    query = select(year, func.count()).where(year == extract("year", last), *in_time(first, last, view.wanted))
    if view.wanted.outlets:
        query = query.where(published_by(view.wanted.outlets))
    return {int(at): n for at, n in connection.execute(query.group_by(year))}
