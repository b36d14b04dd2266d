"""What an event is a part of: a visit holds its talks, its signing and its dinner, a summit its side meetings.

In: the events of a chronicle, as ``Frame`` s. Out: for a part the event that holds it, and the keys under which the
two meet. The answer depends on these events alone, not on the order in which they came. It merges nothing; a war or a
series of attacks holds no parts, because it is not an act of its own.

A part has the parties of its whole on both sides, lies in its days (or is told by the same article, where one of the
two has no narrow date) and at its place. Of several wholes the part belongs to the one that an article tells beside
it, then to the shortest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import xxhash

from runut.fuse.pairs import PERSON, several
from runut.fuse.telling import Days, gap, ordinals_of
from runut.fuse.weights import states, weights
from runut.records import Cluster, EventTime, Participant, Report

__all__ = ["Frame", "frame_of", "holds", "keys_of", "nested", "whole_of"]

# Days after the last one named in which a journey still goes on: most reports name the day of arrival only.
STAY = 2
# An interval of more days says too little to lie inside another, or to hold one.
NARROW = 10
# A drawer of the calendar; the whole and the part share one if they share a day.
DRAWER = 8
# Of the parties of a large meeting only so many open keys: every pair of them would be too many.
MOST = 8
JOURNEY, SERIES = "journey", "series"
# A gathering lasts days and is told by its opening or its close; so many lie between that and what is held beside it.
SESSION = 2
# "Di sela KTT", "dalam konferensi itu": the sentence itself says that its act is held there.
ASIDE = re.compile(
    r"\b(?:di sela(?:-sela)? (?:acara|KTT|konferensi|forum|sidang|kongres|pertemuan puncak)"
    r"|(?:dalam|pada|selama) (?:acara|KTT|konferensi|forum|sidang|kongres|pertemuan puncak) (?:itu|tersebut))\b",
    re.IGNORECASE,
)
SETTLED = ("denied", "negated")


@dataclass(frozen=True, slots=True)
class Frame:
    """What telling wholes and parts needs of an event; the tuples are sorted. Persons come with their states."""

    id: str
    act: str
    status: str
    guests: tuple[tuple[str, str | None], ...]
    persons: tuple[tuple[str, str | None], ...]
    actor_countries: tuple[str, ...]
    countries: tuple[str, ...]
    days: tuple[int, int] | None
    place: str | None
    place_country: str | None
    articles: tuple[str, ...]
    aside: tuple[str, ...] = ()
    several: bool = False
    in_row: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether its act may hold others."""
        return self.act in weights().wholes or self.several

    @property
    def is_part(self) -> bool:
        """Whether its act may be held."""
        return self.act in weights().contained or bool(self.aside) or (self.in_row and not self.several)


def frame_of(cluster: Cluster) -> Frame | None:
    """The frame of ``cluster``; None where its act neither holds nor is held, or where it did not take place."""
    known, series = weights(), cluster.type in weights().series
    aside = tuple(sorted({report.article for report in cluster.reports if ASIDE.search(report.event.evidence.text)}))
    many = series and any(map(_tells_several, cluster.reports))
    in_row = series and any(ordinals_of(report.event) for report in cluster.reports)
    if cluster.act not in known.wholes and cluster.act not in known.contained and not (aside or many or in_row):
        return None
    if cluster.status in SETTLED:
        return None
    parties, place = (*cluster.actors, *cluster.targets), cluster.place
    return Frame(
        id=cluster.id,
        act=cluster.act,
        status=cluster.status,
        guests=_persons(cluster.actors),
        persons=_persons(parties),
        actor_countries=_countries(cluster.actors),
        countries=_countries(parties),
        days=_days(cluster.time),
        place=place.name if place else None,
        place_country=place.country if place else None,
        articles=tuple(sorted({report.article for report in cluster.reports})),
        aside=aside,
        several=many,
        in_row=in_row,
    )


def _tells_several(report: Report) -> bool:
    return several((q.value, (q.of or q.unit or "").lower()) for q in report.event.quantities)


