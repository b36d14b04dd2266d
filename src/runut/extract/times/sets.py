"""Recurring times: "setiap Senin", "per bulan", "dua kali sehari", "lima tahun sekali", "tahunan".

In: a ``Slice``. Out: pieces with readings of kind "set". It gives no dates: a recurring time has none.
"""

from __future__ import annotations

from dataclasses import replace

from runut.extract.times.amounts import UNIT_SYMBOLS, parts_of
from runut.extract.times.points import PARTS, compose, lexicon_guard
from runut.extract.times.raw import Reading
from runut.extract.times.slices import NOT_TIME, Built, Piece, Slice


def build_set(s: Slice) -> Built:
    """Recurring times."""
    if s.rule == "per":
        unit = s.entry(s.i + 1).attrs["u"]
        if unit in ("H", "MIN", "S") and s.low(s.i - 1) in lexicon_guard("speed_before"):
            return NOT_TIME
        return s.whole(Reading("set", parts=((unit, 1.0 * float(s.entry(s.i + 1).attrs.get("x", "1"))),)))
    if s.rule == "per-part":
        return s.whole(Reading("set", part=s.entry(s.i + 1).attrs["p"], ext=(("quant", "EVERY"),)))
    if s.rule == "every-dates":
        return _every_dates(s)
    if s.rule == "adjective":
        return _adjective(s)
    if s.rule in ("times", "daily-times"):
        return _times(s)
    if s.rule == "once":
        parts = parts_of(s)
        return s.whole(Reading("set", parts=parts, ext=(("quant", "EVERY"),))) if parts else None
    return _every(s)


def _adjective(s: Slice) -> Built:
    before, after = s.low(s.i - 1), s.j
    if before in lexicon_guard("print_names") or s.atoms.cap(s.i) or s.atoms.cap(after):
        return NOT_TIME
    attrs = s.entry(s.j - 1).attrs
    count = s.value(s.i) if s.kind(s.i) == "N" else 1.0
    return s.whole(Reading("set", parts=((attrs["u"], count * float(attrs.get("x", "1"))),)))


def _times(s: Slice) -> Built:
    count = s.find("N", "D", "COUNTX")
    unit = next((k for k in range(s.i, s.j) if s.kind(k) in UNIT_SYMBOLS), None)
    if unit is None or count is None:
        return None
    freq = "X" if s.kind(count) == "COUNTX" else f"{int(s.value(count))}X"
    return s.whole(Reading("set", parts=((s.entry(unit).attrs["u"], 1.0),), ext=(("freq", freq),)))


def _every(s: Slice) -> Built:
    every = (("quant", "EVERY"),)
    part = next((s.entry(k).attrs["p"] for k in range(s.i, s.j) if s.kind(k) in PARTS), None)
    weekdays = [s.entry(k).number("d") for k in range(s.i, s.j) if s.kind(k) == "WD"]
    unit = next((k for k in range(s.i, s.j) if s.kind(k) in UNIT_SYMBOLS), None)
    if s.rule == "every-selapan":
        market = s.find("PASARAN")
        assert market is not None
        ext = (*every, ("weekday", str(weekdays[0] + 1)), ("pasaran", s.low(market)))
        return s.whole(Reading("set", parts=(("D", 35.0),), ext=ext))
    if s.rule == "every-clock":
        return _every_clock(s, every)
    if s.rule == "every-eve":
        return s.whole(Reading("set", weekday=(weekdays[0] - 1) % 7, part="NI", ext=every))
    if weekdays:
        return _every_weekday(s, every)
    if s.find("MON") is not None:
        return _every_date(s, every)
    if s.rule == "every" and unit is not None:
        number = s.find("N", "D")
        attrs = s.entry(unit).attrs
        amount = (s.value(number) if number is not None else 1.0) * float(attrs.get("x", "1"))
        return s.whole(Reading("set", parts=((attrs["u"], amount),), part=part, ext=every))
    if s.rule == "every-part":
        return s.whole(Reading("set", part=part, ext=every))
    if unit is not None:
        return s.whole(Reading("set", parts=((s.entry(unit).attrs["u"], 1.0),), mod=s.mod(), ext=every))
    return _every_date(s, every)


def _every_clock(s: Slice, every: tuple[tuple[str, str], ...]) -> Built:
    """ "setiap pukul 07.00 WIB", "setiap jam 7 pagi"; "setiap jam 10 orang" is none."""
    f = compose(s, s.i + 1, s.j)
    bare = s.find("JAM") is not None and s.find("PART", "PARTH", "PARTW", "CLK", "ZONE") is None
    if f is None or f.hour is None or f.hour > 24 or bare:
        return None
    r = f.reading("clock")
    return s.whole(Reading("set", hour=r.hour, minute=r.minute, part=r.part, zone=r.zone, ext=every))


def _every_weekday(s: Slice, every: tuple[tuple[str, str], ...]) -> Built:
    """ "setiap Senin malam"; "setiap Senin dan Kamis" is two."""
    f = compose(s, s.i + 1, s.j)
    if f is None:
        return None
    r = f.reading()
    names = [k for k in range(s.i, s.j) if s.kind(k) == "WD"]
    base = Reading("set", part=r.part, hour=r.hour, minute=r.minute, zone=r.zone, ext=every)
    pieces = [Piece(s.i, names[0] + 1, replace(base, weekday=s.entry(names[0]).number("d")))]
    pieces += [Piece(k, k + 1, replace(base, weekday=s.entry(k).number("d"))) for k in names[1:]]
    last = pieces[-1]
    pieces[-1] = replace(last, last=s.j)
    return tuple(pieces)


def _every_date(s: Slice, every: tuple[tuple[str, str], ...]) -> Built:
    if s.find("WEEKEND") is not None:
        return s.whole(Reading("set", name="weekend", ext=every))
    if s.find("HMON") is not None:
        return s.whole(Reading("set", parts=(("Y", 1.0),), name=s.low(s.j - 1), ext=every))
    feast = s.find("FEAST")
    if feast is not None:
        md = s.entry(feast).attrs.get("md")
        if md is None:
            return s.whole(Reading("set", parts=(("Y", 1.0),), name=s.entry(feast).attrs["id"], ext=every))
        return s.whole(Reading("set", month=int(md[:2]), day=int(md[3:]), ext=every))
    f = compose(s, s.i + 1, s.j)
    if f is None or (f.month is None and f.day is None):
        return None
    return s.whole(Reading("set", month=f.month, day=f.day, ext=every))


def _every_dates(s: Slice) -> Built:
    """ "setiap tanggal 1 dan 2 November": two."""
    first, second = (k for k in range(s.i, s.j) if s.kind(k) == "D")
    month = s.entry(s.j - 1).number("m")
    base = Reading("set", month=month, day=int(s.value(first)), ext=(("quant", "EVERY"),))
    later = second - 1 if s.kind(second - 1) == "TGL" else second
    return Piece(s.i, first + 1, base), Piece(later, s.j, replace(base, day=int(s.value(second))))
