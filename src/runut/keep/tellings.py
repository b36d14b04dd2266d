"""Tellings and the links between them: what the chronicle remembers of every report, to compare the next one with.

In: reports that come and go. Out: the tables ``tellings``, ``meetings`` and ``links``, and the groups near a change,
formed anew by ``fuse.clustering.regroup``. A telling's number is never given twice, so that what was once read under a
number stays right. It writes no events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import Connection, bindparam, delete

from runut.fuse.bonds import NO_BONDS, Bonds
from runut.fuse.clustering import Changed, Grouped, link, regroup
from runut.fuse.meeting import Keys, keys_of
from runut.fuse.telling import Telling, packed, telling_of, unpacked
from runut.keep import schema
from runut.keep.rows import add, pick, remove
from runut.records import Report

__all__ = ["Tellings"]

# Tellings kept at hand from step to step: about two kilobytes each.
AT_HAND = 20_000


class Tellings:
    """All tellings of a chronicle; one object serves the steps of one merging."""

    def __init__(self) -> None:
        self.at_hand: dict[int, Telling] = {}
        self.added: dict[int, Telling] = {}
        self.broken: set[str] = set()
        self.touched: set[str] = set()
        self.bonds = NO_BONDS

    def begin(self, connection: Connection) -> None:
        """A new step, in a transaction of its own."""
        self.connection = connection
        self.added, self.broken, self.touched, self.bonds = {}, set(), set(), NO_BONDS

    def remove(self, documents: Iterable[int]) -> dict[int, str | None]:
        """Take out the tellings of the documents; gives their numbers with the events that they were in."""
        table, meetings, links = schema.tellings, schema.meetings, schema.links
        rows = list(pick(self.connection, list(table.c), table.c.document, documents))
        gone = {row.id: row.cluster for row in rows}
        self.broken.update(row.cluster for row in rows if row.cluster is not None)
        beside = [(row.other, row.one) for row in pick(self.connection, list(links.c), links.c.one, gone)]
        self.touched |= self._clusters({other for other, _ in beside}.difference(gone))
        keys = [{"at": key, "of": row.id} for row in rows for key in keys_of(unpacked(row.record)).lies]
        if keys:
            at = meetings.c.key == bindparam("at"), meetings.c.telling == bindparam("of")
            self.connection.execute(delete(meetings).where(*at), keys)
        if beside:
            at = links.c.one == bindparam("at"), links.c.other == bindparam("of")
            self.connection.execute(delete(links).where(*at), [{"at": a, "of": b} for a, b in beside])
        remove(self.connection, links.c.one, gone)
        remove(self.connection, table.c.id, gone)
        for number in gone:
            self.at_hand.pop(number, None)
        return gone

    def add(self, reports: Sequence[tuple[int, Report]]) -> dict[str, int]:
        """Put in reports as they are compared, each with its document's number; gives their numbers by event."""
        table = schema.tellings
        made = [(document, telling_of(report)) for document, report in reports]
        rows = [{"document": document, "event": one.id, "record": packed(one)} for document, one in made]
        if not rows:
            return {}
        add(self.connection, table, rows)
        names = {one.id: one for _, one in made}
        number_of = {
            row.event: row.id for row in pick(self.connection, [table.c.event, table.c.id], table.c.event, names)
        }
        self.added = {number_of[name]: names[name] for name in sorted(names)}
        self._link({number: keys_of(one) for number, one in self.added.items()})
        return number_of

    def bind(self, bonds: Bonds, changed: Iterable[str]) -> None:
        """What a person holds together or apart; ``changed`` are the events whose bonds are not as they were."""
        self.bonds = bonds
        table = schema.tellings
        rows = pick(self.connection, [table.c.cluster], table.c.event, changed)
        self.touched |= {row.cluster for row in rows if row.cluster is not None}

    def regroup(self) -> Changed:
        """The groups near what was put in and taken out, formed anew."""
        return regroup(self._load, self._beside, self.added, self.broken, self.touched)

    def _link(self, keys: Mapping[int, Keys]) -> None:
        meetings = schema.meetings
        add(
            self.connection,
            meetings,
            [{"key": key, "telling": number} for number in keys for key in sorted(keys[number].lies)],
        )
        lying: dict[int, list[int]] = {}
        looks = {key for one in keys.values() for key in one.looks}
        for row in pick(self.connection, list(meetings.c), meetings.c.key, looks):
            lying.setdefault(row.key, []).append(row.telling)
        met = {number: {other for key in keys[number].looks for other in lying.get(key, ())} for number in keys}
        tellings = self._tellings({other for others in met.values() for other in others})
        rows = []
        for number in keys:
            for other in met[number]:
                if other in keys and other <= number:
                    continue  # of two that came together, the first finds the second
                score = link(tellings[number], tellings[other])
                if score is not None:
                    rows += [(number, other, score), (other, number, score)]
        add(self.connection, schema.links, [{"one": a, "other": b, "score": score} for a, b, score in rows])

    def _load(self, clusters: Set[str]) -> Grouped:
        """Members, links and marks of the clusters, and what was put in."""
        table, links, marked = schema.tellings, schema.links, schema.clusters
        known = Grouped(tellings=dict(self.added), bonds=self.bonds)
        for row in pick(self.connection, [table.c.id, table.c.cluster], table.c.cluster, clusters):
            known.members.setdefault(row.cluster, []).append(row.id)
        known.tellings.update(self._tellings({number for one in known.members.values() for number in one}))
        for row in pick(self.connection, list(links.c), links.c.one, known.tellings):
            if row.one < row.other and row.other in known.tellings:
                known.links.append((row.one, row.other, row.score))
        marks = pick(self.connection, [marked.c.id, marked.c.mark], marked.c.id, clusters)
        known.marks = {row.id: row.mark for row in marks}
        return known

    def _beside(self, numbers: Iterable[int]) -> set[str]:
        """The clusters that have a link to the tellings."""
        links = schema.links
        return self._clusters({row.other for row in pick(self.connection, [links.c.other], links.c.one, numbers)})

    def _clusters(self, numbers: Iterable[int]) -> set[str]:
        table = schema.tellings
        rows = pick(self.connection, [table.c.cluster], table.c.id, numbers)
        return {row.cluster for row in rows if row.cluster is not None}

    def _tellings(self, numbers: Set[int]) -> dict[int, Telling]:
        if len(self.at_hand) > AT_HAND:
            self.at_hand.clear()
        table, missing = schema.tellings, numbers - self.at_hand.keys()
        for row in pick(self.connection, [table.c.id, table.c.record], table.c.id, missing):
            self.at_hand[row.id] = unpacked(row.record)
        return {number: self.at_hand[number] for number in numbers}
