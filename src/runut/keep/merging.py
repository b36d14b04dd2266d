"""Merging step by step: what came in, went or changed since the last step, and nothing else, is merged.

In: an open ``Store`` with documents pending, and what persons decided. Out: the same chronicle that merging all of it
at once would give, whatever the order and the size of the steps and whenever the decisions came. A step is one
transaction: after a stop at any moment the chronicle is whole, and what is still pending is merged by the next build.
Readers see the state before a step or after it.

What one step looks at: the documents pending; what they may be copies of (an index of sketches); the reports that
theirs may be merged with (an index of keys); the events near these; the counts that theirs belong to. How much that is
depends on how much the press wrote about the same acts, not on the size of the chronicle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from runut.config import fusing_version
from runut.fuse import complete
from runut.fuse.decided import Judged
from runut.fuse.merging import identity_of
from runut.keep import schema
from runut.keep.cast import Sightings, note, refresh
from runut.keep.changes import note_all
from runut.keep.decisions import Rulings, on_events, tie
from runut.keep.documents import AtHand, Document, Kept, Shelf, write_copies
from runut.keep.engine import writing
from runut.keep.merged import Told, Voicing, read, write
from runut.keep.rows import pick, remove, unpack
from runut.keep.store import FUSING, Store, is_current
from runut.keep.tallying import add_counts, beyond, grow, names_of, remove_counts
from runut.keep.tellings import Tellings
from runut.records import Article, Cluster, Report

__all__ = ["merge", "start_over"]

# Documents in a step: more are merged faster and held in memory at once.
STEP = 50
NOTHING: AtHand = MappingProxyType({})


def merge(store: Store, step: int = STEP, at_hand: AtHand = NOTHING) -> None:
    """Merge all that is pending; articles ``at_hand`` need not be read from the store again."""
    with writing(store.engine) as connection:
        if not is_current(connection):
            start_over(connection)
    tellings, kept = Tellings(), Kept()
    while True:
        with writing(store.engine) as connection:
            query = select(schema.pending.c.document).order_by(schema.pending.c.id).limit(step)
            names = list(connection.execute(query).scalars())
            if not names:
                return
            tellings.begin(connection)
            _Step(connection, tellings, at_hand, kept).take(names)
            remove(connection, schema.pending.c.document, names)


def start_over(connection: Connection) -> None:
    """Forget what other rules merged; every document is pending again."""
    for table in (
        schema.participants, schema.conflicts, schema.clusters, schema.actors, schema.names, schema.pending,
        schema.documents, schema.sketches, schema.alike, schema.tellings, schema.meetings, schema.links,
        schema.tallies, schema.growths, schema.voices, schema.sightings, schema.frames, schema.nests,
        schema.state, schema.bonds,
    ):  # fmt: skip
        connection.execute(delete(table))
    articles, events = schema.articles, schema.events
    connection.execute(update(articles).values(noted=False, copies_of="[]"))
    connection.execute(update(events).where(events.c.cluster.is_not(None)).values(cluster=None))
    connection.execute(update(schema.pins).where(schema.pins.c.event.is_not(None)).values(event=None))
    every = select(articles.c.article).group_by(articles.c.article).order_by(articles.c.article)
    connection.execute(insert(schema.pending).from_select(["document"], every))
    connection.execute(insert(schema.state).values(name=FUSING, value=fusing_version()))
    note_all(connection)


@dataclass(slots=True)
class _Step:
    """One step: ``take`` runs it from beginning to end."""

    connection: Connection
    tellings: Tellings
    at_hand: AtHand
    kept: Kept

    def take(self, names: Sequence[str]) -> None:
        """Merge the named documents."""
        seen = self._note(names)
        shelf = Shelf(self.connection, self.at_hand, self.kept)
        rulings = Rulings(self.connection, names)
        documents = shelf.take(names, rulings.marks())
        changed = [one for one in documents if one.changed]
        tallied = self._take_out(changed)
        beside = shelf.remove(changed)
        fresh = [one for one in changed if one.prepared is not None]
        shelf.put(fresh)
        judged = {one.name: rulings.judge(one.name, one.prepared) for one in changed}
        reports = self._put_in(fresh, judged)
        self.tellings.bind(*tie(self.connection))
        numbers = {one.number for one in fresh if one.number is not None}
        told_by = shelf.decide(numbers | beside)
        self._write_events(reports, self._elsewhere(documents, told_by), tallied)
        self._write_copies(documents, told_by)
        refresh(self.connection, seen)

    def _note(self, names: Sequence[str]) -> Sightings:
        """The articles that were not looked at before: whom they name and what they say against themselves."""
        table, seen = schema.articles, Counter[tuple[str, str, str]]()
        columns = [table.c.id, table.c.identity, table.c.engine, table.c.noted, table.c.record]
        fresh = [row for row in pick(self.connection, columns, table.c.article, names) if not row.noted]
        for row in fresh:
            article = self.at_hand.get((row.identity, row.engine)) or unpack(Article, row.record)
            seen.update(note(self.connection, row.id, article))
        if fresh:
            change = update(table).where(table.c.id == bindparam("at")).values(noted=True)
            self.connection.execute(change, [{"at": row.id} for row in fresh])
        return seen

    def _take_out(self, changed: Sequence[Document]) -> set[str]:
        known = [one.number for one in changed if one.number is not None]
        table = schema.tellings
        numbers = [row.id for row in pick(self.connection, [table.c.id], table.c.document, known)]
        tallied = remove_counts(self.connection, numbers)
        self.tellings.remove(known)
        return tallied

    def _put_in(self, fresh: Sequence[Document], judged: Mapping[str, Sequence[Judged]]) -> dict[str, Report]:
        told = [(one.number, one.prepared, judged[one.name]) for one in fresh]
        compared = [(number, one.compared) for number, _, left in told if number is not None for one in left]
        numbers = self.tellings.add(compared)
        reports = [one.report for _, _, left in told for one in left]
        heard = [found for _, one, _ in told if one is not None for found in one.voices if found.event in numbers]
        add_counts(self.connection, reports, heard, numbers)
        return {report.event.id: report for report in reports}

    def _elsewhere(self, documents: Sequence[Document], told_by: set[int]) -> set[str]:
        """Events whose reports stand at other places than before, or have another voice."""
        table = schema.tellings
        moved = {one.number for one in documents if not one.changed and one.number is not None}
        rows = pick(self.connection, [table.c.cluster], table.c.document, moved | told_by)
        return {row.cluster for row in rows if row.cluster is not None}

    def _write_events(self, fresh: Mapping[str, Report], elsewhere: set[str], tallied: set[str]) -> None:
        changed = self.tellings.regroup()
        before = read(self.connection, changed.gone)
        reports = {name: report for told in before.values() for name, report in told.reports.items()}
        reports.update(fresh)
        made: dict[str, Told] = {}
        for group in changed.groups:
            names = [telling.id for telling in group.members]
            told = Told(tuple(group.why), group.mark, {name: reports[name] for name in names})
            made[identity_of(names)] = told
        numbers = self._place(made)
        grown = grow(self.connection, tallied | names_of(self.connection, numbers))
        again = read(self.connection, (elsewhere | grown) - made.keys() - changed.gone)
        write(self.connection, changed.gone, self._complete(made | again))

    def _place(self, made: Mapping[str, Told]) -> list[int]:
        """The tellings get their new events; gives their numbers."""
        table = schema.tellings
        into = {event: name for name, told in made.items() for event in told.reports}
        rows = list(pick(self.connection, [table.c.id, table.c.event, table.c.cluster], table.c.event, into))
        moved = [{"at": row.id, "into": into[row.event]} for row in rows if row.cluster != into[row.event]]
        if moved:
            change = update(table).where(table.c.id == bindparam("at"))
            self.connection.execute(change.values(cluster=bindparam("into")), moved)
        return [row.id for row in rows]

    def _complete(self, made: Mapping[str, Told]) -> list[tuple[Cluster, str | None]]:
        """The events as they are written: voices, conflicts from beyond, decisions, and every place of a report."""
        voicing = Voicing(self.connection, (report for told in made.values() for report in told.reports.values()))
        more = beyond(self.connection, made)
        on = on_events(self.connection, (name for told in made.values() for name in told.reports))
        out = []
        for name in sorted(made):
            told = made[name]
            reports = [voicing.voiced(report) for report in told.reports.values()]
            decisions = [decision for event in told.reports for decision in on.get(event, ())]
            out.append((voicing.placed(complete(reports, told.why, more.get(name, ()), decisions)), told.mark))
        return out

    def _write_copies(self, documents: Sequence[Document], told_by: set[int]) -> None:
        """The copies among the documents, of them, and of those whose original has changed."""
        table = schema.documents
        numbers = {one.number for one in documents if one.number is not None}
        of_these = {row.name for row in pick(self.connection, [table.c.name], table.c.original, numbers)}
        changed = {row.name for row in pick(self.connection, [table.c.name], table.c.id, told_by)}
        write_copies(self.connection, {one.name for one in documents} | of_these | changed)
