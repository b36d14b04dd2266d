"""Which events were written last, for readers who count in memory (``census``).

In: the names of events, from whatever writes them, in the transaction that does. Out: those written since a number.
It is a log with an end: who comes back after very much was written, or after all was merged anew, is told that
everything may be otherwise. What a chronicle says does not depend on it.

>>> Written(3, frozenset({"ev-1"})).everything
False
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from runut.keep import schema
from runut.keep.rows import add

__all__ = ["Written", "last_number", "note_all", "note_written", "written_since"]

KEPT = 20_000  # entries; who missed more is quicker when he looks at everything


@dataclass(frozen=True, slots=True)
class Written:
    """What was written up to ``number``; ``names`` is None where that may be anything."""

    number: int
    names: frozenset[str] | None

    @property
    def everything(self) -> bool:
        """Whether nothing that was known before can be relied on."""
        return self.names is None


def note_written(connection: Connection, names: Iterable[str]) -> None:
    """The named events are made, changed or gone."""
    table = schema.changes
    add(connection, table, [{"cluster": name} for name in sorted(set(names))])
    last = last_number(connection)
    connection.execute(delete(table).where(table.c.number <= last - KEPT))


def note_all(connection: Connection) -> None:
    """Any event may be another from here on."""
    connection.execute(insert(schema.changes).values(cluster=None))


def last_number(connection: Connection) -> int:
    """The number of the last entry; 0 where there is none."""
    return connection.execute(select(func.max(schema.changes.c.number))).scalar() or 0


def written_since(connection: Connection, number: int) -> Written:
    """What was written after ``number``."""
    table = schema.changes
    first, last = connection.execute(select(func.min(table.c.number), func.max(table.c.number))).one()
    if last is None or last < number:  # none was ever written, or the file is another
        return Written(last or 0, frozenset() if not number else None)
    if first > number + 1:
        return Written(last, None)
    names = set(connection.execute(select(table.c.cluster).where(table.c.number > number)).scalars())
    return Written(last, None if None in names else frozenset(names))
