"""The day being told: how it moves through an article, and which day a bare clock time belongs to.

In: expressions with their values, in text order. Out: ``Story``, one after each expression. The news comes back to its
own day with each paragraph: a look back ("kemarin", "lima hari sebelumnya", a quotation, a day far off) holds for its
paragraph only, a state's beginning ("sejak Senin") and a day to come move nothing.

>>> Ground("Satu.\\n\\nDua.").paragraph(7)
2
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from runut.extract.times.context import Draft, Story
from runut.extract.times.raw import Raw

BORDERS = frozenset("sejak semenjak hingga sampai menjelang jelang sebelum per".split())
NEWS_DAYS, FAR_DAYS, NEXT_SENTENCES = 7, 45, 2
OPENING, STRAIGHT = "“«„", '"'
MARKS = re.compile(r"[\n“«„”»\"]")


class Ground:
    """The text under the story: where paragraphs begin and which stretches are quoted, found once."""

    __slots__ = ("at", "inside", "number")

    def __init__(self, text: str) -> None:
        self.at: list[int] = []
        self.inside: list[bool] = []
        self.number: list[int] = []
        inside, number = False, 0
        for mark in MARKS.finditer(text):
            char = mark[0]
            inside = char in OPENING or (char == STRAIGHT and not inside)
            number += char == "\n"
            self.at.append(mark.start())
            self.inside.append(inside)
            self.number.append(number)

    def paragraph(self, at: int) -> int:
        """Number of line breaks before a place."""
        before = bisect_right(self.at, at)
        return self.number[before - 1] if before else 0

    def quoted(self, at: int) -> bool:
        """Do the marks since the paragraph's start leave a quotation open?"""
        before = bisect_right(self.at, at)
        return self.inside[before - 1] if before else False


def moved(state: Story, item: Raw, day: date, today: date | None, ground: Ground) -> Story:
    """The story after an expression that names a day and is no report's."""
    if item.signal in BORDERS and state.focus is not None:
        return state
    aside = item.signal in BORDERS or _is_aside(state, item, day, today, ground)
    state = replace(state, focus=day, focus_start=item.start, focus_sentence=item.sentence, aside=aside,
                    paragraph=ground.paragraph(item.start))  # fmt: skip
    if aside:
        return state
    state = replace(state, home=day, home_start=item.start)
    return replace(state, past=day, past_start=item.start) if today is None or day <= today else state


def _is_aside(state: Story, item: Raw, day: date, today: date | None, ground: Ground) -> bool:
    """A look back or away, that the next paragraph does not go on with."""
    r = item.reading
    deictic = r.kind == "point" and (r.offset or 0) < 0 and r.day is None
    looks_back = deictic or r.kind == "ago" or r.shift == "earlier" or (r.kind == "same" and (r.offset or 0) < 0)
    if state.home is not None and looks_back:
        return True
    away = _is_far(day, today) and state.home is not None and not _is_far(state.home, today)
    return away or ground.quoted(item.start)


def _is_far(day: date, today: date | None) -> bool:
    return today is not None and abs((today - day).days) > NEWS_DAYS


def told(state: Story, item: Raw, today: date | None, ground: Ground) -> Story:
    """The story as this expression finds it: back at home after an aside, before what is to come."""
    further = ground.paragraph(item.start) != state.paragraph
    if state.aside and state.home is not None and further:
        state = replace(state, focus=state.home, focus_start=state.home_start, aside=False)
    ahead = today is not None and state.focus is not None and state.focus > today
    over = item.tense == "past" or item.reading.shift == "earlier-today"  # "berlaku 6-17 Mei. Pukul 12.00 siang tadi"
    if ahead and (further or over) and item.tense != "future" and item.reading.kind in ("clock", "part"):
        return replace(state, focus=state.past, focus_start=state.past_start)
    return state


def looking_back(item: Raw, state: Story, today: date | None) -> Story:
    """ "Mereka akan bertemu Rabu depan. Putaran pertama digelar pekan sebelumnya": counted from what has been told as
    done, not from what is to come."""
    back = item.tense == "past" or item.reading.shift == "earlier" or (item.reading.offset or 0) < 0
    ahead = state.focus is not None and today is not None and state.focus > today
    if not (back and ahead and state.past is not None):
        return state
    return replace(state, focus=state.past, focus_start=state.past_start, last=state.past.isoformat(),
                   last_start=state.past_start)  # fmt: skip


def still_told(state: Story, sentence: int, today: date | None) -> bool:
    """A day far from the article's holds for the next sentences only."""
    if state.focus is None:
        return False
    if today is not None and abs((today - state.focus).days) > FAR_DAYS:
        return sentence - state.focus_sentence <= NEXT_SENTENCES
    return True


def next_morning(first: Raw | None, value: Draft | None, clock: Raw) -> int:
    """1 where the clock time is of the morning after: the end of a range that began later in the day, or a time up to
    nine behind a night ("tadi malam ..., jam 4 pagi ...")."""
    hour = clock.reading.hour
    if hour is None or first is None or value is None:
        return 0
    began = first.reading.hour
    if clock.partner and began is not None:
        return int(hour < began)
    return int(value.value.endswith("TNI") and hour <= 9 and first.end <= clock.start)


__all__ = ["FAR_DAYS", "Ground", "looking_back", "moved", "next_morning", "still_told", "told"]
