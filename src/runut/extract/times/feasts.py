"""Feasts, other calendars and ordinal anniversaries to days.

In: a ``Reading`` and a ``Frame``. Out: a ``Draft``. Movable feasts come from ``data/time/feast_days.tsv``; Hijri days
outside it are computed with hijridate and carry an uncertainty of one day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from runut.extract.times.civil import make
from runut.extract.times.context import Draft, Frame
from runut.extract.times.dates import clocked
from runut.extract.times.lexicon import lexicon
from runut.extract.times.nearest import choose
from runut.extract.times.raw import Reading

MONTH_STARTS = {1: ("tahun-baru-islam", 0), 3: ("maulid", 11), 7: ("isra-mikraj", 26), 9: ("ramadan", 0),
                10: ("idul-fitri", 0), 12: ("idul-adha", 9)}  # fmt: skip
HIJRI_FIRST, HIJRI_LAST = 1343, 1500


@cache
def days_of(name: str) -> tuple[date, ...]:
    """The known days of a movable feast."""
    return tuple(date.fromisoformat(day) for day in lexicon().feast_days.get(name, ()))


@cache
def computed_start(year: int, month: int) -> date | None:
    """First day of a Hijri month by Umm al-Qura, outside its range by the tabular calendar."""
    if HIJRI_FIRST <= year <= HIJRI_LAST:
        from hijridate import Hijri

        day = Hijri(year, month, 1).to_gregorian()
        return date(day.year, day.month, day.day)
    # Tabular (civil) Islamic calendar, leap years 2 5 7 10 13 16 18 21 24 26 29 of 30.
    number = (year - 1) * 354 + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + 227014 + 1
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


@cache
def month_start(year: int, month: int) -> date | None:
    """First day of a Hijri month: the Indonesian decision where the table has it, else as computed."""
    start = computed_start(year, month)
    if start is not None and month in MONTH_STARTS:
        name, back = MONTH_STARTS[month]
        for known in days_of(name):
            if abs((known - timedelta(back) - start).days) <= 2:
                return known - timedelta(back)
    return start


def hijri(r: Reading, frame: Frame) -> Draft:
    """ "1 Syawal 1441 H", "10 Muharam", "tahun 1441 Hijriah", "malam 1 Suro"."""
    ext = (("calendar", "hijri"), ("uncertainty_days", "1"))
    if r.month is None:
        assert r.year is not None
        first, after = computed_start(r.year, 1), computed_start(r.year + 1, 1)
        if first is None or after is None:
            return Draft("XXXX", "none", "outside the calendar", ext=ext)
        return Draft(f"{first}/{after - timedelta(1)}", "explicit", "a Hijri year, Umm al-Qura", "DATE", ext=ext)
    assert r.day is not None
    if r.year is not None:
        years, anchor = [r.year], "explicit"
    elif frame.today is not None:
        near = round((frame.today.year - 622) * 33 / 32)
        years, anchor = [near - 1, near, near + 1, near + 2], frame.anchor
    else:
        return Draft("XXXX-XX-XX", "none", "the year is unknown", ext=ext)
    starts = [s for s in (month_start(year, r.month) for year in years) if s is not None]
    days = [s + timedelta(r.day - 1 - (1 if r.eve else 0)) for s in starts]
    day = days[0] if r.year is not None and days else choose(days, r.shift, frame) if days else None
    if day is None:
        return Draft("XXXX-XX-XX", "none", "outside the calendar", ext=ext)
    return Draft(clocked(day.isoformat(), r), anchor, "from the Hijri calendar; one day either way", ext=ext)


def saka(r: Reading) -> Draft:
    """A Saka year plus 78."""
    assert r.year is not None
    return Draft(f"{r.year + 78:04d}", "explicit", f"{r.year} Saka + 78", ext=(("calendar", "saka"),))


def feast(r: Reading, frame: Frame) -> Draft:
    """The day of a feast; Ramadan as a whole month."""
    assert r.name is not None
    if r.name in ("ramadan", "bulan-puasa") and r.offset is None:
        return _ramadan(r, frame)
    day = _feast_day(r, frame)
    anchor, ext = f"holiday:{r.name}", tuple(pair for pair in r.ext if pair[0] == "until")
    if day is None:
        year = r.year if r.year is not None else frame.today.year + (r.unit_shift or 0) if frame.today else None
        fixed = dict(r.ext).get("md")
        if fixed:
            return Draft(clocked(f"XXXX-{fixed}", r), anchor, "the year is unknown", ext=ext)
        value = f"{year:04d}" if year is not None else "XXXX-XX-XX"
        return Draft(value, anchor, "the feast is not in the table", ext=ext)
    if r.offset is not None:
        day += timedelta(r.offset)
    if r.eve:
        day -= timedelta(1)
    since = dict(r.ext).get("since")
    if r.number is not None and since is not None:
        ext = (*ext, ("ordinal", str(r.number)), ("founded", since))
    return Draft(clocked(day.isoformat(), r), anchor, f"the day of {r.name}", mod=r.mod, ext=ext)


def _feast_day(r: Reading, frame: Frame) -> date | None:
    fixed, since = dict(r.ext).get("md"), dict(r.ext).get("since")
    year = r.year
    if year is None and r.unit_shift is not None and frame.today is not None:
        year = frame.today.year + r.unit_shift
    if year is None and r.number is not None and since is not None:
        year = int(since) + r.number
    if fixed is not None:
        month, day = int(fixed[:2]), int(fixed[3:])
        if year is not None and r.name == "pergantian-tahun" and frame.today is not None:
            return choose([date(y, month, day) for y in (year - 1, year)], r.shift, frame)
        if year is not None:
            return make(year, month, day)
        if frame.today is None:
            return None
        found = [d for d in (make(frame.today.year + n, month, day) for n in (-1, 0, 1)) if d is not None]
        return choose(found, r.shift, frame)
    known = days_of(r.name or "")
    if year is not None and 1300 <= year <= 1600:
        return _hijri_feast(r.name or "", year)
    if year is not None:
        inside = [d for d in known if d.year == year]
        return (
            inside[0] if len(inside) == 1 or frame.today is None else choose(inside, r.shift, frame) if inside else None
        )
    if frame.today is None or not known:
        return None
    near = [d for d in known if abs((d - frame.today).days) <= 400]
    return choose(near, r.shift, frame) if near else None


def _hijri_feast(name: str, year: int) -> date | None:
    """ "Idul Adha 1445 H"."""
    found = [(month, back) for month, (feast_id, back) in MONTH_STARTS.items() if feast_id == name]
    start = month_start(year, found[0][0]) if found else None
    return start + timedelta(found[0][1]) if start else None


def _ramadan(r: Reading, frame: Frame) -> Draft:
    year = r.year
    if year is None and r.unit_shift is not None and frame.today is not None:
        year = frame.today.year + r.unit_shift
    if year is not None and year < 1600:
        start = month_start(year, 9)
    elif year is not None:
        start = next((d for d in days_of("ramadan") if d.year == year), None)
    elif frame.today is not None:
        near = [d for d in days_of("ramadan") if abs((d - frame.today).days) <= 400]
        inside = [d for d in near if 0 <= (frame.today - d).days < 30 and r.shift is None]
        start = inside[0] if inside else choose(near, r.shift, frame) if near else None
    else:
        start = None
    anchor = "holiday:ramadan"
    if start is None:
        whole = "P30D" if r.name == "ramadan" else "XXXX"
        return Draft(whole, anchor, "the year is unknown", "DURATION" if r.name == "ramadan" else "DATE", r.mod)
    last = next((d for d in days_of("idul-fitri") if 28 <= (d - start).days <= 31), start + timedelta(30)) - timedelta(
        1
    )
    ext = (("begin", start.isoformat()), ("end", last.isoformat()), ("calendar", "hijri"))
    if r.name == "bulan-puasa" or r.mod in ("START", "MID", "END"):
        return Draft(f"{start}/{last}", anchor, "the month of fasting", "DATE", r.mod, ext)
    value = f"P{(last - start).days + 1}D"
    return Draft(value, anchor, "the month of Ramadan", "DURATION", r.mod, ext, earliest=start, latest=last)


def ordinal(r: Reading, frame: Frame) -> Draft:
    """ "HUT ke-78 RI": founding year plus ordinal; unknown founders by the article's year."""
    assert r.number is not None
    founded = lexicon().founding.get(r.name or "")
    if founded is not None:
        day = make(int(founded[:4]) + r.number, int(founded[5:7]), int(founded[8:]))
        if day is not None:
            ext = (("ordinal", str(r.number)), ("founded", founded))
            return Draft(day.isoformat(), f"holiday:{r.name}", f"{founded[:4]} + {r.number}", ext=ext)
    if frame.today is None:
        return Draft("XXXX", "none", "an anniversary that the table does not know", ext=(("ordinal", str(r.number)),))
    ext = (("ordinal", str(r.number)), ("anniversary_of", f"{frame.today.year - r.number:04d}"))
    why = "an anniversary that the table does not know: the article's year"
    return Draft(f"{frame.today.year:04d}", frame.anchor, why, ext=ext)
