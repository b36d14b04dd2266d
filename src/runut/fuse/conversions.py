"""Sums told in two currencies: "US$ 1 miliar (Rp15,8 triliun)", "1 miliar dolar AS atau setara Rp 16,5 triliun".

In: the counts of an event and its sentence. Out: each sum with what the newspaper made of it in another currency. The
sum is one, so of two it is the first that the event names; newsrooms convert it by rates of different days, so one sum
has two values in rupiah, which is no contradiction of the event. It compares nothing.

>>> from runut.records import Quantity, Span
>>> text = "berinvestasi US$ 1 miliar (Rp15,8 triliun)"
>>> dollars = Quantity(13, 25, text[13:25], 1e9, None, None, "USD", None)
>>> rupiah = Quantity(27, 41, text[27:41], 1.58e13, None, None, "IDR", None)
>>> [(one.text, other.text) for one, other in conversions((dollars, rupiah), Span(0, len(text), text))]
[('US$ 1 miliar', 'Rp15,8 triliun')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from runut.fuse.weights import weights
from runut.records import Quantity, Span

__all__ = ["conversions", "rate_differs"]

# What stands between a sum and the same sum in another currency; "dan" joins two sums.
BETWEEN = re.compile(
    r"[\s,]*(?:\(|atau\b|setara\b|senilai\b)\s*"
    r"(?:(?:atau|setara|senilai|dengan|sekitar|kira-kira|kurang lebih|sebesar)\b\s*)*"
)
# Of two rates those of days near each other: what lies closer is one figure rounded twice, what lies farther a slip.
SAME_RATE = 0.01


def conversions(quantities: Sequence[Quantity], evidence: Span) -> Iterator[tuple[Quantity, Quantity]]:
    """Each sum that is told again in another currency, with that."""
    sums = sorted((q for q in quantities if q.unit in weights().currencies), key=lambda q: q.start)
    for one, other in pairwise(sums):
        inside = evidence.start <= one.start and other.end <= evidence.end
        between = evidence.text[one.end - evidence.start : other.start - evidence.start] if inside else ""
        told = f"{between}{other.text}" if inside else ""
        if one.unit != other.unit and (found := BETWEEN.match(told)) and found.end() >= len(between):
            yield one, other


def rate_differs(a: Quantity, b: Quantity) -> bool:
    """Whether two values of one sum come of two rates."""
    return a.unit == b.unit and abs(a.value - b.value) > SAME_RATE * max(a.value, b.value)
