"""Which Friday, which 9 May, which June: the candidate that the clause's tense and the article's day make likeliest.

In: a reading without a year or date, and a ``Frame`` whose day is known. Out: a date or (year, month). Explicit shifts
("lalu", "mendatang") decide alone; otherwise distance decides, weighted by tense: a newspaper mostly looks back.

>>> weekday_near(4, None, Frame(date(2020, 6, 24), "none"))
datetime.date(2020, 6, 19)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from runut.extract.times.civil import make, pasaran
from runut.extract.times.context import Frame
from runut.extract.times.raw import Shift

# Weights of candidates (before, after) the article's day. Of a bare month the press mostly means the past one.
DAY_WEIGHTS = {"past": (1.0, 2.5), "future": (2.5, 1.0), "none": (1.0, 1.2)}
# Far ahead a day is seldom meant without a word of the future.
SOON, FAR_AHEAD = 60, 2.2
MONTH_WEIGHTS = {"past": (1.0, 50.0), "future": (4.0, 1.0), "none": (1.0, 3.0)}
# A date so near is meant even when its weekday is wrong; farther off, a year in which the weekday fits is likelier.
CLEARLY_MEANT, OTHER_YEAR = 60, 330


def weekday_near(weekday: int, shift: Shift | None, frame: Frame) -> date:
    """A bare weekday: the last one up to the article's day, the next one where the clause looks ahead."""
    today = frame.today
    assert today is not None
    back = (today.weekday() - weekday) % 7
    ahead = (weekday - today.weekday()) % 7
    if shift in ("past", "yesterday"):
        return today - timedelta(back or 7)
    if shift == "next":
        return today + timedelta(ahead or 7)
    if shift == "this":
        if frame.tense == "past":
            return today - timedelta(back)
        return today + timedelta(weekday - today.weekday()) if frame.tense == "none" else today + timedelta(ahead)
    if shift in ("tomorrow", "later-today"):
        return today + timedelta(ahead)
    if shift == "that" and frame.focus is not None:
        return frame.focus - timedelta((frame.focus.weekday() - weekday) % 7)
    if frame.not_before is not None and shift is None:
        return frame.not_before + timedelta((weekday - frame.not_before.weekday()) % 7)
    if frame.tense == "future" and shift is None:
        return today + timedelta(ahead)
    return today - timedelta(back)


def choose(
    candidates: Sequence[date], shift: Shift | None, frame: Frame, *, far_ahead: float | None = None
) -> date | None:
    """The likeliest of several days; ``far_ahead``: the weight of one far ahead where no word of the future stands."""
    today = frame.today
    assert today is not None
    days = sorted(candidates)
    if shift in ("past", "yesterday", "earlier-today", "that"):
        days = [d for d in days if d <= today] or days
        return days[-1] if days and days[-1] <= today else (days[0] if days else None)
    if shift in ("next", "tomorrow", "later-today"):
        later = [d for d in days if d >= today]
        return later[0] if later else (days[-1] if days else None)
    if frame.not_before is not None:
        later = [d for d in days if d >= frame.not_before]
        days = later[:1] or days
    before, after = DAY_WEIGHTS[frame.tense]

    def cost(day: date) -> tuple[float, date]:
        gap = (day - today).days
        weight = before if gap <= 0 else after
        if far_ahead is not None and frame.tense == "none" and gap > SOON:
            weight = far_ahead
        return abs(gap) * weight, day

    return min(days, key=cost, default=None)


def month_day(month: int, day: int, weekday: int | None, shift: Shift | None, frame: Frame) -> date | None:
    """A day and month without a year; a weekday beside it breaks near ties only."""
    today = frame.today
    assert today is not None
    years = range(today.year - 4, today.year + 5) if (month, day) == (2, 29) else range(today.year - 1, today.year + 2)
    found = [d for d in (make(year, month, day) for year in years) if d is not None]
    best = choose(found, shift, frame, far_ahead=FAR_AHEAD)
    if weekday is not None and best is not None and best.weekday() != weekday and shift is None:
        if abs((best - today).days) <= CLEARLY_MEANT:
            return best
        fits = [d for d in found if d.weekday() == weekday and abs((d - today).days) <= OTHER_YEAR]
        return choose(fits, None, frame) or best
    return best


def month_year(month: int, shift: Shift | None, frame: Frame) -> int:
    """The year of a bare month."""
    today = frame.today
    assert today is not None
    if shift in ("past", "yesterday"):
        return today.year if month < today.month else today.year - 1
    if shift in ("next", "tomorrow", "later-today"):
        return today.year if month > today.month else today.year + 1
    if shift == "this":
        return today.year
    before, after = MONTH_WEIGHTS[frame.tense]

    def cost(year: int) -> float:
        gap = (year - today.year) * 12 + month - today.month
        return -gap * before if gap <= 0 else gap * after

    if frame.not_before is not None:
        return frame.not_before.year + (month < frame.not_before.month)
    return min((today.year, today.year - 1, today.year + 1), key=cost)


def selapan(weekday: int, market: int, frame: Frame) -> date:
    """The nearest day on which weekday and pasaran meet (every 35 days)."""
    today = frame.today
    assert today is not None
    days = [today + timedelta(n) for n in range(-35, 36)]
    found = [d for d in days if d.weekday() == weekday and pasaran(d) == market]
    picked = choose(found, None, frame)
    assert picked is not None
    return picked
