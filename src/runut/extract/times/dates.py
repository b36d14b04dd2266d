"""Values of calendar points: "Rabu (24/6/2020)", "Sabtu pekan lalu", "9 Mei", "kemarin", "awal Juni".

In: a ``Reading`` of kind point and a ``Frame``. Out: a ``Draft``. Without the article's day a value keeps X's for what
is unknown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from runut.extract.times import checks
from runut.extract.times.civil import make, pasaran, shift_days, shift_months
from runut.extract.times.context import Draft, Frame
from runut.extract.times.nearest import month_day, month_year, selapan, weekday_near
from runut.extract.times.raw import Reading

Ext = tuple[tuple[str, str], ...]


def point(r: Reading, frame: Frame) -> Draft:
    """The value of a calendar point."""
    if r.year is not None and r.year < 0:
        return Draft(f"BC{-r.year:04d}", why="a year before Christ, as written")
    if r.offset is not None:
        return _offset(r, frame)
    if r.month is not None and r.day is not None:
        return _month_day(r, frame)
    if r.weekday is not None and r.day is None:
        return _weekday(r, frame)
    if r.day is not None:
        return _day_of_month(r, frame)
    if r.month is not None:
        return _month(r, frame)
    assert r.year is not None
    return Draft(f"{r.year:04d}", why="the year as written")


def clocked(day: str, r: Reading) -> str:
    """A day value with the clock time or the part of day."""
    if r.hour is not None:
        return f"{day}T{r.hour:02d}:{r.minute or 0:02d}"
    if r.part in ("24:00", "12:00"):
        return f"{day}T{r.part}"
    return f"{day}T{r.part}" if r.part else day


def _offset(r: Reading, frame: Frame) -> Draft:
    assert r.offset is not None
    if frame.today is None:
        if r.hour is not None or r.part:
            return Draft(clocked("XXXX-XX-XX", r), "none", "the article's day is unknown")
        name = "PRESENT_REF" if r.offset == 0 else "PAST_REF" if r.offset < 0 else "FUTURE_REF"
        if r.day is not None:
            return _month_day(replace(r, offset=None), frame)
        return Draft(name, "none", "the article's day is unknown")
    day = frame.today + timedelta(r.offset)
    why = f"{r.offset:+d} days from the article's day {frame.today}" if r.offset else f"the article's day {frame.today}"
    if r.day is not None and r.month is not None:
        written = make(r.year or frame.today.year, r.month, r.day)
        if written is not None and written != day:
            near = month_day(r.month, r.day, None, None, frame) if r.year is None else written
            ext = (("relative_day", day.isoformat()),)
            flags = (checks.shift_flag(written, day),)
            why = "the date as written; " + why
            return Draft(clocked((near or written).isoformat(), r), "explicit", why, ext=ext, flags=flags)
    return Draft(clocked(day.isoformat(), r), frame.anchor, why)


def _month_day(r: Reading, frame: Frame) -> Draft:
    assert r.month is not None
    assert r.day is not None
    day, year, anchor, why = None, r.year, "explicit", "the date as written"
    if year is None and r.unit == "Y" and frame.today is not None:
        year, anchor, why = frame.today.year + (r.unit_shift or 0), frame.anchor, f"the year counted from {frame.today}"
    elif year is None and frame.today is not None:
        day = month_day(r.month, r.day, r.weekday, r.shift, frame)
        year, anchor = (day or frame.today).year, frame.anchor
        why = f"in the year that the clause's tense and {frame.today} make likeliest"
    if r.borrowed:
        why = "month or year from the next member of the range"
    if year is None:
        return Draft(clocked(f"XXXX-{r.month:02d}-{r.day:02d}", r), "none", "the year is unknown")
    day = make(year, r.month, r.day)
    if day is None:
        ext = (*r.ext, *checks.impossible_day(year, r.month, r.day, r.weekday, frame.today))
        return Draft(f"{year:04d}-{r.month:02d}", anchor, "no such day", ext=ext, flags=("impossible-day",))
    day_value = clocked(day.isoformat(), r)
    return _checked(Draft(day_value, anchor, why, ext=r.ext), r, day, frame)


def _checked(draft: Draft, r: Reading, day: date, frame: Frame) -> Draft:
    """Weekday and pasaran against the date."""
    ext, flags = draft.ext, draft.flags
    if r.weekday is not None and r.weekday != day.weekday():
        ext = (*ext, *checks.weekday_slip(day, r.weekday, frame.today))
        flags = (*flags, "weekday-mismatch")
    if r.pasaran is not None and r.pasaran != pasaran(day):
        slip = checks.market_slip(day, r.pasaran, r.weekday)
        ext = (*ext, *(pair for pair in slip if pair[0] not in dict(ext)))
        flags = (*flags, "pasaran-mismatch")
    return replace(draft, ext=ext, flags=flags)


def _weekday(r: Reading, frame: Frame) -> Draft:
    assert r.weekday is not None
    if frame.today is None:
        weekday = (r.weekday - 1) % 7 if r.eve else r.weekday
        return Draft(clocked(f"XXXX-WXX-{weekday + 1}", r), "none", "the article's day is unknown")
    if r.unit == "W" and r.unit_shift is not None:
        monday = frame.today - timedelta(frame.today.weekday()) + timedelta(7 * r.unit_shift)
        day, why = monday + timedelta(r.weekday), f"week {r.unit_shift:+d} from {frame.today}"
    elif r.pasaran is not None:
        day, why = selapan(r.weekday, r.pasaran, frame), f"the nearest such market day to {frame.today}"
        day -= timedelta(int(r.eve))
    elif r.eve:
        day, why = (
            weekday_near((r.weekday - 1) % 7, r.shift, frame),
            f"the night before that day, nearest to {frame.today}",
        )
    else:
        day = weekday_near(r.weekday, r.shift, frame)
        why = f"the {checks.WEEKDAYS[r.weekday]} that the clause's tense and {frame.today} make likeliest"
    return Draft(clocked(day.isoformat(), r), frame.anchor, why)


def _day_of_month(r: Reading, frame: Frame) -> Draft:
    assert r.day is not None
    if frame.today is None:
        return Draft(clocked(f"XXXX-XX-{r.day:02d}", r), "none", "the month is unknown")
    if r.unit == "M" and r.unit_shift is not None:
        month = shift_months(frame.today.replace(day=1), r.unit_shift)
        day = make(month.year, month.month, r.day) if month else None
        if day is None:
            return Draft(
                month.isoformat()[:7] if month else "XXXX-XX",
                frame.anchor,
                "no such day",
                flags=("impossible-day",),
            )
        return Draft(clocked(day.isoformat(), r), frame.anchor, f"the month counted from {frame.today}")
    base = frame.today.replace(day=1)
    months = [m for m in (shift_months(base, n) for n in (-2, -1, 0, 1, 2)) if m is not None]
    days = [d for d in (make(m.year, m.month, r.day) for m in months) if d is not None]
    from runut.extract.times.nearest import choose

    day = choose(days, r.shift, frame)
    assert day is not None
    return Draft(clocked(day.isoformat(), r), frame.anchor, f"the nearest such day to {frame.today}")


def _month(r: Reading, frame: Frame) -> Draft:
    assert r.month is not None
    if r.year is not None:
        why = "year from the next member of the range" if r.borrowed else "the month as written"
        return Draft(f"{r.year:04d}-{r.month:02d}", "explicit", why)
    if frame.today is None:
        return Draft(f"XXXX-{r.month:02d}", "none", "the year is unknown")
    if r.unit == "Y":
        year = frame.today.year + (r.unit_shift or 0)
    elif r.shift == "that" and frame.focus is not None:
        year = frame.focus.year
    else:
        year = month_year(r.month, r.shift, frame)
    why = f"the month that the clause's tense and {frame.today} make likeliest"
    return Draft(f"{year:04d}-{r.month:02d}", frame.anchor, why)


def back(day: date, unit: str, amount: float) -> date | None:
    """``day`` moved by an amount of a unit (negative: back); None outside the calendar."""
    if unit in ("Y", "DE", "CE", "ML"):
        return shift_months(day, round(amount * {"Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[unit]))
    if unit == "M":
        moved = shift_months(day, int(amount))
        return shift_days(moved, (amount - int(amount)) * 30) if moved else None
    return shift_days(day, amount * {"W": 7, "D": 1, "H": 0, "MIN": 0, "S": 0}[unit])
