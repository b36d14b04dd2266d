"""What is part of what, kept up to date: the talks of a visit, wherever in the chronicle the visit is told.

In: the events that a step took out and put in. Out: the tables ``frames`` and ``nests``, and for a listing the whole
and the parts of its events. ``fuse.parts`` decides; here only those parts are asked again that are new themselves or
lie where a whole came, went or changed, so that the answer is that of asking all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, update

from runut.fuse.parts import Frame, frame_of, keys_of, whole_of
from runut.keep import schema
from runut.keep.rows import add, pack, pick, remove, unpack
from runut.records import Cluster

__all__ = ["nest", "nests_of"]


def nest(connection: Connection, names: Iterable[str], made: Sequence[Cluster]) -> None:
    """The events ``names`` are gone or written anew, as ``made``; tell anew what this makes part of what."""
    table = schema.frames
    frames = {frame.id: frame for frame in map(frame_of, made) if frame is not None}
    records = {name: pack(frame) for name, frame in frames.items()}
    known = pick(connection, [table.c.cluster, table.c.record], table.c.cluster, names)
    before = {row.cluster: row.record for row in known}
    stale = {name for name, record in before.items() if records.get(name) != record}
    fresh = {name: frame for name, frame in frames.items() if before.get(name) != records[name]}
    touched = _keys_of_wholes(connection, stale)
    remove(connection, schema.nests.c.cluster, stale)
    remove(connection, table.c.cluster, stale)
    add(connection, table, [{"cluster": name, "part_of": None, "record": records[name]} for name in sorted(fresh)])
    for frame in fresh.values():
        keys = sorted(keys_of(frame))
        sides = [side for side, has in ((True, frame.is_whole), (False, frame.is_part)) if has]
        add(connection, schema.nests, [{"key": key, "whole": s, "cluster": frame.id} for s in sides for key in keys])
        touched |= set(keys) if frame.is_whole else set()
    beside = {name for _, name in _lying(connection, touched, whole=False)}
    _decide(connection, beside | {name for name, frame in fresh.items() if frame.is_part})


def nests_of(connection: Connection, names: Iterable[str]) -> Mapping[str, tuple[str | None, tuple[str, ...]]]:
    """The whole and the parts of the named events; those that have neither are left out."""
    table, wanted = schema.frames, list(names)
    columns = [table.c.cluster, table.c.part_of]
    into = {row.cluster: row.part_of for row in pick(connection, columns, table.c.cluster, wanted) if row.part_of}
    parts: dict[str, list[str]] = {}
    for row in pick(connection, columns, table.c.part_of, wanted):
        parts.setdefault(row.part_of, []).append(row.cluster)
    return {name: (into.get(name), tuple(sorted(parts.get(name, ())))) for name in into.keys() | parts.keys()}


def _keys_of_wholes(connection: Connection, names: Iterable[str]) -> set[int]:
    table = schema.nests
    return {row.key for row in pick(connection, [table.c.key, table.c.whole], table.c.cluster, names) if row.whole}


def _lying(connection: Connection, keys: Iterable[int], *, whole: bool) -> set[tuple[int, str]]:
    """The wholes, or the parts, under the keys, each with its key."""
    table = schema.nests
    rows = pick(connection, list(table.c), table.c.key, keys)
    return {(row.key, row.cluster) for row in rows if row.whole == whole}


def _decide(connection: Connection, parts: set[str]) -> None:
    table = schema.frames
    rows = pick(connection, list(table.c), table.c.cluster, parts)
    asked = {row.cluster: unpack(Frame, row.record) for row in rows}
    keys = {name: keys_of(frame) for name, frame in asked.items()}
    at: dict[int, list[str]] = {}
    for key, name in _lying(connection, {key for of in keys.values() for key in of}, whole=True):
        at.setdefault(key, []).append(name)
    met = {name: {whole for key in keys[name] for whole in at.get(key, ())} for name in asked}
    wanted = {whole for names in met.values() for whole in names}
    known = pick(connection, [table.c.cluster, table.c.record], table.c.cluster, wanted)
    wholes = {row.cluster: unpack(Frame, row.record) for row in known}
    changed = []
    for row in rows:
        whole = whole_of(asked[row.cluster], [wholes[name] for name in sorted(met[row.cluster])])
        if whole != row.part_of:
            changed.append({"at": row.cluster, "into": whole})
    if changed:
        change = update(table).where(table.c.cluster == bindparam("at"))
        connection.execute(change.values(part_of=bindparam("into")), changed)
