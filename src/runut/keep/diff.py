"""What a newer chronicle says otherwise than an older one, and why.

In: two open ``Store`` s. Out: ``Difference`` s: events added, withdrawn, merged, split or changed, by day. Events are
the same if they rest on the same reports: the same place (source and key), article and words of the act; their ids do
not matter. It changes neither chronicle and compares no statements.

The reason is what the two chronicles show: an article that only one of them has, a person's decision that only one of
them has, an article that another version of the program read, other rules of merging; else the reports beside it, which
merging weighs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from runut.fuse.decided import values
from runut.keep import schema
from runut.keep.decisions import held
from runut.keep.engine import LONG, reading
from runut.keep.rows import pick, unpack
from runut.keep.store import FUSING, Store
from runut.records import ChangeReason, Cluster, Difference, DifferenceKind, Report

__all__ = ["differences"]

Token = tuple[str, str, str, int, int]
Place = tuple[str, str, str]
Word = tuple[str, int, int]
KINDS: tuple[DifferenceKind, ...] = ("added", "withdrawn", "merged", "split", "changed")


@dataclass(frozen=True, slots=True)
class _Side:
    """One chronicle in brief: its events' reports and values, its articles with the version that read them."""

    store: Store
    reports: Mapping[str, frozenset[Token]]
    values: Mapping[str, tuple[tuple[str, str], ...]]
    event_of: Mapping[Token, str]
    engine_of: Mapping[Place, str]
    decided: Mapping[Word, frozenset[str]]
    rules: str | None

    @classmethod
    def of(cls, store: Store) -> _Side:
        """Read once, an event at a time."""
        reports, told, events = {}, {}, {}
        articles, state, clusters = schema.articles.c, schema.state.c, schema.clusters.c
        with reading(store.engine) as connection:
            rows = connection.execute(select(articles.source, articles.key, articles.article, articles.engine))
            engines = {(row.source, row.key or "", row.article): row.engine for row in rows}
            rules = connection.execute(select(state.value).where(state.name == FUSING)).scalar()
            for (record,) in connection.execute(select(clusters.record).order_by(clusters.id), execution_options=LONG):
                event = unpack(Cluster, record)
                reports[event.id] = frozenset(map(_token, event.reports))
                told[event.id] = tuple(_values(event))
                events.update(dict.fromkeys(reports[event.id], event.id))
        return cls(store, reports, told, events, engines, _decided(store), rules)

    def become(self, event: str, other: _Side) -> frozenset[str]:
        """The events of ``other`` that have reports of ``event``."""
        return frozenset(other.event_of[token] for token in self.reports[event] if token in other.event_of)

    def load(self, names: Iterable[str]) -> dict[str, Cluster]:
        """The named events, whole."""
        table = schema.clusters
        with reading(self.store.engine) as connection:
            rows = pick(connection, [table.c.id, table.c.record], table.c.id, names)
            return {row.id: unpack(Cluster, row.record) for row in rows}


def differences(old: Store, new: Store) -> Iterator[Difference]:
    """Every difference, by the day of the event."""
    before, after = _Side.of(old), _Side.of(new)
    found = sorted(_found(before, after))
    olds = before.load({name for _, names, _ in found for name in names})
    news = after.load({name for _, _, names in found for name in names})
    made = []
    for kind, gone, come in found:
        made.append(
            Difference(
                KINDS[kind],
                tuple(olds[name] for name in gone),
                tuple(news[name] for name in come),
                tuple(_changes(before, after, gone[0], come[0])) if KINDS[kind] == "changed" else (),
                tuple(_why(before, after, gone, come)),
            )
        )
    yield from sorted(made, key=_order)


def _found(before: _Side, after: _Side) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Kind, old names, new names."""
    for name in after.reports:
        from_ = tuple(sorted(after.become(name, before)))
        if not from_:
            yield KINDS.index("added"), (), (name,)
        elif len(from_) > 1:
            yield KINDS.index("merged"), from_, (name,)
    for name in before.reports:
        into = tuple(sorted(before.become(name, after)))
        if not into:
            yield KINDS.index("withdrawn"), (name,), ()
        elif len(into) > 1:
            yield KINDS.index("split"), (name,), into
        elif after.become(into[0], before) == {name} and any(_changes(before, after, name, into[0])):
            yield KINDS.index("changed"), (name,), into


def _changes(before: _Side, after: _Side, old: str, new: str) -> Iterator[tuple[str, str, str]]:
    for (name, was), (_, now) in zip(before.values[old], after.values[new], strict=True):
        if was != now:
            yield name, was, now
    one, two = before.reports[old], after.reports[new]
    if one != two:
        yield "reports", str(len(one)), str(len(two))


def _why(
    before: _Side, after: _Side, gone: Sequence[str], come: Sequence[str]
) -> Iterator[tuple[ChangeReason, tuple[str, ...]]]:
    olds = {token[:3] for name in gone for token in before.reports[name]}
    news = {token[:3] for name in come for token in after.reports[name]}
    known, now = before.engine_of, after.engine_of
    told: list[tuple[ChangeReason, set[Place]]] = [
        ("new article", {place for place in news if place not in known}),
        ("article gone", {place for place in olds if place not in now}),
        ("a person's decision", _decided_on(before, after, gone, come)),
        ("read by other rules", {p for p in olds | news if p in known and p in now and known[p] != now[p]}),
    ]
    reasons = [(reason, tuple(sorted({place[0] for place in places}))) for reason, places in told if places]
    if before.rules != after.rules and gone and come:
        reasons.append(("merged by other rules", ()))
    yield from reasons or [("other reports beside it", ())]


def _decided(store: Store) -> dict[Word, frozenset[str]]:
    """The decisions in force on each word of an article."""
    found: dict[Word, set[str]] = {}
    for one in held(store):
        for pin in (*one.decision.pins, *one.decision.others) if one.in_force else ():
            found.setdefault((pin.article, pin.trigger.start, pin.trigger.end), set()).add(one.decision.id)
    return {word: frozenset(names) for word, names in found.items()}


def _decided_on(before: _Side, after: _Side, gone: Sequence[str], come: Sequence[str]) -> set[Place]:
    """Where the reports stand on which only one side has a decision."""
    told = {token for name in gone for token in before.reports[name]}
    told |= {token for name in come for token in after.reports[name]}
    return {token[:3] for token in told if before.decided.get(token[2:]) != after.decided.get(token[2:])}


def _token(report: Report) -> Token:
    trigger = report.event.trigger
    return report.source, report.key or "", report.article, trigger.start, trigger.end


def _values(event: Cluster) -> Iterator[tuple[str, str]]:
    """What a reader sees of it, by name."""
    yield from values(event)
    yield "sources", str(event.independent_sources)
    yield "conflicts", str(len(event.conflicts))


def _order(found: Difference) -> tuple[date, int, str]:
    event = (found.new or found.old)[0]
    day = (event.time.earliest if event.time else None) or date.max
    return day, KINDS.index(found.kind), event.id
