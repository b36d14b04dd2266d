"""The timeline: one page of events, and the strip of months above it.

In: the desk and what is asked. Out: rows, and every month as a link that narrows the list to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from markupsafe import Markup

from runut.keep import lookup
from runut.publish.histogram import UNDATED, Bin, label, strip
from runut.publish.report_data import EventRow, ReportData
from runut.publish.view import View as Published
from runut.publish.wording import Language
from runut.records import Cluster
from runut.serve.asking import AT_ONCE, Asked
from runut.serve.desk import Desk

__all__ = ["Timeline", "event_rows", "month_strip", "timeline"]

PATH = "/timeline"
AT_HAND = 20_000  # events that are counted while the page is made; the counts of a larger chronicle come after it


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of events, by year; ``total`` is how many the filter leaves."""

    years: tuple[tuple[str, tuple[EventRow, ...]], ...]
    total: int
    page: int
    pages: int
    counted: bool


def timeline(desk: Desk, asked: Asked, page: int) -> Timeline:
    """Page ``page`` of the events that are asked for."""
    offset = (page - 1) * AT_ONCE
    rows = event_rows(desk, list(desk.timeline(asked, limit=AT_ONCE, offset=offset)))
    total = len(desk.found(asked).rows)
    years = tuple((year, tuple(group)) for year, group in groupby(rows, key=lambda row: row.year))
    pages = max(1, -(-total // AT_ONCE))
    return Timeline(years, total, page, pages, len(desk.census()) <= AT_HAND)


def event_rows(desk: Desk, clusters: Sequence[Cluster]) -> list[EventRow]:
    """The lines of events, as in the report."""
    conflicts = lookup.conflicts_of(desk.store, [cluster.id for cluster in clusters])
    return ReportData(Published(tuple(clusters), (), conflicts)).events()


def month_strip(desk: Desk, asked: Asked, language: Language) -> Markup:
    """The events by month; each month is a link that narrows the list to it."""
    bins = [Bin(one.key, one.happened, one.other) for one in desk.counts(asked).months]
    inside = _inside(asked)

    def link(one: Bin, shape: str) -> str:
        words = escape(label(one, language))
        if one.key == UNDATED:
            return f'<g class="bin" role="img" aria-label="{words}"><title>{words}</title>{shape}</g>'
        to = escape(replace(asked, since=one.key, until=one.key).address(PATH))
        chosen = ' aria-current="true"' if inside(one.key) else ""
        head = f'<a class="bin" href="{to}" data-bin="{one.key}" aria-label="{words}"{chosen}>'
        return f"{head}<title>{words}</title>{shape}</a>"

    return Markup(strip(bins, link))  # all text in it is escaped above


def _inside(asked: Asked) -> Callable[[str], bool]:
    """Whether a month or year lies in the days that are asked for; none does where no days are."""
    if not (asked.since or asked.until):
        return lambda key: False
    return lambda key: asked.since[: len(key)] <= key and (not asked.until or key <= asked.until[: len(key)])
