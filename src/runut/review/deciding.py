"""Deciding on events: what a person says of an event, made a decision, kept and applied.

In: an open ``Store``, who decides and when, an event's id. Out: the decision in the chronicle, the chronicle merged
with it, and what became of the event. The clock is the caller's. What a decision does is ``fuse.decided``'s to say;
nothing is ever overwritten, and ``undo`` is a decision like the others.

::

    desk = Desk(store, "sari", lambda: "2026-11-28T09:00:00Z")
    desk.reject("ev-96b5dd835f9d", "not-an-event")
    desk.undo()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from runut.errors import BusyError, UsageError
from runut.fuse.decided import pin_of, signed, values
from runut.keep import schema
from runut.keep.decisions import append, held
from runut.keep.engine import reading
from runut.keep.merging import merge
from runut.keep.rows import unpack
from runut.keep.store import Store, is_current
from runut.records import Amendment, Cluster, Decision, DecisionVerb, Participant, Pin, Report
from runut.review.exchange import moment

__all__ = ["REASONS", "Desk", "Outcome", "event_of", "now_called"]

# Why an event is rejected; with a field, only that value is, and the event stays.
REASONS: Mapping[str, str | None] = {
    "not-an-event": None,
    "not-article-text": None,
    "duplicate": None,
    "other": None,
    "wrong-date": "time",
    "wrong-place": "place",
    "wrong-person": "actors",
}
LAST = "last"
LEAST = 5  # of an id, so that it is one by design: "ev-" and two more


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and what became of it: the events that its reports are now in, and whether it is applied yet.

    It is not where the chronicle was merged by other rules, or a build is writing: the next merging applies it.
    """

    decision: Decision
    events: tuple[str, ...]
    applied: bool


