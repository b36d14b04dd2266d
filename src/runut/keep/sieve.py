"""Which events a filter leaves, found in a census: the same that ``filters.matching`` finds in the store.

In: a connection, a ``Census`` and a ``Filter``. Out: for every row of the census whether it is left; and the rows in
the order that the filter asks for. What words and names mean is asked of the store; the rest is arithmetic.

::

    rows = ordered(census, sifted(connection, census, wanted), wanted)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from runut.keep.columns import BANDS, NO_DAY, Census, Codes, Numbers
from runut.keep.filters import Filter, Named, named, searching
from runut.keep.places import country_of, places_named

__all__ = ["Chosen", "ordered", "sifted"]

Chosen = NDArray[np.bool_]


def sifted(connection: Connection, census: Census, wanted: Filter) -> Chosen:
    """The events that the filter leaves, whatever its limit."""
    events, words = census.events, census.words
    chosen = _in_time(census, wanted)
    for column, codes, values in (
        (events.type, words.types, wanted.types), (events.status, words.statuses, wanted.statuses),
    ):  # fmt: skip
        if values:
            chosen &= _among(column, codes, values)
    if wanted.certainties:
        chosen &= np.isin(events.band, [BANDS.index(name) for name in wanted.certainties])
    if wanted.conflicts:
        chosen &= events.contested > 0
    for name in wanted.actors:
        chosen &= _marked(census, census.parts.at[_meant(census, named(connection, name))])
    if wanted.between:
        chosen &= _both(census, *(named(connection, name) for name in wanted.between))
    if wanted.words:
        found = np.fromiter(connection.execute(searching(connection, wanted.words)).scalars(), dtype=np.int64)
        chosen &= _marked(census, census.told.at[np.isin(census.told.event, found)])
    if wanted.outlets:
        chosen &= _marked(census, census.told.at[_published_by(census, wanted.outlets)])
    if wanted.places:
        chosen &= np.logical_or.reduce([_happened_at(connection, census, name) for name in wanted.places])
    return chosen


def ordered(census: Census, chosen: Chosen, wanted: Filter) -> Numbers:
    """The rows by day, or the newest first; those without a day come last, by their first report."""
    rows = np.flatnonzero(chosen).astype(np.int32)
    if not wanted.newest:
        return rows
    dated = census.events.day[rows] < date.max.toordinal()
    return np.concatenate((rows[dated][::-1], rows[~dated]))


def _in_time(census: Census, wanted: Filter) -> Chosen:
    """As ``filters.in_time``: what has no date at all touches no days."""
    first, last = census.events.first, census.events.last
    chosen = np.ones(len(census), dtype=bool)
    if wanted.since:
        chosen &= np.where(last == NO_DAY, first != NO_DAY, last >= wanted.since.toordinal())
    if wanted.until:
        chosen &= np.where(first == NO_DAY, last != NO_DAY, first <= wanted.until.toordinal())
    return chosen


def _marked(census: Census, rows: Numbers) -> Chosen:
    chosen = np.zeros(len(census), dtype=bool)
    chosen[rows] = True
    return chosen


def _table(codes: Codes, numbers: Iterable[int]) -> Chosen:
    """For every number of ``codes`` whether it is one of these."""
    found = np.zeros(len(codes), dtype=bool)
    found[list(numbers)] = True
    return found


def _among(column: Numbers, codes: Codes, values: Iterable[object]) -> Chosen:
    return _table(codes, codes.known(values))[column]


def _meant(census: Census, who: Named) -> Chosen:
    """The participants that a name means, as ``Named.is_in`` has it."""
    parts, words = census.parts, census.words
    unknown = _among(parts.entity, words.entities, [None])
    found = _among(parts.entity, words.entities, who.ids) | (unknown & _among(parts.name, words.names, [who.name]))
    return found if who.country is None else found | _among(parts.country, words.countries, [who.country])


def _both(census: Census, one: Named, other: Named) -> Chosen:
    """Two participants of different names: the names of neither side are one and the same."""
    parts, most = census.parts, len(census.words.names)
    sides = [_meant(census, who) for who in (one, other)]
    lowest, highest = np.full(len(census), most, dtype=np.int32), np.full(len(census), -1, dtype=np.int32)
    there = np.ones(len(census), dtype=bool)
    for side in sides:
        there &= _marked(census, parts.at[side])
        np.minimum.at(lowest, parts.at[side], parts.name[side])
        np.maximum.at(highest, parts.at[side], parts.name[side])
    return there & (lowest < highest)


def _published_by(census: Census, outlets: Sequence[str]) -> Chosen:
    wanted = {name.strip().lower() for name in outlets}
    codes = census.words.outlets
    same = [at for at, name in enumerate(codes.values) if name is not None and name.lower() in wanted]
    return _table(codes, same)[census.told.outlet]


def _happened_at(connection: Connection, census: Census, name: str) -> Chosen:
    country = country_of(name)
    if country is not None:
        return _among(census.events.country, census.words.countries, [country])
    return _among(census.events.place, census.words.places, places_named(connection, name))
