"""Indonesian number words: "dua puluh lima" is 25.

In: lower-cased words and a position. Out: the value and how many words it took. Fractions only as "satu setengah".

>>> number_words(["dua", "puluh", "lima", "tahun"], 0)
(25.0, 3)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from runut.extract.times.lexicon import lexicon


@cache
def _tables() -> tuple[dict[str, int], dict[str, int]]:
    units: dict[str, int] = {}
    factors: dict[str, int] = {}
    for word, entries in lexicon().first.items():
        for entry in entries:
            if entry.kind == "NUM" and not entry.rest:
                units[word] = entry.number("v")
            elif entry.kind == "NUMX" and "mul" in entry.attrs:
                factors[word] = entry.number("mul")
    return units, factors


def number_words(words: Sequence[str], start: int) -> tuple[float, int]:
    """Value and length of the numeral that begins at ``start`` (which must be a number word)."""
    units, factors = _tables()
    total = group = 0.0
    last = units[words[start]]
    i = start + 1
    while i < len(words) and i - start < 16:
        word = words[i]
        if word == "belas" and last:
            last += 10
        elif word in factors and factors[word] < 1000 and last:
            group += last * factors[word]
            last = 0
        elif word in factors:
            total += (group + last) * factors[word]
            group = last = 0
        elif word in units and last == 0 and units[word] < 200:
            last = units[word]
        elif word == "setengah" and last and group == total == 0:
            return last + 0.5, i + 1 - start
        elif word in units and last in (100, 1000) and units[word] < last:
            total, last = total + last, units[word]
        else:
            break
        i += 1
    return total + group + last, i - start