def event_of(store: Store, name: str) -> Cluster:
    """The event with this id, or whose id begins so.

    :raises UsageError: none, or several.
    """
    table = schema.clusters
    with reading(store.engine) as connection:
        exact = connection.execute(select(table.c.record).where(table.c.id == name)).scalar()
        if exact is not None:
            return unpack(Cluster, exact)
        first = table.c.id.startswith(name, autoescape=True)
        found = connection.execute(select(table.c.record).where(first).limit(2)).scalars().all()
    if len(name) < LEAST or not found:
        raise UsageError(f"there is no event {name} in {store.path}; runut review queue {store.path} lists ids")
    if len(found) > 1:
        raise UsageError(f"several events of {store.path} begin with {name}; write more of the id")
    return unpack(Cluster, found[0])


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one person decides on the events of one chronicle; ``now`` gives the time, ISO 8601 with a zone."""

    store: Store
    author: str
    now: Callable[[], str]

    def accept(self, event: str, *, note: str | None = None) -> Outcome:
        """The event is right as it is listed."""
        cluster = event_of(self.store, event)
        return self._keep(self._made("accept", _pins(cluster.reports), note, seen=values(cluster)))

    def reject(
        self,
        event: str,
        reason: str,
        *,
        reports: Sequence[str] = (),
        person: str | None = None,
        note: str | None = None,
    ) -> Outcome:
        """There is no such event, or this value of it is wrong; ``reports`` are those rejected, all by default."""
        if reason not in REASONS:
            raise UsageError(f"the reason {reason!r} is unknown; choose one of {', '.join(REASONS)}")
        cluster = event_of(self.store, event)
        amendment = _withdrawn(cluster, reason, person)
        chosen = _of_sources(cluster, reports) if reports else cluster.reports
        made = self._made("reject", _pins(chosen), note, reason=reason, amendment=amendment)
        return self._keep(replace(made, reading=bool(reports) and amendment is not None))

    def edit(
        self, event: str, amendment: Amendment, *, reports: Sequence[str] = (), note: str | None = None
    ) -> Outcome:
        """The event has these values; with ``reports``, these reports say so and were read wrongly."""
        cluster = event_of(self.store, event)
        chosen = _of_sources(cluster, reports) if reports else cluster.reports
        made = self._made("edit", _pins(chosen), note, amendment=amendment)
        return self._keep(replace(made, reading=bool(reports)))

    def merge(self, event: str, other: str, *, note: str | None = None) -> Outcome:
        """The two are one event."""
        one, two = event_of(self.store, event), event_of(self.store, other)
        if one.id == two.id:
            raise UsageError(f"{event} and {other} are one event already")
        return self._keep(self._made("merge", _pins((*one.reports, *two.reports)), note))

    def split(self, event: str, reports: Sequence[str], *, note: str | None = None) -> Outcome:
        """The reports of these sources tell another event than the others do."""
        cluster = event_of(self.store, event)
        off = _pins(_of_sources(cluster, reports))
        rest = tuple(pin for pin in _pins(cluster.reports) if pin not in off)
        if not rest:
            raise UsageError(f"{cluster.id} has no other reports; to take it out: runut review reject {cluster.id}")
        return self._keep(self._made("split", off, note, others=rest))

    def undo(self, decision: str = LAST, *, note: str | None = None) -> Outcome:
        """Take a decision back, by default the last one in force."""
        every = held(self.store)
        if decision == LAST:
            # of undoings too: an undo after an undo would otherwise do again what the first one undid
            found = [one for one in every if one.in_force and one.decision.verb != "undo"]
        else:
            found = [one for one in every if one.decision.id == decision and one.in_force]
        if not found:
            what = "no decision is in force" if decision == LAST else f"no decision {decision} is in force"
            raise UsageError(f"{what} in {self.store.path}; runut review list {self.store.path} shows them")
        undone = base = found[-1].decision
        known = {one.decision.id: one.decision for one in every}
        while base.undoes is not None and base.undoes in known:
            base = known[base.undoes]
        return self._keep(self._made("undo", (), note, undoes=undone.id), (*base.pins, *base.others))

    def _made(
        self,
        verb: DecisionVerb,
        pins: tuple[Pin, ...],
        note: str | None,
        *,
        others: tuple[Pin, ...] = (),
        reason: str | None = None,
        amendment: Amendment | None = None,
        seen: tuple[tuple[str, str], ...] = (),
        undoes: str | None = None,
    ) -> Decision:
        return Decision(
            "", moment(self.now()), self.author, verb, pins, others, reason, note, amendment, seen=seen, undoes=undoes
        )

    def _keep(self, made: Decision, about: tuple[Pin, ...] = ()) -> Outcome:
        decision = signed(made)
        append(self.store, [decision])
        with reading(self.store.engine) as connection:
            current = is_current(connection)
        if current:  # else the next build merges everything anew, and this with it
            try:
                merge(self.store)
            except BusyError:
                current = False  # it is kept, and the build that is running merges it with the rest
        pins = (*(about or decision.pins), *decision.others)
        return Outcome(decision, now_called(self.store, pins) if current else (), current)


def now_called(store: Store, pins: Sequence[Pin]) -> tuple[str, ...]:
    """The events that the pinned reports are in now."""
    articles, wanted = {pin.article for pin in pins}, {(pin.article, pin.trigger) for pin in pins}
    events, table = schema.events, schema.articles
    with reading(store.engine) as connection:
        query = select(events.c.cluster).join(table, table.c.id == events.c.article)
        query = query.where(table.c.article.in_(sorted(articles)), events.c.cluster.is_not(None)).distinct()
        clusters = schema.clusters
        records = connection.execute(select(clusters.c.record).where(clusters.c.id.in_(query))).scalars()
        found = [unpack(Cluster, record) for record in records]
    told = {one.id for one in found for r in one.reports if (r.article, r.event.trigger) in wanted}
    return tuple(sorted(told))


def _withdrawn(cluster: Cluster, reason: str, person: str | None) -> Amendment | None:
    """What a rejected value takes out; None where the whole event is rejected."""
    field = REASONS[reason]
    if (reason == "wrong-person") != (person is not None):
        raise UsageError("--person names who takes no part; it goes with the reason wrong-person, which needs it")
    if person is None:
        return Amendment(cleared=(field,)) if field else None
    named = [one for one in (*cluster.actors, *cluster.targets) if _is_called(one, person)]
    if not named:
        names = ", ".join(dict.fromkeys(one.name for one in (*cluster.actors, *cluster.targets)))
        raise UsageError(f"{person!r} takes no part in {cluster.id}; those who do: {names or 'nobody'}")
    return Amendment(without=tuple(sorted({one.entity or one.name for one in named})))


def _is_called(one: Participant, name: str) -> bool:
    return name.lower() in ((one.entity or "").lower(), one.name.lower())


def _pins(reports: Sequence[Report]) -> tuple[Pin, ...]:
    """A pin for each report; at however many places its article stands."""
    by_event = {report.event.id: pin_of(report) for report in reversed(reports)}
    return tuple(sorted(by_event.values(), key=lambda pin: (pin.source, pin.article, pin.trigger.start, pin.type)))


def _of_sources(cluster: Cluster, sources: Sequence[str]) -> tuple[Report, ...]:
    """The reports of the named sources: the whole name, its last part, or the caller's key."""
    found = []
    for source in sources:
        told = [r for r in cluster.reports if source in (r.source, _last(r.source), r.key, r.article)]
        if not told:
            names = ", ".join(dict.fromkeys(_last(report.source) for report in cluster.reports))
            raise UsageError(f"{source} does not report {cluster.id}; those that do: {names}")
        found += told
    return tuple(found)


def _last(source: str) -> str:
    return source.replace("\\", "/").rsplit("/", 1)[-1]
