"""Many rows at once: the few shapes of statement that merging is made of.

In: a connection, tables and values. Out: rows. A list of values travels as one JSON array, so that the statement is the
same for one value and for a thousand, and is prepared once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from runut.keep.codec import decode, encode

__all__ = ["add", "pack", "pick", "remove", "unpack"]

R = TypeVar("R")


def pack(record: object) -> bytes:
    """A record for a ``record`` column."""
    return zlib.compress(encode(record), 1)


def unpack(kind: type[R], data: bytes) -> R:
    """The record of a ``record`` column."""
    return decode(kind, zlib.decompress(data))


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, if any."""
    if rows:
        connection.execute(insert(table), rows)


def remove(connection: Connection, column: Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows whose ``column`` holds one of the values."""
    wanted = _listed(values)
    if wanted:
        connection.execute(delete(column.table).where(_among(column)), {"wanted": wanted})


def pick(
    connection: Connection, columns: Sequence[ColumnElement[Any]], column: Column[Any], values: Iterable[Any]
) -> Sequence[Row[Any]]:
    """The rows whose ``column`` holds one of the values."""
    wanted = _listed(values)
    return connection.execute(_picking(tuple(columns), column), {"wanted": wanted}).all() if wanted else ()


@cache
def _picking(columns: tuple[ColumnElement[Any], ...], column: Column[Any]) -> Select[Any]:
    """Made once for each use: making it takes longer than many a look-up."""
    return select(*columns).where(_among(column))


def _among(column: Column[Any]) -> ColumnElement[bool]:
    listed = func.json_each(bindparam("wanted", type_=String)).table_valued("value", name="listed")
    return column.in_(select(listed.c.value))


def _listed(values: Iterable[Any]) -> str:
    """The values as a JSON array; nothing for none."""
    wanted = sorted(set(values))
    return orjson.dumps(wanted).decode() if wanted else ""
