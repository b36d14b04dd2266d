"""Days of events as reports bind them, for comparison.

In: events and reports. Out: first and last day, or None where either is open or unknown. It judges nothing.
"""

from __future__ import annotations

from datetime import date

from runut.records import Event, Report

NEAR_DAYS = 3


def bounds(event: Event) -> tuple[date, date] | None:
    """Earliest and latest day of an event, None where either is open or unknown."""
    if event.time is None or event.time.earliest is None or event.time.latest is None:
        return None
    return event.time.earliest, event.time.latest


def gap_days(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, (a[0] - b[1]).days, (b[0] - a[1]).days)


def day_of(report: Report) -> tuple[date, date] | None:
    """The event's bounds; a past act dated after its own report is misprinted; the year slips most."""
    limits, latest = bounds(report.event), report.published.latest
    if limits is None or latest is None or not _told_as_done(report.event) or (limits[0] - latest).days <= NEAR_DAYS:
        return limits
    try:
        earlier = limits[0].replace(year=limits[0].year - 1), limits[1].replace(year=limits[1].year - 1)
    except ValueError:
        return limits
    return earlier if earlier[0] <= latest else limits


def _told_as_done(event: Event) -> bool:
    """Done, or planned by nothing but its date."""
    return event.status == "actual" or event.by_date
