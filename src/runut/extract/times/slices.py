"""What a builder gets and gives.

In: a match of one rule over atoms i to j. Out of a builder: pieces (atom range and reading), ``None`` ("not mine, try
a shorter match") or ``NOT_TIME`` ("this looks like time and is none: skip it").
"""

from __future__ import annotations

from dataclasses import dataclass

from runut.extract.times.atoms import Atoms, Numbers
from runut.extract.times.lexicon import Entry
from runut.extract.times.raw import Reading, Shift

SHIFTS: dict[str, Shift] = {"PAST": "past", "NEXT": "next", "THIS": "this", "THAT": "that", "KEM": "yesterday",
                            "BESOK": "tomorrow", "NANTI": "later-today", "TADI": "earlier-today"}  # fmt: skip
UNIT_STEPS = {"PAST": -1, "KEM": -1, "THIS": 0, "NEXT": 1, "LATER": 1, "EARLIER": -1}


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression inside a match, by atom positions (end exclusive)."""

    first: int
    last: int
    reading: Reading
    partner: bool = False


Built = tuple[Piece, ...] | None
NOT_TIME: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """Atoms ``i`` to ``j`` as matched by ``rule``."""

    atoms: Atoms
    i: int
    j: int
    rule: str

    def kinds(self) -> list[str]:
        """Symbols of the match."""
        return self.atoms.kind[self.i : self.j]

    def entry(self, k: int) -> Entry:
        """The table entry of a word atom."""
        datum = self.atoms.datum[k]
        assert isinstance(datum, Entry)
        return datum

    def numbers(self, k: int) -> Numbers:
        """The numbers of a digit-shaped atom."""
        datum = self.atoms.datum[k]
        assert isinstance(datum, tuple)
        return datum

    def value(self, k: int) -> float:
        """The value of a plain number atom (D, N, Y)."""
        datum = self.atoms.datum[k]
        assert isinstance(datum, float)
        return datum

    def ordinal(self, k: int) -> int:
        """The value of ORD, ROM or D."""
        datum = self.atoms.datum[k]
        if isinstance(datum, Entry):
            return datum.number("v")
        return int(datum if isinstance(datum, float) else self.numbers(k)[0])

    def low(self, k: int) -> str:
        """The lower-cased word at k, or '' outside."""
        return self.atoms.low[k] if 0 <= k < len(self.atoms.low) else ""

    def kind(self, k: int) -> str:
        """The symbol at k, or END outside."""
        return self.atoms.kind[k] if 0 <= k < len(self.atoms.kind) else "END"

    def find(self, *kinds: str) -> int | None:
        """Position of the first atom with one of these symbols."""
        for k in range(self.i, self.j):
            if self.atoms.kind[k] in kinds:
                return k
        return None

    def mod(self) -> str | None:
        """The modifier that EDGE or MODQ names."""
        k = self.find("EDGE", "MODQ", "LEBIH")
        return self.entry(k).attrs["m"] if k is not None else None

    def whole(self, reading: Reading) -> tuple[Piece, ...]:
        """The match as one piece."""
        return (Piece(self.i, self.j, reading),)
