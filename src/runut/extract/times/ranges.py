"""Ranges and lists: "25 hingga 27 Juli 2020" is two expressions; month and year spread back to the first.

In: a ``Slice`` of a range rule. Out: two or more pieces. Seasons ("musim 2014/2015") stay one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from runut.extract.times.guards import is_age
from runut.extract.times.points import WEEKDAYS, compose, lexicon_guard
from runut.extract.times.raw import Reading, Shift
from runut.extract.times.slices import NOT_TIME, UNIT_STEPS, Built, Piece, Slice

SEPARATORS = frozenset({"RANGE", "DASH", "AND", "COMMA"})


def build_range(s: Slice) -> Built:
    """Dispatch on the shape of the range."""
    if s.rule.startswith("numeric-range-paren"):
        return _numeric_pair(s, s.i + 1, s.j - 2)
    if s.rule == "numeric-range-bare":
        return _numeric_pair(s, s.i, s.j - 1)
    if s.rule.startswith("numeric-range"):
        return _numeric(s)
    if s.rule == "clock-range":
        return _clocks(s)
    if s.rule == "seasons":
        return _seasons(s)
    if s.rule == "count-range":
        return _counts(s)
    if s.rule == "edge-range":
        return _edges(s)
    if s.rule == "day-range-paren":
        return _weekday_pair(s)
    return _days(s)


def _days(s: Slice) -> Built:
    """ "25, 26, dan 27 Juli 2020"; "tanggal 25-27 bulan ini"."""
    days = [k for k in range(s.i, s.j) if s.kind(k) == "D"]
    values = [int(s.value(k)) for k in days]
    tail = compose(s, days[-1], s.j)
    if tail is None or (tail.month is None and "tgl" not in s.rule):
        return None
    separators = [s.kind(k) for k in range(days[0], days[-1])]
    if any(a >= b for a, b in pairwise(values)):
        if tail.month is None or values[0] < values[-1] or separators.count("RANGE") != 1:
            return None
        previous = 12 if tail.month == 1 else tail.month - 1
        months = [previous] * (len(values) - 1) + [tail.month]
    else:
        months = [tail.month or 0] * len(values)
    if any(v > 31 for v in values):
        return None
    final = tail.reading()
    head = compose(s, s.i, days[0])
    pieces: list[Piece] = []
    for n, (k, day) in enumerate(zip(days, values, strict=True)):
        last = n == len(days) - 1
        year = final.year - 1 if final.year and months[n] == 12 and tail.month == 1 else final.year
        reading = replace(final, day=day, month=months[n] or None, year=year, borrowed="" if last else "range")
        if n == 0 and head is not None and head.weekday is not None:
            reading = replace(reading, weekday=head.weekday)
        begin = s.i if n == 0 else k - 1 if s.kind(k - 1) == "TGL" else k
        pieces.append(Piece(begin, s.j if last else k + 1, reading, partner=n > 0))
    return tuple(pieces)


def _weekday_pair(s: Slice) -> Built:
    """ "Jumat-Minggu (26-28/12/2014)"; "Senin dan Selasa (22-23 Juni 2020)"."""
    names = [k for k in range(s.i, s.j) if s.kind(k) in WEEKDAYS]
    tail = compose(s, names[-1] + 1, s.j)
    found = [int(s.value(k)) for k in range(s.i, s.j) if s.kind(k) == "D"]
    if tail is None or tail.month is None or tail.day is None:
        return None
    days, month, year = (found[0], tail.day), tail.month, tail.year
    if not days[0] < days[1] <= 31:
        return None
    first = Reading("point", year, month, days[0], s.entry(names[0]).number("d"), borrowed="range")
    second = Reading("point", year, month, days[1], s.entry(names[1]).number("d"))
    start = names[1] - 1 if s.kind(names[1] - 1) == "HARI" else names[1]
    return Piece(s.i, names[0] + 1, first), Piece(start, s.j, second, partner=True)


def _numeric(s: Slice) -> Built:
    """ "(26-28/12/2014)"."""
    day, shape = s.find("D"), s.find("ND", "NDM")
    assert day is not None
    assert shape is not None
    numbers = s.numbers(shape)
    first = int(s.value(day))
    if first >= numbers[0]:
        return None
    year = numbers[2] if len(numbers) > 2 else None
    return (
        Piece(day, day + 1, Reading("point", year, numbers[1], first, borrowed="range")),
        Piece(shape, shape + 1, Reading("point", year, numbers[1], numbers[0]), partner=True),
    )


def _numeric_pair(s: Slice, a: int, b: int) -> Built:
    """ "(28/12 - 3/1/2015)"; a day and month alone take the year of the second."""
    first, second = s.numbers(a), s.numbers(b)
    year = second[2] if len(second) > 2 else None
    earlier = year - 1 if year and first[1] > second[1] else year
    return (
        Piece(a, a + 1, Reading("point", earlier, first[1], first[0], borrowed="range" if year else "")),
        Piece(b, b + 1, Reading("point", year, second[1], second[0]), partner=True),
    )


def _clocks(s: Slice) -> Built:
    cut = next(k for k in range(s.i, s.j) if s.kind(k) in SEPARATORS)
    first = compose(s, s.i, cut)
    second_start = cut + 1
    spoken = [k for k in range(second_start, s.j) if s.kind(k) == "N"]
    second = compose(s, second_start + len(spoken), s.j)
    if first is None or second is None or first.hour is None:
        return None
    if second.hour is None:
        word = next((s.value(k) for k in range(second_start, s.j) if s.kind(k) in ("D", "N")), None)
        second.hour = int(word) if word is not None else None
    if second.hour is None or second.hour > 24 or first.hour > 24:
        return None
    second.day = None
    first.zone = first.zone or second.zone
    first.part = first.part or second.part
    return (
        Piece(s.i, cut, first.reading("clock")),
        Piece(second_start, s.j, second.reading("clock"), partner=True),
    )


def _seasons(s: Slice) -> Built:
    """ "1965/1966" two years; "2014/2015" and "musim 1965/66" one season; "UU 2/2020" none."""
    if s.kind(s.i) == "SEASON":
        first, second = s.numbers(s.i)
        second += first // 100 * 100
    else:
        first, second = int(s.value(s.i)), int(s.value(s.j - 1))
    before = s.low(s.i - 1)
    if not 1800 <= first < second <= 2100 or before in lexicon_guard("laws"):
        return None
    if second == first + 1 and _seasonal(s, first):
        return s.whole(Reading("season", year=first, month=8))
    if s.kind(s.i) == "SEASON":
        return None
    return (
        Piece(s.i, s.i + 1, Reading("point", first)),
        Piece(s.j - 1, s.j, Reading("point", second), partner=True),
    )


def _seasonal(s: Slice, first: int) -> bool:
    """Two years with a stroke are one season in sport and school, two years in history."""
    return (
        first >= 2000
        or s.kind(s.i) == "SEASON"
        or s.low(s.i - 1) == "musim"
        or (first >= 1950 and s.kind(s.i - 1) == "x" and s.atoms.cap(s.i - 1))
    )


def _counts(s: Slice) -> Built:
    """ "dua hingga tiga jam": two durations of one unit; "dua atau tiga tahun lalu": two points."""
    if is_age(s):
        return NOT_TIME
    numbers = [k for k in range(s.i, s.j) if s.kind(k) in ("N", "D")]
    unit_at = next(k for k in range(numbers[-1], s.j) if s.kind(k) not in ("N", "D"))
    entry = s.entry(unit_at)
    low, high = s.value(numbers[0]), s.value(numbers[1])
    if low >= high:
        return None
    factor = float(entry.attrs.get("x", "1"))
    tail = s.kind(s.j - 1)
    kind = "ago" if tail == "PAST" else "duration"
    shift = {"LASTN": "past", "LASTREF": "past", "AHEAD": "next", "NEXT": "next", "PAST": "past"}.get(tail)
    before: Shift | None = "past" if tail == "PAST" else None
    first = Reading(kind, parts=((entry.attrs["u"], low * factor),), shift=before, mod=s.mod())
    second = Reading(kind, parts=((entry.attrs["u"], high * factor),), shift=shift, mod=s.mod())  # type: ignore[arg-type]
    return Piece(s.i, numbers[0] + 1, first), Piece(numbers[1], s.j, second, partner=True)


def _edges(s: Slice) -> Built:
    """ "awal hingga pertengahan Juni"."""
    edges = [k for k in range(s.i, s.j) if s.kind(k) == "EDGE"]
    tail = compose(s, edges[1], s.j)
    if tail is None:
        return None
    if s.kind(s.j - 1) in UNIT_STEPS and tail.unit is None:
        return None
    final = tail.reading()
    if final.unit and not final.month:
        final = replace(final, kind="unit")
    first = replace(final, mod=s.entry(edges[0]).attrs["m"], borrowed="range")
    return Piece(s.i, edges[0] + 1, first), Piece(edges[1], s.j, final, partner=True)
