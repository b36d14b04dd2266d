"""The open chronicle behind the pages: its views, and its counts, which are kept until the file changes.

In: a store and what an address asks for. Out: views and counts. Events are filtered and counted in the chronicle's
census (``keep.census``), which is held in memory and grows with what is written; what was found is remembered by filter
until anything is written. While a job of this workbench adds something every second, what is remembered may be a few
seconds old: else everything would be looked at again for each page that anybody turns.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock
from typing import Any, TypeVar

from runut.errors import RunutError
from runut.fuse.network import Tie
from runut.fuse.stories import Grouped
from runut.fuse.yearly import Tally
from runut.keep import lookup, survey
from runut.keep.cast import Actor
from runut.keep.census import census_of
from runut.keep.columns import Census
from runut.keep.engine import stamp
from runut.keep.filters import Filter
from runut.keep.occasions import occasions
from runut.keep.sites import Name
from runut.keep.store import Store
from runut.keep.stories import story_index
from runut.keep.survey import Count, Found, Month, Spot
from runut.keep.view import View
from runut.publish.wording import Language
from runut.records import Cluster
from runut.serve.asking import Asked

__all__ = ["Counts", "Desk"]

T = TypeVar("T")

BUSIEST = 15
REMEMBERED = 64
AT_ONCE = 200  # records of a list that is written as it is read
LAG_SECONDS = 5.0
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Counts:
    """What the filter leaves, counted."""

    types: tuple[Count, ...]
    statuses: tuple[Count, ...]
    parties: tuple[Count, ...]
    outlets: tuple[Count, ...]
    countries: tuple[Count, ...]
    certainties: tuple[Count, ...]
    contested: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made, and from which state of the chronicle."""

    state: object
    value: Any


