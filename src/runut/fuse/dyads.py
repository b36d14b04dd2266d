"""Two parties over time: their events by month and type, cooperation against conflict, firsts, and gaps in coverage.

In: the events in which both take part, who the two are, and the days on which the articles of the chronicle were
published. Out: a ``Dyad``. It reads no text and finds no events.

How it counts. Every event counts once, however many articles report it. Weighed are events that happened and are acts
of one towards the other or of both together with nobody on the other side: their weight is the Goldstein value of the
act's CAMEO code. What is planned, rumoured, denied or conditional, and what both do to a third or a third does to both,
is counted and not weighed. A month has the events that surely lie in it; an event without a date stands at none, and
the month of its first report says only that it was reported then.

A month without events is silent where articles were read that were published in it, and part of a gap where none were:
of a gap nothing can be said. Sums grow with the number of articles, which therefore stands beside them.

>>> next_month("2023-12"), months_between("2023-11", "2024-02")
('2024-01', 3)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from runut.data import LOADER
from runut.extract.events.codes import goldstein
from runut.records import Cluster, Participant, Status

__all__ = [
    "Balance",
    "Direction",
    "Dyad",
    "First",
    "FirstKind",
    "Party",
    "Period",
    "dyad_of",
    "first_kinds",
    "weight_of",
]

Direction = Literal["forth", "back", "mutual", "joint", "beside"]
Coverage = Literal["events", "reported", "silent", "gap"]
WEIGHED: tuple[Direction, ...] = ("forth", "back", "mutual")
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two: its name, the entities that it means, and its state where a state is meant with its people."""

    name: str
    ids: frozenset[str]
    country: str | None = None

    def has(self, one: Participant) -> bool:
        """Whether it is meant."""
        return one.entity in self.ids or (self.country is not None and one.country == self.country)