def nested(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """The events with ``part_of`` and ``parts``; all must be at hand."""
    frames = [frame for frame in map(frame_of, clusters) if frame is not None]
    wholes: dict[int, list[Frame]] = {}
    for frame in frames:
        for key in keys_of(frame) if frame.is_whole else ():
            wholes.setdefault(key, []).append(frame)
    into: dict[str, str] = {}
    for frame in frames:
        if frame.is_part:
            met = {one.id: one for key in keys_of(frame) for one in wholes.get(key, ())}
            if whole := whole_of(frame, met.values()):
                into[frame.id] = whole
    parts: dict[str, list[str]] = {}
    for part, whole in into.items():
        parts.setdefault(whole, []).append(part)
    return tuple(
        replace(one, part_of=into.get(one.id), parts=tuple(sorted(parts.get(one.id, ()))))
        if one.id in into or one.id in parts
        else one
        for one in clusters
    )


def whole_of(part: Frame, wholes: Iterable[Frame]) -> str | None:
    """The id of the event among ``wholes`` that ``part`` is a part of."""
    found = [whole for whole in wholes if holds(whole, part)]
    return min(found, key=lambda whole: _nearness(whole, part)).id if found else None


def holds(whole: Frame, part: Frame) -> bool:
    """Whether ``part`` is a part of ``whole``."""
    kinds = weights().wholes
    if whole.several:
        return whole.id != part.id and part.in_row and not part.several and _of_series(whole, part)
    if _held_aside(whole, part):
        return True
    return (
        whole.id != part.id
        and whole.act in kinds
        and part.act in weights().contained
        and kinds.get(part.act) != kinds[whole.act]
        and (whole.status == "actual" or whole.status == part.status)
        and _in_time(whole, part)
        and (_on_journey(whole, part) if kinds[whole.act] == JOURNEY else _at_gathering(whole, part))
    )


def _held_aside(whole: Frame, part: Frame) -> bool:
    """An article tells the gathering, and says of the part that it is held beside it, or in it."""
    if weights().wholes.get(whole.act) in (None, JOURNEY) or weights().wholes.get(part.act) not in (None, JOURNEY):
        return False
    if whole.id == part.id or not {*whole.articles} & {*part.aside} or whole.status not in ("actual", part.status):
        return False
    return whole.days is None or part.days is None or gap(whole.days, part.days) <= SESSION


def _of_series(whole: Frame, part: Frame) -> bool:
    """ "Dua serangan" and "serangan pertama", of one day and state."""
    here, there = {*whole.countries, *_land(whole)}, {*part.countries, *_land(part)}
    if whole.days is None or part.days is None:
        return not _apart(whole, part) and bool(here & there)
    return _narrow(whole.days) is not None and gap(whole.days, part.days) == 0 and bool(here & there)


def keys_of(frame: Frame) -> frozenset[int]:
    """Where a whole and its parts meet: in an article, or in the days with a person, two states or a town in common."""
    names = {f"article {article}" for article in frame.articles}
    days = _narrow(frame.days)
    if days is not None:
        who = [name for name, _ in frame.persons[:MOST]]
        who += [" ".join(pair) for pair in combinations(sorted({*frame.countries, *_land(frame)})[:MOST], 2)]
        who += [frame.place] if frame.place else []
        if frame.several or frame.in_row:
            who += [f"series {country}" for country in sorted({*frame.countries, *_land(frame)})]
        last = days[1] + (STAY if frame.is_whole else 0)
        names |= {f"{drawer} {one}" for drawer in range(days[0] // DRAWER, last // DRAWER + 1) for one in who}
    return frozenset(xxhash.xxh64_intdigest(name.encode()) - (1 << 63) for name in names)


def _nearness(whole: Frame, part: Frame) -> tuple[bool, bool, int, int, str]:
    days = _narrow(whole.days)
    shared = len({*whole.persons} & {*part.persons})
    beside = _held_aside(whole, part)
    return not beside, _apart(whole, part), days[1] - days[0] if days else NARROW + 1, -shared, whole.id


def _apart(whole: Frame, part: Frame) -> bool:
    """No article tells both."""
    return {*whole.articles}.isdisjoint(part.articles)


def _in_time(whole: Frame, part: Frame) -> bool:
    days, inside = _narrow(whole.days), _narrow(part.days)
    if days is not None and inside is not None:
        if weights().wholes[whole.act] != JOURNEY:
            told_here = not _apart(whole, part) and _in_one_town(whole, part)
            return gap(days, inside) <= (SESSION if told_here else 0)
        return gap((days[0], days[1] + STAY), inside) == 0
    if _apart(whole, part) or (weights().wholes[whole.act] != JOURNEY and not _in_one_town(whole, part)):
        return False  # who attends a congress meets others before and after it
    if whole.days is None or part.days is None:
        return all(one.days is None or _narrow(one.days) for one in (whole, part))  # "pada 2022" is the background
    return gap(whole.days, part.days) == 0


def _on_journey(whole: Frame, part: Frame) -> bool:
    """The guest, or somebody of the guest's state where no other person of it is named, and the host or the place."""
    home = {*whole.actor_countries}
    hosts = {*whole.countries, *_land(whole)} - home
    if part.place_country and part.place_country not in hosts | {*_land(whole)}:
        return False
    guests, of_home = {name for name, _ in whole.guests}, {name for name, state in part.persons if state in home}
    with_guest = bool(guests & {name for name, _ in part.persons})
    if guests and of_home and not with_guest:
        return False
    if not with_guest and not home & {*part.countries}:
        return False
    if whole.place_country in home and (not with_guest or part.place not in (None, whole.place)):
        return False  # a visit at home, to an embassy, is no stay abroad
    return bool(hosts & {*part.countries, *_land(part)})


def _at_gathering(whole: Frame, part: Frame) -> bool:
    """Two of its states or one of its persons with another party; in its town, any talks of its days."""
    if part.place and whole.place and part.place != whole.place and not {part.place, whole.place} & states():
        return False
    if part.place_country and whole.place_country and part.place_country != whole.place_country:
        return False
    who, there = {name for name, _ in whole.persons}, {name for name, _ in part.persons}
    if who & there:
        return _in_one_town(whole, part) or not _apart(whole, part)
    if len({*whole.countries} & {*part.countries}) >= 2:
        return not (who and there)
    return not who and bool(there or part.countries) and _in_one_town(whole, part)


def _in_one_town(whole: Frame, part: Frame) -> bool:
    return whole.place is not None and whole.place == part.place and whole.place not in states()


def _days(time: EventTime | None) -> Days | None:
    if time is None or time.earliest is None or time.latest is None:
        return None
    return time.earliest.toordinal(), time.latest.toordinal()


def _persons(side: Iterable[Participant]) -> tuple[tuple[str, str | None], ...]:
    found = {(one.entity, one.country) for one in side if one.entity and PERSON.match(one.entity)}
    return tuple(sorted(found, key=lambda one: (one[0], one[1] or "")))


def _countries(side: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(sorted({one.country for one in side if one.country}))


def _land(frame: Frame) -> Iterator[str]:
    if frame.place_country:
        yield frame.place_country


def _narrow(days: Days | None) -> Days | None:
    return days if days is not None and days[1] - days[0] <= NARROW else None
