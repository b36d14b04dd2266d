"""Amounts and units: durations, "N years ago", chains, shifted units, quarters, decades, centuries.

In: a ``Slice``. Out: pieces; values that need no date ("P3Y6M") are left as parts: resolution writes all values.
"""

from __future__ import annotations

from runut.extract.times.guards import is_age, is_angle, is_brand, is_numbered_name
from runut.extract.times.lexicon import lexicon
from runut.extract.times.points import UNITS, compose, lexicon_guard
from runut.extract.times.raw import Reading, Shift
from runut.extract.times.slices import NOT_TIME, UNIT_STEPS, Built, Piece, Slice

UNIT_SYMBOLS = frozenset(
    "TAHUN BULAN PEKAN HARI JAM MENIT DEKADE ABAD SEU UNITNYA HARINYA XDUR SEHARIAN".split()
)
Parts = tuple[tuple[str, float | None], ...]


def parts_of(s: Slice) -> Parts | None:
    """(unit, amount) pairs; None amount for vague counts; "satu setengah", "2x24" and "dua tahun setengah" included."""
    parts: list[tuple[str, float | None]] = []
    amount: float | None = None
    pending = False
    for k in range(s.i, s.j):
        kind = s.kind(k)
        if kind in ("N", "D", "Y"):
            amount, pending = s.value(k), True
        elif kind == "MULT":
            amount, pending = s.numbers(k)[0] * 24.0, True
        elif kind == "COUNTX":
            amount, pending = None, True
        elif kind == "HALF":
            if pending or not parts:
                amount = (amount or 0) + float(s.entry(k).attrs["v"])
                pending = True
            else:
                unit, value = parts[-1]
                parts[-1] = (unit, (value or 0) + 0.5)
        elif kind in UNIT_SYMBOLS and (pending or kind in ("SEU", "XDUR", "SEHARIAN")):
            attrs = s.entry(k).attrs
            value = None if kind == "XDUR" else 1.0 if kind in ("SEU", "SEHARIAN") else amount
            parts.append((attrs["u"], value * float(attrs.get("x", "1")) if value is not None else None))
            pending = False
    order = ["ML", "CE", "DE", "Y", "M", "W", "D", "H", "MIN", "S"]
    ranks = [order.index(unit) for unit, _ in parts]
    if not parts or ranks != sorted(set(ranks)):
        return None
    return tuple(parts)


def build_duration(s: Slice) -> Built:
    """A length of time, unless it is an age or an angle."""
    if s.rule == "anniversary-years":
        number = s.find("N", "D", "Y")
        assert number is not None
        return s.whole(_anniversary(s, s.value(number)))
    if s.low(s.i - 1) in lexicon_guard("anniversary_verbs") and s.rule == "duration" and s.kind(s.j - 1) == "TAHUN":
        if s.kind(s.i) in ("N", "D") and s.j - s.i == 2:
            return s.whole(_anniversary(s, s.value(s.i)))
    if s.rule == "times-hours":
        return s.whole(Reading("duration", parts=(("H", s.value(s.i) * s.value(s.i + 2)),)))
    if s.rule == "last-unit":
        return s.whole(Reading("duration", parts=((s.entry(s.i).attrs["u"], 1.0),), shift="past"))
    if is_age(s) or is_angle(s) or is_brand(s) or s.low(s.i - 1) == "salah":
        return NOT_TIME
    if is_numbered_name(s):
        return None
    year = s.find("Y")
    if year is not None and (1900 <= s.value(year) <= 2100 or s.low(s.i - 1) in ("tahun", "no", "nomor")):
        return None
    parts = parts_of(s)
    if parts is None:
        return None
    vague = s.find("COUNTX")
    mod = s.mod()
    if vague is not None and s.low(vague) in ("puluhan", "belasan", "ratusan", "ribuan", "jutaan"):
        mod = mod or "MORE_THAN"
    return s.whole(Reading("duration", parts=parts, mod=mod, shift=_span_shift(s), exact=s.find("EXACT") is not None))


def _anniversary(s: Slice, years: float) -> Reading:
    """ "peringatan 75 tahun kemerdekaan RI": the name after the years may stand in the table of founding days."""
    founding, after = lexicon().founding, s.j
    while s.low(after) in lexicon_guard("anniversary_links") and s.low(after) not in founding:
        after += 1
    names = [" ".join(s.low(n) for n in range(after, after + width)) for width in (4, 3, 2, 1)]
    founded = next((founding[name] for name in names if name in founding), None)
    ext = (("founded", founded),) if founded else ()
    return Reading("duration", parts=(("Y", years),), name="anniversary", ext=ext)


def _span_shift(s: Slice) -> Shift | None:
    tail = s.kind(s.j - 1)
    if tail in ("LASTN", "LASTREF", "THIS"):
        return "past"
    return "next" if tail in ("AHEAD", "NEXT") else None


