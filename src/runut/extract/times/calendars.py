"""Years, feasts, other calendars, eras, anniversaries and fixed references.

In: a ``Slice``. Out: pieces. Which day a feast falls on is asked when the article's date is known.
"""

from __future__ import annotations

from runut.extract.times.guards import is_count, is_law_year, is_name_of_thing, is_quoted_title, words
from runut.extract.times.lexicon import lexicon
from runut.extract.times.raw import Reading
from runut.extract.times.slices import NOT_TIME, SHIFTS, UNIT_STEPS, Built, Piece, Slice

YEAR_SIGNALS = frozenset(
    "pada sejak semenjak hingga sampai antara dari tahun menjelang jelang per dan sekitar sebelum setelah di".split()
) | {"periode", "awal", "akhir"}


def build_year(s: Slice) -> Built:
    """A year: bare 19xx and 20xx freely, others only where a word says that it is a year."""
    if s.rule == "law-year":
        before = s.low(s.i - 1)  # "UU 2 Tahun 2014", "Perkap 9 tahun 2012"
        named = before in words("laws") or before == "." or s.atoms.cap(s.i + 1) or s.atoms.cap(s.i - 1)
        return NOT_TIME if named else None
    if s.rule == "year-short":
        digits = s.low(s.j - 1)
        return (
            s.whole(Reading("point", 1900 + int(digits), mod=s.mod()))
            if digits.isdigit() and len(digits) == 2
            else None
        )
    if s.rule == "year-ce":
        return _year_with_era(s)
    k = s.find("Y")
    assert k is not None
    year = int(s.value(k))
    if is_law_year(s, k) or is_name_of_thing(s) or _is_plan(s) or (s.find("TAHUN") is None and is_count(s, k)):
        return NOT_TIME
    named = s.find("TAHUN", "EDGE", "MASEHI") is not None
    if not named and not 1900 <= year <= 2099 and not _year_signal(s):
        return None
    if s.kind(s.i - 1) in ("D", "N") and s.kind(s.i) == "Y" and s.atoms.start[s.i] == s.atoms.end[s.i - 1] + 1:
        return None
    tail = s.kind(s.j - 1)
    last = s.j - 1 if tail == "THAT" else s.j  # "tragedi 2009 itu": the tragedy, not the year
    return (Piece(s.i, last, Reading("point", year, mod=s.mod(), shift=SHIFTS.get(tail))),)


def _is_plan(s: Slice) -> bool:
    """ "Visi 2045", "Indonesia Emas 2045": the year belongs to a name."""
    plan = s.low(s.i - 1) in words("names_before_year") and s.atoms.cap(s.i - 1)
    return s.kind(s.i) == "Y" and (plan or is_quoted_title(s))


def _year_signal(s: Slice) -> bool:
    before = s.low(s.i - 1)
    if s.kind(s.i - 1) == "DASH":
        return s.kind(s.i - 2) == "Y"
    if s.kind(s.i - 1) == "OPEN":
        return s.kind(s.j) in ("CLOSE", "DASH") and 1400 <= s.value(s.find("Y") or s.i) <= 1899
    if before == "sekitar":
        return s.kind(s.j) in ("STOP", "COMMA", "END", "AND", "RANGE")
    return before in YEAR_SIGNALS and before not in ("di", "dan") and s.low(s.j) not in words("counts_after")


def _year_with_era(s: Slice) -> Built:
    k = s.find("Y", "N", "D")
    assert k is not None
    value, bc = s.value(k), s.find("SM")
    if value != int(value) or not 1 <= value <= 2199:
        return None
    if bc is not None and s.low(bc) == "sm" and s.atoms.text[s.atoms.start[bc] : s.atoms.end[bc]] != "SM":
        return None
    if bc is not None:
        return s.whole(Reading("point", -int(value), mod=s.mod()))
    return s.whole(Reading("point", int(value), mod=s.mod()))


def build_bc_range(s: Slice) -> Built:
    """ "475-221 SM": the sign belongs to both years."""
    first, second = (k for k in range(s.i, s.j) if s.kind(k) in ("N", "D", "Y"))
    sign = -1 if s.find("SM") is not None else 1
    a, b = s.value(first), s.value(second)
    if a != int(a) or b != int(b) or not 1 <= a <= 2199 or not 1 <= b <= 2199 or (b - a) * sign <= 0:
        return None
    return (
        Piece(s.i, first + 1, Reading("point", sign * int(a), borrowed="range")),
        Piece(second, s.j, Reading("point", sign * int(b)), partner=True),
    )


