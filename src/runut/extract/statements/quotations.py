"""Quotations as wholes: pieces of several sentences and paragraphs put together.

In: the sentences with their quoted pieces. Out: ``Quotations``, which answers by offset in logarithmic time. A
quotation goes on in the next sentence where neither closes it, and in the next paragraph where that opens with a mark
again although the one before was not closed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from runut.extract.statements.rows import QUOTE_MARKS
from runut.records import Sentence

Span = tuple[int, int]


class Quotations:
    """All quotations of a document, in text order and without overlap."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.whole: list[Span] = []
        self.pieces: list[int] = []
        self.owner: list[int] = []
        open_end = False
        for sentence in sentences:
            for a, b in sentence.quoted:
                first = a - sentence.start <= 1 and (a == sentence.start or text[a - 1] in QUOTE_MARKS)
                if open_end and first:
                    self.whole[-1] = (self.whole[-1][0], b)
                else:
                    self.whole.append((a, b))
                self.pieces.append(a)
                self.owner.append(len(self.whole) - 1)
                open_end = b >= sentence.end
            open_end = open_end and bool(sentence.quoted)
        self.starts = [a for a, _ in self.whole]

    def of(self, piece: int) -> Span | None:
        """The quotation that has a piece beginning at ``piece``."""
        at = bisect_left(self.pieces, piece)
        return self.whole[self.owner[at]] if at < len(self.pieces) and self.pieces[at] == piece else None

    def meeting(self, start: int, end: int) -> Sequence[Span]:
        """The quotations that share a character with ``start:end``."""
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < len(self.whole) and self.whole[first][1] <= start:
            first += 1
        return self.whole[first : bisect_left(self.starts, end)]

    def quoted(self, start: int, end: int) -> int:
        """How many characters of ``start:end`` are quoted."""
        return sum(min(b, end) - max(a, start) for a, b in self.meeting(start, end))
