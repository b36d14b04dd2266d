"""The events of a view as the event data sets take them: coded, in pairs, dated to the day or not at all.

In: a ``View``. Out: ``Act`` records, one for each pair of parties, and the notes of what stayed outside. An event that
is only rumoured, denied or conditional is left out: these data sets have no place for that, and it would stand there
as a fact. Planned and negated ones are folded as PLOVER does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from runut.publish.codes import Coded, coded, is_plover
from runut.publish.decisions import decisions_left_out
from runut.publish.made import counted
from runut.publish.parties import Cast, Party
from runut.publish.phrasing import lead_report
from runut.publish.sources import Source, Sources
from runut.publish.view import View
from runut.records import Cluster, Report


@dataclass(frozen=True, slots=True)
class Act:
    """One pair of one event. ``number`` counts the event's pairs from 1; ``day`` is None unless one day is sure."""

    cluster: Cluster
    code: Coded
    actor: Party | None
    target: Party | None
    number: int
    day: date | None
    lead: Report
    source: Source

    @property
    def id(self) -> str:
        """The event's id; with several pairs each has its own."""
        return f"{self.cluster.id}-{self.number}"

    @property
    def integer(self) -> int:
        """The same as a number of at most 15 figures, for data sets whose ids are numbers."""
        return int.from_bytes(sha256(self.id.encode()).digest()[:6])


class Acts:
    """The coded pairs of a view; with ``cameo`` only those that CAMEO has a code for."""

    def __init__(self, view: View, *, cameo: bool) -> None:
        self.view = view
        self.cameo = cameo
        self.cast, self.sources = Cast(view), Sources(view)

    def __iter__(self) -> Iterator[Act]:
        for cluster in self.view.clusters:
            code, lead = coded(cluster), lead_report(cluster)
            if code is None or lead is None or (self.cameo and not code.cameo):
                continue
            for number, (actor, target) in enumerate(self.cast.pairs(cluster), 1):
                yield Act(cluster, code, actor, target, number, day_of(cluster), lead, self.sources.of(lead))

    def left_out(self) -> tuple[str, ...]:
        """The notes."""
        codes = [(cluster, coded(cluster)) for cluster in self.view.clusters]
        foreign = sum(not is_plover(cluster.type) for cluster in self.view.clusters)
        unsure = sum(code is None for _, code in codes) - foreign
        nobody = sum(code is not None and not (cluster.actors or cluster.targets) for cluster, code in codes)
        told = [(cluster, code) for cluster, code in codes if code and (cluster.actors or cluster.targets)]
        kept = [(cluster, code) for cluster, code in told if code.cameo or not self.cameo]
        folded = sum(code.folded for _, code in kept)
        undated = sum(day_of(cluster) is None for cluster, _ in kept)
        return (
            *counted(unsure, "event", "only rumoured, denied or conditional"),
            *counted(foreign, "event", "of a type that PLOVER does not have"),
            *counted(nobody, "event", "without any party"),
            *counted(len(told) - len(kept), "event", "for which CAMEO has no code"),
            *counted(folded, "status", "of events that are planned or negated (folded into the type, as PLOVER does)"),
            *counted(undated, "date", "that are not one sure day (empty)"),
            *decisions_left_out(self.view.clusters),
            "conflicts, claimants, quantities and all sentences but the place of one",
        )


def day_of(cluster: Cluster) -> date | None:
    """The day of an event, if it is one."""
    time = cluster.time
    return time.earliest if time and time.earliest and time.earliest == time.latest else None