def build_ref(s: Slice) -> Built:
    """ "saat ini", "dulu", "ke depan", "nanti"."""
    if s.kind(s.i) == "AHEAD":
        if s.low(s.i - 1) in words("motion_before") or s.low(s.j) in words("front_after"):
            return NOT_TIME
    if s.kind(s.i) == "NANTI" and s.kind(s.j) in ("x",) and s.low(s.j) in ("dulu", "saja"):
        return NOT_TIME
    if s.low(s.i) == "dulu" and _first_sense(s):
        return NOT_TIME
    attrs = s.entry(s.i).attrs
    reach = tuple((key, attrs[key]) for key in ("a", "b", "told") if key in attrs)
    return s.whole(Reading("ref", name=attrs["v"], ext=reach))


def _first_sense(s: Slice) -> bool:
    """ "kita tunggu dulu": first, not formerly; "yang kita gagas dulu" is formerly."""
    found = [k for k in range(s.i - 5, s.i) if s.low(k) in words("first_sense_before")]
    return any(s.low(k) != "kita" or s.low(k - 1) != "yang" for k in found)


def build_feast(s: Slice) -> Built:
    """Recurring days, Ramadan, "H-7 Lebaran"."""
    if s.rule == "feast-offset":
        return _feast_offset(s)
    k = s.find("FEAST", "HMON", "BULANPUASA")
    assert k is not None
    if s.rule == "feast" and not _is_time(s, k):
        return None
    year_at = s.find("Y")
    year = int(s.value(year_at)) if year_at is not None else None
    if (count := s.find("N")) is not None:  # "Imlek 2575 Kongzili"
        if s.entry(k).attrs.get("id") != "imlek" or not 2500 <= s.value(count) <= 2650:
            return None
        year = int(s.value(count)) - 551
    if year is not None and "saka" in s.entry(k).attrs and year < 1970:
        year += 78
    tail = s.kind(s.j - 1)
    unit_shift = UNIT_STEPS.get(tail) if s.find("TAHUN") is not None and year is None else None
    shift = None if unit_shift is not None else SHIFTS.get(tail)
    base = Reading("feast", year, unit_shift=unit_shift, shift=shift, mod=s.mod())
    attrs = s.entry(k).attrs
    if s.rule == "ramadan":
        if attrs.get("feast") != "ramadan" or _is_person(s, k):
            return None
        return s.whole(_with(base, name="ramadan", ext=(("hijri", "1"),) if s.find("HIJRIAH", "AHH") else ()))
    if s.rule == "fasting-month":
        return s.whole(_with(base, name="bulan-puasa"))
    ext = tuple((key, attrs[key]) for key in ("md", "since") if key in attrs)
    number = s.find("ORD")
    if number is not None and "since" not in attrs:
        return None
    return s.whole(_with(base, name=attrs["id"], ext=ext, part=attrs.get("part"), eve="eve" in attrs,
                         number=s.ordinal(number) if number is not None else None))  # fmt: skip


def _is_person(s: Slice, k: int) -> bool:
    """ "Ardito Ramadhan", "Ramadhan Pohan"."""
    before, after = s.kind(s.i - 1) == "x" and s.atoms.cap(s.i - 1), s.kind(s.j) == "x" and s.atoms.cap(s.j)
    named = before and not s.atoms.first_in_sentence(s.i - 1) and s.low(s.i - 1) not in words("feast_contexts")
    return s.j - s.i == 1 and " " not in s.low(k) and (named or after)


def _with(base: Reading, *, name: str, ext: tuple[tuple[str, str], ...] = (), part: str | None = None,
          eve: bool = False, number: int | None = None) -> Reading:  # fmt: skip
    from dataclasses import replace

    return replace(base, name=name, ext=ext, part=part, eve=eve, number=number)


