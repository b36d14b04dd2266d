"""Days that cannot be as written: a wrong weekday, a wrong pasaran, a day that does not exist.

In: what the words say. Out: flags, and ext entries with ranked repairs. Nothing is ever repaired here.

>>> sorted(dict(weekday_slip(date(2023, 9, 10), 5, date(2023, 9, 10))))
['repairs', 'weekday_real', 'weekday_said']
"""

from __future__ import annotations

from datetime import date, timedelta

from runut.extract.times.civil import make, pasaran

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MARKET_DAYS = ("Legi", "Pahing", "Pon", "Wage", "Kliwon")
NEAR, KEPT, MARKET_CYCLE, SHIFT_DAYS = 62, 6, 35, 4
Ext = tuple[tuple[str, str], ...]


def weekday_slip(day: date, said: int, near: date | None) -> Ext:
    """ext entries for a date whose weekday is another than the one said."""
    repairs = _ranked(day.day, day.month, day.year, said, near or day)
    return (
        ("weekday_said", WEEKDAYS[said]),
        ("weekday_real", WEEKDAYS[day.weekday()]),
        ("repairs", "|".join(repairs)),
    )


def shift_flag(written: date, counted: date) -> str:
    """A paper printed up to some days after it was written counts "hari ini" from another day than its own date."""
    return "print-day-shift" if abs((written - counted).days) <= SHIFT_DAYS else "relative-mismatch"


def market_slip(day: date, said: int, weekday: int | None) -> Ext:
    """ext entries for a date whose day of the five-day week is another than the one said: the nearest days of that
    name, of that weekday as well where one is said."""
    steps = sorted(range(-MARKET_CYCLE, MARKET_CYCLE + 1), key=lambda step: (abs(step), step))
    near = [day + timedelta(step) for step in steps]
    fits = [d for d in near if pasaran(d) == said and (weekday is None or d.weekday() == weekday)]
    return (
        ("pasaran_said", MARKET_DAYS[said]),
        ("pasaran_real", MARKET_DAYS[pasaran(day)]),
        ("repairs", "|".join(d.isoformat() for d in fits[:2])),
    )


def impossible_day(year: int, month: int, day: int, weekday: int | None, near: date | None) -> Ext:
    """ext entries for a day that does not exist."""
    return (
        ("day_said", f"{year:04d}-{month:02d}-{day:02d}"),
        ("repairs", "|".join(_ranked(day, month, year, weekday, near or make(year, month, 28) or date(2000, 1, 1)))),
    )


def _ranked(day: int, month: int, year: int, weekday: int | None, near: date) -> list[str]:
    """The neighbouring day of that weekday and one-digit edits, those nearest to the article's day first."""
    found: dict[date, int] = {}
    written = make(year, month, day)
    if written is not None and weekday is not None:
        for step in (-3, -2, -1, 1, 2, 3):
            other = written + timedelta(step)
            if other.weekday() == weekday:
                found[other] = abs(step)
    for candidate in _edits(day, month, year):
        if weekday is None or candidate.weekday() == weekday:
            if abs((candidate - near).days) <= NEAR:
                found.setdefault(candidate, 4)
    order = sorted(found, key=lambda d: (abs((d - near).days) + found[d], d))
    return [d.isoformat() for d in order[:KEPT]]


def _edits(day: int, month: int, year: int) -> list[date]:
    """Dates that differ in one digit of day, month or year (a digit more or less counts as one)."""
    days = [d for d in range(1, 32) if d != day and _one_digit(d, day)]
    months = [m for m in range(1, 13) if m != month and _one_digit(m, month)]
    years = [y for y in range(max(1, year - 9), year + 10) if y != year and _one_digit(y, year)]
    made = (
        [make(year, month, d) for d in days]
        + [make(year, m, day) for m in months]
        + [make(y, month, day) for y in years]
    )
    return [d for d in made if d is not None]


def _one_digit(a: int, b: int) -> bool:
    x, y = str(a), str(b)
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) == 1
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) - len(shorter) == 1 and any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))