class Desk:
    """A chronicle that is read; ``language`` is that of a reader who chose none."""

    def __init__(self, path: Name, language: Language = "id") -> None:
        self.store = Store(path)
        self.language = language
        self.is_busy: Callable[[], bool] = lambda: False
        self.clock: Callable[[], float] = time.monotonic
        self._census: Census | None = None
        self._seen: object = None
        self._looked = 0.0
        self._kept: OrderedDict[tuple[str, Filter], _Kept] = OrderedDict()
        self._making: dict[tuple[str, Filter], Lock] = {}
        self._lock = Lock()

    @property
    def title(self) -> str:
        """What the chronicle is called: its file or database."""
        return self.store.path.stem

    def view(self, asked: Asked, *, limit: int | None = None, offset: int = 0) -> View:
        """The chronicle narrowed to what is asked."""
        return View(self.store, asked.filter(limit=limit, offset=offset))

    def census(self) -> Census:
        """Every event as it is filtered and counted."""
        return self._remembered("census", EVERYTHING, self._counted_on)

    def _counted_on(self) -> Census:
        self._census = census_of(self.store, self._census)
        return self._census

    def warm(self) -> None:
        """Look at the whole chronicle before anybody asks; what is wrong with it is said to those who ask."""
        with suppress(RunutError):
            self.counts(Asked())
            self.ties(Asked())
            self.spots(Asked())
            self.read()

    def found(self, asked: Asked) -> Found:
        """The events that are asked for."""
        wanted = asked.filter()
        return self._remembered("found", wanted, lambda: Found.of(self.store, self.census(), wanted))

    def total(self, asked: Asked) -> int:
        """How many events are asked for."""
        return survey.total(self.found(replace(asked, newest=False)))

    def timeline(self, asked: Asked, *, limit: int | None = None, offset: int = 0) -> Iterator[Cluster]:
        """The events that are asked for, in order, one at a time."""
        found = self.found(asked)
        names = found.rows[offset : None if limit is None else offset + limit]
        parts = (names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE))
        return (one for part in parts for one in lookup.events(self.store, found.census.names(part)).values())

    def listing(self, name: str, asked: Asked, *, limit: int | None = None, offset: int = 0) -> Iterator[Any]:
        """The records of a list by its name."""
        if name == "timeline":
            return self.timeline(asked, limit=limit, offset=offset)
        if name == "actors" and asked.is_narrowed:
            return self._actors(asked, limit, offset)
        listed: Iterator[Any] = getattr(self.view(asked, limit=limit, offset=offset), name)()
        return listed

    def _actors(self, asked: Asked, limit: int | None, offset: int) -> Iterator[Actor]:
        """Who takes part in the events that are asked for, the busiest first."""
        every = survey.actors(self.found(replace(asked, newest=False)))
        shown = every[offset : None if limit is None else offset + limit]
        parts = (shown[first : first + AT_ONCE] for first in range(0, len(shown), AT_ONCE))
        return (one for part in parts for one in lookup.actors(self.store, part))

    def size(self) -> tuple[int, int, int]:
        """How many articles, events and disagreements the chronicle holds."""
        return self._remembered("size", EVERYTHING, lambda: (survey.articles(self.store), *self.store.counts()))

    def counts(self, asked: Asked) -> Counts:
        """The counts beside a list; the months are those of all time, so that another can be chosen."""
        found = self.found(replace(asked, newest=False))
        whole = self.found(replace(asked, newest=False, since="", until=""))
        return self._remembered(
            "counts",
            found.wanted,
            lambda: Counts(
                survey.types(found),
                survey.statuses(found),
                survey.parties(found, BUSIEST),
                survey.outlets(found, BUSIEST),
                survey.countries(found, BUSIEST),
                survey.certainties(found),
                survey.contested(found),
                survey.events_by_month(whole),
            ),
        )

    def ties(self, asked: Asked) -> tuple[Tie, ...]:
        """Who acts with whom in the events that are asked for, the strongest ties first."""
        found = self.found(replace(asked, newest=False))
        return self._remembered("ties", found.wanted, lambda: survey.ties(found))

    def spots(self, asked: Asked) -> tuple[Spot, ...]:
        """The places of the events that are asked for, the busiest first."""
        found = self.found(replace(asked, newest=False))
        return self._remembered("spots", found.wanted, lambda: survey.spots(found))

    def coverage(self) -> tuple[Month, ...]:
        """The articles read of every outlet and month."""
        return self._remembered("coverage", EVERYTHING, lambda: survey.articles_by_month(self.store, by_outlet=True))

    def read(self) -> tuple[Month, ...]:
        """The articles read of every month."""
        months = groupby(self.coverage(), key=lambda month: month.key)
        return tuple(Month(key, "", sum(one.happened for one in every), 0) for key, every in months)

    def stories(self) -> tuple[Grouped, ...]:
        """All stories by the ids of their events, by their first day."""
        return self._remembered("stories", EVERYTHING, lambda: story_index(View(self.store)))

    def occasions(self, asked: Asked) -> tuple[Tally, ...]:
        """The yearly occasions of the events that are asked for, with the number of events of each year."""
        wanted = asked.filter()
        return self._remembered("occasions", wanted, lambda: tuple(occasions(View(self.store, wanted))))

    def kept(self, what: str, asked: Asked, make: Callable[[], T], *, limit: int | None = None, offset: int = 0) -> T:
        """What a page makes of what is asked, made again when the chronicle has changed; ``what`` is its name."""
        return self._remembered(what, asked.filter(limit=limit, offset=offset), make)

    def _remembered(self, what: str, wanted: Filter, make: Callable[[], T]) -> T:
        """What was made before; of several readers who ask for the same at once, one makes it and the others wait.

        While a job is at work they do not wait: what was there before is a few seconds old.
        """
        name, state = (what, wanted), self._state()
        with self._lock:
            making = self._making.setdefault(name, Lock())
            kept = self._kept.get(name)
            if kept is not None:
                self._kept.move_to_end(name)  # what nobody asks for goes first
        if kept is not None and (kept.state == state or (making.locked() and self.is_busy())):
            found: T = kept.value
            return found
        with making:
            kept = self._kept.get(name)
            if kept is not None and kept.state == state:
                made: T = kept.value
                return made
            try:
                made = make()
                with self._lock:
                    self._kept.pop(name, None)
                    while len(self._kept) >= REMEMBERED:
                        self._kept.pop(next(iter(self._kept)))
                    self._kept[name] = _Kept(state, made)
                return made
            finally:
                self._making.pop(name, None)

    def state(self) -> object | None:
        """What differs as soon as anything was written; None while a job is at work, for what is shown may be older."""
        return None if self.is_busy() else self._state()

    def touch(self) -> None:
        """Somebody here wrote something, and wants to see it at once."""
        self._seen = None

    def _state(self) -> object:
        """What differs as soon as anything was written; while a job is at work, once in a while."""
        seen = self._seen
        if seen is None or not self.is_busy() or self.clock() - self._looked >= LAG_SECONDS:
            self._looked = self.clock()
            self._seen = seen = stamp(self.store.engine)
        return seen
