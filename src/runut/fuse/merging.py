"""What the reports of one event give together: the merged line of the chronicle.

In: the reports of an event. Out: ``Cluster``: the tightest interval that the reports allow, all names, the weightiest
type, the status with its history, and a confidence that grows with independent origins, not with copies.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from runut.fuse.conflicts import find_conflicts
from runut.fuse.origins import voices
from runut.records import Cluster, Event, EventTime, Participant, Place, Published, Report, Status

# A later report that an act took place settles an earlier plan; a denial stands until then.
SETTLED: tuple[Status, ...] = ("actual", "negated", "denied", "planned", "conditional", "rumoured")
HIGHEST = 0.98


def merge(told: Iterable[Report], why: Sequence[str]) -> Cluster:
    """The merged event of the reports ``told``; ``why`` they were joined."""
    reports = sorted(told, key=report_order)
    events = [report.event for report in reports]
    status = _status(reports)
    kind = _weightiest([(event.type, event.confidence) for event in events])
    # What took place is told by the reports that say so, not by the rumour before them.
    lead = _clearest([e for e in events if e.type == kind and e.status == status] or events)
    identity = identity_of(event.id for event in events)
    voice = voices(reports)
    times = _time(reports)
    return Cluster(
        id=identity,
        type=kind,
        mode=_common([event.mode for event in events]),
        act=lead.act,
        cameo=lead.cameo,
        contexts=tuple(sorted({context for event in events for context in event.contexts})),
        status=status,
        actors=_people([event.actors for event in events]),
        targets=_people([event.targets for event in events]),
        place=_place(events),
        time=times,
        reports=tuple(reports),
        independent_sources=len(set(voice.values())),
        first_reported=_first(reports),
        conflicts=find_conflicts(identity, reports),
        status_history=tuple((_day(report.published), report.event.status, report.event.id) for report in reports),
        occasion=_common([report.occasion for report in reports]),
        confidence=_confidence(reports, voice),
        why=tuple(why),
    )


def report_order(report: Report) -> tuple[date, str, str]:
    """By publication, then by id."""
    return (report.published.earliest or date.max, report.article, report.event.id)


def identity_of(events: Iterable[str]) -> str:
    """The name of the event with these reports: the same as long as the report with the lowest id stays."""
    return "ev-" + hashlib.sha256(min(events).encode()).hexdigest()[:12]


def _clearest(events: Sequence[Event]) -> Event:
    """Of the act that most of them name, the one that says most."""
    told = Counter(event.act for event in events)
    return max(
        events, key=lambda e: (told[e.act], bool(e.actors) + bool(e.targets), e.time is not None, e.confidence, e.id)
    )


def _weightiest(values: Sequence[tuple[str, float]]) -> str:
    weight: Counter[str] = Counter()
    for value, confidence in values:
        weight[value] += int(confidence * 1000)
    return max(sorted(weight), key=lambda value: weight[value])


def _common(values: Sequence[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return max(sorted(counts), key=lambda value: counts[value]) if counts else None


def _status(reports: Sequence[Report]) -> Status:
    """The most settled status among the reports; between equals the latest report's."""
    statuses = [report.event.status for report in reports]
    for status in SETTLED:
        if status in statuses:
            return status
    return "actual"


def _people(lists: Sequence[Sequence[Participant]]) -> tuple[Participant, ...]:
    """All participants, most reported first; a state goes where a person of it is named too."""
    counts: Counter[str] = Counter()
    best: dict[str, Participant] = {}
    for people in lists:
        for person in people:
            key = person.entity or person.name
            counts[key] += 1
            if key not in best or (best[key].mention is None and person.mention is not None):
                best[key] = person
    return tuple(best[key] for key in sorted(best, key=lambda key: (-counts[key], key)))


def _place(events: Sequence[Event]) -> Place | None:
    places = [event.place for event in events if event.place is not None]
    if not places:
        return None
    counts = Counter(place.name for place in places)
    return max(places, key=lambda place: (place.lat is not None, counts[place.name], place.name))


def _time(reports: Sequence[Report]) -> EventTime | None:
    """The narrowest interval that no own time of a report excludes; the most reported where they disagree."""
    times = [r.event.time for r in reports if r.event.time is not None]
    own = [time for time in times if time.basis == "own"] or times
    known = [time for time in own if time.earliest is not None and time.latest is not None]
    if not known:
        return own[0] if own else None
    return max(known, key=lambda time: (_agreeing(time, known), -_width(time), time.value or ""))


def _width(time: EventTime) -> int:
    return (time.latest - time.earliest).days if time.latest and time.earliest else 99999


def _agreeing(time: EventTime, others: Sequence[EventTime]) -> int:
    count = 0
    for other in others:
        if time.earliest and time.latest and other.earliest and other.latest:
            count += time.earliest <= other.latest and other.earliest <= time.latest
    return count


def _first(reports: Sequence[Report]) -> str | None:
    days = [day for report in reports if (day := _day(report.published))]
    return min(days) if days else None


def _day(published: Published) -> str | None:
    return published.value


def _confidence(reports: Sequence[Report], voice: Mapping[str, str]) -> float:
    """Noisy-or over independent voices: the best report of each counts."""
    best: dict[str, float] = {}
    for report in reports:
        speaker = voice[report.origin]
        best[speaker] = max(best.get(speaker, 0.0), report.event.confidence)
    doubt = 1.0
    for origin in sorted(best):
        doubt *= 1 - best[origin]
    return round(min(HIGHEST, 1 - doubt), 2)
