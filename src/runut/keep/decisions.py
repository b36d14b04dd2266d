"""What persons decided, kept for good, and found again when a document is merged.

In: decisions, and the documents and events of a step of merging. Out: the tables ``decisions`` and ``pins``, and what
is in force on a report, an event, a document. Decisions are only ever added; what a pin means now is worked out each
time its article is read otherwise, and a decision whose article is not here, or is read otherwise, waits. What follows
from a decision is ``fuse.decided``'s to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from runut.fuse import Prepared
from runut.fuse.bonds import NO_BONDS, Bonds, bonds, waiting_name
from runut.fuse.decided import Judged, in_order, judge_reports, meant, taken_back
from runut.keep import schema
from runut.keep.engine import reading, writing
from runut.keep.rows import add, inserting, pack, pick, unpack
from runut.keep.store import Store
from runut.records import Decision, Pin

__all__ = ["Held", "Rulings", "append", "held", "last_of", "on_events", "tie"]


@dataclass(frozen=True, slots=True)
class Held:
    """A decision as the chronicle holds it; ``events``: what its pins mean now, None for each that waits."""

    decision: Decision
    in_force: bool
    events: tuple[str | None, ...]

    @property
    def waits(self) -> bool:
        """Whether it is in force and something that it is about is not here, or is no longer read."""
        return self.in_force and None in self.events


def append(store: Store, decisions: Iterable[Decision]) -> list[Decision]:
    """Keep the decisions that are new; gives these. What they are about is merged by the next ``merge``."""
    table = schema.decisions
    with writing(store.engine) as connection:
        wanted = in_order(decisions)
        known = {row.id for row in pick(connection, [table.c.id], table.c.id, [one.id for one in wanted])}
        new = [one for one in wanted if one.id not in known]
        for one in new:
            _insert(connection, one)
        names = {name for one in new for name in _documents(connection, one)}
        if names:
            pending = inserting(connection, schema.pending).on_conflict_do_nothing()
            connection.execute(pending, [{"document": name} for name in sorted(names)])
    return new


def _insert(connection: Connection, one: Decision) -> None:
    values = {"id": one.id, "at": one.at, "author": one.author, "verb": one.verb, "undoes": one.undoes}
    key = connection.execute(insert(schema.decisions).values(**values, record=pack(one))).inserted_primary_key
    assert key is not None
    rows = [
        {"decision": int(key[0]), "place": place, "document": pin.article, "event": None}
        for place, pin in enumerate((*one.pins, *one.others))
    ]
    add(connection, schema.pins, rows)


def _documents(connection: Connection, one: Decision) -> Iterator[str]:
    """What is to be merged again for the decision; an undoing reaches what the undone decision was about."""
    table = schema.decisions
    while one.undoes is not None:
        record = connection.execute(select(table.c.record).where(table.c.id == one.undoes)).scalar()
        if record is None:
            return
        one = unpack(Decision, record)
    yield from (pin.article for pin in (*one.pins, *one.others))


def held(store: Store) -> list[Held]:
    """Every decision, the oldest first."""
    table, pins = schema.decisions, schema.pins
    with reading(store.engine) as connection:
        gone = _taken_back(connection)
        events: dict[int, list[str | None]] = {}
        for number, event in connection.execute(select(pins.c.decision, pins.c.event).order_by(pins.c.id)):
            events.setdefault(number, []).append(event)
        rows = connection.execute(select(table.c.number, table.c.record).order_by(table.c.at, table.c.id))
        return [
            Held(one, one.id not in gone, tuple(events.get(number, ())))
            for number, record in rows
            for one in [unpack(Decision, record)]
        ]


def last_of(store: Store, author: str) -> Decision | None:
    """What this author decided last and did not take back."""
    table = schema.decisions
    query = select(table.c.id, table.c.record).where(table.c.author == author, table.c.verb != "undo")
    with reading(store.engine) as connection:
        gone = _taken_back(connection)
        for name, record in connection.execute(query.order_by(table.c.at.desc(), table.c.id.desc())):
            if name not in gone:
                return unpack(Decision, record)
    return None


def _taken_back(connection: Connection) -> frozenset[str]:
    table = schema.decisions
    undoings = select(table.c.id, table.c.undoes).where(table.c.undoes.is_not(None))
    return taken_back((by, undone) for by, undone in connection.execute(undoings))


def _in_force(connection: Connection, numbers: Iterable[int]) -> dict[int, Decision]:
    """Those of the numbered decisions that are in force."""
    table = schema.decisions
    rows = pick(connection, [table.c.number, table.c.id, table.c.verb, table.c.record], table.c.number, numbers)
    gone = _taken_back(connection) if rows else frozenset()
    return {row.number: unpack(Decision, row.record) for row in rows if row.verb != "undo" and row.id not in gone}


def on_events(connection: Connection, names: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions in force on the named events of articles."""
    pins = schema.pins
    rows = pick(connection, [pins.c.decision, pins.c.event], pins.c.event, names)
    decisions = _in_force(connection, (row.decision for row in rows))
    found: dict[str, list[Decision]] = {}
    for row in rows:
        if row.decision in decisions:
            found.setdefault(row.event, []).append(decisions[row.decision])
    return found