@dataclass(frozen=True, slots=True)
class Balance:
    """Goldstein values of events that happened: sums above and below zero, and how many events each rests on."""

    cooperation: float = 0.0
    conflict: float = 0.0
    n_cooperation: int = 0
    n_conflict: int = 0
    n_neutral: int = 0
    n_without: int = 0

    @property
    def net(self) -> float:
        """Cooperation less conflict."""
        return round(self.cooperation + self.conflict, 1)

    def __add__(self, other: Balance) -> Balance:
        """Both."""
        return Balance(
            round(self.cooperation + other.cooperation, 1),
            round(self.conflict + other.conflict, 1),
            self.n_cooperation + other.n_cooperation,
            self.n_conflict + other.n_conflict,
            self.n_neutral + other.n_neutral,
            self.n_without + other.n_without,
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A month (``first`` = ``last``, "2023-09"), or a run of months without events and without articles: a gap.

    ``articles`` were published in it, ``events`` lie in it, ``reported`` ones have no date and were reported in it.
    """

    first: str
    last: str
    coverage: Coverage
    articles: int = 0
    events: int = 0
    reported: int = 0
    types: tuple[tuple[str, int], ...] = ()
    balance: Balance = Balance()

    @property
    def months(self) -> int:
        """How many months it is long."""
        return months_between(self.first, self.last) + 1


@dataclass(frozen=True, slots=True)
class FirstKind:
    """A kind of acts of which the first is told; ``directed``: of each side by itself."""

    name: str
    acts: frozenset[str]
    directed: bool
    id: str
    en: str


@dataclass(frozen=True, slots=True)
class First:
    """The earliest event of a kind. ``undated`` more of the kind have no date, or one that may be earlier."""

    kind: str
    direction: Direction
    event: Cluster
    undated: int


@dataclass(frozen=True, slots=True)
class Dyad:
    """Everything told of two parties. ``coarse`` are events known by year only, or by an interval of months."""

    one: Party
    other: Party
    events: int
    coarse: int
    undated: int
    statuses: tuple[tuple[Status, int], ...]
    types: tuple[tuple[str, int], ...]
    directions: tuple[tuple[Direction, int, Balance], ...]
    balance: Balance
    periods: tuple[Period, ...]
    firsts: tuple[First, ...]
    articles: int
    undated_articles: int


@dataclass(slots=True)
class _Month:
    """A month while it is counted."""

    articles: int = 0
    events: int = 0
    reported: int = 0
    types: Counter[str] = field(default_factory=Counter)
    balance: Balance = Balance()


@dataclass(slots=True)
class _Count:
    """All counts while events come in."""

    months: dict[str, _Month] = field(default_factory=dict)
    statuses: Counter[Status] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    directions: Counter[Direction] = field(default_factory=Counter)
    balances: dict[Direction, Balance] = field(default_factory=dict)
    firsts: dict[tuple[str, Direction], list[Cluster]] = field(default_factory=dict)
    coarse: int = 0
    undated: int = 0

    def month(self, name: str) -> _Month:
        """The month, from the first time on."""
        return self.months.setdefault(name, _Month())


@cache
def first_kinds() -> Mapping[str, FirstKind]:
    """The kinds of firsts, in the order of the sheet."""
    raw = yaml.load((files("runut.data") / "lexicons" / "firsts.yaml").read_text(encoding="utf8"), Loader=LOADER)
    return {
        name: FirstKind(name, frozenset(entry["acts"]), bool(entry.get("directed")), entry["id"], entry["en"])
        for name, entry in raw.items()
    }


def dyad_of(one: Party, other: Party, events: Iterable[Cluster], published: Iterable[Days]) -> Dyad:
    """``one`` and ``other`` in ``events``; ``published`` are the days of the articles read."""
    count = _Count()
    total = 0
    for event in events:
        total += 1
        _note(count, event, direction_of(event, one, other))
    articles, loose = _articles(count, published)
    balances = [count.balances.get(direction, Balance()) for direction in WEIGHED]
    return Dyad(
        one=one,
        other=other,
        events=total,
        coarse=count.coarse,
        undated=count.undated,
        statuses=tuple(sorted(count.statuses.items(), key=lambda pair: (-pair[1], pair[0]))),
        types=_ranked(count.types),
        directions=tuple(
            (way, count.directions[way], count.balances.get(way, Balance()))
            for way in (*WEIGHED, "joint", "beside")
            if count.directions[way]
        ),
        balance=sum(balances, Balance()),
        periods=tuple(_periods(count.months)),
        firsts=tuple(_firsts(count.firsts)),
        articles=articles,
        undated_articles=loose,
    )


def direction_of(event: Cluster, one: Party, other: Party) -> Direction:
    """``one`` acts on the other (forth), ``other`` does (back), both do (mutual), both on a third (joint), neither."""
    acting = {_whose(person, one, other) for person in event.actors}
    facing = {_whose(person, one, other) for person in event.targets}
    if acting >= {one, other}:
        return "joint" if facing and not facing & {one, other} else "mutual"
    if one in acting and other in facing:
        return "forth"
    return "back" if other in acting and one in facing else "beside"


def _whose(person: Participant, one: Party, other: Party) -> Party | None:
    """The party that he stands for; of a state and one of its people, the person stands for himself."""
    found = [party for party in (one, other) if party.has(person)]
    return min(found, key=lambda party: len(party.ids)) if found else None


def weight(event: Cluster, direction: Direction) -> Balance:
    """What an event adds to the balance."""
    return weight_of(event.status, event.cameo, direction)


def weight_of(status: Status, cameo: str | None, direction: Direction) -> Balance:
    """What an event of that status and code adds."""
    if status != "actual" or direction not in WEIGHED:
        return Balance()
    value = goldstein(cameo)
    if value is None:
        return Balance(n_without=1)
    if value == 0:
        return Balance(n_neutral=1)
    return Balance(cooperation=value, n_cooperation=1) if value > 0 else Balance(conflict=value, n_conflict=1)


def month_of(event: Cluster) -> str | None:
    """The month that an event surely lies in."""
    time = event.time
    if time is None or time.earliest is None or time.latest is None:
        return None
    return _month(time.earliest, time.latest)


def _month(first: date | None, last: date | None) -> str | None:
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.isoformat()[:7]


def _note(count: _Count, event: Cluster, direction: Direction) -> None:
    added = weight(event, direction)
    count.statuses[event.status] += 1
    count.types[event.type] += 1
    count.directions[direction] += 1
    count.balances[direction] = count.balances.get(direction, Balance()) + added
    name = month_of(event)
    if name is not None:
        month = count.month(name)
        month.events += 1
        month.types[event.type] += 1
        month.balance += added
    elif event.time is not None and (event.time.earliest or event.time.latest):
        count.coarse += 1
    else:
        count.undated += 1
        if event.first_reported and len(event.first_reported) >= 7 and event.first_reported[6:7].isdigit():
            count.month(event.first_reported[:7]).reported += 1
    if event.status == "actual" and direction in WEIGHED:
        for kind in first_kinds().values():
            if event.act in kind.acts:
                count.firsts.setdefault((kind.name, direction if kind.directed else "mutual"), []).append(event)


def _articles(count: _Count, published: Iterable[Days]) -> tuple[int, int]:
    """How many articles there are, and of how many the month is unknown."""
    total = loose = 0
    for first, last in published:
        total += 1
        name = _month(first, last)
        if name is None:
            loose += 1
        else:
            count.month(name).articles += 1
    return total, loose


def _periods(months: Mapping[str, _Month]) -> Iterator[Period]:
    """Every month from the first to the last that has anything; those between that have nothing are one gap."""
    last = None
    for name in sorted(months):
        month = months[name]
        if last is not None and months_between(last, name) > 1:
            yield Period(next_month(last), previous_month(name), "gap")
        yield Period(
            name,
            name,
            "events" if month.events else "reported" if month.reported else "silent",
            month.articles,
            month.events,
            month.reported,
            _ranked(month.types),
            month.balance,
        )
        last = name


def _firsts(found: Mapping[tuple[str, Direction], Sequence[Cluster]]) -> Iterator[First]:
    """The earliest of each kind, by day. One of a known month comes before one that may lie anywhere in its year."""
    out = []
    for (kind, direction), events in found.items():
        dated = [event for event in events if event.time is not None and event.time.earliest and event.time.latest]
        if dated:
            first = min(dated, key=lambda event: (_ends(event)[1], _ends(event)[0], event.id))
            maybe = sum(_ends(event)[0] <= _ends(first)[1] for event in dated if event is not first)
            out.append(First(kind, direction, first, maybe + len(events) - len(dated)))
    yield from sorted(out, key=lambda one: (*_ends(one.event), one.kind, one.direction))


def _ends(event: Cluster) -> tuple[date, date]:
    """First and last day of an event; the last of all days where it has none."""
    time = event.time
    return (time.earliest if time else None) or date.max, (time.latest if time else None) or date.max


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _named(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def next_month(month: str) -> str:
    """The month after."""
    return _named(_number(month) + 1)


def previous_month(month: str) -> str:
    """The month before."""
    return _named(_number(month) - 1)


def months_between(first: str, last: str) -> int:
    """How many months the second lies after the first."""
    return _number(last) - _number(first)
