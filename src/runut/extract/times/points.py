"""Calendar points from matched atoms: weekday, day, month, year, clock, part of day, shifts.

In: a ``Slice``. Out: pieces with readings of kind "point". Numbers are placed, not judged: whether 31 February exists
is asked when the value is computed. It does not know the article's date.
"""

from __future__ import annotations

from dataclasses import dataclass

from runut.extract.times.raw import Reading, Shift
from runut.extract.times.slices import NOT_TIME, SHIFTS, UNIT_STEPS, Built, Piece, Slice

WEEKDAYS = frozenset({"WD", "WDA", "WDE"})
MONTHS = frozenset({"MON", "MONA", "MONE", "MONL"})
PARTS = frozenset({"PART", "PARTH", "PARTW", "PARTNYA"})
UNITS = {"TAHUN": "Y", "BULAN": "M", "PEKAN": "W", "DEKADE": "DE", "ABAD": "CE", "HARI": "D"}
DAYS = {"DAYREL", "KEM", "BESOK"}


@dataclass(slots=True)
class Fields:
    """The fields of a point while its atoms are read from left to right."""

    weekday: int | None = None
    pasaran: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    offset: int | None = None
    unit: str | None = None
    unit_shift: int | None = None
    shift: Shift | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    zone: str | None = None
    mod: str | None = None
    clock: bool = False
    half: bool = False
    swapped: bool = False
    weekend: bool = False
    dini: bool = False

    def dated(self) -> bool:
        """Has a day, month, weekday or year been named already?"""
        return not (self.weekday is self.day is self.month is self.year is None)

    def reading(self, kind: str = "point") -> Reading:
        """The finished reading; a clock time swallows the part of day."""
        ext: tuple[tuple[str, str], ...] = (("month_day_order", "american"),) if self.swapped else ()
        hour, minute, part = self.hour, self.minute, self.part
        if hour is not None:
            hour, minute = clock_hour(hour, minute, part, half=self.half)
            part = None
        mod = self.mod or ("START" if self.dini and part else None)
        return Reading(kind, self.year, self.month, self.day, self.weekday, self.pasaran, self.offset, self.unit,
                       self.unit_shift, shift=self.shift, hour=hour, minute=minute, part=part, zone=self.zone,
                       mod=mod, name="weekend" if self.weekend else None, ext=ext)  # fmt: skip


def clock_hour(hour: int, minute: int | None, part: str | None, *, half: bool) -> tuple[int, int | None]:
    """24-hour clock from "7 malam"; "setengah tujuh" is half past six."""
    if (part == "NI" and 5 <= hour <= 12) or (part == "EV" and 3 <= hour <= 7) or (part == "AF" and 1 <= hour <= 6):
        hour += 12
    elif part == "24:00" and hour == 12:
        hour = 24
    elif part == "MO" and hour == 12:
        hour = 0
    return (hour - 1, 30) if half else (hour, minute)


def compose(s: Slice, first: int, last: int) -> Fields | None:
    """Read atoms ``first`` to ``last`` into fields; None where they contradict each other."""
    f = Fields()
    for k in range(first, last):
        kind = s.atoms.kind[k]
        if kind in ("D", "N", "Y", "HALF"):
            if not _number(s, f, k, kind):
                return None
        elif kind in ("ND", "NDM", "ISO", "CLK"):
            if not _shape(s, f, k, kind):
                return None
        elif kind in SHIFTS or kind in DAYS or kind == "SEMALAM":
            _shift(s, f, k, kind)
        else:
            _word(s, f, k, kind)
    return f


def _number(s: Slice, f: Fields, k: int, kind: str) -> bool:
    if kind == "HALF":
        f.half = True
    elif f.clock and f.hour is None:
        value = s.value(k)
        if value != int(value) or value > 24:
            return False
        f.hour = int(value)
    elif kind == "Y":
        f.year = int(s.value(k))
    elif kind == "D" or _is_spelled_day(s, k):
        f.day = int(s.value(k))
    else:
        return False
    return True


def _is_spelled_day(s: Slice, k: int) -> bool:
    """ "tanggal sebelas Maret"."""
    value = s.value(k)
    return s.low(k).isalpha() and value == int(value) and 1 <= value <= 31


def _shape(s: Slice, f: Fields, k: int, kind: str) -> bool:
    numbers = s.numbers(k)
    if kind == "ND":
        f.day, f.month, f.year, f.swapped = numbers[0], numbers[1], numbers[2], bool(numbers[3])
    elif kind == "NDM":
        f.day, f.month = numbers
    elif kind == "ISO":
        f.year, f.month, f.day = numbers[:3]
        if len(numbers) > 4:
            f.hour, f.minute = numbers[3:5]
    else:
        f.hour, f.minute = numbers[:2]
    return True


def _shift(s: Slice, f: Fields, k: int, kind: str) -> None:
    before = s.atoms.kind[k - 1] if k > s.i else ""
    if before in UNITS and kind in UNIT_STEPS:
        f.unit, f.unit_shift = UNITS[before], UNIT_STEPS[kind]
    elif kind == "SEMALAM":
        f.offset, f.part = (None, "NI") if f.dated() else (-1, "NI")
    elif f.weekend and kind in UNIT_STEPS:
        f.unit, f.unit_shift = "W", UNIT_STEPS[kind]
    elif kind == "DAYREL" or (kind in DAYS and not f.dated()):
        f.offset = s.entry(k).number("o")
    elif f.dated():
        f.shift = SHIFTS[kind]
    elif f.offset is None:
        f.offset = 0
        if kind == "TADI" and (f.part or _part_after(s, k)) == "NI":
            f.offset = -1


