"""Names with "bin" whole: a son's name never begins with the word for son.

In: a sentence and the names that the network read in it, in order. Out: the same names, one that begins with "bin" with
the capitalised words before it, in one with whoever was read there. "Abu Ubaida [bin Salim al-Masri]" is one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from runut.extract.reader.sensed import NameReading
from runut.records import Token

__all__ = ["with_lineage"]

SON: Final = frozenset({"bin", "binti", "ibn", "bint"})
# No name has more words before its "bin".
LONGEST: Final = 4


def with_lineage(tokens: Sequence[Token], names: Sequence[NameReading]) -> Iterator[NameReading]:
    """The names, none of which begins with the word for son."""
    kept: list[NameReading] = []
    for name in names:
        at = next((i for i, token in enumerate(tokens) if token.start == name.start), 0)
        if name.kind != "PER" or tokens[at].text not in SON:
            kept.append(name)
            continue
        first = at
        while first and at - first < LONGEST and tokens[first - 1].text[:1].isupper():
            first -= 1
        start = tokens[first].start
        kept = [other for other in kept if other.end <= start] if first < at else kept
        kept.append(replace(name, start=start))
    yield from kept
