"""Whose count it is: the speaker of the statement that a quantity stands in, else the source cited in its sentence.

In: quantities, statements, cited sources and sentences, each in text order. Out: the quantities with ``said_by``. The
innermost statement counts; a speaker of whom the text says nothing ("ia") is nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from runut.records import Dissected, Quantity, Statement

__all__ = ["attributed"]


def attributed(
    quantities: Sequence[Quantity], statements: Sequence[Statement], dissected: Dissected
) -> tuple[Quantity, ...]:
    """``quantities`` with the names of those who give them."""
    return _cited(_spoken(quantities, statements), dissected)


def _cited(quantities: Sequence[Quantity], dissected: Dissected) -> tuple[Quantity, ...]:
    sentences, cited = dissected.sentences, dissected.document.cited_sources
    if not cited:
        return tuple(quantities)
    starts = [sentence.start for sentence in sentences]
    names: dict[int, str] = {}
    for source in cited:
        names.setdefault(bisect_right(starts, source.span.start) - 1, source.name)
    out = []
    for quantity in quantities:
        name = names.get(bisect_right(starts, quantity.start) - 1) if quantity.said_by is None else None
        out.append(replace(quantity, said_by=name) if name else quantity)
    return tuple(out)


def _spoken(quantities: Sequence[Quantity], statements: Sequence[Statement]) -> tuple[Quantity, ...]:
    out: list[Quantity] = []
    around: list[Statement] = []
    waiting = iter(statements)
    following = next(waiting, None)
    for quantity in quantities:
        while following is not None and following.content.start <= quantity.start:
            around.append(following)
            following = next(waiting, None)
        around = [s for s in around if s.content.end > quantity.start]
        known = [s for s in around if s.speaker.entity is not None or s.speaker.mention is not None]
        innermost = min(known, key=lambda s: s.content.end - s.content.start, default=None)
        out.append(replace(quantity, said_by=innermost.speaker.name) if innermost else quantity)
    return tuple(out)
