"""Many rows at once: the few shapes of statement that merging is made of.

In: a connection, tables and values. Out: rows. Long lists of values are cut, because SQLite allows so many in one
statement, and always cut to the same lengths, so that a statement is prepared once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, delete, insert, select

from runut.keep.codec import decode, encode

__all__ = ["add", "pack", "pick", "remove", "unpack"]

R = TypeVar("R")
AT_ONCE = 400


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
    for part in _parts(values):
        connection.execute(delete(column.table).where(column.in_(part)))


def pick(
    connection: Connection, columns: Sequence[ColumnElement[Any]], column: Column[Any], values: Iterable[Any]
) -> Iterator[Row[Any]]:
    """The rows whose ``column`` holds one of the values."""
    for part in _parts(values):
        yield from connection.execute(select(*columns).where(column.in_(part)))


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
