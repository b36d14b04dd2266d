"""Text to atoms: every word, number and mark once, with the grammar symbol that the tables or its shape give it.

In: text and the stretches to look at. Out: ``Atoms``, parallel lists of symbol, offsets, lower-cased word and datum.
It does not compose anything beyond numerals and the tables' multi-word entries.

>>> [name for name in atomise("24 Juni 2020", None).names() if name != "END"]
['D', 'MON', 'Y']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from runut.extract.times.lexicon import WORD, Entry, lexicon
from runut.extract.times.numerals import number_words

B = r"[ \t\xa0]?"
# Digit runs are taken possessively: a run of a million digits and marks is read once, never retried.
TOKEN = re.compile(
    rf"""
    (?P<ordn>[Kk][Ee]{B}[-–]{B}(?:\d{{1,4}}|[IVXL]{{1,6}}))\b
  | (?P<hm>H{B}[-+–]{B}\d{{1,2}})\b
  | (?P<url>(?:https?://|www\.)\S++)
  | (?P<word>{WORD})
  | (?P<phone>0\d{{2,3}}[-.]\d{{3,5}}[-.]\d{{3,6}}|\d{{3,5}}-\d{{4}}-\d{{4}})(?![\d-])
  | (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?)(?![\d-])
  | (?P<clkr>\d{{1,2}}(?:[.:]|[ ][.:][ ])\d{{2}})(?={B}[-–]{B}\d{{1,2}}(?:[.:]|[ ][.:][ ])\d{{2}}(?![\d.:]))
  | (?P<rday>\d{{1,2}})(?={B}[-–]{B}\d{{1,2}}{B}/{B}\d{{1,2}}(?:{B}/{B}\d{{4}})?(?![\d/]))
  | (?P<dmr>\d{{1,2}}/\d{{1,2}})(?={B}[-–]{B}\d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?![\d/]))
  | (?P<junk>\d++(?:[-./:]\d++){{3,}}+)
  | (?P<dmy>\d{{1,2}}{B}/{B}\d{{1,2}}{B}/{B}(?:\d{{4}}|['’‘`]?\d{{2}}))(?![\d/])
  | (?P<dash>\d{{1,2}}(?P<mark>[-.])\d{{1,2}}(?P=mark)\d{{4}})(?!\d)
  | (?P<ymd>\d{{4}}/\d{{1,2}}/\d{{1,2}})(?![\d/])
  | (?P<season>\d{{4}}/\d{{2}})(?![\d/])
  | (?P<dm>\d{{1,2}}{B}/{B}\d{{1,2}})(?![\d/])
  | (?P<mult>\d{{1,2}}{B}[xX×]{B}24)\b
  | (?P<dec>(?:\d{{4}}|\d{{2}})(?:{B}[-–]{B})?an)\b
  | (?P<clk>\d{{1,2}}(?:[.:]\d{{2}}(?:[.:]\d{{2}})?|[ ][.:][ ]\d{{2}}))(?![\d]|[.,:]\d)
  | (?P<num>\d{{1,3}}(?:\.\d{{3}})++(?:,\d++)?|\d++(?:,\d++)?)
  | (?P<nl>\n)
  | (?P<mk>[^\w\s]|_)
    """,
    re.VERBOSE,
)
MARKS = {
    "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", ",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH",
    "/": "SLASH", "'": "QUOTE", "’": "QUOTE", "‘": "QUOTE", ".": "STOP", "?": "STOP", "!": "STOP", "&": "AND",
}  # fmt: skip
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11,
         "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20,
         "XXI": 21}  # fmt: skip
NUMERIC = {"iso": "ISO", "dmy": "ND", "dash": "ND", "ymd": "ND", "season": "SEASON", "dm": "NDM", "dmr": "NDM",
           "mult": "MULT", "dec": "DEC", "clk": "CLK", "ordn": "ORD", "hm": "HM",
           "url": "x", "clkr": "CLK"}  # fmt: skip
STRUCTURE = ("x", "END", "OPEN", "CLOSE", "COMMA", "DASH", "SLASH", "QUOTE", "STOP", "AND", "D", "N", "Y", "ROM",
             "ISO", "ND", "SEASON", "NDM", "MULT", "DEC", "CLK", "ORD", "HM", "WD",
             "PEKAN", "MONA", "MONL")  # fmt: skip
DIGITS = re.compile(r"\d+")
NO_BREAK = frozenset("no nomor tgl jl jln dr drs prof ir h hj st kol sdr alm almh pkl a b c d e s m r".split())
Numbers = tuple[int, ...]


def symbol_table() -> dict[str, str]:
    """Grammar symbol to the private-use character that stands for it in the symbol string."""
    names = dict.fromkeys(STRUCTURE)
    names.update(dict.fromkeys(lexicon().kinds))
    return {name: chr(0xE000 + n) for n, name in enumerate(names)}


@dataclass(slots=True)
class Atoms:
    """Parallel lists, one item an atom. ``datum`` is an Entry (word), numbers (digits) or None."""

    text: str
    kind: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    datum: list[Entry | Numbers | float | None] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def names(self) -> list[str]:
        """The symbols by name."""
        return self.kind

    def add(self, kind: str, start: int, end: int, low: str, datum: Entry | Numbers | float | None) -> None:
        """Append one atom."""
        self.kind.append(kind)
        self.start.append(start)
        self.end.append(end)
        self.low.append(low)
        self.datum.append(datum)

    def cap(self, index: int) -> bool:
        """Does the atom begin with a capital?"""
        return 0 <= index < len(self.start) and self.text[self.start[index] : self.start[index] + 1].isupper()

    def first_in_sentence(self, index: int) -> bool:
        """Is this the first word of its sentence (quotes and brackets aside)?"""
        k = index - 1
        while k >= 0 and self.kind[k] in ("QUOTE", "OPEN", "x") and not self.low[k].isalnum():
            k -= 1
        return k < 0 or (self.kind[k] in ("END", "STOP") and (self.kind[k] == "END" or k in self.breaks))


def atomise(text: str, spans: Sequence[tuple[int, int]] | None) -> Atoms:
    """Atoms of the given stretches; each stretch ends with an END atom, which no rule crosses."""
    atoms = Atoms(text)
    for start, end in spans if spans is not None else ((0, len(text)),):
        _stretch(atoms, text, start, end)
        atoms.add("END", end, end, "", None)
        atoms.breaks.append(len(atoms.kind) - 1)
    return atoms


def _stretch(atoms: Atoms, text: str, start: int, end: int) -> None:
    found = [(m.lastgroup, m.group(), m.start(), m.end()) for m in TOKEN.finditer(text, start, end)]
    lows = [token[1].lower() for token in found]
    first = lexicon().first
    n, i = len(found), 0
    while i < n:
        group, surface, a, b = found[i]
        if group == "word":
            entries = first.get(lows[i])
            if entries is None:
                kind = "ROM" if surface in ROMAN else "x"
                atoms.add(kind, a, b, lows[i], (ROMAN[surface],) if kind == "ROM" else None)
            else:
                i += _word(atoms, found, lows, i, entries)
                continue
        elif group == "mk":
            entries = first.get(surface) if surface == "&" else None
            kind = MARKS.get(surface, "x")
            atoms.add(kind, a, b, surface, None)
            if kind == "STOP" and _breaks(atoms, found, i):
                atoms.breaks.append(len(atoms.kind) - 1)
        elif group == "nl":
            atoms.add("END", a, b, "", None)
            atoms.breaks.append(len(atoms.kind) - 1)
        else:
            i += _number(atoms, found, lows, i)
            continue
        i += 1


Found = list[tuple[str | None, str, int, int]]


def _breaks(atoms: Atoms, found: Found, i: int) -> bool:
    """Does this full stop end a sentence? White space or a quote, then a capital or digit; no abbreviation before."""
    if i + 1 >= len(found):
        return True
    nxt = found[i + 1]
    if nxt[0] == "mk" and i + 2 < len(found):
        return True
    gap = nxt[2] > found[i][3]
    head = nxt[1][0]
    if atoms.low[-2:-1] and atoms.low[-2] in NO_BREAK and found[i][1] == ".":
        return False
    return (gap and (head.isupper() or head.isdigit())) or (not gap and head.isupper() and len(nxt[1]) > 2)


def _word(atoms: Atoms, found: Found, lows: list[str], i: int, entries: tuple[Entry, ...]) -> int:
    """Add the longest entry that matches at token i; returns how many tokens it took."""
    for entry in entries:
        width = 1 + len(entry.rest)
        if width == 1 or tuple(lows[i + 1 : i + width]) == entry.rest:
            break
    else:
        _, surface, a, b = found[i]
        atoms.add("ROM" if surface in ROMAN else "x", a, b, lows[i], (ROMAN[surface],) if surface in ROMAN else None)
        return 1
    a, b = found[i][2], found[i + width - 1][3]
    kind = entry.kind
    if kind == "NUM":
        value, width = number_words(lows, i)
        atoms.add("N", a, found[i + width - 1][3], lows[i], value)
        return width
    if kind == "MON" and not found[i][1][0].isupper():
        kind = "MONL"
    atoms.add(kind, a, b, " ".join(lows[i : i + width]), entry)
    return width


def _number(atoms: Atoms, found: Found, lows: list[str], i: int) -> int:
    group, surface, a, b = found[i]
    if group in ("num", "rday"):
        return _plain(atoms, found, lows, i)
    numbers = tuple(int(d) for d in DIGITS.findall(surface)) if group not in ("junk", "url", "phone") else ()
    kind = NUMERIC.get(group or "", "x")
    if group == "ordn" and not numbers:
        roman = ROMAN.get(surface.split("-")[-1].split("–")[-1].strip())
        kind, numbers = ("ORD", (roman,)) if roman else ("x", ())
    if kind == "ND":
        kind, numbers = _numeric_date(numbers, surface)
    elif kind == "ISO" and (
        (a and atoms.text[a - 1] in "/=_") or not (1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31)
    ):
        kind = "x"
    elif kind == "NDM" and not (1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12):
        kind = "x"
    elif kind == "CLK" and not (numbers[0] <= 24 and numbers[1] <= 59):
        kind = "x"
    elif kind == "DEC" and numbers[0] % 10:
        kind = "x"
    elif kind == "HM" and ("-" in surface or "–" in surface):
        numbers = (-numbers[0],)
    atoms.add(kind, a, b, surface, numbers)
    return 1


def _numeric_date(numbers: Numbers, surface: str) -> tuple[str, Numbers]:
    """(day, month, year, swapped): a month above 12 beside a day up to 12 is the American order."""
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        day, month, year = numbers
    if year < 100:
        if DIGITS.findall(surface)[2] != f"{year:02d}":
            return "x", ()
        year += 2000 if year < 50 else 1900
    swapped = int(month > 12 and day <= 12)
    if swapped:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12 and 1000 <= year <= 2199):
        return "x", ()
    return "ND", (day, month, year, swapped)


def _plain(atoms: Atoms, found: Found, lows: list[str], i: int) -> int:
    """A plain number: year, day number or count; a multiplier word after it is taken in ("2 ribu tahun")."""
    _, surface, a, b = found[i]
    if len(surface) > 15:
        atoms.add("x", a, b, surface, None)
        return 1
    value = float(surface.replace(".", "").replace(",", "."))
    width = 1
    if i + 1 < len(found) and lows[i + 1] in ("ribu", "juta", "ratus", "puluh"):
        value *= {"puluh": 10, "ratus": 100, "ribu": 1000, "juta": 1e6}[lows[i + 1]]
        b, width = found[i + 1][3], 2
    elif (spoken := _said_again(found, lows, i + 1, value)) is not None:
        b, width = found[i + spoken][3], spoken + 1
    if width == 1 and surface.isdigit() and len(surface) == 4 and 1000 <= value <= 2199:
        kind = "Y"
    elif width == 1 and surface.isdigit() and len(surface) <= 2 and 1 <= value <= 31:
        kind = "D"
    else:
        kind = "N"
    atoms.add(kind, a, b, surface, value)
    return width


def _said_again(found: Found, lows: list[str], i: int, value: float) -> int | None:
    """ "30 (tiga puluh) hari": how many tokens the bracket takes that says the number again in words."""
    if i + 2 >= len(found) or found[i][1] != "(":
        return None
    if not any(entry.kind == "NUM" for entry in lexicon().first.get(lows[i + 1], ())):
        return None
    spoken, width = number_words(lows, i + 1)
    end = i + 1 + width
    return width + 2 if spoken == value and end < len(found) and found[end][1] == ")" else None
