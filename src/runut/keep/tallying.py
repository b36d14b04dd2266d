"""Counts in the store: tallies that grow from article to article, and two voices in one.

In: reports that come and go, and the events whose reports have changed. Out: the tables ``tallies``, ``growths`` and
``voices``, and the conflicts that an event has beyond its own reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, and_, func, literal, select, tuple_

from runut.fuse.tallies import GROWN, Tally, Voices, counts_of, growth
from runut.keep import schema
from runut.keep.engine import is_served
from runut.keep.rows import add, pack, pick, remove, unpack
from runut.records import CrossConflict, Report

__all__ = ["add_counts", "beyond", "grow", "names_of", "remove_counts"]


def add_counts(
    connection: Connection, reports: Iterable[Report], heard: Iterable[Voices], numbers: Mapping[str, int]
) -> None:
    """Put in what reports count and which voices disagree; ``numbers`` are the tellings' by event."""
    tallies = [
        {
            "name": name,
            "telling": numbers[r.event.id],
            "published": r.published.earliest,
            "event": r.event.id,
            "start": quantity.start,
            "value": quantity.value,
            "record": pack(Tally("", r.event.id, r.source, r.key, r.published.earliest, quantity)),
        }
        for r in reports
        for name, quantity in counts_of(r)
        if r.published.earliest is not None and quantity.upper is None  # no others take part in a growth
    ]
    add(connection, schema.tallies, tallies)
    rows = [{"telling": numbers[one.event], "record": pack(one)} for one in heard]
    add(connection, schema.voices, rows)


def remove_counts(connection: Connection, tellings: Iterable[int]) -> set[str]:
    """Take them out; gives the names of the tallies that they belonged to."""
    gone = list(tellings)
    names = names_of(connection, gone)
    for table in (schema.tallies, schema.voices):
        ids = [row.id for row in pick(connection, [table.c.id], table.c.telling, gone)]
        remove(connection, table.c.id, ids)
    return names


def names_of(connection: Connection, tellings: Iterable[int]) -> set[str]:
    """The names of the tallies that the tellings belong to."""
    table = schema.tallies
    return {row.name for row in pick(connection, [table.c.name], table.c.telling, tellings)}


def grow(connection: Connection, names: set[str]) -> set[str]:
    """Look at the named tallies anew; gives the events whose conflicts have changed by it."""
    tellings, growths = schema.tellings, schema.growths
    counted = {name: _growing(connection, name) for name in names}
    numbers = {number for one in counted.values() for number, _ in one}
    rows = pick(connection, [tellings.c.id, tellings.c.cluster], tellings.c.id, numbers)
    cluster_of = {row.id: row.cluster for row in rows}
    before = {row.name: row for row in pick(connection, list(growths.c), growths.c.name, names)}
    changed: set[str] = set()
    stale, fresh = [], []
    for name in sorted(names):
        tallies = [replace(tally, cluster=cluster_of[number]) for number, tally in counted[name]]
        found, old = growth(name, tallies), before.get(name)
        record = pack(found) if found else None
        if record == (old.record if old else None):
            continue
        if old:
            stale.append(name)
            changed.add(old.cluster)
        if found:
            fresh.append({"name": name, "cluster": found.event, "record": record})
            changed.add(found.event)
    remove(connection, growths.c.name, stale)
    add(connection, growths, fresh)
    return changed


def _growing(connection: Connection, name: str) -> list[tuple[int, Tally]]:
    """The counts of a tally that grow, each with its telling: found one after the other by the index, because a tally
    may have thousands and only a count that exceeds all before it by far is one of these.
    """
    table = schema.tallies
    order = (table.c.published, table.c.event, table.c.start)
    named = table.c.name == name
    if is_served(connection):
        named = and_(named, func.md5(table.c.name) == func.md5(name))  # as its index has it
    query = select(table).where(named).order_by(*order).limit(1)
    found: list[tuple[int, Tally]] = []
    row = connection.execute(query).first()
    while row is not None:
        found.append((row.telling, unpack(Tally, row.record)))
        later = tuple_(*order) > tuple_(literal(row.published), literal(row.event), literal(row.start))
        row = connection.execute(query.where(later, table.c.value >= row.value * GROWN)).first()
    return found


def beyond(connection: Connection, clusters: Iterable[str]) -> dict[str, list[CrossConflict]]:
    """The conflicts of the named events beyond their own reports, by event."""
    found: dict[str, list[CrossConflict]] = {}
    growths, voices, tellings = schema.growths, schema.voices, schema.tellings
    rows = pick(connection, list(growths.c), growths.c.cluster, clusters)
    for row in sorted(rows, key=lambda row: row.name):
        found.setdefault(row.cluster, []).append(unpack(CrossConflict, row.record))
    members = pick(connection, [tellings.c.id, tellings.c.cluster], tellings.c.cluster, clusters)
    cluster_of = {row.id: row.cluster for row in members}
    rows = pick(connection, list(voices.c), voices.c.telling, cluster_of)
    heard = [(one.event, row.id, cluster_of[row.telling], one) for row in rows for one in [unpack(Voices, row.record)]]
    for _, _, cluster, one in sorted(heard, key=lambda row: row[:2]):
        found.setdefault(cluster, []).append(one.conflict)
    return found
