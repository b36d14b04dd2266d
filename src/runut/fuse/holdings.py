"""What a party of an act has from then on: "Dengan keputusan itu Taiwan tinggal memiliki 12 mitra diplomatik".

In: a count, the sentence in which it stands, the acts told before, and whom the sentence names. Out: the act after
which the holder has so many; None where the sentence does not count like that. A sentence that tells an act of its own
counts for that act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from runut.fuse.weights import weights
from runut.records import Event, Mention, Quantity, Sentence

__all__ = ["held_after"]

WORD = re.compile(r"[^\W\d_]+")
# Words between having and what is had, at most: "memiliki hanya 12 mitra".
NEAR = 3


def held_after(
    quantity: Quantity, line: Sentence, words: str, before: Sequence[Event], mentions: Iterable[Mention]
) -> Event | None:
    """The last act of ``before`` of which the holder is a party; ``words`` is the sentence in lower case."""
    known, ahead = weights(), WORD.findall(words[: quantity.start - line.start])
    if known.having.isdisjoint(ahead[-NEAR:]) or known.from_now_on.isdisjoint(ahead):
        return None
    holders = {
        name
        for one in mentions
        if line.start <= one.start < quantity.start
        for name in (one.entities or (one.entity,))
    }
    for event in reversed(before):
        if any(who.entity in holders for who in (*event.actors, *event.targets)):
            return event
    return None
