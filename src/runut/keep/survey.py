"""What a filtered chronicle holds, counted: by type, status, outlet, party, place and certainty, and month by month.

In: a ``Found``, what a filter leaves of a census. Out: counts. A facet leaves its own filter out of account (the types
listed beside a choice of one type are those that one could choose instead); parties are counted among what the whole
filter leaves, since naming two asks for both. It lists no records.

>>> Count("CONSULT", "CONSULT", 2).n
2
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from sqlalchemy import String, case, cast, func, select

from runut.fuse.dyads import Balance
from runut.fuse.network import Tie
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.columns import BANDS, OWN, STATE, TENTHS, Census, Codes, Numbers
from runut.keep.engine import reading
from runut.keep.filters import Filter
from runut.keep.rows import pick, unpack
from runut.keep.sieve import Chosen, ordered, sifted
from runut.keep.store import Store

__all__ = [
    "Count",
    "Found",
    "Month",
    "Spot",
    "actors",
    "articles",
    "articles_by_month",
    "certainties",
    "contested",
    "countries",
    "events_by_month",
    "outlets",
    "parties",
    "partners",
    "spots",
    "statuses",
    "ties",
    "total",
    "types",
]

UNDATED = "?"
ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Count:
    """How many events have ``value``, which is shown as ``name``."""

    value: str
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month ("2020-05"), a year whose month is open ("2020") or "?"; ``split`` is the type or outlet if asked for."""

    key: str
    split: str
    happened: int
    other: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and its events: those that happened and the others; one without a name is "no place told"."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    happened: int
    other: int

    @property
    def total(self) -> int:
        """All its events."""
        return self.happened + self.other


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter leaves of a census, whatever its limit; ``rows`` are in the order that it asks for."""

    store: Store
    census: Census
    wanted: Filter
    chosen: Chosen
    rows: Numbers = field(compare=False)

    @classmethod
    def of(cls, store: Store, census: Census, wanted: Filter) -> Found:
        """Look for it."""
        with reading(store.engine) as connection:
            chosen = sifted(connection, census, wanted)
        return cls(store, census, wanted, chosen, ordered(census, chosen, wanted))

    def without(self, **changes: Any) -> Chosen:
        """What the filter would leave with other values of some fields."""
        wanted = replace(self.wanted, **changes)
        return self.chosen if wanted == self.wanted else Found.of(self.store, self.census, wanted).chosen

    def names(self, first: int = 0, last: int | None = None) -> list[str]:
        """The ids of the events, from a place to another."""
        return self.census.names(self.rows[first:last])

    @property
    def happened(self) -> Chosen:
        """Those that happened."""
        words = self.census.words.statuses
        return self.chosen & np.isin(self.census.events.status, words.known([ACTUAL]))


def total(found: Found) -> int:
    """How many events the filter leaves."""
    return len(found.rows)


def articles(store: Store) -> int:
    """How many articles the chronicle holds."""
    with reading(store.engine) as connection:
        return connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()


def types(found: Found) -> tuple[Count, ...]:
    """The types, the most frequent first."""
    census = found.census
    return _counted(census.words.types, census.events.type[found.without(types=())])


def statuses(found: Found) -> tuple[Count, ...]:
    """The statuses, the most frequent first."""
    census = found.census
    return _counted(census.words.statuses, census.events.status[found.without(statuses=())])


def countries(found: Found, at_most: int) -> tuple[Count, ...]:
    """The states in which events happened, the busiest first; events without a place, or in no state, are left out."""
    census = found.census
    return _counted(census.words.countries, census.events.country[found.without(places=())])[:at_most]


def certainties(found: Found) -> tuple[Count, ...]:
    """The bands of confidence, the surest first."""
    bands = found.census.events.band[found.without(certainties=())]
    numbers = np.bincount(bands[bands >= 0], minlength=len(BANDS)).tolist()
    return tuple(Count(name, name, n) for name, n in zip(BANDS, numbers, strict=True) if n)


def contested(found: Found) -> int:
    """How many events there are about which reports disagree."""
    return int(np.count_nonzero(found.chosen & (found.census.events.contested > 0)))


def outlets(found: Found, at_most: int) -> tuple[Count, ...]:
    """Who published the articles that tell the events, the busiest first; those without a name are left out."""
    told, codes = found.census.told, found.census.words.outlets
    here = found.without(outlets=())[told.at]
    once = np.unique(told.at[here].astype(np.int64) * max(1, len(codes)) + told.outlet[here])
    return _counted(codes, once % max(1, len(codes)))[:at_most]


def parties(found: Found, at_most: int) -> tuple[Count, ...]:
    """Who takes part, the busiest first; a state with all its people and bodies, as where it is asked for by name."""
    sides, words = found.census.sides, found.census.words
    here = found.chosen[sides.at]
    own = _numbers(words.entities, sides.code[here & (sides.kind == OWN)])
    every = own | _numbers(words.countries, sides.code[here & (sides.kind == STATE)])
    return _called(found.store, sorted(every.items(), key=lambda pair: (-pair[1], pair[0]))[:at_most])


def partners(found: Found, entity: str, at_most: int) -> tuple[Count, ...]:
    """Who takes part in the events in which ``entity`` itself does, the most frequent first."""
    sides, codes = found.census.sides, found.census.words.entities
    single = sides.kind != STATE
    mine = np.zeros(len(found.census), dtype=bool)
    mine[sides.at[single & np.isin(sides.code, codes.known([entity]))]] = True
    numbers = _numbers(codes, sides.code[single & mine[sides.at]])
    numbers.pop(entity, None)
    return _called(found.store, sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:at_most])


def actors(found: Found) -> list[tuple[str, int]]:
    """Everybody who takes part and in how many events, the busiest first."""
    sides = found.census.sides
    numbers = _numbers(found.census.words.entities, sides.code[found.chosen[sides.at] & (sides.kind != STATE)])
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


def events_by_month(found: Found, *, by_type: bool = False) -> tuple[Month, ...]:
    """The events of every month, those that happened and the others, in order; by type where that is asked."""
    events, words = found.census.events, found.census.words
    wide = max(1, len(words.types)) if by_type else 1
    key = events.month.astype(np.int64) * wide + (events.type if by_type else 0)
    size = len(words.months) * wide
    every = np.bincount(key[found.chosen], minlength=size)
    happened = np.bincount(key[found.happened], minlength=size)
    months = (
        Month(words.months.values[at // wide], words.types.values[at % wide] if by_type else "", n, whole - n)
        for at, n, whole in zip(*_there(every, happened, every), strict=True)
    )
    return tuple(sorted(months, key=lambda month: (month.key, month.split)))


def spots(found: Found) -> tuple[Spot, ...]:
    """Every place of the events, the busiest first; last those events of which no place is told."""
    events, codes = found.census.events, found.census.words.spots
    every = np.bincount(events.spot[found.chosen], minlength=len(codes))
    happened = np.bincount(events.spot[found.happened], minlength=len(codes))
    made = []
    for at, n, whole in zip(*_there(every, happened, every), strict=True):
        name, country, lat, lon = codes.values[at]
        made.append(Spot(name, country, lat, lon, n, whole - n))
    return tuple(sorted(made, key=_busiest_first))


def _busiest_first(spot: Spot) -> tuple[Any, ...]:
    at = (spot.name or "", spot.country is not None, spot.country or "", spot.lat is not None, spot.lat or 0.0)
    return (spot.name is None, -spot.total, *at, spot.lon or 0.0)


def ties(found: Found) -> tuple[Tie, ...]:
    """Who acts with whom, the strongest first: what ``fuse.network`` makes of the events, summed."""
    met, codes = found.census.meetings, found.census.words.pairs
    size, here = len(codes), found.chosen[met.at]
    pair, kind, weight = met.pair[here], met.kind[here], met.weight[here]
    happened = np.bincount(met.pair[found.happened[met.at]], minlength=size)
    every = np.bincount(pair, minlength=size)
    by_kind = [np.bincount(pair[kind == one], minlength=size) for one in range(4)]
    sums = [np.bincount(pair[kind == one], weights=weight[kind == one], minlength=size) for one in range(2)]
    columns = _there(every, every, happened, *sums, *by_kind)
    made = []
    for at, n, yes, good, bad, *numbers in zip(*columns, strict=True):
        one, other = codes.values[at]
        made.append(Tie(one, other, n, yes, Balance(good / TENTHS, bad / TENTHS, *numbers)))
    return tuple(sorted(made, key=lambda tie: (-tie.events, tie.one, tie.other)))


def articles_by_month(store: Store, *, by_outlet: bool = False) -> tuple[Month, ...]:
    """How many articles of every month were read: all of the chronicle, whatever the filter; by outlet where asked."""
    at = schema.articles
    days = (cast(day, String) for day in (at.c.earliest, at.c.latest))
    first, last = (func.substr(func.coalesce(day, ""), 1, 7) for day in days)
    key = case((first == "", UNDATED), (first == last, first), else_=func.substr(first, 1, 4))
    groups = [key.label("month"), *([func.coalesce(at.c.outlet, "").label("part")] if by_outlet else [])]
    # By their names: a server does not see that two expressions with values in them are the same.
    query = select(*groups, func.count()).group_by(*(group.name for group in groups))
    with reading(store.engine) as connection:
        rows = connection.execute(query).all()
    months = (Month(row[0], row[1] if by_outlet else "", row[-1], 0) for row in rows)
    return tuple(sorted(months, key=lambda month: (month.key, month.split)))  # a server may sort as people do


def _there(by: Any, *columns: Any) -> list[list[Any]]:
    """Where ``by`` counts anything, and what the columns have there."""
    at = np.flatnonzero(by)
    return [at.tolist(), *(column[at].tolist() for column in columns)]


def _numbers(codes: Codes, column: Numbers) -> dict[str, int]:
    """How often every value occurs."""
    every = np.bincount(column, minlength=len(codes))
    return {codes.values[at]: n for at, n in zip(*_there(every, every), strict=True)}


def _counted(codes: Codes, column: Numbers) -> tuple[Count, ...]:
    """The values that there are, the most frequent first; what has none is not counted."""
    found: Mapping[Any, int] = _numbers(codes, column)
    pairs = sorted((pair for pair in found.items() if pair[0] is not None), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, value, n) for value, n in pairs)


def _called(store: Store, found: Sequence[tuple[str, int]]) -> tuple[Count, ...]:
    names = names_of(store, (entity for entity, _ in found))
    return tuple(Count(entity, names.get(entity, entity), n) for entity, n in found)


def names_of(store: Store, entities: Iterable[str]) -> Mapping[str, str]:
    """What the chronicle calls them."""
    table = schema.actors
    with reading(store.engine) as connection:
        rows = pick(connection, [table.c.entity, table.c.record], table.c.entity, entities)
    return {row.entity: unpack(Actor, row.record).entity.name for row in rows}