def _part_after(s: Slice, k: int) -> str | None:
    return s.entry(k + 1).attrs["p"] if s.kind(k + 1) in PARTS else None


def _word(s: Slice, f: Fields, k: int, kind: str) -> None:
    if kind in WEEKDAYS:
        f.weekday = s.entry(k).number("d")
    elif kind in MONTHS:
        f.month = s.entry(k).number("m")
    elif kind in PARTS:
        attrs = s.entry(k).attrs
        f.part, f.dini = attrs["p"], "dini" in attrs
        f.mod = attrs.get("mod", f.mod)
    elif kind == "PUKUL" or kind == "JAM":
        f.clock = True
    elif kind == "ZONE":
        f.zone = s.entry(k).attrs["tz"]
    elif kind in ("EDGE", "MODQ"):
        f.mod = s.entry(k).attrs["m"]
    elif kind == "SAMEP":
        f.part = s.entry(k).attrs["p"]
    elif kind == "PASARAN":
        f.pasaran = s.entry(k).number("d")
    elif kind == "WEEKEND":
        f.weekend = True


def build_point(s: Slice) -> Built:
    """One calendar point."""
    f = compose(s, s.i, s.j)
    if f is None or (f.hour is not None and f.hour > 24):
        return None
    first, last = s.i, s.j
    if s.rule == "paren-date" and last - first == 3:
        first, last = first + 1, last - 1
    if f.year is not None and s.kind(last - 1) == "THAT":
        last -= 1  # "perang yang pecah pada 24 Februari 2022 itu": the war, not the day
    if s.rule == "weekday" and f.weekday is None:
        return None
    return (Piece(first, last, f.reading()),)


def build_clock(s: Slice) -> Built:
    """A clock time without a day; a number before GMT as in "0120 GMT"."""
    if s.rule == "zone-hour":
        digits = s.low(s.i)
        if len(digits) != 4 or not digits.isdigit() or int(digits[:2]) > 24 or int(digits[2:]) > 59:
            return None
        zone = s.entry(s.i + 1).attrs["tz"]
        return s.whole(Reading("clock", hour=int(digits[:2]), minute=int(digits[2:]), zone=zone))
    if s.rule == "hour" and s.find("N") is not None and s.find("PART", "PARTH", "PARTW") is None:
        return None
    f = compose(s, s.i, s.j)
    if f is None or f.hour is None or f.hour > 24:
        return None
    # "pukul 12.00 siang tadi" is of the article's day, whatever day is told before it
    return s.whole(f.reading() if f.offset is not None else f.reading("clock"))


def build_part(s: Slice) -> Built:
    """A part of the day without a day, or the eve of a weekday or feast."""
    if s.rule == "eve":
        return _eve(s)
    entry = s.entry(s.i)
    that = s.find("THAT", "THATB") is not None
    low, part = s.low(s.i), entry.attrs["p"]
    if low in lexicon_guard("names_like_words") and s.atoms.cap(s.i) and not s.atoms.first_in_sentence(s.i):
        return NOT_TIME
    if s.find("THIS") is not None:
        return None
    spanning = s.kind(s.j) == "RANGE" and s.kind(s.j + 1) in PARTS
    joined = s.kind(s.i - 1) == "AND" and s.kind(s.i - 2) in PARTS and s.kind(s.i - 3) in ("WD", "CLOSE")
    own = s.kind(s.i) in ("PARTH", "PARTW") or part in ("24:00", "12:00") or "dini" in entry.attrs
    free = that or spanning or joined or own
    if not free and not (s.low(s.i - 1) in lexicon_guard("part_contexts") and s.kind(s.i + 1) != "x"):
        return None
    f = compose(s, s.i, s.i + 1)
    if f is None:
        return None
    zone = s.find("ZONE")
    f.zone = s.entry(zone).attrs["tz"] if zone is not None else None
    return s.whole(f.reading("part"))


def _eve(s: Slice) -> Built:
    if s.entry(s.i).attrs["p"] != "NI":
        return None
    inner = s.kind(s.i + 1)
    if inner == "WD":
        return _weekday_eve(s)
    if inner in ("D", "N"):
        if not 1 <= s.value(s.i + 1) <= 30:
            return None
        month = s.entry(s.i + 2).number("m")
        return s.whole(Reading("hijri", day=int(s.value(s.i + 1)), month=month, part="NI", eve=True))
    year = s.find("Y")
    attrs = s.entry(s.i + 1).attrs
    return s.whole(Reading("feast", year=int(s.value(year)) if year else None, part="NI", eve=True, name=attrs["id"],
                           ext=(("md", attrs["md"]),) if "md" in attrs else ()))  # fmt: skip


def _weekday_eve(s: Slice) -> Built:
    f = compose(s, s.i + 1, s.j)
    if f is None:
        return None
    return s.whole(
        Reading("point", weekday=f.weekday, pasaran=f.pasaran, shift=f.shift, part="NI", eve=True, unit=f.unit)
    )


def lexicon_guard(name: str) -> frozenset[str]:
    """A word list of guards.yaml."""
    from runut.extract.times.lexicon import lexicon

    return lexicon().guards[name]
