"""The stories of a chronicle that hold an event which the filter leaves.

In: a view with its filter. Out: ``Story`` s, by their first day. Stories are made of all events, whatever is asked for:
a filter chooses among them and does not change them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import select

from runut.fuse.stories import Grouped, Story, grouped, stories_of, thread_of
from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import matching
from runut.keep.view import View

__all__ = ["stories", "story_index"]


def stories(view: View) -> Iterator[Story]:
    """The stories with an event that the filter leaves, its limit and order being those of stories."""
    with reading(view.store.engine) as connection:
        conditions = matching(connection, replace(view.wanted, limit=None))
        wanted = set(connection.execute(select(schema.clusters.c.id).where(*conditions)).scalars())
    every = stories_of(view.everything().timeline())
    ordered = reversed(every) if view.wanted.newest else every
    found = (one for one in ordered if any(event.id in wanted for event in one.events))
    limit, offset = view.wanted.limit, view.wanted.offset
    return islice(found, offset, None if limit is None else offset + limit)


def story_index(view: View) -> tuple[Grouped, ...]:
    """All stories of the chronicle by the ids of their events, whatever the filter; no record is kept in memory."""
    return grouped(thread_of(event) for event in view.everything().timeline())
