"""Many rows at once: the few shapes of statement that merging is made of.

In: a connection, tables and values. Out: rows. A list of values travels as one value (a JSON array, or a server's own),
so that the statement is the same for one value and for a thousand, and is prepared once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import orjson
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Table,
    any_,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from runut.keep.codec import decode, encode, glance
from runut.keep.engine import is_served

__all__ = ["add", "inserting", "look_at", "pack", "pick", "remove", "unpack"]

R = TypeVar("R")


def pack(record: object) -> bytes:
    """A record for a ``record`` column."""
    return zlib.compress(encode(record), 1)


def unpack(kind: type[R], data: bytes) -> R:
    """The record of a ``record`` column."""
    return decode(kind, zlib.decompress(data))


def look_at(kind: type[Any], data: bytes, *names: str) -> tuple[Any, ...]:
    """Some fields of the record of a ``record`` column."""
    return glance(kind, zlib.decompress(data), names)


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, if any."""
    if rows:
        connection.execute(insert(table), rows)


def inserting(connection: Connection, table: Table) -> Any:
    """An insert that can say what to do where a row is there already: SQLite's or the server's, which say it alike."""
    if is_served(connection):
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def remove(connection: Connection, column: Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows whose ``column`` holds one of the values."""
    wanted, served = sorted(set(values)), is_served(connection)
    if wanted:
        among = _among(column, served=served)
        connection.execute(delete(column.table).where(among), {"wanted": _listed(wanted, served=served)})


def pick(
    connection: Connection, columns: Sequence[ColumnElement[Any]], column: Column[Any], values: Iterable[Any]
) -> Sequence[Row[Any]]:
    """The rows whose ``column`` holds one of the values, in the order of the values and then of the table's key."""
    wanted, served = sorted(set(values)), is_served(connection)
    if not wanted:
        return ()
    query = _picking(tuple(columns), column, served=served)
    return connection.execute(query, {"wanted": _listed(wanted, served=served)}).all()


@cache
def _picking(columns: tuple[ColumnElement[Any], ...], column: Column[Any], *, served: bool) -> Select[Any]:
    """Made once for each use: making it takes longer than many a look-up."""
    query = select(*columns).where(_among(column, served=served))
    # SQLite goes through its index, which gives this order; a server gives them as they come to hand.
    return query.order_by(column, *column.table.primary_key) if served else query


def _among(column: Column[Any], *, served: bool) -> ColumnElement[bool]:
    if served:
        return column == any_(bindparam("wanted", type_=ARRAY(column.type)))
    listed = func.json_each(bindparam("wanted", type_=String)).table_valued("value", name="listed")
    return column.in_(select(listed.c.value))


def _listed(wanted: list[Any], *, served: bool) -> Any:
    return wanted if served else orjson.dumps(wanted).decode()
