"""Values of amounts and units: durations, "N ago", sets, quarters, decades, centuries, shifted units.

In: a ``Reading`` and a ``Frame``. Out: a ``Draft``.
"""

from __future__ import annotations

from datetime import date, timedelta

from runut.extract.times.civil import shift_days, week_of_month, week_value
from runut.extract.times.context import Draft, Frame
from runut.extract.times.dates import back, clocked
from runut.extract.times.nearest import month_year
from runut.extract.times.raw import Reading

Parts = tuple[tuple[str, float | None], ...]
UNKNOWN = Draft("XXXX", "none", "the article's day is unknown")
CLOCK_UNITS = frozenset({"H", "MIN", "S"})


def _number(value: float | None) -> str:
    return "X" if value is None else f"{value:g}" if value < 1e6 else str(int(value))


def duration_value(parts: Parts) -> str:
    """TIMEX3 duration: P3Y6M, PT1.5H, P2DE, PXY; halves of large units in the next smaller ("setengah abad" P50Y)."""
    smaller = {"CE": ("Y", 100), "DE": ("Y", 10), "ML": ("Y", 1000), "Y": ("M", 12), "H": ("MIN", 60), "MIN": ("S", 60)}
    days, times = "", ""
    for unit, amount in parts:
        if (
            amount is not None
            and amount != int(amount)
            and unit in smaller
            and (amount < 1 or unit in ("CE", "DE", "ML"))
        ):
            unit, factor = smaller[unit]
            amount *= factor
        if unit in CLOCK_UNITS:
            times += _number(amount) + unit[0]
        else:
            days += _number(amount) + unit
    return "P" + days + ("T" + times if times else "")


def duration(r: Reading, frame: Frame) -> Draft:
    """A length; "terakhir" and "ke depan" tie it to the article's day."""
    value = duration_value(r.parts)
    unit, amount = r.parts[0]
    if r.name == "anniversary":
        return _anniversary(r, frame, value)
    if r.shift is None or frame.today is None:
        return Draft(value, "none", "a length", "DURATION", r.mod)
    ends = frame.today
    other = back(ends, unit, amount if r.shift == "next" else -amount) if amount is not None else None
    if r.shift == "next":
        return Draft(
            value,
            frame.anchor,
            f"from {ends}",
            "DURATION",
            r.mod,
            (("begin", ends.isoformat()),),
            earliest=ends,
            latest=other,
        )
    return Draft(
        value,
        frame.anchor,
        f"up to {ends}",
        "DURATION",
        r.mod,
        (("end", ends.isoformat()),),
        earliest=other,
        latest=ends,
    )


def _anniversary(r: Reading, frame: Frame, value: str) -> Draft:
    """The founding year is the article's year less the count; a known founding day must agree, or it is flagged."""
    amount = r.parts[0][1]
    founded = dict(r.ext).get("founded")
    if frame.today is None or amount is None:
        known = (("anniversary_of", founded),) if founded else ()
        return Draft(value, "none", "an anniversary", "DURATION", r.mod, known)
    year = frame.today.year - int(amount)
    ext: tuple[tuple[str, str], ...] = (("anniversary_of", f"{year:04d}"),)
    flags: tuple[str, ...] = ()
    if founded is not None:
        begin = date.fromisoformat(founded)
        end = back(begin, "Y", amount)
        ext = (("anniversary_of", founded), ("begin", founded), ("end", end.isoformat() if end else ""))
        flags = ("ordinal-mismatch",) if abs(begin.year - year) in (1, 2) else ()
    why = f"{int(amount)} years from {founded or year}"
    return Draft(value, frame.anchor, why, "DURATION", r.mod, ext, flags)


def ago(r: Reading, frame: Frame) -> Draft:
    """ "dua tahun lalu": the granularity of the smallest unit named; "tepat" raises it to the day."""
    today = frame.today
    if today is None:
        return Draft(
            "FUTURE_REF" if r.shift == "next" else "PAST_REF", "none", "the article's day is unknown", mod=r.mod
        )
    sign = 1 if r.shift == "next" else -1
    day: date | None = today
    for unit, amount in r.parts:
        day = back(day, unit, sign * (amount or 0)) if day else None
    if day is None:
        return Draft("FUTURE_REF" if sign > 0 else "PAST_REF", frame.anchor, "outside the calendar", mod=r.mod)
    unit, amount = r.parts[-1]
    why = f"{duration_value(r.parts)} {'after' if sign > 0 else 'before'} {today}"
    if unit in CLOCK_UNITS:
        return Draft(f"{day.isoformat()}TXX:XX", frame.anchor, why, mod=r.mod)
    if r.exact:
        return Draft(day.isoformat(), frame.anchor, why)
    if amount is not None and amount != int(amount):
        unit = {"CE": "Y", "ML": "Y", "DE": "Y", "Y": "M", "M": "W", "W": "D"}.get(unit, unit)
    return Draft(of_unit(day, unit), frame.anchor, why, mod=r.mod)


