"""Names whole and of the right kind where their own words say so, whatever the network read.

In: a sentence and the names that the network read in it, in order. Out: the same names: one that begins with "bin" with
the capitalised words before it, in one with whoever was read there ("Abu Ubaida [bin Salim al-Masri]"); one behind
"Abu" or "Umm" with it; and "Park Min-seo" a person, as a given name of two syllables is written in Korea and Taiwan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from runut.extract.reader.sensed import NameReading
from runut.records import Token

__all__ = ["with_lineage"]

SON: Final = frozenset({"bin", "binti", "ibn", "bint"})
# "father of", "mother of": they begin a name.
KUNYA: Final = frozenset({"Abu", "Abou", "Umm", "Ummu"})
# A family name and a given name of two syllables: "Tsai Ing-wen"; none are
# "Truth Social-nya", "Nama-nama", "Pro-market".
SYLLABLES: Final = re.compile(
    r"[A-Z][a-z]{1,5} (?!Anti-|Pro-|Non-|Co-|Eks-)([A-Z][a-z]{0,4})-(?!(?i:\1)|nya$)[a-z]{2,5}"
)
# No name has more words before its "bin".
LONGEST: Final = 4


def with_lineage(tokens: Sequence[Token], names: Sequence[NameReading]) -> Iterator[NameReading]:
    """The names, none of which begins with the word for son."""
    kept: list[NameReading] = []
    for name in names:
        at = next((i for i, token in enumerate(tokens) if token.start == name.start), 0)
        if name.kind != "PER" and SYLLABLES.fullmatch(_words(tokens, name)):
            name = replace(name, kind="PER")
        if name.kind == "PER" and at and tokens[at - 1].text in KUNYA and (not kept or kept[-1].end < name.start):
            name = replace(name, start=tokens[at - 1].start)
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


def _words(tokens: Sequence[Token], name: NameReading) -> str:
    return " ".join(token.text for token in tokens if name.start <= token.start < name.end)