def build_ago(s: Slice) -> Built:
    """ "dua tahun lalu", "75 tahun silam", "tiga hari lagi"; with a vague count a bare reference to the past."""
    if is_angle(s):
        return NOT_TIME
    if is_numbered_name(s):
        return None
    parts = parts_of(s)
    if parts is None:
        return None
    forward = s.kind(s.j - 1) == "LAGI"
    if s.find("COUNTX", "XDUR") is not None:
        return s.whole(Reading("ref", name="FUTURE_REF" if forward else "PAST_REF", ext=_vague(s, parts[0][0])))
    return s.whole(
        Reading("ago", parts=parts, shift="next" if forward else "past", mod=s.mod(), exact=s.find("EXACT") is not None)
    )


def _vague(s: Slice, unit: str) -> tuple[tuple[str, str], ...]:
    """The unit of "beberapa hari lalu" and how many of it the count may mean."""
    count = s.find("COUNTX")
    reach = s.entry(count).attrs.get("r", "2-10") if count is not None else "2-99"
    return (("unit", unit), ("count", reach))


def build_chain(s: Slice) -> Built:
    """ "sehari kemudian", "keesokan harinya", "pada hari yang sama": dated from the day being told."""
    if s.rule == "chain":
        parts = parts_of(s)
        if parts is None or is_age(s):
            return None
        later = s.kind(s.j - 1) == "LATER"
        if s.find("COUNTX") is not None:
            return s.whole(
                Reading("duration", parts=parts, shift=None, mod=s.mod(), name="later" if later else "earlier")
            )
        return s.whole(Reading("chain", parts=parts, shift="later" if later else "earlier", mod=s.mod()))
    f = compose(s, s.i, s.j)
    if f is None:
        return None
    base = f.reading()
    unit, offset = "D", 0
    if s.kind(s.i) in ("NEXTDAY", "BESOK"):
        offset = s.entry(s.i).number("o")
    elif s.kind(s.i) == "SAME":
        unit = s.entry(s.i).attrs["u"]
    return s.whole(Reading("same", unit=unit, offset=offset, hour=base.hour, minute=base.minute, part=base.part,
                           zone=base.zone))  # fmt: skip


def build_unit(s: Slice) -> Built:
    """ "bulan lalu", "awal tahun", "tahun itu", "tahun berikutnya", "akhir pekan ini"."""
    if s.rule == "weekend":
        tail = s.kind(s.j - 1)
        if tail == "THAT":
            return s.whole(Reading("weekend", shift="that"))
        return s.whole(Reading("weekend", unit_shift=UNIT_STEPS.get(tail)))
    k = s.find(*UNITS)
    assert k is not None
    entry = s.entry(k)
    unit = entry.attrs["u"]
    if (s.kind(k) == "DEKADE" and unit != "DE") or (
        s.kind(k) == "ABAD" and s.find("EDGE") is not None and s.rule == "unit-edge"
    ):
        return None
    if s.rule == "unit-edge":
        if s.kind(s.j) in ("D", "Y", "N", "ORD", "MON", "ROM", "DEC", "YANG", "LASTN") or _generic_edge(s):
            return None
        return s.whole(Reading("unit", unit=unit, unit_shift=0, mod=s.mod(), name="bare"))
    tail = s.kind(s.j - 1)
    if s.rule == "unit-chain":
        return s.whole(Reading("same", unit=unit, offset=UNIT_STEPS[tail]))
    if tail in ("THAT", "THATB"):
        return s.whole(Reading("same", unit=unit, offset=0, mod=s.mod()))
    if unit == "D" and tail in ("PAST", "THIS", "KEM"):
        return None
    return s.whole(Reading("unit", unit=unit, unit_shift=UNIT_STEPS[tail], mod=s.mod()))


def _generic_edge(s: Slice) -> bool:
    """ "akhir zaman", "tengah bulan" as a noun phrase of another kind: only when a word binds to it."""
    return s.low(s.i - 1) in ("paruh", "di-") or s.kind(s.i - 1) in ("EVERY", "PER")


def build_quarter(s: Slice) -> Built:
    """Quarters, halves and thirds of a year."""
    if s.rule == "quarter-pair":
        return _quarter_pair(s)
    if s.rule == "half-of":
        return _half_of(s)
    size = {"QTR": 4, "HALFY": 2, "CATUR": 3, "QN": 4}
    k = s.find(*size)
    assert k is not None
    kind = s.kind(k)
    year_at = s.find("Y")
    year = int(s.value(year_at)) if year_at is not None else None
    tail = s.kind(s.j - 1)
    shift = UNIT_STEPS.get(tail)
    by_year = s.find("TAHUN") is not None
    if kind == "QN":
        number = s.entry(k).number("q")
    elif s.rule == "quarter-shift":
        if shift is None or s.low(k) == "paruh":
            return None
        return s.whole(Reading("quarter", unit="Q" if kind == "QTR" else "H", unit_shift=shift))
    else:
        number = s.ordinal(k + 2 if s.kind(k + 1) == "DASH" else k + 1)
    if not 1 <= number <= size[kind] or (s.low(k) == "paruh" and year is None and shift is None):
        return None
    if tail == "TAHUN":
        return None
    letter = {"QTR": "Q", "QN": "Q", "HALFY": "H", "CATUR": "C"}[kind]
    return s.whole(Reading("quarter", year=year, number=number, unit=letter, mod=s.mod(),
                           unit_shift=shift if by_year else None, shift=_quarter_shift(tail, by_year)))  # fmt: skip


