"""Single days that cannot be as they are told: another weekday or market day, no such day, an act after its report.

In: the article's times, its date, its events. Out: ``Conflict`` records with ranked repairs, and small functions for
``checks``. Good pairs raise nothing; nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from runut.records import Conflict, Event, Published, Span, TimeExpression

# Day and month exchanged count as a repair within so many days of the page.
SERIES_DAYS = 10
# A weekday beside a day without a year is a slip only near the page's own date; further off the year is in doubt.
NEAR_PAGE = 8


def span(time: TimeExpression) -> Span:
    """Where the expression stands."""
    return Span(time.start, time.end, time.text)


def _repairs(time: TimeExpression) -> tuple[str, ...]:
    return tuple(repair for repair in time.ext.get("repairs", "").split("|") if repair)


def iso(value: str) -> date | None:
    """The day that a value names, None where it names none."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def gap(day: date, published: Published) -> int | None:
    """Days between a day and the page's date, 0 inside its interval."""
    if published.earliest is None or published.latest is None:
        return None
    return max((published.earliest - day).days, (day - published.latest).days, 0)


def weekdays(times: Sequence[TimeExpression], published: Published) -> list[Conflict]:
    """A date with another weekday than its own."""
    out = []
    for time in times:
        repairs = _with_swap(time, published)
        if "weekday-mismatch" not in time.flags or not _year_is_sure(time, repairs, published):
            continue
        said, real = time.ext.get("weekday_said", "?"), time.ext.get("weekday_real", "?")
        detail = f"'{time.text}' says {said}, but {time.value[:10]} is {real}; the numeric date is kept"
        out.append(Conflict("weekday", detail, (span(time),), repairs))
    return out


def _with_swap(time: TimeExpression, published: Published) -> tuple[str, ...]:
    """The repairs, with day and month exchanged (the American order) where that gives the weekday said."""
    repairs = _repairs(time)
    day, said = time.earliest, time.ext.get("weekday_said")
    if day is None or said is None or day.day > 12:
        return repairs
    swapped = date(day.year, day.day, day.month)
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    if names[swapped.weekday()] != said or str(swapped) in repairs or (gap(swapped, published) or 0) > SERIES_DAYS:
        return repairs
    return (str(swapped), *repairs)


def _year_is_sure(time: TimeExpression, repairs: Sequence[str], published: Published) -> bool:
    """A written year, or a day (or its repair) within days of the page: else the year is wrong, not the weekday."""
    if re.search(r"\d{4}\b|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d\b", time.text):
        return True
    if published.basis == "unknown":
        return False
    candidates = [d for d in (time.earliest, *map(iso, repairs)) if d is not None]
    gaps = [gap for gap in (gap(d, published) for d in candidates) if gap is not None]
    return bool(gaps) and min(gaps) <= NEAR_PAGE


def impossible(times: Sequence[TimeExpression]) -> list[Conflict]:
    """A day that no calendar has."""
    return [
        Conflict("day", f"'{time.text}' is a day that does not exist", (span(time),), _repairs(time))
        for time in times
        if "impossible-day" in time.flags
    ]


def market_days(times: Sequence[TimeExpression]) -> list[Conflict]:
    """ "Selasa Wage (23/6/2020)": the day of the five-day week is another."""
    out = []
    for time in times:
        if "pasaran-mismatch" in time.flags:
            said, real = time.ext.get("pasaran_said", "?"), time.ext.get("pasaran_real", "?")
            detail = f"'{time.text}' says {said}, but {time.value[:10]} is {real}; the numeric date is kept"
            out.append(Conflict("weekday", detail, (span(time),), _repairs(time)))
    return out


def after_report(times: Sequence[TimeExpression], events: Sequence[Event]) -> list[Conflict]:
    """An act told as done on a day after the one on which the same sentence has it reported or said."""
    by_start = {time.start: time for time in times}
    reports = [time for time in times if time.ext.get("report") and _is_sound_day(time)]
    out = []
    for event in events:
        mention = event.time.mention if event.time else None
        told = by_start.get(mention.start) if mention else None
        if event.status != "actual" or told is None or not _is_sound_day(told) or told.ext.get("report"):
            continue
        for report in reports:
            inside = event.evidence.start <= report.start < event.evidence.end
            if inside and told.earliest and report.latest and told.earliest > report.latest:
                detail = f"told as done on {told.text}, but reported on {report.text}"
                out.append(Conflict("future", detail, (span(told), span(report)), _back(told, report.latest)))
    return list(dict.fromkeys(out))


def _is_sound_day(time: TimeExpression) -> bool:
    """A day with figures of its own, whose weekday is right."""
    one = time.earliest is not None and time.earliest == time.latest
    return one and re.search(r"\d", time.text) is not None and not time.flags


def _back(told: TimeExpression, limit: date) -> tuple[str, ...]:
    """The same day a week, a month or a year before, as far as it is not after the report."""
    day = told.earliest
    if day is None:
        return ()
    month = day.replace(day=1) - timedelta(1)
    year = day.replace(year=day.year - 1, day=min(day.day, 28))
    others = (day - timedelta(7), month.replace(day=min(day.day, month.day)), year)
    return tuple(str(other) for other in others if other <= limit)
