"""Whose count it is: the speaker of the statement that a quantity stands in.

In: quantities and statements, both in text order. Out: the quantities with ``said_by``. The innermost statement counts;
a speaker of whom the text says nothing ("ia") is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runut.records import Quantity, Statement

__all__ = ["attributed"]


def attributed(quantities: Sequence[Quantity], statements: Sequence[Statement]) -> tuple[Quantity, ...]:
    """``quantities`` with the names of those who give them."""
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
