"""The open chronicle behind the pages: its views, and its counts, which are kept until the file changes.

In: a store and what an address asks for. Out: views and counts. Counting a chronicle of 100,000 events takes longer
than showing a page of it, so that counts are remembered by filter; a build that adds anything makes them count anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from runut.keep import survey
from runut.keep.filters import Filter
from runut.keep.store import Store
from runut.keep.survey import Count, Month
from runut.keep.view import View
from runut.publish.wording import Language
from runut.serve.asking import Asked

__all__ = ["Counts", "Desk"]

BUSIEST = 15
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Counts:
    """What the filter leaves, counted."""

    types: tuple[Count, ...]
    statuses: tuple[Count, ...]
    parties: tuple[Count, ...]
    outlets: tuple[Count, ...]
    months: tuple[Month, ...]


class Desk:
    """A chronicle that is read; ``language`` is that of a reader who chose none."""

    def __init__(self, path: Path, language: Language = "id") -> None:
        self.store = Store(path)
        self.language = language
        self._kept: dict[tuple[object, Filter], Counts] = {}
        self._lock = Lock()

    @property
    def title(self) -> str:
        """What the chronicle is called: its file."""
        return self.store.path.stem

    def view(self, asked: Asked, *, limit: int | None = None, offset: int = 0) -> View:
        """The chronicle narrowed to what is asked."""
        return View(self.store, asked.filter(limit=limit, offset=offset))

    def counts(self, asked: Asked) -> Counts:
        """The counts beside a list; the months are those of all time, so that another can be chosen."""
        view = self.view(replace(asked, newest=False))
        name = (self._stamp(), view.wanted)
        with self._lock:
            found = self._kept.get(name)
        if found is None:
            found = Counts(
                survey.types(view),
                survey.statuses(view),
                survey.parties(view, BUSIEST),
                survey.outlets(view, BUSIEST),
                survey.events_by_month(self.view(replace(asked, newest=False, since="", until=""))),
            )
            with self._lock:
                while len(self._kept) >= REMEMBERED:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[name] = found
        return found

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        """What differs as soon as anything was written: size and time of the file and of its log."""
        path = self.store.path
        found = []
        for file in (path, path.with_name(path.name + "-wal")):
            try:
                state = file.stat()
                found.append((state.st_mtime_ns, state.st_size))
            except OSError:
                found.append((0, 0))
        return tuple(found)