class Rulings:
    """The decisions on the documents of one step."""

    def __init__(self, connection: Connection, documents: Sequence[str]) -> None:
        pins = schema.pins
        self.connection = connection
        rows = pick(connection, list(pins.c), pins.c.document, documents)
        self.decisions = _in_force(connection, {row.decision for row in rows})
        self.rows: dict[str, list[tuple[int, int, int]]] = {}
        for row in sorted(rows, key=lambda row: row.id):
            if row.decision in self.decisions:
                self.rows.setdefault(row.document, []).append((row.id, row.decision, row.place))

    def marks(self) -> Mapping[str, str]:
        """For each document that has decisions in force: equal as long as they are the same."""
        return {
            name: hashlib.sha256("\n".join(sorted({self.decisions[at].id for _, at, _ in rows})).encode()).hexdigest()
            for name, rows in self.rows.items()
        }

    def judge(self, document: str, prepared: Prepared | None) -> list[Judged]:
        """The document's reports as the decisions leave them; notes what each pin means now."""
        reports = prepared.reports if prepared else ()
        events = [report.event for report in reports]
        on: dict[str, list[Decision]] = {}
        changed = []
        for row, number, place in self.rows.get(document, ()):
            decision = self.decisions[number]
            event = meant((*decision.pins, *decision.others)[place], events)
            changed.append({"at": row, "into": event.id if event else None})
            if event:
                on.setdefault(event.id, []).append(decision)
        if changed:
            change = update(schema.pins).where(schema.pins.c.id == bindparam("at"))
            self.connection.execute(change.values(event=bindparam("into")), changed)
        judged = judge_reports(reports, on)
        self._leave(on.keys() - {one.report.event.id for one in judged})
        return judged

    def _leave(self, events: Iterable[str]) -> None:
        """Events that a person took out belong to none of the chronicle's."""
        rows = [{"name": name} for name in sorted(events)]
        if rows:
            change = update(schema.events).where(schema.events.c.event == bindparam("name"))
            self.connection.execute(change.values(cluster=None), rows)


def tie(connection: Connection) -> tuple[Bonds, frozenset[str]]:
    """The bonds that hold now, and the reports, by event, whose bonds are not as they were.

    Every merge and split is looked at: what one of them means may hang on another, and they are made by hand.
    """
    table, tellings = schema.bonds, schema.tellings
    names, decisions = _meant_by_bonds(connection)
    before = {(row.one, row.other, row.together) for row in connection.execute(select(table))}
    if not decisions and not before:
        return NO_BONDS, frozenset()
    present = {row.event for row in pick(connection, [tellings.c.event], tellings.c.event, set(names.values()))}
    found = bonds(decisions, names.__getitem__, present)
    now = {(*pair, True) for pair in found.together} | {(*pair, False) for pair in found.apart}
    if now != before:
        connection.execute(table.delete())
        add(connection, table, [{"one": a, "other": b, "together": c} for a, b, c in sorted(now)])
    return found, frozenset(name for one, other, _ in now ^ before for name in (one, other))


def _meant_by_bonds(connection: Connection) -> tuple[dict[Pin, str], list[Decision]]:
    """The merges and splits in force, and what each of their pins means."""
    table, pins = schema.decisions, schema.pins
    numbers = connection.execute(select(table.c.number).where(table.c.verb.in_(("merge", "split")))).scalars().all()
    decisions = _in_force(connection, numbers)
    names: dict[Pin, str] = {}
    for row in pick(connection, list(pins.c), pins.c.decision, decisions):
        decision = decisions[row.decision]
        pin = (*decision.pins, *decision.others)[row.place]
        names[pin] = row.event or waiting_name(pin)
    return names, list(decisions.values())
