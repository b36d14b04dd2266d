"""The events of a yearly occasion over its years: "Victory Day 2020, 2022, 2025".

In: events with their occasion, and how many articles were published in each year. Out: ``Yearly``: every year from the
first to the last, those without an event as well. An event stands in the year in which its time surely lies; one that
has no such time, or lies on the other side of New Year, in the year that its ordinal gives (1945 + "ke-80" = 2025). An
ordinal that was found wrong gives no year.

>>> Tally("victory-day-europe", ((2020, 4), (2022, 2)), 1).events
7
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from runut.extract.occasions import Occasion, occasions
from runut.records import Cluster, EventTime

__all__ = ["Coverage", "Tally", "Year", "Yearly", "known", "ordinals_of", "year_of", "yearly_of"]

Coverage = Literal["events", "silent", "gap"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events of an occasion each year has; ``loose`` ones belong to none."""

    id: str
    years: tuple[tuple[int, int], ...]
    loose: int = 0

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(n for _, n in self.years) + self.loose


@dataclass(frozen=True, slots=True)
class Year:
    """A year of an occasion; ``articles`` were published in it."""

    year: int
    events: tuple[Cluster, ...]
    articles: int

    @property
    def coverage(self) -> Coverage:
        """A year without events is silent where articles of it were read, else a gap."""
        return "events" if self.events else "silent" if self.articles else "gap"

    @property
    def ordinals(self) -> tuple[int, ...]:
        """Which time the articles say it is; those that cannot be stand at their events alone."""
        return tuple(sorted({n for event in self.events for n in ordinals_of(event)}))


@dataclass(frozen=True, slots=True)
class Yearly:
    """An occasion and its events by year; ``loose`` ones belong to no one year."""

    id: str
    years: tuple[Year, ...]
    loose: tuple[Cluster, ...]

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(len(one.events) for one in self.years) + len(self.loose)


def known(name: str) -> Occasion | None:
    """The occasion of that id, or None where the tables have none."""
    return _by_id().get(name)


@cache
def _by_id() -> Mapping[str, Occasion]:
    return {one.id: one for one in occasions()}


def ordinals_of(event: Cluster) -> tuple[int, ...]:
    """Which time its reports say that the occasion is, but for what cannot be."""
    told = (one.ordinal for one in event.reports if one.occasion == event.occasion)
    return tuple(sorted({one.count for one in told if one is not None and one.doubt is None}))


def year_of(event: Cluster) -> int | None:
    """The year of the occasion that the event belongs to."""
    own, stated = _own_year(event.time), _stated_year(event)
    if stated is None or not _may_lie(event.time, stated):
        return own
    return stated if own is None or _is_nearest(event, stated) else own


def yearly_of(name: str, events: Iterable[Cluster], articles: Mapping[int, int]) -> Yearly:
    """The ``events`` of the occasion ``name`` by year, in their order."""
    years: dict[int, list[Cluster]] = {}
    loose: list[Cluster] = []
    for event in events:
        year = year_of(event)
        (loose if year is None else years.setdefault(year, [])).append(event)
    every = range(min(years), max(years) + 1) if years else ()
    return Yearly(
        id=name,
        years=tuple(Year(year, tuple(years.get(year, ())), articles.get(year, 0)) for year in every),
        loose=tuple(loose),
    )


def _own_year(time: EventTime | None) -> int | None:
    if time is None or time.earliest is None or time.latest is None or time.earliest.year != time.latest.year:
        return None
    return time.earliest.year


def _stated_year(event: Cluster) -> int | None:
    """The year that the ordinal gives, where the reports agree on one."""
    occasion = known(event.occasion or "")
    told = ordinals_of(event)
    return occasion.day.year + told[0] if occasion and occasion.day and len(told) == 1 else None


def _may_lie(time: EventTime | None, year: int) -> bool:
    """Whether the time leaves it open, or is not a year away: what is prepared in December is kept in January."""
    first = time.earliest.year - 1 if time and time.earliest else year
    last = time.latest.year + 1 if time and time.latest else year
    return first <= year <= last


def _is_nearest(event: Cluster, year: int) -> bool:
    """Whether the day of the occasion in ``year`` is nearer to the event than those of the years around."""
    occasion, day = known(event.occasion or ""), event.time.earliest if event.time else None
    if occasion is None or occasion.day is None or day is None:
        return False
    founded = occasion.day
    kept = {one: date(one, founded.month, min(founded.day, 28)) for one in (year - 1, year, year + 1)}
    return min(kept, key=lambda one: abs((kept[one] - day).days)) == year
