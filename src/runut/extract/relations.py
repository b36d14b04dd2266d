"""A relative date beside a written one tells when the page was written: "tahun lalu (2024)" is of 2025.

In: the document and its times. Out: ``Related`` records: the span of days that the pair allows, and the words. Pairs
that a comma, a bracket or "yakni" does not bind together say nothing. It does not date a page: ``published`` does.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runut.extract.occasions import UNITS
from runut.records import Document, Span, TimeExpression

NUMBERS = {**UNITS, "dua belas": 12, "lima belas": 15, "dua puluh": 20, "tiga puluh": 30, "lima puluh": 50}
_NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_RELATIVE = (
    rf"(?:(?P<n>{_NUMBER})\s(?P<unit>tahun|bulan|hari)|(?P<one>setahun|sebulan|sehari)|(?P<last>tahun|bulan))"
    r"\s(?:yang\s)?(?P<way>lalu|silam|lagi|mendatang|depan|ini)|(?P<day>kemarin|hari\sini|besok|lusa)"
)
_LINK = r"(?:(?:atau|yakni|yaitu|tepatnya|pada|tahun|bulan|hari|tanggal)\s)*"
_BEFORE = re.compile(rf"\b(?:{_RELATIVE})(?:,\s|\s?\(|\s[-–]\s){_LINK}$", re.IGNORECASE)
_AFTER = re.compile(rf"\)?(?:,\s|\s?\(|\s[-–]\s|\s(?=atau|kemarin)){_LINK}(?:{_RELATIVE})\b", re.IGNORECASE)
_REACH = 48
DAYS = {"kemarin": 1, "hari ini": 0, "besok": -1, "lusa": -2}
MOST = 60


@dataclass(frozen=True, slots=True)
class Related:
    """A pair: the page was written from ``first`` to ``last``."""

    first: date
    last: date
    span: Span


def related(document: Document, times: Sequence[TimeExpression]) -> tuple[Related, ...]:
    """The pairs of title and body, in text order."""
    text = document.text
    prose = sorted((block.start, block.end) for block in document.blocks if block.label in ("title", "body"))
    starts = [start for start, _ in prose]
    out = []
    for time in times:
        if time.anchor != "explicit" or time.type not in ("DATE", "TIME") or time.earliest is None:
            continue
        at = bisect_right(starts, time.start) - 1
        if at < 0 or prose[at][1] <= time.start:
            continue
        before = _BEFORE.search(text, max(0, time.start - _REACH), time.start)
        after = None if before else _AFTER.match(text, time.end, time.end + _REACH)
        match = before or after
        limits = _shifted(time, match) if match else None
        if match and limits:
            start, end = min(time.start, match.start()), max(time.end, match.end())
            out.append(Related(*limits, Span(start, end, text[start:end])))
    return tuple(out)


def _shifted(time: TimeExpression, match: re.Match[str]) -> tuple[date, date] | None:
    """The written date moved by the relative one, as coarse as its unit."""
    day, last = time.earliest, time.latest
    if day is None or last is None:
        return None
    if match["day"]:
        moved = day + timedelta(days=DAYS[" ".join(match["day"].lower().split())])
        return (moved, moved) if day == last else None
    unit = (match["unit"] or match["last"] or match["one"].removeprefix("se")).lower()
    count = _count(match)
    if unit == "hari" and day == last and count <= MOST:
        moved = day + timedelta(days=count)
        return moved, moved
    if unit == "bulan" and (last - day).days <= 31 and abs(count) <= MOST:
        months = day.year * 12 + day.month - 1 + count
        year, month = divmod(months, 12)
        return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    if unit == "tahun" and day.year == last.year and 1 <= day.year + count <= 9998:
        return date(day.year + count, 1, 1), date(day.year + count, 12, 31)
    return None


def _count(match: re.Match[str]) -> int:
    """How many units the page is younger than the written date."""
    way = match["way"].lower()
    if way == "ini":
        return 0
    number = (match["n"] or "").lower()
    count = int(number) if number.isdigit() else NUMBERS.get(number, 1)
    return count if way in ("lalu", "silam") else -count