def _is_time(s: Slice, k: int) -> bool:
    """A feast's name is a time when the name says "Hari", a year follows, or the context is temporal."""
    attrs = s.entry(k).attrs
    if "needs" in attrs:
        return False
    if "strong" in attrs or s.j - s.i > 1:
        return s.low(s.i - 1) not in ("selamat", "ucapan")
    before = s.low(s.i - 1)
    if s.low(s.j) in words("feast_after") and before not in ("selamat", "ucapan"):
        return True
    if before in words("feast_nouns"):
        return s.low(s.i - 2) in words("feast_contexts")
    if before == "dan" or s.kind(s.i - 1) == "COMMA":
        return s.low(s.i - 2) in words("feast_contexts") or s.low(s.i - 3) in words("feast_contexts")
    return before in words("feast_contexts")


def _feast_offset(s: Slice) -> Built:
    offset = s.numbers(s.i)[0]
    k = s.find("FEAST", "HMON")
    year_at = s.find("Y")
    if k is None:
        return s.whole(Reading("feast", offset=offset))
    attrs = s.entry(k).attrs
    name = attrs.get("id") or attrs.get("feast")
    if name is None:
        return None
    ext = (("md", attrs["md"]),) if "md" in attrs else ()
    tail = s.kind(s.j - 1)
    return s.whole(Reading("feast", int(s.value(year_at)) if year_at else None, offset=offset, name=name, ext=ext,
                           unit_shift=UNIT_STEPS.get(tail) if s.find("TAHUN") else None))  # fmt: skip


def build_hijri(s: Slice) -> Built:
    """Hijri days and years, 1 Suro, Saka years."""
    if s.find("AHH") is not None and s.atoms.text[s.atoms.start[s.j - 1]] != "H":
        return None
    year_at = s.find("Y")
    year = int(s.value(year_at)) if year_at is not None else None
    if s.rule == "saka":
        value = s.value(s.find("Y", "N") or s.i)
        if value != int(value) or not 500 <= value <= 2100 or s.find("Y", "N") is None:
            return None
        return s.whole(Reading("saka", year=int(value)))
    if s.rule == "hijri-year":
        return s.whole(Reading("hijri", year=year)) if year and 1200 <= year <= 1600 else None
    if is_name_of_thing(s):
        return NOT_TIME
    if year is not None and not 1200 <= year <= 1600:
        return None
    month = s.find("HMON", "SURO")
    day = s.find("D", "N")
    assert month is not None
    assert day is not None
    if not 1 <= s.value(day) <= 30:
        return None
    return s.whole(Reading("hijri", year=year, month=s.entry(month).number("m"), day=int(s.value(day)),
                           shift=SHIFTS.get(s.kind(s.j - 1))))  # fmt: skip


def build_climate(s: Slice) -> Built:
    """ "musim panas lalu", "musim dingin 2022": a season of the year, only with a year or a shift."""
    k = s.find("CLIMATE")
    assert k is not None
    year_at = s.find("Y")
    tail = s.kind(s.j - 1)
    year = int(s.value(year_at)) if year_at is not None else None
    unit_shift = UNIT_STEPS.get(tail) if s.find("TAHUN") is not None and year is None else None
    shift = None if unit_shift is not None else SHIFTS.get(tail)
    return s.whole(
        Reading("climate", year, unit_shift=unit_shift, shift=shift, mod=s.mod(), name=s.entry(k).attrs["v"])
    )


def build_era(s: Slice) -> Built:
    """ "era Orde Baru", "masa kolonial Belanda"."""
    k = s.find("ERA")
    assert k is not None
    attrs = s.entry(k).attrs
    ext = tuple((name, attrs[key]) for name, key in (("first_year", "b"), ("last_year", "e")) if key in attrs)
    return s.whole(Reading("era", name=s.low(k), ext=ext))


def build_ordinal(s: Slice) -> Built:
    """ "HUT ke-78 RI", "HUT Kota Bandung ke-204", "dies natalis ke-65 UGM"."""
    k = s.find("ORD")
    assert k is not None
    founding = lexicon().founding
    if s.rule == "ordinal-after-name":
        name = " ".join(s.low(n) for n in range(s.i + 1, k))
        if not all(s.low(n).isalnum() for n in range(s.i + 1, k)) or not s.atoms.cap(s.i + 1):
            return None
        return s.whole(Reading("ordinal", number=s.ordinal(k), name=name if name in founding else None))
    for width in range(4, 0, -1):
        name = " ".join(s.low(n) for n in range(s.j, s.j + width))
        if name in founding:
            return (Piece(s.i, s.j + width, Reading("ordinal", number=s.ordinal(k), name=name)),)
    return s.whole(Reading("ordinal", number=s.ordinal(k)))