def _half_of(s: Slice) -> Built:
    """ "paruh pertama Februari", "paruh kedua dekade ini": the unit, with its beginning or end meant."""
    number = s.ordinal(s.i + 1)
    if s.low(s.i) != "paruh" or number not in (1, 2):
        return None
    mod = "START" if number == 1 else "END"
    if (at := s.find("DEC")) is not None:
        digits = s.numbers(at)[0]
        return s.whole(Reading("decade", year=digits if digits > 99 else 1900 + digits, mod=mod))
    f = compose(s, s.i + 2, s.j)
    if f is None or (f.month is None and f.unit is None):
        return None
    f.mod = mod
    return s.whole(f.reading("point" if f.month is not None else "unit"))


def _quarter_pair(s: Slice) -> Built:
    """ "kuartal I dan II 2020"."""
    first, second = (k for k in range(s.i + 1, s.j) if s.kind(k) in ("ROM", "ORD"))
    year_at, letter = s.find("Y"), "Q" if s.kind(s.i) == "QTR" else "H"
    year = int(s.value(year_at)) if year_at is not None else None
    shift = UNIT_STEPS.get(s.kind(s.j - 1))
    a, b = s.ordinal(first), s.ordinal(second)
    if not 1 <= a < b <= (4 if letter == "Q" else 2):
        return None
    return (
        Piece(s.i, first + 1, Reading("quarter", year, number=a, unit=letter, unit_shift=shift, borrowed="range")),
        Piece(second, s.j, Reading("quarter", year, number=b, unit=letter, unit_shift=shift), partner=True),
    )


def _centuries(s: Slice) -> Built:
    """ "abad ke-18 dan ke-19"."""
    first, second = (k for k in range(s.i, s.j) if s.kind(k) in ("ROM", "ORD"))
    name = "BC" if s.find("SM") is not None else None
    return (
        Piece(s.i, first + 1, Reading("century", number=s.ordinal(first), name=name)),
        Piece(second, s.j, Reading("century", number=s.ordinal(second), name=name), partner=True),
    )


def _quarter_shift(tail: str, by_year: bool) -> Shift | None:
    if by_year:
        return None
    return {"PAST": "past", "KEM": "past", "THIS": "this", "NEXT": "next"}.get(tail)  # type: ignore[return-value]


def build_week(s: Slice) -> Built:
    """ "pekan kedua Juni 2020"; "pekan terakhir bulan lalu"."""
    number = -1 if s.kind(s.i + 1) == "LASTN" else s.ordinal(s.i + 1)
    if number > 5:
        return None
    f = compose(s, s.i + 2, s.j)
    if f is None:
        return None
    return s.whole(
        Reading("week-of-month", f.year, f.month, number=number, unit=f.unit, unit_shift=f.unit_shift, shift=f.shift)
    )


def build_fiscal(s: Slice) -> Built:
    """Fiscal years; school years and seasons."""
    year_at = s.find("Y", "SEASON")
    if year_at is None:
        return s.whole(Reading("fiscal", unit_shift=UNIT_STEPS.get(s.kind(s.j - 1))))
    year = int(s.value(year_at)) if s.kind(year_at) == "Y" else s.numbers(year_at)[0]
    if s.kind(s.i) == "FISK":
        return s.whole(Reading("fiscal", year=year))
    return s.whole(Reading("season", year=year, month=s.entry(s.i).number("m")))


def build_decade(s: Slice) -> Built:
    """Decades ("tahun 1990-an", "era 70-an") and centuries ("abad XX", "abad ke-3 SM")."""
    if s.rule == "century-pair":
        return _centuries(s)
    if s.rule == "century":
        k = s.find("ROM", "ORD", "D")
        assert k is not None
        return s.whole(
            Reading("century", number=s.ordinal(k), mod=s.mod(), name="BC" if s.find("SM") is not None else None)
        )
    k = s.find("DEC")
    assert k is not None
    digits = s.low(k).split("-")[0].split("–")[0].strip(" an")
    cue = s.find("TAHUN", "DEKADE", "ERAW", "QUOTE", "EDGE") is not None or s.low(s.i - 1) in ("akhir", "awal", "pada")
    if s.low(s.i - 1) in lexicon_guard("ages_before") or s.low(s.j) in lexicon_guard("counts_after"):
        return NOT_TIME
    if (len(digits) < 4 and not cue) or (s.rule == "decade" and s.low(k)[-2:] != "an"):
        return None
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if len(digits) == 4 and not 1000 <= year <= 2090:
        return None
    return s.whole(Reading("decade", year=year, mod=s.mod()))
