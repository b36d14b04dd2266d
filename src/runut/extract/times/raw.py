"""What recognition hands to resolution: the words' own meaning, before the article's date is known.

In: nothing. Out: ``Reading`` (the fields that the words fill) and ``Raw`` (a reading with its place in the text).
They carry no dates that depend on the article: "Jumat lalu" is weekday 4 with shift "past".

>>> Reading("point", day=24, month=6).month
6
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tense = Literal["past", "future", "none"]
Shift = Literal[
    "past", "next", "this", "that", "yesterday", "tomorrow", "later-today", "earlier-today", "later", "earlier"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of the words. ``kind`` names the resolver; a field that the words leave out is None.

    kind: point day unit ago duration chain same set ref clock part feast hijri saka ordinal era decade century
    quarter week-of-month weekend fiscal season pasaran. ``unit``: TIMEX3 designators Y M W D H MIN S DE CE ML.
    ``unit_shift`` belongs to ``unit`` ("bulan lalu": M, -1); ``shift`` to the whole. ``amount`` None is TIMEX3's X.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    pasaran: int | None = None
    offset: int | None = None
    unit: str | None = None
    unit_shift: int | None = None
    amount: float | None = None
    parts: tuple[tuple[str, float | None], ...] = ()
    shift: Shift | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    zone: str | None = None
    mod: str | None = None
    name: str | None = None
    number: int | None = None
    exact: bool = False
    eve: bool = False
    borrowed: str = ""
    ext: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A recognised expression: ``text[start:end]`` is ``surface``.

    ``sentence`` counts sentences from 0; ``tense`` is what the clause says about the past or the future; ``report`` is
    True for the day on which something was said or published (", Selasa (10/5/2022)" after "kata X"); ``signal`` is the
    word just before ("sejak", "hingga", "jelang"); ``partner`` links the second member of a range to the first.
    """

    start: int
    end: int
    surface: str
    rule: str
    reading: Reading
    sentence: int
    tense: Tense = "none"
    report: bool = False
    signal: str = ""
    partner: bool = False
