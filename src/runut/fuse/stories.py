"""Stories: groups of events that hang together, by their parties, acts, days, places and the articles that tell them.

In: the events of a chronicle. Out: ``Story`` s with the bonds that made them, so that it can be asked why two events
are in one. The order of the events does not matter. It merges no events, and an event of no story is left out.

Two events are bound when what they have in common weighs enough (``lexicons/stories.yaml``). Bonds are taken strongest
first; a bond joins two groups only where the groups as wholes are about the same states (of events without states, the
same people), so that a chain of neighbours does not wander from one affair into the next. In time a story may go on as
long as its events follow each other.

Events are compared where they share an article, a whole, a person, a town, two states, or a state and a type, with the
next few in the order of days: the work grows with the number of events, not with its square.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations

import yaml

from runut.data import LOADER
from runut.fuse.pairs import VAGUE
from runut.fuse.telling import Days, gap
from runut.fuse.weights import states, weights
from runut.records import Cluster

__all__ = ["Bond", "Grouped", "Story", "Thread", "bond", "grouped", "stories_of", "thread_of", "why"]

# With how many that follow under one key an event is compared, and how many states of a large meeting open keys.
NEXT = 12
MOST = 6
# An interval of more days names no day.
WIDE = 31
# News without a day is of the days before it.
FRESH = 3
LAST = 10**7
NEAR = (("days_3", 3), ("days_10", 10), ("days_30", 30), ("days_90", 90))


@dataclass(frozen=True, slots=True)
class Rules:
    """The weights of what two events share, and how far a story may wander."""

    threshold: float
    of: Mapping[str, float]
    kin: float


@dataclass(frozen=True, slots=True)
class Thread:
    """An event as it is compared. ``days``: its own, else those before its first report."""

    id: str
    family: str
    act: str
    people: frozenset[str]
    states: frozenset[str]
    place: str | None
    occasion: str | None
    articles: frozenset[str]
    days: Days | None
    part_of: str | None


@dataclass(frozen=True, slots=True)
class Bond:
    """Why two events are of one story: the sum and what it is made of, strongest first."""

    one: str
    other: str
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Events that hang together, by day; ``bonds`` are those that joined them, one fewer than there are events."""

    id: str
    events: tuple[Cluster, ...]
    bonds: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A story by the ids of its events, which is all that a long list of stories needs."""

    id: str
    events: tuple[str, ...]
    bonds: tuple[Bond, ...]


@dataclass(slots=True)
class _Group:
    """Events while they are joined: how many tell each state and each person."""

    members: list[str]
    states: Counter[str]
    people: Counter[str]
    bonds: list[Bond] = field(default_factory=list)

    def take(self, other: _Group, bond: Bond) -> None:
        """Join ``other`` to this group."""
        self.members.extend(other.members)
        self.states.update(other.states)
        self.people.update(other.people)
        self.bonds += [bond, *other.bonds]


@cache
def rules() -> Rules:
    """The shipped weights."""
    raw = yaml.load((files("runut.data") / "lexicons" / "stories.yaml").read_text(encoding="utf8"), Loader=LOADER)
    return Rules(float(raw["threshold"]), {k: float(v) for k, v in raw["weights"].items()}, float(raw["kin"]))


def stories_of(events: Iterable[Cluster]) -> tuple[Story, ...]:
    """The stories of ``events``, by their first day; events must know what they are part of."""
    known = {event.id: event for event in events}
    found = grouped(thread_of(event) for event in known.values())
    return tuple(Story(one.id, tuple(known[name] for name in one.events), one.bonds) for one in found)


def grouped(threads_of: Iterable[Thread]) -> tuple[Grouped, ...]:
    """The stories of events that are not kept: of each its thread suffices."""
    threads = {thread.id: thread for thread in threads_of}
    group_of = {name: _group(thread) for name, thread in threads.items()}
    for found in sorted(_bonds(threads), key=lambda bond: (-bond.score, bond.one, bond.other)):
        left, right = group_of[found.one], group_of[found.other]
        if left is right or not _kin(left, right):
            continue
        if len(left.members) < len(right.members):
            left, right = right, left
        left.take(right, found)
        for name in right.members:
            group_of[name] = left
    groups = {id(group): group for group in group_of.values() if len(group.members) > 1}.values()
    return tuple(sorted((_story(group, threads) for group in groups), key=lambda s: _place(s, threads)))


def thread_of(event: Cluster) -> Thread:
    """``event`` as it is compared."""
    parties = (*event.actors, *event.targets)
    place = event.place.name if event.place is not None and event.place.name not in states() else None
    return Thread(
        id=event.id,
        family=weights().family.get(event.type, event.type),
        act=event.act,
        people=frozenset(p.entity for p in parties if p.entity and p.entity != p.country and not _vague(p.entity)),
        states=frozenset(p.country for p in parties if p.country),
        place=place,
        occasion=event.occasion,
        articles=frozenset(report.article for report in event.reports),
        days=_days(event),
        part_of=event.part_of,
    )


def bond(a: Thread, b: Thread) -> Bond:
    """What speaks for and against ``a`` and ``b`` being of one story."""
    if b.id < a.id:
        a, b = b, a
    w = rules().of
    reasons = [(name, w[name] * times) for name, times in _reasons(a, b) if times]
    reasons.sort(key=lambda reason: (-abs(reason[1]), reason[0]))
    return Bond(a.id, b.id, round(sum(value for _, value in reasons), 2), tuple(reasons))


def why(story: Story, one: str, other: str) -> tuple[Bond, ...]:
    """The bonds that lead from one event of ``story`` to another."""
    beside: dict[str, list[Bond]] = {}
    for found in story.bonds:
        beside.setdefault(found.one, []).append(found)
        beside.setdefault(found.other, []).append(found)
    paths: dict[str, tuple[Bond, ...]] = {one: ()}
    waiting = deque([one])
    while waiting and other not in paths:
        here = waiting.popleft()
        for found in beside.get(here, ()):
            there = found.other if found.one == here else found.one
            if there not in paths:
                paths[there] = (*paths[here], found)
                waiting.append(there)
    return paths.get(other, ())


def _vague(entity: str) -> bool:
    return entity.startswith(VAGUE)


def _days(event: Cluster) -> Days | None:
    time = event.time
    if time is not None and time.earliest is not None and time.latest is not None:
        return time.earliest.toordinal(), time.latest.toordinal()
    told = min((r.published.earliest for r in event.reports if r.published.earliest), default=None)
    return (told.toordinal() - FRESH, told.toordinal()) if told else None


def _group(thread: Thread) -> _Group:
    return _Group([thread.id], Counter(thread.states), Counter(thread.people))


def _reasons(a: Thread, b: Thread) -> Iterator[tuple[str, float]]:
    yield "part", a.part_of == b.id or b.part_of == a.id or (a.part_of is not None and a.part_of == b.part_of)
    yield "person", min(2, len(a.people & b.people))
    common = len(a.states & b.states)
    other = common < 2 and len(a.states) >= 2 and len(b.states) >= 2
    yield "two_states" if common >= 2 else "state", common > 0
    yield "other_pair", other
    yield "same_act" if a.act == b.act else "same_family", a.act == b.act or a.family == b.family
    yield "place", a.place is not None and a.place == b.place
    yield "article", not a.articles.isdisjoint(b.articles)
    yield "occasion", a.occasion is not None and a.occasion == b.occasion
    yield _apart(a.days, b.days), 1


def _apart(a: Days | None, b: Days | None) -> str:
    if a is None or b is None:
        return "undated"
    days = gap(a, b)
    if days <= WIDE and max(a[1] - a[0], b[1] - b[0]) > WIDE:
        return "undated"  # "pada 2022" may be any of its days
    return next((name for name, most in NEAR if days <= most), "far")


def _bonds(threads: Mapping[str, Thread]) -> Iterator[Bond]:
    """All pairs that are compared and weigh enough, once each."""
    lying: dict[str, list[Thread]] = {}
    for thread in sorted(threads.values(), key=lambda one: (one.days or (LAST, LAST), one.id)):
        for key in _keys(thread):
            lying.setdefault(key, []).append(thread)
    seen: set[tuple[str, str]] = set()
    for key in sorted(lying):
        group = lying[key]
        for number, one in enumerate(group):
            for other in group[number + 1 : number + 1 + NEXT]:
                pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                if pair in seen:
                    continue
                seen.add(pair)
                found = bond(one, other)
                if found.score >= rules().threshold:
                    yield found


def _keys(thread: Thread) -> Iterator[str]:
    """Where it meets others."""
    yield from (f"article {name}" for name in thread.articles)
    yield f"part {thread.part_of or thread.id}"
    yield from (f"person {name}" for name in thread.people)
    named = sorted(thread.states)[:MOST]
    yield from (f"states {one} {other}" for one, other in combinations(named, 2))
    yield from (f"state {one} {thread.family}" for one in named)
    if thread.place is not None:
        yield f"place {thread.place}"


def _kin(left: _Group, right: _Group) -> bool:
    """Whether two groups are about the same states; where one names none, about the same people."""
    if left.states and right.states:
        return _common(left.states, right.states, left, right) >= rules().kin
    if left.people and right.people:
        return _common(left.people, right.people, left, right) >= rules().kin
    return not (left.states or right.states)


def _common(one: Counter[str], other: Counter[str], left: _Group, right: _Group) -> float:
    """The share of the names in common, each by the share of the group's events that have it."""
    mine = {name: n / len(left.members) for name, n in one.items()}
    theirs = {name: n / len(right.members) for name, n in other.items()}
    common = sum(min(share, theirs.get(name, 0.0)) for name, share in sorted(mine.items()))
    return common / min(sum(mine.values()), sum(theirs.values()))


def _story(group: _Group, threads: Mapping[str, Thread]) -> Grouped:
    names = sorted(group.members, key=lambda name: ((threads[name].days or (LAST, LAST))[::-1], name))
    bonds = tuple(sorted(group.bonds, key=lambda bond: (-bond.score, bond.one, bond.other)))
    mark = hashlib.sha256(min(names).encode()).hexdigest()[:12]
    return Grouped(f"st-{mark}", tuple(names), bonds)


def _place(story: Grouped, threads: Mapping[str, Thread]) -> tuple[Days, str]:
    return min(threads[name].days or (LAST, LAST) for name in story.events), story.id


def lead(events: Sequence[Cluster]) -> Cluster:
    """The event that stands for a story: the most independently reported; of those the one with most parts."""
    return max(reversed(events), key=lambda event: (event.independent_sources, len(event.reports), len(event.parts)))
