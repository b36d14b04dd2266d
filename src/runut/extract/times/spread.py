"""Members of a range or list lend each other what they leave out: "Januari-Maret 2020", "Juni dan Juli tahun lalu".

In: raws in text order. Out: the same, with missing years (and weekdays' dates) filled from the member after, and the
second member of a range marked. It does not use the article's date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from runut.extract.times.raw import Raw, Reading

RANGE_GAP = re.compile(r"\s*(?:hingga|sampai(?: dengan)?|sd|s/d|s\.d\.|[-–—])\s*(?:pada |hari |ke )?", re.IGNORECASE)
LIST_GAP = re.compile(r"\s*(?:,|,?\s*dan|atau|serta)\s*(?:pada )?", re.IGNORECASE)
LONGEST_GAP = 24


def spread(text: str, raws: list[Raw]) -> list[Raw]:
    """Fill from right to left, so that a list of any length ends with its last member's year."""
    out = list(raws)
    for n in range(len(out) - 2, -1, -1):
        a, b = out[n], out[n + 1]
        if a.sentence != b.sentence or not 0 < b.start - a.end <= LONGEST_GAP:
            continue
        gap = text[a.end : b.start]
        ranged = RANGE_GAP.fullmatch(gap) is not None or (a.signal == "antara" and gap.strip() == "dan")
        if not ranged and LIST_GAP.fullmatch(gap) is None:
            continue
        if a.reading.kind == b.reading.kind == "point":
            out[n] = replace(a, reading=_lend(a.reading, b.reading, comma=gap.strip() == ","))
        elif a.reading.kind == b.reading.kind == "quarter" and a.reading.year is None and a.reading.unit_shift is None:
            out[n] = replace(
                a, reading=replace(a.reading, year=b.reading.year, unit_shift=b.reading.unit_shift, borrowed="range")
            )
        elif a.reading.kind == b.reading.kind == "century" and b.reading.name == "BC" and a.reading.name is None:
            out[n] = replace(a, reading=replace(a.reading, name="BC", borrowed="range"))
        months = _bare_month(out[n].reading) and _bare_month(b.reading)
        if (ranged or months) and a.reading.kind in ("point", "clock") and a.reading.kind == b.reading.kind:
            out[n + 1] = replace(b, partner=True)
    return out


def _bare_month(r: Reading) -> bool:
    rest = (r.day, r.year, r.unit, r.shift)
    return r.kind == "point" and r.month is not None and all(field is None for field in rest)


def _lend(a: Reading, b: Reading, *, comma: bool) -> Reading:
    if a.month is not None and a.year is None and a.unit is None and b.month is not None:
        if b.year is not None:
            year = b.year - 1 if a.month > b.month else b.year
            return replace(a, year=year, borrowed="range")
        if b.unit == "Y" and not comma:
            return replace(a, unit="Y", unit_shift=b.unit_shift, borrowed="range")
        if b.shift is not None and a.shift is None and not comma:
            return replace(a, shift=b.shift, borrowed="range")
    if a.weekday is not None and a.day is None and b.weekday is not None and not comma:
        if a.unit is None and b.unit == "W" and a.shift is None:
            return replace(a, unit="W", unit_shift=b.unit_shift, borrowed="range")
        if b.day is None and a.shift is None and b.shift is not None:
            return replace(a, shift=b.shift, borrowed="range")
    return a
