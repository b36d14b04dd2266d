"""The census of a chronicle: of every event what it is filtered and counted by, as columns of numbers in memory.

In: an open ``Store``. Out: a ``Census``, whose events stand in the order of the timeline, and from it, as soon as
something was written, the next one: only what was written is read again. A filter over 100,000 events and a count of
what it leaves take a few milliseconds of it, where a database takes a second. It filters nothing itself (``sieve``) and
counts nothing (``survey``). It is never changed, so that any number of readers may use one.

::

    census = census_of(store)
    census = census_of(store, census)  # the same one where nothing was written
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection, String, cast, select

from runut.fuse.network import Deed, meetings
from runut.keep import schema
from runut.keep.changes import last_number, written_since
from runut.keep.columns import (
    NO_DAY,
    OWN,
    SELF,
    STATE,
    TENTHS,
    Census,
    Events,
    Meetings,
    Numbers,
    Parts,
    Sides,
    Told,
    Words,
)
from runut.keep.engine import LONG, reading
from runut.keep.filters import CERTAINTIES
from runut.keep.rows import pick
from runut.keep.store import Store

__all__ = ["census_of"]

T = TypeVar("T")

_EVENT = (
    *(schema.clusters.c[name] for name in "id doubt type act status place country lat lon confidence".split()),
    *(cast(schema.clusters.c[name], String).label(name) for name in "day earliest latest reported".split()),
)
AT_ONCE = 2000  # rows
MANY = 0.3  # of all events; where more were written, reading all is quicker


def census_of(store: Store, before: Census | None = None) -> Census:
    """The census of the chronicle as it is now; ``before`` spares reading what was not written since."""
    with reading(store.engine) as connection:
        if before is None:
            return _taken(connection, Words(), None, last_number(connection))
        written = written_since(connection, before.number)
        if written.names is None or len(written.names) > MANY * len(before):
            return _taken(connection, Words(), None, written.number)
        if not written.names:
            return before
        fresh = _taken(connection, before.words, sorted(written.names), written.number)
    return _joined(_without(before, written.names), fresh)


# ---------------------------------------------------------------- changing


def _without(census: Census, names: Iterable[str]) -> Census:
    """Without the named events."""
    gone = np.isin(census.events.id, np.array([name.encode() for name in names], dtype=bytes))
    kept = ~gone
    moved = np.cumsum(kept) - 1

    def cut(rows: T) -> T:
        columns: Any = rows
        stays = kept[columns.at]
        left = {one.name: getattr(rows, one.name)[stays] for one in fields(columns)}
        return type(rows)(**left | {"at": moved[left["at"]]})

    events = Events(*(getattr(census.events, one.name)[kept] for one in fields(Events)))
    return replace(
        census,
        events=events,
        parts=cut(census.parts),
        sides=cut(census.sides),
        told=cut(census.told),
        meetings=cut(census.meetings),
    )


def _joined(one: Census, other: Census) -> Census:
    """Both, in the order of the timeline."""

    def both(first: T, second: T) -> T:
        columns: Any = first
        pairs = {f.name: (getattr(first, f.name), getattr(second, f.name)) for f in fields(columns)}
        return type(first)(**{name: np.concatenate(pair) for name, pair in pairs.items()})

    def moved(first: T, second: T) -> T:
        rows: Any = both(first, second)
        rows.at[len(getattr(first, "at")) :] += len(one)  # noqa: B009 - the types have nothing else in common
        changed: T = replace(rows, at=place[rows.at])
        return changed

    events = both(one.events, other.events)
    order = _order(events)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order))
    return Census(
        number=other.number,
        words=one.words,
        events=Events(*(getattr(events, f.name)[order] for f in fields(Events))),
        parts=moved(one.parts, other.parts),
        sides=moved(one.sides, other.sides),
        told=moved(one.told, other.told),
        meetings=moved(one.meetings, other.meetings),
    )


def _order(events: Events) -> Numbers:
    """The order of the timeline: by day, the end of it, the first report and the id."""
    return np.lexsort((events.id, events.reported, events.last, events.day)).astype(np.int32)


# ---------------------------------------------------------------- taking


def _taken(connection: Connection, words: Words, names: Sequence[str] | None, number: int) -> Census:
    """The census of the named events, or of all."""
    events = _events(connection, words, names)
    order = _order(events)
    events = Events(*(getattr(events, one.name)[order] for one in fields(Events)))
    at = {name.decode(): row for row, name in enumerate(events.id.tolist())}
    told, contested = _told(connection, words, names, at)
    events.contested[contested] = 1
    parts, sides, meetings = _parts(connection, words, names, at)
    return Census(number, words, events, parts, sides, told, meetings)


def _rows(
    connection: Connection, columns: Sequence[ColumnElement[Any]], column: Column[Any], names: Iterable[Any] | None
) -> Iterable[Any]:
    if names is not None:
        return pick(connection, columns, column, names)
    query = select(*columns).where(column.is_not(None))
    return chain.from_iterable(connection.execute(query, execution_options=LONG).partitions(AT_ONCE))


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Numbers]:
    """Rows of numbers as columns."""
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int32).reshape(-1, width)
    return [np.ascontiguousarray(table[:, at]) for at in range(width)]


def _events(connection: Connection, words: Words, names: Sequence[str] | None) -> Events:
    number, bands, ids, doubts = _Days(), _Bands(), [], []

    def row(found: Any) -> tuple[int, ...]:
        name, doubt, kind, act, status, place, country, lat, lon, sure, day, first, last, reported = found
        ids.append(name.encode())
        doubts.append(doubt)
        return (
            words.types.code(kind), words.acts.code(act), words.statuses.code(status),
            words.months.code(_month(first, last)),
            words.spots.code((place, country, lat, lon)), words.places.code(place), words.countries.code(country),
            bands[sure], number[day], number[first], number[last], number[reported], 0,
        )  # fmt: skip

    columns = _columns(map(row, _rows(connection, _EVENT, schema.clusters.c.id, names)), 13)
    return Events(np.array(ids, dtype=bytes), np.array(doubts, dtype=np.float64), *columns)


class _Days(dict[str | None, int]):
    """Days as numbers: there are few of them, and reading one takes longer than finding it."""

    def __missing__(self, day: str | None) -> int:
        found = date.fromisoformat(day).toordinal() if day else NO_DAY
        self[day] = found
        return found


def _month(first: str | None, last: str | None) -> str:
    """The month of both days, the year of the first, or "?"."""
    if not first:
        return "?"
    return first[:7] if last and last[:7] == first[:7] else first[:4]


class _Bands(dict[float | None, int]):
    """The number of the band that a confidence lies in."""

    def __missing__(self, sure: float | None) -> int:
        bounds = enumerate(CERTAINTIES.values())
        found = next((at for at, (least, below) in bounds if sure is not None and least <= sure < below), -1)
        self[sure] = found
        return found


def _told(
    connection: Connection, words: Words, names: Sequence[str] | None, at: dict[str, int]
) -> tuple[Told, list[int]]:
    """The tellings, and the rows of events about which there are conflicts."""
    events, articles, conflicts = schema.events.c, schema.articles.c, schema.conflicts.c
    rows = list(_rows(connection, [events.id, events.cluster, events.article], events.cluster, names))
    which = None if names is None else {row.article for row in rows}
    outlets = dict(map(tuple, _rows(connection, [articles.id, articles.outlet], articles.id, which)))
    own = {row.id: row.cluster for row in rows}
    told = Told(*_columns(((at[c], n, words.outlets.code(outlets[a])) for n, c, a in rows if c in at), 3))
    across = _rows(connection, [conflicts.cluster], conflicts.cluster, names)
    inside = _rows(connection, [conflicts.event], conflicts.event, None if names is None else own)
    disputed = {row.cluster for row in across} | {own.get(row.event) for row in inside}
    return told, [at[name] for name in disputed if name in at]


def _parts(
    connection: Connection, words: Words, names: Sequence[str] | None, at: dict[str, int]
) -> tuple[Parts, Sides, Meetings]:
    """Participants; who takes part; who meets whom."""
    c = schema.participants.c
    parts: list[tuple[int, ...]] = []
    sides: dict[tuple[int, int, int], bool] = {}
    acting: dict[int, tuple[set[str], set[str]]] = {}
    for cluster, side, entity, name, country in _rows(
        connection, [c.cluster, c.side, c.entity, c.name, c.country], c.cluster, names
    ):
        if (row := at.get(cluster)) is None:
            continue
        who, state = words.entities.code(entity), words.countries.code(country)
        parts.append((row, who, words.names.code(name), state))
        if entity is not None:
            sides[row, 0, who] = sides.get((row, 0, who), False) or entity != country
        if country is not None:
            sides[row, 1, state] = False
        acting.setdefault(row, (set(), set()))[side == "target"].add(country or entity or "")
    kinds = ((row, STATE if states else OWN if own else SELF, code) for (row, states, code), own in sides.items())
    met = _meetings(connection, words, names, at, acting)
    return Parts(*_columns(parts, 4)), Sides(*_columns(kinds, 3)), met


def _meetings(
    connection: Connection,
    words: Words,
    names: Sequence[str] | None,
    at: dict[str, int],
    acting: dict[int, tuple[set[str], set[str]]],
) -> Meetings:
    """Events that are alike as far as this goes are looked at once."""
    c = schema.clusters.c
    seen: dict[tuple[object, ...], list[tuple[int, int, int]]] = {}
    met: list[tuple[int, int, int, int]] = []
    for name, status, code in _rows(connection, [c.id, c.status, c.cameo], c.id, names):
        row = at[name]
        if (parties := acting.get(row)) is None:
            continue
        alike = (status, code, *map(frozenset, parties))
        if alike not in seen:
            seen[alike] = [
                (words.pairs.code(pair), *_weighed(added.cooperation, added.conflict, added.n_neutral, added.n_without))
                for pair, added in meetings(Deed(status, code, frozenset(parties[0]), frozenset(parties[1])))
            ]
        met += [(row, *one) for one in seen[alike]]
    return Meetings(*_columns(met, 4))


def _weighed(cooperation: float, conflict: float, neutral: int, without: int) -> tuple[int, int]:
    if cooperation:
        return 0, round(cooperation * TENTHS)
    if conflict:
        return 1, round(conflict * TENTHS)
    return (2 if neutral else 3 if without else 4), 0
