"""What merging gave, written beside the articles: events, who takes part in them, and their conflicts.

In: the events of the chronicle that are new, otherwise than before, or no more. Out: the tables ``clusters`` and
``participants``, the conflicts across articles, the link from every report to its event, and (``parts``) what is part
of what. All of it can be made again from the articles. It decides nothing about events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, update

from runut.fuse import first_reported
from runut.fuse.decided import doubt
from runut.fuse.origins import voiced
from runut.fuse.yearly import year_of
from runut.keep import schema
from runut.keep.cast import conflict_row, count_events
from runut.keep.changes import note_written
from runut.keep.documents import originals_of, places_of
from runut.keep.parts import nest
from runut.keep.rows import add, pack, pick, remove, unpack
from runut.keep.words import folded
from runut.records import Cluster, Report

__all__ = ["Told", "Voicing", "read", "write"]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was written: why its reports were joined, the mark of its group, and the reports, each once."""

    why: tuple[str, ...]
    mark: str | None
    reports: dict[str, Report]


def read(connection: Connection, names: Iterable[str]) -> dict[str, Told]:
    """The named events, by name; of the places of a report the first."""
    table = schema.clusters
    found = {}
    for row in pick(connection, [table.c.id, table.c.mark, table.c.record], table.c.id, names):
        cluster = unpack(Cluster, row.record)
        reports: dict[str, Report] = {}
        for report in cluster.reports:
            reports.setdefault(report.event.id, report)
        found[row.id] = Told(cluster.why, row.mark, reports)
    return found


class Voicing:
    """Which article's voice a report is, and at which places it stands."""

    def __init__(self, connection: Connection, reports: Iterable[Report]) -> None:
        names = {report.article for report in reports}
        self.original = originals_of(connection, names)
        self.places = places_of(connection, names)

    def voiced(self, report: Report) -> Report:
        """The report with the voice that its article has now."""
        return voiced(report, self.original.get(report.article))

    def placed(self, cluster: Cluster) -> Cluster:
        """The event with a line for every place; they share their origin, so no voice is added."""
        reports = tuple(
            replace(report, source=place.source, key=place.key)
            for report in cluster.reports
            for place in self.places.get(report.article) or (report,)
        )
        return cluster if reports == cluster.reports else replace(cluster, reports=reports)


def write(connection: Connection, gone: Iterable[str], made: Sequence[tuple[Cluster, str | None]]) -> None:
    """Take the events that are gone out, and put those that were made in; each comes with the mark of its group."""
    part, conflicts, table = schema.participants, schema.conflicts, schema.clusters
    names = set(gone) | {cluster.id for cluster, _ in made}
    counts: Counter[str] = Counter()
    for row in _taking_part(connection, names):
        counts[row] -= 1
    remove(connection, part.c.cluster, names)
    remove(connection, conflicts.c.cluster, names)
    remove(connection, table.c.id, names)
    add(connection, table, [_row(cluster, mark) for cluster, mark in made])
    add(connection, part, [row for cluster, _ in made for row in _participants(cluster)])
    rows = [(cluster.id, conflict) for cluster, _ in made for conflict in cluster.conflicts]
    add(
        connection,
        conflicts,
        [conflict_row(conflict) | {"cluster": name, "article": None, "event": None} for name, conflict in rows],
    )
    for cluster, _ in made:
        for entity in {p.entity for p in (*cluster.actors, *cluster.targets) if p.entity is not None}:
            counts[entity] += 1
    count_events(connection, counts)
    nest(connection, names, [cluster for cluster, _ in made])
    _link_events(connection, [cluster for cluster, _ in made])
    note_written(connection, names)


def _taking_part(connection: Connection, names: Iterable[str]) -> Iterator[str]:
    part = schema.participants
    rows = pick(connection, [part.c.cluster, part.c.entity], part.c.cluster, names)
    yield from sorted(entity for _, entity in {(row.cluster, row.entity) for row in rows} if entity is not None)


def _row(cluster: Cluster, mark: str | None) -> dict[str, Any]:
    earliest, place = cluster.time.earliest if cluster.time else None, cluster.place
    return {
        "id": cluster.id,
        "type": cluster.type,
        "act": cluster.act,
        "status": cluster.status,
        "earliest": earliest,
        "latest": cluster.time.latest if cluster.time else None,
        "day": earliest or date.max,
        "reported": first_reported(cluster),
        "mark": mark,
        "doubt": doubt(cluster),
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "confidence": cluster.confidence,
        "cameo": cluster.cameo,
        "occasion": cluster.occasion,
        "occasion_year": year_of(cluster) if cluster.occasion else None,
        "record": pack(cluster),
    }


def _participants(cluster: Cluster) -> Iterator[dict[str, Any]]:
    for side, group in (("actor", cluster.actors), ("target", cluster.targets)):
        for participant in group:
            yield {
                "cluster": cluster.id,
                "side": side,
                "entity": participant.entity,
                "name": folded(participant.name),
                "country": participant.country,
            }


def _link_events(connection: Connection, clusters: Sequence[Cluster]) -> None:
    """Every report's event, at every place of its article, belongs to its cluster."""
    table = schema.events
    rows = [{"name": r.event.id, "into": cluster.id} for cluster in clusters for r in cluster.reports]
    if rows:
        other = table.c.cluster.is_distinct_from(bindparam("into"))
        change = update(table).where(table.c.event == bindparam("name"), other)
        connection.execute(change.values(cluster=bindparam("into")), rows)
