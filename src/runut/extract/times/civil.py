"""Calendar arithmetic, and the days that a TIMEX3 value allows.

In: dates and TIMEX3 values. Out: dates, values, intervals. Pure arithmetic: no language here.

>>> interval("2020-06", "START")
(datetime.date(2020, 6, 1), datetime.date(2020, 6, 10), 'month')
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
MONTH = re.compile(r"(\d{4})-(\d\d)$")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
QUARTER = re.compile(r"(\d{4})-([QHC])(\d)$")
YEAR = re.compile(r"(?:FY)?(\d{4})$")
CLIMATE = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
DECADE = re.compile(r"\d{3}$")
CENTURY = re.compile(r"\d\d$")
Interval = tuple[date | None, date | None, str]
MIN_YEAR, MAX_YEAR = 1, 9998


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where that day does not exist."""
    if not (MIN_YEAR <= year <= MAX_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def shift_days(day: date, days: float) -> date | None:
    """``day`` plus ``days``, or None outside the calendar."""
    number = day.toordinal() + int(days)
    return (
        date.fromordinal(number)
        if date(MIN_YEAR, 1, 1).toordinal() <= number <= date(MAX_YEAR, 12, 31).toordinal()
        else None
    )


def shift_months(day: date, months: int) -> date | None:
    """Same day of a month so many months away; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_value(day: date) -> str:
    """ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_of_month(year: int, month: int, number: int) -> str:
    """The ISO week that holds the middle day (7n - 3) of the month's n-th run of seven days; -1 is the last week."""
    middle = 7 * number - 3 if number > 0 else monthrange(year, month)[1] - 3
    day = make(year, month, min(middle, monthrange(year, month)[1]))
    return week_value(day) if day else f"{year:04d}-{month:02d}"


def _span(first: date | None, last: date | None, granularity: str) -> Interval:
    return first, last, granularity


def _months(year: int, month: int, count: int, granularity: str) -> Interval:
    if not MIN_YEAR <= year <= MAX_YEAR or not 1 <= month <= 12:
        return None, None, granularity
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1]), granularity


def _base(value: str) -> Interval:
    if m := DAY.match(value):
        day = make(int(m[1]), int(m[2]), int(m[3]))
        return day, day, "time" if m[4] else "day"
    if m := MONTH.match(value):
        return _months(int(m[1]), int(m[2]), 1, "month")
    if m := WEEK.match(value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (monday + timedelta(5 if m[3] else 0)), monday + timedelta(6), "week"
    if m := QUARTER.match(value):
        size = {"Q": 3, "H": 6, "C": 4}[m[2]]
        return _months(int(m[1]), (int(m[3]) - 1) * size + 1, size, {"Q": "quarter", "H": "half", "C": "season"}[m[2]])
    if m := CLIMATE.match(value):
        year, start = int(m[1]), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[m[2]]
        first = date(year - (start == 12), start, 1)
        return first, (shift_months(first, 3) or first) - timedelta(1), "season"
    if m := YEAR.match(value):
        return _months(int(m[1]), 1, 12, "year") if int(m[1]) else (None, None, "year")
    if DECADE.match(value):
        year = int(value) * 10
        return date(max(year, 1), 1, 1), date(year + 9, 12, 31), "decade"
    if CENTURY.match(value):
        year = int(value) * 100
        return date(max(year, 1), 1, 1), date(year + 99, 12, 31), "century"
    if "/" in value:
        begin, end = value.split("/", 1)
        return _base(begin)[0], _base(end)[1], "season"
    return None, None, "none"


def interval(value: str, mod: str | None) -> Interval:
    """Earliest and latest day that a DATE or TIME value allows, and its granularity; START, MID and END are thirds."""
    first, last, granularity = _base(value)
    if first is None or last is None or mod not in ("START", "MID", "END") or first == last:
        return first, last, granularity
    third = max(1, ((last - first).days + 1) // 3)
    if mod == "START":
        last = first + timedelta(third - 1)
    elif mod == "END":
        first = last - timedelta(third - 1)
    else:
        first, last = first + timedelta(third), last - timedelta(third)
    return first, last, granularity


def pasaran(day: date) -> int:
    """Day of the Javanese five-day week, 0 = Legi (17 August 1945 was Legi)."""
    return (day - date(1945, 8, 17)).days % 5
