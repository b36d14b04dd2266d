"""The open chronicle behind the pages: its views, and its counts, which are kept until the file changes.

In: a store and what an address asks for. Out: views and counts. Counting a chronicle of 100,000 events takes longer
than showing a page of it, and finding the events of two busy parties longer than reading fifty of them; so both are
remembered by filter, until a build adds anything. While a job of this workbench adds something every second, what is
remembered may be a few seconds old: else everything would be counted again for each page that anybody turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, TypeVar

from runut.fuse.network import Tie
from runut.fuse.stories import Grouped
from runut.keep import survey
from runut.keep.engine import stamp
from runut.keep.filters import Filter
from runut.keep.network import network
from runut.keep.sites import Name
from runut.keep.store import Store
from runut.keep.stories import story_index
from runut.keep.survey import Count, Month, Spot
from runut.keep.view import View
from runut.publish.wording import Language
from runut.serve.asking import Asked

__all__ = ["Counts", "Desk"]

T = TypeVar("T")

BUSIEST = 15
REMEMBERED = 64
LAG_SECONDS = 5.0


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
        self._seen: object = None
        self._looked = 0.0
        self._kept: dict[tuple[str, Filter], _Kept] = {}
        self._making: dict[tuple[str, Filter], Lock] = {}
        self._lock = Lock()

    @property
    def title(self) -> str:
        """What the chronicle is called: its file or database."""
        return self.store.path.stem

    def view(self, asked: Asked, *, limit: int | None = None, offset: int = 0) -> View:
        """The chronicle narrowed to what is asked."""
        return View(self.store, asked.filter(limit=limit, offset=offset))

    def names(self, asked: Asked) -> tuple[str, ...]:
        """The ids of all events that are asked for, in order."""
        view = self.view(asked)
        return self._remembered("names", view.wanted, view.names)

    def total(self, asked: Asked) -> int:
        """How many events are asked for."""
        view = self.view(replace(asked, newest=False))
        return self._remembered("total", view.wanted, lambda: survey.total(view))

    def size(self) -> tuple[int, int, int]:
        """How many articles, events and disagreements the chronicle holds."""
        return self._remembered("size", Filter(), lambda: (survey.articles(self.store), *self.store.counts()))

    def counts(self, asked: Asked) -> Counts:
        """The counts beside a list; the months are those of all time, so that another can be chosen."""
        view = self.view(replace(asked, newest=False))
        whole = self.view(replace(asked, newest=False, since="", until=""))
        return self._remembered(
            "counts",
            view.wanted,
            lambda: Counts(
                survey.types(view),
                survey.statuses(view),
                survey.parties(view, BUSIEST),
                survey.outlets(view, BUSIEST),
                survey.countries(view, BUSIEST),
                survey.certainties(view),
                survey.contested(view),
                survey.events_by_month(whole),
            ),
        )

    def ties(self, asked: Asked) -> tuple[Tie, ...]:
        """Who acts with whom in the events that are asked for, the strongest ties first."""
        view = self.view(replace(asked, newest=False))
        return self._remembered("ties", view.wanted, lambda: network(view))

    def spots(self, asked: Asked) -> tuple[Spot, ...]:
        """The places of the events that are asked for, the busiest first."""
        view = self.view(replace(asked, newest=False))
        return self._remembered("spots", view.wanted, lambda: survey.spots(view))

    def coverage(self) -> tuple[Month, ...]:
        """The articles read of every outlet and month."""
        view = View(self.store)
        return self._remembered("coverage", view.wanted, lambda: survey.articles_by_month(view, by_outlet=True))

    def stories(self) -> tuple[Grouped, ...]:
        """All stories by the ids of their events, by their first day."""
        view = View(self.store)
        return self._remembered("stories", view.wanted, lambda: story_index(view))

    def _remembered(self, what: str, wanted: Filter, make: Callable[[], T]) -> T:
        """What was made before; of several readers who ask for the same at once, one makes it and the others wait.

        While a job is at work they do not wait: what was there before is a few seconds old.
        """
        name, state = (what, wanted), self._state()
        with self._lock:
            making = self._making.setdefault(name, Lock())
            kept = self._kept.get(name)
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
