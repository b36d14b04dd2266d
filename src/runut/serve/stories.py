"""Stories in the workbench: groups of events that hang together, and why.

In: the desk and what is asked. Out: plain values for the templates, and the records that JSON and CSV are made of. All
grouping is ``fuse.stories``'s; a filter chooses the stories that hold an event which it leaves, and changes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from runut.fuse.stories import Bond, Grouped, Story, lead, rules
from runut.keep import lookup
from runut.publish.dates import date_text
from runut.publish.histogram import bins
from runut.publish.report_data import EventRow
from runut.publish.stories import story_object
from runut.publish.wording import Language
from runut.serve.asking import Asked
from runut.serve.desk import Desk
from runut.serve.people import still_strip
from runut.serve.texts import say
from runut.serve.timeline import event_rows

__all__ = ["StoryList", "StoryPage", "chosen", "story_list", "story_named", "story_of", "story_page", "whole"]

AT_ONCE = 20
NAMED = 8  # parties in a head
BONDS = 200


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A story on one line of a list."""

    id: str
    span: str
    lead: EventRow
    parties: tuple[str, ...]
    events: int
    articles: int
    sources: int


@dataclass(frozen=True, slots=True)
class StoryList:
    """One page of stories."""

    rows: tuple[StoryHead, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Tied:
    """A bond with the lines of its events; each reason as its code and what it weighs."""

    one: EventRow
    other: EventRow
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the page of a story shows."""

    head: StoryHead
    strip: Markup
    events: tuple[EventRow, ...]
    bonds: tuple[Tied, ...]
    more_bonds: int
    threshold: float


def chosen(desk: Desk, asked: Asked) -> Sequence[Grouped]:
    """The stories with an event that the filter leaves, by their first day, backwards where the newest come first."""
    every = desk.stories()
    if asked.is_narrowed:
        wanted = set(desk.found(replace(asked, newest=False)).names())
        every = tuple(one for one in every if not wanted.isdisjoint(one.events))
    return every[::-1] if asked.newest else every


def whole(desk: Desk, groups: Iterable[Grouped]) -> Iterable[Story]:
    """The stories with the records of their events, one at a time."""
    for one in groups:
        found = lookup.events(desk.store, one.events)
        yield Story(one.id, tuple(found[name] for name in one.events if name in found), one.bonds)


def story_list(desk: Desk, asked: Asked, page: int, language: Language) -> StoryList:
    """Page ``page`` of the stories that are asked for."""
    every = chosen(desk, asked)
    shown = every[(page - 1) * AT_ONCE : page * AT_ONCE]
    rows = tuple(_head(desk, story, language) for story in whole(desk, shown) if story.events)
    return StoryList(rows, len(every), page, max(1, -(-len(every) // AT_ONCE)))


def story_named(desk: Desk, name: str) -> Story | None:
    """The story of that id, or None where there is none."""
    return next(iter(whole(desk, [one for one in desk.stories() if one.id == name])), None)


def story_of(desk: Desk, event: str) -> str | None:
    """The id of the story that the event belongs to; most events belong to none."""
    return next((one.id for one in desk.stories() if event in one.events), None)


def story_page(desk: Desk, story: Story, language: Language) -> StoryPage:
    """The page of a story."""
    rows = {row.id: row for row in event_rows(desk, story.events)}
    return StoryPage(
        head=_head(desk, story, language),
        strip=still_strip(list(bins(story.events)), "strip-title", language),
        events=tuple(rows.values()),
        bonds=tuple(_tied(bond, rows) for bond in story.bonds[:BONDS]),
        more_bonds=max(0, len(story.bonds) - BONDS),
        threshold=rules().threshold,
    )


def _head(desk: Desk, story: Story, language: Language) -> StoryHead:
    told: Any = story_object(story, language)
    first, last = told["from"], told["to"]
    value = first if first == last else f"{first}/{last}"
    return StoryHead(
        id=story.id,
        span=date_text(value, language) if value else say("undated", language),
        lead=event_rows(desk, [lead(story.events)])[0],
        parties=tuple(told["parties"][:NAMED]),
        events=len(story.events),
        articles=told["articles"],
        sources=told["independent_sources"],
    )


def _tied(bond: Bond, rows: dict[str, EventRow]) -> Tied:
    return Tied(rows[bond.one], rows[bond.other], bond.score, bond.reasons)
