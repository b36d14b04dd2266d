"""The timeline: one page of events, and beside it what one could narrow it to.

In: the desk and what is asked. Out: rows, and the counts as links that add or take away one filter each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup

from runut.keep import lookup
from runut.keep.survey import Count
from runut.publish.dates import date_text
from runut.publish.histogram import UNDATED, Bin, label, strip
from runut.publish.report_data import EventRow, ReportData
from runut.publish.view import View as Published
from runut.publish.wording import Language
from runut.records import Cluster
from runut.serve.asking import AT_ONCE, Asked
from runut.serve.desk import Desk
from runut.serve.texts import say

__all__ = ["Chip", "Facet", "Timeline", "chips", "event_rows", "facets", "month_strip", "timeline"]

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


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed to, and the address that does so, or undoes it."""

    name: str
    n: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the address without it."""

    text: str
    address: str


def timeline(desk: Desk, asked: Asked, page: int) -> Timeline:
    """Page ``page`` of the events that are asked for."""
    offset = (page - 1) * AT_ONCE
    if asked.is_narrowed:
        names = desk.names(asked)
        total, shown = len(names), names[offset : offset + AT_ONCE]
        clusters = list(lookup.events(desk.store, shown).values())
    else:  # an index gives this page without the others
        total = desk.total(asked)
        clusters = list(desk.view(asked, limit=AT_ONCE, offset=offset).timeline())
    rows = event_rows(desk, clusters)
    years = tuple((year, tuple(group)) for year, group in groupby(rows, key=lambda row: row.year))
    pages = max(1, -(-total // AT_ONCE))
    return Timeline(years, total, page, pages, sum(desk.store.counts()) <= AT_HAND)


def event_rows(desk: Desk, clusters: Sequence[Cluster]) -> list[EventRow]:
    """The lines of events, as in the report."""
    conflicts = lookup.conflicts_of(desk.store, [cluster.id for cluster in clusters])
    return ReportData(Published(tuple(clusters), (), conflicts)).events()


def facets(desk: Desk, asked: Asked, language: Language) -> tuple[Facet, ...]:
    """What the list can be narrowed to."""
    counts = desk.counts(asked)
    kinds = (
        ("type", "types", counts.types, _worded("types", language)),
        ("status", "statuses", counts.statuses, _worded("statuses", language)),
        ("actor", "actors", counts.parties, _as_named),
        ("outlet", "outlets", counts.outlets, _as_named),
    )
    return tuple(
        Facet(title, _choices(asked, field, _with_chosen(getattr(asked, field), found), named))
        for title, field, found, named in kinds
        if found or getattr(asked, field)
    )


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


def chips(asked: Asked, path: str, language: Language) -> tuple[Chip, ...]:
    """The filters that are set."""
    found = []
    if asked.between:
        pair = f" {say('and_other', language)} ".join(asked.between)
        found.append((f"{say('between', language)}: {pair}", replace(asked, between=())))
    words = {"types": "types", "statuses": "statuses"}
    for field, title in (("actors", "actor"), ("types", "type"), ("statuses", "status"), ("outlets", "outlet")):
        for value in getattr(asked, field):
            shown = say(value, language, words[field]) if field in words else value
            found.append((f"{say(title, language)}: {shown}", asked.toggled(field, value)))
    for field, title in (("since", "from"), ("until", "to"), ("words", "search")):
        value = getattr(asked, field)
        if value:
            shown = value if field == "words" else date_text(value, language)
            without: dict[str, Any] = {field: ""}
            found.append((f"{say(title, language)}: {shown}", replace(asked, **without)))
    if asked.conflicts:
        found.append((say("conflicts_only", language), replace(asked, conflicts=False)))
    return tuple(Chip(text, rest.address(path)) for text, rest in found)


def _inside(asked: Asked) -> Callable[[str], bool]:
    """Whether a month or year lies in the days that are asked for; none does where no days are."""
    if not (asked.since or asked.until):
        return lambda key: False
    return lambda key: asked.since[: len(key)] <= key and (not asked.until or key <= asked.until[: len(key)])


def _worded(group: str, language: Language) -> Callable[[Count], str]:
    return lambda one: say(one.value, language, group)


def _as_named(one: Count) -> str:
    return one.name


def _with_chosen(chosen: Iterable[str], found: tuple[Count, ...]) -> tuple[Count, ...]:
    """A value that is chosen stays in sight, where it can be taken back."""
    shown = {one.value for one in found}
    return (*(Count(value, value, -1) for value in chosen if value not in shown), *found)


def _choices(asked: Asked, field: str, found: Iterable[Count], named: Callable[[Count], str]) -> tuple[Choice, ...]:
    now = getattr(asked, field)
    return tuple(
        Choice(named(one), one.n, asked.toggled(field, one.value).address(PATH), one.value in now) for one in found
    )
