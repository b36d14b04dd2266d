"""Dates as EDTF: from a metadata value to its first and last day, and back to the shortest writing.

In: ISO 8601 timestamps (cut to a day in Jakarta), days, months, years, intervals of these. Out: days; None for what is
no date. It knows no clock and repairs nothing.

>>> edtf_interval("2024-09-03T17:30:00Z")
(datetime.date(2024, 9, 4), datetime.date(2024, 9, 4))
>>> edtf(date(2025, 8, 1), date(2025, 8, 31))
'2025-08'
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from runut.clean import jakarta_day


def edtf_interval(value: str) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 timestamp (in Jakarta), a day, month, year, or an EDTF interval of these."""
    value = value.strip().rstrip("?~%")
    left, slash, right = value.partition("/")
    if slash and re.fullmatch(r"[\d-]{4,}", left) and re.fullmatch(r"[\d-]{4,}", right):
        low, high = edtf_interval(left), edtf_interval(right)
        return (low[0], high[1]) if low and high and low[0] <= high[1] else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d|XX))?(?:-XX)?", value)
    if match:
        return _period(int(match[1]), int(match[2]) if match[2] and match[2] != "XX" else None)
    day = jakarta_day(value)
    return (day, day) if day is not None else None


def _period(year: int, month: int | None) -> tuple[date, date] | None:
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def edtf(first: date, last: date) -> str:
    """The shortest EDTF of an interval: "2025-08", "2025", a day, or both ends."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31) and first.year == last.year:
        return f"{first.year:04}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return f"{first.year:04}-{first.month:02}"
    return f"{first}/{last}" if first != last else str(first)