def of_unit(day: date, unit: str) -> str:
    """The value of the unit that holds a day."""
    if unit == "W":
        return week_value(day)
    day_value = day.isoformat()
    width = {"Y": 4, "M": 7, "D": 10, "DE": 3, "CE": 2, "ML": 1}[unit]
    return day_value[:width]


def unit(r: Reading, frame: Frame) -> Draft:
    """ "bulan lalu", "awal tahun ini", "akhir tahun"."""
    assert r.unit is not None
    if frame.today is None:
        blank = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "DE": "XXX", "CE": "XX"}[r.unit]
        return Draft(blank, "none", "the article's day is unknown", mod=r.mod)
    base = frame.today.replace(day=1) if r.unit != "W" and r.unit != "D" else frame.today
    shift = r.unit_shift or 0
    if r.name == "bare" and r.unit == "Y" and frame.tense == "past" and r.mod == "END" and frame.today.month <= 3:
        shift = -1
    day = back(base, r.unit, shift)
    if day is None:
        return Draft("PAST_REF" if shift < 0 else "FUTURE_REF", frame.anchor, "outside the calendar", mod=r.mod)
    return Draft(of_unit(day, r.unit), frame.anchor, f"{shift:+d} from {frame.today}", mod=r.mod)


def weekend(r: Reading, frame: Frame) -> Draft:
    """ "akhir pekan lalu"."""
    if frame.today is None:
        return Draft("XXXX-WXX-WE", "none", "the article's day is unknown")
    shift = r.unit_shift
    if r.shift == "that" and frame.focus is not None:
        return Draft(week_value(frame.focus) + "-WE", "expression", "the weekend of the day being told")
    if shift is None:
        shift = -1 if frame.tense != "future" and frame.today.weekday() < 5 else 0
        if frame.tense == "none" and r.shift is None:
            shift = 0
    return Draft(
        week_value(frame.today + timedelta(7 * shift)) + "-WE", frame.anchor, f"week {shift:+d} from {frame.today}"
    )


def week(r: Reading, frame: Frame) -> Draft:
    """ "pekan kedua Juni 2020": the ISO week of the middle day of the month's second run of seven days."""
    assert r.number is not None
    ext = (("week_of_month", str(r.number)),)
    year, month = r.year, r.month
    if frame.today is not None and r.unit == "M":
        moved = back(frame.today.replace(day=1), "M", r.unit_shift or 0) or frame.today
        year, month = moved.year, moved.month
    elif frame.today is not None and year is None and month is not None:
        year = month_year(month, r.shift, frame)
    if year is None or month is None:
        return Draft(f"XXXX-{month:02d}" if month else "XXXX-XX", "none", "the year is unknown", ext=ext)
    return Draft(
        week_of_month(year, month, r.number),
        frame.anchor if r.year is None else "explicit",
        "the week of the middle day of that run of seven",
        ext=ext,
    )


