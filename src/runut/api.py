"""Runut in Python: read an article, open a chronicle.

In: paths and filters, the same as on the command line. Out: the records of ``runut.records``. Errors are those of
``runut.errors``. It prints nothing.

::

    article = runut.read("page.html")
    with runut.open("chronicle.db") as chronicle:
        for event in chronicle.timeline(between=("Rusia", "Korea Utara"), from_="2023"):
            print(event.time, event.act, len(event.reports))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, TypedDict, Unpack

from runut.config import CHRONICLE
from runut.errors import UnreadableError, UsageError
from runut.keep import sites
from runut.own import using
from runut.records import Article, Cluster, CrossConflict, Given, Reject

if TYPE_CHECKING:
    from runut.fuse.dyads import Dyad
    from runut.fuse.stories import Story
    from runut.fuse.yearly import Tally, Yearly
    from runut.keep.cast import Actor
    from runut.keep.decisions import Held
    from runut.keep.view import Row, Said, View
    from runut.review.deciding import Desk

__all__ = ["Chronicle", "Filters", "open", "read", "read_all"]

Name = str | os.PathLike[str]
FEW = 8  # occasions that a name may mean, in a message


class Filters(TypedDict, total=False):
    """What every listing can be narrowed to; ``from_`` and ``to`` are days ("2023-09-13", "2023-09", "2023")."""

    between: tuple[str, str] | None
    actor: str | tuple[str, ...]
    type: str | tuple[str, ...]
    status: str | tuple[str, ...]
    from_: str | date | None
    to: str | date | None
    search: str | None
    outlet: str | tuple[str, ...]
    place: str | tuple[str, ...]
    certainty: str | tuple[str, ...]
    conflict: bool
    newest: bool
    limit: int | None
    offset: int


def read(
    path: Name, *, published: str | date | None = None, url: str | None = None, model: bool | None = None
) -> Article:
    """The article in a file. ``published`` and ``url`` are evidence like any other.

    ``model=False`` reads without the trained model: faster, weaker. None: as ``rules.use_files`` said, else with it.

    :raises UnreadableError: there is none; ``reason`` and ``detail`` say why.
    :raises UsageError: there are several; use ``read_all``.
    :raises ModelError: the trained model is missing or damaged.
    """
    found = read_all([path], published=published, url=url, model=model)
    first = next(found, None)
    if first is None:
        raise UnreadableError("empty", f"{os.fspath(path)}: nothing to read there")
    if isinstance(first, Reject):
        raise UnreadableError(first.reason, f"{first.source}: {first.detail}")
    if next(found, None) is not None:
        raise UsageError(f"{os.fspath(path)} holds several articles; use runut.read_all([path])")
    return first


def read_all(
    paths: Iterable[Name],
    *,
    published: str | date | None = None,
    url: str | None = None,
    model: bool | None = None,
) -> Iterator[Article | Reject]:
    """Every article under the paths, in order; what could not be read comes as a ``Reject`` with its reason.

    :raises ModelError: the trained model is missing or damaged.
    """
    from runut.acquire import find
    from runut.reading import readings

    given = Given(published=None if published is None else str(published), url=url)
    found = readings(find([os.fspath(path) for path in paths], given))
    while True:
        with using(model=model):  # for one article at a time: the caller may read something else in between
            reading = next(found, None)
        if reading is None:
            return
        yield reading if isinstance(reading, Reject) else reading.outcome


def open(path: sites.Name = CHRONICLE) -> Chronicle:
    """The chronicle at ``path``, a file or ``postgresql://USER@HOST/DATABASE``; it must exist (``runut build``)."""
    return Chronicle(path)


class Chronicle:
    """A chronicle, open for reading and for deciding."""

    def __init__(self, path: sites.Name = CHRONICLE) -> None:
        from runut.keep.store import Store

        self.store = Store(path)

    def view(self, **filters: Unpack[Filters]) -> View:
        """The chronicle narrowed to what the filters leave."""
        from runut.keep.filters import Filter
        from runut.keep.view import View

        return View(
            self.store,
            Filter.of(
                between=filters.get("between"),
                actor=filters.get("actor", ()),
                type=filters.get("type", ()),
                status=filters.get("status", ()),
                since=filters.get("from_"),
                until=filters.get("to"),
                search=filters.get("search"),
                outlet=filters.get("outlet", ()),
                place=filters.get("place", ()),
                certainty=filters.get("certainty", ()),
                conflict=filters.get("conflict", False),
                newest=filters.get("newest", False),
                limit=filters.get("limit"),
                offset=filters.get("offset", 0),
            ),
        )

    def timeline(self, **filters: Unpack[Filters]) -> Iterator[Cluster]:
        """The events, by day."""
        return self.view(**filters).timeline()

    def dyad(self, one: str, other: str, **filters: Unpack[Filters]) -> Dyad:
        """Two parties by month: events, balance, firsts, gaps. ``between`` and ``limit`` are ignored."""
        from runut.keep.dyads import dyad

        return dyad(self.view(**filters), one, other)

    def stories(self, **filters: Unpack[Filters]) -> Iterator[Story]:
        """Groups of events that hang together, those that hold an event which the filters leave."""
        from runut.keep.stories import stories

        return stories(self.view(**filters))

    def occasions(self, **filters: Unpack[Filters]) -> Iterator[Tally]:
        """The yearly occasions that events belong to, with the number of events of each year, the busiest first."""
        from runut.keep.occasions import occasions

        return occasions(self.view(**filters))

    def occasion(self, name: str, **filters: Unpack[Filters]) -> Yearly:
        """An occasion by an Indonesian or English name or its id, year by year. ``limit`` is ignored.

        :raises UsageError: none is called that, or several may be meant.
        """
        from runut.keep.occasions import occasion
        from runut.publish.occasion_names import named

        meant = named(name)
        if len(meant) > 1:
            here = {one.id for one in self.occasions()}
            meant = tuple(one for one in meant if one in here) or meant
        if not meant:
            raise UsageError(f"no yearly occasion is called {name!r}; runut occasions lists those of a chronicle")
        if len(meant) > 1:
            some = ", ".join((*meant[:FEW], *(["..."] if len(meant) > FEW else [])))
            raise UsageError(f"{name!r} may be several occasions; name one of {some}")
        return occasion(self.view(**filters), meant[0])

    def conflicts(self, **filters: Unpack[Filters]) -> Iterator[CrossConflict]:
        """Where the articles disagree."""
        return self.view(**filters).conflicts()

    def statements(self, **filters: Unpack[Filters]) -> Iterator[Said]:
        """Who said what, each with its article."""
        return self.view(**filters).statements()

    def actors(self, **filters: Unpack[Filters]) -> Iterator[Actor]:
        """Who is named, the busiest first."""
        return self.view(**filters).actors()

    def articles(self, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The articles, by source."""
        return self.view(**filters).articles()

    def decisions(self) -> list[Held]:
        """What persons decided, the oldest first, and what each decision means now."""
        from runut.keep.decisions import held

        return held(self.store)

    def desk(self, author: str, now: Callable[[], str]) -> Desk:
        """Where ``author`` decides on events; ``now`` gives the time in ISO 8601: the clock is the caller's."""
        from runut.review.deciding import Desk

        return Desk(self.store, author, now)

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self.store.engine.dispose()

    def __enter__(self) -> Chronicle:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
