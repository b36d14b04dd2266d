"""A metadata time -> the day in Jakarta.

In: ISO 8601 or EDTF as feeds and pages write it. Out: the calendar day in Asia/Jakarta, or None where the value names
no single day. A value without a zone means WIB. Months and years stay what they are: they are no day.

>>> jakarta_day("2024-09-03T17:30:00Z").isoformat()
'2024-09-04'
>>> jakarta_day("2020-06") is None
True
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# Asia/Jakarta has had no other offset since 1964; no zone file is needed.
_WIB = timezone(timedelta(hours=7))
_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(Z|[+-]\d{4})?")
_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_NAMED_ZONE = re.compile(r"\s*(?:WIB|WITA|WIT|GMT|UTC)$", re.IGNORECASE)
_ZONES = {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "gmt": "+00:00", "utc": "+00:00"}


def jakarta_day(value: str) -> date | None:
    """The day in Jakarta that the value falls on, or None."""
    stripped = value.strip()
    plain = _DAY.fullmatch(stripped)
    if plain:
        return _day(*(int(part) for part in plain.groups()))
    moment = _moment(stripped)
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(_WIB).date()
    except OverflowError:
        return None


def _moment(value: str) -> datetime | None:
    compact = _COMPACT.fullmatch(value)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        clock = f"T{hour}:{minute}:{second}" if hour else "T00:00:00"
        value = f"{year}-{month}-{day}{clock}{zone or ''}"
    named = _NAMED_ZONE.search(value)
    if named and value[:1].isdigit():
        value = value[: named.start()] + _ZONES[named.group().strip().lower()]
    value = _OFFSET.sub(r"\1:\2", value.replace("/", "-") if re.match(r"\d{4}/", value) else value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return _mail_date(value)


def _mail_date(value: str) -> datetime | None:
    """RFC 2822, as feeds write it."""
    if not re.search(r"[A-Za-z]{3}", value) or len(value) > 60:
        return None
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