def quarter(r: Reading, frame: Frame) -> Draft:
    """ "kuartal III 2020", "semester I tahun ini", "kuartal lalu"."""
    assert r.unit is not None
    today, size = frame.today, {"Q": 3, "H": 6, "C": 4}[r.unit]
    if r.number is None:
        if today is None:
            return UNKNOWN
        index = today.year * (12 // size) + (today.month - 1) // size + (r.unit_shift or 0)
        year, number = divmod(index, 12 // size)
        return _quarter(year, number + 1, r, frame.anchor)
    if r.year is not None:
        return _quarter(r.year, r.number, r, "explicit")
    if today is None:
        return Draft(f"XXXX-{r.unit}{r.number}", "none", "the year is unknown", mod=r.mod)
    if r.unit_shift is not None:
        return _quarter(today.year + r.unit_shift, r.number, r, frame.anchor)
    year = month_year((r.number - 1) * size + 1, r.shift, frame)
    return _quarter(year, r.number, r, frame.anchor)


def _quarter(year: int, number: int, r: Reading, anchor: str) -> Draft:
    if r.unit == "C":
        first = (number - 1) * 4 + 1
        return Draft(f"{year:04d}-{first:02d}/{year:04d}-{first + 3:02d}", anchor, "a third of the year", mod=r.mod)
    return Draft(f"{year:04d}-{r.unit}{number}", anchor, "a part of the year", mod=r.mod)


def decade(r: Reading) -> Draft:
    """Three digits."""
    assert r.year is not None
    return Draft(f"{r.year // 10:03d}", "explicit", "a decade", mod=r.mod)


def century(r: Reading) -> Draft:
    """Two digits: abad XX is 19."""
    assert r.number is not None
    value = f"{r.number - 1:02d}"
    return Draft("BC" + value if r.name == "BC" else value, "explicit", "a century", mod=r.mod)


def climate(r: Reading, frame: Frame) -> Draft:
    """ "musim panas lalu": 2019-SU, by the northern seasons' middle month."""
    assert r.name is not None
    if r.year is not None:
        return Draft(f"{r.year:04d}-{r.name}", "explicit", "a season", mod=r.mod)
    if frame.today is None:
        return Draft(f"XXXX-{r.name}", "none", "the year is unknown", mod=r.mod)
    if r.unit_shift is not None:
        return Draft(f"{frame.today.year + r.unit_shift:04d}-{r.name}", frame.anchor, "a season", mod=r.mod)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[r.name]
    year = month_year(middle, r.shift, frame)
    why = f"the season that the clause's tense and {frame.today} make likeliest"
    return Draft(f"{year:04d}-{r.name}", frame.anchor, why, mod=r.mod)


def fiscal(r: Reading, frame: Frame) -> Draft:
    """ "tahun anggaran 2021"."""
    if r.year is None:
        if frame.today is None:
            return Draft("FYXXXX", "none", "the year is unknown")
        return Draft(f"FY{frame.today.year + (r.unit_shift or 0):04d}", frame.anchor, "a fiscal year")
    return Draft(f"FY{r.year:04d}", "explicit", "a fiscal year")


def season(r: Reading) -> Draft:
    """A school year or a sports season: a year from mid-year on."""
    assert r.year is not None
    assert r.month is not None
    first, last = date(r.year, r.month, 1), date(r.year + 1, r.month, 1) - timedelta(1)
    ext = (("begin", first.isoformat()[:7]), ("end", last.isoformat()[:7]))
    why = "one season or school year"
    return Draft("P1Y", "explicit", why, "DURATION", ext=ext, earliest=first, latest=last)


def recurring(r: Reading) -> Draft:
    """SET values."""
    if r.weekday is not None:
        value = clocked(f"XXXX-WXX-{r.weekday + 1}", r)
    elif r.name == "weekend":
        value = "XXXX-WXX-WE"
    elif r.month is not None or r.day is not None:
        month = f"{r.month:02d}" if r.month else "XX"
        value = f"XXXX-{month}-{r.day:02d}" if r.day else f"XXXX-{month}"
    elif (r.part or r.hour is not None) and (not r.parts or r.parts[0][0] == "D"):
        value = clocked("XXXX-XX-XX", r)
    else:
        value = duration_value(r.parts)
    return Draft(value, "none", "it recurs", "SET", r.mod, r.ext)


def era(r: Reading) -> Draft:
    """PAST_REF with the years the era spans."""
    years = dict(r.ext)
    first, last = years.get("first_year"), years.get("last_year")
    ext = (("earliest", first or ""), ("latest", last or ""), ("era", r.name or ""))
    return Draft("PAST_REF", "explicit", f"era {r.name}: {first or '...'}-{last or '...'}", "DATE", ext=ext,
                 earliest=date(int(first), 1, 1) if first and int(first) > 0 else None,
                 latest=date(int(last), 12, 31) if last and int(last) > 0 else None)  # fmt: skip


# What a vague word reaches where its table row says nothing, in days from the article's day; None: without end.
Reach = tuple[int | None, int | None]
REACH: dict[str, Reach] = {"PAST_REF": (None, 0), "PRESENT_REF": (-7, 0), "FUTURE_REF": (0, None)}


def reference(r: Reading, frame: Frame) -> Draft:
    """ "beberapa hari lalu", "baru-baru ini", "kini": no day, but a stretch around the article's day."""
    assert r.name is not None
    given = dict(r.ext)
    why, ext = "a reference to no certain day", tuple(pair for pair in r.ext if pair[0] == "unit")
    if frame.today is None:
        return Draft(r.name, "none", why, "DATE", ext=ext)
    if "count" in given:
        few, many = (float(number) for number in given["count"].split("-"))
        sign = 1 if r.name == "FUTURE_REF" else -1
        ends = [back(frame.today, given["unit"], sign * amount) for amount in (few, many)]
        first, last = (ends[0], ends[1]) if sign > 0 else (ends[1], ends[0])
    else:
        low, high = REACH[r.name]
        low, high = int(given["a"]) if "a" in given else low, int(given["b"]) if "b" in given else high
        first = shift_days(frame.today, low) if low is not None else None
        last = shift_days(frame.today, high) if high is not None else None
    return Draft(r.name, frame.anchor, why + "; about this long from the article's day", "DATE", ext=ext,
                 earliest=first, latest=last)  # fmt: skip
