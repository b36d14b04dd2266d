"""Yearly occasions in the workbench: all of them with their years, and one with its events year by year.

In: the desk and what is asked. Out: plain values for the templates. Which event belongs to which year was decided when
it was merged; a filter chooses the events that are counted and shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.fuse.yearly import Year, Yearly, known
from runut.keep.occasions import occasion
from runut.publish.dates import date_text
from runut.publish.occasion_names import title_of
from runut.publish.occasions import counted, doubts_of, nth, runs, without
from runut.publish.report_data import EventRow
from runut.publish.wording import Language
from runut.records import Cluster
from runut.serve.asking import Asked
from runut.serve.desk import Desk
from runut.serve.texts import say
from runut.serve.timeline import event_rows

__all__ = ["OccasionList", "OccasionPage", "occasion_asked", "occasion_list", "occasion_page"]

AT_ONCE = 50
SHOWN = 100  # events of a year


@dataclass(frozen=True, slots=True)
class OccasionRow:
    """An occasion on one line of the list."""

    id: str
    title: str
    first: str
    last: str
    events: int
    years: str


@dataclass(frozen=True, slots=True)
class OccasionList:
    """One page of occasions."""

    rows: tuple[OccasionRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an occasion, with the ordinals of its articles that cannot be."""

    row: EventRow
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A year with its events, ``more`` of which are not shown; or years without any, as a line."""

    name: str
    ordinals: str
    events: tuple[Told, ...]
    total: int
    without: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.events)


@dataclass(frozen=True, slots=True)
class OccasionPage:
    """All that the page of an occasion shows."""

    id: str
    title: str
    day: str
    events: int
    parts: tuple[Part, ...]


def occasion_list(desk: Desk, asked: Asked, page: int, language: Language) -> OccasionList:
    """Page ``page`` of the occasions with an event that is asked for."""
    every = desk.occasions(asked)
    rows = tuple(
        OccasionRow(
            one.id,
            title_of(one.id, language),
            str(one.years[0][0]) if one.years else "",
            str(one.years[-1][0]) if one.years else "",
            one.events,
            counted(one, language),
        )
        for one in every[(page - 1) * AT_ONCE : page * AT_ONCE]
    )
    return OccasionList(rows, len(every), page, max(1, -(-len(every) // AT_ONCE)))


def occasion_asked(desk: Desk, name: str, asked: Asked) -> Yearly | None:
    """The occasion of that id, or None where there is none; it may have no event that is asked for."""
    found = occasion(desk.view(asked), name)
    return found if found.events or known(name) else None


def occasion_page(desk: Desk, found: Yearly, language: Language) -> OccasionPage:
    """The page of an occasion."""
    parts = [_part(desk, years, language) for years in runs(found.years)]
    if found.loose:
        parts.append(_told(desk, say("loose", language, "occasion"), "", found.loose, language))
    occasion = known(found.id)
    return OccasionPage(
        id=found.id,
        title=title_of(found.id, language),
        day=date_text(occasion.day.isoformat(), language) if occasion and occasion.day else "",
        events=found.events,
        parts=tuple(parts),
    )


def _part(desk: Desk, years: Sequence[Year], language: Language) -> Part:
    first = years[0]
    if not first.events:
        return Part("", "", (), 0, without(years, language))
    ordinals = ", ".join(nth(n, language) for n in first.ordinals)
    return _told(desk, str(first.year), ordinals, first.events, language)


def _told(desk: Desk, name: str, ordinals: str, events: Sequence[Cluster], language: Language) -> Part:
    shown = events[:SHOWN]
    rows = {row.id: row for row in event_rows(desk, shown)}
    told = tuple(Told(rows[event.id], tuple(doubts_of(event, language))) for event in shown)
    return Part(name, ordinals, told, len(events))
