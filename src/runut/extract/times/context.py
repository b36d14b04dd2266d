"""What a value is computed from, and what comes out of the computing.

``Frame`` holds the article's day (None where unknown) and the expression's clause; ``Draft`` is a value with its
reasons, before intervals are added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from runut.extract.times.raw import Raw, Tense

CLOCK = re.compile(r"[\dX]T[\dMAENX]")


@dataclass(frozen=True, slots=True)
class Frame:
    """``today`` is the day that relative words count from; ``anchor`` says where it comes from."""

    today: date | None
    tense: Tense
    anchor: str = "published"
    not_before: date | None = None
    focus: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A TIMEX3 value with its reasons. ``type`` None: DATE or TIME as the value shows."""

    value: str
    anchor: str = "explicit"
    why: str = ""
    type: str | None = None
    mod: str | None = None
    ext: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    earliest: date | None = None
    latest: date | None = None

    def kind(self) -> str:
        """TIMEX3 type."""
        return self.type or ("TIME" if CLOCK.search(self.value) else "DATE")


@dataclass(frozen=True, slots=True)
class Story:
    """The narrative so far: the day being told (``aside``: in this paragraph only), the news' own day (``home``), the
    last one that is not to come (``past``), the last report's (``weak``), and the last point of any size."""

    focus: date | None = None
    focus_start: int = -1
    focus_sentence: int = -1
    aside: bool = False
    paragraph: int = -1
    home: date | None = None
    home_start: int = -1
    past: date | None = None
    past_start: int = -1
    weak: date | None = None
    weak_start: int = -1
    last: str = ""
    last_start: int = -1
    last_sentence: int = -1
    clock: str = ""
    clock_sentence: int = -1


Item = tuple[Raw, Draft | None]
