"""Honest dates: a day, a month, a range and an unknown date look different.

In: EDTF values with their interval. Out: text in Indonesian or English, and the kind of the date. It makes no date more
exact than it is given.

>>> date_text("2020-05/2020-06-24", "id")
'Mei 2020 – 24 Juni 2020'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from runut.publish.wording import Language, fill, wording
from runut.records import Cluster, EventTime, Published

DateKind = Literal["day", "month", "year", "range", "unknown"]
POINT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([~?%]?)")
DECADE = re.compile(r"(\d{3})X")
OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar date as exact as it is known; ``mark`` is EDTF's ``~`` (about) or ``?`` (perhaps)."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def kind(self) -> DateKind:
        """How exact it is."""
        return "day" if self.day else "month" if self.month else "year"


def date_kind(time: EventTime | None) -> DateKind:
    """How exact the time of an event is."""
    if time is None:
        return "unknown"
    first, last = _ends(time)
    if first and last:
        return first.kind if first == last else "range"
    return "range" if first or last or DECADE.fullmatch(_value(time)) else "unknown"


def honest_date(time: EventTime | Published | None, language: Language = "id") -> str:
    """The date for a table: EDTF, or the word for no date."""
    value = _value(time) if time else ""
    return value if value and not value.startswith("X") else fill("undated", language)


def honest_day(cluster: Cluster, language: Language = "id") -> str:
    """The date of an event for a listing; for one without a date, the day when it was first reported, said as such."""
    if cluster.first_reported and date_kind(cluster.time) == "unknown":
        return fill("reported", language, x=cluster.first_reported)
    return honest_date(cluster.time, language)


def day_text(cluster: Cluster, language: Language) -> str:
    """The same in words: "24 Juni 2020", "dilaporkan 18 Juni 2024"."""
    if cluster.first_reported and date_kind(cluster.time) == "unknown":
        return fill("reported", language, x=date_text(cluster.first_reported, language))
    return time_text(cluster.time, language)


def time_text(time: EventTime | None, language: Language) -> str:
    """The time of an event in words, without a preposition."""
    if time is None or date_kind(time) == "unknown":
        return fill("undated", language)
    first, last = _ends(time)
    if first and last:
        return _range_text(first, last, language)
    return date_text(_value(time), language)


def time_phrase(time: EventTime | None, language: Language) -> str:
    """The time as the end of a sentence: " pada 24 Juni 2020", " in May 2020", ", tanggal tak diketahui"."""
    kind = date_kind(time)
    if time is None or kind == "unknown":
        return fill("no_date", language)
    first, last = _ends(time)
    if kind != "range":
        return fill("on_day" if kind == "day" else "in_period", language, x=time_text(time, language))
    if first and last:
        if first.kind == last.kind == "day" and (first.year, first.month) == (last.year, last.month):
            return fill("on_day", language, x=time_text(time, language))
        return fill("between", language, x=_point_text(first, language), y=_point_text(last, language))
    if first:
        return fill("since", language, x=_point_text(first, language))
    if last:
        return fill("until", language, x=_point_text(last, language))
    return fill("in_period", language, x=time_text(time, language))


def date_text(value: str, language: Language) -> str:
    """An EDTF date or interval in words; a form that has no words comes back as it is."""
    decade = DECADE.fullmatch(value)
    if decade:
        return fill("decade", language, x=decade[1] + "0")
    first, slash, last = value.partition("/")
    start, end = _point(first), _point(last) if slash else _point(first)
    if start and end:
        return _range_text(start, end, language)
    if start and last in OPEN:
        return fill("since", language, x=_point_text(start, language)).strip()
    if end and first in OPEN:
        return fill("until", language, x=_point_text(end, language)).strip()
    return value


def month_text(year: int, month: int, language: Language) -> str:
    """ "Mei 2020"."""
    return f"{wording()['months'][language][month - 1]} {year}"


def _range_text(start: Point, end: Point, language: Language) -> str:
    if start == end:
        return _point_text(start, language)
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_point_text(end, language)}"
    if start.month and end.month and start.year == end.year and start.kind == end.kind:
        return f"{_point_text(start, language).rsplit(' ', 1)[0]} – {_point_text(end, language)}"
    return f"{_point_text(start, language)} – {_point_text(end, language)}"


def _point_text(point: Point, language: Language) -> str:
    text = month_text(point.year, point.month, language) if point.month else str(point.year)
    if point.day:
        text = f"{point.day} {text}"
    if point.mark in ("~", "%"):
        text = fill("about", language, x=text)
    return fill("perhaps", language, x=text) if point.mark == "?" else text


def _point(value: str) -> Point | None:
    match = POINT.fullmatch(value)
    if not match:
        return None
    year, month, day, mark = match.groups()
    return Point(int(year), int(month) if month else None, int(day) if day else None, mark)


def _ends(time: EventTime) -> tuple[Point | None, Point | None]:
    first, slash, last = _value(time).partition("/")
    start, end = _point(first), _point(last) if slash else _point(first)
    if start or end or not (time.earliest and time.latest):
        return start, end
    first, _, last = _interval(time.earliest, time.latest).partition("/")
    return _point(first), _point(last or first)


def _value(time: EventTime | Published) -> str:
    """The EDTF value; where there is none, the interval that the record allows."""
    if time.value or not (time.earliest and time.latest):
        return time.value or ""
    return _interval(time.earliest, time.latest)


def _interval(earliest: date, latest: date) -> str:
    return earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"
